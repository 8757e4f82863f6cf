/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built program, as a person or the desktop starts it on a screen of a server in here. */
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <spice/enums.h>
#include <string.h>

#include "await.h"
#include "certificates.h"
#include "remove-tree.h"
#include "spice-server-double.h"

#define COLOUR 0xc04020

typedef struct {
  char *folder;
  char *path;
  guint port;
  SpiceServerDouble *server;
  Display *display;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  SpiceScreenDouble *screen;

  fixture->folder = g_dir_make_tmp ("viewer-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a screen.vv", NULL);
  fixture->port = certificates_find_port ();
  fixture->server = spice_server_double_new_at (&(SpiceDoublePlace) { .port = fixture->port, .password = "secret" });
  screen = spice_server_double_get_screen (fixture->server);
  spice_screen_double_create_surface (screen, SPICE_SURFACE_FMT_32_xRGB, 320, 200);
  spice_screen_double_fill (screen, 0, 0, 320, 200, COLOUR);
  fixture->display = XOpenDisplay (NULL);
  g_assert_nonnull (fixture->display);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  XCloseDisplay (fixture->display);
  while (g_main_context_iteration (NULL, FALSE));
  g_object_unref (fixture->server);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static GSubprocess *
start (Fixture    *fixture,
       gboolean    display,
       const char *what,
       const char *option)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, "HOME", fixture->folder, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  if (!display)
    g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  child = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("SPRINT_PROGRAM"), "--open", what, option, NULL);
  g_assert_no_error (error);

  return child;
}

/* How many pixels of the whole display are the guest's. */
static guint
count_pixels (Fixture *fixture)
{
  Window root = DefaultRootWindow (fixture->display);
  XWindowAttributes size;
  XImage *image;
  guint n = 0;

  XGetWindowAttributes (fixture->display, root, &size);
  image = XGetImage (fixture->display, root, 0, 0, size.width, size.height, AllPlanes, ZPixmap);
  g_assert_nonnull (image);
  for (int y = 0; y < size.height; y += 4)
    for (int x = 0; x < size.width; x += 4)
      n += (XGetPixel (image, x, y) & 0xffffff) == COLOUR;
  XDestroyImage (image);

  return n * 16;
}

/* As its close button does. */
static void
close_active_window (Fixture *fixture)
{
  Window root = DefaultRootWindow (fixture->display);
  Atom type;
  int format;
  unsigned long n = 0, rest;
  unsigned char *data = NULL;
  XEvent event = { 0 };

  XGetWindowProperty (fixture->display, root, XInternAtom (fixture->display, "_NET_ACTIVE_WINDOW", False), 0, 1, False,
                      XA_WINDOW, &type, &format, &n, &rest, &data);
  g_assert_cmpuint (n, ==, 1);
  event.xclient.type = ClientMessage;
  event.xclient.window = *(Window *) (void *) data;
  event.xclient.message_type = XInternAtom (fixture->display, "_NET_CLOSE_WINDOW", False);
  event.xclient.format = 32;
  XSendEvent (fixture->display, root, False, SubstructureRedirectMask | SubstructureNotifyMask, &event);
  XFlush (fixture->display);
  XFree (data);
}

static void
await_end (GSubprocess *child,
           int          status)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_subprocess_wait_async (child, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (g_subprocess_get_if_exited (child));
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, status);
}

static void
test_file (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf ("[virt-viewer]\ntype=spice\nhost=127.0.0.1\nport=%u\npassword=secret\n"
                                           "delete-this-file=1\n", fixture->port);
  g_autoptr (GSubprocess) child = NULL;

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  child = start (fixture, TRUE, fixture->path, NULL);
  await (count_pixels (fixture) > 320 * 200);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  close_active_window (fixture);
  await_end (child, 0);
}

static void
test_full_screen (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *uri = g_strdup_printf ("spice://127.0.0.1:%u?password=secret", fixture->port);
  g_autoptr (GSubprocess) child = start (fixture, TRUE, uri, "--fullscreen");
  int width = DisplayWidth (fixture->display, DefaultScreen (fixture->display));

  /* As wide as the display; above and below it may be black. */
  await (count_pixels (fixture) > (guint) (width * (width * 200 / 320 - 60)) * 9 / 10);
  close_active_window (fixture);
  await_end (child, 0);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *what, *words; } cases[] = {
    { "vnc://host:5900", "SPICE" }, { "spice://host", "no port" }, { "/nowhere/a.vv", "a.vv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GSubprocess) child = start (fixture, FALSE, cases[i].what, NULL);
    g_autofree char *said = NULL;

    g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, NULL, &said, NULL));
    g_test_message ("%s", said);
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 1);
    g_assert_true (g_str_has_prefix (said, "sprint: "));
    g_assert_nonnull (strstr (said, cases[i].words));
  }
}

#define add(path, test) g_test_add ("/viewer-program/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  await_own_context ();

  add ("file", test_file);
  add ("full-screen", test_full_screen);
  add ("refused", test_refused);

  return g_test_run ();
}
