/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-raw-peer.h"

#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <spice/enums.h>
#include <spice/protocol.h>
#include <string.h>
#include <sys/socket.h>

#include "core/console/source/console-address.h"

#define N_TYPES 16
/* A client's choice of how to log in, and a ticket, neither of which is looked at. */
#define TICKET (4 + SPICE_TICKET_KEY_PAIR_LENGTH / 8)

struct _SpiceRawPeer
{
  GObject *provider;
  GSocketService *service;
  guint port;
  char *folder;
  char *path;
  gboolean full_header;
  gboolean sasl;
  guint32 link_size;
  SpicePeerStep steps[N_TYPES];
  gboolean hang_up[N_TYPES];
  gboolean part[N_TYPES];
  GByteArray *offered;   /* of each channel its type and number */
  GPtrArray *lines;
  guint opened;
};

/* One connection. */
typedef struct {
  SpiceRawPeer *peer;
  GSocket *socket;
  GSource *in, *out;
  GByteArray *heard;
  GByteArray *unsent;
  int type;
  guint stage;
  guint64 serial;
} Line;

/* 1024 bits, of a key that nobody has any more: DER of a SubjectPublicKeyInfo. */
static const guint8 public_key[SPICE_TICKET_PUBKEY_BYTES] = {
  0x30, 0x81, 0x9f, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00, 0x03,
  0x81, 0x8d, 0x00, 0x30, 0x81, 0x89, 0x02, 0x81, 0x81, 0x00, 0xd2, 0x97, 0x36, 0x1f, 0x53, 0x1b, 0xb3, 0x14, 0x04,
  0x9b, 0x70, 0x5d, 0xfe, 0xf2, 0x04, 0xf6, 0xba, 0x6a, 0x90, 0x82, 0x14, 0x2a, 0xa9, 0xc1, 0x82, 0xbd, 0x6c, 0xaa,
  0x1d, 0xbc, 0x44, 0x3b, 0x5c, 0x90, 0xd8, 0xe7, 0x77, 0x91, 0x4b, 0x91, 0x8e, 0xfb, 0x00, 0x4d, 0xb6, 0x07, 0xf1,
  0xb4, 0x8c, 0x28, 0x3b, 0xcb, 0x90, 0xd7, 0x85, 0x85, 0x02, 0x92, 0x2a, 0xb4, 0x7a, 0x86, 0xc5, 0x52, 0x5b, 0xf9,
  0x1b, 0x6b, 0x14, 0xbc, 0x66, 0x71, 0xa6, 0xe5, 0x41, 0x8c, 0x4c, 0xe1, 0xd7, 0xa9, 0x6c, 0xdc, 0x03, 0x43, 0xc2,
  0x72, 0x4f, 0x7f, 0xaf, 0x08, 0xea, 0x5d, 0xe1, 0x6c, 0x3f, 0x9f, 0xa7, 0x55, 0xbd, 0x57, 0xfa, 0xbb, 0xa7, 0xb8,
  0xe9, 0x36, 0xcd, 0x4d, 0x04, 0x6f, 0x5d, 0xaa, 0x29, 0x77, 0xea, 0xbf, 0x92, 0xc9, 0x81, 0xc9, 0xed, 0x2c, 0xc1,
  0xae, 0x23, 0xfd, 0xb6, 0xf5, 0x02, 0x03, 0x01, 0x00, 0x01,
};

void
spice_message_add_8 (GByteArray *message,
                     guint8      value)
{
  g_byte_array_append (message, &value, 1);
}

void
spice_message_add_16 (GByteArray *message,
                      guint16     value)
{
  value = GUINT16_TO_LE (value);
  g_byte_array_append (message, (const guint8 *) &value, sizeof value);
}

void
spice_message_add_32 (GByteArray *message,
                      guint32     value)
{
  value = GUINT32_TO_LE (value);
  g_byte_array_append (message, (const guint8 *) &value, sizeof value);
}

