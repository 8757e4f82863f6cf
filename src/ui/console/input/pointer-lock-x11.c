/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pointer-lock-x11.h"

#include <X11/extensions/XInput2.h>
#include <gdk/x11/gdkx.h>

/* What X11 makes of a wheel, which GDK turns into scrolling. */
#define FIRST_WHEEL_BUTTON 4
#define LAST_WHEEL_BUTTON 7

typedef struct {
  double x, y;
} Place;

struct _SprintPointerLockX11
{
  SprintPointerLock parent_instance;

  GdkDisplay *display;
  int opcode;
  int device;
  Window window;
  gulong xevent_id;

  /* Of the root window. */
  Place entry, middle, last;
  double leeway;
  int scale;
  gulong warp_serial;
  gboolean has_last;
};

G_DEFINE_FINAL_TYPE (SprintPointerLockX11, sprint_pointer_lock_x11, SPRINT_TYPE_POINTER_LOCK)

static void
warp (SprintPointerLockX11 *self,
      const Place          *place)
{
  Display *xdisplay = gdk_x11_display_get_xdisplay (self->display);

  self->warp_serial = NextRequest (xdisplay);
  XIWarpPointer (xdisplay, self->device, None, DefaultRootWindow (xdisplay), 0, 0, 0, 0,
                 place->x, place->y);
  XFlush (xdisplay);
}

static void
moved (SprintPointerLockX11 *self,
       gulong                serial,
       double                x,
       double                y)
{
  Place last = self->last;
  gboolean known = self->has_last;

  self->last = (Place) { x, y };
  self->has_last = TRUE;

  /* The server numbers what it tells by the request that it did before: the first after ours is where
   * it has put the pointer, even if that is not where it was to go. */
  if (self->warp_serial != 0) {
    if ((glong) (serial - self->warp_serial) >= 0) {
      self->warp_serial = 0;
      known = FALSE;
    }
  } else if (ABS (x - self->middle.x) > self->leeway || ABS (y - self->middle.y) > self->leeway) {
    warp (self, &self->middle);
  }

  if (known && (x != last.x || y != last.y))
    sprint_pointer_lock_move (SPRINT_POINTER_LOCK (self), (x - last.x) / self->scale,
                              (y - last.y) / self->scale);
}

static gboolean
has_wheel (const XIDeviceEvent *event)
{
  for (int i = 2; i < event->valuators.mask_len * 8; i++) {
    if (XIMaskIsSet (event->valuators.mask, i))
      return TRUE;
  }

  return FALSE;
}

static gboolean
crosses_mine (SprintPointerLockX11 *self,
                  const XIEnterEvent   *event)
{
  return event->event == self->window && event->deviceid == self->device && event->mode == XINotifyNormal;
}

static gboolean
is_mine (SprintPointerLockX11 *self,
         const XIDeviceEvent  *event)
{
  return event->event == self->window && event->deviceid == self->device;
}

/* Before GDK: a hand may be quicker than the way back to the middle, and what it then does is not for
 * whichever widget or window is there. */
static gboolean
xevent_cb (SprintPointerLockX11 *self,
           const XEvent         *xevent)
{
  const XGenericEventCookie *cookie = &xevent->xcookie;
  const XIDeviceEvent *event = cookie->data;

  if (xevent->type != GenericEvent || cookie->extension != self->opcode || event == NULL)
    return FALSE;

  switch (cookie->evtype) {
  case XI_Enter:
  case XI_Leave:
    return crosses_mine (self, cookie->data);

  case XI_Motion:
    if (!is_mine (self, event))
      return FALSE;
    moved (self, xevent->xany.serial, event->root_x, event->root_y);
    return !has_wheel (event);

  case XI_ButtonPress:
  case XI_ButtonRelease:
    if (!is_mine (self, event) ||
        (event->detail >= FIRST_WHEEL_BUTTON && event->detail <= LAST_WHEEL_BUTTON))
      return FALSE;
    sprint_pointer_lock_press (SPRINT_POINTER_LOCK (self), event->detail,
                               cookie->evtype == XI_ButtonPress);
    return TRUE;

  default:
    return FALSE;
  }
}

