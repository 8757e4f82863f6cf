/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine-private.h"

#include "core-enums.h"
#include "machine-error-private.h"

struct _SprintMachine {
  GObject parent_instance;

  GWeakRef connection;
  char *connection_uri;
  SprintMachineInfo info;
  char *sort_key;     /* made when it is first asked for */
  guint changes;      /* calls under way that change it */
  gboolean restarted_last;
};

enum {
  PROP_0,
  PROP_UUID,
  PROP_NAME,
  PROP_TITLE,
  PROP_STATE,
  PROP_STATE_REASON,
  PROP_ACTIONS,
  PROP_DISPLAY,
  PROP_HAS_CONSOLE,
  PROP_EMULATED,
  PROP_BUSY,
  PROP_MEMORY,
  PROP_VCPUS,
  PROP_PERSISTENT,
  PROP_PROBLEM,
  PROP_STOP,
  PROP_RESTARTED_LAST,
  N_PROPS,
};

enum {
  RESTARTED,
  REMOVED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SprintMachine, sprint_machine, G_TYPE_OBJECT)

static void
sprint_machine_finalize (GObject *object)
{
  SprintMachine *self = SPRINT_MACHINE (object);

  g_weak_ref_clear (&self->connection);
  g_free (self->connection_uri);
  g_free (self->info.name);
  g_free (self->info.title);
  g_free (self->info.problem);
  g_free (self->sort_key);
  G_OBJECT_CLASS (sprint_machine_parent_class)->finalize (object);
}

