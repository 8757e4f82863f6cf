/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-parts.h"

void
sprint_console_parts_init (SprintConsoleParts *parts)
{
  *parts = (SprintConsoleParts) {
    .input = sprint_console_input_new (),
    .sound = sprint_console_sound_new (),
    .agent = sprint_guest_agent_new (),
    .clipboard = sprint_console_clipboard_new (),
    .usb = sprint_usb_devices_new (),
    .cards = sprint_smart_cards_new (),
    .folder = sprint_shared_folder_new (),
  };
  parts->typist = sprint_typist_new (parts->input);
  parts->monitors = sprint_monitor_list_new (parts->agent);
  parts->monitor = sprint_monitor_list_get_first (parts->monitors);
  parts->transfers = sprint_file_transfers_new (parts->agent);
}

void
sprint_console_parts_clear (SprintConsoleParts *parts)
{
  parts->monitor = NULL;
  g_clear_object (&parts->monitors);
  g_clear_object (&parts->typist);
  g_clear_object (&parts->input);
  g_clear_object (&parts->sound);
  g_clear_object (&parts->clipboard);
  g_clear_object (&parts->transfers);
  g_clear_object (&parts->folder);
  g_clear_object (&parts->agent);
  g_clear_object (&parts->usb);
  g_clear_object (&parts->cards);
}
