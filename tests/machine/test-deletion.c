/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>

#include "await.h"
#include "core/definition/gconfig-pointers.h"
#include "core/machine/disk-files.h"
#include "remove-tree.h"

/* A hypervisor of the test driver's, of which @FOLDER stands for a folder of this computer. */
static const char node[] =
  "<node>"
  "<domain type='test'><name>own</name><uuid>00000000-0000-0000-0000-000000000001</uuid>"
  "<memory>65536</memory><os><type>hvm</type></os><devices>"
  "<disk type='file' device='disk'><source file='@FOLDER/file.qcow2'/><target dev='vda' bus='virtio'/></disk>"
  "<disk type='file' device='disk'><source file='@FOLDER/pool/volume.qcow2'/><target dev='vdb' bus='virtio'/></disk>"
  "<disk type='volume' device='disk'><source pool='pool' volume='by-name.qcow2'/><target dev='vdc'/></disk>"
  "<disk type='file' device='disk'><source file='@FOLDER/pool/base.qcow2'/><target dev='vdd' bus='virtio'/></disk>"
  "<disk type='file' device='disk'><source file='@FOLDER/pool/same.qcow2'/><target dev='vde' bus='virtio'/></disk>"
  "<disk type='file' device='disk'><source file='@FOLDER/pool/once.qcow2'/><target dev='vdf' bus='virtio'/></disk>"
  "<disk type='file' device='disk'><source file='@FOLDER/noted.qcow2'/><target dev='vdg' bus='virtio'/></disk>"
  "<disk type='file' device='disk'><source file='@FOLDER/read.qcow2'/><target dev='vdh'/><readonly/></disk>"
  "<disk type='file' device='cdrom'><source file='@FOLDER/disc.iso'/><target dev='sda' bus='sata'/></disk>"
  "</devices></domain>"
  "<domain type='test'><name>other</name><uuid>00000000-0000-0000-0000-000000000002</uuid>"
  "<metadata><a:b xmlns:a='urn:another'><a:file>\n @FOLDER/noted.qcow2 </a:file></a:b></metadata>"
  "<memory>65536</memory><os><type>hvm</type></os><devices>"
  "<disk type='file' device='disk'><source file='@FOLDER/pool/top.qcow2'/><target dev='vda' bus='virtio'/></disk>"
  "<disk type='volume' device='disk'><source pool='pool' volume='same.qcow2'/><target dev='vdb' bus='virtio'/></disk>"
  "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='@FOLDER/pool/../pool/once.qcow2'/>"
  "<target dev='vdc' bus='virtio'/></disk></devices></domain>"
  "<pool type='dir'><name>pool</name><uuid>00000000-0000-0000-0000-000000000003</uuid>"
  "<target><path>@FOLDER/pool</path></target>"
  "<volume type='file'><name>volume.qcow2</name><capacity>1</capacity></volume>"
  "<volume type='file'><name>by-name.qcow2</name><capacity>1</capacity></volume>"
  "<volume type='file'><name>same.qcow2</name><capacity>1</capacity></volume>"
  "<volume type='file'><name>once.qcow2</name><capacity>1</capacity></volume>"
  "<volume type='file'><name>base.qcow2</name><capacity>1</capacity></volume>"
  "<volume type='file'><name>middle.qcow2</name><capacity>1</capacity>"
  "<backingStore><path>@FOLDER/pool/base.qcow2</path></backingStore></volume>"
  "<volume type='file'><name>top.qcow2</name><capacity>1</capacity>"
  "<backingStore><path>@FOLDER/pool/middle.qcow2</path></backingStore></volume>"
  "</pool></node>";

#define OWN "00000000-0000-0000-0000-000000000001"
#define OTHER "00000000-0000-0000-0000-000000000002"

typedef struct {
  char *folder;
  SprintConnection *connection;
  SprintMachine *own;
  SprintMachine *other;
} Fixture;

