/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain-output.h"

/* More than this is sent in parts: a message of libvirt's holds 256 KiB, and a guest takes a few bytes at a time. */
#define PART (16 * 1024)

struct _SprintDomainOutput {
  GOutputStream parent_instance;

  SprintDomainLink *link;
};

G_DEFINE_FINAL_TYPE (SprintDomainOutput, sprint_domain_output, G_TYPE_OUTPUT_STREAM)

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gssize n = sprint_domain_link_send_finish (SPRINT_DOMAIN_LINK (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n);
}

static void
sprint_domain_output_write_async (GOutputStream       *stream,
                                  const void          *buffer,
                                  gsize                count,
                                  int                  io_priority,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  SprintDomainOutput *self = SPRINT_DOMAIN_OUTPUT (stream);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  /* A copy: a thread may be at work with it when the caller's call was cancelled. */
  g_autoptr (GBytes) bytes = g_bytes_new (buffer, MIN (count, PART));

  g_task_set_source_tag (task, sprint_domain_output_write_async);
  g_task_set_priority (task, io_priority);
  sprint_domain_link_send_async (self->link, bytes, io_priority, cancellable, sent_cb, task);
}

static gssize
sprint_domain_output_write_finish (GOutputStream  *stream,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
sprint_domain_output_dispose (GObject *object)
{
  SprintDomainOutput *self = SPRINT_DOMAIN_OUTPUT (object);

  g_clear_object (&self->link);
  G_OBJECT_CLASS (sprint_domain_output_parent_class)->dispose (object);
}

static void
sprint_domain_output_class_init (SprintDomainOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_domain_output_dispose;
  G_OUTPUT_STREAM_CLASS (klass)->write_async = sprint_domain_output_write_async;
  G_OUTPUT_STREAM_CLASS (klass)->write_finish = sprint_domain_output_write_finish;
}

static void
sprint_domain_output_init (SprintDomainOutput *self)
{
}

GOutputStream *
sprint_domain_output_new (SprintDomainLink *link)
{
  SprintDomainOutput *self = g_object_new (SPRINT_TYPE_DOMAIN_OUTPUT, NULL);

  self->link = g_object_ref (link);
  return G_OUTPUT_STREAM (self);
}
