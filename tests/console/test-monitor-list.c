/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monitors-fixture.h"

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

/* As QEMU has it on a card of virtio-gpu's that the guest does not use. */
static void
draw_placeholder (SpiceScreenDouble *screen)
{
  spice_screen_double_fill (screen, 0, 0, 320, 240, 0);
  spice_screen_double_fill (screen, 40, 114, 228, 3, 0xaaaaaa);
}

/* A card whose output the guest does not use is no monitor, but one could be added. */
static void
test_unused_card (Fixture       *fixture,
                  gconstpointer  data)
{
  SpiceScreenDouble *other = spice_server_double_add_screen (fixture->server);
  SprintMonitorList *monitors = get_monitors (fixture);

  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 320, 240);
  draw_placeholder (fixture->screen);
  spice_screen_double_create_surface (other, SPICE_SURFACE_FMT_32_xRGB, 320, 240);
  draw_placeholder (other);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
  await (sprint_monitor_list_get_outputs (monitors) == 2);
  start_agent (fixture, CAPS);
  g_assert_null (sprint_monitor_list_explain_add (monitors));
  assert_calm (fixture, 0);
  g_assert_cmpuint (count_monitors (fixture), ==, 1);

  spice_screen_double_fill (other, 0, 0, 320, 240, RIGHT);
  await (shows (fixture, 1, 320, 240, RIGHT));
  g_assert_nonnull (sprint_monitor_list_explain_add (monitors));
  draw_placeholder (other);
  await (count_monitors (fixture) == 1);
  spice_screen_double_fill (other, 0, 0, 320, 240, RIGHT);
  await (shows (fixture, 1, 320, 240, RIGHT));

  /* For a moment, as while it changes its resolution. */
  draw_placeholder (other);
  spice_screen_double_fill (other, 0, 0, 320, 240, LEFT);
  await (shows (fixture, 1, 320, 240, LEFT));
  assert_calm (fixture, 0);
  g_assert_true (shows (fixture, 1, 320, 240, LEFT));
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

/* Of a guest that has stopped, the first one's picture stays; the others come with the guest. */
static void
test_rest (Fixture       *fixture,
           gconstpointer  data)
{
  open_two_heads (fixture);
  await_channels (fixture->session, fixture->server, 2);
  sprint_console_session_rest (fixture->session);
  g_assert_cmpuint (count_monitors (fixture), ==, 1);
  g_assert_true (shows (fixture, 0, 400, 300, LEFT));
  sprint_console_session_connect (fixture->session, fixture->source);
  await (count_monitors (fixture) == 2);
  await_channels (fixture->session, fixture->server, 3);
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
  add ("unused-card", test_unused_card);
  add ("tablet", test_tablet);
  add ("agent-pointer", test_agent_pointer);
  add ("add-and-remove", test_add_and_remove);
  add ("arrange", test_arrange);
  add ("arrange-given-up", test_arrange_given_up);
  add ("remove-wished", test_remove_wished);
  add ("unable", test_unable);
  add ("ignored", test_ignored);
  add ("reconnect", test_reconnect);
  add ("rest", test_rest);
  add ("hostile", test_hostile);

  return g_test_run ();
}
