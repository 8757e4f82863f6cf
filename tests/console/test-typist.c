/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/typing/typist.h"
#include "core/console/typing/xkb-layout.h"

#include <linux/input-event-codes.h>
#include <string.h>

#include "await.h"
#include "core/console/input/key-names.h"

/* A typist, and what the guest's keyboard is told. */
typedef struct {
  SprintConsoleInput *input;
  SprintTypist *typist;
  SprintKeyLayout *layout;
  GString *keys;
  guint stop_after;
} Fixture;

static void
key_cb (Fixture *fixture,
        guint    code,
        gboolean down)
{
  g_string_append_printf (fixture->keys, "%c%s ", down ? '+' : '-', sprint_key_code_to_name (code));
}

static void
typed_cb (Fixture *fixture)
{
  if (sprint_typist_get_typed (fixture->typist) == fixture->stop_after)
    sprint_typist_stop (fixture->typist);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->input = sprint_console_input_new ();
  fixture->typist = sprint_typist_new (fixture->input);
  g_object_set (fixture->typist, "interval", 1, NULL);
  fixture->layout = sprint_xkb_layout_load ("us", NULL);
  fixture->keys = g_string_new (NULL);
  fixture->stop_after = G_MAXUINT;
  g_signal_connect_swapped (fixture->input, "key", G_CALLBACK (key_cb), fixture);
  g_signal_connect_swapped (fixture->typist, "notify::typed", G_CALLBACK (typed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->typist);
  g_signal_handlers_disconnect_by_data (fixture->input, fixture);
  g_assert_finalize_object (fixture->input);
  g_object_unref (fixture->layout);
  g_string_free (fixture->keys, TRUE);
}

static void
start (Fixture    *fixture,
       const char *text)
{
  g_autoptr (SprintTypingPlan) plan = sprint_typing_plan_new (fixture->layout, text);

  sprint_typist_start (fixture->typist, plan);
}

static SprintTypingState
get_state (Fixture *fixture)
{
  return sprint_typist_get_state (fixture->typist);
}

static void
test_all (Fixture       *fixture,
          gconstpointer  data)
{
  g_assert_cmpint (get_state (fixture), ==, SPRINT_TYPING_IDLE);
  start (fixture, "aB");
  g_assert_cmpint (get_state (fixture), ==, SPRINT_TYPING_RUNNING);
  g_assert_cmpstr (fixture->keys->str, ==, "");
  await (get_state (fixture) == SPRINT_TYPING_DONE);
  g_assert_cmpstr (fixture->keys->str, ==, "+a -a +shift +b -b -shift ");
  g_assert_cmpuint (sprint_typist_get_typed (fixture->typist), ==, 2);

  start (fixture, "");
  await (get_state (fixture) == SPRINT_TYPING_DONE);
  g_assert_cmpuint (sprint_typist_get_typed (fixture->typist), ==, 0);
}

/* One key in one turn of the timer, however late it comes: nothing is caught up with. */
static void
test_pace (Fixture       *fixture,
           gconstpointer  data)
{
  gsize length = 0;

  start (fixture, "abcdef");
  while (get_state (fixture) == SPRINT_TYPING_RUNNING) {
    g_usleep (5000);
    g_main_context_iteration (NULL, TRUE);
    g_assert_cmpuint (fixture->keys->len, <=, length + strlen ("+a "));
    length = fixture->keys->len;
  }
  g_assert_cmpstr (fixture->keys->str, ==, "+a -a +b -b +c -c +d -d +e -e +f -f ");
}

/* What was down goes up, in whatever moment. */
static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  start (fixture, "AB");
  await (g_str_has_suffix (fixture->keys->str, "+shift +a "));
  sprint_typist_stop (fixture->typist);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_TYPING_STOPPED);
  g_assert_cmpstr (fixture->keys->str, ==, "+shift +a -a -shift ");
  g_assert_cmpuint (sprint_typist_get_typed (fixture->typist), ==, 0);
  sprint_typist_interrupt (fixture->typist);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_TYPING_STOPPED);
}

/* By somebody who hears of a character. */
static void
test_stop_within (Fixture       *fixture,
                  gconstpointer  data)
{
  fixture->stop_after = 2;
  start (fixture, "abcd");
  await (get_state (fixture) == SPRINT_TYPING_STOPPED);
  g_assert_cmpstr (fixture->keys->str, ==, "+a -a +b -b ");
}

static void
test_interrupt (Fixture       *fixture,
                gconstpointer  data)
{
  start (fixture, "ab");
  await (g_str_has_suffix (fixture->keys->str, "+a "));
  sprint_typist_interrupt (fixture->typist);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_TYPING_INTERRUPTED);
  g_assert_cmpstr (fixture->keys->str, ==, "+a -a ");

  /* And begins anew. */
  g_string_truncate (fixture->keys, 0);
  start (fixture, "c");
  await (get_state (fixture) == SPRINT_TYPING_DONE);
  g_assert_cmpstr (fixture->keys->str, ==, "+c -c ");
}

/* A key that somebody holds would make another of each. */
static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  sprint_console_input_press_key (fixture->input, KEY_LEFTCTRL);
  start (fixture, "a");
  await (get_state (fixture) == SPRINT_TYPING_DONE);
  g_assert_cmpstr (fixture->keys->str, ==, "+ctrl -ctrl +a -a ");
}

/* Caps Lock is put out first, and lit again, however it ends. */
static void
test_caps_lock (Fixture       *fixture,
                gconstpointer  data)
{
  sprint_console_input_set_guest_locks (fixture->input, 0);
  sprint_console_input_set_guest_locks (fixture->input, SPRINT_CONSOLE_LOCK_CAPS | SPRINT_CONSOLE_LOCK_NUM);
  start (fixture, "a");
  await (get_state (fixture) == SPRINT_TYPING_DONE);
  g_assert_cmpstr (fixture->keys->str, ==, "+caps-lock -caps-lock +a -a +caps-lock -caps-lock ");

  g_string_truncate (fixture->keys, 0);
  start (fixture, "a");
  sprint_typist_stop (fixture->typist);
  g_assert_cmpstr (fixture->keys->str, ==, "+caps-lock -caps-lock +caps-lock -caps-lock ");
}

static void
test_estimate (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *text = g_strnfill (1000, 'a');
  g_autoptr (SprintTypingPlan) plan = sprint_typing_plan_new (fixture->layout, text);

  g_object_set (fixture->typist, "interval", 12, NULL);
  g_assert_cmpuint (sprint_typist_estimate (fixture->typist, plan), ==, 24);
}

#define add(path, test) g_test_add ("/typist/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();

  add ("all", test_all);
  add ("pace", test_pace);
  add ("stop", test_stop);
  add ("stop-within", test_stop_within);
  add ("interrupt", test_interrupt);
  add ("held", test_held);
  add ("caps-lock", test_caps_lock);
  add ("estimate", test_estimate);

  return g_test_run ();
}
