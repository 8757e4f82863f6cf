/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host-folder.h"

#define MIB (1024 * 1024)

static void
assert_resolved (const char *root,
                 const char *path,
                 const char *expected)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autofree char *resolved = sprint_host_reader_resolve (reader, path);
  g_autofree char *own = NULL;

  g_assert_cmpstr (resolved, ==, expected);
  g_object_get (reader, "root", &own, NULL);
  g_assert_cmpstr (own, ==, root);
}

static void
test_root (void)
{
  assert_resolved ("/", "/proc/cpuinfo", "/proc/cpuinfo");
  assert_resolved ("/a/computer", "/proc/cpuinfo", "/a/computer/proc/cpuinfo");
  assert_resolved ("/a/computer", "/dev/kvm", "/a/computer/dev/kvm");
  assert_resolved ("/a/computer/", "/etc/os-release", "/a/computer/etc/os-release");
}

/* A Flatpak sees the host's system below /run/host, and the kernel's own trees where they are. */
static void
test_flatpak_root (void)
{
  assert_resolved ("/run/host", "/etc/os-release", "/run/host/etc/os-release");
  assert_resolved ("/run/host", "/usr/bin/qemu-system-x86_64",
                   "/run/host/usr/bin/qemu-system-x86_64");
  assert_resolved ("/run/host", "/proc/meminfo", "/proc/meminfo");
  assert_resolved ("/run/host", "/sys/module/kvm", "/sys/module/kvm");
  assert_resolved ("/run/host", "/dev/kvm", "/dev/kvm");
  assert_resolved ("/run/host", "/procedures", "/run/host/procedures");
}

static void
assert_sees (const char *root,
             gboolean    hidden)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  g_assert_true (sprint_host_reader_sees (reader, "/proc/modules"));
  g_assert_true (sprint_host_reader_sees (reader, "/sys/class/iommu"));
  g_assert_true (sprint_host_reader_sees (reader, "/sys/modules"));
  g_assert_cmpint (sprint_host_reader_sees (reader, "/sys/module"), ==, !hidden);
  g_assert_cmpint (sprint_host_reader_sees (reader, "/sys/module/kvm/parameters"), ==, !hidden);
  g_assert_cmpint (sprint_host_reader_sees (reader, "/sys/kernel/iommu_groups"), ==, !hidden);
  g_assert_cmpint (sprint_host_reader_sees (reader, "/sys/firmware/acpi"), ==, !hidden);
  g_assert_cmpint (sprint_host_reader_sees (reader, "/sys/hypervisor/type"), ==, !hidden);
}

static void
test_sees (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();

  assert_sees ("/", FALSE);
  assert_sees ("/run/host", TRUE);
  assert_sees (root, FALSE);
  host_folder_write (root, "/.flatpak-info", "[Application]\n");
  assert_sees (root, TRUE);
}

static void
assert_read (SprintHostReader *reader,
             const char       *path,
             const char       *expected)
{
  g_autofree char *text = sprint_host_reader_read (reader, path);

  g_test_message ("%s", path);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_read (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autofree char *pipe = g_build_filename (root, "etc", "pipe", NULL);
  g_autofree char *link = g_build_filename (root, "etc", "link", NULL);
  g_autofree char *dangling = g_build_filename (root, "etc", "dangling", NULL);
  g_autofree char *device = g_build_filename (root, "etc", "device", NULL);

  host_folder_write (root, "/etc/file", "two\nlines\n");
  host_folder_write (root, "/etc/empty", "");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("file", link), ==, 0);
  g_assert_cmpint (symlink ("nowhere", dangling), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", device), ==, 0);

  assert_read (reader, "/etc/file", "two\nlines\n");
  assert_read (reader, "/etc/empty", "");
  assert_read (reader, "/etc/link", "two\nlines\n");
  assert_read (reader, "/etc/missing", NULL);
  assert_read (reader, "/etc/dangling", NULL);
  assert_read (reader, "/etc/file/below", NULL);
  assert_read (reader, "/etc", NULL);
  /* One that nobody writes to must not hold the reader up, and one without an end neither. */
  assert_read (reader, "/etc/pipe", NULL);
  assert_read (reader, "/etc/device", NULL);

  g_assert_true (sprint_host_reader_exists (reader, "/etc"));
  g_assert_true (sprint_host_reader_exists (reader, "/etc/empty"));
  g_assert_true (sprint_host_reader_exists (reader, "/etc/pipe"));
  g_assert_false (sprint_host_reader_exists (reader, "/etc/missing"));
  g_assert_false (sprint_host_reader_exists (reader, "/etc/dangling"));
}

static void
test_list (void)
{
  static const char * const sorted[] = { "10", "2", "B", "a", NULL };
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autofree char *large = g_build_filename (root, "large", NULL);
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) missing = sprint_host_reader_list (reader, "/missing");
  g_auto (GStrv) file = NULL;
  g_auto (GStrv) many = NULL;

  for (gsize i = 0; sorted[i] != NULL; i++) {
    g_autofree char *path = g_build_filename ("/some", sorted[G_N_ELEMENTS (sorted) - 2 - i], NULL);

    host_folder_write (root, path, "");
  }
  names = sprint_host_reader_list (reader, "/some");
  g_assert_cmpstrv (names, sorted);
  g_assert_cmpuint (g_strv_length (missing), ==, 0);
  file = sprint_host_reader_list (reader, "/some/a");
  g_assert_cmpuint (g_strv_length (file), ==, 0);

  /* Whoever fills a folder does not fill the memory. */
  g_assert_cmpint (g_mkdir (large, 0700), ==, 0);
  for (guint i = 0; i < 4100; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i);
    g_autofree char *path = g_build_filename (large, name, NULL);

    g_assert_cmpint (symlink ("nowhere", path), ==, 0);
  }
  many = sprint_host_reader_list (reader, "/large");
  g_assert_cmpuint (g_strv_length (many), ==, 4096);
}

