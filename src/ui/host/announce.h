/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sprint_announce:
 * @widget: what it is about
 * @words: what a screen reader says
 *
 * Says what a sighted person sees change. Nothing is said of what is not on the screen.
 */
void sprint_announce (GtkWidget                         *widget,
                      const char                        *words,
                      GtkAccessibleAnnouncementPriority  priority);

G_END_DECLS
