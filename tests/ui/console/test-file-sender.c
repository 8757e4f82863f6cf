/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/guest/file-sender.h"

#include "await.h"
#include "widget-tree.h"

/* A widget, and a list of files that nobody carries. */
typedef struct {
  SprintGuestAgent *agent;
  SprintFileTransfers *transfers;
  GSimpleActionGroup *actions;
  GtkWidget *widget;
  SprintFileSender *sender;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->agent = sprint_guest_agent_new ();
  fixture->transfers = sprint_file_transfers_new (fixture->agent);
  fixture->actions = g_simple_action_group_new ();
  fixture->widget = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->window = tree_show (fixture->widget);
  fixture->sender = sprint_file_sender_new (fixture->widget, G_ACTION_MAP (fixture->actions));
  sprint_file_sender_set_transfers (fixture->sender, fixture->transfers);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->sender);
  g_assert_false (g_action_group_has_action (G_ACTION_GROUP (fixture->actions), "send-files"));
  g_object_unref (fixture->actions);
  tree_take_down (fixture->window, fixture->widget);
  g_object_unref (fixture->transfers);
  g_object_unref (fixture->agent);
}

static gboolean
is_enabled (Fixture    *fixture,
            const char *name)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->actions), name);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->transfers));
}

static void
check_name (Fixture    *fixture,
            guint       position,
            const char *name)
{
  g_autoptr (SprintFileTransfer) transfer = g_list_model_get_item (G_LIST_MODEL (fixture->transfers), position);

  g_assert_cmpstr (sprint_file_transfer_get_name (transfer), ==, name);
}

static GdkFileList *
create_list (void)
{
  g_autoptr (GFile) first = g_file_new_for_path ("/tmp/first.txt");
  g_autoptr (GFile) second = g_file_new_for_path ("/tmp/second.txt");

  return gdk_file_list_new_from_array ((GFile *[]) { first, second }, 2);
}

static void
test_copied (Fixture       *fixture,
             gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->widget);
  GdkFileList *list = create_list ();

  gdk_clipboard_set_text (clipboard, "no file");
  g_assert_false (is_enabled (fixture, "send-copied-files"));
  gdk_clipboard_set (clipboard, GDK_TYPE_FILE_LIST, list);
  g_assert_false (is_enabled (fixture, "send-copied-files"));
  g_assert_false (is_enabled (fixture, "send-files"));
  sprint_guest_agent_set_capabilities (fixture->agent, SPRINT_GUEST_CAN_FILES);
  g_assert_true (is_enabled (fixture, "send-files"));
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  g_assert_true (is_enabled (fixture, "send-copied-files"));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->actions), "send-copied-files", NULL);
  await (count (fixture) == 2);
  check_name (fixture, 0, "first.txt");
  check_name (fixture, 1, "second.txt");

  sprint_file_sender_set_transfers (fixture->sender, NULL);
  g_assert_false (is_enabled (fixture, "send-copied-files"));
  g_assert_false (is_enabled (fixture, "send-files"));
}

/* As GTK does it when somebody lets go over the widget. */
static gboolean
drop (Fixture     *fixture,
      GdkFileList *list)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->widget);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, list);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_DROP_TARGET (controller))
      g_signal_emit_by_name (controller, "drop", &value, 0.0, 0.0, &taken);
  }

  return taken;
}

static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  GdkFileList *list = create_list ();

  g_assert_true (drop (fixture, list));
  g_assert_cmpuint (count (fixture), ==, 2);
  check_name (fixture, 1, "second.txt");
  sprint_file_sender_set_transfers (fixture->sender, NULL);
  g_assert_false (drop (fixture, list));
  g_assert_cmpuint (count (fixture), ==, 2);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
}

static GtkWindow *
find_dialog (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (g_strcmp0 (gtk_window_get_title (window), "Send Files to the Machine") == 0)
      return window;
  }

  return NULL;
}

static void
test_dialog (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWindow *dialog;

  sprint_guest_agent_set_capabilities (fixture->agent, SPRINT_GUEST_CAN_FILES);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->actions), "send-files", NULL);
  await ((dialog = find_dialog (fixture)) != NULL);
  gtk_window_close (dialog);
  await (find_dialog (fixture) == NULL);
  g_assert_cmpuint (count (fixture), ==, 0);
}

#define add_test(path, test) g_test_add ("/file-sender/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  tree_init (&argc, &argv);

  add_test ("copied", test_copied);
  add_test ("dropped", test_dropped);
  add_test ("dialog", test_dialog);

  return tree_run ();
}
