/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device-events.h"

#include <gudev/gudev.h>

struct _SprintDeviceEvents
{
  GObject parent_instance;

  char *devices;
  GUdevClient *client;
  GFileMonitor *monitor;
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
         g_str_has_prefix (name, "veth");
}

static void
uevent_cb (SprintDeviceEvents *self,
           const char         *action,
           GUdevDevice        *device)
{
  const char *name = g_udev_device_get_name (device);

  if (name == NULL || is_of_machine (action, name))
    return;
  if (g_strcmp0 (g_udev_device_get_subsystem (device), "module") != 0 || is_interesting_module (name))
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

  if (g_strv_contains (nodes, name) &&
      (event == G_FILE_MONITOR_EVENT_CREATED || event == G_FILE_MONITOR_EVENT_DELETED ||
       event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED))
    sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (self), name);
}

static void
sprint_device_events_start (SprintHostEvents *events)
{
  static const char * const subsystems[] = { "module", "misc", "drm", "net", NULL };
  SprintDeviceEvents *self = SPRINT_DEVICE_EVENTS (events);
  g_autoptr (GFile) folder = NULL;

  if (self->client != NULL)
    return;
  self->client = g_udev_client_new (subsystems);
  g_signal_connect_object (self->client, "uevent", G_CALLBACK (uevent_cb), self, G_CONNECT_SWAPPED);
  folder = g_file_new_for_path (self->devices);
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (node_cb), self, G_CONNECT_SWAPPED);
}

static void
sprint_device_events_stop (SprintHostEvents *events)
{
  SprintDeviceEvents *self = SPRINT_DEVICE_EVENTS (events);

  g_clear_object (&self->client);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
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
  g_free (SPRINT_DEVICE_EVENTS (object)->devices);

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
