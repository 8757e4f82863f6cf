/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/watch/bus-events.h"

#include "await.h"
#include "systemd-double.h"

#define PACKAGEKIT "org.freedesktop.PackageKit"
#define FIREWALLD "org.fedoraproject.FirewallD1"

typedef struct {
  SystemdDouble *systemd;
  GDBusConnection *packagekit;
  guint name;
  gboolean named;
  SprintBusEvents *events;
  GString *told;
} Fixture;

static void
changed_cb (SprintBusEvents *events,
            const char      *what,
            Fixture         *fixture)
{
  g_string_append_printf (fixture->told, "%s ", what);
}

static void
named_cb (GDBusConnection *connection,
          const char      *name,
          gpointer         user_data)
{
  ((Fixture *) user_data)->named = TRUE;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->told = g_string_new (NULL);
  fixture->systemd = systemd_double_new (TRUE);
  fixture->packagekit = systemd_double_connect (fixture->systemd);
  fixture->name = g_bus_own_name_on_connection (fixture->packagekit, PACKAGEKIT, G_BUS_NAME_OWNER_FLAGS_NONE, named_cb,
                                                NULL, fixture, NULL);
  await (fixture->named);
  fixture->events = sprint_bus_events_new (systemd_double_get_bus (fixture->systemd));
  g_signal_connect (fixture->events, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->events);
  g_bus_unown_name (fixture->name);
  g_dbus_connection_close_sync (fixture->packagekit, NULL, NULL);
  g_object_unref (fixture->packagekit);
  systemd_double_free (fixture->systemd);
  g_string_free (fixture->told, TRUE);
}

static void
tell_transactions (Fixture            *fixture,
                   const char * const *transactions)
{
  g_dbus_connection_emit_signal (fixture->packagekit, NULL, "/org/freedesktop/PackageKit", PACKAGEKIT,
                                 "TransactionListChanged", g_variant_new ("(^as)", transactions), NULL);
}

static void
test_told (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const one[] = { "/1", NULL };
  static const char * const none[] = { NULL };

  sprint_host_events_start (SPRINT_HOST_EVENTS (fixture->events));
  /* It sends nothing unless somebody has asked for it. */
  await (g_str_equal (systemd_double_get_calls (fixture->systemd), "Subscribe"));
  systemd_double_tell_job (fixture->systemd, "cups.service");
  systemd_double_tell_job (fixture->systemd, "docker-0123.scope");
  systemd_double_tell_job (fixture->systemd, "virtqemud.socket");
  await (g_str_equal (fixture->told->str, "virtqemud.socket "));
  tell_transactions (fixture, one);
  tell_transactions (fixture, none);
  await (g_str_equal (fixture->told->str, "virtqemud.socket TransactionListChanged "));
}

static void
heard_cb (GDBusConnection *bus,
          const char      *sender,
          const char      *path,
          const char      *interface,
          const char      *signal,
          GVariant        *parameters,
          gpointer         user_data)
{
  guint *heard = user_data;

  (*heard)++;
}

static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  GDBusConnection *bus = systemd_double_get_bus (fixture->systemd);
  guint heard = 0;
  guint id = g_dbus_connection_signal_subscribe (bus, NULL, NULL, "JobRemoved", NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                 heard_cb, &heard, NULL);

  sprint_host_events_start (SPRINT_HOST_EVENTS (fixture->events));
  sprint_host_events_start (SPRINT_HOST_EVENTS (fixture->events));
  await (g_str_equal (systemd_double_get_calls (fixture->systemd), "Subscribe"));
  sprint_host_events_stop (SPRINT_HOST_EVENTS (fixture->events));
  systemd_double_tell_job (fixture->systemd, "virtqemud.socket");
  /* It came this far, and nobody was there any more. */
  await (heard == 1);

  sprint_host_events_start (SPRINT_HOST_EVENTS (fixture->events));
  await (g_str_equal (systemd_double_get_calls (fixture->systemd), "Subscribe Subscribe"));
  g_assert_cmpstr (fixture->told->str, ==, "");
  systemd_double_tell_job (fixture->systemd, "docker.service");
  await (g_str_equal (fixture->told->str, "docker.service "));
  g_dbus_connection_signal_unsubscribe (bus, id);
}

