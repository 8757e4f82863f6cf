/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-agent-double.h"

#include <string.h>

G_STATIC_ASSERT (G_BYTE_ORDER == G_LITTLE_ENDIAN);   /* as the protocol is */

struct _SpiceAgentDouble
{
  GObject parent_instance;

  SpiceServer *server;
  SpiceCharDeviceInstance device;
  guint32 capabilities;
  guint32 client_capabilities;
  gboolean connected;
  gboolean ready;
  gboolean stalled;
  guint32 grabs[G_MAXUINT8 + 1];        /* of either side, by selection */

  GByteArray *in;                       /* of the port: chunks, not taken apart yet */
  GByteArray *parts[VDP_END_PORT];      /* of messages, by whose they are */
  GByteArray *out;
  gsize sent;                           /* of it */
  GPtrArray *messages;
};

G_DEFINE_FINAL_TYPE (SpiceAgentDouble, spice_agent_double, G_TYPE_OBJECT)

static guint message_signal;

static void
message_free (gpointer data)
{
  SpiceAgentMessage *message = data;

  g_bytes_unref (message->data);
  g_free (message);
}

static void
announce (SpiceAgentDouble *self)
{
  struct SPICE_ATTR_PACKED {
    VDAgentAnnounceCapabilities head;
    guint32 capabilities;
  } answer = { .capabilities = self->capabilities };

  spice_agent_double_send (self, VD_AGENT_ANNOUNCE_CAPABILITIES, &answer, sizeof answer);
}

static void
take_message (SpiceAgentDouble *self,
              guint32           type,
              GBytes           *data)
{
  SpiceAgentMessage *message = g_new0 (SpiceAgentMessage, 1);
  const guint32 *words = g_bytes_get_data (data, NULL);

  message->type = type;
  message->data = g_bytes_ref (data);
  g_ptr_array_add (self->messages, message);

  if (type == VD_AGENT_CLIENT_DISCONNECTED) {
    self->ready = FALSE;
    memset (self->grabs, 0, sizeof self->grabs);
  }
  if (type == VD_AGENT_CLIPBOARD_GRAB)
    self->grabs[*(const guint8 *) words]++;
  if (type == VD_AGENT_ANNOUNCE_CAPABILITIES && g_bytes_get_size (data) >= 2 * sizeof (guint32)) {
    self->client_capabilities = words[1];
    if (words[0])
      announce (self);
    self->ready = TRUE;
  }
  g_signal_emit (self, message_signal, 0, type, data);
}

static void
take_part (SpiceAgentDouble *self,
           guint32           port,
           const guint8     *data,
           gsize             size)
{
  GByteArray *part;
  VDAgentMessage head;

  g_assert_cmpuint (port, >, 0);
  g_assert_cmpuint (port, <, VDP_END_PORT);
  part = self->parts[port];
  g_byte_array_append (part, data, size);
  while (part->len >= sizeof head) {
    g_autoptr (GBytes) whole = NULL;

    memcpy (&head, part->data, sizeof head);
    g_assert_cmpuint (head.protocol, ==, VD_AGENT_PROTOCOL);
    if (part->len < sizeof head + head.size)
      return;
    whole = g_bytes_new (part->data + sizeof head, head.size);
    g_byte_array_remove_range (part, 0, sizeof head + head.size);
    take_message (self, head.type, whole);
  }
}

static int
device_write (SpiceCharDeviceInstance *device,
              const uint8_t           *data,
              int                      size)
{
  SpiceAgentDouble *self = SPICE_CONTAINEROF (device, SpiceAgentDouble, device);
  VDIChunkHeader head;

  if (self->stalled)
    return 0;

  g_byte_array_append (self->in, data, size);
  while (self->in->len >= sizeof head) {
    memcpy (&head, self->in->data, sizeof head);
    if (self->in->len < sizeof head + head.size)
      break;
    take_part (self, head.port, self->in->data + sizeof head, head.size);
    g_byte_array_remove_range (self->in, 0, sizeof head + head.size);
  }

  return size;
}

static int
device_read (SpiceCharDeviceInstance *device,
             uint8_t                 *data,
             int                      size)
{
  SpiceAgentDouble *self = SPICE_CONTAINEROF (device, SpiceAgentDouble, device);
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
  SpiceAgentDouble *self = SPICE_CONTAINEROF (device, SpiceAgentDouble, device);

  self->connected = connected;
  self->ready = FALSE;
}

static SpiceCharDeviceInterface device_interface = {
  .base = {
    .type = SPICE_INTERFACE_CHAR_DEVICE,
    .description = "test agent",
    .major_version = SPICE_INTERFACE_CHAR_DEVICE_MAJOR,
    .minor_version = SPICE_INTERFACE_CHAR_DEVICE_MINOR,
  },
  .state = device_state,
  .write = device_write,
  .read = device_read,
};

