/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "console-input.h"

G_BEGIN_DECLS

/**
 * SprintPointerMode:
 *
 * Tells a console's input whether the guest takes places or motion, as a SPICE main channel has it.
 */
#define SPRINT_TYPE_POINTER_MODE (sprint_pointer_mode_get_type ())
G_DECLARE_FINAL_TYPE (SprintPointerMode, sprint_pointer_mode, SPRINT, POINTER_MODE, GObject)

SprintPointerMode *sprint_pointer_mode_new (SpiceMainChannel   *channel,
                                            SprintConsoleInput *input);

G_END_DECLS
