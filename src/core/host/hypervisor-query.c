/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hypervisor-query.h"

G_DEFINE_INTERFACE (SprintHypervisorQuery, sprint_hypervisor_query, G_TYPE_OBJECT)

static void
sprint_hypervisor_query_default_init (SprintHypervisorQueryInterface *iface)
{
}

void
sprint_hypervisor_query_get_version_async (SprintHypervisorQuery *self,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data)
{
  g_return_if_fail (SPRINT_IS_HYPERVISOR_QUERY (self));

  SPRINT_HYPERVISOR_QUERY_GET_IFACE (self)->get_version_async (self, cancellable, callback, user_data);
}

char *
sprint_hypervisor_query_get_version_finish (SprintHypervisorQuery  *self,
                                            GAsyncResult           *result,
                                            GError                **error)
{
  g_return_val_if_fail (SPRINT_IS_HYPERVISOR_QUERY (self), NULL);

  return SPRINT_HYPERVISOR_QUERY_GET_IFACE (self)->get_version_finish (self, result, error);
}

void
sprint_hypervisor_query_get_domain_capabilities_async (SprintHypervisorQuery *self,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data)
{
  g_return_if_fail (SPRINT_IS_HYPERVISOR_QUERY (self));

  SPRINT_HYPERVISOR_QUERY_GET_IFACE (self)->get_domain_capabilities_async (self, cancellable,
                                                                           callback, user_data);
}

GVirConfigDomainCapabilities *
sprint_hypervisor_query_get_domain_capabilities_finish (SprintHypervisorQuery  *self,
                                                        GAsyncResult           *result,
                                                        GError                **error)
{
  g_return_val_if_fail (SPRINT_IS_HYPERVISOR_QUERY (self), NULL);

  return SPRINT_HYPERVISOR_QUERY_GET_IFACE (self)->get_domain_capabilities_finish (self, result, error);
}
