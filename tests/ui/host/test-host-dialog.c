/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/host/host-dialog.h"

#include <glib/gstdio.h>

#include "await.h"
#include "packagekit-double.h"
#include "query-double.h"
#include "ui/host/check-row.h"
#include "ui/host/install-page.h"
#include "ui/host/report-file.h"
#include "widget-tree.h"

/* Something that a test says has changed. */
#define TEST_TYPE_EVENTS (test_events_get_type ())
G_DECLARE_FINAL_TYPE (TestEvents, test_events, TEST, EVENTS, GObject)

struct _TestEvents {
  GObject parent_instance;
  gboolean started;
};

static void
start (SprintHostEvents *events)
{
  TEST_EVENTS (events)->started = TRUE;
}

static void
stop (SprintHostEvents *events)
{
  TEST_EVENTS (events)->started = FALSE;
}

static void
events_iface_init (SprintHostEventsInterface *iface)
{
  iface->start = start;
  iface->stop = stop;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestEvents, test_events, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPRINT_TYPE_HOST_EVENTS, events_iface_init))

static void
test_events_class_init (TestEventsClass *klass)
{
}

static void
test_events_init (TestEvents *self)
{
}

typedef struct {
  char *root;
  QueryDouble *query;
  TestEvents *events;
  SprintHost *host;
  SprintRepairer *repairer;
  SprintHostWatch *watch;
  AdwDialog *dialog;
  GtkWindow *window;
} Fixture;

/* What the dialog has said aloud, in place of GTK's. */
static guint n_announced;

void
gtk_accessible_announce (GtkAccessible                     *self,
                         const char                        *message,
                         GtkAccessibleAnnouncementPriority  priority)
{
  n_announced += SPRINT_IS_HOST_DIALOG (self);
}

/* What a person does with GTK's dialog: chooses this file, or fails so. */
static GFile *chosen;
static GError *not_chosen;
static char *proposed;

void
gtk_file_dialog_save (GtkFileDialog       *self,
                      GtkWindow           *parent,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_set_str (&proposed, gtk_file_dialog_get_initial_name (self));
  if (not_chosen != NULL)
    g_task_return_error (task, g_steal_pointer (&not_chosen));
  else
    g_task_return_pointer (task, g_object_ref (chosen), g_object_unref);
}

GFile *
gtk_file_dialog_save_finish (GtkFileDialog  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
write_file (Fixture    *fixture,
            const char *path,
            const char *text)
{
  g_autofree char *full = g_build_filename (fixture->root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (full, text, -1, NULL));
}

static gboolean
is_examined (Fixture *fixture)
{
  return tree_can_click (GTK_WIDGET (fixture->dialog), "Check Again");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const SprintNetworkState network = { .reachable = TRUE, .defined = TRUE };
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  g_autoptr (SprintAccelerationRecord) record = NULL;
  g_autoptr (SprintHostReader) reader = NULL;
  g_autoptr (SprintPackageInstaller) installer = NULL;
  g_autoptr (SprintPackageTable) table = NULL;
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "acceleration.ini", NULL);

  tree_clean ();
  fixture->root = g_build_filename (g_get_user_cache_dir (), "root", NULL);
  write_file (fixture, "proc/meminfo", "MemTotal: 8388608 kB\nMemAvailable: 4194304 kB\n");
  fixture->query = query_double_new ();
  query_double_answer (fixture->query, "11.3.0", "<domainCapabilities/>");
  query_double_answer_network (fixture->query, &network);
  fixture->events = g_object_new (TEST_TYPE_EVENTS, NULL);
  write_file (fixture, "etc/os-release", "ID=debian\nVERSION_ID=\"13\"\n");
  reader = g_object_new (SPRINT_TYPE_HOST_READER, "root", fixture->root, "architecture", "x86_64", NULL);
  installer = sprint_package_installer_new (reader);
  record = sprint_acceleration_record_new (state);
  table = sprint_package_table_new (reader);
  fixture->host = sprint_host_new (reader, SPRINT_HYPERVISOR_QUERY (fixture->query), record, platform);
  fixture->repairer = sprint_repairer_new (platform, SPRINT_HYPERVISOR_QUERY (fixture->query), reader, NULL);
  fixture->watch = sprint_host_watch_new ();
  sprint_host_watch_add (fixture->watch, SPRINT_HOST_EVENTS (fixture->events));
  fixture->dialog = sprint_host_dialog_new (fixture->host, fixture->watch, fixture->repairer, installer, table);
  fixture->window = tree_show (adw_bin_new ());
  adw_dialog_present (fixture->dialog, gtk_window_get_child (fixture->window));
  await (is_examined (fixture));
  await (tree_count (GTK_WIDGET (fixture->dialog), SPRINT_TYPE_CHECK_ROW) > 0);
}

