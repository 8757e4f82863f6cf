/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What the header "If" may weigh, in bytes. */
#define SPRINT_FOLDER_CONDITIONS_MAX 4096

/**
 * sprint_folder_conditions_parse:
 * @header: "If", as it came (RFC 4918, 10.4)
 *
 * The server in spice-client-glib reads that header without an end, or past its end, unless it has exactly the form
 * that it expects: lists of conditions, each in round brackets, and either all below a place or none. Weak tags and
 * backslashes are none of it.
 *
 * Returns: (transfer full) (nullable): the paths of the places that it names, encoded; %NULL where the server must not
 *   see it
 */
GStrv sprint_folder_conditions_parse (const char *header);

G_END_DECLS
