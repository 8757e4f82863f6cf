/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sprint/new-machine-dialog.h"

#include <glib/gstdio.h>

#include "await.h"
#include "core/machine/machine-private.h"
#include "core/sprint/creation-private.h"
#include "gate.h"
#include "scene.h"
#include "ui/sprint/choose-page.h"
#include "ui/sprint/go-page.h"
#include "widget-tree.h"

#define MIB (G_GUINT64_CONSTANT (1) << 20)

typedef struct {
  Scene *scene;
  GtkWindow *window;
  GtkWidget *dialog;   /* NULL once it is finalized */
  GtkWidget *view;     /* so are its pages */
  SprintCreation *creation;
} Fixture;

static void
running_cb (SprintNewMachineDialog *dialog,
            SprintCreation         *creation,
            Fixture                *fixture)
{
  g_assert_null (fixture->creation);
  fixture->creation = g_object_ref (creation);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  SprintPlatform *platform;

  tree_clean ();
  fixture->scene = scene_new (NULL);
  scene_open (fixture->scene);
  platform = sprint_services_get_platform (fixture->scene->services);
  /* What the driver's pools do not make. */
  g_assert_cmpint (g_mkdir_with_parents (sprint_platform_get_disk_folder (platform), 0700), ==, 0);
  fixture->window = tree_show (gtk_label_new ("Under the dialog"));
  fixture->dialog = GTK_WIDGET (sprint_new_machine_dialog_new (fixture->scene->services));
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  fixture->view = adw_dialog_get_child (ADW_DIALOG (fixture->dialog));
  g_object_add_weak_pointer (G_OBJECT (fixture->view), (gpointer *) &fixture->view);
  g_signal_connect (fixture->dialog, "machine-running", G_CALLBACK (running_cb), fixture);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->dialog != NULL)
    adw_dialog_close (ADW_DIALOG (fixture->dialog));
  /* With its pages, its flow and all that was asked. */
  await (fixture->dialog == NULL && fixture->view == NULL);
  g_clear_object (&fixture->creation);
  gtk_window_destroy (fixture->window);
  scene_free (fixture->scene);
}

static GtkWidget *
find_page (Fixture *fixture,
           GType    type)
{
  return fixture->dialog != NULL ? tree_find_type (fixture->dialog, type) : NULL;
}

static char *
choose (Fixture    *fixture,
        const char *initrd_name)
{
  g_autofree char *kernel = scene_write (fixture->scene, "linux", "a kernel", 64);
  char *initrd = g_build_filename (fixture->scene->folder, initrd_name, NULL);
  g_autoptr (SprintMedium) medium = scene_kernel (kernel, initrd);
  SprintChoice *choice;

  await (find_page (fixture, SPRINT_TYPE_CHOOSE_PAGE) != NULL);
  choice = sprint_choose_page_get_choice (SPRINT_CHOOSE_PAGE (find_page (fixture, SPRINT_TYPE_CHOOSE_PAGE)));
  sprint_choice_set_medium (choice, medium);
  g_object_set (choice, "title", "A Machine", "memory", 64 * MIB, "vcpus", 1, NULL);
  g_assert_cmpstr (sprint_choice_get_problem (choice), ==, NULL);
  return initrd;
}

static void
start (Fixture *fixture)
{
  g_autofree char *initrd = scene_write (fixture->scene, "initrd", "an initrd", 64);
  g_autofree char *chosen = choose (fixture, "initrd");

  g_assert_cmpstr (initrd, ==, chosen);
  tree_click (fixture->dialog, "Start");
  g_assert_nonnull (find_page (fixture, SPRINT_TYPE_GO_PAGE));
}

static guint
count_volumes (Fixture *fixture)
{
  virConnectPtr handle = sprint_connection_ref_handle (fixture->scene->connection);
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
assert_nothing_left (Fixture *fixture)
{
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 1);
  g_assert_cmpuint (scene_count_files (fixture->scene), ==, 0);
  g_assert_cmpuint (count_volumes (fixture), ==, 0);
  g_assert_null (fixture->creation);
}

