/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands.h"

#include <gdk/x11/gdkx.h>

#include "await.h"

static void
test_position (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { int width, height, left, top, right, bottom; } sizes[] = {
    { 320, 240, 0, 0, 320, 240 },
    { 640, 480, 0, 0, 640, 480 },
    { 420, 240, 50, 0, 370, 240 },
    { 320, 400, 0, 80, 320, 320 },
    { 480, 360, 0, 0, 480, 360 },
    { 200, 150, 0, 0, 200, 150 },
  };

  draw_pattern (fixture, 320, 240);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    int middle_x, middle_y;

    show (fixture, sizes[i].width, sizes[i].height);
    await (gtk_window_is_active (fixture->window));
    await (sprint_console_session_get_client_pointer (fixture->session));
    middle_x = (sizes[i].left + sizes[i].right) / 2 * fixture->scale;
    middle_y = (sizes[i].top + sizes[i].bottom) / 2 * fixture->scale;
    await_pointing (fixture, sizes[i].left * fixture->scale, sizes[i].top * fixture->scale,
                    last_position_is (fixture, 0, 0));
    await_pointing (fixture, middle_x, middle_y,
                    last_position_is (fixture, 160, 120));
    if (sizes[i].width >= 320)
      await_pointing (fixture, sizes[i].right * fixture->scale - 1, sizes[i].bottom * fixture->scale - 1,
                      last_position_is (fixture, 319, 239));
    else
      await_pointing (fixture, sizes[i].right * fixture->scale - 1, sizes[i].bottom * fixture->scale - 1,
                      last_position_is (fixture, fixture->scale == 1 ? 318 : 319, fixture->scale == 1 ? 238 : 239));
  }
}

static guint
count_wheel (Fixture *fixture,
             int      y)
{
  GArray *got = spice_input_double_get_pointer (fixture->input);
  guint n = 0;

  for (guint i = 0; i < got->len; i++) {
    SpiceDoublePointerEvent *event = &g_array_index (got, SpiceDoublePointerEvent, i);

    n += event->kind == SPICE_DOUBLE_WHEEL && event->y == y;
  }

  return n;
}

static void
test_buttons (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { guint button, mask; } buttons[] = {
    { 1, 0x01 }, { 2, 0x04 }, { 3, 0x02 }, { 8, 0x40 }, { 9, 0x80 },
  };

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
  await (sprint_console_session_get_client_pointer (fixture->session));
  await_pointing (fixture, 10, 10,
                  last_position_is (fixture, 10 / fixture->scale, 10 / fixture->scale));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++) {
    spice_input_double_clear (fixture->input);
    click (fixture, buttons[i].button, TRUE);
    await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, buttons[i].mask));
    click (fixture, buttons[i].button, FALSE);
    await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, 0));
  }

  /* Two at once. */
  click (fixture, 1, TRUE);
  await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, 0x01));
  click (fixture, 3, TRUE);
  await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, 0x03));
  click (fixture, 1, FALSE);
  await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, 0x02));
  click (fixture, 3, FALSE);
  await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, 0));

  spice_input_double_clear (fixture->input);
  for (int i = 0; i < 3; i++) {
    click (fixture, 5, TRUE);
    click (fixture, 5, FALSE);
  }
  await (count_wheel (fixture, 1) == 3);
  click (fixture, 4, TRUE);
  click (fixture, 4, FALSE);
  await (count_wheel (fixture, -1) == 1);
  g_assert_cmpuint (count_wheel (fixture, 1), ==, 3);

  /* A click takes the keyboard too. */
  release_keyboard (fixture);
  click (fixture, 1, TRUE);
  await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, 0x01));
  g_assert_true (sprint_console_get_capturing (fixture->console));
  click (fixture, 1, FALSE);
  await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, 0));
}

static guint
count_presses (Fixture *fixture)
{
  GArray *got = spice_input_double_get_pointer (fixture->input);
  guint n = 0;

  for (guint i = 0; i < got->len; i++) {
    SpiceDoublePointerEvent *event = &g_array_index (got, SpiceDoublePointerEvent, i);

    n += event->kind == SPICE_DOUBLE_BUTTONS && event->buttons != 0;
  }

  return n;
}

