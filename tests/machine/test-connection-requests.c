/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gunixsocketaddress.h>

#include "await.h"
#include "core/definition/gconfig-pointers.h"
#include "core/machine/machine-private.h"
#include "core/machine/storage.h"
#include "driver.h"

#define NOWHERE "qemu+unix:///session?socket=/nonexistent/socket"

typedef struct {
  Driver *driver;
  SprintConnection *connection;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->driver = driver_new (NULL);
  fixture->connection = fixture->driver->connection;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  driver_free (fixture->driver);
}

static void
test_version (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *version = NULL;

  /* Whoever asks opens it. */
  sprint_connection_get_version_async (fixture->connection, NULL, await_result_cb, &result);
  await (result != NULL);
  version = sprint_connection_get_version_finish (fixture->connection, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_regex_match_simple ("^[0-9]+\\.[0-9]+\\.[0-9]+$", version, 0, 0));
  g_assert_cmpint (sprint_connection_get_state (fixture->connection), ==, SPRINT_CONNECTION_STATE_OPEN);
}

static void
test_capabilities (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char * const types[] = { NULL, "test", "kvm", "nonsense" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (GVirConfigDomainCapabilities) capabilities = NULL;
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    sprint_connection_get_domain_capabilities_async (fixture->connection, types[i], NULL, await_result_cb, &result);
    await (result != NULL);
    capabilities = sprint_connection_get_domain_capabilities_finish (fixture->connection, result, &error);
    g_test_message ("%s: %s", types[i], error != NULL ? error->message : "offered");
    if (i < 2) {
      g_assert_no_error (error);
      g_assert_true (GVIR_CONFIG_IS_DOMAIN_CAPABILITIES (capabilities));
    } else {
      g_assert_true ((capabilities == NULL) == (error != NULL));
      g_assert_true (error == NULL || error->domain == SPRINT_MACHINE_ERROR);
    }
  }
}

