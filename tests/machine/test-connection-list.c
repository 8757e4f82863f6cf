/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/machine/connection-list.h"

#include "await.h"
#include "driver.h"

typedef struct {
  guint count;
  guint position, removed, added;
} Changes;

static void
changed_cb (GListModel *model,
            guint       position,
            guint       removed,
            guint       added,
            Changes    *changes)
{
  changes->count++;
  changes->position = position;
  changes->removed = removed;
  changes->added = added;
}

static void
test_no_uri_twice (void)
{
  g_autoptr (SprintConnectionList) list = sprint_connection_list_new (NULL);
  SprintConnection *one, *two;
  Changes changes = { 0 };

  g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), &changes);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == SPRINT_TYPE_CONNECTION);
  one = sprint_connection_list_add (list, "test:///default");
  two = sprint_connection_list_add (list, "qemu+ssh://host.example/system");
  g_assert_true (sprint_connection_list_add (list, "test:///default") == one);
  g_assert_cmpuint (changes.count, ==, 2);
  g_assert_cmpuint (changes.position, ==, 1);
  g_assert_cmpuint (changes.added, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_true (sprint_connection_list_find (list, "qemu+ssh://host.example/system") == two);
  g_assert_null (sprint_connection_list_find (list, "test:///"));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 2));
  /* Listed is not opened. */
  g_assert_cmpint (sprint_connection_get_state (one), ==, SPRINT_CONNECTION_STATE_CLOSED);
}

static void
test_remove (void)
{
  g_autoptr (SprintConnectionList) list = sprint_connection_list_new (NULL);
  g_autoptr (SprintConnection) stranger = sprint_connection_new ("test:///default");
  SprintConnection *one = sprint_connection_list_add (list, "test:///default");
  Changes changes = { 0 };

  sprint_connection_list_add (list, "test:///nowhere");
  g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), &changes);
  /* It has the URI of another, and is not in the list. */
  sprint_connection_list_remove (list, stranger);
  g_assert_cmpuint (changes.count, ==, 0);

  g_object_add_weak_pointer (G_OBJECT (one), (gpointer *) &one);
  sprint_connection_list_remove (list, one);
  g_assert_null (one);
  g_assert_cmpuint (changes.count, ==, 1);
  g_assert_cmpuint (changes.position, ==, 0);
  g_assert_cmpuint (changes.removed, ==, 1);
  g_assert_null (sprint_connection_list_find (list, "test:///default"));
  g_assert_nonnull (sprint_connection_list_find (list, "test:///nowhere"));
}

static void
test_remove_closes (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  g_autoptr (SprintConnectionList) list = sprint_connection_list_new (NULL);
  g_autoptr (SprintConnection) connection = g_object_ref (sprint_connection_list_add (list, driver->uri));
  g_autoptr (GAsyncResult) result = NULL;

  sprint_connection_open_async (connection, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_connection_open_finish (connection, result, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (connection)), ==, 1);
  sprint_connection_list_remove (list, connection);
  g_assert_cmpint (sprint_connection_get_state (connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (connection)), ==, 0);
}

/* One that cannot be opened is no hindrance to the other. */
static void
test_independent (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  g_autoptr (SprintConnectionList) list = sprint_connection_list_new (NULL);
  SprintConnection *bad = sprint_connection_list_add (list, "qemu+unix:///session?socket=/nonexistent/socket");
  SprintConnection *good = sprint_connection_list_add (list, driver->uri);
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  sprint_connection_open_async (bad, NULL, await_result_cb, &refused);
  sprint_connection_open_async (good, NULL, await_result_cb, &opened);
  await (refused != NULL && opened != NULL);
  g_assert_true (sprint_connection_open_finish (good, opened, &error));
  g_assert_no_error (error);
  g_assert_false (sprint_connection_open_finish (bad, refused, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
  sprint_connection_list_remove (list, good);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection-list/no-uri-twice", test_no_uri_twice);
  g_test_add_func ("/connection-list/remove", test_remove);
  g_test_add_func ("/connection-list/remove-closes", test_remove_closes);
  g_test_add_func ("/connection-list/independent", test_independent);
  return g_test_run ();
}
