/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/packages/package-installer.h"

#include "await.h"
#include "core/host/check/host-error.h"
#include "core/host/packages/package-error.h"
#include "packagekit-double.h"

static const char * const names[] = { "qemu", "tools", NULL };

typedef struct {
  PackageKitDouble *daemon;
  SprintHostReader *reader;
  SprintPackageInstaller *installer;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->daemon = packagekit_double_new (NULL);
  packagekit_double_set_marks (fixture->daemon, TRUE);
  fixture->reader = sprint_host_reader_new ("/nonexistent");
  fixture->installer = sprint_package_installer_new (fixture->reader);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->installer);
  g_object_unref (fixture->reader);
  packagekit_double_free (fixture->daemon);
}

static SprintPackagePlan *
plan (Fixture  *fixture,
      GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_package_installer_plan_async (fixture->installer, names, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_package_installer_plan_finish (fixture->installer, result, error);
}

static gboolean
install (Fixture            *fixture,
         SprintPackagePlan  *plan,
         GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_package_installer_install_async (fixture->installer, plan, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_package_installer_install_finish (fixture->installer, result, error);
}

/* Every end but a good one is a failure, and each has its own words. */
static void
test_ends (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct { PkErrorEnum error; const char *words; PkExitEnum exit; SprintHostError code; } ends[] = {
    { PK_ERROR_ENUM_PROCESS_KILL, "killed", PK_EXIT_ENUM_KILLED, SPRINT_HOST_ERROR_DAEMON_DIED },
    { 0, NULL, PK_EXIT_ENUM_REPAIR_REQUIRED, SPRINT_HOST_ERROR_UNFINISHED },
    { PK_ERROR_ENUM_UNFINISHED_TRANSACTION, "half", PK_EXIT_ENUM_FAILED, SPRINT_HOST_ERROR_UNFINISHED },
    { PK_ERROR_ENUM_CANNOT_GET_LOCK, "E: dpkg was interrupted, you must manually run 'dpkg --configure -a'",
      PK_EXIT_ENUM_FAILED, SPRINT_HOST_ERROR_UNFINISHED },
    /* As apt's backend says it. */
    { PK_ERROR_ENUM_CANNOT_GET_LOCK, "E: Encountered a section with no Package: header\nE: Problem with MergeList "
      "/var/lib/dpkg/status", PK_EXIT_ENUM_FAILED, SPRINT_HOST_ERROR_DATABASE },
    { PK_ERROR_ENUM_CANNOT_GET_LOCK, "E: Problem with MergeList /var/lib/apt/lists/some_list", PK_EXIT_ENUM_FAILED,
      SPRINT_HOST_ERROR_FAILED },
    { PK_ERROR_ENUM_CANNOT_GET_LOCK, "E: Malformed entry 1 in list file /etc/apt/sources.list.d/x.list (Suite)\n"
      "E: The list of sources could not be read.", PK_EXIT_ENUM_FAILED, SPRINT_HOST_ERROR_FAILED },
    { PK_ERROR_ENUM_NO_NETWORK, "no cable", PK_EXIT_ENUM_FAILED, SPRINT_HOST_ERROR_NO_NETWORK },
    { PK_ERROR_ENUM_PACKAGE_DOWNLOAD_FAILED, "404", PK_EXIT_ENUM_FAILED, SPRINT_HOST_ERROR_DOWNLOAD },
    { PK_ERROR_ENUM_PACKAGE_ALREADY_INSTALLED, "one", PK_EXIT_ENUM_FAILED, SPRINT_HOST_ERROR_OVERTAKEN },
    { PK_ERROR_ENUM_PACKAGE_ALREADY_INSTALLED, "one", PK_EXIT_ENUM_SUCCESS, SPRINT_HOST_ERROR_OVERTAKEN },
    { PK_ERROR_ENUM_INTERNAL_ERROR, "oops", PK_EXIT_ENUM_FAILED, SPRINT_HOST_ERROR_FAILED },
    { PK_ERROR_ENUM_INTERNAL_ERROR, "oops", PK_EXIT_ENUM_SUCCESS, SPRINT_HOST_ERROR_FAILED },
  };
  g_autoptr (SprintPackagePlan) planned = plan (fixture, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autoptr (GError) error = NULL;

    packagekit_double_fail (fixture->daemon, "InstallPackages", ends[i].error, ends[i].words, ends[i].exit);
    g_test_message ("%u %s", ends[i].exit, ends[i].words);
    g_assert_false (install (fixture, planned, &error));
    g_assert_error (error, SPRINT_HOST_ERROR, (int) ends[i].code);
  }
}

/* As the library hands them out, with nothing said of why. */
static void
test_exits (void)
{
  static const struct { PkExitEnum exit; GQuark (*domain) (void); int code; } exits[] = {
    { PK_EXIT_ENUM_SUCCESS, NULL, 0 },
    { PK_EXIT_ENUM_CANCELLED, g_io_error_quark, G_IO_ERROR_CANCELLED },
    { PK_EXIT_ENUM_CANCELLED_PRIORITY, g_io_error_quark, G_IO_ERROR_CANCELLED },
    { PK_EXIT_ENUM_KILLED, sprint_host_error_quark, SPRINT_HOST_ERROR_DAEMON_DIED },
    { PK_EXIT_ENUM_REPAIR_REQUIRED, sprint_host_error_quark, SPRINT_HOST_ERROR_UNFINISHED },
    { PK_EXIT_ENUM_FAILED, sprint_host_error_quark, SPRINT_HOST_ERROR_FAILED },
    { PK_EXIT_ENUM_NEED_UNTRUSTED, sprint_host_error_quark, SPRINT_HOST_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (exits); i++) {
    g_autoptr (PkResults) results = pk_results_new ();
    g_autoptr (GError) error = NULL;

    pk_results_set_exit_code (results, exits[i].exit);
    error = sprint_package_error_new_from_results (results);
    if (exits[i].domain != NULL)
      g_assert_error (error, exits[i].domain (), exits[i].code);
    else
      g_assert_no_error (error);
  }
}

/* Somebody else was faster. */
static void
test_already_there (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) planned = plan (fixture, NULL);
  g_autoptr (GError) error = NULL;

  packagekit_double_fail (fixture->daemon, "InstallPackages", PK_ERROR_ENUM_ALL_PACKAGES_ALREADY_INSTALLED, "there",
                          PK_EXIT_ENUM_FAILED);
  g_assert_true (install (fixture, planned, &error));
  g_assert_no_error (error);
}

/* The planning of one, too, may be broken off by the daemon. */
static void
test_plan_killed (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) planned = plan (fixture, NULL);
  g_autoptr (SprintPackagePlan) none = NULL;
  g_autoptr (GError) error = NULL;

  packagekit_double_fail (fixture->daemon, "InstallPackages", PK_ERROR_ENUM_PACKAGE_DOWNLOAD_FAILED, "404",
                          PK_EXIT_ENUM_FAILED);
  g_assert_false (install (fixture, planned, NULL));
  packagekit_double_fail (fixture->daemon, "RefreshCache", 0, NULL, PK_EXIT_ENUM_KILLED);
  none = plan (fixture, &error);
  g_assert_null (none);
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DAEMON_DIED);
}

