/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands.h"

#include <X11/extensions/Xfixes.h>
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
    { 1, 0x01 }, { 2, 0x04 }, { 3, 0x02 }, { 8, 0x40 }, { 9, 0x80 }, { 10, 0x80 }, { 11, 0x40 },
  };

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
  await (sprint_console_session_get_client_pointer (fixture->session));
  await_pointing (fixture, 10, 10,
                  last_position_is (fixture, 10 / fixture->scale, 10 / fixture->scale));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++) {
    /* XTEST's mouse has no more. */
    if (fixture->x != NULL && buttons[i].button > 10)
      continue;
    spice_input_double_clear (fixture->input);
    g_test_message ("button %u", buttons[i].button);
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

/* A mouse is told of a press as of a motion by nothing. */
static gboolean
last_buttons_are (Fixture *fixture,
                  guint    buttons)
{
  GArray *got = spice_input_double_get_pointer (fixture->input);

  return got->len > 0 && g_array_index (got, SpiceDoublePointerEvent, got->len - 1).buttons == buttons;
}

static guint
count_presses (Fixture *fixture)
{
  GArray *got = spice_input_double_get_pointer (fixture->input);
  guint n = 0;

  for (guint i = 0; i < got->len; i++) {
    SpiceDoublePointerEvent *event = &g_array_index (got, SpiceDoublePointerEvent, i);

    n += event->kind != SPICE_DOUBLE_POSITION && event->buttons != 0;
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
    g_test_message ("button %u, %u events of the pointer", buttons[i],
                    spice_input_double_get_pointer (fixture->input)->len);
    g_assert_true (sprint_console_get_capturing (fixture->console));
  }
}

/* What the X server shows for a pointer. */
static gboolean
cursor_is (Fixture *fixture,
           int      width,
           int      height,
           int      hot_x,
           int      hot_y)
{
  XFixesCursorImage *image = XFixesGetCursorImage (fixture->x);
  gboolean is = image->width == width && image->height == height && image->xhot == hot_x && image->yhot == hot_y;

  if (!is)
    g_test_message ("the pointer is %dx%d at %d,%d", image->width, image->height, image->xhot, image->yhot);
  XFree (image);

  return is;
}

/* Each of the guest's pixels is so many of the device's. */
static void
assert_cursor_pixels (Fixture       *fixture,
                      const guint32 *shape,
                      int            width,
                      int            height,
                      int            zoom)
{
  XFixesCursorImage *image = XFixesGetCursorImage (fixture->x);

  for (int y = 0; y < height * zoom; y++) {
    for (int x = 0; x < width * zoom; x++)
      g_assert_cmphex ((guint32) image->pixels[y * image->width + x], ==, shape[y / zoom * width + x / zoom]);
  }
  XFree (image);
}

static gboolean
has_cursor (Fixture *fixture)
{
  GdkCursor *cursor = gtk_widget_get_cursor (GTK_WIDGET (fixture->console));

  return cursor != NULL && gdk_cursor_get_name (cursor) == NULL;
}

static void
test_cursor (Fixture       *fixture,
             gconstpointer  data)
{
  guint32 shape[24 * 16];
  GdkCursor *cursor;

  for (guint i = 0; i < G_N_ELEMENTS (shape); i++)
    shape[i] = 0xff000000 | i * 0x010203;
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  await (sprint_console_session_get_client_pointer (fixture->session));
  spice_screen_double_set_cursor (fixture->screen, 24, 16, 5, 7, shape);
  await (has_cursor (fixture));
  if (fixture->x != NULL) {
    int zoom = fixture->scale, half = fixture->scale / 2;

    await_pointing (fixture, 50, 50, cursor_is (fixture, 24 * zoom, 16 * zoom, 5 * zoom + half, 7 * zoom + half));
    assert_cursor_pixels (fixture, shape, 24, 16, zoom);

    /* A smaller picture has a smaller pointer. */
    show (fixture, 225, 210);
    await_pointing (fixture, 50, 50, cursor_is (fixture, 18 * zoom, 12 * zoom,
                                                5.5 * 0.75 * zoom, 7.5 * 0.75 * zoom));
  }

  spice_screen_double_hide_cursor (fixture->screen);
  await ((cursor = gtk_widget_get_cursor (GTK_WIDGET (fixture->console))) != NULL &&
         g_strcmp0 (gdk_cursor_get_name (cursor), "none") == 0);
  sprint_console_session_disconnect (fixture->session);
  g_assert_null (gtk_widget_get_cursor (GTK_WIDGET (fixture->console)));
}

/* A monitor can come to be of another graphics card, and that of none: neither's pointer is followed any longer than
 * that. */
static void
test_other_card (Fixture       *fixture,
                 gconstpointer  data)
{
  SprintConsoleMonitor *monitor =
    sprint_monitor_list_get_first (sprint_console_session_get_monitors (fixture->session));
  g_autoptr (SprintConsoleCursor) first = g_object_ref (sprint_console_monitor_get_cursor (monitor));
  g_autoptr (SprintConsoleCursor) other = sprint_console_cursor_new ();
  guint moved = g_signal_lookup ("moved", SPRINT_TYPE_CONSOLE_CURSOR);
  const guint8 shape[4] = { 0xff, 0xff, 0xff, 0xff };

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  await (sprint_console_session_get_client_pointer (fixture->session));
  g_assert_false (has_cursor (fixture));
  g_assert_true (g_signal_has_handler_pending (first, moved, 0, FALSE));

  sprint_console_monitor_set_cursor (monitor, other);
  g_assert_false (g_signal_has_handler_pending (first, moved, 0, FALSE));
  sprint_console_cursor_set_shape (other, shape, 1, 1, 0, 0);
  g_assert_true (has_cursor (fixture));

  sprint_console_set_session (fixture->console, NULL);
  g_assert_false (g_signal_has_handler_pending (other, moved, 0, FALSE));
  sprint_console_cursor_move_to (first, 3, 3);
  sprint_console_cursor_move_to (other, 3, 3);
}

/* Where the guest gives no shape that a pointer can have, there is still one to be seen. */
static void
test_strange_cursors (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree guint32 *shape = g_new0 (guint32, 520 * 520);

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  await (sprint_console_session_get_client_pointer (fixture->session));
  for (guint i = 0; i < 520 * 520; i++)
    shape[i] = 0xff00ff00;
  spice_screen_double_set_cursor (fixture->screen, 512, 512, 600, 0, shape);
  await (has_cursor (fixture));
  spice_screen_double_set_cursor (fixture->screen, 520, 520, 0, 0, shape);
  await (gtk_widget_get_cursor (GTK_WIDGET (fixture->console)) == NULL);
  spice_screen_double_set_cursor (fixture->screen, 1, 1, 9, 9, shape);
  await (has_cursor (fixture));
  if (fixture->x != NULL)
    await_pointing (fixture, 50, 50, cursor_is (fixture, fixture->scale, fixture->scale,
                                                fixture->scale / 2, fixture->scale / 2));
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

/* What two fingers on a touchpad do, and what of it is the guest's. */
static void
test_scrolling (Fixture       *fixture,
                gconstpointer  data)
{
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
  await (sprint_console_session_get_client_pointer (fixture->session));
  await_pointing (fixture, 10, 10, last_position_is (fixture, 10, 10));
  spice_input_double_clear (fixture->input);
  for (int i = 0; i < 7; i++)
    scroll (fixture, 0, 10);
  scroll (fixture, 0, 20);
  await (count_wheel (fixture, 1) == 3);

  /* Sideways is nobody's, however unsteady the hand. */
  for (int i = 0; i < 9; i++)
    scroll (fixture, 40, 20);
  /* GDK adds up what comes together. */
  click (fixture, 1, TRUE);
  click (fixture, 1, FALSE);
  await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, 0));
  scroll (fixture, 0, -30);
  await (count_wheel (fixture, -1) == 1);
  g_assert_cmpuint (count_wheel (fixture, 1), ==, 3);
}

