/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "await.h"
#include "core/definition/gconfig-pointers.h"
#include "core/host/host-error.h"
#include "core/sprint/local-hypervisor.h"
#include "scene.h"

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
  Scene *scene = scene_new ("qemu+unix:///session?socket=/nonexistent/socket");
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
  g_test_add_func ("/services/work", test_work);
  return g_test_run ();
}
