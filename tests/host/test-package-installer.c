/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/packages/package-installer.h"

#include "await.h"
#include "core/host/check/host-error.h"
#include "host-folder.h"
#include "packagekit-double.h"

#define QEMU "qemu;1:10.0;amd64;main"
#define SPICE "spice;2.0;amd64;main"
#define LIBVIRT "libvirt;11.3;amd64;main"

static const char * const names[] = { "qemu", "spice", NULL };
static const char * const both[] = { QEMU, SPICE, NULL };
static const char * const none[] = { NULL };

typedef struct {
  PackageKitDouble *daemon;
  HostFolder *root;
  SprintHostReader *reader;
  SprintPackageInstaller *installer;
  gboolean installing;         /* the daemon has been told to */
  gboolean asked;              /* a question has been */
  gboolean answer;
  SprintPackageQuestion kind;
  char *text;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->daemon = packagekit_double_new (both);
  fixture->root = host_folder_new ();
  fixture->reader = sprint_host_reader_new (fixture->root);
  fixture->installer = sprint_package_installer_new (fixture->reader);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  await_gone (g_steal_pointer (&fixture->installer));
  packagekit_double_free (fixture->daemon);
  g_object_unref (fixture->reader);
  host_folder_free (fixture->root);
  g_free (fixture->text);
}

static gboolean
is_busy (SprintPackageInstaller *installer)
{
  gboolean busy;

  g_object_get (installer, "busy", &busy, NULL);

  return busy;
}

static SprintPackagePlan *
plan (SprintPackageInstaller  *installer,
      const char * const      *packages,
      GError                 **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_package_installer_plan_async (installer, packages, NULL, await_result_cb, &result);
  g_assert_true (is_busy (installer));
  await (result != NULL);
  g_assert_false (is_busy (installer));

  return sprint_package_installer_plan_finish (installer, result, error);
}

static gboolean
install (SprintPackageInstaller  *installer,
         SprintPackagePlan       *what,
         GError                 **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_package_installer_install_async (installer, what, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (is_busy (installer));

  return sprint_package_installer_install_finish (installer, result, error);
}

static void
assert_calls (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *calls = packagekit_double_take_calls (fixture->daemon);

  g_assert_cmpstr (calls, ==, expected);
}

/* One that is planned, with the daemon ready for what comes next. */
static SprintPackagePlan *
plan_both (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SprintPackagePlan *made = plan (fixture->installer, names, &error);
  g_autofree char *calls = packagekit_double_take_calls (fixture->daemon);

  g_assert_no_error (error);
  g_assert_cmpstrv (sprint_package_plan_get_requested_ids (made), both);

  return made;
}

static void
assert_not_there (void)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new ("/nonexistent");
  SprintPackageInstaller *installer = sprint_package_installer_new (reader);
  g_autoptr (SprintPackagePlan) filled = sprint_package_plan_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (plan (installer, names, &error));
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_PACKAGEKIT);
  g_clear_error (&error);
  sprint_package_plan_add_requested (filled, QEMU);
  g_assert_false (install (installer, filled, &error));
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_PACKAGEKIT);
  await_gone (installer);
}

/* In a process of its own: GDBus may take what it failed to open for the next one who asks. */
static void
test_no_bus (void)
{
  if (g_test_subprocess ()) {
    g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
    assert_not_there ();
    return;
  }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_no_daemon (void)
{
  assert_not_there ();
}

static void
test_plan (Fixture       *fixture,
           gconstpointer  data)
{
  const char *wanted[] = { "libvirt", "qemu", "spice", "nobody-has-it", NULL };
  const char *installed[] = { LIBVIRT, NULL };
  const char *company[] = { "+seabios;1.16;all;main", "-old;0.1;amd64;installed", "^glib;2.84;amd64;main", NULL };
  const char *additions[] = { "seabios 1.16", "glib 2.84", NULL };
  const char *removals[] = { "old 0.1", NULL };
  const char *unknown[] = { "nobody-has-it", NULL };
  g_autoptr (SprintPackagePlan) made = NULL;
  g_autoptr (GError) error = NULL;

  packagekit_double_set_packages (fixture->daemon, installed, both, NULL);
  packagekit_double_set_company (fixture->daemon, company);
  made = plan (fixture->installer, wanted, &error);
  g_assert_no_error (error);
  g_assert_cmpstrv (sprint_package_plan_get_requested_ids (made), both);
  g_assert_cmpstrv (sprint_package_plan_get_additions (made), additions);
  g_assert_cmpstrv (sprint_package_plan_get_removals (made), removals);
  g_assert_cmpstrv (sprint_package_plan_get_unknown (made), unknown);
  g_assert_cmpuint (sprint_package_plan_get_download_size (made), ==, 4 * PACKAGEKIT_DOUBLE_SIZE);
  /* The newer one takes the room of the older one. */
  g_assert_cmpuint (sprint_package_plan_get_disk_size (made), ==, 3 * PACKAGEKIT_DOUBLE_DISK);
  g_assert_cmpuint (sprint_package_plan_get_size (made, 1), ==, PACKAGEKIT_DOUBLE_SIZE);
  /* What is unknown has the lists refreshed, once. */
  assert_calls (fixture, "Resolve Resolve RefreshCache Resolve Simulate GetDetails");
}

/* PackageKit before 1.3 tells what there is to fetch, and nothing of the disk. */
static void
test_old_sizes (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) made = NULL;

  packagekit_double_set_old_sizes (fixture->daemon, TRUE);
  made = plan_both (fixture);
  g_assert_cmpuint (sprint_package_plan_get_download_size (made), ==, 3 * PACKAGEKIT_DOUBLE_SIZE);
  g_assert_cmpuint (sprint_package_plan_get_disk_size (made), ==, 0);
}

