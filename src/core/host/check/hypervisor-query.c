/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hypervisor-query.h"

#include "host-error.h"

G_DEFINE_INTERFACE (SprintHypervisorQuery, sprint_hypervisor_query, G_TYPE_OBJECT)
G_DEFINE_BOXED_TYPE (SprintNetworkState, sprint_network_state, sprint_network_state_copy, sprint_network_state_free)

SprintNetworkState *
sprint_network_state_new (void)
{
  return g_new0 (SprintNetworkState, 1);
}

SprintNetworkState *
sprint_network_state_copy (const SprintNetworkState *self)
{
  SprintNetworkState *copy = g_memdup2 (self, sizeof *self);

  copy->bridge = g_strdup (self->bridge);
  copy->uri = g_strdup (self->uri);

  return copy;
}

void
sprint_network_state_free (SprintNetworkState *self)
{
  g_free (self->bridge);
  g_free (self->uri);
  g_free (self);
}

/* One question: answered, given up or late, whichever comes first. The answer itself may come long after. */
typedef struct
{
  GTask *task;               /* until it has ended */
  GCancellable *inner;       /* what the implementation is cancelled by */
  GSource *cancelled;
  GSource *late;
} Question;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* (transfer full) (nullable): the task, for the first who ends it. */
static GTask *
end_question (Question *self)
{
  clear_source (&self->cancelled);
  clear_source (&self->late);

  return g_steal_pointer (&self->task);
}

static void
question_free (Question *self)
{
  g_autoptr (GTask) task = end_question (self);

  g_clear_object (&self->inner);
  g_free (self);
}

static gboolean
late_cb (gpointer user_data)
{
  Question *self = user_data;
  g_autoptr (GTask) task = end_question (self);

  g_cancellable_cancel (self->inner);
  g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "libvirt did not answer in time");

  return G_SOURCE_REMOVE;
}