static void
sum_motion (Fixture *fixture,
            int     *x,
            int     *y)
{
  GArray *got = spice_input_double_get_pointer (fixture->input);

  *x = *y = 0;
  for (guint i = 0; i < got->len; i++) {
    SpiceDoublePointerEvent *event = &g_array_index (got, SpiceDoublePointerEvent, i);

    if (event->kind == SPICE_DOUBLE_MOTION) {
      *x += event->x;
      *y += event->y;
    }
  }
}

static gboolean
motion_is (Fixture *fixture,
           int      x,
           int      y)
{
  int got_x, got_y;

  sum_motion (fixture, &got_x, &got_y);

  return got_x == x && got_y == y;
}

static gboolean
is_inside (Fixture *fixture)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (fixture->console)) & GTK_STATE_FLAG_PRELIGHT) != 0;
}

static void
await_inside (Fixture *fixture,
              int      x,
              int      y)
{
  await_pointing (fixture, x, y, is_at (fixture, x, y) && is_inside (fixture));
}

/* Whether somebody else could have the pointer; nobody can, while it is locked. */
static gboolean
pointer_is_free (Fixture *fixture)
{
  if (fixture->x == NULL)
    return TRUE;
  if (XGrabPointer (fixture->x, DefaultRootWindow (fixture->x), False, 0, GrabModeAsync, GrabModeAsync, None, None,
                    CurrentTime) != GrabSuccess)
    return FALSE;

  XUngrabPointer (fixture->x, CurrentTime);
  XSync (fixture->x, False);

  return TRUE;
}

