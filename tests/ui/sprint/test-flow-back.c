/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sprint/choose-page.h"
#include "ui/sprint/fix-page.h"
#include "ui/sprint/go-page.h"
#include "ui/sprint/new-machine-dialog.h"
#include "ui/sprint/quick-sprint-dialog.h"

#include <glib/gstdio.h>

#include "await.h"
#include "packagekit-double.h"
#include "remove-tree.h"

/* The flow's ways back and around: trying again, leaving, helping oneself. */
typedef struct {
  PackageKitDouble *daemon;
  SprintServices *services;
  GtkWindow *window;
  AdwNavigationView *view;   /* of the Fix page */
  AdwNavigationPage *fix;
  guint n_next;
} Fixture;

/* libadwaita 1.7 keeps a dialog's content for ever when the dialog is closed while something in it moves. */
static void
set_animated (gboolean animated)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animated, NULL);
}

static void
write_file (const char *root,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A Debian 13 without QEMU, on any computer. */
static SprintServices *
new_services (void)
{
  g_autofree char *root = g_build_filename (g_get_user_cache_dir (), "host", NULL);
  g_autofree char *node = g_build_filename (root, "node.xml", NULL);
  g_autofree char *uri = g_strconcat ("test://", node, NULL);
  g_autoptr (SprintPlatform) platform = g_object_new (SPRINT_TYPE_PLATFORM, "host-root", root, NULL);

  write_file (root, "node.xml", "<node/>");
  write_file (root, "etc/os-release", "ID=debian\nVERSION_ID=\"13\"\n");
  write_file (root, "proc/meminfo", "MemTotal:  8388608 kB\nMemAvailable:  4194304 kB\n");

  return sprint_services_new (platform, uri);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  has_daemon)
{
  if (has_daemon != NULL) {
    fixture->daemon = packagekit_double_new (NULL);
    packagekit_double_set_marks (fixture->daemon, TRUE);
  }
  fixture->services = new_services ();
  fixture->window = GTK_WINDOW (adw_window_new ());
  fixture->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_set_default_size (fixture->window, 800, 700);
  adw_navigation_view_push (fixture->view, adw_navigation_page_new (gtk_label_new ("first"), "First"));
  gtk_window_present (fixture->window);
  await (gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  has_daemon)
{
  GWeakRef connection;

  gtk_window_destroy (fixture->window);
  g_weak_ref_init (&connection, sprint_services_get_local_connection (fixture->services));
  sprint_connection_close (sprint_services_get_local_connection (fixture->services));
  g_clear_object (&fixture->services);
  for (GObject *alive; (alive = g_weak_ref_get (&connection)) != NULL;) {
    g_object_unref (alive);
    g_main_context_iteration (NULL, TRUE);
  }
  g_weak_ref_clear (&connection);
  g_clear_pointer (&fixture->daemon, packagekit_double_free);
}

/* The first below @root that is mapped, of that type and, where it is a button, with that text. */
static GtkWidget *
find (gpointer    root,
      GType       type,
      const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type)) {
    const char *label = GTK_IS_BUTTON (root) ? gtk_button_get_label (root) : NULL;
    g_auto (GStrv) parts = g_strsplit (label != NULL ? label : "", "_", -1);
    g_autofree char *plain = g_strjoinv ("", parts);

    if (text == NULL || g_str_equal (plain, text))
      return root;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type, text);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
can_click (gpointer    root,
           const char *text)
{
  GtkWidget *button = find (root, GTK_TYPE_BUTTON, text);

  return button != NULL && gtk_widget_is_sensitive (button);
}

static void
click (gpointer    root,
       const char *text)
{
  await (can_click (root, text));
  g_signal_emit_by_name (find (root, GTK_TYPE_BUTTON, text), "clicked");
}

static gboolean
shows (gpointer    root,
       const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (root), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (shows (child, text))
      return TRUE;
  }
  return FALSE;
}

static void
next_cb (Fixture *fixture)
{
  fixture->n_next++;
}

static void
push_fix (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_host_examine_async (sprint_services_get_host (fixture->services), NULL, await_result_cb, &result);
  await (result != NULL);
  fixture->fix = sprint_fix_page_new (fixture->services);
  g_signal_connect_swapped (fixture->fix, "next", G_CALLBACK (next_cb), fixture);
  adw_navigation_view_push (fixture->view, fixture->fix);
}

static void
install_all (Fixture *fixture)
{
  static const char * const components[] = { "qemu", "libvirt", "spice", "installer", NULL };
  g_auto (GStrv) names = sprint_package_table_get_packages (sprint_services_get_package_table (fixture->services),
                                                            components);

  for (guint i = 0; names[i] != NULL; i++)
    packagekit_double_add (fixture->daemon, names[i]);
}

