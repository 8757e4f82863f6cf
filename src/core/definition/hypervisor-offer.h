/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libvirt-gconfig/libvirt-gconfig.h>

#include "recipe.h"

G_BEGIN_DECLS

/*
 * SprintHypervisorOffer: what a recipe asks of domain capabilities. Where they say nothing about a thing, it is not
 * offered: with no capabilities at all, neither devices nor firmware are, and the architecture is this computer's.
 * Format: https://libvirt.org/formatdomaincaps.html
 */
#define SPRINT_TYPE_HYPERVISOR_OFFER (sprint_hypervisor_offer_get_type ())
G_DECLARE_FINAL_TYPE (SprintHypervisorOffer, sprint_hypervisor_offer, SPRINT, HYPERVISOR_OFFER, GObject)

SprintHypervisorOffer *sprint_hypervisor_offer_new (GVirConfigDomainCapabilities *capabilities, SprintRecipe *recipe);

GVirConfigDomainVirtType sprint_hypervisor_offer_get_virt_type (SprintHypervisorOffer *self);
const char *sprint_hypervisor_offer_get_arch     (SprintHypervisorOffer *self);
gboolean    sprint_hypervisor_offer_is_x86       (SprintHypervisorOffer *self);
/* Whether a machine of its kind is made by QEMU, rather than by libvirt's test driver. */
gboolean    sprint_hypervisor_offer_is_qemu      (SprintHypervisorOffer *self);
/* "host-passthrough", "host-model", "maximum", or NULL: leave the CPU to the hypervisor. */
const char *sprint_hypervisor_offer_get_cpu_mode (SprintHypervisorOffer *self);
/* Whether devices/@device is supported. */
gboolean    sprint_hypervisor_offer_has_device   (SprintHypervisorOffer *self, const char *device);
/* Whether devices/@device's enum @name lists @value. */
gboolean    sprint_hypervisor_offer_has_value    (SprintHypervisorOffer *self, const char *device,
                                                  const char *name, const char *value);
gboolean    sprint_hypervisor_offer_has_firmware (SprintHypervisorOffer *self, const char *firmware);

G_END_DECLS
