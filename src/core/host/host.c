/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host.h"

#include <glib/gi18n.h>

#include "core-enums.h"
#include "core/host/desktop/desktop-findings.h"
#include "core/host/kvm/kvm-findings.h"
#include "core/host/kvm/kvm-proof-check.h"
#include "core/host/network/network-findings.h"
#include "core/host/processor/processor-findings.h"
#include "core/host/room/room-findings.h"
#include "core/host/software/software-findings.h"

#define PROOF_DEADLINE 5000 /* ms */

struct _SprintHost
{
  GObject parent_instance;

  SprintHostReader *reader;
  SprintHypervisorQuery *query;
  SprintAccelerationRecord *record;
  SprintPlatform *platform;

  GListStore *checks;
  SprintCheckState state;
  SprintAcceleration acceleration;
  char *summary;
  GStrv missing;

  GPtrArray *waiters;         /* of Waiter: who waits for the run under way */
  GCancellable *cancellable;  /* of the run */
  guint asked;                /* checks of the run that have not answered */
  guint next;                 /* the first that has not been asked in it */
  gboolean outdated;          /* something has changed since the run began */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintHost, sprint_host, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

enum {
  PROP_0,
  PROP_READER,
  PROP_QUERY,
  PROP_RECORD,
  PROP_PLATFORM,
  PROP_STATE,
  PROP_ACCELERATION,
  PROP_SUMMARY,
  PROP_MISSING_COMPONENTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* One who waits for a run, and may stop waiting. */
typedef struct
{
  SprintHost *host;
  GTask *task;
  GSource *cancelled;
} Waiter;

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancelled != NULL)
    g_source_destroy (waiter->cancelled);
  g_clear_pointer (&waiter->cancelled, g_source_unref);
  g_clear_object (&waiter->task);
  g_free (waiter);
}

static GType
sprint_host_get_item_type (GListModel *model)
{
  return SPRINT_TYPE_CHECK;
}

static guint
sprint_host_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SPRINT_HOST (model)->checks));
}

static gpointer
sprint_host_get_item (GListModel *model,
                      guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SPRINT_HOST (model)->checks), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sprint_host_get_item_type;
  iface->get_n_items = sprint_host_get_n_items;
  iface->get_item = sprint_host_get_item;
}

static SprintCheckState
find_state (SprintHost *self)
{
  SprintCheckState worst = SPRINT_CHECK_STATE_UNKNOWN;
  gboolean unknown = FALSE;

  for (guint i = 0; i < sprint_host_get_n_items (G_LIST_MODEL (self)); i++) {
    g_autoptr (SprintCheck) check = sprint_host_get_item (G_LIST_MODEL (self), i);
    SprintCheckState state = sprint_check_get_state (check);

    if (sprint_check_get_scope (check) != SPRINT_CHECK_SCOPE_MACHINES)
      continue;
    if (state == SPRINT_CHECK_STATE_RUNNING || i >= self->next)
      return SPRINT_CHECK_STATE_RUNNING;
    unknown |= state == SPRINT_CHECK_STATE_UNKNOWN;
    worst = MAX (worst, state);
  }

  if (unknown)
    return SPRINT_CHECK_STATE_UNKNOWN;
  return worst == SPRINT_CHECK_STATE_NOTE ? SPRINT_CHECK_STATE_PASS : worst;
}

/* What was known stays known while the question is asked again. */
static SprintAcceleration
find_acceleration (SprintHost *self)
{
  SprintCheckState device = sprint_check_get_state (sprint_host_get_check (self, "kvm-device"));
  SprintCheck *check = sprint_host_get_check (self, "kvm-proof");
  SprintCheckState proof = sprint_check_get_state (check);

  if (device <= SPRINT_CHECK_STATE_RUNNING || proof <= SPRINT_CHECK_STATE_RUNNING)
    return self->acceleration;
  if (device != SPRINT_CHECK_STATE_PASS || !sprint_kvm_proof_check_get_proved (SPRINT_KVM_PROOF_CHECK (check)))
    return SPRINT_ACCELERATION_EMULATION;

  return sprint_acceleration_record_get_failure (self->record) == NULL ? SPRINT_ACCELERATION_KVM
                                                                       : SPRINT_ACCELERATION_DOUBTED;
}