/* With all that is in it. */
static void
close_dialog (Fixture *fixture)
{
  GtkWidget *row = tree_find_type (GTK_WIDGET (fixture->dialog), SPRINT_TYPE_CHECK_ROW);

  /* Only then is the focus where it stays. */
  tree_draw (fixture->window);
  if (row != NULL)
    g_object_add_weak_pointer (G_OBJECT (row), (gpointer *) &row);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  adw_dialog_force_close (fixture->dialog);
  await (fixture->dialog == NULL);
  await (row == NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->dialog != NULL)
    close_dialog (fixture);
  g_assert_false (fixture->events->started);
  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  g_assert_finalize_object (fixture->watch);
  g_assert_finalize_object (fixture->events);
  if (fixture->repairer != NULL)
    await_gone (fixture->repairer);
  /* What was asked and is not wanted any more ends in threads. */
  await_gone (fixture->host);
  await_gone (fixture->query);
  g_free (fixture->root);
}

static GtkWidget *
expand (Fixture    *fixture,
        const char *title)
{
  GtkWidget *row;

  await (tree_find_row (GTK_WIDGET (fixture->dialog), title) != NULL);
  row = tree_find_row (GTK_WIDGET (fixture->dialog), title);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  return row;
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const groups[] = { "Processor", "Hardware Acceleration", "Software", "Memory and Disks",
                                         "Network", "Desktop" };

  await (tree_count (GTK_WIDGET (fixture->dialog), SPRINT_TYPE_CHECK_ROW) ==
         g_list_model_get_n_items (G_LIST_MODEL (fixture->host)));
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    g_assert_true (tree_shows (GTK_WIDGET (fixture->dialog), groups[i]));
  g_assert_true (tree_shows (GTK_WIDGET (fixture->dialog), sprint_host_get_summary (fixture->host)));
  g_assert_false (tree_shows (GTK_WIDGET (fixture->dialog), "Changed by Sprint"));
}

/* A link to each that is not as it should be leads there. */
static void
test_troubles (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *label = tree_find_text (GTK_WIDGET (fixture->dialog), "Worth a look: ");
  GtkWidget *row;
  gboolean taken = FALSE;

  await (tree_find_row (GTK_WIDGET (fixture->dialog), "QEMU") != NULL);
  row = tree_find_row (GTK_WIDGET (fixture->dialog), "QEMU");

  g_assert_cmpint (sprint_check_get_state (sprint_host_get_check (fixture->host, "qemu")), ==, SPRINT_CHECK_STATE_FAIL);
  g_assert_nonnull (label);
  g_assert_true (tree_shows (label, "QEMU"));
  g_assert_false (tree_shows (label, "Memory"));
  g_assert_false (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  g_signal_emit_by_name (label, "activate-link", "qemu", &taken);
  g_assert_true (taken);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  await (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (row))), row));
}

