/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * SprintDownload: one file from a server, checked against its vendor's list of SHA-256 sums.
 *
 * It grows under the name of the target with ".part", and gets the target's name once it is verified. A part that is
 * there is continued. Only https is followed, and http to this computer itself.
 *
 * Properties: uri, sums-uri, entry (its name in the list), target (path), construct-only; size (bytes, 0 until known),
 * fraction (0–1), speed (bytes a second, while running), read-only, notified in the thread's main context that runs it.
 */
#define SPRINT_TYPE_DOWNLOAD (sprint_download_get_type ())
G_DECLARE_FINAL_TYPE (SprintDownload, sprint_download, SPRINT, DOWNLOAD, GObject)

SprintDownload *sprint_download_new (const char *uri, const char *sums_uri, const char *entry, const char *target);

const char *sprint_download_get_target   (SprintDownload *self);
guint64     sprint_download_get_size     (SprintDownload *self);
double      sprint_download_get_fraction (SprintDownload *self);
guint64     sprint_download_get_speed    (SprintDownload *self);

/* Asks for the size without downloading. */
void     sprint_download_measure_async  (SprintDownload *self, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean sprint_download_measure_finish (SprintDownload *self, GAsyncResult *result, GError **error);

/* Brings the file, unless it is there and still is what the list says. Fails with NO_NETWORK, SERVER, CHECKSUM (the
 * file goes), NO_SPACE (the part goes), FAILED, or G_IO_ERROR_CANCELLED (the part stays). */
void     sprint_download_run_async  (SprintDownload *self, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean sprint_download_run_finish (SprintDownload *self, GAsyncResult *result, GError **error);

G_END_DECLS