static void
test_read_link (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autofree char *link = g_build_filename (root, "etc", "link", NULL);
  g_autofree char *target = NULL;
  g_autofree char *file = NULL;
  g_autofree char *missing = NULL;

  host_folder_write (root, "/etc/file", "");
  g_assert_cmpint (symlink ("../drivers/i915", link), ==, 0);
  target = sprint_host_reader_read_link (reader, "/etc/link");
  g_assert_cmpstr (target, ==, "../drivers/i915");
  file = sprint_host_reader_read_link (reader, "/etc/file");
  g_assert_null (file);
  missing = sprint_host_reader_read_link (reader, "/etc/missing");
  g_assert_null (missing);
}

static void
assert_program (SprintHostReader *reader,
                const char       *expected)
{
  g_autofree char *path = sprint_host_reader_find_program (reader, "qemu-img");

  g_assert_cmpstr (path, ==, expected);
}

/* The one that a person's shell would most likely find. */
static void
test_find_program (void)
{
  static const char * const paths[] = {
    "/sbin/qemu-img", "/usr/sbin/qemu-img", "/bin/qemu-img", "/usr/local/bin/qemu-img", "/usr/bin/qemu-img",
  };
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  host_folder_write (root, "/opt/qemu-img", "");
  host_folder_write (root, "/usr/bin/qemu-img-more", "");
  assert_program (reader, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    host_folder_write (root, paths[i], "");
    assert_program (reader, paths[i]);
  }
}

static void
test_oversized (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autofree char *large = g_strnfill (MIB + 100, 'x');
  g_autofree char *read = NULL;

  host_folder_write (root, "/proc/cpuinfo", large);
  read = sprint_host_reader_read (reader, "/proc/cpuinfo");
  g_assert_nonnull (read);
  g_assert_cmpuint (strlen (read), ==, MIB);
}

static void
test_unreadable (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autofree char *path = g_build_filename (root, "etc", "os-release", NULL);

  if (geteuid () == 0) {
    g_test_skip ("root may read everything");
    return;
  }

  host_folder_write (root, "/etc/os-release", "ID=debian\n");
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  assert_read (reader, "/etc/os-release", NULL);
  g_assert_true (sprint_host_reader_exists (reader, "/etc/os-release"));
}

/* What is no text becomes one: everything above expects UTF-8 without a NUL. */
static void
test_binary (void)
{
  static const char bytes[] = "ID=\xff\xfe\nNAME=a\0b\nVERSION_ID=7\n";
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autofree char *path = g_build_filename (root, "os-release", NULL);
  g_autofree char *text = NULL;
  g_autofree char *version = NULL;

  g_assert_true (g_file_set_contents (path, bytes, sizeof bytes - 1, NULL));
  text = sprint_host_reader_read (reader, "/os-release");
  g_assert_true (g_utf8_validate (text, -1, NULL));
  version = sprint_host_reader_get_os_release (reader, "VERSION_ID");
  g_assert_cmpstr (version, ==, "7");
}

static void
assert_json (const char *text,
             gboolean    read)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (JsonObject) object = NULL;

  if (text != NULL)
    host_folder_write (root, "/etc/file.json", text);
  object = sprint_host_reader_read_json (reader, "/etc/file.json");
  g_test_message ("%s", text);
  g_assert_cmpint (object != NULL, ==, read);
  if (read)
    g_assert_true (json_object_has_member (object, "a"));
}

