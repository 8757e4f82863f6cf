/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ui/catalogue/medium-chooser.h"
#include "ui/catalogue/medium-row.h"
#include "await.h"

#define SECTOR 2048

typedef struct {
  char *folder;
  SprintCatalogue *catalogue;
  GtkWidget *window;
  SprintMediumChooser *chooser;
  GError *problem;
} Fixture;

static gboolean
deadline_cb (gpointer data)
{
  g_error ("Nothing happened before the deadline");

  return G_SOURCE_REMOVE;
}

static void
problem_cb (SprintMediumChooser *chooser,
            const GError        *error,
            Fixture             *fixture)
{
  g_clear_error (&fixture->problem);
  fixture->problem = g_error_copy (error);
}

/* A bootable ISO called @volume_id. */
static char *
write_iso (Fixture    *fixture,
           const char *name,
           const char *volume_id)
{
  g_autofree char *data = g_malloc0 (20 * SECTOR);
  char *path = g_build_filename (fixture->folder, name, NULL);
  char *primary = data + 16 * SECTOR;

  memcpy (primary, "\1CD001\1", 7);
  memset (primary + 8, ' ', 64);
  memcpy (primary + 40, volume_id, strlen (volume_id));
  primary[80] = 20;
  primary[129] = SECTOR >> 8;
  memcpy (data + 17 * SECTOR, "\0CD001\1" "EL TORITO SPECIFICATION", 30);
  memcpy (data + 18 * SECTOR, "\377CD001\1", 7);
  g_assert_true (g_file_set_contents (path, data, 20 * SECTOR, NULL));

  return path;
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (SPRINT_IS_MEDIUM_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_row (child, title);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static GtkWidget *
find_template_child (Fixture    *fixture,
                     const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->chooser), SPRINT_TYPE_MEDIUM_CHOOSER, name));
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static GtkWidget *
find_dismiss_button (Fixture *fixture)
{
  return find_button (find_template_child (fixture, "problem_row"));
}

static GtkWidget *
wait_for_row (Fixture    *fixture,
              const char *title)
{
  guint deadline = g_timeout_add_seconds (AWAIT_SECONDS, deadline_cb, NULL);
  GtkWidget *row;

  while ((row = find_row (GTK_WIDGET (fixture->chooser), title)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);

  return row;
}

static void
open_and_wait (Fixture    *fixture,
               const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint deadline = g_timeout_add_seconds (AWAIT_SECONDS, deadline_cb, NULL);

  sprint_medium_chooser_open (fixture->chooser, file);
  g_assert_true (sprint_medium_chooser_get_busy (fixture->chooser));
  while (sprint_medium_chooser_get_busy (fixture->chooser))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *images = NULL;
  g_autofree char *first = NULL;

  fixture->folder = g_dir_make_tmp ("sprint-XXXXXX", NULL);
  images = g_build_filename (fixture->folder, "no-images", NULL);
  first = write_iso (fixture, "first.iso", "FIRST SYSTEM");
  fixture->catalogue = sprint_catalogue_new (fixture->folder, "13", images);
  fixture->chooser = SPRINT_MEDIUM_CHOOSER (sprint_medium_chooser_new (fixture->catalogue, fixture->folder));
  g_signal_connect (fixture->chooser, "problem", G_CALLBACK (problem_cb), fixture);
  fixture->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->chooser));
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for_row (fixture, "FIRST SYSTEM");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  gpointer chooser = fixture->chooser;
  const char *name;

  g_object_add_weak_pointer (chooser, &chooser);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE));
  g_assert_null (chooser);

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_remove (path);
  }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_clear_error (&fixture->problem);
  g_object_unref (fixture->catalogue);
}

static GtkWidget *
find_radio (GtkWidget *row)
{
  return GTK_WIDGET (gtk_widget_get_template_child (row, SPRINT_TYPE_MEDIUM_ROW, "radio"));
}

static void
test_default (Fixture       *fixture,
              gconstpointer  data)
{
  GObject *selected = sprint_medium_chooser_get_selected (fixture->chooser);
  GtkWidget *row = find_row (GTK_WIDGET (fixture->chooser), "Debian 13 Installer");

  g_assert_true (SPRINT_IS_OFFER (selected));
  g_assert_nonnull (row);
  /* With its size, where the network is there to ask. */
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Downloaded when needed"));
  g_assert_false (gtk_widget_get_visible (find_template_child (fixture, "problem_group")));
  g_assert_true (gtk_widget_get_visible (find_template_child (fixture, "downloads_group")));
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *first = find_radio (find_row (GTK_WIDGET (fixture->chooser), "FIRST SYSTEM"));
  GtkWidget *offer = find_radio (find_row (GTK_WIDGET (fixture->chooser), "Debian 13 Installer"));

  gtk_test_accessible_assert_role (first, GTK_ACCESSIBLE_ROLE_RADIO);
  gtk_test_accessible_assert_property (first, GTK_ACCESSIBLE_PROPERTY_LABEL, "FIRST SYSTEM");
  gtk_test_accessible_assert_state (offer, GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_TRUE);
  gtk_test_accessible_assert_state (first, GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_FALSE);
  /* A tooltip names a button that shows only an icon. */
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_dismiss_button (fixture)), ==, "Dismiss");
}

