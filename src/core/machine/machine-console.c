/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain-stream.h"
#include "machine-error-private.h"
#include "machine-private.h"

static gpointer
open_console_thread (gpointer   data,
                     GError   **error)
{
  SprintMachineCall *call = data;
  virDomainPtr domain = sprint_machine_call_lookup (call, error);
  virStreamPtr stream;
  /* Without FORCE QEMU's driver refuses while another session is open. SAFE promises no more than that there, and
   * other drivers refuse it. */
  unsigned int flags = GPOINTER_TO_INT (call->payload) ? VIR_DOMAIN_CONSOLE_FORCE : 0;

  if (domain == NULL)
    return NULL;
  stream = virStreamNew (call->connection, VIR_STREAM_NONBLOCK);
  if (stream == NULL || virDomainOpenConsole (domain, NULL, stream, flags) < 0) {
    sprint_machine_error_set_from_libvirt (error);
    g_clear_pointer (&stream, virStreamFree);
  }
  virDomainFree (domain);
  return stream;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  virStreamPtr stream = g_task_propagate_pointer (G_TASK (result), &error);

  if (stream == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, sprint_domain_stream_new (stream), g_object_unref);
}

void
sprint_machine_open_console_async (SprintMachine       *self,
                                   gboolean             take_over,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GTask *call = g_task_new (self, cancellable, opened_cb, task);

  g_task_set_source_tag (task, sprint_machine_open_console_async);
  g_task_set_source_tag (call, open_console_thread);
  /* Or a stream that comes with the cancellation would be freed here, where that is to wait for libvirt. */
  g_task_set_check_cancellable (call, FALSE);
  sprint_machine_run (self, open_console_thread, GINT_TO_POINTER (take_over), NULL,
                      (GDestroyNotify) sprint_domain_link_abort, call);
}

GIOStream *
sprint_machine_open_console_finish (SprintMachine  *self,
                                    GAsyncResult   *result,
                                    GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
