/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libvirt/libvirt.h>

#include "machine.h"

G_BEGIN_DECLS

/* What is known of a domain at one moment; read in a worker's thread. */
typedef struct {
  char uuid[VIR_UUID_STRING_BUFLEN];
  char *name;
  char *title;
  char *problem;
  const char *state_reason;
  SprintMachineState state;
  SprintMachineStop stop;
  SprintMachineDisplay display;
  guint64 memory;
  guint vcpus;
  gboolean emulated;
  gboolean has_console;
  gboolean uncompressed;
  gboolean accelerated;
  gboolean crash_kept;   /* it crashed, and its process is kept: it can be forced off, not started */
  gboolean persistent;
} SprintMachineInfo;

/* NULL with @error (NO_MACHINE when it is gone). @spice_reachable: a SPICE display of this
 * connection can be opened from here. @log_folder: (nullable): where QEMU's own log is, if it can be read here. */
SprintMachineInfo *sprint_machine_info_read (virDomainPtr domain, gboolean spice_reachable, const char *log_folder,
                                             GError **error);
/* All that is known of one that cannot be read, without asking libvirt; its problem is why. */
SprintMachineInfo *sprint_machine_info_new_unread (virDomainPtr domain, const GError *reason);
/* The first of both where it can be read, and the other one where it cannot: this person may not be allowed to, but it
 * must not look gone, nor as it was. NULL with @error where it is gone, or the connection is lost. */
SprintMachineInfo *sprint_machine_info_read_for_list (virDomainPtr domain, gboolean spice_reachable,
                                                      const char *log_folder, GError **error);
void               sprint_machine_info_free (SprintMachineInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintMachineInfo, sprint_machine_info_free)

G_END_DECLS