static void
test_made (Fixture       *fixture,
           gconstpointer  data)
{
  SprintMachine *machine;

  start (fixture);
  g_assert_false (adw_dialog_get_can_close (ADW_DIALOG (fixture->dialog)));
  await (fixture->creation != NULL);
  machine = sprint_creation_get_machine (fixture->creation);
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "A Machine");
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);
  /* The dialog waits for the first picture. */
  g_assert_nonnull (find_page (fixture, SPRINT_TYPE_GO_PAGE));
  g_assert_true (adw_dialog_get_can_close (ADW_DIALOG (fixture->dialog)));
  sprint_creation_note_first_frame (fixture->creation);
  await (fixture->dialog == NULL);
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 2);
}

/* Who does not want to wait for the picture keeps the machine. */
static void
test_left_before_picture (Fixture       *fixture,
                          gconstpointer  data)
{
  start (fixture);
  await (fixture->creation != NULL);
  tree_click (fixture->dialog, "Cancel");
  await (fixture->dialog == NULL);
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 2);
  g_assert_cmpint (sprint_machine_get_state (sprint_creation_get_machine (fixture->creation)), ==,
                   SPRINT_MACHINE_STATE_RUNNING);
}

/* By whichever way: its end is nobody's but its own from then on. */
static void
assert_kept (Fixture *fixture)
{
  SprintMachine *machine = sprint_creation_get_machine (fixture->creation);

  scene_act (machine, SPRINT_MACHINE_ACTION_SHUT_DOWN);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_OFF);
  g_assert_false (sprint_creation_get_running (fixture->creation));
  g_assert_null (sprint_creation_get_error (fixture->creation));
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 2);
}

static void
test_closed_before_picture (Fixture       *fixture,
                            gconstpointer  data)
{
  start (fixture);
  await (fixture->creation != NULL);
  adw_dialog_close (ADW_DIALOG (fixture->dialog));
  await (fixture->dialog == NULL);
  assert_kept (fixture);
}

static void
test_back_before_picture (Fixture       *fixture,
                          gconstpointer  data)
{
  start (fixture);
  await (fixture->creation != NULL);
  g_assert_true (adw_navigation_view_pop (ADW_NAVIGATION_VIEW (fixture->view)));
  await (fixture->dialog == NULL);
  assert_kept (fixture);
}

/* The machine stays though something went wrong with it: there is nothing to make again. */
static void
test_failed_before_picture (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "no picture");

  start (fixture);
  await (fixture->creation != NULL);
  sprint_creation_set_error (fixture->creation, error);
  tree_click (fixture->dialog, "Close");
  await (fixture->dialog == NULL);
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 2);
}

static GtkWidget *
find_question (Fixture *fixture)
{
  return tree_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_ALERT_DIALOG);
}

static void
test_close_asks (Fixture       *fixture,
                 gconstpointer  data)
{
  Gate *gate = gate_new (fixture->scene->connection);

  start (fixture);
  adw_dialog_close (ADW_DIALOG (fixture->dialog));
  await (find_question (fixture) != NULL);
  await (tree_shows (find_question (fixture), "Stop Making the Machine?"));
  tree_click (find_question (fixture), "Go On");
  await (find_question (fixture) == NULL);
  g_assert_nonnull (find_page (fixture, SPRINT_TYPE_GO_PAGE));

  adw_dialog_close (ADW_DIALOG (fixture->dialog));
  await (find_question (fixture) != NULL);
  tree_click (find_question (fixture), "Stop");
  await (find_question (fixture) == NULL);
  /* Until all is taken back, it stays. */
  g_assert_nonnull (fixture->dialog);
  gate_open (gate);
  await (fixture->dialog == NULL);
  assert_nothing_left (fixture);
}

