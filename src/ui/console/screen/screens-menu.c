/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screens-menu.h"

#include <glib/gi18n.h>

struct _SprintScreensMenu
{
  GObject parent_instance;

  SprintMonitorList *monitors;
  GSimpleAction *add;
  GSimpleAction *remove;
  GMenu *menu;
  GMenu *screens;
  GMenu *changes;
};

G_DEFINE_FINAL_TYPE (SprintScreensMenu, sprint_screens_menu, G_TYPE_OBJECT)

static void
sprint_screens_menu_dispose (GObject *object)
{
  SprintScreensMenu *self = SPRINT_SCREENS_MENU (object);

  sprint_screens_menu_set_monitors (self, NULL);
  g_clear_object (&self->add);
  g_clear_object (&self->remove);

  G_OBJECT_CLASS (sprint_screens_menu_parent_class)->dispose (object);
}

static void
sprint_screens_menu_finalize (GObject *object)
{
  SprintScreensMenu *self = SPRINT_SCREENS_MENU (object);

  g_object_unref (self->screens);
  g_object_unref (self->changes);
  g_object_unref (self->menu);

  G_OBJECT_CLASS (sprint_screens_menu_parent_class)->finalize (object);
}

static void
append_where_there (GMenu      *menu,
                    const char *label,
                    const char *action,
                    GVariant   *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-missing");
  g_menu_append_item (menu, item);
}

static guint
count (SprintScreensMenu *self)
{
  return self->monitors != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->monitors)) : 0;
}

static void
update_screens (SprintScreensMenu *self)
{
  guint n = count (self);

  g_menu_remove_all (self->screens);
  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintConsoleMonitor) monitor = g_list_model_get_item (G_LIST_MODEL (self->monitors), i);
    guint number = sprint_console_monitor_get_number (monitor);
    /* Translators: one of the screens of a virtual machine, counted from 1. */
    g_autofree char *label = g_strdup_printf (number < 9 ? _("Screen _%u") : _("Screen %u"), number + 1);

    append_where_there (self->screens, label, "console.screen", g_variant_new_uint32 (number));
  }
}

/* A line that does nothing says why another cannot. */
static void
update_changes (SprintScreensMenu *self)
{
  const char *add = self->monitors != NULL ? sprint_monitor_list_explain_add (self->monitors) : NULL;
  const char *remove = self->monitors != NULL ? sprint_monitor_list_explain_remove (self->monitors, NULL) : NULL;

  g_simple_action_set_enabled (self->add, self->monitors != NULL && add == NULL);
  g_simple_action_set_enabled (self->remove, self->monitors != NULL && remove == NULL);
  g_menu_remove_all (self->changes);
  g_menu_append (self->changes, _("_Add Screen"), "console.add-screen");
  g_menu_append (self->changes, _("_Remove Screen"), "console.remove-screen");
  if (add != NULL)
    g_menu_append (self->changes, add, "console.no-such-action");
}

static void
changed_cb (SprintScreensMenu *self)
{
  update_screens (self);
  update_changes (self);
}

static void
add_cb (SprintScreensMenu *self)
{
  sprint_monitor_list_add (self->monitors);
}

static void
remove_cb (SprintScreensMenu *self)
{
  sprint_monitor_list_remove (self->monitors, NULL);
}

static void
sprint_screens_menu_class_init (SprintScreensMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_screens_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_screens_menu_finalize;
}

static void
sprint_screens_menu_init (SprintScreensMenu *self)
{
  g_autoptr (GMenu) all = g_menu_new ();

  self->menu = g_menu_new ();
  self->screens = g_menu_new ();
  self->changes = g_menu_new ();
  append_where_there (all, _("_Use All Monitors"), "console.all-monitors", NULL);
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (self->screens));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (self->changes));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (all));

  self->add = g_simple_action_new ("add-screen", NULL);
  g_signal_connect_object (self->add, "activate", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  self->remove = g_simple_action_new ("remove-screen", NULL);
  g_signal_connect_object (self->remove, "activate", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}

SprintScreensMenu *
sprint_screens_menu_new (GActionMap *actions)
{
  SprintScreensMenu *self = g_object_new (SPRINT_TYPE_SCREENS_MENU, NULL);

  g_action_map_add_action (actions, G_ACTION (self->add));
  g_action_map_add_action (actions, G_ACTION (self->remove));

  return self;
}

void
sprint_screens_menu_set_monitors (SprintScreensMenu *self,
                                  SprintMonitorList *monitors)
{
  g_return_if_fail (SPRINT_IS_SCREENS_MENU (self));

  if (self->monitors == monitors)
    return;

  if (self->monitors != NULL)
    g_signal_handlers_disconnect_by_data (self->monitors, self);
  g_set_object (&self->monitors, monitors);
  if (monitors != NULL)
    g_signal_connect_swapped (monitors, "changed", G_CALLBACK (changed_cb), self);
  changed_cb (self);
}

GMenuModel *
sprint_screens_menu_get_model (SprintScreensMenu *self)
{
  g_return_val_if_fail (SPRINT_IS_SCREENS_MENU (self), NULL);

  return G_MENU_MODEL (self->menu);
}
