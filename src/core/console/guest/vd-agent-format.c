/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vd-agent-format.h"

#include <spice/vd_agent.h>

static const struct {
  SprintClipboardFormats format;
  guint32 type;
} types[] = {
  { SPRINT_CLIPBOARD_TEXT, VD_AGENT_CLIPBOARD_UTF8_TEXT },
  { SPRINT_CLIPBOARD_PNG, VD_AGENT_CLIPBOARD_IMAGE_PNG },
  { SPRINT_CLIPBOARD_BMP, VD_AGENT_CLIPBOARD_IMAGE_BMP },
  { SPRINT_CLIPBOARD_TIFF, VD_AGENT_CLIPBOARD_IMAGE_TIFF },
  { SPRINT_CLIPBOARD_JPEG, VD_AGENT_CLIPBOARD_IMAGE_JPG },
};

guint32
sprint_clipboard_format_to_vd_agent (SprintClipboardFormats format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    if (types[i].format == format)
      return types[i].type;
  }

  return VD_AGENT_CLIPBOARD_NONE;
}

SprintClipboardFormats
sprint_clipboard_format_from_vd_agent (guint32 type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    if (types[i].type == type)
      return types[i].format;
  }

  return 0;
}
