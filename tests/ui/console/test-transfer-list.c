/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/guest/transfer-list.h"

#include "await.h"
#include "widget-tree.h"

/* The card over files that nobody carries: the test says how they fare. */
typedef struct {
  SprintGuestAgent *agent;
  SprintFileTransfers *transfers;
  GtkWidget *overlay;
  GtkWidget *list;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->agent = sprint_guest_agent_new ();
  fixture->transfers = sprint_file_transfers_new (fixture->agent);
  fixture->list = g_object_new (SPRINT_TYPE_TRANSFER_LIST, NULL);
  sprint_transfer_list_set_transfers (SPRINT_TRANSFER_LIST (fixture->list), fixture->transfers);
  fixture->overlay = gtk_overlay_new ();
  gtk_widget_set_size_request (fixture->overlay, 360, 300);
  gtk_overlay_add_overlay (GTK_OVERLAY (fixture->overlay), fixture->list);
  fixture->window = tree_show (fixture->overlay);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tree_take_down (fixture->window, fixture->overlay);
  g_object_unref (fixture->transfers);
  g_object_unref (fixture->agent);
}

static SprintFileTransfer *
add (Fixture    *fixture,
     const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GSList files = { .data = file };

  sprint_file_transfers_add (fixture->transfers, &files);

  return g_list_model_get_item (G_LIST_MODEL (fixture->transfers),
                                g_list_model_get_n_items (G_LIST_MODEL (fixture->transfers)) - 1);
}

/* Two on their way; one arrives, one fails, which stays until it is closed. */
static void
test_failed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintFileTransfer) first = NULL;
  g_autoptr (SprintFileTransfer) second = NULL;
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "No room <there>");
  GtkWidget *bar;

  sprint_guest_agent_set_capabilities (fixture->agent, SPRINT_GUEST_CAN_FILES);
  first = add (fixture, "/tmp/first.txt");
  second = add (fixture, "/tmp/second.txt");
  await (tree_shows (fixture->list, "Copying 2 Files to the Machine"));
  g_assert_true (tree_shows (fixture->list, "first.txt"));
  g_assert_true (tree_shows (fixture->list, "Waiting"));
  sprint_file_transfer_set_progress (first, 1, 4);
  bar = tree_find_type (fixture->list, GTK_TYPE_PROGRESS_BAR);
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), ==, 0.25);

  sprint_file_transfer_finish (first, NULL);
  await (tree_shows (fixture->list, "Copying 1 File to the Machine"));
  sprint_file_transfer_finish (second, error);
  await (tree_shows (fixture->list, "1 File Was Not Copied"));
  g_assert_true (tree_shows (fixture->list, "No room <there>"));
  tree_click (fixture->list, "Close");
  await (g_list_model_get_n_items (G_LIST_MODEL (fixture->transfers)) == 0);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintFileTransfer) transfer = NULL;

  sprint_guest_agent_set_capabilities (fixture->agent, SPRINT_GUEST_CAN_FILES);
  transfer = add (fixture, "/tmp/first.txt");
  await (tree_can_click (fixture->list, "Cancel All"));
  tree_click (fixture->list, "Cancel All");
  g_assert_cmpint (sprint_file_transfer_get_state (transfer), ==, SPRINT_TRANSFER_CANCELLED);
}

/* Without an agent it is said what is missing. */
static void
test_no_agent (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SprintFileTransfer) transfer = add (fixture, "/tmp/first.txt");

  await (tree_shows (fixture->list, "1 File Was Not Copied"));
  g_assert_true (tree_shows (fixture->list, sprint_file_transfer_get_error (transfer)->message));
}

#define add_test(path, test) g_test_add ("/transfer-list/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  tree_init (&argc, &argv);

  add_test ("failed", test_failed);
  add_test ("cancelled", test_cancelled);
  add_test ("no-agent", test_no_agent);

  return tree_run ();
}
