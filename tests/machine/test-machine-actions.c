/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "await.h"
#include "core/definition/gconfig-pointers.h"
#include "core/machine/machine-private.h"
#include "core/problem/problem.h"
#include "driver.h"

#define START SPRINT_MACHINE_ACTION_START
#define PAUSE SPRINT_MACHINE_ACTION_PAUSE
#define RESUME SPRINT_MACHINE_ACTION_RESUME
#define SHUT_DOWN SPRINT_MACHINE_ACTION_SHUT_DOWN
#define RESTART SPRINT_MACHINE_ACTION_RESTART
#define FORCE_OFF SPRINT_MACHINE_ACTION_FORCE_OFF
#define ALWAYS (SPRINT_MACHINE_ACTION_RENAME | SPRINT_MACHINE_ACTION_DELETE)

/* libvirt's test driver starts with machines in any state. */
static const struct {
  const char *name;
  int libvirt;
  gboolean saved;
  SprintMachineState state;
  SprintMachineActions actions;
} machines[] = {
  { "unknown", VIR_DOMAIN_NOSTATE, FALSE, SPRINT_MACHINE_STATE_UNKNOWN, ALWAYS | FORCE_OFF },
  { "running", VIR_DOMAIN_RUNNING, FALSE, SPRINT_MACHINE_STATE_RUNNING,
    ALWAYS | PAUSE | SHUT_DOWN | RESTART | FORCE_OFF },
  { "blocked", VIR_DOMAIN_BLOCKED, FALSE, SPRINT_MACHINE_STATE_RUNNING,
    ALWAYS | PAUSE | SHUT_DOWN | RESTART | FORCE_OFF },
  { "paused", VIR_DOMAIN_PAUSED, FALSE, SPRINT_MACHINE_STATE_PAUSED, ALWAYS | RESUME | FORCE_OFF },
  { "asleep", VIR_DOMAIN_PMSUSPENDED, FALSE, SPRINT_MACHINE_STATE_PAUSED, ALWAYS | RESUME | FORCE_OFF },
  { "shutting-down", VIR_DOMAIN_SHUTDOWN, FALSE, SPRINT_MACHINE_STATE_SHUTTING_DOWN, ALWAYS | FORCE_OFF },
  { "off", VIR_DOMAIN_SHUTOFF, FALSE, SPRINT_MACHINE_STATE_OFF, ALWAYS | START },
  { "saved", VIR_DOMAIN_SHUTOFF, TRUE, SPRINT_MACHINE_STATE_SAVED, ALWAYS | START },
  /* It still is in the hypervisor: it must be ended before it can be started. */
  { "crashed", VIR_DOMAIN_CRASHED, FALSE, SPRINT_MACHINE_STATE_CRASHED, ALWAYS | FORCE_OFF },
};

static Driver *
open_driver (void)
{
  g_autoptr (GString) node = g_string_new (NULL);
  Driver *driver;

  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    g_string_append_printf (node,
                            "<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>"
                            "<name>%s</name><memory>65536</memory><vcpu>1</vcpu><os><type>hvm</type></os>"
                            "<test:runstate>%d</test:runstate>%s</domain>", machines[i].name, machines[i].libvirt,
                            machines[i].saved ? "<test:hasmanagedsave/>" : "");
  driver = driver_new (node->str);
  driver_open (driver);
  g_assert_cmpuint (driver_count (driver), ==, G_N_ELEMENTS (machines));
  return driver;
}

static int
libvirt_state (Driver     *driver,
               const char *name)
{
  virDomainPtr domain = driver_get_domain (driver, name);
  int state, reason;

  g_assert_cmpint (virDomainGetState (domain, &state, &reason, 0), ==, 0);
  virDomainFree (domain);
  return state;
}

static void
test_availability (void)
{
  g_autoptr (Driver) driver = open_driver ();

  for (guint i = 0; i < G_N_ELEMENTS (machines); i++) {
    SprintMachine *machine = driver_find (driver, machines[i].name);

    g_test_message ("%s", machines[i].name);
    g_assert_cmpint (sprint_machine_get_state (machine), ==, machines[i].state);
    g_assert_cmphex (sprint_machine_get_actions (machine), ==, machines[i].actions);
  }
}

