/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/package-table.h"

#include <string.h>

#include "host-folder.h"

#define DEBIAN "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n" \
               "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"13\"\nID=debian\n"
#define UBUNTU "PRETTY_NAME=\"Ubuntu 24.04.2 LTS\"\n" \
               "NAME=\"Ubuntu\"\nVERSION_ID=\"24.04\"\nID=ubuntu\nID_LIKE=debian\n"
#define FEDORA "NAME=\"Fedora Linux\"\nID=fedora\nVERSION_ID=42\n" \
               "PRETTY_NAME=\"Fedora Linux 42 (Workstation Edition)\"\n"
#define TUMBLEWEED "NAME=\"openSUSE Tumbleweed\"\n" \
                   "ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n" \
                   "VERSION_ID=\"20250601\"\nPRETTY_NAME=\"openSUSE Tumbleweed\"\n"
#define LEAP "NAME=\"openSUSE Leap\"\nVERSION=\"15.6\"\n" \
             "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n" \
             "VERSION_ID=\"15.6\"\nPRETTY_NAME=\"openSUSE Leap 15.6\"\n"
#define ARCH "NAME=\"Arch Linux\"\nPRETTY_NAME=\"Arch Linux\"\nID=arch\nBUILD_ID=rolling\n"
#define MINT "NAME=\"Linux Mint\"\nVERSION_ID=\"22\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n" \
             "PRETTY_NAME=\"Linux Mint 22\"\n"
#define NIXOS "ID=nixos\nNAME=NixOS\nPRETTY_NAME=\"NixOS 24.11 (Vicuna)\"\nVERSION_ID=\"24.11\"\n"

static SprintPackageTable *
make (const char *os_release,
      const char *architecture)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  if (os_release != NULL)
    host_folder_write (root, "/etc/os-release", os_release);

  return g_object_new (SPRINT_TYPE_PACKAGE_TABLE, "reader", reader, "architecture", architecture,
                       NULL);
}

/* Packages of components, and command to install them, as words between blanks. */
static void
assert_words (SprintPackageTable *table,
              const char         *components,
              const char         *packages,
              const char         *command)
{
  g_auto (GStrv) asked = g_strsplit (components, " ", -1);
  g_auto (GStrv) found = sprint_package_table_get_packages (table, (const char * const *) asked);
  g_autofree char *words = g_strjoinv (" ", found);
  g_autofree char *line = sprint_package_table_get_command (table, (const char * const *) found);

  g_assert_cmpstr (words, ==, packages);
  g_assert_cmpstr (line, ==, command);
}

static void
assert_unknown (SprintPackageTable *table,
                const char         *components,
                const char         *unknown)
{
  g_auto (GStrv) asked = g_strsplit (components, " ", -1);
  g_auto (GStrv) found = sprint_package_table_get_unknown (table, (const char * const *) asked);
  g_autofree char *words = g_strjoinv (" ", found);

  g_assert_cmpstr (words, ==, unknown);
}

static void
test_debian (void)
{
  g_autoptr (SprintPackageTable) table = make (DEBIAN, "x86_64");
  g_autoptr (SprintPackageTable) older = make ("ID=debian\nVERSION_ID=\"12\"\n", "x86_64");

  g_assert_cmpstr (sprint_package_table_get_distribution (table), ==,
                   "Debian GNU/Linux 13 (trixie)");
  assert_words (table, "qemu spice", "qemu-system-x86 qemu-utils qemu-system-modules-spice",
                "sudo apt install qemu-system-x86 qemu-utils qemu-system-modules-spice");
  assert_words (table, "libvirt",
                "libvirt-daemon libvirt-daemon-driver-qemu libvirt-daemon-driver-storage",
                "sudo apt install libvirt-daemon libvirt-daemon-driver-qemu "
                "libvirt-daemon-driver-storage");
  assert_words (table, "installer", "debian-installer-13-netboot-amd64",
                "sudo apt install debian-installer-13-netboot-amd64");
  assert_words (table, "uefi", "ovmf", "sudo apt install ovmf");
  /* Another release has the rest, and not that very package. */
  assert_words (older, "installer", "", NULL);
  assert_words (older, "spice", "qemu-system-modules-spice",
                "sudo apt install qemu-system-modules-spice");
}

