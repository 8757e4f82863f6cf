/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "await.h"
#include "core/definition/definition.h"
#include "core/definition/gconfig-pointers.h"
#include "core/machine/machine-private.h"
#include "core/sprint/caretaker.h"
#include "scene.h"

typedef struct {
  Scene *scene;
  SprintCaretaker *caretaker;
  SprintMachine *machine;   /* installing, and running */
  guint installed;
  guint failures;
} Fixture;

static void
installed_cb (SprintCaretaker *caretaker,
              SprintMachine   *machine,
              Fixture         *fixture)
{
  g_assert_true (machine == fixture->machine);
  fixture->installed++;
}

static void
failed_cb (SprintCaretaker *caretaker,
           SprintMachine   *machine,
           const char      *words,
           Fixture         *fixture)
{
  g_assert_true (machine == fixture->machine);
  g_assert_nonnull (words);
  fixture->failures++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  Scene *scene = scene_new (NULL);
  g_autofree char *path = scene_write (scene, "a.iso", "", 4096);
  g_autoptr (SprintMedium) medium = scene_iso (path, FALSE);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  fixture->scene = scene;
  scene_open (scene);
  fixture->caretaker = sprint_caretaker_new (scene->services);
  g_signal_connect (fixture->caretaker, "installed", G_CALLBACK (installed_cb), fixture);
  g_signal_connect (fixture->caretaker, "acceleration-failed", G_CALLBACK (failed_cb), fixture);
  scene_choose (scene, medium, "Installing");
  creation = scene_create (scene, NULL, &error);
  g_assert_no_error (error);
  fixture->machine = g_object_ref (sprint_creation_get_machine (creation));
  sprint_creation_note_first_frame (creation);
  await (sprint_machine_get_state (fixture->machine) == SPRINT_MACHINE_STATE_RUNNING);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->caretaker);
  g_clear_object (&fixture->machine);
  scene_free (fixture->scene);
}

static gboolean
is_installing (SprintMachine *machine)
{
  g_autoptr (GVirConfigDomain) description = scene_describe (machine);

  return sprint_definition_is_installing (description);
}

