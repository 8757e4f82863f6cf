/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/kvm/kvm-findings.h"

#include <string.h>

#include "host-fixture.h"

#define RELEASE "6.12.27-amd64"
#define MODULES "/lib/modules/" RELEASE
#define NOT_LOADED "The kernel’s module kvm_intel is not loaded"
#define NOT_LOADED_AMD "The kernel’s module kvm_amd is not loaded"
#define BLOCKED "The kernel is told not to load its module kvm_intel"

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->root = host_folder_new ();
  fixture->reader = host_folder_read_as (fixture->root, "x86_64");
  host_folder_write (fixture->root, "/proc/cpuinfo", "vendor_id : GenuineIntel\nflags : fpu vmx\n");
  host_folder_write (fixture->root, "/proc/sys/kernel/osrelease", RELEASE "\n");
}

static SprintFinding *
find_warning (Fixture    *fixture,
              const char *summary,
              const char *details)
{
  SprintFinding *finding = sprint_find_kvm_modules (fixture->reader, NULL);

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (finding->summary, ==, summary);
  g_assert_cmpstr (finding->details, ==, details);
  g_assert_nonnull (finding->remedy);

  return finding;
}

static void
assert_loaded (SprintHostReader *reader,
               const char       *details)
{
  g_autoptr (SprintFinding) finding = sprint_find_kvm_modules (reader, NULL);

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (finding->summary, ==, "KVM is part of the kernel that runs");
  g_assert_cmpstr (finding->details, ==, details);
  g_assert_null (finding->remedy);
}

static void
test_recorded (void)
{
  static const char * const without[] = { "intel-laptop-off", "amd-desktop-off", "cloud-vm", "wsl2" };
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) amd = host_folder_read_recorded ("amd-desktop");
  g_autoptr (SprintHostReader) arm = host_folder_read_recorded ("aarch64");
  g_autoptr (SprintFinding) other = sprint_find_kvm_modules (arm, NULL);

  assert_loaded (intel, "/sys/module/kvm_intel");
  assert_loaded (amd, "/sys/module/kvm_amd");
  g_assert_cmpint (other->state, ==, SPRINT_CHECK_STATE_PASS);

  /* Another check says what is wrong there, and loading would not help. */
  for (gsize i = 0; i < G_N_ELEMENTS (without); i++) {
    g_autoptr (SprintHostReader) reader = host_folder_read_recorded (without[i]);
    g_autoptr (SprintFinding) finding = sprint_find_kvm_modules (reader, NULL);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
    g_assert_cmpstr (finding->summary, ==, "KVM’s modules wait for a processor that virtualizes");
    g_assert_null (finding->remedy);
  }
}

static void
test_listed (Fixture       *fixture,
             gconstpointer  data)
{
  host_folder_write (fixture->root, "/proc/modules",
                     "kvm_intel_more 1 0 - Live 0x0\nkvm_intel 487424 0 - Live 0x0\n"
                     "kvm 1409024 1 kvm_intel, Live 0x0\n");
  assert_loaded (fixture->reader, "/sys/module/kvm_intel");
}

static void
test_not_loaded (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SprintFinding) finding = find_warning (fixture, NOT_LOADED, "/lib/modules/" RELEASE);
  g_autoptr (SprintFinding) packed = NULL;
  g_autoptr (SprintFinding) amd = NULL;

  g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==, "sudo modprobe kvm_intel");
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "/etc/modules-load.d/kvm.conf"));
  g_assert_cmpint (sprint_remedy_get_action (finding->remedy), ==, SPRINT_REMEDY_ACTION_LOAD_MODULE);
  g_assert_cmpstr (sprint_remedy_get_target (finding->remedy), ==, "kvm_intel");

  host_folder_write (fixture->root, MODULES "/kernel/arch/x86/kvm/kvm-intel.ko.zst", "");
  host_folder_write (fixture->root, "/proc/modules", "kvm_intel_more 1 0 - Live 0x0\nkvm_intel");
  packed = find_warning (fixture, NOT_LOADED, MODULES);

  host_folder_write (fixture->root, "/proc/cpuinfo", "vendor_id : AuthenticAMD\nflags : fpu svm\n");
  host_folder_write (fixture->root, MODULES "/kernel/arch/x86/kvm/kvm-amd.ko", "");
  amd = find_warning (fixture, NOT_LOADED_AMD, MODULES);
  g_assert_cmpstr (sprint_remedy_get_command (amd->remedy), ==, "sudo modprobe kvm_amd");
}

