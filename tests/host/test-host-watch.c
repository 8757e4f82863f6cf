/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/watch/host-watch.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "await.h"
#include "core/host/watch/device-events.h"
#include "host-folder.h"

/* Events that a test makes. */
#define TYPE_EVENTS_DOUBLE (events_double_get_type ())
G_DECLARE_FINAL_TYPE (EventsDouble, events_double, EVENTS, DOUBLE, GObject)

struct _EventsDouble {
  GObject parent_instance;
  guint started;
  guint stopped;
};

static void
events_double_start (SprintHostEvents *events)
{
  EVENTS_DOUBLE (events)->started++;
}

static void
events_double_stop (SprintHostEvents *events)
{
  EVENTS_DOUBLE (events)->stopped++;
}

static void
iface_init (SprintHostEventsInterface *iface)
{
  iface->start = events_double_start;
  iface->stop = events_double_stop;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EventsDouble, events_double, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPRINT_TYPE_HOST_EVENTS, iface_init))

static void
events_double_class_init (EventsDoubleClass *klass)
{
}

static void
events_double_init (EventsDouble *self)
{
}

static void
count_cb (gpointer  source,
          guint    *count)
{
  (*count)++;
}

static void
test_held (void)
{
  g_autoptr (SprintHostWatch) watch = sprint_host_watch_new ();
  g_autoptr (EventsDouble) events = g_object_new (TYPE_EVENTS_DOUBLE, NULL);
  g_autoptr (SprintHostWatch) later = sprint_host_watch_new ();
  g_autoptr (EventsDouble) others = g_object_new (TYPE_EVENTS_DOUBLE, NULL);
  guint told = 0, told_later = 0, held = 0;

  sprint_host_watch_add (watch, SPRINT_HOST_EVENTS (events));
  sprint_host_watch_add (later, SPRINT_HOST_EVENTS (others));
  g_signal_connect (watch, "held", G_CALLBACK (count_cb), &held);
  g_signal_connect (watch, "changed", G_CALLBACK (count_cb), &told);
  g_signal_connect (later, "changed", G_CALLBACK (count_cb), &told_later);
  g_assert_cmpuint (events->started, ==, 0);
  sprint_host_watch_hold (watch);
  sprint_host_watch_hold (watch);
  g_assert_cmpuint (events->started, ==, 1);
  g_assert_cmpuint (held, ==, 1);

  /* Many at once are one. */
  for (guint i = 0; i < 100; i++)
    sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (events), "something");
  await (told == 1);
  sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (events), "something");
  await (told == 2);

  sprint_host_watch_release (watch);
  g_assert_cmpuint (events->stopped, ==, 0);
  sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (events), "something");
  /* What was not told yet concerns nobody any more. */
  sprint_host_watch_release (watch);
  g_assert_cmpuint (events->stopped, ==, 1);
  sprint_host_watch_hold (watch);
  g_assert_cmpuint (events->started, ==, 2);
  g_assert_cmpuint (held, ==, 2);
  sprint_host_watch_hold (later);
  sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (others), "something");
  await (told_later == 1);
  g_assert_cmpuint (told, ==, 2);
  sprint_host_watch_release (later);
  sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (events), "something");
  await (told == 3);
  sprint_host_watch_release (watch);
}

static gboolean
emit_cb (gpointer events)
{
  sprint_host_events_emit_changed (events, "again");
  return G_SOURCE_CONTINUE;
}

/* Where it is never quiet it is told of all the same. */
static void
test_never_quiet (void)
{
  g_autoptr (SprintHostWatch) watch = sprint_host_watch_new ();
  g_autoptr (EventsDouble) events = g_object_new (TYPE_EVENTS_DOUBLE, NULL);
  guint told = 0;
  guint id = g_timeout_add (20, emit_cb, events);

  sprint_host_watch_add (watch, SPRINT_HOST_EVENTS (events));
  g_signal_connect (watch, "changed", G_CALLBACK (count_cb), &told);
  sprint_host_watch_hold (watch);
  await (told == 2);
  g_source_remove (id);
  sprint_host_watch_release (watch);
}

static void
note_cb (SprintDeviceEvents *events,
         const char         *what,
         GString            *told)
{
  g_string_append_printf (told, "%s ", what);
}

static void
test_devices (void)
{
  g_autoptr (HostFolder) folder = host_folder_new ();
  g_autoptr (SprintDeviceEvents) events = sprint_device_events_new (folder);
  g_autoptr (GString) told = g_string_new (NULL);
  g_autofree char *kvm = g_build_filename (folder, "kvm", NULL);

  g_signal_connect (events, "changed", G_CALLBACK (note_cb), told);
  sprint_host_events_start (SPRINT_HOST_EVENTS (events));
  host_folder_write (folder, "/tty9", "");
  g_assert_cmpint (g_mkdir (kvm, 0700), ==, 0);
  await (g_str_equal (told->str, "kvm "));
  g_assert_cmpint (g_chmod (kvm, 0755), ==, 0);
  await (g_str_equal (told->str, "kvm kvm "));
  g_assert_cmpint (g_rmdir (kvm), ==, 0);
  await (g_str_equal (told->str, "kvm kvm kvm "));

  sprint_host_events_stop (SPRINT_HOST_EVENTS (events));
  g_assert_cmpint (g_mkdir (kvm, 0700), ==, 0);
  sprint_host_events_start (SPRINT_HOST_EVENTS (events));
  g_assert_cmpint (g_rmdir (kvm), ==, 0);
  await (g_str_equal (told->str, "kvm kvm kvm kvm "));
}

