/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/session/console-session.h"

#include <spice/enums.h>
#include <string.h>

#include "await-channels.h"
#include "keyboard-105.h"
#include "resources.h"
#include "session-fixture.h"

static void
count_notify_cb (gpointer    instance,
                 GParamSpec *pspec,
                 int        *n)
{
  ++*n;
}

static guint32
get_pixel (Fixture *fixture,
           int      x,
           int      y)
{
  const guint8 *at;

  if (x >= sprint_framebuffer_get_width (fixture->framebuffer) ||
      y >= sprint_framebuffer_get_height (fixture->framebuffer))
    return 0;

  at = sprint_framebuffer_get_data (fixture->framebuffer) +
       y * sprint_framebuffer_get_stride (fixture->framebuffer) + x * 4;

  return at[0] | at[1] << 8 | at[2] << 16 | 0xff000000;
}

static void
connect_with_picture (Fixture *fixture)
{
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 320, 200);
  spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, 0x102030);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (get_pixel (fixture, 319, 199) == 0xff102030);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_CONNECTED);
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
}

static guint32
pattern (int x,
         int y)
{
  return ((x * 7 + y * 13) & 0xff) << 16 | ((x * 3 + y * 5) & 0xff) << 8 | ((x ^ y) & 0xff);
}

static gboolean
framebuffer_is (Fixture *fixture,
                int      width,
                int      height)
{
  if (sprint_framebuffer_get_width (fixture->framebuffer) != width ||
      sprint_framebuffer_get_height (fixture->framebuffer) != height)
    return FALSE;

  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      if (get_pixel (fixture, x, y) != (0xff000000 | pattern (x, y))) {
        g_test_message ("(%d,%d) is %08x, not %08x", x, y, get_pixel (fixture, x, y),
                        0xff000000 | pattern (x, y));
        return FALSE;
      }
    }
  }

  return TRUE;
}

static guint32 *
create_pattern (int x,
                int y,
                int width,
                int height)
{
  guint32 *pixels = g_new (guint32, (gsize) width * height);

  for (int row = 0; row < height; row++) {
    for (int column = 0; column < width; column++)
      pixels[row * width + column] = pattern (x + column, y + row);
  }

  return pixels;
}

static void
test_pixels (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree guint32 *whole = create_pattern (0, 0, 600, 300);
  g_autofree guint32 *part = create_pattern (250, 100, 33, 17);
  g_autofree guint32 *black = g_new0 (guint32, 33 * 17);

  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_OFF);
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 600, 300);
  sprint_console_session_connect (fixture->session, fixture->source);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_CONNECTING);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  spice_screen_double_draw (fixture->screen, 0, 0, 600, 300, whole);
  await (framebuffer_is (fixture, 600, 300));
  g_assert_cmpint (fixture->first_frames, ==, 1);
  g_assert_cmpstr (sprint_console_session_get_name (fixture->session), ==, "double");

  /* Only what was drawn changes. */
  spice_screen_double_draw (fixture->screen, 250, 100, 33, 17, black);
  await (get_pixel (fixture, 250, 100) == 0xff000000);
  g_assert_cmphex (get_pixel (fixture, 249, 100), ==, 0xff000000 | pattern (249, 100));
  g_assert_cmphex (get_pixel (fixture, 250, 99), ==, 0xff000000 | pattern (250, 99));
  g_assert_cmphex (get_pixel (fixture, 282, 116), ==, 0xff000000);
  g_assert_cmphex (get_pixel (fixture, 283, 116), ==, 0xff000000 | pattern (283, 116));
  spice_screen_double_draw (fixture->screen, 250, 100, 33, 17, part);
  await (framebuffer_is (fixture, 600, 300));
  g_assert_cmpint (fixture->first_frames, ==, 1);
}

static void
test_late (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree guint32 *pixels = create_pattern (0, 0, 300, 300);

  /* The guest has drawn before anybody looked. */
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 300, 300);
  spice_screen_double_draw (fixture->screen, 0, 0, 300, 300, pixels);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (framebuffer_is (fixture, 300, 300));
}

