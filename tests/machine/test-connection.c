/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "await.h"
#include "core/machine/connection-private.h"
#include "core/problem/problem.h"
#include "driver.h"

#define NOWHERE "qemu+unix:///session?socket=/nonexistent/socket"

static void
count_cb (guint *count)
{
  (*count)++;
}

static gboolean
open_connection (SprintConnection  *connection,
                 GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_connection_open_async (connection, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_connection_open_finish (connection, result, error);
}

static void
test_names (void)
{
  static const struct {
    const char *uri;
    const char *name;
    gboolean local;
  } uris[] = {
    { "qemu:///session", "This Computer", TRUE },
    { "qemu:///system", "This Computer, System Machines", TRUE },
    { NOWHERE, NOWHERE, TRUE },
    { "qemu+ssh://host.example/system", "host.example", FALSE },
    { "qemu+ssh://user@host.example:2222/system", "host.example", FALSE },
    { "qemu+tls://[2001:db8::1]/system", "2001:db8::1", FALSE },
    { "qemu+ssh:///system", "qemu+ssh:///system", FALSE },
    { "test:///default", "Test Machines", FALSE },
    { "test+unix:///default", "test+unix:///default", FALSE },
    { "not a uri", "not a uri", FALSE },
    { "", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (SprintConnection) connection = sprint_connection_new (uris[i].uri);
    g_autofree char *uri = NULL;
    g_autofree char *name = NULL;
    g_autoptr (GError) error = NULL;
    gboolean local;

    g_object_get (connection, "uri", &uri, "name", &name, "local", &local, "error", &error, NULL);
    g_assert_cmpstr (uri, ==, uris[i].uri);
    g_assert_cmpstr (name, ==, uris[i].name);
    g_assert_true (local == uris[i].local);
    g_assert_no_error (error);
    g_assert_null (sprint_connection_find (connection, NULL));
    g_assert_null (sprint_connection_find (connection, ""));
  }
}

static void
test_open_twice (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  guint states = 0, changes = 0;

  g_signal_connect_swapped (driver->connection, "notify::state", G_CALLBACK (count_cb), &states);
  g_signal_connect_swapped (driver->connection, "items-changed", G_CALLBACK (count_cb), &changes);
  sprint_connection_open_async (driver->connection, NULL, await_result_cb, &first);
  g_assert_cmpint (sprint_connection_get_state (driver->connection), ==, SPRINT_CONNECTION_STATE_CONNECTING);
  sprint_connection_open_async (driver->connection, NULL, await_result_cb, &second);
  await (first != NULL && second != NULL);
  g_assert_true (sprint_connection_open_finish (driver->connection, first, &error));
  g_assert_true (sprint_connection_open_finish (driver->connection, second, &error));
  g_assert_true (open_connection (driver->connection, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sprint_connection_get_state (driver->connection), ==, SPRINT_CONNECTION_STATE_OPEN);
  /* Connecting, then open. */
  g_assert_cmpuint (states, ==, 2);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (driver_count (driver), ==, 1);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (driver->connection), 1));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (driver->connection)) == SPRINT_TYPE_MACHINE);
}

