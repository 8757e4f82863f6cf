/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

G_BEGIN_DECLS

/**
 * sprint_leftover_notice_add:
 *
 * Looks, some seconds from now, for an installation of this person's whose caller has gone, such as a Sprint that was
 * closed: says in @window that there is one, shows how far it is to who wants to see, and says how it ended.
 */
void sprint_leftover_notice_add (SprintWindow   *window,
                                 SprintServices *services);

G_END_DECLS
