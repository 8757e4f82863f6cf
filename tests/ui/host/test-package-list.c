/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/host/command-row.h"
#include "ui/host/package-list.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "await.h"
#include "packagekit-double.h"
#include "ui/host/package-problem-view.h"
#include "ui/host/package-progress-view.h"
#include "widget-tree.h"

static const char * const qemu[] = { "qemu", NULL };
static const char * const both[] = { "qemu-system-x86", "qemu-utils", NULL };

typedef struct {
  PackageKitDouble *daemon;
  SprintPackageInstaller *installer;
  SprintPackageTable *table;
  GtkWidget *list;
  GtkWindow *window;
} Fixture;

static gpointer
child (Fixture    *fixture,
       const char *name)
{
  return gtk_widget_get_template_child (fixture->list, SPRINT_TYPE_PACKAGE_LIST, name);
}

/* Of what shows the progress. */
static gpointer
progress_child (Fixture    *fixture,
                const char *name)
{
  return gtk_widget_get_template_child (child (fixture, "progress_view"), SPRINT_TYPE_PACKAGE_PROGRESS_VIEW, name);
}

/* Of what shows a problem. */
static gpointer
problem_child (GtkWidget  *list,
               const char *name)
{
  GObject *view = gtk_widget_get_template_child (list, SPRINT_TYPE_PACKAGE_LIST, "problem_view");

  return gtk_widget_get_template_child (GTK_WIDGET (view), SPRINT_TYPE_PACKAGE_PROBLEM_VIEW, name);
}

static const char *
page (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (child (fixture, "stack"));
}

static gboolean
is_page (Fixture    *fixture,
         const char *name)
{
  return g_str_equal (page (fixture), name);
}

static gboolean
get (Fixture    *fixture,
     const char *property)
{
  gboolean value;

  g_object_get (fixture->list, property, &value, NULL);
  return value;
}

/* A Debian 13 on any computer. */
static SprintHostReader *
new_reader (void)
{
  g_autofree char *root = g_build_filename (g_get_user_cache_dir (), "root", NULL);
  g_autofree char *etc = g_build_filename (root, "etc", NULL);
  g_autofree char *release = g_build_filename (etc, "os-release", NULL);

  g_assert_cmpint (g_mkdir_with_parents (etc, 0700), ==, 0);
  g_assert_true (g_file_set_contents (release, "ID=debian\nVERSION_ID=\"13\"\n", -1, NULL));
  return g_object_new (SPRINT_TYPE_HOST_READER, "root", root, "architecture", "x86_64", NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  packages)
{
  g_autoptr (SprintHostReader) reader = new_reader ();

  if (packages != NULL)
    fixture->daemon = packagekit_double_new (packages);
  fixture->installer = sprint_package_installer_new (reader);
  fixture->table = sprint_package_table_new (reader);
  fixture->list = sprint_package_list_new (fixture->installer, fixture->table);
  fixture->window = tree_show (fixture->list);
  sprint_package_list_set_components (SPRINT_PACKAGE_LIST (fixture->list), qemu);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  packages)
{
  if (fixture->window != NULL)
    tree_take_down (fixture->window, fixture->list);
  g_assert_finalize_object (fixture->table);
  /* What was broken off holds it until PackageKit has said so. */
  g_object_add_weak_pointer (G_OBJECT (fixture->installer), (gpointer *) &fixture->installer);
  g_object_unref (fixture->installer);
  await (fixture->installer == NULL);
  g_clear_pointer (&fixture->daemon, packagekit_double_free);
}

static void
plan (Fixture *fixture)
{
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (fixture->list));
  g_assert_true (get (fixture, "busy"));
  g_assert_cmpstr (page (fixture), ==, "working");
  await (!get (fixture, "busy"));
}

