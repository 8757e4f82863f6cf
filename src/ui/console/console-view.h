#pragma once

#include "console.h"

G_BEGIN_DECLS

/*
 * SprintConsoleView: the console with its states (AdwStatusPages for off, connecting, paused, lost, unavailable), over a
 * SprintConsole. Still knows no machines.
 *
 * Properties: session, console (SprintConsole, read-only), paused (boolean: the guest is paused: picture dimmed, Resume button activates
 * action "console.resume"), unavailable-title, unavailable-text (strings; when set, a page that says why there is no
 * screen and what can be done).
 * Off shows a page with a Start button that activates "console.start".
 */
#define SPRINT_TYPE_CONSOLE_VIEW (sprint_console_view_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleView, sprint_console_view, SPRINT, CONSOLE_VIEW, AdwBin)

GtkWidget     *sprint_console_view_new             (SprintConsoleSession *session);
SprintConsole *sprint_console_view_get_console     (SprintConsoleView *self);
void           sprint_console_view_set_paused      (SprintConsoleView *self, gboolean paused);
/* NULL title: available. */
void           sprint_console_view_set_unavailable (SprintConsoleView *self, const char *title, const char *text);
/* A menu model of key combinations for a menu button: actions "console.send-keys" with the codes as "ctrl+alt+delete". (transfer full) */
GMenuModel    *sprint_console_view_create_keys_menu (SprintConsoleView *self);

G_END_DECLS
