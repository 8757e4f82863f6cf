/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Machines made on libvirt's session and QEMU; run by ./creation, in a home of its own. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "await.h"
#include "core/definition/definition.h"
#include "core/definition/gconfig-pointers.h"
#include "core/machine/machine-private.h"
#include "core/sprint/caretaker.h"
#include "scene.h"

#define MIB (G_GUINT64_CONSTANT (1) << 20)
#define GIB (MIB << 10)

typedef struct {
  Scene *scene;
  int serial;
  GString *heard;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->scene = scene_new ("qemu:///session");
  fixture->serial = -1;
  fixture->heard = g_string_new (NULL);
  scene_open (fixture->scene);
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 0);
}

static GStrv
list_disks (SprintMachine *machine)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GError) error = NULL;
  GStrv disks;

  sprint_machine_list_disks_async (machine, NULL, await_result_cb, &listed);
  await (listed != NULL);
  disks = sprint_machine_list_disks_finish (machine, listed, &error);
  g_assert_no_error (error);
  return disks;
}

static GStrv
list_kept_files (SprintMachine *machine)
{
  g_autoptr (GVirConfigDomain) description = scene_describe (machine);
  g_auto (GStrv) candidates = sprint_definition_get_kept_files (description);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GError) error = NULL;
  GStrv files;

  sprint_machine_list_kept_files_async (machine, (const char * const *) candidates, NULL, await_result_cb, &listed);
  await (listed != NULL);
  files = sprint_machine_list_kept_files_finish (machine, listed, &error);
  g_assert_no_error (error);
  return files;
}

static void
delete_with (SprintMachine      *machine,
             const char * const *files,
             GError            **error)
{
  g_autoptr (GAsyncResult) deleted = NULL;

  sprint_machine_delete_async (machine, files, NULL, await_result_cb, &deleted);
  await (deleted != NULL);
  sprint_machine_delete_finish (machine, deleted, error);
}

/* As a person deletes it: with its disks, and what is kept beside them. */
static void
delete (SprintMachine *machine)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) disks = list_disks (machine);
  g_auto (GStrv) kept = list_kept_files (machine);
  g_auto (GStrv) all = NULL;

  g_strv_builder_addv (builder, (const char **) disks);
  g_strv_builder_addv (builder, (const char **) kept);
  all = g_strv_builder_end (builder);
  delete_with (machine, (const char * const *) all, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  while (scene_count_machines (fixture->scene) > 0) {
    guint n = scene_count_machines (fixture->scene);
    g_autoptr (SprintMachine) machine = g_list_model_get_item (G_LIST_MODEL (fixture->scene->connection), 0);

    delete (machine);
    await (scene_count_machines (fixture->scene) < n);
  }
  g_assert_cmpuint (scene_count_files (fixture->scene), ==, 0);
  g_clear_fd (&fixture->serial, NULL);
  g_string_free (fixture->heard, TRUE);
  scene_free (fixture->scene);
}

static virStoragePoolPtr
open_pool (Scene *scene)
{
  virConnectPtr handle = sprint_connection_ref_handle (scene->connection);
  virStoragePoolPtr pool = handle != NULL ? virStoragePoolLookupByName (handle, "sprint") : NULL;

  if (handle != NULL)
    virConnectClose (handle);
  return pool;
}

static int
count_volumes (Scene *scene)
{
  virStoragePoolPtr pool = open_pool (scene);
  int n = 0;

  if (pool == NULL)
    return 0;
  virStoragePoolRefresh (pool, 0);
  n = virStoragePoolNumOfVolumes (pool);
  virStoragePoolFree (pool);
  return n;
}

static void
assert_nothing_left (Scene *scene)
{
  scene_open (scene);
  await (scene_count_machines (scene) == 0);
  g_assert_cmpuint (scene_count_files (scene), ==, 0);
  g_assert_cmpint (count_volumes (scene), ==, 0);
}

/* ---- what a guest says on its serial port ---- */

