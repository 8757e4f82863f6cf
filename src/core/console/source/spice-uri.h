/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-address.h"

G_BEGIN_DECLS

/**
 * sprint_spice_uri_is_uri:
 *
 * Returns: whether @text is meant for the address of a screen: of SPICE, or of a kind that is told apart
 *   from it, such as "vnc://"
 */
gboolean              sprint_spice_uri_is_uri (const char  *text);

/**
 * sprint_spice_uri_parse:
 * @uri: spice://host:port, spice://host?port=…&tls-port=…&password=…, spice+tls://host:port or
 *   spice+unix:///path, as remote-viewer(1) and spice-gtk read them
 *
 * Returns: (transfer full): an address that has been checked, or %NULL with
 *   %SPRINT_CONSOLE_ERROR_ADDRESS or %SPRINT_CONSOLE_ERROR_NOT_SPICE, whose message is a translated sentence
 */
SprintConsoleAddress *sprint_spice_uri_parse  (const char  *uri,
                                               GError     **error);

G_END_DECLS
