/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SprintConsoleCredentials:
 *
 * Who one is to a guest's side: a password, and rarely a name. Never changed, and overwritten in memory
 * when the last reference goes.
 */
typedef struct _SprintConsoleCredentials SprintConsoleCredentials;

#define SPRINT_TYPE_CONSOLE_CREDENTIALS (sprint_console_credentials_get_type ())
GType                     sprint_console_credentials_get_type     (void);

/**
 * sprint_console_credentials_new:
 * @username: (nullable): where the server wants one (SASL)
 * @password: (nullable): or ticket
 */
SprintConsoleCredentials *sprint_console_credentials_new          (const char                     *username,
                                                                   const char                     *password);
SprintConsoleCredentials *sprint_console_credentials_ref          (SprintConsoleCredentials       *self);
void                      sprint_console_credentials_unref        (SprintConsoleCredentials       *self);
const char               *sprint_console_credentials_get_username (const SprintConsoleCredentials *self);
const char               *sprint_console_credentials_get_password (const SprintConsoleCredentials *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintConsoleCredentials, sprint_console_credentials_unref)

/**
 * sprint_console_wipe:
 * @text: (nullable) (transfer full): what nobody else is to read
 *
 * Overwrites and frees it.
 */
void                      sprint_console_wipe                     (char                           *text);

G_END_DECLS
