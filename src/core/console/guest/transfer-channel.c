/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer-channel.h"

#include <glib/gi18n.h>

#include "sent-file.h"

struct _SprintTransferChannel
{
  GObject parent_instance;

  SpiceMainChannel *channel;
  SprintFileTransfers *transfers;
  GPtrArray *copying;
};

G_DEFINE_FINAL_TYPE (SprintTransferChannel, sprint_transfer_channel, G_TYPE_OBJECT)

/* What is in hand until it calls back, also for a transfer that was cancelled or a connection that has gone. */
typedef struct {
  SprintTransferChannel *self;
  SprintFileTransfer *transfer;
  GFile *file;                   /* (nullable): as the library sees it */
  SpiceFileTransferTask *task;   /* (nullable): the library's */
  GError *error;                 /* (nullable) */
} Copy;

static void
copy_free (Copy *copy)
{
  if (copy->self != NULL)
    g_ptr_array_remove (copy->self->copying, copy);
  g_clear_weak_pointer (&copy->self);
  if (copy->task != NULL)
    g_signal_handlers_disconnect_by_data (copy->task, copy);
  g_clear_object (&copy->task);
  g_clear_object (&copy->file);
  g_clear_error (&copy->error);
  g_object_unref (copy->transfer);
  g_free (copy);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copy, copy_free)

static void
sprint_transfer_channel_dispose (GObject *object)
{
  SprintTransferChannel *self = SPRINT_TRANSFER_CHANNEL (object);

  if (self->transfers != NULL)
    g_signal_handlers_disconnect_by_data (self->transfers, self);
  if (self->channel != NULL)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  for (guint i = 0; i < self->copying->len; i++)
    sprint_file_transfer_fail (((Copy *) self->copying->pdata[i])->transfer, G_IO_ERROR_CONNECTION_CLOSED,
                               _("The connection to the machine ended before all of the file was there."));
  g_clear_object (&self->transfers);
  g_clear_object (&self->channel);

  G_OBJECT_CLASS (sprint_transfer_channel_parent_class)->dispose (object);
}

static void
sprint_transfer_channel_finalize (GObject *object)
{
  g_ptr_array_unref (SPRINT_TRANSFER_CHANNEL (object)->copying);

  G_OBJECT_CLASS (sprint_transfer_channel_parent_class)->finalize (object);
}

static void
finished_cb (Copy         *copy,
             const GError *error)
{
  if (error == NULL)
    return;

  g_clear_error (&copy->error);
  copy->error = g_error_copy (error);
}

static void
new_file_transfer_cb (SprintTransferChannel *self,
                      SpiceFileTransferTask *task)
{
  g_autoptr (GFile) file = NULL;

  g_object_get (task, "file", &file, NULL);
  for (guint i = 0; i < self->copying->len; i++) {
    Copy *copy = self->copying->pdata[i];

    if (copy->task != NULL || file == NULL || copy->file != file)
      continue;
    copy->task = g_object_ref (task);
    g_signal_connect_swapped (task, "finished", G_CALLBACK (finished_cb), copy);
    break;
  }
}

static void
progress_cb (goffset  done,
             goffset  total,
             gpointer user_data)
{
  sprint_file_transfer_set_progress (((Copy *) user_data)->transfer, done, total);
}

/* spice-gtk (0.42) tells the guest that a copy has failed only with what is sent next: where nothing else is going
 * on, the guest would wait for the rest. A new limit for the clipboard is sent at once, and one byte is none. */
static void
send_queued (SpiceMainChannel *channel)
{
  int max;

  g_object_get (channel, "max-clipboard", &max, NULL);
  if (max > 0)
    g_object_set (channel, "max-clipboard", max ^ 1, NULL);
}

static gboolean
failed_cb (gpointer user_data)
{
  Copy *copy = user_data;

  sprint_file_transfer_finish (copy->transfer, copy->error);

  return G_SOURCE_REMOVE;
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Copy) copy = user_data;

  if (spice_main_channel_file_copy_finish (SPICE_MAIN_CHANNEL (source), result,
                                           copy->error == NULL ? &copy->error : NULL)) {
    sprint_file_transfer_finish (copy->transfer, NULL);
    return;
  }

  if (copy->self != NULL)
    send_queued (copy->self->channel);
  /* That is a sum, also of one file. Why this one failed is being told by its task. */
  g_idle_add_full (G_PRIORITY_DEFAULT, failed_cb, g_steal_pointer (&copy), (GDestroyNotify) copy_free);
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Copy) copy = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  GFile *files[] = { NULL, NULL };

  /* Cancelled, or without a connection any more. */
  if (sprint_file_transfer_get_ended (copy->transfer) || copy->self == NULL)
    return;

  if (info == NULL) {
    sprint_file_transfer_finish (copy->transfer, error);
  } else if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY) {
    sprint_file_transfer_fail (copy->transfer, G_IO_ERROR_IS_DIRECTORY,
                               _("Folders cannot be copied this way. Share the folder instead."));
  } else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR) {
    sprint_file_transfer_fail (copy->transfer, G_IO_ERROR_NOT_REGULAR_FILE,
                               _("This is not a file that can be copied."));
  } else {
    files[0] = copy->file = sprint_sent_file_new (G_FILE (source));
    spice_main_channel_file_copy_async (copy->self->channel, files, G_FILE_COPY_NONE,
                                        sprint_file_transfer_get_cancellable (copy->transfer), progress_cb, copy,
                                        copied_cb, copy);
    copy = NULL;
  }
}

static void
start_cb (SprintTransferChannel *self,
          SprintFileTransfer    *transfer)
{
  Copy *copy = g_new0 (Copy, 1);

  g_set_weak_pointer (&copy->self, self);
  copy->transfer = g_object_ref (transfer);
  g_ptr_array_add (self->copying, copy);
  g_file_query_info_async (sprint_file_transfer_get_file (transfer), G_FILE_ATTRIBUTE_STANDARD_TYPE,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           sprint_file_transfer_get_cancellable (transfer), examined_cb, copy);
}

static void
sprint_transfer_channel_class_init (SprintTransferChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_transfer_channel_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_transfer_channel_finalize;
}

static void
sprint_transfer_channel_init (SprintTransferChannel *self)
{
  self->copying = g_ptr_array_new ();
}

SprintTransferChannel *
sprint_transfer_channel_new (SpiceMainChannel    *channel,
                             SprintFileTransfers *transfers)
{
  SprintTransferChannel *self = g_object_new (SPRINT_TYPE_TRANSFER_CHANNEL, NULL);

  self->channel = g_object_ref (channel);
  self->transfers = g_object_ref (transfers);
  g_signal_connect_swapped (transfers, "start", G_CALLBACK (start_cb), self);
  g_signal_connect_swapped (channel, "new-file-transfer", G_CALLBACK (new_file_transfer_cb), self);

  return self;
}
