/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/serial/serial-session.h"

#include "await.h"
#include "core/problem/problem.h"
#include "resources.h"
#include "serial-double.h"

typedef struct {
  SerialDouble serial;
  SprintSerialSession *session;
  GString *received;
  gsize largest;           /* of what was received in one turn of the loop */
  guint turns;
} Fixture;

static void
received_cb (Fixture *fixture,
             GBytes  *bytes)
{
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 0);
  g_string_append_len (fixture->received, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  serial_double_init (&fixture->serial);
  fixture->session = sprint_serial_session_new ();
  fixture->received = g_string_new (NULL);
  g_signal_connect_swapped (fixture->session, "received", G_CALLBACK (received_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sprint_serial_session_disconnect (fixture->session);
  await_gone (g_steal_pointer (&fixture->session));
  serial_double_clear (&fixture->serial);
  g_string_free (fixture->received, TRUE);
}

static SprintSerialState
state (Fixture *fixture)
{
  return sprint_serial_session_get_state (fixture->session);
}

static void
connect_now (Fixture *fixture)
{
  sprint_serial_session_connect (fixture->session, fixture->serial.source);
  g_assert_cmpint (state (fixture), ==, SPRINT_SERIAL_STATE_CONNECTING);
  await (state (fixture) == SPRINT_SERIAL_STATE_CONNECTED);
}

static gboolean
send_text (Fixture    *fixture,
           const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return sprint_serial_session_send (fixture->session, bytes);
}

static void
test_both_ways (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_cmpint (state (fixture), ==, SPRINT_SERIAL_STATE_OFF);
  g_assert_false (send_text (fixture, "nobody"));
  connect_now (fixture);
  g_assert_false (fixture->serial.took_over);
  serial_double_print (&fixture->serial, "login: ");
  await (strcmp (fixture->received->str, "login: ") == 0);
  g_assert_true (send_text (fixture, "ro"));
  g_assert_true (send_text (fixture, ""));
  g_assert_true (send_text (fixture, "ot\r"));
  await (serial_double_takes (&fixture->serial, text, "root\r"));
  await (sprint_serial_session_get_queued (fixture->session) == 0);
  sprint_serial_session_disconnect (fixture->session);
  g_assert_cmpint (state (fixture), ==, SPRINT_SERIAL_STATE_OFF);
  g_assert_false (send_text (fixture, "nobody"));
}

/* A guest that takes nothing: the queue has a bound, and what was queued arrives in order. */
static void
test_bounded (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *block = g_strnfill (1000, 'a');
  g_autoptr (GString) sent = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) large = NULL;

  connect_now (fixture);
  for (guint i = 0; i < 5000; i++) {
    block[0] = 'A' + i % 26;
    if (!send_text (fixture, block))
      break;
    g_string_append (sent, block);
    g_assert_cmpuint (sprint_serial_session_get_queued (fixture->session), <=, SPRINT_SERIAL_QUEUE);
  }
  g_assert_cmpuint (sent->len, <=, SPRINT_SERIAL_QUEUE);
  g_assert_cmpuint (sent->len, >, SPRINT_SERIAL_QUEUE - 2000);
  /* All or nothing. */
  large = g_bytes_new (sent->str, SPRINT_SERIAL_QUEUE);
  g_assert_false (sprint_serial_session_send (fixture->session, large));
  await (serial_double_takes (&fixture->serial, text, sent->str));
  await (sprint_serial_session_get_queued (fixture->session) == 0);
  g_assert_true (sprint_serial_session_send (fixture->session, large));
}

static gboolean
turn_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->largest = MAX (fixture->largest, fixture->received->len);
  g_string_truncate (fixture->received, 0);
  fixture->turns++;
  return G_SOURCE_CONTINUE;
}

static gboolean
flood_cb (gpointer user_data)
{
  static const char lines[64 * 1024];
  Fixture *fixture = user_data;

  g_socket_send (serial_double_get_guest (&fixture->serial), lines, sizeof lines, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

/* One that prints for ever: less urgent work has its turns, and what is received between two is bounded. */
static void
test_flood (Fixture       *fixture,
            gconstpointer  data)
{
  guint flood, turn;

  connect_now (fixture);
  flood = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 20, flood_cb, fixture, NULL);
  turn = g_timeout_add_full (G_PRIORITY_HIGH_IDLE + 20, 0, turn_cb, fixture, NULL);
  await (fixture->turns > 50);
  g_source_remove (flood);
  g_source_remove (turn);
  g_assert_cmpuint (fixture->largest, >, 0);
  g_assert_cmpuint (fixture->largest, <=, SPRINT_SERIAL_TURN * 4);
}

static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  connect_now (fixture);
  serial_double_print (&fixture->serial, "before");
  g_socket_close (serial_double_get_guest (&fixture->serial), NULL);
  await (state (fixture) == SPRINT_SERIAL_STATE_LOST);
  /* What was printed last is not lost with it. */
  g_assert_cmpstr (fixture->received->str, ==, "before");
  g_assert_error (sprint_serial_session_get_error (fixture->session), SPRINT_SERIAL_ERROR, SPRINT_SERIAL_ERROR_ENDED);
  g_assert_true (sprint_serial_session_get_retrying (fixture->session));
  g_assert_false (send_text (fixture, "lost"));
  await (state (fixture) == SPRINT_SERIAL_STATE_CONNECTED);
  g_assert_null (sprint_serial_session_get_error (fixture->session));
  serial_double_print (&fixture->serial, " after");
  await (strcmp (fixture->received->str, "before after") == 0);
  g_assert_true (send_text (fixture, "new"));
  await (serial_double_takes (&fixture->serial, text, "new"));
}