/* libspice-server has no 565 screens; those are tested with the framebuffer. */
static void
test_high_colour (Fixture       *fixture,
                  gconstpointer  data)
{
  static const guint32 colours[] = { 0xffffff, 0xf80000, 0x00f800, 0x0000f8, 0x081018, 0 };

  sprint_console_session_connect (fixture->session, fixture->source);
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_16_555, 64, 16);
  for (guint c = 0; c < G_N_ELEMENTS (colours); c++) {
    guint32 red = colours[c] >> 19 & 0x1f;
    guint32 green = colours[c] >> 11 & 0x1f;
    guint32 blue = colours[c] >> 3 & 0x1f;

    spice_screen_double_fill (fixture->screen, 3, 5, 20, 7, colours[c]);
    await (get_pixel (fixture, 22, 11) ==
           (0xff000000 | (red << 3 | red >> 2) << 16 | (green << 3 | green >> 2) << 8 |
            (blue << 3 | blue >> 2)));
    g_assert_cmphex (get_pixel (fixture, 23, 11), ==, 0xff000000);
  }
}

static void
test_alpha (Fixture       *fixture,
            gconstpointer  data)
{
  sprint_console_session_connect (fixture->session, fixture->source);
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_ARGB, 40, 30);
  spice_screen_double_fill (fixture->screen, 0, 0, 40, 30, 0x00405060);
  await (get_pixel (fixture, 39, 29) == 0xff405060);
}

static void
test_resize (Fixture       *fixture,
             gconstpointer  data)
{
  int resized = 0, hidden = 0;

  connect_with_picture (fixture);
  g_signal_connect (fixture->framebuffer, "resized", G_CALLBACK (count_cb), &resized);
  g_signal_connect (fixture->session, "notify::has-picture", G_CALLBACK (count_notify_cb), &hidden);
  for (int i = 1; i <= 20; i++) {
    g_autofree guint32 *pixels = create_pattern (0, 0, 300 + i, 200 - i);

    /* Between two sizes the last picture stays. */
    spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB,
                                        300 + i, 200 - i);
    spice_screen_double_draw (fixture->screen, 0, 0, 300 + i, 200 - i, pixels);
    await (framebuffer_is (fixture, 300 + i, 200 - i));
    g_assert_true (sprint_console_session_get_has_picture (fixture->session));
  }
  g_assert_cmpint (resized, <=, 20);
  g_assert_cmpint (fixture->first_frames, ==, 1);

  /* A surface that nobody draws on is shown all the same. */
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 77, 55);
  await (sprint_framebuffer_get_width (fixture->framebuffer) == 77);
  g_assert_cmpint (hidden, ==, 0);

  /* None at all is a screen that is off. */
  spice_screen_double_destroy_surface (fixture->screen);
  await (!sprint_console_session_get_has_picture (fixture->session));
}

static void
test_monitor (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree guint32 *pixels = create_pattern (-60, -40, 400, 300);

  connect_with_picture (fixture);
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 400, 300);
  spice_screen_double_draw (fixture->screen, 0, 0, 400, 300, pixels);
  await (sprint_framebuffer_get_width (fixture->framebuffer) == 400);
  spice_screen_double_set_monitor (fixture->screen, 60, 40, 200, 100);
  await (framebuffer_is (fixture, 200, 100));

  /* Damage outside of the monitor is none. */
  spice_screen_double_fill (fixture->screen, 0, 0, 400, 41, 0x010203);
  await (get_pixel (fixture, 0, 0) == 0xff010203);
  g_assert_cmphex (get_pixel (fixture, 0, 1), ==, 0xff000000 | pattern (0, 1));

  /* Turned off, and on again. */
  spice_screen_double_set_monitor (fixture->screen, 0, 0, 0, 0);
  await (!sprint_console_session_get_has_picture (fixture->session));
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_CONNECTED);
  spice_screen_double_set_monitor (fixture->screen, 0, 0, 400, 300);
  await (sprint_console_session_get_has_picture (fixture->session));
  await (sprint_framebuffer_get_width (fixture->framebuffer) == 400);
}

