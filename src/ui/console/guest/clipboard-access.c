/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clipboard-access.h"

#ifdef GDK_WINDOWING_WAYLAND
#include <gdk/wayland/gdkwayland.h>
#endif

struct _SprintClipboardAccess
{
  GObject parent_instance;

  GdkDisplay *display;
  GListModel *windows;
  GPtrArray *controllers;   /* one of each window */
  gboolean focused;
  gboolean used;            /* since it is focused; or before, by what has given it the focus */
#ifdef GDK_WINDOWING_WAYLAND
  struct wl_callback *settling;
#endif
};

G_DEFINE_FINAL_TYPE (SprintClipboardAccess, sprint_clipboard_access, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_MAY_READ,
  PROP_MAY_SET,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
forget_controller (gpointer data)
{
  GtkEventController *controller = data;
  GtkWidget *window = gtk_event_controller_get_widget (controller);

  if (window != NULL)
    gtk_widget_remove_controller (window, controller);
  g_object_unref (controller);
}

static void
sprint_clipboard_access_dispose (GObject *object)
{
  SprintClipboardAccess *self = SPRINT_CLIPBOARD_ACCESS (object);

  g_clear_pointer (&self->controllers, g_ptr_array_unref);
  g_clear_object (&self->windows);
#ifdef GDK_WINDOWING_WAYLAND
  g_clear_pointer (&self->settling, wl_callback_destroy);
#endif
  g_clear_object (&self->display);

  G_OBJECT_CLASS (sprint_clipboard_access_parent_class)->dispose (object);
}

static void
sprint_clipboard_access_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  SprintClipboardAccess *self = SPRINT_CLIPBOARD_ACCESS (object);

  switch (prop_id) {
  case PROP_MAY_READ:
    g_value_set_boolean (value, sprint_clipboard_access_get_may_read (self));
    break;

  case PROP_MAY_SET:
    g_value_set_boolean (value, sprint_clipboard_access_get_may_set (self));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static gboolean
has_active_window (SprintClipboardAccess *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (self->windows, i);

    if (gtk_window_is_active (window) && gtk_widget_get_display (GTK_WIDGET (window)) == self->display)
      return TRUE;
  }

  return FALSE;
}

static void
update (SprintClipboardAccess *self,
        gboolean               focused,
        gboolean               used)
{
  gboolean might_set = self->focused && self->used;
  gboolean might_read = self->focused;

  self->focused = focused;
  self->used = used;
  if (focused != might_read)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAY_READ]);
  if ((focused && used) != might_set)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAY_SET]);
}

static void
active_cb (SprintClipboardAccess *self)
{
  gboolean focused = has_active_window (self);

  update (self, focused, self->used && (focused || !self->focused));
}

/* GDK gives the compositor the number of the last of these. */
static gboolean
event_cb (SprintClipboardAccess *self,
          GdkEvent              *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (gdk_event_get_display (event) == self->display &&
      (type == GDK_KEY_PRESS || type == GDK_KEY_RELEASE || type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE ||
       type == GDK_TOUCH_BEGIN))
    update (self, self->focused, TRUE);

  return GDK_EVENT_PROPAGATE;
}

static void
windows_changed_cb (SprintClipboardAccess *self,
                    guint                  position,
                    guint                  removed,
                    guint                  added)
{
  for (guint i = self->controllers->len; i > 0; i--) {
    if (gtk_event_controller_get_widget (self->controllers->pdata[i - 1]) == NULL)
      g_ptr_array_remove_index_fast (self->controllers, i - 1);
  }
  for (guint i = position; i < position + added; i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (self->windows, i);
    GtkEventController *controller = gtk_event_controller_legacy_new ();

    gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
    g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
    g_ptr_array_add (self->controllers, g_object_ref (controller));
    gtk_widget_add_controller (GTK_WIDGET (window), controller);
    g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_cb), self, G_CONNECT_SWAPPED);
  }
  active_cb (self);
}

static void
sprint_clipboard_access_class_init (SprintClipboardAccessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_clipboard_access_dispose;
  object_class->get_property = sprint_clipboard_access_get_property;

  properties[PROP_MAY_READ] = g_param_spec_boolean ("may-read", NULL, NULL, TRUE, flags);
  properties[PROP_MAY_SET] = g_param_spec_boolean ("may-set", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SETTLED] =
    g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_clipboard_access_init (SprintClipboardAccess *self)
{
  self->focused = self->used = TRUE;
}

SprintClipboardAccess *
sprint_clipboard_access_new (GdkDisplay *display)
{
  SprintClipboardAccess *self = g_object_new (SPRINT_TYPE_CLIPBOARD_ACCESS, NULL);

  self->display = g_object_ref (display);
  if (g_strcmp0 (G_OBJECT_TYPE_NAME (display), "GdkWaylandDisplay") != 0)
    return self;

  self->focused = self->used = FALSE;
  self->windows = g_object_ref (gtk_window_get_toplevels ());
  self->controllers = g_ptr_array_new_with_free_func (forget_controller);
  g_signal_connect_object (self->windows, "items-changed", G_CALLBACK (windows_changed_cb), self, G_CONNECT_SWAPPED);
  windows_changed_cb (self, 0, 0, g_list_model_get_n_items (self->windows));

  return self;
}

gboolean
sprint_clipboard_access_get_may_read (SprintClipboardAccess *self)
{
  g_return_val_if_fail (SPRINT_IS_CLIPBOARD_ACCESS (self), FALSE);

  return self->focused;
}

gboolean
sprint_clipboard_access_get_may_set (SprintClipboardAccess *self)
{
  g_return_val_if_fail (SPRINT_IS_CLIPBOARD_ACCESS (self), FALSE);

  return self->focused && self->used;
}

#ifdef GDK_WINDOWING_WAYLAND
static void
done_cb (void               *data,
         struct wl_callback *callback,
         uint32_t            serial)
{
  SprintClipboardAccess *self = data;

  g_clear_pointer (&self->settling, wl_callback_destroy);
  g_signal_emit (self, signals[SETTLED], 0);
}

static const struct wl_callback_listener done_listener = { done_cb };
#endif

void
sprint_clipboard_access_settle (SprintClipboardAccess *self)
{
  g_return_if_fail (SPRINT_IS_CLIPBOARD_ACCESS (self));

#ifdef GDK_WINDOWING_WAYLAND
  if (!GDK_IS_WAYLAND_DISPLAY (self->display))
    return;

  /* Whatever was asked before is dealt with before, too. */
  g_clear_pointer (&self->settling, wl_callback_destroy);
  self->settling = wl_display_sync (gdk_wayland_display_get_wl_display (self->display));
  wl_callback_add_listener (self->settling, &done_listener, self);
#endif
}
