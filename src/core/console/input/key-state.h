/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SPRINT_KEY_STATE_CODES:
 *
 * How many evdev codes are told apart; those above are not a keyboard's.
 */
#define SPRINT_KEY_STATE_CODES 256

/**
 * SprintKeyState:
 *
 * Which keys are held down, so that each can be let go of when the keyboard is taken away.
 */
typedef struct {
  guint32 held[SPRINT_KEY_STATE_CODES / 32];
} SprintKeyState;

/**
 * sprint_key_state_press:
 *
 * Returns: whether the press is to be passed on; that of a key held already is its repetition
 */
gboolean sprint_key_state_press   (SprintKeyState       *state,
                                   guint                 code);

/**
 * sprint_key_state_release:
 *
 * Returns: whether the key was held, and its release is to be passed on
 */
gboolean sprint_key_state_release (SprintKeyState       *state,
                                   guint                 code);

gboolean sprint_key_state_is_held (const SprintKeyState *state,
                                   guint                 code);

/**
 * sprint_key_state_take:
 * @code: (out): a key that was held and now is not
 *
 * Returns: %FALSE when none was held
 */
gboolean sprint_key_state_take    (SprintKeyState       *state,
                                   guint                *code);

G_END_DECLS
