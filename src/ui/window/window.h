#pragma once

#include <adwaita.h>

#include "core/sprint/caretaker.h"

G_BEGIN_DECLS

/* SprintWindow: the main window: machines on the left, the selected one on the right, a welcome when there are none. */
#define SPRINT_TYPE_WINDOW (sprint_window_get_type ())
G_DECLARE_FINAL_TYPE (SprintWindow, sprint_window, SPRINT, WINDOW, AdwApplicationWindow)

GtkWidget *sprint_window_new        (GtkApplication *application, SprintServices *services, SprintCaretaker *caretaker, GSettings *settings);
void       sprint_window_show_problem (SprintWindow *self, const GError *error);

G_END_DECLS
