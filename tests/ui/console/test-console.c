/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-fixture.h"

#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>
#include <spice/enums.h>
#include <string.h>

#include "await.h"
#include "keyboard-105.h"

static void
test_sharp (Fixture       *fixture,
            gconstpointer  data)
{
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  assert_picture (fixture, 0, 0, fixture->scale);
}

static void
test_twice (Fixture       *fixture,
            gconstpointer  data)
{
  draw_pattern (fixture, 300, 270);
  show (fixture, 600, 540);
  assert_picture (fixture, 0, 0, 2 * fixture->scale);
}

static void
test_bars (Fixture       *fixture,
           gconstpointer  data)
{
  draw_pattern (fixture, 320, 240);
  show (fixture, 420, 240);
  assert_picture (fixture, 50 * fixture->scale, 0, fixture->scale);
}

static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree guint32 *part = g_new (guint32, 30 * 20);
  int width, height;

  draw_pattern (fixture, 520, 300);
  show (fixture, 520, 300);
  assert_picture (fixture, 0, 0, fixture->scale);

  /* Across the edges of four tiles, and back to what it was. */
  spice_server_double_fill (fixture->server, 245, 245, 30, 20, 0xabcdef);
  for (gboolean seen = FALSE; !seen;) {
    g_autofree guint32 *pixels = NULL;

    g_main_context_iteration (NULL, TRUE);
    pixels = render (fixture, &width, &height);
    seen = pixels[(gsize) 264 * fixture->scale * width + 274 * fixture->scale] == 0xffabcdef;
  }
  for (int y = 0; y < 20; y++) {
    for (int x = 0; x < 30; x++)
      part[y * 30 + x] = pattern (245 + x, 245 + y);
  }
  spice_server_double_draw (fixture->server, 245, 245, 30, 20, part);
  assert_picture (fixture, 0, 0, fixture->scale);
}

static void
test_resolutions (Fixture       *fixture,
                  gconstpointer  data)
{
  draw_pattern (fixture, 400, 300);
  show (fixture, 400, 300);
  assert_picture (fixture, 0, 0, fixture->scale);
  draw_pattern (fixture, 200, 150);
  await (sprint_framebuffer_get_width (fixture->framebuffer) == 200);
  assert_picture (fixture, 0, 0, 2 * fixture->scale);
  draw_pattern (fixture, 400, 300);
  await (sprint_framebuffer_get_width (fixture->framebuffer) == 400);
  assert_picture (fixture, 0, 0, fixture->scale);
}

static void
test_unscaled (Fixture       *fixture,
               gconstpointer  data)
{
  int minimum, natural;

  draw_pattern (fixture, 200, 150);
  show (fixture, 400, 300);
  sprint_console_set_scaling (fixture->console, FALSE);
  gtk_widget_measure (GTK_WIDGET (fixture->console), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 200);
  g_assert_cmpint (natural, ==, 200);
  assert_picture (fixture, 100 * fixture->scale, 75 * fixture->scale, fixture->scale);
}

/* A guest that has turned its screen off shows none, not the last picture. */
static void
test_off (Fixture       *fixture,
          gconstpointer  data)
{
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  assert_picture (fixture, 0, 0, fixture->scale);
  spice_server_double_destroy_surface (fixture->server);
  await (!sprint_console_session_get_has_picture (fixture->session));
  for (gboolean black = FALSE; !black;) {
    int width, height;
    g_autofree guint32 *pixels = NULL;

    g_main_context_iteration (NULL, TRUE);
    pixels = fixture->x != NULL ? grab_screen (fixture, &width, &height)
                                : render (fixture, &width, &height);
    black = TRUE;
    for (int i = 0; i < width * height; i++)
      black = black && pixels[i] == 0xff000000;
  }
}

/* Scaled by a fraction there is no seam: one colour stays one colour. */
static void
test_seams (Fixture       *fixture,
            gconstpointer  data)
{
  int width, height;

  spice_server_double_create_surface (fixture->server, SPICE_SURFACE_FMT_32_xRGB, 700, 600);
  spice_server_double_fill (fixture->server, 0, 0, 700, 600, 0x3366cc);
  for (int size = 411; size < 420; size += 4) {
    gboolean even = FALSE;

    show (fixture, size * 700 / 600, size);
    while (!even) {
      g_autofree guint32 *pixels = NULL;
      int odd = 0;

      g_main_context_iteration (NULL, TRUE);
      pixels = render (fixture, &width, &height);
      for (int y = 2; y < height - 2; y++) {
        for (int x = 2; x < width - 2; x++)
          odd += pixels[y * width + x] != 0xff3366cc;
      }
      even = odd == 0;
    }
  }
}

