/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/machine/storage.h"

#include <dlfcn.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "await.h"
#include "driver.h"

#define MIB (G_GUINT64_CONSTANT (1) << 20)

static gboolean refuse_to_delete;
static gboolean has_files;
static gboolean refuse_to_define;
static gboolean refuse_to_start;

/* libvirt refuses flags that it does not know, and says so. */
#define UNKNOWN_FLAG (1u << 31)

virStoragePoolPtr
virStoragePoolDefineXML (virConnectPtr  connection,
                         const char    *xml,
                         unsigned int   flags)
{
  virStoragePoolPtr (*own) (virConnectPtr, const char *, unsigned int) = dlsym (RTLD_NEXT, "virStoragePoolDefineXML");

  return own (connection, xml, refuse_to_define ? UNKNOWN_FLAG : flags);
}

int
virStoragePoolCreate (virStoragePoolPtr pool,
                      unsigned int      flags)
{
  int (*own) (virStoragePoolPtr, unsigned int) = dlsym (RTLD_NEXT, "virStoragePoolCreate");

  return own (pool, refuse_to_start ? UNKNOWN_FLAG : flags);
}

/* The test driver's volumes are no files; where a test makes them some, they go with them. */
int
virStorageVolDelete (virStorageVolPtr volume,
                     unsigned int     flags)
{
  int (*own) (virStorageVolPtr, unsigned int) = dlsym (RTLD_NEXT, "virStorageVolDelete");
  char *path = virStorageVolGetPath (volume);
  int done = own (volume, refuse_to_delete ? UNKNOWN_FLAG : flags);

  if (done == 0 && has_files)
    g_unlink (path);
  free (path);
  return done;
}

typedef struct {
  Driver *driver;
  SprintPlatform *platform;
  SprintStorage *storage;
  char *folder;
  char *source;
  char *path;                  /* $PATH as it was */
  GCancellable *cancellable;
  guint progress;
  gboolean cancel;             /* when the first progress is told of */
} Fixture;

