/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong between a guest's screen and who looks at it, and what is done about it. */
#include "core/console/session/console-session.h"

#include <linux/input-event-codes.h>
#include <spice/enums.h>

#include "await-channels.h"
#include "resources.h"
#include "session-fixture.h"

static gboolean
is_lost_to (Fixture            *fixture,
            SprintConsoleError  code)
{
  return get_state (fixture) == SPRINT_CONSOLE_STATE_LOST &&
         g_error_matches (sprint_console_session_get_error (fixture->session),
                          SPRINT_CONSOLE_ERROR, code);
}

static void
await_picture (Fixture *fixture,
               guint8   grey)
{
  spice_screen_double_fill (fixture->screen, 0, 0, 64, 64, grey * 0x010101);
  await (sprint_framebuffer_get_width (fixture->framebuffer) == 64 &&
         sprint_framebuffer_get_data (fixture->framebuffer)[0] == grey);
}

static void
connect_with_picture (Fixture *fixture)
{
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 64, 64);
  sprint_console_session_connect (fixture->session, fixture->source);
  await_picture (fixture, 0x11);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
}

static void
test_encrypted (Fixture       *fixture,
                gconstpointer  data)
{
  spice_server_double_require_encryption (fixture->server);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_ENCRYPTED));
  g_assert_cmpuint (spice_server_double_count_opens (fixture->server), ==, 1);
  g_assert_false (sprint_console_session_get_retrying (fixture->session));

  /* Once more, when a person wants to. */
  sprint_console_session_retry (fixture->session);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_ENCRYPTED));
  g_assert_cmpuint (spice_server_double_count_opens (fixture->server), ==, 2);
}

static void
open_not (gpointer             provider,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  g_task_report_new_error (provider, callback, user_data, open_not,
                           SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NOT_AUTHORIZED, "Not for you");
}

static int
open_not_finish (gpointer       provider,
                 GAsyncResult  *result,
                 GError       **error)
{
  g_task_propagate_boolean (G_TASK (result), error);

  return -1;
}

/* A provider that knows asking again to be useless is believed. */
static void
test_not_authorized (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (SprintConsoleSource) source =
    sprint_console_source_new (G_OBJECT (fixture->server), open_not, open_not_finish);

  sprint_console_session_connect (fixture->session, source);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_NOT_AUTHORIZED));
  g_assert_cmpstr (sprint_console_session_get_error (fixture->session)->message, ==, "Not for you");
  g_assert_false (sprint_console_session_get_retrying (fixture->session));
}

/* What another viewer takes is asked back once, not for ever. */
static void
test_taken (Fixture       *fixture,
            gconstpointer  data)
{
  connect_with_picture (fixture);
  spice_server_double_hang_up (fixture->server);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_LOST));
  g_assert_true (sprint_console_session_get_retrying (fixture->session));
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  await_picture (fixture, 0x22);

  spice_server_double_hang_up (fixture->server);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_TAKEN));
  g_assert_false (sprint_console_session_get_retrying (fixture->session));
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));

  sprint_console_session_retry (fixture->session);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  await_picture (fixture, 0x33);
}

/* The main channel alone shows nothing. */
static void
test_half_open (Fixture       *fixture,
                gconstpointer  data)
{
  spice_server_double_set_manner (fixture->server, SPICE_DOUBLE_SERVES_ONE);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_CONNECT));
}

static void
test_screen_off_meanwhile (Fixture       *fixture,
                           gconstpointer  data)
{
  connect_with_picture (fixture);
  spice_server_double_hang_up (fixture->server);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  spice_screen_double_destroy_surface (fixture->screen);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
  await (!sprint_console_session_get_has_picture (fixture->session));
}

/* A keyboard that there was before the guest's is told to each of the guest's. */
static void
test_locks (Fixture       *fixture,
            gconstpointer  data)
{
  static const guint8 caps[] = { 0x3a, 0xba };
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);
  GByteArray *got = spice_input_double_get_scancodes (fixture->input);

  sprint_console_input_set_locks (input, SPRINT_CONSOLE_LOCK_CAPS);
  connect_with_picture (fixture);
  await (got->len >= sizeof caps);
  g_assert_cmpmem (got->data, got->len, caps, sizeof caps);

  spice_input_double_clear (fixture->input);
  spice_server_double_hang_up (fixture->server);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);

  /* The guest has it on by now: after that nothing is pressed but what is typed. */
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  await_typed (input, got, KEY_B);
  g_assert_cmphex (got->data[0], ==, 0x30);
}

/* A channel can be dead before the connection knows: typing then does no harm. */
static void
test_typing_at_the_end (Fixture       *fixture,
                        gconstpointer  data)
{
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);

  connect_with_picture (fixture);
  spice_server_double_hang_up (fixture->server);
  while (get_state (fixture) != SPRINT_CONSOLE_STATE_LOST) {
    sprint_console_input_press_key (input, KEY_A);
    sprint_console_input_release_key (input, KEY_A);
    sprint_console_input_set_position (input, 0, 1, 2);
    sprint_console_input_scroll (input, 1);
    g_main_context_iteration (NULL, TRUE);
  }
}

static void
iterate (int times)
{
  for (int i = 0; i < times; i++)
    g_main_context_iteration (NULL, FALSE);
}

/* Ended at whatever moment of its beginning, a connection leaves neither a descriptor nor a complaint.
 * Nobody answers: libspice-server itself does not survive every such moment. */
static void
test_stop_anywhere (Fixture       *fixture,
                    gconstpointer  data)
{
  guint before = count_descriptors ();

  spice_server_double_set_manner (fixture->server, SPICE_DOUBLE_STALLS);
  for (int i = 0; i < 200; i++) {
    sprint_console_session_connect (fixture->session, fixture->source);
    iterate (i % 20);
    sprint_console_session_disconnect (fixture->session);
    spice_server_double_hang_up (fixture->server);
  }
  await (count_descriptors () <= before + 4);
}

#define add(path, test)                                                                           \
  g_test_add ("/console-faults/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* What the libraries have to say about peers that misbehave is not a fault of ours. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_fatal_mask ("sprint", G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);

  add ("encrypted", test_encrypted);
  add ("not-authorized", test_not_authorized);
  add ("taken", test_taken);
  add ("half-open", test_half_open);
  add ("screen-off-meanwhile", test_screen_off_meanwhile);
  add ("locks", test_locks);
  add ("typing-at-the-end", test_typing_at_the_end);
  add ("stop-anywhere", test_stop_anywhere);

  return g_test_run ();
}
