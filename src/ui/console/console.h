#pragma once

#include <adwaita.h>

#include "core/console/console-session.h"

G_BEGIN_DECLS

/*
 * SprintConsole: a guest's screen as a GTK 4 widget. Knows a SprintConsoleSession, no machines and no windows.
 *
 * Properties: session (SprintConsoleSession), scaling (boolean: keep aspect, fit; else 1:1), grabbed (boolean: system
 * shortcuts are really inhibited), view-only.
 * It paints and forwards input only; status pages (connecting, lost, …) are whoever embeds it.
 */
#define SPRINT_TYPE_CONSOLE (sprint_console_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsole, sprint_console, SPRINT, CONSOLE, GtkWidget)

GtkWidget *sprint_console_new          (SprintConsoleSession *session);
/* Presses and releases a combination: evdev codes (linux/input-event-codes.h), in order; released in reverse. */
void       sprint_console_send_keys    (SprintConsole *self, const guint *codes, gsize n_codes);
/* The guest's picture as a PNG file; fails with NO_PICTURE before the first frame. */
void       sprint_console_screenshot_async  (SprintConsole *self, GFile *file, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean   sprint_console_screenshot_finish (SprintConsole *self, GAsyncResult *result, GError **error);

G_END_DECLS
