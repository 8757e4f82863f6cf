/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serial-terminal.h"

G_BEGIN_DECLS

/**
 * SprintSerialView:
 *
 * A serial terminal with its states: connected with nothing to see yet, lost, and in somebody else's hands. What was
 * printed stays in sight.
 */
#define SPRINT_TYPE_SERIAL_VIEW (sprint_serial_view_get_type ())
G_DECLARE_FINAL_TYPE (SprintSerialView, sprint_serial_view, SPRINT, SERIAL_VIEW, AdwBin)

GtkWidget            *sprint_serial_view_new          (SprintSerialSession *session);
SprintSerialTerminal *sprint_serial_view_get_terminal (SprintSerialView    *self);

/**
 * sprint_serial_view_clear:
 *
 * For another guest: forgets what was shown.
 */
void                  sprint_serial_view_clear        (SprintSerialView    *self);

G_END_DECLS
