/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-usb-double.h"

#include <string.h>
#include <usbredirfilter.h>
#include <usbredirparser.h>

/* USB Mass Storage Class, Bulk-Only Transport, revision 1.0: the wrappers of a command and of its status. */
#define COMMAND_SIGNATURE 0x43425355
#define COMMAND_SIZE 31
#define STATUS_SIZE 13
/* What spice-gtk's CD drive has: the first IN and the second OUT. */
#define ENDPOINT_IN 0x81
#define ENDPOINT_OUT 0x02
#define GET_DESCRIPTOR 6

struct _SpiceUsbDouble
{
  GObject parent_instance;

  SpiceServer *server;
  SpiceCharDeviceInstance device;
  struct usbredirparser *parser;
  GByteArray *in;
  GByteArray *out;
  GByteArray *answer;
  guint64 last_id;
  guint64 awaited_id;
  guint64 data_id;
  guint32 attached;
  guint8 class;
  gboolean greeted;
  gboolean answered;
};

G_DEFINE_FINAL_TYPE (SpiceUsbDouble, spice_usb_double, G_TYPE_OBJECT)

static void
log_cb (void       *priv,
        int         level,
        const char *message)
{
  g_debug ("usbredir guest: %s", message);
}

static int
read_cb (void    *priv,
         uint8_t *data,
         int      count)
{
  SpiceUsbDouble *self = priv;
  guint n = MIN ((guint) count, self->in->len);

  if (n == 0)
    return 0;
  memcpy (data, self->in->data, n);
  g_byte_array_remove_range (self->in, 0, n);

  return n;
}

static int
write_cb (void    *priv,
          uint8_t *data,
          int      count)
{
  g_byte_array_append (((SpiceUsbDouble *) priv)->out, data, count);

  return count;
}

static void
hello_cb (void                          *priv,
          struct usb_redir_hello_header *hello)
{
  ((SpiceUsbDouble *) priv)->greeted = TRUE;
}

static void
connect_cb (void                                   *priv,
            struct usb_redir_device_connect_header *header)
{
  ((SpiceUsbDouble *) priv)->attached = (guint32) header->vendor_id << 16 | header->product_id;
}

static void
disconnect_cb (void *priv)
{
  ((SpiceUsbDouble *) priv)->attached = 0;
}

static void
interface_cb (void                                   *priv,
              struct usb_redir_interface_info_header *header)
{
  ((SpiceUsbDouble *) priv)->class = header->interface_class[0];
}

static void
nothing_cb (void *priv)
{
}

static void
endpoint_cb (void                            *priv,
             struct usb_redir_ep_info_header *header)
{
}

static void
filter_cb (void                       *priv,
           struct usbredirfilter_rule *rules,
           int                         count)
{
  free (rules);
}

static void
flush (SpiceUsbDouble *self)
{
  while (usbredirparser_has_data_to_write (self->parser))
    usbredirparser_do_write (self->parser);
  spice_server_char_device_wakeup (&self->device);
}

static void
send_bulk (SpiceUsbDouble *self,
           guint8          endpoint,
           guint8         *data,
           guint32         length)
{
  struct usb_redir_bulk_packet_header header = {
    .endpoint = endpoint,
    .length = length & 0xffff,
    .length_high = length >> 16,
  };

  usbredirparser_send_bulk_packet (self->parser, ++self->last_id, &header, data, data != NULL ? length : 0);
}

static void
answer (SpiceUsbDouble *self,
        guint64         id,
        const guint8   *data,
        int             n)
{
  if (n > 0)
    g_byte_array_append (self->answer, data, n);
  if (id == self->awaited_id)
    self->answered = TRUE;
}

static void
control_cb (void                                   *priv,
            uint64_t                                id,
            struct usb_redir_control_packet_header *header,
            uint8_t                                *data,
            int                                     n)
{
  SpiceUsbDouble *self = priv;

  answer (self, id, data, n);
  usbredirparser_free_packet_data (self->parser, data);
}

