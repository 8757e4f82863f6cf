/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/application/application.h"

#include "cli/command-line.h"
#include "core/machine/machine-private.h"
#include "sprint-config.h"
#include "ui/machine/machine-list.h"

/* The test driver's own machine. */
#define URI "test:///default"
#define UUID "6695eb01-f6a4-8304-79aa-97f2502e193f"
/* Of a worker. */
#define THREADS 4

typedef struct {
  GtkApplication *application;
  SprintMachine *machine;
  GMutex mutex;
  GCond cond;
  gboolean open;
  gboolean removed;
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

static void
shutdown_cb (Fixture *fixture)
{
  fixture->deleted_before_the_end = fixture->deleted;
}

/* libvirt is slow: it answers only once the window is gone. */
static void
delete_and_close (Fixture *fixture)
{
  SprintWorker *worker = sprint_connection_get_worker (sprint_machine_get_connection (fixture->machine));

  for (guint i = 0; i < THREADS; i++)
    sprint_worker_run_async (worker, NULL, wait_at_gate, fixture, NULL, NULL, NULL, NULL, NULL);
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
  delete_and_close (fixture);
  return G_SOURCE_REMOVE;
}

static void
test_closed_while_deleting (void)
{
  char *argv[] = { (char *) "sprint", (char *) "--local", (char *) URI, NULL };
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  g_autoptr (SprintApplication) application = sprint_application_new ();
  Fixture fixture = { .application = GTK_APPLICATION (application) };

  g_settings_set (settings, "last-machine", "(ss)", URI, UUID);
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_NON_UNIQUE);
  sprint_command_line_declare (G_APPLICATION (application));
  g_signal_connect_swapped (application, "shutdown", G_CALLBACK (shutdown_cb), &fixture);
  g_timeout_add (5, look_cb, &fixture);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), G_N_ELEMENTS (argv) - 1, argv), ==, 0);
  g_assert_true (fixture.deleted_before_the_end);
  g_object_unref (fixture.machine);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/application/closed-while-deleting", test_closed_while_deleting);
  return g_test_run ();
}
