/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "await.h"
#include "core/machine/machine-private.h"
#include "core/sprint/changed-start.h"
#include "core/sprint/creation-private.h"
#include "core/sprint/local-hypervisor.h"
#include "scene.h"

#define WORDS "KVM internal error. Suberror: 1"

typedef struct {
  Scene *scene;
  SprintCreation *creation;
  GCancellable *cancellable;
  SprintMachine *machine;
  SprintAccelerationRecord *record;
} Fixture;

/* A machine is made, and runs; accelerated unless @data. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  Scene *scene = scene_new (NULL);
  g_autofree char *path = scene_write (scene, "a.iso", "", 4096);
  g_autoptr (SprintMedium) medium = scene_iso (path, FALSE);
  g_autoptr (GError) error = NULL;

  fixture->scene = scene;
  fixture->record = sprint_services_get_acceleration_record (scene->services);
  scene_open (scene);
  scene_choose (scene, medium, "Starting");
  if (data == NULL)
    scene_accelerate (scene, scene->host);
  g_assert_true (sprint_choice_get_accelerated (scene->choice) == (data == NULL));
  fixture->cancellable = g_cancellable_new ();
  fixture->creation = scene_create (scene, fixture->cancellable, &error);
  g_assert_no_error (error);
  fixture->machine = g_object_ref (sprint_creation_get_machine (fixture->creation));
  await (sprint_machine_get_state (fixture->machine) == SPRINT_MACHINE_STATE_RUNNING);
  g_assert_true (sprint_creation_get_settling (fixture->creation));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->creation);
  g_clear_object (&fixture->cancellable);
  g_clear_object (&fixture->machine);
  scene_free (fixture->scene);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/*
 * libvirt's test driver has no emulation to go on in: what can be seen is that it is tried, that this is said, and
 * that the machine stays. That it succeeds is seen on a host whose KVM fails: tests/e2e/acceleration.
 */
static void
assert_went_on (Fixture *fixture)
{
  await (sprint_creation_get_emulated (fixture->creation));
  g_assert_cmpstr (sprint_acceleration_record_get_failure (fixture->record), ==, WORDS);
  await (sprint_creation_get_error (fixture->creation) != NULL);
  g_assert_cmpint (sprint_machine_get_state (fixture->machine), ==, SPRINT_MACHINE_STATE_OFF);
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 2);
  g_assert_true (sprint_creation_get_machine (fixture->creation) == fixture->machine);
}

/* The firmware's picture comes before the instruction that KVM cannot run. */
static void
test_after_first_frame (Fixture       *fixture,
                        gconstpointer  data)
{
  guint emulated = 0, framed = 0;

  g_signal_connect_swapped (fixture->creation, "notify::emulated", G_CALLBACK (count_cb), &emulated);
  g_signal_connect_swapped (fixture->creation, "notify::elapsed-us", G_CALLBACK (count_cb), &framed);
  sprint_creation_note_first_frame (fixture->creation);
  g_assert_cmpuint (framed, ==, 1);
  g_assert_true (sprint_creation_get_settling (fixture->creation));

  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, WORDS, FALSE);
  assert_went_on (fixture);
  g_assert_cmpuint (emulated, ==, 1);
}

static void
test_before_first_frame (Fixture       *fixture,
                         gconstpointer  data)
{
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, WORDS, FALSE);
  assert_went_on (fixture);
}

/* A disk that is full, or a person's own pause, has nothing to do with KVM. */
static void
test_other_pause (Fixture       *fixture,
                  gconstpointer  data)
{
  sprint_creation_note_first_frame (fixture->creation);
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, "the disk is full", FALSE);
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL, FALSE);
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, NULL, FALSE);
  g_assert_false (sprint_creation_get_emulated (fixture->creation));
  g_assert_null (sprint_creation_get_error (fixture->creation));
  g_assert_null (sprint_acceleration_record_get_failure (fixture->record));
}

/* What is emulated from the start has nothing to go on without. */
static void
test_emulated_before (Fixture       *fixture,
                      gconstpointer  data)
{
  sprint_creation_note_first_frame (fixture->creation);
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, WORDS, FALSE);
  g_assert_false (sprint_creation_get_emulated (fixture->creation));
  g_assert_null (sprint_creation_get_error (fixture->creation));
}

/* Once it has shown something, a guest that ends is the person's: nothing is taken back. */
static void
test_ends_after_first_frame (Fixture       *fixture,
                             gconstpointer  data)
{
  sprint_creation_note_first_frame (fixture->creation);
  scene_act (fixture->machine, SPRINT_MACHINE_ACTION_SHUT_DOWN);
  g_assert_null (sprint_creation_get_error (fixture->creation));
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 2);
}

