/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repairer.h"

#include "core-enums.h"
#include "core/host/check/host-error.h"
#include "core/platform/state-file.h"
#include "helper-call.h"
#include "unit-switch.h"

/* A group of the file is a thing that was done: its name is the action and the target. */
#define FILE_NAME "repairs.ini"
#define SINCE "since"
/* Of what has parts: which of them were not so before. */
#define STARTED "started"
#define ENABLED "enabled"

struct _SprintRepairer
{
  GObject parent_instance;

  SprintPlatform *platform;
  SprintHypervisorQuery *query;
  SprintHostReader *reader;
  GDBusConnection *bus;
  char *helper;
  SprintStateFile *file;
  GKeyFile *applied;     /* (nullable): not read yet */
  guint running;
  gboolean busy;
};

enum {
  PROP_0,
  PROP_BUSY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SprintRepairer, sprint_repairer, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is under way. */
typedef struct {
  SprintRepair *repair;
  gboolean undo;
  SprintRemedyParts changed;
  gboolean unchanged;        /* of what has no parts: it was so before */
} Work;

static void
work_free (Work *work)
{
  sprint_repair_free (work->repair);
  g_free (work);
}

static void
sprint_repairer_dispose (GObject *object)
{
  SprintRepairer *self = SPRINT_REPAIRER (object);

  g_clear_object (&self->platform);
  g_clear_object (&self->query);
  g_clear_object (&self->reader);
  g_clear_object (&self->bus);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (sprint_repairer_parent_class)->dispose (object);
}

static void
sprint_repairer_finalize (GObject *object)
{
  SprintRepairer *self = SPRINT_REPAIRER (object);

  g_clear_pointer (&self->applied, g_key_file_unref);
  g_free (self->helper);

  G_OBJECT_CLASS (sprint_repairer_parent_class)->finalize (object);
}

static void
sprint_repairer_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_BUSY:
    g_value_set_boolean (value, sprint_repairer_get_busy (SPRINT_REPAIRER (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_repairer_class_init (SprintRepairerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_repairer_dispose;
  object_class->finalize = sprint_repairer_finalize;
  object_class->get_property = sprint_repairer_get_property;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", SPRINT_TYPE_REPAIRER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
sprint_repairer_init (SprintRepairer *self)
{
}

static void
update_busy (SprintRepairer *self)
{
  const gboolean busy = self->running > 0 || sprint_state_file_get_saving (self->file);

  if (busy == self->busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

SprintRepairer *
sprint_repairer_new (SprintPlatform        *platform,
                     SprintHypervisorQuery *query,
                     SprintHostReader      *reader,
                     GDBusConnection       *bus)
{
  SprintRepairer *self;
  g_autofree char *path = NULL;

  g_return_val_if_fail (SPRINT_IS_PLATFORM (platform), NULL);
  g_return_val_if_fail (SPRINT_IS_HYPERVISOR_QUERY (query), NULL);

  self = g_object_new (SPRINT_TYPE_REPAIRER, NULL);
  path = g_build_filename (sprint_platform_get_state_folder (platform), FILE_NAME, NULL);
  self->platform = g_object_ref (platform);
  self->query = g_object_ref (query);
  self->reader = g_object_ref (reader);
  g_set_object (&self->bus, bus);
  self->helper = sprint_platform_get_helper (platform, "sprint-host-helper");
  self->file = sprint_state_file_new (path);
  g_signal_connect_object (self->file, "notify::saving", G_CALLBACK (update_busy), self, G_CONNECT_SWAPPED);

  return self;
}

static GKeyFile *
get_applied (SprintRepairer *self)
{
  if (self->applied == NULL)
    self->applied = sprint_state_file_load (self->file);

  return self->applied;
}

static const char *
get_nick (SprintRemedyAction action)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (SPRINT_TYPE_REMEDY_ACTION);

  return g_enum_get_value (klass, action)->value_nick;
}

static void
write_group (GKeyFile          *applied,
             const char        *group,
             SprintRemedyParts  changed)
{
  g_key_file_set_int64 (applied, group, SINCE, g_get_real_time () / G_USEC_PER_SEC);
  /* What was changed the time before is still Sprint's. */
  if ((changed & SPRINT_REMEDY_PARTS_START) != 0)
    g_key_file_set_boolean (applied, group, STARTED, TRUE);
  if ((changed & SPRINT_REMEDY_PARTS_ENABLE) != 0)
    g_key_file_set_boolean (applied, group, ENABLED, TRUE);
}

static void
remember (SprintRepairer *self,
          const Work     *work)
{
  const SprintRepair *repair = work->repair;
  g_autofree char *group = g_strdup_printf ("%s %s", get_nick (repair->action), repair->target);

  if (work->undo)
    g_key_file_remove_group (get_applied (self), group, NULL);
  else if (repair->parts == 0 ? !work->unchanged : work->changed != 0)
    write_group (get_applied (self), group, work->changed);
  else
    return;
  sprint_state_file_save (self->file, self->applied);
}

gboolean
sprint_repairer_can_apply (SprintRepairer     *self,
                           const SprintRepair *repair)
{
  g_return_val_if_fail (SPRINT_IS_REPAIRER (self), FALSE);

  return repair->action != SPRINT_REMEDY_ACTION_NONE && !sprint_platform_is_flatpak (self->platform);
}

static void
conclude (GTask  *task,
          GError *error)
{
  SprintRepairer *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);

  if (error == NULL && sprint_repair_can_undo (work->repair))
    remember (self, work);
  self->running--;
  update_busy (self);
  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_signal_emit (self, signals[CHANGED], 0);
  g_task_return_boolean (task, TRUE);
}

static void
helped_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintRepairer *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *output = sprint_helper_call_finish (result, &error);

  if (output != NULL && work->repair->action == SPRINT_REMEDY_ACTION_INSPECT)
    sprint_host_reader_take_inspection (self->reader, output);
  work->unchanged = output != NULL && g_str_has_prefix (output, "unchanged");
  conclude (task, error);
}

static void
switched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  sprint_unit_switch_finish (result, &work->changed, &error);
  conclude (task, error);
}

/* Its daemon, by the name of libvirt's older form or that of its parts. */
static gboolean
misses_libvirt (SprintRepairer *self)
{
  g_autofree char *whole = sprint_host_reader_find_program (self->reader, "libvirtd");
  g_autofree char *part = sprint_host_reader_find_program (self->reader, "virtnetworkd");

  return whole == NULL && part == NULL;
}

static void
network_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintRepairer *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  sprint_hypervisor_query_set_network_finish (SPRINT_HYPERVISOR_QUERY (object), result, &work->changed, &error);
  /* Nothing is left of what could be taken back. */
  if (work->undo && g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_FAILED) &&
      misses_libvirt (self))
    g_clear_error (&error);
  conclude (task, error);
}

static void
call_helper (SprintRepairer *self,
             GTask          *task,
             const char     *action)
{
  Work *work = g_task_get_task_data (task);

  sprint_helper_call_async (self->helper, action, work->repair->target, g_task_get_cancellable (task), helped_cb,
                            g_object_ref (task));
}

void
sprint_repairer_apply_async (SprintRepairer      *self,
                             const SprintRepair  *repair,
                             gboolean             undo,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (SPRINT_IS_REPAIRER (self));
  g_return_if_fail (!undo || sprint_repair_can_undo (repair));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_repairer_apply_async);
  /* What has been done is done, and must be remembered. */
  g_task_set_check_cancellable (task, FALSE);
  work = g_new0 (Work, 1);
  work->repair = sprint_repair_copy (repair);
  work->undo = undo;
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);

  self->running++;
  update_busy (self);
  switch (repair->action) {
  case SPRINT_REMEDY_ACTION_LOAD_MODULE:
    call_helper (self, task, undo ? "unload-module" : "load-module");
    break;
  case SPRINT_REMEDY_ACTION_JOIN_GROUP:
    call_helper (self, task, undo ? "leave-group" : "join-group");
    break;
  case SPRINT_REMEDY_ACTION_INSPECT:
    call_helper (self, task, "inspect");
    break;
  case SPRINT_REMEDY_ACTION_START_UNIT:
    sprint_unit_switch_async (self->bus, repair->target, repair->parts, !undo, cancellable, switched_cb,
                              g_object_ref (task));
    break;
  case SPRINT_REMEDY_ACTION_START_NETWORK:
  case SPRINT_REMEDY_ACTION_KEEP_NETWORK:
    sprint_hypervisor_query_set_network_async (self->query, repair->target, repair->parts, !undo, cancellable,
                                               network_cb, g_object_ref (task));
    break;
  case SPRINT_REMEDY_ACTION_NONE:
  default:
    conclude (task, g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_REPAIR, ""));
  }
}