static void
sprint_machine_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SprintMachine *self = SPRINT_MACHINE (object);

  switch (prop_id) {
  case PROP_UUID:
    g_value_set_string (value, self->info.uuid);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->info.name);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->info.title);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->info.state);
    break;
  case PROP_STATE_REASON:
    g_value_set_string (value, self->info.state_reason);
    break;
  case PROP_ACTIONS:
    g_value_set_flags (value, sprint_machine_get_actions (self));
    break;
  case PROP_DISPLAY:
    g_value_set_enum (value, self->info.display);
    break;
  case PROP_HAS_CONSOLE:
    g_value_set_boolean (value, self->info.has_console);
    break;
  case PROP_EMULATED:
    g_value_set_boolean (value, self->info.emulated);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, sprint_machine_get_busy (self));
    break;
  case PROP_MEMORY:
    g_value_set_uint64 (value, self->info.memory);
    break;
  case PROP_VCPUS:
    g_value_set_uint (value, self->info.vcpus);
    break;
  case PROP_PERSISTENT:
    g_value_set_boolean (value, self->info.persistent);
    break;
  case PROP_PROBLEM:
    g_value_set_string (value, self->info.problem);
    break;
  case PROP_STOP:
    g_value_set_enum (value, self->info.stop);
    break;
  case PROP_RESTARTED_LAST:
    g_value_set_boolean (value, self->restarted_last);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_UUID] = g_param_spec_string ("uuid", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SPRINT_TYPE_MACHINE_STATE,
                                              SPRINT_MACHINE_STATE_UNKNOWN, flags);
  properties[PROP_STATE_REASON] = g_param_spec_string ("state-reason", NULL, NULL, NULL, flags);
  properties[PROP_ACTIONS] = g_param_spec_flags ("actions", NULL, NULL, SPRINT_TYPE_MACHINE_ACTIONS,
                                                 0, flags);
  properties[PROP_DISPLAY] = g_param_spec_enum ("display", NULL, NULL, SPRINT_TYPE_MACHINE_DISPLAY,
                                                SPRINT_MACHINE_DISPLAY_NONE, flags);
  properties[PROP_HAS_CONSOLE] = g_param_spec_boolean ("has-console", NULL, NULL, FALSE, flags);
  properties[PROP_EMULATED] = g_param_spec_boolean ("emulated", NULL, NULL, FALSE, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_MEMORY] = g_param_spec_uint64 ("memory", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_VCPUS] = g_param_spec_uint ("vcpus", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PERSISTENT] = g_param_spec_boolean ("persistent", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_STOP] = g_param_spec_enum ("stop", NULL, NULL, SPRINT_TYPE_MACHINE_STOP,
                                             SPRINT_MACHINE_STOP_NONE, flags);
  properties[PROP_RESTARTED_LAST] = g_param_spec_boolean ("restarted-last", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_machine_class_init (SprintMachineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sprint_machine_finalize;
  object_class->get_property = sprint_machine_get_property;
  install_properties (object_class);

  signals[RESTARTED] = g_signal_new ("restarted", SPRINT_TYPE_MACHINE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", SPRINT_TYPE_MACHINE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_machine_init (SprintMachine *self)
{
  g_weak_ref_init (&self->connection, NULL);
}

static void
copy_info (SprintMachine           *self,
           const SprintMachineInfo *info)
{
  memcpy (self->info.uuid, info->uuid, sizeof self->info.uuid);
  g_set_str (&self->info.name, info->name);
  if (g_set_str (&self->info.title, info->title))
    g_clear_pointer (&self->sort_key, g_free);
  g_set_str (&self->info.problem, info->problem);
  self->info.state_reason = info->state_reason;
  self->info.state = info->state;
  self->info.stop = info->stop;
  self->info.display = info->display;
  self->info.memory = info->memory;
  self->info.vcpus = info->vcpus;
  self->info.has_console = info->has_console;
  self->info.uncompressed = info->uncompressed;
  self->info.emulated = info->emulated;
  self->info.accelerated = info->accelerated;
  self->info.crash_kept = info->crash_kept;
  self->info.persistent = info->persistent;
}

SprintMachine *
sprint_machine_new (SprintConnection        *connection,
                    const SprintMachineInfo *info)
{
  SprintMachine *self = g_object_new (SPRINT_TYPE_MACHINE, NULL);

  g_weak_ref_set (&self->connection, connection);
  self->connection_uri = g_strdup (sprint_connection_get_uri (connection));
  copy_info (self, info);
  return self;
}

/* Takes over what was read, and tells of what is new in it. */
void
sprint_machine_update (SprintMachine           *self,
                       const SprintMachineInfo *info)
{
  SprintMachineActions actions = sprint_machine_get_actions (self);
  GObject *object = G_OBJECT (self);
  gboolean changed[N_PROPS] = { FALSE };

  changed[PROP_NAME] = g_strcmp0 (self->info.name, info->name) != 0;
  changed[PROP_TITLE] = g_strcmp0 (self->info.title, info->title) != 0;
  changed[PROP_PROBLEM] = g_strcmp0 (self->info.problem, info->problem) != 0;
  changed[PROP_STATE_REASON] = g_strcmp0 (self->info.state_reason, info->state_reason) != 0;
  changed[PROP_STATE] = self->info.state != info->state;
  changed[PROP_STOP] = self->info.stop != info->stop;
  changed[PROP_DISPLAY] = self->info.display != info->display;
  changed[PROP_MEMORY] = self->info.memory != info->memory;
  changed[PROP_VCPUS] = self->info.vcpus != info->vcpus;
  changed[PROP_HAS_CONSOLE] = self->info.has_console != info->has_console;
  changed[PROP_EMULATED] = self->info.emulated != info->emulated;
  changed[PROP_PERSISTENT] = self->info.persistent != info->persistent;

  if (changed[PROP_STATE] && info->state == SPRINT_MACHINE_STATE_STARTING && self->restarted_last) {
    self->restarted_last = FALSE;
    changed[PROP_RESTARTED_LAST] = TRUE;
  }
  copy_info (self, info);
  changed[PROP_ACTIONS] = actions != sprint_machine_get_actions (self);

  /* The state last: whoever listens to it finds its reason and problem already there. */
  g_object_freeze_notify (object);
  for (guint i = 1; i < N_PROPS; i++) {
    if (changed[i])
      g_object_notify_by_pspec (object, properties[i]);
  }
  g_object_thaw_notify (object);
}

void
sprint_machine_note_restart (SprintMachine *self)
{
  if (!self->restarted_last) {
    self->restarted_last = TRUE;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESTARTED_LAST]);
  }
  g_signal_emit (self, signals[RESTARTED], 0);
}

void
sprint_machine_note_started (SprintMachine *self)
{
  if (!self->restarted_last)
    return;
  self->restarted_last = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESTARTED_LAST]);
}

void
sprint_machine_note_removed (SprintMachine *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

void
sprint_machine_set_busy (SprintMachine *self,
                         gboolean       busy)
{
  SprintConnection *connection = sprint_machine_get_connection (self);

  g_return_if_fail (busy || self->changes > 0);

  /* Two at once: it is busy until both have ended. */
  self->changes += busy ? 1 : -1;
  if (self->changes != (busy ? 1 : 0))
    return;
  if (connection != NULL)
    sprint_connection_note_busy (connection, busy);
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIONS]);
  g_object_thaw_notify (G_OBJECT (self));
}

