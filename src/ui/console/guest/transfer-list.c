/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer-list.h"

#include <glib/gi18n.h>

#include "transfer-row.h"

/* Seconds for which it is shown that all is done. */
#define LINGER 4

struct _SprintTransferList
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *title;
  GtkListBox *rows;
  GtkButton *button;

  SprintFileTransfers *transfers;
  guint linger_id;
};

G_DEFINE_FINAL_TYPE (SprintTransferList, sprint_transfer_list, ADW_TYPE_BIN)

static void
sprint_transfer_list_dispose (GObject *object)
{
  SprintTransferList *self = SPRINT_TRANSFER_LIST (object);

  sprint_transfer_list_set_transfers (self, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_TRANSFER_LIST);

  G_OBJECT_CLASS (sprint_transfer_list_parent_class)->dispose (object);
}

typedef struct {
  guint all, running, unhappy;
} Count;

static Count
count (SprintTransferList *self)
{
  GListModel *model = G_LIST_MODEL (self->transfers);
  Count n = { .all = g_list_model_get_n_items (model) };

  for (guint i = 0; i < n.all; i++) {
    g_autoptr (SprintFileTransfer) transfer = g_list_model_get_item (model, i);

    n.running += !sprint_file_transfer_get_ended (transfer);
    n.unhappy += sprint_file_transfer_get_state (transfer) == SPRINT_TRANSFER_FAILED;
  }

  return n;
}

static gboolean
linger_cb (gpointer user_data)
{
  SprintTransferList *self = user_data;

  self->linger_id = 0;
  sprint_file_transfers_remove_ended (self->transfers);

  return G_SOURCE_REMOVE;
}

static char *
create_title (const Count *n)
{
  if (n->running > 0)
    return g_strdup_printf (g_dngettext (NULL, "Copying %u File to the Machine", "Copying %u Files to the Machine",
                                         n->running), n->running);
  if (n->unhappy > 0)
    return g_strdup_printf (g_dngettext (NULL, "%u File Was Not Copied", "%u Files Were Not Copied", n->unhappy),
                            n->unhappy);

  return g_strdup (_("Copied to the Machine"));
}

static void
update (SprintTransferList *self)
{
  Count n = { 0 };
  g_autofree char *title = NULL;

  if (self->transfers != NULL)
    n = count (self);
  g_clear_handle_id (&self->linger_id, g_source_remove);
  gtk_revealer_set_reveal_child (self->revealer, n.all > 0);
  gtk_widget_set_can_target (GTK_WIDGET (self), n.all > 0);
  if (n.all == 0)
    return;

  title = create_title (&n);
  if (g_strcmp0 (title, gtk_label_get_label (self->title)) != 0) {
    gtk_label_set_label (self->title, title);
    if (n.running == 0)
      gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  }
  gtk_button_set_label (self->button, n.running > 0 ? _("_Cancel All") : _("_Close"));
  if (n.running == 0 && n.unhappy == 0)
    self->linger_id = g_timeout_add_seconds (LINGER, linger_cb, self);
}

static void
clicked_cb (SprintTransferList *self)
{
  if (count (self).running > 0)
    sprint_file_transfers_cancel_all (self->transfers);
  else
    sprint_file_transfers_remove_ended (self->transfers);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  SprintTransferList *self = user_data;

  g_signal_connect_object (item, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return sprint_transfer_row_new (item);
}

static void
sprint_transfer_list_class_init (SprintTransferListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_transfer_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/guest/transfer-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintTransferList, revealer);
  gtk_widget_class_bind_template_child (widget_class, SprintTransferList, title);
  gtk_widget_class_bind_template_child (widget_class, SprintTransferList, rows);
  gtk_widget_class_bind_template_child (widget_class, SprintTransferList, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
sprint_transfer_list_init (SprintTransferList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

void
sprint_transfer_list_set_transfers (SprintTransferList  *self,
                                    SprintFileTransfers *transfers)
{
  g_return_if_fail (SPRINT_IS_TRANSFER_LIST (self));

  if (self->transfers == transfers)
    return;

  g_clear_handle_id (&self->linger_id, g_source_remove);
  if (self->transfers != NULL)
    g_signal_handlers_disconnect_by_data (self->transfers, self);
  g_set_object (&self->transfers, transfers);
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (transfers), create_row, self, NULL);
  if (transfers == NULL)
    return;

  g_signal_connect_swapped (transfers, "items-changed", G_CALLBACK (update), self);
  update (self);
}