static int
open_serial (Scene         *scene,
             SprintMachine *machine)
{
  virConnectPtr handle = sprint_connection_ref_handle (scene->connection);
  virDomainPtr domain = virDomainLookupByUUIDString (handle, sprint_machine_get_uuid (machine));
  char *xml = virDomainGetXMLDesc (domain, 0);
  g_autoptr (GRegex) regex = g_regex_new ("<serial type='pty'>\\s*<source path='([^']+)'", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *path = NULL;

  g_assert_nonnull (xml);
  if (g_regex_match (regex, xml, 0, &match))
    path = g_match_info_fetch (match, 1);
  free (xml);
  virDomainFree (domain);
  virConnectClose (handle);
  return path != NULL ? open (path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC) : -1;
}

static gboolean
hears (Fixture    *fixture,
       const char *word)
{
  char bytes[256];
  ssize_t n;

  while ((n = read (fixture->serial, bytes, sizeof bytes)) > 0)
    g_string_append_len (fixture->heard, bytes, n);
  return strstr (fixture->heard->str, word) != NULL;
}

static void
await_word (Fixture       *fixture,
            SprintMachine *machine,
            const char    *word)
{
  g_clear_fd (&fixture->serial, NULL);
  g_string_truncate (fixture->heard, 0);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  await ((fixture->serial = open_serial (fixture->scene, machine)) >= 0);
  await (hears (fixture, word));
}

/* ---- media ---- */

static char *
read_kernel (gsize *length)
{
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (g_getenv ("SPRINT_REBOOT_INSTALLER"), &bytes, length, NULL));
  return bytes;
}

/* An installer whose command line tells it what to do: "" to install, "wait", "off". */
static void
choose_kernel (Scene      *scene,
               const char *title,
               const char *command_line,
               gsize       padding)
{
  gsize length;
  g_autofree char *bytes = read_kernel (&length);
  g_autofree char *kernel = g_build_filename (scene->folder, "linux", NULL);
  g_autofree char *initrd = scene_write (scene, "initrd.gz", "an initrd", 4096);
  g_autoptr (SprintMedium) medium = NULL;

  bytes = g_realloc (bytes, length + padding);
  memset (bytes + length, 'x', padding);
  g_assert_true (g_file_set_contents (kernel, bytes, length + padding, NULL));
  medium = g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_KERNEL, "kernel", kernel, "initrd", initrd,
                         "command-line", command_line, "os-name", "An Installer", NULL);
  scene_choose (scene, medium, title);
}

/* A raw disk with the boot sector that the installer would write. */
static char *
write_disk (Scene *scene)
{
  gsize length;
  g_autofree char *kernel = read_kernel (&length);
  g_autofree char *bytes = g_malloc0 (MIB);
  char *path = g_build_filename (scene->folder, "ready.img", NULL);

  g_assert_cmpuint (length, >=, 0x600);
  memcpy (bytes, kernel + 0x400, 512);
  g_assert_true (g_file_set_contents (path, bytes, MIB, NULL));
  return path;
}

