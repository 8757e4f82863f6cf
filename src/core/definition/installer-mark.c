/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "installer-mark.h"

#include <glib/gi18n.h>

#include "devices.h"
#include "gconfig-pointers.h"
#include "xml-edit.h"

#define SPRINT_NAMESPACE "https://kvmsprint.github.io/xmlns/machine/1"
#define SPRINT_PREFIX "sprint"

/*
 * <metadata>
 *   <sprint:machine xmlns:sprint="https://kvmsprint.github.io/xmlns/machine/1">
 *     <sprint:installer attached="yes" kernel="…" initrd="…" command-line="…"/>   or
 *     <sprint:installer attached="yes" iso="…" drive="sdb"/>
 *     <sprint:kept-file path="…"/>
 *   </sprint:machine>
 * </metadata>
 */

static xmlNode *
find_machine (GVirConfigDomain *description)
{
  xmlNode *metadata = sprint_xml_child (sprint_xml_get_node (description), "metadata");

  return metadata != NULL ? sprint_xml_child_ns (metadata, "machine", SPRINT_NAMESPACE) : NULL;
}

static xmlNode *
find_installer (GVirConfigDomain *description)
{
  xmlNode *machine = find_machine (description);

  return machine != NULL ? sprint_xml_child_ns (machine, "installer", SPRINT_NAMESPACE) : NULL;
}

static void
add_kept_file (xmlNode    *machine,
               const char *path)
{
  if (path != NULL)
    sprint_xml_set_attribute (sprint_xml_add_ns (machine, "kept-file", SPRINT_PREFIX, SPRINT_NAMESPACE),
                              "path", path);
}

void
sprint_installer_mark_add (GVirConfigDomain *description,
                           SprintRecipe     *recipe,
                           const char       *target)
{
  xmlNode *metadata = sprint_xml_ensure_child (sprint_xml_get_node (description), "metadata");
  xmlNode *machine = sprint_xml_add_ns (metadata, "machine", SPRINT_PREFIX, SPRINT_NAMESPACE);
  xmlNode *installer = sprint_xml_add_ns (machine, "installer", SPRINT_PREFIX, SPRINT_NAMESPACE);

  sprint_xml_set_attribute (installer, "attached", "yes");
  if (sprint_recipe_get_installer_kernel (recipe) != NULL) {
    sprint_xml_set_attribute (installer, "kernel", sprint_recipe_get_installer_kernel (recipe));
    sprint_xml_set_attribute (installer, "initrd", sprint_recipe_get_installer_initrd (recipe));
    sprint_xml_set_attribute (installer, "command-line", sprint_recipe_get_installer_command_line (recipe));
    add_kept_file (machine, sprint_recipe_get_installer_kernel (recipe));
    add_kept_file (machine, sprint_recipe_get_installer_initrd (recipe));
  }
  if (sprint_recipe_get_installer_iso (recipe) != NULL) {
    sprint_xml_set_attribute (installer, "iso", sprint_recipe_get_installer_iso (recipe));
    sprint_xml_set_attribute (installer, "drive", target);
  }
}

static xmlNode *
find_cdrom (GVirConfigDomain *description,
            const char       *drive)
{
  xmlNode *devices = sprint_xml_child (sprint_xml_get_node (description), "devices");

  for (xmlNode *disk = devices != NULL ? sprint_xml_child (devices, "disk") : NULL; disk != NULL;
       disk = sprint_xml_next (disk, "disk")) {
    xmlNode *target = sprint_xml_child (disk, "target");

    if (sprint_xml_has_attribute (disk, "device", "cdrom") && target != NULL &&
        sprint_xml_has_attribute (target, "dev", drive))
      return disk;
  }

  return NULL;
}

static void
remove_child (xmlNode    *parent,
              const char *name)
{
  xmlNode *child = sprint_xml_child (parent, name);

  if (child != NULL)
    sprint_xml_remove (child);
}

/* Only what is still as Sprint made it goes: the person may have put another disc in. */
static void
detach_iso (GVirConfigDomain *description,
            const char       *iso,
            const char       *drive)
{
  xmlNode *cdrom = find_cdrom (description, drive);
  xmlNode *source = cdrom != NULL ? sprint_xml_child (cdrom, "source") : NULL;

  if (source == NULL || !sprint_xml_has_attribute (source, "file", iso))
    return;

  sprint_xml_remove (source);
  remove_child (cdrom, "boot");
}

