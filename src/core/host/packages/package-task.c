/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-task.h"

#include <glib/gi18n.h>

#include "core-enums.h"
#include "package-installer.h"

struct _SprintPackageTask
{
  PkTask parent_instance;

  guint request;       /* the open question's number */
  gboolean asking;
  gboolean repair_asked;
};

G_DEFINE_FINAL_TYPE (SprintPackageTask, sprint_package_task, PK_TYPE_TASK)

enum {
  QUESTION,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ask (PkTask                *task,
     guint                  request,
     SprintPackageQuestion  kind,
     const char            *title,
     const char            *text)
{
  SprintPackageTask *self = SPRINT_PACKAGE_TASK (task);
  gboolean handled = FALSE;

  self->request = request;
  self->asking = TRUE;
  g_signal_emit (self, signals[QUESTION], 0, kind, title, text, &handled);
  if (!handled)
    sprint_package_task_answer (self, FALSE);
}

static void
sprint_package_task_untrusted_question (PkTask    *task,
                                        guint      request,
                                        PkResults *results)
{
  ask (task, request, SPRINT_PACKAGE_QUESTION_UNTRUSTED, _("Install Unsigned Packages?"),
       _("These packages are not signed, so nobody can tell who made them. They may do harm."));
}

static void
sprint_package_task_key_question (PkTask    *task,
                                  guint      request,
                                  PkResults *results)
{
  g_autoptr (GPtrArray) keys = pk_results_get_repo_signature_required_array (results);
  g_autofree char *repository = NULL;
  g_autofree char *user = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  if (keys->len > 0)
    g_object_get (g_ptr_array_index (keys, 0), "repository-name", &repository, "key-userid", &user,
                  "key-id", &id, NULL);
  /* Translators: a repository's name, a key's owner, a key's number */
  text = g_strdup_printf (_("The packages of “%s” are signed with a key that is new to this computer: %s (%s)."),
                          repository != NULL ? repository : "?", user != NULL ? user : "?", id != NULL ? id : "?");
  ask (task, request, SPRINT_PACKAGE_QUESTION_KEY, _("Trust This Key?"), text);
}

static void
sprint_package_task_eula_question (PkTask    *task,
                                   guint      request,
                                   PkResults *results)
{
  g_autoptr (GPtrArray) licences = pk_results_get_eula_required_array (results);
  g_autofree char *text = NULL;

  if (licences->len > 0)
    g_object_get (g_ptr_array_index (licences, 0), "license-agreement", &text, NULL);
  ask (task, request, SPRINT_PACKAGE_QUESTION_LICENCE, _("Agree to the Licence?"), text != NULL ? text : "");
}

static void
sprint_package_task_media_question (PkTask    *task,
                                    guint      request,
                                    PkResults *results)
{
  g_autoptr (GPtrArray) media = pk_results_get_media_change_required_array (results);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (media->len > 0)
    g_object_get (g_ptr_array_index (media, 0), "media-text", &name, NULL);
  /* Translators: a disc's label */
  text = g_strdup_printf (_("Insert the disc “%s”, then go on."), name != NULL ? name : "?");
  ask (task, request, SPRINT_PACKAGE_QUESTION_MEDIA, _("Insert a Disc"), text);
}

/* Repairing a system is for its administrator to decide. */
static void
sprint_package_task_repair_question (PkTask    *task,
                                     guint      request,
                                     PkResults *results)
{
  SPRINT_PACKAGE_TASK (task)->repair_asked = TRUE;
  pk_task_user_declined (task, request);
}

static void
sprint_package_task_class_init (SprintPackageTaskClass *klass)
{
  PkTaskClass *task_class = PK_TASK_CLASS (klass);

  task_class->untrusted_question = sprint_package_task_untrusted_question;
  task_class->key_question = sprint_package_task_key_question;
  task_class->eula_question = sprint_package_task_eula_question;
  task_class->media_change_question = sprint_package_task_media_question;
  task_class->repair_question = sprint_package_task_repair_question;

  signals[QUESTION] =
    g_signal_new ("question", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  g_signal_accumulator_true_handled, NULL, NULL,
                  G_TYPE_BOOLEAN, 3, SPRINT_TYPE_PACKAGE_QUESTION, G_TYPE_STRING, G_TYPE_STRING);
}

static void
sprint_package_task_init (SprintPackageTask *self)
{
}

SprintPackageTask *
sprint_package_task_new (void)
{
  return g_object_new (SPRINT_TYPE_PACKAGE_TASK, "simulate", FALSE, "only-trusted", TRUE, "interactive", TRUE, NULL);
}

void
sprint_package_task_answer (SprintPackageTask *self,
                            gboolean           yes)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_TASK (self));

  if (!self->asking)
    return;

  self->asking = FALSE;
  if (yes)
    pk_task_user_accepted (PK_TASK (self), self->request);
  else
    pk_task_user_declined (PK_TASK (self), self->request);
}

gboolean
sprint_package_task_was_repair_asked (SprintPackageTask *self)
{
  gboolean asked;

  g_return_val_if_fail (SPRINT_IS_PACKAGE_TASK (self), FALSE);

  asked = self->repair_asked;
  self->repair_asked = FALSE;

  return asked;
}
