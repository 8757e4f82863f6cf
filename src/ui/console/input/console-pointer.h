/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/screen/pointer-geometry.h"
#include "core/console/session/console-session.h"

G_BEGIN_DECLS

/**
 * SprintConsolePointer:
 *
 * Forwards what a pointer does over a widget to a guest, and gives the widget the guest's cursor.
 * Where the guest moves the cursor by itself, it is painted instead.
 */
#define SPRINT_TYPE_CONSOLE_POINTER (sprint_console_pointer_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsolePointer, sprint_console_pointer, SPRINT, CONSOLE_POINTER, GObject)

/**
 * sprint_console_pointer_new:
 * @widget: (transfer none): what is pointed at; not referenced
 */
SprintConsolePointer *sprint_console_pointer_new          (GtkWidget                   *widget);
void                  sprint_console_pointer_set_session  (SprintConsolePointer        *self,
                                                           SprintConsoleSession        *session);
void                  sprint_console_pointer_set_enabled  (SprintConsolePointer        *self,
                                                           gboolean                     enabled);
void                  sprint_console_pointer_set_geometry (SprintConsolePointer        *self,
                                                           const SprintPointerGeometry *geometry);

/**
 * sprint_console_pointer_snapshot:
 *
 * Draws the cursor where the guest has put it.
 */
void                  sprint_console_pointer_snapshot     (SprintConsolePointer        *self,
                                                           GtkSnapshot                 *snapshot);

/**
 * sprint_console_pointer_find:
 *
 * The widget has moved under a pointer that may rest: the guest's is to be where it is now.
 */
void                  sprint_console_pointer_find         (SprintConsolePointer        *self);

G_END_DECLS
