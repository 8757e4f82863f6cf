/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bus-events.h"

#include <string.h>

#define SYSTEMD "org.freedesktop.systemd1"
#define SYSTEMD_MANAGER "org.freedesktop.systemd1.Manager"
#define SYSTEMD_PATH "/org/freedesktop/systemd1"
#define PACKAGEKIT "org.freedesktop.PackageKit"

struct _SprintBusEvents
{
  GObject parent_instance;

  GDBusConnection *bus;
  GCancellable *cancellable;   /* of connecting; while started */
  GArray *subscriptions;       /* of guint */
  guint systemd;               /* the watch of its name */
};

static void host_events_iface_init (SprintHostEventsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintBusEvents, sprint_bus_events, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPRINT_TYPE_HOST_EVENTS, host_events_iface_init))

/* org.freedesktop.systemd1(5), PackageKit's and firewalld's interfaces. */
static const struct {
  const char *sender;
  const char *interface;
  const char *signal;
} watched[] = {
  { SYSTEMD, SYSTEMD_MANAGER, "JobRemoved" },
  { SYSTEMD, SYSTEMD_MANAGER, "UnitFilesChanged" },
  { PACKAGEKIT, PACKAGEKIT, "TransactionListChanged" },
  { PACKAGEKIT, PACKAGEKIT, "InstalledChanged" },
  { "org.fedoraproject.FirewallD1", "org.fedoraproject.FirewallD1", "Reloaded" },
};

/* Units that a check is about: what else a computer starts and stops is not looked at. */
static gboolean
is_interesting (const char *unit)
{
  static const char * const beginnings[] = { "libvirt", "virt", "docker", "firewalld", "iptables",
                                             "netfilter-persistent", "nftables", "ufw", "vbox", "vmware",
                                             "systemd-modules-load" };

  /* Docker's containers: "docker-ID.scope". */
  if (g_str_has_suffix (unit, ".scope"))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (unit, beginnings[i]))
      return TRUE;

  return FALSE;
}

/* (nullable): what has changed, if it is of interest. JobRemoved (u id, o job, s unit, s result);
 * TransactionListChanged (as): only the last one's end counts; of firewalld it is the rules. */
static const char *
read_change (const char *signal,
             GVariant   *parameters)
{
  g_autofree const char **transactions = NULL;
  const char *unit;

  if (g_str_equal (signal, "JobRemoved")) {
    if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(uoss)")))
      return NULL;
    g_variant_get (parameters, "(uo&s&s)", NULL, NULL, &unit, NULL);
    return is_interesting (unit) ? unit : NULL;
  }
  if (g_str_equal (signal, "TransactionListChanged")) {
    if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(as)")))
      return NULL;
    g_variant_get (parameters, "(^a&s)", &transactions);
    return transactions[0] == NULL ? signal : NULL;
  }

  return g_str_equal (signal, "Reloaded") ? "firewalld.service" : signal;
}

static void
signal_cb (GDBusConnection *bus,
           const char      *sender,
           const char      *path,
           const char      *interface,
           const char      *signal,
           GVariant        *parameters,
           gpointer         user_data)
{
  const char *what = read_change (signal, parameters);

  if (what != NULL)
    sprint_host_events_emit_changed (user_data, what);
}

/* systemd sends nothing before somebody has asked it to, each time that it starts. */
static void
systemd_appeared_cb (GDBusConnection *bus,
                     const char      *name,
                     const char      *owner,
                     gpointer         user_data)
{
  g_dbus_connection_call (bus, owner, SYSTEMD_PATH, SYSTEMD_MANAGER, "Subscribe", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
subscribe (SprintBusEvents *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++) {
    guint id = g_dbus_connection_signal_subscribe (self->bus, watched[i].sender, watched[i].interface,
                                                   watched[i].signal,
                                                   NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE, signal_cb, self, NULL);

    g_array_append_val (self->subscriptions, id);
  }
  self->systemd = g_bus_watch_name_on_connection (self->bus, SYSTEMD, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                  systemd_appeared_cb, NULL, NULL, NULL);
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (SprintBusEvents) self = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  /* Without a system bus nobody tells anything; the person can still check again. Stopped meanwhile, and perhaps
   * started once more, it has another question open. */
  if (bus == NULL || self->cancellable == NULL || self->bus != NULL)
    return;
  self->bus = g_steal_pointer (&bus);
  subscribe (self);
}

static void
sprint_bus_events_start (SprintHostEvents *events)
{
  SprintBusEvents *self = SPRINT_BUS_EVENTS (events);

  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  if (self->bus != NULL)
    subscribe (self);
  else
    g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, bus_cb, g_object_ref (self));
}

static void
sprint_bus_events_stop (SprintHostEvents *events)
{
  SprintBusEvents *self = SPRINT_BUS_EVENTS (events);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (guint i = 0; i < self->subscriptions->len; i++)
    g_dbus_connection_signal_unsubscribe (self->bus, g_array_index (self->subscriptions, guint, i));
  g_array_set_size (self->subscriptions, 0);
  g_clear_handle_id (&self->systemd, g_bus_unwatch_name);
}

static void
host_events_iface_init (SprintHostEventsInterface *iface)
{
  iface->start = sprint_bus_events_start;
  iface->stop = sprint_bus_events_stop;
}

static void
sprint_bus_events_dispose (GObject *object)
{
  SprintBusEvents *self = SPRINT_BUS_EVENTS (object);

  sprint_bus_events_stop (SPRINT_HOST_EVENTS (self));
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (sprint_bus_events_parent_class)->dispose (object);
}

static void
sprint_bus_events_finalize (GObject *object)
{
  g_array_unref (SPRINT_BUS_EVENTS (object)->subscriptions);

  G_OBJECT_CLASS (sprint_bus_events_parent_class)->finalize (object);
}

static void
sprint_bus_events_class_init (SprintBusEventsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_bus_events_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_bus_events_finalize;
}

static void
sprint_bus_events_init (SprintBusEvents *self)
{
  self->subscriptions = g_array_new (FALSE, FALSE, sizeof (guint));
}

SprintBusEvents *
sprint_bus_events_new (GDBusConnection *bus)
{
  SprintBusEvents *self = g_object_new (SPRINT_TYPE_BUS_EVENTS, NULL);

  g_set_object (&self->bus, bus);

  return self;
}
