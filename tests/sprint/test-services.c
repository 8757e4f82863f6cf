/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <libvirt/libvirt.h>
#include <string.h>

#include "await.h"
#include "core/definition/gconfig-pointers.h"
#include "core/host/check/host-error.h"
#include "core/host/watch/host-watch.h"
#include "core/machine/machine-private.h"
#include "core/sprint/local-hypervisor.h"
#include "remove-tree.h"
#include "scene.h"

#define NO_DAEMON "qemu+unix:///session?socket=/nonexistent/socket"

static char *awake;   /* the file that a daemon which was started leaves; NULL for libvirt as it is */

/* Takes the place of libvirt's: its daemon sleeps until there is that file. */
virConnectPtr
virConnectOpen (const char *name)
{
  virConnectPtr (*libvirt) (const char *) = (virConnectPtr (*) (const char *)) dlsym (RTLD_NEXT, "virConnectOpen");

  if (awake != NULL)
    name = g_file_test (awake, G_FILE_TEST_EXISTS) ? "test:///default" : NO_DAEMON;

  return libvirt (name);
}

static void
test_one_of_each (void)
{
  Scene *scene = scene_new ("test:///default");
  SprintServices *services = scene->services;
  g_autofree char *wanted = g_build_filename (g_get_user_data_dir (), "sprint", "disks", NULL);

  g_assert_true (sprint_services_get_host (services) == sprint_services_get_host (services));
  g_assert_true (sprint_services_get_storage (services) == sprint_services_get_storage (services));
  g_assert_true (sprint_services_get_catalogue (services) == sprint_services_get_catalogue (services));
  g_assert_true (sprint_services_get_package_table (services) == sprint_services_get_package_table (services));
  g_assert_true (sprint_services_get_acceleration_record (services) ==
                 sprint_services_get_acceleration_record (services));
  g_assert_true (sprint_connection_list_find (sprint_services_get_connections (services), "test:///default") ==
                 sprint_services_get_local_connection (services));
  g_assert_cmpstr (sprint_platform_get_disk_folder (sprint_services_get_platform (services)), ==, wanted);
  /* Nothing is asked of libvirt by making them. */
  g_assert_cmpint (sprint_connection_get_state (scene->connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
  scene_free (scene);
}

/* A package is asked for only where this distribution has one. */
static void
test_installer (void)
{
  static const char * const components[] = { "installer", NULL };
  Scene *scene = scene_new ("test:///default");
  SprintOffer *offer = sprint_catalogue_get_default_offer (sprint_services_get_catalogue (scene->services));
  g_auto (GStrv) packages = sprint_package_table_get_packages (sprint_services_get_package_table (scene->services),
                                                               components);

  g_assert_cmpstr (sprint_offer_get_component (offer), ==, packages[0] != NULL ? "installer" : NULL);
  scene_free (scene);
}

static void
test_hypervisor (void)
{
  Scene *scene = scene_new ("test:///default");
  g_autoptr (SprintLocalHypervisor) query = sprint_local_hypervisor_new (scene->connection);
  g_autoptr (GVirConfigDomainCapabilities) capabilities = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *version = NULL;

  sprint_hypervisor_query_get_version_async (SPRINT_HYPERVISOR_QUERY (query), NULL, await_result_cb, &result);
  await (result != NULL);
  version = sprint_hypervisor_query_get_version_finish (SPRINT_HYPERVISOR_QUERY (query), result, &error);
  g_assert_no_error (error);
  g_assert_true (g_regex_match_simple ("^[0-9]+\\.[0-9]+\\.[0-9]+$", version, 0, 0));
  g_clear_object (&result);

  sprint_hypervisor_query_get_domain_capabilities_async (SPRINT_HYPERVISOR_QUERY (query), NULL, await_result_cb,
                                                         &result);
  await (result != NULL);
  capabilities =
    sprint_hypervisor_query_get_domain_capabilities_finish (SPRINT_HYPERVISOR_QUERY (query), result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (capabilities);
  g_clear_object (&result);
  g_clear_object (&query);
  scene_free (scene);
}

/* A failure of the machine room's in the words of the one table; what that does not foresee has none. */
static void
test_hypervisor_words (void)
{
  Scene *scene = scene_new (NULL);
  g_autoptr (SprintLocalHypervisor) query = sprint_local_hypervisor_new (scene->connection);
  g_autoptr (GError) refused = g_error_new_literal (SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NOT_AUTHORIZED, "raw");
  g_autoptr (GError) other = g_error_new_literal (g_quark_from_static_string ("another"), 7, "raw");
  g_autofree char *advice = NULL;
  g_autofree char *no_advice = NULL;
  g_autofree char *words = sprint_hypervisor_query_describe_error (SPRINT_HYPERVISOR_QUERY (query), refused, &advice);

  g_assert_cmpstr (words, ==, "libvirt does not allow you to do that");
  g_assert_nonnull (advice);
  g_assert_null (sprint_hypervisor_query_describe_error (SPRINT_HYPERVISOR_QUERY (query), other, &no_advice));
  g_assert_null (no_advice);
  g_clear_object (&query);
  scene_free (scene);
}

static void
test_no_hypervisor (void)
{
  Scene *scene = scene_new (NO_DAEMON);
  g_autoptr (SprintLocalHypervisor) query = sprint_local_hypervisor_new (scene->connection);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_hypervisor_query_get_version_async (SPRINT_HYPERVISOR_QUERY (query), NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_null (sprint_hypervisor_query_get_version_finish (SPRINT_HYPERVISOR_QUERY (query), result, &error));
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT);
  g_clear_error (&error);
  g_clear_object (&result);
  sprint_hypervisor_query_get_domain_capabilities_async (SPRINT_HYPERVISOR_QUERY (query), NULL, await_result_cb,
                                                         &result);
  await (result != NULL);
  g_assert_null (sprint_hypervisor_query_get_domain_capabilities_finish (SPRINT_HYPERVISOR_QUERY (query), result,
                                                                         &error));
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT);
  g_clear_object (&result);
  g_clear_object (&query);
  scene_free (scene);
}

static void
tell_cb (gpointer  source,
         guint    *told)
{
  (*told)++;
}

static void
told_cb (SprintHostEvents *events,
         const char       *what,
         guint            *told)
{
  g_assert_cmpstr (what, ==, "libvirt");
  (*told)++;
}

static void
ask_version (SprintHypervisorQuery *query,
             gboolean               answers)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *version = NULL;

  sprint_hypervisor_query_get_version_async (query, NULL, await_result_cb, &result);
  await (result != NULL);
  version = sprint_hypervisor_query_get_version_finish (query, result, NULL);
  g_assert_cmpint (version != NULL, ==, answers);
}

/* That a connection opens and closes is told, once each, and what it was like before is not. */
static void
test_hypervisor_events (void)
{
  Scene *scene = scene_new ("test:///default");
  SprintLocalHypervisor *query = sprint_local_hypervisor_new (scene->connection);
  SprintHostEvents *events = SPRINT_HOST_EVENTS (query);
  guint told = 0;

  g_signal_connect (query, "changed", G_CALLBACK (told_cb), &told);
  sprint_host_events_start (events);
  sprint_host_events_start (events);
  ask_version (SPRINT_HYPERVISOR_QUERY (query), TRUE);
  g_assert_cmpuint (told, ==, 1);
  ask_version (SPRINT_HYPERVISOR_QUERY (query), TRUE);
  g_assert_cmpuint (told, ==, 1);

  sprint_host_events_stop (events);
  sprint_connection_close (scene->connection);
  sprint_host_events_start (events);
  g_assert_cmpuint (told, ==, 1);
  ask_version (SPRINT_HYPERVISOR_QUERY (query), TRUE);
  g_assert_cmpuint (told, ==, 2);

  sprint_host_events_stop (events);
  sprint_host_events_start (events);
  sprint_connection_close (scene->connection);
  g_assert_cmpuint (told, ==, 3);
  g_assert_finalize_object (query);
  scene_free (scene);
}

/* The checks try to reach a libvirt that is not there: that must not have them asked again, and so on for ever. */
static void
test_examined_once (void)
{
  Scene *scene = scene_new (NO_DAEMON);
  SprintHost *host = sprint_services_get_host (scene->services);
  SprintLocalHypervisor *query = sprint_local_hypervisor_new (scene->connection);
  g_autoptr (SprintLocalHypervisor) other = sprint_local_hypervisor_new (scene->connection);
  g_autoptr (SprintHostWatch) watch = sprint_host_watch_new ();
  g_autoptr (SprintHostWatch) later = sprint_host_watch_new ();
  g_autoptr (GAsyncResult) result = NULL;
  guint told = 0, told_later = 0;

  sprint_host_watch_add (watch, SPRINT_HOST_EVENTS (query));
  sprint_host_watch_add (later, SPRINT_HOST_EVENTS (other));
  g_signal_connect (watch, "changed", G_CALLBACK (tell_cb), &told);
  g_signal_connect (later, "changed", G_CALLBACK (tell_cb), &told_later);
  sprint_host_watch_hold (watch);
  sprint_host_watch_hold (later);
  sprint_host_examine_async (host, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_host_examine_finish (host, result, NULL));
  g_assert_cmpint (sprint_check_get_state (sprint_host_get_check (host, "libvirt-session")), !=,
                   SPRINT_CHECK_STATE_PASS);
  /* What the first would tell, it has told before this. */
  sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (other), "something");
  await (told_later == 1);
  g_assert_cmpuint (told, ==, 0);

  sprint_host_watch_release (watch);
  sprint_host_watch_release (later);
  g_clear_object (&watch);
  g_clear_object (&later);
  g_clear_object (&query);
  g_clear_object (&other);
  g_clear_object (&result);
  scene_free (scene);
}