/* The black bars are no place of the guest's: a click there is for the keyboard only. */
static void
test_click_beside (Fixture       *fixture,
                   gconstpointer  data)
{
  draw_pattern (fixture, 320, 240);
  show (fixture, 420, 240);
  await (gtk_window_is_active (fixture->window));
  await (sprint_console_session_get_client_pointer (fixture->session));
  await_pointing (fixture, 10, 10, last_position_is (fixture, 0, 10 / fixture->scale));
  click (fixture, 1, TRUE);
  click (fixture, 1, FALSE);
  await (sprint_console_get_capturing (fixture->console));
  await_pointing (fixture, 60 * fixture->scale, 10 * fixture->scale, last_position_is (fixture, 10, 10));
  click (fixture, 1, TRUE);
  await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, 0x01));
  click (fixture, 1, FALSE);
  await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, 0));
  g_assert_cmpuint (count_presses (fixture), ==, 1);
}

/* Ctrl+Alt with a click or the wheel is the guest's, as with another key. */
static void
test_modified_click (Fixture       *fixture,
                     gconstpointer  data)
{
  static const guint buttons[] = { 1, 5 };
  GByteArray *got = spice_input_double_get_scancodes (fixture->input);

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
  await (sprint_console_session_get_client_pointer (fixture->session));
  await_pointing (fixture, 10, 10,
                  last_position_is (fixture, 10 / fixture->scale, 10 / fixture->scale));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++) {
    spice_input_double_clear (fixture->input);
    press (fixture, KEY_LEFTCTRL, TRUE);
    press (fixture, KEY_LEFTALT, TRUE);
    click (fixture, buttons[i], TRUE);
    click (fixture, buttons[i], FALSE);
    press (fixture, KEY_LEFTALT, FALSE);
    press (fixture, KEY_LEFTCTRL, FALSE);
    await (got->len == 4);
    g_assert_true (sprint_console_get_capturing (fixture->console));
  }
}

static void
test_cursor (Fixture       *fixture,
             gconstpointer  data)
{
  guint32 shape[24 * 16];
  guint32 got[24 * 16];
  GdkCursor *cursor;

  for (guint i = 0; i < G_N_ELEMENTS (shape); i++)
    shape[i] = 0xff000000 | i * 0x010203;
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  await (sprint_console_session_get_client_pointer (fixture->session));
  spice_screen_double_set_cursor (fixture->screen, 24, 16, 5, 7, shape);
  await ((cursor = gtk_widget_get_cursor (GTK_WIDGET (fixture->console))) != NULL &&
         gdk_cursor_get_texture (cursor) != NULL);
  g_assert_cmpint (gdk_cursor_get_hotspot_x (cursor), ==, 5);
  g_assert_cmpint (gdk_cursor_get_hotspot_y (cursor), ==, 7);
  gdk_texture_download (gdk_cursor_get_texture (cursor), (guchar *) got, 24 * 4);
  g_assert_cmpmem (got, sizeof got, shape, sizeof shape);

  spice_screen_double_hide_cursor (fixture->screen);
  await ((cursor = gtk_widget_get_cursor (GTK_WIDGET (fixture->console))) != NULL &&
         g_strcmp0 (gdk_cursor_get_name (cursor), "none") == 0);
  sprint_console_session_disconnect (fixture->session);
  g_assert_null (gtk_widget_get_cursor (GTK_WIDGET (fixture->console)));
}

static void
test_painted_cursor (Fixture       *fixture,
                     gconstpointer  data)
{
  guint32 shape[4 * 4];
  int width, height;

  for (guint i = 0; i < G_N_ELEMENTS (shape); i++)
    shape[i] = 0xffff00ff;
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  g_assert_false (sprint_console_session_get_client_pointer (fixture->session));
  spice_screen_double_set_cursor (fixture->screen, 4, 4, 1, 1, shape);
  spice_screen_double_move_cursor (fixture->screen, 101, 51);
  for (gboolean seen = FALSE; !seen;) {
    g_autofree guint32 *pixels = NULL;
    int scale = fixture->scale;

    g_main_context_iteration (NULL, TRUE);
    pixels = render (fixture, &width, &height);
    seen = pixels[50 * scale * width + 100 * scale] == 0xffff00ff &&
           pixels[53 * scale * width + 103 * scale] == 0xffff00ff &&
           pixels[53 * scale * width + 104 * scale] == (0xff000000 | pattern (104, 53)) &&
           pixels[49 * scale * width + 100 * scale] == (0xff000000 | pattern (100, 49));
  }
}

int
main (int   argc,
      char *argv[])
{
  init (&argc, &argv);
  add ("cursor", NULL, test_cursor);
  add ("painted-cursor", "mouse", test_painted_cursor);

  /* What needs hands is done with X11's. */
  if (GDK_IS_X11_DISPLAY (gdk_display_get_default ())) {
    add ("position", NULL, test_position);
    add ("buttons", NULL, test_buttons);
    add ("click-beside", NULL, test_click_beside);
    add ("modified-click", NULL, test_modified_click);
  }

  return g_test_run ();
}
