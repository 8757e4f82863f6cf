/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/guest/folder-dialog.h"

#include <glib/gstdio.h>
#include <string.h>

#include "await.h"
#include "core/console/guest/folder-check.h"
#include "remove-tree.h"

typedef struct {
  SprintSharedFolder *shared;
  GSimpleActionGroup *actions;
  AdwDialog *dialog;
  GtkWindow *window;
  char *path;
  GFile *folder;
  GError *problem;
  int added;
} Fixture;

static void
problem_cb (Fixture      *fixture,
            const GError *error)
{
  g_clear_error (&fixture->problem);
  fixture->problem = g_error_copy (error);
}

static gpointer
child (Fixture    *fixture,
       const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->dialog), SPRINT_TYPE_FOLDER_DIALOG, name);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->path = g_dir_make_tmp ("sprint-dialog-XXXXXX", NULL);
  fixture->folder = g_file_new_for_path (fixture->path);
  fixture->shared = sprint_shared_folder_new ();
  fixture->actions = g_simple_action_group_new ();
  fixture->dialog = sprint_folder_dialog_new (fixture->shared, G_ACTION_GROUP (fixture->actions));
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  g_signal_connect_swapped (fixture->dialog, "problem", G_CALLBACK (problem_cb), fixture);
  fixture->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->window), gtk_label_new (NULL));
  gtk_window_set_default_size (fixture->window, 360, 600);
  gtk_window_present (fixture->window);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
  /* All of it in 360 pixels, or libadwaita warns. */
  await (gtk_widget_get_width (child (fixture, "choose_button")) > 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  await (fixture->dialog == NULL);
  await_gone (fixture->shared);
  g_assert_finalize_object (fixture->actions);
  g_object_unref (fixture->folder);
  remove_tree (fixture->path);
  g_free (fixture->path);
  g_clear_error (&fixture->problem);
}

static const char *
get_state (Fixture *fixture)
{
  return adw_action_row_get_subtitle (child (fixture, "state_row"));
}

static void
choose (Fixture *fixture,
        GFile   *folder)
{
  sprint_folder_dialog_choose (SPRINT_FOLDER_DIALOG (fixture->dialog), folder);
  g_assert_false (gtk_widget_get_sensitive (child (fixture, "choose_button")));
  await (gtk_widget_get_sensitive (child (fixture, "choose_button")));
}

static void
click_stop (Fixture *fixture)
{
  GtkWidget *group = child (fixture, "stop_group");
  GtkWidget *widget = group;

  /* The one button below it. */
  while (!GTK_IS_BUTTON (widget)) {
    GtkWidget *next = gtk_widget_get_last_child (widget);

    g_assert_nonnull (next);
    widget = next;
  }
  g_signal_emit_by_name (widget, "clicked");
}