/* The state is that of what every machine needs; what answers after that is told as well. */
static void
test_late (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *dialog = GTK_WIDGET (fixture->dialog);
  SprintCheck *late = sprint_host_get_check (fixture->host, "subnet");

  g_assert_cmpint (sprint_check_get_scope (late), !=, SPRINT_CHECK_SCOPE_MACHINES);
  query_double_silence_about (fixture->query, "network");
  tree_click (dialog, "Check Again");
  await (sprint_host_get_state (fixture->host) == SPRINT_CHECK_STATE_RUNNING);
  await (sprint_host_get_state (fixture->host) > SPRINT_CHECK_STATE_RUNNING &&
         sprint_check_get_state (late) > SPRINT_CHECK_STATE_RUNNING);

  /* Half of a report is none. */
  g_assert_false (is_examined (fixture));
  gtk_widget_activate_action (dialog, "host.copy-report", NULL);
  g_assert_false (tree_shows (dialog, "Report copied"));

  sprint_check_set_result (late, SPRINT_CHECK_STATE_WARN, "It is late.", NULL, NULL);
  query_double_silence (fixture->query, FALSE);
  await (is_examined (fixture));
  g_assert_true (tree_shows (tree_find_text (dialog, "Worth a look: "), sprint_check_get_title (late)));
}

/* A disk that hangs need not answer for hours. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;

  query_double_set_deaf (fixture->query, TRUE);
  query_double_silence (fixture->query, TRUE);
  tree_click (GTK_WIDGET (fixture->dialog), "Check Again");
  await (sprint_check_get_state (sprint_host_get_check (fixture->host, "default-network")) ==
         SPRINT_CHECK_STATE_RUNNING);
  close_dialog (fixture);

  query_double_silence (fixture->query, FALSE);
  sprint_host_examine_async (fixture->host, NULL, await_result_cb, &result);
  await (result != NULL);
}

/* Who cannot see it hears what is new, and what was asked for. */
static void
test_announced (Fixture       *fixture,
                gconstpointer  data)
{
  n_announced = 0;
  for (guint i = 0; i < 3; i++) {
    query_double_silence (fixture->query, TRUE);
    g_signal_emit_by_name (fixture->watch, "changed");
    g_assert_false (is_examined (fixture));
    g_signal_emit_by_name (fixture->watch, "changed");
    query_double_silence (fixture->query, FALSE);
    await (is_examined (fixture));
  }
  g_assert_cmpuint (n_announced, ==, 0);

  tree_click (GTK_WIDGET (fixture->dialog), "Check Again");
  await (is_examined (fixture));
  g_assert_cmpuint (n_announced, ==, 1);
}

/* Nobody closes it under an installation by mistake. */
static void
test_installing (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *dialog = GTK_WIDGET (fixture->dialog);
  GtkWidget *window = GTK_WIDGET (fixture->window);
  PackageKitDouble *daemon = packagekit_double_new (NULL);

  expand (fixture, "UEFI and Secure Boot");
  tree_click (dialog, "Install…");
  await (tree_shows (dialog, "ovmf"));
  g_assert_true (adw_dialog_get_can_close (fixture->dialog));
  packagekit_double_hang (daemon, "InstallPackages");
  tree_click (dialog, "Install");
  await (packagekit_double_is_busy (daemon));
  g_assert_false (adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (tree_find_type (dialog, SPRINT_TYPE_INSTALL_PAGE))));

  adw_dialog_close (fixture->dialog);
  await (tree_shows (window, "Stop Installing?"));
  tree_click (window, "Go On");
  await (!tree_shows (window, "Stop Installing?"));
  g_assert_cmpuint (packagekit_double_n_cancelled (daemon), ==, 0);

  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  adw_dialog_close (fixture->dialog);
  tree_click (window, "Stop");
  await (packagekit_double_n_cancelled (daemon) == 1);
  await (fixture->dialog == NULL);
  packagekit_double_free (daemon);
}

/* Who reads the question until the installation has ended is not asked any more. */
static void
test_stop_too_late (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *dialog = GTK_WIDGET (fixture->dialog);
  GtkWidget *window = GTK_WIDGET (fixture->window);
  PackageKitDouble *daemon = packagekit_double_new (NULL);

  expand (fixture, "UEFI and Secure Boot");
  tree_click (dialog, "Install…");
  packagekit_double_hang (daemon, "InstallPackages");
  tree_click (dialog, "Install");
  await (packagekit_double_is_busy (daemon));
  adw_dialog_close (fixture->dialog);
  await (tree_shows (window, "Stop Installing?"));
  packagekit_double_end (daemon, 0, NULL);
  await (!tree_shows (window, "Stop Installing?"));
  g_assert_true (adw_dialog_get_can_close (fixture->dialog));
  g_assert_nonnull (tree_find_type (window, SPRINT_TYPE_HOST_DIALOG));
  packagekit_double_free (daemon);
}

