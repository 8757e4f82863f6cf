/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "libusb-double.h"

#include <sys/time.h>

#define ARRIVED 1
#define LEFT 2
#define ENUMERATE 1
#define NOT_FOUND (-5)
#define NOT_SUPPORTED (-12)
#define HIGH_SPEED 3
/* Of connections that are not all over yet. */
#define MAX_CALLBACKS 16

/* libusb.h, as it is for programs. */
typedef struct {
  guint8 length, type;
  guint16 usb;
  guint8 class, subclass, protocol, packet;
  guint16 maker, product, version;
  guint8 maker_name, product_name, serial, n_configurations;
} DeviceDescriptor;

typedef struct {
  guint8 length, type, number, alternate, n_endpoints, class, subclass, protocol, name;
  const void *endpoints;
  const guint8 *extra;
  int extra_length;
} InterfaceDescriptor;

typedef struct {
  const InterfaceDescriptor *alternates;
  int n_alternates;
} Interface;

typedef struct {
  guint8 length, type;
  guint16 total;
  guint8 n_interfaces, value, name, attributes, power;
  const Interface *interfaces;
  const guint8 *extra;
  int extra_length;
} ConfigDescriptor;

typedef int (*HotplugCallback) (void *context, void *device, int event, void *user_data);

/* Of a maker's own class. */
static const InterfaceDescriptor interface_descriptor = { .length = 9, .type = 4, .class = 0xff };
static const Interface interface = { &interface_descriptor, 1 };
static ConfigDescriptor config = {
  .length = 9, .type = 2, .total = 18, .n_interfaces = 1, .value = 1, .attributes = 0x80, .power = 50,
  .interfaces = &interface,
};

static struct {
  GMutex mutex;
  GCond cond;
  gboolean interrupted;
  HotplugCallback callbacks[MAX_CALLBACKS];
  void *callback_data[MAX_CALLBACKS];
  gboolean plugged_in;
  int opened, claimed;
  int opens;
} usb;

/* There is one of each. */
static char context, device, handle;

static void
tell (int event)
{
  for (int i = 0; i < MAX_CALLBACKS; i++) {
    if (usb.callbacks[i] != NULL)
      usb.callbacks[i] (&context, &device, event, usb.callback_data[i]);
  }
}

void
libusb_double_plug_in (void)
{
  usb.plugged_in = TRUE;
  tell (ARRIVED);
}

void
libusb_double_pull_out (void)
{
  usb.plugged_in = FALSE;
  tell (LEFT);
}

void
libusb_double_set_fate (int opened,
                        int claimed)
{
  usb.opened = opened;
  usb.claimed = claimed;
}

int
libusb_double_get_opens (void)
{
  return usb.opens;
}

/* ---- libusb ---- */

#define FAKE(type, name, arguments) \
  type name arguments; \
  __attribute__ ((visibility ("default"))) type name arguments

FAKE (int, libusb_init, (void **to))
{
  *to = &context;
  return 0;
}

FAKE (void, libusb_exit, (void *of))
{
}

FAKE (int, libusb_set_option, (void *of, int option, ...))
{
  return 0;
}

FAKE (const char *, libusb_error_name, (int code))
{
  switch (code) {
  case LIBUSB_DOUBLE_IO:
    return "LIBUSB_ERROR_IO";
  case LIBUSB_DOUBLE_ACCESS:
    return "LIBUSB_ERROR_ACCESS";
  case LIBUSB_DOUBLE_NO_DEVICE:
    return "LIBUSB_ERROR_NO_DEVICE";
  case LIBUSB_DOUBLE_BUSY:
    return "LIBUSB_ERROR_BUSY";
  default:
    return "LIBUSB_ERROR_OTHER";
  }
}

FAKE (const char *, libusb_strerror, (int code))
{
  switch (code) {
  case LIBUSB_DOUBLE_IO:
    return "Input/Output Error";
  case LIBUSB_DOUBLE_ACCESS:
    return "Access denied (insufficient permissions)";
  case LIBUSB_DOUBLE_NO_DEVICE:
    return "No such device (it may have been disconnected)";
  case LIBUSB_DOUBLE_BUSY:
    return "Resource busy";
  default:
    return "Other error";
  }
}

FAKE (int, libusb_hotplug_register_callback,
      (void *of, int events, int flags, int maker, int product, int class, HotplugCallback callback, void *user_data,
       int *number))
{
  /* None of them is number 0. */
  for (*number = 1; usb.callbacks[*number] != NULL; ++*number)
    g_assert_cmpint (*number + 1, <, MAX_CALLBACKS);
  usb.callbacks[*number] = callback;
  usb.callback_data[*number] = user_data;
  if (usb.plugged_in && (flags & ENUMERATE) != 0)
    callback (of, &device, ARRIVED, user_data);
  return 0;
}