static void
assert_problem (Fixture    *fixture,
                const char *title,
                const char *details)
{
  GtkWidget *row = problem_child (fixture->list, "row");

  g_assert_cmpstr (page (fixture), ==, "problem");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, title);
  g_assert_true (tree_shows (row, title));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), !=, "");
  if (details != NULL)
    g_assert_cmpstr (adw_action_row_get_subtitle (problem_child (fixture->list, "details_row")), ==, details);
  else
    g_assert_cmpstr (adw_action_row_get_subtitle (problem_child (fixture->list, "details_row")), !=, "");
  g_assert_true (tree_can_click (fixture->list, "Try Again"));
  g_assert_false (get (fixture, "done"));
}

static void
assert_command (Fixture *fixture)
{
  GtkWidget *row = problem_child (fixture->list, "command_row");

  g_assert_true (gtk_widget_get_mapped (row));
  g_assert_cmpstr (sprint_command_row_get_command (SPRINT_COMMAND_ROW (row)), ==,
                   "sudo apt install qemu-system-x86 qemu-utils");
  g_assert_true (tree_can_click (row, "Copy Command"));
}

static void
test_no_packagekit (Fixture       *fixture,
                    gconstpointer  data)
{
  g_assert_cmpstr (page (fixture), ==, "empty");
  plan (fixture);
  assert_problem (fixture, "PackageKit Is Missing", NULL);
  assert_command (fixture);
  gtk_test_accessible_assert_role (tree_find_button (fixture->list, "Try Again"), GTK_ACCESSIBLE_ROLE_BUTTON);

  /* Somebody installs it, or starts it. */
  fixture->daemon = packagekit_double_new (both);
  tree_click (fixture->list, "Try Again");
  await (is_page (fixture, "ready"));
}

static void
test_plan (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *others, *rows;
  AdwActionRow *row;

  plan (fixture);
  g_assert_cmpstr (page (fixture), ==, "ready");
  g_assert_true (gtk_widget_get_mapped (child (fixture, "group")));
  row = ADW_ACTION_ROW (tree_find_row (fixture->list, "qemu-system-x86"));
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "1.0");
  g_assert_true (tree_shows (GTK_WIDGET (row), "2.0\302\240MB"));
  g_assert_nonnull (tree_find_row (fixture->list, "qemu-utils"));
  g_assert_cmpstr (adw_preferences_group_get_description (child (fixture, "group")), ==,
                   "6.0\302\240MB to download, 15.0\302\240MB on disk");

  others = tree_find_row (fixture->list, "1 package that comes with them");
  g_assert_nonnull (others);
  g_assert_null (tree_find_row (fixture->list, "glue"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (others), TRUE);
  await (tree_find_row (fixture->list, "glue") != NULL);
  rows = gtk_widget_get_ancestor (GTK_WIDGET (row), GTK_TYPE_LIST_BOX);
  gtk_test_accessible_assert_property (rows, GTK_ACCESSIBLE_PROPERTY_LABEL, "Packages to Install");
  g_assert_true (tree_can_click (fixture->list, "Install"));
  g_assert_false (get (fixture, "done"));

  /* A plan for something else is forgotten. */
  sprint_package_list_set_components (SPRINT_PACKAGE_LIST (fixture->list), NULL);
  g_assert_cmpstr (page (fixture), ==, "empty");
  g_assert_false (gtk_widget_get_visible (child (fixture, "group")));
  sprint_package_list_install (SPRINT_PACKAGE_LIST (fixture->list));
  g_assert_false (get (fixture, "busy"));
}

static void
test_install (Fixture       *fixture,
              gconstpointer  data)
{
  plan (fixture);
  tree_click (fixture->list, "Install");
  g_assert_true (get (fixture, "busy"));
  g_assert_cmpstr (page (fixture), ==, "working");
  g_assert_cmpstr (gtk_label_get_label (progress_child (fixture, "phase_label")), !=, "");
  await (!get (fixture, "busy"));
  g_assert_cmpstr (page (fixture), ==, "done");
  g_assert_true (get (fixture, "done"));
  g_assert_true (tree_shows (fixture->list, "Everything that is needed is installed."));
  g_assert_null (tree_find_row (fixture->list, "qemu-utils"));

  /* Asked again, there is nothing to do. */
  plan (fixture);
  g_assert_cmpstr (page (fixture), ==, "done");
}

