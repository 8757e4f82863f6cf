/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>

#include "await.h"
#include "core/machine/machine-private.h"
#include "scene.h"

#define WORDS "KVM internal error. Suberror: 1"

typedef struct {
  Scene *scene;
  SprintCreation *creation;
  SprintMachine *machine;
  SprintAccelerationRecord *record;
} Fixture;

/* A host whose KVM is there and passes its proof. */
static void
accelerate (Scene *scene)
{
  g_autofree char *folder = g_build_filename (scene->folder, "host", "dev", NULL);
  g_autofree char *device = g_build_filename (folder, "kvm", NULL);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  /* Some device that anyone may open: the proof is told by a script. */
  g_assert_cmpint (symlink ("/dev/null", device), ==, 0);
  sprint_host_examine_async (scene->host, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_cmpint (sprint_host_get_acceleration (scene->host), ==, SPRINT_ACCELERATION_KVM);
}

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
    accelerate (scene);
  g_assert_true (sprint_choice_get_accelerated (scene->choice) == (data == NULL));
  fixture->creation = scene_create (scene, NULL, &error);
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
  g_clear_object (&fixture->machine);
  scene_free (fixture->scene);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/*
 * libvirt's test driver has no emulation to go on in: what can be seen is that it is tried, that this is said, and that the
 * machine stays. That it succeeds is seen on a host whose KVM fails: tests/e2e/acceleration.
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

/* Stands for sprint-kvm-proof, and finds nothing wrong. */
static char *
make_proof (void)
{
  static const char *script = "#!/bin/sh\n"
                              "echo '{\"step\":\"long-mode\",\"result\":\"pass\",\"us\":1}'\n"
                              "echo '{\"step\":\"end\",\"result\":\"pass\",\"us\":0}'\n";
  char *folder = g_dir_make_tmp ("proof-XXXXXX", NULL);
  g_autofree char *helper = g_build_filename (folder, "sprint-kvm-proof", NULL);

  g_assert_true (g_file_set_contents_full (helper, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("SPRINT_LIBEXECDIR", folder, TRUE);
  return folder;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = make_proof ();
  g_autofree char *helper = g_build_filename (folder, "sprint-kvm-proof", NULL);
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, data, function) g_test_add ("/creation-start/" name, Fixture, data, set_up, function, tear_down)
  ADD ("after-first-frame", NULL, test_after_first_frame);
  ADD ("before-first-frame", NULL, test_before_first_frame);
  ADD ("other-pause", NULL, test_other_pause);
  ADD ("emulated-before", "emulated", test_emulated_before);
  ADD ("ends-after-first-frame", NULL, test_ends_after_first_frame);
  status = g_test_run ();
  g_unlink (helper);
  g_rmdir (folder);
  return status;
}
