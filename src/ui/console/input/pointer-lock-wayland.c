/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pointer-lock-wayland.h"

#include <gdk/wayland/gdkwayland.h>

#include "pointer-constraints-unstable-v1-client.h"
#include "relative-pointer-unstable-v1-client.h"

struct _SprintPointerLockWayland
{
  SprintPointerLock parent_instance;

  GdkDisplay *display;
  struct wl_registry *registry;
  struct zwp_pointer_constraints_v1 *constraints;
  guint constraints_name;
  struct zwp_relative_pointer_manager_v1 *manager;
  guint manager_name;
  struct zwp_locked_pointer_v1 *locked;
  struct zwp_relative_pointer_v1 *relative;
};

G_DEFINE_FINAL_TYPE (SprintPointerLockWayland, sprint_pointer_lock_wayland, SPRINT_TYPE_POINTER_LOCK)

static void
sprint_pointer_lock_wayland_unlock (SprintPointerLock *lock)
{
  SprintPointerLockWayland *self = SPRINT_POINTER_LOCK_WAYLAND (lock);

  g_clear_pointer (&self->relative, zwp_relative_pointer_v1_destroy);
  g_clear_pointer (&self->locked, zwp_locked_pointer_v1_destroy);
  sprint_pointer_lock_set_locked (lock, FALSE);
}

static void
locked_cb (void                         *data,
           struct zwp_locked_pointer_v1 *locked)
{
  sprint_pointer_lock_set_locked (data, TRUE);
}

/* Once and for all: a person who has left asks for it again by a click. */
static void
unlocked_cb (void                         *data,
             struct zwp_locked_pointer_v1 *locked)
{
  sprint_pointer_lock_wayland_unlock (data);
}

static const struct zwp_locked_pointer_v1_listener locked_listener = {
  .locked = locked_cb,
  .unlocked = unlocked_cb,
};

/* As fast as the pointer of the desktop, whatever moves it: a touchpad's own units mean nothing to a
 * guest, and a person has chosen a speed already. */
static void
relative_motion_cb (void                           *data,
                    struct zwp_relative_pointer_v1 *relative,
                    uint32_t                        time_high,
                    uint32_t                        time_low,
                    wl_fixed_t                      dx,
                    wl_fixed_t                      dy,
                    wl_fixed_t                      raw_dx,
                    wl_fixed_t                      raw_dy)
{
  if (sprint_pointer_lock_get_locked (data))
    sprint_pointer_lock_move (data, wl_fixed_to_double (dx), wl_fixed_to_double (dy));
}

static const struct zwp_relative_pointer_v1_listener relative_listener = {
  .relative_motion = relative_motion_cb,
};

static void
update_available (SprintPointerLockWayland *self)
{
  sprint_pointer_lock_set_available (SPRINT_POINTER_LOCK (self),
                                     self->constraints != NULL && self->manager != NULL);
}

static void
global_cb (void               *data,
           struct wl_registry *registry,
           uint32_t            name,
           const char         *interface,
           uint32_t            version)
{
  SprintPointerLockWayland *self = data;

  if (self->constraints == NULL && g_str_equal (interface, zwp_pointer_constraints_v1_interface.name)) {
    self->constraints = wl_registry_bind (registry, name, &zwp_pointer_constraints_v1_interface, 1);
    self->constraints_name = name;
  } else if (self->manager == NULL &&
             g_str_equal (interface, zwp_relative_pointer_manager_v1_interface.name)) {
    self->manager = wl_registry_bind (registry, name, &zwp_relative_pointer_manager_v1_interface, 1);
    self->manager_name = name;
  }

  update_available (self);
}

static void
global_remove_cb (void               *data,
                  struct wl_registry *registry,
                  uint32_t            name)
{
  SprintPointerLockWayland *self = data;

  if (self->constraints != NULL && name == self->constraints_name)
    g_clear_pointer (&self->constraints, zwp_pointer_constraints_v1_destroy);
  else if (self->manager != NULL && name == self->manager_name)
    g_clear_pointer (&self->manager, zwp_relative_pointer_manager_v1_destroy);

  update_available (self);
}

static const struct wl_registry_listener registry_listener = {
  .global = global_cb,
  .global_remove = global_remove_cb,
};

static void
sprint_pointer_lock_wayland_lock (SprintPointerLock *lock,
                                  GtkWidget         *widget)
{
  SprintPointerLockWayland *self = SPRINT_POINTER_LOCK_WAYLAND (lock);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  GdkSeat *seat = gdk_display_get_default_seat (self->display);
  GdkDevice *device = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;
  struct wl_pointer *pointer = device != NULL ? gdk_wayland_device_get_wl_pointer (device) : NULL;

  if (self->locked != NULL || surface == NULL || pointer == NULL)
    return;

  self->locked = zwp_pointer_constraints_v1_lock_pointer (self->constraints,
                                                          gdk_wayland_surface_get_wl_surface (surface),
                                                          pointer, NULL,
                                                          ZWP_POINTER_CONSTRAINTS_V1_LIFETIME_ONESHOT);
  zwp_locked_pointer_v1_add_listener (self->locked, &locked_listener, self);
  self->relative = zwp_relative_pointer_manager_v1_get_relative_pointer (self->manager, pointer);
  zwp_relative_pointer_v1_add_listener (self->relative, &relative_listener, self);
}

static void
sprint_pointer_lock_wayland_dispose (GObject *object)
{
  SprintPointerLockWayland *self = SPRINT_POINTER_LOCK_WAYLAND (object);

  sprint_pointer_lock_wayland_unlock (SPRINT_POINTER_LOCK (self));
  g_clear_pointer (&self->manager, zwp_relative_pointer_manager_v1_destroy);
  g_clear_pointer (&self->constraints, zwp_pointer_constraints_v1_destroy);
  g_clear_pointer (&self->registry, wl_registry_destroy);
  g_clear_object (&self->display);

  G_OBJECT_CLASS (sprint_pointer_lock_wayland_parent_class)->dispose (object);
}

static void
sprint_pointer_lock_wayland_class_init (SprintPointerLockWaylandClass *klass)
{
  SprintPointerLockClass *lock_class = SPRINT_POINTER_LOCK_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_pointer_lock_wayland_dispose;
  lock_class->lock = sprint_pointer_lock_wayland_lock;
  lock_class->unlock = sprint_pointer_lock_wayland_unlock;
}

static void
sprint_pointer_lock_wayland_init (SprintPointerLockWayland *self)
{
}

SprintPointerLock *
sprint_pointer_lock_wayland_new (GdkDisplay *display)
{
  SprintPointerLockWayland *self = g_object_new (SPRINT_TYPE_POINTER_LOCK_WAYLAND, NULL);

  /* On GDK's own queue, which the main loop works off: the answers come soon, and nobody waits. */
  self->display = g_object_ref (display);
  self->registry = wl_display_get_registry (gdk_wayland_display_get_wl_display (display));
  wl_registry_add_listener (self->registry, &registry_listener, self);

  return SPRINT_POINTER_LOCK (self);
}