/* What the lists name and the servers no longer have will not come by asking again. */
static void
test_stale_lists (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) planned = plan (fixture, NULL);
  g_autoptr (SprintPackagePlan) again = NULL;
  g_autoptr (SprintPackagePlan) third = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (packagekit_double_n_refreshed (fixture->daemon), ==, 0);
  packagekit_double_fail (fixture->daemon, "InstallPackages", PK_ERROR_ENUM_PACKAGE_DOWNLOAD_FAILED, "404",
                          PK_EXIT_ENUM_FAILED);
  g_assert_false (install (fixture, planned, NULL));

  packagekit_double_fail (fixture->daemon, "RefreshCache", PK_ERROR_ENUM_CANNOT_FETCH_SOURCES, "no",
                          PK_EXIT_ENUM_FAILED);
  again = plan (fixture, &error);
  g_assert_null (again);
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DOWNLOAD);
  g_assert_cmpuint (packagekit_double_n_refreshed (fixture->daemon), ==, 1);

  again = plan (fixture, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (packagekit_double_n_refreshed (fixture->daemon), ==, 2);
  /* Once is enough. */
  third = plan (fixture, NULL);
  g_assert_nonnull (third);
  g_assert_cmpuint (packagekit_double_n_refreshed (fixture->daemon), ==, 2);
}

/* The simulation names what was asked for as well, in other words. */
static void
test_named_once (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const requested[] = { "qemu 1.0", "tools 1.0", NULL };
  static const char * const additions[] = { "glue 2.0", NULL };
  g_autoptr (SprintPackagePlan) planned = plan (fixture, NULL);

  g_assert_cmpstrv (sprint_package_plan_get_requested (planned), requested);
  g_assert_cmpstrv (sprint_package_plan_get_additions (planned), additions);
  g_assert_cmpuint (sprint_package_plan_get_download_size (planned), ==, 3 * PACKAGEKIT_DOUBLE_SIZE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  packagekit_double_init ();

#define ADD(name, function) g_test_add ("/host/package-faults/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("ends", test_ends);
  g_test_add_func ("/host/package-faults/exits", test_exits);
  ADD ("already-there", test_already_there);
  ADD ("plan-killed", test_plan_killed);
  ADD ("stale-lists", test_stale_lists);
  ADD ("named-once", test_named_once);

  return g_test_run ();
}