static void
test_wrong_state (void)
{
  g_autoptr (Driver) driver = open_driver ();

  for (guint i = 0; i < G_N_ELEMENTS (machines); i++) {
    SprintMachine *machine = driver_find (driver, machines[i].name);

    for (SprintMachineActions action = START; action <= FORCE_OFF; action <<= 1) {
      g_autoptr (SprintProblem) problem = NULL;
      g_autoptr (GError) error = NULL;

      if (machines[i].actions & action)
        continue;
      g_test_message ("%s: %x", machines[i].name, action);
      g_assert_false (driver_act (machine, action, &error));
      g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_STATE);
      problem = sprint_problem_new (error);
      g_assert_cmpstr (problem->title, ==, "Not Possible Now");
      g_assert_false (sprint_machine_get_busy (machine));
      g_assert_cmpint (libvirt_state (driver, machines[i].name), ==, machines[i].libvirt);
    }
  }
}

/* What is offered, libvirt takes. */
static void
test_offered (void)
{
  for (SprintMachineActions action = START; action <= FORCE_OFF; action <<= 1) {
    g_autoptr (Driver) driver = open_driver ();

    for (guint i = 0; i < G_N_ELEMENTS (machines); i++) {
      SprintMachine *machine = driver_find (driver, machines[i].name);
      g_autoptr (GError) error = NULL;

      if ((machines[i].actions & action) == 0)
        continue;
      g_test_message ("%s: %x", machines[i].name, action);
      driver_act (machine, action, &error);
      /* One that is asleep is woken, which the test driver cannot. */
      if (action == RESUME && machines[i].libvirt == VIR_DOMAIN_PMSUSPENDED) {
        g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NOT_SUPPORTED);
        continue;
      }
      g_assert_no_error (error);
      if (action == FORCE_OFF || action == SHUT_DOWN)
        g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_OFF);
      else if (action == PAUSE)
        g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_PAUSED);
      else
        g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_RUNNING);
    }
  }
}

static void
test_not_an_action (void)
{
  static const SprintMachineActions actions[] = { SPRINT_MACHINE_ACTION_RENAME, SPRINT_MACHINE_ACTION_DELETE };
  g_autoptr (Driver) driver = open_driver ();
  SprintMachine *machine = driver_find (driver, "off");

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (driver_act (machine, actions[i], &error));
    g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NOT_SUPPORTED);
  }
  g_assert_nonnull (driver_find (driver, "off"));
}

/* Another program was faster, and its event is not there yet: libvirt says no. */
static void
test_refused (void)
{
  g_autoptr (Driver) driver = open_driver ();
  SprintMachine *machine = driver_find (driver, "running");
  virDomainPtr domain = driver_get_domain (driver, "running");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (virDomainDestroy (domain), ==, 0);
  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_RUNNING);
  g_assert_false (driver_act (machine, FORCE_OFF, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_STATE);
  g_assert_cmpstr (error->message, !=, "");
  /* And by then it is known why. */
  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_OFF);
  g_assert_false (sprint_machine_get_busy (machine));
  virDomainFree (domain);
}

