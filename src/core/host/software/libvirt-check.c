/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "libvirt-check.h"

#include <glib/gi18n.h>

#include "core/platform/daemon-waker.h"
#include "core/host/check/host-error.h"

struct _SprintLibvirtCheck
{
  SprintCheck parent_instance;

  SprintHypervisorQuery *query;
  SprintDaemonWaker *waker;
};

static const SprintCheckInfo info = {
  "libvirt-session", SPRINT_CHECK_GROUP_SOFTWARE, SPRINT_CHECK_SCOPE_MACHINES, N_("libvirt"),
  N_("libvirt starts machines and keeps track of them."),
};

G_DEFINE_FINAL_TYPE (SprintLibvirtCheck, sprint_libvirt_check, SPRINT_TYPE_CHECK)

static void
sprint_libvirt_check_dispose (GObject *object)
{
  SprintLibvirtCheck *self = SPRINT_LIBVIRT_CHECK (object);

  g_clear_object (&self->query);
  g_clear_object (&self->waker);

  G_OBJECT_CLASS (sprint_libvirt_check_parent_class)->dispose (object);
}

/* (nullable): a remedy of words alone. */
static SprintRemedy *
new_advice (const char *words)
{
  return words != NULL ? sprint_remedy_new (words, NULL, NULL) : NULL;
}

static void
conclude_missing (SprintLibvirtCheck *self,
                  const GError       *error)
{
  static const char * const components[] = { "libvirt", "qemu", NULL };
  g_auto (GStrv) argv = sprint_daemon_waker_get_command (self->waker);
  g_autofree char *command = argv != NULL ? g_strjoinv (" ", argv) : NULL;
  SprintRemedy *remedy;

  /* What was tried in vain, for a person to try on the other side of the sandbox's wall. */
  if (command != NULL)
    remedy = sprint_remedy_new (_("Install libvirt’s daemon and its QEMU driver. Where both are there, this command "
                                  "starts the daemon."), components, command);
  else
    remedy = sprint_remedy_new (_("Install libvirt’s daemon and its QEMU driver."), components, NULL);
  sprint_check_set_result (SPRINT_CHECK (self), SPRINT_CHECK_STATE_FAIL,
                           _("libvirt’s session daemon does not answer"), error->message, remedy);
}

/* The daemon is there, as far as anyone can tell: no package would help. */
static void
conclude_failed (SprintLibvirtCheck *self,
                 const GError       *error)
{
  g_autofree char *advice = NULL;
  g_autofree char *summary = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
    sprint_check_set_result (SPRINT_CHECK (self), SPRINT_CHECK_STATE_FAIL, _("libvirt did not answer in time"),
                             error->message, new_advice (_("Check again. If that does not help, log out and in.")));
    return;
  }

  summary = sprint_hypervisor_query_describe_error (self->query, error, &advice);
  if (summary == NULL)
    summary = g_strdup (_("libvirt’s session daemon does not answer"));
  sprint_check_set_result (SPRINT_CHECK (self), SPRINT_CHECK_STATE_FAIL, summary, error->message,
                           new_advice (advice));
}

static void
version_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *version = NULL;
  g_autofree char *summary = NULL;
  SprintLibvirtCheck *self = g_task_get_source_object (task);

  version = sprint_hypervisor_query_get_version_finish (SPRINT_HYPERVISOR_QUERY (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (version != NULL) {
    summary = g_strdup_printf (_("libvirt %s answers"), version);
    sprint_check_set_result (SPRINT_CHECK (self), SPRINT_CHECK_STATE_PASS, summary, "qemu:///session", NULL);
  } else if (!g_error_matches (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT)) {
    conclude_failed (self, error);
  } else {
    conclude_missing (self, error);
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
sprint_libvirt_check_new (SprintHypervisorQuery *query,
                          SprintPlatform        *platform)
{
  SprintLibvirtCheck *self;

  g_return_val_if_fail (SPRINT_IS_HYPERVISOR_QUERY (query), NULL);
  g_return_val_if_fail (SPRINT_IS_PLATFORM (platform), NULL);

  self = g_object_new (SPRINT_TYPE_LIBVIRT_CHECK, "info", &info, NULL);
  self->query = g_object_ref (query);
  self->waker = sprint_daemon_waker_new (platform);

  return SPRINT_CHECK (self);
}
