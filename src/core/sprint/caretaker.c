/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "caretaker.h"

#include <glib/gi18n.h>

#include "changed-start.h"
#include "core/definition/definition.h"
#include "core/platform/thread-task.h"

struct _SprintCaretaker {
  GObject parent_instance;

  SprintServices *services;
  GHashTable *watched;    /* SprintMachine → itself */
  GHashTable *ending;     /* SprintMachine → itself: those whose installation is being ended */
  GHashTable *steady;     /* SprintMachine → source ID of its proof */
  GPtrArray *connections; /* those whose items-changed is connected */
};

enum {
  INSTALLED,
  NOT_INSTALLED,
  ACCELERATION_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SprintCaretaker, sprint_caretaker, G_TYPE_OBJECT)

/* ---- a description changed, then started ---- */

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintCaretaker *self = g_task_get_source_object (task);
  GError *error = NULL;

  sprint_services_end_work (self->services, NULL);
  if (sprint_changed_start_finish (SPRINT_MACHINE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* @task is taken. The program does not end in between: the machine would stay off, and as it was. */
static void
change_and_start (SprintMachine           *machine,
                  SprintDescriptionChange  change,
                  GTask                   *task)
{
  SprintCaretaker *self = g_task_get_source_object (task);

  sprint_services_begin_work (self->services, NULL);
  sprint_changed_start_async (machine, change, g_task_get_cancellable (task), started_cb, task);
}

/* ---- the end of an installation ---- */

static void
installed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  SprintCaretaker *self = SPRINT_CARETAKER (source);
  g_autoptr (SprintMachine) machine = user_data;
  g_autoptr (GError) error = NULL;

  g_hash_table_remove (self->ending, machine);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_signal_emit (self, signals[INSTALLED], 0, machine);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[NOT_INSTALLED], 0, machine, error);
}

static GVirConfigDomain *
finish_if_installing (GVirConfigDomain  *description,
                      GError           **error)
{
  if (!sprint_definition_is_installing (description)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Not installing");
    return NULL;
  }
  return sprint_definition_finish_installing (description, error);
}

/* on_reboot=destroy: a guest that restarts ends; only the event before tells it from one that switched itself off. */
static void
look_after_stopped (SprintCaretaker *self,
                    SprintMachine   *machine)
{
  if (!sprint_machine_get_restarted_last (machine))
    return;
  g_hash_table_add (self->ending, g_object_ref (machine));
  change_and_start (machine, finish_if_installing, g_task_new (self, NULL, installed_cb, g_object_ref (machine)));
}

/* ---- acceleration ---- */

static void
forget_steady (SprintCaretaker *self,
               SprintMachine   *machine)
{
  guint id = GPOINTER_TO_UINT (g_hash_table_lookup (self->steady, machine));

  if (id != 0)
    g_source_remove (id);
  g_hash_table_remove (self->steady, machine);
}

typedef struct {
  SprintCaretaker *self;
  SprintMachine *machine;
} Proof;

static gboolean
steady_cb (gpointer user_data)
{
  Proof *proof = user_data;

  g_hash_table_remove (proof->self->steady, proof->machine);
  sprint_acceleration_record_note_success (sprint_services_get_acceleration_record (proof->self->services));
  return G_SOURCE_REMOVE;
}

/* A guest that runs for a while on KVM has proved it; a container, or another hypervisor's guest, has not. */
static void
prove_steady (SprintCaretaker *self,
              SprintMachine   *machine)
{
  Proof *proof;
  guint id;

  if (!sprint_machine_get_accelerated (machine) || g_hash_table_contains (self->steady, machine))
    return;
  proof = g_new0 (Proof, 1);
  proof->self = self;
  proof->machine = machine;
  id = g_timeout_add_seconds_full (G_PRIORITY_LOW, SPRINT_ACCELERATION_PROVED_AFTER, steady_cb, proof, g_free);
  g_source_set_name_by_id (id, "sprint-proof-of-kvm");
  g_hash_table_insert (self->steady, machine, GUINT_TO_POINTER (id));
}

/* Also of a guest that QEMU could not start: that one was off, and is. */
static void
problem_changed_cb (SprintCaretaker *self,
                    GParamSpec      *pspec,
                    SprintMachine   *machine)
{
  const char *problem = sprint_machine_get_problem (machine);

  if (problem == NULL || sprint_machine_get_emulated (machine) || !sprint_acceleration_words_blame_kvm (problem))
    return;
  sprint_acceleration_record_note_failure (sprint_services_get_acceleration_record (self->services), problem);
  g_signal_emit (self, signals[ACCELERATION_FAILED], 0, machine, problem);
}

