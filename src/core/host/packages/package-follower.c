/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-follower.h"

#include "package-error.h"

#define SERVICE "org.freedesktop.PackageKit"
#define TRANSACTION SERVICE ".Transaction"
/* What PackageKit gives for a percentage that it does not know. */
#define UNKNOWN_PERCENTAGE 101

typedef struct
{
  GDBusProxy *proxy;
  PkProgress *progress;
  PkProgressCallback callback;
  gpointer callback_data;
  PkResults *results;
  GSource *cancelled;
  GError *error;       /* (nullable): what it said went wrong */
} Follow;

static void
follow_free (Follow *follow)
{
  g_clear_object (&follow->proxy);
  g_object_unref (follow->progress);
  g_object_unref (follow->results);
  g_clear_pointer (&follow->cancelled, g_source_unref);
  g_clear_error (&follow->error);
  g_free (follow);
}

static void
end (GTask  *task,
     GError *error)
{
  Follow *follow = g_task_get_task_data (task);

  if (follow->cancelled != NULL)
    g_source_destroy (follow->cancelled);
  if (follow->proxy != NULL)
    g_signal_handlers_disconnect_by_data (follow->proxy, task);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (follow->results), g_object_unref);
  /* What held it as long as it was followed. */
  g_object_unref (task);
}

/* Says it only where it is news. */
static void
take_property (const char *name,
               GVariant   *value,
               Follow     *follow)
{
  PkProgressType type;
  gboolean news;

  if (g_str_equal (name, "Status") && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32)) {
    type = PK_PROGRESS_TYPE_STATUS;
    news = pk_progress_set_status (follow->progress, g_variant_get_uint32 (value));
  } else if (g_str_equal (name, "Percentage") && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32)) {
    guint percentage = g_variant_get_uint32 (value);

    type = PK_PROGRESS_TYPE_PERCENTAGE;
    news = pk_progress_set_percentage (follow->progress, percentage < UNKNOWN_PERCENTAGE ? (int) percentage : -1);
  } else if (g_str_equal (name, "Speed") && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32)) {
    type = PK_PROGRESS_TYPE_SPEED;
    news = pk_progress_set_speed (follow->progress, g_variant_get_uint32 (value));
  } else if (g_str_equal (name, "RemainingTime") && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32)) {
    type = PK_PROGRESS_TYPE_REMAINING_TIME;
    news = pk_progress_set_remaining_time (follow->progress, g_variant_get_uint32 (value));
  } else if (g_str_equal (name, "AllowCancel") && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)) {
    /* That it cannot is what a PkProgress begins with. */
    type = PK_PROGRESS_TYPE_ALLOW_CANCEL;
    pk_progress_set_allow_cancel (follow->progress, g_variant_get_boolean (value));
    news = TRUE;
  } else {
    return;
  }

  if (news)
    follow->callback (follow->progress, type, follow->callback_data);
}

static void
properties_cb (GDBusProxy *proxy,
               GVariant   *changed,
               GStrv       invalidated,
               GTask      *task)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, changed);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    take_property (name, value, g_task_get_task_data (task));
}

static void
finish (GTask      *task,
        PkExitEnum  exit)
{
  Follow *follow = g_task_get_task_data (task);

  pk_results_set_exit_code (follow->results, exit);
  /* As the library has it: the exit "failed" alone is an error. */
  if (exit == PK_EXIT_ENUM_FAILED && follow->error == NULL)
    follow->error = sprint_package_error_new_raw (PK_ERROR_ENUM_UNKNOWN, "");
  end (task, exit == PK_EXIT_ENUM_FAILED ? g_steal_pointer (&follow->error) : NULL);
}

static void
signal_cb (GDBusProxy *proxy,
           const char *sender,
           const char *name,
           GVariant   *arguments,
           GTask      *task)
{
  Follow *follow = g_task_get_task_data (task);
  guint number;
  const char *words;

  if (g_str_equal (name, "ErrorCode") && g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(us)"))) {
    g_variant_get (arguments, "(u&s)", &number, &words);
    g_clear_error (&follow->error);
    follow->error = sprint_package_error_new_raw (number, words);
  } else if (g_str_equal (name, "RequireRestart") && g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(us)"))) {
    g_autoptr (PkRequireRestart) restart = NULL;

    g_variant_get (arguments, "(u&s)", &number, &words);
    restart = g_object_new (PK_TYPE_REQUIRE_RESTART, "restart", number, "package-id", words, NULL);
    pk_results_add_require_restart (follow->results, restart);
  } else if (g_str_equal (name, "Finished") && g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(uu)"))) {
    g_variant_get (arguments, "(uu)", &number, NULL);
    finish (task, number);
  } else if (g_str_equal (name, "Destroy")) {
    finish (task, follow->error != NULL ? PK_EXIT_ENUM_FAILED : PK_EXIT_ENUM_SUCCESS);
  }
}

static void
owner_cb (GDBusProxy *proxy,
          GParamSpec *pspec,
          GTask      *task)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (proxy);

  if (owner == NULL)
    end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "PackageKit has left the bus"));
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Follow *follow = g_task_get_task_data (user_data);

  /* It ends by itself then; or it cannot be cancelled any more, and ends well. */
  g_dbus_proxy_call (follow->proxy, "Cancel", NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
proxy_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Follow *follow = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_auto (GStrv) names = NULL;
  GError *error = NULL;

  follow->proxy = g_dbus_proxy_new_for_bus_finish (result, &error);
  if (follow->proxy == NULL) {
    end (task, error);
    return;
  }
  names = g_dbus_proxy_get_cached_property_names (follow->proxy);
  if (names == NULL) {
    finish (task, PK_EXIT_ENUM_SUCCESS);
    return;
  }

  g_signal_connect (follow->proxy, "g-properties-changed", G_CALLBACK (properties_cb), task);
  g_signal_connect (follow->proxy, "g-signal", G_CALLBACK (signal_cb), task);
  g_signal_connect (follow->proxy, "notify::g-name-owner", G_CALLBACK (owner_cb), task);
  if (cancellable != NULL) {
    follow->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (follow->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
    g_source_attach (follow->cancelled, g_task_get_context (task));
  }
  for (gsize i = 0; names[i] != NULL; i++) {
    g_autoptr (GVariant) value = g_dbus_proxy_get_cached_property (follow->proxy, names[i]);

    if (value != NULL)
      take_property (names[i], value, follow);
  }
}

void
sprint_package_follow_async (const char          *id,
                             GCancellable        *cancellable,
                             PkProgressCallback   progress,
                             gpointer             progress_data,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;
  Follow *follow;

  g_return_if_fail (id != NULL && g_variant_is_object_path (id));
  g_return_if_fail (progress != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_package_follow_async);
  /* Cancelled is what PackageKit says is. */
  g_task_set_check_cancellable (task, FALSE);
  follow = g_new0 (Follow, 1);
  follow->progress = pk_progress_new ();
  follow->results = pk_results_new ();
  follow->callback = progress;
  follow->callback_data = progress_data;
  g_task_set_task_data (task, follow, (GDestroyNotify) follow_free);
  g_dbus_proxy_new_for_bus (G_BUS_TYPE_SYSTEM, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, NULL, SERVICE, id, TRANSACTION,
                            NULL, proxy_cb, task);
}

PkResults *
sprint_package_follow_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