/* All packages are there, and still the checks fail: the page says so, and can ask again. */
static void
test_all_installed (Fixture       *fixture,
                    gconstpointer  data)
{
  SprintHost *host = sprint_services_get_host (fixture->services);

  install_all (fixture);
  push_fix (fixture);
  await (shows (fixture->fix, "All packages are installed"));
  g_assert_true (shows (fixture->fix, "QEMU for"));
  g_assert_false (can_click (fixture->fix, "Continue"));
  click (fixture->fix, "Check Again");
  g_assert_cmpint (sprint_host_get_state (host), ==, SPRINT_CHECK_STATE_RUNNING);
  g_assert_false (can_click (fixture->fix, "Check Again"));
  await (can_click (fixture->fix, "Check Again"));
  g_assert_cmpuint (fixture->n_next, ==, 0);
}

/* Where all there is to do is to start libvirt's daemon outside of the sandbox, the page says how. */
static void
test_all_installed_sandboxed (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autofree char *root = g_build_filename (g_get_user_cache_dir (), "host", NULL);
  g_autofree char *info = g_build_filename (root, "etc", "os-release", NULL);
  g_autofree char *program = g_build_filename (root, "usr", "sbin", "libvirtd", NULL);
  g_autoptr (SprintPlatform) platform = g_object_new (SPRINT_TYPE_PLATFORM, "host-root", root, "flatpak-info", info,
                                                      NULL);

  write_file (root, "usr/sbin/libvirtd", "");
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_object_unref (fixture->services);
  fixture->services = sprint_services_new (platform, "qemu+unix:///session?socket=/nonexistent/socket");
  install_all (fixture);
  push_fix (fixture);
  await (shows (fixture->fix, "All packages are installed"));
  g_assert_true (shows (fixture->fix, "Run this in a terminal, then check again: "
                                      "/usr/sbin/libvirtd --daemon --timeout=120"));
}

/* Trying again looks first whether anything is missing still. */
static void
test_no_packagekit (Fixture       *fixture,
                    gconstpointer  data)
{
  SprintHost *host = sprint_services_get_host (fixture->services);

  push_fix (fixture);
  await (shows (fixture->fix, "PackageKit Is Missing"));
  g_assert_true (shows (fixture->fix, "sudo apt install"));
  click (fixture->fix, "Try Again");
  g_assert_cmpint (sprint_host_get_state (host), ==, SPRINT_CHECK_STATE_RUNNING);
  g_assert_true (shows (fixture->fix, "Examining this computer"));
  await (sprint_host_get_state (host) != SPRINT_CHECK_STATE_RUNNING);
  await (can_click (fixture->fix, "Try Again"));
  g_assert_true (shows (fixture->fix, "PackageKit Is Missing"));
}

static void
begin_installing (Fixture  *fixture,
                  gpointer  root)
{
  packagekit_double_hang (fixture->daemon, "InstallPackages");
  click (root, "Install");
  await (packagekit_double_is_busy (fixture->daemon));
}

static void
test_left (Fixture       *fixture,
           gconstpointer  data)
{
  push_fix (fixture);
  begin_installing (fixture, fixture->fix);
  /* There is a Cancel for that. */
  g_assert_false (adw_navigation_page_get_can_pop (fixture->fix));
  g_object_add_weak_pointer (G_OBJECT (fixture->fix), (gpointer *) &fixture->fix);
  adw_navigation_view_pop (fixture->view);
  await (packagekit_double_n_cancelled (fixture->daemon) == 1);
  await (fixture->fix == NULL);
  g_assert_cmpuint (fixture->n_next, ==, 0);
}

/* An installation that was broken off is told, and planned anew. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  push_fix (fixture);
  begin_installing (fixture, fixture->fix);
  packagekit_double_add (fixture->daemon, "qemu-utils");
  click (fixture->fix, "Cancel");
  await (shows (fixture->fix, "The installation was cancelled."));
  g_assert_true (can_click (fixture->fix, "Install"));
  g_assert_false (shows (fixture->fix, "qemu-utils"));
  g_assert_true (adw_navigation_page_get_can_pop (fixture->fix));
}

static void
closed_cb (gboolean *closed)
{
  *closed = TRUE;
}

static void
test_dialog_asks (Fixture       *fixture,
                  gconstpointer  data)
{
  AdwDialog *dialog = ADW_DIALOG (sprint_quick_sprint_dialog_new (fixture->services));
  gboolean closed = FALSE;

  g_signal_connect_swapped (dialog, "closed", G_CALLBACK (closed_cb), &closed);
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  click (dialog, "Fix");
  begin_installing (fixture, dialog);
  g_assert_false (adw_dialog_get_can_close (dialog));
  adw_dialog_close (dialog);
  click (fixture->window, "Go On");
  await (find (fixture->window, ADW_TYPE_ALERT_DIALOG, NULL) == NULL);
  g_assert_false (closed);
  g_assert_true (packagekit_double_is_busy (fixture->daemon));

  adw_dialog_close (dialog);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  click (fixture->window, "Stop");
  await (closed);
  await (packagekit_double_n_cancelled (fixture->daemon) == 1);
  /* Nothing holds it any more. */
  await (dialog == NULL);
}