/* ---- watching ---- */

static void
state_changed_cb (SprintCaretaker *self,
                  GParamSpec      *pspec,
                  SprintMachine   *machine)
{
  SprintMachineState state = sprint_machine_get_state (machine);

  if (state == SPRINT_MACHINE_STATE_RUNNING)
    prove_steady (self, machine);
  else
    forget_steady (self, machine);
  if (state == SPRINT_MACHINE_STATE_OFF)
    look_after_stopped (self, machine);
}

static void
watch (SprintCaretaker *self,
       SprintMachine   *machine)
{
  if (g_hash_table_contains (self->watched, machine))
    return;
  g_hash_table_add (self->watched, g_object_ref (machine));
  g_signal_connect_object (machine, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (machine, "notify::problem", G_CALLBACK (problem_changed_cb), self, G_CONNECT_SWAPPED);
  if (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING)
    prove_steady (self, machine);
}

static void
unwatch_removed (SprintCaretaker *self,
                 GListModel      *connection)
{
  g_autoptr (GHashTable) present = g_hash_table_new (NULL, NULL);
  const char *uri = sprint_connection_get_uri (SPRINT_CONNECTION (connection));
  GHashTableIter iter;
  gpointer machine;
  guint n = g_list_model_get_n_items (connection);

  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintMachine) item = g_list_model_get_item (connection, i);

    g_hash_table_add (present, item);
  }
  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, &machine, NULL)) {
    if (!g_str_equal (sprint_machine_get_connection_uri (machine), uri) || g_hash_table_contains (present, machine))
      continue;
    g_signal_handlers_disconnect_by_data (machine, self);
    forget_steady (self, machine);
    g_hash_table_iter_remove (&iter);
  }
}

static void
machines_changed_cb (SprintCaretaker *self,
                     guint            position,
                     guint            removed,
                     guint            added,
                     GListModel      *connection)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SprintMachine) machine = g_list_model_get_item (connection, i);

    watch (self, machine);
  }
  if (removed > 0)
    unwatch_removed (self, connection);
}

/* Only machines of this computer: what another host's guests do is its own Sprint's business. */
static gboolean
is_ours (SprintCaretaker  *self,
         SprintConnection *connection)
{
  return sprint_connection_get_local (connection) ||
         connection == sprint_services_get_local_connection (self->services);
}

static void
let_go_of_removed (SprintCaretaker      *self,
                   SprintConnectionList *list)
{
  for (guint i = self->connections->len; i > 0; i--) {
    SprintConnection *connection = g_ptr_array_index (self->connections, i - 1);

    if (sprint_connection_list_find (list, sprint_connection_get_uri (connection)) == connection)
      continue;
    /* It was closed, which has emptied it: none of its machines is watched any more. */
    g_signal_handlers_disconnect_by_func (connection, machines_changed_cb, self);
    g_ptr_array_remove_index (self->connections, i - 1);
  }
}

static void
connections_changed_cb (SprintCaretaker *self)
{
  GListModel *list = G_LIST_MODEL (sprint_services_get_connections (self->services));
  guint n = g_list_model_get_n_items (list);

  let_go_of_removed (self, SPRINT_CONNECTION_LIST (list));
  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintConnection) connection = g_list_model_get_item (list, i);

    if (!is_ours (self, connection) || g_ptr_array_find (self->connections, connection, NULL))
      continue;
    g_ptr_array_add (self->connections, g_object_ref (connection));
    g_signal_connect_object (connection, "items-changed", G_CALLBACK (machines_changed_cb), self, G_CONNECT_SWAPPED);
    machines_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (connection)), G_LIST_MODEL (connection));
  }
}

static void
sprint_caretaker_dispose (GObject *object)
{
  SprintCaretaker *self = SPRINT_CARETAKER (object);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->steady);
  while (g_hash_table_iter_next (&iter, NULL, &id))
    g_source_remove (GPOINTER_TO_UINT (id));
  g_hash_table_remove_all (self->steady);
  g_hash_table_remove_all (self->watched);
  g_hash_table_remove_all (self->ending);
  g_ptr_array_set_size (self->connections, 0);
  g_clear_object (&self->services);
  G_OBJECT_CLASS (sprint_caretaker_parent_class)->dispose (object);
}

static void
sprint_caretaker_finalize (GObject *object)
{
  SprintCaretaker *self = SPRINT_CARETAKER (object);

  g_hash_table_unref (self->steady);
  g_hash_table_unref (self->watched);
  g_hash_table_unref (self->ending);
  g_ptr_array_unref (self->connections);
  G_OBJECT_CLASS (sprint_caretaker_parent_class)->finalize (object);
}