static void
detach_kernel (GVirConfigDomain *description)
{
  xmlNode *os = sprint_xml_child (sprint_xml_get_node (description), "os");

  if (os == NULL)
    return;

  remove_child (os, "kernel");
  remove_child (os, "initrd");
  remove_child (os, "cmdline");
}

/* libvirt takes orders without a 1, but no order twice. */
static void
make_room_for_first (xmlNode *devices)
{
  gboolean taken = FALSE;

  for (xmlNode *device = sprint_xml_child (devices, NULL); device != NULL; device = sprint_xml_next (device, NULL)) {
    xmlNode *boot = sprint_xml_child (device, "boot");

    taken = taken || (boot != NULL && sprint_xml_has_attribute (boot, "order", "1"));
  }
  if (!taken)
    return;

  for (xmlNode *device = sprint_xml_child (devices, NULL); device != NULL; device = sprint_xml_next (device, NULL)) {
    xmlNode *boot = sprint_xml_child (device, "boot");
    g_autofree char *order = boot != NULL ? sprint_xml_get_attribute (boot, "order") : NULL;

    if (order != NULL) {
      g_autofree char *later = g_strdup_printf ("%" G_GUINT64_FORMAT,
                                                g_ascii_strtoull (order, NULL, 10) + 1);

      sprint_xml_set_attribute (boot, "order", later);
    }
  }
}

static void
attach_iso (GVirConfigDomain *description,
            const char       *iso,
            const char       *drive)
{
  xmlNode *root = sprint_xml_get_node (description);
  xmlNode *devices = sprint_xml_ensure_child (root, "devices");
  xmlNode *cdrom = find_cdrom (description, drive);
  xmlNode *os = sprint_xml_ensure_child (root, "os");

  if (cdrom == NULL) {
    g_autoptr (SprintRecipe) recipe = sprint_recipe_new ();
    g_autoptr (SprintHypervisorOffer) offer = sprint_hypervisor_offer_new (NULL, recipe);
    g_autoptr (GVirConfigDomainDisk) disk = sprint_devices_create_cdrom (offer, NULL, drive);

    cdrom = sprint_xml_add_object (devices, disk);
  }
  sprint_xml_set_attribute (cdrom, "type", "file");
  remove_child (cdrom, "source");
  sprint_xml_add (cdrom, "source", "file", iso, NULL);
  remove_child (cdrom, "boot");

  /* Devices' own orders and the firmware's list exclude each other. */
  while (sprint_xml_child (os, "boot") != NULL)
    remove_child (os, "boot");
  make_room_for_first (devices);
  sprint_xml_add (cdrom, "boot", "order", "1", NULL);
}

static void
attach_kernel (GVirConfigDomain *description,
               const char       *kernel,
               const char       *initrd,
               const char       *command_line)
{
  xmlNode *os = sprint_xml_ensure_child (sprint_xml_get_node (description), "os");

  sprint_xml_set_text (sprint_xml_ensure_child (os, "kernel"), kernel);
  if (initrd != NULL)
    sprint_xml_set_text (sprint_xml_ensure_child (os, "initrd"), initrd);
  if (command_line != NULL)
    sprint_xml_set_text (sprint_xml_ensure_child (os, "cmdline"), command_line);
}

gboolean
sprint_definition_is_installing (GVirConfigDomain *description)
{
  xmlNode *installer;

  g_return_val_if_fail (GVIR_CONFIG_IS_DOMAIN (description), FALSE);

  installer = find_installer (description);

  return installer != NULL && sprint_xml_has_attribute (installer, "attached", "yes");
}

gboolean
sprint_definition_can_repeat_installing (GVirConfigDomain *description)
{
  g_return_val_if_fail (GVIR_CONFIG_IS_DOMAIN (description), FALSE);

  return find_installer (description) != NULL;
}