static void
run_tool (const char * const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* ---- tests ---- */

static void
test_disk_in_place (Fixture       *fixture,
                    gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autofree char *path = write_disk (scene);
  g_autoptr (SprintMedium) medium = scene_disk (path, "raw", MIB);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  scene_choose (scene, medium, "In Place");
  g_object_set (scene->choice, "copy-disk", FALSE, NULL);
  creation = scene_create (scene, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scene_count_files (scene), ==, 0);
  await_word (fixture, sprint_creation_get_machine (creation), "installed");
}

static void
test_disk_copied (Fixture       *fixture,
                  gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autofree char *path = write_disk (scene);
  g_autoptr (SprintMedium) medium = scene_disk (path, "raw", MIB);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  scene_choose (scene, medium, "Größe & <Ruhe>: “漢字”/../;$HOME");
  creation = scene_create (scene, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_volumes (scene), ==, 1);
  /* The copy stands alone. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpstr (sprint_machine_get_title (sprint_creation_get_machine (creation)), ==,
                   "Größe & <Ruhe>: “漢字”/../;$HOME");
  await_word (fixture, sprint_creation_get_machine (creation), "installed");
  delete (sprint_creation_get_machine (creation));
  assert_nothing_left (scene);
}

/* A disk that is another machine's layer below goes with neither its own machine nor the other one. */
static void
test_layers (Fixture       *fixture,
             gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autofree char *path = write_disk (scene);
  g_autofree char *top = g_build_filename (scene->folder, "top.qcow2", NULL);
  g_autoptr (SprintMedium) medium = scene_disk (path, "raw", MIB);
  g_autoptr (SprintMedium) layer = scene_disk (top, "qcow2", MIB);
  g_autoptr (SprintCreation) below = NULL;
  g_autoptr (SprintCreation) above = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) disks = NULL;
  g_auto (GStrv) none = NULL;
  g_auto (GStrv) again = NULL;

  scene_choose (scene, medium, "Below");
  below = scene_create (scene, NULL, &error);
  g_assert_no_error (error);
  sprint_creation_note_first_frame (below);
  scene_act (sprint_creation_get_machine (below), SPRINT_MACHINE_ACTION_FORCE_OFF);
  disks = list_disks (sprint_creation_get_machine (below));
  g_assert_cmpuint (g_strv_length (disks), ==, 1);
  run_tool ((const char *[]) { "qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", disks[0], top, NULL });
  scene_choose (scene, layer, "Above");
  g_object_set (scene->choice, "copy-disk", FALSE, NULL);
  above = scene_create (scene, NULL, &error);
  g_assert_no_error (error);
  sprint_creation_note_first_frame (above);

  none = list_disks (sprint_creation_get_machine (below));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  delete_with (sprint_creation_get_machine (below), (const char * const *) disks, &error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FILE_NOT_OWN);
  scene_check_words (error, "Nothing Deleted", TRUE);
  g_assert_cmpuint (scene_count_machines (scene), ==, 2);

  delete (sprint_creation_get_machine (above));
  await (scene_count_machines (scene) == 1);
  g_assert_false (g_file_test (top, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (disks[0], G_FILE_TEST_EXISTS));
  again = list_disks (sprint_creation_get_machine (below));
  g_assert_cmpstrv (disks, again);
}

static void
installed_cb (guint *count)
{
  ++*count;
}

static void
test_installation (Fixture       *fixture,
                   gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autoptr (SprintCaretaker) caretaker = sprint_caretaker_new (scene->services);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GVirConfigDomain) description = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = NULL;
  g_auto (GStrv) kept = NULL;
  SprintMachine *machine;
  guint installed = 0;

  g_signal_connect_swapped (caretaker, "installed", G_CALLBACK (installed_cb), &installed);
  choose_kernel (scene, "Installed", "install", 0);
  creation = scene_create (scene, NULL, &error);
  g_assert_no_error (error);
  machine = sprint_creation_get_machine (creation);
  await (installed == 1);
  await_word (fixture, machine, "installed");

  description = scene_describe (machine);
  xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (description));
  g_assert_false (sprint_definition_is_installing (description));
  g_assert_null (strstr (xml, "<kernel>"));
  g_assert_null (strstr (xml, "<initrd>"));
  g_assert_null (strstr (xml, "<cmdline>"));
  kept = sprint_definition_get_kept_files (description);
  g_assert_cmpuint (g_strv_length (kept), ==, 2);
  /* So quick an installation is no guest that ended at once. */
  g_assert_null (sprint_creation_get_error (creation));
  g_assert_true (sprint_creation_get_machine (creation) == machine);

  /* From now on a restart is one: the machine goes on. */
  scene_act (machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_OFF);
  scene_act (machine, SPRINT_MACHINE_ACTION_START);
  await_word (fixture, machine, "installed");
  g_assert_cmpuint (installed, ==, 1);
}

