/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/source/console-credentials.h"

G_BEGIN_DECLS

/**
 * SprintConsoleQuestion:
 * @SPRINT_CONSOLE_QUESTION_NONE: nothing is asked
 * @SPRINT_CONSOLE_QUESTION_NEEDED: there was no password, and one is needed
 * @SPRINT_CONSOLE_QUESTION_WRONG: what a person answered was not accepted
 * @SPRINT_CONSOLE_QUESTION_STALE: what came with the address was not accepted: it has expired, was used
 *   already, or is wrong
 * @SPRINT_CONSOLE_QUESTION_CHANGED: what was accepted before is so no more
 *
 * Why a person is asked for a password.
 */
typedef enum {
  SPRINT_CONSOLE_QUESTION_NONE,
  SPRINT_CONSOLE_QUESTION_NEEDED,
  SPRINT_CONSOLE_QUESTION_WRONG,
  SPRINT_CONSOLE_QUESTION_STALE,
  SPRINT_CONSOLE_QUESTION_CHANGED,
} SprintConsoleQuestion;

/**
 * SprintConsoleLogin:
 *
 * Who one is to a guest's side: what came with the address, what a person has answered, and whether they
 * are asked. Kept in memory only, for as long as the session is connected or tries to be.
 *
 * Properties: question. ::answered and ::declined are emitted when a person has answered.
 */
#define SPRINT_TYPE_CONSOLE_LOGIN (sprint_console_login_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleLogin, sprint_console_login, SPRINT, CONSOLE_LOGIN, GObject)

SprintConsoleLogin       *sprint_console_login_new                (void);
SprintConsoleQuestion     sprint_console_login_get_question       (SprintConsoleLogin       *self);

/**
 * sprint_console_login_get_wants_username:
 *
 * Returns: whether the question is for a name too
 */
gboolean                  sprint_console_login_get_wants_username (SprintConsoleLogin       *self);

/**
 * sprint_console_login_get_credentials:
 *
 * Returns: (transfer none) (nullable): what to connect with
 */
SprintConsoleCredentials *sprint_console_login_get_credentials    (SprintConsoleLogin       *self);

/**
 * sprint_console_login_answer:
 * @username: (nullable): where it was asked for
 * @password: what a person has typed
 *
 * Does nothing where nothing is asked.
 */
void                      sprint_console_login_answer             (SprintConsoleLogin       *self,
                                                                   const char               *username,
                                                                   const char               *password);

/**
 * sprint_console_login_decline:
 *
 * The person does not want to say. Does nothing where nothing is asked.
 */
void                      sprint_console_login_decline            (SprintConsoleLogin       *self);

/**
 * sprint_console_login_begin:
 * @credentials: (nullable): what came with the address
 *
 * For the session: forgets all, takes the question back.
 */
void                      sprint_console_login_begin              (SprintConsoleLogin       *self,
                                                                   SprintConsoleCredentials *credentials);

/**
 * sprint_console_login_accept:
 *
 * For the session: the guest's side has accepted what it was connected with.
 */
void                      sprint_console_login_accept             (SprintConsoleLogin       *self);

/**
 * sprint_console_login_ask:
 * @wants_username: whether for a name too
 *
 * For the session: the guest's side has not accepted it.
 */
void                      sprint_console_login_ask                (SprintConsoleLogin       *self,
                                                                   gboolean                  wants_username);

G_END_DECLS
