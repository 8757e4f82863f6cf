/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "await-channels.h"
#include "session-fixture.h"

#define CAPS SPICE_AGENT_CAP (MONITORS_CONFIG)

static SprintConsoleMonitor *
get_monitor (Fixture *fixture)
{
  return sprint_console_session_get_monitor (fixture->session);
}

static SpiceAgentDouble *
get_guest (Fixture *fixture)
{
  return spice_server_double_get_agent (fixture->server);
}

static void
open_session (Fixture *fixture,
              int      width,
              int      height)
{
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, width, height);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
}

/* How often the guest was asked. */
static guint
count (Fixture *fixture)
{
  return spice_agent_double_count (get_guest (fixture), VD_AGENT_MONITORS_CONFIG);
}

static void
assert_asked (Fixture *fixture,
              guint    width,
              guint    height)
{
  GBytes *data = spice_agent_double_find (get_guest (fixture), VD_AGENT_MONITORS_CONFIG);
  const VDAgentMonitorsConfig *config;

  g_assert_nonnull (data);
  g_assert_cmpuint (g_bytes_get_size (data), >=, sizeof *config + sizeof config->monitors[0]);
  config = g_bytes_get_data (data, NULL);
  g_assert_cmpuint (config->num_of_monitors, ==, 1);
  g_assert_cmpuint (config->monitors[0].width, ==, width);
  g_assert_cmpuint (config->monitors[0].height, ==, height);
}

/* Nothing more is asked for, for longer than any wish waits. */
static void
assert_calm (Fixture *fixture,
             guint    n)
{
  gint64 before = g_get_monotonic_time ();

  await (g_get_monotonic_time () - before > 1500 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (count (fixture), ==, n);
}

static gboolean
shows (Fixture *fixture,
       int      width,
       int      height)
{
  return sprint_framebuffer_get_width (fixture->framebuffer) == width &&
         sprint_framebuffer_get_height (fixture->framebuffer) == height;
}

/* A window that is dragged larger: one request, for where it stopped. */
static void
test_follow (Fixture       *fixture,
             gconstpointer  data)
{
  open_session (fixture, 640, 480);
  spice_agent_double_connect (get_guest (fixture), CAPS);
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->session)));

  for (int i = 0; i < 50; i++)
    sprint_console_monitor_want_size (get_monitor (fixture), 700 + i, 500 + i);
  await (count (fixture) > 0);
  assert_asked (fixture, 749, 549);
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 749, 549);
  await (shows (fixture, 749, 549));
  assert_calm (fixture, 1);
}

/* While a guest has not changed yet, it is asked for nothing more; then for the newest. */
static void
test_one_at_a_time (Fixture       *fixture,
                    gconstpointer  data)
{
  gint64 before;

  open_session (fixture, 640, 480);
  spice_agent_double_connect (get_guest (fixture), CAPS);
  sprint_console_monitor_want_size (get_monitor (fixture), 800, 600);
  await (count (fixture) == 1);
  sprint_console_monitor_want_size (get_monitor (fixture), 810, 600);
  before = g_get_monotonic_time ();
  await (g_get_monotonic_time () - before > 120 * G_TIME_SPAN_MILLISECOND);
  sprint_console_monitor_want_size (get_monitor (fixture), 820, 600);
  before = g_get_monotonic_time ();
  await (g_get_monotonic_time () - before > 120 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (count (fixture), ==, 1);

  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 800, 600);
  await (count (fixture) == 2);
  assert_asked (fixture, 820, 600);
}

/* What it has been asked for and not done yet is taken back. */
static void
test_take_back (Fixture       *fixture,
                gconstpointer  data)
{
  open_session (fixture, 640, 480);
  spice_agent_double_connect (get_guest (fixture), CAPS);
  sprint_console_monitor_want_size (get_monitor (fixture), 800, 600);
  await (count (fixture) == 1);
  sprint_console_monitor_want_size (get_monitor (fixture), 640, 480);
  await (count (fixture) == 2);
  assert_asked (fixture, 640, 480);
}

/* A guest that does nothing is not asked again and again, but hears of the next wish. */
static void
test_stubborn (Fixture       *fixture,
               gconstpointer  data)
{
  open_session (fixture, 640, 480);
  spice_agent_double_connect (get_guest (fixture), CAPS);
  sprint_console_monitor_want_size (get_monitor (fixture), 800, 600);
  await (count (fixture) == 1);
  assert_calm (fixture, 1);
  sprint_console_monitor_want_size (get_monitor (fixture), 801, 600);
  await (count (fixture) == 2);

  /* It takes what it can have, and keeps that. */
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 800, 592);
  await (shows (fixture, 800, 592));
  assert_calm (fixture, 2);
}

/* The wish waits for an agent, and outlives a connection. */
static void
test_late_agent (Fixture       *fixture,
                 gconstpointer  data)
{
  sprint_console_monitor_want_size (get_monitor (fixture), 800, 600);
  open_session (fixture, 640, 480);
  assert_calm (fixture, 0);
  spice_agent_double_connect (get_guest (fixture), CAPS);
  await (count (fixture) > 0);
  assert_asked (fixture, 800, 600);

  /* The library, too, tells a new agent what the last one was told; never something else. */
  spice_server_double_hang_up (fixture->server);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  spice_agent_double_clear (get_guest (fixture));
  await (count (fixture) > 0);
  assert_asked (fixture, 800, 600);
  await_channels (fixture->session, fixture->server, 2);
}

/* Nothing is asked for where the guest has that size already. */
static void
test_as_it_is (Fixture       *fixture,
               gconstpointer  data)
{
  sprint_console_monitor_want_size (get_monitor (fixture), 640, 480);
  open_session (fixture, 640, 480);
  spice_agent_double_connect (get_guest (fixture), CAPS);
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->session)));
  assert_calm (fixture, 0);
}

/* An agent that cannot is not asked; nor is any when nobody cares. */
static void
test_unable (Fixture       *fixture,
             gconstpointer  data)
{
  open_session (fixture, 640, 480);
  spice_agent_double_connect (get_guest (fixture), SPICE_AGENT_CLIPBOARD_CAPS);
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->session)));
  sprint_console_monitor_want_size (get_monitor (fixture), 800, 600);
  assert_calm (fixture, 0);
  spice_agent_double_disconnect (get_guest (fixture));
  sprint_console_monitor_want_size (get_monitor (fixture), 0, 0);
  spice_agent_double_connect (get_guest (fixture), CAPS);
  assert_calm (fixture, 0);

  /* As small as a screen can be, and no smaller. */
  sprint_console_monitor_want_size (get_monitor (fixture), 1, 1);
  await (count (fixture) == 1);
  assert_asked (fixture, SPRINT_MONITOR_MIN_WIDTH, SPRINT_MONITOR_MIN_HEIGHT);
}

#define add(path, test) g_test_add ("/resizer/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("follow", test_follow);
  add ("one-at-a-time", test_one_at_a_time);
  add ("take-back", test_take_back);
  add ("stubborn", test_stubborn);
  add ("late-agent", test_late_agent);
  add ("as-it-is", test_as_it_is);
  add ("unable", test_unable);

  return g_test_run ();
}
