/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-pointer.h"

#include "console-shape.h"
#include "console-touch.h"
#include "guest-pointer.h"
#include "pointer-events.h"
#include "pointer-lock.h"

struct _SprintConsolePointer
{
  GObject parent_instance;

  GtkWidget *widget;
  SprintConsoleSession *session;
  SprintConsoleMonitor *monitor;
  SprintGuestPointer guest;
  SprintConsoleShape *shape;
  SprintPointerLock *lock;
  SprintConsoleTouch *touch;
  guint asking;   /* a mask of GDK's buttons: the click that asks for the lock */
  gboolean wanted;
  gboolean enabled;
  gboolean capturing;
};

G_DEFINE_FINAL_TYPE (SprintConsolePointer, sprint_console_pointer, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_CAPTURING,
  PROP_LOCKABLE,
  PROP_LOCKED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  PRESSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_console_pointer_dispose (GObject *object)
{
  SprintConsolePointer *self = SPRINT_CONSOLE_POINTER (object);

  sprint_console_pointer_set_session (self, NULL, NULL);
  if (self->lock != NULL)
    sprint_pointer_lock_unlock (self->lock);
  g_clear_object (&self->lock);
  g_clear_object (&self->touch);
  g_clear_object (&self->shape);

  G_OBJECT_CLASS (sprint_console_pointer_parent_class)->dispose (object);
}

static void
sprint_console_pointer_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  SprintConsolePointer *self = SPRINT_CONSOLE_POINTER (object);

  switch (prop_id) {
  case PROP_CAPTURING:
    g_value_set_boolean (value, self->capturing);
    break;

  case PROP_LOCKABLE:
    g_value_set_boolean (value, sprint_console_pointer_get_lockable (self));
    break;

  case PROP_LOCKED:
    g_value_set_boolean (value, sprint_console_pointer_get_locked (self));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_console_pointer_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_CAPTURING:
    sprint_console_pointer_set_capturing (SPRINT_CONSOLE_POINTER (object), g_value_get_boolean (value));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static gboolean
is_client_pointer (SprintConsolePointer *self)
{
  return self->session != NULL && sprint_console_session_get_client_pointer (self->session);
}

/* Whether a guest is there that takes motion, and the pointer can be locked for it. */
static gboolean
wants_lock (SprintConsolePointer *self)
{
  return self->guest.session != NULL && !is_client_pointer (self) &&
         sprint_console_session_get_state (self->session) == SPRINT_CONSOLE_STATE_CONNECTED &&
         sprint_console_pointer_get_lockable (self);
}

/* When no button is down, so that whose press was seen sees its release. */
static void
lock (SprintConsolePointer *self)
{
  if (self->wanted && self->asking == 0 && self->capturing && wants_lock (self))
    sprint_pointer_lock_lock (self->lock, self->widget);
}

static void
unlock (SprintConsolePointer *self)
{
  self->asking = 0;
  self->wanted = FALSE;
  if (self->lock != NULL)
    sprint_pointer_lock_unlock (self->lock);
}

static void
motion_cb (SprintConsolePointer *self,
           double                x,
           double                y)
{
  /* Until it is locked it only passes over the guest's own, which is somewhere else. */
  if (!wants_lock (self))
    sprint_guest_pointer_point (&self->guest, x, y);
}

static void
leave_cb (SprintConsolePointer *self)
{
  if (!sprint_console_pointer_get_locked (self))
    unlock (self);
  sprint_guest_pointer_forget (&self->guest);
}

/* The click that locks the pointer is not the guest's, whose own is somewhere else. */
static void
ask (SprintConsolePointer *self,
     guint                 button,
     gboolean              down)
{
  guint mask = 1u << MIN (button, 31);

  if (down) {
    gtk_widget_grab_focus (self->widget);
    self->asking |= mask;
  } else if (self->asking & mask) {
    self->asking &= ~mask;
    self->wanted = TRUE;
    lock (self);
  }
}

static void
forward (SprintConsolePointer *self,
         GdkEvent             *event,
         guint                 translated,
         gboolean              down)
{
  graphene_point_t at;
  gboolean inside = FALSE;

  if (down)
    gtk_widget_grab_focus (self->widget);
  if (!sprint_console_pointer_get_locked (self) && sprint_pointer_event_find (self->widget, event, &at))
    inside = sprint_guest_pointer_point (&self->guest, at.x, at.y);
  if (down)
    sprint_guest_pointer_press_at (&self->guest, translated, inside);
  else
    sprint_guest_pointer_press (&self->guest, translated, FALSE);
}

/* A gesture would follow one button at a time; guests are told of each. */
static gboolean
event_cb (SprintConsolePointer *self,
          GdkEvent             *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  gboolean down = type == GDK_BUTTON_PRESS;
  guint number, translated;

  if (self->guest.session == NULL)
    return GDK_EVENT_PROPAGATE;

  if (sprint_console_touch_handle (self->touch, event))
    return GDK_EVENT_STOP;

  if (type != GDK_BUTTON_PRESS && type != GDK_BUTTON_RELEASE)
    return GDK_EVENT_PROPAGATE;

  number = gdk_button_event_get_button (event);
  translated = sprint_pointer_event_translate_button (number);
  if (translated == 0)
    return GDK_EVENT_PROPAGATE;

  if (!sprint_console_pointer_get_locked (self) && wants_lock (self))
    ask (self, number, down);
  else
    forward (self, event, translated, down);

  return GDK_EVENT_STOP;
}

static gboolean
scroll_cb (SprintConsolePointer     *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  /* A hand that swipes sideways is never quite level. */
  if (self->guest.session == NULL || ABS (dx) > ABS (dy))
    return GDK_EVENT_PROPAGATE;

  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE)
    dy /= SPRINT_SURFACE_UNITS_PER_CLICK;
  sprint_guest_pointer_scroll (&self->guest, dy);

  return GDK_EVENT_STOP;
}

static void
update_cursor (SprintConsolePointer *self)
{
  g_autoptr (GdkCursor) cursor = NULL;

  if (self->guest.session == NULL ||
      sprint_console_session_get_state (self->session) != SPRINT_CONSOLE_STATE_CONNECTED)
    cursor = NULL;
  else if (is_client_pointer (self))
    cursor = sprint_console_shape_create_cursor (self->shape, gtk_widget_get_display (self->widget),
                                                 &self->guest.geometry);
  /* The guest's own is painted, once it has one. */
  else if (sprint_console_pointer_get_locked (self) ||
           (!wants_lock (self) && sprint_console_shape_is_known (self->shape)))
    cursor = gdk_cursor_new_from_name ("none", NULL);

  gtk_widget_set_cursor (self->widget, cursor);
}

static void
shape_cb (SprintConsolePointer *self)
{
  update_cursor (self);
  if (!is_client_pointer (self))
    gtk_widget_queue_draw (self->widget);
}

static void
moved_cb (SprintConsolePointer *self)
{
  if (!is_client_pointer (self))
    gtk_widget_queue_draw (self->widget);
}

/* The monitor may come to be of another graphics card, which has a pointer of its own. */
static void
cursor_cb (SprintConsolePointer *self)
{
  sprint_console_shape_set_cursor (self->shape, self->monitor != NULL
                                                ? sprint_console_monitor_get_cursor (self->monitor) : NULL);
  update_cursor (self);
}

static void
let_go (SprintConsolePointer *self)
{
  sprint_console_touch_cancel (self->touch);
  unlock (self);
  if (self->guest.session != NULL)
    sprint_console_input_release_buttons (sprint_console_session_get_input (self->guest.session));
  sprint_guest_pointer_forget (&self->guest);
}

/* Another state or another mode. */
static void
session_cb (SprintConsolePointer *self)
{
  let_go (self);
  update_cursor (self);
  gtk_widget_queue_draw (self->widget);
}

static void
lock_motion_cb (SprintConsolePointer *self,
                double                dx,
                double                dy)
{
  sprint_guest_pointer_move (&self->guest, dx, dy);
}

static void
lock_button_cb (SprintConsolePointer *self,
                guint                 number,
                gboolean              down)
{
  guint translated = sprint_pointer_event_translate_button (number);

  if (down)
    g_signal_emit (self, signals[PRESSED], 0);
  if (translated != 0)
    sprint_guest_pointer_press (&self->guest, translated, down);
}

static void
lockable_cb (SprintConsolePointer *self)
{
  update_cursor (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKABLE]);
}

