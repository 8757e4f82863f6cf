/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hypervisor-offer.h"

#include <sys/utsname.h>

#include "xml-edit.h"

struct _SprintHypervisorOffer
{
  GObject parent_instance;

  GVirConfigDomainCapabilities *capabilities;
  GVirConfigDomainVirtType virt_type;
  char *arch;
  gboolean told_cpu;
};

G_DEFINE_FINAL_TYPE (SprintHypervisorOffer, sprint_hypervisor_offer, G_TYPE_OBJECT)

static void
sprint_hypervisor_offer_finalize (GObject *object)
{
  SprintHypervisorOffer *self = SPRINT_HYPERVISOR_OFFER (object);

  g_clear_object (&self->capabilities);
  g_free (self->arch);

  G_OBJECT_CLASS (sprint_hypervisor_offer_parent_class)->finalize (object);
}

static void
sprint_hypervisor_offer_class_init (SprintHypervisorOfferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_hypervisor_offer_finalize;
}

static void
sprint_hypervisor_offer_init (SprintHypervisorOffer *self)
{
}

static char *
capability_text (SprintHypervisorOffer *self,
                 const char            *path)
{
  xmlNode *node = NULL;

  if (self->capabilities != NULL)
    node = sprint_xml_find (sprint_xml_get_node (self->capabilities), path);

  return node != NULL ? sprint_xml_get_text (node) : NULL;
}

SprintHypervisorOffer *
sprint_hypervisor_offer_new (GVirConfigDomainCapabilities *capabilities,
                             SprintRecipe                 *recipe)
{
  SprintHypervisorOffer *self = g_object_new (SPRINT_TYPE_HYPERVISOR_OFFER, NULL);
  gboolean accelerated = sprint_recipe_get_accelerated (recipe);
  g_autofree char *domain = NULL;

  g_set_object (&self->capabilities, capabilities);

  domain = capability_text (self, "domain");
  if (g_strcmp0 (domain, "test") == 0)
    self->virt_type = GVIR_CONFIG_DOMAIN_VIRT_TEST;
  else
    self->virt_type = accelerated ? GVIR_CONFIG_DOMAIN_VIRT_KVM : GVIR_CONFIG_DOMAIN_VIRT_QEMU;
  /* What KVM offers of CPUs says nothing of emulation, and the other way round. */
  self->told_cpu = g_strcmp0 (domain, accelerated ? "kvm" : "qemu") == 0;

  self->arch = capability_text (self, "arch");
  if (self->arch == NULL || *self->arch == '\0') {
    struct utsname host;

    g_free (self->arch);
    uname (&host);
    self->arch = g_strdup (host.machine);
  }

  return self;
}

GVirConfigDomainVirtType
sprint_hypervisor_offer_get_virt_type (SprintHypervisorOffer *self)
{
  return self->virt_type;
}

const char *
sprint_hypervisor_offer_get_arch (SprintHypervisorOffer *self)
{
  return self->arch;
}

gboolean
sprint_hypervisor_offer_is_x86 (SprintHypervisorOffer *self)
{
  return g_str_equal (self->arch, "x86_64") || g_str_equal (self->arch, "i686");
}

gboolean
sprint_hypervisor_offer_is_qemu (SprintHypervisorOffer *self)
{
  return self->virt_type != GVIR_CONFIG_DOMAIN_VIRT_TEST;
}

static gboolean
has_cpu_mode (SprintHypervisorOffer *self,
              const char            *mode)
{
  xmlNode *cpu;

  if (!self->told_cpu)
    return TRUE;

  cpu = sprint_xml_find (sprint_xml_get_node (self->capabilities), "cpu");
  for (xmlNode *node = cpu != NULL ? sprint_xml_child (cpu, "mode") : NULL; node != NULL;
       node = sprint_xml_next (node, "mode"))
    if (sprint_xml_has_attribute (node, "name", mode))
      return sprint_xml_has_attribute (node, "supported", "yes");

  return FALSE;
}

const char *
sprint_hypervisor_offer_get_cpu_mode (SprintHypervisorOffer *self)
{
  if (!sprint_hypervisor_offer_is_qemu (self))
    return NULL;
  if (self->virt_type == GVIR_CONFIG_DOMAIN_VIRT_QEMU)
    return has_cpu_mode (self, "maximum") ? "maximum" : NULL;
  if (has_cpu_mode (self, "host-passthrough"))
    return "host-passthrough";

  return has_cpu_mode (self, "host-model") ? "host-model" : NULL;
}

static xmlNode *
find_device (SprintHypervisorOffer *self,
             const char            *device)
{
  xmlNode *devices = sprint_xml_find (sprint_xml_get_node (self->capabilities), "devices");

  return devices != NULL ? sprint_xml_child (devices, device) : NULL;
}

gboolean
sprint_hypervisor_offer_has_device (SprintHypervisorOffer *self,
                                    const char            *device)
{
  xmlNode *node;

  if (self->capabilities == NULL)
    return FALSE;
  node = find_device (self, device);

  return node != NULL && sprint_xml_has_attribute (node, "supported", "yes");
}

static gboolean
enum_lists (xmlNode    *parent,
            const char *name,
            const char *value)
{
  for (xmlNode *list = sprint_xml_child (parent, "enum"); list != NULL; list = sprint_xml_next (list, "enum")) {
    if (!sprint_xml_has_attribute (list, "name", name))
      continue;

    for (xmlNode *node = sprint_xml_child (list, "value"); node != NULL; node = sprint_xml_next (node, "value")) {
      g_autofree char *text = sprint_xml_get_text (node);

      if (g_strcmp0 (text, value) == 0)
        return TRUE;
    }
  }

  return FALSE;
}

gboolean
sprint_hypervisor_offer_has_value (SprintHypervisorOffer *self,
                                   const char            *device,
                                   const char            *name,
                                   const char            *value)
{
  xmlNode *node;

  if (self->capabilities == NULL)
    return FALSE;
  node = find_device (self, device);

  return node != NULL && enum_lists (node, name, value);
}

gboolean
sprint_hypervisor_offer_has_firmware (SprintHypervisorOffer *self,
                                      const char            *firmware)
{
  xmlNode *os;

  if (self->capabilities == NULL)
    return FALSE;
  os = sprint_xml_find (sprint_xml_get_node (self->capabilities), "os");

  return os != NULL && enum_lists (os, "firmware", firmware);
}
