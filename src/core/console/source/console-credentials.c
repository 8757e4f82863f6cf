/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-credentials.h"

#include <string.h>

struct _SprintConsoleCredentials
{
  gatomicrefcount references;
  char *username;
  char *password;
};

G_DEFINE_BOXED_TYPE (SprintConsoleCredentials, sprint_console_credentials, sprint_console_credentials_ref,
                     sprint_console_credentials_unref)

SprintConsoleCredentials *
sprint_console_credentials_new (const char *username,
                                const char *password)
{
  SprintConsoleCredentials *self = g_new0 (SprintConsoleCredentials, 1);

  g_atomic_ref_count_init (&self->references);
  self->username = g_strdup (username);
  self->password = g_strdup (password);

  return self;
}

SprintConsoleCredentials *
sprint_console_credentials_ref (SprintConsoleCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
sprint_console_credentials_unref (SprintConsoleCredentials *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->username);
  sprint_console_wipe (self->password);
  g_free (self);
}

const char *
sprint_console_credentials_get_username (const SprintConsoleCredentials *self)
{
  return self != NULL ? self->username : NULL;
}

const char *
sprint_console_credentials_get_password (const SprintConsoleCredentials *self)
{
  return self != NULL ? self->password : NULL;
}

void
sprint_console_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}