static void
locked_cb (SprintConsolePointer *self)
{
  sprint_guest_pointer_forget (&self->guest);
  if (!sprint_console_pointer_get_locked (self)) {
    self->wanted = FALSE;

    /* Its release may be somebody else's. */
    if (self->guest.session != NULL)
      sprint_console_input_release_buttons (sprint_console_session_get_input (self->guest.session));
  }
  update_cursor (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);
}

static void
sprint_console_pointer_class_init (SprintConsolePointerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_console_pointer_dispose;
  object_class->get_property = sprint_console_pointer_get_property;
  object_class->set_property = sprint_console_pointer_set_property;

  properties[PROP_CAPTURING] =
    g_param_spec_boolean ("capturing", NULL, NULL, FALSE, flags | G_PARAM_READWRITE);
  properties[PROP_LOCKABLE] =
    g_param_spec_boolean ("lockable", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  properties[PROP_LOCKED] =
    g_param_spec_boolean ("locked", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[PRESSED] =
    g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_console_pointer_init (SprintConsolePointer *self)
{
  self->enabled = TRUE;
}

static void
add_controllers (SprintConsolePointer *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *events = gtk_event_controller_legacy_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (events, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->widget, motion);
  gtk_widget_add_controller (self->widget, events);
  gtk_widget_add_controller (self->widget, scroll);
}

static void
add_lock (SprintConsolePointer *self)
{
  self->lock = sprint_pointer_lock_new (gtk_widget_get_display (self->widget));
  if (self->lock == NULL)
    return;

  g_signal_connect_object (self->lock, "notify::available", G_CALLBACK (lockable_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lock, "notify::locked", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lock, "motion", G_CALLBACK (lock_motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lock, "button", G_CALLBACK (lock_button_cb), self, G_CONNECT_SWAPPED);
}

SprintConsolePointer *
sprint_console_pointer_new (GtkWidget *widget)
{
  SprintConsolePointer *self = g_object_new (SPRINT_TYPE_CONSOLE_POINTER, NULL);

  self->widget = widget;
  self->shape = sprint_console_shape_new ();
  g_signal_connect_object (self->shape, "changed", G_CALLBACK (shape_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shape, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  self->touch = sprint_console_touch_new (widget, &self->guest);
  add_lock (self);
  add_controllers (self);

  return self;
}

void
sprint_console_pointer_set_session (SprintConsolePointer *self,
                                    SprintConsoleSession *session,
                                    SprintConsoleMonitor *monitor)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_POINTER (self));
  g_return_if_fail ((session == NULL) == (monitor == NULL));

  if (self->session == session && self->monitor == monitor)
    return;

  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  }
  let_go (self);
  g_set_object (&self->session, session);
  g_set_object (&self->monitor, monitor);
  self->guest.session = self->enabled ? session : NULL;
  self->guest.monitor = monitor != NULL ? sprint_console_monitor_get_number (monitor) : 0;
  cursor_cb (self);
  if (session == NULL)
    return;

  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (session_cb), self);
  g_signal_connect_swapped (session, "notify::client-pointer", G_CALLBACK (session_cb), self);
  g_signal_connect_swapped (monitor, "notify::cursor", G_CALLBACK (cursor_cb), self);
}

void
sprint_console_pointer_set_enabled (SprintConsolePointer *self,
                                    gboolean              enabled)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_POINTER (self));

  enabled = !!enabled;
  if (self->enabled == enabled)
    return;

  let_go (self);
  self->enabled = enabled;
  self->guest.session = enabled ? self->session : NULL;
  update_cursor (self);
}

void
sprint_console_pointer_set_capturing (SprintConsolePointer *self,
                                      gboolean              capturing)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_POINTER (self));

  capturing = !!capturing;
  if (self->capturing == capturing)
    return;

  self->capturing = capturing;
  if (capturing)
    lock (self);
  else
    unlock (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTURING]);
}

