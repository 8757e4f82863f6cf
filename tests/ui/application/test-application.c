/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/application/application.h"

#include <signal.h>
#include <unistd.h>

#include "cli/command-line.h"
#include "core/machine/machine-private.h"
#include "sprint-config.h"
#include "support/await.h"
#include "support/widget-tree.h"
#include "ui/machine/machine-list.h"
#include "ui/preferences/preferences-dialog.h"
#include "ui/sprint/choose-page.h"

/* The test driver's own machine. */
#define URI "test:///default"
#define UUID "6695eb01-f6a4-8304-79aa-97f2502e193f"
/* Of a worker. */
#define THREADS 4

/* Not on a stack: libvirt's threads, who wait at its gate, can outlive the test. */
typedef struct {
  GtkApplication *application;
  SprintMachine *machine;
  GMutex mutex;
  GCond cond;
  gboolean open;
  SprintConnection *connection;
  void (*act) (gpointer fixture);
  guint machines_at_the_end;
  guint files_at_the_end;
  gboolean deleted;
  gboolean deleted_before_the_end;
} Fixture;

static gpointer
wait_at_gate (gpointer   data,
              GError   **error)
{
  Fixture *fixture = data;

  g_mutex_lock (&fixture->mutex);
  while (!fixture->open)
    g_cond_wait (&fixture->cond, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
  return NULL;
}

static gboolean
open_gate_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_mutex_lock (&fixture->mutex);
  fixture->open = TRUE;
  g_cond_broadcast (&fixture->cond);
  g_mutex_unlock (&fixture->mutex);
  return G_SOURCE_REMOVE;
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  sprint_machine_delete_finish (SPRINT_MACHINE (source), result, &error);
  g_assert_no_error (error);
  fixture->deleted = TRUE;
}

static guint
count_files (void)
{
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  g_autoptr (GDir) dir = g_dir_open (sprint_platform_get_disk_folder (platform), 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
shutdown_cb (Fixture *fixture)
{
  fixture->deleted_before_the_end = fixture->deleted;
  fixture->machines_at_the_end = g_list_model_get_n_items (G_LIST_MODEL (fixture->connection));
  fixture->files_at_the_end = count_files ();
}

/* libvirt does nothing any more. */
static void
shut_gate (Fixture *fixture)
{
  SprintWorker *worker = sprint_connection_get_worker (fixture->connection);

  fixture->open = FALSE;
  for (guint i = 0; i < THREADS; i++)
    sprint_worker_run_async (worker, NULL, wait_at_gate, fixture, NULL, NULL, NULL, NULL, NULL);
}

/* libvirt is slow: it answers only once the window is gone. */
static void
delete_and_close (gpointer data)
{
  Fixture *fixture = data;

  shut_gate (fixture);
  sprint_machine_delete_async (fixture->machine, NULL, NULL, deleted_cb, fixture);
  gtk_window_destroy (gtk_application_get_active_window (fixture->application));
  g_idle_add_full (G_PRIORITY_LOW, open_gate_cb, fixture, NULL);
}

static gpointer
child (gpointer    widget,
       const char *name)
{
  return gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);
}

/* Looked at every few milliseconds, until the machine is in the list. */
static gboolean
look_cb (gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkWindow *window = gtk_application_get_active_window (fixture->application);
  GtkWidget *list = window != NULL ? adw_bin_get_child (child (child (window, "sidebar"), "list_bin")) : NULL;
  SprintMachine *machine = list != NULL ? sprint_machine_list_get_selected (SPRINT_MACHINE_LIST (list)) : NULL;

  if (machine == NULL)
    return G_SOURCE_CONTINUE;
  fixture->machine = g_object_ref (machine);
  fixture->connection = g_object_ref (sprint_machine_get_connection (machine));
  fixture->act (fixture);
  return G_SOURCE_REMOVE;
}

/* The program from its start to its end; @act is called when it shows its machine. */
static void
run (Fixture *fixture,
     void   (*act) (gpointer fixture))
{
  char *argv[] = { (char *) "sprint", (char *) "--local", (char *) URI, NULL };
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  g_autoptr (SprintApplication) application = sprint_application_new ();

  fixture->application = GTK_APPLICATION (application);
  fixture->act = act;
  g_settings_set (settings, "last-machine", "(ss)", URI, UUID);
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_NON_UNIQUE);
  sprint_command_line_declare (G_APPLICATION (application));
  g_signal_connect_swapped (application, "shutdown", G_CALLBACK (shutdown_cb), fixture);
  g_timeout_add (5, look_cb, fixture);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), G_N_ELEMENTS (argv) - 1, argv), ==, 0);
  g_object_unref (fixture->machine);
  g_object_unref (fixture->connection);
}