/* Choose, with a disk that goes away between the choice and the start. */
static SprintChoosePage *
choose_what_fails (Fixture   *fixture,
                   AdwDialog *dialog)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "disk.img", NULL);
  g_autoptr (SprintMedium) medium = NULL;
  SprintChoosePage *choose;
  SprintChoice *choice;

  await (find (dialog, SPRINT_TYPE_CHOOSE_PAGE, NULL) != NULL);
  choose = SPRINT_CHOOSE_PAGE (find (dialog, SPRINT_TYPE_CHOOSE_PAGE, NULL));
  choice = sprint_choose_page_get_choice (choose);
  g_assert_true (g_file_set_contents (path, "disk", -1, NULL));
  medium = g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_DISK, "path", path, "format", "raw",
                         "os-name", "A Disk", "virtual-size", G_GUINT64_CONSTANT (4096), NULL);
  sprint_choice_set_medium (choice, medium);
  g_object_set (choice, "title", "A machine", "memory", G_GUINT64_CONSTANT (64) << 20, "vcpus", 1, NULL);
  await (can_click (choose, "Start"));
  g_assert_cmpint (g_unlink (path), ==, 0);

  return choose;
}

static void
test_try_again (Fixture       *fixture,
                gconstpointer  data)
{
  AdwDialog *dialog = ADW_DIALOG (sprint_new_machine_dialog_new (fixture->services));
  AdwNavigationView *view;
  GtkWidget *go, *second;

  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  click (choose_what_fails (fixture, dialog), "Start");
  await (find (dialog, SPRINT_TYPE_GO_PAGE, NULL) != NULL);
  go = find (dialog, SPRINT_TYPE_GO_PAGE, NULL);
  g_object_add_weak_pointer (G_OBJECT (go), (gpointer *) &go);
  await (can_click (go, "Try Again"));
  /* The step that failed shows it. */
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find (go, GTK_TYPE_STACK, NULL))), ==, "failed");

  /* While the page is on its way out, it has not given anything up yet. */
  set_animated (TRUE);
  click (go, "Try Again");
  set_animated (FALSE);
  view = ADW_NAVIGATION_VIEW (find (dialog, ADW_TYPE_NAVIGATION_VIEW, NULL));
  second = GTK_WIDGET (adw_navigation_view_get_visible_page (view));
  g_assert_true (SPRINT_IS_GO_PAGE (second));
  g_assert_true (second != go);
  await (can_click (second, "Try Again"));
  await (go == NULL);
}

static void
test_cancel_creation (Fixture       *fixture,
                      gconstpointer  data)
{
  AdwDialog *dialog = ADW_DIALOG (sprint_new_machine_dialog_new (fixture->services));
  SprintChoosePage *choose;
  AdwNavigationView *view;
  AdwNavigationPage *go;
  GtkWidget *start;

  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  choose = choose_what_fails (fixture, dialog);
  view = ADW_NAVIGATION_VIEW (find (dialog, ADW_TYPE_NAVIGATION_VIEW, NULL));
  start = find (choose, GTK_TYPE_BUTTON, "Start");
  click (choose, "Start");
  go = adw_navigation_view_get_visible_page (view);
  g_assert_true (SPRINT_IS_GO_PAGE (go));
  /* Nobody can start another one while this one is taken back. */
  g_assert_false (gtk_widget_is_sensitive (start));
  g_signal_emit_by_name (go, "other");
  await (find (go, GTK_TYPE_BUTTON, "Cancelling…") != NULL);
  g_assert_false (can_click (go, "Cancelling…"));
  await (adw_navigation_view_get_visible_page (view) == ADW_NAVIGATION_PAGE (choose));
  await (can_click (choose, "Start"));
}

int
main (int    argc,
      char **argv)
{
  static const char * const folders[] = { "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME" };
  g_autofree char *home = g_dir_make_tmp ("flow-back-XXXXXX", NULL);
  int status;

  /* Not G_TEST_OPTION_ISOLATE_DIRS: without the system's folders no icon is recognised. */
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    g_setenv (folders[i], home, TRUE);
  g_test_init (&argc, &argv, NULL);
  packagekit_double_init ();
  adw_init ();
  await_own_context ();
  set_animated (FALSE);

#define ADD(name, daemon, function) g_test_add ("/flow-back/" name, Fixture, daemon, set_up, function, tear_down)
  ADD ("all-installed", "", test_all_installed);
  ADD ("all-installed-sandboxed", "", test_all_installed_sandboxed);
  ADD ("no-packagekit", NULL, test_no_packagekit);
  ADD ("left", "", test_left);
  ADD ("cancelled", "", test_cancelled);
  ADD ("dialog-asks", "", test_dialog_asks);
  ADD ("try-again", NULL, test_try_again);
  ADD ("cancel-creation", NULL, test_cancel_creation);

  status = g_test_run ();
  remove_tree (home);

  return status;
}
