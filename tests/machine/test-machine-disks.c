/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes with a machine, and what stays. */
#include <dlfcn.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "await.h"
#include "core/machine/machine-private.h"
#include "driver.h"

static const char *undeletable;   /* a volume that libvirt refuses to delete */

int
virStorageVolDelete (virStorageVolPtr volume,
                     unsigned int     flags)
{
  int (*own) (virStorageVolPtr, unsigned int) = dlsym (RTLD_NEXT, "virStorageVolDelete");

  /* It does not know this flag. */
  return own (volume, g_strcmp0 (virStorageVolGetName (volume), undeletable) == 0 ? 1u << 31 : flags);
}

static gboolean start_first;   /* as another program may, just before */

int
virDomainUndefineFlags (virDomainPtr domain,
                        unsigned int flags)
{
  int (*own) (virDomainPtr, unsigned int) = dlsym (RTLD_NEXT, "virDomainUndefineFlags");

  if (start_first && virDomainIsActive (domain) == 0)
    g_assert_cmpint (virDomainCreate (domain), ==, 0);
  return own (domain, flags);
}

#define DISK(name, more) \
  "<disk type='file' device='disk'><source file='@/" name "'/><target dev='vda' bus='virtio'/>" more "</disk>"
#define SECOND(name, device, more) \
  "<disk type='file' device='" device "'><source file='@/" name "'/><target dev='sdb' bus='sata'/>" more "</disk>"

static const struct {
  const char *name;
  const char *disks;
  const char *expected[3];   /* what goes with it, sorted */
} machines[] = {
  { "none", "", { NULL } },
  { "own", DISK ("own.qcow2", "") SECOND ("second.raw", "disk", ""), { "own.qcow2", "second.raw" } },
  { "plain", "<disk type='file'><source file='@/plain.qcow2'/><target dev='vda'/></disk>", { "plain.qcow2" } },
  { "disc", DISK ("disc.qcow2", "") SECOND ("debian.iso", "cdrom", "<readonly/>"), { "disc.qcow2" } },
  { "writable-disc", SECOND ("writable.iso", "cdrom", ""), { NULL } },
  { "floppy", "<disk type='file' device='floppy'><source file='@/floppy.img'/><target dev='fda'/></disk>", { NULL } },
  { "read-only", DISK ("read-only.qcow2", "<readonly/>"), { NULL } },
  { "shareable", DISK ("shareable.raw", "<shareable/>"), { NULL } },
  { "one-of-two", DISK ("shared.qcow2", ""), { NULL } },
  { "other-of-two", DISK ("shared.qcow2", "") SECOND ("unshared.qcow2", "disk", ""), { "unshared.qcow2" } },
  /* What another one has as a disc, or what its disk stands on, is in use as well. */
  { "lender", DISK ("lent.qcow2", "") SECOND ("base.qcow2", "disk", ""), { NULL } },
  { "borrower", SECOND ("lent.qcow2", "cdrom", "<readonly/>"), { NULL } },
  { "overlay", DISK ("overlay.qcow2", "<backingStore type='file'><format type='qcow2'/>"
                     "<source file='@/base.qcow2'/></backingStore>"), { "overlay.qcow2" } },
  { "block", "<disk type='block' device='disk'><source dev='/dev/null'/><target dev='vda'/></disk>", { NULL } },
  { "empty-drive", "<disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>", { NULL } },
  { "odd", DISK ("a &amp; &apos;b&apos; ü.qcow2", ""), { "a & 'b' ü.qcow2" } },
};

static const char * const files[] = {
  "own.qcow2", "second.raw", "plain.qcow2", "disc.qcow2", "debian.iso", "writable.iso", "floppy.img",
  "read-only.qcow2", "shareable.raw", "shared.qcow2", "unshared.qcow2", "lent.qcow2", "base.qcow2", "overlay.qcow2",
  "a & 'b' ü.qcow2",
};

typedef struct {
  Driver *driver;
} Fixture;

/* @data: whether the hypervisor is this computer's. All files are there. On another one what stands on what can only
 * be told of volumes, and of what has no layers. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GString) node = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    g_string_append_printf (node, "<domain type='test'><name>%s</name><memory>65536</memory><os><type>hvm</type></os>"
                                  "<devices>%s</devices></domain>", machines[i].name, machines[i].disks);
  if (data == NULL) {
    g_string_replace (node, "<target", "<driver name='qemu' type='raw'/><target", 0);
    g_string_replace (node, "<format type='qcow2'/>", "<format type='raw'/>", 0);
  }
  fixture->driver = data != NULL ? driver_new_local (node->str) : driver_new (node->str);
  driver_open (fixture->driver);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = driver_path (fixture->driver, files[i]);

    g_assert_true (g_file_set_contents (path, "a disk", -1, NULL));
  }
  undeletable = NULL;
  start_first = FALSE;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  driver_free (fixture->driver);
}

/* All files are there but those. */
static void
check_files (Driver             *driver,
             const char * const *gone)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = driver_path (driver, files[i]);

    g_test_message ("%s", files[i]);
    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS) != g_strv_contains (gone, files[i]));
  }
}

