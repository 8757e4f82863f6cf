/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/screen/console-cursor.h"

static void
count_cb (SprintConsoleCursor *cursor,
          int                 *n)
{
  ++*n;
}

static void
test_shape (void)
{
  static const guint8 straight[] = { 255, 128, 0, 128, 1, 2, 3, 255 };
  static const guint8 premultiplied[] = { 128, 64, 0, 128, 1, 2, 3, 255 };
  static const guint8 expected[] = { 0, 64, 128, 128, 3, 2, 1, 255 };
  g_autoptr (SprintConsoleCursor) cursor = sprint_console_cursor_new ();
  int changed = 0, width, height, x, y;
  GBytes *pixels;

  g_signal_connect (cursor, "changed", G_CALLBACK (count_cb), &changed);
  sprint_console_cursor_set_shape (cursor, straight, 2, 1, 1, 0);
  pixels = sprint_console_cursor_get_pixels (cursor);
  g_assert_cmpmem (g_bytes_get_data (pixels, NULL), g_bytes_get_size (pixels), expected, 8);
  sprint_console_cursor_set_shape (cursor, premultiplied, 2, 1, 1, 0);
  pixels = sprint_console_cursor_get_pixels (cursor);
  g_assert_cmpmem (g_bytes_get_data (pixels, NULL), g_bytes_get_size (pixels), expected, 8);
  g_assert_cmpint (changed, ==, 2);

  sprint_console_cursor_get_size (cursor, &width, &height);
  sprint_console_cursor_get_hotspot (cursor, &x, &y);
  g_assert_cmpint (width, ==, 2);
  g_assert_cmpint (height, ==, 1);
  g_assert_cmpint (x, ==, 1);
  g_assert_cmpint (y, ==, 0);
}

static void
test_hostile (void)
{
  static const guint8 pixel[] = { 1, 1, 1, 1 };
  g_autoptr (SprintConsoleCursor) cursor = sprint_console_cursor_new ();
  int x, y;

  sprint_console_cursor_set_shape (cursor, pixel, 1, 1, 30000, -30000);
  sprint_console_cursor_get_hotspot (cursor, &x, &y);
  g_assert_cmpint (x, ==, 0);
  g_assert_cmpint (y, ==, 0);

  /* A size that no pointer has is not read at all. */
  sprint_console_cursor_set_shape (cursor, pixel, 65535, 65535, 0, 0);
  g_assert_null (sprint_console_cursor_get_pixels (cursor));
  sprint_console_cursor_set_shape (cursor, pixel, 0, 1, 0, 0);
  g_assert_null (sprint_console_cursor_get_pixels (cursor));
  sprint_console_cursor_set_shape (cursor, NULL, 1, 1, 0, 0);
  g_assert_null (sprint_console_cursor_get_pixels (cursor));
}

static void
test_visible (void)
{
  g_autoptr (SprintConsoleCursor) cursor = sprint_console_cursor_new ();
  int changed = 0, moved = 0, x, y;

  g_signal_connect (cursor, "changed", G_CALLBACK (count_cb), &changed);
  g_signal_connect (cursor, "moved", G_CALLBACK (count_cb), &moved);
  sprint_console_cursor_hide (cursor);
  sprint_console_cursor_hide (cursor);
  g_assert_cmpint (changed, ==, 1);
  g_assert_false (sprint_console_cursor_get_visible (cursor));
  sprint_console_cursor_move_to (cursor, 3, 4);
  g_assert_true (sprint_console_cursor_get_visible (cursor));
  g_assert_cmpint (changed, ==, 2);
  g_assert_cmpint (moved, ==, 1);
  sprint_console_cursor_get_position (cursor, &x, &y);
  g_assert_cmpint (x, ==, 3);
  g_assert_cmpint (y, ==, 4);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/console-cursor/shape", test_shape);
  g_test_add_func ("/console-cursor/hostile", test_hostile);
  g_test_add_func ("/console-cursor/visible", test_visible);

  return g_test_run ();
}
