/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/packages/package-installer.h"

#include <glib/gstdio.h>

#include "await.h"
#include "core/host/check/host-error.h"
#include "host-folder.h"
#include "packagekit-double.h"

static const char * const names[] = { "qemu", NULL };

typedef struct {
  PackageKitDouble *daemon;
  HostFolder *root;
  SprintHostReader *reader;
  SprintPackageInstaller *installer;
  GCancellable *cancellable;
  GAsyncResult *result;
  GString *phases;         /* each one that was shown, between bars */
} Fixture;

static void
phase_cb (SprintPackageProgress *progress,
          GParamSpec            *pspec,
          Fixture               *fixture)
{
  g_autofree char *phase = NULL;

  g_object_get (progress, "phase", &phase, NULL);
  g_string_append_printf (fixture->phases, "%s|", phase != NULL ? phase : "");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->root = host_folder_new ();
  fixture->reader = sprint_host_reader_new (fixture->root);
  fixture->daemon = packagekit_double_new (NULL);
  fixture->installer = sprint_package_installer_new (fixture->reader);
  fixture->cancellable = g_cancellable_new ();
  fixture->phases = g_string_new ("|");
  g_signal_connect (sprint_package_installer_get_progress (fixture->installer), "notify::phase", G_CALLBACK (phase_cb),
                    fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->result);
  await_gone (g_steal_pointer (&fixture->installer));
  packagekit_double_free (fixture->daemon);
  g_object_unref (fixture->reader);
  g_object_unref (fixture->cancellable);
  host_folder_free (fixture->root);
  g_string_free (fixture->phases, TRUE);
}

static void
hold_lock (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->root, "/var/lib/dpkg/lock-frontend", NULL);
  g_autofree char *line = NULL;
  GStatBuf status;

  host_folder_write (fixture->root, "/var/lib/dpkg/lock-frontend", "");
  host_folder_write (fixture->root, "/proc/self/mountinfo", "36 35 8:1 / / rw - ext4 /dev/x rw\n");
  host_folder_write (fixture->root, "/proc/1234/comm", "apt\n");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  line = g_strdup_printf ("1: POSIX  ADVISORY  WRITE 1234 08:01:%" G_GUINT64_FORMAT " 0 EOF\n",
                          (guint64) status.st_ino);
  host_folder_write (fixture->root, "/proc/locks", line);
}

static void
let_go (Fixture *fixture)
{
  host_folder_write (fixture->root, "/proc/locks", "");
}

static gboolean
is_shown (Fixture    *fixture,
          const char *phase)
{
  g_autofree char *pattern = g_strdup_printf ("|%s|", phase);

  return strstr (fixture->phases->str, pattern) != NULL;
}

static void
fail_for_lock (Fixture    *fixture,
               const char *method)
{
  packagekit_double_fail (fixture->daemon, method, PK_ERROR_ENUM_CANNOT_GET_LOCK, "Could not get lock",
                          PK_EXIT_ENUM_FAILED);
}

static void
start_plan (Fixture *fixture)
{
  sprint_package_installer_plan_async (fixture->installer, names, fixture->cancellable, await_result_cb,
                                       &fixture->result);
}

/* Takes what came of it. */
static SprintPackagePlan *
finish_plan (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SprintPackagePlan *plan;

  await (fixture->result != NULL);
  plan = sprint_package_installer_plan_finish (fixture->installer, fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);

  return plan;
}

static void
start_install (Fixture           *fixture,
               SprintPackagePlan *plan)
{
  sprint_package_installer_install_async (fixture->installer, plan, fixture->cancellable, await_result_cb,
                                          &fixture->result);
}

static void
assert_installed (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  await (fixture->result != NULL);
  g_assert_true (sprint_package_installer_install_finish (fixture->installer, fixture->result, &error));
  g_assert_no_error (error);
}