void
spice_message_add_64 (GByteArray *message,
                      guint64     value)
{
  value = GUINT64_TO_LE (value);
  g_byte_array_append (message, (const guint8 *) &value, sizeof value);
}

void
spice_message_add_rectangle (GByteArray *message,
                             int         x,
                             int         y,
                             int         width,
                             int         height)
{
  spice_message_add_32 (message, y);
  spice_message_add_32 (message, x);
  spice_message_add_32 (message, y + height);
  spice_message_add_32 (message, x + width);
}

static void
line_close (Line *line)
{
  if (line->in != NULL)
    g_source_destroy (line->in);
  g_clear_pointer (&line->in, g_source_unref);
  if (line->out != NULL)
    g_source_destroy (line->out);
  g_clear_pointer (&line->out, g_source_unref);
  if (line->socket != NULL)
    g_socket_close (line->socket, NULL);
  g_clear_object (&line->socket);
  g_byte_array_set_size (line->unsent, 0);
}

static void
line_free (Line *line)
{
  line_close (line);
  g_byte_array_unref (line->heard);
  g_byte_array_unref (line->unsent);
  g_free (line);
}

static gboolean
out_cb (GSocket      *socket,
        GIOCondition  condition,
        gpointer      user_data)
{
  Line *line = user_data;
  g_autoptr (GError) error = NULL;
  gssize n = g_socket_send (socket, (const char *) line->unsent->data, line->unsent->len, NULL, &error);

  if (n > 0)
    g_byte_array_remove_range (line->unsent, 0, n);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    g_byte_array_set_size (line->unsent, 0);
  if (line->unsent->len > 0)
    return G_SOURCE_CONTINUE;

  g_clear_pointer (&line->out, g_source_unref);

  return G_SOURCE_REMOVE;
}

static void
line_send (Line          *line,
           gconstpointer  data,
           gsize          size)
{
  if (line->socket == NULL)
    return;

  g_byte_array_append (line->unsent, data, size);
  if (line->out != NULL)
    return;
  line->out = g_socket_create_source (line->socket, G_IO_OUT, NULL);
  g_source_set_callback (line->out, G_SOURCE_FUNC (out_cb), line, NULL);
  g_source_attach (line->out, NULL);
}

/* Header and reply of a link; each stop is in the middle of one of them. */
static void
send_link (Line *line)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  SpicePeerStep step = line->peer->steps[line->type];
  guint32 size = sizeof (SpiceLinkReply) + 8;
  guint32 caps = 1u << SPICE_COMMON_CAP_PROTOCOL_AUTH_SELECTION | 1u << SPICE_COMMON_CAP_AUTH_SPICE;

  if (line->peer->sasl)
    caps = 1u << SPICE_COMMON_CAP_AUTH_SASL;
  if (!line->peer->full_header)
    caps |= 1u << SPICE_COMMON_CAP_MINI_HEADER;
  spice_message_add_32 (reply, SPICE_MAGIC);
  spice_message_add_32 (reply, SPICE_VERSION_MAJOR);
  spice_message_add_32 (reply, SPICE_VERSION_MINOR);
  spice_message_add_32 (reply, line->peer->link_size != 0 ? line->peer->link_size : size);
  spice_message_add_32 (reply, SPICE_LINK_ERR_OK);
  g_byte_array_append (reply, public_key, sizeof public_key);
  spice_message_add_32 (reply, 1);
  spice_message_add_32 (reply, 1);
  spice_message_add_32 (reply, sizeof (SpiceLinkReply));
  spice_message_add_32 (reply, caps);
  spice_message_add_32 (reply, line->type == SPICE_CHANNEL_DISPLAY ? 1u << SPICE_DISPLAY_CAP_MONITORS_CONFIG
                                                                   : 1u << SPICE_MAIN_CAP_SEMI_SEAMLESS_MIGRATE);
  line_send (line, reply->data, step == SPICE_PEER_BEFORE_LINK ? 0 : step == SPICE_PEER_IN_HEADER ? 8
                                : step == SPICE_PEER_IN_REPLY ? sizeof (SpiceLinkHeader) + 100 : reply->len);
}

