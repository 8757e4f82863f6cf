/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands-kinds.h"

#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>

typedef struct {
  Hands hands;
  Display *x;
  gint64 moved_at;
} HandsX11;

static void
press_x11 (Hands   *hands,
           guint    code,
           gboolean down)
{
  HandsX11 *self = (HandsX11 *) hands;

  XTestFakeKeyEvent (self->x, code + 8, down, CurrentTime);
  XFlush (self->x);
}

static void
click_x11 (Hands   *hands,
           guint    button,
           gboolean down)
{
  HandsX11 *self = (HandsX11 *) hands;

  XTestFakeButtonEvent (self->x, button, down, CurrentTime);
  XFlush (self->x);
}

static void
point_x11 (Hands   *hands,
           Fixture *fixture,
           int      x,
           int      y)
{
  HandsX11 *self = (HandsX11 *) hands;
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  Window root = DefaultRootWindow (self->x);
  Window child;
  int aside = x > gdk_surface_get_width (surface) * fixture->scale / 2 ? -1 : 1;
  int root_x, root_y, last_x, last_y, window_x, window_y;
  unsigned int state;

  XTranslateCoordinates (self->x, gdk_x11_surface_get_xid (surface), root, x, y, &root_x, &root_y, &child);
  XQueryPointer (self->x, root, &root, &child, &last_x, &last_y, &window_x, &window_y, &state);
  /* No hand is that still. On a busy computer GDK (4.18.6) keeps a motion until there is another event; but more of
   * them than it can draw frames for would keep it from all else. */
  if (root_x == last_x && root_y == last_y && g_get_monotonic_time () - self->moved_at < HANDS_NUDGE)
    return;
  self->moved_at = g_get_monotonic_time ();
  if (root_x == last_x && root_y == last_y)
    XTestFakeMotionEvent (self->x, DefaultScreen (self->x), root_x + aside, root_y, CurrentTime);
  XTestFakeMotionEvent (self->x, DefaultScreen (self->x), root_x, root_y, CurrentTime);
  XFlush (self->x);
}

static gboolean
is_at_x11 (Hands   *hands,
           Fixture *fixture,
           int      x,
           int      y)
{
  HandsX11 *self = (HandsX11 *) hands;
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  Window root, child;
  int root_x, root_y, window_x, window_y;
  unsigned int state;

  XQueryPointer (self->x, gdk_x11_surface_get_xid (surface), &root, &child, &root_x, &root_y, &window_x, &window_y,
                 &state);

  return window_x == x && window_y == y;
}

static void
move_x11 (Hands *hands,
          int    dx,
          int    dy)
{
  HandsX11 *self = (HandsX11 *) hands;

  XTestFakeRelativeMotionEvent (self->x, dx, dy, CurrentTime);
  XFlush (self->x);
}

/* XTEST's wheel has clicks. */
static void
scroll_x11 (Hands  *hands,
            double  dx,
            double  dy)
{
  g_assert_not_reached ();
}

static void
free_x11 (Hands *hands)
{
  g_free (hands);
}

static const HandsKind kind = { press_x11, click_x11, point_x11, is_at_x11, move_x11, scroll_x11, free_x11 };

Hands *
hands_x11_new (Fixture *fixture)
{
  HandsX11 *self = g_new0 (HandsX11, 1);

  self->hands.kind = &kind;
  self->x = fixture->x;

  return &self->hands;
}
