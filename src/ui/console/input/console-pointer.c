/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-pointer.h"

#include <math.h>

/* How far a touchpad's fingers move for one click of a wheel, in units of the surface. */
#define SURFACE_UNITS_PER_CLICK 30.0

struct _SprintConsolePointer
{
  GObject parent_instance;

  GtkWidget *widget;
  SprintConsoleSession *session;
  SprintPointerGeometry geometry;
  GdkTexture *shape;
  double wheel;
  int last_x, last_y;
  GdkEventSequence *touch;
  gboolean has_last;
  gboolean enabled;
};

G_DEFINE_FINAL_TYPE (SprintConsolePointer, sprint_console_pointer, G_TYPE_OBJECT)

static void
sprint_console_pointer_dispose (GObject *object)
{
  SprintConsolePointer *self = SPRINT_CONSOLE_POINTER (object);

  sprint_console_pointer_set_session (self, NULL);
  g_clear_object (&self->shape);

  G_OBJECT_CLASS (sprint_console_pointer_parent_class)->dispose (object);
}

static SprintConsoleInput *
get_input (SprintConsolePointer *self)
{
  if (self->session == NULL || !self->enabled)
    return NULL;

  return sprint_console_session_get_input (self->session);
}

/* Whether that place is on the guest's picture. */
static gboolean
point (SprintConsolePointer *self,
       double                x,
       double                y)
{
  SprintConsoleInput *input = get_input (self);
  gboolean inside;
  int guest_x, guest_y;

  if (input == NULL || self->geometry.guest_width == 0)
    return FALSE;

  inside = sprint_pointer_geometry_to_guest (&self->geometry, x, y, &guest_x, &guest_y);
  if (sprint_console_session_get_client_pointer (self->session)) {
    if (!self->has_last || guest_x != self->last_x || guest_y != self->last_y)
      sprint_console_input_set_position (input, guest_x, guest_y);
  } else if (self->has_last) {
    sprint_console_input_move (input, guest_x - self->last_x, guest_y - self->last_y);
  }

  self->last_x = guest_x;
  self->last_y = guest_y;
  self->has_last = TRUE;

  return inside;
}

static void
motion_cb (SprintConsolePointer *self,
           double                x,
           double                y)
{
  point (self, x, y);
}

static void
leave_cb (SprintConsolePointer *self)
{
  self->has_last = FALSE;
  self->wheel = 0;
}

static guint
translate_button (guint button)
{
  switch (button) {
  case GDK_BUTTON_PRIMARY:
    return SPRINT_CONSOLE_BUTTON_LEFT;

  case GDK_BUTTON_MIDDLE:
    return SPRINT_CONSOLE_BUTTON_MIDDLE;

  case GDK_BUTTON_SECONDARY:
    return SPRINT_CONSOLE_BUTTON_RIGHT;

  /* 4 to 7 are scrolling in X11, and Wayland's numbers follow. */
  case 8:
    return SPRINT_CONSOLE_BUTTON_SIDE;

  case 9:
    return SPRINT_CONSOLE_BUTTON_EXTRA;

  default:
    return 0;
  }
}

static gboolean
point_at_event (SprintConsolePointer *self,
                GdkEvent             *event)
{
  GtkNative *native = gtk_widget_get_native (self->widget);
  double x, y, surface_x, surface_y;
  graphene_point_t at;

  if (native == NULL || !gdk_event_get_position (event, &x, &y))
    return FALSE;

  gtk_native_get_surface_transform (native, &surface_x, &surface_y);
  return gtk_widget_compute_point (GTK_WIDGET (native), self->widget,
                                   &GRAPHENE_POINT_INIT (x - surface_x, y - surface_y), &at) &&
         point (self, at.x, at.y);
}

static void
press_at_event (SprintConsolePointer *self,
                GdkEvent             *event,
                guint                 button)
{
  gboolean inside;

  gtk_widget_grab_focus (self->widget);
  inside = point_at_event (self, event);

  /* What is beside the picture is no place of the guest's; relative motion knows no places. */
  if (inside || !sprint_console_session_get_client_pointer (self->session))
    sprint_console_input_set_button (get_input (self), button, TRUE);
}

