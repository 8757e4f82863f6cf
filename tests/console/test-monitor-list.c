/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include "await-channels.h"

#define CAPS (SPICE_AGENT_CAP (MONITORS_CONFIG) | SPICE_AGENT_CAP (MONITORS_CONFIG_POSITION) | \
              SPICE_AGENT_CAP (SPARSE_MONITORS_CONFIG))
#define LEFT 0x204060
#define RIGHT 0xa0b0c0

static const QXLHead two_heads[] = {
  { .id = 0, .x = 0, .y = 0, .width = 400, .height = 300 },
  { .id = 1, .x = 400, .y = 0, .width = 320, .height = 240 },
};

static SprintMonitorList *
get_monitors (Fixture *fixture)
{
  return sprint_console_session_get_monitors (fixture->session);
}

static SpiceAgentDouble *
get_guest (Fixture *fixture)
{
  return spice_server_double_get_agent (fixture->server);
}

static guint
count_monitors (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_monitors (fixture)));
}

/* Whether the monitor is there, has that size, and is of one colour. */
static gboolean
shows (Fixture *fixture,
       guint    number,
       int      width,
       int      height,
       guint32  pixel)
{
  SprintConsoleMonitor *monitor = sprint_monitor_list_find (get_monitors (fixture), number);
  SprintFramebuffer *framebuffer = monitor != NULL ? sprint_console_monitor_get_framebuffer (monitor) : NULL;
  g_autoptr (GBytes) bytes = framebuffer != NULL ? sprint_framebuffer_copy_pixels (framebuffer) : NULL;
  const guint32 *pixels;

  if (bytes == NULL || sprint_framebuffer_get_width (framebuffer) != width ||
      sprint_framebuffer_get_height (framebuffer) != height)
    return FALSE;

  pixels = g_bytes_get_data (bytes, NULL);
  for (int i = 0; i < width * height; i++) {
    if (pixels[i] != (0xff000000 | pixel))
      return FALSE;
  }

  return TRUE;
}

static void
draw_two_heads (Fixture *fixture)
{
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 720, 300);
  spice_screen_double_fill (fixture->screen, 0, 0, 400, 300, LEFT);
  spice_screen_double_fill (fixture->screen, 400, 0, 320, 240, RIGHT);
  spice_screen_double_set_heads (fixture->screen, two_heads, 2, 4);
}

static void
open_two_heads (Fixture *fixture)
{
  draw_two_heads (fixture);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (shows (fixture, 0, 400, 300, LEFT) && shows (fixture, 1, 320, 240, RIGHT));
}

static void
open_one (Fixture *fixture,
          guint    n_outputs)
{
  QXLHead head = { .width = 400, .height = 300 };

  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 400, 300);
  spice_screen_double_fill (fixture->screen, 0, 0, 400, 300, LEFT);
  spice_screen_double_set_heads (fixture->screen, &head, 1, n_outputs);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (shows (fixture, 0, 400, 300, LEFT));
  await (sprint_monitor_list_get_outputs (get_monitors (fixture)) == n_outputs);
}

static void
start_agent (Fixture *fixture,
             guint32  capabilities)
{
  spice_agent_double_connect (get_guest (fixture), capabilities);
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->session)));
}

/* What the guest was asked for last. */
static const VDAgentMonConfig *
find_asked (Fixture *fixture,
            guint   *n)
{
  GBytes *data = spice_agent_double_find (get_guest (fixture), VD_AGENT_MONITORS_CONFIG);
  const VDAgentMonitorsConfig *config;

  g_assert_nonnull (data);
  config = g_bytes_get_data (data, NULL);
  g_assert_cmpuint (g_bytes_get_size (data), >=, sizeof *config + config->num_of_monitors * sizeof (VDAgentMonConfig));
  g_assert_true (config->flags & VD_AGENT_CONFIG_MONITORS_FLAG_USE_POS);
  *n = config->num_of_monitors;

  return config->monitors;
}