/* It is said, and nobody is kept from installing. */
static void
test_shortage (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *usr = g_build_filename (g_get_user_cache_dir (), "root", "usr", NULL);
  GtkLabel *label = child (fixture, "shortage_label");

  g_assert_cmpint (g_mkdir_with_parents (usr, 0700), ==, 0);
  plan (fixture);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label)));

  /* A million terabytes. */
  packagekit_double_set_disk (fixture->daemon, G_GUINT64_CONSTANT (1000000000000000000));
  plan (fixture);
  g_assert_cmpstr (page (fixture), ==, "ready");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (label)));
  g_assert_true (g_str_has_prefix (gtk_label_get_label (label), "These packages need 3.0\302\240EB, and only "));
  g_assert_true (tree_can_click (fixture->list, "Install"));
}

static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  packagekit_double_set_restart (fixture->daemon, PK_RESTART_ENUM_SESSION);
  plan (fixture);
  tree_click (fixture->list, "Install");
  await (!get (fixture, "busy"));
  g_assert_cmpstr (page (fixture), ==, "done");
  g_assert_true (tree_shows (fixture->list, "Log out and in again to finish."));

  packagekit_double_set_packages (fixture->daemon, (const char *[]) { NULL }, both, NULL);
  packagekit_double_set_restart (fixture->daemon, PK_RESTART_ENUM_SYSTEM);
  plan (fixture);
  tree_click (fixture->list, "Install");
  await (!get (fixture, "busy"));
  g_assert_true (tree_shows (fixture->list, "Restart this computer to finish."));
}

/* An earlier Sprint was closed in the middle of it. */
static void
test_left_behind (Fixture       *fixture,
                  gconstpointer  data)
{
  packagekit_double_leave (fixture->daemon, PK_ROLE_ENUM_INSTALL_PACKAGES, getuid (), FALSE);
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (fixture->list));
  await (get (fixture, "installing"));
  g_assert_cmpstr (page (fixture), ==, "working");
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_DOWNLOAD, 10);
  await (tree_shows (fixture->list, "Downloading…"));
  packagekit_double_tell_pace (fixture->daemon, 2000000, 30);
  await (tree_shows (fixture->list, "2.0\302\240MB/s, 30 seconds left"));
  packagekit_double_tell_pace (fixture->daemon, 2000000, 0);
  await (tree_shows (fixture->list, "2.0\302\240MB/s"));
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_INSTALL, 50);
  await (tree_shows (fixture->list, "Installing…"));
  g_assert_false (tree_shows (fixture->list, "2.0\302\240MB/s"));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (progress_child (fixture, "bar")), ==, 0.5);

  packagekit_double_add (fixture->daemon, "qemu-system-x86");
  packagekit_double_end (fixture->daemon, 0, NULL);
  await (!get (fixture, "busy"));
  g_assert_false (get (fixture, "installing"));
  g_assert_cmpstr (page (fixture), ==, "ready");
  g_assert_null (tree_find_row (fixture->list, "qemu-system-x86"));
  g_assert_nonnull (tree_find_row (fixture->list, "qemu-utils"));
  g_assert_false (gtk_widget_get_visible (child (fixture, "notice")));
}

static void
test_left_behind_fails (Fixture       *fixture,
                        gconstpointer  data)
{
  gboolean cancelled = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (fixture->list), "cancelled"));

  packagekit_double_leave (fixture->daemon, PK_ROLE_ENUM_INSTALL_PACKAGES, getuid (), FALSE);
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (fixture->list));
  await (get (fixture, "installing"));
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_DOWNLOAD, 50);
  await (tree_shows (fixture->list, "Downloading…"));
  if (cancelled)
    tree_click (fixture->list, "Cancel");
  else
    packagekit_double_end (fixture->daemon, PK_ERROR_ENUM_PACKAGE_DOWNLOAD_FAILED, "404");
  await (!get (fixture, "busy"));
  g_assert_false (get (fixture, "installing"));
  g_assert_cmpstr (page (fixture), ==, "ready");
  g_assert_true (gtk_widget_get_mapped (child (fixture, "notice")));
  g_assert_true (g_str_has_prefix (gtk_label_get_label (child (fixture, "notice")),
                                   cancelled ? "The installation was cancelled."
                                             : "An installation that was under way did not come to its end."));
  tree_click (fixture->list, "Install");
  await (is_page (fixture, "done"));
}