SprintConnection *
sprint_machine_get_connection (SprintMachine *self)
{
  SprintConnection *connection = g_weak_ref_get (&self->connection);

  /* The caller is on the main thread, where connections are dropped: a borrowed one is safe there. */
  if (connection != NULL)
    g_object_unref (connection);
  return connection;
}

SprintMachineActions
sprint_machine_get_actions (SprintMachine *self)
{
  SprintMachineActions actions = SPRINT_MACHINE_ACTION_RENAME | SPRINT_MACHINE_ACTION_DELETE;

  if (self->changes > 0)
    return 0;
  switch (self->info.state) {
  case SPRINT_MACHINE_STATE_OFF:
  case SPRINT_MACHINE_STATE_SAVED:
    return actions | SPRINT_MACHINE_ACTION_START;
  case SPRINT_MACHINE_STATE_CRASHED:
    return actions | (self->info.crash_kept ? SPRINT_MACHINE_ACTION_FORCE_OFF : SPRINT_MACHINE_ACTION_START);
  case SPRINT_MACHINE_STATE_RUNNING:
    return actions | SPRINT_MACHINE_ACTION_PAUSE | SPRINT_MACHINE_ACTION_SHUT_DOWN |
           SPRINT_MACHINE_ACTION_RESTART | SPRINT_MACHINE_ACTION_FORCE_OFF;
  case SPRINT_MACHINE_STATE_PAUSED:
    return actions | SPRINT_MACHINE_ACTION_RESUME | SPRINT_MACHINE_ACTION_FORCE_OFF;
  case SPRINT_MACHINE_STATE_STARTING:
  case SPRINT_MACHINE_STATE_SHUTTING_DOWN:
  case SPRINT_MACHINE_STATE_UNKNOWN:
  default:
    return actions | SPRINT_MACHINE_ACTION_FORCE_OFF;
  }
}

const char *
sprint_machine_get_uuid (SprintMachine *self)
{
  return self->info.uuid;
}

const char *
sprint_machine_get_name (SprintMachine *self)
{
  return self->info.name;
}

const char *
sprint_machine_get_title (SprintMachine *self)
{
  return self->info.title;
}

const char *
sprint_machine_get_sort_key (SprintMachine *self)
{
  /* Of file names: "machine 2" comes before "machine 10". */
  if (self->sort_key == NULL)
    self->sort_key = g_utf8_collate_key_for_filename (self->info.title, -1);
  return self->sort_key;
}

SprintMachineState
sprint_machine_get_state (SprintMachine *self)
{
  return self->info.state;
}

const char *
sprint_machine_get_state_reason (SprintMachine *self)
{
  return self->info.state_reason;
}

SprintMachineDisplay
sprint_machine_get_display (SprintMachine *self)
{
  return self->info.display;
}

gboolean
sprint_machine_get_has_console (SprintMachine *self)
{
  return self->info.has_console;
}

gboolean
sprint_machine_get_uncompressed (SprintMachine *self)
{
  return self->info.uncompressed;
}

gboolean
sprint_machine_get_emulated (SprintMachine *self)
{
  return self->info.emulated;
}

gboolean
sprint_machine_get_accelerated (SprintMachine *self)
{
  return self->info.accelerated;
}

gboolean
sprint_machine_get_busy (SprintMachine *self)
{
  return self->changes > 0;
}

SprintMachineStop
sprint_machine_get_stop (SprintMachine *self)
{
  return self->info.stop;
}

gboolean
sprint_machine_get_restarted_last (SprintMachine *self)
{
  return self->restarted_last;
}

gboolean
sprint_machine_get_persistent (SprintMachine *self)
{
  return self->info.persistent;
}

const char *
sprint_machine_get_problem (SprintMachine *self)
{
  return self->info.problem;
}

guint64
sprint_machine_get_memory (SprintMachine *self)
{
  return self->info.memory;
}

guint
sprint_machine_get_vcpus (SprintMachine *self)
{
  return self->info.vcpus;
}

const char *
sprint_machine_get_connection_uri (SprintMachine *self)
{
  return self->connection_uri;
}

gboolean
sprint_machine_get_local (SprintMachine *self)
{
  return sprint_connection_uri_is_local (self->connection_uri);
}