static void
assert_asked (const VDAgentMonConfig *monitor,
              int                     x,
              int                     y,
              guint                   width,
              guint                   height)
{
  g_assert_cmpint (monitor->x, ==, x);
  g_assert_cmpint (monitor->y, ==, y);
  g_assert_cmpuint (monitor->width, ==, width);
  g_assert_cmpuint (monitor->height, ==, height);
}

static guint
count_asked (Fixture *fixture)
{
  return spice_agent_double_count (get_guest (fixture), VD_AGENT_MONITORS_CONFIG);
}

/* Two monitors of one card: two windows on its surface. */
static void
test_heads (Fixture       *fixture,
            gconstpointer  data)
{
  open_two_heads (fixture);
  g_assert_cmpuint (count_monitors (fixture), ==, 2);

  /* What is drawn is drawn on the one that it is on, or on both. */
  spice_screen_double_fill (fixture->screen, 400, 0, 320, 240, 0x010203);
  await (shows (fixture, 1, 320, 240, 0x010203));
  g_assert_true (shows (fixture, 0, 400, 300, LEFT));
  spice_screen_double_fill (fixture->screen, 0, 0, 720, 300, 0x040506);
  await (shows (fixture, 0, 400, 300, 0x040506) && shows (fixture, 1, 320, 240, 0x040506));

  /* Another size of everything. */
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 300, 500);
  spice_screen_double_fill (fixture->screen, 0, 0, 300, 200, RIGHT);
  spice_screen_double_fill (fixture->screen, 0, 200, 300, 300, LEFT);
  spice_screen_double_set_heads (fixture->screen, (QXLHead[]) {
    { .id = 1, .width = 300, .height = 200 }, { .id = 0, .y = 200, .width = 300, .height = 300 }
  }, 2, 4);
  await (shows (fixture, 0, 300, 300, LEFT) && shows (fixture, 1, 300, 200, RIGHT));
}

/* One that is turned off goes away, and takes no other with it. */
static void
test_goes_away (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintConsoleMonitor) second = NULL;

  open_two_heads (fixture);
  second = g_object_ref (sprint_monitor_list_find (get_monitors (fixture), 1));
  spice_screen_double_set_heads (fixture->screen, two_heads, 1, 4);
  await (count_monitors (fixture) == 1);
  g_assert_true (shows (fixture, 0, 400, 300, LEFT));
  g_assert_false (sprint_console_monitor_get_has_picture (second));

  spice_screen_double_set_heads (fixture->screen, two_heads, 2, 4);
  await (shows (fixture, 1, 320, 240, RIGHT));
  g_assert_true (sprint_monitor_list_find (get_monitors (fixture), 1) == second);

  /* The first may be off while another is on. */
  spice_screen_double_set_heads (fixture->screen, two_heads + 1, 1, 4);
  await (!sprint_console_session_get_has_picture (fixture->session));
  g_assert_true (shows (fixture, 1, 320, 240, RIGHT));
}

/* Two cards with a channel each. */
static void
test_cards (Fixture       *fixture,
            gconstpointer  data)
{
  SpiceScreenDouble *other = spice_server_double_add_screen (fixture->server);
  const guint32 pixel = 0xffffffff;

  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 400, 300);
  spice_screen_double_fill (fixture->screen, 0, 0, 400, 300, LEFT);
  spice_screen_double_create_surface (other, SPICE_SURFACE_FMT_32_xRGB, 320, 240);
  spice_screen_double_fill (other, 0, 0, 320, 240, RIGHT);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (shows (fixture, 0, 400, 300, LEFT) && shows (fixture, 1, 320, 240, RIGHT));
  g_assert_cmpuint (count_monitors (fixture), ==, 2);
  g_assert_cmpuint (sprint_monitor_list_get_outputs (get_monitors (fixture)), ==, 2);

  /* Each has a pointer of its own. */
  spice_screen_double_set_cursor (other, 1, 1, 0, 0, &pixel);
  await (sprint_console_cursor_get_pixels (sprint_monitor_list_get_cursor (get_monitors (fixture), 1)) != NULL);
  g_assert_null (sprint_console_cursor_get_pixels (sprint_console_session_get_cursor (fixture->session)));

  spice_screen_double_destroy_surface (other);
  await (count_monitors (fixture) == 1);
  g_assert_true (shows (fixture, 0, 400, 300, LEFT));
}

