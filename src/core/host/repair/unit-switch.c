/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit-switch.h"

#include <string.h>

#include "core/host/check/host-error.h"

#define NAME "org.freedesktop.systemd1"
#define PATH "/org/freedesktop/systemd1"
#define MANAGER "org.freedesktop.systemd1.Manager"
#define ERRORS "org.freedesktop.systemd1."

/* Milliseconds: a person has to find a password, and a unit to start. */
#define DEADLINE (5 * 60 * 1000)
/* What was allowed a moment ago is taken back without asking again. */
#define BACK_DEADLINE (25 * 1000)

typedef enum {
  STEP_SUBSCRIBE,
  STEP_LOOK,       /* whether it runs already */
  STEP_FILES,      /* enabled or disabled */
  STEP_RELOAD,
  STEP_UNIT,       /* started or stopped */
  STEP_END,
  STEP_FILES_BACK, /* disabled, where what was enabled does not start */
  STEP_RELOAD_BACK,
} Step;

typedef struct {
  GDBusConnection *bus;
  char *unit;
  SprintRemedyParts parts;
  gboolean on;
  Step step;
  SprintRemedyParts changed;
  GError *error;          /* (nullable): what it ends with once that is taken back */
  guint removed;          /* the subscription to JobRemoved */
  char *job;              /* what systemd has begun */
  GHashTable *results;    /* of jobs that have ended: one can before its name is told */
  GSource *timeout;
  GSource *cancelled;
} Switch;

static void call_step (GTask *task);
static void take_back (GTask *task);

static void
destroy_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
switch_free (Switch *self)
{
  destroy_source (&self->timeout);
  destroy_source (&self->cancelled);
  if (self->removed != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->removed);
  g_clear_object (&self->bus);
  g_clear_error (&self->error);
  g_clear_pointer (&self->results, g_hash_table_unref);
  g_free (self->job);
  g_free (self->unit);
  g_free (self);
}

/* (transfer full): in the words of the host room. */
static GError *
translate (GError *error)
{
  g_autoptr (GError) owned = error;
  g_autofree char *remote = g_dbus_error_get_remote_error (error);
  int code = SPRINT_HOST_ERROR_REPAIR_FAILED;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&owned);

  /* That a person must be asked, although that was allowed: nobody is there to ask them. */
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_AUTH_FAILED))
    code = SPRINT_HOST_ERROR_REPAIR_DECLINED;
  else if (g_strcmp0 (remote, "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired") == 0 ||
           g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
           g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
           g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_EXITED))
    code = SPRINT_HOST_ERROR_NO_REPAIR;
  g_dbus_error_strip_remote_error (error);

  return g_error_new_literal (SPRINT_HOST_ERROR, code, error->message);
}

static gboolean
has_ended (GTask *task)
{
  Switch *self = g_task_get_task_data (task);

  /* The signal holds the task too. */
  return g_task_get_completed (task) || self->bus == NULL || self->error != NULL;
}

/* (transfer full) @error: whatever comes first. */
static void
end (GTask  *task,
     GError *error)
{
  Switch *self = g_task_get_task_data (task);

  if (has_ended (task)) {
    g_clear_error (&error);
    return;
  }
  destroy_source (&self->timeout);
  destroy_source (&self->cancelled);
  if (self->removed != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->removed);
  self->removed = 0;
  if (error != NULL && (self->changed & SPRINT_REMEDY_PARTS_ENABLE) != 0) {
    self->error = error;
    self->step = STEP_FILES_BACK;
    take_back (task);
    return;
  }
  g_clear_object (&self->bus);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, self->changed);
}

static void
taken_back_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Switch *self = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  if (reply != NULL && self->step == STEP_FILES_BACK) {
    self->step = STEP_RELOAD_BACK;
    take_back (task);
    return;
  }
  g_clear_object (&self->bus);
  g_task_return_error (task, g_steal_pointer (&self->error));
}

/* A unit that does not start is not left to be tried at each start of the computer. */
static void
take_back (GTask *task)
{
  Switch *self = g_task_get_task_data (task);
  const char * const units[] = { self->unit, NULL };
  const gboolean files = self->step == STEP_FILES_BACK;

  g_dbus_connection_call (self->bus, NAME, PATH, MANAGER, files ? "DisableUnitFiles" : "Reload",
                          files ? g_variant_new ("(^asb)", units, FALSE) : NULL, NULL, G_DBUS_CALL_FLAGS_NONE,
                          BACK_DEADLINE, NULL, taken_back_cb, g_object_ref (task));
}

