/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-installer.h"

#include <glib/gi18n.h>

#include "core-enums.h"
#include "core/host/check/host-error.h"
#include "lock-watch.h"
#include "package-error.h"
#include "package-follower.h"
#include "package-leftover.h"
#include "package-phase.h"
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

  char *phase;
  double fraction;
  guint64 speed;
  guint remaining;
  gboolean busy;
  gboolean installing;         /* not only planning */
  gboolean can_cancel;
  SprintPackageRestart restart;
  gboolean stale;              /* what the lists name was not to be had */
};

G_DEFINE_FINAL_TYPE (SprintPackageInstaller, sprint_package_installer, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_PHASE,
  PROP_FRACTION,
  PROP_SPEED,
  PROP_REMAINING,
  PROP_BUSY,
  PROP_CAN_CANCEL,
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
  guint n_blind;               /* times in a row that nobody was seen to hold the lock */
  gint64 restart_mark;
} Job;

static void
job_free (Job *job)
{
  g_strfreev (job->packages);
  g_clear_object (&job->plan);
  g_free (job);
}

static void
sprint_package_installer_dispose (GObject *object)
{
  SprintPackageInstaller *self = SPRINT_PACKAGE_INSTALLER (object);

  g_clear_object (&self->task);
  g_clear_object (&self->watch);
  g_clear_object (&self->reader);

  G_OBJECT_CLASS (sprint_package_installer_parent_class)->dispose (object);
}

static void
sprint_package_installer_finalize (GObject *object)
{
  g_free (SPRINT_PACKAGE_INSTALLER (object)->phase);

  G_OBJECT_CLASS (sprint_package_installer_parent_class)->finalize (object);
}

static void
sprint_package_installer_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  SprintPackageInstaller *self = SPRINT_PACKAGE_INSTALLER (object);

  switch (prop_id) {
  case PROP_PHASE:
    g_value_set_string (value, self->phase);
    break;
  case PROP_FRACTION:
    g_value_set_double (value, self->fraction);
    break;
  case PROP_SPEED:
    g_value_set_uint64 (value, self->speed);
    break;
  case PROP_REMAINING:
    g_value_set_uint (value, self->remaining);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  case PROP_CAN_CANCEL:
    g_value_set_boolean (value, self->can_cancel);
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
set_fraction (SprintPackageInstaller *self,
              double                  fraction)
{
  if (self->fraction == fraction)
    return;

  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static void
set_speed (SprintPackageInstaller *self,
           guint64                 speed)
{
  if (self->speed == speed)
    return;

  self->speed = speed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
}

static void
set_remaining (SprintPackageInstaller *self,
               guint                   remaining)
{
  if (self->remaining == remaining)
    return;

  self->remaining = remaining;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMAINING]);
}

static void
set_can_cancel (SprintPackageInstaller *self,
                gboolean                can_cancel)
{
  if (self->can_cancel == can_cancel)
    return;

  self->can_cancel = can_cancel;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CANCEL]);
}

static void
set_phase (SprintPackageInstaller *self,
           const char             *phase)
{
  if (g_set_str (&self->phase, phase))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
}

static void
set_busy (SprintPackageInstaller *self,
          gboolean                busy,
          gboolean                installing)
{
  const char *phase = installing ? _("Preparing the installation…") : _("Looking at packages…");

  g_object_freeze_notify (G_OBJECT (self));
  sprint_lock_watch_set_active (self->watch, FALSE);
  if (self->installing != installing) {
    self->installing = installing;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSTALLING]);
  }
  if (self->busy != busy) {
    self->busy = busy;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  }
  set_phase (self, busy ? phase : NULL);
  set_fraction (self, -1);
  set_speed (self, 0);
  set_remaining (self, 0);
  set_can_cancel (self, busy);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Who it is, once that is known. */
static void
watch_words_cb (SprintPackageInstaller *self)
{
  g_autofree char *words = sprint_lock_watch_dup_words (self->watch);

  if (words != NULL && self->busy)
    set_phase (self, words);
}

static void
set_status (SprintPackageInstaller *self,
            PkStatusEnum            status)
{
  const char *phase = sprint_package_phase_get_words (status, self->installing);
  g_autofree char *words = NULL;

  if (status == PK_STATUS_ENUM_WAITING_FOR_LOCK) {
    sprint_lock_watch_set_active (self->watch, TRUE);
    set_fraction (self, -1);
    words = sprint_lock_watch_dup_words (self->watch);
    set_phase (self, words != NULL ? words : phase);
    return;
  }

  /* apt's backend tries every second, and says each time that it looks into its cache. */
  words = sprint_lock_watch_dup_words (self->watch);
  if (words != NULL && (status == PK_STATUS_ENUM_LOADING_CACHE || phase == NULL))
    return;

  sprint_lock_watch_set_active (self->watch, FALSE);
  if (phase != NULL)
    set_phase (self, phase);
}

