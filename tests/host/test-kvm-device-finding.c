/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/kvm/kvm-findings.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "host-folder.h"

static const char *group_name;

/* Takes the place of the C library's: each group has this name, or none. */
int
getgrgid_r (gid_t          gid,
            struct group  *group,
            char          *buffer,
            size_t         size,
            struct group **found)
{
  *found = NULL;
  if (group_name != NULL) {
    memset (group, 0, sizeof *group);
    group->gr_gid = gid;
    group->gr_name = strncpy (buffer, group_name, size);
    *found = group;
  }

  return 0;
}

static int refusal;

/* Takes the place of the C library's: /dev/kvm cannot be opened for this reason, if there is one. */
int
open64 (const char *path,
        int         flags,
        ...)
{
  va_list arguments;
  mode_t mode;

  va_start (arguments, flags);
  mode = flags & O_CREAT ? va_arg (arguments, mode_t) : 0;
  va_end (arguments);
  if (refusal != 0 && g_str_has_suffix (path, "/dev/kvm")) {
    errno = refusal;
    return -1;
  }

  return syscall (SYS_openat, AT_FDCWD, path, flags, mode);
}

typedef struct {
  HostFolder *root;
  SprintHostReader *reader;
  char *device;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->root = host_folder_new ();
  fixture->reader = sprint_host_reader_new (fixture->root);
  fixture->device = g_build_filename (fixture->root, "dev", "kvm", NULL);
  host_folder_write (fixture->root, "/dev/null", "");
  group_name = NULL;
  refusal = 0;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->reader);
  g_clear_pointer (&fixture->root, host_folder_free);
  g_free (fixture->device);
}

static void
assert_warning (Fixture    *fixture,
                const char *summary)
{
  g_autoptr (SprintFinding) finding = sprint_find_kvm_device (fixture->reader, NULL);

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (finding->summary, ==, summary);
}

static void
test_recorded (void)
{
  static const char * const with[] = { "intel-laptop", "amd-desktop", "nested-vm", "aarch64" };

  for (gsize i = 0; i < G_N_ELEMENTS (with); i++) {
    g_autoptr (SprintHostReader) reader = host_folder_read_recorded (with[i]);
    g_autoptr (SprintFinding) finding = sprint_find_kvm_device (reader, NULL);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    g_assert_cmpstr (finding->summary, ==, "You may use hardware virtualization");
    /* A link to a device of root's that anybody may open. */
    g_assert_true (g_str_has_prefix (finding->details, "/dev/kvm: mode 0666, owner 0, group "));
    g_assert_true (g_str_has_suffix (finding->details, geteuid () == 0 ? "\nYou own it"
                                                                       : "\nIt is open to everybody"));
    g_assert_null (finding->remedy);
  }
}

static void
assert_absent (SprintHostReader *reader,
               const char       *details,
               const char       *advice)
{
  g_autoptr (SprintFinding) finding = sprint_find_kvm_device (reader, NULL);

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (finding->summary, ==,
                   "The kernel offers no hardware virtualization: there is no /dev/kvm");
  g_assert_cmpstr (finding->details, ==, details);
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), advice));
  g_assert_null (sprint_remedy_get_command (finding->remedy));
  g_assert_null (sprint_remedy_get_components (finding->remedy)[0]);
}

static void
test_absent (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintHostReader) module = host_folder_read_recorded ("intel-laptop-off");
  g_autoptr (SprintHostReader) none = host_folder_read_recorded ("cloud-vm");

  assert_absent (module, "/sys/module/kvm is there, /dev/kvm is not", "see “Processor”");
  assert_absent (none, "Neither /sys/module/kvm nor /dev/kvm is there", "see “Processor”");
  assert_absent (fixture->reader, "Neither /sys/module/kvm nor /dev/kvm is there", "see “Processor”");

  /* A link to nothing, and no folder where one should be, are as good as nothing. */
  g_assert_cmpint (symlink ("nowhere", fixture->device), ==, 0);
  assert_absent (fixture->reader, "Neither /sys/module/kvm nor /dev/kvm is there", "see “Processor”");
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  host_folder_write (root, "/dev", "");
  assert_absent (reader, "Neither /sys/module/kvm nor /dev/kvm is there", "see “Processor”");
}

