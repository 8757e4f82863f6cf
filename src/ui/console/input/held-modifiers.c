/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "held-modifiers.h"

static GdkModifierType
find_mask (guint keyval)
{
  switch (keyval) {
  case GDK_KEY_Shift_L:
  case GDK_KEY_Shift_R:
    return GDK_SHIFT_MASK;

  case GDK_KEY_Control_L:
  case GDK_KEY_Control_R:
    return GDK_CONTROL_MASK;

  case GDK_KEY_Alt_L:
  case GDK_KEY_Alt_R:
    return GDK_ALT_MASK;

  default:
    return 0;
  }
}

void
sprint_held_modifiers_press (SprintHeldModifiers *self,
                             guint                code,
                             guint                keyval)
{
  GdkModifierType mask = find_mask (keyval);

  sprint_held_modifiers_release (self, code);
  for (guint i = 0; mask != 0 && i < G_N_ELEMENTS (self->held); i++) {
    if (self->held[i].mask != 0)
      continue;
    self->held[i].code = code;
    self->held[i].mask = mask;
    return;
  }
}

void
sprint_held_modifiers_release (SprintHeldModifiers *self,
                               guint                code)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->held); i++) {
    if (self->held[i].code == code)
      self->held[i].mask = 0;
  }
}

gboolean
sprint_held_modifiers_take_stale (SprintHeldModifiers *self,
                                  GdkModifierType      state,
                                  guint               *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->held); i++) {
    if (self->held[i].mask == 0 || (self->held[i].mask & state) != 0)
      continue;
    *code = self->held[i].code;
    self->held[i].mask = 0;
    return TRUE;
  }

  return FALSE;
}
