/* SPDX-License-Identifier: GPL-3.0-or-later */
/* console-load SCENARIO RATE SECONDS COMMAND...: what a SPICE client costs, and how soon it shows and sends.
 *
 * Serves a screen of 1920x1080 that changes as SCENARIO says, RATE times a second, to the client that COMMAND starts
 * in full screen; %s in it is the server's Unix socket. What is shown is read from the X server's own screen, and keys
 * are pressed by XTEST, in the process that also is the server: one clock. Writes one line of JSON. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xdamage.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <linux/input-event-codes.h>
#include <signal.h>
#include <spice/enums.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "spice-server-double.h"

#define WIDTH 1920
#define HEIGHT 1080
#define BACKGROUND 0x204060
/* What keys change; the frames below it keep off it. */
#define MARK 64
#define N_PICTURES 4
#define LINE 16
#define N_LINES 32
#define WARM_UP (2 * G_USEC_PER_SEC)
#define PATIENCE 20
/* Milliseconds after which a key has gone elsewhere. */
#define LOST 500

typedef struct Load Load;

typedef struct {
  const char *name;
  void (*draw) (Load *load);   /* NULL: nothing, unless keys do */
  gboolean keys;
  int x, y;                    /* a pixel that is another with each frame */
} Scenario;

struct Load {
  const Scenario *scenario;
  double rate;
  gint64 duration;

  SpiceServerDouble *server;
  SpiceScreenDouble *screen;
  GBytes *pictures[N_PICTURES];  /* of the whole screen */
  GBytes *lines[N_LINES];
  guint drawn;

  Display *display;
  Damage damage;
  int damage_event;

  GPid pid;
  clockid_t clock;
  gint64 started_at;
  double first_pixel;          /* ms; 0: not yet */
  guint32 last_pixel;
  guint shown;
  gboolean over;

  guint32 mark;                /* the colour that the next key gives */
  gint64 pressed_at;           /* 0: no key is under way */
  GArray *to_server;           /* ms */
  GArray *to_pixel;
};

static guint32
read_pixel (Load *load,
            int   x,
            int   y)
{
  XImage *image = XGetImage (load->display, DefaultRootWindow (load->display), x, y, 1, 1, AllPlanes, ZPixmap);
  guint32 pixel = XGetPixel (image, 0, 0) & 0xffffff;

  XDestroyImage (image);

  return pixel;
}

/* All of it: a little less, and whether glibc gives a message's memory back after each frame would turn. */
static void
draw_full (Load *load)
{
  spice_screen_double_draw_bytes (load->screen, 0, 0, WIDTH, HEIGHT, load->pictures[load->drawn % N_PICTURES]);
}

static void
draw_below_mark (Load *load)
{
  GBytes *picture = load->pictures[load->drawn % N_PICTURES];
  g_autoptr (GBytes) below = g_bytes_new_from_bytes (picture, 0, (gsize) WIDTH * (HEIGHT - MARK) * 4);

  spice_screen_double_draw_bytes (load->screen, 0, MARK, WIDTH, HEIGHT - MARK, below);
}

static void
draw_small (Load *load)
{
  spice_screen_double_fill (load->screen, 960, 540, 64, 64, 0x010000 * (1 + load->drawn % 200));
}

static void
draw_text (Load *load)
{
  spice_screen_double_scroll (load->screen, 360, 140, 1200, 800, LINE);
  spice_screen_double_draw_bytes (load->screen, 360, 940 - LINE, 1200, LINE, load->lines[load->drawn % N_LINES]);
}

static const Scenario scenarios[] = {
  { "still", NULL, FALSE, 960, 540 },
  { "full", draw_full, FALSE, 960, 540 },
  { "small", draw_small, FALSE, 990, 570 },
  { "text", draw_text, FALSE, 361, 930 },
  { "keys", NULL, TRUE, 960, 540 },
  { "keys-full", draw_below_mark, TRUE, 960, 540 },
};

