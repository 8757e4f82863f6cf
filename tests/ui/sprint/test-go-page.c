/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sprint/go-page.h"

#include <glib/gstdio.h>

#include "await.h"
#include "core/sprint/creation-private.h"
#include "scene.h"
#include "widget-tree.h"

typedef struct {
  Scene *scene;
  SprintCreation *creation;
  GCancellable *cancellable;
  GtkWidget *page;
  GtkWindow *window;
  guint n_next;
  guint n_other;
  gboolean ended;
} Fixture;

static void
count_cb (SprintFlowPage *page,
          guint          *n)
{
  (*n)++;
}

/* @data: whether the installer's second file is missing. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  SprintPlatform *platform;
  Scene *scene;
  g_autofree char *kernel = NULL;
  g_autofree char *initrd = NULL;
  g_autoptr (SprintMedium) medium = NULL;

  tree_clean ();
  scene = fixture->scene = scene_new (NULL);
  platform = sprint_services_get_platform (scene->services);
  kernel = scene_write (scene, "linux", "a kernel", 64);
  initrd = data != NULL ? g_strdup ("/nonexistent/<initrd> & more")
                        : scene_write (scene, "initrd.gz", "an initrd", 64);
  medium = scene_kernel (kernel, initrd);
  scene_open (scene);
  g_assert_cmpint (g_mkdir_with_parents (sprint_platform_get_disk_folder (platform), 0700), ==, 0);
  scene_choose (scene, medium, "A Machine");
  fixture->cancellable = g_cancellable_new ();
  fixture->creation = sprint_creation_new (scene->services, scene->connection, scene->choice);
  fixture->page = GTK_WIDGET (sprint_go_page_new (fixture->creation));
  g_signal_connect (fixture->page, "next", G_CALLBACK (count_cb), &fixture->n_next);
  g_signal_connect (fixture->page, "other", G_CALLBACK (count_cb), &fixture->n_other);
  fixture->window = tree_show (fixture->page);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tree_take_down (fixture->window, fixture->page);
  g_clear_object (&fixture->creation);
  g_clear_object (&fixture->cancellable);
  scene_free (fixture->scene);
}

static SprintStage *
get_stage (Fixture *fixture,
           guint    position)
{
  g_autoptr (SprintStage) stage = g_list_model_get_item (G_LIST_MODEL (fixture->creation), position);

  return stage;   /* the creation holds it */
}

static void
assert_state (Fixture    *fixture,
              const char *title,
              const char *words)
{
  GtkWidget *row = tree_find_row (fixture->page, title);
  GtkWidget *shown;

  g_assert_nonnull (row);
  shown = gtk_stack_get_visible_child (GTK_STACK (tree_find_type (row, GTK_TYPE_STACK)));
  gtk_test_accessible_assert_property (shown, GTK_ACCESSIBLE_PROPERTY_LABEL, words);
}

/* The time that a stage's row shows; -1 for none. */
static double
read_time (Fixture    *fixture,
           const char *title)
{
  GtkWidget *label = tree_find_text (tree_find_row (fixture->page, title), " s");

  return label != NULL ? g_ascii_strtod (gtk_label_get_text (GTK_LABEL (label)), NULL) : -1;
}

static const char *
subtitle (Fixture    *fixture,
          const char *title)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (tree_find_row (fixture->page, title)));
}

static void
test_stages (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const titles[] = { "Disk", "Definition", "Start", "First picture" };
  SprintStage *stage = get_stage (fixture, 0);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++) {
    assert_state (fixture, titles[i], "Waiting");
    g_assert_cmpfloat (read_time (fixture, titles[i]), ==, -1);
  }
  g_assert_true (tree_can_click (fixture->page, "Cancel"));
  g_assert_null (tree_find_button (fixture->page, "Try Again"));

  sprint_stage_begin (stage);
  assert_state (fixture, "Disk", "Running");
  g_assert_true (GTK_IS_SPINNER (tree_find_type (tree_find_row (fixture->page, "Disk"), GTK_TYPE_SPINNER)));
  sprint_stage_set_fraction (stage, 0.25);
  g_assert_cmpstr (subtitle (fixture, "Disk"), ==, "25 %");
  /* While it runs, its time does. */
  await (read_time (fixture, "Disk") >= 0.2);

  sprint_stage_end (stage, SPRINT_STAGE_STATE_DONE);
  assert_state (fixture, "Disk", "Done");
  g_assert_cmpfloat_with_epsilon (read_time (fixture, "Disk"), sprint_stage_get_duration (stage) / 1e6, 0.051);
  assert_state (fixture, "Definition", "Waiting");

  stage = get_stage (fixture, 2);
  sprint_stage_begin (stage);
  sprint_stage_set_note (stage, "Going on otherwise");
  g_assert_cmpstr (subtitle (fixture, "Start"), ==, "Going on otherwise");
  sprint_stage_end (stage, SPRINT_STAGE_STATE_FAILED);
  assert_state (fixture, "Start", "Failed");
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  sprint_creation_run_finish (SPRINT_CREATION (source), result, NULL);
  ((Fixture *) user_data)->ended = TRUE;
}