static void
assert_calls (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *calls = packagekit_double_take_calls (fixture->daemon);

  g_assert_cmpstr (calls, ==, expected);
}

static void
fraction_cb (guint *n)
{
  ++*n;
}

/* PackageKit waits itself, and says so; in turns with words that are no news. */
static void
test_packagekit_waits (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) plan = NULL;
  SprintPackageProgress *progress = sprint_package_installer_get_progress (fixture->installer);
  guint n_fractions = 0;

  start_plan (fixture);
  plan = finish_plan (fixture);
  hold_lock (fixture);
  packagekit_double_hang (fixture->daemon, "InstallPackages");
  start_install (fixture, plan);
  await (packagekit_double_is_busy (fixture->daemon));
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_WAITING_FOR_LOCK, 101);
  await (is_shown (fixture, "Waiting for apt (process 1234)…"));

  g_string_assign (fixture->phases, "|");
  g_signal_connect_swapped (progress, "notify::fraction", G_CALLBACK (fraction_cb), &n_fractions);
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_LOADING_CACHE, 100);
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_WAITING_FOR_LOCK, 50);
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_LOADING_CACHE, 100);
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_DOWNLOAD, 10);
  await (is_shown (fixture, "Downloading…") && n_fractions > 0);
  g_assert_cmpstr (fixture->phases->str, ==, "|Downloading…|");
  /* That of the download alone: there is none while it waits. */
  g_assert_cmpuint (n_fractions, ==, 1);
  g_signal_handlers_disconnect_by_func (progress, fraction_cb, &n_fractions);
  packagekit_double_end (fixture->daemon, 0, NULL);
  assert_installed (fixture);
}

/* It gives up after some seconds; Sprint does not. */
static void
test_gives_up (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) plan = NULL;

  start_plan (fixture);
  plan = finish_plan (fixture);
  assert_calls (fixture, "Resolve Resolve Simulate GetDetails");
  hold_lock (fixture);
  fail_for_lock (fixture, "InstallPackages");
  start_install (fixture, plan);
  await (is_shown (fixture, "Waiting for apt (process 1234)…"));
  /* It is looked again, and as long as it is held nothing is asked. */
  host_folder_write (fixture->root, "/proc/1234/comm", "apt-get\n");
  await (is_shown (fixture, "Waiting for apt-get (process 1234)…"));
  host_folder_write (fixture->root, "/proc/1234/comm", "dpkg\n");
  await (is_shown (fixture, "Waiting for dpkg (process 1234)…"));
  assert_calls (fixture, "InstallPackages");
  g_assert_null (fixture->result);

  let_go (fixture);
  assert_installed (fixture);
  assert_calls (fixture, "InstallPackages");
}

/* It says that it waits first, and fails after that: whoever was seen is looked for still. */
static void
test_waits_and_gives_up (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) plan = NULL;

  start_plan (fixture);
  plan = finish_plan (fixture);
  assert_calls (fixture, "Resolve Resolve Simulate GetDetails");
  hold_lock (fixture);
  packagekit_double_hang (fixture->daemon, "InstallPackages");
  start_install (fixture, plan);
  await (packagekit_double_is_busy (fixture->daemon));
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_WAITING_FOR_LOCK, 101);
  await (is_shown (fixture, "Waiting for apt (process 1234)…"));
  g_string_assign (fixture->phases, "|");
  packagekit_double_end (fixture->daemon, PK_ERROR_ENUM_CANNOT_GET_LOCK, "Could not get lock");
  host_folder_write (fixture->root, "/proc/1234/comm", "apt-get\n");
  await (is_shown (fixture, "Waiting for apt-get (process 1234)…"));
  host_folder_write (fixture->root, "/proc/1234/comm", "dpkg\n");
  await (is_shown (fixture, "Waiting for dpkg (process 1234)…"));
  assert_calls (fixture, "InstallPackages");
  g_assert_false (is_shown (fixture, "Waiting for another installation…"));

  let_go (fixture);
  assert_installed (fixture);
  assert_calls (fixture, "InstallPackages");
}