/* Neither one colour nor noise: what a desktop looks like to who copies and draws it. */
static void
make_pictures (Load *load)
{
  for (guint i = 0; i < N_PICTURES; i++) {
    gsize n = (gsize) WIDTH * HEIGHT;
    guint32 *pixels = g_new (guint32, n);

    for (gsize j = 0; j < n; j++)
      pixels[j] = ((j % WIDTH) * 255 / WIDTH) << 16 | ((j / WIDTH + 60 * i) & 0xff) << 8 | (16 + 64 * i);
    load->pictures[i] = g_bytes_new_take (pixels, n * 4);
  }
  for (guint i = 0; i < N_LINES; i++) {
    guint32 *pixels = g_new (guint32, 1200 * LINE);

    for (guint j = 0; j < 1200 * LINE; j++)
      pixels[j] = g_random_boolean () ? 0xd0d0d0 : 0x101010;
    for (guint row = 0; row < LINE; row++)
      pixels[row * 1200 + 1] = 0x000100 * (1 + i * 7);
    load->lines[i] = g_bytes_new_take (pixels, 1200 * LINE * 4);
  }
}

static double
since (gint64 then)
{
  return (g_get_monotonic_time () - then) / 1000.0;
}

static void
press (Load     *load,
       gboolean  down)
{
  XTestFakeKeyEvent (load->display, KEY_A + 8, down, CurrentTime);
  XFlush (load->display);
}

static gboolean
press_cb (gpointer user_data)
{
  Load *load = user_data;

  if (!load->over) {
    load->mark = (load->mark + 0x030507) & 0xffffff;
    load->pressed_at = g_get_monotonic_time ();
    press (load, TRUE);
  }

  return G_SOURCE_REMOVE;
}

/* A window that has no focus yet gets no key. */
static gboolean
lost_cb (gpointer user_data)
{
  Load *load = user_data;

  if (load->pressed_at != 0 && since (load->pressed_at) > LOST) {
    press (load, FALSE);
    press_cb (load);
  }

  return G_SOURCE_CONTINUE;
}

static void
scancode_cb (Load   *load,
             guint8  byte)
{
  double milliseconds;

  if (load->pressed_at == 0 || byte != 0x1e)
    return;
  milliseconds = since (load->pressed_at);
  g_array_append_val (load->to_server, milliseconds);
  spice_screen_double_fill (load->screen, 0, 0, MARK, MARK, load->mark);
}

static void
look_at_mark (Load *load)
{
  double milliseconds;

  if (load->pressed_at == 0 || read_pixel (load, MARK / 2, MARK / 2) != load->mark)
    return;
  milliseconds = since (load->pressed_at);
  g_array_append_val (load->to_pixel, milliseconds);
  load->pressed_at = 0;
  press (load, FALSE);
  /* At no fixed time of a frame. */
  g_timeout_add (g_random_int_range (20, 60), press_cb, load);
}

static void
look (Load *load)
{
  guint32 pixel = read_pixel (load, load->scenario->x, load->scenario->y);

  if (load->first_pixel == 0 && pixel == BACKGROUND)
    load->first_pixel = since (load->started_at);
  if (pixel != load->last_pixel) {
    load->last_pixel = pixel;
    load->shown++;
  }
  if (load->scenario->keys)
    look_at_mark (load);
}

/* Events come with any reply, too, which the descriptor tells nothing of. */
typedef struct {
  GSource source;
  Load *load;
} Events;

static gboolean
events_are_there (GSource *source)
{
  return XPending (((Events *) source)->load->display) > 0;
}

static gboolean
events_prepare (GSource *source,
                int     *timeout)
{
  return events_are_there (source);
}