static void
spice_agent_double_finalize (GObject *object)
{
  SpiceAgentDouble *self = SPICE_AGENT_DOUBLE (object);

  g_byte_array_unref (self->in);
  g_byte_array_unref (self->out);
  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    g_byte_array_unref (self->parts[i]);
  g_ptr_array_unref (self->messages);

  G_OBJECT_CLASS (spice_agent_double_parent_class)->finalize (object);
}

static void
spice_agent_double_class_init (SpiceAgentDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spice_agent_double_finalize;
  message_signal = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BYTES);
}

static void
spice_agent_double_init (SpiceAgentDouble *self)
{
  self->device.base.sif = &device_interface.base;
  self->device.subtype = "vdagent";
  self->in = g_byte_array_new ();
  self->out = g_byte_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    self->parts[i] = g_byte_array_new ();
  self->messages = g_ptr_array_new_with_free_func (message_free);
}

SpiceAgentDouble *
spice_agent_double_new (SpiceServer *server)
{
  SpiceAgentDouble *self = g_object_new (SPICE_TYPE_AGENT_DOUBLE, NULL);

  self->server = server;

  return self;
}

void
spice_agent_double_connect (SpiceAgentDouble *self,
                            guint32           capabilities)
{
  g_assert_false (self->connected);
  self->capabilities = capabilities;
  self->client_capabilities = 0;
  memset (self->grabs, 0, sizeof self->grabs);
  g_byte_array_set_size (self->in, 0);
  g_byte_array_set_size (self->out, 0);
  self->sent = 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    g_byte_array_set_size (self->parts[i], 0);
  g_assert_cmpint (spice_server_add_interface (self->server, &self->device.base), ==, 0);
}

void
spice_agent_double_disconnect (SpiceAgentDouble *self)
{
  if (self->connected)
    spice_server_remove_interface (&self->device.base);
}

gboolean
spice_agent_double_get_connected (SpiceAgentDouble *self)
{
  return self->connected;
}

gboolean
spice_agent_double_get_ready (SpiceAgentDouble *self)
{
  return self->ready;
}

gboolean
spice_agent_double_has_agreed (SpiceAgentDouble *self,
                               guint             capability)
{
  return (self->capabilities & self->client_capabilities & (1u << capability)) != 0;
}

guint32
spice_agent_double_number_grab (SpiceAgentDouble *self,
                                guint8            selection)
{
  return self->grabs[selection]++;
}

void
spice_agent_double_set_stalled (SpiceAgentDouble *self,
                                gboolean          stalled)
{
  self->stalled = stalled;
  if (!stalled && self->connected)
    spice_server_char_device_wakeup (&self->device);
}

GPtrArray *
spice_agent_double_get_messages (SpiceAgentDouble *self)
{
  return self->messages;
}

guint
spice_agent_double_count (SpiceAgentDouble *self,
                          guint32           type)
{
  guint n = 0;

  for (guint i = 0; i < self->messages->len; i++) {
    SpiceAgentMessage *message = self->messages->pdata[i];

    if (message->type == type)
      n++;
  }

  return n;
}

GBytes *
spice_agent_double_find (SpiceAgentDouble *self,
                         guint32           type)
{
  for (guint i = self->messages->len; i > 0; i--) {
    SpiceAgentMessage *message = self->messages->pdata[i - 1];

    if (message->type == type)
      return message->data;
  }

  return NULL;
}

void
spice_agent_double_clear (SpiceAgentDouble *self)
{
  g_ptr_array_set_size (self->messages, 0);
}

void
spice_agent_double_send (SpiceAgentDouble *self,
                         guint32           type,
                         gconstpointer     data,
                         gsize             size)
{
  spice_agent_double_send_claiming (self, type, size, data, size);
}

void
spice_agent_double_send_claiming (SpiceAgentDouble *self,
                                  guint32           type,
                                  guint32           claimed,
                                  gconstpointer     data,
                                  gsize             size)
{
  VDAgentMessage head = { .protocol = VD_AGENT_PROTOCOL, .type = type, .size = claimed };
  g_autoptr (GByteArray) message = g_byte_array_sized_new (sizeof head + size);

  g_byte_array_append (message, (const guint8 *) &head, sizeof head);
  if (size > 0)
    g_byte_array_append (message, data, size);
  spice_agent_double_send_bytes (self, message->data, message->len);
}

void
spice_agent_double_send_bytes (SpiceAgentDouble *self,
                               gconstpointer     data,
                               gsize             size)
{
  const guint8 *bytes = data;

  while (size > 0) {
    VDIChunkHeader head = { .port = VDP_CLIENT_PORT, .size = MIN (size, VD_AGENT_MAX_DATA_SIZE) };

    g_byte_array_append (self->out, (const guint8 *) &head, sizeof head);
    g_byte_array_append (self->out, bytes, head.size);
    bytes += head.size;
    size -= head.size;
  }
  if (self->connected)
    spice_server_char_device_wakeup (&self->device);
}

gsize
spice_agent_double_get_unsent (SpiceAgentDouble *self)
{
  return self->out->len - self->sent;
}