gboolean
sprint_repairer_apply_finish (SprintRepairer  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
sprint_repairer_get_busy (SprintRepairer *self)
{
  g_return_val_if_fail (SPRINT_IS_REPAIRER (self), FALSE);

  return self->busy;
}

/* One that tells of no part is taken for all of them. */
static void
read_parts (GKeyFile     *applied,
            const char   *group,
            SprintRepair *repair)
{
  SprintRemedyParts parts = 0;

  if (g_key_file_get_boolean (applied, group, STARTED, NULL))
    parts |= SPRINT_REMEDY_PARTS_START;
  if (g_key_file_get_boolean (applied, group, ENABLED, NULL))
    parts |= SPRINT_REMEDY_PARTS_ENABLE;
  if ((repair->parts & parts) != 0)
    repair->parts &= parts;
}

/* (transfer full) (nullable): what a group of the file stands for. */
static SprintRepair *
read_group (GKeyFile   *applied,
            const char *group)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (SPRINT_TYPE_REMEDY_ACTION);
  g_auto (GStrv) words = g_strsplit (group, " ", 2);
  GEnumValue *value = words[0] != NULL ? g_enum_get_value_by_nick (klass, words[0]) : NULL;
  SprintRepair *repair;

  if (value == NULL || words[1] == NULL || *words[1] == '\0')
    return NULL;
  repair = sprint_repair_new (value->value, words[1]);
  read_parts (applied, group, repair);
  if (!sprint_repair_can_undo (repair))
    g_clear_pointer (&repair, sprint_repair_free);

  return repair;
}

GPtrArray *
sprint_repairer_list_applied (SprintRepairer *self)
{
  g_autoptr (GPtrArray) applied = g_ptr_array_new_with_free_func ((GDestroyNotify) sprint_repair_free);
  g_auto (GStrv) groups = NULL;

  g_return_val_if_fail (SPRINT_IS_REPAIRER (self), NULL);

  groups = g_key_file_get_groups (get_applied (self), NULL);
  for (gsize i = 0; groups[i] != NULL; i++) {
    SprintRepair *repair = read_group (self->applied, groups[i]);

    if (repair != NULL)
      g_ptr_array_add (applied, repair);
  }

  return g_steal_pointer (&applied);
}
