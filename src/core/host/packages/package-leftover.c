/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-leftover.h"

#include <unistd.h>

#define SERVICE "org.freedesktop.PackageKit"

typedef struct
{
  GStrv ids;
  guint next;
} Search;

static void ask_next (GTask *task);

static void
search_free (Search *search)
{
  g_strfreev (search->ids);
  g_free (search);
}

static gboolean
is_leftover (PkProgress *progress)
{
  return pk_progress_get_role (progress) == PK_ROLE_ENUM_INSTALL_PACKAGES &&
         !pk_progress_get_caller_active (progress) &&
         pk_progress_get_uid (progress) == getuid () &&
         !pk_bitfield_contain (pk_progress_get_transaction_flags (progress), PK_TRANSACTION_FLAG_ENUM_SIMULATE);
}

static void
progress_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (PkProgress) progress = pk_client_get_progress_finish (PK_CLIENT (object), result, NULL);
  Search *search = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  /* One that has ended meanwhile has none. */
  if (progress != NULL && is_leftover (progress))
    g_task_return_pointer (task, g_strdup (search->ids[search->next - 1]), g_free);
  else
    ask_next (task);
}

static void
ask_next (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  if (search->ids[search->next] == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    pk_client_get_progress_async (g_task_get_source_object (task), search->ids[search->next++],
                                  g_task_get_cancellable (task), progress_cb, g_object_ref (task));
}

static void
list_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);
  Search *search = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (answer != NULL)
    g_variant_get (answer, "(^ao)", &search->ids);
  else
    search->ids = g_new0 (char *, 1);
  ask_next (task);
}

/* A daemon that does not run has none, and is not started for it. The library's own question of that name loses a list
 * at each answer (1.3.1). */
static void
bus_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  Search *search = g_task_get_task_data (task);

  if (bus != NULL) {
    g_dbus_connection_call (bus, SERVICE, "/org/freedesktop/PackageKit", SERVICE, "GetTransactionList", NULL,
                            G_VARIANT_TYPE ("(ao)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, g_task_get_cancellable (task),
                            list_cb, g_object_ref (task));
    return;
  }
  if (g_task_return_error_if_cancelled (task))
    return;
  search->ids = g_new0 (char *, 1);
  ask_next (task);
}

void
sprint_package_leftover_find_async (PkClient            *client,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PK_IS_CLIENT (client));

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_package_leftover_find_async);
  g_task_set_task_data (task, g_new0 (Search, 1), (GDestroyNotify) search_free);
  g_bus_get (G_BUS_TYPE_SYSTEM, cancellable, bus_cb, g_steal_pointer (&task));
}

char *
sprint_package_leftover_find_finish (PkClient      *client,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