static void
count_cb (SprintServices *services,
          GParamSpec     *pspec,
          guint          *n)
{
  *n += 1;
}

/* Busy from the first piece of work to the last; each may be without a way to give it up. */
static void
test_work (void)
{
  Scene *scene = scene_new ("test:///default");
  g_autoptr (GCancellable) one = g_cancellable_new ();
  g_autoptr (GCancellable) other = g_cancellable_new ();
  guint n = 0;

  g_signal_connect (scene->services, "notify::busy", G_CALLBACK (count_cb), &n);
  g_assert_false (sprint_services_get_busy (scene->services));
  sprint_services_begin_work (scene->services, one);
  sprint_services_begin_work (scene->services, NULL);
  sprint_services_begin_work (scene->services, other);
  g_assert_true (sprint_services_get_busy (scene->services));
  sprint_services_end_work (scene->services, other);
  sprint_services_cancel_work (scene->services);
  g_assert_true (g_cancellable_is_cancelled (one));
  g_assert_false (g_cancellable_is_cancelled (other));
  sprint_services_end_work (scene->services, one);
  g_assert_true (sprint_services_get_busy (scene->services));
  g_assert_cmpuint (n, ==, 1);
  sprint_services_end_work (scene->services, NULL);
  g_assert_false (sprint_services_get_busy (scene->services));
  g_assert_cmpuint (n, ==, 2);
  scene_free (scene);
}

