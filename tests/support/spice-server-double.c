/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-server-double.h"

#include "spice-server-loop.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <sys/socket.h>
#include <sys/stat.h>

/* A socket that was given to the server, which closes it when it has no more use for it. */
typedef struct {
  int fd;
  ino_t inode;
} Client;

struct _SpiceServerDouble
{
  GObject parent_instance;

  SpiceServer *server;
  SpiceScreenDouble *screen;
  GPtrArray *further;
  SpiceInputDouble *input;
  SpiceSoundDouble *sound;
  SpiceAgentDouble *agent;
  GPtrArray *usb;
  SpiceCardDouble *card;
  SpiceFolderDouble *folder;

  SpiceDoubleManner manner;
  guint opens;
  guint served;
  GArray *sockets;
  GArray *clients;
};

G_DEFINE_FINAL_TYPE (SpiceServerDouble, spice_server_double, G_TYPE_OBJECT)

static void
spice_server_double_finalize (GObject *object)
{
  SpiceServerDouble *self = SPICE_SERVER_DOUBLE (object);

  spice_server_double_hang_up (self);
  spice_agent_double_disconnect (self->agent);
  spice_server_destroy (self->server);
  /* What libspice-server's threads used until now. */
  g_object_unref (self->screen);
  g_ptr_array_unref (self->further);
  g_object_unref (self->input);
  g_clear_object (&self->sound);
  g_clear_object (&self->folder);
  g_object_unref (self->agent);
  g_ptr_array_unref (self->usb);
  g_clear_object (&self->card);
  g_array_unref (self->sockets);
  g_array_unref (self->clients);

  G_OBJECT_CLASS (spice_server_double_parent_class)->finalize (object);
}

static void
spice_server_double_class_init (SpiceServerDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spice_server_double_finalize;
}

static void
spice_server_double_init (SpiceServerDouble *self)
{
  self->further = g_ptr_array_new_with_free_func (g_object_unref);
  self->sockets = g_array_new (FALSE, FALSE, sizeof (int));
  self->clients = g_array_new (FALSE, FALSE, sizeof (Client));
  self->usb = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
listen_at (SpiceServer            *server,
           const SpiceDoublePlace *place)
{
  if (place->socket != NULL)
    spice_server_set_addr (server, place->socket, SPICE_ADDR_FLAG_UNIX_ONLY);
  else
    spice_server_set_addr (server, "127.0.0.1", SPICE_ADDR_FLAG_IPV4_ONLY);
  if (place->port != 0)
    g_assert_cmpint (spice_server_set_port (server, place->port), ==, 0);
  if (place->tls_port != 0)
    g_assert_cmpint (spice_server_set_tls (server, place->tls_port, place->authority, place->certificate, place->key,
                                           NULL, NULL, NULL), ==, 0);
  if (place->password != NULL)
    g_assert_cmpint (spice_server_set_ticket (server, place->password, 0, FALSE, FALSE), ==, 0);
}

static SpiceServerDouble *
create (gboolean                absolute,
        const SpiceDoublePlace *place)
{
  SpiceServerDouble *self = g_object_new (SPICE_TYPE_SERVER_DOUBLE, NULL);

  self->server = spice_server_new ();
  if (place == NULL || place->password == NULL)
    spice_server_set_noauth (self->server);
  spice_server_set_name (self->server, "double");
  spice_server_set_image_compression (self->server, SPICE_IMAGE_COMPRESSION_OFF);
  spice_server_set_streaming_video (self->server, SPICE_STREAM_VIDEO_OFF);
  spice_server_set_agent_mouse (self->server, FALSE);
  if (place != NULL)
    listen_at (self->server, place);
  g_assert_cmpint (spice_server_init (self->server, &spice_server_loop), ==, 0);

  self->input = spice_input_double_new (self->server, absolute);
  self->screen = spice_screen_double_new (self->server, 0);
  self->agent = spice_agent_double_new (self->server);
  spice_server_vm_start (self->server);

  return self;
}

SpiceServerDouble *
spice_server_double_new (gboolean absolute)
{
  return create (absolute, NULL);
}

SpiceServerDouble *
spice_server_double_new_at (const SpiceDoublePlace *place)
{
  return create (TRUE, place);
}

void
spice_server_double_set_password (SpiceServerDouble *self,
                                  const char        *password,
                                  int                seconds,
                                  gboolean           hang_up)
{
  g_assert_cmpint (spice_server_set_ticket (self->server, password, seconds, FALSE, hang_up), ==, 0);
}

void
spice_server_double_set_streaming (SpiceServerDouble *self,
                                   const char        *codecs)
{
  g_assert_cmpint (spice_server_set_video_codecs (self->server, codecs), ==, 0);
  g_assert_cmpint (spice_server_set_streaming_video (self->server, SPICE_STREAM_VIDEO_ALL), ==, 0);
}

void
spice_server_double_add_client (SpiceServerDouble *self,
                                int                fd)
{
  int kept = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  struct stat info;
  Client client;

  g_assert_cmpint (fstat (fd, &info), ==, 0);
  client = (Client) { .fd = fd, .inode = info.st_ino };
  g_array_append_val (self->clients, client);
  g_array_append_val (self->sockets, kept);
  g_assert_cmpint (spice_server_add_client (self->server, fd, TRUE), ==, 0);
}

static void
fd_free (gpointer data)
{
  g_close (GPOINTER_TO_INT (data), NULL);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      task)
{
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
open_channel (gpointer             provider,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  SpiceServerDouble *self = SPICE_SERVER_DOUBLE (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SpiceDoubleManner manner = self->manner;
  int fds[2];

  self->opens++;
  if (self->manner == SPICE_DOUBLE_REFUSES) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "Not today");
    return;
  }
  if (self->manner == SPICE_DOUBLE_IS_SILENT) {
    g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

    g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), g_object_ref (task),
                           g_object_unref);
    g_source_attach (source, g_main_context_get_thread_default ());
    return;
  }

  if (self->manner == SPICE_DOUBLE_SERVES_ONE)
    manner = self->served++ == 0 ? SPICE_DOUBLE_SERVES : SPICE_DOUBLE_STALLS;
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  switch (manner) {
  case SPICE_DOUBLE_SERVES:
    spice_server_double_add_client (self, fds[0]);
    break;

  case SPICE_DOUBLE_HANGS_UP:
    g_close (fds[0], NULL);
    break;

  case SPICE_DOUBLE_BABBLES:
    g_assert_cmpint (write (fds[0], "I do not speak that language at all.", 36), ==, 36);
    g_array_append_val (self->sockets, fds[0]);
    break;

  default:
    g_array_append_val (self->sockets, fds[0]);
    break;
  }

  g_task_return_pointer (task, GINT_TO_POINTER (fds[1]), fd_free);
}

