/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/catalogue/catalogue.h"
#include "await.h"

#define SECTOR 2048
#define MEBIBYTE (1024 * 1024)

typedef struct {
  char *folder;
  SprintCatalogue *catalogue;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("sprint-XXXXXX", NULL);
  fixture->catalogue = sprint_catalogue_new (fixture->folder, NULL, "/nonexistent");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  /* A worker thread may still hold its own for a moment. */
  g_object_unref (fixture->catalogue);
}

static char *
get_path (Fixture    *fixture,
          const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
write_file (Fixture    *fixture,
            const char *name,
            const void *data,
            gsize       length,
            gsize       size)
{
  g_autofree char *path = get_path (fixture, name);

  g_assert_true (g_file_set_contents (path, data, length, NULL));
  if (size > 0)
    g_assert_cmpint (truncate (path, size), ==, 0);
}

static SprintMedium *
recognise (Fixture     *fixture,
           const char  *name,
           GError     **error)
{
  g_autofree char *path = get_path (fixture, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  sprint_catalogue_recognise_async (fixture->catalogue, file, NULL, await_result_cb, &fixture->result);
  await (fixture->result != NULL);
  result = g_steal_pointer (&fixture->result);

  return sprint_catalogue_recognise_finish (fixture->catalogue, result, error);
}

static SprintMedium *
assert_recognised (Fixture          *fixture,
                   const char       *name,
                   SprintMediumKind  kind,
                   const char       *format)
{
  GError *error = NULL;
  SprintMedium *medium = recognise (fixture, name, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sprint_medium_get_kind (medium), ==, kind);
  g_assert_cmpstr (sprint_medium_get_format (medium), ==, format);

  return medium;
}

static void
assert_refused (Fixture    *fixture,
                const char *name,
                int         code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintMedium) medium = recognise (fixture, name, &error);

  g_assert_null (medium);
  g_assert_error (error, SPRINT_CATALOGUE_ERROR, code);
  g_assert_cmpstr (error->message, !=, "");
}

static void
put_le32 (guint8  *at,
          guint32  value)
{
  value = GUINT32_TO_LE (value);
  memcpy (at, &value, sizeof value);
}

/* An ISO of 40 sectors with these descriptors. */
static void
write_iso (Fixture    *fixture,
           const char *name,
           const char *volume_id,
           gboolean    bootable,
           gsize       sectors)
{
  g_autofree guint8 *data = g_malloc0 (40 * SECTOR);
  guint8 *primary = data + 16 * SECTOR;
  guint8 *boot = data + 17 * SECTOR;
  guint8 *end = data + 18 * SECTOR;

  memcpy (primary, "\1CD001\1", 7);
  memset (primary + 8, ' ', 64);
  memcpy (primary + 40, volume_id, strlen (volume_id));
  put_le32 (primary + 80, 40);
  primary[128 + 1] = SECTOR >> 8;
  memset (primary + 318, ' ', 384);
  memcpy (boot, bootable ? "\0CD001\1" "EL TORITO SPECIFICATION" : "\2CD001\1EL TORITO SPECIFICATION", 30);
  memcpy (end, "\377CD001\1", 7);
  write_file (fixture, name, data, sectors * SECTOR, 0);
}

static void
test_known_iso (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintMedium) medium = NULL;

  /* libosinfo's own expression for this medium: "Debian \\d+.\\d+.\\d+ amd64 n" and the like. */
  write_iso (fixture, "any name.iso", "Debian 12.1.0 amd64 n", TRUE, 40);
  medium = assert_recognised (fixture, "any name.iso", SPRINT_MEDIUM_KIND_INSTALLER, "iso");
  g_assert_cmpstr (sprint_medium_get_os_id (medium), ==, "http://debian.org/debian/12");
  g_assert_cmpstr (sprint_medium_get_os_name (medium), ==, "Debian 12");
  g_assert_cmpuint (sprint_medium_get_memory_recommended (medium), >=, sprint_medium_get_memory_minimum (medium));
  g_assert_cmpuint (sprint_medium_get_memory_minimum (medium), >, 0);
  g_assert_cmpuint (sprint_medium_get_disk_recommended (medium), >=, 10 * G_GUINT64_CONSTANT (1024) * MEBIBYTE);
  g_assert_cmpuint (sprint_medium_get_file_size (medium), ==, 40 * SECTOR);
}

