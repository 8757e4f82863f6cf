/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "definition.h"

#include <glib/gi18n.h>

#include "devices.h"
#include "gconfig-pointers.h"
#include "installer-mark.h"
#include "xml-edit.h"

#define KIBIBYTE 1024
#define OSINFO_NAMESPACE "http://libosinfo.org/xmlns/libvirt/domain/1.0"
#define CDROM_TARGET "sdb"

G_DEFINE_QUARK (sprint-definition-error-quark, sprint_definition_error)

static gboolean
refuse (GError     **error,
        const char  *sentence)
{
  g_set_error_literal (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_INVALID, sentence);

  return FALSE;
}

static gboolean
check_texts (SprintRecipe  *recipe,
             GError       **error)
{
  guint n_properties;
  g_autofree GParamSpec **properties = g_object_class_list_properties (G_OBJECT_GET_CLASS (recipe), &n_properties);

  for (guint i = 0; i < n_properties; i++) {
    g_autofree char *text = NULL;

    if (properties[i]->value_type != G_TYPE_STRING)
      continue;
    g_object_get (recipe, properties[i]->name, &text, NULL);
    if (text != NULL && !sprint_xml_can_hold (text))
      return refuse (error, _("The name or a file’s path has characters that a description cannot hold"));
  }

  return TRUE;
}

static gboolean
check_recipe (SprintRecipe  *recipe,
              GError       **error)
{
  static const char * const formats[] = { "qcow2", "raw", "vmdk", "vdi", "vpc", NULL };
  const char *name = sprint_recipe_get_name (recipe);

  if (name == NULL || *name == '\0' || strpbrk (name, "/\n") != NULL)
    return refuse (error, _("The machine needs a name without a slash or a line break"));
  if (sprint_recipe_get_vcpus (recipe) == 0)
    return refuse (error, _("The machine needs at least one CPU"));
  if (sprint_recipe_get_memory (recipe) < KIBIBYTE)
    return refuse (error, _("The machine needs memory"));
  if (sprint_recipe_get_disk_path (recipe) == NULL && sprint_recipe_get_installer_iso (recipe) == NULL &&
      sprint_recipe_get_installer_kernel (recipe) == NULL)
    return refuse (error, _("The machine has nothing to start from"));
  if (sprint_recipe_get_disk_path (recipe) != NULL &&
      (sprint_recipe_get_disk_format (recipe) == NULL ||
       !g_strv_contains (formats, sprint_recipe_get_disk_format (recipe))))
    return refuse (error, _("The disk’s format is not known"));

  return check_texts (recipe, error);
}

static void
set_metadata (GVirConfigDomain *domain,
              SprintRecipe     *recipe)
{
  xmlNode *metadata;
  xmlNode *osinfo;

  if (sprint_recipe_get_os_id (recipe) == NULL)
    return;

  metadata = sprint_xml_ensure_child (sprint_xml_get_node (domain), "metadata");
  osinfo = sprint_xml_add_ns (metadata, "libosinfo", "libosinfo", OSINFO_NAMESPACE);
  sprint_xml_set_attribute (sprint_xml_add_ns (osinfo, "os", "libosinfo", OSINFO_NAMESPACE),
                            "id", sprint_recipe_get_os_id (recipe));
}

