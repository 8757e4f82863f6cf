/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel-refusal.h"

#include "core/console/session/console-error.h"

#define KEY "sprint-channel-refusal"

void
sprint_channel_refusal_set (SpiceChannel *channel,
                            GError       *error)
{
  g_return_if_fail (SPICE_IS_CHANNEL (channel));
  g_return_if_fail (error != NULL);

  g_object_set_data_full (G_OBJECT (channel), KEY, error, (GDestroyNotify) g_error_free);
}

GError *
sprint_channel_refusal_take (SpiceChannel *channel)
{
  g_return_val_if_fail (SPICE_IS_CHANNEL (channel), NULL);

  return g_object_steal_data (G_OBJECT (channel), KEY);
}

void
sprint_channel_refuse (SpiceChannel *channel,
                       const char   *words)
{
  g_return_if_fail (SPICE_IS_CHANNEL (channel));

  sprint_channel_refusal_set (channel, g_error_new_literal (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NONSENSE, words));
  spice_channel_disconnect (channel, SPICE_CHANNEL_ERROR_IO);
}