static void
test_newer_iso (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintMedium) medium = NULL;

  write_iso (fixture, "a.iso", "Debian 13.9.0 amd64 n", TRUE, 40);
  medium = assert_recognised (fixture, "a.iso", SPRINT_MEDIUM_KIND_INSTALLER, "iso");
  g_assert_cmpstr (sprint_medium_get_os_id (medium), ==, "http://debian.org/debian/13");
}

static void
test_unknown_iso (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SprintMedium) medium = NULL;
  g_autoptr (SprintMedium) nameless = NULL;

  write_iso (fixture, "a.iso", "MY_OWN_SYSTEM", TRUE, 40);
  medium = assert_recognised (fixture, "a.iso", SPRINT_MEDIUM_KIND_INSTALLER, "iso");
  g_assert_null (sprint_medium_get_os_id (medium));
  g_assert_cmpstr (sprint_medium_get_os_name (medium), ==, "MY OWN SYSTEM");
  g_assert_cmpuint (sprint_medium_get_memory_recommended (medium), ==, G_GUINT64_CONSTANT (2) << 30);
  g_assert_cmpuint (sprint_medium_get_disk_recommended (medium), ==, G_GUINT64_CONSTANT (20) << 30);
  g_assert_cmpuint (sprint_medium_get_vcpus_recommended (medium), ==, 2);

  write_iso (fixture, "home-made.iso", "", TRUE, 40);
  nameless = assert_recognised (fixture, "home-made.iso", SPRINT_MEDIUM_KIND_INSTALLER, "iso");
  g_assert_cmpstr (sprint_medium_get_os_name (nameless), ==, "home-made");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *fifo = get_path (fixture, "fifo.iso");
  g_autofree char *closed = get_path (fixture, "closed.iso");
  g_autofree char *broken_link = get_path (fixture, "link.iso");
  guint8 kernel[1024] = { 0 };

  assert_refused (fixture, "absent.iso", SPRINT_CATALOGUE_ERROR_NOT_FOUND);
  assert_refused (fixture, "", SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM);

  write_file (fixture, "empty.iso", "", 0, 0);
  assert_refused (fixture, "empty.iso", SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM);
  write_file (fixture, "text.iso", "hello", 5, 0);
  assert_refused (fixture, "text.iso", SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM);
  write_file (fixture, "zeros.img", "", 0, 4 * MEBIBYTE);
  assert_refused (fixture, "zeros.img", SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM);

  write_iso (fixture, "data.iso", "DATA", FALSE, 40);
  assert_refused (fixture, "data.iso", SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM);
  write_iso (fixture, "short.iso", "Debian 12.1.0 amd64 n", TRUE, 39);
  assert_refused (fixture, "short.iso", SPRINT_CATALOGUE_ERROR_TRUNCATED);
  write_iso (fixture, "shorter.iso", "Debian 12.1.0 amd64 n", TRUE, 17);
  assert_refused (fixture, "shorter.iso", SPRINT_CATALOGUE_ERROR_TRUNCATED);

  kernel[510] = 0x55;
  kernel[511] = 0xAA;
  memcpy (kernel + 0x202, "HdrS", 4);
  write_file (fixture, "vmlinuz.img", kernel, sizeof kernel, 0);
  assert_refused (fixture, "vmlinuz.img", SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_refused (fixture, "fifo.iso", SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM);
  g_assert_cmpint (symlink ("/nowhere/at/all", broken_link), ==, 0);
  assert_refused (fixture, "link.iso", SPRINT_CATALOGUE_ERROR_NOT_FOUND);

  write_file (fixture, "closed.iso", "x", 1, 0);
  g_assert_cmpint (chmod (closed, 0), ==, 0);
  if (access (closed, R_OK) != 0)
    assert_refused (fixture, "closed.iso", SPRINT_CATALOGUE_ERROR_UNREADABLE);
}

static void
test_compressed (Fixture       *fixture,
                 gconstpointer  data)
{
  write_file (fixture, "a.img.xz", "\xFD" "7zXZ\0more", 10, 0);
  assert_refused (fixture, "a.img.xz", SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM);
  write_file (fixture, "a.iso", "\x1F\x8B\x08more", 7, 0);
  assert_refused (fixture, "a.iso", SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM);
  write_file (fixture, "a.zip", "PK\x03\x04more", 8, 0);
  assert_refused (fixture, "a.zip", SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM);
}

