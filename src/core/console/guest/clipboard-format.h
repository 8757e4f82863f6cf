/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SprintClipboardFormats:
 * @SPRINT_CLIPBOARD_TEXT: UTF-8 without NUL, lines ended by LF
 * @SPRINT_CLIPBOARD_PNG: a picture
 * @SPRINT_CLIPBOARD_BMP: a picture
 * @SPRINT_CLIPBOARD_TIFF: a picture
 * @SPRINT_CLIPBOARD_JPEG: a picture
 *
 * In which forms something can be pasted; where it is about one, one of them.
 */
typedef enum {
  SPRINT_CLIPBOARD_TEXT = 1 << 0,
  SPRINT_CLIPBOARD_PNG  = 1 << 1,
  SPRINT_CLIPBOARD_BMP  = 1 << 2,
  SPRINT_CLIPBOARD_TIFF = 1 << 3,
  SPRINT_CLIPBOARD_JPEG = 1 << 4,
} SprintClipboardFormats;

#define SPRINT_CLIPBOARD_N_FORMATS 5

/**
 * SPRINT_CLIPBOARD_TEXT_MAX:
 *
 * Bytes of text that are carried; 16 MiB.
 */
#define SPRINT_CLIPBOARD_TEXT_MAX (16u * 1024 * 1024)

/**
 * SPRINT_CLIPBOARD_IMAGE_MAX:
 *
 * Bytes of a picture, as it is encoded, that are carried. SPICE's own limit is 100 MiB, which a
 * message has to stay below.
 */
#define SPRINT_CLIPBOARD_IMAGE_MAX (100u * 1024 * 1024 - 1)

/**
 * sprint_clipboard_format_get_max:
 * @format: one
 *
 * Returns: how many bytes of it are carried
 */
gsize       sprint_clipboard_format_get_max       (SprintClipboardFormats format);

/**
 * sprint_clipboard_format_get_mime_type:
 * @format: one
 *
 * Returns: what the desktop calls it
 */
const char *sprint_clipboard_format_get_mime_type (SprintClipboardFormats format);

/**
 * sprint_clipboard_format_from_mime_type:
 *
 * Returns: 0 where it is none of them
 */
SprintClipboardFormats sprint_clipboard_format_from_mime_type (const char *mime_type);

/**
 * sprint_clipboard_format_check:
 * @format: what it is said to be
 * @data: what whoever offered it has handed over
 *
 * Looks at it as far as whoever pastes it must be able to rely on: that it is not too large, that
 * text is text, and that a picture begins as one. Text may end in NUL bytes, which are taken away.
 *
 * Returns: (transfer full): what can be pasted, or %NULL with an error of the domain %G_IO_ERROR:
 *   %G_IO_ERROR_MESSAGE_TOO_LARGE or %G_IO_ERROR_INVALID_DATA
 */
GBytes     *sprint_clipboard_format_check         (SprintClipboardFormats   format,
                                                   GBytes                  *data,
                                                   GError                 **error);

/**
 * sprint_clipboard_text_to_crlf:
 * @text: UTF-8
 *
 * Returns: (transfer full): with each line that ends in LF alone ended in CR LF
 */
GBytes     *sprint_clipboard_text_to_crlf         (GBytes                  *text);

/**
 * sprint_clipboard_text_to_lf:
 * @text: UTF-8
 *
 * Returns: (transfer full): with each line that ends in CR LF ended in LF
 */
GBytes     *sprint_clipboard_text_to_lf           (GBytes                  *text);

G_END_DECLS
