/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-installer.h"

#include "core-enums.h"
#include "cancel-gate.h"
#include "core/host/check/host-error.h"
#include "lock-watch.h"
#include "package-error.h"
#include "package-follower.h"
#include "package-leftover.h"
#include "package-planner.h"
#include "package-restart.h"
#include "package-room.h"
#include "package-task.h"

/* How often in a row PackageKit is asked again where it names a lock that nobody is seen to hold. */
#define MAX_BLIND 20

struct _SprintPackageInstaller
{
  GObject parent_instance;

  SprintHostReader *reader;
  SprintPackageTask *task;     /* made at first use */
  SprintLockWatch *watch;
  SprintPackageProgress *progress;

  gboolean busy;
  gboolean installing;         /* not only planning */
  SprintPackageRestart restart;
  gboolean stale;              /* what the lists name was not to be had */
};

G_DEFINE_FINAL_TYPE (SprintPackageInstaller, sprint_package_installer, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_BUSY,
  PROP_INSTALLING,
  PROP_RESTART,
  N_PROPS
};

enum {
  QUESTION,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* What is asked of PackageKit, and asked again when a lock has been let go. */
typedef struct
{
  GStrv packages;
  SprintPackagePlan *plan;
  void (*run) (GTask *task);
  SprintCancelGate *gate;
  guint n_blind;               /* times in a row that nobody was seen to hold the lock */
  gint64 restart_mark;
} Job;

static void
job_free (Job *job)
{
  g_strfreev (job->packages);
  g_clear_object (&job->plan);
  g_clear_pointer (&job->gate, sprint_cancel_gate_free);
  g_free (job);
}

static void
sprint_package_installer_dispose (GObject *object)
{
  SprintPackageInstaller *self = SPRINT_PACKAGE_INSTALLER (object);

  g_clear_object (&self->task);
  g_clear_object (&self->progress);
  g_clear_object (&self->watch);
  g_clear_object (&self->reader);

  G_OBJECT_CLASS (sprint_package_installer_parent_class)->dispose (object);
}

static void
sprint_package_installer_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  SprintPackageInstaller *self = SPRINT_PACKAGE_INSTALLER (object);

  switch (prop_id) {
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  case PROP_INSTALLING:
    g_value_set_boolean (value, self->installing);
    break;
  case PROP_RESTART:
    g_value_set_enum (value, self->restart);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
set_busy (SprintPackageInstaller *self,
          gboolean                busy,
          gboolean                installing)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->installing != installing) {
    self->installing = installing;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSTALLING]);
  }
  if (self->busy != busy) {
    self->busy = busy;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  }
  if (busy)
    sprint_package_progress_begin (self->progress, installing);
  else
    sprint_package_progress_end (self->progress);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
question_cb (SprintPackageTask      *task,
             SprintPackageQuestion   kind,
             const char             *title,
             const char             *text,
             SprintPackageInstaller *self)
{
  gboolean handled = FALSE;

  g_signal_emit (self, signals[QUESTION], 0, kind, title, text, &handled);

  return handled;
}

static SprintPackageTask *
get_task (SprintPackageInstaller *self)
{
  if (self->task == NULL) {
    self->task = sprint_package_task_new ();
    g_signal_connect_object (self->task, "question", G_CALLBACK (question_cb), self, 0);
  }

  return self->task;
}

/* Before anybody hears of it: a cancellation that was kept until now must not meet a call that has ended. That one
 * ended is what PackageKit's library says: cancelled, once it was handed a cancellation, however PackageKit ended. */
static void
end_job (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  g_clear_pointer (&job->gate, sprint_cancel_gate_free);
  g_task_set_check_cancellable (task, FALSE);
  set_busy (g_task_get_source_object (task), FALSE, FALSE);
}

static void
return_error (GTask  *task,
              GError *error)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  /* Who waits no more for a lock has cancelled. */
  if (g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_LOCKED) && g_cancellable_is_cancelled (cancellable)) {
    g_clear_error (&error);
    g_cancellable_set_error_if_cancelled (cancellable, &error);
  }
  end_job (task);
  g_task_return_error (task, error);
}

static void
lock_gone_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintPackageInstaller *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean seen;

  if (!sprint_lock_watch_wait_finish (SPRINT_LOCK_WATCH (object), result, &seen, &error)) {
    return_error (task, error);
    return;
  }
  job->n_blind = seen ? 0 : job->n_blind + 1;
  /* What another package manager has asked for meanwhile is not this one's. */
  job->restart_mark = sprint_package_restart_get_mark (self->reader);
  job->run (task);
}

