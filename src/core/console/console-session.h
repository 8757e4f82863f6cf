#pragma once

#include "console-source.h"
#include "framebuffer.h"

G_BEGIN_DECLS

typedef enum {
  SPRINT_CONSOLE_STATE_OFF,         /* told that there is no guest to show */
  SPRINT_CONSOLE_STATE_CONNECTING,
  SPRINT_CONSOLE_STATE_CONNECTED,   /* channels are up; see has-picture */
  SPRINT_CONSOLE_STATE_LOST,        /* was connected or failed to connect; see error; retries by itself while asked to */
} SprintConsoleState;

/* SprintConsoleError: what went wrong in the console room. */
typedef enum {
  SPRINT_CONSOLE_ERROR_FAILED,
  SPRINT_CONSOLE_ERROR_CONNECT,
  SPRINT_CONSOLE_ERROR_PROTOCOL,
  SPRINT_CONSOLE_ERROR_LOST,
  SPRINT_CONSOLE_ERROR_NO_PICTURE,
} SprintConsoleError;

#define SPRINT_CONSOLE_ERROR (sprint_console_error_quark ())
GQuark sprint_console_error_quark (void);

/*
 * SprintConsoleSession: one SPICE session. Nothing of spice-client-glib is touched before connect.
 *
 * Properties: state, error (GError boxed or NULL), has-picture (boolean: a first frame is here),
 * framebuffer (SprintFramebuffer), client-pointer (boolean: absolute pointer), cursor (SprintConsoleCursor or NULL),
 * name (string).
 * Signals: "first-frame".
 */
#define SPRINT_TYPE_CONSOLE_SESSION (sprint_console_session_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleSession, sprint_console_session, SPRINT, CONSOLE_SESSION, GObject)

SprintConsoleSession *sprint_console_session_new         (void);
/* Connects, and reconnects by itself with back-off until disconnected. */
void                  sprint_console_session_connect     (SprintConsoleSession *self, SprintConsoleSource *source);
void                  sprint_console_session_disconnect  (SprintConsoleSession *self);
SprintConsoleState    sprint_console_session_get_state   (SprintConsoleSession *self);
const GError         *sprint_console_session_get_error   (SprintConsoleSession *self);
gboolean              sprint_console_session_get_has_picture (SprintConsoleSession *self);
SprintFramebuffer    *sprint_console_session_get_framebuffer (SprintConsoleSession *self);

G_END_DECLS
