/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desktop-clipboard.h"

#include <gio/gunixfdlist.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>

#define MUTTER "org.gnome.Mutter.RemoteDesktop"

struct _DesktopClipboard
{
  GDBusConnection *bus;
  char *session;
  guint subscription;
  GCancellable *cancellable;
  DesktopManner manner;
  GBytes *data;          /* what was copied here */
  GStrv mime_types;      /* what there is to be pasted */
  gboolean own;
  guint count;
};

static GVariant *
call (DesktopClipboard *self,
      const char       *method,
      GVariant         *arguments)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_sync (self->bus, MUTTER, self->session, MUTTER ".Session", method,
                                                 arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);

  return reply;
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GBytes) data = user_data;

  /* Whoever has asked may have gone meanwhile. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_output_stream_close (G_OUTPUT_STREAM (source), NULL, NULL);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GBytes) data = user_data;
  g_autoptr (GUnixFDList) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &list,
                                                                                result, &error);
  g_autoptr (GOutputStream) stream = NULL;
  int index, fd;

  if (reply == NULL)
    return;

  g_variant_get (reply, "(h)", &index);
  fd = g_unix_fd_list_get (list, index, &error);
  g_assert_no_error (error);
  stream = g_unix_output_stream_new (fd, TRUE);
  g_output_stream_write_all_async (stream, g_bytes_get_data (data, NULL), g_bytes_get_size (data), G_PRIORITY_DEFAULT,
                                   NULL, written_cb, g_bytes_ref (data));
}

static void
give (DesktopClipboard *self,
      guint             serial)
{
  if (self->manner == DESKTOP_IS_SILENT)
    return;

  g_dbus_connection_call_with_unix_fd_list (self->bus, MUTTER, self->session, MUTTER ".Session", "SelectionWrite",
                                            g_variant_new ("(u)", serial), G_VARIANT_TYPE ("(h)"),
                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, self->cancellable, asked_cb,
                                            self->manner == DESKTOP_ANSWERS ? g_bytes_ref (self->data)
                                                                            : g_bytes_new (NULL, 0));
}

static void
signal_cb (GDBusConnection *bus,
           const char      *sender,
           const char      *path,
           const char      *interface,
           const char      *name,
           GVariant        *arguments,
           gpointer         user_data)
{
  DesktopClipboard *self = user_data;
  guint serial;

  if (g_str_equal (name, "SelectionTransfer")) {
    g_variant_get (arguments, "(&su)", NULL, &serial);
    give (self, serial);
  } else if (g_str_equal (name, "SelectionOwnerChanged")) {
    g_autoptr (GVariant) options = g_variant_get_child_value (arguments, 0);
    gboolean own = FALSE;

    g_clear_pointer (&self->mime_types, g_strfreev);
    g_variant_lookup (options, "mime-types", "(^as)", &self->mime_types);
    g_variant_lookup (options, "session-is-owner", "b", &own);
    self->own = own;
    self->count++;
  }
}

DesktopClipboard *
desktop_clipboard_new (void)
{
  DesktopClipboard *self = g_new0 (DesktopClipboard, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) created = NULL;

  self->cancellable = g_cancellable_new ();
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  created = g_dbus_connection_call_sync (self->bus, MUTTER, "/org/gnome/Mutter/RemoteDesktop", MUTTER, "CreateSession",
                                         NULL, G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (created, "(o)", &self->session);
  self->subscription = g_dbus_connection_signal_subscribe (self->bus, MUTTER, MUTTER ".Session", NULL, self->session,
                                                           NULL, G_DBUS_SIGNAL_FLAGS_NONE, signal_cb, self, NULL);
  g_variant_unref (call (self, "Start", NULL));
  g_variant_unref (call (self, "EnableClipboard", g_variant_new ("(a{sv})", NULL)));

  return self;
}

void
desktop_clipboard_free (DesktopClipboard *self)
{
  g_cancellable_cancel (self->cancellable);
  g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  g_variant_unref (call (self, "Stop", NULL));
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_clear_pointer (&self->mime_types, g_strfreev);
  g_object_unref (self->bus);
  g_free (self->session);
  g_free (self);
}

void
desktop_clipboard_copy (DesktopClipboard *self,
                        const char       *mime_type,
                        gconstpointer     data,
                        gsize             size)
{
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_clear_pointer (&self->data, g_bytes_unref);
  self->data = g_bytes_new (data, size);
  g_variant_builder_add (&options, "{sv}", "mime-types", g_variant_new_strv (&mime_type, 1));
  g_variant_unref (call (self, "SetSelection", g_variant_new ("(a{sv})", &options)));
}

void
desktop_clipboard_set_manner (DesktopClipboard *self,
                              DesktopManner     manner)
{
  self->manner = manner;
}

gboolean
desktop_clipboard_has_others (DesktopClipboard *self,
                              const char       *mime_type)
{
  return self->mime_types != NULL && !self->own &&
         (mime_type == NULL || g_strv_contains ((const char * const *) self->mime_types, mime_type));
}

gboolean
desktop_clipboard_has_own (DesktopClipboard *self)
{
  return self->own;
}

guint
desktop_clipboard_count (DesktopClipboard *self)
{
  return self->count;
}

static void
spliced_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) >= 0)
    g_task_return_pointer (task, g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source)),
                           (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
reading_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GUnixFDList) list = NULL;
  GError *error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &list,
                                                                                result, &error);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) memory = NULL;
  int index, fd;

  if (reply == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_variant_get (reply, "(h)", &index);
  fd = g_unix_fd_list_get (list, index, &error);
  g_assert_no_error (error);
  stream = g_unix_input_stream_new (fd, TRUE);
  memory = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (memory, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, g_task_get_cancellable (task), spliced_cb, g_object_ref (task));
}

void
desktop_clipboard_paste_async (DesktopClipboard    *self,
                               const char          *mime_type,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (NULL, self->cancellable, callback, user_data);

  g_task_set_source_tag (task, desktop_clipboard_paste_async);
  g_dbus_connection_call_with_unix_fd_list (self->bus, MUTTER, self->session, MUTTER ".Session", "SelectionRead",
                                            g_variant_new ("(s)", mime_type), G_VARIANT_TYPE ("(h)"),
                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, self->cancellable, reading_cb, task);
}

GBytes *
desktop_clipboard_paste_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
