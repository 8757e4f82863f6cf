/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-invitation.h"

G_BEGIN_DECLS

/**
 * sprint_connection_file_parse:
 * @text: what is in the file; may hold anything
 * @length: its bytes
 * @name: what a person calls it
 *
 * Reads one of virt-viewer's connection files, as remote-viewer(1) of virt-viewer 11.0 describes them
 * under "Connection file". Of a key that is there twice the last one counts, as it does there.
 *
 * Returns: (transfer full): or %NULL with %SPRINT_CONSOLE_ERROR_ADDRESS, %SPRINT_CONSOLE_ERROR_NOT_SPICE or
 *   %SPRINT_CONSOLE_ERROR_OUTDATED, whose message is a translated sentence
 */
SprintConsoleInvitation *sprint_connection_file_parse (const char  *text,
                                                       gsize        length,
                                                       const char  *name,
                                                       GError     **error);

G_END_DECLS
