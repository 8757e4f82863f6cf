/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <glib/gstdio.h>

#include "await.h"
#include "core/machine/connection-private.h"
#include "core/machine/image-copy.h"
#include "driver.h"

/* The test driver's own machine. */
#define UUID "6695eb01-f6a4-8304-79aa-97f2502e193f"

static const char *unread;   /* a domain that libvirt tells nothing of */

int
virDomainGetState (virDomainPtr  domain,
                   int          *state,
                   int          *reason,
                   unsigned int  flags)
{
  int (*own) (virDomainPtr, int *, int *, unsigned int) = dlsym (RTLD_NEXT, "virDomainGetState");

  /* It does not know this flag. */
  return own (domain, state, reason, g_strcmp0 (virDomainGetName (domain), unread) == 0 ? 1u << 31 : flags);
}

static void
leave (SprintConnection *connection)
{
  gpointer alive = connection;

  g_object_add_weak_pointer (G_OBJECT (connection), &alive);
  sprint_connection_close (connection);
  g_object_unref (connection);
  await (alive == NULL);
}

/* What changes while the list is read is read after it, not before. */
static void
test_changed_meanwhile (void)
{
  SprintConnection *connection = sprint_connection_new ("test:///default");
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) two = NULL;

  sprint_connection_open_async (connection, NULL, await_result_cb, &opened);
  sprint_connection_refresh (connection, UUID);
  sprint_connection_refresh_async (connection, UUID, await_result_cb, &one);
  sprint_connection_refresh_async (connection, UUID, await_result_cb, &two);
  await (one != NULL && two != NULL);
  g_assert_nonnull (opened);
  g_assert_cmpint (sprint_connection_get_state (connection), ==, SPRINT_CONNECTION_STATE_OPEN);
  g_assert_nonnull (sprint_connection_find (connection, UUID));
  g_clear_object (&opened);
  g_clear_object (&one);
  g_clear_object (&two);
  leave (connection);
}

static void
test_never_opened (void)
{
  SprintConnection *connection = sprint_connection_new ("qemu+unix:///session?socket=/nonexistent/s");
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) later = NULL;

  sprint_connection_open_async (connection, NULL, await_result_cb, &opened);
  sprint_connection_refresh_async (connection, UUID, await_result_cb, &read);
  await (opened != NULL && read != NULL);
  g_assert_cmpint (sprint_connection_get_state (connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
  sprint_connection_refresh_async (connection, UUID, await_result_cb, &later);
  await (later != NULL);
  g_clear_object (&opened);
  g_clear_object (&read);
  g_clear_object (&later);
  leave (connection);
}

/* One that this person may not look into is in the list all the same, and keeps no other one out of it. */
static void
test_unread (void)
{
  g_autoptr (Driver) driver = driver_new ("<domain type='test'><name>mine</name><memory>65536</memory>"
                                          "<os><type>hvm</type></os></domain>"
                                          "<domain type='test'><name>foreign</name><memory>65536</memory>"
                                          "<os><type>hvm</type></os></domain>");
  SprintMachine *foreign;

  unread = "foreign";
  driver_open (driver);
  g_assert_cmpuint (driver_count (driver), ==, 2);
  g_assert_cmpint (sprint_machine_get_state (driver_find (driver, "mine")), ==, SPRINT_MACHINE_STATE_RUNNING);
  foreign = driver_find (driver, "foreign");
  g_assert_cmpint (sprint_machine_get_state (foreign), ==, SPRINT_MACHINE_STATE_UNKNOWN);
  g_assert_cmpstr (sprint_machine_get_title (foreign), ==, "foreign");
  g_assert_nonnull (sprint_machine_get_problem (foreign));
  unread = NULL;
  sprint_connection_refresh (driver->connection, sprint_machine_get_uuid (foreign));
  await (sprint_machine_get_state (foreign) == SPRINT_MACHINE_STATE_RUNNING);
  g_assert_null (sprint_machine_get_problem (foreign));

  /* Nor does one look as it was where it cannot be read any more. */
  unread = "foreign";
  sprint_connection_refresh (driver->connection, sprint_machine_get_uuid (foreign));
  await (sprint_machine_get_state (foreign) == SPRINT_MACHINE_STATE_UNKNOWN);
  g_assert_nonnull (sprint_machine_get_problem (foreign));
  unread = NULL;
}

/* A reading that ends after the connection was closed brings no machine back. */
static void
test_closed_meanwhile (void)
{
  SprintConnection *connection = sprint_connection_new ("test:///default");
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) read = NULL;

  sprint_connection_open_async (connection, NULL, await_result_cb, &opened);
  await (opened != NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (connection)), ==, 1);
  sprint_connection_refresh_async (connection, UUID, await_result_cb, &read);
  sprint_connection_close (connection);
  await (read != NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (connection)), ==, 0);
  g_clear_object (&opened);
  g_clear_object (&read);
  leave (connection);
}

