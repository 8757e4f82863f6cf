/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "changed-description.h"

typedef struct {
  SprintDescriptionChange change;
} ChangedDescription;

static void
description_set_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (sprint_machine_set_description_finish (SPRINT_MACHINE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
description_read_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintMachine *machine = SPRINT_MACHINE (source);
  ChangedDescription *self = g_task_get_task_data (task);
  GError *error = NULL;
  GVirConfigDomain *description = sprint_machine_get_description_finish (machine, result, &error);
  GVirConfigDomain *changed = NULL;

  if (description != NULL)
    changed = self->change (description, &error);
  if (changed != NULL)
    sprint_machine_set_description_async (machine, changed, g_task_get_cancellable (task), description_set_cb,
                                          g_object_ref (task));
  else
    g_task_return_error (task, error);
  g_clear_object (&description);
  g_clear_object (&changed);
}

void
sprint_changed_description_async (SprintMachine           *machine,
                                  SprintDescriptionChange  change,
                                  GCancellable            *cancellable,
                                  GAsyncReadyCallback      callback,
                                  gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (machine, cancellable, callback, user_data);
  ChangedDescription *self = g_new0 (ChangedDescription, 1);

  g_return_if_fail (SPRINT_IS_MACHINE (machine));

  self->change = change;
  g_task_set_source_tag (task, sprint_changed_description_async);
  g_task_set_task_data (task, self, g_free);
  sprint_machine_get_description_async (machine, cancellable, description_read_cb, g_object_ref (task));
}

gboolean
sprint_changed_description_finish (SprintMachine  *machine,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, machine), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