static void
show_mouse (Fixture *fixture)
{
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
  g_assert_false (sprint_console_session_get_client_pointer (fixture->session));
  await (sprint_console_get_pointer_lockable (fixture->console));
}

static void
lock (Fixture *fixture)
{
  GdkCursor *cursor;

  await_inside (fixture, 150 * fixture->scale, 140 * fixture->scale);
  spice_input_double_clear (fixture->input);
  click (fixture, 1, TRUE);
  click (fixture, 1, FALSE);
  await (sprint_console_get_pointer_locked (fixture->console));
  g_assert_true (sprint_console_get_capturing (fixture->console));
  cursor = gtk_widget_get_cursor (GTK_WIDGET (fixture->console));
  g_assert_cmpstr (gdk_cursor_get_name (cursor), ==, "none");
  if (fixture->x != NULL)
    g_assert_false (pointer_is_free (fixture));
}

static void
await_free (Fixture *fixture)
{
  await (!sprint_console_get_pointer_locked (fixture->console));
  await (pointer_is_free (fixture));
}

static void
count_notify_cb (int *n)
{
  ++*n;
}

static void
test_lock (Fixture       *fixture,
           gconstpointer  data)
{
  int scale, notified = 0;

  g_signal_connect_swapped (fixture->console, "notify::pointer-locked", G_CALLBACK (count_notify_cb), &notified);
  show_mouse (fixture);
  scale = fixture->scale;
  await_inside (fixture, 100, 100);
  await_inside (fixture, 90, 90);
  lock (fixture);
  g_assert_cmpint (notified, ==, 1);

  /* Neither the way there nor the click was the guest's. */
  move (fixture, 12 * scale, -7 * scale);
  await (motion_is (fixture, 12, -7));
  g_assert_cmpuint (count_presses (fixture), ==, 0);

  /* Further than the window, and than the screen, is wide. */
  for (int i = 0; i < 60; i++) {
    move (fixture, 50 * scale, 25 * scale);
    await (motion_is (fixture, 12 + 50 * (i + 1), -7 + 25 * (i + 1)));
  }

  click (fixture, 3, TRUE);
  await (last_buttons_are (fixture, 0x02));
  click (fixture, 3, FALSE);
  await (last_buttons_are (fixture, 0));
  click (fixture, 5, TRUE);
  click (fixture, 5, FALSE);
  await (count_wheel (fixture, 1) == 1);

  /* The way out leads to the desktop's pointer, which is not the guest's until the next click. */
  release_keyboard (fixture);
  await_free (fixture);
  g_assert_cmpint (notified, ==, 2);
  g_assert_null (gtk_widget_get_cursor (GTK_WIDGET (fixture->console)));
  spice_input_double_clear (fixture->input);
  await_inside (fixture, 100, 100);
  await_inside (fixture, 20, 30);
  lock (fixture);
  g_assert_true (motion_is (fixture, 0, 0));
  release_keyboard (fixture);
  await_free (fixture);
}

/* A button that is down when the lock goes does not stay down. */
static void
test_lock_held (Fixture       *fixture,
                gconstpointer  data)
{
  show_mouse (fixture);
  lock (fixture);
  click (fixture, 1, TRUE);
  await (last_buttons_are (fixture, 0x01));
  sprint_console_input_set_absolute (sprint_console_session_get_input (fixture->session), TRUE);
  await_free (fixture);
  await (last_buttons_are (fixture, 0));
  click (fixture, 1, FALSE);
}