static void
run (Fixture *fixture)
{
  sprint_creation_run_async (fixture->creation, fixture->cancellable, ended_cb, fixture);
}

static void
test_run (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *elapsed = NULL;

  run (fixture);
  await (fixture->ended);
  assert_state (fixture, "Disk", "Done");
  assert_state (fixture, "Definition", "Done");
  assert_state (fixture, "Start", "Done");
  assert_state (fixture, "First picture", "Running");
  g_assert_true (tree_can_click (fixture->page, "Cancel"));
  await (read_time (fixture, "First picture") >= 0.1);
  sprint_creation_note_first_frame (fixture->creation);
  assert_state (fixture, "First picture", "Done");
  elapsed = g_strdup_printf ("%.1f s", sprint_creation_get_elapsed (fixture->creation) / 1e6);
  /* The stopwatch stands still. */
  await (tree_shows (fixture->page, elapsed));
}

/* What was made is still being taken back. */
static void
error_cb (SprintCreation *creation,
          GParamSpec     *pspec,
          Fixture        *fixture)
{
  g_assert_true (sprint_creation_get_running (creation));
  g_assert_nonnull (tree_find_button (fixture->page, "Try Again"));
  g_assert_false (tree_can_click (fixture->page, "Try Again"));
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *expander;

  g_signal_connect (fixture->creation, "notify::error", G_CALLBACK (error_cb), fixture);
  run (fixture);
  await (fixture->ended);
  g_assert_error (sprint_creation_get_error (fixture->creation), G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  assert_state (fixture, "Disk", "Failed");
  assert_state (fixture, "Definition", "Waiting");
  g_assert_true (tree_shows (fixture->page, "File Not Found"));
  g_assert_true (tree_shows (fixture->page, "A file or folder is not there."));
  g_assert_null (tree_find_button (fixture->page, "Cancel"));

  /* The raw words are there for who wants them. */
  g_assert_false (tree_shows (fixture->page, "/nonexistent/<initrd> & more"));
  expander = tree_find_type (fixture->page, GTK_TYPE_EXPANDER);
  g_assert_true (tree_shows (expander, "Details"));
  gtk_widget_grab_focus (expander);
  tree_press_key (GDK_KEY_Return, 0);
  await (tree_shows (fixture->page, "/nonexistent/<initrd> & more"));

  g_assert_cmpuint (fixture->n_next, ==, 0);
  tree_click (fixture->page, "Try Again");
  g_assert_cmpuint (fixture->n_next, ==, 1);
  g_assert_cmpuint (scene_count_machines (fixture->scene), ==, 1);
  g_assert_cmpuint (scene_count_files (fixture->scene), ==, 0);
}

/* It ran, and what was wrong came later: there it is, and nothing to make again. */
static void
test_failure_with_machine (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "no picture");

  run (fixture);
  await (fixture->ended);
  sprint_creation_set_error (fixture->creation, error);
  g_assert_null (tree_find_button (fixture->page, "Try Again"));
  tree_click (fixture->page, "Close");
  g_assert_cmpuint (fixture->n_next, ==, 1);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  run (fixture);
  tree_click (fixture->page, "Cancel");
  g_assert_cmpuint (fixture->n_other, ==, 1);
  /* Which is for who runs it. */
  g_cancellable_cancel (fixture->cancellable);
  await (fixture->ended);
  g_assert_error (sprint_creation_get_error (fixture->creation), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* Whoever cancelled needs not be told. */
  g_assert_false (tree_shows (fixture->page, "Cancelled"));
  g_assert_null (tree_find_type (fixture->page, GTK_TYPE_EXPANDER));
}

int
main (int    argc,
      char **argv)
{
  tree_init (&argc, &argv);

#define ADD(name, data, function) g_test_add ("/go-page/" name, Fixture, data, set_up, function, tear_down)
  ADD ("stages", NULL, test_stages);
  ADD ("run", NULL, test_run);
  ADD ("failure", "no initrd", test_failure);
  ADD ("failure-with-machine", NULL, test_failure_with_machine);
  ADD ("cancel", NULL, test_cancel);

  return tree_run ();
}