static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { PkRestartEnum said; SprintPackageRestart expected; } steps[] = {
    { PK_RESTART_ENUM_APPLICATION, SPRINT_PACKAGE_RESTART_NONE },
    { PK_RESTART_ENUM_SECURITY_SESSION, SPRINT_PACKAGE_RESTART_SESSION },
    { PK_RESTART_ENUM_SYSTEM, SPRINT_PACKAGE_RESTART_COMPUTER },
    /* What was needed before is needed yet. */
    { PK_RESTART_ENUM_SECURITY_SESSION, SPRINT_PACKAGE_RESTART_COMPUTER },
    { PK_RESTART_ENUM_UNKNOWN, SPRINT_PACKAGE_RESTART_COMPUTER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (SprintPackagePlan) made = plan_both (fixture);
    SprintPackageRestart restart;

    packagekit_double_set_restart (fixture->daemon, steps[i].said);
    g_assert_true (install (fixture->installer, made, NULL));
    g_object_get (fixture->installer, "restart", &restart, NULL);
    g_assert_cmpint (restart, ==, steps[i].expected);
    packagekit_double_set_packages (fixture->daemon, none, both, NULL);
  }
}

/* Debian's packages touch a file, and apt's backend does not always say so. */
static void
test_restart_file (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) made = NULL;
  g_autoptr (SprintPackagePlan) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SprintPackageRestart restart;

  /* Of another day. */
  host_folder_write (fixture->root, "/run/reboot-required", "old");
  made = plan_both (fixture);
  g_assert_true (install (fixture->installer, made, NULL));
  g_object_get (fixture->installer, "restart", &restart, NULL);
  g_assert_cmpint (restart, ==, SPRINT_PACKAGE_RESTART_NONE);

  packagekit_double_set_packages (fixture->daemon, none, both, NULL);
  again = plan_both (fixture);
  packagekit_double_hang (fixture->daemon, "InstallPackages");
  sprint_package_installer_install_async (fixture->installer, again, NULL, await_result_cb, &result);
  await (packagekit_double_is_busy (fixture->daemon));
  host_folder_write (fixture->root, "/run/reboot-required", "new");
  packagekit_double_end (fixture->daemon, 0, NULL);
  await (result != NULL);
  g_object_get (fixture->installer, "restart", &restart, NULL);
  g_assert_cmpint (restart, ==, SPRINT_PACKAGE_RESTART_COMPUTER);
}

static void
test_stale_lists (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) made = NULL;
  g_autoptr (GError) error = NULL;

  packagekit_double_set_packages (fixture->daemon, none, none, both);
  made = plan (fixture->installer, names, &error);
  g_assert_no_error (error);
  g_assert_cmpstrv (sprint_package_plan_get_requested_ids (made), both);
  g_assert_cmpstrv (sprint_package_plan_get_unknown (made), none);
  assert_calls (fixture, "Resolve Resolve RefreshCache Resolve Simulate GetDetails");
}

static void
test_nothing_to_do (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) made = NULL;
  g_autoptr (SprintPackagePlan) empty = NULL;
  g_autoptr (GError) error = NULL;

  packagekit_double_set_packages (fixture->daemon, both, none, NULL);
  made = plan (fixture->installer, names, &error);
  g_assert_no_error (error);
  g_assert_true (sprint_package_plan_is_empty (made));
  assert_calls (fixture, "Resolve");

  empty = plan (fixture->installer, none, &error);
  g_assert_no_error (error);
  g_assert_true (install (fixture->installer, empty, &error));
  g_assert_no_error (error);
  assert_calls (fixture, "");
}