/* The first finger is the pointer and its left button. */
static gboolean
touch (SprintConsolePointer *self,
       GdkEvent             *event)
{
  GdkEventSequence *sequence = gdk_event_get_event_sequence (event);
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_TOUCH_BEGIN && self->touch == NULL) {
    self->touch = sequence;
    self->has_last = FALSE;
    press_at_event (self, event, SPRINT_CONSOLE_BUTTON_LEFT);
  } else if (sequence == self->touch && type == GDK_TOUCH_UPDATE) {
    point_at_event (self, event);
  } else if (sequence == self->touch && type != GDK_TOUCH_BEGIN) {
    self->touch = NULL;
    self->has_last = FALSE;
    sprint_console_input_set_button (get_input (self), SPRINT_CONSOLE_BUTTON_LEFT, FALSE);
  }

  return GDK_EVENT_STOP;
}

/* A gesture would follow one button at a time; guests are told of each. */
static gboolean
event_cb (SprintConsolePointer *self,
          GdkEvent             *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  SprintConsoleInput *input = get_input (self);
  guint button;

  if (input == NULL)
    return GDK_EVENT_PROPAGATE;

  if (type == GDK_TOUCH_BEGIN || type == GDK_TOUCH_UPDATE || type == GDK_TOUCH_END ||
      type == GDK_TOUCH_CANCEL)
    return touch (self, event);

  if (type != GDK_BUTTON_PRESS && type != GDK_BUTTON_RELEASE)
    return GDK_EVENT_PROPAGATE;

  button = translate_button (gdk_button_event_get_button (event));
  if (button == 0)
    return GDK_EVENT_PROPAGATE;

  if (type == GDK_BUTTON_PRESS) {
    press_at_event (self, event, button);
  } else {
    point_at_event (self, event);
    sprint_console_input_set_button (input, button, FALSE);
  }

  return GDK_EVENT_STOP;
}

static gboolean
scroll_cb (SprintConsolePointer     *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  SprintConsoleInput *input = get_input (self);
  int clicks;

  if (input == NULL)
    return GDK_EVENT_PROPAGATE;

  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE)
    dy /= SURFACE_UNITS_PER_CLICK;

  /* What is left of the way down does not count for the way up. */
  if (dy * self->wheel < 0)
    self->wheel = 0;
  self->wheel += dy;
  clicks = trunc (self->wheel);
  self->wheel -= clicks;
  sprint_console_input_scroll (input, clicks);

  return GDK_EVENT_STOP;
}

static void
update_shape (SprintConsolePointer *self)
{
  SprintConsoleCursor *cursor = sprint_console_session_get_cursor (self->session);
  GBytes *pixels = sprint_console_cursor_get_pixels (cursor);
  int width, height;

  g_clear_object (&self->shape);
  if (pixels == NULL)
    return;

  sprint_console_cursor_get_size (cursor, &width, &height);
  self->shape = gdk_memory_texture_new (width, height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED,
                                        pixels, width * 4);
}

static void
update_cursor (SprintConsolePointer *self)
{
  g_autoptr (GdkCursor) cursor = NULL;
  SprintConsoleCursor *guest;
  int hot_x, hot_y;

  if (self->session == NULL || !self->enabled ||
      sprint_console_session_get_state (self->session) != SPRINT_CONSOLE_STATE_CONNECTED) {
    gtk_widget_set_cursor (self->widget, NULL);
    return;
  }

  guest = sprint_console_session_get_cursor (self->session);
  if (!sprint_console_session_get_client_pointer (self->session)) {
    /* The guest's own is painted, once it has one. */
    if (self->shape != NULL)
      cursor = gdk_cursor_new_from_name ("none", NULL);
  } else if (!sprint_console_cursor_get_visible (guest)) {
    cursor = gdk_cursor_new_from_name ("none", NULL);
  } else if (self->shape != NULL) {
    g_autoptr (GdkCursor) fallback = gdk_cursor_new_from_name ("default", NULL);

    sprint_console_cursor_get_hotspot (guest, &hot_x, &hot_y);
    cursor = gdk_cursor_new_from_texture (self->shape, hot_x, hot_y, fallback);
  }

  gtk_widget_set_cursor (self->widget, cursor);
}

static void
shape_cb (SprintConsolePointer *self)
{
  update_shape (self);
  update_cursor (self);
  if (!sprint_console_session_get_client_pointer (self->session))
    gtk_widget_queue_draw (self->widget);
}

static void
moved_cb (SprintConsolePointer *self)
{
  if (!sprint_console_session_get_client_pointer (self->session))
    gtk_widget_queue_draw (self->widget);
}

static void
session_cb (SprintConsolePointer *self)
{
  self->has_last = FALSE;
  update_cursor (self);
  gtk_widget_queue_draw (self->widget);
}

static void
sprint_console_pointer_class_init (SprintConsolePointerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_console_pointer_dispose;
}