static gboolean
set_os (GVirConfigDomain       *domain,
        SprintRecipe           *recipe,
        SprintHypervisorOffer  *offer,
        GError                **error)
{
  g_autoptr (GVirConfigDomainOs) os = gvir_config_domain_os_new ();
  const char *firmware = sprint_recipe_get_firmware (recipe);
  const char *arch = sprint_hypervisor_offer_get_arch (offer);
  gboolean qemu = sprint_hypervisor_offer_is_qemu (offer);
  gboolean efi = g_strcmp0 (firmware, "efi") == 0 ||
                 (g_strcmp0 (firmware, "bios") != 0 && qemu && g_str_equal (arch, "aarch64"));

  if (efi && !sprint_hypervisor_offer_has_firmware (offer, "efi")) {
    g_set_error_literal (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_NOT_SUPPORTED,
                         _("No UEFI firmware for virtual machines is installed on this computer"));
    return FALSE;
  }

  gvir_config_domain_os_set_os_type (os, GVIR_CONFIG_DOMAIN_OS_TYPE_HVM);
  gvir_config_domain_os_set_arch (os, arch);
  if (qemu && g_str_equal (arch, "x86_64"))
    gvir_config_domain_os_set_machine (os, "q35");
  else if (qemu && g_str_equal (arch, "aarch64"))
    gvir_config_domain_os_set_machine (os, "virt");
  if (efi)
    gvir_config_domain_os_set_firmware (os, GVIR_CONFIG_DOMAIN_OS_FIRMWARE_EFI);

  if (sprint_recipe_get_installer_kernel (recipe) != NULL) {
    gvir_config_domain_os_set_kernel (os, sprint_recipe_get_installer_kernel (recipe));
    if (sprint_recipe_get_installer_initrd (recipe) != NULL)
      gvir_config_domain_os_set_ramdisk (os, sprint_recipe_get_installer_initrd (recipe));
    if (sprint_recipe_get_installer_command_line (recipe) != NULL)
      gvir_config_domain_os_set_cmdline (os, sprint_recipe_get_installer_command_line (recipe));
  }

  gvir_config_domain_set_os (domain, os);

  return TRUE;
}

static void
set_processor (GVirConfigDomain      *domain,
               SprintHypervisorOffer *offer)
{
  const char *features[] = { "acpi", NULL, NULL };
  const char *mode = sprint_hypervisor_offer_get_cpu_mode (offer);

  if (sprint_hypervisor_offer_is_x86 (offer))
    features[1] = "apic";
  gvir_config_domain_set_features (domain, (GStrv) features);
  /* VMware's mouse port would take the pointer away from the tablet. */
  if (sprint_hypervisor_offer_is_x86 (offer) && sprint_hypervisor_offer_is_qemu (offer))
    sprint_xml_add (sprint_xml_ensure_child (sprint_xml_get_node (domain), "features"),
                    "vmport", "state", "off", NULL);

  /* gconfig knows no "maximum". */
  if (mode != NULL)
    sprint_xml_add (sprint_xml_get_node (domain), "cpu", "mode", mode, NULL);
}

static void
set_clock (GVirConfigDomain      *domain,
           SprintHypervisorOffer *offer)
{
  g_autoptr (GVirConfigDomainClock) clock = gvir_config_domain_clock_new ();

  gvir_config_domain_clock_set_offset (clock, GVIR_CONFIG_DOMAIN_CLOCK_UTC);
  if (sprint_hypervisor_offer_is_x86 (offer) && sprint_hypervisor_offer_is_qemu (offer)) {
    g_autoptr (GVirConfigDomainTimerRtc) rtc = gvir_config_domain_timer_rtc_new ();
    g_autoptr (GVirConfigDomainTimerPit) pit = gvir_config_domain_timer_pit_new ();
    g_autoptr (GVirConfigDomainTimerHpet) hpet = gvir_config_domain_timer_hpet_new ();

    gvir_config_domain_timer_set_tick_policy (GVIR_CONFIG_DOMAIN_TIMER (rtc),
                                              GVIR_CONFIG_DOMAIN_TIMER_TICK_POLICY_CATCHUP);
    gvir_config_domain_timer_set_tick_policy (GVIR_CONFIG_DOMAIN_TIMER (pit),
                                              GVIR_CONFIG_DOMAIN_TIMER_TICK_POLICY_DELAY);
    gvir_config_domain_timer_set_present (GVIR_CONFIG_DOMAIN_TIMER (hpet), FALSE);
    gvir_config_domain_clock_add_timer (clock, GVIR_CONFIG_DOMAIN_TIMER (rtc));
    gvir_config_domain_clock_add_timer (clock, GVIR_CONFIG_DOMAIN_TIMER (pit));
    gvir_config_domain_clock_add_timer (clock, GVIR_CONFIG_DOMAIN_TIMER (hpet));
  }
  gvir_config_domain_set_clock (domain, clock);
}