static char *
in_folder (Fixture    *fixture,
           const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static char *
write_file (Fixture    *fixture,
            const char *name,
            const char *text,
            gssize      length)
{
  char *path = in_folder (fixture, name);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return path;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (node);
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *pool = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("deletion-XXXXXX", NULL);
  pool = in_folder (fixture, "pool");
  g_assert_cmpint (g_mkdir (pool, 0700), ==, 0);
  g_string_replace (text, "@FOLDER", fixture->folder, 0);
  path = write_file (fixture, "node.xml", text->str, -1);
  uri = g_strconcat ("test://", path, NULL);
  fixture->connection = sprint_connection_new (uri);
  sprint_connection_open_async (fixture->connection, NULL, await_result_cb, &result);
  await (result != NULL);
  sprint_connection_open_finish (fixture->connection, result, &error);
  g_assert_no_error (error);
  fixture->own = g_object_ref (sprint_connection_find (fixture->connection, OWN));
  fixture->other = g_object_ref (sprint_connection_find (fixture->connection, OTHER));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer connection = fixture->connection;

  g_object_add_weak_pointer (G_OBJECT (fixture->connection), &connection);
  sprint_connection_close (fixture->connection);
  g_object_unref (fixture->own);
  g_object_unref (fixture->other);
  g_object_unref (fixture->connection);
  await (connection == NULL);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static GStrv
list_disks (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GStrv disks;

  sprint_machine_list_disks_async (fixture->own, NULL, await_result_cb, &result);
  await (result != NULL);
  disks = sprint_machine_list_disks_finish (fixture->own, result, &error);
  g_assert_no_error (error);
  return disks;
}

static gboolean
lists (Fixture    *fixture,
       const char *name)
{
  g_auto (GStrv) disks = list_disks (fixture);
  g_autofree char *path = in_folder (fixture, name);

  return g_strv_contains ((const char * const *) disks, path);
}

/* @code: of SprintMachineError, or less than 0. */
static void
delete (Fixture    *fixture,
        const char *name,
        int         code)
{
  g_autofree char *path = in_folder (fixture, name);
  const char *files[] = { path, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_machine_delete_async (fixture->own, files, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_machine_delete_finish (fixture->own, result, &error) == (code < 0));
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SPRINT_MACHINE_ERROR, code);
}

static gboolean
has_volume (Fixture    *fixture,
            const char *name)
{
  virConnectPtr handle = sprint_connection_ref_handle (fixture->connection);
  g_autofree char *path = in_folder (fixture, name);
  virStorageVolPtr volume = virStorageVolLookupByPath (handle, path);

  if (volume != NULL)
    virStorageVolFree (volume);
  virConnectClose (handle);
  return volume != NULL;
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_auto (GStrv) disks = list_disks (fixture);

  /* Not what is in no pool: on another computer that cannot be deleted. */
  g_assert_cmpuint (g_strv_length (disks), ==, 2);
  g_assert_false (lists (fixture, "file.qcow2"));
  g_assert_true (lists (fixture, "pool/volume.qcow2"));
  g_assert_true (lists (fixture, "pool/by-name.qcow2"));
}

/* The hypervisor's file of that name is not this computer's. */
static void
test_not_local (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = write_file (fixture, "file.qcow2", "a person's", -1);

  g_assert_false (sprint_machine_get_local (fixture->own));
  delete (fixture, "file.qcow2", SPRINT_MACHINE_ERROR_FILE_STAYED);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (sprint_connection_find (fixture->connection, OWN));
}

static void
test_volume (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_true (has_volume (fixture, "pool/volume.qcow2"));
  delete (fixture, "pool/volume.qcow2", -1);
  g_assert_false (has_volume (fixture, "pool/volume.qcow2"));
  g_assert_true (has_volume (fixture, "pool/by-name.qcow2"));
  g_assert_null (sprint_connection_find (fixture->connection, OWN));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const names[] = { "pool/base.qcow2", "pool/same.qcow2", "pool/once.qcow2", "noted.qcow2",
                                        "read.qcow2", "disc.iso", "elsewhere", "file.qcow2.kernel" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = write_file (fixture, names[i], "", 0);

    g_test_message ("%s", names[i]);
    delete (fixture, names[i], SPRINT_MACHINE_ERROR_FILE_NOT_OWN);
    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  }
  g_assert_true (has_volume (fixture, "pool/base.qcow2"));
  g_assert_true (sprint_connection_find (fixture->connection, OWN) == fixture->own);
  g_assert_cmpint (sprint_machine_get_state (fixture->own), ==, SPRINT_MACHINE_STATE_RUNNING);
}

static void
describe_other (Fixture    *fixture,
                const char *devices)
{
  g_autofree char *xml = g_strdup_printf ("<domain type='test'><name>other</name><uuid>" OTHER "</uuid>"
                                          "<memory>65536</memory><os><type>hvm</type></os><devices>%s</devices>"
                                          "</domain>", devices);
  g_autoptr (GVirConfigDomain) description = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  description = gvir_config_domain_new_from_xml (xml, &error);
  g_assert_no_error (error);
  sprint_machine_set_description_async (fixture->other, description, NULL, await_result_cb, &result);
  await (result != NULL);
  sprint_machine_set_description_finish (fixture->other, result, &error);
  g_assert_no_error (error);
}

static void
take_disks_away (Fixture *fixture)
{
  describe_other (fixture, "");
}

static void
force_other_off (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_machine_act_async (fixture->other, SPRINT_MACHINE_ACTION_FORCE_OFF, NULL, await_result_cb, &result);
  await (result != NULL);
  sprint_machine_act_finish (fixture->other, result, &error);
  g_assert_no_error (error);
}

/* What is stored says nothing of what a running machine was started with. */
static void
test_still_running (Fixture       *fixture,
                    gconstpointer  data)
{
  take_disks_away (fixture);
  g_assert_false (lists (fixture, "pool/base.qcow2"));
  g_assert_false (lists (fixture, "pool/same.qcow2"));
  force_other_off (fixture);
  g_assert_true (lists (fixture, "pool/base.qcow2"));
  g_assert_true (lists (fixture, "pool/same.qcow2"));
}

/* To go back to it takes the disks that it was made with. */
static void
test_snapshot (Fixture       *fixture,
               gconstpointer  data)
{
  virConnectPtr handle = sprint_connection_ref_handle (fixture->connection);
  virDomainPtr domain = virDomainLookupByUUIDString (handle, OTHER);
  virDomainSnapshotPtr snapshot = virDomainSnapshotCreateXML (domain, "<domainsnapshot/>", 0);

  g_assert_nonnull (snapshot);
  take_disks_away (fixture);
  force_other_off (fixture);
  g_assert_false (lists (fixture, "pool/base.qcow2"));
  g_assert_false (lists (fixture, "pool/same.qcow2"));
  g_assert_cmpint (virDomainSnapshotDelete (snapshot, 0), ==, 0);
  g_assert_true (lists (fixture, "pool/base.qcow2"));
  virDomainSnapshotFree (snapshot);
  virDomainFree (domain);
  virConnectClose (handle);
}

static void
test_kept_files_not_local (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autofree char *path = write_file (fixture, "file.qcow2.kernel", "", 0);
  const char *candidates[] = { path, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) files = NULL;

  sprint_machine_list_kept_files_async (fixture->own, candidates, NULL, await_result_cb, &result);
  await (result != NULL);
  files = sprint_machine_list_kept_files_finish (fixture->own, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (files), ==, 0);
}

/* ---- as on this computer ---- */

static char *
make_layer (Fixture    *fixture,
            const char *name,
            const char *below)
{
  char bytes[1024] = "QFI\xfb\0\0\0\3\0\0\0\0\0\0\1\0\0\0\0";

  bytes[19] = (char) strlen (below);
  memcpy (bytes + 256, below, strlen (below));
  return write_file (fixture, name, bytes, sizeof bytes);
}

typedef struct {
  SprintMachineCall *call;
  GHashTable *own;
  GHashTable *named;
} Local;

static void
local_read (Local   *local,
            Fixture *fixture)
{
  virDomainPtr domain;
  g_autoptr (GError) error = NULL;

  local->call = sprint_machine_call_new (fixture->own, NULL, NULL, &error);
  g_assert_no_error (error);
  local->call->local = TRUE;
  local->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  local->named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  domain = sprint_machine_call_lookup (local->call, &error);
  g_assert_no_error (error);
  g_assert_true (sprint_disk_files_read (local->call, domain, local->own, local->named, &error));
  g_assert_no_error (error);
  virDomainFree (domain);
}

static void
local_clear (Local *local)
{
  sprint_machine_call_free (local->call);
  g_hash_table_unref (local->own);
  g_hash_table_unref (local->named);
}

static gboolean
is_disk (Fixture    *fixture,
         const char *name)
{
  g_autofree char *path = in_folder (fixture, name);
  Local local;
  gboolean is;

  local_read (&local, fixture);
  is = sprint_disk_files_is_disk (local.call, path, local.own, local.named);
  local_clear (&local);
  return is;
}

static void
test_layers (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const names[] = { "../file.qcow2", "file:../file.qcow2",
                                        "json:{\"driver\":\"qcow2\",\"file\":{\"filename\":\"../file.qcow2\"}}" };

  g_assert_true (is_disk (fixture, "file.qcow2"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *top = make_layer (fixture, "pool/top.qcow2", "between.qcow2");
    g_autofree char *between = make_layer (fixture, "pool/between.qcow2", names[i]);

    g_assert_false (is_disk (fixture, "file.qcow2"));
    g_assert_cmpint (g_unlink (between), ==, 0);
    g_assert_true (is_disk (fixture, "file.qcow2"));
  }
}

/* As of another computer: nothing is offered, and nothing is deleted. */
static void
assert_not_told (Fixture            *fixture,
                 const char * const *files)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_machine_list_disks_async (fixture->own, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_null (sprint_machine_list_disks_finish (fixture->own, result, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
  g_clear_error (&error);
  g_clear_object (&result);
  sprint_machine_delete_async (fixture->own, files, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_machine_delete_finish (fixture->own, result, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
}

/* As this computer's, from within a sandbox or not. */
static gboolean
can_be_told (Fixture  *fixture,
             gboolean  sandboxed)
{
  SprintMachineCall *call = sprint_machine_call_new (fixture->own, NULL, NULL, NULL);
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  virDomainPtr domain;
  g_autoptr (GError) error = NULL;
  gboolean told;

  call->local = TRUE;
  call->sandboxed = sandboxed;
  domain = sprint_machine_call_lookup (call, NULL);
  told = sprint_disk_files_read (call, domain, own, named, &error);
  if (!told)
    g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
  virDomainFree (domain);
  sprint_machine_call_free (call);
  return told;
}

static char *
describe_disk (Fixture    *fixture,
               const char *name,
               const char *type,
               const char *target)
{
  return g_strdup_printf ("<disk type='file' device='disk'><driver name='qemu' type='%s'/>"
                          "<source file='%s/%s'/><target dev='%s' bus='virtio'/></disk>",
                          type, fixture->folder, name, target);
}

/* What is not seen from within a sandbox, or is on another computer, may stand on any disk, unless libvirt knows it. */
static void
test_out_of_sight (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *unseen = describe_disk (fixture, "unseen.qcow2", "qcow2", "vda");
  g_autofree char *raw = describe_disk (fixture, "unseen.qcow2", "raw", "vda");
  g_autofree char *known = describe_disk (fixture, "pool/once.qcow2", "qcow2", "vda");
  g_autofree char *seen = NULL;
  g_autofree char *below = NULL;
  g_autofree char *path = in_folder (fixture, "pool/volume.qcow2");
  const char *files[] = { path, NULL };

  force_other_off (fixture);
  describe_other (fixture, unseen);
  g_assert_true (can_be_told (fixture, FALSE));
  g_assert_false (can_be_told (fixture, TRUE));
  assert_not_told (fixture, files);
  g_assert_true (has_volume (fixture, "pool/volume.qcow2"));

  describe_other (fixture, raw);
  g_assert_true (can_be_told (fixture, TRUE));
  g_assert_true (lists (fixture, "pool/volume.qcow2"));
  describe_other (fixture, known);
  g_assert_true (can_be_told (fixture, TRUE));
  g_assert_true (lists (fixture, "pool/volume.qcow2"));

  describe_other (fixture, unseen);
  seen = make_layer (fixture, "unseen.qcow2", "file.qcow2");
  g_assert_false (can_be_told (fixture, TRUE));
  below = write_file (fixture, "file.qcow2", "", 0);
  g_assert_true (can_be_told (fixture, TRUE));
}

/* Used as what has no layers first, and by its format then. */
static void
test_raw_first (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *raw = describe_disk (fixture, "unseen.qcow2", "raw", "vda");
  g_autofree char *unseen = describe_disk (fixture, "unseen.qcow2", "qcow2", "vdb");
  g_autofree char *both = g_strconcat (raw, unseen, NULL);

  force_other_off (fixture);
  describe_other (fixture, both);
  g_assert_false (can_be_told (fixture, TRUE));
}

/* What another one's disk stands on is not known where it may not be read, and no pool has it. */
static void
test_unreadable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *hidden = make_layer (fixture, "hidden.qcow2", "file.qcow2");
  g_autofree char *disk = g_strdup_printf ("<disk type='file' device='disk'><driver name='qemu' type='qcow2'/>"
                                           "<source file='%s'/><target dev='vda'/></disk>", hidden);
  g_autofree char *raw = g_strdup_printf ("<disk type='file' device='cdrom'><driver name='qemu' type='raw'/>"
                                          "<source file='%s'/><target dev='sda' bus='sata'/></disk>", hidden);
  g_autofree char *pool = in_folder (fixture, "pool/once.qcow2");
  g_autofree char *known = g_strdup_printf ("<disk type='file' device='disk'><source file='%s'/><target dev='vda'/>"
                                            "</disk>", pool);

  if (geteuid () == 0) {
    g_test_skip ("root may read any file");
    return;
  }
  force_other_off (fixture);
  describe_other (fixture, disk);
  g_assert_false (is_disk (fixture, "file.qcow2"));
  g_assert_cmpint (g_chmod (hidden, 0), ==, 0);
  g_assert_false (can_be_told (fixture, FALSE));
  /* Used as what has no layers, it has none. */
  describe_other (fixture, raw);
  g_assert_true (can_be_told (fixture, FALSE));
  /* And of a volume libvirt tells. */
  describe_other (fixture, known);
  g_assert_true (g_file_set_contents (pool, "", 0, NULL));
  g_assert_cmpint (g_chmod (pool, 0), ==, 0);
  g_assert_true (can_be_told (fixture, FALSE));
  /* One that is not there has no layers, either: natively nothing is out of sight. */
  describe_other (fixture, disk);
  g_assert_cmpint (g_unlink (hidden), ==, 0);
  g_assert_true (can_be_told (fixture, FALSE));
}

static void
test_circle (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *top = make_layer (fixture, "pool/top.qcow2", "between.qcow2");
  g_autofree char *between = make_layer (fixture, "pool/between.qcow2", "top.qcow2");

  g_assert_true (is_disk (fixture, "file.qcow2"));
}

static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *file = write_file (fixture, "file.qcow2", "", 0);
  g_autofree char *top = in_folder (fixture, "pool/top.qcow2");

  g_assert_cmpint (symlink (file, top), ==, 0);
  g_assert_false (is_disk (fixture, "file.qcow2"));
}

static void
test_beside (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    const char *name;
    gboolean may_go;
  } files[] = {
    { "file.qcow2.kernel", TRUE },
    { "file.qcow2.initrd", TRUE },
    { "file.qcow2", FALSE },
    { "file.qcow2.key", FALSE },
    { "thesis.odt", FALSE },
    { "thesis.odt.kernel", FALSE },
    { "noted.qcow2.kernel", FALSE },
  };
  Local local;

  local_read (&local, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = in_folder (fixture, files[i].name);

    g_test_message ("%s", files[i].name);
    g_assert_true (sprint_disk_files_is_beside (local.call, path, local.own, local.named) == files[i].may_go);
  }
  local_clear (&local);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/deletion/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("list", test_list);
  ADD ("not-local", test_not_local);
  ADD ("volume", test_volume);
  ADD ("refused", test_refused);
  ADD ("still-running", test_still_running);
  ADD ("snapshot", test_snapshot);
  ADD ("kept-files-not-local", test_kept_files_not_local);
  ADD ("layers", test_layers);
  ADD ("out-of-sight", test_out_of_sight);
  ADD ("raw-first", test_raw_first);
  ADD ("unreadable", test_unreadable);
  ADD ("circle", test_circle);
  ADD ("link", test_link);
  ADD ("beside", test_beside);
  return g_test_run ();
}
