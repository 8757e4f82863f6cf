/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "await.h"
#include "core/machine/machine-private.h"
#include "core/sprint/rollback.h"
#include "scene.h"

#define UUID "11111111-2222-4333-8444-555555555555"

static gboolean refuse_to_undefine;

int
virDomainUndefineFlags (virDomainPtr domain,
                        unsigned int flags)
{
  int (*own) (virDomainPtr, unsigned int) = dlsym (RTLD_NEXT, "virDomainUndefineFlags");

  /* It does not know this flag. */
  return own (domain, refuse_to_undefine ? 1u << 31 : flags);
}

/* What is waited for for seconds is not waited for here. */
guint
g_timeout_add_seconds_full (gint           priority,
                            guint          interval,
                            GSourceFunc    function,
                            gpointer       data,
                            GDestroyNotify notify)
{
  return g_timeout_add_full (priority, interval * 10, function, data, notify);
}

typedef struct {
  Scene *scene;
  SprintRollback *rollback;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->scene = scene_new (NULL);
  scene_open (fixture->scene);
  fixture->rollback = sprint_rollback_new (fixture->scene->connection,
                                           sprint_services_get_storage (fixture->scene->services));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->rollback);
  scene_free (fixture->scene);
}

static void
roll_back (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_rollback_run_async (fixture->rollback, await_result_cb, &result);
  await (result != NULL);
  sprint_rollback_run_finish (fixture->rollback, result);
}

static char *
expect (Fixture    *fixture,
        const char *name)
{
  SprintPlatform *platform = sprint_services_get_platform (fixture->scene->services);
  g_autoptr (GAsyncResult) result = NULL;

  sprint_rollback_expect_volume_async (fixture->rollback, sprint_platform_get_disk_folder (platform), name,
                                       await_result_cb, &result);
  await (result != NULL);
  return sprint_rollback_expect_volume_finish (fixture->rollback, result);
}