static void
line_send_message (Line          *line,
                   guint16        type,
                   guint32        claimed,
                   gconstpointer  body,
                   gsize          size)
{
  g_autoptr (GByteArray) header = g_byte_array_new ();

  if (line->peer->full_header)
    spice_message_add_64 (header, ++line->serial);
  spice_message_add_16 (header, type);
  spice_message_add_32 (header, claimed);
  if (line->peer->full_header)
    spice_message_add_32 (header, 0);
  line_send (line, header->data, header->len);
  line_send (line, body, size);
}

static void
send_channels (Line *line)
{
  g_autoptr (GByteArray) list = g_byte_array_new ();

  spice_message_add_32 (list, line->peer->offered->len / 2);
  g_byte_array_append (list, line->peer->offered->data, line->peer->offered->len);
  line_send_message (line, SPICE_MSG_MAIN_CHANNELS_LIST, list->len, list->data, list->len);
}

/* Session, displays, pointers, no agent, tokens, time, memory. */
static void
greet (Line *line)
{
  static const guint32 init[] = { 1, 1, SPICE_MOUSE_MODE_CLIENT | SPICE_MOUSE_MODE_SERVER, SPICE_MOUSE_MODE_CLIENT,
                                  0, 10, 1, 0 };
  static const guint8 modifiers[] = { 0, 0 };

  if (line->type == SPICE_CHANNEL_MAIN) {
    line_send_message (line, SPICE_MSG_MAIN_INIT, sizeof init, init, sizeof init);
    send_channels (line);
  } else if (line->type == SPICE_CHANNEL_INPUTS) {
    line_send_message (line, SPICE_MSG_INPUTS_INIT, sizeof modifiers, modifiers, sizeof modifiers);
  }
}

/* The last of it, and that it is the last, are there before the client has read the first. */
static void
part (Line *line)
{
  line_send_message (line, SPICE_MSG_PING, 0x80000000, "1234", 4);
  g_assert_cmpint (g_socket_send (line->socket, (const char *) line->unsent->data, line->unsent->len, NULL, NULL),
                   ==, line->unsent->len);
  g_source_destroy (line->out);
  g_clear_pointer (&line->out, g_source_unref);
  g_byte_array_set_size (line->unsent, 0);
  g_socket_shutdown (line->socket, FALSE, TRUE, NULL);
}

/* What the client has said so far: a link, and a ticket. */
static void
advance (Line *line)
{
  static const guint32 ok = 0;
  SpicePeerStep step;
  guint ticket;

  if (line->stage == 0) {
    SpiceLinkHeader header;

    if (line->heard->len < sizeof header)
      return;
    memcpy (&header, line->heard->data, sizeof header);
    if (line->heard->len < sizeof header + GUINT32_FROM_LE (header.size))
      return;
    line->type = line->heard->data[sizeof header + 4];
    g_byte_array_remove_range (line->heard, 0, sizeof header + GUINT32_FROM_LE (header.size));
    g_assert_cmpint (line->type, <, N_TYPES);
    line->stage++;
    send_link (line);
  }

  step = line->peer->steps[line->type];
  ticket = TICKET - (line->peer->sasl ? 4 : 0);
  if (line->stage == 1 && line->heard->len >= ticket && step == SPICE_PEER_OPEN) {
    g_byte_array_remove_range (line->heard, 0, ticket);
    line->stage++;
    line->peer->opened++;
    line_send (line, &ok, sizeof ok);
    greet (line);
    if (line->peer->part[line->type])
      part (line);
  }
  if (line->stage == 2)
    g_byte_array_set_size (line->heard, 0);
}