/* A tablet is told of places in the surface. */
static void
test_tablet (Fixture       *fixture,
             gconstpointer  data)
{
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);
  GArray *pointer = spice_input_double_get_pointer (fixture->input);
  SpiceDoublePointerEvent *event;

  open_two_heads (fixture);
  await (sprint_console_session_get_client_pointer (fixture->session));
  spice_input_double_clear (fixture->input);
  sprint_console_input_set_position (input, 1, 5, 6);
  await (pointer->len == 1);
  event = &g_array_index (pointer, SpiceDoublePointerEvent, 0);
  g_assert_cmpint (event->x, ==, 405);
  g_assert_cmpint (event->y, ==, 6);
}

/* An agent is told of places on a monitor. */
static void
test_agent_pointer (Fixture       *fixture,
                    gconstpointer  data)
{
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);
  const VDAgentMouseState *state;

  spice_server_double_use_agent_mouse (fixture->server);
  open_two_heads (fixture);
  start_agent (fixture, CAPS);
  await (sprint_console_session_get_client_pointer (fixture->session));
  for (guint number = 0; number < 2; number++) {
    spice_agent_double_clear (get_guest (fixture));
    sprint_console_input_set_position (input, number, 5, 6);
    await (spice_agent_double_count (get_guest (fixture), VD_AGENT_MOUSE_STATE) == 1);
    state = g_bytes_get_data (spice_agent_double_find (get_guest (fixture), VD_AGENT_MOUSE_STATE), NULL);
    g_assert_cmpuint (state->display_id, ==, number);
    g_assert_cmpuint (state->x, ==, 5);
    g_assert_cmpuint (state->y, ==, 6);
  }
}

static void
test_add_and_remove (Fixture       *fixture,
                     gconstpointer  data)
{
  SprintMonitorList *monitors = get_monitors (fixture);
  const VDAgentMonConfig *asked;
  guint n, before;

  open_one (fixture, 2);
  start_agent (fixture, CAPS);
  await (sprint_monitor_list_explain_add (monitors) == NULL);
  g_assert_nonnull (sprint_monitor_list_explain_remove (monitors, NULL));
  sprint_monitor_list_add (monitors);
  g_assert_nonnull (sprint_monitor_list_explain_add (monitors));
  await (count_asked (fixture) == 1);
  asked = find_asked (fixture, &n);
  g_assert_cmpuint (n, >=, 2);
  assert_asked (&asked[0], 0, 0, 400, 300);
  assert_asked (&asked[1], 400, 0, 1024, 768);

  /* The guest does it its own way. */
  draw_two_heads (fixture);
  await (count_monitors (fixture) == 2 && shows (fixture, 1, 320, 240, RIGHT));
  g_assert_null (sprint_monitor_list_explain_remove (monitors, NULL));

  /* A window of another size moves the others along. */
  before = count_asked (fixture);
  sprint_console_monitor_want_size (sprint_console_session_get_monitor (fixture->session), 500, 300);
  await (count_asked (fixture) == before + 1);
  asked = find_asked (fixture, &n);
  assert_asked (&asked[0], 0, 0, 500, 300);
  assert_asked (&asked[1], 500, 0, 320, 240);

  before = count_asked (fixture);
  sprint_monitor_list_remove (monitors, sprint_monitor_list_find (monitors, 1));
  await (count_asked (fixture) == before + 1);
  asked = find_asked (fixture, &n);
  assert_asked (&asked[0], 0, 0, 500, 300);
  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (asked[i].width, ==, 0);
  spice_screen_double_set_heads (fixture->screen, two_heads, 1, 2);
  await (count_monitors (fixture) == 1);
}

