/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/processor/firmware-setting.h"

#include <string.h>

#include "host-folder.h"

#define INTEL "vendor_id : GenuineIntel\n"
#define AMD "vendor_id : AuthenticAMD\n"
#define BEGINS "Turn on virtualization in the settings of this computer’s firmware. "

typedef struct {
  const char *cpuinfo, *vendor, *product, *version, *board;
} Computer;

static void
write_dmi (HostFolder *root,
           const char *name,
           const char *text)
{
  g_autofree char *path = g_strconcat ("/sys/class/dmi/id/", name, NULL);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  if (text != NULL)
    host_folder_write (root, path, line);
}

static HostFolder *
make (const Computer *computer)
{
  HostFolder *root = host_folder_new ();

  host_folder_write (root, "/proc/cpuinfo", computer->cpuinfo);
  write_dmi (root, "sys_vendor", computer->vendor);
  write_dmi (root, "product_name", computer->product);
  write_dmi (root, "product_version", computer->version);
  write_dmi (root, "board_vendor", computer->board);

  return root;
}

static SprintRemedy *
find (const Computer *computer)
{
  g_autoptr (HostFolder) root = make (computer);
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  return sprint_firmware_remedy_new (reader, SPRINT_FIRMWARE_SETTING_VIRTUALIZATION);
}