static void
append_make (GByteArray *bytes,
             guint       make,
             guint8      released)
{
  guint8 byte = 0xe0;

  if (make > 0xff)
    g_byte_array_append (bytes, &byte, 1);
  byte = (make & 0xff) | released;
  g_byte_array_append (bytes, &byte, 1);
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);
  GByteArray *got = spice_input_double_get_scancodes (fixture->input);

  connect_with_picture (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (keyboard_105); i++) {
    g_autoptr (GByteArray) expected = g_byte_array_new ();

    append_make (expected, keyboard_105[i].make, 0);
    spice_input_double_clear (fixture->input);
    sprint_console_input_press_key (input, keyboard_105[i].code);
    await (got->len >= expected->len);
    g_assert_cmpmem (got->data, got->len, expected->data, expected->len);

    append_make (expected, keyboard_105[i].make, 0x80);
    sprint_console_input_release_key (input, keyboard_105[i].code);
    await (got->len >= expected->len);
    g_assert_cmpmem (got->data, got->len, expected->data, expected->len);
  }
}

static void
test_let_go (Fixture       *fixture,
             gconstpointer  data)
{
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);
  GByteArray *got = spice_input_double_get_scancodes (fixture->input);

  connect_with_picture (fixture);
  sprint_console_input_press_key (input, KEY_LEFTSHIFT);
  await (got->len == 1);
  sprint_console_session_disconnect (fixture->session);
  await (got->len == 2);
  g_assert_cmphex (got->data[1], ==, 0xaa);
}

static void
test_locks (Fixture       *fixture,
            gconstpointer  data)
{
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);
  GByteArray *got = spice_input_double_get_scancodes (fixture->input);

  /* The guest has Num Lock on, we Caps Lock: both are pressed once. */
  spice_input_double_set_leds (fixture->input, SPICE_KEYBOARD_MODIFIER_FLAGS_NUM_LOCK);
  sprint_console_input_set_locks (input, SPRINT_CONSOLE_LOCK_CAPS);
  connect_with_picture (fixture);
  await (got->len == 4);
  g_assert_nonnull (memchr (got->data, 0x3a, 4));
  g_assert_nonnull (memchr (got->data, 0xba, 4));
  g_assert_nonnull (memchr (got->data, 0x45, 4));
  g_assert_nonnull (memchr (got->data, 0xc5, 4));
  spice_input_double_set_leds (fixture->input, SPICE_KEYBOARD_MODIFIER_FLAGS_CAPS_LOCK);
  await (sprint_console_input_get_guest_locks (input) == SPRINT_CONSOLE_LOCK_CAPS);

  /* Ours goes out while somebody else is typed on: once it is this guest, that one follows. */
  sprint_console_input_set_locks (input, 0);
  sprint_console_input_press_key (input, KEY_A);
  await (got->len == 5);
  sprint_console_input_take_keyboard (input, 0);
  await (got->len == 7);
  g_assert_cmphex (got->data[5], ==, 0x3a);
  g_assert_cmphex (got->data[6], ==, 0xba);
}

static SpiceDoublePointerEvent *
await_pointer (Fixture *fixture,
               guint    n)
{
  GArray *got = spice_input_double_get_pointer (fixture->input);

  await (got->len >= n);
  g_assert_cmpuint (got->len, ==, n);

  return &g_array_index (got, SpiceDoublePointerEvent, n - 1);
}

