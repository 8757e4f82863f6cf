/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clipboard-format.h"

G_BEGIN_DECLS

/**
 * sprint_clipboard_format_to_vd_agent:
 *
 * Returns: VD_AGENT_CLIPBOARD_… (spice/vd_agent.h)
 */
guint32                sprint_clipboard_format_to_vd_agent   (SprintClipboardFormats format);

/**
 * sprint_clipboard_format_from_vd_agent:
 * @type: VD_AGENT_CLIPBOARD_…
 *
 * Returns: 0 where it is none that is carried
 */
SprintClipboardFormats sprint_clipboard_format_from_vd_agent (guint32                type);

G_END_DECLS