static void
test_still (Fixture       *fixture,
            gconstpointer  data)
{
  GByteArray *got = spice_server_double_get_scancodes (fixture->server);
  guint code = KEY_A;
  GdkFrameClock *clock;
  gint64 frames;

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  assert_picture (fixture, 0, 0, fixture->scale);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->console));
  frames = gdk_frame_clock_get_frame_counter (clock);

  /* Keys come and go, and nothing is drawn for them. */
  for (guint i = 1; i <= 20; i++) {
    sprint_console_send_keys (fixture->console, &code, 1);
    await (got->len == 2 * i);
  }
  g_assert_cmpint (gdk_frame_clock_get_frame_counter (clock), <=, frames + 1);
}

static void
press (Fixture *fixture,
       guint    code,
       gboolean down)
{
  XTestFakeKeyEvent (fixture->x, code + 8, down, CurrentTime);
  XFlush (fixture->x);
}

static void
release_keyboard (Fixture *fixture)
{
  press (fixture, KEY_LEFTCTRL, TRUE);
  press (fixture, KEY_LEFTALT, TRUE);
  press (fixture, KEY_LEFTALT, FALSE);
  press (fixture, KEY_LEFTCTRL, FALSE);
  await (!sprint_console_get_capturing (fixture->console));
}

static void
await_scancodes (Fixture      *fixture,
                 gsize         n,
                 const guint8 *expected)
{
  GByteArray *got = spice_server_double_get_scancodes (fixture->server);

  g_test_message ("waiting for %zu scancodes", n);
  await (got->len >= n);
  g_assert_cmpmem (got->data, got->len, expected, n);
}

static gsize
append_make (guint8 *bytes,
             gsize   n,
             guint   make,
             guint8  released)
{
  if (make > 0xff)
    bytes[n++] = 0xe0;
  bytes[n++] = (make & 0xff) | released;

  return n;
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint locks[] = { KEY_CAPSLOCK, KEY_NUMLOCK, KEY_SCROLLLOCK };

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (keyboard_105); i++) {
    guint8 expected[4];
    gsize n = append_make (expected, 0, keyboard_105[i].make, 0);

    spice_server_double_clear_input (fixture->server);
    press (fixture, keyboard_105[i].code, TRUE);
    await_scancodes (fixture, n, expected);
    press (fixture, keyboard_105[i].code, FALSE);
    n = append_make (expected, n, keyboard_105[i].make, 0x80);
    await_scancodes (fixture, n, expected);
  }

  /* The lights that went on with it go off again. */
  spice_server_double_clear_input (fixture->server);
  for (guint i = 0; i < G_N_ELEMENTS (locks); i++) {
    press (fixture, locks[i], TRUE);
    press (fixture, locks[i], FALSE);
  }
  await (spice_server_double_get_scancodes (fixture->server)->len == 6);
}

static gboolean
count_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  ++*(int *) user_data;

  return TRUE;
}