static void
sprint_console_pointer_init (SprintConsolePointer *self)
{
  self->enabled = TRUE;
}

SprintConsolePointer *
sprint_console_pointer_new (GtkWidget *widget)
{
  SprintConsolePointer *self = g_object_new (SPRINT_TYPE_CONSOLE_POINTER, NULL);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *buttons = gtk_event_controller_legacy_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->widget = widget;
  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buttons, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, buttons);
  gtk_widget_add_controller (widget, scroll);

  return self;
}

void
sprint_console_pointer_set_session (SprintConsolePointer *self,
                                    SprintConsoleSession *session)
{
  SprintConsoleCursor *cursor;

  g_return_if_fail (SPRINT_IS_CONSOLE_POINTER (self));

  if (self->session == session)
    return;

  if (self->session != NULL) {
    cursor = sprint_console_session_get_cursor (self->session);
    g_signal_handlers_disconnect_by_data (self->session, self);
    g_signal_handlers_disconnect_by_data (cursor, self);
  }
  g_clear_object (&self->shape);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;

  cursor = sprint_console_session_get_cursor (session);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (session_cb), self);
  g_signal_connect_swapped (session, "notify::client-pointer", G_CALLBACK (session_cb), self);
  g_signal_connect_swapped (cursor, "changed", G_CALLBACK (shape_cb), self);
  g_signal_connect_swapped (cursor, "moved", G_CALLBACK (moved_cb), self);
  shape_cb (self);
}

void
sprint_console_pointer_set_enabled (SprintConsolePointer *self,
                                    gboolean              enabled)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_POINTER (self));

  self->enabled = enabled;
  self->has_last = FALSE;
  self->touch = NULL;
  update_cursor (self);
}

void
sprint_console_pointer_set_geometry (SprintConsolePointer        *self,
                                     const SprintPointerGeometry *geometry)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_POINTER (self));

  if (sprint_pointer_geometry_equal (&self->geometry, geometry))
    return;

  self->geometry = *geometry;
  self->has_last = FALSE;
}

void
sprint_console_pointer_snapshot (SprintConsolePointer *self,
                                 GtkSnapshot          *snapshot)
{
  const SprintPointerGeometry *geometry = &self->geometry;
  SprintConsoleCursor *cursor;
  double zoom_x, zoom_y;
  int x, y, hot_x, hot_y, width, height;

  g_return_if_fail (SPRINT_IS_CONSOLE_POINTER (self));

  if (self->session == NULL || self->shape == NULL || geometry->guest_width == 0 ||
      sprint_console_session_get_client_pointer (self->session))
    return;

  cursor = sprint_console_session_get_cursor (self->session);
  if (!sprint_console_cursor_get_visible (cursor))
    return;

  sprint_console_cursor_get_position (cursor, &x, &y);
  sprint_console_cursor_get_hotspot (cursor, &hot_x, &hot_y);
  sprint_console_cursor_get_size (cursor, &width, &height);
  zoom_x = geometry->width / geometry->scale / geometry->guest_width;
  zoom_y = geometry->height / geometry->scale / geometry->guest_height;
  gtk_snapshot_append_scaled_texture (snapshot, self->shape,
                                      sprint_pointer_geometry_get_multiple (geometry) > 0
                                      ? GSK_SCALING_FILTER_NEAREST : GSK_SCALING_FILTER_LINEAR,
                                      &GRAPHENE_RECT_INIT (geometry->x / geometry->scale +
                                                           (x - hot_x) * zoom_x,
                                                           geometry->y / geometry->scale +
                                                           (y - hot_y) * zoom_y,
                                                           width * zoom_x, height * zoom_y));
}

void
sprint_console_pointer_find (SprintConsolePointer *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (self->widget));
  GdkDevice *device = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;
  GtkNative *native = gtk_widget_get_native (self->widget);
  double x, y, surface_x, surface_y;
  graphene_point_t at;

  g_return_if_fail (SPRINT_IS_CONSOLE_POINTER (self));

  /* Relative motion knows no places. */
  if (device == NULL || native == NULL || self->session == NULL ||
      !sprint_console_session_get_client_pointer (self->session) ||
      !gdk_surface_get_device_position (gtk_native_get_surface (native), device, &x, &y, NULL))
    return;

  gtk_native_get_surface_transform (native, &surface_x, &surface_y);
  if (gtk_widget_compute_point (GTK_WIDGET (native), self->widget,
                                &GRAPHENE_POINT_INIT (x - surface_x, y - surface_y), &at))
    point (self, at.x, at.y);
}