static void
test_left_behind_cancelled (Fixture       *fixture,
                            gconstpointer  data)
{
  g_object_set_data (G_OBJECT (fixture->list), "cancelled", GINT_TO_POINTER (TRUE));
  test_left_behind_fails (fixture, data);
}

/* The list of what is installed cannot be read: the command that helps is not the one that installs. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  packagekit_double_fail (fixture->daemon, "Resolve", PK_ERROR_ENUM_CANNOT_GET_LOCK,
                          "E: Problem with MergeList /var/lib/dpkg/status", PK_EXIT_ENUM_FAILED);
  plan (fixture);
  assert_problem (fixture, "Package Database Damaged", "E: Problem with MergeList /var/lib/dpkg/status");
  g_assert_cmpstr (sprint_command_row_get_command (problem_child (fixture->list, "command_row")), ==,
                   "sudo cp /var/lib/dpkg/status-old /var/lib/dpkg/status");
  tree_click (fixture->list, "Try Again");
  await (is_page (fixture, "ready"));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  plan (fixture);
  packagekit_double_fail (fixture->daemon, "InstallPackages", PK_ERROR_ENUM_NOT_AUTHORIZED, "no, said the daemon",
                          PK_EXIT_ENUM_FAILED);
  tree_click (fixture->list, "Install");
  await (!get (fixture, "busy"));
  assert_problem (fixture, "Permission Refused", "no, said the daemon");
  assert_command (fixture);

  tree_click (fixture->list, "Try Again");
  await (is_page (fixture, "ready"));
  tree_click (fixture->list, "Install");
  await (is_page (fixture, "done"));
}

static const struct
{
  PkExitEnum exit;
  const char *title;
  const char *yes;
} questions[] = {
  { PK_EXIT_ENUM_EULA_REQUIRED, "Agree to the Licence?", "Agree" },
  { PK_EXIT_ENUM_KEY_REQUIRED, "Trust This Key?", "Trust" },
  { PK_EXIT_ENUM_MEDIA_CHANGE_REQUIRED, "Insert a Disc", "Continue" },
  { PK_EXIT_ENUM_NEED_UNTRUSTED, "Install Unsigned Packages?", "Trust" },
};

static GtkWidget *
find_question (Fixture *fixture)
{
  return tree_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_ALERT_DIALOG);
}

/* Installs until PackageKit asks, and answers with a button, or by Escape. */
static void
answer (Fixture    *fixture,
        gsize       i,
        const char *button)
{
  AdwAlertDialog *dialog;

  packagekit_double_ask (fixture->daemon, questions[i].exit);
  tree_click (fixture->list, "Install");
  await (find_question (fixture) != NULL);
  dialog = ADW_ALERT_DIALOG (find_question (fixture));
  g_assert_cmpstr (adw_alert_dialog_get_heading (dialog), ==, questions[i].title);
  g_assert_cmpstr (adw_alert_dialog_get_body (dialog), !=, "");
  /* Return does not agree to anything. */
  g_assert_cmpstr (adw_alert_dialog_get_default_response (dialog), ==, "no");
  g_assert_cmpint (adw_alert_dialog_get_response_appearance (dialog, "yes") == ADW_RESPONSE_DESTRUCTIVE, ==,
                   questions[i].exit == PK_EXIT_ENUM_NEED_UNTRUSTED);
  g_assert_true (get (fixture, "busy"));
  if (button != NULL)
    tree_click (GTK_WIDGET (dialog), button);
  else
    adw_dialog_close (ADW_DIALOG (dialog));
  await (!get (fixture, "busy") && find_question (fixture) == NULL);
}