/* What cannot be stopped is left alone. */
static void
test_unstoppable (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *dialog = GTK_WIDGET (fixture->dialog);
  GtkWidget *window = GTK_WIDGET (fixture->window);
  PackageKitDouble *daemon = packagekit_double_new (NULL);

  expand (fixture, "UEFI and Secure Boot");
  tree_click (dialog, "Install…");
  await (tree_shows (dialog, "ovmf"));
  packagekit_double_hang (daemon, "InstallPackages");
  tree_click (dialog, "Install");
  await (packagekit_double_is_busy (daemon));
  adw_dialog_close (fixture->dialog);
  await (tree_shows (window, "Stop Installing?"));
  /* It gets that far while the question is read. */
  packagekit_double_allow_cancel (daemon, FALSE);
  packagekit_double_tell (daemon, PK_STATUS_ENUM_INSTALL, 42);
  await (tree_shows (window, "Close While Installing?"));
  g_assert_true (tree_shows (window, "Stay"));
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  tree_click (window, "Close");
  await (fixture->dialog == NULL);
  g_assert_cmpuint (packagekit_double_n_cancelled (daemon), ==, 0);
  packagekit_double_end (daemon, 0, NULL);
  packagekit_double_free (daemon);
}

/* Who has followed the command that is shown tries again, and is done. */
static void
test_retry (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const programs[] = { "swtpm", "swtpm_setup" };
  GtkWidget *dialog = GTK_WIDGET (fixture->dialog);

  expand (fixture, "Security chip");
  tree_click (dialog, "Install…");
  await (tree_shows (dialog, "PackageKit Is Missing"));
  tree_click (dialog, "Try Again");
  await (tree_shows (dialog, "Looking at packages…"));
  await (tree_shows (dialog, "PackageKit Is Missing"));

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++) {
    g_autofree char *path = g_build_filename ("usr/bin", programs[i], NULL);
    g_autofree char *full = g_build_filename (fixture->root, path, NULL);

    write_file (fixture, path, "");
    g_assert_cmpint (g_chmod (full, 0755), ==, 0);
  }
  tree_click (dialog, "Try Again");
  await (!tree_shows (dialog, "PackageKit Is Missing"));
  await (tree_find_type (dialog, SPRINT_TYPE_INSTALL_PAGE) == NULL);
  await (is_examined (fixture));
  g_assert_cmpint (sprint_check_get_state (sprint_host_get_check (fixture->host, "tpm")), ==, SPRINT_CHECK_STATE_PASS);
}

/* It asks again by itself, but not once nobody looks. */
static void
test_watch (Fixture       *fixture,
            gconstpointer  data)
{
  SprintCheck *memory = sprint_host_get_check (fixture->host, "memory");

  g_assert_true (fixture->events->started);
  g_assert_cmpint (sprint_check_get_state (memory), ==, SPRINT_CHECK_STATE_PASS);
  write_file (fixture, "proc/meminfo", "MemTotal: 8388608 kB\nMemAvailable: 4194 kB\n");
  sprint_host_events_emit_changed (SPRINT_HOST_EVENTS (fixture->events), "a test");
  await (sprint_check_get_state (memory) == SPRINT_CHECK_STATE_WARN);
  await (is_examined (fixture));
}

static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  SprintCheck *memory = sprint_host_get_check (fixture->host, "memory");

  write_file (fixture, "proc/meminfo", "MemTotal: 8388608 kB\nMemAvailable: 4194 kB\n");
  tree_click (GTK_WIDGET (fixture->dialog), "Check Again");
  await (sprint_check_get_state (memory) == SPRINT_CHECK_STATE_WARN);
  await (is_examined (fixture));
}

