/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state-file.h"

#include "thread-task.h"

struct _SprintStateFile
{
  GObject parent_instance;

  char *path;
  char *next;         /* (nullable): what is written once the text before it is */
  gboolean saving;
};

enum {
  PROP_0,
  PROP_SAVING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SprintStateFile, sprint_state_file, G_TYPE_OBJECT)

static void saved_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data);

static void
sprint_state_file_finalize (GObject *object)
{
  SprintStateFile *self = SPRINT_STATE_FILE (object);

  g_free (self->path);
  g_free (self->next);

  G_OBJECT_CLASS (sprint_state_file_parent_class)->finalize (object);
}

static void
sprint_state_file_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_SAVING:
    g_value_set_boolean (value, sprint_state_file_get_saving (SPRINT_STATE_FILE (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_state_file_class_init (SprintStateFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sprint_state_file_finalize;
  object_class->get_property = sprint_state_file_get_property;

  properties[PROP_SAVING] = g_param_spec_boolean ("saving", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_state_file_init (SprintStateFile *self)
{
}

SprintStateFile *
sprint_state_file_new (const char *path)
{
  SprintStateFile *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (SPRINT_TYPE_STATE_FILE, NULL);
  self->path = g_strdup (path);

  return self;
}

GKeyFile *
sprint_state_file_load (SprintStateFile *self)
{
  g_autoptr (GKeyFile) contents = g_key_file_new ();

  g_return_val_if_fail (SPRINT_IS_STATE_FILE (self), NULL);

  if (g_key_file_load_from_file (contents, self->path, G_KEY_FILE_NONE, NULL))
    return g_steal_pointer (&contents);

  return g_key_file_new ();
}

static gpointer
save_thread (GTask   *task,
             GError **error)
{
  SprintStateFile *self = g_task_get_source_object (task);
  g_autofree char *folder = g_path_get_dirname (self->path);

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents_full (self->path, g_task_get_task_data (task), -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);

  return NULL;
}

/* One at a time, or an older text could be written over a newer one. */
static void
save_next (SprintStateFile *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->next == NULL)
    return;

  self->saving = TRUE;
  task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_source_tag (task, save_next);
  g_task_set_task_data (task, g_steal_pointer (&self->next), g_free);
  sprint_thread_task_run (task, save_thread, NULL);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  SprintStateFile *self = SPRINT_STATE_FILE (object);
  g_autoptr (GError) error = NULL;

  g_task_propagate_pointer (G_TASK (result), &error);
  if (error != NULL)
    g_message ("What was to be remembered could not be kept: %s", error->message);

  self->saving = FALSE;
  save_next (self);
  if (!self->saving)
    g_object_notify_by_pspec (object, properties[PROP_SAVING]);
}

void
sprint_state_file_save (SprintStateFile *self,
                        GKeyFile        *contents)
{
  g_return_if_fail (SPRINT_IS_STATE_FILE (self));

  g_free (self->next);
  self->next = g_key_file_to_data (contents, NULL, NULL);
  if (self->saving)
    return;
  save_next (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVING]);
}

gboolean
sprint_state_file_get_saving (SprintStateFile *self)
{
  g_return_val_if_fail (SPRINT_IS_STATE_FILE (self), FALSE);

  return self->saving;
}

const char *
sprint_state_file_get_path (SprintStateFile *self)
{
  g_return_val_if_fail (SPRINT_IS_STATE_FILE (self), NULL);

  return self->path;
}