static void
progress_cb (PkProgress     *progress,
             PkProgressType  type,
             gpointer        user_data)
{
  SprintPackageInstaller *self = user_data;
  int percentage;

  switch (type) {
  case PK_PROGRESS_TYPE_STATUS:
    set_status (self, pk_progress_get_status (progress));
    break;
  case PK_PROGRESS_TYPE_PERCENTAGE:
    /* What apt's backend says while it tries again is no progress. */
    if (sprint_lock_watch_is_active (self->watch))
      break;
    percentage = pk_progress_get_percentage (progress);
    set_fraction (self, percentage >= 0 && percentage <= 100 ? percentage / 100.0 : -1);
    break;
  case PK_PROGRESS_TYPE_SPEED:
    /* Called bits in the interface's description; its backends give bytes a second. */
    set_speed (self, pk_progress_get_speed (progress));
    break;
  case PK_PROGRESS_TYPE_REMAINING_TIME:
    set_remaining (self, pk_progress_get_remaining_time (progress));
    break;
  case PK_PROGRESS_TYPE_ALLOW_CANCEL:
    set_can_cancel (self, pk_progress_get_allow_cancel (progress));
    break;
  default:
    break;
  }
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

static void
return_error (GTask  *task,
              GError *error)
{
  SprintPackageInstaller *self = g_task_get_source_object (task);

  set_busy (self, FALSE, FALSE);
  g_task_return_error (task, error);
}

static void
lock_gone_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean seen;

  if (!sprint_lock_watch_wait_finish (SPRINT_LOCK_WATCH (object), result, &seen, &error)) {
    return_error (task, error);
    return;
  }
  job->n_blind = seen ? 0 : job->n_blind + 1;
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

  set_phase (self, sprint_package_phase_get_words (PK_STATUS_ENUM_WAITING_FOR_LOCK, self->installing));
  set_fraction (self, -1);
  set_speed (self, 0);
  set_remaining (self, 0);
  set_can_cancel (self, TRUE);
  sprint_lock_watch_wait_async (self->watch, cancellable, lock_gone_cb, g_object_ref (task));

  return TRUE;
}

static void
measured_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintPackageInstaller *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sprint_package_room_measure_finish (SPRINT_HOST_READER (object), result, &error)) {
    return_error (task, error);
    return;
  }
  set_busy (self, FALSE, FALSE);
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
                                    progress_cb, self, g_task_get_cancellable (task), planned_cb, g_object_ref (task));
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
  g_autoptr (GError) error = NULL;
  gboolean repair = sprint_package_task_was_repair_asked (self->task);

  note_restart (task, results);
  if (results != NULL) {
    error = sprint_package_error_new_from_results (results);
  } else if (repair) {
    /* The library only says that the question was declined. */
    error = g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_UNFINISHED, raw->message);
  } else if (!sprint_package_error_is_installed (raw)) {
    error = sprint_package_error_new_for_call (raw, g_task_get_cancellable (task));
  }
  self->stale |= g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DOWNLOAD) ||
                 g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_NETWORK);

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
  SprintPackageInstaller *self = g_task_get_source_object (task);

  results = pk_task_generic_finish (PK_TASK (object), result, &raw);
  error = judge (task, results, raw);
  if (error == NULL) {
    set_busy (self, FALSE, FALSE);
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
                                  g_task_get_cancellable (task), progress_cb, self, installed_cb, g_object_ref (task));
}

static void
followed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) raw = NULL;
  g_autoptr (PkResults) results = NULL;
  SprintPackageInstaller *self = g_task_get_source_object (task);
  GError *error;

  results = sprint_package_follow_finish (result, &raw);
  error = judge (task, results, raw);
  if (error != NULL) {
    return_error (task, error);
    return;
  }
  set_busy (self, FALSE, FALSE);
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
  GError *error = NULL;

  id = sprint_package_leftover_find_finish (PK_CLIENT (object), result, &error);
  if (error != NULL) {
    return_error (task, error);
  } else if (id == NULL) {
    set_busy (self, FALSE, FALSE);
    g_task_return_boolean (task, FALSE);
  } else {
    set_busy (self, TRUE, TRUE);
    sprint_package_follow_async (id, g_task_get_cancellable (task), progress_cb, self, followed_cb,
                                 g_object_ref (task));
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
  object_class->finalize = sprint_package_installer_finalize;
  object_class->get_property = sprint_package_installer_get_property;

  properties[PROP_PHASE] = g_param_spec_string ("phase", NULL, NULL, NULL, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_SPEED] = g_param_spec_uint64 ("speed", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_REMAINING] = g_param_spec_uint ("remaining", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_CANCEL] = g_param_spec_boolean ("can-cancel", NULL, NULL, FALSE, flags);
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
  self->fraction = -1;
}

SprintPackageInstaller *
sprint_package_installer_new (SprintHostReader *reader)
{
  SprintPackageInstaller *self;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (reader), NULL);

  self = g_object_new (SPRINT_TYPE_PACKAGE_INSTALLER, NULL);
  self->reader = g_object_ref (reader);
  self->watch = sprint_lock_watch_new (reader);
  g_signal_connect_object (self->watch, "notify::words", G_CALLBACK (watch_words_cb), self, G_CONNECT_SWAPPED);

  return self;
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