static void
test_plan (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) plan = NULL;

  hold_lock (fixture);
  fail_for_lock (fixture, "Resolve");
  start_plan (fixture);
  await (is_shown (fixture, "Waiting for apt (process 1234)…"));
  let_go (fixture);
  plan = finish_plan (fixture);
  g_assert_false (sprint_package_plan_is_empty (plan));
}

/* apt's backend calls lists that somebody else is fetching lists that could not be fetched. */
static void
test_lists (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const none[] = { NULL };
  g_autoptr (SprintPackagePlan) plan = NULL;

  packagekit_double_set_packages (fixture->daemon, none, none, names);
  packagekit_double_fail (fixture->daemon, "RefreshCache", PK_ERROR_ENUM_CANNOT_FETCH_SOURCES,
                          "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 79 (apt)",
                          PK_EXIT_ENUM_FAILED);
  start_plan (fixture);
  plan = finish_plan (fixture);
  g_assert_false (sprint_package_plan_is_empty (plan));
  g_assert_cmpuint (packagekit_double_n_refreshed (fixture->daemon), ==, 2);
}

/* Nobody is seen to hold it: PackageKit is asked again after a moment. */
static void
test_unseen (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) plan = NULL;

  start_plan (fixture);
  plan = finish_plan (fixture);
  fail_for_lock (fixture, "InstallPackages");
  start_install (fixture, plan);
  assert_installed (fixture);
  g_assert_true (is_shown (fixture, "Waiting for another installation…"));
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  gboolean can_cancel, busy;

  start_plan (fixture);
  plan = finish_plan (fixture);
  assert_calls (fixture, "Resolve Resolve Simulate GetDetails");
  hold_lock (fixture);
  fail_for_lock (fixture, "InstallPackages");
  start_install (fixture, plan);
  await (is_shown (fixture, "Waiting for apt (process 1234)…"));
  g_object_get (sprint_package_installer_get_progress (fixture->installer), "can-cancel", &can_cancel, NULL);
  g_assert_true (can_cancel);
  g_cancellable_cancel (fixture->cancellable);
  await (fixture->result != NULL);
  g_assert_false (sprint_package_installer_install_finish (fixture->installer, fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_get (fixture->installer, "busy", &busy, NULL);
  g_assert_false (busy);
  assert_calls (fixture, "InstallPackages");
}

/* Until it may be, a cancellation is kept; and then it is passed on. */
static void
test_cancelled_early (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  start_plan (fixture);
  plan = finish_plan (fixture);
  packagekit_double_hang (fixture->daemon, "InstallPackages");
  start_install (fixture, plan);
  await (packagekit_double_is_busy (fixture->daemon));
  packagekit_double_allow_cancel (fixture->daemon, FALSE);
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_INSTALL, 42);
  await (is_shown (fixture, "Installing…"));
  g_cancellable_cancel (fixture->cancellable);
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_CLEANUP, 99);
  await (is_shown (fixture, "Cleaning up…"));
  g_assert_cmpuint (packagekit_double_n_cancelled (fixture->daemon), ==, 0);

  packagekit_double_allow_cancel (fixture->daemon, TRUE);
  await (fixture->result != NULL);
  g_assert_false (sprint_package_installer_install_finish (fixture->installer, fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (packagekit_double_n_cancelled (fixture->daemon), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  packagekit_double_init ();

#define ADD(name, function) g_test_add ("/host/package-lock/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("packagekit-waits", test_packagekit_waits);
  ADD ("gives-up", test_gives_up);
  ADD ("waits-and-gives-up", test_waits_and_gives_up);
  ADD ("plan", test_plan);
  ADD ("lists", test_lists);
  ADD ("unseen", test_unseen);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-early", test_cancelled_early);

  return g_test_run ();
}