static void
test_tablet (Fixture       *fixture,
             gconstpointer  data)
{
  /* The masks are those of the interface between libspice-server and QEMU. */
  static const struct { guint button, mask; } buttons[] = {
    { SPRINT_CONSOLE_BUTTON_LEFT, 0x01 },
    { SPRINT_CONSOLE_BUTTON_MIDDLE, 0x04 },
    { SPRINT_CONSOLE_BUTTON_RIGHT, 0x02 },
    { SPRINT_CONSOLE_BUTTON_SIDE, 0x40 },
    { SPRINT_CONSOLE_BUTTON_EXTRA, 0x80 },
  };
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);
  SpiceDoublePointerEvent *event;

  connect_with_picture (fixture);
  await (sprint_console_session_get_client_pointer (fixture->session));
  spice_input_double_clear (fixture->input);
  sprint_console_input_set_position (input, 0, 319, 199);
  event = await_pointer (fixture, 1);
  g_assert_cmpint (event->kind, ==, SPICE_DOUBLE_POSITION);
  g_assert_cmpint (event->x, ==, 319);
  g_assert_cmpint (event->y, ==, 199);

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++) {
    spice_input_double_clear (fixture->input);
    sprint_console_input_set_button (input, buttons[i].button, TRUE);
    event = await_pointer (fixture, 1);
    g_assert_cmpint (event->kind, ==, SPICE_DOUBLE_BUTTONS);
    g_assert_cmphex (event->buttons, ==, buttons[i].mask);
    sprint_console_input_set_button (input, buttons[i].button, FALSE);
    event = await_pointer (fixture, 2);
    g_assert_cmphex (event->buttons, ==, 0);
  }

  spice_input_double_clear (fixture->input);
  sprint_console_input_scroll (input, -1);
  await (spice_input_double_get_pointer (fixture->input)->len >= 1);
  event = &g_array_index (spice_input_double_get_pointer (fixture->input),
                          SpiceDoublePointerEvent, 0);
  g_assert_cmpint (event->kind, ==, SPICE_DOUBLE_WHEEL);
  g_assert_cmpint (event->y, ==, -1);
}

static void
test_mouse (Fixture       *fixture,
            gconstpointer  data)
{
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);
  SpiceDoublePointerEvent *event;

  connect_with_picture (fixture);
  g_assert_false (sprint_console_session_get_client_pointer (fixture->session));
  sprint_console_input_move (input, -12, 34);
  event = await_pointer (fixture, 1);
  g_assert_cmpint (event->kind, ==, SPICE_DOUBLE_MOTION);
  g_assert_cmpint (event->x, ==, -12);
  g_assert_cmpint (event->y, ==, 34);
}

static void
test_cursor (Fixture       *fixture,
             gconstpointer  data)
{
  SprintConsoleCursor *cursor = sprint_console_session_get_cursor (fixture->session);
  guint32 shape[24 * 16];
  GBytes *pixels;
  int width, height, x, y;

  for (guint i = 0; i < G_N_ELEMENTS (shape); i++)
    shape[i] = 0xff000000 | i * 0x010203;
  connect_with_picture (fixture);
  spice_screen_double_set_cursor (fixture->screen, 24, 16, 5, 7, shape);
  await (sprint_console_cursor_get_pixels (cursor) != NULL);
  pixels = sprint_console_cursor_get_pixels (cursor);
  sprint_console_cursor_get_size (cursor, &width, &height);
  sprint_console_cursor_get_hotspot (cursor, &x, &y);
  g_assert_cmpint (width, ==, 24);
  g_assert_cmpint (height, ==, 16);
  g_assert_cmpint (x, ==, 5);
  g_assert_cmpint (y, ==, 7);
  g_assert_cmpmem (g_bytes_get_data (pixels, NULL), g_bytes_get_size (pixels),
                   shape, sizeof shape);

  spice_screen_double_hide_cursor (fixture->screen);
  await (!sprint_console_cursor_get_visible (cursor));
}

static void
test_painted_cursor (Fixture       *fixture,
                     gconstpointer  data)
{
  SprintConsoleCursor *cursor = sprint_console_session_get_cursor (fixture->session);
  int x = 0, y = 0;

  connect_with_picture (fixture);
  spice_screen_double_move_cursor (fixture->screen, 50, 60);
  await ((sprint_console_cursor_get_position (cursor, &x, &y), x == 50 && y == 60));
}

static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);
  GByteArray *got = spice_input_double_get_scancodes (fixture->input);

  connect_with_picture (fixture);
  sprint_console_input_press_key (input, KEY_A);
  await (got->len == 1);
  spice_server_double_hang_up (fixture->server);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_nonnull (sprint_console_session_get_error (fixture->session));
  g_assert_cmpint (sprint_console_session_get_error (fixture->session)->domain, ==,
                   SPRINT_CONSOLE_ERROR);

  /* The last picture stays to be looked at. */
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
  g_assert_cmphex (get_pixel (fixture, 0, 0), ==, 0xff102030);

  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  g_assert_null (sprint_console_session_get_error (fixture->session));
  spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, 0x998877);
  await (get_pixel (fixture, 319, 199) == 0xff998877);
  g_assert_cmpint (fixture->first_frames, ==, 1);

  /* The key that was held before is not known to the new keyboard. */
  spice_input_double_clear (fixture->input);
  sprint_console_input_release_key (input, KEY_A);
  sprint_console_input_press_key (input, KEY_B);
  await (got->len >= 1);
  g_assert_cmphex (got->data[0], ==, 0x30);
}