/* A machine's start and the proof of KVM open and close it, and udev touches it then: that is no change. */
static void
test_used (void)
{
  g_autoptr (HostFolder) folder = host_folder_new ();
  g_autoptr (SprintDeviceEvents) events = sprint_device_events_new (folder);
  g_autoptr (GString) told = g_string_new (NULL);
  g_autofree char *kvm = g_build_filename (folder, "kvm", NULL);
  FILE *file;

  host_folder_write (folder, "/kvm", "");
  g_signal_connect (events, "changed", G_CALLBACK (note_cb), told);
  sprint_host_events_start (SPRINT_HOST_EVENTS (events));
  file = g_fopen (kvm, "r+e");
  g_assert_nonnull (file);
  g_assert_cmpint (fputc ('x', file), ==, 'x');
  g_assert_cmpint (fclose (file), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, kvm, NULL, 0), ==, 0);
  /* What comes after it has come after whatever would be told of it. */
  host_folder_write (folder, "/vmmon", "");
  await (strstr (told->str, "vmmon ") != NULL);
  g_assert_null (strstr (told->str, "kvm "));
  g_assert_cmpint (g_chmod (kvm, 0640), ==, 0);
  await (strstr (told->str, "kvm ") != NULL);
  g_assert_cmpint (g_unlink (kvm), ==, 0);
  await (g_str_has_suffix (told->str, "kvm kvm "));
}

/* Its permissions are what the check of it is about. */
static void
test_render_node (void)
{
  g_autoptr (HostFolder) folder = host_folder_new ();
  g_autoptr (SprintDeviceEvents) events = sprint_device_events_new (folder);
  g_autoptr (GString) told = g_string_new (NULL);
  g_autofree char *node = g_build_filename (folder, "dri", "renderD128", NULL);
  g_autofree char *card = g_build_filename (folder, "dri", "card0", NULL);

  host_folder_write (folder, "/dri/renderD128", "");
  host_folder_write (folder, "/dri/card0", "");
  g_signal_connect (events, "changed", G_CALLBACK (note_cb), told);
  sprint_host_events_start (SPRINT_HOST_EVENTS (events));
  g_assert_cmpint (g_chmod (card, 0640), ==, 0);
  g_assert_cmpint (g_chmod (node, 0640), ==, 0);
  await (told->len > 0);
  g_assert_cmpstr (told->str, ==, "renderD128 ");
  g_assert_cmpint (g_unlink (node), ==, 0);
  await (g_str_equal (told->str, "renderD128 renderD128 "));
}

/* What machines and the proof of KVM make udev tell of is no news: it would go round and round. */
static void
test_udev (void)
{
  static const struct { const char *action, *subsystem, *name; gboolean news; } cases[] = {
    { "add", "module", "kvm_intel", TRUE },
    { "remove", "module", "kvm_amd", TRUE },
    { "add", "module", "kvm", TRUE },
    { "add", "module", "vboxdrv", TRUE },
    { "add", "module", "br_netfilter", TRUE },
    { "add", "module", "kvm_intel_other", FALSE },
    { "add", "module", "usb_storage", FALSE },
    { "add", "misc", "kvm", TRUE },
    { "change", "misc", "kvm", FALSE },
    { "add", "drm", "renderD128", TRUE },
    { "change", "drm", "card0", FALSE },
    { "add", "net", "virbr0", TRUE },
    { "remove", "net", "docker0", TRUE },
    { "add", "net", "vnet7", FALSE },
    { "remove", "net", "tap0", FALSE },
    { "add", "net", "macvtap0", FALSE },
    { "add", "net", "veth1a2b3c", FALSE },
    { "add", NULL, "kvm", TRUE },
    { "add", "net", NULL, FALSE },
    { NULL, "net", "virbr0", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (sprint_device_events_is_news (cases[i].action, cases[i].subsystem, cases[i].name) != cases[i].news)
      g_error ("%s %s %s", cases[i].action, cases[i].subsystem, cases[i].name);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/host-watch/held", test_held);
  g_test_add_func ("/host/host-watch/never-quiet", test_never_quiet);
  g_test_add_func ("/host/host-watch/devices", test_devices);
  g_test_add_func ("/host/host-watch/used", test_used);
  g_test_add_func ("/host/host-watch/render-node", test_render_node);
  g_test_add_func ("/host/host-watch/udev", test_udev);
  return g_test_run ();
}
