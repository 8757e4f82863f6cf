/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "password-dialog.h"

#include <glib/gi18n.h>

struct _SprintPasswordDialog
{
  AdwAlertDialog parent_instance;

  SprintConsoleLogin *login;
  GtkWidget *name_row;
  GtkWidget *password_row;
};

G_DEFINE_FINAL_TYPE (SprintPasswordDialog, sprint_password_dialog, ADW_TYPE_ALERT_DIALOG)

static void
sprint_password_dialog_dispose (GObject *object)
{
  g_clear_object (&SPRINT_PASSWORD_DIALOG (object)->login);

  G_OBJECT_CLASS (sprint_password_dialog_parent_class)->dispose (object);
}

static const char *
find_words (SprintConsoleQuestion question)
{
  switch (question) {
  case SPRINT_CONSOLE_QUESTION_WRONG:
    return _("That was not accepted. Try again.");

  case SPRINT_CONSOLE_QUESTION_STALE:
    return _("The password that came along is not accepted: it has expired, was used already, or is wrong.");

  case SPRINT_CONSOLE_QUESTION_CHANGED:
    return _("The password that was used until now is not accepted any more.");

  case SPRINT_CONSOLE_QUESTION_NEEDED:
  case SPRINT_CONSOLE_QUESTION_NONE:
  default:
    return _("A password protects the machine’s screen.");
  }
}

static void
response_cb (SprintPasswordDialog *self,
             const char           *response)
{
  if (!g_str_equal (response, "connect")) {
    sprint_console_login_decline (self->login);
    return;
  }

  sprint_console_login_answer (self->login,
                               gtk_widget_get_visible (self->name_row)
                               ? gtk_editable_get_text (GTK_EDITABLE (self->name_row)) : NULL,
                               gtk_editable_get_text (GTK_EDITABLE (self->password_row)));
}

static void
activated_cb (SprintPasswordDialog *self)
{
  g_autoptr (SprintPasswordDialog) kept = g_object_ref (self);

  response_cb (self, "connect");
  sprint_password_dialog_drop (self);
}

/* With the focus in it, a row would stay behind when the dialog goes: GTK 4.18 leaks it. */
static void
closed_cb (SprintPasswordDialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_root_set_focus (root, NULL);
}

static void
sprint_password_dialog_class_init (SprintPasswordDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_password_dialog_dispose;
}

static void
sprint_password_dialog_init (SprintPasswordDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  self->name_row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name_row), _("Name"));
  self->password_row = adw_password_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password_row), _("Password"));
  gtk_list_box_append (GTK_LIST_BOX (list), self->name_row);
  gtk_list_box_append (GTK_LIST_BOX (list), self->password_row);
  g_signal_connect_swapped (self->name_row, "entry-activated", G_CALLBACK (gtk_widget_grab_focus), self->password_row);
  g_signal_connect_swapped (self->password_row, "entry-activated", G_CALLBACK (activated_cb), self);

  adw_alert_dialog_set_heading (dialog, _("Password Needed"));
  adw_alert_dialog_set_extra_child (dialog, list);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "connect", _("Co_nnect"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "connect", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "connect");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (self, "response", G_CALLBACK (response_cb), NULL);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

AdwDialog *
sprint_password_dialog_new (SprintConsoleLogin *login)
{
  SprintPasswordDialog *self;
  const char *username;
  gboolean wants_username;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_LOGIN (login), NULL);

  self = g_object_new (SPRINT_TYPE_PASSWORD_DIALOG, NULL);
  self->login = g_object_ref (login);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), find_words (sprint_console_login_get_question (login)));
  wants_username = sprint_console_login_get_wants_username (login);
  username = sprint_console_credentials_get_username (sprint_console_login_get_credentials (login));
  gtk_widget_set_visible (self->name_row, wants_username);
  if (username != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), username);
  adw_dialog_set_focus (ADW_DIALOG (self), wants_username && username == NULL ? self->name_row : self->password_row);

  return ADW_DIALOG (self);
}

void
sprint_password_dialog_drop (SprintPasswordDialog *self)
{
  g_return_if_fail (SPRINT_IS_PASSWORD_DIALOG (self));

  g_signal_handlers_disconnect_by_func (self, response_cb, NULL);
  adw_dialog_force_close (ADW_DIALOG (self));
}