static const struct {
  const char *method;
  PkErrorEnum code;
  SprintHostError own;
} faults[] = {
  { "RefreshCache", PK_ERROR_ENUM_NO_NETWORK, SPRINT_HOST_ERROR_NO_NETWORK },
  { "RefreshCache", PK_ERROR_ENUM_CANNOT_FETCH_SOURCES, SPRINT_HOST_ERROR_DOWNLOAD },
  { "Simulate", PK_ERROR_ENUM_DEP_RESOLUTION_FAILED, SPRINT_HOST_ERROR_CONFLICT },
  { "GetDetails", PK_ERROR_ENUM_INTERNAL_ERROR, SPRINT_HOST_ERROR_FAILED },
  { "InstallPackages", PK_ERROR_ENUM_NOT_AUTHORIZED, SPRINT_HOST_ERROR_NOT_AUTHORIZED },
  { "InstallPackages", PK_ERROR_ENUM_PACKAGE_DOWNLOAD_FAILED, SPRINT_HOST_ERROR_DOWNLOAD },
  { "InstallPackages", PK_ERROR_ENUM_NO_SPACE_ON_DEVICE, SPRINT_HOST_ERROR_NO_SPACE },
  { "InstallPackages", PK_ERROR_ENUM_PACKAGE_NOT_FOUND, SPRINT_HOST_ERROR_NO_PACKAGE },
};

static void
test_faults (Fixture       *fixture,
             gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    gboolean installing = g_str_equal (faults[i].method, "InstallPackages");
    g_autoptr (SprintPackagePlan) made = installing ? plan_both (fixture) : NULL;
    g_autoptr (SprintPackagePlan) again = NULL;
    g_autoptr (GError) error = NULL;
    const char * const *wanted = names;
    const char *unknown[] = { "qemu", "nobody-has-it", NULL };

    g_test_message ("%s %s", faults[i].method, pk_error_enum_to_string (faults[i].code));
    if (g_str_equal (faults[i].method, "RefreshCache"))
      wanted = unknown;
    packagekit_double_fail (fixture->daemon, faults[i].method, faults[i].code, "raw words of the daemon",
                            PK_EXIT_ENUM_FAILED);
    if (installing)
      g_assert_false (install (fixture->installer, made, &error));
    else
      g_assert_null (plan (fixture->installer, wanted, &error));
    g_assert_error (error, SPRINT_HOST_ERROR, (int) faults[i].own);
    g_assert_cmpstr (error->message, ==, "raw words of the daemon");

    /* It is not the end: the next attempt starts afresh. */
    again = plan_both (fixture);
  }
}

/* polkit's refusal comes as an answer of the bus. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) made = plan_both (fixture);
  g_autoptr (GError) error = NULL;

  packagekit_double_refuse (fixture->daemon, "InstallPackages",
                            "org.freedesktop.PackageKit.Transaction.RefusedByPolicy");
  g_assert_false (install (fixture->installer, made, &error));
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NOT_AUTHORIZED);
}

static void
test_dies (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const methods[] = { "Resolve", "Simulate", "InstallPackages" };

  for (gsize i = 0; i < G_N_ELEMENTS (methods) * 2; i++) {
    const char *method = methods[i / 2];
    gboolean installing = g_str_equal (method, "InstallPackages");
    g_autoptr (SprintPackagePlan) made = installing ? plan_both (fixture) : NULL;
    g_autoptr (SprintPackagePlan) again = NULL;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s, %s its answer", method, i % 2 == 0 ? "before" : "after");
    packagekit_double_die (fixture->daemon, method, i % 2 == 1);
    if (installing)
      g_assert_false (install (fixture->installer, made, &error));
    else
      g_assert_null (plan (fixture->installer, names, &error));
    g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DAEMON_DIED);

    /* It is started again. */
    packagekit_double_free (fixture->daemon);
    fixture->daemon = packagekit_double_new (both);
    again = plan_both (fixture);
  }
}