static void
test_not_reachable (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SprintConnection) connection = sprint_connection_new (NOWHERE);
  g_autoptr (GVirConfigDomain) description = driver_describe ("a");
  g_autoptr (GAsyncResult) version = NULL;
  g_autoptr (GAsyncResult) capabilities = NULL;
  g_autoptr (GAsyncResult) defined = NULL;
  g_autoptr (GError) error = NULL;

  sprint_connection_get_version_async (connection, NULL, await_result_cb, &version);
  sprint_connection_get_domain_capabilities_async (connection, NULL, NULL, await_result_cb, &capabilities);
  sprint_connection_define_async (connection, description, NULL, await_result_cb, &defined);
  await (version != NULL && capabilities != NULL && defined != NULL);
  g_assert_null (sprint_connection_get_version_finish (connection, version, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
  g_clear_error (&error);
  g_assert_null (sprint_connection_get_domain_capabilities_finish (connection, capabilities, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
  g_clear_error (&error);
  g_assert_null (sprint_connection_define_finish (connection, defined, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
}

/* A daemon that takes the connection and says nothing. Whoever asked of it can go; who waits on hears of its end. */
static void
test_cancelled_while_opening (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autofree char *path = driver_path (fixture->driver, "socket");
  g_autofree char *uri = g_strconcat ("qemu+unix:///session?socket=", path, NULL);
  g_autoptr (SprintConnection) connection = sprint_connection_new (uri);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) daemon = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  g_autoptr (SprintStorage) storage = sprint_storage_new (connection, platform, fixture->driver->folder);
  g_autoptr (GAsyncResult) version = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) created = NULL;
  g_autoptr (GAsyncResult) deleted = NULL;
  g_autofree char *file = driver_path (fixture->driver, "disk.qcow2");
  g_autoptr (GAsyncResult) other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_socket_bind (daemon, address, TRUE, &error));
  g_assert_true (g_socket_listen (daemon, &error));
  g_assert_no_error (error);
  sprint_connection_open_async (connection, NULL, await_result_cb, &other);
  sprint_connection_open_async (connection, cancellable, await_result_cb, &opened);
  sprint_connection_get_version_async (connection, cancellable, await_result_cb, &version);
  sprint_storage_create_volume_async (storage, "disk", 1, 0, cancellable, await_result_cb, &created);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  sprint_storage_delete_volume_async (storage, file, cancellable, await_result_cb, &deleted);
  await (g_socket_condition_check (daemon, G_IO_IN) & G_IO_IN);
  g_cancellable_cancel (cancellable);
  await (opened != NULL && version != NULL && created != NULL && deleted != NULL);
  g_assert_false (sprint_connection_open_finish (connection, opened, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (sprint_connection_get_version_finish (connection, version, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (sprint_storage_create_volume_finish (storage, created, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  /* Without libvirt the file itself can go. */
  g_assert_true (sprint_storage_delete_volume_finish (storage, deleted, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_null (other);
  g_assert_cmpint (sprint_connection_get_state (connection), ==, SPRINT_CONNECTION_STATE_CONNECTING);
  g_socket_close (daemon, NULL);
  await (other != NULL);
  g_assert_false (sprint_connection_open_finish (connection, other, &error));
  g_assert_true (error->domain == SPRINT_MACHINE_ERROR);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GVirConfigDomain) description = driver_describe ("a");
  g_autoptr (GAsyncResult) defined = NULL;
  g_autoptr (GError) error = NULL;

  driver_open (fixture->driver);
  g_cancellable_cancel (cancellable);
  sprint_connection_define_async (fixture->connection, description, cancellable, await_result_cb, &defined);
  await (defined != NULL);
  g_assert_null (sprint_connection_define_finish (fixture->connection, defined, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (driver_find (fixture->driver, "a"));
}

/* Between the asking and the answer somebody closes the connection: an error, and nothing in its list. */
static void
test_closed_meanwhile (Fixture       *fixture,
                       gconstpointer  data)
{
  for (guint i = 0; i < 8; i++) {
    g_autofree char *name = g_strdup_printf ("machine-%u", i);
    g_autoptr (GVirConfigDomain) description = driver_describe (name);
    g_autoptr (SprintMachine) machine = NULL;
    g_autoptr (GAsyncResult) version = NULL;
    g_autoptr (GAsyncResult) defined = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;

    driver_open (fixture->driver);
    sprint_connection_get_version_async (fixture->connection, NULL, await_result_cb, &version);
    sprint_connection_define_async (fixture->connection, description, NULL, await_result_cb, &defined);
    for (guint j = 0; j < i; j++)
      g_main_context_iteration (NULL, FALSE);
    sprint_connection_close (fixture->connection);
    await (version != NULL && defined != NULL);
    text = sprint_connection_get_version_finish (fixture->connection, version, &error);
    g_assert_true ((text == NULL) == (error != NULL));
    g_clear_error (&error);
    machine = sprint_connection_define_finish (fixture->connection, defined, &error);
    g_assert_true ((machine == NULL) == (error != NULL));
    g_test_message ("%u: %s", i, error != NULL ? error->message : "defined");
    g_assert_cmpuint (driver_count (fixture->driver), ==, 0);
  }
}

static void
test_define (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintMachine) machine = driver_define (fixture->driver, "debian-13", NULL);
  g_autoptr (SprintMachine) again = NULL;
  g_autoptr (SprintMachine) unnamed = NULL;
  g_autoptr (SprintMachine) slashed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (machine);
  g_assert_true (driver_find (fixture->driver, "debian-13") == machine);
  g_assert_cmpuint (driver_count (fixture->driver), ==, 2);
  again = driver_define (fixture->driver, "debian-13", &error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NAME_TAKEN);
  g_assert_null (again);
  g_clear_error (&error);
  unnamed = driver_define (fixture->driver, NULL, &error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION);
  g_clear_error (&error);
  slashed = driver_define (fixture->driver, "a/b", &error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION);
  g_assert_cmpuint (driver_count (fixture->driver), ==, 2);
}

/* ---- names ---- */

static void
check_name (const char *name)
{
  g_assert_cmpuint (strlen (name), >, 0);
  g_assert_cmpuint (strlen (name), <=, 64);
  g_assert_true (g_ascii_isalnum (name[0]));
  for (const char *c = name; *c != '\0'; c++)
    g_assert_true (g_ascii_isdigit (*c) || g_ascii_islower (*c) || strchr ("-_.", *c) != NULL);
}

static void
test_make_name (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *long_title = g_strnfill (5000, 'x');
  const struct {
    const char *title;
    const char *name;
  } titles[] = {
    { "Debian 13", "debian-13" },
    { "  Fedora   Workstation  ", "fedora-workstation" },
    { "Größe & <Ruhe>", NULL },
    { "windows_11.5-pro", "windows_11.5-pro" },
    { "...hidden", "hidden" },
    { "-rf /", "rf" },
    { "../../etc/passwd", "etc-passwd" },
    { "a\nb\tc\a", "a-b-c" },
    { "漢字", "machine" },
    { "", "machine" },
    { NULL, "machine" },
    { "\xff\xfe", "machine" },
    { "....", "machine" },
    { "\xf0\x9f\x90\xa7 Linux", "linux" },
    { "TEST", "test-2" },
    { "$(reboot)`x`", "reboot-x" },
    { long_title, NULL },
  };

  driver_open (fixture->driver);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++) {
    g_autofree char *name = sprint_connection_make_name (fixture->connection, titles[i].title);

    g_test_message ("title %u: %s", i, name);
    check_name (name);
    if (titles[i].name != NULL)
      g_assert_cmpstr (name, ==, titles[i].name);
  }
}

/* However alike the titles are, each machine gets a name of its own, which libvirt takes. */
static void
test_make_name_unique (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *long_title = g_strnfill (200, 'x');
  const char *titles[] = { "Same", "same", "SAME!", "漢字", "", "machine", long_title, "same-2", "test" };
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  driver_open (fixture->driver);
  for (guint round = 0; round < 3; round++) {
    for (guint i = 0; i < G_N_ELEMENTS (titles); i++) {
      char *name = sprint_connection_make_name (fixture->connection, titles[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (SprintMachine) machine = driver_define (fixture->driver, name, &error);

      g_assert_no_error (error);
      check_name (name);
      g_assert_cmpstr (sprint_machine_get_name (machine), ==, name);
      g_assert_true (g_hash_table_add (names, name));
    }
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/connection-requests/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("version", test_version);
  ADD ("capabilities", test_capabilities);
  ADD ("not-reachable", test_not_reachable);
  ADD ("cancelled-while-opening", test_cancelled_while_opening);
  ADD ("cancelled", test_cancelled);
  ADD ("closed-meanwhile", test_closed_meanwhile);
  ADD ("define", test_define);
  ADD ("make-name", test_make_name);
  ADD ("make-name-unique", test_make_name_unique);
  return g_test_run ();
}
