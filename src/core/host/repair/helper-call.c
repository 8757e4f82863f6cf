/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "helper-call.h"

#include <signal.h>
#include <string.h>

#include "core/host/check/host-error.h"

/* pkexec(1): what it ends with where nothing was started. */
#define PKEXEC_DISMISSED 126
#define PKEXEC_REFUSED 127

typedef struct {
  GSubprocess *child;
  gulong cancelling;
} Call;

static void
call_free (Call *call)
{
  g_clear_object (&call->child);
  g_free (call);
}

/* As long as it asks, pkexec can be ended; afterwards it is root's, and the signal is refused. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer      child)
{
  g_subprocess_send_signal (child, SIGTERM);
}

/* What pkexec says where polkit has said no. For 127 it has other reasons, as that it is not root's, that it does not
 * find polkit or the helper, or that it mistrusts the environment. */
static gboolean
is_refusal (int         status,
            const char *words)
{
  return status == PKEXEC_DISMISSED || (status == PKEXEC_REFUSED && strstr (words, "Not authorized") != NULL);
}

/* (transfer full): why nothing was done; @words is what pkexec or the helper said. */
static GError *
new_error (GSubprocess *child,
           const char  *words)
{
  int status = g_subprocess_get_if_exited (child) ? g_subprocess_get_exit_status (child) : -1;
  int code = SPRINT_HOST_ERROR_REPAIR_FAILED;

  if (is_refusal (status, words))
    code = SPRINT_HOST_ERROR_REPAIR_DECLINED;
  else if (status == PKEXEC_REFUSED)
    code = SPRINT_HOST_ERROR_NO_REPAIR;

  return g_error_new_literal (SPRINT_HOST_ERROR, code, *words != '\0' ? words : "pkexec");
}

static void
communicated_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GSubprocess *child = G_SUBPROCESS (object);
  g_autoptr (GTask) task = user_data;
  g_autofree char *output = NULL;
  g_autofree char *words = NULL;
  GError *error = NULL;
  Call *call = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), call->cancelling);
  if (!g_subprocess_communicate_utf8_finish (child, result, &output, &words, &error))
    g_task_return_error (task, error);
  else if (g_subprocess_get_successful (child))
    g_task_return_pointer (task, g_steal_pointer (&output), g_free);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_error (task, new_error (child, g_strstrip (words)));
}

void
sprint_helper_call_async (const char          *helper,
                          const char          *action,
                          const char          *target,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  /* Its own agent would ask at a terminal that a desktop's program does not have. */
  const char * const argv[] = { "pkexec", "--disable-internal-agent", helper, action, target, NULL };
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, sprint_helper_call_async);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  /* Once it has been done, that is the answer. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task)) {
    g_object_unref (task);
    return;
  }

  /* It goes nowhere from a folder that is gone, and its words are looked at. */
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C", TRUE);
  call->child = g_subprocess_launcher_spawnv (launcher, argv, &error);
  if (call->child == NULL) {
    g_task_return_new_error_literal (task, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_REPAIR, error->message);
    g_object_unref (task);
    return;
  }
  if (cancellable != NULL)
    call->cancelling = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (call->child),
                                              g_object_unref);
  g_subprocess_communicate_utf8_async (call->child, NULL, NULL, communicated_cb, task);
}

char *
sprint_helper_call_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
