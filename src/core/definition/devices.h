/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hypervisor-offer.h"

G_BEGIN_DECLS

/* The drive that the installer's ISO is put into; see sprint_definition_finish_installing(). */
GVirConfigDomainDisk *sprint_devices_create_cdrom (SprintHypervisorOffer *offer, const char *iso, const char *target);

/* Adds every device that @recipe means and @offer has. */
void                  sprint_devices_add          (GVirConfigDomain *domain, SprintRecipe *recipe,
                                                   SprintHypervisorOffer *offer);

G_END_DECLS
