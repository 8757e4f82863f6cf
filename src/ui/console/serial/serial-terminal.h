/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <vte/vte.h>

#include "core/console/serial/serial-session.h"

G_BEGIN_DECLS

/**
 * SPRINT_SERIAL_SCROLLBACK:
 *
 * How many lines that have scrolled away are kept. VTE keeps them compressed and encrypted in a file of its own.
 */
#define SPRINT_SERIAL_SCROLLBACK 10000

/**
 * SprintSerialTerminal:
 *
 * A serial session as a terminal: what the guest prints is shown, what is typed is sent. Knows no machines and no
 * windows.
 *
 * A serial port has no way to tell the guest how large its terminal is. "serial.set-size" types the command that
 * does, for a shell to run; a guest can ask by escape sequence too ("resize" of xterm), and is answered.
 *
 * Its actions are in the group "serial": copy (Ctrl+Shift+C), paste (Ctrl+Shift+V), select-all, find (Ctrl+Shift+F),
 * zoom-in, zoom-out and zoom-normal (Ctrl and +, −, 0), set-size, clear, open-link and copy-link. Ctrl+Tab and
 * Ctrl+Shift+Tab lead out of it: every other key is the guest's.
 */
#define SPRINT_TYPE_SERIAL_TERMINAL (sprint_serial_terminal_get_type ())
G_DECLARE_FINAL_TYPE (SprintSerialTerminal, sprint_serial_terminal, SPRINT, SERIAL_TERMINAL, AdwBin)

GtkWidget   *sprint_serial_terminal_new            (SprintSerialSession  *session);

/**
 * sprint_serial_terminal_set_guest_name:
 * @name: (nullable): what assistive technology calls it by
 */
void         sprint_serial_terminal_set_guest_name (SprintSerialTerminal *self,
                                                    const char           *name);

/**
 * sprint_serial_terminal_clear:
 *
 * Forgets all that was shown, with what has scrolled away.
 */
void         sprint_serial_terminal_clear          (SprintSerialTerminal *self);

/**
 * sprint_serial_terminal_get_terminal:
 *
 * Returns: (transfer none): the terminal itself, which takes the focus
 */
VteTerminal *sprint_serial_terminal_get_terminal   (SprintSerialTerminal *self);

G_END_DECLS
