/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys-dialog.h"

#include <glib/gi18n.h>
#include <linux/input-event-codes.h>

#include "core/console/input/key-combination.h"
#include "core/console/input/key-names.h"
#include "hardware-key.h"

#define N_MODIFIERS 4

struct _SprintKeysDialog
{
  AdwDialog parent_instance;

  AdwActionRow *keys_row;
  GtkToggleButton *press_button;
  GtkToggleButton *ctrl_button;
  GtkToggleButton *alt_button;
  GtkToggleButton *shift_button;
  GtkToggleButton *super_button;
  AdwComboRow *key_row;
  AdwEntryRow *name_row;
  GtkWidget *add_button;
  AdwPreferencesGroup *own_group;

  SprintKeyList *list;
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (SprintKeysDialog, sprint_keys_dialog, ADW_TYPE_DIALOG)

static const guint modifiers[N_MODIFIERS] = { KEY_LEFTCTRL, KEY_LEFTALT, KEY_LEFTSHIFT, KEY_LEFTMETA };

static GtkToggleButton *
get_modifier_button (SprintKeysDialog *self,
                     guint             i)
{
  GtkToggleButton * const buttons[N_MODIFIERS] = {
    self->ctrl_button, self->alt_button, self->shift_button, self->super_button,
  };

  return buttons[i];
}

/* What is put together so far; its name goes away when it is no combination. */
static char *
get_keys (SprintKeysDialog *self)
{
  guint codes[N_MODIFIERS + 1];
  guint selected = adw_combo_row_get_selected (self->key_row);
  gsize n = 0;

  for (guint i = 0; i < N_MODIFIERS; i++) {
    if (gtk_toggle_button_get_active (get_modifier_button (self, i)))
      codes[n++] = modifiers[i];
  }

  /* The first is none. */
  if (selected > 0 && selected <= sprint_key_names_get_n ())
    codes[n++] = sprint_key_names_get_code (selected - 1);

  return sprint_key_combination_format (codes, n);
}

static SprintKeyItem *
create_item (SprintKeysDialog *self)
{
  g_autofree char *keys = get_keys (self);

  return keys != NULL ? sprint_key_item_new (keys, gtk_editable_get_text (GTK_EDITABLE (self->name_row))) : NULL;
}

static void
changed_cb (SprintKeysDialog *self)
{
  g_autofree char *keys = get_keys (self);
  g_autofree char *label = keys != NULL ? sprint_key_combination_describe (keys) : NULL;
  g_autoptr (SprintKeyItem) item = create_item (self);
  gboolean recording = gtk_toggle_button_get_active (self->press_button);
  gboolean bad_name = label != NULL && item == NULL;

  if (label == NULL)
    label = g_strdup (recording ? _("Press the combination now") : _("None yet"));
  adw_action_row_set_subtitle (self->keys_row, label);
  gtk_widget_set_sensitive (self->add_button, item != NULL);
  if (bad_name)
    gtk_widget_add_css_class (GTK_WIDGET (self->name_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name_row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->name_row), GTK_ACCESSIBLE_STATE_INVALID,
                               bad_name ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
clear_keys (SprintKeysDialog *self)
{
  for (guint i = 0; i < N_MODIFIERS; i++)
    gtk_toggle_button_set_active (get_modifier_button (self, i), FALSE);
  adw_combo_row_set_selected (self->key_row, 0);
}

static void
press_toggled_cb (SprintKeysDialog *self)
{
  if (gtk_toggle_button_get_active (self->press_button))
    clear_keys (self);
  changed_cb (self);
}

static gboolean
key_pressed_cb (SprintKeysDialog      *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  guint code = sprint_hardware_key_to_evdev (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode);

  if (!gtk_toggle_button_get_active (self->press_button))
    return GDK_EVENT_PROPAGATE;

  for (guint i = 0; i < N_MODIFIERS; i++) {
    if (modifiers[i] == code) {
      gtk_toggle_button_set_active (get_modifier_button (self, i), TRUE);
      return GDK_EVENT_STOP;
    }
  }

  for (guint i = 0; i < sprint_key_names_get_n (); i++) {
    if (sprint_key_names_get_code (i) != code)
      continue;
    adw_combo_row_set_selected (self->key_row, i + 1);
    gtk_toggle_button_set_active (self->press_button, FALSE);
  }

  return GDK_EVENT_STOP;
}

/* Modifiers alone are a combination too. */
static void
key_released_cb (SprintKeysDialog *self)
{
  g_autofree char *keys = get_keys (self);

  if (gtk_toggle_button_get_active (self->press_button) && keys != NULL)
    gtk_toggle_button_set_active (self->press_button, FALSE);
}

static void
add_cb (SprintKeysDialog *self)
{
  g_autoptr (SprintKeyItem) item = create_item (self);

  if (item == NULL)
    return;

  if (!sprint_key_list_add (self->list, item)) {
    adw_preferences_group_set_description (self->own_group, _("There is no room for more: remove one first."));
    return;
  }

  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Combination added"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  clear_keys (self);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), "");
}

static void
remove_cb (SprintKeysDialog *self,
           GtkWidget        *button)
{
  sprint_key_list_remove (self->list, g_object_get_data (G_OBJECT (button), "item"));

  /* Not lost with the button. */
  gtk_widget_grab_focus (GTK_WIDGET (self->press_button));
}

static GtkWidget *
create_row (SprintKeysDialog *self,
            SprintKeyItem    *item)
{
  /* Translators: %s is a key combination or its name. */
  g_autofree char *label = g_strdup_printf (_("Remove %s"), sprint_key_item_get_title (item));
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "use-markup", FALSE,
                                 "title", sprint_key_item_get_title (item),
                                 NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON,
                                    "icon-name", "list-remove-symbolic",
                                    "tooltip-text", _("Remove"),
                                    "valign", GTK_ALIGN_CENTER,
                                    NULL);

  if (!g_str_equal (sprint_key_item_get_title (item), sprint_key_item_get_label (item)))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sprint_key_item_get_label (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
list_changed_cb (SprintKeysDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->own_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintKeyItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);
    GtkWidget *row = create_row (self, item);

    adw_preferences_group_add (self->own_group, row);
    g_ptr_array_add (self->rows, row);
  }
  adw_preferences_group_set_description (self->own_group,
                                         n > 0 ? _("They are in the menu that sends keys.") : _("None yet."));
}

static void
sprint_keys_dialog_dispose (GObject *object)
{
  SprintKeysDialog *self = SPRINT_KEYS_DIALOG (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_KEYS_DIALOG);

  G_OBJECT_CLASS (sprint_keys_dialog_parent_class)->dispose (object);
}

static void
sprint_keys_dialog_class_init (SprintKeysDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_keys_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/console/input/keys-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintKeysDialog, keys_row);
  gtk_widget_class_bind_template_child (widget_class, SprintKeysDialog, press_button);
  gtk_widget_class_bind_template_child (widget_class, SprintKeysDialog, ctrl_button);
  gtk_widget_class_bind_template_child (widget_class, SprintKeysDialog, alt_button);
  gtk_widget_class_bind_template_child (widget_class, SprintKeysDialog, shift_button);
  gtk_widget_class_bind_template_child (widget_class, SprintKeysDialog, super_button);
  gtk_widget_class_bind_template_child (widget_class, SprintKeysDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, SprintKeysDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, SprintKeysDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, SprintKeysDialog, own_group);
  gtk_widget_class_bind_template_callback (widget_class, press_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
sprint_keys_dialog_init (SprintKeysDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_string_list_append (names, _("None"));
  for (gsize i = 0; i < sprint_key_names_get_n (); i++)
    gtk_string_list_append (names, sprint_key_code_to_label (sprint_key_names_get_code (i)));
  adw_combo_row_set_model (self->key_row, G_LIST_MODEL (names));
  g_signal_connect_object (self->key_row, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

AdwDialog *
sprint_keys_dialog_new (SprintKeyList *list)
{
  SprintKeysDialog *self;

  g_return_val_if_fail (SPRINT_IS_KEY_LIST (list), NULL);

  self = g_object_new (SPRINT_TYPE_KEYS_DIALOG, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (list_changed_cb), self);
  list_changed_cb (self);
  changed_cb (self);

  return ADW_DIALOG (self);
}