static void
test_no_file (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SprintFinding) replaced = NULL;
  g_autoptr (SprintFinding) left = NULL;
  g_autoptr (SprintFinding) absent = NULL;
  g_autoptr (SprintFinding) container = NULL;

  host_folder_write (fixture->root, "/lib/modules/6.12.30-amd64/kernel/arch/x86/kvm/kvm-intel.ko.xz", "");
  replaced =
    find_warning (fixture, "The kernel has likely been updated, and KVM’s modules for the one that runs are gone",
                  MODULES);
  g_assert_nonnull (strstr (sprint_remedy_get_description (replaced->remedy), "Restart the computer"));
  g_assert_null (sprint_remedy_get_command (replaced->remedy));

  host_folder_write (fixture->root, MODULES "/modules.dep.bin", "");
  left = find_warning (fixture, replaced->summary, MODULES);

  host_folder_write (fixture->root, MODULES "/kernel/arch/x86/kvm/kvm-amd.ko.xz", "");
  absent = find_warning (fixture, "The kernel that runs comes without the module kvm_intel", MODULES);
  g_assert_nonnull (strstr (sprint_remedy_get_description (absent->remedy), "usual kernel"));

  /* Its modules are not those of the kernel around it. */
  host_folder_write (fixture->root, "/.dockerenv", "");
  container = find_warning (fixture, NOT_LOADED, NULL);
}

/* Custom kernels and those of others. */
static void
test_no_release (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const releases[] = { "", "\n", "../../etc", "6.6.87.2-microsoft-standard-WSL2\n" };

  host_folder_write (fixture->root, "/lib/modules/6.12.30-amd64/kernel/arch/x86/kvm/kvm-intel.ko.xz", "");
  for (gsize i = 0; i < G_N_ELEMENTS (releases); i++) {
    g_autoptr (SprintFinding) finding = NULL;

    host_folder_write (fixture->root, "/proc/sys/kernel/osrelease", releases[i]);
    finding = find_warning (fixture, NOT_LOADED, NULL);
  }
}

static void
test_blocked (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const lines[] = {
    "blacklist kvm_intel", "blacklist\tkvm-intel", "install kvm_intel /bin/false", "install kvm-intel  /usr/bin/true",
    "blacklist kvm",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *text = g_strconcat ("# For VirtualBox\n\n   ", lines[i], "  \n", NULL);
    g_autofree char *details = g_strconcat ("/etc/modprobe.d/kvm.conf: ", lines[i], NULL);
    g_autofree char *words = g_strdup_printf ("Remove the line “%s” from the file /etc/modprobe.d/kvm.conf, then "
                                              "restart the computer.", lines[i]);
    g_autoptr (SprintFinding) finding = NULL;

    host_folder_write (fixture->root, "/etc/modprobe.d/kvm.conf", text);
    finding = find_warning (fixture, BLOCKED, details);
    g_assert_cmpstr (sprint_remedy_get_description (finding->remedy), ==, words);
    g_assert_null (sprint_remedy_get_command (finding->remedy));
  }
}

static void
test_not_blocked (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char * const texts[] = {
    "# blacklist kvm_intel\n", "blacklist kvm_amd\n", "blacklist\n", "options kvm_intel nested=1\n",
    "install kvm_intel /sbin/modprobe --ignore-install kvm_intel\n", "\xff\xfe\nblacklist  \n", "",
  };
  g_autoptr (SprintFinding) other = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SprintFinding) finding = NULL;

    host_folder_write (fixture->root, "/etc/modprobe.d/kvm.conf", texts[i]);
    finding = find_warning (fixture, NOT_LOADED, MODULES);
  }

  /* Not a file of modprobe's, by its name. */
  host_folder_write (fixture->root, "/etc/modprobe.d/kvm.conf.bak", "blacklist kvm_intel\n");
  other = find_warning (fixture, NOT_LOADED, MODULES);
}

static void
test_blocked_by_package (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *file = g_build_filename (fixture->root, "usr/lib/modprobe.d/no-kvm.conf", NULL);
  const char *argv[] = { "/bin/sh", "-c", NULL, NULL };
  g_autoptr (SprintFinding) finding = NULL;
  g_autoptr (SprintFinding) masked = NULL;
  g_autoptr (GString) command = NULL;
  g_autofree char *kept = NULL;

  host_folder_write (fixture->root, "/usr/lib/modprobe.d/no-kvm.conf",
                     "options kvm ignore_msrs=1\n  blacklist kvm_intel \nblacklist kvm_intel_more\n");
  finding = find_warning (fixture, BLOCKED, "/usr/lib/modprobe.d/no-kvm.conf: blacklist kvm_intel");
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "Make a copy of the file without the line"));
  g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==,
                   "grep -vwF 'blacklist kvm_intel' '/usr/lib/modprobe.d/no-kvm.conf' | "
                   "sudo tee '/etc/modprobe.d/no-kvm.conf'");

  /* What else the file says stays. */
  command = g_string_new (sprint_remedy_get_command (finding->remedy));
  g_string_replace (command, "/usr/lib/modprobe.d/no-kvm.conf", file, 1);
  g_string_replace (command, "sudo tee '/etc/modprobe.d/no-kvm.conf'", "cat", 1);
  argv[2] = command->str;
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &kept, NULL, NULL, NULL));
  g_assert_cmpstr (kept, ==, "options kvm ignore_msrs=1\nblacklist kvm_intel_more\n");

  host_folder_write (fixture->root, "/etc/modprobe.d/no-kvm.conf", kept);
  masked = find_warning (fixture, NOT_LOADED, MODULES);
}

