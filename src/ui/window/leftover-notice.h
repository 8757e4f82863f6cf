/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

G_BEGIN_DECLS

/**
 * sprint_leftover_notice_add:
 *
 * Looks, some seconds from now, for an installation that an ended Sprint has left under way: says in @window that there
 * is one, with the way to its progress, and how it ended.
 */
void sprint_leftover_notice_add (SprintWindow   *window,
                                 SprintServices *services);

G_END_DECLS