/* PackageKit waits for a lock for some seconds at most, and then fails. Returns whether it will be asked again. */
static gboolean
wait_for_lock (GTask        *task,
               const GError *error)
{
  SprintPackageInstaller *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Job *job = g_task_get_task_data (task);

  if (!g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_LOCKED) || job->n_blind >= MAX_BLIND ||
      g_cancellable_is_cancelled (cancellable))
    return FALSE;

  sprint_package_progress_wait (self->progress);
  sprint_lock_watch_wait_async (self->watch, cancellable, lock_gone_cb, g_object_ref (task));

  return TRUE;
}

static void
measured_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sprint_package_room_measure_finish (SPRINT_HOST_READER (object), result, &error)) {
    return_error (task, error);
    return;
  }
  end_job (task);
  g_task_return_pointer (task, g_object_ref (job->plan), g_object_unref);
}

static void
planned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SprintPackageInstaller *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  job->plan = sprint_package_planner_run_finish (PK_CLIENT (object), result, &error);
  if (job->plan != NULL) {
    self->stale = FALSE;
    sprint_package_room_measure_async (self->reader, job->plan, g_task_get_cancellable (task), measured_cb,
                                       g_object_ref (task));
  } else if (!wait_for_lock (task, error)) {
    return_error (task, g_steal_pointer (&error));
  }
}

static void
run_plan (GTask *task)
{
  SprintPackageInstaller *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  sprint_package_planner_run_async (PK_CLIENT (get_task (self)), (const char * const *) job->packages, self->stale,
                                    sprint_package_progress_cb, self->progress, g_task_get_cancellable (task),
                                    planned_cb, g_object_ref (task));
}

static void
note_restart (GTask     *task,
              PkResults *results)
{
  SprintPackageInstaller *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  SprintPackageRestart restart = sprint_package_restart_judge (self->reader, job->restart_mark, results);

  if (restart <= self->restart)
    return;

  self->restart = restart;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESTART]);
}

/* (transfer full) (nullable): what went wrong. @results: (nullable) */
static GError *
judge (GTask        *task,
       PkResults    *results,
       const GError *raw)
{
  SprintPackageInstaller *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean repair = sprint_package_task_was_repair_asked (self->task);

  if (results != NULL) {
    error = sprint_package_error_new_from_results (results);
  } else if (repair) {
    /* The library only says that the question was declined. */
    error = g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_UNFINISHED, raw->message);
  } else if (!sprint_package_error_is_installed (raw)) {
    error = sprint_package_error_new_for_call (raw, sprint_cancel_gate_get_cancellable (job->gate));
  }
  self->stale |= g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DOWNLOAD) ||
                 g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_NETWORK);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    note_restart (task, results);

  return g_steal_pointer (&error);
}

static void
installed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) raw = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PkResults) results = NULL;

  results = pk_task_generic_finish (PK_TASK (object), result, &raw);
  error = judge (task, results, raw);
  if (error == NULL) {
    end_job (task);
    g_task_return_boolean (task, TRUE);
  } else if (!wait_for_lock (task, error)) {
    return_error (task, g_steal_pointer (&error));
  }
}

static void
run_install (GTask *task)
{
  SprintPackageInstaller *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  pk_task_install_packages_async (PK_TASK (get_task (self)),
                                  (char **) sprint_package_plan_get_requested_ids (job->plan),
                                  sprint_cancel_gate_get_cancellable (job->gate), sprint_package_progress_cb,
                                  self->progress, installed_cb, g_object_ref (task));
}

static void
followed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) raw = NULL;
  g_autoptr (PkResults) results = NULL;
  GError *error;

  results = sprint_package_follow_finish (result, &raw);
  error = judge (task, results, raw);
  if (error != NULL) {
    return_error (task, error);
    return;
  }
  end_job (task);
  g_task_return_boolean (task, TRUE);
}

static void
leftover_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *id = NULL;
  SprintPackageInstaller *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  id = sprint_package_leftover_find_finish (PK_CLIENT (object), result, &error);
  if (error != NULL) {
    return_error (task, error);
  } else if (id == NULL) {
    end_job (task);
    g_task_return_boolean (task, FALSE);
  } else {
    set_busy (self, TRUE, TRUE);
    sprint_package_follow_async (id, sprint_cancel_gate_get_cancellable (job->gate), sprint_package_progress_cb,
                                 self->progress, followed_cb, g_object_ref (task));
  }
}