static void
test_broken_off (Fixture       *fixture,
                 gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autoptr (SprintCaretaker) caretaker = sprint_caretaker_new (scene->services);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GAsyncResult) repeated = NULL;
  g_autoptr (GError) error = NULL;
  SprintMachine *machine;

  choose_kernel (scene, "Broken Off", "wait", 0);
  creation = scene_create (scene, NULL, &error);
  g_assert_no_error (error);
  machine = sprint_creation_get_machine (creation);
  sprint_creation_note_first_frame (creation);
  await_word (fixture, machine, "installing");
  scene_act (machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_OFF);

  /* The package that it came from may be gone. */
  choose_kernel (scene, "Another", "off", 0);
  sprint_caretaker_repeat_installation_async (caretaker, machine, NULL, await_result_cb, &repeated);
  await (repeated != NULL);
  sprint_caretaker_repeat_installation_finish (caretaker, repeated, &error);
  g_assert_no_error (error);
  await_word (fixture, machine, "installing");
}

static void
test_ends_at_once (Fixture       *fixture,
                   gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  choose_kernel (scene, "Short", "off", 0);
  creation = scene_create (scene, NULL, &error);
  g_assert_no_error (error);
  await (sprint_creation_get_error (creation) != NULL && !sprint_creation_get_running (creation));
  g_assert_error (sprint_creation_get_error (creation), SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_ENDED);
  scene_check_words (sprint_creation_get_error (creation), "Machine Ended at Once", TRUE);
  assert_nothing_left (scene);
}

static void
fraction_cb (SprintStage  *stage,
             GParamSpec   *pspec,
             GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_copy_cancelled (Fixture       *fixture,
                     gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autofree char *bytes = g_malloc (64 * MIB);
  g_autofree char *path = g_build_filename (scene->folder, "large.img", NULL);
  g_autoptr (SprintMedium) medium = scene_disk (path, "raw", 64 * MIB);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (SprintStage) stage = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  memset (bytes, 'x', 64 * MIB);
  g_assert_true (g_file_set_contents (path, bytes, 64 * MIB, NULL));
  scene_choose (scene, medium, "Cancelled");
  creation = sprint_creation_new (scene->services, scene->connection, scene->choice);
  stage = g_list_model_get_item (G_LIST_MODEL (creation), 0);
  g_assert_cmpstr (sprint_stage_get_id (stage), ==, "disk");
  g_signal_connect_object (stage, "notify::fraction", G_CALLBACK (fraction_cb), cancellable, 0);
  sprint_creation_run_async (creation, cancellable, await_result_cb, &result);
  await (result != NULL);
  g_assert_null (sprint_creation_run_finish (creation, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_nothing_left (scene);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

typedef struct {
  const char *name;
  const char *format;
  const char *text;   /* NULL: no such file */
  gboolean copy;
} BadDisk;

static void
test_bad_disk (Fixture       *fixture,
               gconstpointer  data)
{
  const BadDisk *bad = data;
  Scene *scene = fixture->scene;
  g_autofree char *path = bad->text != NULL ? scene_write (scene, "bad", bad->text, 4096)
                                            : g_build_filename (scene->folder, "bad", NULL);
  g_autoptr (SprintMedium) medium = scene_disk (path, bad->format, GIB);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  scene_choose (scene, medium, "Bad");
  g_object_set (scene->choice, "copy-disk", bad->copy, NULL);
  creation = scene_create (scene, NULL, &error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
  scene_check_words (error, "Disk Not Usable", TRUE);
  assert_nothing_left (scene);
  /* A person's own file is not Sprint's to delete. */
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS) == (bad->text != NULL));
}

static void
test_disc_gone (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->scene->folder, "gone.iso", NULL);
  g_autoptr (SprintMedium) medium = scene_iso (path, FALSE);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  scene_choose (fixture->scene, medium, "Gone");
  creation = scene_create (fixture->scene, NULL, &error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE);
  scene_check_words (error, "Disk Not Usable", TRUE);
  assert_nothing_left (fixture->scene);
}

static void
test_memory (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  choose_kernel (fixture->scene, "Greedy", "wait", 0);
  g_object_set (fixture->scene->choice, "memory", 900 * GIB, NULL);
  g_assert_false (sprint_choice_get_valid (fixture->scene->choice));
  creation = scene_create (fixture->scene, NULL, &error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MEMORY);
  scene_check_words (error, "Not Enough Memory", TRUE);
  assert_nothing_left (fixture->scene);
}

/* ---- a daemon that dies ---- */

static void
kill_daemon (void)
{
  static const char * const names[] = { "libvirtd.pid", "virtqemud.pid", "virtstoraged.pid" };
  guint killed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "libvirt", names[i], NULL);
    g_autofree char *text = NULL;

    if (g_file_get_contents (path, &text, NULL, NULL) && kill (atoi (text), SIGKILL) == 0)
      killed++;
  }
  g_assert_cmpuint (killed, >, 0);
}