static void
test_gone (void)
{
  g_autoptr (Driver) driver = open_driver ();
  g_autoptr (SprintMachine) machine = g_object_ref (driver_find (driver, "off"));
  virDomainPtr domain = driver_get_domain (driver, "off");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (virDomainUndefine (domain), ==, 0);
  g_assert_false (driver_act (machine, START, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MACHINE);
  g_assert_null (driver_find (driver, "off"));
  virDomainFree (domain);
}

/* What was read of it before it was deleted does not bring it back. */
static void
test_described_when_gone (void)
{
  g_autoptr (Driver) driver = open_driver ();
  g_autoptr (SprintMachine) machine = g_object_ref (driver_find (driver, "off"));
  virDomainPtr domain = driver_get_domain (driver, "off");
  virConnectPtr handle = driver_get_handle (driver);
  g_autoptr (GVirConfigDomain) description = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GError) error = NULL;

  sprint_machine_get_description_async (machine, NULL, await_result_cb, &read);
  await (read != NULL);
  description = sprint_machine_get_description_finish (machine, read, &error);
  g_assert_no_error (error);
  g_assert_cmpint (virDomainUndefine (domain), ==, 0);
  sprint_machine_set_description_async (machine, description, NULL, await_result_cb, &written);
  await (written != NULL);
  g_assert_false (sprint_machine_set_description_finish (machine, written, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MACHINE);
  g_assert_null (virDomainLookupByName (handle, "off"));
  g_assert_null (driver_find (driver, "off"));
  virConnectClose (handle);
  virDomainFree (domain);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_twice_at_once (void)
{
  g_autoptr (Driver) driver = open_driver ();
  SprintMachine *machine = driver_find (driver, "running");
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  guint notified = 0;

  g_signal_connect_swapped (machine, "notify::busy", G_CALLBACK (count_cb), &notified);
  sprint_machine_act_async (machine, FORCE_OFF, NULL, await_result_cb, &first);
  g_assert_true (sprint_machine_get_busy (machine));
  g_assert_cmphex (sprint_machine_get_actions (machine), ==, 0);
  sprint_machine_act_async (machine, FORCE_OFF, NULL, await_result_cb, &second);
  await (first != NULL && second != NULL);
  sprint_machine_act_finish (machine, first, &error);
  g_assert_no_error (error);
  g_assert_false (sprint_machine_act_finish (machine, second, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_STATE);
  g_assert_false (sprint_machine_get_busy (machine));
  g_assert_cmpuint (notified, ==, 2);
}

/* What is not an action of the list can be under way beside one: busy until the last has ended. */
static void
test_two_changes (void)
{
  g_autoptr (Driver) driver = open_driver ();
  SprintMachine *machine = driver_find (driver, "off");
  g_autoptr (GAsyncResult) started = NULL;
  g_autoptr (GAsyncResult) renamed = NULL;
  guint notified = 0;

  g_signal_connect_swapped (machine, "notify::busy", G_CALLBACK (count_cb), &notified);
  sprint_machine_act_async (machine, START, NULL, await_result_cb, &started);
  sprint_machine_rename_async (machine, "Renamed", NULL, await_result_cb, &renamed);
  await (started != NULL || renamed != NULL);
  if (started == NULL || renamed == NULL)
    g_assert_true (sprint_machine_get_busy (machine));
  await (started != NULL && renamed != NULL);
  g_assert_true (sprint_machine_act_finish (machine, started, NULL));
  g_assert_true (sprint_machine_rename_finish (machine, renamed, NULL));
  g_assert_false (sprint_machine_get_busy (machine));
  g_assert_cmpuint (notified, ==, 2);
}

static void
test_cancelled (void)
{
  g_autoptr (Driver) driver = open_driver ();
  SprintMachine *machine = driver_find (driver, "running");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_machine_act_async (machine, PAUSE, cancellable, await_result_cb, &result);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_false (sprint_machine_act_finish (machine, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (sprint_machine_get_busy (machine));
  g_clear_error (&error);
  /* libvirt may have taken it all the same; the machine is of use in either case. */
  driver_act (machine, FORCE_OFF, &error);
  g_assert_no_error (error);
}

/* Whoever cancelled before anything was asked of libvirt finds everything as it was. */
static void
test_cancelled_before (void)
{
  g_autoptr (Driver) driver = open_driver ();
  SprintMachine *machine = driver_find (driver, "off");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) answered = NULL;
  g_autofree char *version = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  sprint_machine_act_async (machine, START, cancellable, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_machine_act_finish (machine, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* What was asked for before this has at least begun. */
  sprint_connection_get_version_async (driver->connection, NULL, await_result_cb, &answered);
  await (answered != NULL);
  version = sprint_connection_get_version_finish (driver->connection, answered, NULL);
  g_assert_cmpint (libvirt_state (driver, "off"), ==, VIR_DOMAIN_SHUTOFF);
  g_assert_false (sprint_machine_get_busy (machine));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/machine-actions/availability", test_availability);
  g_test_add_func ("/machine-actions/wrong-state", test_wrong_state);
  g_test_add_func ("/machine-actions/offered", test_offered);
  g_test_add_func ("/machine-actions/not-an-action", test_not_an_action);
  g_test_add_func ("/machine-actions/refused", test_refused);
  g_test_add_func ("/machine-actions/gone", test_gone);
  g_test_add_func ("/machine-actions/described-when-gone", test_described_when_gone);
  g_test_add_func ("/machine-actions/twice-at-once", test_twice_at_once);
  g_test_add_func ("/machine-actions/two-changes", test_two_changes);
  g_test_add_func ("/machine-actions/cancelled", test_cancelled);
  g_test_add_func ("/machine-actions/cancelled-before", test_cancelled_before);
  return g_test_run ();
}