static void
run_resume (GTask *task)
{
  SprintPackageInstaller *self = g_task_get_source_object (task);

  sprint_package_leftover_find_async (PK_CLIENT (get_task (self)), g_task_get_cancellable (task), leftover_cb,
                                      g_object_ref (task));
}

static void
sprint_package_installer_class_init (SprintPackageInstallerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_package_installer_dispose;
  object_class->get_property = sprint_package_installer_get_property;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_INSTALLING] = g_param_spec_boolean ("installing", NULL, NULL, FALSE, flags);
  properties[PROP_RESTART] = g_param_spec_enum ("restart", NULL, NULL, SPRINT_TYPE_PACKAGE_RESTART,
                                                SPRINT_PACKAGE_RESTART_NONE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[QUESTION] =
    g_signal_new ("question", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  g_signal_accumulator_true_handled, NULL, NULL,
                  G_TYPE_BOOLEAN, 3, SPRINT_TYPE_PACKAGE_QUESTION, G_TYPE_STRING, G_TYPE_STRING);
}

static void
sprint_package_installer_init (SprintPackageInstaller *self)
{
}

SprintPackageInstaller *
sprint_package_installer_new (SprintHostReader *reader)
{
  SprintPackageInstaller *self;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (reader), NULL);

  self = g_object_new (SPRINT_TYPE_PACKAGE_INSTALLER, NULL);
  self->reader = g_object_ref (reader);
  self->watch = sprint_lock_watch_new (reader);
  self->progress = sprint_package_progress_new (self->watch);

  return self;
}

SprintPackageProgress *
sprint_package_installer_get_progress (SprintPackageInstaller *self)
{
  g_return_val_if_fail (SPRINT_IS_PACKAGE_INSTALLER (self), NULL);

  return self->progress;
}

static gboolean
refuse_second (SprintPackageInstaller *self,
               GTask                  *task)
{
  if (!self->busy)
    return FALSE;

  g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_BUSY, "PackageKit is at work already");

  return TRUE;
}

/* Takes the job. */
static void
begin (GTask *task,
       Job   *job)
{
  SprintPackageInstaller *self = g_task_get_source_object (task);

  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  job->gate = sprint_cancel_gate_new (g_task_get_cancellable (task), self->progress);
  job->restart_mark = sprint_package_restart_get_mark (self->reader);
  set_busy (self, TRUE, job->plan != NULL);
  job->run (task);
}

void
sprint_package_installer_plan_async (SprintPackageInstaller *self,
                                     const char * const     *packages,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (SPRINT_IS_PACKAGE_INSTALLER (self));
  g_return_if_fail (packages != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_package_installer_plan_async);
  if (refuse_second (self, task))
    return;

  job = g_new0 (Job, 1);
  job->packages = g_strdupv ((char **) packages);
  job->run = run_plan;
  begin (task, job);
}

SprintPackagePlan *
sprint_package_installer_plan_finish (SprintPackageInstaller  *self,
                                      GAsyncResult            *result,
                                      GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sprint_package_installer_install_async (SprintPackageInstaller *self,
                                        SprintPackagePlan      *plan,
                                        GCancellable           *cancellable,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (SPRINT_IS_PACKAGE_INSTALLER (self));
  g_return_if_fail (SPRINT_IS_PACKAGE_PLAN (plan));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_package_installer_install_async);
  if (sprint_package_plan_is_empty (plan)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (refuse_second (self, task))
    return;

  job = g_new0 (Job, 1);
  job->plan = g_object_ref (plan);
  job->run = run_install;
  begin (task, job);
}

gboolean
sprint_package_installer_install_finish (SprintPackageInstaller  *self,
                                         GAsyncResult            *result,
                                         GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sprint_package_installer_resume_async (SprintPackageInstaller *self,
                                       GCancellable           *cancellable,
                                       GAsyncReadyCallback     callback,
                                       gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (SPRINT_IS_PACKAGE_INSTALLER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_package_installer_resume_async);
  if (refuse_second (self, task))
    return;

  job = g_new0 (Job, 1);
  job->run = run_resume;
  begin (task, job);
}

gboolean
sprint_package_installer_resume_finish (SprintPackageInstaller  *self,
                                        GAsyncResult            *result,
                                        GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sprint_package_installer_answer (SprintPackageInstaller *self,
                                 gboolean                yes)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_INSTALLER (self));

  if (self->task != NULL)
    sprint_package_task_answer (self->task, yes);
}
