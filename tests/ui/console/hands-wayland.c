/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands-kinds.h"

#include <gio/gio.h>

#define MUTTER "org.gnome.Mutter.RemoteDesktop"

/* Further than any screen is wide. */
#define CORNER 20000
#define SEARCH_STEP 100

/* From Mutter's description of its interface. */
#define AXIS_VERTICAL 0
#define AXIS_HORIZONTAL 1
#define AXIS_SOURCE_FINGER 4

/* A compositor tells nobody where a window is: what the window is told leads there. */
typedef struct {
  Hands hands;
  GDBusConnection *bus;
  char *session;
  GtkEventController *motion;   /* of the window's */

  /* In the window's units: where it was told to be last, and where it was sent. */
  double x, y, to_x, to_y;
  gboolean known;
  gboolean told;
  gboolean aimed;
  gboolean waiting;
  gint64 moved_at;
  int searched;
} HandsWayland;

static void
tell (HandsWayland *self,
      const char   *method,
      GVariant     *arguments)
{
  g_dbus_connection_call (self->bus, MUTTER, self->session, MUTTER ".Session", method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
press_wayland (Hands   *hands,
               guint    code,
               gboolean down)
{
  tell ((HandsWayland *) hands, "NotifyKeyboardKeycode", g_variant_new ("(ub)", code, down));
}

static void
click_wayland (Hands   *hands,
               guint    button,
               gboolean down)
{
  HandsWayland *self = (HandsWayland *) hands;
  static const struct { guint button; int code; } codes[] = {
    { 1, BTN_LEFT }, { 2, BTN_MIDDLE }, { 3, BTN_RIGHT }, { 8, BTN_SIDE }, { 9, BTN_EXTRA },
    { 10, BTN_FORWARD }, { 11, BTN_BACK },
  };

  if (button >= 4 && button <= 7) {
    if (down)
      tell (self, "NotifyPointerAxisDiscrete",
            g_variant_new ("(ui)", button < 6 ? AXIS_VERTICAL : AXIS_HORIZONTAL, button % 2 == 0 ? -1 : 1));
    return;
  }

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (codes[i].button == button)
      tell (self, "NotifyPointerButton", g_variant_new ("(ib)", codes[i].code, down));
  }
}

static void
move_wayland (Hands *hands,
              int    dx,
              int    dy)
{
  tell ((HandsWayland *) hands, "NotifyPointerMotionRelative", g_variant_new ("(dd)", (double) dx, (double) dy));
}

static void
scroll_wayland (Hands  *hands,
                double  dx,
                double  dy)
{
  tell ((HandsWayland *) hands, "NotifyPointerAxis", g_variant_new ("(ddu)", dx, dy, AXIS_SOURCE_FINGER));
}

static void
motion_cb (HandsWayland *self,
           double        x,
           double        y)
{
  self->x = x;
  self->y = y;
  self->known = self->told = TRUE;

  /* What comes first may be of a motion before. */
  if (!self->aimed || (x == self->to_x && y == self->to_y))
    self->waiting = FALSE;
}

static void
search (HandsWayland *self,
        Fixture      *fixture)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  GdkDisplay *display = gdk_surface_get_display (surface);
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (gdk_display_get_monitors (display), 0);
  GdkRectangle area;
  int columns, rows;

  gdk_monitor_get_geometry (monitor, &area);
  columns = area.width / SEARCH_STEP;
  rows = area.height / SEARCH_STEP;

  /* From the middle on, where a window is likely. */
  self->searched = (self->searched + 1) % (columns * rows);
  move_wayland (&self->hands, -CORNER, -CORNER);
  move_wayland (&self->hands, (columns / 2 + self->searched % columns) % columns * SEARCH_STEP + SEARCH_STEP / 2,
                (rows / 2 + self->searched / columns) % rows * SEARCH_STEP + SEARCH_STEP / 2);
}

