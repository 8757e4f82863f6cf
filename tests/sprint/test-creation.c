/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "await.h"
#include "core/definition/definition.h"
#include "core/definition/gconfig-pointers.h"
#include "core/machine/machine-private.h"
#include "scene.h"

#define GIB (G_GUINT64_CONSTANT (1) << 30)

typedef struct {
  Scene *scene;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->scene = scene_new (data);
  if (data == NULL)
    scene_open (fixture->scene);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  scene_free (fixture->scene);
}

static guint
count_volumes (Scene *scene)
{
  virConnectPtr handle = sprint_connection_ref_handle (scene->connection);
  virStoragePoolPtr pool = virStoragePoolLookupByName (handle, "sprint");
  int n = 0;

  if (pool != NULL) {
    n = virStoragePoolNumOfVolumes (pool);
    virStoragePoolFree (pool);
  }
  virConnectClose (handle);
  g_assert_cmpint (n, >=, 0);
  return n;
}

/* The driver has a machine of its own. */
static void
assert_nothing_left (Scene *scene)
{
  await (scene_count_machines (scene) == 1);
  g_assert_cmpuint (count_volumes (scene), ==, 0);
  g_assert_cmpuint (scene_count_files (scene), ==, 0);
}

static SprintStage *
get_stage (SprintCreation *creation,
           const char     *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (creation));

  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintStage) stage = g_list_model_get_item (G_LIST_MODEL (creation), i);

    if (g_str_equal (sprint_stage_get_id (stage), id))
      return stage;   /* the creation holds it */
  }
  g_assert_not_reached ();
}

static SprintStageState
stage_state (SprintCreation *creation,
             const char     *id)
{
  return sprint_stage_get_state (get_stage (creation, id));
}

/* What the driver's pools do not make: the folder itself. */
static void
make_folder (Scene *scene)
{
  SprintPlatform *platform = sprint_services_get_platform (scene->services);

  g_assert_cmpint (g_mkdir_with_parents (sprint_platform_get_disk_folder (platform), 0700), ==, 0);
}

static SprintMedium *
choose_kernel (Scene      *scene,
               const char *title)
{
  g_autofree char *kernel = scene_write (scene, "linux", "a kernel", 64);
  g_autofree char *initrd = scene_write (scene, "initrd.gz", "an initrd", 64);
  SprintMedium *medium = scene_kernel (kernel, initrd);

  make_folder (scene);
  scene_choose (scene, medium, title);
  return medium;
}

static void
test_disk_in_place (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = scene_write (fixture->scene, "a.raw", "", 4096);
  g_autoptr (SprintMedium) medium = scene_disk (path, "raw", GIB);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GVirConfigDomain) description = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = NULL;
  SprintMachine *machine;
  gint64 elapsed;

  scene_choose (fixture->scene, medium, " Größe & <Ruhe> ");
  g_object_set (fixture->scene->choice, "copy-disk", FALSE, NULL);
  creation = scene_create (fixture->scene, NULL, &error);
  g_assert_no_error (error);
  machine = sprint_creation_get_machine (creation);
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "Größe & <Ruhe>");
  g_assert_true (g_str_is_ascii (sprint_machine_get_name (machine)));
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  g_assert_cmpuint (count_volumes (fixture->scene), ==, 0);

  description = scene_describe (machine);
  xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (description));
  g_assert_nonnull (strstr (xml, path));
  g_assert_false (sprint_definition_can_repeat_installing (description));

  for (guint i = 0; i < 3; i++) {
    static const char * const ids[] = { "disk", "definition", "start" };

    g_assert_cmpint (stage_state (creation, ids[i]), ==, SPRINT_STAGE_STATE_DONE);
    g_assert_cmpint (sprint_stage_get_duration (get_stage (creation, ids[i])), >, 0);
  }
  g_assert_cmpint (stage_state (creation, "first-frame"), ==, SPRINT_STAGE_STATE_RUNNING);
  sprint_creation_note_first_frame (creation);
  g_assert_cmpint (stage_state (creation, "first-frame"), ==, SPRINT_STAGE_STATE_DONE);
  elapsed = sprint_creation_get_elapsed (creation);
  g_assert_cmpint (elapsed, >, 0);
  scene_act (machine, SPRINT_MACHINE_ACTION_SHUT_DOWN);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_OFF);
  /* It had shown itself: its end is its own. */
  g_assert_null (sprint_creation_get_error (creation));
  g_assert_cmpint (sprint_creation_get_elapsed (creation), ==, elapsed);
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 2);
}

