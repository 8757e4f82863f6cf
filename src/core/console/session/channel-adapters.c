/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel-adapters.h"

#include <glib/gi18n.h>

#include "console-error.h"
#include "core/console/devices/smart-card-channel.h"
#include "core/console/devices/usb-redirection.h"
#include "core/console/guest/agent-channel.h"
#include "core/console/guest/clipboard-channel.h"
#include "core/console/guest/folder-channel.h"
#include "core/console/guest/transfer-channel.h"
#include "core/console/input/inputs-channel.h"
#include "core/console/input/pointer-mode.h"
#include "core/console/screen/cursor-channel.h"
#include "core/console/screen/display-channel.h"
#include "core/console/screen/resizer.h"
#include "core/console/screen/scanout-channel.h"
#include "core/console/sound/playback-channel.h"
#include "core/console/sound/record-channel.h"

typedef struct {
  GType (* get_type) (void);
  SprintChannelNeed need;
  gboolean several;   /* a guest may have more of the kind, which are wanted */
  gpointer (* create) (const SprintConsoleParts *parts,
                       gpointer                  channel);
  /* (nullable): says in its place that it is not there any more */
  void (* fail) (const SprintConsoleParts *parts,
                 const GError             *error);
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
create_scanout (const SprintConsoleParts *parts,
                gpointer                  channel)
{
  SprintConsoleMonitor *monitor;
  int id = 0;

  g_object_get (channel, "channel-id", &id, NULL);
  monitor = sprint_monitor_list_claim (parts->monitors, id, id, channel);

  return monitor != NULL ? sprint_scanout_channel_new (channel, monitor) : NULL;
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

static void
fail_sound (const SprintConsoleParts *parts,
            const GError             *error)
{
  if (g_error_matches (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NONSENSE))
    sprint_console_sound_fail (parts->sound, _("What came through the connection that carries the machine’s sound makes "
                                               "no sense, so Sprint has ended it."));
  else
    sprint_console_sound_fail (parts->sound, _("The connection that carries the machine’s sound ended."));
}

static gpointer
create_usb (const SprintConsoleParts *parts,
            gpointer                  channel)
{
  return sprint_usb_redirection_new (channel, parts->usb);
}

static gpointer
create_smart_card (const SprintConsoleParts *parts,
                   gpointer                  channel)
{
  int id = 0;

  g_object_get (channel, "channel-id", &id, NULL);
  if (id == 0)
    return sprint_smart_card_channel_new (channel, parts->cards);

  sprint_smart_card_channel_ignore (channel);

  return NULL;
}

static gpointer
create_folder (const SprintConsoleParts *parts,
               gpointer                  channel)
{
  return sprint_folder_channel_new (channel, parts->folder);
}

static const Adapter kinds[] = {
  { spice_main_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_pointer_mode },
  { spice_main_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_agent },
  { spice_main_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_resizer },
  { spice_main_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_transfer },
  { spice_main_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_clipboard },
  { spice_main_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_usb },
  { spice_inputs_channel_get_type, SPRINT_CHANNEL_NEEDED, FALSE, create_inputs },
  /* Before the surface, which follows when there is no scanout any more. */
  { spice_display_channel_get_type, SPRINT_CHANNEL_NEEDED, TRUE, create_scanout },
  { spice_display_channel_get_type, SPRINT_CHANNEL_NEEDED, TRUE, create_display },
  { spice_cursor_channel_get_type, SPRINT_CHANNEL_WANTED, TRUE, create_cursor },
  { spice_playback_channel_get_type, SPRINT_CHANNEL_WANTED, FALSE, create_playback, fail_sound },
  { spice_record_channel_get_type, SPRINT_CHANNEL_WANTED, FALSE, create_record, fail_sound },
  { spice_usbredir_channel_get_type, SPRINT_CHANNEL_LATER, TRUE, NULL },
  /* A guest has but one; another is to be kept quiet. */
  { spice_smartcard_channel_get_type, SPRINT_CHANNEL_LATER, TRUE, create_smart_card },
  { spice_webdav_channel_get_type, SPRINT_CHANNEL_LATER, FALSE, create_folder },
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
    if (adapter->create != NULL) {
      made = adapter->create (parts, channel);
      if (made == NULL)
        continue;
      g_ptr_array_add (adapters, made);
    }
    need = MAX (need, id == 0 ? adapter->need : MIN (adapter->need, SPRINT_CHANNEL_WANTED));
  }

  return need;
}

void
sprint_channel_adapters_fail (const SprintConsoleParts *parts,
                              SpiceChannel             *channel,
                              const GError             *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (G_TYPE_CHECK_INSTANCE_TYPE (channel, kinds[i].get_type ()) && kinds[i].fail != NULL)
      kinds[i].fail (parts, error);
  }
}

void
sprint_channel_adapters_settle (const SprintConsoleParts *parts,
                                gboolean                  settled)
{
  if (!settled) {
    sprint_shared_folder_set_link (parts->folder, SPRINT_FOLDER_LINK_NONE);
    sprint_console_sound_set_available (parts->sound, FALSE);
  } else if (sprint_shared_folder_get_link (parts->folder) == SPRINT_FOLDER_LINK_NONE) {
    sprint_shared_folder_set_link (parts->folder, sprint_folder_channel_is_possible ()
                                                  ? SPRINT_FOLDER_LINK_ABSENT : SPRINT_FOLDER_LINK_IMPOSSIBLE);
  }
}
