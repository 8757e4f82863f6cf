/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pointer-lock.h"

#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>

#include "pointer-lock-x11.h"
#endif
#ifdef GDK_WINDOWING_WAYLAND
#include <gdk/wayland/gdkwayland.h>

#include "pointer-lock-wayland.h"
#endif

typedef struct {
  gboolean available;
  gboolean locked;
} SprintPointerLockPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SprintPointerLock, sprint_pointer_lock, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_AVAILABLE,
  PROP_LOCKED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  MOTION,
  BUTTON,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_pointer_lock_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SprintPointerLock *self = SPRINT_POINTER_LOCK (object);

  switch (prop_id) {
  case PROP_AVAILABLE:
    g_value_set_boolean (value, sprint_pointer_lock_get_available (self));
    break;

  case PROP_LOCKED:
    g_value_set_boolean (value, sprint_pointer_lock_get_locked (self));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_pointer_lock_class_init (SprintPointerLockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sprint_pointer_lock_get_property;

  properties[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE, flags);
  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MOTION] =
    g_signal_new ("motion", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[BUTTON] =
    g_signal_new ("button", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
}

static void
sprint_pointer_lock_init (SprintPointerLock *self)
{
}

SprintPointerLock *
sprint_pointer_lock_new (GdkDisplay *display)
{
#ifdef GDK_WINDOWING_X11
  if (GDK_IS_X11_DISPLAY (display))
    return sprint_pointer_lock_x11_new (display);
#endif
#ifdef GDK_WINDOWING_WAYLAND
  if (GDK_IS_WAYLAND_DISPLAY (display))
    return sprint_pointer_lock_wayland_new (display);
#endif

  return NULL;
}

void
sprint_pointer_lock_lock (SprintPointerLock *self,
                          GtkWidget         *widget)
{
  g_return_if_fail (SPRINT_IS_POINTER_LOCK (self));

  if (sprint_pointer_lock_get_available (self) && !sprint_pointer_lock_get_locked (self))
    SPRINT_POINTER_LOCK_GET_CLASS (self)->lock (self, widget);
}

void
sprint_pointer_lock_unlock (SprintPointerLock *self)
{
  g_return_if_fail (SPRINT_IS_POINTER_LOCK (self));

  SPRINT_POINTER_LOCK_GET_CLASS (self)->unlock (self);
}

gboolean
sprint_pointer_lock_get_available (SprintPointerLock *self)
{
  SprintPointerLockPrivate *priv = sprint_pointer_lock_get_instance_private (self);

  return priv->available;
}

gboolean
sprint_pointer_lock_get_locked (SprintPointerLock *self)
{
  SprintPointerLockPrivate *priv = sprint_pointer_lock_get_instance_private (self);

  return priv->locked;
}

void
sprint_pointer_lock_set_available (SprintPointerLock *self,
                                   gboolean           available)
{
  SprintPointerLockPrivate *priv = sprint_pointer_lock_get_instance_private (self);

  available = !!available;
  if (priv->available == available)
    return;

  priv->available = available;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVAILABLE]);
}

void
sprint_pointer_lock_set_locked (SprintPointerLock *self,
                                gboolean           locked)
{
  SprintPointerLockPrivate *priv = sprint_pointer_lock_get_instance_private (self);

  locked = !!locked;
  if (priv->locked == locked)
    return;

  priv->locked = locked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);
}

void
sprint_pointer_lock_move (SprintPointerLock *self,
                          double             dx,
                          double             dy)
{
  g_signal_emit (self, signals[MOTION], 0, dx, dy);
}

void
sprint_pointer_lock_press (SprintPointerLock *self,
                           guint              button,
                           gboolean           down)
{
  g_signal_emit (self, signals[BUTTON], 0, button, down);
}
