/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>
#include <sys/socket.h>

#include "core/console/serial/serial-source.h"

G_BEGIN_DECLS

/* A guest's side of a serial console: one end of a socket pair for each time that it is opened. */
typedef struct {
  GObject *provider;
  SprintSerialSource *source;
  GPtrArray *ends;         /* GSocket: the guest's, in the order of opening */
  GError *refusal;         /* what opening fails with, unless it is taken over */
  gboolean stalls;         /* opening does not end */
  GTask *stalled;
  guint opened;
  gboolean took_over;
} SerialDouble;

static inline GIOStream *
serial_double_create_stream (SerialDouble *self)
{
  GSocket *sockets[2];
  GIOStream *stream;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  for (guint i = 0; i < 2; i++) {
    sockets[i] = g_socket_new_from_fd (fds[i], NULL);
    g_socket_set_blocking (sockets[i], FALSE);
  }
  g_ptr_array_add (self->ends, sockets[1]);
  stream = G_IO_STREAM (g_socket_connection_factory_create_connection (sockets[0]));
  g_object_unref (sockets[0]);
  return stream;
}

static inline void
serial_double_open (gpointer             provider,
                    gboolean             take_over,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  SerialDouble *self = g_object_get_data (provider, "double");
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, user_data);

  self->opened++;
  self->took_over = take_over;
  if (self->stalls)
    self->stalled = g_steal_pointer (&task);
  else if (self->refusal != NULL && !take_over)
    g_task_return_error (task, g_error_copy (self->refusal));
  else
    g_task_return_pointer (task, serial_double_create_stream (self), g_object_unref);
}

static inline GIOStream *
serial_double_open_finish (gpointer       provider,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static inline void
serial_double_init (SerialDouble *self)
{
  self->provider = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (self->provider, "double", self);
  self->source = sprint_serial_source_new (self->provider, serial_double_open, serial_double_open_finish);
  self->ends = g_ptr_array_new_with_free_func (g_object_unref);
}

static inline void
serial_double_clear (SerialDouble *self)
{
  g_assert_finalize_object (self->source);
  g_object_unref (self->provider);
  g_ptr_array_unref (self->ends);
  g_clear_error (&self->refusal);
}

/* The end that was made last. */
static inline GSocket *
serial_double_get_guest (SerialDouble *self)
{
  return self->ends->pdata[self->ends->len - 1];
}

static inline void
serial_double_print (SerialDouble *self,
                     const char   *text)
{
  g_assert_cmpint (g_socket_send (serial_double_get_guest (self), text, strlen (text), NULL, NULL), ==, strlen (text));
}

/* Whether what the guest has read until now, kept in @text, is @all. */
static inline gboolean
serial_double_takes (SerialDouble *self,
                     GString      *text,
                     const char   *all)
{
  char buffer[4096];
  gssize n;

  while ((n = g_socket_receive (serial_double_get_guest (self), buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, n);
  return strcmp (text->str, all) == 0;
}

G_END_DECLS