static void
test_others (void)
{
  static const struct { const char *os_release, *distribution, *spice, *command; } cases[] = {
    { UBUNTU, "Ubuntu 24.04.2 LTS", "qemu-system-modules-spice",
      "sudo apt install qemu-system-modules-spice" },
    { FEDORA, "Fedora Linux 42 (Workstation Edition)",
      "qemu-ui-spice-core qemu-char-spice qemu-audio-spice qemu-device-display-qxl "
      "qemu-device-display-virtio-vga qemu-device-display-virtio-gpu qemu-device-usb-redirect",
      "sudo dnf install qemu-ui-spice-core qemu-char-spice qemu-audio-spice qemu-device-display-qxl "
      "qemu-device-display-virtio-vga qemu-device-display-virtio-gpu qemu-device-usb-redirect" },
    { TUMBLEWEED, "openSUSE Tumbleweed", "qemu-spice", "sudo zypper install qemu-spice" },
    { LEAP, "openSUSE Leap 15.6", "qemu-spice", "sudo zypper install qemu-spice" },
    { ARCH, "Arch Linux",
      "qemu-ui-spice-core qemu-chardev-spice qemu-audio-spice qemu-hw-display-qxl "
      "qemu-hw-display-virtio-vga qemu-hw-display-virtio-gpu qemu-hw-usb-redirect",
      "sudo pacman -S --needed qemu-ui-spice-core qemu-chardev-spice qemu-audio-spice qemu-hw-display-qxl "
      "qemu-hw-display-virtio-vga qemu-hw-display-virtio-gpu qemu-hw-usb-redirect" },
    { MINT, "Linux Mint 22", "qemu-system-modules-spice",
      "sudo apt install qemu-system-modules-spice" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintPackageTable) table = make (cases[i].os_release, "x86_64");

    g_assert_cmpstr (sprint_package_table_get_distribution (table), ==, cases[i].distribution);
    assert_words (table, "spice", cases[i].spice, cases[i].command);
    /* None of them packages an installer of its own. */
    assert_words (table, "installer", "", NULL);
  }
}

/* Wherever there is an entry, what a failed check may ask for is in it, for both architectures. */
static void
test_complete (void)
{
  static const char * const distributions[] = { DEBIAN, UBUNTU, FEDORA, TUMBLEWEED, LEAP, ARCH,
                                                MINT };
  static const char * const architectures[] = { "x86_64", "aarch64" };
  static const char * const components[] = { "qemu", "libvirt", "spice", "uefi" };

  for (gsize i = 0; i < G_N_ELEMENTS (distributions); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (architectures); j++) {
      g_autoptr (SprintPackageTable) table = make (distributions[i], architectures[j]);

      for (gsize k = 0; k < G_N_ELEMENTS (components); k++) {
        const char * const one[] = { components[k], NULL };
        g_auto (GStrv) packages = sprint_package_table_get_packages (table, one);

        g_test_message ("%s %s", architectures[j], components[k]);
        g_assert_cmpuint (g_strv_length (packages), >=, 1);
        for (gsize l = 0; packages[l] != NULL; l++)
          g_assert_true (g_regex_match_simple ("^[a-z0-9][a-z0-9+._-]+$", packages[l], 0, 0));
      }
    }
  }
}

static void
test_like (void)
{
  g_autoptr (SprintPackageTable) mint = make (MINT, "x86_64");
  g_autoptr (SprintPackageTable) suse = make ("ID=new\nID_LIKE=\"suse  opensuse\"\nNAME=New\n",
                                              "x86_64");
  g_autoptr (SprintPackageTable) both = make ("ID=new\nID_LIKE=\"fedora debian\"\n", "x86_64");

  /* Ubuntu's, which comes first, and not Debian's, which has one more. */
  assert_words (mint, "libvirt", "libvirt-daemon libvirt-daemon-driver-qemu",
                "sudo apt install libvirt-daemon libvirt-daemon-driver-qemu");
  assert_words (suse, "spice", "qemu-spice", "sudo zypper install qemu-spice");
  g_assert_cmpstr (sprint_package_table_get_distribution (suse), ==, "New");
  assert_words (both, "uefi", "edk2-ovmf", "sudo dnf install edk2-ovmf");
}

