/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monitors-fixture.h"

/* The guest was asked for one thing and nothing else. The library, too, tells a new agent what the last one was told. */
static void
assert_asked_once (Fixture *fixture)
{
  gint64 before = g_get_monotonic_time ();
  GPtrArray *messages = spice_agent_double_get_messages (get_guest (fixture));
  GBytes *asked = spice_agent_double_find (get_guest (fixture), VD_AGENT_MONITORS_CONFIG);

  g_assert_nonnull (asked);
  await (g_get_monotonic_time () - before > 1500 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (count_asked (fixture), <=, 2);
  for (guint i = 0; i < messages->len; i++) {
    SpiceAgentMessage *message = messages->pdata[i];

    if (message->type == VD_AGENT_MONITORS_CONFIG)
      g_assert_true (g_bytes_equal (message->data, asked));
  }
}

static gboolean
is_dark (Fixture *fixture,
         guint    number)
{
  SprintConsoleMonitor *monitor = sprint_monitor_list_find (get_monitors (fixture), number);

  return monitor != NULL && !sprint_console_monitor_get_has_picture (monitor);
}

/* As a card has it that no driver has begun to use. */
static void
draw_firmware (Fixture *fixture)
{
  QXLHead head = { .width = 360, .height = 200 };

  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 360, 200);
  spice_screen_double_fill (fixture->screen, 0, 0, 360, 200, LEFT);
  spice_screen_double_set_heads (fixture->screen, &head, 1, 1);
}

static void
stop_agent (Fixture *fixture)
{
  spice_agent_double_disconnect (get_guest (fixture));
  await (!sprint_guest_agent_get_connected (sprint_console_session_get_agent (fixture->session)));
  spice_agent_double_clear (get_guest (fixture));
}

static void
assert_second_asked (Fixture *fixture,
                     guint    first_width,
                     guint    first_height,
                     guint    width,
                     guint    height)
{
  const VDAgentMonConfig *asked;
  guint n;

  asked = find_asked (fixture, &n);
  g_assert_cmpuint (n, >=, 2);
  assert_asked (&asked[0], 0, 0, first_width, first_height);
  assert_asked (&asked[1], first_width, 0, width, height);
}

static void
assert_first_alone_asked (Fixture *fixture,
                          guint    width,
                          guint    height)
{
  guint n;
  const VDAgentMonConfig *asked = find_asked (fixture, &n);

  assert_asked (&asked[0], 0, 0, width, height);
  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (asked[i].width, ==, 0);
}

/* A guest that restarts is asked once for the monitor that somebody looks at, when its agent is there again. */
static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  SprintMonitorList *monitors = get_monitors (fixture);
  SprintConsoleMonitor *second;

  open_two_heads (fixture);
  second = sprint_monitor_list_find (monitors, 1);
  start_agent (fixture, CAPS);
  sprint_monitor_list_set_kept (monitors, 1, TRUE);
  stop_agent (fixture);
  draw_firmware (fixture);
  await (shows (fixture, 0, 360, 200, LEFT) && is_dark (fixture, 1));
  g_assert_cmpuint (count_monitors (fixture), ==, 2);
  assert_calm (fixture, 0);

  start_agent (fixture, CAPS);
  await (count_asked (fixture) > 0);
  assert_second_asked (fixture, 360, 200, 320, 240);
  draw_two_heads (fixture);
  await (shows (fixture, 0, 400, 300, LEFT) && shows (fixture, 1, 320, 240, RIGHT));
  g_assert_true (sprint_monitor_list_find (monitors, 1) == second);
  assert_asked_once (fixture);
}

/* A guest that does not turn it on again is left alone, and its output is free. */
static void
test_never_comes (Fixture       *fixture,
                  gconstpointer  data)
{
  SprintMonitorList *monitors = get_monitors (fixture);

  open_two_heads (fixture);
  start_agent (fixture, CAPS);
  sprint_monitor_list_set_kept (monitors, 1, TRUE);
  stop_agent (fixture);
  spice_screen_double_set_heads (fixture->screen, two_heads, 1, 2);
  await (is_dark (fixture, 1));
  start_agent (fixture, CAPS);
  await (count_asked (fixture) > 0);
  await (sprint_monitor_list_get_outputs (monitors) == 2);
  g_assert_nonnull (sprint_monitor_list_explain_add (monitors));
  await (sprint_monitor_list_explain_add (monitors) == NULL);
  g_assert_cmpuint (count_monitors (fixture), ==, 2);

  spice_agent_double_clear (get_guest (fixture));
  sprint_console_monitor_want_size (sprint_console_session_get_monitor (fixture->session), 500, 300);
  await (count_asked (fixture) > 0);
  assert_first_alone_asked (fixture, 500, 300);
}

