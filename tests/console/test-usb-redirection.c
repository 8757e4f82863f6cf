/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "remove-tree.h"
#include "session-fixture.h"

#define N_PORTS 2
/* spice-gtk's own CD drive. */
#define CD_DRIVE 0x2b23cdcd
#define MASS_STORAGE 8
#define BLOCK 2048
#define N_BLOCKS 64

#define TEST_UNIT_READY 0x00
#define REQUEST_SENSE 0x03
#define INQUIRY 0x12
#define READ_10 0x28

/* A session with a machine that has two USB ports, and a CD image. */
typedef struct {
  Fixture base;
  SpiceUsbDouble *ports[N_PORTS];
  SprintUsbDevices *usb;
  char *folder;
  GFile *image;
  GError *problem;
} Usb;

static void
problem_cb (SprintUsbDevices *usb,
            const GError     *error,
            Usb              *fixture)
{
  g_clear_error (&fixture->problem);
  fixture->problem = g_error_copy (error);
}

static GFile *
make_file (Usb        *fixture,
           const char *name,
           gsize       size)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *contents = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    contents[i] = i * 7 + i / BLOCK;
  g_assert_true (g_file_set_contents (path, contents, size, NULL));

  return g_file_new_for_path (path);
}

static void
connect_session (Usb *fixture)
{
  await (!spice_server_double_has_clients (fixture->base.server));
  sprint_console_session_connect (fixture->base.session, fixture->base.source);
  await (sprint_console_session_get_has_picture (fixture->base.session));
}

/* @data: not %NULL for a machine without ports. */
static void
set_up_usb (Usb           *fixture,
            gconstpointer  data)
{
  set_up (&fixture->base, NULL);
  for (guint i = 0; data == NULL && i < N_PORTS; i++)
    fixture->ports[i] = spice_server_double_add_usb (fixture->base.server);
  fixture->usb = sprint_console_session_get_usb (fixture->base.session);
  g_signal_connect (fixture->usb, "problem", G_CALLBACK (problem_cb), fixture);
  fixture->folder = g_dir_make_tmp ("sprint-usb-XXXXXX", NULL);
  fixture->image = make_file (fixture, "disc.iso", BLOCK * N_BLOCKS);
  spice_screen_double_create_surface (fixture->base.screen, SPICE_SURFACE_FMT_32_xRGB, 64, 64);
  connect_session (fixture);
}

static void
tear_down_usb (Usb           *fixture,
               gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (fixture->usb, fixture);
  tear_down (&fixture->base, NULL);
  g_object_unref (fixture->image);
  g_clear_error (&fixture->problem);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
all_greeted (Usb *fixture)
{
  for (guint i = 0; i < N_PORTS; i++) {
    if (!spice_usb_double_get_greeted (fixture->ports[i]))
      return FALSE;
  }

  return TRUE;
}

/* The list is filled, and both ports are open. */
static void
begin (Usb *fixture)
{
  sprint_usb_devices_hold (fixture->usb);
  await (all_greeted (fixture));
}

/* (transfer full) (nullable): the last image in the list, and how many there are; this computer may have devices too */
static SprintUsbDevice *
find_last (Usb   *fixture,
           guint *n)
{
  GListModel *list = G_LIST_MODEL (fixture->usb);
  g_autoptr (SprintUsbDevice) last = NULL;

  *n = 0;
  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (SprintUsbDevice) device = g_list_model_get_item (list, i);

    if (sprint_usb_device_get_kind (device) != SPRINT_USB_IMAGE)
      continue;
    g_set_object (&last, device);
    ++*n;
  }

  return g_steal_pointer (&last);
}

static guint
count (Usb *fixture)
{
  guint n;
  g_autoptr (SprintUsbDevice) last = find_last (fixture, &n);

  return n;
}

/* (transfer full) (nullable): the last image in the list, where it is the machine's */
static SprintUsbDevice *
find_there (Usb *fixture)
{
  guint n;
  g_autoptr (SprintUsbDevice) device = find_last (fixture, &n);

  if (device == NULL || sprint_usb_device_get_place (device) != SPRINT_USB_THERE)
    return NULL;

  return g_steal_pointer (&device);
}