static void
test_shortcuts (Fixture       *fixture,
                gconstpointer  data)
{
  static const guint8 control_q[] = { 0x1d, 0x10, 0x90, 0x9d };
  static const guint8 way_out[] = { 0x1d, 0x38, 0xb8, 0x9d };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GByteArray *got = spice_server_double_get_scancodes (fixture->server);
  int quits = 0;

  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>q"),
                      gtk_callback_action_new (count_cb, &quits, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (fixture->window), shortcuts);
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);

  /* Ctrl+Q is the guest's. */
  press (fixture, KEY_LEFTCTRL, TRUE);
  press (fixture, KEY_Q, TRUE);
  press (fixture, KEY_Q, FALSE);
  press (fixture, KEY_LEFTCTRL, FALSE);
  await_scancodes (fixture, sizeof control_q, control_q);
  g_assert_cmpint (quits, ==, 0);
  g_assert_true (sprint_console_get_capturing (fixture->console));

  /* Ctrl+Alt with another key is the guest's too. */
  press (fixture, KEY_LEFTCTRL, TRUE);
  press (fixture, KEY_LEFTALT, TRUE);
  press (fixture, KEY_X, TRUE);
  press (fixture, KEY_X, FALSE);
  press (fixture, KEY_LEFTALT, FALSE);
  press (fixture, KEY_LEFTCTRL, FALSE);
  await (got->len == sizeof control_q + 6);
  g_assert_true (sprint_console_get_capturing (fixture->console));

  /* Alone it is the way out, which leaves nothing held. */
  spice_server_double_clear_input (fixture->server);
  press (fixture, KEY_LEFTCTRL, TRUE);
  press (fixture, KEY_LEFTALT, TRUE);
  press (fixture, KEY_LEFTALT, FALSE);
  await (!sprint_console_get_capturing (fixture->console));
  press (fixture, KEY_LEFTCTRL, FALSE);
  await_scancodes (fixture, sizeof way_out, way_out);
  g_assert_false (sprint_console_get_grabbed (fixture->console));

  press (fixture, KEY_LEFTCTRL, TRUE);
  press (fixture, KEY_Q, TRUE);
  press (fixture, KEY_Q, FALSE);
  press (fixture, KEY_LEFTCTRL, FALSE);
  await (quits == 1);
  g_assert_cmpuint (got->len, ==, sizeof way_out);
}

/* Moves the pointer to device pixels of the window. */
static void
point (Fixture *fixture,
       int      x,
       int      y)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  Window child;
  int root_x, root_y;

  XTranslateCoordinates (fixture->x, gdk_x11_surface_get_xid (surface),
                         DefaultRootWindow (fixture->x), x, y, &root_x, &root_y, &child);
  XTestFakeMotionEvent (fixture->x, DefaultScreen (fixture->x), root_x, root_y, CurrentTime);
  XFlush (fixture->x);
}

/* Again and again: a window that was just shown may still be moved by the window manager. */
#define await_pointing(fixture, x, y, condition) await ((point (fixture, x, y), (condition)))

static void
test_grab (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint8 shift[] = { 0x2a, 0xaa };

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
  await_pointing (fixture, 10, 10,
                  sprint_console_get_grabbed (fixture->console));

  /* X11's grab is let go of before another window can be clicked on; the keys are not. */
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, 1, shift);
  await_pointing (fixture, -10, -10,
                  !sprint_console_get_grabbed (fixture->console));
  g_assert_true (sprint_console_get_capturing (fixture->console));
  press (fixture, KEY_LEFTSHIFT, FALSE);
  await_scancodes (fixture, 2, shift);
  await_pointing (fixture, 10, 10,
                  sprint_console_get_grabbed (fixture->console));

  release_keyboard (fixture);
  await (!sprint_console_get_grabbed (fixture->console));
  g_assert_false (sprint_console_get_capturing (fixture->console));
}

static void
test_let_go (Fixture       *fixture,
             gconstpointer  data)
{
  static const guint8 shift[] = { 0x2a, 0xaa };
  GtkWidget *other;

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);

  /* Another window. */
  focus (fixture);
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, 1, shift);
  await_pointing (fixture, -10, -10,
                  !sprint_console_get_grabbed (fixture->console));
  other = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (other));
  await (gtk_window_is_active (GTK_WINDOW (other)));
  await_scancodes (fixture, 2, shift);
  g_assert_false (sprint_console_get_capturing (fixture->console));
  press (fixture, KEY_LEFTSHIFT, FALSE);
  gtk_window_destroy (GTK_WINDOW (other));

  /* Out of sight. */
  gtk_window_present (fixture->window);
  focus (fixture);
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, 1, shift);
  gtk_widget_set_visible (GTK_WIDGET (fixture->console), FALSE);
  await_scancodes (fixture, 2, shift);
  press (fixture, KEY_LEFTSHIFT, FALSE);

  /* Only to be looked at. */
  gtk_widget_set_visible (GTK_WIDGET (fixture->console), TRUE);
  focus (fixture);
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, 1, shift);
  sprint_console_set_view_only (fixture->console, TRUE);
  await_scancodes (fixture, 2, shift);
  g_assert_false (sprint_console_get_capturing (fixture->console));
  press (fixture, KEY_LEFTSHIFT, FALSE);
}

