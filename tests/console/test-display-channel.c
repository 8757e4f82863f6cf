/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/screen/display-channel.h"

#include "await.h"

/* A channel without a server: what libspice-client-glib would tell is told here. */
typedef struct {
  SpiceSession *spice;
  SpiceChannel *channel;
  SprintGuestAgent *agent;
  SprintMonitorList *monitors;
  SprintConsoleMonitor *monitor;
  SprintDisplayChannel *display;
  SprintFramebuffer *framebuffer;
  guint32 *pixels;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->spice = spice_session_new ();
  fixture->channel = spice_channel_new (fixture->spice, SPICE_CHANNEL_DISPLAY, 0);
  fixture->agent = sprint_guest_agent_new ();
  fixture->monitors = sprint_monitor_list_new (fixture->agent);
  fixture->monitor = sprint_monitor_list_get_first (fixture->monitors);
  fixture->display = sprint_display_channel_new (SPICE_DISPLAY_CHANNEL (fixture->channel), fixture->monitors);
  fixture->framebuffer = sprint_console_monitor_get_framebuffer (fixture->monitor);
  fixture->pixels = g_new (guint32, 8 * 4);
  for (guint i = 0; i < 8 * 4; i++)
    fixture->pixels[i] = 0x102030;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->display);
  g_object_unref (fixture->monitors);
  g_object_unref (fixture->agent);
  g_free (fixture->pixels);
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
  g_assert_cmpint (sprint_framebuffer_get_width (fixture->framebuffer), ==, 8);
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

static void
show (Fixture *fixture)
{
  create_primary (fixture);
  draw (fixture);
  mark (fixture);
  g_assert_true (sprint_console_monitor_get_has_picture (fixture->monitor));
}

/* What the surface was is not to be seen any more, wherever somebody looks. */
static void
lose_pixels (Fixture *fixture)
{
  memset (fixture->pixels, 0xee, 8 * 4 * 4);
  g_clear_pointer (&fixture->pixels, g_free);
}

static void
assert_kept (Fixture *fixture)
{
  const guint32 *data = (gconstpointer) sprint_framebuffer_get_data (fixture->framebuffer);

  g_assert_cmpint (sprint_framebuffer_get_width (fixture->framebuffer), ==, 8);
  g_assert_cmpint (sprint_framebuffer_get_height (fixture->framebuffer), ==, 4);
  for (guint i = 0; i < 8 * 4; i++)
    g_assert_cmphex (data[i] & 0xffffff, ==, 0x102030);
}

static void
test_borrowed (Fixture       *fixture,
               gconstpointer  data)
{
  show (fixture);
  g_assert_true (sprint_framebuffer_get_data (fixture->framebuffer) == (guint8 *) fixture->pixels);
}

static void
test_destroyed (Fixture       *fixture,
                gconstpointer  data)
{
  show (fixture);
  g_signal_emit_by_name (fixture->channel, "display-primary-destroy");
  lose_pixels (fixture);
  assert_kept (fixture);

  /* Late words about a surface that is gone. */
  draw (fixture);
  mark (fixture);
  g_object_notify (G_OBJECT (fixture->channel), "monitors");
  assert_kept (fixture);
}

static void
test_replaced (Fixture       *fixture,
               gconstpointer  data)
{
  guint32 other[8 * 4] = { 0 };

  show (fixture);
  g_signal_emit_by_name (fixture->channel, "display-primary-create", SPICE_SURFACE_FMT_32_xRGB,
                         8, 4, 8 * 4, 0, other);
  lose_pixels (fixture);
  assert_kept (fixture);
  draw (fixture);
  g_assert_true (sprint_framebuffer_get_data (fixture->framebuffer) == (guint8 *) other);
  g_signal_emit_by_name (fixture->channel, "display-primary-destroy");
}

/* Whoever holds the channel may free the surface as soon as nobody listens. */
static void
test_disposed (Fixture       *fixture,
               gconstpointer  data)
{
  show (fixture);
  g_clear_object (&fixture->display);
  lose_pixels (fixture);
  assert_kept (fixture);
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
  add ("borrowed", test_borrowed);
  add ("destroyed", test_destroyed);
  add ("replaced", test_replaced);
  add ("disposed", test_disposed);

  return g_test_run ();
}
