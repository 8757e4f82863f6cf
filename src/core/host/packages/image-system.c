/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-system.h"

#include <glib/gi18n.h>

/* rpm-ostree(1); what is there already, in the image or asked for before, is no error. */
static const SprintImageSystem rpm_ostree = {
  N_("This system is an image: packages are laid over it with rpm-ostree, and are there once the computer has been "
     "restarted."),
  "sudo rpm-ostree install --idempotent --allow-inactive",
};

/* transactional-update(8) */
static const SprintImageSystem transactional = {
  N_("This system is an image: packages are added to a new copy of it with transactional-update, and are there once "
     "the computer has been restarted."),
  "sudo transactional-update pkg install",
};

static const SprintImageSystem steamos = {
  N_("SteamOS is an image that cannot be written to. Packages can be added in its developer mode, but the next update "
     "of the system undoes that, and they have to be added again."),
  "sudo steamos-devmode enable && sudo pacman -S --needed",
};

static const SprintImageSystem ubuntu_core = {
  N_("Ubuntu Core consists of snaps only: QEMU and libvirt cannot be added as packages here."),
  NULL,
};

static const SprintImageSystem nixos = {
  N_("NixOS is described in a file and not changed by hand: add “virtualisation.libvirtd.enable = true;” to "
     "/etc/nixos/configuration.nix, then run “sudo nixos-rebuild switch”."),
  NULL,
};

static const SprintImageSystem other = {
  N_("This system is an image that is replaced as a whole: Sprint does not know how packages are added to it. Its own "
     "documentation says whether and how that can be done."),
  NULL,
};

static gboolean
is_named (GHashTable         *release,
          const char         *key,
          const char * const *names)
{
  const char *value = g_hash_table_lookup (release, key);
  g_auto (GStrv) words = g_strsplit_set (value != NULL ? value : "", " \t", -1);

  for (gsize i = 0; words[i] != NULL; i++) {
    if (g_strv_contains (names, words[i]))
      return TRUE;
  }

  return FALSE;
}

/* A sandbox may see os-release and nothing of /run. */
static gboolean
is_ostree (SprintHostReader *reader,
           GHashTable       *release)
{
  static const char * const variants[] = { "silverblue", "kinoite", "sway-atomic", "budgie-atomic", "cosmic-atomic",
                                           "iot", "coreos", "bazzite", "bluefin", "aurora", NULL };

  return sprint_host_reader_exists (reader, "/run/ostree-booted") ||
         g_hash_table_contains (release, "OSTREE_VERSION") ||
         is_named (release, "VARIANT_ID", variants);
}

const SprintImageSystem *
sprint_image_system_find (SprintHostReader *reader,
                          GHashTable       *release)
{
  static const char * const fedora[] = { "fedora", "centos", "rhel", NULL };
  static const char * const microos[] = { "opensuse-microos", "opensuse-aeon", "opensuse-kalpa",
                                          "opensuse-leap-micro", NULL };
  static const struct { const char *id; const SprintImageSystem *system; } systems[] = {
    { "steamos", &steamos },
    { "ubuntu-core", &ubuntu_core },
    { "nixos", &nixos },
    { "vanilla", &other },
    { "endless", &other },
    { "chimeraos", &other },
    { "guix", &other },
    { "org.gnome.os", &other },
    { "gnomeos", &other },
  };
  const char *id;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (reader), NULL);
  g_return_val_if_fail (release != NULL, NULL);

  id = g_hash_table_lookup (release, "ID");
  for (gsize i = 0; id != NULL && i < G_N_ELEMENTS (systems); i++) {
    if (g_str_equal (id, systems[i].id))
      return systems[i].system;
  }
  if (is_named (release, "ID", microos) || is_named (release, "ID_LIKE", microos))
    return &transactional;
  if (!is_ostree (reader, release))
    return NULL;

  return is_named (release, "ID", fedora) || is_named (release, "ID_LIKE", fedora) ? &rpm_ostree : &other;
}