static SpiceUsbDouble *
find_port (Usb *fixture)
{
  for (guint i = 0; i < N_PORTS; i++) {
    if (spice_usb_double_get_device (fixture->ports[i]) != 0)
      return fixture->ports[i];
  }

  return NULL;
}

/* Puts the image in, and waits until the guest has its drive. */
static SprintUsbDevice *
insert (Usb   *fixture,
        GFile *image)
{
  guint before = count (fixture);
  SprintUsbDevice *device = NULL;

  sprint_usb_devices_insert (fixture->usb, image);
  await (fixture->problem == NULL && count (fixture) == before + 1 && (device = find_there (fixture)) != NULL);

  return device;
}

static GBytes *
command (SpiceUsbDouble *port,
         guint8          operation,
         guint8          block,
         guint32         length)
{
  guint8 bytes[10] = { operation };
  GBytes *answer = NULL;

  if (operation == READ_10) {
    bytes[5] = block;
    bytes[8] = length / BLOCK;
  } else {
    bytes[4] = length;
  }
  spice_usb_double_command (port, bytes, operation == READ_10 ? 10 : 6, length);
  await ((answer = spice_usb_double_take_answer (port)) != NULL);

  return answer;
}

/* A drive has things to say before it is read from: that it was turned on, that there is a disc in it now. */
static void
await_ready (SpiceUsbDouble *port)
{
  gboolean ready = FALSE;

  while (!ready) {
    g_autoptr (GBytes) status = command (port, TEST_UNIT_READY, 0, 0);
    g_autoptr (GBytes) sense = NULL;
    const guint8 *bytes = g_bytes_get_data (status, NULL);

    g_assert_cmpuint (g_bytes_get_size (status), ==, 13);
    ready = bytes[12] == 0;
    if (!ready)
      sense = command (port, REQUEST_SENSE, 0, 18);
  }
}

static void
assert_block (SpiceUsbDouble *port,
              guint8          block)
{
  g_autoptr (GBytes) answer = command (port, READ_10, block, BLOCK);
  const guint8 *bytes = g_bytes_get_data (answer, NULL);

  g_assert_cmpuint (g_bytes_get_size (answer), ==, BLOCK + 13);
  for (guint i = 0; i < BLOCK; i++)
    g_assert_cmpuint (bytes[i], ==, (guint8) ((block * BLOCK + i) * 7 + block));
  g_assert_cmpuint (bytes[BLOCK + 12], ==, 0);
}

/* The guest sees a drive, and reads of it what is in the file. */
static void
test_image (Usb           *fixture,
            gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) device = NULL;
  g_autoptr (GBytes) descriptor = NULL;
  g_autoptr (GBytes) inquiry = NULL;
  SpiceUsbDouble *port;
  const guint8 *bytes;

  begin (fixture);
  g_assert_cmpint (sprint_usb_devices_get_state (fixture->usb), ==, SPRINT_USB_READY);
  g_assert_cmpuint (sprint_usb_devices_get_n_channels (fixture->usb), ==, N_PORTS);
  device = insert (fixture, fixture->image);
  g_assert_cmpstr (sprint_usb_device_get_name (device), ==, "disc.iso");
  g_assert_cmpint (sprint_usb_device_get_kind (device), ==, SPRINT_USB_IMAGE);
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, N_PORTS - 1);
  await ((port = find_port (fixture)) != NULL);
  g_assert_cmphex (spice_usb_double_get_device (port), ==, CD_DRIVE);
  g_assert_cmpuint (spice_usb_double_get_class (port), ==, MASS_STORAGE);

  spice_usb_double_ask (port, 0x0100, 18);
  await ((descriptor = spice_usb_double_take_answer (port)) != NULL);
  bytes = g_bytes_get_data (descriptor, NULL);
  g_assert_cmpuint (g_bytes_get_size (descriptor), ==, 18);
  g_assert_cmphex (bytes[8] | bytes[9] << 8, ==, CD_DRIVE >> 16);

  inquiry = command (port, INQUIRY, 0, 36);
  bytes = g_bytes_get_data (inquiry, NULL);
  g_assert_cmpuint (g_bytes_get_size (inquiry), >=, 36);
  g_assert_cmpuint (bytes[0] & 0x1f, ==, 5);

  await_ready (port);
  assert_block (port, 0);
  assert_block (port, N_BLOCKS - 1);

  sprint_usb_devices_detach (fixture->usb, device);
  await (find_port (fixture) == NULL && count (fixture) == 0);
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, N_PORTS);
  g_assert_no_error (fixture->problem);
}

