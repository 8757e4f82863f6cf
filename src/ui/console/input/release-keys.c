/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-keys.h"

#include <glib/gi18n.h>
#include <linux/input-event-codes.h>

#define MAX_PARTS 2

/* One key of each part has to be held. */
static const struct {
  const char *name;
  const char *label;
  const char *text;
  guint parts[MAX_PARTS][2];
} ways[] = {
  [SPRINT_RELEASE_WAY_CTRL_ALT] = {
    "ctrl-alt", N_("Ctrl+Alt"), N_("Press Ctrl+Alt to release the keyboard"),
    { { KEY_LEFTCTRL, KEY_RIGHTCTRL }, { KEY_LEFTALT } },
  },
  [SPRINT_RELEASE_WAY_RIGHT_CTRL] = {
    "right-ctrl", N_("Right Ctrl"), N_("Press the right Ctrl key to release the keyboard"),
    { { KEY_RIGHTCTRL } },
  },
  [SPRINT_RELEASE_WAY_BOTH_CTRL] = {
    "both-ctrl", N_("Both Ctrl Keys"), N_("Press both Ctrl keys to release the keyboard"),
    { { KEY_LEFTCTRL }, { KEY_RIGHTCTRL } },
  },
};

G_STATIC_ASSERT (G_N_ELEMENTS (ways) == SPRINT_RELEASE_WAY_LAST + 1);

SprintReleaseWay
sprint_release_way_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    if (g_strcmp0 (ways[i].name, name) == 0)
      return i;
  }

  return SPRINT_RELEASE_WAY_CTRL_ALT;
}

const char *
sprint_release_way_get_name (SprintReleaseWay way)
{
  g_return_val_if_fail (way < G_N_ELEMENTS (ways), NULL);

  return ways[way].name;
}

const char *
sprint_release_way_get_label (SprintReleaseWay way)
{
  g_return_val_if_fail (way < G_N_ELEMENTS (ways), NULL);

  return _(ways[way].label);
}

const char *
sprint_release_way_get_text (SprintReleaseWay way)
{
  g_return_val_if_fail (way < G_N_ELEMENTS (ways), NULL);

  return _(ways[way].text);
}

/* The bit of a key in what is held; 0 when the way has no such key. */
static guint
find_bit (const SprintReleaseKeys *self,
          guint                    code)
{
  for (guint i = 0; i < MAX_PARTS * 2; i++) {
    if (code != 0 && ways[self->way].parts[i / 2][i % 2] == code)
      return 1u << i;
  }

  return 0;
}

static gboolean
is_complete (const SprintReleaseKeys *self)
{
  for (guint i = 0; i < MAX_PARTS; i++) {
    if (ways[self->way].parts[i][0] != 0 && (self->held >> i * 2 & 3) == 0)
      return FALSE;
  }

  return TRUE;
}

void
sprint_release_keys_press (SprintReleaseKeys *self,
                           guint              code)
{
  guint bit = find_bit (self, code);

  /* Its repetition is no new beginning for keys that were used. */
  if ((self->held & bit) != 0)
    return;

  self->held |= bit;
  self->armed = bit != 0 && is_complete (self);
}

gboolean
sprint_release_keys_release (SprintReleaseKeys *self,
                             guint              code)
{
  guint bit = find_bit (self, code);

  if ((self->held & bit) == 0)
    return FALSE;

  self->held &= ~bit;
  if (!self->armed || is_complete (self))
    return FALSE;

  self->armed = FALSE;

  return TRUE;
}

void
sprint_release_keys_use (SprintReleaseKeys *self)
{
  self->armed = FALSE;
}

void
sprint_release_keys_forget (SprintReleaseKeys *self)
{
  self->held = 0;
  self->armed = FALSE;
}
