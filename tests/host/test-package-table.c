/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/packages/package-table.h"

#include <string.h>

#include "host-folder.h"

#define DEBIAN "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n" \
               "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"13\"\nID=debian\n"
#define UBUNTU "PRETTY_NAME=\"Ubuntu 24.04.2 LTS\"\n" \
               "NAME=\"Ubuntu\"\nVERSION_ID=\"24.04\"\nID=ubuntu\nID_LIKE=debian\nUBUNTU_CODENAME=noble\n"
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
             "PRETTY_NAME=\"Linux Mint 22\"\nUBUNTU_CODENAME=noble\n"
#define LATER "PRETTY_NAME=\"Ubuntu 26.04 LTS\"\nNAME=\"Ubuntu\"\nVERSION_ID=\"26.04\"\nID=ubuntu\nID_LIKE=debian\n" \
              "UBUNTU_CODENAME=resolute\n"
#define NIXOS "ID=nixos\nNAME=NixOS\nPRETTY_NAME=\"NixOS 24.11 (Vicuna)\"\nVERSION_ID=\"24.11\"\n"

static SprintPackageTable *
make (const char *os_release,
      const char *architecture)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, architecture);

  if (os_release != NULL)
    host_folder_write (root, "/etc/os-release", os_release);

  return sprint_package_table_new (reader);
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
  static const char * const distributions[] = { DEBIAN, UBUNTU, LATER, FEDORA, TUMBLEWEED, LEAP,
                                                ARCH, MINT };
  static const char * const architectures[] = { "x86_64", "aarch64" };
  static const char * const components[] = { "qemu", "libvirt", "spice", "uefi", "tpm", "virtiofs", "passt", "osinfo",
                                             "qemu-others", "usb-redirection", "libvirt-network" };

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

