/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SPRINT_SYSTEM_NETWORK_URI "qemu:///system"
/* Where the system's libvirt listens. */
#define SPRINT_SYSTEM_NETWORK_SOCKETS "/run/libvirt"

/**
 * SprintSystemNetwork:
 * @reachable: whether libvirt is there; if not, nothing else is known
 * @defined: whether it has the network; if not, the rest is not
 * @active: whether the network runs
 * @autostart: whether it is started with libvirt
 * @bridge: (nullable): the network's interface on this computer, "virbr0"
 *
 * A network, as it was when it was asked for.
 */
typedef struct {
  gboolean  reachable;
  gboolean  defined;
  gboolean  active;
  gboolean  autostart;
  char     *bridge;
} SprintSystemNetwork;

/* What of a network is switched: whether it runs, and whether it is started with libvirt. */
typedef enum {
  SPRINT_SYSTEM_NETWORK_ACTIVE = 1 << 0,
  SPRINT_SYSTEM_NETWORK_AUTOSTART = 1 << 1,
} SprintSystemNetworkParts;

void                 sprint_system_network_free        (SprintSystemNetwork  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintSystemNetwork, sprint_system_network_free)

/**
 * sprint_system_network_read_async:
 * @uri: whom to ask
 * @sockets: (nullable): the folder of its sockets for reading; nobody is asked where there are none
 * @name: the network, "default"
 *
 * Opens a connection for reading alone, which needs no permission, and closes it again. A cancelled call returns at
 * once.
 */
void                 sprint_system_network_read_async  (const char           *uri,
                                                        const char           *sockets,
                                                        const char           *name,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);

/**
 * sprint_system_network_read_finish:
 *
 * Returns: (transfer full): the network, or that there is none; %NULL with an error of #SprintMachineError otherwise
 */
SprintSystemNetwork *sprint_system_network_read_finish (GAsyncResult         *result,
                                                        GError              **error);

/**
 * sprint_system_network_switch_async:
 * @uri: whom to ask
 * @name: the network, "default"
 * @parts: what is switched
 * @on: whether it is to be so
 *
 * What is so already is left, and a network that is gone does not run. Where it fails to be started, or to be kept, it
 * is left as it was.
 * libvirt asks the person for permission through polkit. A cancelled call returns at once; what was asked for may still
 * be done.
 */
void                 sprint_system_network_switch_async  (const char           *uri,
                                                          const char           *name,
                                                          SprintSystemNetworkParts  parts,
                                                          gboolean              on,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
/* @changed: (out): which of them were not so before */
gboolean             sprint_system_network_switch_finish (GAsyncResult         *result,
                                                          SprintSystemNetworkParts *changed,
                                                          GError              **error);

G_END_DECLS
