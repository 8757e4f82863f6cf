/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-card-double.h"

#include <string.h>

/* libcacard's vscard_common.h; on a guest's side in network byte order. */
enum {
  INIT = 1,
  ERROR,
  READER_ADD,
  READER_REMOVE,
  ATR,
  CARD_REMOVE,
  APDU,
};

typedef struct {
  guint32 type;
  guint32 reader;
  guint32 length;
} Head;

struct _SpiceCardDouble
{
  GObject parent_instance;

  SpiceCharDeviceInstance device;
  GByteArray *in;
  GByteArray *out;
  GBytes *answer;
  gboolean has_reader;
  gboolean has_card;
};

G_DEFINE_FINAL_TYPE (SpiceCardDouble, spice_card_double, G_TYPE_OBJECT)

static void
say (SpiceCardDouble *self,
     guint32          type,
     gconstpointer    data,
     guint            n)
{
  Head head = { GUINT32_TO_BE (type), 0, GUINT32_TO_BE (n) };

  g_byte_array_append (self->out, (const guint8 *) &head, sizeof head);
  g_byte_array_append (self->out, data, n);
  spice_server_char_device_wakeup (&self->device);
}

static void
take (SpiceCardDouble *self,
      guint32          type,
      const guint8    *data,
      guint            n)
{
  const guint32 success = 0;

  switch (type) {
  case READER_ADD:
    self->has_reader = TRUE;
    break;

  case READER_REMOVE:
    self->has_reader = FALSE;
    self->has_card = FALSE;
    break;

  case ATR:
    self->has_card = TRUE;
    break;

  case CARD_REMOVE:
    self->has_card = FALSE;
    break;

  case APDU:
    g_clear_pointer (&self->answer, g_bytes_unref);
    self->answer = g_bytes_new (data, n);
    return;

  default:
    return;
  }
  say (self, ERROR, &success, sizeof success);
}

static int
device_write (SpiceCharDeviceInstance *device,
              const uint8_t           *data,
              int                      size)
{
  SpiceCardDouble *self = SPICE_CONTAINEROF (device, SpiceCardDouble, device);
  Head head;

  g_byte_array_append (self->in, data, size);
  while (self->in->len >= sizeof head) {
    memcpy (&head, self->in->data, sizeof head);
    head.length = GUINT32_FROM_BE (head.length);
    if (self->in->len < sizeof head + head.length)
      break;
    take (self, GUINT32_FROM_BE (head.type), self->in->data + sizeof head, head.length);
    g_byte_array_remove_range (self->in, 0, sizeof head + head.length);
  }

  return size;
}

static int
device_read (SpiceCharDeviceInstance *device,
             uint8_t                 *data,
             int                      size)
{
  SpiceCardDouble *self = SPICE_CONTAINEROF (device, SpiceCardDouble, device);
  guint n = MIN ((guint) size, self->out->len);

  if (n > 0) {
    memcpy (data, self->out->data, n);
    g_byte_array_remove_range (self->out, 0, n);
  }

  return n;
}

static const SpiceCharDeviceInterface interface = {
  .base = {
    .type = SPICE_INTERFACE_CHAR_DEVICE,
    .description = "test smart card",
    .major_version = SPICE_INTERFACE_CHAR_DEVICE_MAJOR,
    .minor_version = SPICE_INTERFACE_CHAR_DEVICE_MINOR,
  },
  .write = device_write,
  .read = device_read,
};

static void
spice_card_double_finalize (GObject *object)
{
  SpiceCardDouble *self = SPICE_CARD_DOUBLE (object);

  g_byte_array_unref (self->in);
  g_byte_array_unref (self->out);
  g_clear_pointer (&self->answer, g_bytes_unref);

  G_OBJECT_CLASS (spice_card_double_parent_class)->finalize (object);
}

static void
spice_card_double_class_init (SpiceCardDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spice_card_double_finalize;
}

static void
spice_card_double_init (SpiceCardDouble *self)
{
  self->in = g_byte_array_new ();
  self->out = g_byte_array_new ();
  self->device.base.sif = &interface.base;
  self->device.subtype = "smartcard";
}

SpiceCardDouble *
spice_card_double_new (SpiceServer *server)
{
  SpiceCardDouble *self = g_object_new (SPICE_TYPE_CARD_DOUBLE, NULL);

  g_assert_cmpint (spice_server_add_interface (server, &self->device.base), ==, 0);

  return self;
}

gboolean
spice_card_double_get_has_reader (SpiceCardDouble *self)
{
  return self->has_reader;
}

gboolean
spice_card_double_get_has_card (SpiceCardDouble *self)
{
  return self->has_card;
}

void
spice_card_double_command (SpiceCardDouble *self,
                           const guint8    *command,
                           guint            n)
{
  g_clear_pointer (&self->answer, g_bytes_unref);
  say (self, APDU, command, n);
}

GBytes *
spice_card_double_take_answer (SpiceCardDouble *self)
{
  return g_steal_pointer (&self->answer);
}