/* As the host's monitors lie: the second above. */
static void
test_arrange (Fixture       *fixture,
              gconstpointer  data)
{
  static const SprintMonitorPlace places[] = {
    { .x = 0, .y = 0, .width = 800, .height = 600 },
    { .x = 0, .y = -480, .width = 640, .height = 480 },
    { .x = 800, .y = 0, .width = 640, .height = 480 },
  };
  const VDAgentMonConfig *asked;
  guint n;

  open_one (fixture, 2);
  start_agent (fixture, CAPS);
  sprint_monitor_list_arrange (get_monitors (fixture), places, 3);
  await (count_asked (fixture) == 1);
  asked = find_asked (fixture, &n);
  assert_asked (&asked[0], 0, 480, 800, 600);
  assert_asked (&asked[1], 0, 0, 640, 480);

  /* It has no third output. */
  for (guint i = 2; i < n; i++)
    g_assert_cmpuint (asked[i].width, ==, 0);

  draw_two_heads (fixture);
  await (count_monitors (fixture) == 2);
  sprint_monitor_list_arrange (get_monitors (fixture), NULL, 0);
  await (count_asked (fixture) == 2);
  asked = find_asked (fixture, &n);
  assert_asked (&asked[0], 0, 0, 800, 600);
  assert_asked (&asked[1], 800, 0, 640, 480);
}

/* What the guest has not turned on when it is let go of is not wished for any more, and it hears of that. */
static void
test_arrange_given_up (Fixture       *fixture,
                       gconstpointer  data)
{
  static const SprintMonitorPlace places[] = {
    { .x = 0, .y = 0, .width = 400, .height = 300 },
    { .x = 400, .y = 0, .width = 640, .height = 480 },
  };
  SprintMonitorList *monitors = get_monitors (fixture);
  const VDAgentMonConfig *asked;
  guint n;

  open_one (fixture, 2);
  start_agent (fixture, CAPS);
  sprint_monitor_list_arrange (monitors, places, 2);
  await (count_asked (fixture) == 1);
  g_assert_nonnull (sprint_monitor_list_explain_add (monitors));
  sprint_monitor_list_arrange (monitors, NULL, 0);
  g_assert_null (sprint_monitor_list_explain_add (monitors));
  await (count_asked (fixture) == 2);
  asked = find_asked (fixture, &n);
  assert_asked (&asked[0], 0, 0, 400, 300);
  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (asked[i].width, ==, 0);
}

/* The last may be one that is only wished for. */
static void
test_remove_wished (Fixture       *fixture,
                    gconstpointer  data)
{
  SprintMonitorList *monitors = get_monitors (fixture);

  open_one (fixture, 2);
  start_agent (fixture, CAPS);
  sprint_monitor_list_add (monitors);
  g_assert_null (sprint_monitor_list_explain_remove (monitors, NULL));
  sprint_monitor_list_remove (monitors, NULL);
  g_assert_nonnull (sprint_monitor_list_explain_remove (monitors, NULL));
  g_assert_null (sprint_monitor_list_explain_add (monitors));
}

