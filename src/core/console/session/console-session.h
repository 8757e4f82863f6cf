/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-error.h"
#include "console-login.h"
#include "console-parts.h"
#include "core/console/source/console-source.h"

G_BEGIN_DECLS

/**
 * SprintConsoleState:
 * @SPRINT_CONSOLE_STATE_OFF: told that there is no guest to show, or that it rests
 * @SPRINT_CONSOLE_STATE_CONNECTING: the first attempt, or one that a person asked for
 * @SPRINT_CONSOLE_STATE_CONNECTED: channels are up; see has-picture
 * @SPRINT_CONSOLE_STATE_LOST: was connected or failed to connect; see error; tries again by itself
 *   where that may be of use, see retrying
 * @SPRINT_CONSOLE_STATE_ASKING: a person is to say who they are; see sprint_console_session_get_login()
 */
typedef enum {
  SPRINT_CONSOLE_STATE_OFF,
  SPRINT_CONSOLE_STATE_CONNECTING,
  SPRINT_CONSOLE_STATE_CONNECTED,
  SPRINT_CONSOLE_STATE_LOST,
  SPRINT_CONSOLE_STATE_ASKING,
} SprintConsoleState;

/**
 * SprintConsoleSession:
 *
 * A guest's screen, keyboard and pointer, for as long as somebody wants them: it connects, and
 * connects again by itself. Nothing of spice-client-glib is touched before the first connect.
 *
 * ::first-frame is emitted once for each connect(), when the guest's first picture is here.
 */
#define SPRINT_TYPE_CONSOLE_SESSION (sprint_console_session_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleSession, sprint_console_session, SPRINT, CONSOLE_SESSION, GObject)

SprintConsoleSession *sprint_console_session_new                (void);

/**
 * sprint_console_session_connect:
 * @source: where its channels come from
 *
 * Connects, and reconnects by itself, at ever longer intervals of up to ten seconds, until
 * sprint_console_session_disconnect(). It leaves off where another attempt would end as the last
 * did, or would throw out another viewer; sprint_console_session_retry() is then left to a person.
 * Connected already, it starts anew.
 */
void                  sprint_console_session_connect            (SprintConsoleSession *self,
                                                                 SprintConsoleSource  *source);

/**
 * sprint_console_session_retry:
 *
 * When lost: tries again now.
 */
void                  sprint_console_session_retry              (SprintConsoleSession *self);

/**
 * sprint_console_session_rest:
 *
 * Lets go of a guest that has stopped and may go on: as sprint_console_session_disconnect(), but the first monitor
 * keeps its last picture until that, or until the guest that the next connect() leads to shows another. Does nothing
 * where nothing is connected.
 */
void                  sprint_console_session_rest               (SprintConsoleSession *self);

/**
 * sprint_console_session_disconnect:
 *
 * Lets go of the guest: all keys up, no picture, no more attempts. May be called at any time.
 */
void                  sprint_console_session_disconnect         (SprintConsoleSession *self);
SprintConsoleState    sprint_console_session_get_state          (SprintConsoleSession *self);

/**
 * sprint_console_session_get_error:
 *
 * Returns: (nullable): why it is lost, with the raw words of whoever failed; %NULL otherwise
 */
const GError         *sprint_console_session_get_error          (SprintConsoleSession *self);

/**
 * sprint_console_session_get_retrying:
 *
 * Returns: whether it is lost and tries again by itself
 */
gboolean              sprint_console_session_get_retrying       (SprintConsoleSession *self);

/**
 * sprint_console_session_get_has_picture:
 *
 * Returns: whether the framebuffer shows the guest: also the last picture of one that was lost or rests,
 *   not the screen that a guest has turned off
 */
gboolean              sprint_console_session_get_has_picture    (SprintConsoleSession *self);

/**
 * sprint_console_session_get_client_pointer:
 *
 * Returns: whether the guest takes absolute positions; otherwise it wants motion, and moves the
 *   cursor itself
 */
gboolean              sprint_console_session_get_client_pointer (SprintConsoleSession *self);

/**
 * sprint_console_session_get_accelerated:
 *
 * Returns: whether the guest draws into graphics memory that this console cannot show
 */
gboolean              sprint_console_session_get_accelerated    (SprintConsoleSession *self);
const char           *sprint_console_session_get_name           (SprintConsoleSession *self);

/**
 * sprint_console_session_get_monitor:
 *
 * Returns: (transfer none): the first monitor
 */
SprintConsoleMonitor *sprint_console_session_get_monitor        (SprintConsoleSession *self);

/**
 * sprint_console_session_get_monitors:
 *
 * Returns: (transfer none): all monitors
 */
SprintMonitorList    *sprint_console_session_get_monitors       (SprintConsoleSession *self);

/**
 * sprint_console_session_get_framebuffer:
 *
 * Returns: (transfer none): the first monitor's
 */
SprintFramebuffer    *sprint_console_session_get_framebuffer    (SprintConsoleSession *self);

/**
 * sprint_console_session_get_cursor:
 *
 * Returns: (transfer none): the first monitor's
 */
SprintConsoleCursor  *sprint_console_session_get_cursor         (SprintConsoleSession *self);
SprintConsoleInput   *sprint_console_session_get_input          (SprintConsoleSession *self);
SprintTypist         *sprint_console_session_get_typist         (SprintConsoleSession *self);
SprintConsoleSound   *sprint_console_session_get_sound          (SprintConsoleSession *self);
SprintGuestAgent     *sprint_console_session_get_agent          (SprintConsoleSession *self);
SprintConsoleClipboard *sprint_console_session_get_clipboard    (SprintConsoleSession *self);
SprintFileTransfers  *sprint_console_session_get_transfers      (SprintConsoleSession *self);
SprintUsbDevices     *sprint_console_session_get_usb            (SprintConsoleSession *self);
SprintSmartCards     *sprint_console_session_get_cards          (SprintConsoleSession *self);
SprintSharedFolder   *sprint_console_session_get_shared_folder  (SprintConsoleSession *self);

/**
 * sprint_console_session_measure:
 * @bytes: (out): what has come so far over the connection of now
 * @round_trip: (out): microseconds to the server and back, -1 where nobody measures them
 *
 * Returns: whether there is a connection
 */
gboolean              sprint_console_session_measure            (SprintConsoleSession *self,
                                                                 guint64              *bytes,
                                                                 gint64               *round_trip);

/**
 * sprint_console_session_tally:
 * @monitor: one of its monitors
 * @tally: (out): how its pictures have come so far over the connection of now, as far as anybody knows
 */
void                  sprint_console_session_tally              (SprintConsoleSession *self,
                                                                 SprintConsoleMonitor *monitor,
                                                                 SprintPictureTally   *tally);

/**
 * sprint_console_session_get_login:
 *
 * Returns: (transfer none): who one is to the guest's side, and whether that is asked for
 */
SprintConsoleLogin   *sprint_console_session_get_login          (SprintConsoleSession *self);

G_END_DECLS
