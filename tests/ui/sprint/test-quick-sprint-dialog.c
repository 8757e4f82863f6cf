/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sprint/fix-page.h"
#include "ui/sprint/quick-sprint-dialog.h"

#include "await.h"
#include "packagekit-double.h"
#include "scene.h"
#include "ui/host/package-list.h"
#include "ui/sprint/check-page.h"
#include "ui/sprint/choose-page.h"
#include "widget-tree.h"

/* libvirt does not answer: on whatever computer this is, it is missing. */
#define NO_DAEMON "qemu+unix:///session?socket=/nonexistent/socket"

typedef struct {
  Scene *scene;
  SprintHost *host;
  PackageKitDouble *daemon;
  GtkWindow *window;
  GtkWidget *view;
  GtkWidget *page;
  GtkWidget *dialog;
  guint n_next;
  gboolean examined;
} Fixture;

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_assert_true (sprint_host_examine_finish (SPRINT_HOST (source), result, NULL));
  ((Fixture *) user_data)->examined = TRUE;
}

static void
examine (Fixture *fixture)
{
  fixture->examined = FALSE;
  sprint_host_examine_async (fixture->host, NULL, examined_cb, fixture);
  await (fixture->examined);
}

static void
state_cb (SprintCheck *check)
{
  if (sprint_check_get_state (check) == SPRINT_CHECK_STATE_FAIL)
    sprint_check_set_result (check, SPRINT_CHECK_STATE_PASS, "Good enough", NULL, NULL);
}

/* On whatever computer this is, nothing is missing. */
static void
make_good (Fixture *fixture)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->host)); i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (G_LIST_MODEL (fixture->host), i);

    g_signal_connect (check, "notify::state", G_CALLBACK (state_cb), NULL);
  }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  uri)
{
  fixture->scene = scene_new (uri);
  if (uri == NULL)
    scene_open (fixture->scene);
  fixture->host = sprint_services_get_host (fixture->scene->services);
  if (uri == NULL)
    make_good (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  uri)
{
  if (fixture->view != NULL)
    tree_take_down (fixture->window, fixture->view);
  if (fixture->dialog != NULL)
    adw_dialog_close (ADW_DIALOG (fixture->dialog));
  await (fixture->page == NULL && fixture->dialog == NULL);
  if (fixture->view == NULL && fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  scene_free (fixture->scene);
  g_clear_pointer (&fixture->daemon, packagekit_double_free);
}

static void
next_cb (SprintFlowPage *page,
         Fixture        *fixture)
{
  fixture->n_next++;
}

/* Fix, above the page that one comes from. */
static void
show_fix (Fixture *fixture)
{
  AdwNavigationPage *below = adw_navigation_page_new (gtk_label_new ("Check"), "Check");
  AdwNavigationPage *page = sprint_fix_page_new (fixture->scene->services);

  fixture->page = GTK_WIDGET (page);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &fixture->page);
  g_signal_connect (page, "next", G_CALLBACK (next_cb), fixture);
  fixture->view = adw_navigation_view_new ();
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (fixture->view), below);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (fixture->view), page);
  fixture->window = tree_show (fixture->view);
}

static void
start_daemon (Fixture *fixture)
{
  g_auto (GStrv) components = sprint_fix_page_get_components (fixture->scene->services);
  SprintPackageTable *table = sprint_services_get_package_table (fixture->scene->services);
  g_auto (GStrv) packages = sprint_package_table_get_packages (table, (const char * const *) components);

  fixture->daemon = packagekit_double_new ((const char * const *) packages);
}

static gboolean
has_packages (Fixture *fixture)
{
  static const char * const libvirt[] = { "libvirt", NULL };
  SprintPackageTable *table = sprint_services_get_package_table (fixture->scene->services);
  g_auto (GStrv) packages = sprint_package_table_get_packages (table, libvirt);

  return packages[0] != NULL;
}