static void
kill_cb (SprintStage *stage,
         GParamSpec  *pspec,
         gboolean    *killed)
{
  if (sprint_stage_get_state (stage) != SPRINT_STAGE_STATE_RUNNING || *killed)
    return;
  *killed = TRUE;
  kill_daemon ();
}

static void
state_cb (SprintConnection *connection,
          GParamSpec       *pspec,
          gboolean         *lost)
{
  const GError *error = sprint_connection_get_error (connection);

  g_test_message ("connection: %u %s", sprint_connection_get_state (connection), error != NULL ? error->message : "");
  *lost = *lost || sprint_connection_get_state (connection) != SPRINT_CONNECTION_STATE_OPEN;
}

static void
test_daemon_dies (Fixture       *fixture,
                  gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean killed = FALSE, lost = FALSE;
  gulong id = g_signal_connect (scene->connection, "notify::state", G_CALLBACK (state_cb), &lost);

  choose_kernel (scene, "Orphan", "wait", 0);
  creation = sprint_creation_new (scene->services, scene->connection, scene->choice);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (creation)); i++) {
    g_autoptr (SprintStage) stage = g_list_model_get_item (G_LIST_MODEL (creation), i);

    if (g_str_equal (sprint_stage_get_id (stage), data))
      g_signal_connect (stage, "notify::state", G_CALLBACK (kill_cb), &killed);
  }
  sprint_creation_run_async (creation, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (killed);
  if (sprint_creation_run_finish (creation, result, &error) != NULL) {
    /* The daemon was back before the next was asked of it, and all that it had made is there. */
    g_assert_true (lost);
    g_signal_handler_disconnect (scene->connection, id);
    await_word (fixture, sprint_creation_get_machine (creation), "installing");
    return;
  }
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST);
  scene_check_words (error, "Connection Lost", TRUE);
  g_clear_object (&creation);
  g_clear_error (&error);
  await (lost && sprint_connection_get_state (scene->connection) == SPRINT_CONNECTION_STATE_OPEN);
  g_signal_handler_disconnect (scene->connection, id);
  assert_nothing_left (scene);

  /* The way on: once more, with the daemon that libvirt starts anew. */
  creation = scene_create (scene, NULL, &error);
  g_assert_no_error (error);
  await_word (fixture, sprint_creation_get_machine (creation), "installing");
}

/* ---- a full disk: run with a folder of disks that has a few MiB ---- */

/* What was chosen is not made, for want of room, and nothing of it stays. */
static void
assert_finds_no_room (Scene  *scene,
                      GQuark  domain,
                      int     code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintCreation) creation = scene_create (scene, NULL, &error);

  g_assert_error (error, domain, code);
  scene_check_words (error, "Disk Full", TRUE);
  assert_nothing_left (scene);
}

static void
test_no_room_for_copy (Fixture       *fixture,
                       gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autofree char *bytes = g_malloc (16 * MIB);
  g_autofree char *path = g_build_filename (scene->folder, "large.img", NULL);
  g_autoptr (SprintMedium) medium = scene_disk (path, "raw", 16 * MIB);

  memset (bytes, 'x', 16 * MIB);
  g_assert_true (g_file_set_contents (path, bytes, 16 * MIB, NULL));
  scene_choose (scene, medium, "Large");
  assert_finds_no_room (scene, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_SPACE);
}