static void
test_retry (Fixture       *fixture,
            gconstpointer  data)
{
  spice_server_double_set_manner (fixture->server, SPICE_DOUBLE_REFUSES);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_error (sprint_console_session_get_error (fixture->session),
                  SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_CONNECT);
  g_assert_nonnull (strstr (sprint_console_session_get_error (fixture->session)->message,
                            "Not today"));
  g_assert_false (sprint_console_session_get_has_picture (fixture->session));

  spice_server_double_set_manner (fixture->server, SPICE_DOUBLE_SERVES);
  sprint_console_session_retry (fixture->session);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_CONNECTING);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
}

static void
test_manner (Fixture           *fixture,
             SpiceDoubleManner  manner)
{
  guint opens;

  spice_server_double_set_manner (fixture->server, manner);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_nonnull (sprint_console_session_get_error (fixture->session));

  /* It tries again, and takes its time about it. */
  opens = spice_server_double_count_opens (fixture->server);
  await (spice_server_double_count_opens (fixture->server) >= opens + 2);
  g_assert_cmpuint (spice_server_double_count_opens (fixture->server), <, 8);

  spice_server_double_set_manner (fixture->server, SPICE_DOUBLE_SERVES);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  test_manner (fixture, SPICE_DOUBLE_REFUSES);
}

static void
test_hung_up (Fixture       *fixture,
              gconstpointer  data)
{
  test_manner (fixture, SPICE_DOUBLE_HANGS_UP);
}

static void
test_stalled (Fixture       *fixture,
              gconstpointer  data)
{
  test_manner (fixture, SPICE_DOUBLE_STALLS);
}

static void
test_babble (Fixture       *fixture,
             gconstpointer  data)
{
  test_manner (fixture, SPICE_DOUBLE_BABBLES);
}

static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  test_manner (fixture, SPICE_DOUBLE_IS_SILENT);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  static const SpiceDoubleManner manners[] = {
    SPICE_DOUBLE_STALLS, SPICE_DOUBLE_IS_SILENT, SPICE_DOUBLE_SERVES,
  };

  for (guint i = 0; i < G_N_ELEMENTS (manners); i++) {
    guint opens = spice_server_double_count_opens (fixture->server);

    spice_server_double_set_manner (fixture->server, manners[i]);
    sprint_console_session_connect (fixture->session, fixture->source);
    await (spice_server_double_count_opens (fixture->server) > opens);
    sprint_console_session_disconnect (fixture->session);
    g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_OFF);
    sprint_console_session_disconnect (fixture->session);
  }

  /* Told to end before anything was asked for, nothing is. */
  sprint_console_session_connect (fixture->session, fixture->source);
  sprint_console_session_disconnect (fixture->session);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_OFF);
  sprint_console_session_retry (fixture->session);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_OFF);
}

static void
test_off (Fixture       *fixture,
          gconstpointer  data)
{
  connect_with_picture (fixture);
  sprint_console_session_disconnect (fixture->session);
  sprint_console_session_disconnect (fixture->session);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_OFF);
  g_assert_false (sprint_console_session_get_has_picture (fixture->session));
  g_assert_cmpint (sprint_framebuffer_get_width (fixture->framebuffer), ==, 0);

  sprint_console_session_connect (fixture->session, fixture->source);
  await (fixture->first_frames == 2);

  /* Connected already: from the beginning. */
  sprint_console_session_connect (fixture->session, fixture->source);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_CONNECTING);
  await (fixture->first_frames == 3);
}

