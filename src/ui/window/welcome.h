/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SprintWelcomeState:
 * @SPRINT_WELCOME_STATE_CONNECTING: the first answer of libvirt is on its way
 * @SPRINT_WELCOME_STATE_EMPTY: there are no machines yet
 * @SPRINT_WELCOME_STATE_UNREACHABLE: libvirt does not answer
 */
typedef enum {
  SPRINT_WELCOME_STATE_CONNECTING,
  SPRINT_WELCOME_STATE_EMPTY,
  SPRINT_WELCOME_STATE_UNREACHABLE,
} SprintWelcomeState;

/**
 * SprintWelcome:
 *
 * The whole window where there are no machines: what to do first, or why nothing can be shown yet.
 *
 * Signal "retry": the person wants libvirt asked again.
 */
#define SPRINT_TYPE_WELCOME (sprint_welcome_get_type ())
G_DECLARE_FINAL_TYPE (SprintWelcome, sprint_welcome, SPRINT, WELCOME, AdwBin)

/**
 * sprint_welcome_set_state:
 * @problem: (nullable): one sentence that says why libvirt is unreachable
 */
void               sprint_welcome_set_state (SprintWelcome      *self,
                                             SprintWelcomeState  state,
                                             const char         *problem);
SprintWelcomeState sprint_welcome_get_state (SprintWelcome      *self);

G_END_DECLS
