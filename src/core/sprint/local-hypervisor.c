/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "local-hypervisor.h"

#include <string.h>

#include "core/host/host-error.h"
#include "core/problem/problem.h"

struct _SprintLocalHypervisor {
  GObject parent_instance;
  SprintConnection *connection;
};

static void query_iface_init (SprintHypervisorQueryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintLocalHypervisor, sprint_local_hypervisor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPRINT_TYPE_HYPERVISOR_QUERY, query_iface_init))

/* (transfer full): in the words that the host room understands. */
static GError *
translate (GError *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON))
    return g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT, error->message);

  return g_steal_pointer (&owned);
}

static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *version = sprint_connection_get_version_finish (SPRINT_CONNECTION (source), result, &error);

  if (version != NULL)
    g_task_return_pointer (task, version, g_free);
  else
    g_task_return_error (task, translate (error));
}

static void
get_version_async (SprintHypervisorQuery *query,
                   GCancellable          *cancellable,
                   GAsyncReadyCallback    callback,
                   gpointer               user_data)
{
  SprintLocalHypervisor *self = SPRINT_LOCAL_HYPERVISOR (query);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, get_version_async);
  sprint_connection_get_version_async (self->connection, cancellable, version_cb, task);
}

static char *
get_version_finish (SprintHypervisorQuery  *query,
                    GAsyncResult           *result,
                    GError                **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
capabilities_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GVirConfigDomainCapabilities *capabilities =
    sprint_connection_get_domain_capabilities_finish (SPRINT_CONNECTION (source), result, &error);

  if (capabilities != NULL)
    g_task_return_pointer (task, capabilities, g_object_unref);
  else
    g_task_return_error (task, translate (error));
}

static void
get_domain_capabilities_async (SprintHypervisorQuery *query,
                               GCancellable          *cancellable,
                               GAsyncReadyCallback    callback,
                               gpointer               user_data)
{
  SprintLocalHypervisor *self = SPRINT_LOCAL_HYPERVISOR (query);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, get_domain_capabilities_async);
  sprint_connection_get_domain_capabilities_async (self->connection, NULL, cancellable, capabilities_cb, task);
}

static GVirConfigDomainCapabilities *
get_domain_capabilities_finish (SprintHypervisorQuery  *query,
                                GAsyncResult           *result,
                                GError                **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* In the words of the one table; a check's sentence ends without a full stop. */
static char *
describe_error (SprintHypervisorQuery  *query,
                const GError           *error,
                char                  **advice)
{
  g_autoptr (SprintProblem) problem = sprint_problem_new (error);

  if (!sprint_problem_is_foreseen (error->domain, error->code))
    return NULL;
  *advice = g_strdup (problem->remedy);
  return g_strndup (problem->sentence, strlen (problem->sentence) - g_str_has_suffix (problem->sentence, "."));
}

static void
query_iface_init (SprintHypervisorQueryInterface *iface)
{
  iface->get_version_async = get_version_async;
  iface->get_version_finish = get_version_finish;
  iface->get_domain_capabilities_async = get_domain_capabilities_async;
  iface->get_domain_capabilities_finish = get_domain_capabilities_finish;
  iface->describe_error = describe_error;
}

static void
sprint_local_hypervisor_finalize (GObject *object)
{
  g_clear_object (&SPRINT_LOCAL_HYPERVISOR (object)->connection);
  G_OBJECT_CLASS (sprint_local_hypervisor_parent_class)->finalize (object);
}

static void
sprint_local_hypervisor_class_init (SprintLocalHypervisorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_local_hypervisor_finalize;
}

static void
sprint_local_hypervisor_init (SprintLocalHypervisor *self)
{
}

SprintLocalHypervisor *
sprint_local_hypervisor_new (SprintConnection *connection)
{
  SprintLocalHypervisor *self = g_object_new (SPRINT_TYPE_LOCAL_HYPERVISOR, NULL);

  self->connection = g_object_ref (connection);
  return self;
}
