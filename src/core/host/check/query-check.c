/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query-check.h"

#include "core/platform/thread-task.h"

struct _SprintQueryCheck
{
  SprintCheck parent_instance;

  const SprintQuestion *question;
  SprintHypervisorQuery *query;
  SprintPlatform *platform;
};

G_DEFINE_FINAL_TYPE (SprintQueryCheck, sprint_query_check, SPRINT_TYPE_CHECK)

static void
sprint_query_check_dispose (GObject *object)
{
  SprintQueryCheck *self = SPRINT_QUERY_CHECK (object);

  g_clear_object (&self->query);
  g_clear_object (&self->platform);

  G_OBJECT_CLASS (sprint_query_check_parent_class)->dispose (object);
}

static gpointer
find_thread (GTask   *task,
             GError **error)
{
  SprintQueryCheck *self = g_task_get_source_object (task);

  return self->question->find (self->query, self->platform, g_task_get_task_data (task), error);
}

/* What QEMU can do is 140 KB of XML: to look through that takes longer than the main loop has. */
static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_set_task_data (task, g_object_ref (result), g_object_unref);
  sprint_thread_task_run (task, find_thread, (GDestroyNotify) sprint_finding_free);
}

static void
sprint_query_check_ask_async (SprintCheck         *check,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  SprintQueryCheck *self = SPRINT_QUERY_CHECK (check);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_query_check_ask_async);
  self->question->ask_async (self->query, cancellable, answered_cb, task);
}

static gboolean
sprint_query_check_ask_finish (SprintCheck   *check,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_autoptr (SprintFinding) finding = g_task_propagate_pointer (G_TASK (result), error);

  if (finding == NULL)
    return FALSE;

  sprint_check_set_result (check, finding->state, finding->summary, finding->details,
                           g_steal_pointer (&finding->remedy));

  return TRUE;
}

static void
sprint_query_check_class_init (SprintQueryCheckClass *klass)
{
  SprintCheckClass *check_class = SPRINT_CHECK_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_query_check_dispose;
  check_class->ask_async = sprint_query_check_ask_async;
  check_class->ask_finish = sprint_query_check_ask_finish;
}

static void
sprint_query_check_init (SprintQueryCheck *self)
{
}

SprintCheck *
sprint_query_check_new (const SprintQuestion  *question,
                        SprintHypervisorQuery *query,
                        SprintPlatform        *platform)
{
  SprintQueryCheck *self;

  g_return_val_if_fail (question != NULL, NULL);
  g_return_val_if_fail (SPRINT_IS_HYPERVISOR_QUERY (query), NULL);
  g_return_val_if_fail (SPRINT_IS_PLATFORM (platform), NULL);

  self = g_object_new (SPRINT_TYPE_QUERY_CHECK, "info", &question->info, NULL);
  self->question = question;
  self->query = g_object_ref (query);
  self->platform = g_object_ref (platform);

  return SPRINT_CHECK (self);
}
