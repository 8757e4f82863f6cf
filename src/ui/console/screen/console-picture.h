/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/screen/console-monitor.h"

G_BEGIN_DECLS

/**
 * sprint_console_picture_take:
 * @monitor: (nullable): what shows it
 *
 * Returns: (transfer full): the guest's picture of this moment, at its own size, or %NULL with
 *   %SPRINT_CONSOLE_ERROR_NO_PICTURE while its screen shows none
 */
GdkTexture *sprint_console_picture_take (SprintConsoleMonitor  *monitor,
                                         GError               **error);

/**
 * sprint_console_picture_save_async:
 * @picture: what [method@Console.take_picture] gave
 * @file: what to write or replace, as PNG
 * @cancellable: (nullable): to give it up
 *
 * Needs no console any more: the one that the picture is of may be gone.
 */
void     sprint_console_picture_save_async  (GdkTexture          *picture,
                                             GFile               *file,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);

/**
 * sprint_console_picture_save_finish:
 *
 * Returns: whether it is written; else @error is one of %G_IO_ERROR
 */
gboolean sprint_console_picture_save_finish (GdkTexture          *picture,
                                             GAsyncResult        *result,
                                             GError             **error);

G_END_DECLS