/* The job is done, or was in vain. */
static void
conclude (GTask      *task,
          const char *result)
{
  Switch *self = g_task_get_task_data (task);

  if (g_str_equal (result, "done") || g_str_equal (result, "skipped"))
    end (task, NULL);
  else
    end (task, g_error_new (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_FAILED, "%s: %s", self->unit, result));
}

/* JobRemoved (u id, o job, s unit, s result) */
static void
job_removed_cb (GDBusConnection *bus,
                const char      *sender,
                const char      *path,
                const char      *interface,
                const char      *signal,
                GVariant        *parameters,
                gpointer         user_data)
{
  GTask *task = user_data;
  Switch *self = g_task_get_task_data (task);
  const char *job, *result;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(uoss)")))
    return;
  g_variant_get (parameters, "(u&o&s&s)", NULL, &job, NULL, &result);
  if (g_strcmp0 (job, self->job) == 0)
    conclude (task, result);
  else if (self->results != NULL)
    g_hash_table_insert (self->results, g_strdup (job), g_strdup (result));
}

static gboolean
late_cb (gpointer user_data)
{
  GTask *task = user_data;

  end (task, g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_FAILED, "systemd"));

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  end (user_data, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));

  return G_SOURCE_REMOVE;
}

/* What the last step has begun: (o job). */
static void
await_job (GTask    *task,
           GVariant *reply)
{
  Switch *self = g_task_get_task_data (task);
  const char *result;

  g_variant_get (reply, "(o)", &self->job);
  result = g_hash_table_lookup (self->results, self->job);
  if (result != NULL)
    conclude (task, result);
}

/* ListUnitsByNames tells of each name (s name, s description, s load state, s active state, …). */
static gboolean
runs (GVariant *reply)
{
  static const char * const states[] = { "active", "activating", "reloading", NULL };
  g_autoptr (GVariant) units = NULL;
  g_autoptr (GVariant) unit = NULL;
  const char *state;

  if (!g_variant_is_of_type (reply, G_VARIANT_TYPE ("(a(ssssssouso))")))
    return FALSE;
  units = g_variant_get_child_value (reply, 0);
  if (g_variant_n_children (units) == 0)
    return FALSE;
  unit = g_variant_get_child_value (units, 0);
  g_variant_get_child (unit, 3, "&s", &state);

  return g_strv_contains (states, state);
}

/* EnableUnitFiles tells what it has changed: (b carries_install_info, a(sss) changes). */
static gboolean
has_changed_files (GVariant *reply)
{
  g_autoptr (GVariant) changes = NULL;

  if (!g_variant_is_of_type (reply, G_VARIANT_TYPE ("(ba(sss))")))
    return FALSE;
  changes = g_variant_get_child_value (reply, 1);

  return g_variant_n_children (changes) > 0;
}

/* systemd has its own words for it, or those of the kernel. */
static gboolean
misses_unit (const char *remote)
{
  static const char * const names[] = { ERRORS "NoSuchUnit", "org.freedesktop.DBus.Error.FileNotFound",
                                        "System.Error.ENOENT", NULL };

  return remote != NULL && g_strv_contains (names, remote);
}

/* Whether there is nothing to do about it: the watch has subscribed on the same connection, and a second time is
 * refused; what is gone is neither enabled nor does it run. */
static gboolean
is_harmless (Switch       *self,
             const GError *error)
{
  g_autofree char *remote = g_dbus_error_get_remote_error (error);

  if (self->step == STEP_SUBSCRIBE)
    return g_strcmp0 (remote, ERRORS "AlreadySubscribed") == 0;

  return !self->on && misses_unit (remote);
}

/* Whether @step is taken for what is switched: only who starts something has to know whether it runs. */
static gboolean
is_taken (Switch *self,
          Step    step)
{
  switch (step) {
  case STEP_LOOK:
    return self->on && (self->parts & SPRINT_REMEDY_PARTS_START) != 0;
  case STEP_FILES:
  case STEP_RELOAD:
    return (self->parts & SPRINT_REMEDY_PARTS_ENABLE) != 0;
  case STEP_UNIT:
    return (self->parts & SPRINT_REMEDY_PARTS_START) != 0;
  case STEP_SUBSCRIBE:
  case STEP_END:
  case STEP_FILES_BACK:
  case STEP_RELOAD_BACK:
  default:
    return TRUE;
  }
}

