/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-question.h"

#include <glib/gi18n.h>

static void
answered_cb (AdwAlertDialog         *dialog,
             const char             *response,
             SprintPackageInstaller *installer)
{
  sprint_package_installer_answer (installer, g_str_equal (response, "yes"));
}

static const char *
get_yes (SprintPackageQuestion kind)
{
  switch (kind) {
  case SPRINT_PACKAGE_QUESTION_LICENCE:
    return _("_Agree");
  case SPRINT_PACKAGE_QUESTION_MEDIA:
    return _("_Continue");
  default:
    return _("_Trust");
  }
}

void
sprint_package_question_present (SprintPackageInstaller *installer,
                                 SprintPackageQuestion   kind,
                                 const char             *title,
                                 const char             *text,
                                 GtkWidget              *parent)
{
  AdwAlertDialog *dialog;

  g_return_if_fail (SPRINT_IS_PACKAGE_INSTALLER (installer));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (title, text));
  adw_alert_dialog_add_responses (dialog, "no", _("_Cancel"), "yes", get_yes (kind), NULL);
  adw_alert_dialog_set_close_response (dialog, "no");
  adw_alert_dialog_set_default_response (dialog, "no");
  if (kind == SPRINT_PACKAGE_QUESTION_UNTRUSTED)
    adw_alert_dialog_set_response_appearance (dialog, "yes", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), installer, 0);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}
