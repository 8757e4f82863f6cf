/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sprint_pointer_event_translate_button:
 * @button: GDK's number of it
 *
 * Returns: a [enum@ConsoleButton], 0 for one that no guest knows
 */
guint    sprint_pointer_event_translate_button (guint             button);

/**
 * sprint_pointer_event_find:
 * @widget: what is pointed at
 * @event: what happens to its surface
 * @at: (out): the place in @widget
 *
 * Returns: whether the event has a place
 */
gboolean sprint_pointer_event_find             (GtkWidget        *widget,
                                                GdkEvent         *event,
                                                graphene_point_t *at);

/**
 * sprint_pointer_event_find_device:
 * @widget: what may be pointed at
 * @at: (out): where the pointer is, in @widget
 *
 * Returns: whether that is known
 */
gboolean sprint_pointer_event_find_device      (GtkWidget        *widget,
                                                graphene_point_t *at);

G_END_DECLS