/* @data: whether the hypervisor is this computer's. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->driver = data != NULL ? driver_new_local ("") : driver_new ("");
  fixture->folder = driver_path (fixture->driver, "data/disks");
  fixture->source = driver_path (fixture->driver, "source.img");
  fixture->platform = sprint_platform_new ();
  fixture->storage = sprint_storage_new (fixture->driver->connection, fixture->platform, fixture->folder);
  fixture->cancellable = g_cancellable_new ();
  fixture->path = g_strdup (g_getenv ("PATH"));
  refuse_to_delete = refuse_to_define = refuse_to_start = FALSE;
  has_files = data != NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_setenv ("PATH", fixture->path, TRUE);
  g_object_unref (fixture->storage);
  g_object_unref (fixture->platform);
  g_object_unref (fixture->cancellable);
  g_free (fixture->path);
  g_free (fixture->source);
  g_free (fixture->folder);
  driver_free (fixture->driver);
}

static char *
create (Fixture     *fixture,
        const char  *name,
        guint64      needed,
        GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_storage_create_volume_async (fixture->storage, name, 64 * MIB, needed, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_storage_create_volume_finish (fixture->storage, result, error);
}

static void
check_created (Fixture    *fixture,
               const char *name,
               const char *file)
{
  g_autofree char *wanted = g_build_filename (fixture->folder, file, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = create (fixture, name, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, wanted);
}

static gboolean
delete (Fixture     *fixture,
        const char  *path,
        GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_storage_delete_volume_async (fixture->storage, path, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_storage_delete_volume_finish (fixture->storage, result, error);
}

static virStoragePoolPtr
get_pool (Fixture    *fixture,
          const char *name)
{
  virConnectPtr handle = driver_get_handle (fixture->driver);
  virStoragePoolPtr pool = virStoragePoolLookupByName (handle, name);

  virConnectClose (handle);
  return pool;
}

static int
count_pools (Fixture *fixture)
{
  virConnectPtr handle = driver_get_handle (fixture->driver);
  int n = virConnectListAllStoragePools (handle, NULL, 0);

  virConnectClose (handle);
  return n;
}

static int
count_volumes (Fixture    *fixture,
               const char *name)
{
  virStoragePoolPtr pool = get_pool (fixture, name);
  int n;

  g_assert_nonnull (pool);
  n = virStoragePoolNumOfVolumes (pool);
  virStoragePoolFree (pool);
  return n;
}

static void
test_first_need (Fixture       *fixture,
                 gconstpointer  data)
{
  virStoragePoolPtr pool;
  virConnectPtr handle;
  virStorageVolPtr volume;
  virStorageVolInfo info;
  g_autofree char *path = NULL;
  char *xml;
  int autostart;

  driver_open (fixture->driver);
  g_assert_cmpint (count_pools (fixture), ==, 0);
  path = create (fixture, "debian", 0, NULL);
  g_assert_nonnull (path);
  pool = get_pool (fixture, "sprint");
  g_assert_nonnull (pool);
  g_assert_cmpint (virStoragePoolIsActive (pool), ==, 1);
  g_assert_cmpint (virStoragePoolIsPersistent (pool), ==, 1);
  g_assert_cmpint (virStoragePoolGetAutostart (pool, &autostart), ==, 0);
  g_assert_cmpint (autostart, ==, 1);

  handle = driver_get_handle (fixture->driver);
  volume = virStorageVolLookupByPath (handle, path);
  g_assert_nonnull (volume);
  g_assert_cmpint (virStorageVolGetInfo (volume, &info), ==, 0);
  g_assert_cmpuint (info.capacity, ==, 64 * MIB);
  xml = virStorageVolGetXMLDesc (volume, 0);
  g_assert_nonnull (strstr (xml, "<format type='qcow2'/>"));
  free (xml);
  virStorageVolFree (volume);
  virConnectClose (handle);
  virStoragePoolFree (pool);

  check_created (fixture, "fedora", "fedora.qcow2");
  g_assert_cmpint (count_pools (fixture), ==, 1);
}

static void
test_name_taken (Fixture       *fixture,
                 gconstpointer  data)
{
  check_created (fixture, "debian", "debian.qcow2");
  check_created (fixture, "debian", "debian-2.qcow2");
  check_created (fixture, "debian", "debian-3.qcow2");
  check_created (fixture, "debian-2", "debian-2-2.qcow2");
  g_assert_cmpint (count_volumes (fixture, "sprint"), ==, 4);
}

/* Many at once: one pool, and a name for each. */
static void
test_at_once (Fixture       *fixture,
              gconstpointer  data)
{
  enum { N = 16 };
  g_autoptr (GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GAsyncResult *results[N] = { NULL };

  for (guint i = 0; i < N; i++)
    sprint_storage_create_volume_async (fixture->storage, "same", MIB, 0, NULL, await_result_cb, &results[i]);
  for (guint i = 0; i < N; i++) {
    g_autoptr (GError) error = NULL;
    char *path;

    await (results[i] != NULL);
    path = sprint_storage_create_volume_finish (fixture->storage, results[i], &error);
    g_assert_no_error (error);
    g_assert_true (g_hash_table_add (paths, path));
    g_clear_object (&results[i]);
  }
  g_assert_cmpint (count_pools (fixture), ==, 1);
  g_assert_cmpint (count_volumes (fixture, "sprint"), ==, N);
}

static void
define_pool (Fixture    *fixture,
             const char *name,
             const char *target)
{
  virConnectPtr handle = driver_get_handle (fixture->driver);
  g_autofree char *xml = g_strdup_printf ("<pool type='dir'><name>%s</name><target><path>%s</path></target></pool>",
                                          name, target);
  virStoragePoolPtr pool = virStoragePoolDefineXML (handle, xml, 0);

  g_assert_nonnull (pool);
  virStoragePoolFree (pool);
  virConnectClose (handle);
}

/* A pool of that folder, whatever it is called and whether it is started or not. */
static void
test_another_name (Fixture       *fixture,
                   gconstpointer  data)
{
  driver_open (fixture->driver);
  define_pool (fixture, "elsewhere", "/nowhere");
  define_pool (fixture, "mine", fixture->folder);
  check_created (fixture, "debian", "debian.qcow2");
  g_assert_cmpint (count_pools (fixture), ==, 2);
  g_assert_cmpint (count_volumes (fixture, "mine"), ==, 1);
}

static void
test_pool_name_taken (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, fixture->folder, -1);
  g_autofree char *name = g_strdup_printf ("sprint-%.8s", sum);

  driver_open (fixture->driver);
  define_pool (fixture, "sprint", "/nowhere");
  check_created (fixture, "debian", "debian.qcow2");
  check_created (fixture, "fedora", "fedora.qcow2");
  g_assert_cmpint (count_pools (fixture), ==, 2);
  g_assert_cmpint (count_volumes (fixture, name), ==, 2);
}

