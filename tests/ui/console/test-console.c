/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-fixture.h"

#include "await.h"

static void
test_screenshot (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *directory = g_dir_make_tmp ("console-XXXXXX", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (directory);
  g_autoptr (GFile) file = g_file_get_child (folder, "screen.png");
  g_autoptr (GFile) nowhere = g_file_get_child (file, "screen.png");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) picture = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = g_new (guint32, 300 * 280);

  g_assert_null (sprint_console_take_picture (fixture->console, &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NO_PICTURE);
  g_clear_error (&error);

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  picture = sprint_console_take_picture (fixture->console, &error);
  g_assert_no_error (error);

  /* While its file is chosen, the guest goes on. */
  spice_screen_double_fill (fixture->screen, 0, 0, 300, 280, 0x123456);
  await (sprint_framebuffer_get_data (fixture->framebuffer)[0] == 0x56);
  sprint_console_picture_save_async (picture, file, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_console_picture_save_finish (picture, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  texture = gdk_texture_new_from_file (file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 300);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 280);
  gdk_texture_download (texture, (guchar *) pixels, 300 * 4);
  for (int i = 0; i < 300 * 280; i++)
    g_assert_cmphex (pixels[i], ==, 0xff000000 | pattern (i % 300, i / 300));

  sprint_console_picture_save_async (picture, nowhere, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_console_picture_save_finish (picture, result, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_true (g_file_delete (folder, NULL, NULL));
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (fixture->console);

  gtk_test_accessible_assert_role (accessible, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Screen of the machine");
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Press Ctrl+Alt to release the keyboard");
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  await (sprint_console_session_get_name (fixture->session) != NULL);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Screen of double");
  sprint_console_set_guest_name (fixture->console, "Debian");
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Screen of Debian");
}

int
main (int   argc,
      char *argv[])
{
  init (&argc, &argv);
  add ("screenshot", NULL, test_screenshot);
  add ("accessible", NULL, test_accessible);

  return g_test_run ();
}