/* Nobody looks for devices before somebody wants to know. */
static void
test_idle (Usb           *fixture,
           gconstpointer  data)
{
  await (sprint_usb_devices_get_state (fixture->usb) == SPRINT_USB_READY);
  g_assert_false (sprint_usb_devices_get_needed (fixture->usb));
  g_assert_cmpuint (count (fixture), ==, 0);
  begin (fixture);
  sprint_usb_devices_release (fixture->usb);
  sprint_console_session_disconnect (fixture->base.session);
  g_assert_cmpint (sprint_usb_devices_get_state (fixture->usb), ==, SPRINT_USB_OFF);
}

/* The screen, the cursor and the inputs are asked for first, and answered by nobody. */
static void
test_last (Usb           *fixture,
           gconstpointer  data)
{
  guint before;

  begin (fixture);
  sprint_console_session_disconnect (fixture->base.session);
  await (!spice_server_double_has_clients (fixture->base.server));
  spice_server_double_set_manner (fixture->base.server, SPICE_DOUBLE_SERVES_ONE);
  before = spice_server_double_count_opens (fixture->base.server);
  sprint_console_session_connect (fixture->base.session, fixture->base.source);
  await (get_state (&fixture->base) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_cmpuint (spice_server_double_count_opens (fixture->base.server) - before, ==, 4);
}

static void
test_no_ports (Usb           *fixture,
               gconstpointer  data)
{
  sprint_usb_devices_hold (fixture->usb);
  await (sprint_usb_devices_get_state (fixture->usb) == SPRINT_USB_NO_CHANNELS);
  sprint_usb_devices_insert (fixture->usb, fixture->image);
  g_assert_error (fixture->problem, SPRINT_USB_ERROR, SPRINT_USB_ERROR_LOST);
}

static void
test_all_in_use (Usb           *fixture,
                 gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) first = NULL;
  g_autoptr (SprintUsbDevice) second = NULL;
  g_autoptr (SprintUsbDevice) third = NULL;

  begin (fixture);
  first = insert (fixture, fixture->image);
  second = insert (fixture, fixture->image);
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, 0);
  sprint_usb_devices_insert (fixture->usb, fixture->image);
  g_assert_error (fixture->problem, SPRINT_USB_ERROR, SPRINT_USB_ERROR_NO_CHANNEL);
  g_assert_cmpuint (count (fixture), ==, 2);

  g_clear_error (&fixture->problem);
  sprint_usb_devices_detach (fixture->usb, first);
  await (count (fixture) == 1 && sprint_usb_devices_get_n_free (fixture->usb) == 1);
  third = insert (fixture, fixture->image);
}