/* The image itself is small, as a compressed one is: that there is no room shows midway. */
static void
test_full_midway (Fixture       *fixture,
                  gconstpointer  data)
{
  Scene *scene = fixture->scene;
  g_autofree char *bytes = g_malloc (32 * MIB);
  g_autofree char *raw = g_build_filename (scene->folder, "raw.img", NULL);
  g_autofree char *path = g_build_filename (scene->folder, "small.qcow2", NULL);
  const char *argv[] = { "qemu-img", "convert", "-c", "-f", "raw", "-O", "qcow2", raw, path, NULL };
  g_autoptr (SprintMedium) medium = scene_disk (path, "qcow2", 32 * MIB);

  memset (bytes, 'x', 32 * MIB);
  g_assert_true (g_file_set_contents (raw, bytes, 32 * MIB, NULL));
  run_tool (argv);
  scene_choose (scene, medium, "Midway");
  g_object_set (scene->choice, "disk-size", 32 * MIB, NULL);
  assert_finds_no_room (scene, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_SPACE);
}

static void
test_no_room_for_disk (Fixture       *fixture,
                       gconstpointer  data)
{
  Scene *scene = fixture->scene;

  choose_kernel (scene, "Kept", "wait", 16 * MIB);
  assert_finds_no_room (scene, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_SPACE);
}

/* There is room for the disk, which grows, and none for the kernel that is kept beside it. */
static void
test_full_installer (Fixture       *fixture,
                     gconstpointer  data)
{
  Scene *scene = fixture->scene;

  choose_kernel (scene, "Kept", "wait", 16 * MIB);
  g_object_set (scene->choice, "disk-size", MIB, NULL);
  assert_finds_no_room (scene, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static const BadDisk bad_disks[] = {
  { "missing-in-place", "raw", NULL, FALSE },
  { "missing-copied", "raw", NULL, TRUE },
  { "no-disk-in-place", "qcow2", "just text", FALSE },
  { "no-disk-copied", "qcow2", "just text", TRUE },
  { "truncated-in-place", "qcow2", "QFI\xfb", FALSE },
  { "truncated-copied", "qcow2", "QFI\xfb", TRUE },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, function) g_test_add ("/creation-on-qemu/" name, Fixture, data, set_up, function, tear_down)
  if (g_getenv ("SPRINT_SMALL_DISK") != NULL) {
    ADD ("full/copy", NULL, test_no_room_for_copy);
    ADD ("full/midway", NULL, test_full_midway);
    ADD ("full/disk", NULL, test_no_room_for_disk);
    ADD ("full/installer", NULL, test_full_installer);
    return g_test_run ();
  }
  ADD ("disk-in-place", NULL, test_disk_in_place);
  ADD ("disk-copied", NULL, test_disk_copied);
  ADD ("layers", NULL, test_layers);
  ADD ("copy-cancelled", NULL, test_copy_cancelled);
  ADD ("installation", NULL, test_installation);
  ADD ("broken-off", NULL, test_broken_off);
  ADD ("ends-at-once", NULL, test_ends_at_once);
  for (guint i = 0; i < G_N_ELEMENTS (bad_disks); i++) {
    g_autofree char *path = g_strconcat ("/creation-on-qemu/bad-disk/", bad_disks[i].name, NULL);

    g_test_add (path, Fixture, &bad_disks[i], set_up, test_bad_disk, tear_down);
  }
  ADD ("disc-gone", NULL, test_disc_gone);
  ADD ("memory", NULL, test_memory);
  ADD ("daemon-dies/disk", "disk", test_daemon_dies);
  ADD ("daemon-dies/definition", "definition", test_daemon_dies);
  ADD ("daemon-dies/start", "start", test_daemon_dies);
  return g_test_run ();
}