static GVirConfigDomain *
change_installer (GVirConfigDomain  *description,
                  gboolean           attach,
                  GError           **error)
{
  g_autoptr (GVirConfigDomain) copy = sprint_definition_copy (description, error);
  g_autofree char *iso = NULL;
  g_autofree char *drive = NULL;
  g_autofree char *kernel = NULL;
  g_autofree char *initrd = NULL;
  g_autofree char *command_line = NULL;
  xmlNode *installer;

  if (copy == NULL)
    return NULL;

  installer = find_installer (copy);
  if (installer == NULL) {
    g_set_error_literal (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_INVALID,
                         _("This machine was not made from an installer"));
    return NULL;
  }

  iso = sprint_xml_get_attribute (installer, "iso");
  drive = sprint_xml_get_attribute (installer, "drive");
  kernel = sprint_xml_get_attribute (installer, "kernel");
  initrd = sprint_xml_get_attribute (installer, "initrd");
  command_line = sprint_xml_get_attribute (installer, "command-line");

  if (attach && kernel != NULL)
    attach_kernel (copy, kernel, initrd, command_line);
  else if (kernel != NULL)
    detach_kernel (copy);
  if (attach && iso != NULL && drive != NULL)
    attach_iso (copy, iso, drive);
  else if (iso != NULL && drive != NULL)
    detach_iso (copy, iso, drive);

  sprint_xml_set_attribute (installer, "attached", attach ? "yes" : "no");
  sprint_xml_set_text (sprint_xml_ensure_child (sprint_xml_get_node (copy), "on_reboot"),
                       attach ? "destroy" : "restart");

  return g_steal_pointer (&copy);
}

GVirConfigDomain *
sprint_definition_finish_installing (GVirConfigDomain  *description,
                                     GError           **error)
{
  g_return_val_if_fail (GVIR_CONFIG_IS_DOMAIN (description), NULL);

  return change_installer (description, FALSE, error);
}

GVirConfigDomain *
sprint_definition_repeat_installing (GVirConfigDomain  *description,
                                     GError           **error)
{
  g_return_val_if_fail (GVIR_CONFIG_IS_DOMAIN (description), NULL);

  return change_installer (description, TRUE, error);
}

GStrv
sprint_definition_get_installer_files (GVirConfigDomain *description)
{
  static const char * const attributes[] = { "iso", "kernel", "initrd" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  xmlNode *installer;

  g_return_val_if_fail (GVIR_CONFIG_IS_DOMAIN (description), NULL);

  installer = find_installer (description);
  for (guint i = 0; installer != NULL && i < G_N_ELEMENTS (attributes); i++) {
    char *path = sprint_xml_get_attribute (installer, attributes[i]);

    if (path != NULL)
      g_strv_builder_take (builder, path);
  }

  return g_strv_builder_end (builder);
}

GStrv
sprint_definition_get_kept_files (GVirConfigDomain *description)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  xmlNode *machine;

  g_return_val_if_fail (GVIR_CONFIG_IS_DOMAIN (description), NULL);

  machine = find_machine (description);
  for (xmlNode *file = machine != NULL ? sprint_xml_child_ns (machine, "kept-file", SPRINT_NAMESPACE) : NULL;
       file != NULL; file = sprint_xml_next_ns (file, "kept-file", SPRINT_NAMESPACE)) {
    char *path = sprint_xml_get_attribute (file, "path");

    if (path != NULL)
      g_strv_builder_take (builder, path);
  }

  return g_strv_builder_end (builder);
}

/* A model, its features and its limits are the accelerated CPU's; topology, NUMA and what else there is are the
 * person's. */
static void
remove_cpu_model (xmlNode *cpu)
{
  static const char * const names[] = { "model", "vendor", "feature", "maxphysaddr", "cache" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    for (xmlNode *child; (child = sprint_xml_child (cpu, names[i])) != NULL;)
      sprint_xml_remove (child);
  }
  /* The mode, the match, and whether it can migrate. */
  while (cpu->properties != NULL)
    xmlRemoveProp (cpu->properties);
}

GVirConfigDomain *
sprint_definition_set_emulated (GVirConfigDomain  *description,
                                GError           **error)
{
  g_autoptr (GVirConfigDomain) copy = NULL;
  xmlNode *root;
  xmlNode *cpu;

  g_return_val_if_fail (GVIR_CONFIG_IS_DOMAIN (description), NULL);

  copy = sprint_definition_copy (description, error);
  if (copy == NULL)
    return NULL;

  root = sprint_xml_get_node (copy);
  if (!sprint_xml_has_attribute (root, "type", "kvm") && !sprint_xml_has_attribute (root, "type", "qemu")) {
    g_set_error_literal (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_NOT_SUPPORTED,
                         _("Only QEMU can run a machine without acceleration"));
    return NULL;
  }

  sprint_xml_set_attribute (root, "type", "qemu");
  cpu = sprint_xml_ensure_child (root, "cpu");
  remove_cpu_model (cpu);
  sprint_xml_set_attribute (cpu, "mode", "maximum");

  return g_steal_pointer (&copy);
}