static gboolean
events_dispatch (GSource     *source,
                 GSourceFunc  callback,
                 gpointer     user_data)
{
  Load *load = ((Events *) source)->load;
  gboolean damaged = FALSE;

  while (XPending (load->display) > 0) {
    XEvent event;

    XNextEvent (load->display, &event);
    damaged = damaged || event.type == load->damage_event + XDamageNotify;
  }
  if (damaged) {
    XDamageSubtract (load->display, load->damage, None, None);
    look (load);
  }

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs events_funcs = {
  .prepare = events_prepare,
  .check = events_are_there,
  .dispatch = events_dispatch,
};

static gboolean
frame_cb (gpointer user_data)
{
  Load *load = user_data;

  load->scenario->draw (load);
  load->drawn++;

  return G_SOURCE_CONTINUE;
}

/* Whole periods apart from the first, not from the last: no frame is late because another was. */
static gboolean
frame_dispatch (GSource     *source,
                GSourceFunc  callback,
                gpointer     user_data)
{
  Load *load = user_data;

  callback (load);
  g_source_set_ready_time (source, g_source_get_ready_time (source) + (gint64) (G_USEC_PER_SEC / load->rate));

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs frame_funcs = { .dispatch = frame_dispatch };

static gboolean
incoming_cb (Load              *load,
             GSocketConnection *connection)
{
  int fd = fcntl (g_socket_get_fd (g_socket_connection_get_socket (connection)), F_DUPFD_CLOEXEC, 0);

  spice_server_double_add_client (load->server, fd);

  return TRUE;
}

static void
watch_screen (Load *load)
{
  GSource *source = g_source_new (&events_funcs, sizeof (Events));
  int error_base;

  load->display = XOpenDisplay (NULL);
  if (load->display == NULL || !XDamageQueryExtension (load->display, &load->damage_event, &error_base))
    g_error ("An X server with the DAMAGE extension is needed");
  load->damage = XDamageCreate (load->display, DefaultRootWindow (load->display), XDamageReportNonEmpty);
  ((Events *) source)->load = load;
  g_source_add_unix_fd (source, ConnectionNumber (load->display), G_IO_IN);
  g_source_attach (source, NULL);
  g_source_unref (source);
}

static gboolean
go_on_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for (Load     *load,
          gint64    microseconds,
          gboolean  until_shown)
{
  gint64 end = g_get_monotonic_time () + microseconds;
  GSource *tick = g_timeout_source_new (50);

  g_source_set_callback (tick, go_on_cb, NULL, NULL);
  g_source_attach (tick, NULL);
  while (g_get_monotonic_time () < end && !(until_shown && load->first_pixel > 0))
    g_main_context_iteration (NULL, TRUE);
  g_source_destroy (tick);
  g_source_unref (tick);
}

/* Of all threads: how often it went to sleep by itself, and so was woken. */
static guint64
count_wakeups (Load *load)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%d/task", load->pid);
  g_autoptr (GDir) tasks = g_dir_open (folder, 0, NULL);
  const char *task;
  guint64 n = 0;

  while (tasks != NULL && (task = g_dir_read_name (tasks)) != NULL) {
    g_autofree char *path = g_build_filename (folder, task, "status", NULL);
    g_autofree char *status = NULL;
    const char *line;

    if (g_file_get_contents (path, &status, NULL, NULL) &&
        (line = strstr (status, "\nvoluntary_ctxt_switches:")) != NULL)
      n += g_ascii_strtoull (strchr (line, ':') + 1, NULL, 10);
  }

  return n;
}

static double
get_cpu (Load *load)
{
  struct timespec time = { 0 };

  g_assert_cmpint (clock_gettime (load->clock, &time), ==, 0);

  return time.tv_sec + time.tv_nsec / 1e9;
}

static double
get_pss (Load *load)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", load->pid);
  g_autofree char *rollup = NULL;
  const char *line = NULL;

  if (g_file_get_contents (path, &rollup, NULL, NULL))
    line = strstr (rollup, "\nPss:");

  return line != NULL ? g_ascii_strtoull (line + 5, NULL, 10) / 1024.0 : 0;
}

static void
start_client (Load        *load,
              char       **command,
              const char  *socket)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (; *command != NULL; command++) {
    GString *argument = g_string_new (*command);

    g_string_replace (argument, "%s", socket, 0);
    g_ptr_array_add (arguments, g_string_free (argument, FALSE));
  }
  g_ptr_array_add (arguments, NULL);
  load->started_at = g_get_monotonic_time ();
  if (!g_spawn_async (NULL, (char **) arguments->pdata, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD,
                      NULL, NULL, &load->pid, &error))
    g_error ("%s", error->message);
  g_assert_cmpint (clock_getcpuclockid (load->pid, &load->clock), ==, 0);
}