/* What one machine was let hear, and how loud it was, is not the next one's that is shown. */
static void
test_sound_forgotten (Fixture       *fixture,
                      gconstpointer  data)
{
  SprintConsoleSound *sound = sprint_console_session_get_sound (fixture->session);

  connect_with_picture (fixture);
  await_channels (fixture->session, fixture->server, 2);
  for (int i = 0; i < 2; i++) {
    sprint_console_sound_set_microphone (sound, TRUE);
    sprint_console_sound_set_muted (sound, TRUE);
    sprint_console_sound_set_volume (sound, 0.25);
    if (i == 0)
      sprint_console_session_connect (fixture->session, fixture->source);
    else
      sprint_console_session_disconnect (fixture->session);
    g_assert_false (sprint_console_sound_get_microphone (sound));
    g_assert_false (sprint_console_sound_get_muted (sound));
    g_assert_cmpfloat (sprint_console_sound_get_volume (sound), ==, 1);
  }
}

/* One that has stopped keeps its last picture, until it goes on or is given up. */
static void
test_rest (Fixture       *fixture,
           gconstpointer  data)
{
  sprint_console_session_rest (fixture->session);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_OFF);
  connect_with_picture (fixture);
  await_channels (fixture->session, fixture->server, 2);
  sprint_console_session_rest (fixture->session);
  sprint_console_session_rest (fixture->session);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_OFF);
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
  g_assert_cmphex (get_pixel (fixture, 0, 0), ==, 0xff102030);
  sprint_console_session_retry (fixture->session);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_OFF);

  spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, 0x998877);
  sprint_console_session_connect (fixture->session, fixture->source);
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
  g_assert_cmphex (get_pixel (fixture, 0, 0), ==, 0xff102030);
  g_assert_cmpint (fixture->first_frames, ==, 1);
  await (fixture->first_frames == 2);
  await (get_pixel (fixture, 0, 0) == 0xff998877);

  await_channels (fixture->session, fixture->server, 3);
  sprint_console_session_rest (fixture->session);
  sprint_console_session_disconnect (fixture->session);
  g_assert_false (sprint_console_session_get_has_picture (fixture->session));
  g_assert_cmpint (sprint_framebuffer_get_width (fixture->framebuffer), ==, 0);
}

static void
test_descriptors (Fixture       *fixture,
                  gconstpointer  data)
{
  guint before = 0;

  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 64, 64);
  spice_screen_double_fill (fixture->screen, 0, 0, 64, 64, 0x102030);
  for (int i = 0; i < 200; i++) {
    sprint_console_session_connect (fixture->session, fixture->source);
    await (sprint_console_session_get_has_picture (fixture->session));
    sprint_console_session_disconnect (fixture->session);
    spice_server_double_hang_up (fixture->server);

    /* What is left of the connection goes at the next idle moment. */
    if (i == 10) {
      for (int j = 0; j < 200; j++)
        g_main_context_iteration (NULL, FALSE);
      before = count_descriptors ();
    }
    /* libspice-server does not always survive a client that comes while another one goes. */
    if (i > 10)
      await (count_descriptors () <= before + 4);
  }
}

#define add(path, data, test)                                                                     \
  g_test_add ("/console-session/" path, Fixture, data, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* What the libraries have to say about peers that misbehave is not a fault of ours. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_fatal_mask ("sprint", G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);

  add ("pixels", NULL, test_pixels);
  add ("late", NULL, test_late);
  add ("high-colour", NULL, test_high_colour);
  add ("alpha", NULL, test_alpha);
  add ("resize", NULL, test_resize);
  add ("monitor", NULL, test_monitor);
  add ("keys", NULL, test_keys);
  add ("let-go", NULL, test_let_go);
  add ("locks", NULL, test_locks);
  add ("tablet", NULL, test_tablet);
  add ("mouse", "mouse", test_mouse);
  add ("cursor", NULL, test_cursor);
  add ("painted-cursor", "mouse", test_painted_cursor);
  add ("lost", NULL, test_lost);
  add ("rest", NULL, test_rest);
  add ("retry", NULL, test_retry);
  add ("refused", NULL, test_refused);
  add ("hung-up", NULL, test_hung_up);
  add ("stalled", NULL, test_stalled);
  add ("babble", NULL, test_babble);
  add ("silent", NULL, test_silent);
  add ("cancel", NULL, test_cancel);
  add ("off", NULL, test_off);
  add ("sound-forgotten", NULL, test_sound_forgotten);
  add ("descriptors", NULL, test_descriptors);

  return g_test_run ();
}
