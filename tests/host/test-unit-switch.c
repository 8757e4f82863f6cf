/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/repair/unit-switch.h"

#include "await.h"
#include "core/host/check/host-error.h"
#include "systemd-double.h"

#define UNIT "virtqemud.socket"
#define BACK ON " DisableUnitFiles:" UNIT " Reload"
#define ON "Subscribe ListUnitsByNames:" UNIT " EnableUnitFiles:" UNIT " Reload StartUnit:" UNIT
#define ALL SPRINT_REMEDY_PARTS_ALL

typedef struct {
  SystemdDouble *systemd;
  SprintRemedyParts changed;   /* by the last switch */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->systemd = systemd_double_new (TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  systemd_double_free (fixture->systemd);
}

/* (transfer full) (nullable): why it failed. */
static GError *
turn_parts (Fixture           *fixture,
            SprintRemedyParts  parts,
            gboolean           on)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  sprint_unit_switch_async (systemd_double_get_bus (fixture->systemd), UNIT, parts, on, NULL, await_result_cb,
                            &result);
  await (result != NULL);
  g_assert_cmpint (sprint_unit_switch_finish (result, &fixture->changed, &error), ==, error == NULL);
  return error;
}

static GError *
turn (Fixture  *fixture,
      gboolean  on)
{
  return turn_parts (fixture, ALL, on);
}

static void
test_on_and_off (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = turn (fixture, TRUE);

  g_assert_no_error (error);
  g_assert_cmpstr (systemd_double_get_calls (fixture->systemd), ==, ON);
  error = turn (fixture, FALSE);
  g_assert_no_error (error);
  g_assert_cmpstr (systemd_double_get_calls (fixture->systemd), ==,
                   ON " Subscribe DisableUnitFiles:" UNIT " Reload StopUnit:" UNIT);
}

/* What was so before is told apart. */
static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < 4; i++) {
    const gboolean runs = i % 2 == 1;
    const gboolean enabled = i < 2;
    g_autoptr (GError) error = NULL;

    if (i == 2)
      systemd_double_change_files (fixture->systemd);
    systemd_double_set_runs (fixture->systemd, runs);
    error = turn (fixture, TRUE);
    g_assert_no_error (error);
    g_assert_cmpint (fixture->changed, ==,
                     (runs ? 0 : SPRINT_REMEDY_PARTS_START) | (enabled ? 0 : SPRINT_REMEDY_PARTS_ENABLE));
  }
}

/* One of the two alone. */
static void
test_parts (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = turn_parts (fixture, SPRINT_REMEDY_PARTS_START, FALSE);

  g_assert_no_error (error);
  g_assert_cmpstr (systemd_double_get_calls (fixture->systemd), ==, "Subscribe StopUnit:" UNIT);
  error = turn_parts (fixture, SPRINT_REMEDY_PARTS_ENABLE, FALSE);
  g_assert_no_error (error);
  g_assert_cmpstr (systemd_double_get_calls (fixture->systemd), ==,
                   "Subscribe StopUnit:" UNIT " Subscribe DisableUnitFiles:" UNIT " Reload");
  g_assert_cmpint (fixture->changed, ==, 0);
}

/* The job can have ended before its name is known. */
static void
test_early (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  systemd_double_end_jobs (fixture->systemd, "done", TRUE);
  error = turn (fixture, TRUE);
  g_assert_no_error (error);
}

static void
test_job_fails (Fixture       *fixture,
                gconstpointer  data)
{
  static const char * const results[] = { "failed", "timeout", "dependency", "canceled" };

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (GError) error = NULL;

    systemd_double_end_jobs (fixture->systemd, results[i], i % 2 == 0);
    error = turn (fixture, TRUE);
    g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_FAILED);
    g_assert_nonnull (strstr (error->message, results[i]));
  }
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *method, *error; int code; } cases[] = {
    { "EnableUnitFiles", "org.freedesktop.DBus.Error.AccessDenied", SPRINT_HOST_ERROR_REPAIR_DECLINED },
    { "StartUnit", "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", SPRINT_HOST_ERROR_NO_REPAIR },
    { "StartUnit", "org.freedesktop.systemd1.NoSuchUnit", SPRINT_HOST_ERROR_REPAIR_FAILED },
    { "Reload", "org.freedesktop.systemd1.UnitMasked", SPRINT_HOST_ERROR_REPAIR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    systemd_double_refuse (fixture->systemd, cases[i].method, cases[i].error);
    error = turn (fixture, TRUE);
    g_assert_error (error, SPRINT_HOST_ERROR, cases[i].code);
    g_assert_cmpstr (error->message, ==, "No.");
  }
}