/* Who reads the question for so long that there is nothing left to stop is not asked any more. */
static void
test_close_asks_too_late (Fixture       *fixture,
                          gconstpointer  data)
{
  Gate *gate = gate_new (fixture->scene->connection);

  start (fixture);
  adw_dialog_close (ADW_DIALOG (fixture->dialog));
  await (find_question (fixture) != NULL);
  gate_open (gate);
  await (fixture->creation != NULL);
  await (find_question (fixture) == NULL);
  /* It closed, and was not answered. */
  g_assert_nonnull (find_page (fixture, SPRINT_TYPE_GO_PAGE));
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 2);
}

static void
test_close_unasked (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *initrd = choose (fixture, "none");

  adw_dialog_close (ADW_DIALOG (fixture->dialog));
  await (fixture->dialog == NULL);
  g_assert_null (find_question (fixture));
  assert_nothing_left (fixture);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  Gate *gate = gate_new (fixture->scene->connection);

  start (fixture);
  tree_click (fixture->dialog, "Cancel");
  gate_open (gate);
  await (find_page (fixture, SPRINT_TYPE_CHOOSE_PAGE) != NULL);
  g_assert_null (find_page (fixture, SPRINT_TYPE_GO_PAGE));
  g_assert_true (adw_dialog_get_can_close (ADW_DIALOG (fixture->dialog)));
  assert_nothing_left (fixture);

  /* What was chosen is still chosen. */
  tree_click (fixture->dialog, "Start");
  await (fixture->creation != NULL);
}

/* Back is a cancel, too. */
static void
test_back (Fixture       *fixture,
           gconstpointer  data)
{
  Gate *gate = gate_new (fixture->scene->connection);

  start (fixture);
  g_assert_true (adw_navigation_view_pop (ADW_NAVIGATION_VIEW (fixture->view)));
  g_assert_nonnull (find_page (fixture, SPRINT_TYPE_CHOOSE_PAGE));
  /* One at a time. */
  g_assert_false (tree_can_click (fixture->dialog, "Start"));
  gate_open (gate);
  await (adw_dialog_get_can_close (ADW_DIALOG (fixture->dialog)));
  g_assert_nonnull (find_page (fixture, SPRINT_TYPE_CHOOSE_PAGE));
  assert_nothing_left (fixture);
}

static void
test_try_again (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *initrd = choose (fixture, "late");

  for (guint i = 0; i < 2; i++) {
    if (i == 0)
      tree_click (fixture->dialog, "Start");
    else
      tree_click (fixture->dialog, "Try Again");
    await (tree_can_click (fixture->dialog, "Try Again"));
    g_assert_true (tree_shows (fixture->dialog, "File Not Found"));
    g_assert_true (adw_dialog_get_can_close (ADW_DIALOG (fixture->dialog)));
    assert_nothing_left (fixture);
  }

  g_assert_true (g_file_set_contents (initrd, "an initrd", -1, NULL));
  tree_click (fixture->dialog, "Try Again");
  g_assert_false (tree_shows (fixture->dialog, "File Not Found"));
  await (fixture->creation != NULL);
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  /* Whether this computer has KVM is not what is looked at here. */
  g_setenv ("SPRINT_LIBEXECDIR", "/nonexistent", TRUE);
  tree_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/make-flow/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("made", test_made);
  ADD ("left-before-picture", test_left_before_picture);
  ADD ("closed-before-picture", test_closed_before_picture);
  ADD ("back-before-picture", test_back_before_picture);
  ADD ("failed-before-picture", test_failed_before_picture);
  ADD ("close-asks", test_close_asks);
  ADD ("close-asks-too-late", test_close_asks_too_late);
  ADD ("close-unasked", test_close_unasked);
  ADD ("cancel", test_cancel);
  ADD ("back", test_back);
  ADD ("try-again", test_try_again);

  return tree_run ();
}
