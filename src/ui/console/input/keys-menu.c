/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys-menu.h"

#include <glib/gi18n.h>

#include "core/console/input/key-combination.h"

static const char * const desktop[] = { "ctrl+alt+delete", "ctrl+alt+backspace", "alt+tab", "alt+f4", NULL };
static const char * const terminals[] = {
  "ctrl+alt+f1", "ctrl+alt+f2", "ctrl+alt+f3", "ctrl+alt+f4", "ctrl+alt+f5", "ctrl+alt+f6", "ctrl+alt+f7", NULL,
};
static const char * const single[] = { "print", "super", "pause", NULL };

static void
append_keys (GMenu      *menu,
             const char *title,
             const char *keys)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, "console.send-keys", "s", keys);
  g_menu_append_item (menu, item);
}

static void
append_section (GMenu              *menu,
                const char * const *combinations)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; combinations[i] != NULL; i++) {
    g_autofree char *label = sprint_key_combination_describe (combinations[i]);

    append_keys (section, label, combinations[i]);
  }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
own_changed_cb (GListModel *own,
                guint       position,
                guint       removed,
                guint       added,
                GMenu      *section)
{
  for (guint i = 0; i < removed; i++)
    g_menu_remove (section, position);

  for (guint i = position; i < position + added; i++) {
    g_autoptr (SprintKeyItem) key_item = g_list_model_get_item (own, i);
    g_autoptr (GString) title = g_string_new (sprint_key_item_get_title (key_item));
    g_autoptr (GMenuItem) item = NULL;

    /* No name's underscore is an access key. */
    g_string_replace (title, "_", "__", 0);
    item = g_menu_item_new (title->str, NULL);
    g_menu_item_set_action_and_target (item, "console.send-keys", "s", sprint_key_item_get_keys (key_item));
    g_menu_insert_item (section, i, item);
  }
}

GMenuModel *
sprint_keys_menu_new (SprintKeyList *own)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  g_signal_connect_object (own, "items-changed", G_CALLBACK (own_changed_cb), section, 0);
  own_changed_cb (G_LIST_MODEL (own), 0, 0, g_list_model_get_n_items (G_LIST_MODEL (own)), section);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  append_section (menu, desktop);
  append_section (menu, terminals);
  append_section (menu, single);
  g_menu_append (more, _("_Own Combinations…"), "console.edit-keys");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));

  return G_MENU_MODEL (menu);
}
