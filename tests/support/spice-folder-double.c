/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-folder-double.h"

#include <spice/protocol.h>
#include <string.h>

G_STATIC_ASSERT (G_BYTE_ORDER == G_LITTLE_ENDIAN);   /* as the protocol is */

#define HEAD (sizeof (gint64) + sizeof (guint16))

struct _SpiceFolderDouble
{
  GObject parent_instance;

  SpiceCharDeviceInstance device;
  gboolean connected;
  guint connections;
  GByteArray *in;
  GByteArray *out;
  gsize sent;                 /* of it */
  guint wake_id;
  GHashTable *answers;        /* of each client, by its number */
  GHashTable *ended;
};

G_DEFINE_FINAL_TYPE (SpiceFolderDouble, spice_folder_double, G_TYPE_OBJECT)

static void
take_frame (SpiceFolderDouble *self,
            gint64             client,
            const guint8      *data,
            gsize              size)
{
  GByteArray *answer = g_hash_table_lookup (self->answers, &client);

  if (answer == NULL) {
    answer = g_byte_array_new ();
    g_hash_table_insert (self->answers, g_memdup2 (&client, sizeof client), answer);
  }
  if (size == 0)
    g_hash_table_add (self->ended, g_memdup2 (&client, sizeof client));
  else
    g_byte_array_append (answer, data, size);
}

static int
device_write (SpiceCharDeviceInstance *device,
              const uint8_t           *data,
              int                      size)
{
  SpiceFolderDouble *self = SPICE_CONTAINEROF (device, SpiceFolderDouble, device);

  g_byte_array_append (self->in, data, size);
  while (self->in->len >= HEAD) {
    gint64 client;
    guint16 n;

    memcpy (&client, self->in->data, sizeof client);
    memcpy (&n, self->in->data + sizeof client, sizeof n);
    if (self->in->len < HEAD + n)
      break;
    take_frame (self, client, self->in->data + HEAD, n);
    g_byte_array_remove_range (self->in, 0, HEAD + n);
  }

  return size;
}

static int
device_read (SpiceCharDeviceInstance *device,
             uint8_t                 *data,
             int                      size)
{
  SpiceFolderDouble *self = SPICE_CONTAINEROF (device, SpiceFolderDouble, device);
  gsize n = MIN ((gsize) size, self->out->len - self->sent);

  if (n > 0)
    memcpy (data, self->out->data + self->sent, n);
  self->sent += n;
  if (self->sent == self->out->len) {
    g_byte_array_set_size (self->out, 0);
    self->sent = 0;
  }

  return n;
}

static void
device_state (SpiceCharDeviceInstance *device,
              int                      connected)
{
  SpiceFolderDouble *self = SPICE_CONTAINEROF (device, SpiceFolderDouble, device);

  self->connected = connected;
  if (connected)
    self->connections++;

  /* Half a frame of either side is nothing for the next one. */
  g_byte_array_set_size (self->in, 0);
  g_byte_array_set_size (self->out, 0);
  self->sent = 0;
}

static void
device_event (SpiceCharDeviceInstance *device,
              uint8_t                  event)
{
}

static SpiceCharDeviceInterface device_interface = {
  .base = {
    .type = SPICE_INTERFACE_CHAR_DEVICE,
    .description = "test folder",
    .major_version = SPICE_INTERFACE_CHAR_DEVICE_MAJOR,
    .minor_version = SPICE_INTERFACE_CHAR_DEVICE_MINOR,
  },
  .state = device_state,
  .write = device_write,
  .read = device_read,
  .event = device_event,
};

static gboolean
wake_cb (gpointer user_data)
{
  SpiceFolderDouble *self = user_data;

  if (self->connected && self->out->len > 0) {
    spice_server_char_device_wakeup (&self->device);
    return G_SOURCE_CONTINUE;
  }

  self->wake_id = 0;

  return G_SOURCE_REMOVE;
}

/* The server takes a few pieces each time that it is told of more, as QEMU does for every write of a guest's. */
static void
wake (SpiceFolderDouble *self)
{
  if (self->wake_id == 0 && wake_cb (self) == G_SOURCE_CONTINUE)
    self->wake_id = g_timeout_add (1, wake_cb, self);
}

static void
spice_folder_double_finalize (GObject *object)
{
  SpiceFolderDouble *self = SPICE_FOLDER_DOUBLE (object);

  g_clear_handle_id (&self->wake_id, g_source_remove);
  g_byte_array_unref (self->in);
  g_byte_array_unref (self->out);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->ended);

  G_OBJECT_CLASS (spice_folder_double_parent_class)->finalize (object);
}

static void
spice_folder_double_class_init (SpiceFolderDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spice_folder_double_finalize;
}

static void
spice_folder_double_init (SpiceFolderDouble *self)
{
  self->device.base.sif = &device_interface.base;
  self->device.subtype = "port";
  self->device.portname = "org.spice-space.webdav.0";
  self->in = g_byte_array_new ();
  self->out = g_byte_array_new ();
  self->answers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_byte_array_unref);
  self->ended = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

SpiceFolderDouble *
spice_folder_double_new (SpiceServer *server)
{
  SpiceFolderDouble *self = g_object_new (SPICE_TYPE_FOLDER_DOUBLE, NULL);

  g_assert_cmpint (spice_server_add_interface (server, &self->device.base), ==, 0);

  return self;
}

void
spice_folder_double_set_listening (SpiceFolderDouble *self,
                                   gboolean           listening)
{
  spice_server_port_event (&self->device, listening ? SPICE_PORT_EVENT_OPENED : SPICE_PORT_EVENT_CLOSED);
}

gboolean
spice_folder_double_get_connected (SpiceFolderDouble *self)
{
  return self->connected;
}

guint
spice_folder_double_count (SpiceFolderDouble *self)
{
  return self->connections;
}

void
spice_folder_double_send (SpiceFolderDouble *self,
                          gint64             client,
                          gconstpointer      data,
                          gsize              size)
{
  const guint8 *bytes = data;

  do {
    guint16 n = MIN (size, G_MAXUINT16);

    g_byte_array_append (self->out, (const guint8 *) &client, sizeof client);
    g_byte_array_append (self->out, (const guint8 *) &n, sizeof n);
    if (n > 0)
      g_byte_array_append (self->out, bytes, n);
    bytes += n;
    size -= n;
  } while (size > 0);
  wake (self);
}

void
spice_folder_double_send_bytes (SpiceFolderDouble *self,
                                gconstpointer      data,
                                gsize              size)
{
  g_byte_array_append (self->out, data, size);
  wake (self);
}

gsize
spice_folder_double_get_unsent (SpiceFolderDouble *self)
{
  return self->out->len - self->sent;
}

GByteArray *
spice_folder_double_get_answer (SpiceFolderDouble *self,
                                gint64             client)
{
  return g_hash_table_lookup (self->answers, &client);
}

gboolean
spice_folder_double_has_ended (SpiceFolderDouble *self,
                               gint64             client)
{
  return g_hash_table_contains (self->ended, &client);
}
