/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device-events.h"

#include <gudev/gudev.h>

struct _SprintDeviceEvents
{
  GObject parent_instance;

  char *devices;
  GUdevClient *client;
  GPtrArray *monitors;   /* of GFileMonitor */
};

static void host_events_iface_init (SprintHostEventsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintDeviceEvents, sprint_device_events, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPRINT_TYPE_HOST_EVENTS, host_events_iface_init))

static gboolean
is_interesting_module (const char *name)
{
  static const char * const names[] = { "kvm", "kvm_intel", "kvm_amd", "vboxdrv", "vmmon", "vhost_net", "br_netfilter",
                                        "ip_tables", "nf_tables", NULL };

  return g_strv_contains (names, name);
}

/* Each machine that starts makes KVM tell of a change, and some bring a network device of their own: so does the proof
 * of KVM, which would be asked for again and again. */
static gboolean
is_of_machine (const char *action,
               const char *name)
{
  return g_str_equal (action, "change") || g_str_has_prefix (name, "vnet") || g_str_has_prefix (name, "tap") ||
         g_str_has_prefix (name, "macvtap") || g_str_has_prefix (name, "veth");
}

gboolean
sprint_device_events_is_news (const char *action,
                              const char *subsystem,
                              const char *name)
{
  if (action == NULL || name == NULL || is_of_machine (action, name))
    return FALSE;

  return g_strcmp0 (subsystem, "module") != 0 || is_interesting_module (name);
}

static void
uevent_cb (SprintDeviceEvents *self,
           const char         *action,
           GUdevDevice        *device)
{
  const char *name = g_udev_device_get_name (device);

  if (sprint_device_events_is_news (action, g_udev_device_get_subsystem (device), name))
    sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (self), name);
}

/* Not that it was used: that is no change. */
static void
node_cb (SprintDeviceEvents *self,
         GFile              *file,
         GFile              *other,
         GFileMonitorEvent   event)
{
  static const char * const nodes[] = { "kvm", "dri", "vboxdrv", "vmmon", NULL };
  g_autofree char *name = g_file_get_basename (file);

  if ((g_strv_contains (nodes, name) || g_str_has_prefix (name, "renderD")) &&
      (event == G_FILE_MONITOR_EVENT_CREATED || event == G_FILE_MONITOR_EVENT_DELETED ||
       event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED))
    sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (self), name);
}

static void
watch_folder (SprintDeviceEvents *self,
              const char         *name)
{
  g_autoptr (GFile) folder = g_file_new_build_filename (self->devices, name, NULL);
  GFileMonitor *monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);

  if (monitor == NULL)
    return;
  g_signal_connect_object (monitor, "changed", G_CALLBACK (node_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->monitors, monitor);
}

static void
sprint_device_events_start (SprintHostEvents *events)
{
  static const char * const subsystems[] = { "module", "misc", "drm", "net", NULL };
  SprintDeviceEvents *self = SPRINT_DEVICE_EVENTS (events);

  if (self->client != NULL)
    return;
  self->client = g_udev_client_new (subsystems);
  g_signal_connect_object (self->client, "uevent", G_CALLBACK (uevent_cb), self, G_CONNECT_SWAPPED);
  watch_folder (self, "");
  watch_folder (self, "dri");
}

static void
sprint_device_events_stop (SprintHostEvents *events)
{
  SprintDeviceEvents *self = SPRINT_DEVICE_EVENTS (events);

  g_clear_object (&self->client);
  for (guint i = 0; i < self->monitors->len; i++)
    g_file_monitor_cancel (g_ptr_array_index (self->monitors, i));
  g_ptr_array_set_size (self->monitors, 0);
}

static void
host_events_iface_init (SprintHostEventsInterface *iface)
{
  iface->start = sprint_device_events_start;
  iface->stop = sprint_device_events_stop;
}

static void
sprint_device_events_dispose (GObject *object)
{
  sprint_device_events_stop (SPRINT_HOST_EVENTS (object));

  G_OBJECT_CLASS (sprint_device_events_parent_class)->dispose (object);
}

static void
sprint_device_events_finalize (GObject *object)
{
  SprintDeviceEvents *self = SPRINT_DEVICE_EVENTS (object);

  g_ptr_array_unref (self->monitors);
  g_free (self->devices);

  G_OBJECT_CLASS (sprint_device_events_parent_class)->finalize (object);
}

static void
sprint_device_events_class_init (SprintDeviceEventsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_device_events_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_device_events_finalize;
}

static void
sprint_device_events_init (SprintDeviceEvents *self)
{
  self->monitors = g_ptr_array_new_with_free_func (g_object_unref);
}

SprintDeviceEvents *
sprint_device_events_new (const char *devices)
{
  SprintDeviceEvents *self;

  g_return_val_if_fail (devices != NULL, NULL);

  self = g_object_new (SPRINT_TYPE_DEVICE_EVENTS, NULL);
  self->devices = g_strdup (devices);

  return self;
}