/* KVM's proof is a note where a guest ran, but left the processor slowly. */
static gboolean
is_slow (SprintHost *self)
{
  return sprint_check_get_state (sprint_host_get_check (self, "kvm-proof")) == SPRINT_CHECK_STATE_NOTE;
}

static const char *
find_summary (SprintHost *self)
{
  switch (self->state) {
  case SPRINT_CHECK_STATE_UNKNOWN:
    return _("This computer has not been examined yet");
  case SPRINT_CHECK_STATE_RUNNING:
    return _("Examining this computer…");
  case SPRINT_CHECK_STATE_PASS:
    if (is_slow (self))
      return _("Ready: machines will run accelerated, but slower than on a computer of their own");
    return _("Ready: machines will run at full speed");
  case SPRINT_CHECK_STATE_WARN:
    if (self->acceleration != SPRINT_ACCELERATION_KVM)
      return _("This computer can run machines, but slowly: they are emulated in software");
    return _("This computer can run machines, but not everything is as it should be");
  case SPRINT_CHECK_STATE_FAIL:
  default:
    return _("This computer cannot run machines until something is put right");
  }
}

static GStrv
find_missing (SprintHost *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (4, g_free, TRUE);

  for (guint i = 0; i < sprint_host_get_n_items (G_LIST_MODEL (self)); i++) {
    g_autoptr (SprintCheck) check = sprint_host_get_item (G_LIST_MODEL (self), i);
    SprintRemedy *remedy = sprint_check_get_remedy (check);
    const char * const *components;

    if (sprint_check_get_scope (check) != SPRINT_CHECK_SCOPE_MACHINES ||
        sprint_check_get_state (check) != SPRINT_CHECK_STATE_FAIL || remedy == NULL)
      continue;
    components = sprint_remedy_get_components (remedy);
    for (gsize j = 0; components[j] != NULL; j++) {
      if (!g_ptr_array_find_with_equal_func (names, components[j], g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (components[j]));
    }
  }

  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static void
update (SprintHost *self)
{
  SprintCheckState state = find_state (self);
  SprintAcceleration acceleration = find_acceleration (self);
  g_auto (GStrv) missing = NULL;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  }
  if (self->acceleration != acceleration) {
    self->acceleration = acceleration;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCELERATION]);
  }
  if (g_set_str (&self->summary, find_summary (self)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);

  /* Half an answer, to a run that was broken off too, would have somebody ask for half the packages. */
  if (state > SPRINT_CHECK_STATE_RUNNING) {
    missing = find_missing (self);
    if (!g_strv_equal ((const char * const *) missing, (const char * const *) self->missing)) {
      g_strfreev (self->missing);
      self->missing = g_steal_pointer (&missing);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MISSING_COMPONENTS]);
    }
  }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
