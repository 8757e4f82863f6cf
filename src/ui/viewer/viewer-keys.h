/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/source/console-invitation.h"
#include "ui/console/console.h"

G_BEGIN_DECLS

/**
 * SprintViewerKeys:
 *
 * The keys that an invitation names: the window's also while every other key goes to the guest.
 *
 * ::pressed(key) is emitted for each, a #SprintConsoleKey.
 */
#define SPRINT_TYPE_VIEWER_KEYS (sprint_viewer_keys_get_type ())
G_DECLARE_FINAL_TYPE (SprintViewerKeys, sprint_viewer_keys, SPRINT, VIEWER_KEYS, GObject)

/**
 * sprint_viewer_keys_new:
 * @window: (transfer none): whose keys they are; not referenced, and to outlive this
 * @console: (transfer none): what takes the others; the same
 */
SprintViewerKeys *sprint_viewer_keys_new   (GtkWidget        *window,
                                            SprintConsole    *console);

/**
 * sprint_viewer_keys_set:
 * @text: modifiers and a key, "shift+f11", as remote-viewer(1) describes them under "Hotkey"
 *
 * Returns: whether there are such keys
 */
gboolean          sprint_viewer_keys_set   (SprintViewerKeys *self,
                                            SprintConsoleKey  key,
                                            const char       *text);

/**
 * sprint_viewer_keys_parse:
 * @keyval: (out): 0 where there are modifiers only
 * @modifiers: (out):
 *
 * Returns: whether @text is understood
 */
gboolean          sprint_viewer_keys_parse (const char       *text,
                                            guint            *keyval,
                                            GdkModifierType  *modifiers);

G_END_DECLS
