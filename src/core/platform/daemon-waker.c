/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon-waker.h"

/* Milliseconds: a daemon that is started answers for itself well before. */
#define DEADLINE 10000

struct _SprintDaemonWaker
{
  GObject parent_instance;

  SprintPlatform *platform;
};

G_DEFINE_FINAL_TYPE (SprintDaemonWaker, sprint_daemon_waker, G_TYPE_OBJECT)

/* One start of the daemon. */
typedef struct
{
  char *program;
  GSubprocess *child;
  guint timeout;
} Waking;

static void
waking_free (Waking *waking)
{
  g_clear_handle_id (&waking->timeout, g_source_remove);
  g_clear_object (&waking->child);
  g_free (waking->program);
  g_free (waking);
}

static void
sprint_daemon_waker_dispose (GObject *object)
{
  g_clear_object (&SPRINT_DAEMON_WAKER (object)->platform);

  G_OBJECT_CLASS (sprint_daemon_waker_parent_class)->dispose (object);
}

static void
sprint_daemon_waker_class_init (SprintDaemonWakerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_daemon_waker_dispose;
}

static void
sprint_daemon_waker_init (SprintDaemonWaker *self)
{
}

SprintDaemonWaker *
sprint_daemon_waker_new (SprintPlatform *platform)
{
  SprintDaemonWaker *self;

  g_return_val_if_fail (SPRINT_IS_PLATFORM (platform), NULL);

  self = g_object_new (SPRINT_TYPE_DAEMON_WAKER, NULL);
  self->platform = g_object_ref (platform);

  return self;
}

char **
sprint_daemon_waker_get_command (SprintDaemonWaker *self)
{
  /* In the order in which libvirt's client looks for their sockets; /usr/sbin is on few people's PATH. */
  static const char * const programs[] = {
    "/usr/sbin/virtqemud", "/usr/bin/virtqemud", "/usr/sbin/libvirtd", "/usr/bin/libvirtd",
  };

  g_return_val_if_fail (SPRINT_IS_DAEMON_WAKER (self), NULL);

  if (!sprint_platform_is_flatpak (self->platform))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++) {
    g_autofree char *path = g_build_filename (sprint_platform_get_host_root (self->platform), programs[i], NULL);

    if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE)) {
      /* As libvirt's client starts it: it leaves after two minutes in which nobody needs it. */
      const char * const argv[] = { programs[i], "--daemon", "--timeout=120", NULL };

      return g_strdupv ((char **) argv);
    }
  }

  return NULL;
}

static gboolean
late_cb (gpointer user_data)
{
  Waking *waking = user_data;

  waking->timeout = 0;
  g_subprocess_force_exit (waking->child);

  return G_SOURCE_REMOVE;
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Waking *waking = g_task_get_task_data (task);

  g_clear_handle_id (&waking->timeout, g_source_remove);
  if (!g_subprocess_wait_finish (waking->child, result, &error)) {
    g_subprocess_force_exit (waking->child);
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (g_subprocess_get_successful (waking->child)) {
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s did not start", waking->program);
  }
}

void
sprint_daemon_waker_wake_async (SprintDaemonWaker   *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_auto (GStrv) argv = NULL;
  GError *error = NULL;
  Waking *waking;

  g_return_if_fail (SPRINT_IS_DAEMON_WAKER (self));

  g_task_set_source_tag (task, sprint_daemon_waker_wake_async);
  argv = sprint_daemon_waker_get_command (self);
  if (argv == NULL) {
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no daemon to start");
    return;
  }

  waking = g_new0 (Waking, 1);
  g_task_set_task_data (task, waking, (GDestroyNotify) waking_free);
  waking->program = g_strdup (argv[0]);
  waking->child = sprint_platform_spawn (self->platform, TRUE, (const char * const *) argv,
                                         G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                         &error);
  if (waking->child == NULL) {
    g_task_return_error (task, error);
    return;
  }
  waking->timeout = g_timeout_add (DEADLINE, late_cb, waking);
  g_subprocess_wait_async (waking->child, cancellable, ended_cb, g_steal_pointer (&task));
}

gboolean
sprint_daemon_waker_wake_finish (SprintDaemonWaker  *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
