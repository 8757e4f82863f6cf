/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-login.h"

#include "core-enums.h"

struct _SprintConsoleLogin
{
  GObject parent_instance;

  SprintConsoleCredentials *credentials;
  SprintConsoleQuestion question;
  gboolean wants_username;
  gboolean answered;
  gboolean accepted;
};

G_DEFINE_FINAL_TYPE (SprintConsoleLogin, sprint_console_login, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_QUESTION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  ANSWERED,
  DECLINED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_console_login_finalize (GObject *object)
{
  SprintConsoleLogin *self = SPRINT_CONSOLE_LOGIN (object);

  g_clear_pointer (&self->credentials, sprint_console_credentials_unref);

  G_OBJECT_CLASS (sprint_console_login_parent_class)->finalize (object);
}

static void
sprint_console_login_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SprintConsoleLogin *self = SPRINT_CONSOLE_LOGIN (object);

  switch (prop_id) {
  case PROP_QUESTION:
    g_value_set_enum (value, self->question);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_console_login_class_init (SprintConsoleLoginClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sprint_console_login_finalize;
  object_class->get_property = sprint_console_login_get_property;

  properties[PROP_QUESTION] =
    g_param_spec_enum ("question", NULL, NULL, SPRINT_TYPE_CONSOLE_QUESTION, SPRINT_CONSOLE_QUESTION_NONE,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ANSWERED] =
    g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DECLINED] =
    g_signal_new ("declined", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_console_login_init (SprintConsoleLogin *self)
{
}

static void
set_question (SprintConsoleLogin    *self,
              SprintConsoleQuestion  question)
{
  if (self->question == question)
    return;

  self->question = question;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUESTION]);
}

static void
set_credentials (SprintConsoleLogin       *self,
                 SprintConsoleCredentials *credentials)
{
  g_clear_pointer (&self->credentials, sprint_console_credentials_unref);
  self->credentials = credentials != NULL ? sprint_console_credentials_ref (credentials) : NULL;
}

SprintConsoleLogin *
sprint_console_login_new (void)
{
  return g_object_new (SPRINT_TYPE_CONSOLE_LOGIN, NULL);
}

SprintConsoleQuestion
sprint_console_login_get_question (SprintConsoleLogin *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_LOGIN (self), SPRINT_CONSOLE_QUESTION_NONE);

  return self->question;
}

gboolean
sprint_console_login_get_wants_username (SprintConsoleLogin *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_LOGIN (self), FALSE);

  return self->wants_username;
}

SprintConsoleCredentials *
sprint_console_login_get_credentials (SprintConsoleLogin *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_LOGIN (self), NULL);

  return self->credentials;
}

void
sprint_console_login_answer (SprintConsoleLogin *self,
                             const char         *username,
                             const char         *password)
{
  g_autoptr (SprintConsoleCredentials) credentials = NULL;

  g_return_if_fail (SPRINT_IS_CONSOLE_LOGIN (self));
  g_return_if_fail (password != NULL);

  if (self->question == SPRINT_CONSOLE_QUESTION_NONE)
    return;

  credentials = sprint_console_credentials_new (username, password);
  set_credentials (self, credentials);
  self->answered = TRUE;
  self->accepted = FALSE;
  set_question (self, SPRINT_CONSOLE_QUESTION_NONE);
  g_signal_emit (self, signals[ANSWERED], 0);
}

void
sprint_console_login_decline (SprintConsoleLogin *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_LOGIN (self));

  if (self->question == SPRINT_CONSOLE_QUESTION_NONE)
    return;

  set_question (self, SPRINT_CONSOLE_QUESTION_NONE);
  g_signal_emit (self, signals[DECLINED], 0);
}

void
sprint_console_login_begin (SprintConsoleLogin       *self,
                            SprintConsoleCredentials *credentials)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_LOGIN (self));

  set_credentials (self, credentials);
  self->answered = self->accepted = FALSE;
  set_question (self, SPRINT_CONSOLE_QUESTION_NONE);
}

void
sprint_console_login_accept (SprintConsoleLogin *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_LOGIN (self));

  self->accepted = TRUE;
}

void
sprint_console_login_ask (SprintConsoleLogin *self,
                          gboolean            wants_username)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_LOGIN (self));

  self->wants_username = !!wants_username;
  if (sprint_console_credentials_get_password (self->credentials) == NULL)
    set_question (self, SPRINT_CONSOLE_QUESTION_NEEDED);
  else if (self->accepted)
    set_question (self, SPRINT_CONSOLE_QUESTION_CHANGED);
  else if (self->answered)
    set_question (self, SPRINT_CONSOLE_QUESTION_WRONG);
  else
    set_question (self, SPRINT_CONSOLE_QUESTION_STALE);
}
