/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/guest/console-clipboard.h"

G_BEGIN_DECLS

/**
 * SprintHostClipboard:
 *
 * The desktop's side of a console's clipboard: offers the guest what is in the display's clipboard and
 * primary selection, and puts what the guest has copied there, without its contents until somebody
 * pastes.
 *
 * Wayland shows a program the clipboard only while one of its windows has the focus: the guest then gets nothing of
 * what is copied elsewhere meanwhile. It lets a program set it only when the window is used, too: what a guest copies
 * before is there from the next key or click on, unless something else is known to have been copied since. On X11 both
 * work at any time.
 */
#define SPRINT_TYPE_HOST_CLIPBOARD (sprint_host_clipboard_get_type ())
G_DECLARE_FINAL_TYPE (SprintHostClipboard, sprint_host_clipboard, SPRINT, HOST_CLIPBOARD, GObject)

SprintHostClipboard *sprint_host_clipboard_new           (GdkDisplay             *display);

/**
 * sprint_host_clipboard_set_clipboard:
 * @clipboard: (nullable): the console's
 *
 * A console's clipboard has one desktop, however many windows show the console.
 */
void                 sprint_host_clipboard_set_clipboard (SprintHostClipboard    *self,
                                                          SprintConsoleClipboard *clipboard);

G_END_DECLS
