/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands.h"

#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>

#include "await.h"

#define NUDGE (100 * 1000)   /* microseconds */

void
press (Fixture *fixture,
       guint    code,
       gboolean down)
{
  XTestFakeKeyEvent (fixture->x, code + 8, down, CurrentTime);
  XFlush (fixture->x);
}

void
click (Fixture *fixture,
       guint    button,
       gboolean down)
{
  XTestFakeButtonEvent (fixture->x, button, down, CurrentTime);
  XFlush (fixture->x);
}

void
point (Fixture *fixture,
       int      x,
       int      y)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  Window root = DefaultRootWindow (fixture->x);
  Window child;
  int aside = x > gdk_surface_get_width (surface) * fixture->scale / 2 ? -1 : 1;
  int root_x, root_y, last_x, last_y, window_x, window_y;
  unsigned int state;

  XTranslateCoordinates (fixture->x, gdk_x11_surface_get_xid (surface), root, x, y, &root_x, &root_y, &child);
  XQueryPointer (fixture->x, root, &root, &child, &last_x, &last_y, &window_x, &window_y, &state);
  /* No hand is that still. On a busy computer GDK (4.18.6) keeps a motion until there is another event; but more of
   * them than it can draw frames for would keep it from all else. */
  if (root_x == last_x && root_y == last_y && g_get_monotonic_time () - fixture->moved_at < NUDGE)
    return;
  fixture->moved_at = g_get_monotonic_time ();
  if (root_x == last_x && root_y == last_y)
    XTestFakeMotionEvent (fixture->x, DefaultScreen (fixture->x), root_x + aside, root_y, CurrentTime);
  XTestFakeMotionEvent (fixture->x, DefaultScreen (fixture->x), root_x, root_y, CurrentTime);
  XFlush (fixture->x);
}

void
release_keyboard (Fixture *fixture)
{
  press (fixture, KEY_LEFTCTRL, TRUE);
  press (fixture, KEY_LEFTALT, TRUE);
  press (fixture, KEY_LEFTALT, FALSE);
  press (fixture, KEY_LEFTCTRL, FALSE);
  await (!sprint_console_get_capturing (fixture->console));
}

void
take_keyboard (Fixture *fixture)
{
  await_pointing (fixture, 10, 10, gtk_widget_get_state_flags (GTK_WIDGET (fixture->console)) &
                                   GTK_STATE_FLAG_PRELIGHT);
  click (fixture, 1, TRUE);
  click (fixture, 1, FALSE);
  await (sprint_console_get_capturing (fixture->console));
  spice_input_double_clear (fixture->input);
}

void
await_scancodes (Fixture      *fixture,
                 gsize         n,
                 const guint8 *expected)
{
  GByteArray *got = spice_input_double_get_scancodes (fixture->input);

  g_test_message ("waiting for %zu scancodes", n);
  await (got->len >= n);
  g_assert_cmpmem (got->data, got->len, expected, n);
}

gboolean
last_position_is (Fixture *fixture,
                  int      x,
                  int      y)
{
  GArray *got = spice_input_double_get_pointer (fixture->input);
  SpiceDoublePointerEvent *event;

  if (got->len == 0)
    return FALSE;

  event = &g_array_index (got, SpiceDoublePointerEvent, got->len - 1);

  return event->kind == SPICE_DOUBLE_POSITION && event->x == x && event->y == y;
}

gboolean
last_event_is (Fixture *fixture,
               int      kind,
               int      y,
               guint    buttons)
{
  GArray *got = spice_input_double_get_pointer (fixture->input);
  SpiceDoublePointerEvent *event;

  if (got->len == 0)
    return FALSE;

  event = &g_array_index (got, SpiceDoublePointerEvent, got->len - 1);

  return (int) event->kind == kind && event->buttons == buttons &&
         (kind != SPICE_DOUBLE_WHEEL || event->y == y);
}
