/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-source.h"

#include <glib/gstdio.h>

struct _SprintConsoleSource
{
  GObject parent_instance;

  GObject *provider;
  SprintConsoleOpenFunc open;
  SprintConsoleOpenFinishFunc open_finish;
  SprintConsoleAddress *address;
  SprintPictureCoding coding;
};

G_DEFINE_FINAL_TYPE (SprintConsoleSource, sprint_console_source, G_TYPE_OBJECT)

static void
sprint_console_source_dispose (GObject *object)
{
  SprintConsoleSource *self = SPRINT_CONSOLE_SOURCE (object);

  g_clear_object (&self->provider);
  g_clear_object (&self->address);

  G_OBJECT_CLASS (sprint_console_source_parent_class)->dispose (object);
}

static void
sprint_console_source_class_init (SprintConsoleSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_console_source_dispose;
}

static void
sprint_console_source_init (SprintConsoleSource *self)
{
}

static void
descriptor_free (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);

  if (fd >= 0)
    g_close (fd, NULL);
}

static void
opened_cb (GObject      *provider,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintConsoleSource *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  int fd;

  fd = self->open_finish (self->provider, result, &error);
  if (fd < 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, GINT_TO_POINTER (fd), descriptor_free);
}

SprintConsoleSource *
sprint_console_source_new (GObject                     *provider,
                           SprintConsoleOpenFunc        open,
                           SprintConsoleOpenFinishFunc  open_finish)
{
  SprintConsoleSource *self;

  g_return_val_if_fail (G_IS_OBJECT (provider), NULL);
  g_return_val_if_fail (open != NULL && open_finish != NULL, NULL);

  self = g_object_new (SPRINT_TYPE_CONSOLE_SOURCE, NULL);
  self->provider = g_object_ref (provider);
  self->open = open;
  self->open_finish = open_finish;

  return self;
}

SprintConsoleSource *
sprint_console_source_new_for_address (SprintConsoleAddress *address)
{
  SprintConsoleSource *self;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (address), NULL);

  self = g_object_new (SPRINT_TYPE_CONSOLE_SOURCE, NULL);
  self->address = g_object_ref (address);

  return self;
}

SprintConsoleAddress *
sprint_console_source_get_address (SprintConsoleSource *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SOURCE (self), NULL);

  return self->address;
}

void
sprint_console_source_set_coding (SprintConsoleSource *self,
                                  SprintPictureCoding  coding)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOURCE (self));

  self->coding = coding;
}

SprintPictureCoding
sprint_console_source_get_coding (SprintConsoleSource *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SOURCE (self), SPRINT_PICTURE_UNKNOWN);

  return self->coding;
}

void
sprint_console_source_open_async (SprintConsoleSource *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SPRINT_IS_CONSOLE_SOURCE (self));
  g_return_if_fail (self->provider != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_console_source_open_async);
  self->open (self->provider, cancellable, opened_cb, task);
}

int
sprint_console_source_open_finish (SprintConsoleSource  *self,
                                   GAsyncResult         *result,
                                   GError              **error)
{
  g_autoptr (GError) failure = NULL;
  gpointer fd;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  fd = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return -1;
  }

  return GPOINTER_TO_INT (fd);
}