static void
test_roles (Fixture       *fixture,
            gconstpointer  data)
{
  gtk_test_accessible_assert_role (child (fixture, "choose_button"), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (child (fixture, "choose_button"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Choose a folder to share");
  gtk_test_accessible_assert_role (child (fixture, "add_button"), GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_cmpstr (adw_dialog_get_title (fixture->dialog), ==, "Shared Folder");
  g_assert_cmpstr (adw_preferences_row_get_title (child (fixture, "read_only_row")), ==, "_Read Only");
  g_assert_true (adw_switch_row_get_active (child (fixture, "read_only_row")));
  g_assert_false (gtk_widget_get_visible (child (fixture, "stop_group")));
  g_assert_false (gtk_widget_get_visible (child (fixture, "add_group")));
}

/* Chosen, changed, taken away, with a sentence for each. */
static void
test_share (Fixture       *fixture,
            gconstpointer  data)
{
  sprint_shared_folder_set_link (fixture->shared, SPRINT_FOLDER_LINK_IDLE);
  choose (fixture, fixture->folder);
  g_assert_true (g_file_equal (sprint_shared_folder_get_folder (fixture->shared), fixture->folder));
  g_assert_true (sprint_shared_folder_get_read_only (fixture->shared));
  g_assert_cmpstr (adw_action_row_get_subtitle (child (fixture, "folder_row")), ==, fixture->path);
  g_assert_nonnull (strstr (get_state (fixture), "spice-webdavd"));
  g_assert_true (gtk_widget_get_visible (child (fixture, "stop_group")));

  sprint_shared_folder_set_link (fixture->shared, SPRINT_FOLDER_LINK_OPEN);
  g_assert_cmpstr (get_state (fixture), ==, "The machine can look into the folder.");
  adw_switch_row_set_active (child (fixture, "read_only_row"), FALSE);
  await (!sprint_shared_folder_get_read_only (fixture->shared));
  g_assert_nonnull (strstr (get_state (fixture), "change"));
  adw_switch_row_set_active (child (fixture, "read_only_row"), TRUE);
  g_assert_true (sprint_shared_folder_get_read_only (fixture->shared));

  click_stop (fixture);
  g_assert_null (sprint_shared_folder_get_folder (fixture->shared));
  g_assert_cmpstr (adw_action_row_get_subtitle (child (fixture, "folder_row")), ==, "None");
  g_assert_false (gtk_widget_get_visible (child (fixture, "stop_group")));
}

/* What is chosen first holds for the folder that is chosen then. */
static void
test_writable (Fixture       *fixture,
               gconstpointer  data)
{
  adw_switch_row_set_active (child (fixture, "read_only_row"), FALSE);
  g_assert_null (sprint_shared_folder_get_folder (fixture->shared));
  choose (fixture, fixture->folder);
  g_assert_false (sprint_shared_folder_get_read_only (fixture->shared));
}

static void
test_bad (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GFile) nothing = g_file_get_child (fixture->folder, "nothing");
  g_autoptr (GFile) far = g_file_new_for_uri ("sftp://server.example/folder");

  choose (fixture, nothing);
  g_assert_error (fixture->problem, SPRINT_FOLDER_ERROR, SPRINT_FOLDER_ERROR_MISSING);
  choose (fixture, far);
  g_assert_error (fixture->problem, SPRINT_FOLDER_ERROR, SPRINT_FOLDER_ERROR_NOT_LOCAL);
  g_assert_null (sprint_shared_folder_get_folder (fixture->shared));
}

/* The home folder is shared only by who says so twice. */
static void
test_broad (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GFile) root = g_file_new_for_path ("/");
  g_autoptr (GFile) home = g_file_new_for_path (g_get_home_dir ());
  AdwDialog *question;

  choose (fixture, root);
  await ((question = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window))) != fixture->dialog);
  g_assert_null (sprint_shared_folder_get_folder (fixture->shared));
  g_assert_true (ADW_IS_ALERT_DIALOG (question));
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (question)), ==, "Share All of “/”?");
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (question)), "passwords"));
  adw_dialog_close (question);
  await (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)) == fixture->dialog);
  g_assert_null (sprint_shared_folder_get_folder (fixture->shared));

  choose (fixture, home);
  await ((question = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window))) != fixture->dialog);
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (question)), ==, "Share Home Folder?");
  adw_dialog_close (question);
  await (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)) == fixture->dialog);

  choose (fixture, root);
  await ((question = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window))) != fixture->dialog);
  g_signal_emit_by_name (question, "response::share", "share");
  g_assert_true (g_file_equal (sprint_shared_folder_get_folder (fixture->shared), root));
  adw_dialog_force_close (question);
  await (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)) == fixture->dialog);

  /* To look at is not to change. */
  adw_switch_row_set_active (child (fixture, "read_only_row"), FALSE);
  await ((question = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window))) != fixture->dialog);
  g_assert_true (sprint_shared_folder_get_read_only (fixture->shared));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (question)), "delete"));
  adw_dialog_close (question);
  await (adw_switch_row_get_active (child (fixture, "read_only_row")));
  g_assert_true (sprint_shared_folder_get_read_only (fixture->shared));
}

static void
added_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  ((Fixture *) user_data)->added++;
}

/* A library that cannot share says so, and no device would help. */
static void
test_impossible (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("add-folder-device", NULL);

  g_action_map_add_action (G_ACTION_MAP (fixture->actions), G_ACTION (action));
  sprint_shared_folder_set_link (fixture->shared, SPRINT_FOLDER_LINK_IMPOSSIBLE);
  g_assert_nonnull (strstr (get_state (fixture), "SPICE library"));
  sprint_shared_folder_share (fixture->shared, fixture->folder, TRUE);
  g_assert_nonnull (strstr (get_state (fixture), "SPICE library"));
  g_assert_false (gtk_widget_get_visible (child (fixture, "add_group")));
}

/* A machine without the device is offered one, where somebody can add it. */
static void
test_add_device (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("add-folder-device", NULL);

  sprint_shared_folder_set_link (fixture->shared, SPRINT_FOLDER_LINK_ABSENT);
  g_assert_nonnull (strstr (get_state (fixture), "no device"));
  g_assert_false (gtk_widget_get_visible (child (fixture, "add_group")));

  g_signal_connect (action, "activate", G_CALLBACK (added_cb), fixture);
  g_action_map_add_action (G_ACTION_MAP (fixture->actions), G_ACTION (action));
  sprint_shared_folder_share (fixture->shared, fixture->folder, TRUE);
  g_assert_nonnull (strstr (get_state (fixture), "no device"));
  g_assert_true (gtk_widget_get_visible (child (fixture, "add_group")));
  g_signal_emit_by_name (child (fixture, "add_button"), "clicked");
  g_assert_cmpint (fixture->added, ==, 1);
}

#define add(path, test) g_test_add ("/folder-dialog/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  await_own_context ();

  add ("roles", test_roles);
  add ("share", test_share);
  add ("writable", test_writable);
  add ("bad", test_bad);
  add ("broad", test_broad);
  add ("impossible", test_impossible);
  add ("add-device", test_add_device);

  return g_test_run ();
}