/* What libvirt said of it first is what a person is told. */
static void
test_pool_refused (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) not_defined = NULL;
  g_autoptr (GError) not_started = NULL;

  driver_open (fixture->driver);
  refuse_to_define = TRUE;
  g_assert_null (create (fixture, "debian", 0, &not_defined));
  g_test_message ("%s", not_defined->message);
  g_assert_nonnull (strstr (not_defined->message, "flags"));
  refuse_to_define = FALSE;
  refuse_to_start = TRUE;
  g_assert_null (create (fixture, "debian", 0, &not_started));
  g_test_message ("%s", not_started->message);
  g_assert_nonnull (strstr (not_started->message, "flags"));
  refuse_to_start = FALSE;
  check_created (fixture, "debian", "debian.qcow2");
}

/* ---- what holds for this computer alone ---- */

static void
test_folder (Fixture       *fixture,
             gconstpointer  data)
{
  struct stat info;

  check_created (fixture, "debian", "debian.qcow2");
  g_assert_cmpint (g_stat (fixture->folder, &info), ==, 0);
  /* Nobody else reads a machine's disks. */
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

static void
test_folder_not_possible (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *file = driver_path (fixture->driver, "data");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  /* Not even root can make a folder in a file. */
  g_assert_true (g_file_set_contents (file, "", -1, NULL));
  path = create (fixture, "debian", 0, &error);
  g_assert_null (path);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, fixture->folder));
  g_assert_cmpint (count_pools (fixture), ==, 0);
}

static void
test_no_room (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = create (fixture, "debian", G_MAXUINT64, &error);

  g_assert_null (path);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_SPACE);
  g_assert_cmpint (count_volumes (fixture, "sprint"), ==, 0);
  g_clear_error (&error);
  path = create (fixture, "debian", 1, &error);
  g_assert_no_error (error);
}

/* ---- elsewhere ---- */

