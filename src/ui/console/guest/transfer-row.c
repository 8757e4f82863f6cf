/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer-row.h"

#include <glib/gi18n.h>

struct _SprintTransferRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *name;
  GtkLabel *state;
  GtkProgressBar *progress;
  GtkWidget *cancel_button;

  SprintFileTransfer *transfer;
};

G_DEFINE_FINAL_TYPE (SprintTransferRow, sprint_transfer_row, GTK_TYPE_LIST_BOX_ROW)

static void
sprint_transfer_row_dispose (GObject *object)
{
  SprintTransferRow *self = SPRINT_TRANSFER_ROW (object);

  if (self->transfer != NULL)
    g_signal_handlers_disconnect_by_data (self->transfer, self);
  g_clear_object (&self->transfer);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_TRANSFER_ROW);

  G_OBJECT_CLASS (sprint_transfer_row_parent_class)->dispose (object);
}

static const char *
describe (SprintFileTransfer *transfer)
{
  switch (sprint_file_transfer_get_state (transfer)) {
  case SPRINT_TRANSFER_WAITING:
    return _("Waiting");

  case SPRINT_TRANSFER_DONE:
    return _("Copied");

  case SPRINT_TRANSFER_CANCELLED:
    return _("Cancelled");

  case SPRINT_TRANSFER_FAILED:
    return sprint_file_transfer_get_error (transfer)->message;

  case SPRINT_TRANSFER_COPYING:
  default:
    return NULL;
  }
}

static void
update (SprintTransferRow *self)
{
  const char *words = describe (self->transfer);
  gboolean failed = sprint_file_transfer_get_state (self->transfer) == SPRINT_TRANSFER_FAILED;

  gtk_label_set_label (self->state, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), words != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), words == NULL);
  gtk_progress_bar_set_fraction (self->progress, sprint_file_transfer_get_fraction (self->transfer));
  gtk_widget_set_visible (self->cancel_button, !sprint_file_transfer_get_ended (self->transfer));
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
}

static void
cancel_cb (SprintTransferRow *self)
{
  sprint_file_transfer_cancel (self->transfer);
}

static void
sprint_transfer_row_class_init (SprintTransferRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_transfer_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/guest/transfer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintTransferRow, name);
  gtk_widget_class_bind_template_child (widget_class, SprintTransferRow, state);
  gtk_widget_class_bind_template_child (widget_class, SprintTransferRow, progress);
  gtk_widget_class_bind_template_child (widget_class, SprintTransferRow, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
sprint_transfer_row_init (SprintTransferRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sprint_transfer_row_new (SprintFileTransfer *transfer)
{
  SprintTransferRow *self = g_object_new (SPRINT_TYPE_TRANSFER_ROW, NULL);

  self->transfer = g_object_ref (transfer);
  gtk_label_set_label (self->name, sprint_file_transfer_get_name (transfer));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, sprint_file_transfer_get_name (transfer), -1);
  g_signal_connect_swapped (transfer, "notify", G_CALLBACK (update), self);
  update (self);

  return GTK_WIDGET (self);
}
