/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clipboard-menu.h"

#include <glib/gi18n.h>

static const struct {
  const char *action;
  const char *property;
} switches[] = {
  { "clipboard-to-guest", "allow-to-guest" },
  { "clipboard-from-guest", "allow-from-guest" },
};

GMenuModel *
sprint_clipboard_menu_new (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("From Computer to _Machine"), "console.clipboard-to-guest");
  g_menu_append (menu, _("From Machine to _Computer"), "console.clipboard-from-guest");

  return G_MENU_MODEL (menu);
}

void
sprint_clipboard_menu_bind (GActionMap             *actions,
                            SprintConsoleClipboard *clipboard,
                            GSettings              *settings)
{
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++) {
    g_autoptr (GPropertyAction) action = NULL;

    g_action_map_remove_action (actions, switches[i].action);
    if (clipboard == NULL)
      continue;
    action = g_property_action_new (switches[i].action, clipboard, switches[i].property);
    g_action_map_add_action (actions, G_ACTION (action));
    g_settings_unbind (clipboard, switches[i].property);
    if (settings != NULL)
      g_settings_bind (settings, switches[i].action, clipboard, switches[i].property, G_SETTINGS_BIND_DEFAULT);
    else
      g_object_set (clipboard, switches[i].property, TRUE, NULL);
  }
}
