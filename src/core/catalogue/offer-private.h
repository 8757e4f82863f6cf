/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "download.h"
#include "offer.h"
#include "system-database.h"

G_BEGIN_DECLS

/* An installer out of Debian's debian-installer-*-netboot-* packages; @images_root: "/usr/lib/debian-installer/images",
 * @arch: Debian's name of the architecture; @fallback: a download, while the package is not installed.
 * (transfer full) */
SprintOffer *sprint_offer_new_package  (const char *system_name, const char *os_id, SprintSystemDatabase *database,
                                        const char *component, const char *images_root, const char *arch,
                                        SprintOffer *fallback);
/* An ISO that @download brings. (transfer full) */
SprintOffer *sprint_offer_new_download (const char *system_name, const char *os_id, SprintSystemDatabase *database,
                                        SprintDownload *download);

G_END_DECLS
