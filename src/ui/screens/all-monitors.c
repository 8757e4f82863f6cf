/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "all-monitors.h"

#include <math.h>

struct _SprintAllMonitors
{
  GObject parent_instance;

  GListModel *monitors;
  GPtrArray *watched;   /* those that are there */
};

G_DEFINE_FINAL_TYPE (SprintAllMonitors, sprint_all_monitors, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_POSSIBLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

static void
unwatch (SprintAllMonitors *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_data (self->watched->pdata[i], self);
  g_ptr_array_set_size (self->watched, 0);
}

static void
sprint_all_monitors_dispose (GObject *object)
{
  SprintAllMonitors *self = SPRINT_ALL_MONITORS (object);

  unwatch (self);
  g_clear_object (&self->monitors);

  G_OBJECT_CLASS (sprint_all_monitors_parent_class)->dispose (object);
}

static void
sprint_all_monitors_finalize (GObject *object)
{
  g_ptr_array_unref (SPRINT_ALL_MONITORS (object)->watched);

  G_OBJECT_CLASS (sprint_all_monitors_parent_class)->finalize (object);
}

static void
sprint_all_monitors_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_POSSIBLE:
    g_value_set_boolean (value, sprint_all_monitors_get_possible (SPRINT_ALL_MONITORS (object)));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
moved_cb (SprintAllMonitors *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
watch (SprintAllMonitors *self)
{
  guint n = g_list_model_get_n_items (self->monitors);

  unwatch (self);
  for (guint i = 0; i < n; i++) {
    GdkMonitor *monitor = g_list_model_get_item (self->monitors, i);

    g_signal_connect_swapped (monitor, "notify::geometry", G_CALLBACK (moved_cb), self);
    g_signal_connect_swapped (monitor, "notify::scale", G_CALLBACK (moved_cb), self);
    g_ptr_array_add (self->watched, monitor);
  }
}

static void
items_changed_cb (SprintAllMonitors *self)
{
  watch (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSSIBLE]);
  g_signal_emit (self, changed_signal, 0);
}

static void
sprint_all_monitors_class_init (SprintAllMonitorsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_all_monitors_dispose;
  object_class->finalize = sprint_all_monitors_finalize;
  object_class->get_property = sprint_all_monitors_get_property;
  properties[PROP_POSSIBLE] =
    g_param_spec_boolean ("possible", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  changed_signal =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_all_monitors_init (SprintAllMonitors *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
}

SprintAllMonitors *
sprint_all_monitors_new (GdkDisplay *display)
{
  SprintAllMonitors *self = g_object_new (SPRINT_TYPE_ALL_MONITORS, NULL);

  self->monitors = g_object_ref (gdk_display_get_monitors (display));
  g_signal_connect_object (self->monitors, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  watch (self);

  return self;
}

gboolean
sprint_all_monitors_get_possible (SprintAllMonitors *self)
{
  g_return_val_if_fail (SPRINT_IS_ALL_MONITORS (self), FALSE);

  return g_list_model_get_n_items (self->monitors) > 1;
}

static int
compare (gconstpointer one,
         gconstpointer other,
         gpointer      first)
{
  GdkMonitor *a = *(GdkMonitor * const *) one, *b = *(GdkMonitor * const *) other;
  GdkRectangle at_a, at_b;

  if (a == first || b == first)
    return a == b ? 0 : a == first ? -1 : 1;

  gdk_monitor_get_geometry (a, &at_a);
  gdk_monitor_get_geometry (b, &at_b);

  return at_a.x != at_b.x ? at_a.x - at_b.x : at_a.y - at_b.y;
}

GPtrArray *
sprint_all_monitors_assign (SprintAllMonitors *self,
                            GdkMonitor        *first)
{
  GPtrArray *monitors = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (self->monitors);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (monitors, g_list_model_get_item (self->monitors, i));
  g_ptr_array_sort_with_data (monitors, compare, first);

  return monitors;
}

/* A guest's pixel is a whole number of the host's, as in a window. */
SprintMonitorPlace *
sprint_all_monitors_create_places (GPtrArray *monitors)
{
  SprintMonitorPlace *places = g_new0 (SprintMonitorPlace, MAX (1, monitors->len));

  for (guint i = 0; i < monitors->len; i++) {
    GdkMonitor *monitor = monitors->pdata[i];
    double scale = gdk_monitor_get_scale (monitor);
    double factor = scale / MAX (1, (int) scale);
    GdkRectangle at;

    gdk_monitor_get_geometry (monitor, &at);
    places[i] = (SprintMonitorPlace) {
      .on = TRUE,
      .fixed = TRUE,
      .x = (int) round (at.x * factor),
      .y = (int) round (at.y * factor),
      .width = (int) round (at.width * factor),
      .height = (int) round (at.height * factor),
    };
  }

  return places;
}
