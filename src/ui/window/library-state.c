/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-state.h"

#include <gtk/gtk.h>

struct _SprintLibraryState
{
  GObject parent_instance;

  SprintConnectionList *connections;
  GtkFlattenListModel *machines;
};

G_DEFINE_FINAL_TYPE (SprintLibraryState, sprint_library_state, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
sprint_library_state_dispose (GObject *object)
{
  SprintLibraryState *self = SPRINT_LIBRARY_STATE (object);

  g_clear_object (&self->machines);
  g_clear_object (&self->connections);

  G_OBJECT_CLASS (sprint_library_state_parent_class)->dispose (object);
}

static void
changed_cb (SprintLibraryState *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
connections_changed_cb (SprintLibraryState *self,
                        guint               position,
                        guint               removed,
                        guint               added,
                        GListModel         *model)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SprintConnection) connection = g_list_model_get_item (model, i);

    g_signal_connect_object (connection, "notify::state", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (connection, "notify::error", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  }

  changed_cb (self);
}

static void
sprint_library_state_class_init (SprintLibraryStateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_library_state_dispose;

  /**
   * SprintLibraryState::changed:
   *
   * There are other machines, or a connection fares differently.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SPRINT_TYPE_LIBRARY_STATE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_library_state_init (SprintLibraryState *self)
{
}

SprintLibraryState *
sprint_library_state_new (SprintConnectionList *connections)
{
  SprintLibraryState *self;

  g_return_val_if_fail (SPRINT_IS_CONNECTION_LIST (connections), NULL);

  self = g_object_new (SPRINT_TYPE_LIBRARY_STATE, NULL);
  self->connections = g_object_ref (connections);
  self->machines = gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (connections)));
  g_signal_connect_object (self->machines, "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connections, "items-changed", G_CALLBACK (connections_changed_cb), self,
                           G_CONNECT_SWAPPED);
  connections_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (connections)),
                          G_LIST_MODEL (connections));

  return self;
}

guint
sprint_library_state_get_n_machines (SprintLibraryState *self)
{
  g_return_val_if_fail (SPRINT_IS_LIBRARY_STATE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->machines));
}

gboolean
sprint_library_state_get_pending (SprintLibraryState *self)
{
  guint n;

  g_return_val_if_fail (SPRINT_IS_LIBRARY_STATE (self), FALSE);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->connections));
  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintConnection) connection =
      g_list_model_get_item (G_LIST_MODEL (self->connections), i);

    if (sprint_connection_get_state (connection) != SPRINT_CONNECTION_STATE_OPEN &&
        sprint_connection_get_error (connection) == NULL)
      return TRUE;
  }

  return FALSE;
}

gboolean
sprint_library_state_is_troubled (SprintConnection *connection)
{
  SprintConnectionState state = sprint_connection_get_state (connection);

  return state == SPRINT_CONNECTION_STATE_LOST ||
         (state != SPRINT_CONNECTION_STATE_OPEN && sprint_connection_get_error (connection) != NULL);
}

SprintConnection *
sprint_library_state_get_troubled (SprintLibraryState *self)
{
  guint n;

  g_return_val_if_fail (SPRINT_IS_LIBRARY_STATE (self), NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->connections));
  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintConnection) connection =
      g_list_model_get_item (G_LIST_MODEL (self->connections), i);

    /* The list keeps it. */
    if (sprint_library_state_is_troubled (connection))
      return connection;
  }

  return NULL;
}

SprintMachine *
sprint_library_state_find (SprintLibraryState *self,
                           const char         *uri,
                           const char         *uuid)
{
  SprintConnection *connection;

  g_return_val_if_fail (SPRINT_IS_LIBRARY_STATE (self), NULL);

  connection = sprint_connection_list_find (self->connections, uri);

  return connection != NULL ? sprint_connection_find (connection, uuid) : NULL;
}
