/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serial-source.h"

struct _SprintSerialSource {
  GObject parent_instance;

  GObject *provider;
  SprintSerialOpenFunc open;
  SprintSerialOpenFinishFunc open_finish;
};

G_DEFINE_FINAL_TYPE (SprintSerialSource, sprint_serial_source, G_TYPE_OBJECT)

G_DEFINE_QUARK (sprint-serial-error-quark, sprint_serial_error)

static void
sprint_serial_source_dispose (GObject *object)
{
  SprintSerialSource *self = SPRINT_SERIAL_SOURCE (object);

  g_clear_object (&self->provider);
  G_OBJECT_CLASS (sprint_serial_source_parent_class)->dispose (object);
}

static void
sprint_serial_source_class_init (SprintSerialSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_serial_source_dispose;
}

static void
sprint_serial_source_init (SprintSerialSource *self)
{
}

static void
opened_cb (GObject      *provider,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintSerialSource *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = self->open_finish (self->provider, result, &error);

  if (stream == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&stream), g_object_unref);
}

SprintSerialSource *
sprint_serial_source_new (GObject                    *provider,
                          SprintSerialOpenFunc        open,
                          SprintSerialOpenFinishFunc  open_finish)
{
  SprintSerialSource *self;

  g_return_val_if_fail (G_IS_OBJECT (provider), NULL);
  g_return_val_if_fail (open != NULL && open_finish != NULL, NULL);

  self = g_object_new (SPRINT_TYPE_SERIAL_SOURCE, NULL);
  self->provider = g_object_ref (provider);
  self->open = open;
  self->open_finish = open_finish;
  return self;
}

void
sprint_serial_source_open_async (SprintSerialSource  *self,
                                 gboolean             take_over,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SPRINT_IS_SERIAL_SOURCE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_serial_source_open_async);
  self->open (self->provider, take_over, cancellable, opened_cb, task);
}

GIOStream *
sprint_serial_source_open_finish (SprintSerialSource  *self,
                                  GAsyncResult        *result,
                                  GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
