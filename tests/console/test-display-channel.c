/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/screen/display-channel.h"

#include "await.h"

/* A channel without a server: what libspice-client-glib would tell is told here. */
typedef struct {
  SpiceSession *spice;
  SpiceChannel *channel;
  SprintConsoleMonitor *monitor;
  SprintDisplayChannel *display;
  guint32 pixels[8 * 4];
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->spice = spice_session_new ();
  fixture->channel = spice_channel_new (fixture->spice, SPICE_CHANNEL_DISPLAY, 0);
  fixture->monitor = sprint_console_monitor_new ();
  fixture->display = sprint_display_channel_new (SPICE_DISPLAY_CHANNEL (fixture->channel),
                                                 fixture->monitor);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->pixels); i++)
    fixture->pixels[i] = 0x102030;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->display);
  g_object_unref (fixture->monitor);
  g_object_unref (fixture->spice);
}

static void
create_primary (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->channel, "display-primary-create", SPICE_SURFACE_FMT_32_xRGB,
                         8, 4, 8 * 4, 0, fixture->pixels);
}

static void
draw (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->channel, "display-invalidate", 0, 0, 8, 4);
}

static void
mark (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->channel, "display-mark", TRUE);
}

/* A server may send the whole picture first, and only then say that it is to be looked at. */
static void
test_drawn_before_mark (Fixture       *fixture,
                        gconstpointer  data)
{
  create_primary (fixture);
  draw (fixture);
  g_assert_false (sprint_console_monitor_get_has_picture (fixture->monitor));
  mark (fixture);
  g_assert_true (sprint_console_monitor_get_has_picture (fixture->monitor));
  g_assert_cmpint (sprint_framebuffer_get_width (sprint_console_monitor_get_framebuffer (fixture->monitor)), ==, 8);
}

/* The other way round, what is not drawn yet is not shown as black. */
static void
test_mark_before_drawn (Fixture       *fixture,
                        gconstpointer  data)
{
  create_primary (fixture);
  mark (fixture);
  g_assert_false (sprint_console_monitor_get_has_picture (fixture->monitor));
  draw (fixture);
  g_assert_true (sprint_console_monitor_get_has_picture (fixture->monitor));

  create_primary (fixture);
  mark (fixture);
  g_assert_true (sprint_console_monitor_get_has_picture (fixture->monitor));
}

/* Nothing is ever drawn, and the mark comes after the patience with that has ended. */
static void
test_late_mark (Fixture       *fixture,
                gconstpointer  data)
{
  gint64 before = g_get_monotonic_time ();

  create_primary (fixture);
  await (g_get_monotonic_time () - before > 300 * G_TIME_SPAN_MILLISECOND);
  mark (fixture);
  g_assert_true (sprint_console_monitor_get_has_picture (fixture->monitor));
}

#define add(path, test) g_test_add ("/display-channel/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("drawn-before-mark", test_drawn_before_mark);
  add ("mark-before-drawn", test_mark_before_drawn);
  add ("late-mark", test_late_mark);

  return g_test_run ();
}
