/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sprint_x11_selection_read_async:
 * @mime_types: (array zero-terminated=1): what may be read, the best first
 * @max: after how many bytes no more is taken, and the stream may stall
 * @cancellable: of this reading alone; once it is cancelled, nothing waits for the program that copied
 *
 * gdk_clipboard_read_async(), with which no other program on X11 can fill the memory or keep the next one's content
 * from being read. With other windowing systems it is nothing but that.
 */
void sprint_x11_selection_read_async (GdkClipboard         *clipboard,
                                      const char          **mime_types,
                                      gsize                 max,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);

/**
 * sprint_x11_selection_stop:
 * @stream: of gdk_clipboard_read_finish()
 *
 * Nothing more is taken of what comes; on other windowing systems that is what closing does.
 */
void sprint_x11_selection_stop       (GdkDisplay           *display,
                                      GInputStream         *stream);

G_END_DECLS