static void
test_question (Fixture       *fixture,
               gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++) {
    packagekit_double_set_packages (fixture->daemon, (const char *[]) { NULL }, both, NULL);
    plan (fixture);
    answer (fixture, i, "Cancel");
    /* Nothing has failed: it can be thought over. */
    g_assert_cmpstr (page (fixture), ==, "ready");
    answer (fixture, i, NULL);
    g_assert_cmpstr (page (fixture), ==, "ready");
    answer (fixture, i, questions[i].yes);
    g_assert_cmpstr (page (fixture), ==, "done");
  }
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  plan (fixture);
  packagekit_double_hang (fixture->daemon, "InstallPackages");
  tree_click (fixture->list, "Install");
  await (packagekit_double_is_busy (fixture->daemon));
  gtk_test_accessible_assert_role (progress_child (fixture, "bar"), GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
  gtk_test_accessible_assert_property (progress_child (fixture, "bar"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Progress of the Installation");
  tree_click (fixture->list, "Cancel");
  await (!get (fixture, "busy"));
  g_assert_cmpuint (packagekit_double_n_cancelled (fixture->daemon), ==, 1);
  /* What was planned can still be done. */
  g_assert_cmpstr (page (fixture), ==, "ready");
  g_assert_false (get (fixture, "done"));
  tree_click (fixture->list, "Install");
  await (is_page (fixture, "done"));
}

/* PackageKit with dnf installs nothing at all where one package is there already. */
static void
test_overtaken (Fixture       *fixture,
                gconstpointer  data)
{
  plan (fixture);
  packagekit_double_fail (fixture->daemon, "InstallPackages", PK_ERROR_ENUM_PACKAGE_ALREADY_INSTALLED, "one is there",
                          PK_EXIT_ENUM_FAILED);
  packagekit_double_add (fixture->daemon, "qemu-system-x86");
  tree_click (fixture->list, "Install");
  await (!get (fixture, "busy"));
  g_assert_cmpstr (page (fixture), ==, "ready");
  g_assert_false (get (fixture, "done"));
  g_assert_true (g_str_has_prefix (gtk_label_get_label (child (fixture, "notice")), "Another program "));
  g_assert_true (gtk_widget_get_mapped (child (fixture, "notice")));
  g_assert_null (tree_find_row (fixture->list, "qemu-system-x86"));
  g_assert_nonnull (tree_find_row (fixture->list, "qemu-utils"));
  tree_click (fixture->list, "Install");
  await (is_page (fixture, "done"));
}

/* Some of it may have been installed: nothing is said of that, and the old plan is not shown as one. */
static void
test_cancelled_twice (Fixture       *fixture,
                      gconstpointer  data)
{
  plan (fixture);
  packagekit_double_hang (fixture->daemon, "InstallPackages");
  tree_click (fixture->list, "Install");
  await (packagekit_double_is_busy (fixture->daemon));
  packagekit_double_hang (fixture->daemon, "Resolve");
  tree_click (fixture->list, "Cancel");
  await (packagekit_double_n_cancelled (fixture->daemon) == 1 && packagekit_double_is_busy (fixture->daemon));
  tree_click (fixture->list, "Cancel");
  await (!get (fixture, "busy"));
  assert_problem (fixture, "Cancelled", NULL);
  g_assert_cmpstr (adw_expander_row_get_subtitle (problem_child (fixture->list, "row")), ==, "It was cancelled.");
  g_assert_false (gtk_widget_get_visible (problem_child (fixture->list, "icon")));
  g_assert_false (gtk_widget_get_visible (child (fixture, "group")));
}

static void
test_plan_cancelled (Fixture       *fixture,
                     gconstpointer  data)
{
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (fixture->list));
  tree_click (fixture->list, "Cancel");
  await (!get (fixture, "busy"));
  assert_problem (fixture, "Cancelled", NULL);
  tree_click (fixture->list, "Try Again");
  await (is_page (fixture, "ready"));
}

static gboolean
is_working (Fixture *fixture)
{
  gboolean busy;

  g_object_get (fixture->installer, "busy", &busy, NULL);
  return busy;
}

/* Nobody could see it, or stop it, any more. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  plan (fixture);
  packagekit_double_hang (fixture->daemon, "InstallPackages");
  tree_click (fixture->list, "Install");
  await (packagekit_double_is_busy (fixture->daemon));
  tree_take_down (g_steal_pointer (&fixture->window), fixture->list);
  await (packagekit_double_n_cancelled (fixture->daemon) == 1);
  await (!is_working (fixture));
}

static void
test_unknown_package (Fixture       *fixture,
                      gconstpointer  data)
{
  plan (fixture);
  assert_problem (fixture, "Package Not Found", "qemu-utils");
  assert_command (fixture);
  g_assert_false (gtk_widget_get_visible (child (fixture, "group")));
}

static void
test_unknown_component (Fixture       *fixture,
                        gconstpointer  data)
{
  static const char * const unknown[] = { "a thing", "another", NULL };

  sprint_package_list_set_components (SPRINT_PACKAGE_LIST (fixture->list), unknown);
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (fixture->list));
  g_assert_false (get (fixture, "busy"));
  assert_problem (fixture, "Package Not Found", "a thing, another");
  /* There is no command that would give it. */
  g_assert_false (gtk_widget_get_visible (problem_child (fixture->list, "command_row")));
}

