/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/input/touch-pointer.h"

#include "await.h"

#define NEVER (60 * 60 * 1000)

static const int fingers[3];
#define FIRST (&fingers[0])
#define SECOND (&fingers[1])
#define THIRD (&fingers[2])

static void
moved_cb (SprintTouchPointer *touch,
          double              x,
          double              y,
          GString            *log)
{
  g_string_append_printf (log, "%g,%g ", x, y);
}

static void
button_cb (SprintTouchPointer *touch,
           guint               button,
           gboolean            down,
           GString            *log)
{
  g_string_append_printf (log, "%c%u ", down ? '+' : '-', button);
}

static void
scrolled_cb (SprintTouchPointer *touch,
             double              distance,
             GString            *log)
{
  g_string_append_printf (log, "^%g ", distance);
}

static SprintTouchPointer *
create_touch (guint    long_press,
              GString *log)
{
  SprintTouchPointer *touch = sprint_touch_pointer_new (8, long_press);

  g_signal_connect (touch, "moved", G_CALLBACK (moved_cb), log);
  g_signal_connect (touch, "button", G_CALLBACK (button_cb), log);
  g_signal_connect (touch, "scrolled", G_CALLBACK (scrolled_cb), log);

  return touch;
}

static void
test_click (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (SprintTouchPointer) touch = create_touch (NEVER, log);

  /* A finger is never quite still. */
  sprint_touch_pointer_begin (touch, FIRST, 10, 20);
  sprint_touch_pointer_update (touch, FIRST, 14, 24);
  sprint_touch_pointer_end (touch, FIRST);
  g_assert_cmpstr (log->str, ==, "10,20 +1 -1 ");
}

static void
test_drag (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (SprintTouchPointer) touch = create_touch (NEVER, log);

  sprint_touch_pointer_begin (touch, FIRST, 10, 20);
  sprint_touch_pointer_update (touch, FIRST, 10, 29);
  sprint_touch_pointer_update (touch, FIRST, 10, 30);
  g_assert_cmpstr (log->str, ==, "10,20 +1 10,29 10,30 ");

  /* The other fingers are no longer heard. */
  g_string_truncate (log, 0);
  sprint_touch_pointer_begin (touch, SECOND, 50, 50);
  sprint_touch_pointer_update (touch, SECOND, 50, 90);
  sprint_touch_pointer_end (touch, FIRST);
  sprint_touch_pointer_update (touch, SECOND, 50, 50);
  sprint_touch_pointer_end (touch, SECOND);
  g_assert_cmpstr (log->str, ==, "-1 ");

  g_string_truncate (log, 0);
  sprint_touch_pointer_begin (touch, SECOND, 1, 2);
  sprint_touch_pointer_end (touch, SECOND);
  g_assert_cmpstr (log->str, ==, "1,2 +1 -1 ");
}

static void
test_long_press (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (SprintTouchPointer) touch = create_touch (20, log);

  sprint_touch_pointer_begin (touch, FIRST, 10, 20);
  await (g_str_equal (log->str, "10,20 +3 "));
  sprint_touch_pointer_update (touch, FIRST, 40, 20);
  sprint_touch_pointer_end (touch, FIRST);
  g_assert_cmpstr (log->str, ==, "10,20 +3 40,20 -3 ");
}

static void
test_scroll (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (SprintTouchPointer) touch = create_touch (NEVER, log);

  sprint_touch_pointer_begin (touch, FIRST, 10, 100);
  sprint_touch_pointer_begin (touch, SECOND, 60, 110);
  sprint_touch_pointer_begin (touch, THIRD, 90, 90);
  sprint_touch_pointer_update (touch, FIRST, 10, 80);
  sprint_touch_pointer_update (touch, SECOND, 60, 90);
  sprint_touch_pointer_update (touch, THIRD, 90, 10);
  sprint_touch_pointer_update (touch, SECOND, 60, 96);
  g_assert_cmpstr (log->str, ==, "10,100 ^10 ^10 ^-3 ");

  /* What is left of them does nothing, nor does one that joins it. */
  g_string_truncate (log, 0);
  sprint_touch_pointer_end (touch, FIRST);
  sprint_touch_pointer_update (touch, SECOND, 60, 20);
  sprint_touch_pointer_begin (touch, FIRST, 60, 20);
  sprint_touch_pointer_end (touch, FIRST);
  sprint_touch_pointer_end (touch, SECOND);
  sprint_touch_pointer_end (touch, THIRD);
  g_assert_cmpstr (log->str, ==, "");

  sprint_touch_pointer_begin (touch, SECOND, 1, 2);
  sprint_touch_pointer_end (touch, SECOND);
  g_assert_cmpstr (log->str, ==, "1,2 +1 -1 ");
}

static void
test_cancel (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (SprintTouchPointer) touch = create_touch (NEVER, log);

  /* Undecided: no click. */
  sprint_touch_pointer_begin (touch, FIRST, 10, 20);
  sprint_touch_pointer_cancel (touch);
  sprint_touch_pointer_end (touch, FIRST);
  g_assert_cmpstr (log->str, ==, "10,20 ");

  /* Pressed: let go of. */
  g_string_truncate (log, 0);
  sprint_touch_pointer_begin (touch, FIRST, 10, 20);
  sprint_touch_pointer_update (touch, FIRST, 30, 20);
  sprint_touch_pointer_cancel (touch);
  sprint_touch_pointer_cancel (touch);
  sprint_touch_pointer_update (touch, FIRST, 50, 20);
  sprint_touch_pointer_end (touch, FIRST);
  g_assert_cmpstr (log->str, ==, "10,20 +1 30,20 -1 ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/touch-pointer/click", test_click);
  g_test_add_func ("/touch-pointer/drag", test_drag);
  g_test_add_func ("/touch-pointer/long-press", test_long_press);
  g_test_add_func ("/touch-pointer/scroll", test_scroll);
  g_test_add_func ("/touch-pointer/cancel", test_cancel);

  return g_test_run ();
}
