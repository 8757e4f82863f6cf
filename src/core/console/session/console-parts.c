/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-parts.h"

void
sprint_console_parts_init (SprintConsoleParts *parts)
{
  *parts = (SprintConsoleParts) {
    .monitor = sprint_console_monitor_new (),
    .input = sprint_console_input_new (),
    .agent = sprint_guest_agent_new (),
    .clipboard = sprint_console_clipboard_new (),
  };
}

void
sprint_console_parts_clear (SprintConsoleParts *parts)
{
  g_clear_object (&parts->monitor);
  g_clear_object (&parts->input);
  g_clear_object (&parts->agent);
  g_clear_object (&parts->clipboard);
}
