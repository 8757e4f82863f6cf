/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel-adapters.h"

#include "core/console/guest/agent-channel.h"
#include "core/console/guest/clipboard-channel.h"
#include "core/console/guest/transfer-channel.h"
#include "core/console/input/inputs-channel.h"
#include "core/console/input/pointer-mode.h"
#include "core/console/screen/cursor-channel.h"
#include "core/console/screen/display-channel.h"
#include "core/console/screen/resizer.h"
#include "core/console/sound/playback-channel.h"
#include "core/console/sound/record-channel.h"

typedef struct {
  GType (* get_type) (void);
  SprintChannelNeed need;
  gboolean several;   /* a guest may have more of the kind, which are wanted */
  gpointer (* create) (const SprintConsoleParts *parts,
                       gpointer                  channel);
} Adapter;

static gpointer
create_pointer_mode (const SprintConsoleParts *parts,
                     gpointer                  channel)
{
  return sprint_pointer_mode_new (channel, parts->input);
}

static gpointer
create_agent (const SprintConsoleParts *parts,
              gpointer                  channel)
{
  return sprint_agent_channel_new (channel, parts->agent);
}

static gpointer
create_transfer (const SprintConsoleParts *parts,
                 gpointer                  channel)
{
  return sprint_transfer_channel_new (channel, parts->transfers);
}

static gpointer
create_resizer (const SprintConsoleParts *parts,
                gpointer                  channel)
{
  return sprint_resizer_new (channel, parts->monitors, parts->agent);
}

static gpointer
create_clipboard (const SprintConsoleParts *parts,
                  gpointer                  channel)
{
  return sprint_clipboard_channel_new (channel, parts->clipboard);
}

static gpointer
create_inputs (const SprintConsoleParts *parts,
               gpointer                  channel)
{
  return sprint_inputs_channel_new (channel, parts->input, parts->monitors, parts->agent);
}

static gpointer
create_display (const SprintConsoleParts *parts,
                gpointer                  channel)
{
  return sprint_display_channel_new (channel, parts->monitors);
}

static gpointer
create_cursor (const SprintConsoleParts *parts,
               gpointer                  channel)
{
  return sprint_cursor_channel_new (channel, parts->monitors);
}

static gpointer
create_playback (const SprintConsoleParts *parts,
                 gpointer                  channel)
{
  return sprint_playback_channel_new (channel, parts->sound);
}

static gpointer
create_record (const SprintConsoleParts *parts,
               gpointer                  channel)
{
  return sprint_record_channel_new (channel, parts->sound);
}

static const Adapter kinds[] = {
  { spice_main_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_pointer_mode },
  { spice_main_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_agent },
  { spice_main_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_resizer },
  { spice_main_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_transfer },
  { spice_main_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_clipboard },
  { spice_inputs_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_inputs },
  { spice_display_channel_get_type, SPRINT_CHANNEL_NEEDED, TRUE, create_display },
  { spice_cursor_channel_get_type, SPRINT_CHANNEL_WANTED, TRUE, create_cursor },
  { spice_playback_channel_get_type, SPRINT_CHANNEL_WANTED, FALSE, create_playback },
  { spice_record_channel_get_type, SPRINT_CHANNEL_WANTED, FALSE, create_record },
};

SprintChannelNeed
sprint_channel_adapters_create (const SprintConsoleParts *parts,
                                SpiceChannel             *channel,
                                GPtrArray                *adapters)
{
  SprintChannelNeed need = SPRINT_CHANNEL_UNUSED;
  int id = 0;

  g_object_get (channel, "channel-id", &id, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    const Adapter *adapter = &kinds[i];
    gpointer made;

    if (!G_TYPE_CHECK_INSTANCE_TYPE (channel, adapter->get_type ()) || (id != 0 && !adapter->several))
      continue;
    made = adapter->create (parts, channel);
    if (made == NULL)
      continue;
    g_ptr_array_add (adapters, made);
    need = MAX (need, id == 0 ? adapter->need : SPRINT_CHANNEL_WANTED);
  }

  return need;
}