static void
test_open_cancelled (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GAsyncResult) other = NULL;
  g_autoptr (GError) error = NULL;

  sprint_connection_open_async (driver->connection, cancellable, await_result_cb, &cancelled);
  sprint_connection_open_async (driver->connection, NULL, await_result_cb, &other);
  g_cancellable_cancel (cancellable);
  await (cancelled != NULL && other != NULL);
  g_assert_false (sprint_connection_open_finish (driver->connection, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  /* It was opened for the other all the same. */
  g_assert_true (sprint_connection_open_finish (driver->connection, other, &error));
  g_assert_no_error (error);
}

static void
test_close (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  g_autoptr (SprintMachine) machine = NULL;
  g_autoptr (GError) error = NULL;
  guint removed = 0;

  sprint_connection_close (driver->connection);
  g_assert_cmpint (sprint_connection_get_state (driver->connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
  driver_open (driver);
  machine = g_object_ref (driver_find (driver, "test"));
  g_signal_connect_swapped (machine, "removed", G_CALLBACK (count_cb), &removed);
  sprint_connection_close (driver->connection);
  sprint_connection_close (driver->connection);
  g_assert_cmpint (sprint_connection_get_state (driver->connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
  g_assert_null (sprint_connection_get_error (driver->connection));
  g_assert_cmpuint (driver_count (driver), ==, 0);
  g_assert_cmpuint (removed, ==, 1);
  g_assert_null (sprint_connection_find (driver->connection, sprint_machine_get_uuid (machine)));
  g_assert_null (sprint_connection_ref_handle (driver->connection));

  driver_open (driver);
  g_assert_cmpuint (driver_count (driver), ==, 1);
}

static void
test_close_while_opening (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_connection_open_async (driver->connection, NULL, await_result_cb, &result);
  sprint_connection_close (driver->connection);
  await (result != NULL);
  g_assert_false (sprint_connection_open_finish (driver->connection, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sprint_connection_get_state (driver->connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
  /* And opened again before the first attempt has come to its end. */
  g_clear_error (&error);
  g_assert_true (open_connection (driver->connection, &error));
  g_assert_cmpuint (driver_count (driver), ==, 1);
}

/* What was being read when it was closed does not come back into the list. */
static void
test_close_while_reading (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  g_autofree char *uuid = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  driver_open (driver);
  uuid = g_strdup (sprint_machine_get_uuid (driver_find (driver, "test")));
  sprint_connection_refresh_async (driver->connection, uuid, await_result_cb, &result);
  sprint_connection_close (driver->connection);
  await (result != NULL);
  g_assert_cmpuint (driver_count (driver), ==, 0);
  g_assert_null (sprint_connection_find (driver->connection, uuid));
}

static void
test_dropped_while_opening (void)
{
  for (guint i = 0; i < 20; i++) {
    g_autoptr (Driver) driver = driver_new (NULL);
    SprintConnection *connection = sprint_connection_new (driver->uri);

    sprint_connection_open_async (connection, NULL, NULL, NULL);
    for (guint j = 0; j < i; j++)
      g_main_context_iteration (NULL, FALSE);
    sprint_connection_close (connection);
    g_object_add_weak_pointer (G_OBJECT (connection), (gpointer *) &connection);
    g_object_unref (connection);
    await (connection == NULL);
  }
}

static void
test_refused (void)
{
  g_autoptr (SprintConnection) connection = sprint_connection_new (NOWHERE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) kept = NULL;
  guint errors = 0;

  g_signal_connect_swapped (connection, "notify::error", G_CALLBACK (count_cb), &errors);
  for (guint i = 1; i <= 2; i++) {
    g_assert_false (open_connection (connection, &error));
    g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
    /* The first attempt's error is taken back when the second begins. */
    g_assert_cmpuint (errors, ==, 2 * i - 1);
    g_clear_error (&error);
  }
  /* What was never open is not tried again by itself. */
  g_assert_cmpint (sprint_connection_get_state (connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
  g_object_get (connection, "error", &kept, NULL);
  g_assert_error (kept, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
  sprint_connection_close (connection);
  g_assert_null (sprint_connection_get_error (connection));
}

/* Whatever cannot be opened says so in words of its own. */
static void
test_errors (void)
{
  static const struct {
    const char *uri;
    int code;   /* or -1: any */
  } uris[] = {
    { "nonsense:///session", SPRINT_MACHINE_ERROR_NO_DAEMON },
    { "test:///nonexistent/node.xml", -1 },
    { "not a uri", -1 },
    { "qemu+nonsense:///session", -1 },
    { "qemu+tls://host.invalid/system", -1 },
    { NULL, -1 },
  };
  g_autofree char *folder = g_dir_make_tmp ("connection-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "node.xml", NULL);
  g_autofree char *malformed = g_strconcat ("test://", path, NULL);

  g_assert_true (g_file_set_contents (path, "<node><domain>", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (SprintConnection) connection = sprint_connection_new (uris[i].uri != NULL ? uris[i].uri : malformed);
    g_autoptr (SprintProblem) problem = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_false (open_connection (connection, &error));
    problem = sprint_problem_new (error);
    g_test_message ("%s: %s (%s)", sprint_connection_get_uri (connection), problem->title, error->message);
    g_assert_true (error->domain == SPRINT_MACHINE_ERROR);
    g_assert_true (sprint_problem_is_foreseen (error->domain, error->code));
    g_assert_true (uris[i].code < 0 || error->code == uris[i].code);
    g_assert_cmpstr (problem->details, !=, "");
    g_assert_cmpint (sprint_connection_get_state (connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
  }
  g_remove (path);
  g_rmdir (folder);
}

/* ---- a daemon that goes: the driver's file is what it needs to be there again ---- */

static void
lose (Driver *driver)
{
  virConnectPtr handle = driver_get_handle (driver);

  sprint_connection_note_closed (driver->connection, handle);
  virConnectClose (handle);
}

static void
set_daemon (Driver   *driver,
            gboolean  there)
{
  g_autofree char *path = driver_path (driver, "node.xml");
  g_autofree char *away = driver_path (driver, "away.xml");

  g_assert_cmpint (there ? g_rename (away, path) : g_rename (path, away), ==, 0);
}

/* A session daemon that left because it idled is back at the next call. */
static void
test_lost_for_a_moment (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  SprintMachine *machine;
  virDomainPtr domain;
  guint changes = 0;

  driver_open (driver);
  machine = driver_find (driver, "test");
  domain = driver_get_domain (driver, "test");
  g_assert_cmpint (virDomainSuspend (domain), ==, 0);
  virDomainFree (domain);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_PAUSED);
  g_signal_connect_swapped (driver->connection, "items-changed", G_CALLBACK (count_cb), &changes);
  lose (driver);
  await (sprint_connection_get_state (driver->connection) == SPRINT_CONNECTION_STATE_OPEN);
  /* The same machine, brought up to what is there now. */
  g_assert_true (driver_find (driver, "test") == machine);
  g_assert_cmpuint (changes, ==, 0);
  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_RUNNING);
}

static void
test_lost_and_back (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  SprintMachine *machine;
  g_autoptr (GError) error = NULL;
  guint errors = 0;

  driver_open (driver);
  machine = driver_find (driver, "test");
  g_signal_connect_swapped (driver->connection, "notify::error", G_CALLBACK (count_cb), &errors);
  set_daemon (driver, FALSE);
  lose (driver);
  await (sprint_connection_get_state (driver->connection) == SPRINT_CONNECTION_STATE_LOST);
  g_assert_nonnull (sprint_connection_get_error (driver->connection));
  g_assert_cmpuint (errors, ==, 1);
  /* What is known stays in sight, and nothing can be done with it. */
  g_assert_true (driver_find (driver, "test") == machine);
  g_assert_false (driver_act (machine, SPRINT_MACHINE_ACTION_PAUSE, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST);
  /* It is tried again by itself, and stays lost. */
  await (errors >= 2);
  g_assert_cmpint (sprint_connection_get_state (driver->connection), ==, SPRINT_CONNECTION_STATE_LOST);
  set_daemon (driver, TRUE);
  await (sprint_connection_get_state (driver->connection) == SPRINT_CONNECTION_STATE_OPEN);
  g_assert_null (sprint_connection_get_error (driver->connection));
  g_assert_true (driver_find (driver, "test") == machine);
  g_clear_error (&error);
  driver_act (machine, SPRINT_MACHINE_ACTION_PAUSE, &error);
  g_assert_no_error (error);
}

/* Whoever asks for it does not wait for the next attempt; a machine that went meanwhile is not there any more. */
static void
test_open_while_lost (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  g_autofree char *path = driver_path (driver, "node.xml");
  g_autoptr (SprintMachine) machine = NULL;
  g_autoptr (GError) error = NULL;
  guint removed = 0;

  driver_open (driver);
  machine = g_object_ref (driver_find (driver, "test"));
  g_signal_connect_swapped (machine, "removed", G_CALLBACK (count_cb), &removed);
  set_daemon (driver, FALSE);
  lose (driver);
  await (sprint_connection_get_state (driver->connection) == SPRINT_CONNECTION_STATE_LOST);
  g_assert_false (open_connection (driver->connection, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (sprint_connection_get_state (driver->connection), ==, SPRINT_CONNECTION_STATE_LOST);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "<node/>", -1, NULL));
  g_assert_true (open_connection (driver->connection, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (driver_count (driver), ==, 0);
  g_assert_cmpuint (removed, ==, 1);
}

/* Closed while it is lost, it stays closed; what broke long ago is not what is open now. */
static void
test_lost_then_closed (void)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  virConnectPtr old;
  guint states = 0;

  driver_open (driver);
  old = driver_get_handle (driver);
  set_daemon (driver, FALSE);
  lose (driver);
  await (sprint_connection_get_state (driver->connection) == SPRINT_CONNECTION_STATE_LOST);
  sprint_connection_close (driver->connection);
  g_assert_cmpint (sprint_connection_get_state (driver->connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
  sprint_connection_note_closed (driver->connection, old);
  g_assert_cmpint (sprint_connection_get_state (driver->connection), ==, SPRINT_CONNECTION_STATE_CLOSED);

  set_daemon (driver, TRUE);
  driver_open (driver);
  g_signal_connect_swapped (driver->connection, "notify::state", G_CALLBACK (count_cb), &states);
  sprint_connection_note_closed (driver->connection, old);
  g_assert_cmpuint (states, ==, 0);
  virConnectClose (old);
}

/* ---- one that hangs ---- */

typedef struct {
  GMutex mutex;
  GCond cond;
  gboolean open;
  int inside;   /* atomic */
} Gate;

static gpointer
hang_thread (gpointer   data,
             GError   **error)
{
  Gate *gate = data;

  g_atomic_int_inc (&gate->inside);
  g_mutex_lock (&gate->mutex);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  return NULL;
}

/* Calls that hang in a connection that ended do not hold up the next one. */
static void
test_hanging (void)
{
  enum { N = 8 };
  g_autoptr (Driver) driver = driver_new (NULL);
  Gate gate = { 0 };
  GAsyncResult *results[N] = { NULL };

  g_mutex_init (&gate.mutex);
  g_cond_init (&gate.cond);
  driver_open (driver);
  for (guint i = 0; i < N; i++)
    sprint_worker_run_async (sprint_connection_get_worker (driver->connection), NULL, hang_thread, &gate, NULL, NULL,
                             NULL, await_result_cb, &results[i]);
  await (g_atomic_int_get (&gate.inside) > 0);
  sprint_connection_close (driver->connection);
  driver_open (driver);
  g_assert_cmpuint (driver_count (driver), ==, 1);

  g_mutex_lock (&gate.mutex);
  gate.open = TRUE;
  g_cond_broadcast (&gate.cond);
  g_mutex_unlock (&gate.mutex);
  for (guint i = 0; i < N; i++) {
    await (results[i] != NULL);
    g_clear_object (&results[i]);
  }
  g_mutex_clear (&gate.mutex);
  g_cond_clear (&gate.cond);
}

/* ---- a library of a thousand ---- */

static gboolean
tick_cb (gpointer user_data)
{
  (*(guint *) user_data)++;
  return G_SOURCE_CONTINUE;
}

static void
test_thousand (void)
{
  enum { N = 1000 };
  g_autoptr (Driver) driver = NULL;
  g_autoptr (GString) node = g_string_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint ticks = 0, id, changes = 0;
  gint64 longest = 0;

  for (guint i = 0; i < N; i++)
    g_string_append_printf (node, "<domain type='test'><name>m%u</name><memory>65536</memory><vcpu>1</vcpu>"
                                  "<title>Machine %u</title><os><type>hvm</type></os></domain>", i, i);
  driver = driver_new (node->str);
  g_signal_connect_swapped (driver->connection, "items-changed", G_CALLBACK (count_cb), &changes);
  id = g_timeout_add (1, tick_cb, &ticks);
  sprint_connection_open_async (driver->connection, NULL, await_result_cb, &result);
  while (result == NULL) {
    gint64 start = g_get_monotonic_time ();

    g_main_context_iteration (NULL, TRUE);
    longest = MAX (longest, g_get_monotonic_time () - start);
  }
  g_source_remove (id);
  sprint_connection_open_finish (driver->connection, result, &error);
  g_assert_no_error (error);
  g_test_message ("%u machines: the loop turned %u times, once for %.1f ms", N, ticks, longest / 1000.0);
  /* The reading is done elsewhere, and told of once. */
  g_assert_cmpuint (ticks, >, 0);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (driver_count (driver), ==, N);
  for (guint i = 0; i < N; i++) {
    g_autoptr (SprintMachine) machine = g_list_model_get_item (G_LIST_MODEL (driver->connection), i);

    g_assert_true (sprint_connection_find (driver->connection, sprint_machine_get_uuid (machine)) == machine);
    g_assert_true (g_str_has_prefix (sprint_machine_get_title (machine), "Machine "));
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/names", test_names);
  g_test_add_func ("/connection/open-twice", test_open_twice);
  g_test_add_func ("/connection/open-cancelled", test_open_cancelled);
  g_test_add_func ("/connection/close", test_close);
  g_test_add_func ("/connection/close-while-opening", test_close_while_opening);
  g_test_add_func ("/connection/close-while-reading", test_close_while_reading);
  g_test_add_func ("/connection/dropped-while-opening", test_dropped_while_opening);
  g_test_add_func ("/connection/refused", test_refused);
  g_test_add_func ("/connection/errors", test_errors);
  g_test_add_func ("/connection/lost-for-a-moment", test_lost_for_a_moment);
  g_test_add_func ("/connection/lost-and-back", test_lost_and_back);
  g_test_add_func ("/connection/open-while-lost", test_open_while_lost);
  g_test_add_func ("/connection/lost-then-closed", test_lost_then_closed);
  g_test_add_func ("/connection/hanging", test_hanging);
  g_test_add_func ("/connection/thousand", test_thousand);
  return g_test_run ();
}
