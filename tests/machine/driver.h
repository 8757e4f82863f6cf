/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libvirt/libvirt.h>

#include "core/machine/connection.h"

G_BEGIN_DECLS

/* A hypervisor of libvirt's test driver that nobody else sees, and a connection to it. */
typedef struct {
  char *folder;                 /* a temporary one, with node.xml in it */
  char *uri;
  SprintConnection *connection; /* not opened by driver_new() */
} Driver;

/* @node: what is in its <node>, with "@" for the folder; %NULL for one running machine, `test`. */
Driver        *driver_new        (const char *node);
/* The same, but the connection is to qemu:///session, as if the hypervisor ran its guests on this computer. One at a
 * time. */
Driver        *driver_new_local  (const char *node);
/* Leaves once all threads have let go of the connection; results of its calls hold it, too: let them go first, as
 * g_autoptr() does with what is declared later. */
void           driver_free       (Driver *self);
void           driver_open       (Driver *self);
/* (transfer full): its path. */
char          *driver_path       (Driver *self, const char *name);

/* What another program would have. (transfer full): virConnectClose(), virDomainFree() */
virConnectPtr  driver_get_handle (Driver *self);
virDomainPtr   driver_get_domain (Driver *self, const char *name);
/* (transfer none) */
SprintMachine *driver_find       (Driver *self, const char *name);
guint          driver_count      (Driver *self);

/* Ends with the action. */
gboolean       driver_act        (SprintMachine *machine, SprintMachineActions action, GError **error);
/* A description of the test driver's machines. (transfer full) */
GVirConfigDomain *driver_describe (const char *name);
/* (transfer full) */
SprintMachine *driver_define     (Driver *self, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Driver, driver_free)

G_END_DECLS