static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *real = get_path (fixture, "real.iso");
  g_autofree char *link = get_path (fixture, "link.iso");
  g_autoptr (SprintMedium) medium = NULL;

  write_iso (fixture, "real.iso", "X", TRUE, 40);
  g_assert_cmpint (symlink (real, link), ==, 0);
  medium = assert_recognised (fixture, "link.iso", SPRINT_MEDIUM_KIND_INSTALLER, "iso");
  g_assert_true (g_str_has_suffix (sprint_medium_get_path (medium), "/real.iso"));
}

static void
qemu_img (Fixture    *fixture,
          const char *first,
          ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  GError *error = NULL;
  va_list arguments;

  g_ptr_array_add (argv, (char *) "qemu-img");
  va_start (arguments, first);
  for (const char *word = first; word != NULL; word = va_arg (arguments, const char *))
    g_ptr_array_add (argv, (char *) word);
  va_end (arguments);
  g_ptr_array_add (argv, NULL);

  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* What QEMU's own tool writes, in every format that we name. */
static void
test_disk_images (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char * const formats[] = { "qcow2", "vmdk", "vdi", "vhdx", "vpc" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *path = get_path (fixture, formats[i]);
    g_autoptr (SprintMedium) medium = NULL;
    GStatBuf info;

    qemu_img (fixture, "create", "-f", formats[i], formats[i], "64M", NULL);
    medium = assert_recognised (fixture, formats[i], SPRINT_MEDIUM_KIND_DISK, formats[i]);
    /* VHD counts in cylinders: a little more. */
    g_assert_cmpuint (sprint_medium_get_virtual_size (medium), >=, 64 * MEBIBYTE);
    g_assert_cmpuint (sprint_medium_get_virtual_size (medium), <, 65 * MEBIBYTE);

    g_assert_cmpint (g_stat (path, &info), ==, 0);
    g_assert_cmpint (truncate (path, MIN (info.st_size / 2, 300)), ==, 0);
    assert_refused (fixture, formats[i], SPRINT_CATALOGUE_ERROR_TRUNCATED);
  }
}

/* The disk of an OVA: QEMU reads it, and writes to no cluster twice. */
static void
test_written_once (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SprintMedium) once = NULL;
  g_autoptr (SprintMedium) plain = NULL;

  qemu_img (fixture, "create", "-f", "vmdk", "-o", "subformat=streamOptimized", "once.vmdk", "16M", NULL);
  once = assert_recognised (fixture, "once.vmdk", SPRINT_MEDIUM_KIND_DISK, "vmdk");
  g_assert_true (sprint_medium_get_read_only (once));
  qemu_img (fixture, "create", "-f", "vmdk", "plain.vmdk", "16M", NULL);
  plain = assert_recognised (fixture, "plain.vmdk", SPRINT_MEDIUM_KIND_DISK, "vmdk");
  g_assert_false (sprint_medium_get_read_only (plain));
}

/* Its header points to a descriptor without a parent; the one that QEMU reads has one. */
static void
write_two_faced_vmdk (Fixture *fixture)
{
  static const char good[] = "# Disk DescriptorFile\ncreateType=\"monolithicSparse\"\n";
  static const char bad[] = "# Disk DescriptorFile\ncreateType=\"monolithicSparse\"\n"
                            "parentFileNameHint=\"/etc/passwd\"\n";
  guint8 data[64 * 512] = { 0 };

  memcpy (data, "KDMV\1\0\0\0\3\0\0\0", 12);
  put_le32 (data + 12, 32768);
  put_le32 (data + 28, 40);
  put_le32 (data + 36, 20);
  memcpy (data + 40 * 512, good, sizeof good);
  write_file (fixture, "honest.vmdk", data, sizeof data, 0);
  memcpy (data + 512, bad, sizeof bad);
  write_file (fixture, "two-faced.vmdk", data, sizeof data, 0);
  /* Behind a byte that ends a text, too. */
  data[512] = '\0';
  write_file (fixture, "cut.vmdk", data, sizeof data, 0);
}