static void
test_fix (Fixture       *fixture,
          gconstpointer  data)
{
  g_auto (GStrv) components = NULL;

  if (!has_packages (fixture)) {
    g_test_skip ("The table does not know this distribution");
    return;
  }
  examine (fixture);
  g_assert_cmpint (sprint_host_get_state (fixture->host), ==, SPRINT_CHECK_STATE_FAIL);
  components = sprint_fix_page_get_components (fixture->scene->services);
  g_assert_true (g_strv_contains ((const char * const *) components, "libvirt"));

  show_fix (fixture);
  await (tree_can_click (fixture->page, "Try Again"));
  g_assert_true (tree_shows (fixture->page, "PackageKit Is Missing"));
  /* There is no way past what is needed. */
  g_assert_null (tree_find_button (fixture->page, "Skip"));
  g_assert_null (tree_find_button (fixture->page, "Continue"));

  start_daemon (fixture);
  tree_click (fixture->page, "Try Again");
  tree_click (fixture->page, "Install");
  await (tree_find_button (fixture->page, "Continue") != NULL);
  g_assert_false (tree_can_click (fixture->page, "Continue"));
  examine (fixture);
  /* Installed, and libvirt does not answer still. */
  g_assert_nonnull (tree_find_button (fixture->page, "Continue"));
  g_assert_false (tree_can_click (fixture->page, "Continue"));
  g_assert_cmpuint (fixture->n_next, ==, 0);
}

static void
test_fix_left (Fixture       *fixture,
               gconstpointer  data)
{
  if (!has_packages (fixture)) {
    g_test_skip ("The table does not know this distribution");
    return;
  }
  examine (fixture);
  start_daemon (fixture);
  packagekit_double_hang (fixture->daemon, "InstallPackages");
  show_fix (fixture);
  tree_click (fixture->page, "Install");
  await (packagekit_double_is_busy (fixture->daemon));
  g_assert_true (adw_navigation_view_pop (ADW_NAVIGATION_VIEW (fixture->view)));
  await (packagekit_double_n_cancelled (fixture->daemon) == 1);
  await (fixture->page == NULL);
  g_assert_cmpuint (fixture->n_next, ==, 0);
}

/* Nothing that is needed is missing: at most an installer, which who has a medium does not need. */
static void
test_fix_optional (Fixture       *fixture,
                   gconstpointer  data)
{
  g_auto (GStrv) components = sprint_fix_page_get_components (fixture->scene->services);

  /* The host lacks nothing but that. */
  g_assert_cmpuint (g_strv_length (components), ==, 1);
  g_assert_cmpstr (components[0], ==, "installer");
  show_fix (fixture);
  tree_click (fixture->page, "Skip");
  g_assert_cmpuint (fixture->n_next, ==, 1);
}

/* Not by itself past the words that the computer must be restarted. */
static void
test_fix_restart (Fixture       *fixture,
                  gconstpointer  data)
{
  start_daemon (fixture);
  packagekit_double_set_restart (fixture->daemon, PK_RESTART_ENUM_SYSTEM);
  show_fix (fixture);
  tree_click (fixture->page, "Install");
  await (tree_find_button (fixture->page, "Continue") != NULL && tree_can_click (fixture->page, "Continue"));
  g_assert_true (tree_shows (fixture->page, "Restart this computer to finish."));
  g_assert_cmpuint (fixture->n_next, ==, 0);
  tree_click (fixture->page, "Continue");
  g_assert_cmpuint (fixture->n_next, ==, 1);
}

/* What was installed is looked at, and then it goes on by itself: unless one has gone back. */
static void
test_fix_examined (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *release = g_build_filename (fixture->scene->folder, "host", "etc", "os-release", NULL);
  GtkWidget *packages;

  /* One without an installer's package, so that nothing is left to install. */
  g_assert_true (g_file_set_contents (release, "ID=fedora\nVERSION_ID=42\n", -1, NULL));
  examine (fixture);
  g_assert_cmpint (sprint_host_get_state (fixture->host), !=, SPRINT_CHECK_STATE_FAIL);
  show_fix (fixture);
  packages = tree_find_type (fixture->page, SPRINT_TYPE_PACKAGE_LIST);
  await (fixture->n_next == 1);
  g_object_notify (G_OBJECT (packages), "done");
  g_assert_true (adw_navigation_view_pop (ADW_NAVIGATION_VIEW (fixture->view)));
  await (fixture->page == NULL);
  g_assert_cmpuint (fixture->n_next, ==, 1);
}

static GtkWidget *
find_page (Fixture *fixture,
           GType    type)
{
  return tree_find_type (fixture->dialog, type);
}