static void
test_unknown (void)
{
  static const char * const texts[] = { NIXOS, "", "ID=\n", "ID_LIKE=\"  \"\n", "ID=\"debian\n",
                                        "ID=[debian]\n", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SprintPackageTable) table = make (texts[i], "x86_64");
    static const char * const named[] = { "a-package", NULL };

    assert_words (table, "qemu libvirt spice installer", "", NULL);
    assert_unknown (table, "qemu libvirt", "qemu libvirt");
    /* Nor is there a command where the name of a package is known from elsewhere. */
    g_assert_null (sprint_package_table_get_command (table, named));
    g_assert_cmpstr (sprint_package_table_get_distribution (table), ==,
                     i == 0 ? "NixOS 24.11 (Vicuna)" : NULL);
  }
}

static void
test_architectures (void)
{
  g_autoptr (SprintPackageTable) arm = make (DEBIAN, "aarch64");
  g_autoptr (SprintPackageTable) risc = make (DEBIAN, "riscv64");
  g_autoptr (SprintPackageTable) suse = make (LEAP, "s390x");
  g_autoptr (SprintPackageTable) own = make (DEBIAN, NULL);

  assert_words (arm, "qemu", "qemu-system-arm qemu-utils",
                "sudo apt install qemu-system-arm qemu-utils");
  assert_words (arm, "installer", "debian-installer-13-netboot-arm64",
                "sudo apt install debian-installer-13-netboot-arm64");
  /* One that the table does not know gets what is the same everywhere. */
  assert_words (risc, "qemu", "qemu-system qemu-utils", "sudo apt install qemu-system qemu-utils");
  assert_words (risc, "installer", "", NULL);
  assert_unknown (risc, "qemu installer libvirt uefi", "installer uefi");
  assert_unknown (suse, "spice qemu", "qemu");
  assert_unknown (arm, "qemu installer libvirt uefi", "");
  assert_words (risc, "spice", "qemu-system-modules-spice",
                "sudo apt install qemu-system-modules-spice");
  assert_words (own, "spice", "qemu-system-modules-spice",
                "sudo apt install qemu-system-modules-spice");
}

static void
test_no_doubles (void)
{
  g_autoptr (SprintPackageTable) table = make (DEBIAN, "x86_64");
  static const char * const none[] = { NULL };
  g_auto (GStrv) nothing = sprint_package_table_get_packages (table, NULL);
  g_auto (GStrv) empty = sprint_package_table_get_packages (table, none);

  assert_words (table, "qemu spice qemu nonsense spice",
                "qemu-system-x86 qemu-utils qemu-system-modules-spice",
                "sudo apt install qemu-system-x86 qemu-utils qemu-system-modules-spice");
  assert_words (table, "nonsense", "", NULL);
  g_assert_nonnull (nothing);
  g_assert_cmpuint (g_strv_length (nothing), ==, 0);
  g_assert_cmpuint (g_strv_length (empty), ==, 0);
  g_assert_null (sprint_package_table_get_command (table, NULL));
  g_assert_null (sprint_package_table_get_command (table, none));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/package-table/debian", test_debian);
  g_test_add_func ("/host/package-table/others", test_others);
  g_test_add_func ("/host/package-table/complete", test_complete);
  g_test_add_func ("/host/package-table/like", test_like);
  g_test_add_func ("/host/package-table/unknown", test_unknown);
  g_test_add_func ("/host/package-table/architectures", test_architectures);
  g_test_add_func ("/host/package-table/no-doubles", test_no_doubles);
  return g_test_run ();
}
