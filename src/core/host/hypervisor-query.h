/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libvirt-gconfig/libvirt-gconfig.h>

G_BEGIN_DECLS

/* Milliseconds that a question may take: libvirt's session daemon needs 4 seconds in a fresh home. */
#define SPRINT_HYPERVISOR_QUERY_DEADLINE 20000

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
 * sprint_hypervisor_query_describe_error:
 * @error: what a question ended with
 * @advice: (out) (transfer full) (nullable): what helps
 *
 * Returns: (transfer full) (nullable): one sentence of what is wrong; %NULL where there is none for it
 */
char *sprint_hypervisor_query_describe_error (SprintHypervisorQuery *self, const GError *error, char **advice);

G_END_DECLS
