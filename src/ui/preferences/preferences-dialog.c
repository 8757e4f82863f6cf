/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences-dialog.h"

#include <glib/gi18n.h>

#include "core/machine/connection-list.h"
#include "ui/console/input/release-keys.h"
#include "ui/console/typing/layout-row.h"

struct _SprintPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  AdwSwitchRow *thumbnails_row;
  AdwSwitchRow *confirm_row;
  AdwSwitchRow *open_row;
  AdwComboRow *release_row;
  SprintLayoutRow *layout_row;
  AdwEntryRow *address_row;
  AdwPreferencesGroup *connections_group;

  GSettings *settings;
  char *local_uri;
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (SprintPreferencesDialog, sprint_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
sprint_preferences_dialog_dispose (GObject *object)
{
  SprintPreferencesDialog *self = SPRINT_PREFERENCES_DIALOG (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sprint_preferences_dialog_parent_class)->dispose (object);
}

static void
sprint_preferences_dialog_finalize (GObject *object)
{
  g_free (SPRINT_PREFERENCES_DIALOG (object)->local_uri);

  G_OBJECT_CLASS (sprint_preferences_dialog_parent_class)->finalize (object);
}

static void
remove_cb (GtkButton               *button,
           SprintPreferencesDialog *self)
{
  const char *uri = gtk_widget_get_name (GTK_WIDGET (button));
  g_auto (GStrv) old = g_settings_get_strv (self->settings, "connections");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) connections = NULL;

  for (guint i = 0; old[i] != NULL; i++)
    if (!g_str_equal (old[i], uri))
      g_strv_builder_add (builder, old[i]);

  connections = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "connections", (const char * const *) connections);
}

static GtkWidget *
new_open_button (const char *uri)
{
  /* Translators: %s is the address of a libvirt connection. */
  g_autofree char *label = g_strdup_printf (_("Open %s"), uri);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON,
                                    "label", _("_Open"),
                                    "use-underline", TRUE,
                                    "valign", GTK_ALIGN_CENTER,
                                    "action-name", "app.open-connection",
                                    NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", uri);
  /* What it says itself comes first, and is the same for all of them. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static GtkWidget *
create_row (SprintPreferencesDialog *self,
            const char              *uri)
{
  g_autofree char *label = g_strdup_printf (_("Remove %s"), uri);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "title", uri,
                                 "use-markup", FALSE,
                                 "title-lines", 2,
                                 NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON,
                                    "icon-name", "list-remove-symbolic",
                                    "tooltip-text", _("Remove"),
                                    "valign", GTK_ALIGN_CENTER,
                                    "name", uri,
                                    NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_open_button (uri));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
connections_changed_cb (SprintPreferencesDialog *self)
{
  g_auto (GStrv) connections = g_settings_get_strv (self->settings, "connections");

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->connections_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; connections[i] != NULL; i++) {
    GtkWidget *row = create_row (self, connections[i]);

    adw_preferences_group_add (self->connections_group, row);
    g_ptr_array_add (self->rows, row);
  }

  gtk_widget_set_sensitive (GTK_WIDGET (self->open_row), connections[0] != NULL);
}

static void
address_changed_cb (SprintPreferencesDialog *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
}

static void
refuse (SprintPreferencesDialog *self,
        const char              *words)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), adw_toast_new (words));
}

static void
apply_cb (SprintPreferencesDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->address_row));
  g_autofree char *uri = g_strstrip (g_strdup (text));

  if (!sprint_connection_uri_is_valid (uri)) {
    refuse (self, _("This is not the address of a libvirt connection"));
    return;
  }
  if (g_str_equal (uri, self->local_uri)) {
    refuse (self, _("The machines of this computer are in the list already"));
    return;
  }

  gtk_editable_set_text (GTK_EDITABLE (self->address_row), "");
  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-connection", "s", uri);
}

static gboolean
read_release_way (GValue   *value,
                  GVariant *variant,
                  gpointer  user_data)
{
  g_value_set_uint (value, sprint_release_way_from_name (g_variant_get_string (variant, NULL)));

  return TRUE;
}

static GVariant *
write_release_way (const GValue       *value,
                   const GVariantType *type,
                   gpointer            user_data)
{
  guint way = g_value_get_uint (value);

  return way <= SPRINT_RELEASE_WAY_LAST ? g_variant_new_string (sprint_release_way_get_name (way)) : NULL;
}

static void
bind_release_row (SprintPreferencesDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i <= SPRINT_RELEASE_WAY_LAST; i++)
    gtk_string_list_append (labels, sprint_release_way_get_label (i));
  adw_combo_row_set_model (self->release_row, G_LIST_MODEL (labels));
  g_settings_bind_with_mapping (self->settings, "release-keys", self->release_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, read_release_way, write_release_way, NULL, NULL);
}

static void
sprint_preferences_dialog_class_init (SprintPreferencesDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_preferences_dialog_dispose;
  object_class->finalize = sprint_preferences_dialog_finalize;

  g_type_ensure (SPRINT_TYPE_LAYOUT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/preferences/preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintPreferencesDialog, thumbnails_row);
  gtk_widget_class_bind_template_child (widget_class, SprintPreferencesDialog, confirm_row);
  gtk_widget_class_bind_template_child (widget_class, SprintPreferencesDialog, open_row);
  gtk_widget_class_bind_template_child (widget_class, SprintPreferencesDialog, release_row);
  gtk_widget_class_bind_template_child (widget_class, SprintPreferencesDialog, layout_row);
  gtk_widget_class_bind_template_child (widget_class, SprintPreferencesDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, SprintPreferencesDialog, connections_group);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
sprint_preferences_dialog_init (SprintPreferencesDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->address_row, "changed", G_CALLBACK (address_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

SprintPreferencesDialog *
sprint_preferences_dialog_new (GSettings  *settings,
                               const char *local_uri)
{
  SprintPreferencesDialog *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (SPRINT_TYPE_PREFERENCES_DIALOG, NULL);
  self->settings = g_object_ref (settings);
  self->local_uri = g_strdup (local_uri);

  g_settings_bind (settings, "live-thumbnails", self->thumbnails_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "confirm-force-off", self->confirm_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "open-connections", self->open_row, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  bind_release_row (self);
  g_settings_bind (settings, "guest-keyboard-layout", self->layout_row, "layout", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::connections", G_CALLBACK (connections_changed_cb),
                           self, G_CONNECT_SWAPPED);
  connections_changed_cb (self);

  return self;
}
