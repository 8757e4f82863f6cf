/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/screen/pointer-geometry.h"
#include "core/console/session/console-session.h"

G_BEGIN_DECLS

/**
 * SprintConsolePointer:
 *
 * Forwards what a pointer, a wheel and fingers do over a widget to a guest, and gives the widget the
 * guest's cursor.
 *
 * A guest that takes motion, not places, moves the cursor by itself: it is painted where the guest has
 * it. There a click locks the pointer to the widget, and is not the guest's; what the hand does then
 * is, until the keyboard is let go of. Where the pointer cannot be locked, the guest is told how it
 * moves over the widget.
 *
 * A wheel that turns sideways is left to what is around the widget: SPICE knows no such wheel, and
 * to hold Shift for it would be to type. Nothing goes on when the fingers have left a touchpad: the
 * guest takes each click for the hand's.
 *
 * Properties: capturing (whether the keyboard goes to the guest, without which nothing is locked),
 * lockable (the pointer can be locked here), locked (it really is). ::pressed is emitted for a button
 * that goes down without an event of the widget's, as they do on X11 while it is locked.
 */
#define SPRINT_TYPE_CONSOLE_POINTER (sprint_console_pointer_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsolePointer, sprint_console_pointer, SPRINT, CONSOLE_POINTER, GObject)

/**
 * sprint_console_pointer_new:
 * @widget: (transfer none): what is pointed at; not referenced
 */
SprintConsolePointer *sprint_console_pointer_new          (GtkWidget                   *widget);

/**
 * sprint_console_pointer_set_session:
 * @session: (nullable): whose pointer it is
 * @monitor: (nullable): which of its monitors is pointed at; %NULL without a session
 */
void                  sprint_console_pointer_set_session  (SprintConsolePointer        *self,
                                                           SprintConsoleSession        *session,
                                                           SprintConsoleMonitor        *monitor);
void                  sprint_console_pointer_set_enabled  (SprintConsolePointer        *self,
                                                           gboolean                     enabled);
void                  sprint_console_pointer_set_capturing (SprintConsolePointer       *self,
                                                            gboolean                    capturing);
gboolean              sprint_console_pointer_get_lockable (SprintConsolePointer        *self);
gboolean              sprint_console_pointer_get_locked   (SprintConsolePointer        *self);
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
