/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lock-watch.h"

#include "lock-holder.h"

/* Milliseconds until it looks again: at first, and at most. */
#define FIRST_PAUSE 500
#define LAST_PAUSE 3000

struct _SprintLockWatch
{
  GObject parent_instance;

  SprintHostReader *reader;
  GCancellable *cancellable;   /* of the look that is under way; there as long as it is active */
  guint timeout_id;
  guint pause;
  char *words;

  GTask *waiting;              /* (nullable) */
  GSource *cancelled;          /* tells of its end from outside */
  gboolean seen;               /* somebody held it, since it has been waited for */
};

G_DEFINE_FINAL_TYPE (SprintLockWatch, sprint_lock_watch, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_WORDS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void look (SprintLockWatch *self);

static void
set_words (SprintLockWatch *self,
           const char      *words)
{
  if (g_set_str (&self->words, words))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
}

/* (transfer full) (nullable): what was waited for, which is not any more. */
static GTask *
take_waiting (SprintLockWatch *self)
{
  if (self->cancelled != NULL) {
    g_source_destroy (self->cancelled);
    g_clear_pointer (&self->cancelled, g_source_unref);
  }

  return g_steal_pointer (&self->waiting);
}

static void
stop_waiting (SprintLockWatch *self)
{
  g_autoptr (GTask) task = take_waiting (self);

  sprint_lock_watch_set_active (self, FALSE);
  if (self->seen)
    self->pause = FIRST_PAUSE;
  g_task_return_boolean (task, TRUE);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  SprintLockWatch *self = user_data;
  g_autoptr (GTask) task = take_waiting (self);

  sprint_lock_watch_set_active (self, FALSE);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static gboolean
timeout_cb (gpointer user_data)
{
  SprintLockWatch *self = user_data;

  self->timeout_id = 0;
  /* Nobody was seen, and nobody will be: only PackageKit can tell. */
  if (self->waiting != NULL && !self->seen)
    stop_waiting (self);
  else
    look (self);

  return G_SOURCE_REMOVE;
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SprintLockWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintLockHolder) holder = NULL;
  g_autofree char *words = NULL;

  holder = sprint_lock_holder_find_finish (SPRINT_HOST_READER (object), result, &error);
  if (error != NULL)
    return;

  /* Who it was stays said until something else is done. */
  words = sprint_lock_holder_describe (holder);
  if (holder != NULL || self->words == NULL)
    set_words (self, words);
  if (self->waiting != NULL && holder == NULL && self->seen) {
    stop_waiting (self);
    return;
  }
  self->seen |= holder != NULL;
  self->timeout_id = g_timeout_add (self->pause, timeout_cb, self);
  self->pause = MIN (self->pause * 2, LAST_PAUSE);
}

static void
look (SprintLockWatch *self)
{
  sprint_lock_holder_find_async (self->reader, self->cancellable, looked_cb, g_object_ref (self));
}

static void
sprint_lock_watch_dispose (GObject *object)
{
  SprintLockWatch *self = SPRINT_LOCK_WATCH (object);

  sprint_lock_watch_set_active (self, FALSE);
  g_clear_object (&self->reader);

  G_OBJECT_CLASS (sprint_lock_watch_parent_class)->dispose (object);
}

static void
sprint_lock_watch_finalize (GObject *object)
{
  g_free (SPRINT_LOCK_WATCH (object)->words);

  G_OBJECT_CLASS (sprint_lock_watch_parent_class)->finalize (object);
}

static void
sprint_lock_watch_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_WORDS:
    g_value_set_string (value, SPRINT_LOCK_WATCH (object)->words);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_lock_watch_class_init (SprintLockWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_lock_watch_dispose;
  object_class->finalize = sprint_lock_watch_finalize;
  object_class->get_property = sprint_lock_watch_get_property;

  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_lock_watch_init (SprintLockWatch *self)
{
  self->pause = FIRST_PAUSE;
}

SprintLockWatch *
sprint_lock_watch_new (SprintHostReader *reader)
{
  SprintLockWatch *self;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (reader), NULL);

  self = g_object_new (SPRINT_TYPE_LOCK_WATCH, NULL);
  self->reader = g_object_ref (reader);

  return self;
}

void
sprint_lock_watch_set_active (SprintLockWatch *self,
                              gboolean         active)
{
  g_return_if_fail (SPRINT_IS_LOCK_WATCH (self));

  if (active == (self->cancellable != NULL))
    return;

  if (active) {
    self->cancellable = g_cancellable_new ();
    look (self);
    return;
  }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  set_words (self, NULL);
}

gboolean
sprint_lock_watch_is_active (SprintLockWatch *self)
{
  g_return_val_if_fail (SPRINT_IS_LOCK_WATCH (self), FALSE);

  return self->cancellable != NULL;
}

char *
sprint_lock_watch_dup_words (SprintLockWatch *self)
{
  g_return_val_if_fail (SPRINT_IS_LOCK_WATCH (self), NULL);

  return g_strdup (self->words);
}

void
sprint_lock_watch_wait_async (SprintLockWatch     *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (SPRINT_IS_LOCK_WATCH (self));
  g_return_if_fail (self->waiting == NULL);

  self->waiting = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->waiting, sprint_lock_watch_wait_async);
  self->seen = FALSE;
  if (cancellable != NULL) {
    self->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
    g_source_attach (self->cancelled, g_main_context_get_thread_default ());
  }
  /* From the beginning: what a look that is due already would find is another question's answer. */
  sprint_lock_watch_set_active (self, FALSE);
  sprint_lock_watch_set_active (self, TRUE);
}

gboolean
sprint_lock_watch_wait_finish (SprintLockWatch  *self,
                               GAsyncResult     *result,
                               gboolean         *seen,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *seen = self->seen;

  return g_task_propagate_boolean (G_TASK (result), error);
}
