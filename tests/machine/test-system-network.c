/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/machine/system-network.h"

#include <dlfcn.h>
#include <glib/gstdio.h>
#include <libvirt/libvirt.h>

#include "await.h"
#include "core/machine/machine-error.h"
#include "driver-node.h"
#include "remove-tree.h"

#define NETWORK(name, more) "<network><name>" name "</name>" more "</network>"
#define ALL (SPRINT_SYSTEM_NETWORK_ACTIVE | SPRINT_SYSTEM_NETWORK_AUTOSTART)
#define ADDRESS "<ip address='192.168.122.1' netmask='255.255.255.0'/>"

typedef struct {
  char *folder;   /* a temporary one, of sockets too */
  char *uri;      /* of libvirt's test driver */
} Fixture;

static const char *failing;   /* a function of libvirt's that its test driver never fails */

/* As libvirt fails: with an error of its own. */
static int
fail (virNetworkPtr network)
{
  return virNetworkGetAutostart (network, NULL);
}

/* In the place of libvirt's. */
int
virNetworkCreate (virNetworkPtr network)
{
  int (*libvirt) (virNetworkPtr) = (int (*) (virNetworkPtr)) dlsym (RTLD_NEXT, "virNetworkCreate");

  return g_strcmp0 (failing, "create") == 0 ? fail (network) : libvirt (network);
}

int
virNetworkSetAutostart (virNetworkPtr network,
                        int           autostart)
{
  int (*libvirt) (virNetworkPtr, int) = (int (*) (virNetworkPtr, int)) dlsym (RTLD_NEXT, "virNetworkSetAutostart");

  return g_strcmp0 (failing, "autostart") == 0 ? fail (network) : libvirt (network, autostart);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("network-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  path = g_build_filename (fixture->folder, "node.xml", NULL);
  fixture->uri = driver_node_write (path, DRIVER_NODE_MACHINE
                                    NETWORK ("default", "<bridge name='virbr0'/><forward/>" ADDRESS)
                                    NETWORK ("bare", "<forward mode='bridge'><interface dev='eth0'/></forward>"));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->uri);
}

static SprintSystemNetwork *
read_network (const char  *uri,
              const char  *sockets,
              const char  *name,
              GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_system_network_read_async (uri, sockets, name, NULL, await_result_cb, &result);
  await (result != NULL);

  return sprint_system_network_read_finish (result, error);
}

static void
touch (Fixture    *fixture,
       const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "", -1, NULL));
}

static void
test_default (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintSystemNetwork) network = read_network ("test:///default", NULL, "default", &error);

  g_assert_no_error (error);
  g_assert_true (network->reachable);
  g_assert_true (network->defined);
  g_assert_true (network->active);
  g_assert_false (network->autostart);
  g_assert_cmpstr (network->bridge, ==, "virbr0");
}

/* As somebody else has changed it. */
static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  virConnectPtr handle = virConnectOpen ("test:///default");
  virNetworkPtr other = virNetworkLookupByName (handle, "default");
  g_autoptr (SprintSystemNetwork) network = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (other);
  g_assert_cmpint (virNetworkSetAutostart (other, 1), ==, 0);
  g_assert_cmpint (virNetworkDestroy (other), ==, 0);
  network = read_network ("test:///default", NULL, "default", &error);
  g_assert_no_error (error);
  g_assert_true (network->defined);
  g_assert_false (network->active);
  g_assert_true (network->autostart);

  g_assert_cmpint (virNetworkSetAutostart (other, 0), ==, 0);
  g_assert_cmpint (virNetworkCreate (other), ==, 0);
  virNetworkFree (other);
  virConnectClose (handle);
}

static void
test_undefined (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintSystemNetwork) network = read_network (fixture->uri, NULL, "missing", &error);

  g_assert_no_error (error);
  g_assert_true (network->reachable);
  g_assert_false (network->defined);
  g_assert_false (network->active);
  g_assert_null (network->bridge);
}

static void
test_no_bridge (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintSystemNetwork) network = read_network (fixture->uri, NULL, "bare", &error);

  g_assert_no_error (error);
  g_assert_true (network->defined);
  g_assert_null (network->bridge);
}

/* Nobody is asked who does not listen: the address would be refused. */
static void
test_sockets (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *name; gboolean there; } sockets[] = {
    { "unrelated", FALSE },
    { "virtqemud-sock-ro", FALSE },
    { "virtnetworkd-sock-ro", TRUE },
    { "libvirt-sock-ro", TRUE },
  };
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintSystemNetwork) none = read_network ("test:///nonexistent", nowhere, "default", &error);

  g_assert_no_error (error);
  g_assert_false (none->reachable);
  for (gsize i = 0; i < G_N_ELEMENTS (sockets); i++) {
    g_autoptr (SprintSystemNetwork) network = NULL;

    touch (fixture, sockets[i].name);
    network = read_network (fixture->uri, fixture->folder, "default", &error);
    g_assert_no_error (error);
    g_assert_cmpint (network->reachable, ==, sockets[i].there);
  }
}