take_check (SprintHost  *self,
            SprintCheck *check)
{
  g_signal_connect_object (check, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_list_store_append (self->checks, check);
  g_object_unref (check);
}

static void
take_facts (SprintHost       *self,
            const SprintFact *facts)
{
  const char *disk_folder = sprint_platform_get_disk_folder (self->platform);

  for (; facts->find != NULL; facts++)
    take_check (self, sprint_fact_check_new (facts, self->reader, disk_folder));
}

static void
take_question (SprintHost           *self,
               const SprintQuestion *question)
{
  take_check (self, sprint_query_check_new (question, self->query, self->platform));
}

static void
sprint_host_constructed (GObject *object)
{
  SprintHost *self = SPRINT_HOST (object);
  g_autofree char *helper = sprint_platform_get_helper (self->platform, "sprint-kvm-proof");
  g_autofree char *device = NULL;

  G_OBJECT_CLASS (sprint_host_parent_class)->constructed (object);

  device = sprint_host_reader_resolve (self->reader, "/dev/kvm");
  take_facts (self, sprint_processor_facts);
  take_facts (self, sprint_kvm_facts);
  take_check (self, sprint_kvm_proof_check_new (helper, device, self->record, PROOF_DEADLINE));
  take_facts (self, sprint_software_facts);
  take_question (self, &sprint_libvirt_question);
  take_question (self, &sprint_spice_question);
  take_facts (self, sprint_room_facts);
  take_facts (self, sprint_network_facts);
  take_question (self, &sprint_default_network_question);
  take_facts (self, sprint_desktop_facts);
  g_signal_connect_object (self->record, "notify::failure", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update (self);
}

static void
sprint_host_dispose (GObject *object)
{
  SprintHost *self = SPRINT_HOST (object);

  g_clear_object (&self->checks);
  g_clear_object (&self->reader);
  g_clear_object (&self->query);
  g_clear_object (&self->record);
  g_clear_object (&self->platform);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);

  G_OBJECT_CLASS (sprint_host_parent_class)->dispose (object);
}

static void
sprint_host_finalize (GObject *object)
{
  SprintHost *self = SPRINT_HOST (object);

  g_free (self->summary);
  g_strfreev (self->missing);

  G_OBJECT_CLASS (sprint_host_parent_class)->finalize (object);
}

static void
sprint_host_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SprintHost *self = SPRINT_HOST (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_ACCELERATION:
    g_value_set_enum (value, self->acceleration);
    break;
  case PROP_SUMMARY:
    g_value_set_string (value, self->summary);
    break;
  case PROP_MISSING_COMPONENTS:
    g_value_set_boxed (value, self->missing);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_host_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SprintHost *self = SPRINT_HOST (object);

  switch (prop_id) {
  case PROP_READER:
    self->reader = g_value_dup_object (value);
    break;
  case PROP_QUERY:
    self->query = g_value_dup_object (value);
    break;
  case PROP_RECORD:
    self->record = g_value_dup_object (value);
    break;
  case PROP_PLATFORM:
    self->platform = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void start_run (SprintHost *self);

static void
end_run (SprintHost *self)
{
  g_autoptr (GPtrArray) waiters = NULL;

  /* Somebody has asked again after everybody else had given up, or what was asked has changed meanwhile. */
  if ((g_cancellable_is_cancelled (self->cancellable) || self->outdated) && self->waiters->len > 0) {
    g_clear_object (&self->cancellable);
    start_run (self);
    return;
  }

  waiters = g_steal_pointer (&self->waiters);
  self->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
  g_clear_object (&self->cancellable);
  for (guint i = 0; i < waiters->len; i++) {
    Waiter *waiter = g_ptr_array_index (waiters, i);

    g_task_return_boolean (waiter->task, TRUE);
  }
}

static void
check_asked_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (SprintHost) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Only a cancelled question has no answer: then nobody waits for the run, or libvirt's connection was closed under
   * it, and whoever does wait finds the state unknown. */
  if (!sprint_check_ask_finish (SPRINT_CHECK (object), result, &error))
    g_debug ("%s: %s", sprint_check_get_id (SPRINT_CHECK (object)), error->message);

  if (--self->asked == 0)
    end_run (self);
}

static gboolean
ask_next_cb (gpointer user_data)
{
  SprintHost *self = user_data;
  g_autoptr (SprintCheck) check = sprint_host_get_item (G_LIST_MODEL (self), self->next++);

  sprint_check_ask_async (check, self->cancellable, check_asked_cb, g_object_ref (self));

  return self->next < sprint_host_get_n_items (G_LIST_MODEL (self)) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* One after the other, and the window's events in between: the threads that answer are started by the main loop, and
 * want the processor as soon as they are. */
static void
start_run (SprintHost *self)
{
  self->outdated = FALSE;
  self->cancellable = g_cancellable_new ();
  self->asked = sprint_host_get_n_items (G_LIST_MODEL (self));
  self->next = 0;
  update (self);
  g_idle_add_full (G_PRIORITY_DEFAULT, ask_next_cb, g_object_ref (self), g_object_unref);
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  Waiter *waiter = user_data;
  SprintHost *self = waiter->host;
  g_autoptr (GTask) task = g_object_ref (waiter->task);

  g_ptr_array_remove (self->waiters, waiter);
  if (self->waiters->len == 0 && self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
sprint_host_class_init (SprintHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags given = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags found = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = sprint_host_constructed;
  object_class->dispose = sprint_host_dispose;
  object_class->finalize = sprint_host_finalize;
  object_class->get_property = sprint_host_get_property;
  object_class->set_property = sprint_host_set_property;

  properties[PROP_READER] = g_param_spec_object ("reader", NULL, NULL, SPRINT_TYPE_HOST_READER, given);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, SPRINT_TYPE_HYPERVISOR_QUERY, given);
  properties[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, SPRINT_TYPE_ACCELERATION_RECORD, given);
  properties[PROP_PLATFORM] = g_param_spec_object ("platform", NULL, NULL, SPRINT_TYPE_PLATFORM, given);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SPRINT_TYPE_CHECK_STATE,
                                              SPRINT_CHECK_STATE_UNKNOWN, found);
  properties[PROP_ACCELERATION] = g_param_spec_enum ("acceleration", NULL, NULL, SPRINT_TYPE_ACCELERATION,
                                                     SPRINT_ACCELERATION_UNKNOWN, found);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, found);
  properties[PROP_MISSING_COMPONENTS] = g_param_spec_boxed ("missing-components", NULL, NULL, G_TYPE_STRV, found);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_host_init (SprintHost *self)
{
  self->checks = g_list_store_new (SPRINT_TYPE_CHECK);
  self->next = G_MAXUINT;
  self->missing = g_new0 (char *, 1);
  self->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
}

SprintHost *
sprint_host_new (SprintHostReader         *reader,
                 SprintHypervisorQuery    *query,
                 SprintAccelerationRecord *record,
                 SprintPlatform           *platform)
{
  g_return_val_if_fail (SPRINT_IS_HOST_READER (reader), NULL);
  g_return_val_if_fail (SPRINT_IS_HYPERVISOR_QUERY (query), NULL);
  g_return_val_if_fail (SPRINT_IS_ACCELERATION_RECORD (record), NULL);
  g_return_val_if_fail (SPRINT_IS_PLATFORM (platform), NULL);

  return g_object_new (SPRINT_TYPE_HOST, "reader", reader, "query", query, "record", record,
                       "platform", platform, NULL);
}

void
sprint_host_examine_async (SprintHost          *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Waiter *waiter;

  g_return_if_fail (SPRINT_IS_HOST (self));

  waiter = g_new0 (Waiter, 1);
  waiter->host = self;
  waiter->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (waiter->task, sprint_host_examine_async);
  g_ptr_array_add (self->waiters, waiter);
  if (cancellable != NULL) {
    waiter->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (waiter_cancelled_cb), waiter, NULL);
    g_source_attach (waiter->cancelled, g_task_get_context (waiter->task));
  }

  if (self->cancellable == NULL)
    start_run (self);
}

void
sprint_host_note_change (SprintHost *self)
{
  g_return_if_fail (SPRINT_IS_HOST (self));

  self->outdated = TRUE;
}

gboolean
sprint_host_examine_finish (SprintHost    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

SprintCheckState
sprint_host_get_state (SprintHost *self)
{
  g_return_val_if_fail (SPRINT_IS_HOST (self), SPRINT_CHECK_STATE_UNKNOWN);

  return self->state;
}

SprintAcceleration
sprint_host_get_acceleration (SprintHost *self)
{
  g_return_val_if_fail (SPRINT_IS_HOST (self), SPRINT_ACCELERATION_UNKNOWN);

  return self->acceleration;
}

gboolean
sprint_host_get_worth_trying (SprintHost *self)
{
  g_return_val_if_fail (SPRINT_IS_HOST (self), FALSE);

  return sprint_acceleration_record_is_outdated (self->record);
}

const char *
sprint_host_get_summary (SprintHost *self)
{
  g_return_val_if_fail (SPRINT_IS_HOST (self), NULL);

  return self->summary;
}

const char * const *
sprint_host_get_missing_components (SprintHost *self)
{
  g_return_val_if_fail (SPRINT_IS_HOST (self), NULL);

  return (const char * const *) self->missing;
}

SprintHostReader *
sprint_host_get_reader (SprintHost *self)
{
  g_return_val_if_fail (SPRINT_IS_HOST (self), NULL);

  return self->reader;
}

SprintCheck *
sprint_host_get_check (SprintHost *self,
                       const char *id)
{
  g_return_val_if_fail (SPRINT_IS_HOST (self), NULL);

  for (guint i = 0; i < sprint_host_get_n_items (G_LIST_MODEL (self)); i++) {
    g_autoptr (SprintCheck) check = sprint_host_get_item (G_LIST_MODEL (self), i);

    if (g_strcmp0 (sprint_check_get_id (check), id) == 0)
      return check;
  }

  return NULL;
}

guint64
sprint_host_get_memory_total (SprintHost *self)
{
  g_return_val_if_fail (SPRINT_IS_HOST (self), 0);

  return sprint_meminfo_get (self->reader, "MemTotal");
}

guint
sprint_host_get_cpus (SprintHost *self)
{
  g_return_val_if_fail (SPRINT_IS_HOST (self), 1);

  return g_get_num_processors ();
}
