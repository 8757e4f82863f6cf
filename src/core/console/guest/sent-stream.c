/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sent-stream.h"

#include <glib/gi18n.h>

struct _SprintSentStream
{
  GFileInputStream parent_instance;

  GInputStream *inner;
  goffset left;
};

G_DEFINE_FINAL_TYPE (SprintSentStream, sprint_sent_stream, G_TYPE_FILE_INPUT_STREAM)

static void
sprint_sent_stream_finalize (GObject *object)
{
  g_object_unref (SPRINT_SENT_STREAM (object)->inner);

  G_OBJECT_CLASS (sprint_sent_stream_parent_class)->finalize (object);
}

static gssize
sprint_sent_stream_read (GInputStream  *stream,
                         void          *buffer,
                         gsize          count,
                         GCancellable  *cancellable,
                         GError       **error)
{
  SprintSentStream *self = SPRINT_SENT_STREAM (stream);
  gssize n = 0;

  if (self->left == 0)
    return 0;

  n = g_input_stream_read (self->inner, buffer, (gsize) MIN ((goffset) count, self->left), cancellable, error);
  if (n == 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                         _("The file became shorter while it was being copied."));
    return -1;
  }
  self->left -= MAX (n, 0);

  return n;
}

static gboolean
sprint_sent_stream_close (GInputStream  *stream,
                          GCancellable  *cancellable,
                          GError       **error)
{
  return g_input_stream_close (SPRINT_SENT_STREAM (stream)->inner, cancellable, error);
}

static void
sprint_sent_stream_class_init (SprintSentStreamClass *klass)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sprint_sent_stream_finalize;
  stream_class->read_fn = sprint_sent_stream_read;
  stream_class->close_fn = sprint_sent_stream_close;
}

static void
sprint_sent_stream_init (SprintSentStream *self)
{
}

GFileInputStream *
sprint_sent_stream_new (GFileInputStream *inner,
                        goffset           size)
{
  SprintSentStream *self = g_object_new (SPRINT_TYPE_SENT_STREAM, NULL);

  self->inner = G_INPUT_STREAM (g_object_ref (inner));
  self->left = size;

  return G_FILE_INPUT_STREAM (self);
}
