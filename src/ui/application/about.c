/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sprint-config.h"

#include "about.h"

#include <glib/gi18n.h>

AdwDialog *
sprint_about_new (void)
{
  return g_object_new (ADW_TYPE_ABOUT_DIALOG,
                       "application-name", "Sprint",
                       "application-icon", SPRINT_APP_ID,
                       "version", SPRINT_VERSION,
                       "developer-name", _("The Sprint contributors"),
                       "comments", _("Virtual machines, from nothing to a running guest in one sitting."),
                       "license-type", GTK_LICENSE_GPL_3_0,
                       /* Translators: your names, a line each: they are shown in the about dialog. */
                       "translator-credits", _("translator-credits"),
                       NULL);
}
