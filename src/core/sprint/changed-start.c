/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "changed-start.h"

typedef struct {
  SprintDescriptionChange change;
} ChangedStart;

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (sprint_machine_act_finish (SPRINT_MACHINE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
description_changed_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!sprint_changed_description_finish (SPRINT_MACHINE (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  sprint_machine_act_async (SPRINT_MACHINE (source), SPRINT_MACHINE_ACTION_START, g_task_get_cancellable (task),
                            started_cb, g_object_ref (task));
}

static void
change_description (GTask *task)
{
  ChangedStart *start = g_task_get_task_data (task);

  sprint_changed_description_async (g_task_get_source_object (task), start->change, g_task_get_cancellable (task),
                                    description_changed_cb, g_object_ref (task));
}

static void
off_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (sprint_machine_act_finish (SPRINT_MACHINE (source), result, &error))
    change_description (task);
  else
    g_task_return_error (task, error);
}

/* By its state, since one that is busy offers nothing: what may have a process is forced off, and where that is
 * refused, nothing is changed. */
static gboolean
is_off (SprintMachine *machine)
{
  switch (sprint_machine_get_state (machine)) {
  case SPRINT_MACHINE_STATE_OFF:
  case SPRINT_MACHINE_STATE_SAVED:
    return TRUE;
  case SPRINT_MACHINE_STATE_CRASHED:
    /* Some keep their process, for a look at it. */
    return (sprint_machine_get_actions (machine) & SPRINT_MACHINE_ACTION_START) != 0;
  case SPRINT_MACHINE_STATE_UNKNOWN:
  case SPRINT_MACHINE_STATE_STARTING:
  case SPRINT_MACHINE_STATE_RUNNING:
  case SPRINT_MACHINE_STATE_PAUSED:
  case SPRINT_MACHINE_STATE_SHUTTING_DOWN:
  default:
    return FALSE;
  }
}

void
sprint_changed_start_async (SprintMachine           *machine,
                            SprintDescriptionChange  change,
                            GCancellable            *cancellable,
                            GAsyncReadyCallback      callback,
                            gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (machine, cancellable, callback, user_data);
  ChangedStart *start = g_new0 (ChangedStart, 1);

  g_return_if_fail (SPRINT_IS_MACHINE (machine));

  start->change = change;
  g_task_set_source_tag (task, sprint_changed_start_async);
  g_task_set_task_data (task, start, g_free);
  if (is_off (machine))
    change_description (task);
  else
    sprint_machine_act_async (machine, SPRINT_MACHINE_ACTION_FORCE_OFF, cancellable, off_cb, g_object_ref (task));
}

gboolean
sprint_changed_start_finish (SprintMachine  *machine,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, machine), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
