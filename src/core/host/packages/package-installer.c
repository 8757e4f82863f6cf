/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-installer.h"

#include <glib/gi18n.h>

#include "core-enums.h"
#include "core/host/check/host-error.h"
#include "package-error.h"
#include "package-planner.h"
#include "package-task.h"

struct _SprintPackageInstaller
{
  GObject parent_instance;

  SprintPackageTask *task;     /* made at first use */

  char *phase;
  double fraction;
  guint64 speed;
  guint remaining;
  gboolean busy;
  gboolean installing;         /* not only planning */
  gboolean can_cancel;
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
  N_PROPS
};

enum {
  QUESTION,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
sprint_package_installer_dispose (GObject *object)
{
  g_clear_object (&SPRINT_PACKAGE_INSTALLER (object)->task);

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
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static const char *
get_phase (PkStatusEnum status,
           gboolean     installing)
{
  switch (status) {
  case PK_STATUS_ENUM_WAIT:
  case PK_STATUS_ENUM_WAITING_FOR_LOCK:
    return _("Waiting for another installation…");
  case PK_STATUS_ENUM_WAITING_FOR_AUTH:
    return _("Waiting for your permission…");
  case PK_STATUS_ENUM_SETUP:
  case PK_STATUS_ENUM_RUNNING:
    /* Said between the steps of an installation too: the words of the last one stay. */
    return installing ? NULL : _("Looking at packages…");
  case PK_STATUS_ENUM_QUERY:
  case PK_STATUS_ENUM_INFO:
  case PK_STATUS_ENUM_LOADING_CACHE:
    return _("Looking at packages…");
  case PK_STATUS_ENUM_REFRESH_CACHE:
  case PK_STATUS_ENUM_DOWNLOAD_REPOSITORY:
  case PK_STATUS_ENUM_DOWNLOAD_PACKAGELIST:
  case PK_STATUS_ENUM_DOWNLOAD_FILELIST:
    return _("Refreshing the package lists…");
  case PK_STATUS_ENUM_DEP_RESOLVE:
  case PK_STATUS_ENUM_TEST_COMMIT:
    return _("Working out what is needed…");
  case PK_STATUS_ENUM_DOWNLOAD:
    return _("Downloading…");
  case PK_STATUS_ENUM_SIG_CHECK:
    return _("Checking signatures…");
  case PK_STATUS_ENUM_INSTALL:
  case PK_STATUS_ENUM_COMMIT:
  case PK_STATUS_ENUM_UPDATE:
    return _("Installing…");
  case PK_STATUS_ENUM_CLEANUP:
    return _("Cleaning up…");
  case PK_STATUS_ENUM_CANCEL:
    return _("Cancelling…");
  default:
    return NULL;
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
set_busy (SprintPackageInstaller *self,
          gboolean                busy,
          gboolean                installing)
{
  const char *phase = installing ? _("Preparing the installation…") : _("Looking at packages…");

  self->installing = installing;
  g_object_freeze_notify (G_OBJECT (self));
  if (self->busy != busy) {
    self->busy = busy;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  }
  if (g_set_str (&self->phase, busy ? phase : NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
  set_fraction (self, -1);
  set_speed (self, 0);
  set_remaining (self, 0);
  set_can_cancel (self, busy);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
progress_cb (PkProgress     *progress,
             PkProgressType  type,
             gpointer        user_data)
{
  SprintPackageInstaller *self = user_data;
  int percentage;

  switch (type) {
  case PK_PROGRESS_TYPE_STATUS: {
    const char *phase = get_phase (pk_progress_get_status (progress), self->installing);

    if (phase != NULL && g_set_str (&self->phase, phase))
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
  }
    break;
  case PK_PROGRESS_TYPE_PERCENTAGE:
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
planned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SprintPackageInstaller *self = g_task_get_source_object (task);
  SprintPackagePlan *plan;

  plan = sprint_package_planner_run_finish (PK_CLIENT (object), result, &error);
  set_busy (self, FALSE, FALSE);
  if (plan != NULL) {
    self->stale = FALSE;
    g_task_return_pointer (task, plan, g_object_unref);
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
  }
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
  gboolean repair = sprint_package_task_was_repair_asked (SPRINT_PACKAGE_TASK (object));

  results = pk_task_generic_finish (PK_TASK (object), result, &raw);
  set_busy (self, FALSE, FALSE);
  if (results != NULL)
    error = sprint_package_error_new_from_results (results);
  else if (repair)
    /* The library only says that the question was declined. */
    error = g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_UNFINISHED, raw->message);
  else if (!sprint_package_error_is_installed (raw))
    error = sprint_package_error_new_for_call (raw, g_task_get_cancellable (task));

  if (error == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  self->stale |= g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DOWNLOAD) ||
                 g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_NETWORK);
  g_task_return_error (task, g_steal_pointer (&error));
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
sprint_package_installer_new (void)
{
  return g_object_new (SPRINT_TYPE_PACKAGE_INSTALLER, NULL);
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

void
sprint_package_installer_plan_async (SprintPackageInstaller *self,
                                     const char * const     *packages,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SPRINT_IS_PACKAGE_INSTALLER (self));
  g_return_if_fail (packages != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_package_installer_plan_async);
  if (refuse_second (self, task))
    return;

  set_busy (self, TRUE, FALSE);
  sprint_package_planner_run_async (PK_CLIENT (get_task (self)), packages, self->stale, progress_cb, self,
                                    cancellable, planned_cb, g_steal_pointer (&task));
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

  set_busy (self, TRUE, TRUE);
  pk_task_install_packages_async (PK_TASK (get_task (self)),
                                  (char **) sprint_package_plan_get_requested_ids (plan),
                                  cancellable, progress_cb, self, installed_cb, g_steal_pointer (&task));
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
sprint_package_installer_answer (SprintPackageInstaller *self,
                                 gboolean                yes)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_INSTALLER (self));

  if (self->task != NULL)
    sprint_package_task_answer (self->task, yes);
}
