/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libvirt-gconfig/libvirt-gconfig.h>

#include "remedy.h"

G_BEGIN_DECLS

/* Milliseconds that a question may take: libvirt's session daemon needs 4 seconds in a fresh home. */
#define SPRINT_HYPERVISOR_QUERY_DEADLINE 20000

/**
 * SprintNetworkState:
 * @reachable: whether the system's libvirt is there; if not, nothing else is known
 * @defined: whether it has the network; if not, the rest is not
 * @active: whether the network runs
 * @autostart: whether it is started with libvirt
 * @bridge: (nullable): the network's interface on this computer, "virbr0"
 * @uri: (nullable): who was asked, "qemu:///system"
 *
 * A network of the system's libvirt.
 */
typedef struct {
  gboolean  reachable;
  gboolean  defined;
  gboolean  active;
  gboolean  autostart;
  char     *bridge;
  char     *uri;
} SprintNetworkState;

#define SPRINT_TYPE_NETWORK_STATE (sprint_network_state_get_type ())
GType               sprint_network_state_get_type (void);
/* All false. (transfer full) */
SprintNetworkState *sprint_network_state_new      (void);
SprintNetworkState *sprint_network_state_copy     (const SprintNetworkState *self);
void                sprint_network_state_free     (SprintNetworkState       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintNetworkState, sprint_network_state_free)

/*
 * SprintHypervisorQuery: the host room's questions to libvirt, as an interface
 * that whoever composes the rooms implements over the machine room.
 *
 * An implementation need neither watch the clock nor be cancellable: a question ends in time and at once. It fails
 * with %SPRINT_HOST_ERROR_NO_LIBVIRT where libvirt's daemon or its QEMU driver is not there.
 */
#define SPRINT_TYPE_HYPERVISOR_QUERY (sprint_hypervisor_query_get_type ())
G_DECLARE_INTERFACE (SprintHypervisorQuery, sprint_hypervisor_query, SPRINT, HYPERVISOR_QUERY, GObject)

struct _SprintHypervisorQueryInterface {
  GTypeInterface parent_iface;

  guint deadline;   /* milliseconds; 0 for SPRINT_HYPERVISOR_QUERY_DEADLINE */

  void (*get_version_async) (SprintHypervisorQuery *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
  char *(*get_version_finish) (SprintHypervisorQuery *self, GAsyncResult *result, GError **error);

  void (*get_domain_capabilities_async) (SprintHypervisorQuery *self, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
  GVirConfigDomainCapabilities *(*get_domain_capabilities_finish) (SprintHypervisorQuery *self,
                                                                   GAsyncResult *result, GError **error);

  /* Optional, both: see sprint_hypervisor_query_get_network_async(). */
  void (*get_network_async) (SprintHypervisorQuery *self, const char *name, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
  SprintNetworkState *(*get_network_finish) (SprintHypervisorQuery *self, GAsyncResult *result, GError **error);

  /* Optional: see sprint_hypervisor_query_set_network_async(). The result is a #GTask of the query's, an integer of
   * #SprintRemedyParts; its errors are of #SprintHostError. */
  void (*set_network_async) (SprintHypervisorQuery *self, const char *name, SprintRemedyParts parts, gboolean on,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

  /* Optional: see sprint_hypervisor_query_describe_error(). */
  char *(*describe_error) (SprintHypervisorQuery *self, const GError *error, char **advice);
};

/* The session daemon's version, "11.3.0"; fails with %G_IO_ERROR_TIMED_OUT when it does not answer. (transfer full) */
void  sprint_hypervisor_query_get_version_async  (SprintHypervisorQuery *self, GCancellable *cancellable,
                                                  GAsyncReadyCallback callback, gpointer user_data);
char *sprint_hypervisor_query_get_version_finish (SprintHypervisorQuery *self, GAsyncResult *result, GError **error);

/* What the hypervisor of this architecture can give a guest. (transfer full) */
void  sprint_hypervisor_query_get_domain_capabilities_async (SprintHypervisorQuery *self, GCancellable *cancellable,
                                                             GAsyncReadyCallback callback, gpointer user_data);
GVirConfigDomainCapabilities *
      sprint_hypervisor_query_get_domain_capabilities_finish (SprintHypervisorQuery *self, GAsyncResult *result,
                                                              GError **error);

/**
 * sprint_hypervisor_query_get_network_async:
 * @name: a network of the system's libvirt, "default"
 *
 * Asks how it is with a network. That the system's libvirt is not there is an answer, not a failure; fails with
 * %G_IO_ERROR_NOT_SUPPORTED where nobody can be asked.
 */
void  sprint_hypervisor_query_get_network_async (SprintHypervisorQuery *self, const char *name,
                                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                                 gpointer user_data);
/* (transfer full) */
SprintNetworkState *
      sprint_hypervisor_query_get_network_finish (SprintHypervisorQuery *self, GAsyncResult *result, GError **error);

/**
 * sprint_hypervisor_query_set_network_async:
 * @name: a network of the system's libvirt, "default"
 * @parts: what is switched
 * @on: whether it is to be so
 *
 * Has it run or not, and started with libvirt or not; the person is asked for permission. Fails with
 * %SPRINT_HOST_ERROR_NO_REPAIR where nobody can be asked, %SPRINT_HOST_ERROR_REPAIR_DECLINED or
 * %SPRINT_HOST_ERROR_REPAIR_FAILED.
 */
void     sprint_hypervisor_query_set_network_async  (SprintHypervisorQuery *self, const char *name,
                                                     SprintRemedyParts parts, gboolean on, GCancellable *cancellable,
                                                     GAsyncReadyCallback callback, gpointer user_data);
/* @changed: (out): which of them were not so before */
gboolean sprint_hypervisor_query_set_network_finish (SprintHypervisorQuery *self, GAsyncResult *result,
                                                     SprintRemedyParts *changed, GError **error);

/**
 * sprint_hypervisor_query_describe_error:
 * @error: what a question ended with
 * @advice: (out) (transfer full) (nullable): what helps
 *
 * Returns: (transfer full) (nullable): one sentence of what is wrong; %NULL where there is none for it
 */
char *sprint_hypervisor_query_describe_error (SprintHypervisorQuery *self, const GError *error, char **advice);

G_END_DECLS