static void
test_elsewhere (Fixture       *fixture,
                gconstpointer  data)
{
  /* Another computer's folders are not made here, and its room is not known. */
  g_autofree char *path = create (fixture, "debian", G_MAXUINT64, NULL);

  g_assert_nonnull (path);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_elsewhere_delete (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *path = create (fixture, "debian", 0, NULL);
  g_autoptr (GError) error = NULL;

  /* A file of that name here is another one. */
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  refuse_to_delete = TRUE;
  g_assert_false (delete (fixture, path, &error));
  g_assert_true (error->domain == SPRINT_MACHINE_ERROR);
  g_assert_cmpint (count_volumes (fixture, "sprint"), ==, 1);
  g_clear_error (&error);
  refuse_to_delete = FALSE;
  g_assert_true (delete (fixture, path, &error));
  g_assert_true (delete (fixture, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_volumes (fixture, "sprint"), ==, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* ---- deleting ---- */

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = create (fixture, "debian", 0, NULL);
  g_autofree char *beside = g_strconcat (path, ".kernel", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (beside, "a kernel", -1, NULL));
  g_assert_true (delete (fixture, path, &error));
  g_assert_true (delete (fixture, beside, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_volumes (fixture, "sprint"), ==, 0);
  g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));
  /* Gone already. */
  g_assert_true (delete (fixture, path, &error));
  g_assert_true (delete (fixture, beside, &error));
  g_assert_no_error (error);
  g_assert_false (delete (fixture, fixture->folder, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
}

/* Without libvirt the file itself can go, but nothing can be made. */
static void
test_no_libvirt (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SprintConnection) nowhere = sprint_connection_new ("qemu+unix:///session?socket=/nonexistent/socket");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (fixture->storage);
  fixture->storage = sprint_storage_new (nowhere, fixture->platform, fixture->folder);
  g_assert_true (g_file_set_contents (fixture->source, "a disk", -1, NULL));
  g_assert_true (delete (fixture, fixture->source, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (fixture->source, G_FILE_TEST_EXISTS));
  path = create (fixture, "debian", 0, &error);
  g_assert_null (path);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
}

/* ---- copying: qemu-img is a shell script that a test writes ---- */

static void
set_tool (Fixture    *fixture,
          const char *script)
{
  g_autofree char *tool = driver_path (fixture->driver, "qemu-img");
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\n%s\n", script);

  g_assert_true (g_file_set_contents (tool, text, -1, NULL));
  g_assert_cmpint (g_chmod (tool, 0700), ==, 0);
  g_setenv ("PATH", fixture->driver->folder, TRUE);
  g_assert_true (g_file_set_contents (fixture->source, "an image", -1, NULL));
}

static void
progress_cb (goffset  done,
             goffset  all,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->progress++;
  if (fixture->cancel)
    g_cancellable_cancel (fixture->cancellable);
}

static char *
copy (Fixture     *fixture,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_storage_copy_volume_async (fixture->storage, "copy", fixture->source, "raw", 64 * MIB, progress_cb, fixture,
                                    fixture->cancellable, await_result_cb, &result);
  await (result != NULL);
  return sprint_storage_copy_volume_finish (fixture->storage, result, error);
}

static void
check_nothing_left (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  g_assert_cmpint (count_volumes (fixture, "sprint"), ==, 0);
  g_assert_null (dir != NULL ? g_dir_read_name (dir) : NULL);
  /* What was copied from stays. */
  g_assert_true (g_file_test (fixture->source, G_FILE_TEST_EXISTS));
}

/* The driver makes no files: the tool does, in the last of convert's arguments. */
#define MAKE "for last; do :; done; case $1 in convert) echo copied >\"$last\"; printf '    (50.00/100%%)\\r';; esac; "

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *second = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  set_tool (fixture, MAKE);
  path = copy (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (path, "/copy.qcow2"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "copied\n");
  g_assert_cmpuint (fixture->progress, ==, 1);
  g_assert_cmpint (count_volumes (fixture, "sprint"), ==, 1);
  second = copy (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (second, "/copy-2.qcow2"));
}

static void
test_copy_fails (Fixture       *fixture,
                 gconstpointer  data)
{
  static const struct {
    const char *script;
    SprintMachineError code;
  } failures[] = {
    { MAKE "echo 'qemu-img: error while writing: No space left on device' >&2; exit 1", SPRINT_MACHINE_ERROR_NO_SPACE },
    { MAKE "echo 'qemu-img: Could not open: Image is truncated' >&2; exit 1", SPRINT_MACHINE_ERROR_STORAGE },
    { MAKE "case $1 in resize) echo 'qemu-img: no' >&2; exit 1;; esac", SPRINT_MACHINE_ERROR_STORAGE },
    { "kill -9 $$", SPRINT_MACHINE_ERROR_STORAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autoptr (GError) error = NULL;

    set_tool (fixture, failures[i].script);
    g_assert_null (copy (fixture, &error));
    g_assert_error (error, SPRINT_MACHINE_ERROR, (int) failures[i].code);
    check_nothing_left (fixture);
  }
}

static void
test_copy_cancelled (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *fifo = driver_path (fixture->driver, "fifo");
  g_autofree char *script = g_strconcat (MAKE "read word <'", fifo, "'", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  set_tool (fixture, script);
  fixture->cancel = TRUE;
  g_assert_null (copy (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->progress, ==, 1);
  check_nothing_left (fixture);

  /* Before anything was done. */
  g_clear_error (&error);
  g_assert_null (copy (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check_nothing_left (fixture);
}

/* QEMU's own tool, and a source that is not there, or not what it is said to be. */
static void
test_copy_bad_source (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *tool = g_find_program_in_path ("qemu-img");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (tool == NULL) {
    g_test_skip ("there is no qemu-img");
    return;
  }
  g_assert_null (copy (fixture, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (fixture->source, "QFI\xfb", 4, NULL));
  sprint_storage_copy_volume_async (fixture->storage, "copy", fixture->source, "qcow2", 64 * MIB, progress_cb, fixture,
                                    NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_null (sprint_storage_copy_volume_finish (fixture->storage, result, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
  check_nothing_left (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, local, function) g_test_add ("/storage/" name, Fixture, local, set_up, function, tear_down)
  ADD ("first-need", "local", test_first_need);
  ADD ("name-taken", "local", test_name_taken);
  ADD ("at-once", "local", test_at_once);
  ADD ("another-name", "local", test_another_name);
  ADD ("pool-name-taken", "local", test_pool_name_taken);
  ADD ("pool-refused", "local", test_pool_refused);
  ADD ("folder", "local", test_folder);
  ADD ("folder-not-possible", "local", test_folder_not_possible);
  ADD ("no-room", "local", test_no_room);
  ADD ("elsewhere/create", NULL, test_elsewhere);
  ADD ("elsewhere/delete", NULL, test_elsewhere_delete);
  ADD ("delete", "local", test_delete);
  ADD ("no-libvirt", "local", test_no_libvirt);
  ADD ("copy", "local", test_copy);
  ADD ("copy-fails", "local", test_copy_fails);
  ADD ("copy-cancelled", "local", test_copy_cancelled);
  ADD ("copy-bad-source", "local", test_copy_bad_source);
  return g_test_run ();
}