/* The widget's middle, as far as it is on the screen. */
static gboolean
find_middle (SprintPointerLockX11 *self,
             GtkWidget            *widget)
{
  Display *xdisplay = gdk_x11_display_get_xdisplay (self->display);
  Screen *screen = DefaultScreenOfDisplay (xdisplay);
  GtkNative *native = gtk_widget_get_native (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  graphene_point_t at;
  double x, y;
  Window child;
  int root_x, root_y;

  gtk_native_get_surface_transform (native, &x, &y);
  if (!gtk_widget_compute_point (widget, GTK_WIDGET (native),
                                 &GRAPHENE_POINT_INIT (width / 2.0, height / 2.0), &at) ||
      !XTranslateCoordinates (xdisplay, self->window, RootWindowOfScreen (screen),
                              (x + at.x) * self->scale, (y + at.y) * self->scale,
                              &root_x, &root_y, &child))
    return FALSE;

  self->middle.x = CLAMP (root_x, 0, WidthOfScreen (screen) - 1);
  self->middle.y = CLAMP (root_y, 0, HeightOfScreen (screen) - 1);
  self->leeway = MIN (width, height) * self->scale / 4.0;

  return TRUE;
}

static gboolean
find_entry (SprintPointerLockX11 *self)
{
  Display *xdisplay = gdk_x11_display_get_xdisplay (self->display);
  Window root, child;
  double x, y;
  XIButtonState buttons;
  XIModifierState modifiers;
  XIGroupState group;

  if (!XIQueryPointer (xdisplay, self->device, self->window, &root, &child, &self->entry.x,
                       &self->entry.y, &x, &y, &buttons, &modifiers, &group))
    return FALSE;

  XFree (buttons.mask);

  return TRUE;
}

static gboolean
grab (SprintPointerLockX11 *self)
{
  Display *xdisplay = gdk_x11_display_get_xdisplay (self->display);
  guint8 bits[XIMaskLen (XI_LASTEVENT)] = { 0 };
  XIEventMask mask = { .deviceid = self->device, .mask_len = sizeof bits, .mask = bits };

  XISetMask (bits, XI_Motion);
  XISetMask (bits, XI_ButtonPress);
  XISetMask (bits, XI_ButtonRelease);
  XISetMask (bits, XI_Enter);
  XISetMask (bits, XI_Leave);

  return XIGrabDevice (xdisplay, self->device, self->window, CurrentTime, None, XIGrabModeAsync,
                       XIGrabModeAsync, False, &mask) == XIGrabSuccess;
}

static void
sprint_pointer_lock_x11_lock (SprintPointerLock *lock,
                              GtkWidget         *widget)
{
  SprintPointerLockX11 *self = SPRINT_POINTER_LOCK_X11 (lock);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  GdkSeat *seat = gdk_display_get_default_seat (self->display);
  GdkDevice *pointer = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;
  gboolean found;

  if (surface == NULL || pointer == NULL || gdk_display_device_is_grabbed (self->display, pointer))
    return;

  self->window = gdk_x11_surface_get_xid (surface);
  self->device = gdk_x11_device_get_id (pointer);
  self->scale = gdk_surface_get_scale_factor (surface);
  self->has_last = FALSE;

  /* The window may be gone already as the server sees it. */
  gdk_x11_display_error_trap_push (self->display);
  found = find_middle (self, widget) && find_entry (self) && grab (self);
  if (gdk_x11_display_error_trap_pop (self->display) != 0 || !found)
    return;

  self->xevent_id = g_signal_connect_swapped (self->display, "xevent", G_CALLBACK (xevent_cb), self);
  warp (self, &self->middle);
  sprint_pointer_lock_set_locked (lock, TRUE);
}

static void
sprint_pointer_lock_x11_unlock (SprintPointerLock *lock)
{
  SprintPointerLockX11 *self = SPRINT_POINTER_LOCK_X11 (lock);
  Display *xdisplay;
  GdkSeat *seat;

  if (self->xevent_id == 0)
    return;

  g_clear_signal_handler (&self->xevent_id, self->display);
  if (!gdk_display_is_closed (self->display)) {
    xdisplay = gdk_x11_display_get_xdisplay (self->display);
    seat = gdk_display_get_default_seat (self->display);
    warp (self, &self->entry);

    /* GDK may have made a grab of its own of this one, for a menu. */
    if (!gdk_display_device_is_grabbed (self->display, gdk_seat_get_pointer (seat)))
      XIUngrabDevice (xdisplay, self->device, CurrentTime);
    XFlush (xdisplay);
  }
  sprint_pointer_lock_set_locked (lock, FALSE);
}

static void
sprint_pointer_lock_x11_dispose (GObject *object)
{
  SprintPointerLockX11 *self = SPRINT_POINTER_LOCK_X11 (object);

  if (self->display != NULL)
    sprint_pointer_lock_x11_unlock (SPRINT_POINTER_LOCK (self));
  g_clear_object (&self->display);

  G_OBJECT_CLASS (sprint_pointer_lock_x11_parent_class)->dispose (object);
}

static void
sprint_pointer_lock_x11_class_init (SprintPointerLockX11Class *klass)
{
  SprintPointerLockClass *lock_class = SPRINT_POINTER_LOCK_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_pointer_lock_x11_dispose;
  lock_class->lock = sprint_pointer_lock_x11_lock;
  lock_class->unlock = sprint_pointer_lock_x11_unlock;
}

static void
sprint_pointer_lock_x11_init (SprintPointerLockX11 *self)
{
}

SprintPointerLock *
sprint_pointer_lock_x11_new (GdkDisplay *display)
{
  SprintPointerLockX11 *self = g_object_new (SPRINT_TYPE_POINTER_LOCK_X11, NULL);
  int event, error;

  self->display = g_object_ref (display);
  sprint_pointer_lock_set_available (SPRINT_POINTER_LOCK (self),
                                     XQueryExtension (gdk_x11_display_get_xdisplay (display),
                                                      "XInputExtension", &self->opcode,
                                                      &event, &error));

  return SPRINT_POINTER_LOCK (self);
}