static void
test_blocked_by_command_line (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (SprintFinding) finding = NULL;

  host_folder_write (fixture->root, "/proc/cmdline", "quiet modprobe.blacklist=nouveau,kvm-intel root=/dev/sda1\n");
  finding = find_warning (fixture, BLOCKED, "/proc/cmdline: modprobe.blacklist=nouveau,kvm-intel");
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "from the kernel’s command line"));
}

/* An older kernel leaves the flag, and kvm_amd has refused. */
static void
test_amd_off (Fixture       *fixture,
              gconstpointer  data)
{
  const char *details = "/sys/module/kvm\n/proc/cpuinfo: svm\n/sys/module/kvm_amd: –";
  g_autoptr (SprintFinding) likely = NULL;
  g_autoptr (SprintFinding) off = NULL;
  g_autoptr (SprintFinding) taken_out = NULL;

  host_folder_write (fixture->root, "/proc/cpuinfo", "vendor_id : AuthenticAMD\nflags : fpu svm\n");
  host_folder_write (fixture->root, "/proc/sys/kernel/osrelease", "6.6.87-lts\n");
  host_folder_write (fixture->root, "/sys/module/kvm/parameters/ignore_msrs", "N\n");
  likely = find_warning (fixture, "Virtualization is likely turned off in the firmware", details);
  g_assert_nonnull (strstr (sprint_remedy_get_description (likely->remedy), "“SVM Mode”"));

  sprint_host_reader_take_inspection (fixture->reader, "{ \"vm-cr\": \"0x18\" }");
  off = find_warning (fixture, "Virtualization is turned off in the firmware", details);
  sprint_host_reader_take_inspection (fixture->reader, "{}");

  host_folder_write (fixture->root, "/sys/module/vboxdrv/initstate", "live\n");
  taken_out = find_warning (fixture, NOT_LOADED_AMD, "/lib/modules/6.6.87-lts");
}

/* The flag that is left, a register that was read and a firmware that is none each say that it is something else. */
static void
test_amd_not_off (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SprintFinding) newer = NULL;
  g_autoptr (SprintFinding) on = NULL;
  g_autoptr (SprintFinding) virtual = NULL;

  host_folder_write (fixture->root, "/proc/cpuinfo", "vendor_id : AuthenticAMD\nflags : fpu svm\n");
  host_folder_write (fixture->root, "/sys/module/kvm/parameters/ignore_msrs", "N\n");
  host_folder_write (fixture->root, "/proc/sys/kernel/osrelease", "6.7.0\n");
  newer = find_warning (fixture, NOT_LOADED_AMD, "/lib/modules/6.7.0");

  host_folder_write (fixture->root, "/proc/sys/kernel/osrelease", "6.6.87-lts\n");
  sprint_host_reader_take_inspection (fixture->reader, "{ \"vm-cr\": \"0x8\" }");
  on = find_warning (fixture, NOT_LOADED_AMD, "/lib/modules/6.6.87-lts");

  sprint_host_reader_take_inspection (fixture->reader, "{}");
  host_folder_write (fixture->root, "/sys/class/dmi/id/sys_vendor", "QEMU\n");
  virtual = find_warning (fixture, NOT_LOADED_AMD, "/lib/modules/6.6.87-lts");
}

#define add(name, function) \
  g_test_add ("/host/kvm-modules-finding/" name, Fixture, NULL, set_up, function, host_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/kvm-modules-finding/recorded", test_recorded);
  add ("listed", test_listed);
  add ("not-loaded", test_not_loaded);
  add ("no-file", test_no_file);
  add ("no-release", test_no_release);
  add ("blocked", test_blocked);
  add ("not-blocked", test_not_blocked);
  add ("blocked-by-package", test_blocked_by_package);
  add ("blocked-by-command-line", test_blocked_by_command_line);
  add ("amd-off", test_amd_off);
  add ("amd-not-off", test_amd_not_off);
  return g_test_run ();
}
