/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/input/keys-dialog.h"

#include <linux/input-event-codes.h>
#include <string.h>

#include "await.h"
#include "core/console/input/key-names.h"
#include "ui/console/input/keys-menu.h"

typedef struct {
  SprintKeyList *list;
  AdwDialog *dialog;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *add_button;

  fixture->list = sprint_key_list_new ();
  fixture->dialog = sprint_keys_dialog_new (fixture->list);
  fixture->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->window), gtk_label_new (NULL));
  gtk_window_set_default_size (fixture->window, 360, 600);
  gtk_window_present (fixture->window);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
  /* All of it in 360 pixels, or libadwaita warns. */
  add_button = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->dialog), SPRINT_TYPE_KEYS_DIALOG,
                                                          "add_button"));
  await (gtk_widget_get_width (add_button) > 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  AdwDialog *dialog = fixture->dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &fixture->dialog);
  gtk_window_destroy (fixture->window);
  await (fixture->dialog == NULL);
  g_assert_finalize_object (fixture->list);
}

static gpointer
child (Fixture    *fixture,
       const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->dialog), SPRINT_TYPE_KEYS_DIALOG, name);
}

static const char *
get_label (Fixture *fixture)
{
  return adw_action_row_get_subtitle (child (fixture, "keys_row"));
}

static void
select_key (Fixture *fixture,
            guint    code)
{
  for (guint i = 0; i < sprint_key_names_get_n (); i++) {
    if (sprint_key_names_get_code (i) == code)
      adw_combo_row_set_selected (child (fixture, "key_row"), i + 1);
  }
}

static char *
read_stored (Fixture *fixture)
{
  g_auto (GStrv) stored = sprint_key_list_get_stored (fixture->list);

  return g_strjoinv (" ", stored);
}

static GtkWidget *
find_icon (GtkWidget  *widget,
           const char *icon)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0)
    return widget;

  for (GtkWidget *at = gtk_widget_get_first_child (widget); at != NULL; at = gtk_widget_get_next_sibling (at)) {
    GtkWidget *found = find_icon (at, icon);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
test_choose (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *stored = NULL;
  g_autofree char *left = NULL;
  GtkWidget *button;

  g_assert_false (gtk_widget_get_sensitive (child (fixture, "add_button")));
  gtk_toggle_button_set_active (child (fixture, "super_button"), TRUE);
  g_assert_cmpstr (get_label (fixture), ==, "Super");
  gtk_toggle_button_set_active (child (fixture, "ctrl_button"), TRUE);
  select_key (fixture, KEY_F24);
  g_assert_cmpstr (get_label (fixture), ==, "Ctrl+Super+F24");
  gtk_editable_set_text (child (fixture, "name_row"), "Look_out");
  g_assert_true (gtk_widget_get_sensitive (child (fixture, "add_button")));
  g_signal_emit_by_name (child (fixture, "add_button"), "clicked");
  stored = read_stored (fixture);
  g_assert_cmpstr (stored, ==, "ctrl+super+f24=Look_out");

  /* Ready for the next. */
  g_assert_false (gtk_widget_get_sensitive (child (fixture, "add_button")));
  g_assert_cmpstr (gtk_editable_get_text (child (fixture, "name_row")), ==, "");

  button = find_icon (child (fixture, "own_group"), "list-remove-symbolic");
  g_assert_nonnull (button);
  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Remove Look_out");
  g_signal_emit_by_name (button, "clicked");
  left = read_stored (fixture);
  g_assert_cmpstr (left, ==, "");
}

static GtkEventController *
find_keys (Fixture *fixture)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->dialog));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      return controller;
  }

  return NULL;
}

static gboolean
press (Fixture *fixture,
       guint    code)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_keys (fixture), "key-pressed", GDK_KEY_VoidSymbol, code + 8, 0, &handled);

  return handled;
}

static void
test_press (Fixture       *fixture,
            gconstpointer  data)
{
  GtkToggleButton *button = child (fixture, "press_button");

  /* Keys are the dialog's own until they are asked for. */
  g_assert_false (press (fixture, KEY_ESC));
  gtk_toggle_button_set_active (button, TRUE);
  g_assert_nonnull (strstr (get_label (fixture), "now"));
  g_assert_true (press (fixture, KEY_LEFTALT));
  g_assert_true (press (fixture, KEY_LEFTSHIFT));
  g_assert_true (press (fixture, KEY_BATTERY));
  g_assert_true (gtk_toggle_button_get_active (button));
  g_assert_true (press (fixture, KEY_ESC));
  g_assert_false (gtk_toggle_button_get_active (button));
  g_assert_cmpstr (get_label (fixture), ==, "Alt+Shift+Esc");

  /* A modifier alone, let go of. */
  gtk_toggle_button_set_active (button, TRUE);
  g_assert_true (press (fixture, KEY_LEFTMETA));
  g_signal_emit_by_name (find_keys (fixture), "key-released", GDK_KEY_VoidSymbol, KEY_LEFTMETA + 8, 0);
  g_assert_false (gtk_toggle_button_get_active (button));
  g_assert_cmpstr (get_label (fixture), ==, "Super");
}

static void
test_bad_name (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *name = g_strnfill (SPRINT_KEY_ITEM_MAX_NAME + 1, 'x');

  select_key (fixture, KEY_F1);
  gtk_editable_set_text (child (fixture, "name_row"), name);
  g_assert_false (gtk_widget_get_sensitive (child (fixture, "add_button")));
  g_assert_true (gtk_widget_has_css_class (child (fixture, "name_row"), "error"));
  gtk_editable_set_text (child (fixture, "name_row"), "Help");
  g_assert_true (gtk_widget_get_sensitive (child (fixture, "add_button")));
  g_assert_false (gtk_widget_has_css_class (child (fixture, "name_row"), "error"));
}

/* The menu follows the list. */
static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const stored[] = { "f1=A_b", "ctrl+f2", NULL };
  g_autoptr (GMenuModel) menu = sprint_keys_menu_new (fixture->list);
  g_autoptr (GMenuModel) own = g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SECTION);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *keys = NULL;

  g_assert_cmpint (g_menu_model_get_n_items (own), ==, 0);
  sprint_key_list_set_stored (fixture->list, stored);
  g_assert_cmpint (g_menu_model_get_n_items (own), ==, 2);
  g_menu_model_get_item_attribute (own, 0, "label", "s", &first);
  g_menu_model_get_item_attribute (own, 1, "label", "s", &second);
  g_menu_model_get_item_attribute (own, 1, "target", "s", &keys);
  g_assert_cmpstr (first, ==, "A__b");
  g_assert_cmpstr (second, ==, "Ctrl+F2");
  g_assert_cmpstr (keys, ==, "ctrl+f2");
  sprint_key_list_set_stored (fixture->list, NULL);
  g_assert_cmpint (g_menu_model_get_n_items (own), ==, 0);
}

#define add(path, test) g_test_add ("/keys-dialog/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  await_own_context ();
  add ("choose", test_choose);
  add ("press", test_press);
  add ("bad-name", test_bad_name);
  add ("menu", test_menu);

  return g_test_run ();
}
