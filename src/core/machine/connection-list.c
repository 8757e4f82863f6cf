/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection-list.h"

struct _SprintConnectionList {
  GObject parent_instance;
  GPtrArray *connections;
  SprintPlatform *platform;   /* or NULL */
  SprintDaemonWaker *waker;   /* or NULL */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintConnectionList, sprint_connection_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
get_item_type (GListModel *model)
{
  return SPRINT_TYPE_CONNECTION;
}

static guint
get_n_items (GListModel *model)
{
  return SPRINT_CONNECTION_LIST (model)->connections->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  GPtrArray *connections = SPRINT_CONNECTION_LIST (model)->connections;

  return position < connections->len ? g_object_ref (g_ptr_array_index (connections, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
sprint_connection_list_finalize (GObject *object)
{
  SprintConnectionList *self = SPRINT_CONNECTION_LIST (object);

  g_ptr_array_unref (self->connections);
  g_clear_object (&self->platform);
  g_clear_object (&self->waker);
  G_OBJECT_CLASS (sprint_connection_list_parent_class)->finalize (object);
}

static void
sprint_connection_list_class_init (SprintConnectionListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_connection_list_finalize;
}

static void
sprint_connection_list_init (SprintConnectionList *self)
{
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
}

SprintConnectionList *
sprint_connection_list_new (SprintPlatform *platform)
{
  SprintConnectionList *self = g_object_new (SPRINT_TYPE_CONNECTION_LIST, NULL);

  if (platform != NULL) {
    self->platform = g_object_ref (platform);
    self->waker = sprint_daemon_waker_new (platform);
  }
  return self;
}

SprintConnection *
sprint_connection_list_add (SprintConnectionList *self,
                            const char           *uri)
{
  SprintConnection *connection;

  g_return_val_if_fail (SPRINT_IS_CONNECTION_LIST (self), NULL);

  connection = sprint_connection_list_find (self, uri);
  if (connection != NULL)
    return connection;
  connection = sprint_connection_new (uri);
  sprint_connection_set_waker (connection, self->waker);
  if (self->platform != NULL) {
    sprint_connection_set_log_folder (connection, sprint_platform_get_log_folder (self->platform));
    sprint_connection_set_sandboxed (connection, sprint_platform_is_flatpak (self->platform));
  }
  g_ptr_array_add (self->connections, connection);
  g_list_model_items_changed (G_LIST_MODEL (self), self->connections->len - 1, 0, 1);
  return connection;
}

void
sprint_connection_list_remove (SprintConnectionList *self,
                               SprintConnection     *connection)
{
  guint position;

  g_return_if_fail (SPRINT_IS_CONNECTION_LIST (self));

  if (!g_ptr_array_find (self->connections, connection, &position))
    return;
  sprint_connection_close (connection);
  g_ptr_array_remove_index (self->connections, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

gboolean
sprint_connection_uri_is_valid (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NON_DNS | G_URI_FLAGS_ENCODED, NULL);

  return parsed != NULL && ((g_uri_get_host (parsed) != NULL && *g_uri_get_host (parsed) != '\0') ||
                            *g_uri_get_path (parsed) != '\0');
}

SprintConnection *
sprint_connection_list_find (SprintConnectionList *self,
                             const char           *uri)
{
  for (guint i = 0; i < self->connections->len; i++) {
    SprintConnection *connection = g_ptr_array_index (self->connections, i);

    if (g_str_equal (sprint_connection_get_uri (connection), uri))
      return connection;
  }
  return NULL;
}
