/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-fixture.h"

#include <signal.h>
#include <sys/resource.h>

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
  g_autoptr (GdkTexture) again = NULL;
  g_autofree guint32 *pixels = g_new (guint32, 300 * 280);
  struct rlimit limit, before;

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
  g_clear_error (&error);
  g_clear_object (&result);

  /* Half a file is none. A file that may not grow stands for a disk that is full. */
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 1000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  sprint_console_picture_save_async (picture, file, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_false (sprint_console_picture_save_finish (picture, result, &error));
  g_assert_nonnull (error);
  again = gdk_texture_new_from_file (file, NULL);
  g_assert_nonnull (again);
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

static gboolean
is_asked_for (Fixture *fixture,
              guint    width,
              guint    height)
{
  SpiceAgentDouble *guest = spice_server_double_get_agent (fixture->server);
  GBytes *data = spice_agent_double_find (guest, VD_AGENT_MONITORS_CONFIG);
  const VDAgentMonitorsConfig *config = data != NULL ? g_bytes_get_data (data, NULL) : NULL;

  return config != NULL && config->num_of_monitors == 1 &&
         config->monitors[0].width == width && config->monitors[0].height == height;
}

/* The guest is asked for the widget's size, whatever the desktop's scale; not by whoever only watches. */
static void
test_follow (Fixture       *fixture,
             gconstpointer  data)
{
  SpiceAgentDouble *guest = spice_server_double_get_agent (fixture->server);

  draw_pattern (fixture, 300, 280);
  spice_agent_double_connect (guest, SPICE_AGENT_CAP (MONITORS_CONFIG));
  show (fixture, 500, 400);
  await (is_asked_for (fixture, 500, 400));

  sprint_console_set_view_only (fixture->console, TRUE);
  gtk_window_set_default_size (fixture->window, 520, 420);
  await (gtk_widget_get_width (GTK_WIDGET (fixture->console)) == 520);
  sprint_console_set_view_only (fixture->console, FALSE);
  await (is_asked_for (fixture, 520, 420));

  spice_agent_double_clear (guest);
  sprint_console_set_resizing (fixture->console, FALSE);
  gtk_window_set_default_size (fixture->window, 540, 440);
  await (gtk_widget_get_width (GTK_WIDGET (fixture->console)) == 540);
  g_assert_cmpuint (spice_agent_double_count (guest, VD_AGENT_MONITORS_CONFIG), ==, 0);
  sprint_console_set_resizing (fixture->console, TRUE);
  await (is_asked_for (fixture, 540, 440));
}

int
main (int   argc,
      char *argv[])
{
  init (&argc, &argv);
  add ("screenshot", NULL, test_screenshot);
  add ("accessible", NULL, test_accessible);
  add ("follow", NULL, test_follow);

  return g_test_run ();
}