static virStoragePoolPtr
make_pool (Driver             *driver,
           const char * const *names)
{
  virConnectPtr handle = driver_get_handle (driver);
  g_autofree char *xml = g_strdup_printf ("<pool type='dir'><name>disks</name><target><path>%s</path></target></pool>",
                                          driver->folder);
  virStoragePoolPtr pool = virStoragePoolCreateXML (handle, xml, 0);

  g_assert_nonnull (pool);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *volume_xml = g_strdup_printf ("<volume><name>%s</name><capacity>1024</capacity>"
                                                   "<target><format type='raw'/></target></volume>", names[i]);
    virStorageVolPtr volume = virStorageVolCreateXML (pool, volume_xml, 0);

    g_assert_nonnull (volume);
    virStorageVolFree (volume);
  }
  virConnectClose (handle);
  return pool;
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static GStrv
list (SprintMachine *machine)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GStrv disks;

  sprint_machine_list_disks_async (machine, NULL, await_result_cb, &result);
  await (result != NULL);
  disks = sprint_machine_list_disks_finish (machine, result, &error);
  g_assert_no_error (error);
  qsort (disks, g_strv_length (disks), sizeof *disks, compare_strings);
  return disks;
}

static gboolean
delete (SprintMachine       *machine,
        const char * const  *disks,
        GError             **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_machine_delete_async (machine, disks, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_machine_delete_finish (machine, result, error);
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (machines); i++) {
    g_auto (GStrv) disks = list (driver_find (fixture->driver, machines[i].name));

    g_test_message ("%s", machines[i].name);
    g_assert_cmpuint (g_strv_length (disks), ==, g_strv_length ((GStrv) machines[i].expected));
    for (guint j = 0; disks[j] != NULL; j++) {
      g_autofree char *path = driver_path (fixture->driver, machines[i].expected[j]);

      g_assert_cmpstr (disks[j], ==, path);
    }
  }
}

/* The other one is gone: now nobody else needs it. */
static void
test_shared_no_more (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = driver_path (fixture->driver, "shared.qcow2");
  g_auto (GStrv) disks = NULL;

  g_assert_true (delete (driver_find (fixture->driver, "other-of-two"), NULL, NULL));
  disks = list (driver_find (fixture->driver, "one-of-two"));
  g_assert_cmpuint (g_strv_length (disks), ==, 1);
  g_assert_cmpstr (disks[0], ==, path);
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const gone[] = { "own.qcow2", "second.raw", "disc.qcow2", "a & 'b' ü.qcow2", NULL };
  static const char * const names[] = { "own", "disc", "odd", "one-of-two", "lender" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    SprintMachine *machine = driver_find (fixture->driver, names[i]);
    g_auto (GStrv) disks = NULL;
    g_autoptr (GError) error = NULL;

    if (i == 0)
      g_assert_true (driver_act (machine, SPRINT_MACHINE_ACTION_FORCE_OFF, NULL));
    disks = list (machine);
    delete (machine, (const char * const *) disks, &error);
    g_assert_no_error (error);
    g_assert_null (driver_find (fixture->driver, names[i]));
  }
  check_files (fixture->driver, gone);
}

static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const none[] = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (delete (driver_find (fixture->driver, "own"), NULL, &error));
  g_assert_true (delete (driver_find (fixture->driver, "plain"), none, &error));
  g_assert_no_error (error);
  check_files (fixture->driver, none);
}

static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const gone[] = { "own.qcow2", "second.raw", NULL };
  SprintMachine *machine = driver_find (fixture->driver, "own");
  g_autofree char *path = driver_path (fixture->driver, "own.qcow2");
  g_auto (GStrv) disks = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_remove (path), ==, 0);
  disks = list (machine);
  delete (machine, (const char * const *) disks, &error);
  g_assert_no_error (error);
  check_files (fixture->driver, gone);
}

static void
test_started_meanwhile (Fixture       *fixture,
                        gconstpointer  data)
{
  static const char * const gone[] = { "own.qcow2", "second.raw", NULL };
  SprintMachine *machine = driver_find (fixture->driver, "own");
  g_auto (GStrv) disks = list (machine);
  virConnectPtr handle = driver_get_handle (fixture->driver);
  g_autoptr (GError) error = NULL;

  start_first = TRUE;
  delete (machine, (const char * const *) disks, &error);
  g_assert_no_error (error);
  /* It does not run on over disks that are gone. */
  g_assert_null (virDomainLookupByName (handle, "own"));
  g_assert_null (driver_find (fixture->driver, "own"));
  check_files (fixture->driver, gone);
  virConnectClose (handle);
}

