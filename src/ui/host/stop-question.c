/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stop-question.h"

#include <glib/gi18n.h>

AdwDialog *
sprint_stop_question_new (void)
{
  AdwDialog *question = adw_alert_dialog_new (_("Stop Installing?"),
                                              _("Packages that are installed already stay installed."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "go-on", _("_Go On"), "stop", _("_Stop"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "go-on");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "go-on");

  return question;
}
