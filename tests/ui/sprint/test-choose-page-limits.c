/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "await.h"
#include "scene.h"
#include "ui/sprint/choose-page.h"

#define GIB (G_GUINT64_CONSTANT (1) << 30)

typedef struct {
  Scene *scene;
  GtkWidget *window;
  SprintChoosePage *page;
  SprintChoice *choice;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *view = adw_navigation_view_new ();

  fixture->scene = scene_new (NULL);
  fixture->page = SPRINT_CHOOSE_PAGE (sprint_choose_page_new (fixture->scene->services));
  fixture->choice = sprint_choose_page_get_choice (fixture->page);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (fixture->page));
  fixture->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (fixture->window), view);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer page = fixture->page;

  g_object_add_weak_pointer (G_OBJECT (page), &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  await (page == NULL);
  scene_free (fixture->scene);
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
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

static gboolean
says (GtkWidget  *widget,
      const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (says (child, words))
      return TRUE;
  }
  return FALSE;
}

/* One that cannot be used in place is copied, and the row says why it cannot be switched. */
static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *row = find_row (GTK_WIDGET (fixture->page), "Copy the Disk Image");
  g_autoptr (SprintMedium) qcow2 = scene_disk ("/a.qcow2", "qcow2", GIB);
  g_autoptr (SprintMedium) vhdx = scene_disk ("/a.vhdx", "vhdx", GIB);

  g_assert_false (gtk_widget_get_visible (row));
  sprint_choice_set_medium (fixture->choice, qcow2);
  g_assert_true (gtk_widget_get_visible (row));
  g_assert_true (gtk_widget_get_sensitive (row));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  g_assert_false (sprint_choice_get_copy_disk (fixture->choice));

  sprint_choice_set_medium (fixture->choice, vhdx);
  g_assert_false (gtk_widget_get_sensitive (row));
  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "cannot be used in place"));
}

/* More than the computer has: said in a sentence, whatever the row for memory is set to. */
static void
test_too_much (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *row = find_row (GTK_WIDGET (fixture->page), "Memory");
  g_autoptr (SprintMedium) greedy = g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_INSTALLER,
                                                  "path", "/a.iso", "os-name", "Greedy",
                                                  "memory-minimum", 4096 * GIB, NULL);

  sprint_choice_set_medium (fixture->choice, greedy);
  await (says (GTK_WIDGET (fixture->page), "of memory, and this computer can give a machine"));
  g_assert_false (sprint_choice_get_valid (fixture->choice));
  adw_spin_row_set_value (ADW_SPIN_ROW (row), 2048);
  g_assert_true (says (GTK_WIDGET (fixture->page), "of memory, and this computer can give a machine"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  await_own_context ();
#define ADD(name, function) g_test_add ("/choose-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("copy", test_copy);
  ADD ("too-much", test_too_much);
  return g_test_run ();
}