static void
test_unsafe (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintMedium) honest = NULL;

  qemu_img (fixture, "create", "-f", "qcow2", "base.qcow2", "16M", NULL);
  qemu_img (fixture, "create", "-f", "qcow2", "-b", "base.qcow2", "-F", "qcow2", "overlay.qcow2", NULL);
  assert_refused (fixture, "overlay.qcow2", SPRINT_CATALOGUE_ERROR_UNSAFE);
  qemu_img (fixture, "create", "-f", "qcow2", "-o", "data_file=data.raw", "split.qcow2", "16M", NULL);
  assert_refused (fixture, "split.qcow2", SPRINT_CATALOGUE_ERROR_UNSAFE);
  qemu_img (fixture, "create", "-f", "vmdk", "-o", "subformat=monolithicFlat", "flat.vmdk", "16M", NULL);
  assert_refused (fixture, "flat.vmdk", SPRINT_CATALOGUE_ERROR_UNSAFE);
  qemu_img (fixture, "create", "-f", "vmdk", "base.vmdk", "16M", NULL);
  qemu_img (fixture, "create", "-f", "vmdk", "-b", "base.vmdk", "-F", "vmdk", "overlay.vmdk", NULL);
  assert_refused (fixture, "overlay.vmdk", SPRINT_CATALOGUE_ERROR_UNSAFE);

  write_two_faced_vmdk (fixture);
  honest = assert_recognised (fixture, "honest.vmdk", SPRINT_MEDIUM_KIND_DISK, "vmdk");
  assert_refused (fixture, "two-faced.vmdk", SPRINT_CATALOGUE_ERROR_UNSAFE);
  assert_refused (fixture, "cut.vmdk", SPRINT_CATALOGUE_ERROR_UNSAFE);
}

static void
test_raw (Fixture       *fixture,
          gconstpointer  data)
{
  guint8 mbr[512] = { 0 };
  g_autoptr (SprintMedium) medium = NULL;

  mbr[446] = 0x80;
  mbr[446 + 4] = 0x83;
  put_le32 (mbr + 446 + 8, 2048);
  put_le32 (mbr + 446 + 12, 2048);
  mbr[510] = 0x55;
  mbr[511] = 0xAA;
  write_file (fixture, "disk.img", mbr, sizeof mbr, 2 * MEBIBYTE);
  medium = assert_recognised (fixture, "disk.img", SPRINT_MEDIUM_KIND_DISK, "raw");
  g_assert_cmpuint (sprint_medium_get_virtual_size (medium), ==, 2 * MEBIBYTE);
  g_assert_cmpstr (sprint_medium_get_os_name (medium), ==, "disk");

  write_file (fixture, "disk.img", mbr, sizeof mbr, 2 * MEBIBYTE - 512);
  assert_refused (fixture, "disk.img", SPRINT_CATALOGUE_ERROR_TRUNCATED);
}

static void
test_scan (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) media = NULL;
  GError *error = NULL;

  for (guint i = 0; i < 23; i++) {
    g_autofree char *name = g_strdup_printf ("%02u.ISO", i);
    g_autofree char *path = get_path (fixture, name);
    g_autofree char *volume = g_strdup_printf ("V%02u", i);
    struct timespec times[2] = { { .tv_sec = 1000 + i }, { .tv_sec = 1000 + i } };

    write_iso (fixture, name, volume, TRUE, 40);
    g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
  }
  write_iso (fixture, "other.suffix", "NO", TRUE, 40);
  write_file (fixture, "broken.iso", "x", 1, 0);

  sprint_catalogue_scan_async (fixture->catalogue, folder, NULL, await_result_cb, &fixture->result);
  await (fixture->result != NULL);
  result = g_steal_pointer (&fixture->result);
  media = sprint_catalogue_scan_finish (fixture->catalogue, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (media), ==, 20);
  for (guint i = 0; i < 20; i++) {
    g_autoptr (SprintMedium) medium = g_list_model_get_item (media, i);
    g_autofree char *volume = g_strdup_printf ("V%02u", 22 - i);

    g_assert_cmpstr (sprint_medium_get_os_name (medium), ==, volume);
  }
}

static void
test_scan_absent (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GFile) folder = g_file_new_for_path ("/nowhere/at/all");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_catalogue_scan_async (fixture->catalogue, folder, NULL, await_result_cb, &fixture->result);
  await (fixture->result != NULL);
  result = g_steal_pointer (&fixture->result);
  g_assert_null (sprint_catalogue_scan_finish (fixture->catalogue, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/recognise/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("known-iso", test_known_iso);
  ADD ("newer-iso", test_newer_iso);
  ADD ("unknown-iso", test_unknown_iso);
  ADD ("refused", test_refused);
  ADD ("compressed", test_compressed);
  ADD ("link", test_link);
  ADD ("disk-images", test_disk_images);
  ADD ("written-once", test_written_once);
  ADD ("unsafe", test_unsafe);
  ADD ("raw", test_raw);
  ADD ("scan", test_scan);
  ADD ("scan-absent", test_scan_absent);

  return g_test_run ();
}