static void
selected_cb (GObject    *chooser,
             GParamSpec *pspec,
             gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
test_choose (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *row = find_row (GTK_WIDGET (fixture->chooser), "FIRST SYSTEM");
  guint n_notified = 0;
  GObject *selected;

  g_signal_connect (fixture->chooser, "notify::selected", G_CALLBACK (selected_cb), &n_notified);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  selected = sprint_medium_chooser_get_selected (fixture->chooser);
  g_assert_true (SPRINT_IS_MEDIUM (selected));
  g_assert_true (g_str_has_suffix (sprint_medium_get_path (SPRINT_MEDIUM (selected)), "/first.iso"));
  g_assert_cmpuint (n_notified, ==, 1);
}

static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = write_iso (fixture, "second.iso", "SECOND");
  GObject *selected;

  open_and_wait (fixture, path);
  selected = sprint_medium_chooser_get_selected (fixture->chooser);
  g_assert_true (SPRINT_IS_MEDIUM (selected));
  g_assert_cmpstr (sprint_medium_get_os_name (SPRINT_MEDIUM (selected)), ==, "SECOND");
  g_assert_null (fixture->problem);

  /* Once more: the same row, not another. */
  adw_action_row_activate (ADW_ACTION_ROW (find_row (GTK_WIDGET (fixture->chooser), "FIRST SYSTEM")));
  open_and_wait (fixture, path);
  g_assert_true (sprint_medium_chooser_get_selected (fixture->chooser) == selected);
}

static void
test_problem (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "text.iso", NULL);
  GtkWidget *group = find_template_child (fixture, "problem_group");
  GObject *selected = sprint_medium_chooser_get_selected (fixture->chooser);
  AdwActionRow *row = ADW_ACTION_ROW (find_template_child (fixture, "problem_row"));

  g_assert_true (g_file_set_contents (path, "a <b>text</b>", -1, NULL));
  open_and_wait (fixture, path);
  g_assert_error (fixture->problem, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM);
  g_assert_true (gtk_widget_get_visible (group));
  g_assert_cmpstr (adw_action_row_get_subtitle (row), !=, "");
  /* What was chosen stays chosen. */
  g_assert_true (sprint_medium_chooser_get_selected (fixture->chooser) == selected);

  g_signal_emit_by_name (find_dismiss_button (fixture), "clicked");
  g_assert_false (gtk_widget_get_visible (group));

  open_and_wait (fixture, path);
  g_assert_true (gtk_widget_get_visible (group));
  adw_action_row_activate (ADW_ACTION_ROW (find_row (GTK_WIDGET (fixture->chooser), "FIRST SYSTEM")));
  g_assert_false (gtk_widget_get_visible (group));
}

/* What the system says of it is no sentence. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  AdwActionRow *row = ADW_ACTION_ROW (find_template_child (fixture, "problem_row"));

  open_and_wait (fixture, "/nonexistent/a.iso");
  g_assert_error (fixture->problem, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NOT_FOUND);
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "The file is not there any more. Choose another one.");
}

/* Closed while a file is still being looked at. */
static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = write_iso (fixture, "second.iso", "SECOND");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint deadline = g_timeout_add_seconds (AWAIT_SECONDS, deadline_cb, NULL);
  gpointer chooser = fixture->chooser;

  sprint_medium_chooser_open (fixture->chooser, file);
  g_object_add_weak_pointer (chooser, &chooser);
  adw_window_set_content (ADW_WINDOW (fixture->window), NULL);
  while (chooser != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);

  fixture->chooser = g_object_ref_sink (SPRINT_MEDIUM_CHOOSER (sprint_medium_chooser_new (fixture->catalogue, NULL)));
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->chooser));
  g_object_unref (fixture->chooser);
}

static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = write_iso (fixture, "dropped.iso", "DROPPED");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GSList files = { file, NULL };
  g_auto (GValue) value = G_VALUE_INIT;
  GObject *target = gtk_widget_get_template_child (GTK_WIDGET (fixture->chooser), SPRINT_TYPE_MEDIUM_CHOOSER,
                                                   "drop_target");
  GtkWidget *highlight = find_template_child (fixture, "drop_revealer");
  GdkDragAction action = 0;
  gboolean taken = FALSE;
  GtkWidget *row;

  g_signal_emit_by_name (target, "enter", 1.0, 1.0, &action);
  g_assert_cmpint (action, ==, GDK_ACTION_COPY);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (highlight)));

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &files);
  g_signal_emit_by_name (target, "drop", &value, 1.0, 1.0, &taken);
  g_assert_true (taken);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (highlight)));
  row = wait_for_row (fixture, "DROPPED");
  g_assert_true (sprint_medium_chooser_get_selected (fixture->chooser) ==
                 sprint_medium_row_get_item (SPRINT_MEDIUM_ROW (row)));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  await_own_context ();

#define ADD(name, function) g_test_add ("/medium-chooser/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("default", test_default);
  ADD ("accessible", test_accessible);
  ADD ("choose", test_choose);
  ADD ("open", test_open);
  ADD ("problem", test_problem);
  ADD ("gone", test_gone);
  ADD ("close", test_close);
  ADD ("drop", test_drop);

  return g_test_run ();
}
