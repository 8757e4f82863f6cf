/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include "assert-finding.h"
#include "host-folder.h"

#define FOLDER "/usr/share/qemu/firmware"
#define NONE "UEFI firmware for machines is not installed"

static char *
describe (const char *architecture,
          const char *features)
{
  return g_strdup_printf ("{ \"interface-types\": [\"uefi\"], \"features\": [%s],"
                          " \"mapping\": { \"device\": \"flash\", \"executable\": { \"filename\": \"/fw/code.fd\" } },"
                          " \"targets\": [ { \"architecture\": \"%s\" } ] }", features, architecture);
}

static void
assert_state (SprintHostReader *reader,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintFinding) finding = sprint_find_uefi (reader, NULL);

  /* What is there already is not installed again. */
  assert_finding (finding, state, summary, details, g_str_equal (summary, NONE) ? "uefi" : NULL);
  g_assert_true ((finding->remedy == NULL) == (state == SPRINT_CHECK_STATE_PASS));
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) ubuntu = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) other = host_folder_read_recorded_as ("intel-laptop", "riscv64");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintHostReader) arm = host_folder_read_recorded ("aarch64");

  assert_state (ubuntu, SPRINT_CHECK_STATE_PASS, "UEFI is there, with and without Secure Boot",
                FOLDER "/40-edk2-x86_64-secure-enrolled.json: secure-boot, enrolled-keys\n"
                FOLDER "/50-edk2-x86_64-secure.json: secure-boot\n"
                FOLDER "/60-edk2-x86_64.json");
  assert_state (other, SPRINT_CHECK_STATE_NOTE, NONE, FOLDER);
  assert_state (fresh, SPRINT_CHECK_STATE_NOTE, NONE, FOLDER);
  assert_state (arm, SPRINT_CHECK_STATE_WARN, NONE, FOLDER);
}

static void
test_features (void)
{
  static const struct {
    const char *machine, *features;
    SprintCheckState state;
    const char *summary, *more;
  } cases[] = {
    { "x86_64", "\"acpi-s3\"", SPRINT_CHECK_STATE_NOTE, "UEFI is there, but not with Secure Boot", "" },
    { "aarch64", "\"acpi-s3\"", SPRINT_CHECK_STATE_PASS, "UEFI is there, without Secure Boot", "" },
    { "x86_64", "\"secure-boot\"", SPRINT_CHECK_STATE_PASS, "UEFI is there, with Secure Boot", ": secure-boot" },
    { "aarch64", "7, null, \"secure-boot\", \"enrolled-keys\"", SPRINT_CHECK_STATE_PASS,
      "UEFI is there, with Secure Boot", ": secure-boot, enrolled-keys" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (HostFolder) root = host_folder_new ();
    g_autoptr (SprintHostReader) reader = host_folder_read_as (root, cases[i].machine);
    g_autofree char *text = describe (cases[i].machine, cases[i].features);
    g_autofree char *details = g_strconcat (FOLDER "/50.json", cases[i].more, NULL);

    host_folder_write (root, FOLDER "/50.json", text);
    assert_state (reader, g_str_equal (cases[i].machine, "aarch64") ? SPRINT_CHECK_STATE_WARN
                                                                    : SPRINT_CHECK_STATE_NOTE, NONE, FOLDER);
    host_folder_write (root, "/fw/code.fd", "");
    assert_state (reader, cases[i].state, cases[i].summary, details);
  }
}

/* The administrator's replaces, and an empty one hides, the package's. */
static void
test_masked (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autofree char *plain = describe ("x86_64", "");
  g_autofree char *secure = describe ("x86_64", "\"secure-boot\"");

  host_folder_write (root, "/fw/code.fd", "");
  host_folder_write (root, FOLDER "/50.json", secure);
  host_folder_write (root, FOLDER "/60.json", plain);
  host_folder_write (root, "/etc/qemu/firmware/50.json", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, "UEFI is there, but not with Secure Boot", FOLDER "/60.json");
  host_folder_write (root, "/etc/qemu/firmware/60.json", secure);
  assert_state (reader, SPRINT_CHECK_STATE_PASS, "UEFI is there, with Secure Boot",
                "/etc/qemu/firmware/60.json: secure-boot");
}

static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (200000, '[');
  const char * const texts[] = {
    "", "{", "[]", "null", "7", "{}", deep, "\xff\xfe",
    "{ \"interface-types\": \"uefi\", \"targets\": {}, \"features\": 7, \"mapping\": [] }",
    "{ \"interface-types\": [\"uefi\"], \"targets\": [7, null, [], {}, { \"architecture\": 7 }], \"mapping\": 7 }",
    "{ \"interface-types\": [\"uefi\"], \"targets\": [{ \"architecture\": \"x86_64\" }], \"mapping\": "
    "{ \"executable\": { \"filename\": 7 } } }",
    "{ \"interface-types\": [\"uefi\"], \"targets\": [{ \"architecture\": \"x86_64\" }], \"mapping\": "
    "{ \"filename\": \"fw/code.fd\" } }",
    "{ \"interface-types\": [\"bios\"], \"targets\": [{ \"architecture\": \"x86_64\" }], \"mapping\": "
    "{ \"filename\": \"/fw/code.fd\" } }",
  };
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  host_folder_write (root, "/fw/code.fd", "");
  host_folder_write (root, FOLDER "/README", "no description");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    host_folder_write (root, FOLDER "/50.json", texts[i]);
    assert_state (reader, SPRINT_CHECK_STATE_NOTE, NONE, FOLDER);
  }

  /* One bad file keeps nothing from the others; a device that is memory names its file itself. */
  host_folder_write (root, FOLDER "/60.json",
                     "{ \"interface-types\": [\"uefi\"], \"targets\": [{ \"architecture\": \"x86_64\" }], "
                     "\"features\": [\"secure-boot\"], "
                     "\"mapping\": { \"device\": \"memory\", \"filename\": \"/fw/code.fd\" } }");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, "UEFI is there, with Secure Boot", FOLDER "/60.json: secure-boot");
}

static void
test_without (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) power = host_folder_read_as (root, "ppc64le");

  assert_state (power, SPRINT_CHECK_STATE_PASS, "Machines of ppc64le have no UEFI", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/uefi-finding/recorded", test_recorded);
  g_test_add_func ("/host/uefi-finding/features", test_features);
  g_test_add_func ("/host/uefi-finding/masked", test_masked);
  g_test_add_func ("/host/uefi-finding/hostile", test_hostile);
  g_test_add_func ("/host/uefi-finding/without", test_without);
  return g_test_run ();
}
