/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-transfers.h"

#include <glib/gi18n.h>

struct _SprintFileTransfers
{
  GObject parent_instance;

  SprintGuestAgent *agent;
  GPtrArray *transfers;
  SprintFileTransfer *current;
};

static void sprint_file_transfers_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintFileTransfers, sprint_file_transfers, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sprint_file_transfers_list_model_init))

enum {
  START,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void start_next (SprintFileTransfers *self);

static void
transfer_free (gpointer data)
{
  sprint_file_transfer_cancel (data);
  g_object_unref (data);
}

static void
sprint_file_transfers_dispose (GObject *object)
{
  SprintFileTransfers *self = SPRINT_FILE_TRANSFERS (object);

  for (guint i = 0; i < self->transfers->len; i++)
    g_signal_handlers_disconnect_by_data (self->transfers->pdata[i], self);
  g_clear_object (&self->current);
  g_ptr_array_set_size (self->transfers, 0);
  g_clear_object (&self->agent);

  G_OBJECT_CLASS (sprint_file_transfers_parent_class)->dispose (object);
}

static void
sprint_file_transfers_finalize (GObject *object)
{
  g_ptr_array_unref (SPRINT_FILE_TRANSFERS (object)->transfers);

  G_OBJECT_CLASS (sprint_file_transfers_parent_class)->finalize (object);
}

static GType
get_item_type (GListModel *model)
{
  return SPRINT_TYPE_FILE_TRANSFER;
}

static guint
get_n_items (GListModel *model)
{
  return SPRINT_FILE_TRANSFERS (model)->transfers->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SprintFileTransfers *self = SPRINT_FILE_TRANSFERS (model);

  return position < self->transfers->len ? g_object_ref (self->transfers->pdata[position]) : NULL;
}

static void
sprint_file_transfers_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
sprint_file_transfers_class_init (SprintFileTransfersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_file_transfers_dispose;
  object_class->finalize = sprint_file_transfers_finalize;

  signals[START] =
    g_signal_new ("start", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, SPRINT_TYPE_FILE_TRANSFER);
}

static void
sprint_file_transfers_init (SprintFileTransfers *self)
{
  self->transfers = g_ptr_array_new_with_free_func (transfer_free);
}

static void
state_cb (SprintFileTransfers *self,
          GParamSpec          *pspec,
          SprintFileTransfer  *transfer)
{
  if (transfer != self->current || !sprint_file_transfer_get_ended (transfer))
    return;

  g_clear_object (&self->current);
  start_next (self);
}

static SprintFileTransfer *
find_waiting (SprintFileTransfers *self)
{
  for (guint i = 0; i < self->transfers->len; i++) {
    if (sprint_file_transfer_get_state (self->transfers->pdata[i]) == SPRINT_TRANSFER_WAITING)
      return self->transfers->pdata[i];
  }

  return NULL;
}

static void
start_next (SprintFileTransfers *self)
{
  SprintFileTransfer *next;
  const char *reason;

  while (self->current == NULL && (next = find_waiting (self)) != NULL) {
    reason = sprint_guest_agent_explain (self->agent, SPRINT_GUEST_CAN_FILES);
    if (reason != NULL) {
      sprint_file_transfer_fail (next, G_IO_ERROR_NOT_CONNECTED, reason);
      continue;
    }

    self->current = g_object_ref (next);
    sprint_file_transfer_start (next);
    g_signal_emit (self, signals[START], 0, next);
  }
}

SprintFileTransfers *
sprint_file_transfers_new (SprintGuestAgent *agent)
{
  SprintFileTransfers *self;

  g_return_val_if_fail (SPRINT_IS_GUEST_AGENT (agent), NULL);

  self = g_object_new (SPRINT_TYPE_FILE_TRANSFERS, NULL);
  self->agent = g_object_ref (agent);

  return self;
}

void
sprint_file_transfers_add (SprintFileTransfers *self,
                           GSList              *files)
{
  guint before;

  g_return_if_fail (SPRINT_IS_FILE_TRANSFERS (self));

  if (self->transfers->len == SPRINT_TRANSFERS_MAX)
    sprint_file_transfers_remove_ended (self);
  before = self->transfers->len;
  for (GSList *l = files; l != NULL && self->transfers->len < SPRINT_TRANSFERS_MAX; l = l->next) {
    SprintFileTransfer *transfer = sprint_file_transfer_new (l->data);

    g_signal_connect_swapped (transfer, "notify::state", G_CALLBACK (state_cb), self);
    g_ptr_array_add (self->transfers, transfer);
    if (l->next != NULL && self->transfers->len == SPRINT_TRANSFERS_MAX)
      sprint_file_transfer_fail (transfer, G_IO_ERROR_TOO_MANY_OPEN_FILES,
                                 _("These are too many files at once: from this one on, none is copied."));
  }
  if (self->transfers->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->transfers->len - before);
  start_next (self);
}

void
sprint_file_transfers_cancel_all (SprintFileTransfers *self)
{
  g_return_if_fail (SPRINT_IS_FILE_TRANSFERS (self));

  /* From the last one on, so that none of them is started in between. */
  for (guint i = self->transfers->len; i > 0; i--)
    sprint_file_transfer_cancel (self->transfers->pdata[i - 1]);
}

void
sprint_file_transfers_remove_ended (SprintFileTransfers *self)
{
  g_return_if_fail (SPRINT_IS_FILE_TRANSFERS (self));

  for (guint i = self->transfers->len; i > 0; i--) {
    if (!sprint_file_transfer_get_ended (self->transfers->pdata[i - 1]))
      continue;
    g_signal_handlers_disconnect_by_data (self->transfers->pdata[i - 1], self);
    g_ptr_array_remove_index (self->transfers, i - 1);
    g_list_model_items_changed (G_LIST_MODEL (self), i - 1, 1, 0);
  }
}

SprintGuestAgent *
sprint_file_transfers_get_agent (SprintFileTransfers *self)
{
  g_return_val_if_fail (SPRINT_IS_FILE_TRANSFERS (self), NULL);

  return self->agent;
}
