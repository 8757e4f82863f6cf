/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "libvirt-check.h"

#include <glib/gi18n.h>

struct _SprintLibvirtCheck
{
  SprintCheck parent_instance;

  SprintHypervisorQuery *query;
};

G_DEFINE_FINAL_TYPE (SprintLibvirtCheck, sprint_libvirt_check, SPRINT_TYPE_CHECK)

static void
sprint_libvirt_check_dispose (GObject *object)
{
  g_clear_object (&SPRINT_LIBVIRT_CHECK (object)->query);

  G_OBJECT_CLASS (sprint_libvirt_check_parent_class)->dispose (object);
}

static void
version_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  static const char * const components[] = { "libvirt", "qemu", NULL };
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *version = NULL;
  g_autofree char *summary = NULL;
  SprintCheck *self = g_task_get_source_object (task);

  version = sprint_hypervisor_query_get_version_finish (SPRINT_HYPERVISOR_QUERY (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (version == NULL) {
    sprint_check_set_result (self, SPRINT_CHECK_STATE_FAIL, _("libvirt’s session daemon does not answer"),
                             error->message, sprint_remedy_new (_("Install libvirt’s daemon and its QEMU driver."),
                                                                components, NULL));
  } else {
    summary = g_strdup_printf (_("libvirt %s answers"), version);
    sprint_check_set_result (self, SPRINT_CHECK_STATE_PASS, summary, "qemu:///session", NULL);
  }
  g_task_return_boolean (task, TRUE);
}

static void
sprint_libvirt_check_ask_async (SprintCheck         *check,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  SprintLibvirtCheck *self = SPRINT_LIBVIRT_CHECK (check);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_libvirt_check_ask_async);
  sprint_hypervisor_query_get_version_async (self->query, cancellable, version_cb, task);
}

static gboolean
sprint_libvirt_check_ask_finish (SprintCheck   *check,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sprint_libvirt_check_class_init (SprintLibvirtCheckClass *klass)
{
  SprintCheckClass *check_class = SPRINT_CHECK_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_libvirt_check_dispose;
  check_class->ask_async = sprint_libvirt_check_ask_async;
  check_class->ask_finish = sprint_libvirt_check_ask_finish;
}

static void
sprint_libvirt_check_init (SprintLibvirtCheck *self)
{
}

SprintCheck *
sprint_libvirt_check_new (SprintHypervisorQuery *query)
{
  SprintLibvirtCheck *self;

  g_return_val_if_fail (SPRINT_IS_HYPERVISOR_QUERY (query), NULL);

  self = g_object_new (SPRINT_TYPE_LIBVIRT_CHECK,
                       "id", "libvirt-session",
                       "title", _("libvirt"),
                       "why", _("libvirt starts machines and keeps track of them."),
                       NULL);
  self->query = g_object_ref (query);

  return SPRINT_CHECK (self);
}
