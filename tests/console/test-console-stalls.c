/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nonsense-fixture.h"

typedef struct {
  const char *name;
  SpicePeerStep step;
  gboolean hang_up;
  int code;
} Step;

static const Step steps[] = {
  { "stalls-at-first", SPICE_PEER_BEFORE_LINK, FALSE, SPRINT_CONSOLE_ERROR_TIMED_OUT },
  { "stalls-in-header", SPICE_PEER_IN_HEADER, FALSE, SPRINT_CONSOLE_ERROR_TIMED_OUT },
  { "stalls-in-reply", SPICE_PEER_IN_REPLY, FALSE, SPRINT_CONSOLE_ERROR_TIMED_OUT },
  { "stalls-before-word", SPICE_PEER_BEFORE_AUTH, FALSE, SPRINT_CONSOLE_ERROR_TIMED_OUT },
  { "hangs-up-at-first", SPICE_PEER_BEFORE_LINK, TRUE, SPRINT_CONSOLE_ERROR_PROTOCOL },
  { "hangs-up-in-header", SPICE_PEER_IN_HEADER, TRUE, SPRINT_CONSOLE_ERROR_PROTOCOL },
  { "hangs-up-in-reply", SPICE_PEER_IN_REPLY, TRUE, SPRINT_CONSOLE_ERROR_PROTOCOL },
  { "hangs-up-before-word", SPICE_PEER_BEFORE_AUTH, TRUE, SPRINT_CONSOLE_ERROR_PROTOCOL },
};

/* At each of these, on the main channel and on one that is needed; it is tried again, and then goes well. */
static void
test_step (Fixture       *fixture,
           gconstpointer  data)
{
  const Step *step = data;
  const int types[] = { SPICE_CHANNEL_MAIN, SPICE_CHANNEL_DISPLAY };

  g_object_unref (fixture->session);
  /* Whoever hangs up is to be seen to, however slow the computer is. */
  fixture->session = g_object_new (SPRINT_TYPE_CONSOLE_SESSION, "answer-timeout", step->hang_up ? 10000 : 500, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_remote (fixture->peer);

    spice_raw_peer_stop_at (fixture->peer, types[i], step->step, step->hang_up);
    sprint_console_session_connect (fixture->session, source);
    await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
    g_assert_error (sprint_console_session_get_error (fixture->session), SPRINT_CONSOLE_ERROR, step->code);
    g_assert_true (sprint_console_session_get_retrying (fixture->session));
    spice_raw_peer_stop_at (fixture->peer, types[i], SPICE_PEER_OPEN, FALSE);
    await (spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_DISPLAY) &&
           get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
    sprint_console_session_disconnect (fixture->session);
  }
}

/* After each of a server's first messages, on each channel. */
static void
test_hang_up_later (Fixture       *fixture,
                    gconstpointer  data)
{
  const int types[] = { SPICE_CHANNEL_MAIN, SPICE_CHANNEL_DISPLAY, SPICE_CHANNEL_INPUTS };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    for (guint n = 0; n < 4; n++) {
      begin (fixture);
      if (n > 0)
        create_surface (fixture, 0, WIDTH, HEIGHT, SPICE_SURFACE_FMT_32_xRGB, TRUE);
      if (n > 1)
        say (fixture, SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_MARK);
      /* In the middle of a message. */
      if (n > 2)
        spice_raw_peer_send_claiming (fixture->peer, types[i], SPICE_MSG_PING, 12, "1234", 4);
      await (spice_raw_peer_get_unsent (fixture->peer) == 0);
      spice_raw_peer_hang_up (fixture->peer, types[i]);
      /* Whether it was open for the client by then nobody knows. */
      await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_LOST) || is_lost_to (fixture, SPRINT_CONSOLE_ERROR_PROTOCOL));
      g_assert_true (sprint_console_session_get_retrying (fixture->session));
      sprint_console_session_disconnect (fixture->session);
    }
  }
}

/* A link of four gigabytes, of which some bytes come. */
static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_remote (fixture->peer);

  g_object_unref (fixture->session);
  fixture->session = g_object_new (SPRINT_TYPE_CONSOLE_SESSION, "answer-timeout", 500, NULL);
  spice_raw_peer_claim_link (fixture->peer, 1024 * 1024 * 1024);
  sprint_console_session_connect (fixture->session, source);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_TIMED_OUT));
  g_object_unref (fixture->session);

  fixture->session = g_object_new (SPRINT_TYPE_CONSOLE_SESSION, "answer-timeout", 10000, NULL);
  spice_raw_peer_claim_link (fixture->peer, 1);
  sprint_console_session_connect (fixture->session, source);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_PROTOCOL));
}

#define add(path, test) g_test_add ("/console-stalls/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autofree char *name = g_strconcat ("/console-stalls/", steps[i].name, NULL);

    g_test_add (name, Fixture, &steps[i], set_up, test_step, tear_down);
  }
  add ("hang-up-later", test_hang_up_later);
  add ("link", test_link);

  return g_test_run ();
}