static void
test_kernel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintMedium) medium = choose_kernel (fixture->scene, "An Installer");
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintCreation) creation = scene_create (fixture->scene, NULL, &error);
  g_autoptr (GVirConfigDomain) description = NULL;
  g_auto (GStrv) kept = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (count_volumes (fixture->scene), ==, 1);
  description = scene_describe (sprint_creation_get_machine (creation));
  g_assert_true (sprint_definition_is_installing (description));
  kept = sprint_definition_get_kept_files (description);
  g_assert_cmpuint (g_strv_length (kept), ==, 2);
  g_assert_true (g_str_has_suffix (kept[0], "/an-installer.qcow2.kernel"));
  g_assert_true (g_file_get_contents (kept[0], &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "a kernel");
  g_assert_true (g_file_test (kept[1], G_FILE_TEST_EXISTS));
}

static void
test_iso (Fixture       *fixture,
          gconstpointer  data)
{
  for (guint live = 0; live < 2; live++) {
    g_autofree char *path = scene_write (fixture->scene, "a.iso", "", 4096);
    g_autoptr (SprintMedium) medium = scene_iso (path, live);
    g_autoptr (SprintCreation) creation = NULL;
    g_autoptr (GVirConfigDomain) description = NULL;
    g_autoptr (GError) error = NULL;

    scene_choose (fixture->scene, medium, live ? "Live" : "Not Live");
    creation = scene_create (fixture->scene, NULL, &error);
    g_assert_no_error (error);
    description = scene_describe (sprint_creation_get_machine (creation));
    g_assert_true (sprint_definition_is_installing (description) == !live);
    g_assert_cmpuint (count_volumes (fixture->scene), ==, 1 + live);
  }
}