/* Said first, done then, asked again, remembered, and taken back. */
static void
test_repair (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *dialog = GTK_WIDGET (fixture->dialog);

  expand (fixture, "libvirt’s default network");
  tree_click (dialog, "Start…");
  await (tree_shows (GTK_WIDGET (fixture->window), "Start the Network “default”?"));
  g_assert_cmpstr (query_double_get_switched (fixture->query), ==, "");
  tree_click (GTK_WIDGET (fixture->window), "Cancel");
  await (!tree_shows (GTK_WIDGET (fixture->window), "Start the Network “default”?"));
  g_assert_cmpstr (query_double_get_switched (fixture->query), ==, "");

  tree_click (dialog, "Start…");
  await (tree_shows (GTK_WIDGET (fixture->window), "Start the Network “default”?"));
  tree_click (GTK_WIDGET (fixture->window), "Continue");
  await (g_str_equal (query_double_get_switched (fixture->query), "default on"));
  await (is_examined (fixture) &&
         sprint_check_get_state (sprint_host_get_check (fixture->host, "default-network")) == SPRINT_CHECK_STATE_PASS);

  await (tree_shows (dialog, "Changed by Sprint"));
  tree_click (dialog, "Take Back…");
  await (tree_shows (GTK_WIDGET (fixture->window), "Take It Back?"));
  tree_click (GTK_WIDGET (fixture->window), "Take Back");
  await (g_str_equal (query_double_get_switched (fixture->query), "default on, default off"));
  await (is_examined (fixture) && !tree_shows (dialog, "Changed by Sprint"));
}

static void
start_network (Fixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  expand (fixture, "libvirt’s default network");
  tree_click (GTK_WIDGET (fixture->dialog), "Start…");
  await (tree_shows (window, "Start the Network “default”?"));
  tree_click (window, "Continue");
}

static AdwDialog *
get_dialog (Fixture *fixture)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
}

/* What came to nothing is told, and the question asked again: the answer is the truth. */
static void
test_repair_fails (Fixture       *fixture,
                   gconstpointer  data)
{
  const SprintNetworkState network = { .reachable = TRUE, .defined = TRUE, .active = TRUE, .autostart = TRUE };
  SprintCheck *check = sprint_host_get_check (fixture->host, "default-network");
  GtkWidget *window = GTK_WIDGET (fixture->window);

  query_double_silence_about (fixture->query, "switch");
  start_network (fixture);
  await (g_str_equal (query_double_get_switched (fixture->query), "default on"));
  query_double_refuse (fixture->query, "No.");
  query_double_silence (fixture->query, FALSE);
  await (tree_shows (window, "No."));
  await (g_strcmp0 (sprint_check_get_details (check), "No.") == 0);
  g_assert_false (tree_shows (window, "Changed by Sprint"));
  adw_dialog_force_close (get_dialog (fixture));

  /* The same for what is taken back: it is still there to be taken back. */
  query_double_answer (fixture->query, "11.3.0", "<domainCapabilities/>");
  tree_click (GTK_WIDGET (fixture->dialog), "Check Again");
  await (is_examined (fixture));
  start_network (fixture);
  await (tree_shows (window, "Changed by Sprint"));
  await (is_examined (fixture));
  query_double_answer_network (fixture->query, &network);
  query_double_refuse (fixture->query, "Not that either.");
  tree_click (GTK_WIDGET (fixture->dialog), "Take Back…");
  await (tree_shows (window, "Take It Back?"));
  tree_click (window, "Take Back");
  await (tree_shows (window, "Not that either."));
  g_assert_true (tree_shows (window, "Changed by Sprint"));
  adw_dialog_force_close (get_dialog (fixture));
}

/* Over the window, and nowhere where that has gone too. */
static void
test_repair_fails_late (Fixture       *fixture,
                        gconstpointer  data)
{
  query_double_silence_about (fixture->query, "switch");
  start_network (fixture);
  await (g_str_equal (query_double_get_switched (fixture->query), "default on"));
  query_double_refuse (fixture->query, "No.");
  close_dialog (fixture);
  if (data != NULL) {
    gtk_window_destroy (fixture->window);
    await (g_list_model_get_n_items (gtk_window_get_toplevels ()) == 0);
    fixture->window = NULL;
  }
  query_double_silence (fixture->query, FALSE);
  await_gone (g_steal_pointer (&fixture->repairer));
  if (fixture->window != NULL)
    await (tree_shows (GTK_WIDGET (fixture->window), "No."));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, data == NULL);
}

