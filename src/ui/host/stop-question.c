/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stop-question.h"

#include <glib/gi18n.h>

AdwDialog *
sprint_stop_question_new (SprintPackageInstaller *installer)
{
  AdwAlertDialog *question;
  gboolean can_cancel;

  g_return_val_if_fail (SPRINT_IS_PACKAGE_INSTALLER (installer), NULL);

  g_object_get (sprint_package_installer_get_progress (installer), "can-cancel", &can_cancel, NULL);
  if (can_cancel) {
    question = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Stop Installing?"),
                                                       _("Packages that are installed already stay installed.")));
    adw_alert_dialog_add_responses (question, "go-on", _("_Go On"), "stop", _("_Stop"), NULL);
    adw_alert_dialog_set_response_appearance (question, "stop", ADW_RESPONSE_DESTRUCTIVE);
  } else {
    question = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Close While Installing?"),
                                                       _("Packages are being put in place, which cannot be stopped. "
                                                         "It goes on by itself, and Sprint shows it again when you "
                                                         "come back.")));
    adw_alert_dialog_add_responses (question, "go-on", _("_Stay"), "stop", _("_Close"), NULL);
  }
  adw_alert_dialog_set_default_response (question, "go-on");
  adw_alert_dialog_set_close_response (question, "go-on");

  return ADW_DIALOG (question);
}