static void
assert_refused (Usb        *fixture,
                const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_clear_error (&fixture->problem);
  sprint_usb_devices_insert (fixture->usb, file);
  await (fixture->problem != NULL);
  g_assert_error (fixture->problem, SPRINT_USB_ERROR, SPRINT_USB_ERROR_IMAGE);
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
test_bad_image (Usb           *fixture,
                gconstpointer  data)
{
  g_autoptr (GFile) empty = make_file (fixture, "empty.iso", 0);
  g_autoptr (GFile) elsewhere = g_file_new_for_uri ("https://127.0.0.1/disc.iso");
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.iso", NULL);
  g_autoptr (SprintUsbDevice) device = NULL;

  begin (fixture);
  assert_refused (fixture, missing);
  assert_refused (fixture, g_file_peek_path (empty));
  assert_refused (fixture, fixture->folder);
  assert_refused (fixture, "/dev/zero");
  g_clear_error (&fixture->problem);
  sprint_usb_devices_insert (fixture->usb, elsewhere);
  await (fixture->problem != NULL);

  g_clear_error (&fixture->problem);
  device = insert (fixture, fixture->image);
}

/* The guest's side has rules, or changes its mind. */
static void
test_rejected (Usb           *fixture,
               gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) device = NULL;
  SpiceUsbDouble *port;

  begin (fixture);
  device = insert (fixture, fixture->image);
  await ((port = find_port (fixture)) != NULL);
  spice_usb_double_reject (port);
  await (fixture->problem != NULL && count (fixture) == 0);
  g_assert_error (fixture->problem, SPRINT_USB_ERROR, SPRINT_USB_ERROR_REJECTED);
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, N_PORTS);
}

/* The guest's side can have rules, as an administrator sets them for QEMU. */
static void
test_forbidden (Usb           *fixture,
                gconstpointer  data)
{
  begin (fixture);
  for (guint i = 0; i < N_PORTS; i++)
    spice_usb_double_forbid (fixture->ports[i]);
  /* They are on their way for a moment. */
  while (fixture->problem == NULL) {
    sprint_usb_devices_insert (fixture->usb, fixture->image);
    await (fixture->problem != NULL || find_port (fixture) != NULL);
    if (fixture->problem == NULL) {
      g_autoptr (SprintUsbDevice) device = NULL;

      await ((device = find_there (fixture)) != NULL);
      sprint_usb_devices_detach (fixture->usb, device);
      await (count (fixture) == 0);
    }
  }
  g_assert_error (fixture->problem, SPRINT_USB_ERROR, SPRINT_USB_ERROR_REJECTED);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, N_PORTS);
}