/* One of two is not known: installing the other would not be enough, and is not offered. */
static void
test_half_known (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const components[] = { "qemu", "libvirt", NULL };
  g_autofree char *root = g_build_filename (g_get_user_cache_dir (), "suse", NULL);
  g_autoptr (SprintHostReader) reader =
    g_object_new (SPRINT_TYPE_HOST_READER, "root", root, "architecture", "s390x", NULL);
  g_autoptr (SprintPackageTable) table = NULL;
  g_autofree char *etc = g_build_filename (root, "etc", NULL);
  g_autofree char *release = g_build_filename (etc, "os-release", NULL);
  GtkWidget *list;
  GtkWidget *row;
  GtkWindow *window;

  g_assert_cmpint (g_mkdir_with_parents (etc, 0700), ==, 0);
  g_assert_true (g_file_set_contents (release, "ID=opensuse-leap\nID_LIKE=opensuse\nNAME=Leap\n", -1, NULL));
  table = sprint_package_table_new (reader);
  list = sprint_package_list_new (fixture->installer, table);
  window = tree_show (list);
  sprint_package_list_set_components (SPRINT_PACKAGE_LIST (list), components);
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (list));
  row = problem_child (list, "row");
  g_assert_true (gtk_widget_get_mapped (row));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==,
                   "Sprint does not know the names of the packages of Leap. Install these with its own tools, then try "
                   "again: QEMU with qemu-img.");
  tree_take_down (window, list);
}

static void
occupied_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SprintPackagePlan) plan = NULL;

  plan = sprint_package_installer_plan_finish (SPRINT_PACKAGE_INSTALLER (source), result, NULL);
  *(gboolean *) user_data = TRUE;
}

