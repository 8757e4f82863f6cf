/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "libvirt-check.h"

#include <glib/gi18n.h>
#include <string.h>

#include "host-error.h"

/* Starts the session daemon on its way. */
#define WAKE_COMMAND "virsh -c qemu:///session list"

struct _SprintLibvirtCheck
{
  SprintCheck parent_instance;

  SprintHypervisorQuery *query;
  SprintPlatform *platform;   /* NULL: not in a sandbox */
};

/* One start of the daemon from within a sandbox. */
typedef struct
{
  GSubprocess *child;
  guint timeout;
} Waking;

static void version_cb (GObject *object, GAsyncResult *result, gpointer user_data);

G_DEFINE_FINAL_TYPE (SprintLibvirtCheck, sprint_libvirt_check, SPRINT_TYPE_CHECK)

static void
sprint_libvirt_check_dispose (GObject *object)
{
  SprintLibvirtCheck *self = SPRINT_LIBVIRT_CHECK (object);

  g_clear_object (&self->query);
  g_clear_object (&self->platform);

  G_OBJECT_CLASS (sprint_libvirt_check_parent_class)->dispose (object);
}

static gboolean
is_sandboxed (SprintLibvirtCheck *self)
{
  return self->platform != NULL && sprint_platform_is_flatpak (self->platform);
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
  SprintRemedy *remedy;

  /* What was tried in vain, for a person to try: packages cannot be installed from a sandbox. */
  if (is_sandboxed (self))
    remedy = sprint_remedy_new (_("Install libvirt’s daemon and its QEMU driver on this computer itself, outside of the "
                                  "sandbox. This command then starts it:"), components, WAKE_COMMAND);
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
waking_free (Waking *waking)
{
  g_clear_handle_id (&waking->timeout, g_source_remove);
  g_clear_object (&waking->child);
  g_free (waking);
}

static gboolean
wake_late_cb (gpointer user_data)
{
  Waking *waking = user_data;

  waking->timeout = 0;
  g_subprocess_force_exit (waking->child);

  return G_SOURCE_REMOVE;
}

static void
woken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SprintLibvirtCheck *self = g_task_get_source_object (task);
  Waking *waking = g_task_get_task_data (task);

  g_clear_handle_id (&waking->timeout, g_source_remove);
  g_subprocess_wait_finish (G_SUBPROCESS (object), result, &error);
  if (error != NULL) {
    g_subprocess_force_exit (G_SUBPROCESS (object));
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  sprint_hypervisor_query_get_version_async (self->query, g_task_get_cancellable (task), version_cb,
                                             g_object_ref (task));
}

/* A sandbox reaches the daemon's socket but cannot start the daemon: a program of the host can. */
static gboolean
wake (SprintLibvirtCheck *self,
      GTask              *task)
{
  g_auto (GStrv) argv = g_strsplit (WAKE_COMMAND, " ", -1);
  Waking *waking;

  /* Once for each time that it is asked. */
  if (!is_sandboxed (self) || g_task_get_task_data (task) != NULL)
    return FALSE;

  waking = g_new0 (Waking, 1);
  g_task_set_task_data (task, waking, (GDestroyNotify) waking_free);
  waking->child = sprint_platform_spawn (self->platform, TRUE, (const char * const *) argv,
                                         G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                         NULL);
  if (waking->child == NULL)
    return FALSE;
  waking->timeout = g_timeout_add (SPRINT_HYPERVISOR_QUERY_DEADLINE, wake_late_cb, waking);
  g_subprocess_wait_async (waking->child, g_task_get_cancellable (task), woken_cb, g_object_ref (task));

  return TRUE;
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
  } else if (wake (self, task)) {
    return;
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

void
sprint_libvirt_check_set_platform (SprintLibvirtCheck *self,
                                   SprintPlatform     *platform)
{
  g_return_if_fail (SPRINT_IS_LIBVIRT_CHECK (self));

  g_set_object (&self->platform, platform);
}