/* Why nothing can be done is said, and then nothing is. */
static void
test_unable (Fixture       *fixture,
             gconstpointer  data)
{
  SprintMonitorList *monitors = get_monitors (fixture);
  const char *words;

  open_two_heads (fixture);
  words = sprint_monitor_list_explain_add (monitors);
  g_assert_nonnull (words);
  g_assert_cmpstr (sprint_monitor_list_explain_remove (monitors, NULL), ==, words);
  sprint_monitor_list_add (monitors);
  sprint_monitor_list_remove (monitors, sprint_monitor_list_find (monitors, 1));

  start_agent (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  g_assert_cmpstr (sprint_monitor_list_explain_add (monitors), !=, words);
  g_assert_nonnull (sprint_monitor_list_explain_add (monitors));
  spice_agent_double_disconnect (get_guest (fixture));

  /* An agent that counts what is on can only be told of the last. */
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 64, 16);
  spice_screen_double_set_heads (fixture->screen, (QXLHead[]) {
    { .id = 0, .width = 16, .height = 16 }, { .id = 1, .x = 16, .width = 16, .height = 16 },
    { .id = 2, .x = 32, .width = 16, .height = 16 },
  }, 3, 3);
  await (count_monitors (fixture) == 3);
  await (!sprint_guest_agent_get_connected (sprint_console_session_get_agent (fixture->session)));
  start_agent (fixture, SPICE_AGENT_CAP (MONITORS_CONFIG));
  g_assert_nonnull (sprint_monitor_list_explain_remove (monitors, sprint_monitor_list_find (monitors, 0)));
  g_assert_nonnull (sprint_monitor_list_explain_remove (monitors, sprint_monitor_list_find (monitors, 1)));
  g_assert_null (sprint_monitor_list_explain_remove (monitors, sprint_monitor_list_find (monitors, 2)));

  /* All outputs are in use. */
  g_assert_nonnull (sprint_monitor_list_explain_add (monitors));
  g_assert_cmpuint (count_asked (fixture), ==, 0);
}

/* A guest that does not care: the wish is given up, and may be made again. */
static void
test_ignored (Fixture       *fixture,
              gconstpointer  data)
{
  SprintMonitorList *monitors = get_monitors (fixture);
  int ignored = 0;

  open_one (fixture, 2);
  start_agent (fixture, CAPS);
  g_signal_connect (monitors, "ignored", G_CALLBACK (count_cb), &ignored);
  sprint_monitor_list_add (monitors);
  g_assert_nonnull (sprint_monitor_list_explain_add (monitors));
  await (ignored == 1);
  g_assert_null (sprint_monitor_list_explain_add (monitors));
  g_assert_cmpuint (count_monitors (fixture), ==, 1);
}

/* The last pictures stay, and those that the guest has no more go. */
static void
test_reconnect (Fixture       *fixture,
                gconstpointer  data)
{
  open_two_heads (fixture);
  await_channels (fixture->session, fixture->server, 2);
  spice_server_double_hang_up (fixture->server);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_true (shows (fixture, 0, 400, 300, LEFT));
  g_assert_true (shows (fixture, 1, 320, 240, RIGHT));
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  spice_screen_double_fill (fixture->screen, 400, 0, 320, 240, 0x070809);
  await (shows (fixture, 1, 320, 240, 0x070809));

  await_channels (fixture->session, fixture->server, 3);
  spice_server_double_hang_up (fixture->server);
  await (get_state (fixture) != SPRINT_CONSOLE_STATE_CONNECTED);
  spice_screen_double_set_heads (fixture->screen, two_heads, 1, 4);
  sprint_console_session_retry (fixture->session);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  await (count_monitors (fixture) == 1);

  await_channels (fixture->session, fixture->server, 4);
  sprint_console_session_disconnect (fixture->session);
  g_assert_cmpuint (count_monitors (fixture), ==, 1);
  g_assert_false (sprint_console_session_get_has_picture (fixture->session));
}

