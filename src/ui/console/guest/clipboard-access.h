/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SprintClipboardAccess:
 *
 * Whether this program may read what others have put into a display's clipboards, and whether it may put something
 * there itself. On X11 everybody may, at any time. On Wayland whoever has the focus may, which is told by the state of
 * this program's windows; and what is put there counts by the key, click or touch that it is put there for: without
 * one since there is the focus, compositors keep what they have, and tell nobody.
 *
 * The windows' state lags behind, so that what is put there may be refused all the same. What the display has made of
 * it is known when ::settled is emitted.
 *
 * Properties: may-read, may-set (both read-only).
 */
#define SPRINT_TYPE_CLIPBOARD_ACCESS (sprint_clipboard_access_get_type ())
G_DECLARE_FINAL_TYPE (SprintClipboardAccess, sprint_clipboard_access, SPRINT, CLIPBOARD_ACCESS, GObject)

SprintClipboardAccess *sprint_clipboard_access_new          (GdkDisplay            *display);

gboolean               sprint_clipboard_access_get_may_read (SprintClipboardAccess *self);
gboolean               sprint_clipboard_access_get_may_set  (SprintClipboardAccess *self);

/**
 * sprint_clipboard_access_settle:
 *
 * Has ::settled emitted once the display has dealt with all that was asked of it until now. On X11, which refuses
 * nothing, it never is.
 */
void                   sprint_clipboard_access_settle       (SprintClipboardAccess *self);

G_END_DECLS