/* Its package is: nothing is left to be stopped, and it does not start. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct { const char *method, *error; } cases[] = {
    { "DisableUnitFiles", "org.freedesktop.systemd1.NoSuchUnit" },
    { "DisableUnitFiles", "org.freedesktop.DBus.Error.FileNotFound" },
    { "DisableUnitFiles", "System.Error.ENOENT" },
    { "StopUnit", "org.freedesktop.systemd1.NoSuchUnit" },
  };
  g_autoptr (GError) refused = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    systemd_double_refuse (fixture->systemd, cases[i].method, cases[i].error);
    error = turn (fixture, FALSE);
    g_assert_no_error (error);
    g_assert_true (g_str_has_suffix (systemd_double_get_calls (fixture->systemd), " Reload StopUnit:" UNIT));
  }
  systemd_double_refuse (fixture->systemd, "StopUnit", "org.freedesktop.DBus.Error.AccessDenied");
  refused = turn (fixture, FALSE);
  g_assert_error (refused, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_DECLINED);
}

/* What was enabled for a unit that then does not start is disabled again, whatever keeps it from starting. */
static void
test_taken_back (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  systemd_double_change_files (fixture->systemd);
  systemd_double_end_jobs (fixture->systemd, "failed", FALSE);
  error = turn (fixture, TRUE);
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_FAILED);
  g_assert_cmpstr (systemd_double_get_calls (fixture->systemd), ==, BACK);

  g_clear_error (&error);
  systemd_double_refuse (fixture->systemd, "StartUnit", "org.freedesktop.DBus.Error.AccessDenied");
  error = turn (fixture, TRUE);
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_DECLINED);
  g_assert_cmpstr (systemd_double_get_calls (fixture->systemd), ==, BACK " " BACK);

  g_clear_error (&error);
  systemd_double_hold (fixture->systemd, "StartUnit");
  sprint_unit_switch_async (systemd_double_get_bus (fixture->systemd), UNIT, ALL, TRUE, cancellable,
                            await_result_cb, &result);
  await (g_str_equal (systemd_double_get_calls (fixture->systemd), BACK " " BACK " " ON));
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_false (sprint_unit_switch_finish (result, &fixture->changed, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (systemd_double_get_calls (fixture->systemd), ==, BACK " " BACK " " BACK);
}

/* What was enabled by somebody else stays so. */
static void
test_left (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  systemd_double_end_jobs (fixture->systemd, "failed", FALSE);
  error = turn (fixture, TRUE);
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_FAILED);
  g_assert_cmpstr (systemd_double_get_calls (fixture->systemd), ==, ON);
}

/* The bus ends under it: nobody is missing who would ask for permission. */
static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  GDBusConnection *bus = systemd_double_get_bus (fixture->systemd);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  systemd_double_hold (fixture->systemd, "StartUnit");
  sprint_unit_switch_async (bus, UNIT, ALL, TRUE, NULL, await_result_cb, &result);
  await (g_str_equal (systemd_double_get_calls (fixture->systemd), ON));
  g_assert_true (g_dbus_connection_close_sync (bus, NULL, NULL));
  await (result != NULL);
  g_assert_false (sprint_unit_switch_finish (result, &fixture->changed, &error));
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_FAILED);
}

/* Nobody has systemd's name. */
static void
test_absent (void)
{
  Fixture fixture = { systemd_double_new (FALSE), 0 };
  g_autoptr (GError) error = turn (&fixture, TRUE);

  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_REPAIR);
  systemd_double_free (fixture.systemd);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* While a person looks for a password. */
  systemd_double_hold (fixture->systemd, "StartUnit");
  sprint_unit_switch_async (systemd_double_get_bus (fixture->systemd), UNIT, ALL, TRUE, cancellable,
                            await_result_cb, &result);
  await (g_str_equal (systemd_double_get_calls (fixture->systemd), ON));
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_false (sprint_unit_switch_finish (result, &fixture->changed, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* While systemd works on it. */
static void
test_cancelled_job (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  systemd_double_end_jobs (fixture->systemd, NULL, FALSE);
  sprint_unit_switch_async (systemd_double_get_bus (fixture->systemd), UNIT, ALL, TRUE, cancellable,
                            await_result_cb, &result);
  await (g_str_equal (systemd_double_get_calls (fixture->systemd), ON));
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_false (sprint_unit_switch_finish (result, &fixture->changed, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/host/unit-switch/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("on-and-off", test_on_and_off);
  ADD ("changed", test_changed);
  ADD ("parts", test_parts);
  ADD ("early", test_early);
  ADD ("job-fails", test_job_fails);
  ADD ("refused", test_refused);
  ADD ("gone", test_gone);
  ADD ("taken-back", test_taken_back);
  ADD ("left", test_left);
  g_test_add_func ("/host/unit-switch/absent", test_absent);
  ADD ("lost", test_lost);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-job", test_cancelled_job);
  return g_test_run ();
}