static void
test_closed_while_deleting (void)
{
  static Fixture fixture;

  run (&fixture, delete_and_close);
  g_assert_true (fixture.deleted_before_the_end);
}

static GtkWidget *
get_window (Fixture *fixture)
{
  return GTK_WIDGET (gtk_application_get_active_window (fixture->application));
}

static guint
count_dialogs (Fixture *fixture,
               GType    type)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (get_window (fixture)));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++) {
    g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, i);

    n += G_TYPE_CHECK_INSTANCE_TYPE (dialog, type) ? 1 : 0;
  }
  return n;
}

static void
activate (Fixture    *fixture,
          const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), action, NULL);
}

static void
open_preferences (gpointer data)
{
  Fixture *fixture = data;

  activate (fixture, "preferences");
  activate (fixture, "preferences");
  g_assert_cmpuint (count_dialogs (fixture, SPRINT_TYPE_PREFERENCES_DIALOG), ==, 1);
  activate (fixture, "about");
  activate (fixture, "preferences");
  g_assert_cmpuint (count_dialogs (fixture, ADW_TYPE_DIALOG), ==, 2);
  activate (fixture, "quit");
}

/* Its key reaches the program while they are open already. */
static void
test_preferences_once (void)
{
  static Fixture fixture;

  run (&fixture, open_preferences);
}

static char *
write_file (const char *name)
{
  char *path = g_build_filename (g_get_user_data_dir (), name, NULL);

  g_assert_true (g_file_set_contents (path, name, -1, NULL));
  return path;
}

/* A machine that is installed from a kernel of its own: its files lie beside its disk. */
static void
choose (Fixture *fixture)
{
  g_autofree char *kernel = write_file ("linux");
  g_autofree char *initrd = write_file ("initrd");
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  g_autoptr (SprintMedium) medium = g_object_new (SPRINT_TYPE_MEDIUM, "kind", SPRINT_MEDIUM_KIND_KERNEL,
                                                  "kernel", kernel, "initrd", initrd, "command-line", "quiet",
                                                  "os-name", "An Installer", NULL);
  GtkWidget *page = NULL;
  SprintChoice *choice;

  /* What the driver's pools do not make. */
  g_assert_cmpint (g_mkdir_with_parents (sprint_platform_get_disk_folder (platform), 0700), ==, 0);
  gtk_widget_activate_action (get_window (fixture), "win.new-machine", NULL);
  await ((page = tree_find_type (get_window (fixture), SPRINT_TYPE_CHOOSE_PAGE)) != NULL);
  choice = sprint_choose_page_get_choice (SPRINT_CHOOSE_PAGE (page));
  sprint_choice_set_medium (choice, medium);
  g_object_set (choice, "title", "A Machine", "memory", G_GUINT64_CONSTANT (64) << 20, "vcpus", 1, NULL);
}

/* It is defined, and not yet started. */
static void
ask_to_end_cb (Fixture *fixture,
               guint    position,
               guint    removed,
               guint    added)
{
  g_signal_handlers_disconnect_by_func (fixture->connection, ask_to_end_cb, fixture);
  g_assert_cmpuint (added, ==, 1);
  g_assert_cmpuint (count_files (), >, 0);
  shut_gate (fixture);
  kill (getpid (), SIGTERM);
}

