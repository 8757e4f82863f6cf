/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

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