static void
text_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_report (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *text = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "host.copy-report", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->dialog)), NULL, text_cb, &text);
  await (text != NULL);
  g_assert_true (g_str_has_prefix (text, "Sprint "));
  g_assert_nonnull (strstr (text, "\nProcessor\n"));
  await (tree_shows (GTK_WIDGET (fixture->dialog), "Report copied"));
}

static gboolean
begins (GFile      *file,
        const char *text)
{
  g_autofree char *contents = NULL;

  return g_file_load_contents (file, NULL, &contents, NULL, NULL, NULL) && g_str_has_prefix (contents, text);
}

/* The format is the one that was asked for, whatever the file is called. */
static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *dialog = GTK_WIDGET (fixture->dialog);

  chosen = g_file_new_build_filename (fixture->root, "report", NULL);
  gtk_widget_activate_action (dialog, "host.save-text", NULL);
  await (tree_shows (dialog, "Report saved"));
  g_assert_cmpstr (proposed, ==, "sprint-report.txt");
  g_assert_true (begins (chosen, "Sprint "));

  gtk_widget_activate_action (dialog, "host.save-json", NULL);
  await (begins (chosen, "{"));
  g_assert_cmpstr (proposed, ==, "sprint-report.json");
  g_clear_object (&chosen);
}

static void
test_save_fails (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *dialog = GTK_WIDGET (fixture->dialog);
  g_autoptr (GFile) nowhere = g_file_new_build_filename (fixture->root, "nowhere", "report.txt", NULL);
  g_autoptr (GBytes) report = sprint_report_file_make (fixture->host, SPRINT_REPORT_FORMAT_TEXT);

  sprint_report_file_write (tree_find_type (dialog, ADW_TYPE_NAVIGATION_VIEW), report, nowhere);
  await (ADW_IS_ALERT_DIALOG (get_dialog (fixture)));
  adw_dialog_force_close (get_dialog (fixture));

  not_chosen = g_error_new_literal (GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_FAILED, "There is no chooser.");
  gtk_widget_activate_action (dialog, "host.save-json", NULL);
  await (tree_shows (GTK_WIDGET (fixture->window), "There is no chooser."));
  adw_dialog_force_close (get_dialog (fixture));

  not_chosen = g_error_new_literal (GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED, "The person has thought better.");
  gtk_widget_activate_action (dialog, "host.save-json", NULL);
  while (g_main_context_iteration (NULL, FALSE));
  g_assert_true (get_dialog (fixture) == fixture->dialog);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("SPRINT_LIBEXECDIR", "/nonexistent", TRUE);
  packagekit_double_init ();
  tree_init (&argc, &argv);
  /* Under the test backend nothing is announced. */
  g_setenv ("GTK_A11Y", "none", TRUE);
#define ADD(name, function) g_test_add ("/ui/host-dialog/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("rows", test_rows);
  ADD ("troubles", test_troubles);
  ADD ("late", test_late);
  ADD ("closed", test_closed);
  ADD ("announced", test_announced);
  ADD ("installing", test_installing);
  ADD ("stop-too-late", test_stop_too_late);
  ADD ("unstoppable", test_unstoppable);
  ADD ("retry", test_retry);
  ADD ("watch", test_watch);
  ADD ("again", test_again);
  ADD ("repair", test_repair);
  ADD ("repair-fails", test_repair_fails);
  ADD ("repair-fails-late", test_repair_fails_late);
  g_test_add ("/ui/host-dialog/repair-fails-last", Fixture, "", set_up, test_repair_fails_late, tear_down);
  ADD ("report", test_report);
  ADD ("save", test_save);
  ADD ("save-fails", test_save_fails);
  return tree_run ();
}
