/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repair-dialog.h"

#include <glib/gi18n.h>

#include "core/host/check/host-error.h"
#include "ui/problem/problem-dialog.h"

typedef struct {
  GtkWidget *parent;
  GtkWidget *root;         /* weak: the window that it is in */
  SprintRepairer *repairer;
  SprintRepair *repair;
  gboolean undo;
} Run;

static void
run_free (Run *run)
{
  g_clear_object (&run->parent);
  g_clear_weak_pointer (&run->root);
  g_clear_object (&run->repairer);
  g_clear_pointer (&run->repair, sprint_repair_free);
  g_free (run);
}

/* One who has closed the question of polkit's knows; a rule of polkit's refuses without a question. A parent that was
 * closed meanwhile has no window: over it, a dialog would get one of its own. */
static void
show_failure (Run          *run,
              const GError *error)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (run->parent, ADW_TYPE_TOAST_OVERLAY);
  GtkWidget *parent = gtk_widget_get_root (run->parent) != NULL ? run->parent : run->root;

  if (overlay != NULL && g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_DECLINED))
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (_("Refused: nothing was changed")));
  else if (parent != NULL)
    adw_dialog_present (sprint_problem_dialog_new (error), parent);
}

static void
applied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Run *run = g_task_get_task_data (task);

  if (!sprint_repairer_apply_finish (run->repairer, result, &error))
    show_failure (run, error);
  g_task_return_boolean (task, TRUE);
}

static void
response_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);

  if (g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "apply"))
    sprint_repairer_apply_async (run->repairer, run->repair, run->undo, NULL, applied_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, FALSE);
}

void
sprint_repair_dialog_run_async (GtkWidget           *parent,
                                SprintRepairer      *repairer,
                                const SprintRepair  *repair,
                                gboolean             undo,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *heading = undo ? g_strdup (_("Take It Back?")) : sprint_repair_ask (repair);
  g_autofree char *body = undo ? sprint_repair_describe_undo (repair) : sprint_repair_describe (repair);
  AdwAlertDialog *dialog;
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, sprint_repair_dialog_run_async);
  run->parent = g_object_ref (parent);
  g_set_weak_pointer (&run->root, GTK_WIDGET (gtk_widget_get_root (parent)));
  run->repairer = g_object_ref (repairer);
  run->repair = sprint_repair_copy (repair);
  run->undo = undo;
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "apply",
                                  undo ? _("_Take Back") : _("_Continue"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "apply", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "apply");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, parent, NULL, response_cb, task);
}

gboolean
sprint_repair_dialog_run_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