/* Nor one that is down when the guest takes motion from now on, whose release might lock the pointer. */
static void
test_mode_held (Fixture       *fixture,
                gconstpointer  data)
{
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
  await (sprint_console_session_get_client_pointer (fixture->session));
  await_inside (fixture, 150 * fixture->scale, 140 * fixture->scale);
  click (fixture, 1, TRUE);
  await (last_event_is (fixture, SPICE_DOUBLE_BUTTONS, 0, 0x01));
  sprint_console_input_set_absolute (sprint_console_session_get_input (fixture->session), FALSE);
  await (last_buttons_are (fixture, 0));
  click (fixture, 1, FALSE);
  g_assert_false (sprint_console_get_pointer_locked (fixture->console));
}

static void
test_lock_ends (Fixture       *fixture,
                gconstpointer  data)
{
  SprintConsoleInput *input;
  GtkWidget *other;

  show_mouse (fixture);
  input = sprint_console_session_get_input (fixture->session);

  /* The guest takes places from now on, and then no longer. */
  lock (fixture);
  sprint_console_input_set_absolute (input, TRUE);
  g_assert_false (sprint_console_get_pointer_locked (fixture->console));
  await_free (fixture);
  sprint_console_input_set_absolute (input, FALSE);
  g_assert_false (sprint_console_get_pointer_locked (fixture->console));

  /* Only to be looked at. */
  lock (fixture);
  sprint_console_set_view_only (fixture->console, TRUE);
  await_free (fixture);
  click (fixture, 1, TRUE);
  click (fixture, 1, FALSE);
  sprint_console_set_view_only (fixture->console, FALSE);

  /* Out of sight. */
  gtk_widget_grab_focus (GTK_WIDGET (fixture->console));
  lock (fixture);
  gtk_widget_set_visible (GTK_WIDGET (fixture->console), FALSE);
  await_free (fixture);
  gtk_widget_set_visible (GTK_WIDGET (fixture->console), TRUE);
  focus (fixture);

  /* Another window, which on X11 learns nothing of the focus while the keyboard is grabbed. */
  if (fixture->x == NULL) {
    lock (fixture);
    other = gtk_window_new ();
    gtk_window_present (GTK_WINDOW (other));
    await (gtk_window_is_active (GTK_WINDOW (other)));
    await_free (fixture);
    gtk_window_destroy (GTK_WINDOW (other));
    await (gtk_window_is_active (fixture->window));
  }

  /* No guest. */
  lock (fixture);
  sprint_console_session_disconnect (fixture->session);
  g_assert_false (sprint_console_get_pointer_locked (fixture->console));
  await_free (fixture);
}

/* The window is closed under it: the fixture sees that nothing is left of the widget, this that the
 * pointer is free. */
static void
test_lock_closed (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWindow *window = fixture->window;

  show_mouse (fixture);
  lock (fixture);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  g_object_add_weak_pointer (G_OBJECT (fixture->console), (gpointer *) &fixture->console);
  gtk_window_destroy (window);
  await (fixture->console == NULL);
  await (pointer_is_free (fixture));
  fixture->console = SPRINT_CONSOLE (g_object_ref_sink (sprint_console_new (NULL)));
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->console));
  g_object_unref (fixture->console);
}

int
main (int   argc,
      char *argv[])
{
  init (&argc, &argv);
  add ("cursor", NULL, test_cursor);
  add ("strange-cursors", NULL, test_strange_cursors);
  add ("other-card", NULL, test_other_card);
  add ("painted-cursor", "mouse", test_painted_cursor);
  add ("position", NULL, test_position);
  add ("buttons", NULL, test_buttons);
  add ("click-beside", NULL, test_click_beside);
  add ("modified-click", NULL, test_modified_click);
  add ("lock", "mouse", test_lock);
  add ("lock-held", "mouse", test_lock_held);
  add ("mode-held", NULL, test_mode_held);
  add ("lock-ends", "mouse", test_lock_ends);
  add ("lock-closed", "mouse", test_lock_closed);
  /* XTEST has no touchpad. */
  if (!GDK_IS_X11_DISPLAY (gdk_display_get_default ()))
    add ("scrolling", NULL, test_scrolling);

  return g_test_run ();
}