static gboolean
last_position_is (Fixture *fixture,
                  int      x,
                  int      y)
{
  GArray *got = spice_server_double_get_pointer (fixture->server);
  SpiceDoublePointerEvent *event;

  if (got->len == 0)
    return FALSE;

  event = &g_array_index (got, SpiceDoublePointerEvent, got->len - 1);

  return event->kind == SPICE_DOUBLE_POSITION && event->x == x && event->y == y;
}

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
    point (fixture, sizes[i].right * fixture->scale - 1, sizes[i].bottom * fixture->scale - 1);
    if (sizes[i].width >= 320)
      await (last_position_is (fixture, 319, 239));
    else
      await (last_position_is (fixture, fixture->scale == 1 ? 318 : 319,
                               fixture->scale == 1 ? 238 : 239));
  }
}

static void
click (Fixture *fixture,
       guint    button,
       gboolean down)
{
  XTestFakeButtonEvent (fixture->x, button, down, CurrentTime);
  XFlush (fixture->x);
}

static gboolean
last_event_is (Fixture *fixture,
               int      kind,
               int      y,
               guint    buttons)
{
  GArray *got = spice_server_double_get_pointer (fixture->server);
  SpiceDoublePointerEvent *event;

  if (got->len == 0)
    return FALSE;

  event = &g_array_index (got, SpiceDoublePointerEvent, got->len - 1);

  return (int) event->kind == kind && event->buttons == buttons &&
         (kind != SPICE_DOUBLE_WHEEL || event->y == y);
}

static guint
count_wheel (Fixture *fixture,
             int      y)
{
  GArray *got = spice_server_double_get_pointer (fixture->server);
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
    spice_server_double_clear_input (fixture->server);
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

  spice_server_double_clear_input (fixture->server);
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
  GArray *got = spice_server_double_get_pointer (fixture->server);
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
  GByteArray *got = spice_server_double_get_scancodes (fixture->server);

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
  await (sprint_console_session_get_client_pointer (fixture->session));
  await_pointing (fixture, 10, 10,
                  last_position_is (fixture, 10 / fixture->scale, 10 / fixture->scale));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++) {
    spice_server_double_clear_input (fixture->server);
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
  spice_server_double_set_cursor (fixture->server, 24, 16, 5, 7, shape);
  await ((cursor = gtk_widget_get_cursor (GTK_WIDGET (fixture->console))) != NULL &&
         gdk_cursor_get_texture (cursor) != NULL);
  g_assert_cmpint (gdk_cursor_get_hotspot_x (cursor), ==, 5);
  g_assert_cmpint (gdk_cursor_get_hotspot_y (cursor), ==, 7);
  gdk_texture_download (gdk_cursor_get_texture (cursor), (guchar *) got, 24 * 4);
  g_assert_cmpmem (got, sizeof got, shape, sizeof shape);

  spice_server_double_hide_cursor (fixture->server);
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
  spice_server_double_set_cursor (fixture->server, 4, 4, 1, 1, shape);
  spice_server_double_move_cursor (fixture->server, 101, 51);
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
  spice_server_double_fill (fixture->server, 0, 0, 300, 280, 0x123456);
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

#define add(path, data, test) g_test_add ("/console/" path, Fixture, data, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  await_own_context ();
  add ("sharp", NULL, test_sharp);
  add ("twice", NULL, test_twice);
  add ("bars", NULL, test_bars);
  add ("damage", NULL, test_damage);
  add ("resolutions", NULL, test_resolutions);
  add ("unscaled", NULL, test_unscaled);
  add ("off", NULL, test_off);
  add ("seams", NULL, test_seams);
  add ("still", NULL, test_still);
  add ("cursor", NULL, test_cursor);
  add ("painted-cursor", "mouse", test_painted_cursor);
  add ("screenshot", NULL, test_screenshot);
  add ("accessible", NULL, test_accessible);

  /* What needs hands is done with X11's. */
  if (GDK_IS_X11_DISPLAY (gdk_display_get_default ())) {
    add ("keys", NULL, test_keys);
    add ("shortcuts", NULL, test_shortcuts);
    add ("grab", NULL, test_grab);
    add ("let-go", NULL, test_let_go);
    add ("position", NULL, test_position);
    add ("buttons", NULL, test_buttons);
    add ("click-beside", NULL, test_click_beside);
    add ("modified-click", NULL, test_modified_click);
  }

  return g_test_run ();
}