/* What a derivative is built on, it says as ID_LIKE and, of Ubuntu's, as a codename. */
static void
test_derivatives (void)
{
  static const struct { const char *os_release, *libvirt, *passt; } cases[] = {
    { "ID=pop\nID_LIKE=\"ubuntu debian\"\nVERSION_ID=\"24.04\"\nUBUNTU_CODENAME=noble\n",
      "libvirt-daemon libvirt-daemon-driver-qemu", "sudo apt install passt" },
    { "ID=elementary\nID_LIKE=ubuntu\nVERSION_ID=\"8\"\nUBUNTU_CODENAME=noble\n",
      "libvirt-daemon libvirt-daemon-driver-qemu", "sudo apt install passt" },
    { "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\nVERSION_ID=\"23\"\nUBUNTU_CODENAME=resolute\n",
      "libvirt-daemon libvirt-daemon-driver-qemu libvirt-daemon-driver-storage", "sudo apt install passt" },
    { "ID=linuxmint\nID_LIKE=debian\nVERSION_ID=\"7\"\nDEBIAN_CODENAME=trixie\n",
      "libvirt-daemon libvirt-daemon-driver-qemu libvirt-daemon-driver-storage", "sudo apt install passt" },
    { "ID=endeavouros\nID_LIKE=arch\n", "libvirt", "sudo pacman -S --needed passt" },
    { "ID=manjaro\nID_LIKE=arch\n", "libvirt", "sudo pacman -S --needed passt" },
    { "ID=nobara\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=42\n",
      "libvirt-daemon libvirt-daemon-driver-qemu libvirt-daemon-driver-storage-core",
      "sudo dnf install passt passt-selinux" },
    { LATER, "libvirt-daemon libvirt-daemon-driver-qemu libvirt-daemon-driver-storage", "sudo apt install passt" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    static const char * const libvirt[] = { "libvirt", NULL };
    static const char * const passt[] = { "passt", NULL };
    g_autoptr (SprintPackageTable) table = make (cases[i].os_release, "x86_64");
    g_auto (GStrv) packages = sprint_package_table_get_packages (table, libvirt);
    g_autofree char *words = g_strjoinv (" ", packages);
    g_auto (GStrv) named = sprint_package_table_get_packages (table, passt);
    g_autofree char *command = sprint_package_table_get_command (table, (const char * const *) named);

    g_assert_cmpstr (words, ==, cases[i].libvirt);
    g_assert_cmpstr (command, ==, cases[i].passt);
    g_assert_true (sprint_package_table_can_install (table));
    g_assert_false (sprint_package_table_get_image_based (table, NULL));
  }
}

static void
test_others_by_architecture (void)
{
  g_autoptr (SprintPackageTable) intel = make (UBUNTU, "x86_64");
  g_autoptr (SprintPackageTable) arm = make (UBUNTU, "aarch64");
  g_autoptr (SprintPackageTable) later = make (LATER, "x86_64");

  assert_words (intel, "qemu-others", "qemu-system-arm qemu-system-misc",
                "sudo apt install qemu-system-arm qemu-system-misc");
  assert_words (arm, "qemu-others", "qemu-system-x86 qemu-system-misc",
                "sudo apt install qemu-system-x86 qemu-system-misc");
  assert_words (later, "qemu-others", "qemu-system", "sudo apt install qemu-system");
}

static void
assert_image (SprintPackageTable *table,
              const char         *word,
              const char         *command)
{
  static const char * const packages[] = { "qemu-img", "libvirt", NULL };
  g_autofree char *explanation = NULL;
  g_autofree char *line = sprint_package_table_get_command (table, packages);
  g_autofree char *repair = sprint_package_table_get_repair_command (table);

  g_assert_true (sprint_package_table_get_image_based (table, &explanation));
  g_assert_true (sprint_package_table_get_image_based (table, NULL));
  g_assert_false (sprint_package_table_can_install (table));
  g_assert_nonnull (strstr (explanation, word));
  g_assert_true (g_str_has_suffix (explanation, "."));
  g_assert_cmpstr (line, ==, command);
  g_assert_null (repair);
}

#define LAYER "sudo rpm-ostree install --idempotent --allow-inactive qemu-img libvirt"
#define RENEW "sudo transactional-update pkg install qemu-img libvirt"

static void
test_images (void)
{
  static const struct { const char *os_release, *word, *command; } cases[] = {
    { FEDORA "VARIANT_ID=kinoite\n", "rpm-ostree", LAYER },
    { FEDORA "OSTREE_VERSION='42.1'\n", "rpm-ostree", LAYER },
    { "ID=bazzite\nID_LIKE=\"fedora\"\nVARIANT_ID=bazzite\n", "rpm-ostree", LAYER },
    { "ID=\"opensuse-microos\"\nID_LIKE=\"suse opensuse opensuse-tumbleweed\"\n", "transactional-update", RENEW },
    { "ID=\"opensuse-aeon\"\nID_LIKE=\"suse opensuse opensuse-tumbleweed opensuse-microos\"\n",
      "transactional-update", RENEW },
    { "ID=steamos\nID_LIKE=arch\nVERSION_ID=3.7\n", "the next update",
      "sudo steamos-devmode enable && sudo pacman -S --needed qemu-img libvirt" },
    { "ID=ubuntu-core\nID_LIKE=debian\nVERSION_ID=24\n", "snaps only", NULL },
    { NIXOS, "virtualisation.libvirtd.enable = true;", NULL },
    { "ID=vanilla\nID_LIKE=debian\n", "does not know", NULL },
    { "ID=unheard-of\nOSTREE_VERSION=1\n", "does not know", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintPackageTable) table = make (cases[i].os_release, "x86_64");

    g_test_message ("%s", cases[i].os_release);
    assert_image (table, cases[i].word, cases[i].command);
  }
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) silverblue = host_folder_read_recorded ("silverblue");
  g_autoptr (SprintHostReader) ubuntu = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintPackageTable) image = sprint_package_table_new (silverblue);
  g_autoptr (SprintPackageTable) fresh = sprint_package_table_new (ubuntu);
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autoptr (SprintPackageTable) booted = NULL;
  g_autofree char *explanation = NULL;

  assert_image (image, "once the computer has been restarted", LAYER);
  assert_words (image, "tpm", "swtpm swtpm-tools",
                "sudo rpm-ostree install --idempotent --allow-inactive swtpm swtpm-tools");

  g_assert_true (sprint_package_table_can_install (fresh));
  g_assert_false (sprint_package_table_get_image_based (fresh, &explanation));
  g_assert_null (explanation);
  assert_words (fresh, "tpm virtiofs", "swtpm swtpm-tools virtiofsd", "sudo apt install swtpm swtpm-tools virtiofsd");

  /* What a variant of tomorrow is called, nobody knows. */
  host_folder_write (root, "/etc/os-release", FEDORA);
  host_folder_write (root, "/run/ostree-booted", "");
  booted = sprint_package_table_new (reader);
  assert_image (booted, "rpm-ostree", LAYER);
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
  g_test_add_func ("/host/package-table/derivatives", test_derivatives);
  g_test_add_func ("/host/package-table/others-by-architecture", test_others_by_architecture);
  g_test_add_func ("/host/package-table/images", test_images);
  g_test_add_func ("/host/package-table/recorded", test_recorded);
  g_test_add_func ("/host/package-table/unknown", test_unknown);
  g_test_add_func ("/host/package-table/architectures", test_architectures);
  g_test_add_func ("/host/package-table/no-doubles", test_no_doubles);
  return g_test_run ();
}