static gboolean
given_up_cb (gpointer user_data)
{
  g_autoptr (GTask) task = end_question (user_data);

  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

/* An implementation that can be cancelled answers first, perhaps within the call, which is then the end of @self;
 * who waits for one that cannot waits no longer. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Question *self = user_data;
  g_autoptr (GCancellable) inner = g_object_ref (self->inner);

  clear_source (&self->cancelled);
  self->cancelled = g_idle_source_new ();
  g_source_set_callback (self->cancelled, given_up_cb, self, NULL);
  g_source_attach (self->cancelled, g_task_get_context (self->task));
  g_cancellable_cancel (inner);

  return G_SOURCE_REMOVE;
}

static Question *
question_new (SprintHypervisorQuery *query,
              gpointer               tag,
              GCancellable          *cancellable,
              GAsyncReadyCallback    callback,
              gpointer               user_data)
{
  guint deadline = SPRINT_HYPERVISOR_QUERY_GET_IFACE (query)->deadline;
  Question *self = g_new0 (Question, 1);

  self->task = g_task_new (query, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, tag);
  self->inner = g_cancellable_new ();

  self->late = g_timeout_source_new (deadline != 0 ? deadline : SPRINT_HYPERVISOR_QUERY_DEADLINE);
  g_source_set_callback (self->late, late_cb, self, NULL);
  g_source_attach (self->late, g_task_get_context (self->task));
  if (cancellable != NULL) {
    self->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
    g_source_attach (self->cancelled, g_task_get_context (self->task));
  }

  return self;
}

static void
sprint_hypervisor_query_default_init (SprintHypervisorQueryInterface *iface)
{
}

static void
version_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Question *self = user_data;
  g_autoptr (GTask) task = end_question (self);
  g_autoptr (GError) error = NULL;
  char *version = SPRINT_HYPERVISOR_QUERY_GET_IFACE (object)->get_version_finish (SPRINT_HYPERVISOR_QUERY (object),
                                                                                  result, &error);

  if (task == NULL)
    g_free (version);
  else if (version != NULL)
    g_task_return_pointer (task, version, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  question_free (self);
}

void
sprint_hypervisor_query_get_version_async (SprintHypervisorQuery *self,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data)
{
  Question *question;

  g_return_if_fail (SPRINT_IS_HYPERVISOR_QUERY (self));

  question = question_new (self, sprint_hypervisor_query_get_version_async, cancellable, callback, user_data);
  SPRINT_HYPERVISOR_QUERY_GET_IFACE (self)->get_version_async (self, question->inner, version_cb, question);
}

char *
sprint_hypervisor_query_get_version_finish (SprintHypervisorQuery  *self,
                                            GAsyncResult           *result,
                                            GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
capabilities_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Question *self = user_data;
  g_autoptr (GTask) task = end_question (self);
  g_autoptr (GError) error = NULL;
  SprintHypervisorQuery *query = SPRINT_HYPERVISOR_QUERY (object);
  GVirConfigDomainCapabilities *capabilities;

  capabilities = SPRINT_HYPERVISOR_QUERY_GET_IFACE (query)->get_domain_capabilities_finish (query, result, &error);
  if (task == NULL)
    g_clear_object (&capabilities);
  else if (capabilities != NULL)
    g_task_return_pointer (task, capabilities, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  question_free (self);
}

void
sprint_hypervisor_query_get_domain_capabilities_async (SprintHypervisorQuery *self,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data)
{
  Question *question;

  g_return_if_fail (SPRINT_IS_HYPERVISOR_QUERY (self));

  question = question_new (self, sprint_hypervisor_query_get_domain_capabilities_async, cancellable,
                           callback, user_data);
  SPRINT_HYPERVISOR_QUERY_GET_IFACE (self)->get_domain_capabilities_async (self, question->inner,
                                                                           capabilities_cb, question);
}

GVirConfigDomainCapabilities *
sprint_hypervisor_query_get_domain_capabilities_finish (SprintHypervisorQuery  *self,
                                                        GAsyncResult           *result,
                                                        GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
network_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Question *self = user_data;
  g_autoptr (GTask) task = end_question (self);
  g_autoptr (GError) error = NULL;
  SprintHypervisorQuery *query = SPRINT_HYPERVISOR_QUERY (object);
  g_autoptr (SprintNetworkState) state = SPRINT_HYPERVISOR_QUERY_GET_IFACE (query)->get_network_finish (query, result,
                                                                                                        &error);

  if (task != NULL && state != NULL)
    g_task_return_pointer (task, g_steal_pointer (&state), (GDestroyNotify) sprint_network_state_free);
  else if (task != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  question_free (self);
}

void
sprint_hypervisor_query_get_network_async (SprintHypervisorQuery *self,
                                           const char            *name,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data)
{
  Question *question;

  g_return_if_fail (SPRINT_IS_HYPERVISOR_QUERY (self));
  g_return_if_fail (name != NULL);

  if (SPRINT_HYPERVISOR_QUERY_GET_IFACE (self)->get_network_async == NULL) {
    g_task_report_new_error (self, callback, user_data, sprint_hypervisor_query_get_network_async, G_IO_ERROR,
                             G_IO_ERROR_NOT_SUPPORTED, "Nobody can be asked about networks");
    return;
  }

  question = question_new (self, sprint_hypervisor_query_get_network_async, cancellable, callback, user_data);
  SPRINT_HYPERVISOR_QUERY_GET_IFACE (self)->get_network_async (self, name, question->inner, network_cb, question);
}

SprintNetworkState *
sprint_hypervisor_query_get_network_finish (SprintHypervisorQuery  *self,
                                            GAsyncResult           *result,
                                            GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sprint_hypervisor_query_set_network_async (SprintHypervisorQuery *self,
                                           const char            *name,
                                           SprintRemedyParts      parts,
                                           gboolean               on,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data)
{
  g_return_if_fail (SPRINT_IS_HYPERVISOR_QUERY (self));
  g_return_if_fail (name != NULL);

  /* Not by the clock: a person has to find a password first. */
  if (SPRINT_HYPERVISOR_QUERY_GET_IFACE (self)->set_network_async != NULL)
    SPRINT_HYPERVISOR_QUERY_GET_IFACE (self)->set_network_async (self, name, parts, on, cancellable, callback,
                                                                user_data);
  else
    g_task_report_new_error (self, callback, user_data, sprint_hypervisor_query_set_network_async, SPRINT_HOST_ERROR,
                             SPRINT_HOST_ERROR_NO_REPAIR, "Nobody can be asked about networks");
}

gboolean
sprint_hypervisor_query_set_network_finish (SprintHypervisorQuery  *self,
                                            GAsyncResult           *result,
                                            SprintRemedyParts      *changed,
                                            GError                **error)
{
  gssize parts;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  parts = g_task_propagate_int (G_TASK (result), error);
  if (parts >= 0)
    *changed = parts;

  return parts >= 0;
}

char *
sprint_hypervisor_query_describe_error (SprintHypervisorQuery  *self,
                                        const GError           *error,
                                        char                  **advice)
{
  SprintHypervisorQueryInterface *iface;

  g_return_val_if_fail (SPRINT_IS_HYPERVISOR_QUERY (self), NULL);

  *advice = NULL;
  iface = SPRINT_HYPERVISOR_QUERY_GET_IFACE (self);
  return iface->describe_error != NULL ? iface->describe_error (self, error, advice) : NULL;
}
