/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "local-hypervisor.h"

#include <string.h>

#include "core/host/check/host-error.h"
#include "core/host/watch/host-events.h"
#include "core/machine/system-network.h"
#include "core/problem/problem.h"

struct _SprintLocalHypervisor {
  GObject parent_instance;
  SprintConnection *connection;
  char *system_uri;
  char *system_sockets;
  gulong state_handler;
  gboolean open;              /* as it was told last */
};

static void query_iface_init (SprintHypervisorQueryInterface *iface);
static void events_iface_init (SprintHostEventsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintLocalHypervisor, sprint_local_hypervisor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPRINT_TYPE_HYPERVISOR_QUERY, query_iface_init)
                               G_IMPLEMENT_INTERFACE (SPRINT_TYPE_HOST_EVENTS, events_iface_init))

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

static void
network_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintLocalHypervisor *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (SprintSystemNetwork) network = sprint_system_network_read_finish (result, &error);
  SprintNetworkState *state;

  if (network == NULL) {
    g_task_return_error (task, translate (error));
    return;
  }

  state = sprint_network_state_new ();
  state->reachable = network->reachable;
  state->defined = network->defined;
  state->active = network->active;
  state->autostart = network->autostart;
  state->bridge = g_steal_pointer (&network->bridge);
  state->uri = g_strdup (self->system_uri);
  g_task_return_pointer (task, state, (GDestroyNotify) sprint_network_state_free);
}

/* Of the system's libvirt, which the connection is not to. */
static void
get_network_async (SprintHypervisorQuery *query,
                   const char            *name,
                   GCancellable          *cancellable,
                   GAsyncReadyCallback    callback,
                   gpointer               user_data)
{
  SprintLocalHypervisor *self = SPRINT_LOCAL_HYPERVISOR (query);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, get_network_async);
  sprint_system_network_read_async (self->system_uri, self->system_sockets, name, cancellable, network_cb, task);
}

static SprintNetworkState *
get_network_finish (SprintHypervisorQuery  *query,
                    GAsyncResult           *result,
                    GError                **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* (transfer full): in the words that the host room understands of what it does. */
static GError *
translate_repair (GError *error)
{
  g_autoptr (GError) owned = error;
  int code = SPRINT_HOST_ERROR_REPAIR_FAILED;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&owned);
  if (g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NOT_AUTHORIZED))
    code = SPRINT_HOST_ERROR_REPAIR_DECLINED;
  else if (g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_AGENT) ||
           g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON))
    code = SPRINT_HOST_ERROR_NO_REPAIR;
  return g_error_new_literal (SPRINT_HOST_ERROR, code, error->message);
}

static void
switched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SprintSystemNetworkParts changed;

  if (sprint_system_network_switch_finish (result, &changed, &error))
    g_task_return_int (task, ((changed & SPRINT_SYSTEM_NETWORK_ACTIVE) != 0 ? SPRINT_REMEDY_PARTS_START : 0) |
                             ((changed & SPRINT_SYSTEM_NETWORK_AUTOSTART) != 0 ? SPRINT_REMEDY_PARTS_ENABLE : 0));
  else
    g_task_return_error (task, translate_repair (error));
}

static void
set_network_async (SprintHypervisorQuery *query,
                   const char            *name,
                   SprintRemedyParts      parts,
                   gboolean               on,
                   GCancellable          *cancellable,
                   GAsyncReadyCallback    callback,
                   gpointer               user_data)
{
  SprintLocalHypervisor *self = SPRINT_LOCAL_HYPERVISOR (query);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SprintSystemNetworkParts switched = 0;

  g_task_set_source_tag (task, set_network_async);
  if ((parts & SPRINT_REMEDY_PARTS_START) != 0)
    switched |= SPRINT_SYSTEM_NETWORK_ACTIVE;
  if ((parts & SPRINT_REMEDY_PARTS_ENABLE) != 0)
    switched |= SPRINT_SYSTEM_NETWORK_AUTOSTART;
  sprint_system_network_switch_async (self->system_uri, name, switched, on, cancellable, switched_cb, task);
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
  iface->get_network_async = get_network_async;
  iface->get_network_finish = get_network_finish;
  iface->set_network_async = set_network_async;
  iface->describe_error = describe_error;
}

static gboolean
is_open (SprintLocalHypervisor *self)
{
  return sprint_connection_get_state (self->connection) == SPRINT_CONNECTION_STATE_OPEN;
}

/* Each question opens it anew where nobody answers: that it was tried in vain is no news, and would have all questions
 * asked again for ever. */
static void
state_cb (SprintLocalHypervisor *self)
{
  if (is_open (self) == self->open)
    return;
  self->open = !self->open;
  sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (self), "libvirt");
}

static void
start (SprintHostEvents *events)
{
  SprintLocalHypervisor *self = SPRINT_LOCAL_HYPERVISOR (events);

  if (self->state_handler != 0)
    return;
  self->open = is_open (self);
  self->state_handler = g_signal_connect_swapped (self->connection, "notify::state", G_CALLBACK (state_cb), self);
}

static void
stop (SprintHostEvents *events)
{
  SprintLocalHypervisor *self = SPRINT_LOCAL_HYPERVISOR (events);

  if (self->connection != NULL)
    g_clear_signal_handler (&self->state_handler, self->connection);
}

static void
events_iface_init (SprintHostEventsInterface *iface)
{
  iface->start = start;
  iface->stop = stop;
}

static void
sprint_local_hypervisor_finalize (GObject *object)
{
  stop (SPRINT_HOST_EVENTS (object));
  g_clear_object (&SPRINT_LOCAL_HYPERVISOR (object)->connection);
  g_free (SPRINT_LOCAL_HYPERVISOR (object)->system_uri);
  g_free (SPRINT_LOCAL_HYPERVISOR (object)->system_sockets);
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
  return sprint_local_hypervisor_new_for_system (connection, SPRINT_SYSTEM_NETWORK_URI, SPRINT_SYSTEM_NETWORK_SOCKETS);
}

SprintLocalHypervisor *
sprint_local_hypervisor_new_for_system (SprintConnection *connection,
                                        const char       *system_uri,
                                        const char       *system_sockets)
{
  SprintLocalHypervisor *self = g_object_new (SPRINT_TYPE_LOCAL_HYPERVISOR, NULL);

  self->connection = g_object_ref (connection);
  self->system_uri = g_strdup (system_uri);
  self->system_sockets = g_strdup (system_sockets);
  return self;
}
