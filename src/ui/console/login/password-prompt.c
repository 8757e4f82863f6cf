/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "password-prompt.h"

#include "password-dialog.h"

struct _SprintPasswordPrompt
{
  GObject parent_instance;

  GtkWidget *widget;
  SprintConsoleLogin *login;
  SprintPasswordDialog *dialog;
};

G_DEFINE_FINAL_TYPE (SprintPasswordPrompt, sprint_password_prompt, G_TYPE_OBJECT)

static void
drop (SprintPasswordPrompt *self)
{
  g_autoptr (SprintPasswordDialog) dialog = NULL;

  if (self->dialog == NULL)
    return;

  dialog = g_object_ref (self->dialog);
  g_clear_weak_pointer (&self->dialog);
  sprint_password_dialog_drop (dialog);
}

static void
sprint_password_prompt_dispose (GObject *object)
{
  SprintPasswordPrompt *self = SPRINT_PASSWORD_PROMPT (object);

  sprint_password_prompt_set_session (self, NULL);

  G_OBJECT_CLASS (sprint_password_prompt_parent_class)->dispose (object);
}

static void
update (SprintPasswordPrompt *self)
{
  gboolean asks = self->login != NULL && gtk_widget_get_mapped (self->widget) &&
                  sprint_console_login_get_question (self->login) != SPRINT_CONSOLE_QUESTION_NONE;

  if (!asks) {
    drop (self);
    return;
  }
  if (self->dialog != NULL)
    return;

  g_set_weak_pointer (&self->dialog, SPRINT_PASSWORD_DIALOG (sprint_password_dialog_new (self->login)));
  adw_dialog_present (ADW_DIALOG (self->dialog), self->widget);
}

static void
question_cb (SprintPasswordPrompt *self)
{
  /* Another question has other words. */
  drop (self);
  update (self);
}

static void
unmap_cb (SprintPasswordPrompt *self)
{
  drop (self);
}

static void
sprint_password_prompt_class_init (SprintPasswordPromptClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_password_prompt_dispose;
}

static void
sprint_password_prompt_init (SprintPasswordPrompt *self)
{
}

SprintPasswordPrompt *
sprint_password_prompt_new (GtkWidget *widget)
{
  SprintPasswordPrompt *self = g_object_new (SPRINT_TYPE_PASSWORD_PROMPT, NULL);

  self->widget = widget;
  g_signal_connect_object (widget, "map", G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (unmap_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
sprint_password_prompt_set_session (SprintPasswordPrompt *self,
                                    SprintConsoleSession *session)
{
  SprintConsoleLogin *login = session != NULL ? sprint_console_session_get_login (session) : NULL;

  g_return_if_fail (SPRINT_IS_PASSWORD_PROMPT (self));

  drop (self);
  if (self->login != NULL)
    g_signal_handlers_disconnect_by_data (self->login, self);
  g_set_object (&self->login, login);
  if (self->login == NULL)
    return;

  g_signal_connect_object (self->login, "notify::question", G_CALLBACK (question_cb), self, G_CONNECT_SWAPPED);
  update (self);
}