static gboolean
skip_as_root (void)
{
  if (geteuid () == 0)
    g_test_skip ("root may open everything");

  return geteuid () == 0;
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SprintFinding) finding = NULL;
  g_autofree char *details = NULL;

  if (skip_as_root ())
    return;

  group_name = "kvm";
  host_folder_write (fixture->root, "/dev/kvm", "");
  g_assert_cmpint (g_chmod (fixture->device, 0400), ==, 0);
  finding = sprint_find_kvm_device (fixture->reader, NULL);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (finding->summary, ==, "You are not allowed to use hardware virtualization");
  details = g_strdup_printf ("/dev/kvm: mode 0400, owner %u, group %u", geteuid (), getegid ());
  g_assert_cmpstr (finding->details, ==, details);
  /* No group may use it, so that joining one would not help. */
  g_assert_nonnull (finding->remedy);
  g_assert_null (sprint_remedy_get_command (finding->remedy));
  g_assert_null (strstr (sprint_remedy_get_description (finding->remedy), "Join"));
}

static void
test_refused_to_group (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (SprintFinding) joined = NULL;
  g_autoptr (SprintFinding) nameless = NULL;
  g_autofree char *command = g_strdup_printf ("sudo usermod --append --groups kvm '%s'",
                                              g_get_user_name ());

  if (skip_as_root ())
    return;

  /* The owner is refused although the group is not. */
  host_folder_write (fixture->root, "/dev/kvm", "");
  g_assert_cmpint (g_chmod (fixture->device, 0060), ==, 0);

  group_name = "kvm";
  joined = sprint_find_kvm_device (fixture->reader, NULL);
  g_assert_cmpint (joined->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_true (g_str_has_suffix (joined->details, "\nIt is open to the group kvm"));
  g_assert_cmpstr (sprint_remedy_get_command (joined->remedy), ==, command);
  g_assert_nonnull (strstr (sprint_remedy_get_description (joined->remedy), "Join the group"));

  /* One without a name cannot be joined. */
  group_name = NULL;
  nameless = sprint_find_kvm_device (fixture->reader, NULL);
  g_assert_cmpint (nameless->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_null (sprint_remedy_get_command (nameless->remedy));
}

/* The owner is refused although the group is not; to these files the owner is ada. */
static SprintFinding *
find_refused (Fixture    *fixture,
              const char *groups,
              const char *group_file)
{
  g_autofree char *status =
    g_strdup_printf ("Name:\tsprint\nUid:\t1\t%u\t1\t1\nGid:\t7\t8\t7\t7\nGroups:\t%s\n", geteuid (), groups);
  g_autofree char *passwd =
    g_strdup_printf ("root:x:0:0:root:/root:/bin/sh\nada:x:%u:9::/home/ada:/bin/sh\n", geteuid ());

  host_folder_write (fixture->root, "/dev/kvm", "");
  g_assert_cmpint (g_chmod (fixture->device, 0060), ==, 0);
  host_folder_write (fixture->root, "/proc/self/status", status);
  host_folder_write (fixture->root, "/etc/passwd", passwd);
  host_folder_write (fixture->root, "/etc/group", group_file);

  return sprint_find_kvm_device (fixture->reader, NULL);
}

/* A session keeps the groups that it began with. */
static void
test_refused_to_session (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *line = g_strdup_printf ("root:x:0:\nkvm:x:%u:bob,ada\n", getegid ());
  g_autofree char *own = g_strdup_printf ("24 %u 100", getegid ());
  g_autoptr (SprintFinding) added = NULL;
  g_autoptr (SprintFinding) has = NULL;

  if (skip_as_root ())
    return;

  added = find_refused (fixture, "24 100", line);
  g_assert_cmpint (added->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_true (g_str_has_suffix (added->details, "\nIt is open to the group kvm"));
  g_assert_cmpstr (sprint_remedy_get_description (added->remedy), ==,
                   "You were added to the group kvm: log out and in again. If that does not help, restart the "
                   "computer.");
  g_assert_null (sprint_remedy_get_command (added->remedy));

  /* Something else than the group is in the way then. */
  has = find_refused (fixture, own, line);
  g_assert_null (sprint_remedy_get_command (has->remedy));
  g_assert_nonnull (strstr (sprint_remedy_get_description (has->remedy), "ask its administrator"));
}

static void
test_refused_to_account (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *line = g_strdup_printf ("kvm:x:%u:bob,adalbert\nvideo:x:44:ada\n", getegid ());
  g_autofree char *odd = g_strdup_printf ("kvm\nkvm:x:none:ada\n:x:%u:bob\n\xff:x\nk $v:x:%u:\n", getegid (),
                                          getegid ());
  g_autoptr (SprintFinding) plain = NULL;
  g_autoptr (SprintFinding) quoted = NULL;

  if (skip_as_root ())
    return;

  plain = find_refused (fixture, "", line);
  g_assert_cmpstr (sprint_remedy_get_command (plain->remedy), ==, "sudo usermod --append --groups kvm 'ada'");
  g_assert_cmpstr (sprint_remedy_get_description (plain->remedy), ==,
                   "Join the group that may use it, then log out and in again.");
  g_assert_cmpint (sprint_remedy_get_action (plain->remedy), ==, SPRINT_REMEDY_ACTION_JOIN_GROUP);
  g_assert_cmpstr (sprint_remedy_get_target (plain->remedy), ==, "kvm");

  /* A name that a shell would take apart. */
  quoted = find_refused (fixture, "x -1 99999999999", odd);
  g_assert_cmpstr (sprint_remedy_get_command (quoted->remedy), ==, "sudo usermod --append --groups 'k $v' 'ada'");
  g_assert_cmpint (sprint_remedy_get_action (quoted->remedy), ==, SPRINT_REMEDY_ACTION_NONE);
}

/* In a user namespace every group of outside has the same number, and is not the one that has it here. */
static void
test_unmapped (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *own = g_strdup_printf ("%u\n", getegid ());
  g_autofree char *groups = g_strdup_printf ("%u %u", getegid (), getegid ());
  g_autofree char *line = g_strdup_printf ("nfsnobody:x:%u:ada\n", getegid ());
  g_autoptr (SprintFinding) refused = NULL;

  if (skip_as_root ())
    return;

  host_folder_write (fixture->root, "/proc/sys/kernel/overflowgid", own);
  refused = find_refused (fixture, groups, line);
  g_assert_cmpint (refused->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_null (strstr (refused->details, "nfsnobody"));
  g_assert_nonnull (strstr (sprint_remedy_get_description (refused->remedy), "on the computer itself"));
  g_assert_cmpstr (sprint_remedy_get_command (refused->remedy), ==, "sudo usermod --append --groups kvm 'ada'");
  g_assert_cmpint (sprint_remedy_get_action (refused->remedy), ==, SPRINT_REMEDY_ACTION_NONE);
}

static void
test_allowed_unmapped (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autofree char *device = g_build_filename (root, "dev", "kvm", NULL);
  g_autoptr (SprintFinding) finding = NULL;
  g_autofree char *overflow = NULL;
  g_autofree char *groups = NULL;
  struct stat status;

  /* Its group has the number here of those without one. */
  g_assert_cmpint (stat ("/dev/null", &status), ==, 0);
  overflow = g_strdup_printf ("%u\n", status.st_gid);
  groups = g_strdup_printf ("Uid:\t77\t77\nGid:\t7\t7\nGroups:\t%u 9 %u\n", status.st_gid, status.st_gid);
  host_folder_write (root, "/dev/null", "");
  g_assert_cmpint (symlink ("/dev/null", device), ==, 0);
  host_folder_write (root, "/proc/sys/kernel/overflowgid", overflow);
  host_folder_write (root, "/proc/self/status", groups);
  group_name = "nfsnobody";
  finding = sprint_find_kvm_device (reader, NULL);
  group_name = NULL;
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_true (g_str_has_suffix (finding->details, "\nIt is open to everybody"));
}

/* Each cause has a check of its own, which says what helps. */
static void
test_absent_causes (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_as (fixture->root, "x86_64");
  g_autoptr (SprintHostReader) other = host_folder_read_as (fixture->root, "aarch64");
  const char *details = "/sys/module/kvm is there, /dev/kvm is not";

  host_folder_write (fixture->root, "/sys/module/kvm/parameters/ignore_msrs", "N\n");
  host_folder_write (fixture->root, "/proc/cpuinfo", "vendor_id : AuthenticAMD\nflags : fpu\n");
  assert_absent (reader, details, "see “Processor”");
  host_folder_write (fixture->root, "/proc/cpuinfo", "vendor_id : AuthenticAMD\nflags : fpu svm\n");
  assert_absent (reader, details, "see “KVM in the kernel”");
  host_folder_write (fixture->root, "/sys/module/kvm_amd/parameters/npt", "Y\n");
  assert_absent (reader, details, "restart this computer");
  assert_absent (other, details, "ARM computers");
}

/* A sandbox keeps the devices that there were as it was made, and does not see what the kernel has loaded but in its
 * list. */
static void
test_absent_in_sandbox (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_as (fixture->root, "x86_64");
  g_autoptr (SprintFinding) waits = NULL;
  g_autoptr (SprintFinding) loaded = NULL;

  host_folder_write (fixture->root, "/.flatpak-info", "[Application]\n");
  host_folder_write (fixture->root, "/proc/cpuinfo", "vendor_id : GenuineIntel\nflags : fpu vmx\n");
  waits = sprint_find_kvm_device (reader, NULL);
  g_assert_cmpint (waits->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (waits->summary, ==, "There is no /dev/kvm in the sandbox of Flatpak");
  g_assert_cmpstr (waits->details, ==, "/dev/kvm is not there, and /sys/module cannot be seen from within Flatpak");
  g_assert_cmpstr (sprint_remedy_get_description (waits->remedy), ==,
                   "It comes once KVM is loaded: see “KVM in the kernel”. Then close Sprint and start it again.");

  host_folder_write (fixture->root, "/proc/modules", "kvm_intel 487424 0 - Live 0x0\n");
  loaded = sprint_find_kvm_device (reader, NULL);
  g_assert_cmpstr (sprint_remedy_get_description (loaded->remedy), ==,
                   "KVM is loaded, but likely was not when Sprint was started: close Sprint and start it again.");
}

static void
test_refused_folder (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->device);

  if (skip_as_root ())
    return;

  host_folder_write (fixture->root, "/dev/kvm", "");
  g_assert_cmpint (g_chmod (folder, 0), ==, 0);
  assert_warning (fixture, "You are not allowed to use hardware virtualization");
}

/* What is in the way then is no business of the group's. */
static void
test_confined (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { int code, mode; const char *way; } cases[] = {
    { EPERM, 0666, "\nYou own it" }, { EACCES, 0660, "\nYou own it" },
  };

  group_name = "kvm";
  host_folder_write (fixture->root, "/dev/kvm", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintFinding) finding = NULL;

    g_assert_cmpint (g_chmod (fixture->device, cases[i].mode), ==, 0);
    refusal = cases[i].code;
    finding = sprint_find_kvm_device (fixture->reader, NULL);
    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
    g_assert_cmpstr (finding->summary, ==, "You are not allowed to use hardware virtualization");
    g_assert_true (g_str_has_prefix (finding->details, "/dev/kvm: mode 066"));
    g_assert_true (g_str_has_suffix (finding->details, cases[i].way));
    g_assert_true (g_str_has_prefix (sprint_remedy_get_description (finding->remedy), "Its permissions let you"));
    g_assert_cmpint (sprint_remedy_get_action (finding->remedy), ==, SPRINT_REMEDY_ACTION_NONE);
    g_assert_null (sprint_remedy_get_command (finding->remedy));
  }
}

static void
test_reasons (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { int code; const char *summary; } reasons[] = {
    { EPERM, "You are not allowed to use hardware virtualization" },
    { EBUSY, "Another program is using hardware virtualization" },
    { ENODEV, "The kernel has no driver behind /dev/kvm" },
    { ENXIO, "The kernel has no driver behind /dev/kvm" },
    { EMFILE, "/dev/kvm could not be opened" },
  };

  host_folder_write (fixture->root, "/dev/kvm", "");
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++) {
    refusal = reasons[i].code;
    assert_warning (fixture, reasons[i].summary);
  }
}

/* Whoever made such a thing: no kernel is behind it. */
static void
test_not_a_device (Fixture       *fixture,
                   gconstpointer  data)
{
  host_folder_write (fixture->root, "/dev/kvm", "plain");
  assert_warning (fixture, "The kernel has no driver behind /dev/kvm");
  g_assert_cmpint (g_remove (fixture->device), ==, 0);

  g_assert_cmpint (mkfifo (fixture->device, 0600), ==, 0);
  assert_warning (fixture, "The kernel has no driver behind /dev/kvm");
  g_assert_cmpint (g_remove (fixture->device), ==, 0);

  g_assert_cmpint (g_mkdir (fixture->device, 0700), ==, 0);
  assert_warning (fixture, "/dev/kvm could not be opened");
  g_assert_cmpint (g_rmdir (fixture->device), ==, 0);

  g_assert_cmpint (symlink ("kvm", fixture->device), ==, 0);
  assert_warning (fixture, "/dev/kvm could not be opened");
}

#define add(name, function) \
  g_test_add ("/host/kvm-device-finding/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/kvm-device-finding/recorded", test_recorded);
  add ("absent", test_absent);
  add ("no-folder", test_no_folder);
  add ("refused", test_refused);
  add ("refused-to-group", test_refused_to_group);
  add ("refused-to-session", test_refused_to_session);
  add ("refused-to-account", test_refused_to_account);
  add ("unmapped", test_unmapped);
  g_test_add_func ("/host/kvm-device-finding/allowed-unmapped", test_allowed_unmapped);
  add ("confined", test_confined);
  add ("reasons", test_reasons);
  add ("refused-folder", test_refused_folder);
  add ("absent-causes", test_absent_causes);
  add ("absent-in-sandbox", test_absent_in_sandbox);
  add ("not-a-device", test_not_a_device);
  return g_test_run ();
}