FAKE (void, libusb_hotplug_deregister_callback, (void *of, int number))
{
  usb.callbacks[number] = NULL;
}

/* Returns when something has happened, as far as anybody can tell. */
FAKE (int, libusb_handle_events, (void *of))
{
  g_mutex_lock (&usb.mutex);
  if (!usb.interrupted)
    g_cond_wait_until (&usb.cond, &usb.mutex, g_get_monotonic_time () + 50 * G_TIME_SPAN_MILLISECOND);
  usb.interrupted = FALSE;
  g_mutex_unlock (&usb.mutex);
  return 0;
}

FAKE (int, libusb_handle_events_timeout, (void *of, struct timeval *timeout))
{
  return 0;
}

FAKE (void, libusb_interrupt_event_handler, (void *of))
{
  g_mutex_lock (&usb.mutex);
  usb.interrupted = TRUE;
  g_cond_signal (&usb.cond);
  g_mutex_unlock (&usb.mutex);
}

FAKE (void *, libusb_ref_device, (void *of))
{
  return of;
}

FAKE (void, libusb_unref_device, (void *of))
{
}

FAKE (guint8, libusb_get_bus_number, (void *of))
{
  return 250;
}

FAKE (guint8, libusb_get_device_address, (void *of))
{
  return 77;
}

FAKE (int, libusb_get_device_speed, (void *of))
{
  return HIGH_SPEED;
}

FAKE (int, libusb_get_device_descriptor, (void *of, DeviceDescriptor *to))
{
  *to = (DeviceDescriptor) {
    .length = 18, .type = 1, .usb = 0x0200, .packet = 64, .maker = LIBUSB_DOUBLE_DEVICE >> 16,
    .product = LIBUSB_DOUBLE_DEVICE & 0xffff, .version = 0x0100, .n_configurations = 1,
  };
  return 0;
}

FAKE (int, libusb_get_active_config_descriptor, (void *of, ConfigDescriptor **to))
{
  *to = &config;
  return 0;
}

FAKE (int, libusb_get_config_descriptor, (void *of, guint8 index, ConfigDescriptor **to))
{
  *to = &config;
  return 0;
}

FAKE (void, libusb_free_config_descriptor, (ConfigDescriptor *descriptor))
{
}

FAKE (int, libusb_get_ss_endpoint_companion_descriptor, (void *of, const void *endpoint, void **to))
{
  return NOT_FOUND;
}

FAKE (void, libusb_free_ss_endpoint_companion_descriptor, (void *descriptor))
{
}

FAKE (int, libusb_wrap_sys_device, (void *of, gintptr fd, void **to))
{
  return NOT_SUPPORTED;
}

FAKE (int, libusb_open, (void *of, void **to))
{
  int result = usb.plugged_in ? usb.opened : LIBUSB_DOUBLE_NO_DEVICE;

  if (result == 0) {
    *to = &handle;
    usb.opens++;
  }
  return result;
}

FAKE (void, libusb_close, (void *of))
{
  usb.opens--;
}

FAKE (void *, libusb_get_device, (void *of))
{
  return &device;
}

FAKE (int, libusb_claim_interface, (void *of, int number))
{
  return usb.claimed;
}

FAKE (int, libusb_release_interface, (void *of, int number))
{
  return 0;
}

FAKE (int, libusb_attach_kernel_driver, (void *of, int number))
{
  return NOT_FOUND;
}

FAKE (int, libusb_set_auto_detach_kernel_driver, (void *of, int enable))
{
  return 0;
}

FAKE (int, libusb_reset_device, (void *of))
{
  return usb.plugged_in ? 0 : LIBUSB_DOUBLE_NO_DEVICE;
}

FAKE (int, libusb_set_configuration, (void *of, int number))
{
  return 0;
}

FAKE (int, libusb_set_interface_alt_setting, (void *of, int number, int alternate))
{
  return 0;
}

FAKE (int, libusb_clear_halt, (void *of, guint8 endpoint))
{
  return 0;
}

/* Nothing is carried. */
FAKE (void *, libusb_alloc_transfer, (int n_packets))
{
  return g_malloc0 (1024 + n_packets * 16);
}

FAKE (void, libusb_free_transfer, (void *transfer))
{
  g_free (transfer);
}

FAKE (int, libusb_submit_transfer, (void *transfer))
{
  return LIBUSB_DOUBLE_NO_DEVICE;
}

FAKE (int, libusb_cancel_transfer, (void *transfer))
{
  return NOT_FOUND;
}

FAKE (void, libusb_transfer_set_stream_id, (void *transfer, guint32 id))
{
}

FAKE (int, libusb_alloc_streams, (void *of, guint32 n, guint8 *endpoints, int n_endpoints))
{
  return NOT_SUPPORTED;
}

FAKE (int, libusb_free_streams, (void *of, guint8 *endpoints, int n_endpoints))
{
  return NOT_SUPPORTED;
}