/* Nothing more is asked for, for longer than any wish waits. */
static void
assert_calm (Fixture *fixture,
             guint    n)
{
  gint64 before = g_get_monotonic_time ();

  await (g_get_monotonic_time () - before > 1500 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (count_asked (fixture), ==, n);
}

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

/* One that nobody looks at any more is not asked for. */
static void
test_restart_given_up (Fixture       *fixture,
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
  const VDAgentMonConfig *asked;
  guint n;

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
  asked = find_asked (fixture, &n);
  assert_asked (&asked[0], 0, 0, 500, 300);
  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (asked[i].width, ==, 0);

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
test_reconnect_kept (Fixture       *fixture,
                     gconstpointer  data)
{
  open_two_heads (fixture);
  start_agent (fixture, CAPS);
  sprint_monitor_list_set_kept (get_monitors (fixture), 1, TRUE);
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

  await_channels (fixture->session, fixture->server, 2);
  sprint_console_session_disconnect (fixture->session);
  sprint_monitor_list_forget (monitors);
  await (!spice_server_double_has_clients (fixture->server));
  spice_agent_double_clear (get_guest (fixture));
  spice_screen_double_set_heads (fixture->screen, two_heads, 1, 4);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->session)));
  assert_calm (fixture, 0);
}

/* As many as the protocol can say, most of them nowhere. */
static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree QXLHead *heads = g_new0 (QXLHead, 256);

  open_two_heads (fixture);
  for (guint i = 0; i < 256; i++)
    heads[i] = (QXLHead) { .id = i, .x = i, .y = i, .width = 1, .height = 1 };
  spice_screen_double_set_heads (fixture->screen, heads, 256, 256);
  await (count_monitors (fixture) == SPRINT_MONITORS_MAX);
  g_assert_cmpuint (sprint_monitor_list_get_outputs (get_monitors (fixture)), ==, SPRINT_MONITORS_MAX);

  /* Outside, too large, of no size, over each other, and twice. */
  heads[0] = (QXLHead) { .id = 0, .width = 720, .height = 300 };
  heads[1] = (QXLHead) { .id = 1, .x = 719, .y = 299, .width = 2, .height = 1 };
  heads[2] = (QXLHead) { .id = 2, .x = ~0u, .y = ~0u, .width = ~0u, .height = ~0u };
  heads[3] = (QXLHead) { .id = 3, .width = 720, .height = 0 };
  heads[4] = (QXLHead) { .id = 4, .x = 2, .y = 2, .width = 3, .height = 3 };
  heads[5] = (QXLHead) { .id = 4, .x = 400, .y = 0, .width = 320, .height = 240 };
  heads[6] = (QXLHead) { .id = ~0u, .width = 16, .height = 16 };
  heads[7] = (QXLHead) { .id = 5, .x = 1, .y = 1, .width = G_MAXINT, .height = G_MAXINT };
  spice_screen_double_set_heads (fixture->screen, heads, 8, 8);
  await (shows (fixture, 4, 3, 3, LEFT));
  /* Those that are nowhere yet keep what they had; those that are off go. */
  await (count_monitors (fixture) == 5);
  g_assert_true (shows (fixture, 1, 1, 1, LEFT));
  g_assert_null (sprint_monitor_list_find (get_monitors (fixture), 3));

  spice_screen_double_set_heads (fixture->screen, two_heads, 2, 4);
  await (shows (fixture, 0, 400, 300, LEFT) && shows (fixture, 1, 320, 240, RIGHT));
}

#define add(path, test) g_test_add ("/monitor-list/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("heads", test_heads);
  add ("goes-away", test_goes_away);
  add ("cards", test_cards);
  add ("tablet", test_tablet);
  add ("agent-pointer", test_agent_pointer);
  add ("add-and-remove", test_add_and_remove);
  add ("arrange", test_arrange);
  add ("arrange-given-up", test_arrange_given_up);
  add ("remove-wished", test_remove_wished);
  add ("unable", test_unable);
  add ("ignored", test_ignored);
  add ("reconnect", test_reconnect);
  add ("restart", test_restart);
  add ("restart-given-up", test_restart_given_up);
  add ("guest-turns-off", test_guest_turns_off);
  add ("reconnect-kept", test_reconnect_kept);
  add ("ended", test_ended);
  add ("hostile", test_hostile);

  return g_test_run ();
}