static void
let_minute_pass (Fixture *fixture)
{
  g_source_set_ready_time (g_main_context_find_source_by_id (NULL, fixture->creation->settle_id), 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* A picture is waited for without an end, unless whoever waited has left. */
static void
test_left (Fixture       *fixture,
           gconstpointer  data)
{
  let_minute_pass (fixture);
  g_assert_true (sprint_creation_get_settling (fixture->creation));
  g_cancellable_cancel (fixture->cancellable);
  let_minute_pass (fixture);
  g_assert_false (sprint_creation_get_settling (fixture->creation));
  g_assert_cmpint (sprint_stage_get_state (fixture->creation->frame_stage), ==, SPRINT_STAGE_STATE_SKIPPED);
  /* From then on it is a machine like any other. */
  scene_tell (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, WORDS, FALSE);
  g_assert_false (sprint_creation_get_emulated (fixture->creation));
}

/* After a failure KVM is left alone, until somebody wants it tried. */
static void
test_tried_again (Fixture       *fixture,
                  gconstpointer  data)
{
  SprintChoice *choice = fixture->scene->choice;

  g_assert_false (sprint_choice_get_can_try_acceleration (choice));
  sprint_acceleration_record_note_failure (fixture->record, WORDS);
  g_assert_true (sprint_choice_get_can_try_acceleration (choice));
  g_assert_false (sprint_choice_get_accelerated (choice));
  g_object_set (choice, "try-acceleration", TRUE, NULL);
  g_assert_true (sprint_choice_get_accelerated (choice));
  sprint_acceleration_record_note_success (fixture->record);
  g_assert_false (sprint_choice_get_can_try_acceleration (choice));
  g_assert_true (sprint_choice_get_accelerated (choice));
}

/* One that failed under another kernel, or before a restart, is tried again by itself. */
static void
test_outdated (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *path = scene_write (fixture->scene, "old.ini", "[acceleration]\nfailure=KVM\nkernel=5.0 a-b-c\n",
                                       43);
  g_autoptr (SprintAccelerationRecord) record = sprint_acceleration_record_new (path);
  g_autoptr (SprintHostReader) reader = NULL;
  g_autoptr (SprintLocalHypervisor) query = sprint_local_hypervisor_new (fixture->scene->connection);
  g_autoptr (SprintHost) host = NULL;
  g_autoptr (SprintChoice) choice = NULL;
  g_autofree char *root = g_build_filename (fixture->scene->folder, "host", NULL);

  reader = sprint_host_reader_new (root);
  host = sprint_host_new (reader, SPRINT_HYPERVISOR_QUERY (query), record,
                          sprint_services_get_platform (fixture->scene->services));
  choice = sprint_choice_new (host, fixture->scene->folder);
  g_assert_false (sprint_choice_get_accelerated (choice));
  scene_examine (host);
  g_assert_cmpint (sprint_host_get_acceleration (host), ==, SPRINT_ACCELERATION_DOUBTED);
  g_assert_true (sprint_choice_get_can_try_acceleration (choice));
  g_assert_true (sprint_choice_get_accelerated (choice));
}

static GVirConfigDomain *
never_change (GVirConfigDomain  *description,
              GError           **error)
{
  g_assert_not_reached ();
}

/* A guest that runs, and is busy with something else, is not taken for one that is off. */
static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_machine_set_busy (fixture->machine, TRUE);
  sprint_changed_start_async (fixture->machine, never_change, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_changed_start_finish (fixture->machine, result, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_STATE);
  sprint_machine_set_busy (fixture->machine, FALSE);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = scene_make_proof ();
  g_autofree char *helper = g_build_filename (folder, "sprint-kvm-proof", NULL);
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, data, function) g_test_add ("/creation-start/" name, Fixture, data, set_up, function, tear_down)
  ADD ("after-first-frame", NULL, test_after_first_frame);
  ADD ("before-first-frame", NULL, test_before_first_frame);
  ADD ("other-pause", NULL, test_other_pause);
  ADD ("emulated-before", "emulated", test_emulated_before);
  ADD ("ends-after-first-frame", NULL, test_ends_after_first_frame);
  ADD ("busy", NULL, test_busy);
  ADD ("left", NULL, test_left);
  ADD ("tried-again", NULL, test_tried_again);
  ADD ("outdated", NULL, test_outdated);
  status = g_test_run ();
  g_unlink (helper);
  g_rmdir (folder);
  return status;
}