static void
test_json (void)
{
  g_autofree char *open = g_strnfill (511, '[');
  g_autofree char *close = g_strnfill (511, ']');
  g_autofree char *deepest = g_strdup_printf ("{\"a\":%s%s}", open, close);
  g_autofree char *deeper = g_strdup_printf ("{\"a\":[%s%s]}", open, close);
  g_autofree char *hidden = g_strdup_printf ("{\"a\":\"%s\",\"b\":[%s%s]}", close, open, close);
  g_autofree char *commented = g_strdup_printf ("{\"a\":/* \" */[%s%s]}", open, close);

  assert_json ("{\"a\":1}", TRUE);
  assert_json (deepest, TRUE);
  assert_json (deeper, FALSE);
  /* What a string or a comment closes was never open. */
  assert_json (hidden, FALSE);
  assert_json (commented, FALSE);
  assert_json ("[{\"a\":1}]", FALSE);
  assert_json ("{\"a\":", FALSE);
  assert_json (" ", FALSE);
  assert_json ("", FALSE);
  assert_json (NULL, FALSE);
}

static void
assert_os_release (SprintHostReader *reader,
                   const char       *key,
                   const char       *expected)
{
  g_autofree char *value = sprint_host_reader_get_os_release (reader, key);

  g_test_message ("%s", key);
  g_assert_cmpstr (value, ==, expected);
}

static void
test_os_release (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  host_folder_write (root, "/etc/os-release",
                     "# ID=comment\n"
                     "\n"
                     "ID_LIKE=\"suse opensuse\"\n"
                     "ID=plain\n"
                     "NAME='single quotes'\n"
                     "PRETTY_NAME=\"double \\\"quotes\\\" at \\$5\"\n"
                     "VERSION_ID= \"13\" \n"
                     "VERSION=\r\n"
                     "BUILD_ID=with\\ a\\ space\n"
                     "LAST=line");
  assert_os_release (reader, "ID", "plain");
  assert_os_release (reader, "ID_LIKE", "suse opensuse");
  assert_os_release (reader, "NAME", "single quotes");
  assert_os_release (reader, "PRETTY_NAME", "double \"quotes\" at $5");
  assert_os_release (reader, "VERSION_ID", "13");
  assert_os_release (reader, "VERSION", "");
  assert_os_release (reader, "BUILD_ID", "with a space");
  assert_os_release (reader, "LAST", "line");
  assert_os_release (reader, "LIKE", NULL);
  assert_os_release (reader, "MISSING", NULL);
}

static void
test_os_release_places (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  assert_os_release (reader, "ID", NULL);
  host_folder_write (root, "/usr/lib/os-release", "ID=vendor\nNAME=Vendor\n");
  assert_os_release (reader, "ID", "vendor");
  /* The administrator's replaces the other whole. */
  host_folder_write (root, "/etc/os-release", "ID=local\n");
  assert_os_release (reader, "ID", "local");
  assert_os_release (reader, "NAME", NULL);
  host_folder_write (root, "/etc/os-release", "");
  assert_os_release (reader, "ID", NULL);
}

static void
test_os_release_hostile (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  host_folder_write (root, "/etc/os-release",
                     "ID=\"never closed\n"
                     "NAME=$(touch /tmp/run) `touch /tmp/run`\n"
                     "=\n"
                     "no assignment\n"
                     "VERSION_ID\n"
                     "  PRETTY_NAME=indented\n"
                     "ID_LIKE=a=b=c\n");
  assert_os_release (reader, "ID", "\"never closed");
  assert_os_release (reader, "NAME", "$(touch /tmp/run) `touch /tmp/run`");
  assert_os_release (reader, "VERSION_ID", NULL);
  assert_os_release (reader, "PRETTY_NAME", NULL);
  assert_os_release (reader, "ID_LIKE", "a=b=c");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/reader/root", test_root);
  g_test_add_func ("/host/reader/flatpak-root", test_flatpak_root);
  g_test_add_func ("/host/reader/sees", test_sees);
  g_test_add_func ("/host/reader/read", test_read);
  g_test_add_func ("/host/reader/list", test_list);
  g_test_add_func ("/host/reader/read-link", test_read_link);
  g_test_add_func ("/host/reader/find-program", test_find_program);
  g_test_add_func ("/host/reader/oversized", test_oversized);
  g_test_add_func ("/host/reader/unreadable", test_unreadable);
  g_test_add_func ("/host/reader/binary", test_binary);
  g_test_add_func ("/host/reader/json", test_json);
  g_test_add_func ("/host/reader/os-release", test_os_release);
  g_test_add_func ("/host/reader/os-release-places", test_os_release_places);
  g_test_add_func ("/host/reader/os-release-hostile", test_os_release_hostile);
  return g_test_run ();
}
