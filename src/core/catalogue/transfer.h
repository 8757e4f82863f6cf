/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The blocking half of a download: HTTP requests and files, for a worker thread. */

typedef void (*SprintTransferProgress) (guint64 done, guint64 size, gpointer user_data);

typedef struct {
  const char *uri;
  const char *sums_uri;
  const char *entry;
  const char *target;
  SprintTransferProgress progress;   /* called in this thread, some times a second */
  gpointer user_data;
} SprintTransfer;

/* The file's size, 0 where the server does not tell. */
gboolean sprint_transfer_measure (const SprintTransfer *transfer, guint64 *size, GCancellable *cancellable,
                                  GError **error);
gboolean sprint_transfer_run     (const SprintTransfer *transfer, GCancellable *cancellable, GError **error);

/* The sum of @entry in the text of a SHA256SUMS file, in lower case. (transfer full) (nullable) */
char    *sprint_transfer_find_sum (const char *sums, const char *entry);

G_END_DECLS