static int
open_channel_finish (gpointer       provider,
                     GAsyncResult  *result,
                     GError       **error)
{
  gpointer fd = g_task_propagate_pointer (G_TASK (result), error);

  return fd != NULL ? GPOINTER_TO_INT (fd) : -1;
}

SprintConsoleSource *
spice_server_double_create_source (SpiceServerDouble *self)
{
  return sprint_console_source_new (G_OBJECT (self), open_channel, open_channel_finish);
}

void
spice_server_double_set_manner (SpiceServerDouble *self,
                                SpiceDoubleManner  manner)
{
  self->manner = manner;
  self->served = 0;
}

void
spice_server_double_set_compression (SpiceServerDouble *self,
                                     int                compression,
                                     gboolean           far_away)
{
  spice_wan_compression_t wan = far_away ? SPICE_WAN_COMPRESSION_ALWAYS : SPICE_WAN_COMPRESSION_NEVER;

  g_assert_cmpint (spice_server_set_image_compression (self->server, compression), ==, 0);
  g_assert_cmpint (spice_server_set_jpeg_compression (self->server, wan), ==, 0);
  g_assert_cmpint (spice_server_set_zlib_glz_compression (self->server, wan), ==, 0);
}

void
spice_server_double_require_encryption (SpiceServerDouble *self)
{
  g_assert_cmpint (spice_server_set_channel_security (self->server, NULL, SPICE_CHANNEL_SECURITY_SSL),
                   ==, 0);
}

guint
spice_server_double_count_opens (SpiceServerDouble *self)
{
  return self->opens;
}

void
spice_server_double_hang_up (SpiceServerDouble *self)
{
  for (guint i = 0; i < self->sockets->len; i++) {
    int fd = g_array_index (self->sockets, int, i);

    shutdown (fd, SHUT_RDWR);
    g_close (fd, NULL);
  }
  g_array_set_size (self->sockets, 0);
}

gboolean
spice_server_double_has_clients (SpiceServerDouble *self)
{
  for (guint i = self->clients->len; i > 0; i--) {
    Client *client = &g_array_index (self->clients, Client, i - 1);
    struct stat info;

    /* Its number may be another file's by now. */
    if (fstat (client->fd, &info) != 0 || info.st_ino != client->inode)
      g_array_remove_index_fast (self->clients, i - 1);
  }

  return self->clients->len > 0;
}

SpiceServer *
spice_server_double_get_server (SpiceServerDouble *self)
{
  return self->server;
}

SpiceScreenDouble *
spice_server_double_get_screen (SpiceServerDouble *self)
{
  return self->screen;
}

SpiceInputDouble *
spice_server_double_get_input (SpiceServerDouble *self)
{
  return self->input;
}

SpiceScreenDouble *
spice_server_double_add_screen (SpiceServerDouble *self)
{
  SpiceScreenDouble *screen;

  /* With the guest each card's worker starts; what is added to one that runs has none. */
  spice_server_vm_stop (self->server);
  screen = spice_screen_double_new (self->server, self->further->len + 1);
  g_ptr_array_add (self->further, screen);
  spice_server_vm_start (self->server);

  return screen;
}

void
spice_server_double_use_agent_mouse (SpiceServerDouble *self)
{
  spice_server_set_agent_mouse (self->server, TRUE);
}

SpiceSoundDouble *
spice_server_double_add_sound (SpiceServerDouble *self)
{
  self->sound = spice_sound_double_new (self->server);

  return self->sound;
}

SpiceFolderDouble *
spice_server_double_add_folder (SpiceServerDouble *self)
{
  self->folder = spice_folder_double_new (self->server);

  return self->folder;
}

SpiceAgentDouble *
spice_server_double_get_agent (SpiceServerDouble *self)
{
  return self->agent;
}

SpiceUsbDouble *
spice_server_double_add_usb (SpiceServerDouble *self)
{
  SpiceUsbDouble *port = spice_usb_double_new (self->server);

  g_ptr_array_add (self->usb, port);

  return port;
}

SpiceCardDouble *
spice_server_double_add_card (SpiceServerDouble *self)
{
  self->card = spice_card_double_new (self->server);

  return self->card;
}
