/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the host room asks of the system's libvirt, here libvirt's test driver. */
#include <dlfcn.h>
#include <libvirt/libvirt.h>

#include "await.h"
#include "core/host/check/host-error.h"
#include "core/sprint/local-hypervisor.h"
#include "scene.h"

#define DRIVER "test:///default"
#define NO_DAEMON "qemu+unix:///system?socket=/nonexistent/socket"

typedef struct {
  Scene *scene;
  virConnectPtr handle;       /* libvirt's test driver is the same for all as long as one is connected */
  SprintHypervisorQuery *query;
} Fixture;

static gboolean refuses;

/* In the place of libvirt's: who is not allowed to change anything. */
virConnectPtr
virConnectOpen (const char *name)
{
  virConnectPtr (*libvirt) (const char *) = (virConnectPtr (*) (const char *)) dlsym (RTLD_NEXT, "virConnectOpen");

  return refuses ? virConnectOpenReadOnly (name) : libvirt (name);
}

/* @data: the address of the system's libvirt. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->scene = scene_new (NULL);
  fixture->handle = virConnectOpen (DRIVER);
  g_assert_nonnull (fixture->handle);
  fixture->query = SPRINT_HYPERVISOR_QUERY (sprint_local_hypervisor_new_for_system (fixture->scene->connection, data,
                                                                                    NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  refuses = FALSE;
  g_object_unref (fixture->query);
  virConnectClose (fixture->handle);
  scene_free (fixture->scene);
}

static SprintNetworkState *
get (Fixture     *fixture,
     const char  *name,
     GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_hypervisor_query_get_network_async (fixture->query, name, NULL, await_result_cb, &result);
  await (result != NULL);

  return sprint_hypervisor_query_get_network_finish (fixture->query, result, error);
}

static gboolean
set (Fixture            *fixture,
     const char         *name,
     SprintRemedyParts   parts,
     gboolean            on,
     SprintRemedyParts  *changed,
     GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_hypervisor_query_set_network_async (fixture->query, name, parts, on, NULL, await_result_cb, &result);
  await (result != NULL);

  return sprint_hypervisor_query_set_network_finish (fixture->query, result, changed, error);
}

static void
assert_state (Fixture  *fixture,
              gboolean  active,
              gboolean  autostart)
{
  g_autoptr (GError) error = NULL;
  SprintNetworkState *state = get (fixture, "default", &error);

  g_assert_no_error (error);
  g_assert_true (state->reachable);
  g_assert_true (state->defined);
  g_assert_cmpint (state->active, ==, active);
  g_assert_cmpint (state->autostart, ==, autostart);
  g_assert_cmpstr (state->bridge, ==, "virbr0");
  g_assert_cmpstr (state->uri, ==, DRIVER);
  sprint_network_state_free (state);
}

static void
test_network (Fixture       *fixture,
              gconstpointer  data)
{
  /* What is done to a network that runs and is not started with libvirt, what that changes, and how it is then. */
  static const struct { SprintRemedyParts parts; gboolean on; SprintRemedyParts changed; gboolean active, autostart; }
  steps[] = {
    { SPRINT_REMEDY_PARTS_ALL, TRUE, SPRINT_REMEDY_PARTS_ENABLE, TRUE, TRUE },
    { SPRINT_REMEDY_PARTS_ENABLE, FALSE, SPRINT_REMEDY_PARTS_ENABLE, TRUE, FALSE },
    { SPRINT_REMEDY_PARTS_START, FALSE, SPRINT_REMEDY_PARTS_START, FALSE, FALSE },
    { SPRINT_REMEDY_PARTS_ALL, TRUE, SPRINT_REMEDY_PARTS_ALL, TRUE, TRUE },
    { SPRINT_REMEDY_PARTS_ALL, TRUE, 0, TRUE, TRUE },
    { SPRINT_REMEDY_PARTS_ALL, FALSE, SPRINT_REMEDY_PARTS_ALL, FALSE, FALSE },
  };

  assert_state (fixture, TRUE, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GError) error = NULL;
    SprintRemedyParts changed = 0;

    g_assert_true (set (fixture, "default", steps[i].parts, steps[i].on, &changed, &error));
    g_assert_no_error (error);
    g_assert_cmpint (changed, ==, steps[i].changed);
    assert_state (fixture, steps[i].active, steps[i].autostart);
  }
}

/* In the words that a repair fails with. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) missing = NULL;
  SprintRemedyParts changed;

  g_assert_false (set (fixture, "missing", SPRINT_REMEDY_PARTS_ALL, TRUE, &changed, &missing));
  g_assert_error (missing, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_FAILED);
  refuses = TRUE;
  g_assert_false (set (fixture, "default", SPRINT_REMEDY_PARTS_ALL, TRUE, &changed, &refused));
  g_assert_error (refused, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_DECLINED);
  assert_state (fixture, TRUE, FALSE);
}

static void
test_no_daemon (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) reading = NULL;
  g_autoptr (GError) changing = NULL;
  SprintRemedyParts changed;

  g_assert_null (get (fixture, "default", &reading));
  g_assert_error (reading, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT);
  g_assert_false (set (fixture, "default", SPRINT_REMEDY_PARTS_ALL, FALSE, &changed, &changing));
  g_assert_error (changing, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_REPAIR);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SprintRemedyParts changed;

  g_cancellable_cancel (cancellable);
  sprint_hypervisor_query_set_network_async (fixture->query, "default", SPRINT_REMEDY_PARTS_ALL, TRUE, cancellable,
                                             await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_hypervisor_query_set_network_finish (fixture->query, result, &changed, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, uri, function) \
  g_test_add ("/system-libvirt/" name, Fixture, uri, set_up, function, tear_down)
  ADD ("network", DRIVER, test_network);
  ADD ("refused", DRIVER, test_refused);
  ADD ("no-daemon", NO_DAEMON, test_no_daemon);
  ADD ("cancelled", DRIVER, test_cancelled);
  return g_test_run ();
}
