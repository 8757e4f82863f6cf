/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact-check.h"

#include "core/platform/thread-task.h"

struct _SprintFactCheck
{
  SprintCheck parent_instance;

  const SprintFact *fact;
  SprintHostReader *reader;
  char *disk_folder;
};

G_DEFINE_FINAL_TYPE (SprintFactCheck, sprint_fact_check, SPRINT_TYPE_CHECK)

static void
sprint_fact_check_finalize (GObject *object)
{
  SprintFactCheck *self = SPRINT_FACT_CHECK (object);

  g_clear_object (&self->reader);
  g_free (self->disk_folder);

  G_OBJECT_CLASS (sprint_fact_check_parent_class)->finalize (object);
}

/* What the thread is given: not the check, whose signals others watch. An object may be finalized where its last
 * reference is let go, and a thread that goes on after it was cancelled lets go last. */
typedef struct
{
  const SprintFact *fact;
  SprintHostReader *reader;
  char *disk_folder;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->reader);
  g_free (question->disk_folder);
  g_free (question);
}

static gpointer
find_thread (GTask   *task,
             GError **error)
{
  Question *question = g_task_get_task_data (task);

  return question->fact->find (question->reader, question->disk_folder);
}

static void
sprint_fact_check_ask_async (SprintCheck         *check,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  SprintFactCheck *self = SPRINT_FACT_CHECK (check);
  g_autoptr (GTask) task = g_task_new (check, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, sprint_fact_check_ask_async);
  question->fact = self->fact;
  question->reader = g_object_ref (self->reader);
  question->disk_folder = g_strdup (self->disk_folder);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  /* A file system that hangs must not hold up who has lost interest. */
  g_task_set_return_on_cancel (task, TRUE);
  sprint_thread_task_run (task, find_thread, (GDestroyNotify) sprint_finding_free);
}

static gboolean
sprint_fact_check_ask_finish (SprintCheck   *check,
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
sprint_fact_check_class_init (SprintFactCheckClass *klass)
{
  SprintCheckClass *check_class = SPRINT_CHECK_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sprint_fact_check_finalize;
  check_class->ask_async = sprint_fact_check_ask_async;
  check_class->ask_finish = sprint_fact_check_ask_finish;
}

static void
sprint_fact_check_init (SprintFactCheck *self)
{
}

SprintCheck *
sprint_fact_check_new (const SprintFact *fact,
                       SprintHostReader *reader,
                       const char       *disk_folder)
{
  SprintFactCheck *self;

  g_return_val_if_fail (fact != NULL && fact->find != NULL, NULL);
  g_return_val_if_fail (SPRINT_IS_HOST_READER (reader), NULL);

  self = g_object_new (SPRINT_TYPE_FACT_CHECK, "info", &fact->info, NULL);
  self->fact = fact;
  self->reader = g_object_ref (reader);
  self->disk_folder = g_strdup (disk_folder);

  return SPRINT_CHECK (self);
}