static void
test_name_taken (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = scene_write (fixture->scene, "a.iso", "", 4096);

  for (guint i = 2; i < 4; i++) {
    g_autoptr (SprintMedium) medium = scene_iso (path, FALSE);
    g_autoptr (SprintCreation) creation = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *name = g_strdup_printf ("test-%u", i);

    scene_choose (fixture->scene, medium, "TEST");
    creation = scene_create (fixture->scene, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (sprint_machine_get_name (sprint_creation_get_machine (creation)), ==, name);
    g_assert_cmpstr (sprint_machine_get_title (sprint_creation_get_machine (creation)), ==, "TEST");
  }
}

static void
test_installer_gone (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *kernel = scene_write (fixture->scene, "linux", "a kernel", 64);
  g_autofree char *initrd = g_build_filename (fixture->scene->folder, "gone", NULL);
  g_autoptr (SprintMedium) medium = scene_kernel (kernel, initrd);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  make_folder (fixture->scene);
  scene_choose (fixture->scene, medium, "Gone");
  creation = scene_create (fixture->scene, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  scene_check_words (error, "File Not Found", FALSE);
  g_assert_cmpint (stage_state (creation, "disk"), ==, SPRINT_STAGE_STATE_FAILED);
  g_assert_cmpint (stage_state (creation, "definition"), ==, SPRINT_STAGE_STATE_WAITING);
  assert_nothing_left (fixture->scene);
}

static void
test_not_described (Fixture       *fixture,
                    gconstpointer  data)
{
  /* The choice refuses such a name; whoever makes a machine without asking it gets this. */
  g_autoptr (SprintMedium) medium = choose_kernel (fixture->scene, "bell\a");
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintCreation) creation = scene_create (fixture->scene, NULL, &error);

  g_assert_error (error, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_INVALID);
  scene_check_words (error, "Description Not Usable", TRUE);
  g_assert_cmpint (stage_state (creation, "definition"), ==, SPRINT_STAGE_STATE_FAILED);
  assert_nothing_left (fixture->scene);
}

/* Somebody else is faster: then libvirt refuses the start. */
static void
start_elsewhere_cb (SprintCreation *creation,
                    GParamSpec     *pspec,
                    Scene          *scene)
{
  SprintMachine *machine = sprint_creation_get_machine (creation);
  virConnectPtr handle;
  virDomainPtr domain;

  if (machine == NULL)
    return;
  handle = sprint_connection_ref_handle (scene->connection);
  domain = virDomainLookupByUUIDString (handle, sprint_machine_get_uuid (machine));
  g_assert_cmpint (virDomainCreate (domain), ==, 0);
  virDomainFree (domain);
  virConnectClose (handle);
}

static void
test_not_started (Fixture       *fixture,
                  gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autoptr (SprintMedium) medium = choose_kernel (scene, "Not Started");
  g_autoptr (SprintCreation) creation = sprint_creation_new (scene->services, scene->connection, scene->choice);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (creation, "notify::machine", G_CALLBACK (start_elsewhere_cb), scene);
  sprint_creation_run_async (creation, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_null (sprint_creation_run_finish (creation, result, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FAILED);
  g_assert_null (sprint_creation_get_machine (creation));
  g_assert_cmpint (stage_state (creation, "start"), ==, SPRINT_STAGE_STATE_FAILED);
  assert_nothing_left (scene);
}

static void
cancel_cb (SprintStage  *stage,
           GParamSpec   *pspec,
           GCancellable *cancellable)
{
  if (sprint_stage_get_state (stage) == SPRINT_STAGE_STATE_RUNNING)
    g_cancellable_cancel (cancellable);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  static const char * const ids[] = { "disk", "definition", "start" };
  Scene *scene = fixture->scene;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (SprintMedium) medium = choose_kernel (scene, "Cancelled");
    g_autoptr (SprintCreation) creation = sprint_creation_new (scene->services, scene->connection, scene->choice);
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    g_test_message ("cancelled in %s", ids[i]);
    g_signal_connect_object (get_stage (creation, ids[i]), "notify::state", G_CALLBACK (cancel_cb), cancellable, 0);
    sprint_creation_run_async (creation, cancellable, await_result_cb, &result);
    await (result != NULL);
    g_assert_null (sprint_creation_run_finish (creation, result, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    scene_check_words (error, "Cancelled", FALSE);
    g_assert_cmpint (stage_state (creation, ids[i]), ==, SPRINT_STAGE_STATE_FAILED);
    assert_nothing_left (scene);
  }
}

static void
error_cb (SprintCreation *creation,
          GParamSpec     *pspec,
          gboolean       *active)
{
  SprintMachine *machine = sprint_creation_get_machine (creation);
  virConnectPtr handle = sprint_connection_ref_handle (sprint_machine_get_connection (machine));
  virDomainPtr domain = virDomainLookupByUUIDString (handle, sprint_machine_get_uuid (machine));

  *active = virDomainIsActive (domain) == 1;
  virDomainFree (domain);
  virConnectClose (handle);
}

/* What libvirt has begun to start is waited for, or it would run on without its disk. */
static void
test_cancelled_in_start (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *path = scene_write (fixture->scene, "a.iso", "", 4096);
  g_autoptr (SprintMedium) medium = scene_iso (path, FALSE);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  gboolean active = FALSE;

  scene_choose (fixture->scene, medium, "Cancelled");
  creation = sprint_creation_new (fixture->scene->services, fixture->scene->connection, fixture->scene->choice);
  g_signal_connect_object (get_stage (creation, "start"), "notify::state", G_CALLBACK (cancel_cb), cancellable, 0);
  g_signal_connect (creation, "notify::error", G_CALLBACK (error_cb), &active);
  sprint_creation_run_async (creation, cancellable, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (active);
  assert_nothing_left (fixture->scene);
}

/* Whoever cancelled is told so, and not of the start that failed meanwhile. */
static void
test_cancelled_in_failing_start (Fixture       *fixture,
                                 gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autoptr (SprintMedium) medium = choose_kernel (scene, "Cancelled");
  g_autoptr (SprintCreation) creation = sprint_creation_new (scene->services, scene->connection, scene->choice);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_signal_connect (creation, "notify::machine", G_CALLBACK (start_elsewhere_cb), scene);
  g_signal_connect_object (get_stage (creation, "start"), "notify::state", G_CALLBACK (cancel_cb), cancellable, 0);
  sprint_creation_run_async (creation, cancellable, await_result_cb, &result);
  await (result != NULL);
  g_assert_error (sprint_creation_get_error (creation), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_nothing_left (scene);
}

static void
started_cb (SprintStage    *stage,
            GParamSpec     *pspec,
            SprintCreation *creation)
{
  SprintMachine *machine = sprint_creation_get_machine (creation);
  SprintMachineInfo info = { 0 };

  if (sprint_stage_get_state (stage) != SPRINT_STAGE_STATE_DONE)
    return;
  g_strlcpy (info.uuid, sprint_machine_get_uuid (machine), sizeof info.uuid);
  info.name = (char *) sprint_machine_get_name (machine);
  info.title = (char *) sprint_machine_get_title (machine);
  info.state = SPRINT_MACHINE_STATE_RUNNING;
  info.display = SPRINT_MACHINE_DISPLAY_VNC;
  info.persistent = TRUE;
  sprint_machine_update (machine, &info);
}

static void
skipped_cb (SprintStage    *stage,
            GParamSpec     *pspec,
            SprintCreation *creation)
{
  if (sprint_stage_get_state (stage) == SPRINT_STAGE_STATE_SKIPPED)
    g_assert_false (sprint_creation_get_running (creation));
}

/* Who leaves for want of a picture has heard of the machine before. */
static void
test_no_picture (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = scene_write (fixture->scene, "a.iso", "", 4096);
  g_autoptr (SprintMedium) medium = scene_iso (path, FALSE);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  scene_choose (fixture->scene, medium, "Over VNC");
  creation = sprint_creation_new (fixture->scene->services, fixture->scene->connection, fixture->scene->choice);
  g_signal_connect (get_stage (creation, "start"), "notify::state", G_CALLBACK (started_cb), creation);
  g_signal_connect (get_stage (creation, "first-frame"), "notify::state", G_CALLBACK (skipped_cb), creation);
  sprint_creation_run_async (creation, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_cmpint (stage_state (creation, "first-frame"), ==, SPRINT_STAGE_STATE_SKIPPED);
}

static void
test_cancelled_before (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (SprintMedium) medium = choose_kernel (fixture->scene, "Cancelled");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  creation = scene_create (fixture->scene, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_nothing_left (fixture->scene);
}

static void
test_ends_at_once (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SprintMedium) medium = choose_kernel (fixture->scene, "Short");
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintCreation) creation = scene_create (fixture->scene, NULL, &error);
  g_autoptr (SprintMachine) machine = NULL;

  g_assert_no_error (error);
  machine = g_object_ref (sprint_creation_get_machine (creation));
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  scene_act (machine, SPRINT_MACHINE_ACTION_SHUT_DOWN);
  await (sprint_creation_get_error (creation) != NULL && !sprint_creation_get_running (creation));
  g_assert_error (sprint_creation_get_error (creation), SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_ENDED);
  scene_check_words (sprint_creation_get_error (creation), "Machine Ended at Once", TRUE);
  g_assert_cmpint (stage_state (creation, "first-frame"), ==, SPRINT_STAGE_STATE_FAILED);
  g_assert_null (sprint_creation_get_machine (creation));
  assert_nothing_left (fixture->scene);
}

static void
test_forced_off (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SprintMedium) medium = choose_kernel (fixture->scene, "Forced Off");
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintCreation) creation = scene_create (fixture->scene, NULL, &error);
  SprintMachine *machine = sprint_creation_get_machine (creation);

  g_assert_no_error (error);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  scene_act (machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
  await (stage_state (creation, "first-frame") == SPRINT_STAGE_STATE_SKIPPED);
  g_assert_null (sprint_creation_get_error (creation));
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 2);
  g_assert_cmpuint (count_volumes (fixture->scene), ==, 1);
}

static void
test_left_alone (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SprintMedium) medium = choose_kernel (fixture->scene, "Left Alone");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintCreation) creation = scene_create (fixture->scene, cancellable, &error);
  SprintMachine *machine = sprint_creation_get_machine (creation);

  g_assert_no_error (error);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  /* The person closes the flow before the first picture: the machine is theirs. */
  g_cancellable_cancel (cancellable);
  scene_act (machine, SPRINT_MACHINE_ACTION_SHUT_DOWN);
  await (stage_state (creation, "first-frame") == SPRINT_STAGE_STATE_SKIPPED);
  g_assert_null (sprint_creation_get_error (creation));
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 2);
}

static void
test_no_daemon (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintMedium) medium = choose_kernel (fixture->scene, "No Daemon");
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintCreation) creation = scene_create (fixture->scene, NULL, &error);

  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
  scene_check_words (error, "libvirt Does Not Answer", TRUE);
  g_assert_cmpint (stage_state (creation, "disk"), ==, SPRINT_STAGE_STATE_FAILED);
  g_assert_cmpuint (scene_count_files (fixture->scene), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/creation/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("disk-in-place", test_disk_in_place);
  ADD ("kernel", test_kernel);
  ADD ("iso", test_iso);
  ADD ("name-taken", test_name_taken);
  ADD ("installer-gone", test_installer_gone);
  ADD ("not-described", test_not_described);
  ADD ("not-started", test_not_started);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-in-start", test_cancelled_in_start);
  ADD ("cancelled-in-failing-start", test_cancelled_in_failing_start);
  ADD ("no-picture", test_no_picture);
  ADD ("cancelled-before", test_cancelled_before);
  ADD ("ends-at-once", test_ends_at_once);
  ADD ("forced-off", test_forced_off);
  ADD ("left-alone", test_left_alone);
  g_test_add ("/creation/no-daemon", Fixture, "qemu+unix:///session?socket=/nonexistent/socket", set_up,
              test_no_daemon, tear_down);
  return g_test_run ();
}