static gboolean
in_cb (GSocket      *socket,
       GIOCondition  condition,
       gpointer      user_data)
{
  Line *line = user_data;
  char bytes[4096];
  gssize n = g_socket_receive (socket, bytes, sizeof bytes, NULL, NULL);

  if (n <= 0) {
    line_close (line);
    return G_SOURCE_REMOVE;
  }

  g_byte_array_append (line->heard, (guint8 *) bytes, n);
  advance (line);
  if (line->stage > 0 && line->peer->hang_up[line->type] && line->peer->steps[line->type] != SPICE_PEER_OPEN) {
    /* What was to be said before has been. */
    while (line->unsent->len > 0 && out_cb (socket, G_IO_OUT, line))
      ;
    line_close (line);
    return G_SOURCE_REMOVE;
  }

  return G_SOURCE_CONTINUE;
}

static void
add_line (SpiceRawPeer *self,
          GSocket      *socket)
{
  Line *line = g_new0 (Line, 1);

  line->peer = self;
  line->socket = g_object_ref (socket);
  line->heard = g_byte_array_new ();
  line->unsent = g_byte_array_new ();
  g_socket_set_blocking (socket, FALSE);
  line->in = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_callback (line->in, G_SOURCE_FUNC (in_cb), line, NULL);
  g_source_attach (line->in, NULL);
  g_ptr_array_add (self->lines, line);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *object,
             gpointer           user_data)
{
  add_line (user_data, g_socket_connection_get_socket (connection));

  return TRUE;
}

SpiceRawPeer *
spice_raw_peer_new (void)
{
  SpiceRawPeer *self = g_new0 (SpiceRawPeer, 1);

  self->provider = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (self->provider, "peer", self);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  for (guint i = 0; i < N_TYPES; i++)
    self->steps[i] = SPICE_PEER_OPEN;
  self->offered = g_byte_array_new ();
  spice_raw_peer_offer (self, SPICE_CHANNEL_DISPLAY, 0);
  spice_raw_peer_offer (self, SPICE_CHANNEL_CURSOR, 0);
  spice_raw_peer_offer (self, SPICE_CHANNEL_INPUTS, 0);

  return self;
}

void
spice_raw_peer_free (SpiceRawPeer *self)
{
  g_object_set_data (self->provider, "peer", NULL);
  g_object_unref (self->provider);
  if (self->service != NULL)
    g_socket_service_stop (self->service);
  g_clear_object (&self->service);
  if (self->folder != NULL) {
    g_unlink (self->path);
    g_rmdir (self->folder);
  }
  g_free (self->path);
  g_free (self->folder);
  g_byte_array_unref (self->offered);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static void
open_line (gpointer             provider,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, user_data);
  SpiceRawPeer *self = g_object_get_data (provider, "peer");
  g_autoptr (GSocket) socket = NULL;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  socket = g_socket_new_from_fd (fds[0], NULL);
  if (self != NULL)
    add_line (self, socket);
  g_task_return_int (task, fds[1]);
}