/* One that nobody looks at any more is not asked for. */
static void
test_given_up (Fixture       *fixture,
                       gconstpointer  data)
{
  SprintMonitorList *monitors = get_monitors (fixture);

  open_two_heads (fixture);
  start_agent (fixture, CAPS);
  sprint_monitor_list_set_kept (monitors, 1, TRUE);
  stop_agent (fixture);
  draw_firmware (fixture);
  await (is_dark (fixture, 1));
  sprint_monitor_list_set_kept (monitors, 1, FALSE);
  g_assert_cmpuint (count_monitors (fixture), ==, 1);
  start_agent (fixture, CAPS);
  assert_calm (fixture, 0);
}

/* What a guest turns off itself stays off until its agent begins anew; then it is asked once, whatever it does. */
static void
test_guest_turns_off (Fixture       *fixture,
                      gconstpointer  data)
{
  SprintMonitorList *monitors = get_monitors (fixture);

  open_two_heads (fixture);
  start_agent (fixture, CAPS);
  sprint_monitor_list_set_kept (monitors, 1, TRUE);
  sprint_console_monitor_want_size (sprint_console_session_get_monitor (fixture->session), 400, 300);
  spice_screen_double_set_heads (fixture->screen, two_heads, 1, 4);
  await (is_dark (fixture, 1));
  g_assert_cmpuint (count_monitors (fixture), ==, 2);
  assert_calm (fixture, 0);
  sprint_console_monitor_want_size (sprint_console_session_get_monitor (fixture->session), 500, 300);
  await (count_asked (fixture) == 1);
  assert_first_alone_asked (fixture, 500, 300);

  stop_agent (fixture);
  start_agent (fixture, CAPS);
  await (count_asked (fixture) > 0);
  assert_second_asked (fixture, 500, 300, 320, 240);
  assert_asked_once (fixture);
  spice_screen_double_set_heads (fixture->screen, two_heads, 2, 4);
  await (shows (fixture, 1, 320, 240, RIGHT));
  spice_agent_double_clear (get_guest (fixture));
  spice_screen_double_set_heads (fixture->screen, two_heads, 1, 4);
  await (is_dark (fixture, 1));
  assert_calm (fixture, 0);

  /* A person may want it all the same. */
  sprint_monitor_list_add (monitors);
  await (count_asked (fixture) == 1);
  assert_second_asked (fixture, 500, 300, 320, 240);
}

/* A guest that has lost it while nobody was connected, and has an agent all the time. */
static void
test_reconnect (Fixture       *fixture,
                     gconstpointer  data)
{
  open_two_heads (fixture);
  start_agent (fixture, CAPS);
  sprint_monitor_list_set_kept (get_monitors (fixture), 1, TRUE);
  sprint_console_monitor_want_size (sprint_console_session_get_monitor (fixture->session), 400, 300);
  await_channels (fixture->session, fixture->server, 2);
  spice_server_double_hang_up (fixture->server);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  spice_agent_double_clear (get_guest (fixture));
  spice_screen_double_set_heads (fixture->screen, two_heads, 1, 4);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  g_assert_true (shows (fixture, 1, 320, 240, RIGHT));
  await (count_asked (fixture) > 0);
  assert_second_asked (fixture, 400, 300, 320, 240);
  await (is_dark (fixture, 1));
  assert_asked_once (fixture);
  await_channels (fixture->session, fixture->server, 3);
}

/* A guest that has ended and is started again gets it too; another guest does not. */
static void
test_ended (Fixture       *fixture,
            gconstpointer  data)
{
  SprintMonitorList *monitors = get_monitors (fixture);

  open_two_heads (fixture);
  start_agent (fixture, CAPS);
  sprint_monitor_list_set_kept (monitors, 1, TRUE);
  await_channels (fixture->session, fixture->server, 2);
  sprint_console_session_disconnect (fixture->session);
  g_assert_cmpuint (count_monitors (fixture), ==, 1);
  await (!spice_server_double_has_clients (fixture->server));
  spice_agent_double_clear (get_guest (fixture));
  spice_screen_double_set_heads (fixture->screen, two_heads, 1, 4);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (count_asked (fixture) > 0);
  g_assert_cmpuint (count_monitors (fixture), ==, 1);
  spice_screen_double_set_heads (fixture->screen, two_heads, 2, 4);
  await (shows (fixture, 1, 320, 240, RIGHT));
  g_assert_true (sprint_monitor_list_get_kept (monitors, 1));
  assert_asked_once (fixture);

  await_channels (fixture->session, fixture->server, 3);
  sprint_console_session_disconnect (fixture->session);
  sprint_monitor_list_forget (monitors);
  await (!spice_server_double_has_clients (fixture->server));
  spice_agent_double_clear (get_guest (fixture));
  spice_screen_double_set_heads (fixture->screen, two_heads, 1, 4);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->session)));
  assert_calm (fixture, 0);
}

#define add(path, test) g_test_add ("/monitors-kept/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("restart", test_restart);
  add ("given-up", test_given_up);
  add ("never-comes", test_never_comes);
  add ("guest-turns-off", test_guest_turns_off);
  add ("reconnect", test_reconnect);
  add ("ended", test_ended);

  return g_test_run ();
}
