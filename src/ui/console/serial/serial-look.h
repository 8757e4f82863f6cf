/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <vte/vte.h>

G_BEGIN_DECLS

/**
 * SprintSerialLook:
 *
 * Keeps a terminal's colours in step with the light, dark and high-contrast style, and its font with the system's
 * monospace one.
 */
#define SPRINT_TYPE_SERIAL_LOOK (sprint_serial_look_get_type ())
G_DECLARE_FINAL_TYPE (SprintSerialLook, sprint_serial_look, SPRINT, SERIAL_LOOK, GObject)

/**
 * sprint_serial_look_new:
 * @terminal: (transfer none): what is kept in step; not referenced beyond its own life
 *
 * Returns: (transfer full): to be held as long as the terminal
 */
SprintSerialLook *sprint_serial_look_new (VteTerminal *terminal);

G_END_DECLS