static void
force_off (Fixture *fixture)
{
  scene_act (fixture->machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
  await (sprint_machine_get_state (fixture->machine) == SPRINT_MACHINE_STATE_OFF);
}

/* The driver ends a guest that restarts as on_reboot=destroy has it, but tells nobody that it restarted. */
static void
restart_and_end (Fixture *fixture)
{
  sprint_machine_note_restart (fixture->machine);
  scene_act (fixture->machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
}

static void
test_installed (Fixture       *fixture,
                gconstpointer  data)
{
  g_assert_true (is_installing (fixture->machine));
  restart_and_end (fixture);
  await (fixture->installed == 1);
  await (sprint_machine_get_state (fixture->machine) == SPRINT_MACHINE_STATE_RUNNING);
  g_assert_false (is_installing (fixture->machine));
  g_assert_false (sprint_machine_get_restarted_last (fixture->machine));
  /* Ending it again now is the person's own doing. */
  force_off (fixture);
  g_assert_cmpuint (fixture->installed, ==, 1);
}

static void
test_not_installing (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  force_off (fixture);
  sprint_caretaker_finish_installation_async (fixture->caretaker, fixture->machine, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_caretaker_finish_installation_finish (fixture->caretaker, result, &error));
  g_assert_no_error (error);
  await (sprint_machine_get_state (fixture->machine) == SPRINT_MACHINE_STATE_RUNNING);
  /* A restart that ends it, though nothing was being installed, is left as it is. */
  restart_and_end (fixture);
  await (sprint_machine_get_state (fixture->machine) == SPRINT_MACHINE_STATE_OFF);
  g_assert_false (is_installing (fixture->machine));
  g_assert_cmpuint (fixture->installed, ==, 0);
  g_assert_cmpint (sprint_machine_get_state (fixture->machine), ==, SPRINT_MACHINE_STATE_OFF);
}

static void
test_broken_off (Fixture       *fixture,
                 gconstpointer  data)
{
  force_off (fixture);
  g_assert_true (is_installing (fixture->machine));
  g_assert_cmpuint (fixture->installed, ==, 0);
  g_assert_cmpint (sprint_machine_get_state (fixture->machine), ==, SPRINT_MACHINE_STATE_OFF);

  for (guint i = 0; i < 2; i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    /* The first time it is off, the second it runs. */
    sprint_caretaker_repeat_installation_async (fixture->caretaker, fixture->machine, NULL, await_result_cb, &result);
    await (result != NULL);
    g_assert_true (sprint_caretaker_repeat_installation_finish (fixture->caretaker, result, &error));
    g_assert_no_error (error);
    await (sprint_machine_get_state (fixture->machine) == SPRINT_MACHINE_STATE_RUNNING);
    g_assert_true (is_installing (fixture->machine));
  }
  restart_and_end (fixture);
  await (fixture->installed == 1);
  g_assert_false (is_installing (fixture->machine));
}

static void
test_repeated_after_end (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  restart_and_end (fixture);
  await (fixture->installed == 1);
  await (sprint_machine_get_state (fixture->machine) == SPRINT_MACHINE_STATE_RUNNING);
  sprint_caretaker_repeat_installation_async (fixture->caretaker, fixture->machine, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_caretaker_repeat_installation_finish (fixture->caretaker, result, &error));
  g_assert_no_error (error);
  g_assert_true (is_installing (fixture->machine));
}

static void
test_installer_gone (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->scene->folder, "a.iso", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  restart_and_end (fixture);
  await (fixture->installed == 1);
  await (sprint_machine_get_state (fixture->machine) == SPRINT_MACHINE_STATE_RUNNING);
  g_assert_cmpint (g_unlink (path), ==, 0);
  sprint_caretaker_repeat_installation_async (fixture->caretaker, fixture->machine, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_caretaker_repeat_installation_finish (fixture->caretaker, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, path));
  scene_check_words (error, "File Not Found", FALSE);
  /* Nothing was done to it. */
  g_assert_cmpint (sprint_machine_get_state (fixture->machine), ==, SPRINT_MACHINE_STATE_RUNNING);
  g_assert_false (is_installing (fixture->machine));
}

static void
not_installed_cb (SprintCaretaker *caretaker,
                  SprintMachine   *machine,
                  const GError    *error,
                  GError         **kept)
{
  g_assert_false (sprint_caretaker_is_ending_installation (caretaker, machine));
  g_assert_null (*kept);
  *kept = g_error_copy (error);
}

/* Somebody else is faster: then libvirt refuses the start. */
static void
start_elsewhere_cb (SprintMachine *machine,
                    GParamSpec    *pspec,
                    Fixture       *fixture)
{
  virConnectPtr handle;
  virDomainPtr domain;

  if (sprint_machine_get_state (machine) != SPRINT_MACHINE_STATE_OFF)
    return;
  g_assert_true (sprint_caretaker_is_ending_installation (fixture->caretaker, machine));
  handle = sprint_connection_ref_handle (fixture->scene->connection);
  domain = virDomainLookupByUUIDString (handle, sprint_machine_get_uuid (machine));
  g_assert_cmpint (virDomainCreate (domain), ==, 0);
  virDomainFree (domain);
  virConnectClose (handle);
}

static void
test_not_ended (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->caretaker, "not-installed", G_CALLBACK (not_installed_cb), &error);
  g_signal_connect (fixture->machine, "notify::state", G_CALLBACK (start_elsewhere_cb), fixture);
  restart_and_end (fixture);
  await (error != NULL);
  g_assert_cmpuint (error->domain, ==, SPRINT_MACHINE_ERROR);
  g_assert_cmpuint (fixture->installed, ==, 0);
  g_signal_handlers_disconnect_by_func (fixture->machine, start_elsewhere_cb, fixture);
}

static void
test_never_installed (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (SprintMachine) foreign = g_list_model_get_item (G_LIST_MODEL (fixture->scene->connection), 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (sprint_machine_get_name (foreign), ==, "test");
  sprint_caretaker_repeat_installation_async (fixture->caretaker, foreign, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_caretaker_repeat_installation_finish (fixture->caretaker, result, &error));
  g_assert_error (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_INVALID);
}

static void
test_emulate_refused (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_caretaker_emulate_async (fixture->caretaker, fixture->machine, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_caretaker_emulate_finish (fixture->caretaker, result, &error));
  g_assert_error (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_NOT_SUPPORTED);
  scene_check_words (error, "Not Offered Here", TRUE);
}

/* As if the guest had run for long enough: no test waits for that. */
static void
let_time_pass (void)
{
  for (guint id = 1; id < 100000; id++) {
    GSource *source = g_main_context_find_source_by_id (NULL, id);

    if (source != NULL && g_strcmp0 (g_source_get_name (source), "sprint-proof-of-kvm") == 0)
      g_source_set_ready_time (source, 0);
  }
}

/* What libvirt's test driver cannot do, the machine is told. */
static void
test_acceleration (Fixture       *fixture,
                   gconstpointer  data)
{
  SprintAccelerationRecord *record = sprint_services_get_acceleration_record (fixture->scene->services);
  const char *words = "KVM internal error. Suberror: 1";

  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, "the disk is full", FALSE);
  g_assert_cmpuint (fixture->failures, ==, 0);
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL, TRUE);
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, words, TRUE);
  g_assert_cmpuint (fixture->failures, ==, 0);
  g_assert_null (sprint_acceleration_record_get_failure (record));

  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL, FALSE);
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, words, FALSE);
  g_assert_cmpuint (fixture->failures, ==, 1);
  g_assert_cmpstr (sprint_acceleration_record_get_failure (record), ==, words);

  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL, FALSE);
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_OFF, "error: failed to set MSR 0x10a to 0x0", FALSE);
  g_assert_cmpuint (fixture->failures, ==, 2);

  /* A while of running accelerated clears the record. */
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL, FALSE);
  g_assert_nonnull (sprint_acceleration_record_get_failure (record));
  let_time_pass ();
  await (sprint_acceleration_record_get_failure (record) == NULL);
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, NULL, FALSE);
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL, FALSE);
  sprint_machine_delete_async (fixture->machine, NULL, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_machine_delete_finish (fixture->machine, result, &error));
  await (scene_count_machines (fixture->scene) == 1);
  /* What is told of it now is heard by nobody. */
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, "KVM internal error. Suberror: 1", FALSE);
  g_assert_cmpuint (fixture->failures, ==, 0);
}

/* A connection that is no longer wanted is not kept. */
static void
test_connection_removed (Fixture       *fixture,
                         gconstpointer  data)
{
  SprintConnectionList *connections = sprint_services_get_connections (fixture->scene->services);
  SprintConnection *connection = sprint_connection_list_add (connections, "qemu:///system");

  g_assert_true (sprint_connection_get_local (connection));
  g_object_add_weak_pointer (G_OBJECT (connection), (gpointer *) &connection);
  sprint_connection_list_remove (connections, connection);
  await (connection == NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/caretaker/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("installed", test_installed);
  ADD ("not-installing", test_not_installing);
  ADD ("broken-off", test_broken_off);
  ADD ("repeated-after-end", test_repeated_after_end);
  ADD ("installer-gone", test_installer_gone);
  ADD ("not-ended", test_not_ended);
  ADD ("never-installed", test_never_installed);
  ADD ("emulate-refused", test_emulate_refused);
  ADD ("acceleration", test_acceleration);
  ADD ("removed", test_removed);
  ADD ("connection-removed", test_connection_removed);
  return g_test_run ();
}