static char *
create_volume (Fixture    *fixture,
               const char *name)
{
  SprintStorage *storage = sprint_services_get_storage (fixture->scene->services);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *path;

  sprint_storage_create_volume_async (storage, name, 1 << 20, 0, NULL, await_result_cb, &result);
  await (result != NULL);
  path = sprint_storage_create_volume_finish (storage, result, &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
has_volume (Fixture    *fixture,
            const char *path)
{
  virConnectPtr handle = sprint_connection_ref_handle (fixture->scene->connection);
  virStorageVolPtr volume = virStorageVolLookupByPath (handle, path);

  if (volume != NULL)
    virStorageVolFree (volume);
  virConnectClose (handle);
  return volume != NULL;
}

static gboolean
has_machine (Fixture *fixture)
{
  virConnectPtr handle = sprint_connection_ref_handle (fixture->scene->connection);
  virDomainPtr domain = virDomainLookupByUUIDString (handle, UUID);

  if (domain != NULL)
    virDomainFree (domain);
  virConnectClose (handle);
  return domain != NULL;
}

static void
define_machine (Fixture *fixture)
{
  virConnectPtr handle = sprint_connection_ref_handle (fixture->scene->connection);
  virDomainPtr domain;

  domain = virDomainDefineXML (handle, "<domain type='test'><name>unheard</name><uuid>" UUID "</uuid>"
                               "<memory>8192</memory><os><type>hvm</type></os></domain>");
  g_assert_nonnull (domain);
  virDomainFree (domain);
  virConnectClose (handle);
}

/* libvirt made it, and nobody heard so: no list of ours has it. */
static void
test_unheard_machine (Fixture       *fixture,
                      gconstpointer  data)
{
  define_machine (fixture);
  g_assert_null (sprint_connection_find (fixture->scene->connection, UUID));

  sprint_rollback_note_uuid (fixture->rollback, UUID);
  roll_back (fixture);
  g_assert_false (has_machine (fixture));
}

static void
test_no_machine (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = create_volume (fixture, "alone");
  gint64 began = g_get_monotonic_time ();

  /* libvirt never made it: its volume goes, at once. */
  sprint_rollback_note_uuid (fixture->rollback, UUID);
  sprint_rollback_settle_volume (fixture->rollback, path, NULL);
  roll_back (fixture);
  g_assert_false (has_volume (fixture, path));
  g_assert_cmpint (g_get_monotonic_time () - began, <, AWAIT_SECONDS * G_USEC_PER_SEC);
}

/* It may run: then its disk, and what lies beside it, stay with it. */
static void
test_machine_stays (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = create_volume (fixture, "kept");
  g_autofree char *kernel = scene_write (fixture->scene, "kept.qcow2.kernel", "", 1);

  define_machine (fixture);
  sprint_rollback_note_uuid (fixture->rollback, UUID);
  sprint_rollback_settle_volume (fixture->rollback, path, NULL);
  sprint_rollback_note_file (fixture->rollback, kernel);
  refuse_to_undefine = TRUE;
  roll_back (fixture);
  refuse_to_undefine = FALSE;
  g_assert_true (has_machine (fixture));
  g_assert_true (has_volume (fixture, path));
  g_assert_true (g_file_test (kernel, G_FILE_TEST_EXISTS));
}

static void
test_unheard_volume (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *name = expect (fixture, "disk");
  g_autofree char *path = create_volume (fixture, name);
  g_autoptr (GError) lost = g_error_new_literal (SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST, "lost");

  g_assert_cmpstr (name, ==, "disk");
  g_assert_true (has_volume (fixture, path));
  sprint_rollback_settle_volume (fixture->rollback, NULL, lost);
  roll_back (fixture);
  g_assert_false (has_volume (fixture, path));
}

/* What libvirt refuses to make is not there; a volume of that name is somebody else's by then. */
static void
test_refused_volume (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *name = expect (fixture, "disk");
  g_autofree char *path = create_volume (fixture, name);
  g_autoptr (GError) refused = g_error_new_literal (SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_SPACE, "full");

  sprint_rollback_settle_volume (fixture->rollback, NULL, refused);
  roll_back (fixture);
  g_assert_true (has_volume (fixture, path));
}

/* A person's disk that lies there already is never the one expected. */
static void
test_name_taken (Fixture       *fixture,
                 gconstpointer  data)
{
  SprintPlatform *platform = sprint_services_get_platform (fixture->scene->services);
  const char *folder = sprint_platform_get_disk_folder (platform);
  g_autofree char *path = g_build_filename (folder, "taken.qcow2", NULL);
  g_autofree char *name = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "a person's", -1, NULL));
  name = expect (fixture, "taken");
  g_assert_cmpstr (name, ==, "taken-2");
  roll_back (fixture);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_unlink (path);
}

/* A daemon that takes the connection and says nothing: what has no machine yet goes without it, and with one stays. */
static void
test_hanging (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rollback-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "socket", NULL);
  g_autofree char *disk = g_build_filename (folder, "disk.qcow2", NULL);
  g_autofree char *uri = g_strconcat ("qemu+unix:///session?socket=", path, NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) daemon = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);
  Fixture fixture = { scene_new (uri), NULL };

  g_assert_true (g_socket_bind (daemon, address, TRUE, NULL));
  g_assert_true (g_socket_listen (daemon, NULL));
  g_assert_true (g_file_set_contents (disk, "", 0, NULL));
  fixture.rollback = sprint_rollback_new (fixture.scene->connection,
                                          sprint_services_get_storage (fixture.scene->services));
  sprint_rollback_settle_volume (fixture.rollback, disk, NULL);
  sprint_rollback_note_uuid (fixture.rollback, UUID);
  roll_back (&fixture);
  g_assert_true (g_file_test (disk, G_FILE_TEST_EXISTS));
  sprint_rollback_note_uuid (fixture.rollback, NULL);
  roll_back (&fixture);
  g_assert_false (g_file_test (disk, G_FILE_TEST_EXISTS));
  g_assert_cmpint (sprint_connection_get_state (fixture.scene->connection), ==, SPRINT_CONNECTION_STATE_CONNECTING);
  g_socket_close (daemon, NULL);
  tear_down (&fixture, NULL);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/rollback/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("unheard-machine", test_unheard_machine);
  ADD ("no-machine", test_no_machine);
  ADD ("machine-stays", test_machine_stays);
  ADD ("unheard-volume", test_unheard_volume);
  ADD ("refused-volume", test_refused_volume);
  ADD ("name-taken", test_name_taken);
  g_test_add_func ("/rollback/hanging", test_hanging);
  return g_test_run ();
}