gboolean
sprint_console_pointer_get_lockable (SprintConsolePointer *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_POINTER (self), FALSE);

  return self->lock != NULL && sprint_pointer_lock_get_available (self->lock);
}

gboolean
sprint_console_pointer_get_locked (SprintConsolePointer *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_POINTER (self), FALSE);

  return self->lock != NULL && sprint_pointer_lock_get_locked (self->lock);
}

void
sprint_console_pointer_set_geometry (SprintConsolePointer        *self,
                                     const SprintPointerGeometry *geometry)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_POINTER (self));

  if (sprint_pointer_geometry_equal (&self->guest.geometry, geometry))
    return;

  self->guest.geometry = *geometry;
  update_cursor (self);
}

void
sprint_console_pointer_snapshot (SprintConsolePointer *self,
                                 GtkSnapshot          *snapshot)
{
  int x, y;

  g_return_if_fail (SPRINT_IS_CONSOLE_POINTER (self));

  if (self->monitor == NULL || is_client_pointer (self))
    return;

  sprint_console_monitor_get_origin (self->monitor, &x, &y);
  sprint_console_shape_snapshot (self->shape, snapshot, x, y, &self->guest.geometry);
}

void
sprint_console_pointer_find (SprintConsolePointer *self)
{
  graphene_point_t at;

  g_return_if_fail (SPRINT_IS_CONSOLE_POINTER (self));

  /* Relative motion knows no places. */
  if (is_client_pointer (self) && sprint_pointer_event_find_device (self->widget, &at))
    sprint_guest_pointer_point (&self->guest, at.x, at.y);
}