/* What a list that has gone away has left under way is waited for, and that can be cancelled alone. */
static void
test_occupied (Fixture       *fixture,
               gconstpointer  data)
{
  gboolean ended = FALSE;

  packagekit_double_hang (fixture->daemon, "Resolve");
  sprint_package_installer_plan_async (fixture->installer, qemu, NULL, occupied_cb, &ended);
  await (packagekit_double_is_busy (fixture->daemon));
  sprint_package_list_set_components (SPRINT_PACKAGE_LIST (fixture->list), qemu);
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (fixture->list));
  g_assert_true (get (fixture, "busy"));
  g_assert_false (get (fixture, "installing"));
  g_assert_cmpstr (page (fixture), ==, "working");

  sprint_package_list_cancel (SPRINT_PACKAGE_LIST (fixture->list));
  g_assert_false (get (fixture, "busy"));
  g_assert_cmpstr (page (fixture), ==, "problem");
  g_assert_false (ended);
  g_assert_cmpuint (packagekit_double_n_cancelled (fixture->daemon), ==, 0);

  sprint_package_list_plan (SPRINT_PACKAGE_LIST (fixture->list));
  g_assert_cmpstr (page (fixture), ==, "working");
  packagekit_double_end (fixture->daemon, 0, NULL);
  await (!get (fixture, "busy"));
  g_assert_true (ended);
  g_assert_cmpstr (page (fixture), ==, "ready");
}

/* A cancellation that was kept to the end is none of what comes next. */
static void
test_next (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *other = sprint_package_list_new (fixture->installer, fixture->table);
  GtkWindow *window = tree_show (other);
  gboolean busy = TRUE;

  plan (fixture);
  packagekit_double_hang (fixture->daemon, "InstallPackages");
  tree_click (fixture->list, "Install");
  await (packagekit_double_is_busy (fixture->daemon));
  packagekit_double_allow_cancel (fixture->daemon, FALSE);
  packagekit_double_tell (fixture->daemon, PK_STATUS_ENUM_INSTALL, 42);
  await (tree_shows (fixture->list, "Installing…"));
  sprint_package_list_cancel (SPRINT_PACKAGE_LIST (fixture->list));

  sprint_package_list_set_components (SPRINT_PACKAGE_LIST (other), qemu);
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (other));
  g_assert_true (tree_shows (other, "Installing…"));
  packagekit_double_end (fixture->daemon, 0, NULL);
  packagekit_double_allow_cancel (fixture->daemon, TRUE);
  await (!get (fixture, "busy"));
  g_assert_cmpstr (page (fixture), ==, "done");
  await ((g_object_get (other, "busy", &busy, NULL), !busy));
  g_assert_true (tree_can_click (other, "Install"));
  g_assert_cmpuint (packagekit_double_n_cancelled (fixture->daemon), ==, 0);
  tree_take_down (window, other);
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  sprint_package_list_set_components (SPRINT_PACKAGE_LIST (fixture->list), NULL);
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (fixture->list));
  g_assert_false (get (fixture, "busy"));
  g_assert_true (get (fixture, "done"));
  g_assert_cmpstr (page (fixture), ==, "done");
}

int
main (int    argc,
      char **argv)
{
  static const char * const half[] = { "qemu-system-x86", NULL };

  packagekit_double_init ();
  tree_init (&argc, &argv);

#define ADD(name, packages, function) g_test_add ("/package-list/" name, Fixture, packages, set_up, function, tear_down)
  ADD ("no-packagekit", NULL, test_no_packagekit);
  ADD ("plan", both, test_plan);
  ADD ("install", both, test_install);
  ADD ("shortage", both, test_shortage);
  ADD ("restart", both, test_restart);
  ADD ("left-behind", both, test_left_behind);
  ADD ("left-behind-fails", both, test_left_behind_fails);
  ADD ("left-behind-cancelled", both, test_left_behind_cancelled);
  ADD ("damaged", both, test_damaged);
  ADD ("refused", both, test_refused);
  ADD ("question", both, test_question);
  ADD ("cancelled", both, test_cancelled);
  ADD ("overtaken", both, test_overtaken);
  ADD ("cancelled-twice", both, test_cancelled_twice);
  ADD ("plan-cancelled", both, test_plan_cancelled);
  ADD ("closed", both, test_closed);
  ADD ("unknown-package", half, test_unknown_package);
  ADD ("unknown-component", NULL, test_unknown_component);
  ADD ("half-known", NULL, test_half_known);
  ADD ("occupied", both, test_occupied);
  ADD ("next", both, test_next);
  ADD ("nothing", NULL, test_nothing);

  return tree_run ();
}