static gboolean
is_installing (Fixture *fixture)
{
  if (!fixture->installing) {
    g_autofree char *calls = packagekit_double_take_calls (fixture->daemon);

    fixture->installing = g_str_equal (calls, "InstallPackages");
  }

  return fixture->installing;
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintPackagePlan) made = plan_both (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  packagekit_double_hang (fixture->daemon, "InstallPackages");
  sprint_package_installer_install_async (fixture->installer, made, cancellable, await_result_cb,
                                          &result);

  /* One thing at a time. */
  sprint_package_installer_install_async (fixture->installer, made, NULL, await_result_cb, &second);
  await (second != NULL);
  g_assert_false (sprint_package_installer_install_finish (fixture->installer, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (is_busy (fixture->installer));

  await (is_installing (fixture));
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_false (sprint_package_installer_install_finish (fixture->installer, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (is_busy (fixture->installer));
  /* The daemon has been told. */
  assert_calls (fixture, "Cancel");
}

static gboolean
answer_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  sprint_package_installer_answer (fixture->installer, fixture->answer);

  return G_SOURCE_REMOVE;
}

static gboolean
question_cb (SprintPackageInstaller *installer,
             SprintPackageQuestion   kind,
             const char             *title,
             const char             *text,
             gpointer                user_data)
{
  Fixture *fixture = user_data;

  g_assert_nonnull (title);
  fixture->asked = TRUE;
  fixture->kind = kind;
  g_set_str (&fixture->text, text);
  /* A person takes their time. */
  g_idle_add (answer_cb, fixture);

  return TRUE;
}

static const struct {
  PkExitEnum exit;
  SprintPackageQuestion kind;
  const char *text;
  const char *calls;        /* after a yes */
} questions[] = {
  { PK_EXIT_ENUM_NEED_UNTRUSTED, SPRINT_PACKAGE_QUESTION_UNTRUSTED, "may do harm",
    "InstallPackages untrusted InstallPackages" },
  { PK_EXIT_ENUM_KEY_REQUIRED, SPRINT_PACKAGE_QUESTION_KEY, "“main”*A Signer (0x1234)",
    "InstallPackages InstallSignature InstallPackages" },
  { PK_EXIT_ENUM_EULA_REQUIRED, SPRINT_PACKAGE_QUESTION_LICENCE, "Long words.",
    "InstallPackages AcceptEula InstallPackages" },
  { PK_EXIT_ENUM_MEDIA_CHANGE_REQUIRED, SPRINT_PACKAGE_QUESTION_MEDIA, "“Disc 2”",
    "InstallPackages InstallPackages" },
};

static void
test_question (Fixture       *fixture,
               gconstpointer  data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SprintPackagePlan) made = plan_both (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *pattern = g_strdup_printf ("*%s*", questions[i].text);

  /* Where nobody asks the person, the answer is no. */
  packagekit_double_ask (fixture->daemon, questions[i].exit);
  g_assert_false (install (fixture->installer, made, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_calls (fixture, "InstallPackages");

  g_signal_connect (fixture->installer, "question", G_CALLBACK (question_cb), fixture);
  packagekit_double_ask (fixture->daemon, questions[i].exit);
  g_assert_false (install (fixture->installer, made, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (fixture->asked);
  g_assert_cmpint (fixture->kind, ==, questions[i].kind);
  g_assert_true (g_pattern_match_simple (pattern, fixture->text));
  assert_calls (fixture, "InstallPackages");

  fixture->answer = TRUE;
  packagekit_double_ask (fixture->daemon, questions[i].exit);
  g_assert_true (install (fixture->installer, made, &error));
  g_assert_no_error (error);
  assert_calls (fixture, questions[i].calls);
}

#define add(name, function) add_with (name, 0, function)
#define add_with(name, data, function) \
  g_test_add ("/host/package-installer/" name, Fixture, GSIZE_TO_POINTER (data), \
              set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Not where there is to be none: that process is over before GLib has noted which bus ends with it. */
  if (!g_test_subprocess ())
    packagekit_double_init ();

  g_test_add_func ("/host/package-installer/no-bus", test_no_bus);
  g_test_add_func ("/host/package-installer/no-daemon", test_no_daemon);
  add ("plan", test_plan);
  add ("old-sizes", test_old_sizes);
  add ("restart", test_restart);
  add ("restart-file", test_restart_file);
  add ("stale-lists", test_stale_lists);
  add ("nothing-to-do", test_nothing_to_do);
  add ("faults", test_faults);
  add ("refused", test_refused);
  add ("dies", test_dies);
  add ("cancelled", test_cancelled);
  add_with ("question/untrusted", 0, test_question);
  add_with ("question/key", 1, test_question);
  add_with ("question/licence", 2, test_question);
  add_with ("question/media", 3, test_question);
  return g_test_run ();
}