static void
set_lifecycle (GVirConfigDomain      *domain,
               SprintHypervisorOffer *offer,
               gboolean               installing)
{
  gvir_config_domain_set_lifecycle (domain, GVIR_CONFIG_DOMAIN_LIFECYCLE_ON_POWEROFF,
                                    GVIR_CONFIG_DOMAIN_LIFECYCLE_DESTROY);
  gvir_config_domain_set_lifecycle (domain, GVIR_CONFIG_DOMAIN_LIFECYCLE_ON_REBOOT,
                                    installing ? GVIR_CONFIG_DOMAIN_LIFECYCLE_DESTROY
                                               : GVIR_CONFIG_DOMAIN_LIFECYCLE_RESTART);
  gvir_config_domain_set_lifecycle (domain, GVIR_CONFIG_DOMAIN_LIFECYCLE_ON_CRASH,
                                    GVIR_CONFIG_DOMAIN_LIFECYCLE_DESTROY);

  if (sprint_hypervisor_offer_is_x86 (offer) && sprint_hypervisor_offer_is_qemu (offer)) {
    g_autoptr (GVirConfigDomainPowerManagement) power = gvir_config_domain_power_management_new ();

    gvir_config_domain_power_management_set_mem_suspend_enabled (power, FALSE);
    gvir_config_domain_power_management_set_disk_suspend_enabled (power, FALSE);
    gvir_config_domain_set_power_management (domain, power);
  }
}

GVirConfigDomain *
sprint_definition_build (SprintRecipe                  *recipe,
                         GVirConfigDomainCapabilities  *capabilities,
                         GError                       **error)
{
  g_autoptr (GVirConfigDomain) domain = NULL;
  g_autoptr (SprintHypervisorOffer) offer = NULL;
  gboolean installing;

  g_return_val_if_fail (SPRINT_IS_RECIPE (recipe), NULL);
  g_return_val_if_fail (capabilities == NULL || GVIR_CONFIG_IS_DOMAIN_CAPABILITIES (capabilities), NULL);

  if (!check_recipe (recipe, error))
    return NULL;

  offer = sprint_hypervisor_offer_new (capabilities, recipe);
  installing = sprint_recipe_get_installer_kernel (recipe) != NULL ||
               (sprint_recipe_get_installer_iso (recipe) != NULL && !sprint_recipe_get_live (recipe));

  domain = gvir_config_domain_new ();
  gvir_config_domain_set_virt_type (domain, sprint_hypervisor_offer_get_virt_type (offer));
  gvir_config_domain_set_name (domain, sprint_recipe_get_name (recipe));
  if (sprint_recipe_get_title (recipe) != NULL)
    gvir_config_domain_set_title (domain, sprint_recipe_get_title (recipe));
  set_metadata (domain, recipe);
  if (installing)
    sprint_installer_mark_add (domain, recipe, CDROM_TARGET);
  /* gconfig counts memory in KiB, as libvirt does. */
  gvir_config_domain_set_memory (domain, sprint_recipe_get_memory (recipe) / KIBIBYTE);
  gvir_config_domain_set_vcpus (domain, sprint_recipe_get_vcpus (recipe));
  if (!set_os (domain, recipe, offer, error))
    return NULL;
  set_processor (domain, offer);
  set_clock (domain, offer);
  set_lifecycle (domain, offer, installing);
  sprint_devices_add (domain, recipe, offer);

  return g_steal_pointer (&domain);
}

GVirConfigDomain *
sprint_definition_copy (GVirConfigDomain  *description,
                        GError           **error)
{
  g_autofree char *xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (description));
  g_autoptr (GError) local_error = NULL;
  GVirConfigDomain *copy;

  copy = xml != NULL ? gvir_config_domain_new_from_xml (xml, &local_error) : NULL;
  if (copy == NULL)
    g_set_error_literal (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_INVALID,
                         local_error != NULL ? local_error->message : _("The description cannot be read"));

  return copy;
}