static void
point_wayland (Hands   *hands,
               Fixture *fixture,
               int      x,
               int      y)
{
  HandsWayland *self = (HandsWayland *) hands;
  int width = gtk_widget_get_width (GTK_WIDGET (fixture->window));
  int height = gtk_widget_get_height (GTK_WIDGET (fixture->window));
  double to_x = (double) x / fixture->scale, to_y = (double) y / fixture->scale;
  int aside = to_x > width / 2.0 ? -1 : 1;
  gint64 now = g_get_monotonic_time ();
  gboolean there = self->known && self->x == to_x && self->y == to_y;

  if (self->motion == NULL) {
    self->motion = gtk_event_controller_motion_new ();
    gtk_event_controller_set_propagation_phase (self->motion, GTK_PHASE_CAPTURE);
    g_signal_connect_swapped (self->motion, "enter", G_CALLBACK (motion_cb), self);
    g_signal_connect_swapped (self->motion, "motion", G_CALLBACK (motion_cb), self);
    gtk_widget_add_controller (GTK_WIDGET (fixture->window), self->motion);
  }

  if ((self->waiting || there) && now - self->moved_at < HANDS_NUDGE)
    return;

  /* Whoever is not told anything has lost it. */
  if (self->waiting && !self->told)
    self->known = FALSE;
  self->moved_at = now;
  self->told = FALSE;
  self->aimed = self->known;
  self->waiting = !self->known || (to_x >= 0 && to_y >= 0 && to_x < width && to_y < height);
  self->to_x = to_x;
  self->to_y = to_y;

  if (!self->known) {
    search (self, fixture);
    return;
  }
  if (there) {
    move_wayland (hands, aside, 0);
    move_wayland (hands, -aside, 0);
  } else {
    move_wayland (hands, to_x - self->x, to_y - self->y);
  }

  /* Outside, nobody tells. */
  if (!self->waiting) {
    self->x = to_x;
    self->y = to_y;
  }
}

static gboolean
is_at_wayland (Hands   *hands,
               Fixture *fixture,
               int      x,
               int      y)
{
  HandsWayland *self = (HandsWayland *) hands;

  /* What is told during a search may be of a motion before it. */
  return self->known && self->aimed && !self->waiting && self->x * fixture->scale == x && self->y * fixture->scale == y;
}

static void
free_wayland (Hands *hands)
{
  HandsWayland *self = (HandsWayland *) hands;
  g_autoptr (GVariant) reply = NULL;

  /* Waited for: the next hands are to be the only ones. The window has its controller to itself. */
  reply = g_dbus_connection_call_sync (self->bus, MUTTER, self->session, MUTTER ".Session", "Stop", NULL, NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_object_unref (self->bus);
  g_free (self->session);
  g_free (self);
}

static const HandsKind kind = {
  press_wayland, click_wayland, point_wayland, is_at_wayland, move_wayland, scroll_wayland,
  free_wayland
};

Hands *
hands_wayland_new (Fixture *fixture)
{
  HandsWayland *self = g_new0 (HandsWayland, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) created = NULL;
  g_autoptr (GVariant) started = NULL;

  self->hands.kind = &kind;
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  created = g_dbus_connection_call_sync (self->bus, MUTTER, "/org/gnome/Mutter/RemoteDesktop", MUTTER,
                                         "CreateSession", NULL, G_VARIANT_TYPE ("(o)"),
                                         G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (created, "(o)", &self->session);
  started = g_dbus_connection_call_sync (self->bus, MUTTER, self->session, MUTTER ".Session", "Start", NULL, NULL,
                                         G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);

  /* There are a keyboard and a pointer once they have been used. */
  press_wayland (&self->hands, KEY_LEFTSHIFT, TRUE);
  press_wayland (&self->hands, KEY_LEFTSHIFT, FALSE);
  move_wayland (&self->hands, 1, 1);

  return &self->hands;
}