/* What was there when the connection was lost is there again with the next one; but not in another run. */
static void
test_reconnect (Usb           *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) before = NULL;
  g_autoptr (SprintUsbDevice) after = NULL;
  SpiceUsbDouble *port;

  begin (fixture);
  before = insert (fixture, fixture->image);
  sprint_usb_devices_release (fixture->usb);
  spice_server_double_hang_up (fixture->base.server);
  await (get_state (&fixture->base) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_cmpuint (count (fixture), ==, 0);
  await ((after = find_there (fixture)) != NULL && (port = find_port (fixture)) != NULL);
  g_assert_cmpuint (count (fixture), ==, 1);
  await_ready (port);
  assert_block (port, 5);

  sprint_console_session_disconnect (fixture->base.session);
  g_assert_false (sprint_usb_devices_get_needed (fixture->usb));
  connect_session (fixture);
  await (sprint_usb_devices_get_state (fixture->usb) == SPRINT_USB_READY);
  begin (fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
}

/* With a port goes what was plugged into it. */
static void
test_pulled_out (Usb           *fixture,
                 gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) device = NULL;
  SpiceUsbDouble *port;

  begin (fixture);
  device = insert (fixture, fixture->image);
  await ((port = find_port (fixture)) != NULL);
  spice_usb_double_pull_out (port);
  await (fixture->problem != NULL);
  g_assert_error (fixture->problem, SPRINT_USB_ERROR, SPRINT_USB_ERROR_LOST);
  g_assert_cmpuint (sprint_usb_devices_get_n_channels (fixture->usb), ==, N_PORTS - 1);
  g_assert_cmpint (get_state (&fixture->base), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

/* The guest hangs up while a device is on its way, and while it is being read from. */
static void
test_hang_up (Usb           *fixture,
              gconstpointer  data)
{
  static const guint8 read[10] = { READ_10, 0, 0, 0, 0, 0, 0, 0, 32 };
  SpiceUsbDouble *port;

  begin (fixture);
  sprint_usb_devices_insert (fixture->usb, fixture->image);
  await (count (fixture) == 1);
  spice_server_double_hang_up (fixture->base.server);
  await (get_state (&fixture->base) == SPRINT_CONSOLE_STATE_LOST);
  await ((port = find_port (fixture)) != NULL);
  await_ready (port);
  spice_usb_double_command (port, read, sizeof read, 32 * BLOCK);
  sprint_console_session_disconnect (fixture->base.session);
  g_assert_cmpuint (count (fixture), ==, 0);
}

/* spice-gtk tells of nonsense as of a fault of its own. */
static void
drop_cb (const char     *domain,
         GLogLevelFlags  level,
         const char     *message,
         gpointer        user_data)
{
}

static void
set_up_hostile (Usb           *fixture,
                gconstpointer  data)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_handler ("GSpice", G_LOG_LEVEL_MASK, drop_cb, NULL);
  set_up_usb (fixture, data);
}

/* Whatever the guest's side says of its own accord, the console goes on, and the other port is still of use. */
static void
test_nonsense (Usb           *fixture,
               gconstpointer  data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (SprintUsbDevice) device = NULL;
  SpiceUsbDouble *port;
  guint8 bytes[4096];

  begin (fixture);
  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = g_rand_int_range (random, 0, 256);
  spice_usb_double_send_bytes (fixture->ports[0], bytes, sizeof bytes);

  device = insert (fixture, fixture->image);
  await ((port = find_port (fixture)) != NULL);
  spice_usb_double_send_bytes (port, bytes, sizeof bytes);
  sprint_usb_devices_detach (fixture->usb, device);
  await (sprint_usb_device_get_place (device) == SPRINT_USB_HERE);
  g_assert_cmpint (get_state (&fixture->base), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

/* A packet of four gigabytes, of which nothing follows; an answer to nothing; one for an endpoint that is not there. */
static void
test_huge (Usb           *fixture,
           gconstpointer  data)
{
  static const guint32 packets[][5] = {
    { 100, 0xffffffff, 1, 0, 0 },
    { 101, 0x7fffffff, 2, 0, 0 },
    { 7, 0, 3, 0, 0 },
    { 21, 4, 4, 0, 0 },
    { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
  };
  g_autoptr (SprintUsbDevice) device = NULL;

  begin (fixture);
  device = insert (fixture, fixture->image);
  for (guint i = 0; i < G_N_ELEMENTS (packets); i++) {
    for (guint port = 0; port < N_PORTS; port++)
      spice_usb_double_send_bytes (fixture->ports[port], packets[i], sizeof packets[i]);
  }
  sprint_usb_devices_detach (fixture->usb, device);
  await (sprint_usb_device_get_place (device) == SPRINT_USB_HERE);
  g_assert_cmpint (get_state (&fixture->base), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

#define add(path, data, test) g_test_add ("/usb-redirection/" path, Usb, data, set_up_usb, test, tear_down_usb)
#define add_hostile(path, test) \
  g_test_add ("/usb-redirection/" path, Usb, NULL, set_up_hostile, test, tear_down_usb)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* spice-gtk warns of a server that hangs up. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_fatal_mask ("sprint", G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  await_own_context ();

  add ("image", NULL, test_image);
  add ("idle", NULL, test_idle);
  add ("last", NULL, test_last);
  add ("no-ports", "none", test_no_ports);
  add ("all-in-use", NULL, test_all_in_use);
  add ("bad-image", NULL, test_bad_image);
  add ("rejected", NULL, test_rejected);
  add ("forbidden", NULL, test_forbidden);
  add ("reconnect", NULL, test_reconnect);
  add ("pulled-out", NULL, test_pulled_out);
  add ("hang-up", NULL, test_hang_up);

  /* From here on spice-gtk may say what it likes. */
  add_hostile ("nonsense", test_nonsense);
  add_hostile ("huge", test_huge);

  return g_test_run ();
}