static void
write_program (const char *folder,
               const char *name,
               const char *script)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
}

/* A change of this computer is work until it is in the file: nobody ends before who would have to take it back. */
static void
test_repair_is_work (void)
{
  const SprintRepair module = { SPRINT_REMEDY_ACTION_LOAD_MODULE, (char *) "kvm_intel", 0 };
  Scene *scene = scene_new ("test:///default");
  SprintRepairer *repairer = sprint_services_get_repairer (scene->services);
  SprintPlatform *platform = sprint_services_get_platform (scene->services);
  g_autofree char *file = g_build_filename (sprint_platform_get_state_folder (platform), "repairs.ini", NULL);
  g_autofree char *before = g_strdup (g_getenv ("PATH"));
  g_autofree char *path = g_strconcat (scene->folder, ":", before, NULL);
  g_autofree char *go = g_build_filename (scene->folder, "go", NULL);
  g_autofree char *quoted = g_shell_quote (go);
  g_autofree char *wait =
    g_strdup_printf ("for i in $(seq 2000); do test -e %s && exit; sleep 0.01; done; exit 1", quoted);
  const char * const scripts[] = { "exit 126", wait };
  g_autofree char *text = NULL;

  g_setenv ("PATH", path, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_autofree char *script = g_strconcat ("#!/bin/sh\n", scripts[i], "\n", NULL);
    g_autoptr (GAsyncResult) result = NULL;

    write_program (scene->folder, "pkexec", script);
    g_assert_false (sprint_services_get_busy (scene->services));
    sprint_repairer_apply_async (repairer, &module, FALSE, NULL, await_result_cb, &result);
    g_assert_true (sprint_services_get_busy (scene->services));
    if (i == 1)
      g_assert_true (g_file_set_contents (go, "", -1, NULL));
    await (result != NULL);
    await (!sprint_services_get_busy (scene->services));
    g_assert_cmpint (sprint_repairer_apply_finish (repairer, result, NULL), ==, i == 1);
    g_assert_cmpint (g_file_get_contents (file, &text, NULL, NULL), ==, i == 1);
  }
  g_assert_nonnull (strstr (text, "[load-module kvm_intel]"));
  g_setenv ("PATH", before, TRUE);
  scene_free (scene);
}