static void
print_times (const char *name,
             GArray     *times)
{
  printf (", \"%s\": [", name);
  for (guint i = 0; i < times->len; i++)
    printf ("%s%.3f", i > 0 ? ", " : "", g_array_index (times, double, i));
  printf ("]");
}

static void
measure (Load *load)
{
  g_autoptr (GSource) frames = NULL;
  guint64 wakeups;
  guint drawn, shown;
  double cpu, seconds;
  gint64 begun;

  /* In the middle, and with the focus, as a person's would be. */
  XTestFakeMotionEvent (load->display, DefaultScreen (load->display), WIDTH / 2, HEIGHT / 2, CurrentTime);
  XTestFakeButtonEvent (load->display, 1, TRUE, CurrentTime);
  XTestFakeButtonEvent (load->display, 1, FALSE, CurrentTime);
  XFlush (load->display);
  if (load->scenario->draw != NULL) {
    frames = g_source_new (&frame_funcs, sizeof (GSource));
    g_source_set_callback (frames, frame_cb, load, NULL);
    g_source_set_ready_time (frames, g_get_monotonic_time ());
    g_source_attach (frames, NULL);
  }
  wait_for (load, WARM_UP, FALSE);
  if (load->scenario->keys) {
    press_cb (load);
    g_timeout_add (LOST / 2, lost_cb, load);
  }

  cpu = get_cpu (load);
  wakeups = count_wakeups (load);
  drawn = load->drawn;
  shown = load->shown;
  begun = g_get_monotonic_time ();
  wait_for (load, load->duration, FALSE);
  seconds = (g_get_monotonic_time () - begun) / (double) G_USEC_PER_SEC;
  load->over = TRUE;

  printf ("{\"first_pixel\": %.1f, \"cpu\": %.3f, \"wakeups\": %.1f, \"pss\": %.1f, \"drawn\": %.1f, \"shown\": %.1f",
          load->first_pixel, 100 * (get_cpu (load) - cpu) / seconds, (count_wakeups (load) - wakeups) / seconds,
          get_pss (load), (load->drawn - drawn) / seconds, (load->shown - shown) / seconds);
  print_times ("to_server", load->to_server);
  print_times ("to_pixel", load->to_pixel);
  printf ("}\n");
  if (frames != NULL)
    g_source_destroy (frames);
}

int
main (int    argc,
      char **argv)
{
  Load load = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("console-load-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "spice", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_cmpint (argc, >, 4);
  for (gsize i = 0; i < G_N_ELEMENTS (scenarios); i++) {
    if (g_str_equal (scenarios[i].name, argv[1]))
      load.scenario = &scenarios[i];
  }
  g_assert_nonnull (load.scenario);
  load.rate = g_ascii_strtod (argv[2], NULL);
  load.duration = g_ascii_strtod (argv[3], NULL) * G_USEC_PER_SEC;
  load.to_server = g_array_new (FALSE, FALSE, sizeof (double));
  load.to_pixel = g_array_new (FALSE, FALSE, sizeof (double));
  load.mark = 0x102030;

  make_pictures (&load);
  load.server = spice_server_double_new (TRUE);
  load.screen = spice_server_double_get_screen (load.server);
  g_signal_connect_swapped (spice_server_double_get_input (load.server), "scancode", G_CALLBACK (scancode_cb), &load);
  spice_screen_double_create_surface (load.screen, SPICE_SURFACE_FMT_32_xRGB, WIDTH, HEIGHT);
  spice_screen_double_fill (load.screen, 0, 0, WIDTH, HEIGHT, BACKGROUND);
  g_signal_connect_swapped (service, "incoming", G_CALLBACK (incoming_cb), &load);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, &error))
    g_error ("%s", error->message);

  watch_screen (&load);
  start_client (&load, argv + 4, path);
  wait_for (&load, PATIENCE * G_USEC_PER_SEC, TRUE);
  if (load.first_pixel > 0)
    measure (&load);
  else
    g_printerr ("No picture was shown\n");

  kill (load.pid, SIGKILL);
  waitpid (load.pid, &status, 0);
  g_unlink (path);
  g_rmdir (folder);

  return load.first_pixel > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