/* What cannot be opened now is tried again; what another has is not. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  fixture->serial.refusal = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BUSY, "Not now");
  sprint_serial_session_connect (fixture->session, fixture->serial.source);
  await (state (fixture) == SPRINT_SERIAL_STATE_LOST);
  g_assert_error (sprint_serial_session_get_error (fixture->session), SPRINT_SERIAL_ERROR, SPRINT_SERIAL_ERROR_FAILED);
  g_assert_cmpstr (sprint_serial_session_get_error (fixture->session)->message, ==, "Not now");
  await (fixture->serial.opened > 2);
  g_assert_true (sprint_serial_session_get_retrying (fixture->session));
  g_clear_error (&fixture->serial.refusal);
  await (state (fixture) == SPRINT_SERIAL_STATE_CONNECTED);
}

static void
test_taken (Fixture       *fixture,
            gconstpointer  data)
{
  fixture->serial.refusal = g_error_new_literal (SPRINT_SERIAL_ERROR, SPRINT_SERIAL_ERROR_IN_USE, "Taken");
  sprint_serial_session_connect (fixture->session, fixture->serial.source);
  await (state (fixture) == SPRINT_SERIAL_STATE_LOST);
  g_assert_false (sprint_serial_session_get_retrying (fixture->session));
  g_assert_cmpuint (fixture->serial.opened, ==, 1);
  sprint_serial_session_retry (fixture->session);
  g_assert_cmpint (state (fixture), ==, SPRINT_SERIAL_STATE_CONNECTING);
  await (state (fixture) == SPRINT_SERIAL_STATE_LOST);
  sprint_serial_session_take_over (fixture->session);
  await (state (fixture) == SPRINT_SERIAL_STATE_CONNECTED);
  g_assert_true (fixture->serial.took_over);
  /* It is taken back: there is no fight over it. */
  g_socket_close (serial_double_get_guest (&fixture->serial), NULL);
  await (fixture->serial.opened == 4);
  await (!sprint_serial_session_get_retrying (fixture->session));
  g_assert_error (sprint_serial_session_get_error (fixture->session), SPRINT_SERIAL_ERROR, SPRINT_SERIAL_ERROR_IN_USE);
  g_assert_false (fixture->serial.took_over);
}

/* A stream that comes when it is no longer wanted is closed. */
static void
test_late (Fixture       *fixture,
           gconstpointer  data)
{
  char byte;

  fixture->serial.stalls = TRUE;
  sprint_serial_session_connect (fixture->session, fixture->serial.source);
  await (fixture->serial.stalled != NULL);
  sprint_serial_session_disconnect (fixture->session);
  g_task_set_check_cancellable (fixture->serial.stalled, FALSE);
  g_task_return_pointer (fixture->serial.stalled, serial_double_create_stream (&fixture->serial), g_object_unref);
  g_clear_object (&fixture->serial.stalled);
  await (g_socket_receive (serial_double_get_guest (&fixture->serial), &byte, 1, NULL, NULL) == 0);
  g_assert_cmpint (state (fixture), ==, SPRINT_SERIAL_STATE_OFF);
}

static void
disconnect_cb (Fixture *fixture)
{
  sprint_serial_session_disconnect (fixture->session);
}

/* Whoever is told may let go at once. */
static void
test_disconnected_inside (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  connect_now (fixture);
  g_signal_connect_swapped (fixture->session, "received", G_CALLBACK (disconnect_cb), fixture);
  send_text (fixture, "queued");
  serial_double_print (&fixture->serial, "first");
  await (state (fixture) == SPRINT_SERIAL_STATE_OFF);
  g_assert_cmpuint (sprint_serial_session_get_queued (fixture->session), ==, 0);
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  guint before = 0;

  for (guint i = 0; i < 210; i++) {
    if (i == 10)
      before = count_descriptors ();
    connect_now (fixture);
    serial_double_print (&fixture->serial, "x");
    send_text (fixture, "y");
    await (fixture->received->len == i + 1);
    sprint_serial_session_disconnect (fixture->session);
    g_ptr_array_set_size (fixture->serial.ends, 0);
  }
  await (count_descriptors () <= before);
}

/* Each error has words of its own. */
static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  for (int code = SPRINT_SERIAL_ERROR_FAILED; code <= SPRINT_SERIAL_ERROR_NOT_AUTHORIZED; code++)
    g_assert_true (sprint_problem_is_foreseen (SPRINT_SERIAL_ERROR, code));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/serial-session/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("both-ways", test_both_ways);
  ADD ("bounded", test_bounded);
  ADD ("flood", test_flood);
  ADD ("lost", test_lost);
  ADD ("refused", test_refused);
  ADD ("taken", test_taken);
  ADD ("late", test_late);
  ADD ("disconnected-inside", test_disconnected_inside);
  ADD ("many", test_many);
  ADD ("words", test_words);
  return g_test_run ();
}
