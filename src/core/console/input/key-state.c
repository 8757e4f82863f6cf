/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-state.h"

gboolean
sprint_key_state_press (SprintKeyState *state,
                        guint           code)
{
  if (code == 0 || code >= SPRINT_KEY_STATE_CODES)
    return FALSE;

  state->held[code / 32] |= 1u << code % 32;

  return TRUE;
}

gboolean
sprint_key_state_release (SprintKeyState *state,
                          guint           code)
{
  if (!sprint_key_state_is_held (state, code))
    return FALSE;

  state->held[code / 32] &= ~(1u << code % 32);

  return TRUE;
}

gboolean
sprint_key_state_is_held (const SprintKeyState *state,
                          guint                 code)
{
  if (code >= SPRINT_KEY_STATE_CODES)
    return FALSE;

  return (state->held[code / 32] >> code % 32 & 1) != 0;
}

gboolean
sprint_key_state_take (SprintKeyState *state,
                       guint          *code)
{
  for (guint word = 0; word < G_N_ELEMENTS (state->held); word++) {
    int bit = g_bit_nth_lsf (state->held[word], -1);

    if (bit < 0)
      continue;

    state->held[word] &= ~(1u << bit);
    *code = word * 32 + bit;
    return TRUE;
  }

  return FALSE;
}
