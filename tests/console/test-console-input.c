/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/input/console-input.h"

static void
key_cb (SprintConsoleInput *input,
        guint               code,
        gboolean            down,
        GString            *log)
{
  g_string_append_printf (log, "%c%u ", down ? '+' : '-', code);
}

static void
button_cb (SprintConsoleInput *input,
           guint               button,
           gboolean            down,
           guint               buttons,
           GString            *log)
{
  g_string_append_printf (log, "%cb%u/%u ", down ? '+' : '-', button, buttons);
}

static void
motion_cb (SprintConsoleInput *input,
           int                 x,
           int                 y,
           guint               buttons,
           GString            *log)
{
  g_string_append_printf (log, "%d,%d/%u ", x, y, buttons);
}

static void
position_cb (SprintConsoleInput *input,
             guint               monitor,
             int                 x,
             int                 y,
             guint               buttons,
             GString            *log)
{
  g_string_append_printf (log, "%u:%d,%d/%u ", monitor, x, y, buttons);
}

static SprintConsoleInput *
create_input (GString *log)
{
  SprintConsoleInput *input = sprint_console_input_new ();

  g_signal_connect (input, "key", G_CALLBACK (key_cb), log);
  g_signal_connect (input, "button", G_CALLBACK (button_cb), log);
  g_signal_connect (input, "position", G_CALLBACK (position_cb), log);
  g_signal_connect (input, "motion", G_CALLBACK (motion_cb), log);

  return input;
}

static void
test_release_all (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (SprintConsoleInput) input = create_input (log);

  sprint_console_input_press_key (input, 42);
  sprint_console_input_press_key (input, 30);
  sprint_console_input_press_key (input, 30);
  sprint_console_input_release_key (input, 99);
  sprint_console_input_set_button (input, SPRINT_CONSOLE_BUTTON_RIGHT, TRUE);
  g_assert_cmpstr (log->str, ==, "+42 +30 +30 +b3/4 ");

  g_string_truncate (log, 0);
  sprint_console_input_release_all (input);
  g_assert_cmpstr (log->str, ==, "-30 -42 -b3/0 ");

  g_string_truncate (log, 0);
  sprint_console_input_release_all (input);
  sprint_console_input_press_key (input, 1);
  sprint_console_input_forget (input);
  sprint_console_input_release_all (input);
  g_assert_cmpstr (log->str, ==, "+1 ");
}

static void
test_pointer (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (SprintConsoleInput) input = create_input (log);

  sprint_console_input_set_button (input, SPRINT_CONSOLE_BUTTON_LEFT, TRUE);
  sprint_console_input_set_button (input, SPRINT_CONSOLE_BUTTON_LEFT, TRUE);
  sprint_console_input_set_position (input, 3, 5, 6);
  sprint_console_input_move (input, 0, 0);
  sprint_console_input_move (input, -1, 2);
  sprint_console_input_set_button (input, SPRINT_CONSOLE_BUTTON_LEFT, FALSE);
  g_assert_cmpstr (log->str, ==, "+b1/1 3:5,6/1 -1,2/1 -b1/0 ");

  g_string_truncate (log, 0);
  sprint_console_input_scroll (input, -2);
  sprint_console_input_scroll (input, 1);
  sprint_console_input_scroll (input, 0);
  g_assert_cmpstr (log->str, ==, "+b4/8 -b4/0 +b4/8 -b4/0 +b5/16 -b5/0 ");

  /* A touchpad gone wild does not fill the channel. */
  g_string_truncate (log, 0);
  sprint_console_input_scroll (input, G_MAXINT);
  g_assert_cmpuint (log->len, <, 2000);
}

static void
test_release_buttons (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (SprintConsoleInput) input = create_input (log);

  sprint_console_input_press_key (input, 42);
  sprint_console_input_set_button (input, SPRINT_CONSOLE_BUTTON_LEFT, TRUE);
  sprint_console_input_set_button (input, SPRINT_CONSOLE_BUTTON_EXTRA, TRUE);
  g_string_truncate (log, 0);
  sprint_console_input_release_buttons (input);
  g_assert_cmpstr (log->str, ==, "-b1/64 -b7/0 ");
}

static void
locks_cb (SprintConsoleInput *input,
          guint               locks,
          GString            *log)
{
  g_string_append_printf (log, "locks %u ", locks);
}

/* The focus goes from one window of a guest's to another, which may have it before the first has lost it. */
static void
test_two_windows (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (SprintConsoleInput) input = create_input (log);

  g_signal_connect (input, "locks", G_CALLBACK (locks_cb), log);
  sprint_console_input_take_keyboard (input, 0);
  sprint_console_input_press_key (input, 42);
  sprint_console_input_take_keyboard (input, 0);
  g_string_truncate (log, 0);
  sprint_console_input_leave_keyboard (input);
  g_assert_cmpstr (log->str, ==, "-42 ");

  /* The second still has it. */
  g_string_truncate (log, 0);
  sprint_console_input_set_locks (input, SPRINT_CONSOLE_LOCK_CAPS);
  g_assert_cmpstr (log->str, ==, "locks 4 ");
  sprint_console_input_leave_keyboard (input);
  sprint_console_input_leave_keyboard (input);
  g_string_truncate (log, 0);
  sprint_console_input_set_locks (input, 0);
  g_assert_cmpstr (log->str, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/console-input/release-all", test_release_all);
  g_test_add_func ("/console-input/pointer", test_pointer);
  g_test_add_func ("/console-input/release-buttons", test_release_buttons);
  g_test_add_func ("/console-input/two-windows", test_two_windows);

  return g_test_run ();
}
