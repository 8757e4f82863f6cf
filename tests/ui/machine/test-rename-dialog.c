/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/machine/rename-dialog.h"

#include "await.h"
#include "machines.h"
#include "widget-tree.h"

typedef struct {
  Scene *scene;
  SprintMachine *machine;
  GtkWindow *window;
  AdwDialog *dialog;
  GtkWidget *row;
  GError *problem;
} Fixture;

static void
problem_cb (AdwDialog    *dialog,
            const GError *error,
            Fixture      *fixture)
{
  g_clear_error (&fixture->problem);
  fixture->problem = g_error_copy (error);
}

static void
present (Fixture *fixture)
{
  fixture->dialog = sprint_rename_dialog_new (fixture->machine);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  g_signal_connect (fixture->dialog, "problem", G_CALLBACK (problem_cb), fixture);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
  await ((fixture->row = tree_find_type (GTK_WIDGET (fixture->dialog), ADW_TYPE_ENTRY_ROW)) != NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->row), (gpointer *) &fixture->row);
  await (tree_can_click (GTK_WIDGET (fixture->dialog), "Cancel"));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->scene = scene_new (NULL);
  scene_open (fixture->scene);
  fixture->machine = machines_first (fixture->scene);
  fixture->window = tree_show (gtk_label_new ("Under the dialog"));
  present (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  /* Closed, and finalized when what it asked of libvirt has ended. */
  await (fixture->dialog == NULL && fixture->row == NULL);
  gtk_window_destroy (fixture->window);
  scene_free (fixture->scene);
  g_clear_error (&fixture->problem);
}

static void
type (Fixture    *fixture,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->row), text);
}

static gboolean
can_rename (Fixture *fixture)
{
  gboolean enabled = adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (fixture->dialog), "rename");

  g_assert_true (tree_can_click (GTK_WIDGET (fixture->dialog), "Rename") == enabled);
  return enabled;
}

static const char *
title (Fixture *fixture)
{
  return sprint_machine_get_title (fixture->machine);
}

static void
test_present (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->row)), ==, "test");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (fixture->row)), ==, "Name");
  g_assert_true (tree_shows (GTK_WIDGET (fixture->dialog), "Rename Machine"));
  g_assert_true (can_rename (fixture));
  /* What is typed goes there at once. */
  await (gtk_window_get_focus (fixture->window) != NULL &&
         gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), fixture->row));

  type (fixture, "not this");
  tree_click (GTK_WIDGET (fixture->dialog), "Cancel");
  await (fixture->dialog == NULL);
  machines_settle (fixture->machine);
  g_assert_cmpstr (title (fixture), ==, "test");
  g_assert_no_error (fixture->problem);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const refused[] = { "", " ", " \t " };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    type (fixture, refused[i]);
    g_assert_false (can_rename (fixture));
    /* Nor by the keyboard. */
    g_signal_emit_by_name (fixture->row, "entry-activated");
    g_assert_true (gtk_widget_get_mapped (fixture->row));
    type (fixture, "x");
    g_assert_true (can_rename (fixture));
  }
  type (fixture, "");
  tree_click (GTK_WIDGET (fixture->dialog), "Cancel");
  await (fixture->dialog == NULL);
  machines_settle (fixture->machine);
  g_assert_cmpstr (title (fixture), ==, "test");
  g_assert_no_error (fixture->problem);
}

static void
test_rename (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const names[] = { "Größe & <Ruhe> “漢字”", "%s %n ../;rm", "🐧" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (fixture->dialog == NULL)
      present (fixture);
    type (fixture, names[i]);
    tree_click (GTK_WIDGET (fixture->dialog), "Rename");
    await (fixture->dialog == NULL);
    g_assert_no_error (fixture->problem);
    g_assert_cmpstr (title (fixture), ==, names[i]);
  }
  /* It begins with the name that the machine has now. */
  present (fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->row)), ==, "🐧");
  type (fixture, "  padded ");
  tree_click (GTK_WIDGET (fixture->dialog), "Rename");
  await (fixture->dialog == NULL);
  g_assert_cmpstr (title (fixture), ==, "padded");
}

static void
test_same (Fixture       *fixture,
           gconstpointer  data)
{
  tree_click (GTK_WIDGET (fixture->dialog), "Rename");
  await (fixture->dialog == NULL);
  g_assert_no_error (fixture->problem);
  g_assert_cmpstr (title (fixture), ==, "test");
}

static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  await (gtk_window_get_focus (fixture->window) != NULL &&
         gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), fixture->row));
  /* The name is selected: what is typed takes its place. */
  tree_press_key (GDK_KEY_q, 0);
  await (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (fixture->row)), "q"));
  tree_press_key (GDK_KEY_Return, 0);
  await (fixture->dialog == NULL);
  g_assert_cmpstr (title (fixture), ==, "q");

  present (fixture);
  await (gtk_window_get_focus (fixture->window) != NULL &&
         gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), fixture->row));
  type (fixture, "not this");
  tree_press_key (GDK_KEY_Escape, 0);
  await (fixture->dialog == NULL);
  machines_settle (fixture->machine);
  g_assert_cmpstr (title (fixture), ==, "q");
}

/* What libvirt says no to is told. */
static void
test_problem (Fixture       *fixture,
              gconstpointer  data)
{
  sprint_connection_close (fixture->scene->connection);
  type (fixture, "too late");
  tree_click (GTK_WIDGET (fixture->dialog), "Rename");
  await (fixture->dialog == NULL);
  g_assert_nonnull (fixture->problem);
  g_assert_cmpuint (fixture->problem->domain, ==, SPRINT_MACHINE_ERROR);
}

int
main (int    argc,
      char **argv)
{
  tree_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/rename-dialog/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("present", test_present);
  ADD ("empty", test_empty);
  ADD ("rename", test_rename);
  ADD ("same", test_same);
  ADD ("keyboard", test_keyboard);
  ADD ("problem", test_problem);

  return tree_run ();
}
