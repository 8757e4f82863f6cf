/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands-kinds.h"

#include <gdk/x11/gdkx.h>

#include "await.h"

Hands *
hands_new (Fixture *fixture)
{
  if (GDK_IS_X11_DISPLAY (gdk_display_get_default ()))
    return hands_x11_new (fixture);

  return hands_wayland_new (fixture);
}

void
hands_free (Hands *hands)
{
  hands->kind->free (hands);
}

void
press (Fixture *fixture,
       guint    code,
       gboolean down)
{
  fixture->hands->kind->press (fixture->hands, code, down);
}

void
click (Fixture *fixture,
       guint    button,
       gboolean down)
{
  fixture->hands->kind->click (fixture->hands, button, down);
}

void
point (Fixture *fixture,
       int      x,
       int      y)
{
  fixture->hands->kind->point (fixture->hands, fixture, x, y);
}

gboolean
is_at (Fixture *fixture,
       int      x,
       int      y)
{
  return fixture->hands->kind->is_at (fixture->hands, fixture, x, y);
}

void
move (Fixture *fixture,
      int      dx,
      int      dy)
{
  fixture->hands->kind->move (fixture->hands, dx, dy);
}

void
scroll (Fixture *fixture,
        double   dx,
        double   dy)
{
  fixture->hands->kind->scroll (fixture->hands, dx, dy);
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

/* As soon as the pointer is there; again when nothing came of it, since on a busy computer a motion from before may
 * have taken the pointer away again. */
static void
click_into (Fixture *fixture,
            gint64  *clicked_at)
{
  gint64 now = g_get_monotonic_time ();

  point (fixture, 10, 10);
  if (now - *clicked_at < G_USEC_PER_SEC || !is_at (fixture, 10, 10) ||
      (gtk_widget_get_state_flags (GTK_WIDGET (fixture->console)) & GTK_STATE_FLAG_PRELIGHT) == 0)
    return;

  *clicked_at = now;
  click (fixture, 1, TRUE);
  click (fixture, 1, FALSE);
}

void
take_keyboard (Fixture *fixture)
{
  gint64 clicked_at = 0;

  await ((click_into (fixture, &clicked_at), sprint_console_get_capturing (fixture->console)));
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