/* The older daemon by itself. */
static void
test_monolithic (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintSystemNetwork) network = NULL;

  touch (fixture, "libvirt-sock-ro");
  network = read_network (fixture->uri, fixture->folder, "default", &error);
  g_assert_no_error (error);
  g_assert_true (network->defined);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_network ("qemu+unix:///system?socket=/nonexistent/socket", NULL, "default", &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_system_network_read_async (fixture->uri, NULL, "default", cancellable, await_result_cb, &result);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_null (sprint_system_network_read_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* libvirt's test driver has the network for all who are connected to it, as long as one is. */
typedef struct {
  virConnectPtr handle;
  virNetworkPtr network;
} Shared;

static void
shared_open (Shared   *shared,
             gboolean  active,
             gboolean  autostart)
{
  failing = NULL;
  shared->handle = virConnectOpen ("test:///default");
  g_assert_nonnull (shared->handle);
  shared->network = virNetworkLookupByName (shared->handle, "default");
  g_assert_nonnull (shared->network);
  g_assert_cmpint (virNetworkSetAutostart (shared->network, autostart), ==, 0);
  if (!active)
    g_assert_cmpint (virNetworkDestroy (shared->network), ==, 0);
}

static void
shared_close (Shared *shared)
{
  failing = NULL;
  virNetworkFree (shared->network);
  virConnectClose (shared->handle);
}

static void
assert_network (Shared   *shared,
                gboolean  active,
                gboolean  autostart)
{
  int is_autostart = -1;

  g_assert_cmpint (virNetworkIsActive (shared->network), ==, active);
  g_assert_cmpint (virNetworkGetAutostart (shared->network, &is_autostart), ==, 0);
  g_assert_cmpint (is_autostart, ==, autostart);
}

static gboolean
turn_parts (const char                *uri,
            const char                *name,
            SprintSystemNetworkParts   parts,
            gboolean                   on,
            SprintSystemNetworkParts  *changed,
            GError                   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_system_network_switch_async (uri, name, parts, on, NULL, await_result_cb, &result);
  await (result != NULL);

  return sprint_system_network_switch_finish (result, changed, error);
}

static gboolean
turn (const char  *uri,
      const char  *name,
      gboolean     on,
      GError     **error)
{
  SprintSystemNetworkParts changed;

  return turn_parts (uri, name, ALL, on, &changed, error);
}

/* What was so before is told apart, and each can be switched by itself. */
static void
test_parts (Fixture       *fixture,
            gconstpointer  data)
{
  static const SprintSystemNetworkParts asked[] = { SPRINT_SYSTEM_NETWORK_ACTIVE, SPRINT_SYSTEM_NETWORK_AUTOSTART, ALL };

  for (guint i = 0; i < 4; i++) {
    const gboolean active = i % 2 == 1;
    const gboolean autostart = i >= 2;
    const SprintSystemNetworkParts was = (active ? SPRINT_SYSTEM_NETWORK_ACTIVE : 0) |
                                         (autostart ? SPRINT_SYSTEM_NETWORK_AUTOSTART : 0);

    for (gsize j = 0; j < 2 * G_N_ELEMENTS (asked); j++) {
      const SprintSystemNetworkParts parts = asked[j / 2];
      const gboolean on = j % 2 == 0;
      const SprintSystemNetworkParts is = on ? was | parts : was & ~parts;
      SprintSystemNetworkParts changed = ALL;
      Shared shared;
      g_autoptr (GError) error = NULL;

      shared_open (&shared, active, autostart);
      g_assert_true (turn_parts ("test:///default", "default", parts, on, &changed, &error));
      g_assert_no_error (error);
      g_assert_cmpint (changed, ==, was ^ is);
      assert_network (&shared, (is & SPRINT_SYSTEM_NETWORK_ACTIVE) != 0,
                      (is & SPRINT_SYSTEM_NETWORK_AUTOSTART) != 0);
      shared_close (&shared);
    }
  }
}

static void
test_switched (Fixture       *fixture,
               gconstpointer  data)
{
  Shared shared;
  g_autoptr (GError) error = NULL;

  shared_open (&shared, FALSE, FALSE);
  for (guint i = 0; i < 2; i++) {
    g_assert_true (turn ("test:///default", "default", TRUE, &error));
    assert_network (&shared, TRUE, TRUE);
  }
  for (guint i = 0; i < 2; i++) {
    g_assert_true (turn ("test:///default", "default", FALSE, &error));
    assert_network (&shared, FALSE, FALSE);
  }
  shared_close (&shared);
}

/* What is gone does not run, and cannot be started. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (turn (fixture->uri, "missing", FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (turn (fixture->uri, "missing", TRUE, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FAILED);
}

/* It is as it was. */
static void
test_not_started (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char * const steps[] = { "create", "autostart" };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    Shared shared;
    g_autoptr (GError) error = NULL;

    shared_open (&shared, FALSE, FALSE);
    failing = steps[i];
    g_assert_false (turn ("test:///default", "default", TRUE, &error));
    g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION);
    assert_network (&shared, FALSE, FALSE);
    shared_close (&shared);
  }
}

/* One that ran before still does. */
static void
test_not_kept (Fixture       *fixture,
               gconstpointer  data)
{
  Shared shared;
  g_autoptr (GError) error = NULL;

  shared_open (&shared, TRUE, FALSE);
  failing = "autostart";
  g_assert_false (turn ("test:///default", "default", TRUE, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION);
  assert_network (&shared, TRUE, FALSE);
  shared_close (&shared);
}

#define add(name, function) \
  g_test_add ("/system-network/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("default", test_default);
  add ("changed", test_changed);
  add ("undefined", test_undefined);
  add ("no-bridge", test_no_bridge);
  add ("sockets", test_sockets);
  add ("monolithic", test_monolithic);
  add ("refused", test_refused);
  add ("cancelled", test_cancelled);
  add ("switched", test_switched);
  add ("parts", test_parts);
  add ("gone", test_gone);
  add ("not-started", test_not_started);
  add ("not-kept", test_not_kept);
  return g_test_run ();
}