/* Whoever may not write to a folder is not offered what lies in it; and of what stayed all is told. */
static void
test_folder_of_another (Fixture       *fixture,
                        gconstpointer  data)
{
  static const char * const none[] = { NULL };
  SprintMachine *machine = driver_find (fixture->driver, "own");
  g_auto (GStrv) before = list (machine);
  g_auto (GStrv) after = NULL;
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0) {
    g_test_skip ("root may write to any folder");
    return;
  }
  g_assert_cmpuint (g_strv_length (before), ==, 2);
  g_assert_cmpint (g_chmod (fixture->driver->folder, 0500), ==, 0);
  after = list (machine);
  g_assert_false (delete (machine, (const char * const *) before, &error));
  g_assert_cmpint (g_chmod (fixture->driver->folder, 0700), ==, 0);
  g_assert_cmpuint (g_strv_length (after), ==, 0);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FILE_STAYED);
  g_assert_nonnull (strstr (error->message, before[0]));
  g_assert_nonnull (strstr (error->message, before[1]));
  check_files (fixture->driver, none);
}

/* With one among them that is not its own, nothing goes at all. */
static void
test_undeletable (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char * const gone[] = { NULL };
  g_autofree char *folder = driver_path (fixture->driver, "a folder");
  g_autofree char *first = driver_path (fixture->driver, "own.qcow2");
  g_autofree char *last = driver_path (fixture->driver, "second.raw");
  const char *disks[] = { first, folder, last, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_false (delete (driver_find (fixture->driver, "own"), disks, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FILE_NOT_OWN);
  g_assert_nonnull (strstr (error->message, folder));
  g_assert_nonnull (driver_find (fixture->driver, "own"));
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  check_files (fixture->driver, gone);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  static const char * const none[] = { NULL };
  SprintMachine *machine = driver_find (fixture->driver, "own");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (GStrv) disks = list (machine);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  sprint_machine_delete_async (machine, (const char * const *) disks, cancellable, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_machine_delete_finish (machine, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (driver_find (fixture->driver, "own") == machine);
  check_files (fixture->driver, none);
}

/* ---- volumes of pools, here and on another computer ---- */

static int
count_volumes (virStoragePoolPtr pool)
{
  return virStoragePoolNumOfVolumes (pool);
}

static void
test_volumes (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const names[] = { "own.qcow2", "second.raw", "debian.iso", NULL };
  virStoragePoolPtr pool = make_pool (fixture->driver, names);
  g_auto (GStrv) disks = list (driver_find (fixture->driver, "own"));
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (disks), ==, 2);
  delete (driver_find (fixture->driver, "own"), (const char * const *) disks, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_volumes (pool), ==, 1);
  virStoragePoolFree (pool);
}

static void
test_undeletable_volume (Fixture       *fixture,
                         gconstpointer  data)
{
  static const char * const names[] = { "own.qcow2", "second.raw", NULL };
  virStoragePoolPtr pool = make_pool (fixture->driver, names);
  g_auto (GStrv) disks = list (driver_find (fixture->driver, "own"));
  g_autoptr (GError) error = NULL;

  undeletable = "own.qcow2";
  g_assert_false (delete (driver_find (fixture->driver, "own"), (const char * const *) disks, &error));
  g_assert_true (error->domain == SPRINT_MACHINE_ERROR);
  g_assert_null (driver_find (fixture->driver, "own"));
  g_assert_cmpint (count_volumes (pool), ==, 1);
  virStoragePoolFree (pool);
}

/* The same on another computer, where no file of that name is here to be looked at. */
static void
test_elsewhere_undeletable (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autofree char *path = driver_path (fixture->driver, "own.qcow2");

  g_assert_cmpint (g_remove (path), ==, 0);
  test_undeletable_volume (fixture, data);
}

/* A path on another computer is not a path on this one. */
static void
test_elsewhere (Fixture       *fixture,
                gconstpointer  data)
{
  static const char * const none[] = { NULL };
  SprintMachine *machine = driver_find (fixture->driver, "own");
  g_autofree char *path = driver_path (fixture->driver, "own.qcow2");
  const char *disks[] = { path, NULL };
  g_auto (GStrv) listed = list (machine);
  g_autoptr (GError) error = NULL;

  g_assert_false (delete (machine, disks, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FILE_STAYED);
  check_files (fixture->driver, none);
  /* Of what is in no pool, libvirt there cannot delete anything. */
  g_assert_cmpuint (g_strv_length (listed), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, local, function) g_test_add ("/machine-disks/" name, Fixture, local, set_up, function, tear_down)
  ADD ("list", "local", test_list);
  ADD ("shared-no-more", "local", test_shared_no_more);
  ADD ("delete", "local", test_delete);
  ADD ("keep", "local", test_keep);
  ADD ("missing", "local", test_missing);
  ADD ("started-meanwhile", "local", test_started_meanwhile);
  ADD ("folder-of-another", "local", test_folder_of_another);
  ADD ("undeletable", "local", test_undeletable);
  ADD ("cancelled", "local", test_cancelled);
  ADD ("volumes", "local", test_volumes);
  ADD ("undeletable-volume", "local", test_undeletable_volume);
  ADD ("elsewhere/nothing-of-here", NULL, test_elsewhere);
  ADD ("elsewhere/volumes", NULL, test_volumes);
  ADD ("elsewhere/undeletable-volume", NULL, test_elsewhere_undeletable);
  return g_test_run ();
}
