/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/fact-check.h"
#include "core/host/check/query-check.h"

G_BEGIN_DECLS

/* What is asked about installed software; the last has no function. */
extern const SprintFact sprint_software_facts[];
/* Whether libvirt's session daemon answers. */
extern const SprintQuestion sprint_libvirt_question;
/* Whether the domain capabilities offer SPICE. */
extern const SprintQuestion sprint_spice_question;

/* QEMU for this architecture, and qemu-img, with which libvirt makes disks. */
SprintFinding *sprint_find_qemu            (SprintHostReader *reader, const char *disk_folder);
/* QEMU for the other architectures that people run. */
SprintFinding *sprint_find_qemu_others     (SprintHostReader *reader, const char *disk_folder);
/* QEMU's part for USB devices, and what lets a person hand one over. */
SprintFinding *sprint_find_usb_redirection (SprintHostReader *reader, const char *disk_folder);
/* libvirt's daemons, whether one or many, and whether the system's would wake. */
SprintFinding *sprint_find_libvirt_daemons (SprintHostReader *reader, const char *disk_folder);
/* What libvirt makes disks with. */
SprintFinding *sprint_find_libvirt_storage (SprintHostReader *reader, const char *disk_folder);
/* Firmware that QEMU is told of, and Secure Boot. */
SprintFinding *sprint_find_uefi            (SprintHostReader *reader, const char *disk_folder);
/* swtpm and what sets it up. */
SprintFinding *sprint_find_tpm             (SprintHostReader *reader, const char *disk_folder);
/* virtiofsd, and whether libvirt is told of it. */
SprintFinding *sprint_find_virtiofs        (SprintHostReader *reader, const char *disk_folder);
/* The network that can forward ports. */
SprintFinding *sprint_find_passt           (SprintHostReader *reader, const char *disk_folder);
/* What the kernel and AppArmor let passt and virtiofsd do. */
SprintFinding *sprint_find_user_namespaces (SprintHostReader *reader, const char *disk_folder);
/* The drivers for Windows. */
SprintFinding *sprint_find_virtio_win      (SprintHostReader *reader, const char *disk_folder);
/* How old libosinfo's database is. */
SprintFinding *sprint_find_osinfo_database (SprintHostReader *reader, const char *disk_folder);

/* Whether libvirt's daemon lacks one of its parts, "storage"; FALSE where that cannot be seen. */
gboolean       sprint_libvirt_lacks_driver (SprintHostReader *reader, const char *driver);

/**
 * SprintOsinfoSource:
 * @SPRINT_OSINFO_SOURCE_TO_INSTALL: packages, one of which is missing: of the database, or of what updates it
 * @SPRINT_OSINFO_SOURCE_INSTALLED: packages that are all there
 * @SPRINT_OSINFO_SOURCE_BUNDLED: a Flatpak's own
 *
 * Where libosinfo's database comes from.
 */
typedef enum {
  SPRINT_OSINFO_SOURCE_TO_INSTALL,
  SPRINT_OSINFO_SOURCE_INSTALLED,
  SPRINT_OSINFO_SOURCE_BUNDLED,
} SprintOsinfoSource;

/**
 * sprint_judge_osinfo:
 * @version: (nullable): of the database, "20240701"
 * @now: when it is asked
 *
 * Returns: (transfer full): what is to be said of it
 */
SprintFinding *sprint_judge_osinfo         (const char         *version,
                                            GDateTime          *now,
                                            SprintOsinfoSource  source);

G_END_DECLS
