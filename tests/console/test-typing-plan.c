/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/typing/typing-plan.h"
#include "core/console/typing/xkb-layout.h"

#include <string.h>

#include "core/console/input/key-names.h"

/* The keys that go down (+) and up (-). */
static char *
describe (SprintTypingPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n;
  const SprintTypingEvent *events = sprint_typing_plan_get_events (plan, &n);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%s%c%s%s", i > 0 ? " " : "", events[i].down ? '+' : '-',
                            sprint_key_code_to_name (events[i].code), events[i].ends ? "." : "");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static SprintTypingPlan *
create (const char *layout_name,
        const char *text)
{
  g_autoptr (SprintKeyLayout) layout = sprint_xkb_layout_load (layout_name, NULL);

  return sprint_typing_plan_new (layout, text);
}

#define assert_keys(layout, text, expected)                                                       \
  G_STMT_START {                                                                                  \
    g_autoptr (SprintTypingPlan) plan_ = create (layout, text);                                   \
    g_autofree char *keys_ = describe (plan_);                                                    \
    g_assert_cmpstr (keys_, ==, expected);                                                        \
  } G_STMT_END

/* A modifier stays down for as long as it is needed. */
static void
test_keys (void)
{
  assert_keys ("us", "", "");
  assert_keys ("us", "aA", "+a -a. +shift +a -a. -shift");
  assert_keys ("us", "AB c", "+shift +a -a. +b -b. -shift +space -space. +c -c.");
  assert_keys ("us", "aa", "+a -a. +a -a.");
  assert_keys ("de", "@{", "+altgr +q -q. +7 -7. -altgr");
  assert_keys ("de", "É", "+equal -equal +shift +e -e. -shift");
}

static void
test_lines (void)
{
  assert_keys ("us", "a\nb\r\n\rc\td\xe2\x80\xa9", "+a -a. +enter -enter. +b -b. +enter -enter. +enter -enter. "
                                                   "+c -c. +tab -tab. +d -d. +enter -enter.");
}

/* Escape would do something, and a joiner is nothing that is typed. */
static void
test_left_out (void)
{
  g_autoptr (SprintTypingPlan) plan = create ("us", "\xef\xbb\xbf" "a\x1b[A\x7f\x01\xe2\x80\x8b\xc2\xad");
  g_autofree char *keys = describe (plan);

  g_assert_cmpstr (keys, ==, "+a -a. +left-bracket -left-bracket. +shift +a -a. -shift");
  g_assert_cmpuint (sprint_typing_plan_get_n_characters (plan), ==, 3);
  g_assert_cmpuint (sprint_typing_plan_get_n_missing (plan), ==, 0);
}

/* A letter and its accent apart from each other are what they are together. */
static void
test_decomposed (void)
{
  g_autoptr (SprintTypingPlan) apart = create ("de", "u\xcc\x88");
  g_autoptr (SprintTypingPlan) together = create ("de", "ü");
  g_autofree char *keys = describe (apart);
  g_autofree char *expected = describe (together);

  g_assert_cmpstr (keys, ==, expected);
  g_assert_cmpuint (sprint_typing_plan_get_n_missing (apart), ==, 0);
}

static void
test_missing (void)
{
  g_autoptr (SprintTypingPlan) plan = create ("us", "a€b漢€\n😀");
  g_autoptr (SprintTypingPlan) many = create ("us", "абвгдежзийклмнопа");
  g_autoptr (SprintTypingPlan) unseen = create ("us", "a\xc2\xa0 \xe2\x80\x83\xcc\x82");
  g_autofree char *keys = describe (plan);

  g_assert_cmpstr (sprint_typing_plan_get_missing (unseen), ==, "U+00A0 U+2003 U+0302");
  g_assert_cmpstr (keys, ==, "+a -a. +b -b. +enter -enter.");
  g_assert_cmpuint (sprint_typing_plan_get_n_characters (plan), ==, 3);
  g_assert_cmpuint (sprint_typing_plan_get_n_returns (plan), ==, 1);
  g_assert_cmpuint (sprint_typing_plan_get_n_missing (plan), ==, 4);
  g_assert_cmpstr (sprint_typing_plan_get_missing (plan), ==, "€ 漢 😀");
  g_assert_cmpuint (sprint_typing_plan_get_n_missing (many), ==, 17);
  g_assert_cmpstr (sprint_typing_plan_get_missing (many), ==, "а б в г д е ж з и й к л …");
}

static void
test_too_long (void)
{
  g_autofree char *most = g_strnfill (SPRINT_TYPING_MAX, 'a');
  g_autofree char *more = g_strconcat (most, "b", NULL);
  g_autoptr (SprintTypingPlan) whole = create ("us", most);
  g_autoptr (SprintTypingPlan) part = create ("us", more);
  gsize n;

  g_assert_false (sprint_typing_plan_get_too_long (whole));
  g_assert_true (sprint_typing_plan_get_too_long (part));
  g_assert_cmpuint (sprint_typing_plan_get_n_characters (part), ==, SPRINT_TYPING_MAX);
  sprint_typing_plan_get_events (part, &n);
  g_assert_cmpuint (n, ==, 2 * SPRINT_TYPING_MAX);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typing-plan/keys", test_keys);
  g_test_add_func ("/typing-plan/lines", test_lines);
  g_test_add_func ("/typing-plan/left-out", test_left_out);
  g_test_add_func ("/typing-plan/decomposed", test_decomposed);
  g_test_add_func ("/typing-plan/missing", test_missing);
  g_test_add_func ("/typing-plan/too-long", test_too_long);

  return g_test_run ();
}
