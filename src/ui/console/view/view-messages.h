/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console-view.h"

G_BEGIN_DECLS

/**
 * sprint_view_messages_show:
 * @view: whose ::problem and ::message are shown
 * @overlay: in the window of whoever embeds the view; as long as it is there
 *
 * Shows a problem in a dialog, which can be read to the end, and a message in a toast.
 */
void sprint_view_messages_show (SprintConsoleView *view,
                                AdwToastOverlay   *overlay);

G_END_DECLS