static void
bulk_cb (void                                *priv,
         uint64_t                             id,
         struct usb_redir_bulk_packet_header *header,
         uint8_t                             *data,
         int                                  n)
{
  SpiceUsbDouble *self = priv;

  answer (self, id, data, n);
  /* The status is asked for when the data is here, as a driver does. */
  if (id == self->data_id) {
    send_bulk (self, ENDPOINT_IN, NULL, STATUS_SIZE);
    self->data_id = 0;
    self->awaited_id = self->last_id;
    flush (self);
  }
  usbredirparser_free_packet_data (self->parser, data);
}

static void *
alloc_lock (void)
{
  return g_new0 (char, 1);
}

static void
use_lock (void *lock)
{
}

static void
start_parser (SpiceUsbDouble *self)
{
  uint32_t caps[USB_REDIR_CAPS_SIZE] = { 0 };

  self->parser = usbredirparser_create ();
  self->parser->priv = self;
  self->parser->log_func = log_cb;
  self->parser->read_func = read_cb;
  self->parser->write_func = write_cb;
  self->parser->hello_func = hello_cb;
  self->parser->device_connect_func = connect_cb;
  self->parser->device_disconnect_func = disconnect_cb;
  self->parser->interface_info_func = interface_cb;
  self->parser->ep_info_func = endpoint_cb;
  self->parser->filter_reject_func = nothing_cb;
  self->parser->filter_filter_func = filter_cb;
  self->parser->control_packet_func = control_cb;
  self->parser->bulk_packet_func = bulk_cb;
  self->parser->alloc_lock_func = alloc_lock;
  self->parser->lock_func = use_lock;
  self->parser->unlock_func = use_lock;
  self->parser->free_lock_func = g_free;
  usbredirparser_caps_set_cap (caps, usb_redir_cap_connect_device_version);
  usbredirparser_caps_set_cap (caps, usb_redir_cap_filter);
  usbredirparser_caps_set_cap (caps, usb_redir_cap_device_disconnect_ack);
  usbredirparser_caps_set_cap (caps, usb_redir_cap_ep_info_max_packet_size);
  usbredirparser_caps_set_cap (caps, usb_redir_cap_64bits_ids);
  usbredirparser_caps_set_cap (caps, usb_redir_cap_32bits_bulk_length);
  usbredirparser_init (self->parser, "usb double", caps, USB_REDIR_CAPS_SIZE, 0);
  flush (self);
}

static void
device_state (SpiceCharDeviceInstance *device,
              int                      opened)
{
  SpiceUsbDouble *self = SPICE_CONTAINEROF (device, SpiceUsbDouble, device);

  g_clear_pointer (&self->parser, usbredirparser_destroy);
  g_byte_array_set_size (self->in, 0);
  g_byte_array_set_size (self->out, 0);
  g_byte_array_set_size (self->answer, 0);
  self->attached = 0;
  self->greeted = FALSE;
  if (opened)
    start_parser (self);
}

static int
device_write (SpiceCharDeviceInstance *device,
              const uint8_t           *data,
              int                      size)
{
  SpiceUsbDouble *self = SPICE_CONTAINEROF (device, SpiceUsbDouble, device);

  if (self->parser == NULL)
    return size;

  g_byte_array_append (self->in, data, size);
  while (usbredirparser_do_read (self->parser) == usbredirparser_read_parse_error)
    ;
  flush (self);

  return size;
}

static int
device_read (SpiceCharDeviceInstance *device,
             uint8_t                 *data,
             int                      size)
{
  SpiceUsbDouble *self = SPICE_CONTAINEROF (device, SpiceUsbDouble, device);
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
    .description = "test USB port",
    .major_version = SPICE_INTERFACE_CHAR_DEVICE_MAJOR,
    .minor_version = SPICE_INTERFACE_CHAR_DEVICE_MINOR,
  },
  .state = device_state,
  .write = device_write,
  .read = device_read,
};

