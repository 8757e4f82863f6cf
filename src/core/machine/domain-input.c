/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain-input.h"

struct _SprintDomainInput {
  GInputStream parent_instance;

  SprintDomainLink *link;
  GTask *waiting;          /* for something to read */
  GSource *cancel_source;  /* of what waits */
  gpointer buffer;
  gsize count;
};

G_DEFINE_FINAL_TYPE (SprintDomainInput, sprint_domain_input, G_TYPE_INPUT_STREAM)

static GTask *
steal_waiting (SprintDomainInput *self)
{
  if (self->cancel_source != NULL)
    g_source_destroy (self->cancel_source);
  g_clear_pointer (&self->cancel_source, g_source_unref);
  return g_steal_pointer (&self->waiting);
}

static void
ready_cb (SprintDomainInput *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  gssize n;

  if (self->waiting == NULL)
    return;
  n = sprint_domain_link_read (self->link, self->buffer, self->count, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return;
  task = steal_waiting (self);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, n);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  SprintDomainInput *self = user_data;
  g_autoptr (GTask) task = steal_waiting (self);

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
sprint_domain_input_read_async (GInputStream        *stream,
                                void                *buffer,
                                gsize                count,
                                int                  io_priority,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  SprintDomainInput *self = SPRINT_DOMAIN_INPUT (stream);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_domain_input_read_async);
  g_task_set_priority (task, io_priority);
  self->waiting = task;
  self->buffer = buffer;
  self->count = count;
  if (cancellable != NULL) {
    self->cancel_source = g_cancellable_source_new (cancellable);
    g_source_set_callback (self->cancel_source, G_SOURCE_FUNC (cancelled_cb), self, NULL);
    g_source_attach (self->cancel_source, g_task_get_context (task));
  }
  ready_cb (self);
}

static gssize
sprint_domain_input_read_finish (GInputStream  *stream,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
sprint_domain_input_dispose (GObject *object)
{
  SprintDomainInput *self = SPRINT_DOMAIN_INPUT (object);

  /* What waits holds the stream: there is none. */
  g_clear_object (&self->link);
  G_OBJECT_CLASS (sprint_domain_input_parent_class)->dispose (object);
}

static void
sprint_domain_input_class_init (SprintDomainInputClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_domain_input_dispose;
  G_INPUT_STREAM_CLASS (klass)->read_async = sprint_domain_input_read_async;
  G_INPUT_STREAM_CLASS (klass)->read_finish = sprint_domain_input_read_finish;
}

static void
sprint_domain_input_init (SprintDomainInput *self)
{
}

GInputStream *
sprint_domain_input_new (SprintDomainLink *link)
{
  SprintDomainInput *self = g_object_new (SPRINT_TYPE_DOMAIN_INPUT, NULL);

  self->link = g_object_ref (link);
  g_signal_connect_object (link, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  return G_INPUT_STREAM (self);
}