static void
sprint_caretaker_class_init (SprintCaretakerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_caretaker_dispose;
  object_class->finalize = sprint_caretaker_finalize;

  signals[INSTALLED] = g_signal_new ("installed", SPRINT_TYPE_CARETAKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, SPRINT_TYPE_MACHINE);
  signals[NOT_INSTALLED] = g_signal_new ("not-installed", SPRINT_TYPE_CARETAKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, SPRINT_TYPE_MACHINE, G_TYPE_ERROR);
  signals[ACCELERATION_FAILED] = g_signal_new ("acceleration-failed", SPRINT_TYPE_CARETAKER, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 2, SPRINT_TYPE_MACHINE, G_TYPE_STRING);
}

static void
sprint_caretaker_init (SprintCaretaker *self)
{
  self->watched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->ending = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->steady = g_hash_table_new (NULL, NULL);
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
}

SprintCaretaker *
sprint_caretaker_new (SprintServices *services)
{
  SprintCaretaker *self = g_object_new (SPRINT_TYPE_CARETAKER, NULL);

  self->services = g_object_ref (services);
  g_signal_connect_object (sprint_services_get_connections (services), "items-changed",
                           G_CALLBACK (connections_changed_cb), self, G_CONNECT_SWAPPED);
  connections_changed_cb (self);
  return self;
}

void
sprint_caretaker_emulate_async (SprintCaretaker     *self,
                                SprintMachine       *machine,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_caretaker_emulate_async);
  change_and_start (machine, sprint_definition_set_emulated, task);
}

gboolean
sprint_caretaker_emulate_finish (SprintCaretaker  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
sprint_caretaker_is_ending_installation (SprintCaretaker *self,
                                         SprintMachine   *machine)
{
  g_return_val_if_fail (SPRINT_IS_CARETAKER (self), FALSE);

  return g_hash_table_contains (self->ending, machine);
}

/* ---- once more ---- */

static gpointer
look_for_files_thread (GTask   *task,
                       GError **error)
{
  GStrv files = g_task_get_task_data (task);

  for (guint i = 0; files[i] != NULL; i++) {
    if (!g_file_test (files[i], G_FILE_TEST_EXISTS)) {
      g_autofree char *name = g_filename_display_name (files[i]);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The installer is not there any more: %s"), name);
      break;
    }
  }

  return NULL;
}

static void
files_looked_for_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_task_propagate_pointer (G_TASK (result), &error);
  if (error == NULL)
    change_and_start (SPRINT_MACHINE (source), sprint_definition_repeat_installing, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
repeat_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintCaretaker *self = g_task_get_source_object (task);
  SprintMachine *machine = SPRINT_MACHINE (source);
  SprintConnection *connection = sprint_connection_list_find (sprint_services_get_connections (self->services),
                                                              sprint_machine_get_connection_uri (machine));
  GError *error = NULL;
  GVirConfigDomain *description = sprint_machine_get_description_finish (machine, result, &error);
  g_auto (GStrv) files = NULL;
  g_autoptr (GTask) looking = NULL;

  if (description == NULL) {
    g_task_return_error (task, error);
    return;
  }
  /* Another host's files are not for us to see. */
  files = connection != NULL && is_ours (self, connection) ? sprint_definition_get_installer_files (description)
                                                           : g_new0 (char *, 1);
  g_object_unref (description);

  looking = g_task_new (machine, g_task_get_cancellable (task), files_looked_for_cb, g_object_ref (task));
  g_task_set_task_data (looking, g_steal_pointer (&files), (GDestroyNotify) g_strfreev);
  sprint_thread_task_run (looking, look_for_files_thread, NULL);
}

void
sprint_caretaker_repeat_installation_async (SprintCaretaker     *self,
                                            SprintMachine       *machine,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_caretaker_repeat_installation_async);
  /* Looked for before the machine is forced off, or gets a description that it cannot start from. */
  sprint_machine_get_description_async (machine, cancellable, repeat_read_cb, task);
}

gboolean
sprint_caretaker_repeat_installation_finish (SprintCaretaker  *self,
                                             GAsyncResult     *result,
                                             GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sprint_caretaker_finish_installation_async (SprintCaretaker     *self,
                                            SprintMachine       *machine,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_caretaker_finish_installation_async);
  change_and_start (machine, sprint_definition_finish_installing, task);
}

gboolean
sprint_caretaker_finish_installation_finish (SprintCaretaker  *self,
                                             GAsyncResult     *result,
                                             GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
