/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/await.h"
#include "ui/preferences/preferences-dialog.h"

#include "sprint-config.h"

#define LOCAL_URI "qemu:///session"

static gpointer
child (SprintPreferencesDialog *dialog,
       const char              *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (dialog), SPRINT_TYPE_PREFERENCES_DIALOG, name);
}

/* The first button below @widget whose icon is this. */
static GtkWidget *
find_icon (GtkWidget  *widget,
           const char *icon)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0)
    return widget;

  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c)) {
    GtkWidget *found = find_icon (c, icon);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
test_switches (void)
{
  static const char * const pairs[][2] = {
    { "thumbnails_row", "live-thumbnails" },
    { "confirm_row", "confirm-force-off" },
    { "open_row", "open-connections" },
  };
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  SprintPreferencesDialog *dialog = g_object_ref_sink (sprint_preferences_dialog_new (settings, LOCAL_URI));

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    AdwSwitchRow *row = child (dialog, pairs[i][0]);
    gboolean before = g_settings_get_boolean (settings, pairs[i][1]);

    g_assert_cmpint (adw_switch_row_get_active (row), ==, before);
    adw_switch_row_set_active (row, !before);
    g_assert_cmpint (g_settings_get_boolean (settings, pairs[i][1]), ==, !before);
    g_settings_reset (settings, pairs[i][1]);
    g_assert_cmpint (adw_switch_row_get_active (row), ==, before);
  }

  g_assert_finalize_object (dialog);
}

static void
test_release_keys (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  SprintPreferencesDialog *dialog = g_object_ref_sink (sprint_preferences_dialog_new (settings, LOCAL_URI));
  AdwComboRow *row = child (dialog, "release_row");
  g_autofree char *kept = NULL;

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  adw_combo_row_set_selected (row, 1);
  kept = g_settings_get_string (settings, "release-keys");
  g_assert_cmpstr (kept, ==, "right-ctrl");
  g_settings_set_string (settings, "release-keys", "both-ctrl");
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 2);
  g_settings_reset (settings, "release-keys");
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);

  g_assert_finalize_object (dialog);
}

static void
test_layout (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  SprintPreferencesDialog *dialog = g_object_ref_sink (sprint_preferences_dialog_new (settings, LOCAL_URI));
  AdwComboRow *row = child (dialog, "layout_row");
  g_autofree char *kept = NULL;
  guint german;

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  await (g_list_model_get_n_items (adw_combo_row_get_model (row)) > 2);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  g_settings_set_string (settings, "guest-keyboard-layout", "de");
  german = adw_combo_row_get_selected (row);
  g_assert_cmpuint (german, >, 0);
  adw_combo_row_set_selected (row, german + 1);
  kept = g_settings_get_string (settings, "guest-keyboard-layout");
  g_assert_cmpstr (kept, !=, "de");
  g_assert_cmpstr (kept, !=, "");

  /* What is not known is neither lost nor hidden. */
  g_settings_set_string (settings, "guest-keyboard-layout", "nowhere");
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 1);
  adw_combo_row_set_selected (row, 0);
  g_clear_pointer (&kept, g_free);
  kept = g_settings_get_string (settings, "guest-keyboard-layout");
  g_assert_cmpstr (kept, ==, "");
  g_settings_reset (settings, "guest-keyboard-layout");

  g_assert_finalize_object (dialog);
}

/* Gone before the layouts have been read. */
static void
test_layout_gone (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  SprintPreferencesDialog *dialog = g_object_ref_sink (sprint_preferences_dialog_new (settings, LOCAL_URI));

  g_assert_finalize_object (dialog);
}

static void
test_connections (void)
{
  const char * const one[] = { "qemu+ssh://user@host/system", NULL };
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  SprintPreferencesDialog *dialog = g_object_ref_sink (sprint_preferences_dialog_new (settings, LOCAL_URI));
  GtkWidget *group = child (dialog, "connections_group");
  GtkWidget *button;
  g_auto (GStrv) left = NULL;

  g_assert_false (gtk_widget_get_sensitive (child (dialog, "open_row")));
  g_settings_set_strv (settings, "connections", one);
  g_assert_true (gtk_widget_get_sensitive (child (dialog, "open_row")));

  button = find_icon (group, "list-remove-symbolic");
  g_assert_nonnull (button);
  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Remove qemu+ssh://user@host/system");

  g_signal_emit_by_name (button, "clicked");
  left = g_settings_get_strv (settings, "connections");
  g_assert_cmpuint (g_strv_length (left), ==, 0);
  g_assert_null (find_icon (group, "list-remove-symbolic"));

  g_assert_finalize_object (dialog);
}

static void
test_bad_address (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  SprintPreferencesDialog *dialog = g_object_ref_sink (sprint_preferences_dialog_new (settings, LOCAL_URI));
  GtkWidget *row = child (dialog, "address_row");

  gtk_editable_set_text (GTK_EDITABLE (row), "no address");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "no address");

  gtk_editable_set_text (GTK_EDITABLE (row), "no addres");
  g_assert_false (gtk_widget_has_css_class (row, "error"));

  g_assert_finalize_object (dialog);
}

/* This computer's own connection is no other one. */
static void
test_own_address (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  SprintPreferencesDialog *dialog = g_object_ref_sink (sprint_preferences_dialog_new (settings, LOCAL_URI));
  GtkWidget *row = child (dialog, "address_row");

  gtk_editable_set_text (GTK_EDITABLE (row), " " LOCAL_URI);
  g_signal_emit_by_name (row, "apply");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, " " LOCAL_URI);

  g_assert_finalize_object (dialog);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  await_own_context ();

  g_test_add_func ("/ui/preferences-dialog/switches", test_switches);
  g_test_add_func ("/ui/preferences-dialog/release-keys", test_release_keys);
  g_test_add_func ("/ui/preferences-dialog/layout", test_layout);
  g_test_add_func ("/ui/preferences-dialog/layout-gone", test_layout_gone);
  g_test_add_func ("/ui/preferences-dialog/connections", test_connections);
  g_test_add_func ("/ui/preferences-dialog/bad-address", test_bad_address);
  g_test_add_func ("/ui/preferences-dialog/own-address", test_own_address);

  return g_test_run ();
}