typedef struct {
  char *folder;
  char *path;                 /* as it was */
  SprintServices *services;
  SprintConnection *connection;
} Sandbox;

/* @spawn: what flatpak-spawn does in it. */
static void
sandbox_set_up (Sandbox       *sandbox,
                gconstpointer  spawn)
{
  g_autoptr (SprintPlatform) platform = NULL;
  g_autofree char *info = NULL;
  g_autofree char *path = NULL;
  g_autofree char *script = NULL;
  g_autofree char *host = NULL;

  sandbox->folder = g_dir_make_tmp ("sandbox-XXXXXX", NULL);
  sandbox->path = g_strdup (g_getenv ("PATH"));
  awake = g_build_filename (sandbox->folder, "awake", NULL);
  info = g_build_filename (sandbox->folder, "info", NULL);
  g_assert_true (g_file_set_contents (info, "", -1, NULL));
  script = g_strdup_printf ("#!/bin/sh\necho \"$*\" >>%s/called\n%s\n", sandbox->folder, (const char *) spawn);
  write_program (sandbox->folder, "flatpak-spawn", script);
  write_program (sandbox->folder, "host/usr/sbin/libvirtd", "");
  path = g_strconcat (sandbox->folder, ":", sandbox->path, NULL);
  g_setenv ("PATH", path, TRUE);
  g_setenv ("AWAKE", awake, TRUE);

  host = g_build_filename (sandbox->folder, "host", NULL);
  platform = g_object_new (SPRINT_TYPE_PLATFORM, "flatpak-info", info, "host-root", host, NULL);
  sandbox->services = sprint_services_new (platform, NO_DAEMON);
  sandbox->connection = sprint_services_get_local_connection (sandbox->services);
}

static void
sandbox_tear_down (Sandbox       *sandbox,
                   gconstpointer  spawn)
{
  GWeakRef connection;

  g_weak_ref_init (&connection, sandbox->connection);
  sprint_connection_close (sandbox->connection);
  g_clear_object (&sandbox->services);
  await (await_is_gone (&connection));
  g_weak_ref_clear (&connection);
  g_setenv ("PATH", sandbox->path, TRUE);
  g_clear_pointer (&awake, g_free);
  remove_tree (sandbox->folder);
  g_free (sandbox->folder);
  g_free (sandbox->path);
}

