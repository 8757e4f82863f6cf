/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vte/vte.h>

G_BEGIN_DECLS

/**
 * SprintSerialLink:
 *
 * Web addresses in a terminal: underlined under the pointer, opened with Ctrl and a click, and offered by the context
 * menu. Only what is printed is a link, and only to http and https: the guest chooses the text, and a person sees
 * where it leads.
 */
#define SPRINT_TYPE_SERIAL_LINK (sprint_serial_link_get_type ())
G_DECLARE_FINAL_TYPE (SprintSerialLink, sprint_serial_link, SPRINT, SERIAL_LINK, GObject)

/**
 * sprint_serial_link_new:
 * @terminal: (transfer none): where the addresses are
 *
 * Returns: (transfer full): to be held as long as the terminal
 */
SprintSerialLink *sprint_serial_link_new      (VteTerminal      *terminal);

/**
 * sprint_serial_link_find:
 * @x: in the terminal's coordinates
 * @y: in the terminal's coordinates
 *
 * Returns: (transfer full) (nullable): the address there
 */
char             *sprint_serial_link_find     (SprintSerialLink *self,
                                               double            x,
                                               double            y);

/**
 * sprint_serial_link_find_under_pointer:
 *
 * Returns: (transfer full) (nullable): the address that the pointer was at last
 */
char             *sprint_serial_link_find_under_pointer (SprintSerialLink *self);

/**
 * sprint_serial_link_open:
 * @uri: what sprint_serial_link_find() found
 */
void              sprint_serial_link_open     (SprintSerialLink *self,
                                               const char       *uri);

G_END_DECLS