static int
open_line_finish (gpointer       provider,
                  GAsyncResult  *result,
                  GError       **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

SprintConsoleSource *
spice_raw_peer_create_source (SpiceRawPeer *self)
{
  return sprint_console_source_new (self->provider, open_line, open_line_finish);
}

static GSocketListener *
get_listener (SpiceRawPeer *self)
{
  if (self->service == NULL) {
    self->service = g_socket_service_new ();
    g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  }

  return G_SOCKET_LISTENER (self->service);
}

static SprintConsoleSource *
create_remote (SpiceRawPeer *self,
               guint         tls_port)
{
  g_autoptr (SprintConsoleAddress) address = NULL;

  if (self->port == 0) {
    self->port = g_socket_listener_add_any_inet_port (get_listener (self), NULL, NULL);
    g_assert_cmpuint (self->port, !=, 0);
  }
  address = sprint_console_address_new_for_host ("127.0.0.1", self->port, tls_port);

  return sprint_console_source_new_for_address (address);
}

SprintConsoleSource *
spice_raw_peer_create_remote (SpiceRawPeer *self)
{
  return create_remote (self, 0);
}

SprintConsoleSource *
spice_raw_peer_create_either (SpiceRawPeer *self)
{
  return create_remote (self, 1);
}

SprintConsoleSource *
spice_raw_peer_create_local (SpiceRawPeer *self)
{
  g_autoptr (SprintConsoleAddress) address = NULL;

  if (self->folder == NULL) {
    g_autoptr (GSocketAddress) place = NULL;

    self->folder = g_dir_make_tmp ("sprint-peer-XXXXXX", NULL);
    g_assert_nonnull (self->folder);
    self->path = g_build_filename (self->folder, "socket", NULL);
    place = g_unix_socket_address_new (self->path);
    g_assert_true (g_socket_listener_add_address (get_listener (self), place, G_SOCKET_TYPE_STREAM,
                                                  G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, NULL));
  }
  address = sprint_console_address_new_for_socket (self->path);

  return sprint_console_source_new_for_address (address);
}

void
spice_raw_peer_offer (SpiceRawPeer *self,
                      int           channel_type,
                      int           id)
{
  spice_message_add_8 (self->offered, channel_type);
  spice_message_add_8 (self->offered, id);
}

void
spice_raw_peer_set_full_header (SpiceRawPeer *self)
{
  self->full_header = TRUE;
}

void
spice_raw_peer_pretend_sasl (SpiceRawPeer *self)
{
  self->sasl = TRUE;
}

void
spice_raw_peer_stop_at (SpiceRawPeer  *self,
                        int            channel_type,
                        SpicePeerStep  step,
                        gboolean       hang_up)
{
  self->steps[channel_type] = step;
  self->hang_up[channel_type] = hang_up;
}

void
spice_raw_peer_part_at_once (SpiceRawPeer *self,
                             int           channel_type)
{
  self->part[channel_type] = TRUE;
}

void
spice_raw_peer_claim_link (SpiceRawPeer *self,
                           guint32       size)
{
  self->link_size = size;
}

/* The newest of that type. */
static Line *
find_line (SpiceRawPeer *self,
           int           channel_type)
{
  for (guint i = self->lines->len; i > 0; i--) {
    Line *line = self->lines->pdata[i - 1];

    if (line->type == channel_type && line->stage == 2 && line->socket != NULL)
      return line;
  }

  return NULL;
}

gboolean
spice_raw_peer_has (SpiceRawPeer *self,
                    int           channel_type)
{
  return find_line (self, channel_type) != NULL;
}

guint
spice_raw_peer_count (SpiceRawPeer *self)
{
  return self->opened;
}

void
spice_raw_peer_send_claiming (SpiceRawPeer  *self,
                              int            channel_type,
                              guint16        type,
                              guint32        claimed,
                              gconstpointer  body,
                              gsize          size)
{
  Line *line = find_line (self, channel_type);

  if (line != NULL)
    line_send_message (line, type, claimed, body, size);
}

void
spice_raw_peer_send (SpiceRawPeer  *self,
                     int            channel_type,
                     guint16        type,
                     gconstpointer  body,
                     gsize          size)
{
  spice_raw_peer_send_claiming (self, channel_type, type, size, body, size);
}

gsize
spice_raw_peer_get_unsent (SpiceRawPeer *self)
{
  gsize sum = 0;

  for (guint i = 0; i < self->lines->len; i++)
    sum += ((Line *) self->lines->pdata[i])->unsent->len;

  return sum;
}

void
spice_raw_peer_hang_up (SpiceRawPeer *self,
                        int           channel_type)
{
  Line *line = find_line (self, channel_type);

  if (line != NULL)
    line_close (line);
}