static void
make_and_be_ended (gpointer data)
{
  Fixture *fixture = data;

  choose (fixture);
  g_signal_connect_swapped (fixture->connection, "items-changed", G_CALLBACK (ask_to_end_cb), fixture);
  tree_click (get_window (fixture), "Start");
  await (get_window (fixture) == NULL);
  open_gate_cb (fixture);
}

/* What kill does to it, or a terminal's Ctrl+C. */
static void
test_ended_while_making (void)
{
  static Fixture fixture;

  run (&fixture, make_and_be_ended);
  g_assert_cmpuint (fixture.machines_at_the_end, ==, 1);
  g_assert_cmpuint (fixture.files_at_the_end, ==, 0);
}

static void
be_ended (gpointer data)
{
  kill (getpid (), SIGTERM);
}

static void
test_ended (void)
{
  static Fixture fixture;

  run (&fixture, be_ended);
  g_assert_cmpuint (fixture.machines_at_the_end, ==, 1);
}

static gboolean
insist_cb (gpointer user_data)
{
  kill (getpid (), SIGTERM);
  return G_SOURCE_CONTINUE;
}

/* libvirt hangs, and nothing that was begun ends. */
static void
hang_and_be_ended (gpointer data)
{
  Fixture *fixture = data;

  shut_gate (fixture);
  sprint_machine_delete_async (fixture->machine, NULL, NULL, deleted_cb, fixture);
  kill (getpid (), SIGTERM);
  await (get_window (fixture) == NULL);
  g_timeout_add (100, insist_cb, NULL);
}

/* Who asks again and again does not wait for that; one Ctrl+C, told twice, is not asking again. */
static void
test_insisted (void)
{
  gint64 begin = g_get_monotonic_time ();
  static Fixture fixture;

  run (&fixture, hang_and_be_ended);
  g_assert_false (fixture.deleted_before_the_end);
  g_assert_cmpint (g_get_monotonic_time () - begin, >, 2 * G_USEC_PER_SEC);
  open_gate_cb (&fixture);
}

static void
make_and_quit (gpointer data)
{
  Fixture *fixture = data;

  choose (fixture);
  shut_gate (fixture);
  tree_click (get_window (fixture), "Start");
  activate (fixture, "quit");
  await (tree_shows (get_window (fixture), "Stop Making the Machine?"));
  /* Asked already. */
  activate (fixture, "quit");
  g_assert_cmpuint (count_dialogs (fixture, ADW_TYPE_ALERT_DIALOG), ==, 1);
  tree_click (get_window (fixture), "Stop");
  open_gate_cb (fixture);
  await (count_dialogs (fixture, ADW_TYPE_DIALOG) == 0);
  activate (fixture, "quit");
}

/* The question lies over what asks it, and closing that one would leave a machine half made. */
static void
test_quit_while_making (void)
{
  static Fixture fixture;

  run (&fixture, make_and_quit);
  g_assert_cmpuint (fixture.machines_at_the_end, ==, 1);
  g_assert_cmpuint (fixture.files_at_the_end, ==, 0);
}

/* Each in a process of its own: a program is one application. */
static void
run_alone (gconstpointer test)
{
  if (g_test_subprocess ()) {
    ((void (*) (void)) test) ();
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int    argc,
      char **argv)
{
  /* Whether this computer has KVM is not what is looked at here. */
  g_setenv ("SPRINT_LIBEXECDIR", "/nonexistent", TRUE);
  tree_init (&argc, &argv);

#define ADD(name, function) g_test_add_data_func ("/ui/application/" name, function, run_alone)
  ADD ("closed-while-deleting", test_closed_while_deleting);
  ADD ("preferences-once", test_preferences_once);
  ADD ("ended", test_ended);
  ADD ("ended-while-making", test_ended_while_making);
  ADD ("insisted", test_insisted);
  ADD ("quit-while-making", test_quit_while_making);

  return tree_run ();
}
