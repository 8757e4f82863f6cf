/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-address.h"
#include "core/console/screen/picture-tally.h"

G_BEGIN_DECLS

/**
 * SprintConsoleSource:
 *
 * Where a console's channels come from, without knowing machines.
 *
 * Either a provider, which is called once for each channel and answers with one connected socket, or an
 * address, which the protocol's own library connects to.
 */
#define SPRINT_TYPE_CONSOLE_SOURCE (sprint_console_source_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleSource, sprint_console_source, SPRINT, CONSOLE_SOURCE, GObject)

/**
 * SprintConsoleOpenFunc:
 * @provider: what the source was made with
 * @cancellable: (nullable): cancelled when the console no longer wants the descriptor
 * @callback: (scope async): to be called, once, on the main context of the caller
 * @user_data: for @callback
 *
 * Starts opening one more channel.
 */
typedef void (*SprintConsoleOpenFunc) (gpointer             provider,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);

/**
 * SprintConsoleOpenFinishFunc:
 * @provider: what the source was made with
 * @result: what the callback was called with
 * @error: return location for an error
 *
 * An error of %SPRINT_CONSOLE_ERROR is passed on as it is: with it a provider says that there is no
 * use in asking again (%SPRINT_CONSOLE_ERROR_NOT_SUPPORTED, %SPRINT_CONSOLE_ERROR_NOT_AUTHORIZED).
 *
 * Returns: a connected stream socket that the caller owns, or -1 with @error set
 */
typedef int (*SprintConsoleOpenFinishFunc) (gpointer       provider,
                                            GAsyncResult  *result,
                                            GError       **error);

/**
 * sprint_console_source_new:
 * @provider: (transfer none): what opens channels; referenced
 * @open: starts opening one
 * @open_finish: takes the descriptor
 *
 * Returns: (transfer full): a source
 */
SprintConsoleSource *sprint_console_source_new         (GObject                      *provider,
                                                        SprintConsoleOpenFunc         open,
                                                        SprintConsoleOpenFinishFunc   open_finish);

/**
 * sprint_console_source_new_for_address:
 * @address: (transfer none): where the screen is
 *
 * Returns: (transfer full): a source
 */
SprintConsoleSource *sprint_console_source_new_for_address (SprintConsoleAddress     *address);

/**
 * sprint_console_source_get_address:
 *
 * Returns: (transfer none) (nullable): %NULL for one with a provider
 */
SprintConsoleAddress *sprint_console_source_get_address (SprintConsoleSource         *self);

/**
 * sprint_console_source_set_coding:
 * @coding: how all pictures come from there, where whoever made the server sees to it
 *
 * For a source of which no channel can be looked into.
 */
void                 sprint_console_source_set_coding  (SprintConsoleSource          *self,
                                                        SprintPictureCoding           coding);
SprintPictureCoding  sprint_console_source_get_coding  (SprintConsoleSource          *self);

/**
 * sprint_console_source_open_async:
 *
 * Asks the provider for one more connected socket. Any number may be under way.
 */
void                 sprint_console_source_open_async  (SprintConsoleSource          *self,
                                                        GCancellable                 *cancellable,
                                                        GAsyncReadyCallback           callback,
                                                        gpointer                      user_data);

/**
 * sprint_console_source_open_finish:
 *
 * Returns: a descriptor that the caller owns, or -1 with the provider's own error, or
 *   %G_IO_ERROR_CANCELLED
 */
int                  sprint_console_source_open_finish (SprintConsoleSource          *self,
                                                        GAsyncResult                 *result,
                                                        GError                      **error);

G_END_DECLS