static void
go_on (GTask *task)
{
  Switch *self = g_task_get_task_data (task);

  do
    self->step++;
  while (!is_taken (self, self->step));
  if (self->step == STEP_END)
    end (task, NULL);
  else
    call_step (task);
}

static void
called_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Switch *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (reply == NULL && !is_harmless (self, error)) {
    end (task, translate (error));
    return;
  }
  g_clear_error (&error);
  if (has_ended (task))
    return;
  if (self->step == STEP_UNIT) {
    if (reply != NULL)
      await_job (task, reply);
    else
      end (task, NULL);
    return;
  }
  if (self->step == STEP_LOOK && !runs (reply))
    self->changed |= SPRINT_REMEDY_PARTS_START;
  if (self->step == STEP_FILES && self->on && has_changed_files (reply))
    self->changed |= SPRINT_REMEDY_PARTS_ENABLE;
  go_on (task);
}

static void
call_step (GTask *task)
{
  Switch *self = g_task_get_task_data (task);
  const char * const units[] = { self->unit, NULL };
  const GVariantType *type = NULL;
  const char *method;
  GVariant *parameters = NULL;

  switch (self->step) {
  case STEP_SUBSCRIBE:
    method = "Subscribe";
    break;
  case STEP_LOOK:
    method = "ListUnitsByNames";
    parameters = g_variant_new ("(^as)", units);
    break;
  case STEP_FILES:
    method = self->on ? "EnableUnitFiles" : "DisableUnitFiles";
    /* Not for this run alone; a link of another's is left. */
    parameters = self->on ? g_variant_new ("(^asbb)", units, FALSE, FALSE) : g_variant_new ("(^asb)", units, FALSE);
    break;
  case STEP_RELOAD:
    method = "Reload";
    break;
  case STEP_UNIT:
  case STEP_END:
  case STEP_FILES_BACK:
  case STEP_RELOAD_BACK:
  default:
    method = self->on ? "StartUnit" : "StopUnit";
    parameters = g_variant_new ("(ss)", self->unit, "replace");
    type = G_VARIANT_TYPE ("(o)");
  }
  g_dbus_connection_call (self->bus, NAME, PATH, MANAGER, method, parameters, type,
                          G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION, DEADLINE,
                          g_task_get_cancellable (task), called_cb, g_object_ref (task));
}

static void
begin (GTask           *task,
       GDBusConnection *bus)
{
  Switch *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->bus = g_object_ref (bus);
  self->removed = g_dbus_connection_signal_subscribe (bus, NAME, MANAGER, "JobRemoved", PATH, NULL,
                                                      G_DBUS_SIGNAL_FLAGS_NONE, job_removed_cb, g_object_ref (task),
                                                      g_object_unref);
  self->timeout = g_timeout_source_new (DEADLINE);
  g_source_set_callback (self->timeout, late_cb, g_object_ref (task), g_object_unref);
  g_source_attach (self->timeout, g_task_get_context (task));
  if (cancellable != NULL) {
    self->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), g_object_ref (task), g_object_unref);
    g_source_attach (self->cancelled, g_task_get_context (task));
  }
  call_step (task);
}

static void
bus_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus != NULL)
    begin (task, bus);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error_literal (task, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_REPAIR, error->message);
}

void
sprint_unit_switch_async (GDBusConnection     *bus,
                          const char          *unit,
                          SprintRemedyParts    parts,
                          gboolean             on,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Switch *self;

  g_return_if_fail (unit != NULL && *unit != '\0');

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_unit_switch_async);
  /* What was done to its end is the answer. */
  g_task_set_check_cancellable (task, FALSE);
  self = g_new0 (Switch, 1);
  self->unit = g_strdup (unit);
  self->parts = parts;
  self->on = on;
  self->results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_task_set_task_data (task, self, (GDestroyNotify) switch_free);
  if (bus != NULL)
    begin (task, bus);
  else
    g_bus_get (G_BUS_TYPE_SYSTEM, cancellable, bus_cb, g_object_ref (task));
}

gboolean
sprint_unit_switch_finish (GAsyncResult       *result,
                           SprintRemedyParts  *changed,
                           GError            **error)
{
  gssize parts;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  parts = g_task_propagate_int (G_TASK (result), error);
  if (parts >= 0)
    *changed = parts;

  return parts >= 0;
}