static char *
read_calls (Sandbox *sandbox)
{
  g_autofree char *path = g_build_filename (sandbox->folder, "called", NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

#define WOKEN "--host --watch-bus /usr/sbin/libvirtd --daemon --timeout=120\n"

static void
test_sandboxed (Sandbox       *sandbox,
                gconstpointer  spawn)
{
  SprintConnectionList *connections = sprint_services_get_connections (sandbox->services);
  SprintConnection *other = sprint_connection_list_add (connections, "qemu:///system");
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  g_autoptr (SprintServices) native = sprint_services_new (platform, NO_DAEMON);

  g_assert_true (sprint_connection_get_sandboxed (sandbox->connection));
  g_assert_true (sprint_connection_get_sandboxed (other));
  g_assert_false (sprint_connection_get_sandboxed (sprint_services_get_local_connection (native)));
}

/* Whoever asks first: all questions that wait for the connection are answered once the daemon is awake. */
static void
test_asleep (Sandbox       *sandbox,
             gconstpointer  spawn)
{
  SprintHost *host = sprint_services_get_host (sandbox->services);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *calls = NULL;

  sprint_host_examine_async (host, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_host_examine_finish (host, result, NULL));
  g_assert_cmpint (sprint_check_get_state (sprint_host_get_check (host, "libvirt-session")), ==,
                   SPRINT_CHECK_STATE_PASS);
  /* libvirt's test driver has answered. */
  g_assert_cmpstr (sprint_check_get_summary (sprint_host_get_check (host, "spice")), ==, "QEMU does not offer SPICE");
  g_assert_cmpint (sprint_connection_get_state (sandbox->connection), ==, SPRINT_CONNECTION_STATE_OPEN);
  calls = read_calls (sandbox);
  g_assert_cmpstr (calls, ==, WOKEN);
}

/* Any address of the session's daemon, and none of the system's, which is not the person's to start. */
static void
test_other_addresses (Sandbox       *sandbox,
                      gconstpointer  spawn)
{
  SprintConnectionList *connections = sprint_services_get_connections (sandbox->services);
  SprintConnection *system = sprint_connection_list_add (connections, "qemu:///system");
  SprintConnection *session = sprint_connection_list_add (connections, "qemu:///session");
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *calls = NULL;

  sprint_connection_open_async (system, NULL, await_result_cb, &refused);
  await (refused != NULL);
  g_assert_false (sprint_connection_open_finish (system, refused, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
  g_clear_error (&error);
  before = read_calls (sandbox);
  g_assert_cmpstr (before, ==, "");
  sprint_connection_open_async (session, NULL, await_result_cb, &opened);
  await (opened != NULL);
  sprint_connection_open_finish (session, opened, &error);
  g_assert_no_error (error);
  calls = read_calls (sandbox);
  g_assert_cmpstr (calls, ==, WOKEN);
  sprint_connection_close (session);
}

static void
open_in_vain (Sandbox *sandbox,
              GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_connection_open_async (sandbox->connection, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_connection_open_finish (sandbox->connection, result, error));
}

/* Once for each time that somebody asks, and what was tried is in the details. */
static void
test_not_woken (Sandbox       *sandbox,
                gconstpointer  spawn)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  g_autofree char *calls = NULL;

  open_in_vain (sandbox, &error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
  g_assert_true (g_str_has_suffix (error->message, "\n/usr/sbin/libvirtd did not start"));
  open_in_vain (sandbox, &again);
  g_assert_cmpstr (again->message, ==, error->message);
  calls = read_calls (sandbox);
  g_assert_cmpstr (calls, ==, WOKEN WOKEN);
}

/* Nobody waits for it any more. */
static void
test_closed_asleep (Sandbox       *sandbox,
                    gconstpointer  spawn)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_connection_open_async (sandbox->connection, NULL, await_result_cb, &result);
  for (gboolean called = FALSE; !called;) {
    g_autofree char *calls = read_calls (sandbox);

    called = *calls != '\0';
    g_main_context_iteration (NULL, FALSE);
  }
  sprint_connection_close (sandbox->connection);
  await (result != NULL);
  g_assert_false (sprint_connection_open_finish (sandbox->connection, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sprint_connection_get_state (sandbox->connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
}

/* There is nothing on the host that could be started. */
static void
test_not_there (Sandbox       *sandbox,
                gconstpointer  spawn)
{
  g_autofree char *host = g_build_filename (sandbox->folder, "host", NULL);
  g_autofree char *calls = NULL;
  g_autoptr (GError) error = NULL;

  remove_tree (host);
  open_in_vain (sandbox, &error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
  calls = read_calls (sandbox);
  g_assert_cmpstr (calls, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/services/one-of-each", test_one_of_each);
  g_test_add_func ("/services/installer", test_installer);
  g_test_add_func ("/services/hypervisor", test_hypervisor);
  g_test_add_func ("/services/hypervisor-words", test_hypervisor_words);
  g_test_add_func ("/services/no-hypervisor", test_no_hypervisor);
  g_test_add_func ("/services/hypervisor-events", test_hypervisor_events);
  g_test_add_func ("/services/examined-once", test_examined_once);
  g_test_add_func ("/services/work", test_work);
  g_test_add_func ("/services/repair-is-work", test_repair_is_work);
#define ADD(name, spawn, function) \
  g_test_add ("/services/sandbox/" name, Sandbox, spawn, sandbox_set_up, function, sandbox_tear_down)
  ADD ("sandboxed", "", test_sandboxed);
  ADD ("asleep", ">$AWAKE", test_asleep);
  ADD ("other-addresses", ">$AWAKE", test_other_addresses);
  ADD ("not-woken", "exit 1", test_not_woken);
  ADD ("closed-asleep", "exec sleep 1000", test_closed_asleep);
  ADD ("not-there", "", test_not_there);
  return g_test_run ();
}
