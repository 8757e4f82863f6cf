/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "announce.h"

void
sprint_announce (GtkWidget                         *widget,
                 const char                        *words,
                 GtkAccessibleAnnouncementPriority  priority)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  /* GTK's test backend has no announcements, and calls them all the same. */
  if (!gtk_widget_get_mapped (widget) || g_strcmp0 (g_getenv ("GTK_A11Y"), "test") == 0)
    return;

  gtk_accessible_announce (GTK_ACCESSIBLE (widget), words, priority);
}