/* Another computer that never answered is not one that was lost, and no matter of this one. */
static void
test_no_host (void)
{
  SprintConnection *connection = sprint_connection_new ("qemu+tcp://127.0.0.1:1/system");
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (sprint_connection_get_local (connection));
  sprint_connection_open_async (connection, NULL, await_result_cb, &opened);
  await (opened != NULL);
  g_assert_false (sprint_connection_open_finish (connection, opened, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_HOST);
  g_assert_cmpint (sprint_connection_get_state (connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
  g_assert_error (sprint_connection_get_error (connection), SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_HOST);
  g_clear_object (&opened);
  leave (connection);
}

static void
test_log (void)
{
  static const struct {
    const char *uri;
    gboolean readable;
  } uris[] = {
    { "qemu:///session", TRUE },
    { "qemu+unix:///session?socket=/run/s", TRUE },
    { "qemu:///system", FALSE },
    { "qemu+ssh://person@host.example/session", FALSE },
    { "test:///session", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (SprintConnection) connection = sprint_connection_new (uris[i].uri);

    g_test_message ("%s", uris[i].uri);
    g_assert_null (sprint_connection_get_log_folder (connection));
    sprint_connection_set_log_folder (connection, "/log");
    g_assert_cmpstr (sprint_connection_get_log_folder (connection), ==, uris[i].readable ? "/log" : NULL);
  }
}

/* on_crash=preserve (libvirt's formatdomain, "Events configuration") keeps the process of a guest that crashed. */
static void
test_crash_kept (void)
{
  static const char node[] =
    "<node><domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>"
    "<name>crashed</name><uuid>" UUID "</uuid><memory>65536</memory><os><type>hvm</type></os>"
    "<test:runstate>6</test:runstate></domain></node>";
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;
  SprintConnection *connection;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) acted = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintMachine) machine = NULL;
  int fd = g_file_open_tmp ("crash-XXXXXX.xml", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, node, -1, NULL));
  uri = g_strconcat ("test://", path, NULL);
  connection = sprint_connection_new (uri);
  sprint_connection_open_async (connection, NULL, await_result_cb, &opened);
  await (opened != NULL);
  machine = g_object_ref (sprint_connection_find (connection, UUID));
  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_CRASHED);
  g_assert_true (sprint_machine_get_actions (machine) & SPRINT_MACHINE_ACTION_FORCE_OFF);
  g_assert_false (sprint_machine_get_actions (machine) & SPRINT_MACHINE_ACTION_START);
  sprint_machine_act_async (machine, SPRINT_MACHINE_ACTION_FORCE_OFF, NULL, await_result_cb, &acted);
  await (acted != NULL);
  sprint_machine_act_finish (machine, acted, &error);
  g_assert_no_error (error);
  g_assert_true (sprint_machine_get_actions (machine) & SPRINT_MACHINE_ACTION_START);
  g_remove (path);
  g_clear_object (&opened);
  g_clear_object (&acted);
  leave (connection);
}

static void
test_busy (void)
{
  SprintConnection *connection = sprint_connection_new ("test:///default");
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (SprintMachine) machine = NULL;

  sprint_connection_open_async (connection, NULL, await_result_cb, &opened);
  await (opened != NULL);
  machine = g_object_ref (sprint_connection_find (connection, UUID));
  sprint_machine_set_busy (machine, TRUE);
  sprint_machine_set_busy (machine, TRUE);
  sprint_machine_set_busy (machine, FALSE);
  g_assert_true (sprint_machine_get_busy (machine));
  g_assert_true (sprint_connection_get_busy (connection));
  g_assert_cmpint (sprint_machine_get_actions (machine), ==, 0);
  sprint_machine_set_busy (machine, FALSE);
  g_assert_false (sprint_machine_get_busy (machine));
  g_assert_false (sprint_connection_get_busy (connection));
  g_assert_cmpint (sprint_machine_get_actions (machine), !=, 0);
  g_clear_object (&opened);
  leave (connection);
}

static void
test_find_spice (void)
{
  g_assert_cmpint (sprint_machine_find_spice ("<domain><devices><graphics type='spice'/></devices></domain>"), ==, 0);
  g_assert_cmpint (sprint_machine_find_spice ("<domain><devices><graphics type='vnc'/><video/><graphics type='spice'/>"
                                              "</devices></domain>"), ==, 1);
  g_assert_cmpint (sprint_machine_find_spice ("<domain><devices><graphics type='vnc'/></devices></domain>"), ==, -1);
  g_assert_cmpint (sprint_machine_find_spice ("<domain/>"), ==, -1);
  g_assert_cmpint (sprint_machine_find_spice ("no"), ==, -1);
}

static void
test_no_image_tool (void)
{
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  g_autoptr (GAsyncResult) copied = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("PATH", "/nonexistent", TRUE);
  sprint_image_copy_async (platform, "/a", "raw", "/b", 0, NULL, NULL, NULL, await_result_cb, &copied);
  await (copied != NULL);
  g_assert_false (sprint_image_copy_finish (copied, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_IMAGE_TOOL);
  g_setenv ("PATH", path, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listing/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/listing/never-opened", test_never_opened);
  g_test_add_func ("/listing/unread", test_unread);
  g_test_add_func ("/listing/closed-meanwhile", test_closed_meanwhile);
  g_test_add_func ("/listing/no-host", test_no_host);
  g_test_add_func ("/listing/log", test_log);
  g_test_add_func ("/listing/crash-kept", test_crash_kept);
  g_test_add_func ("/listing/busy", test_busy);
  g_test_add_func ("/listing/find-spice", test_find_spice);
  g_test_add_func ("/listing/no-image-tool", test_no_image_tool);
  return g_test_run ();
}
