/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/source/console-address.h"

G_BEGIN_DECLS

/**
 * sprint_tls_verdict_find_async:
 * @address: one whose encrypted port was just refused
 *
 * Finds out why. spice-gtk refuses a certificate and says no more than that it did; so the server is asked
 * for it once more, and it is looked at. Nothing is sent to the server, and nothing it says is trusted.
 */
void    sprint_tls_verdict_find_async  (SprintConsoleAddress  *address,
                                        GCancellable          *cancellable,
                                        GAsyncReadyCallback    callback,
                                        gpointer               user_data);

/**
 * sprint_tls_verdict_find_finish:
 *
 * Returns: (transfer full): always an error: of %SPRINT_CONSOLE_ERROR the verdict, with words about the
 *   certificate; or why there is none, %G_IO_ERROR_CANCELLED among them
 */
GError *sprint_tls_verdict_find_finish (SprintConsoleAddress  *address,
                                        GAsyncResult          *result);

G_END_DECLS
