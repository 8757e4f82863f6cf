/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <vte/vte.h>

G_BEGIN_DECLS

/**
 * SprintSerialSearch:
 *
 * A bar that finds text in a terminal and what has scrolled out of it.
 */
#define SPRINT_TYPE_SERIAL_SEARCH (sprint_serial_search_get_type ())
G_DECLARE_FINAL_TYPE (SprintSerialSearch, sprint_serial_search, SPRINT, SERIAL_SEARCH, AdwBin)

/**
 * sprint_serial_search_new:
 * @terminal: (transfer none): what is searched; it gets the focus back
 */
GtkWidget *sprint_serial_search_new  (VteTerminal        *terminal);

/**
 * sprint_serial_search_open:
 *
 * Shows the bar, ready to be typed into.
 */
void       sprint_serial_search_open (SprintSerialSearch *self);

G_END_DECLS
