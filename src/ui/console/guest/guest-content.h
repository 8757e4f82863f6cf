/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "core/console/guest/console-clipboard.h"

G_BEGIN_DECLS

/**
 * SprintGuestContent:
 *
 * What a guest has copied, for the desktop's clipboard: the guest is asked when somebody pastes.
 */
#define SPRINT_TYPE_GUEST_CONTENT (sprint_guest_content_get_type ())
G_DECLARE_FINAL_TYPE (SprintGuestContent, sprint_guest_content, SPRINT, GUEST_CONTENT, GdkContentProvider)

/**
 * sprint_guest_content_new:
 * @clipboard: whose guest it is
 * @offer: what it has copied
 */
GdkContentProvider *sprint_guest_content_new     (SprintConsoleClipboard *clipboard,
                                                  SprintClipboardOffer   *offer);

/**
 * sprint_guest_content_is_of:
 * @content: (nullable): what is in a clipboard
 *
 * Returns: whether it is what that console's guest has copied
 */
gboolean            sprint_guest_content_is_of   (GdkContentProvider     *content,
                                                  SprintConsoleClipboard *clipboard);

G_END_DECLS