static void
test_makers (void)
{
  static const struct { Computer computer; const char *words; } makers[] = {
    { { INTEL, "LENOVO", "20L5CTO1WW", "ThinkPad T480", "LENOVO" },
      "With Lenovo ThinkPad it is usually called “Intel Virtualization Technology”, under “Security → Virtualization”. "
      "To get there, restart the computer and press F1 or Enter again and again as it starts." },
    { { AMD, "LENOVO", "82LM", "IdeaPad 5 14ALC05", "LENOVO" },
      "With Lenovo it is usually called “SVM Support” or “AMD V(TM) Technology”, under “Configuration”. "
      "To get there, restart the computer and press F2 or Fn+F2 again and again as it starts." },
    { { INTEL, "LENOVO", "11D1", "ThinkCentre M70s", "LENOVO" }, "With Lenovo ThinkCentre it is usually called " },
    { { INTEL, "Dell Inc.", "Latitude 7490", "", "Dell Inc." }, "With Dell it is usually called “Virtualization” or " },
    { { AMD, "HP", "HP EliteBook 845 G9", "", "HP" },
      "“SVM CPU Virtualization”, under “Advanced → System Options”. " },
    { { INTEL, "Hewlett-Packard", "HP Pavilion 15", "", "Hewlett-Packard" },
      "“Virtualization Technology”, under “System Configuration”. " },
    { { AMD, "ASUSTeK COMPUTER INC.", "ROG Strix", "1.0", NULL },
      "With ASUS it is usually called “SVM Mode”, under “Advanced → CPU Configuration”. "
      "To get there, restart the computer and press F2 or Delete again and again as it starts." },
    /* Put together by its owner: the board alone tells. */
    { { AMD, "System manufacturer", "System Product Name", "System Version", "ASUSTeK COMPUTER INC." }, "With ASUS " },
    { { AMD, "To Be Filled By O.E.M.", "To Be Filled By O.E.M.", "", "ASRock" }, "With ASRock " },
    { { INTEL, "Acer", "Aspire A515", "V1.1", NULL }, "With Acer it is usually called “Intel VTX” or " },
    { { AMD, "Micro-Star International Co., Ltd.", "MS-7C56", "1.0", NULL }, "With MSI " },
    { { AMD, "Gigabyte Technology Co., Ltd.", "B550 AORUS", "", NULL }, "With Gigabyte " },
    { { INTEL, "TOSHIBA", "SATELLITE", "", NULL }, "With Toshiba and Dynabook " },
    { { INTEL, "Dynabook Inc.", "TECRA", "", NULL }, "With Toshiba and Dynabook " },
    { { INTEL, "Intel(R) Client Systems", "NUC11PAHi5", "", "Intel Corporation" }, "With Intel NUC " },
    /* What is not known of a maker is as with most. */
    { { AMD, "Framework", "Laptop 13", "", NULL },
      "It is usually called “SVM Mode”, “AMD-V” or “SVM”. "
      "To get there, restart the computer and press F2 again and again as it starts." },
    { { INTEL, "SAMSUNG ELECTRONICS CO., LTD.", "950XCJ", "", NULL }, "press F2 again" },
    { { INTEL, "System76", "Thelio Mira", "", NULL }, "press Delete or F2 again" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++) {
    g_autoptr (SprintRemedy) remedy = find (&makers[i].computer);
    const char *words = sprint_remedy_get_description (remedy);

    g_assert_true (g_str_has_prefix (words, BEGINS));
    if (strstr (words, makers[i].words) == NULL)
      g_error ("“%s” is not in “%s”", makers[i].words, words);
    g_assert_null (sprint_remedy_get_command (remedy));
    g_assert_null (sprint_remedy_get_components (remedy)[0]);
  }
}

/* Where there is nothing to turn on, nothing is said of turning on. */
static void
test_always (void)
{
  static const Computer computers[] = {
    { INTEL, "Apple Inc.", "MacBookPro14,1", "1.0", "Apple Inc." },
    { INTEL, "Microsoft Corporation", "Surface Pro 7", "", "Microsoft Corporation" },
    { INTEL, "System76", "Lemur Pro", "lemp11", "System76" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (computers); i++) {
    g_autoptr (SprintRemedy) remedy = find (&computers[i]);

    g_assert_nonnull (strstr (sprint_remedy_get_description (remedy), "virtualization is on as a rule"));
    g_assert_null (strstr (sprint_remedy_get_description (remedy), "Turn on"));
    g_assert_null (sprint_remedy_get_command (remedy));
  }
}

static void
test_other (void)
{
  static const Computer computers[] = {
    { INTEL, NULL, NULL, NULL, NULL },
    { INTEL, "", "", "", "" },
    { INTEL, "Nobody", "ThinkPad Dell HP", "NUC", "Somebody" },
    /* Another maker than HP, and one of Microsoft's that is no Surface. */
    { INTEL, "HPE", "ProLiant", "", "HPE" },
    { INTEL, "Microsoft Corporation", "C2030", "", "Microsoft Corporation" },
    { INTEL, "\xff\xfe\n[lenovo]", ";;;", "\n\n", "other" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (computers); i++) {
    g_autoptr (SprintRemedy) remedy = find (&computers[i]);

    g_assert_cmpstr (sprint_remedy_get_description (remedy), ==,
                     BEGINS "It is usually called “Intel Virtualization Technology”, “VT-x” or “Virtualization "
                     "Technology”. To get there, restart the computer and press F2, Delete, F10 or Esc again and again "
                     "as it starts.");
  }
}

/* Only systemd can ask for it, and only UEFI listens. */
static void
test_command (void)
{
  const Computer computer = { AMD, "ASRock", "", "", "" };
  g_autoptr (HostFolder) root = make (&computer);
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autoptr (SprintRemedy) without = NULL;
  g_autoptr (SprintRemedy) with = NULL;

  host_folder_write (root, "/usr/bin/systemctl", "");
  without = sprint_firmware_remedy_new (reader, SPRINT_FIRMWARE_SETTING_VIRTUALIZATION);
  g_assert_null (sprint_remedy_get_command (without));
  g_assert_null (strstr (sprint_remedy_get_description (without), "command"));

  host_folder_write (root, "/sys/firmware/efi/fw_platform_size", "64\n");
  with = sprint_firmware_remedy_new (reader, SPRINT_FIRMWARE_SETTING_VIRTUALIZATION);
  g_assert_cmpstr (sprint_remedy_get_command (with), ==, "systemctl reboot --firmware-setup");
  g_assert_true (g_str_has_suffix (sprint_remedy_get_description (with),
                                   "again and again as it starts. The command below starts it into these settings "
                                   "too."));
}

static void
test_iommu (void)
{
  const Computer intel = { INTEL, "LENOVO", "", "ThinkPad", "" };
  const Computer surface = { INTEL, "Microsoft Corporation", "Surface Pro 7", "", "" };
  const Computer amd = { AMD, NULL, NULL, NULL, NULL };
  const struct { const Computer *computer; const char *words; } cases[] = {
    { &intel, "Turn on “VT-d” or “Intel VT for Directed I/O” in the settings of this computer’s firmware. To get "
              "there, restart the computer and press F1 or Enter again and again as it starts." },
    { &surface, "Turn on “VT-d” or “Intel VT for Directed I/O” in the settings of this computer’s firmware. To get "
                "there, shut the computer down, hold Volume Up and press the power button." },
    { &amd, "Turn on “IOMMU” or “AMD-Vi” in the settings of this computer’s firmware. To get there, restart the "
            "computer and press F2, Delete, F10 or Esc again and again as it starts." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (HostFolder) root = make (cases[i].computer);
    g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
    g_autoptr (SprintRemedy) remedy = sprint_firmware_remedy_new (reader, SPRINT_FIRMWARE_SETTING_IOMMU);

    g_assert_cmpstr (sprint_remedy_get_description (remedy), ==, cases[i].words);
  }
}

static void
test_describe (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) none = host_folder_read_as (root, "x86_64");
  g_autoptr (SprintHostReader) recorded = host_folder_read_recorded ("thinkpad-virtualbox");
  g_autofree char *nothing = sprint_firmware_describe (none);
  g_autofree char *words = sprint_firmware_describe (recorded);

  g_assert_null (nothing);
  g_assert_cmpstr (words, ==, "LENOVO, 20N2CTO1WW, ThinkPad T490, LENOVO");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/firmware-setting/makers", test_makers);
  g_test_add_func ("/host/firmware-setting/always", test_always);
  g_test_add_func ("/host/firmware-setting/other", test_other);
  g_test_add_func ("/host/firmware-setting/command", test_command);
  g_test_add_func ("/host/firmware-setting/iommu", test_iommu);
  g_test_add_func ("/host/firmware-setting/describe", test_describe);
  return g_test_run ();
}
