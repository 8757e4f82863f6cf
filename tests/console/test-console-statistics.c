/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/session/console-statistics.h"

#include <spice/enums.h>

#include "session-fixture.h"
#include "tcp-source.h"

static void
connect_guest (Fixture *fixture)
{
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 320, 200);
  spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, 0x102030);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
}

/* Of the first monitor. */
static SprintConsoleStatistics *
create_statistics (Fixture *fixture)
{
  return sprint_console_statistics_new (fixture->session, sprint_console_session_get_monitor (fixture->session));
}

static void
set_cb (gboolean *changed)
{
  *changed = TRUE;
}

static void
test_rates (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SprintConsoleStatistics) statistics = create_statistics (fixture);
  gboolean changed = FALSE;
  guint32 colour = 0;

  g_assert_cmpint (sprint_console_statistics_get_frame_rate (statistics), ==, -1);
  g_assert_cmpint (sprint_console_statistics_get_data_rate (statistics), ==, -1);
  connect_guest (fixture);
  g_signal_connect_swapped (statistics, "changed", G_CALLBACK (set_cb), &changed);
  await (changed);

  /* Of a guest that draws. */
  changed = FALSE;
  while (!changed) {
    const guint8 *pixels = sprint_framebuffer_get_data (fixture->framebuffer);

    spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, ++colour & 0xff);
    await (pixels[0] == (colour & 0xff) || changed);
  }
  g_assert_cmpint (sprint_console_statistics_get_frame_rate (statistics), >, 1);
  g_assert_cmpint (sprint_console_statistics_get_frame_rate (statistics), <=, 61);
  g_assert_cmpint (sprint_console_statistics_get_data_rate (statistics), >, 100);

  /* Over a socket of this computer nobody knows. */
  g_assert_cmpint (sprint_console_statistics_get_round_trip (statistics), ==, -1);

  /* Of one that does not. */
  changed = FALSE;
  await (changed);
  changed = FALSE;
  await (changed);
  g_assert_cmpint (sprint_console_statistics_get_frame_rate (statistics), ==, 0);

  sprint_console_session_disconnect (fixture->session);
  changed = FALSE;
  await (changed);
  g_assert_cmpint (sprint_console_statistics_get_data_rate (statistics), ==, -1);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SprintConsoleStatistics) statistics = NULL;

  use_tcp (fixture);
  connect_guest (fixture);
  statistics = create_statistics (fixture);
  /* The kernel's, of the loopback device. */
  g_assert_cmpint (sprint_console_statistics_get_round_trip (statistics), >=, 0);
  g_assert_cmpint (sprint_console_statistics_get_round_trip (statistics), <, G_USEC_PER_SEC);
}

static SprintPictureCoding
await_coding (SprintConsoleStatistics *statistics)
{
  gboolean changed = FALSE;
  gulong handler = g_signal_connect_swapped (statistics, "changed", G_CALLBACK (set_cb), &changed);

  await (changed);
  g_signal_handler_disconnect (statistics, handler);

  return sprint_console_statistics_get_coding (statistics);
}

/* How pictures come, from those that do; and so it stays while none does, and no longer than the connection. */
static void
test_coding (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree guint32 *pixels = g_new (guint32, 320 * 200);
  g_autoptr (SprintConsoleStatistics) statistics = create_statistics (fixture);
  g_autoptr (SprintConsoleStatistics) late = NULL;

  use_tcp (fixture);
  spice_server_double_set_compression (fixture->server, SPICE_IMAGE_COMPRESSION_QUIC, FALSE);
  g_assert_cmpint (await_coding (statistics), ==, SPRINT_PICTURE_UNKNOWN);
  connect_guest (fixture);
  for (guint i = 0; i < 320 * 200; i++)
    pixels[i] = i * 77;
  spice_screen_double_draw (fixture->screen, 0, 0, 320, 200, pixels);
  await (memcmp (sprint_framebuffer_get_data (fixture->framebuffer) + 4, &pixels[1], 3) == 0);
  g_assert_cmpint (await_coding (statistics), ==, SPRINT_PICTURE_QUIC);
  g_assert_cmpint (await_coding (statistics), ==, SPRINT_PICTURE_QUIC);
  late = create_statistics (fixture);
  g_assert_cmpint (sprint_console_statistics_get_coding (late), ==, SPRINT_PICTURE_QUIC);

  sprint_console_session_disconnect (fixture->session);
  g_assert_cmpint (await_coding (statistics), ==, SPRINT_PICTURE_UNKNOWN);
}

/* Over a socket of this computer there is no guard to see it: nothing is said but what the machine was told. */
static void
test_coding_here (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SprintConsoleStatistics) statistics = NULL;

  connect_guest (fixture);
  statistics = create_statistics (fixture);
  g_assert_cmpint (sprint_console_statistics_get_coding (statistics), ==, SPRINT_PICTURE_UNKNOWN);
  sprint_console_source_set_coding (fixture->source, SPRINT_PICTURE_PLAIN);
  g_assert_cmpint (await_coding (statistics), ==, SPRINT_PICTURE_PLAIN);
}

/* Each screen's are its own, although both come over one channel. */
static void
test_monitors (Fixture       *fixture,
               gconstpointer  data)
{
  static const QXLHead heads[] = {
    { .id = 0, .x = 0, .y = 0, .width = 320, .height = 240 },
    { .id = 1, .x = 320, .y = 0, .width = 400, .height = 240 },
  };
  SprintMonitorList *monitors = sprint_console_session_get_monitors (fixture->session);
  g_autoptr (SprintConsoleStatistics) first = create_statistics (fixture);
  g_autoptr (SprintConsoleStatistics) second = NULL;
  SprintFramebuffer *framebuffer;
  gboolean changed = FALSE;
  guint32 colour = 0;

  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 720, 240);
  spice_screen_double_fill (fixture->screen, 0, 0, 720, 240, 0x102030);
  spice_screen_double_set_heads (fixture->screen, heads, 2, 2);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_monitor_list_find (monitors, 1) != NULL);
  second = sprint_console_statistics_new (fixture->session, sprint_monitor_list_find (monitors, 1));
  framebuffer = sprint_console_monitor_get_framebuffer (sprint_monitor_list_find (monitors, 1));

  /* From one of the first's measurements to the next, when nothing else is drawn any more. */
  g_signal_connect_swapped (first, "changed", G_CALLBACK (set_cb), &changed);
  await (changed);
  for (guint i = 0; i < 2; i++) {
    changed = FALSE;
    while (!changed) {
      spice_screen_double_fill (fixture->screen, 320, 0, 400, 240, ++colour & 0xff);
      await (sprint_framebuffer_get_data (framebuffer)[0] == (colour & 0xff) || changed);
    }
  }
  g_assert_cmpint (sprint_console_statistics_get_frame_rate (first), ==, 0);
  g_assert_cmpint (sprint_console_statistics_get_frame_rate (second), >, 1);
}

/* It measures no longer than it is there, and holds nothing. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleStatistics *statistics;

  connect_guest (fixture);
  statistics = create_statistics (fixture);
  g_assert_finalize_object (statistics);
}

#define ADD(name, function) g_test_add ("/console-statistics/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  ADD ("rates", test_rates);
  ADD ("round-trip", test_round_trip);
  ADD ("coding", test_coding);
  ADD ("coding-here", test_coding_here);
  ADD ("monitors", test_monitors);
  ADD ("gone", test_gone);

  return g_test_run ();
}
