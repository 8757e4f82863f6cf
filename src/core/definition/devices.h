/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hypervisor-offer.h"

G_BEGIN_DECLS

/* What spice-server, spice-client-glib and spice-webdavd call the port for shared folders. */
#define SPRINT_FOLDER_CHANNEL_NAME "org.spice-space.webdav.0"

/* The drive that the installer's ISO is put into; see sprint_definition_finish_installing(). */
GVirConfigDomainDisk *sprint_devices_create_cdrom (SprintHypervisorOffer *offer, const char *iso, const char *target);

/* Adds every device that @recipe means and @offer has. */
void                  sprint_devices_add          (GVirConfigDomain *domain, SprintRecipe *recipe,
                                                   SprintHypervisorOffer *offer);

/* What carries a shared folder to the guest; see sprint_definition_add_folder_device(). */
GVirConfigDomainChannel *sprint_devices_create_folder_channel (void);

G_END_DECLS
