/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain-stream.h"

#include "domain-input.h"
#include "domain-output.h"

struct _SprintDomainStream {
  GIOStream parent_instance;

  SprintDomainLink *link;
  GInputStream *input;
  GOutputStream *output;
};

G_DEFINE_FINAL_TYPE (SprintDomainStream, sprint_domain_stream, G_TYPE_IO_STREAM)

static GInputStream *
sprint_domain_stream_get_input_stream (GIOStream *stream)
{
  return SPRINT_DOMAIN_STREAM (stream)->input;
}

static GOutputStream *
sprint_domain_stream_get_output_stream (GIOStream *stream)
{
  return SPRINT_DOMAIN_STREAM (stream)->output;
}

static gboolean
sprint_domain_stream_close (GIOStream     *stream,
                            GCancellable  *cancellable,
                            GError       **error)
{
  sprint_domain_link_close (SPRINT_DOMAIN_STREAM (stream)->link);
  return TRUE;
}

static void
sprint_domain_stream_close_async (GIOStream           *stream,
                                  int                  io_priority,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_domain_stream_close_async);
  g_task_set_priority (task, io_priority);
  sprint_domain_stream_close (stream, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static gboolean
sprint_domain_stream_close_finish (GIOStream     *stream,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sprint_domain_stream_finalize (GObject *object)
{
  SprintDomainStream *self = SPRINT_DOMAIN_STREAM (object);

  /* GIOStream has closed it. */
  g_object_unref (self->input);
  g_object_unref (self->output);
  g_object_unref (self->link);
  G_OBJECT_CLASS (sprint_domain_stream_parent_class)->finalize (object);
}

static void
sprint_domain_stream_class_init (SprintDomainStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sprint_domain_stream_finalize;
  stream_class->get_input_stream = sprint_domain_stream_get_input_stream;
  stream_class->get_output_stream = sprint_domain_stream_get_output_stream;
  stream_class->close_fn = sprint_domain_stream_close;
  stream_class->close_async = sprint_domain_stream_close_async;
  stream_class->close_finish = sprint_domain_stream_close_finish;
}

static void
sprint_domain_stream_init (SprintDomainStream *self)
{
}

GIOStream *
sprint_domain_stream_new (virStreamPtr handle)
{
  SprintDomainStream *self = g_object_new (SPRINT_TYPE_DOMAIN_STREAM, NULL);

  self->link = sprint_domain_link_new (handle);
  self->input = sprint_domain_input_new (self->link);
  self->output = sprint_domain_output_new (self->link);
  return G_IO_STREAM (self);
}
