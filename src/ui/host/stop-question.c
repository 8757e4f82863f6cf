/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stop-question.h"

#include <glib/gi18n.h>

/* What can be stopped when it is read may be past that when it is answered, or the other way round. */
static void
update (AdwAlertDialog        *question,
        GParamSpec            *pspec,
        SprintPackageProgress *progress)
{
  g_autofree char *phase = NULL;
  gboolean can_cancel;

  g_object_get (progress, "can-cancel", &can_cancel, "phase", &phase, NULL);
  /* It has ended, and so will the question. */
  if (phase == NULL && pspec != NULL)
    return;
  adw_alert_dialog_set_heading (question, can_cancel ? _("Stop Installing?") : _("Close While Installing?"));
  adw_alert_dialog_set_body (question,
                             can_cancel ? _("Packages that are installed already stay installed.")
                                        : _("Packages are being put in place, which cannot be stopped now. It is "
                                            "stopped as soon as that is possible, or else goes on to its end by "
                                            "itself."));
  adw_alert_dialog_set_response_label (question, "go-on", can_cancel ? _("_Go On") : _("_Stay"));
  adw_alert_dialog_set_response_label (question, "stop", can_cancel ? _("_Stop") : _("_Close"));
  adw_alert_dialog_set_response_appearance (question, "stop",
                                            can_cancel ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_DEFAULT);
}

AdwDialog *
sprint_stop_question_new (SprintPackageInstaller *installer)
{
  SprintPackageProgress *progress;
  AdwAlertDialog *question;

  g_return_val_if_fail (SPRINT_IS_PACKAGE_INSTALLER (installer), NULL);

  progress = sprint_package_installer_get_progress (installer);
  question = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, NULL));
  adw_alert_dialog_add_responses (question, "go-on", "", "stop", "", NULL);
  adw_alert_dialog_set_default_response (question, "go-on");
  adw_alert_dialog_set_close_response (question, "go-on");
  g_signal_connect_object (progress, "notify::can-cancel", G_CALLBACK (update), question, G_CONNECT_SWAPPED);
  update (question, NULL, progress);

  return ADW_DIALOG (question);
}