/* What others than systemd and PackageKit send under their signals' names, or with other arguments, is nothing. */
static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  sprint_host_events_start (SPRINT_HOST_EVENTS (fixture->events));
  await (g_str_equal (systemd_double_get_calls (fixture->systemd), "Subscribe"));
  g_dbus_connection_emit_signal (fixture->packagekit, NULL, "/org/freedesktop/systemd1",
                                 "org.freedesktop.systemd1.Manager",
                                 "JobRemoved", g_variant_new ("(uoss)", 1, "/x", "libvirtd.service", "done"), NULL);
  g_dbus_connection_emit_signal (fixture->packagekit, NULL, "/", PACKAGEKIT, "TransactionListChanged",
                                 g_variant_new ("(u)", 7), NULL);
  systemd_double_tell_job (fixture->systemd, "libvirtd.socket");
  await (fixture->told->len > 0);
  g_assert_cmpstr (fixture->told->str, ==, "libvirtd.socket ");
}

/* Of units that are switched on and off, of packages without PackageKit's doing, and of firewalld's rules. */
static void
test_others (Fixture       *fixture,
             gconstpointer  data)
{
  guint firewalld;

  fixture->named = FALSE;
  firewalld = g_bus_own_name_on_connection (fixture->packagekit, FIREWALLD, G_BUS_NAME_OWNER_FLAGS_NONE, named_cb,
                                            NULL, fixture, NULL);
  await (fixture->named);
  sprint_host_events_start (SPRINT_HOST_EVENTS (fixture->events));
  await (g_str_equal (systemd_double_get_calls (fixture->systemd), "Subscribe"));
  systemd_double_tell_files (fixture->systemd);
  await (g_str_equal (fixture->told->str, "UnitFilesChanged "));
  g_dbus_connection_emit_signal (fixture->packagekit, NULL, "/org/freedesktop/PackageKit", PACKAGEKIT,
                                 "InstalledChanged", NULL, NULL);
  await (g_str_equal (fixture->told->str, "UnitFilesChanged InstalledChanged "));
  g_dbus_connection_emit_signal (fixture->packagekit, NULL, "/org/fedoraproject/FirewallD1", FIREWALLD, "Reloaded",
                                 NULL, NULL);
  await (g_str_equal (fixture->told->str, "UnitFilesChanged InstalledChanged firewalld.service "));
  g_bus_unown_name (firewalld);
}

/* It has forgotten who had asked. */
static void
test_systemd_anew (Fixture       *fixture,
                   gconstpointer  data)
{
  sprint_host_events_start (SPRINT_HOST_EVENTS (fixture->events));
  await (g_str_equal (systemd_double_get_calls (fixture->systemd), "Subscribe"));
  systemd_double_leave (fixture->systemd);
  systemd_double_come (fixture->systemd);
  await (g_str_equal (systemd_double_get_calls (fixture->systemd), "Subscribe Subscribe"));
  systemd_double_tell_job (fixture->systemd, "virtqemud.socket");
  await (g_str_equal (fixture->told->str, "virtqemud.socket "));
}

/* Without a system's bus nobody tells anything, and nothing is left over. */
static void
test_no_bus (void)
{
  g_autoptr (SprintBusEvents) events = sprint_bus_events_new (NULL);

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  sprint_host_events_start (SPRINT_HOST_EVENTS (events));
  /* Stopped while it connects, and started once more. */
  sprint_host_events_stop (SPRINT_HOST_EVENTS (events));
  sprint_host_events_start (SPRINT_HOST_EVENTS (events));
  sprint_host_events_stop (SPRINT_HOST_EVENTS (events));
  await_gone (g_steal_pointer (&events));

  events = sprint_bus_events_new (NULL);
  sprint_host_events_start (SPRINT_HOST_EVENTS (events));
  await (G_OBJECT (events)->ref_count == 1);
  sprint_host_events_stop (SPRINT_HOST_EVENTS (events));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/host/bus-events/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("told", test_told);
  ADD ("stopped", test_stopped);
  ADD ("hostile", test_hostile);
  ADD ("others", test_others);
  ADD ("systemd-anew", test_systemd_anew);
  g_test_add_func ("/host/bus-events/no-bus", test_no_bus);
  return g_test_run ();
}
