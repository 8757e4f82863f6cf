/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SprintPointerLock:
 *
 * Holds the pointer still over a widget, and tells how the hand moves it: for a guest that takes
 * motion, not places. GTK 4 has no such thing; each windowing system has a kind of its own.
 *
 * Properties: available (there is a way to lock), locked (the pointer really is locked). The windowing
 * system may end a lock by itself. ::motion(dx, dy) is emitted while it is locked, in units of the
 * widget; ::button(button, down) for presses that do not come as events of the widget's, in GDK's
 * numbers.
 */
#define SPRINT_TYPE_POINTER_LOCK (sprint_pointer_lock_get_type ())
G_DECLARE_DERIVABLE_TYPE (SprintPointerLock, sprint_pointer_lock, SPRINT, POINTER_LOCK, GObject)

struct _SprintPointerLockClass
{
  GObjectClass parent_class;

  void (* lock)   (SprintPointerLock *self,
                   GtkWidget         *widget);
  void (* unlock) (SprintPointerLock *self);
};

/**
 * sprint_pointer_lock_new:
 *
 * Returns: (nullable): what locks the pointer of that display; %NULL where its windowing system has
 *   no way at all
 */
SprintPointerLock *sprint_pointer_lock_new           (GdkDisplay        *display);

/**
 * sprint_pointer_lock_lock:
 * @widget: what the pointer is over, in a window that has the focus
 *
 * Asks for the lock; nothing when it is locked or has been asked for already. It may come later,
 * or not at all.
 */
void               sprint_pointer_lock_lock          (SprintPointerLock *self,
                                                      GtkWidget         *widget);

/**
 * sprint_pointer_lock_unlock:
 *
 * Gives the pointer back, or asks for it no longer.
 */
void               sprint_pointer_lock_unlock        (SprintPointerLock *self);
gboolean           sprint_pointer_lock_get_available (SprintPointerLock *self);
gboolean           sprint_pointer_lock_get_locked    (SprintPointerLock *self);

/* For the kinds. */
void               sprint_pointer_lock_set_available (SprintPointerLock *self,
                                                      gboolean           available);
void               sprint_pointer_lock_set_locked    (SprintPointerLock *self,
                                                      gboolean           locked);
void               sprint_pointer_lock_move          (SprintPointerLock *self,
                                                      double             dx,
                                                      double             dy);
void               sprint_pointer_lock_press         (SprintPointerLock *self,
                                                      guint              button,
                                                      gboolean           down);

G_END_DECLS
