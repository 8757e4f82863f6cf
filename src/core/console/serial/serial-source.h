/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintSerialError:
 * @SPRINT_SERIAL_ERROR_FAILED: it could not be opened, or failed while it was open
 * @SPRINT_SERIAL_ERROR_ENDED: the guest's side closed it
 * @SPRINT_SERIAL_ERROR_IN_USE: somebody else has it, and can be thrown out
 * @SPRINT_SERIAL_ERROR_UNAVAILABLE: whoever opens it cannot open it here
 * @SPRINT_SERIAL_ERROR_NOT_AUTHORIZED: whoever opens it does not allow it
 *
 * Why there is no serial console.
 */
typedef enum {
  SPRINT_SERIAL_ERROR_FAILED,
  SPRINT_SERIAL_ERROR_ENDED,
  SPRINT_SERIAL_ERROR_IN_USE,
  SPRINT_SERIAL_ERROR_UNAVAILABLE,
  SPRINT_SERIAL_ERROR_NOT_AUTHORIZED,
} SprintSerialError;

#define SPRINT_SERIAL_ERROR (sprint_serial_error_quark ())
GQuark sprint_serial_error_quark (void);

/**
 * SprintSerialSource:
 *
 * Where the bytes of a serial console come from and go to, without knowing machines.
 */
#define SPRINT_TYPE_SERIAL_SOURCE (sprint_serial_source_get_type ())
G_DECLARE_FINAL_TYPE (SprintSerialSource, sprint_serial_source, SPRINT, SERIAL_SOURCE, GObject)

/**
 * SprintSerialOpenFunc:
 * @provider: what the source was made with
 * @take_over: whether whoever has it now loses it
 * @cancellable: (nullable): cancelled when the stream is no longer wanted
 * @callback: (scope async): to be called, once, on the main context of the caller
 * @user_data: for @callback
 *
 * Starts opening the serial console.
 */
typedef void (*SprintSerialOpenFunc) (gpointer             provider,
                                      gboolean             take_over,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);

/**
 * SprintSerialOpenFinishFunc:
 * @provider: what the source was made with
 * @result: what the callback was called with
 * @error: return location for an error
 *
 * With an error of %SPRINT_SERIAL_ERROR a provider says that there is no use in asking again by oneself: IN_USE,
 * UNAVAILABLE, NOT_AUTHORIZED. Any other is taken for a passing one.
 *
 * Returns: (transfer full): a stream whose halves are asynchronous by themselves, or %NULL with @error set
 */
typedef GIOStream *(*SprintSerialOpenFinishFunc) (gpointer       provider,
                                                  GAsyncResult  *result,
                                                  GError       **error);

/**
 * sprint_serial_source_new:
 * @provider: (transfer none): what opens the console; referenced
 *
 * Returns: (transfer full): a source
 */
SprintSerialSource *sprint_serial_source_new         (GObject                     *provider,
                                                      SprintSerialOpenFunc         open,
                                                      SprintSerialOpenFinishFunc   open_finish);
void                sprint_serial_source_open_async  (SprintSerialSource          *self,
                                                      gboolean                     take_over,
                                                      GCancellable                *cancellable,
                                                      GAsyncReadyCallback          callback,
                                                      gpointer                     user_data);

/**
 * sprint_serial_source_open_finish:
 *
 * Returns: (transfer full): the stream, or %NULL with the provider's own error, or %G_IO_ERROR_CANCELLED
 */
GIOStream          *sprint_serial_source_open_finish (SprintSerialSource          *self,
                                                      GAsyncResult                *result,
                                                      GError                     **error);

G_END_DECLS
