/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device-events.h"

#include <glib/gstdio.h>
#include <gudev/gudev.h>
#include <sys/xattr.h>

/* A list of a hundred users and groups, of 8 bytes each. */
#define MAX_ACL 1024

struct _SprintDeviceEvents
{
  GObject parent_instance;

  char *devices;
  GUdevClient *client;
  GPtrArray *monitors;   /* of GFileMonitor */
  GHashTable *seen;      /* paths of nodes → who may use them, in words to compare */
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

static gboolean
is_interesting_node (const char *name)
{
  static const char * const nodes[] = { "kvm", "dri", "vboxdrv", "vmmon", NULL };

  return g_strv_contains (nodes, name) || g_str_has_prefix (name, "renderD");
}

/* (transfer full) */
static char *
describe_permissions (const char *path)
{
  char acl[MAX_ACL];
  gssize size = getxattr (path, "system.posix_acl_access", acl, sizeof acl);
  g_autofree char *list = g_base64_encode ((const guchar *) acl, MAX (size, 0));
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return g_strdup ("");

  return g_strdup_printf ("%o %u %u %s", status.st_mode, status.st_uid, status.st_gid, list);
}

/* Whether the permissions of a node differ from what they were when this was asked before. */
static gboolean
look_at (SprintDeviceEvents *self,
         const char         *path)
{
  g_autofree char *now = describe_permissions (path);

  if (g_strcmp0 (g_hash_table_lookup (self->seen, path), now) == 0)
    return FALSE;

  g_hash_table_insert (self->seen, g_strdup (path), g_steal_pointer (&now));

  return TRUE;
}

/* Not that it was used: that is no change. Nor that udev has touched it, which it does each time that KVM tells of a
 * machine's start or end, the proof's own too. */
static void
node_cb (SprintDeviceEvents *self,
         GFile              *file,
         GFile              *other,
         GFileMonitorEvent   event)
{
  g_autofree char *name = g_file_get_basename (file);

  if (!is_interesting_node (name))
    return;
  if (event == G_FILE_MONITOR_EVENT_CREATED || event == G_FILE_MONITOR_EVENT_DELETED ||
      event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED) {
    if (look_at (self, g_file_peek_path (file)))
      sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (self), name);
  }
}

static void
look_at_all (SprintDeviceEvents *self,
             const char         *folder)
{
  g_autoptr (GDir) nodes = g_dir_open (folder, 0, NULL);
  const char *name;

  while (nodes != NULL && (name = g_dir_read_name (nodes)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (is_interesting_node (name))
      look_at (self, path);
  }
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
  look_at_all (self, g_file_peek_path (folder));
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
  g_hash_table_remove_all (self->seen);
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
  g_hash_table_unref (self->seen);
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
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
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
