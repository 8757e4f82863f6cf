/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <vte/vte.h>

G_BEGIN_DECLS

/**
 * sprint_serial_paste:
 * @terminal: what is pasted into, as if it were typed
 * @clipboard: where the text is
 *
 * Pastes what is in @clipboard. More than one line is shown first, and asked about: a shell runs each line as it
 * arrives. What is longer than the console can take at once is not pasted, and said to be.
 */
void sprint_serial_paste (VteTerminal  *terminal,
                          GdkClipboard *clipboard);

/**
 * sprint_serial_paste_text:
 *
 * The same with a text that is known.
 */
void sprint_serial_paste_text (VteTerminal *terminal,
                               const char  *text);

G_END_DECLS