static void
test_dialog (Fixture       *fixture,
             gconstpointer  data)
{
  g_auto (GStrv) components = NULL;
  GtkWidget *view;

  fixture->window = tree_show (gtk_label_new ("Under the dialog"));
  fixture->dialog = GTK_WIDGET (sprint_quick_sprint_dialog_new (fixture->scene->services));
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), GTK_WIDGET (fixture->window));
  g_assert_cmpstr (adw_dialog_get_title (ADW_DIALOG (fixture->dialog)), ==, "Quick Sprint");
  await (find_page (fixture, SPRINT_TYPE_CHECK_PAGE) != NULL);
  view = tree_find_type (fixture->dialog, ADW_TYPE_NAVIGATION_VIEW);
  await (tree_can_click (fixture->dialog, "Check Again"));

  components = sprint_fix_page_get_components (fixture->scene->services);
  tree_click (fixture->dialog, "Continue");
  if (components[0] != NULL) {
    await (find_page (fixture, SPRINT_TYPE_FIX_PAGE) != NULL);
    tree_click (fixture->dialog, "Skip");
  }
  await (find_page (fixture, SPRINT_TYPE_CHOOSE_PAGE) != NULL);
  /* And back to where one came from. */
  g_assert_true (adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view)));
  g_assert_nonnull (find_page (fixture, components[0] != NULL ? SPRINT_TYPE_FIX_PAGE : SPRINT_TYPE_CHECK_PAGE));
}

static void
test_dialog_fix (Fixture       *fixture,
                 gconstpointer  data)
{
  fixture->window = tree_show (gtk_label_new ("Under the dialog"));
  fixture->dialog = GTK_WIDGET (sprint_quick_sprint_dialog_new (fixture->scene->services));
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), GTK_WIDGET (fixture->window));
  /* Whatever else is missing, libvirt is. */
  tree_click (fixture->dialog, "Fix");
  await (find_page (fixture, SPRINT_TYPE_FIX_PAGE) != NULL);
  await (tree_can_click (fixture->dialog, "Try Again"));
  /* It can be left at any time, unasked. */
  adw_dialog_close (ADW_DIALOG (fixture->dialog));
  await (fixture->dialog == NULL);
}

/* Who reads the question until the installation has ended is not asked any more. */
static void
test_dialog_stop_too_late (Fixture       *fixture,
                           gconstpointer  data)
{
  if (!has_packages (fixture)) {
    g_test_skip ("The table does not know this distribution");
    return;
  }
  examine (fixture);
  start_daemon (fixture);
  packagekit_double_hang (fixture->daemon, "InstallPackages");
  fixture->window = tree_show (gtk_label_new ("Under the dialog"));
  fixture->dialog = GTK_WIDGET (sprint_quick_sprint_dialog_new (fixture->scene->services));
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), GTK_WIDGET (fixture->window));
  tree_click (fixture->dialog, "Fix");
  tree_click (fixture->dialog, "Install");
  await (packagekit_double_is_busy (fixture->daemon));
  adw_dialog_close (ADW_DIALOG (fixture->dialog));
  await (tree_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_ALERT_DIALOG) != NULL);
  /* However it ends. */
  sprint_package_list_cancel (SPRINT_PACKAGE_LIST (find_page (fixture, SPRINT_TYPE_PACKAGE_LIST)));
  await (tree_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_ALERT_DIALOG) == NULL);
  g_assert_nonnull (find_page (fixture, SPRINT_TYPE_FIX_PAGE));
}

int
main (int    argc,
      char **argv)
{
  /* Whether this computer has KVM is not what is looked at here. */
  g_setenv ("SPRINT_LIBEXECDIR", "/nonexistent", TRUE);
  packagekit_double_init ();
  tree_init (&argc, &argv);

#define ADD(name, uri, function) g_test_add ("/quick-sprint-dialog/" name, Fixture, uri, set_up, function, tear_down)
  ADD ("fix", NO_DAEMON, test_fix);
  ADD ("fix-left", NO_DAEMON, test_fix_left);
  ADD ("fix-optional", NULL, test_fix_optional);
  ADD ("fix-restart", NULL, test_fix_restart);
  ADD ("fix-examined", NULL, test_fix_examined);
  ADD ("dialog", NULL, test_dialog);
  ADD ("dialog-fix", NO_DAEMON, test_dialog_fix);
  ADD ("dialog-stop-too-late", NO_DAEMON, test_dialog_stop_too_late);

  return tree_run ();
}