static void
spice_usb_double_finalize (GObject *object)
{
  SpiceUsbDouble *self = SPICE_USB_DOUBLE (object);

  g_clear_pointer (&self->parser, usbredirparser_destroy);
  g_byte_array_unref (self->in);
  g_byte_array_unref (self->out);
  g_byte_array_unref (self->answer);

  G_OBJECT_CLASS (spice_usb_double_parent_class)->finalize (object);
}

static void
spice_usb_double_class_init (SpiceUsbDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spice_usb_double_finalize;
}

static void
spice_usb_double_init (SpiceUsbDouble *self)
{
  self->in = g_byte_array_new ();
  self->out = g_byte_array_new ();
  self->answer = g_byte_array_new ();
  self->device.base.sif = &interface.base;
  self->device.subtype = "usbredir";
}

SpiceUsbDouble *
spice_usb_double_new (SpiceServer *server)
{
  SpiceUsbDouble *self = g_object_new (SPICE_TYPE_USB_DOUBLE, NULL);

  self->server = server;
  g_assert_cmpint (spice_server_add_interface (server, &self->device.base), ==, 0);

  return self;
}

gboolean
spice_usb_double_get_greeted (SpiceUsbDouble *self)
{
  return self->greeted;
}

guint32
spice_usb_double_get_device (SpiceUsbDouble *self)
{
  return self->attached;
}

guint8
spice_usb_double_get_class (SpiceUsbDouble *self)
{
  return self->class;
}

static void
begin_question (SpiceUsbDouble *self)
{
  g_byte_array_set_size (self->answer, 0);
  self->answered = FALSE;
}

void
spice_usb_double_ask (SpiceUsbDouble *self,
                      guint16         descriptor,
                      guint16         length)
{
  struct usb_redir_control_packet_header header = {
    .endpoint = 0x80,
    .request = GET_DESCRIPTOR,
    .requesttype = 0x80,
    .value = descriptor,
    .length = length,
  };

  begin_question (self);
  self->awaited_id = ++self->last_id;
  usbredirparser_send_control_packet (self->parser, self->awaited_id, &header, NULL, 0);
  flush (self);
}

void
spice_usb_double_command (SpiceUsbDouble *self,
                          const guint8   *command,
                          guint           n,
                          guint32         length)
{
  guint8 wrapper[COMMAND_SIZE] = { 0 };
  guint32 signature = GUINT32_TO_LE (COMMAND_SIGNATURE);
  guint32 wanted = GUINT32_TO_LE (length);

  begin_question (self);
  memcpy (wrapper, &signature, 4);
  wrapper[4] = 1;
  memcpy (wrapper + 8, &wanted, 4);
  wrapper[12] = length > 0 ? 0x80 : 0;
  wrapper[14] = n;
  memcpy (wrapper + 15, command, n);
  send_bulk (self, ENDPOINT_OUT, wrapper, sizeof wrapper);
  send_bulk (self, ENDPOINT_IN, NULL, length > 0 ? length : STATUS_SIZE);
  self->awaited_id = length > 0 ? 0 : self->last_id;
  self->data_id = length > 0 ? self->last_id : 0;
  flush (self);
}

GBytes *
spice_usb_double_take_answer (SpiceUsbDouble *self)
{
  if (!self->answered)
    return NULL;

  self->answered = FALSE;

  return g_bytes_new (self->answer->data, self->answer->len);
}

void
spice_usb_double_reject (SpiceUsbDouble *self)
{
  usbredirparser_send_filter_reject (self->parser);
  flush (self);
}

void
spice_usb_double_forbid (SpiceUsbDouble *self)
{
  struct usbredirfilter_rule rule = { -1, -1, -1, -1, 0 };

  usbredirparser_send_filter_filter (self->parser, &rule, 1);
  flush (self);
}

void
spice_usb_double_send_bytes (SpiceUsbDouble *self,
                             gconstpointer   data,
                             gsize           size)
{
  g_byte_array_append (self->out, data, size);
  spice_server_char_device_wakeup (&self->device);
}

void
spice_usb_double_pull_out (SpiceUsbDouble *self)
{
  spice_server_remove_interface (&self->device.base);
}
