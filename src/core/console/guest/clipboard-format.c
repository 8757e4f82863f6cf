/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clipboard-format.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/* How a file of each kind begins: the PNG specification's 5.2, BITMAPFILEHEADER, TIFF 6.0 in both byte
 * orders, and ITU-T T.81's SOI with the marker after it. */
static const struct {
  SprintClipboardFormats format;
  const char *mime_type;
  const char *beginning[2];
  gsize size;
} kinds[] = {
  { SPRINT_CLIPBOARD_TEXT, "text/plain;charset=utf-8", { NULL, NULL }, 0 },
  { SPRINT_CLIPBOARD_PNG, "image/png", { "\x89PNG\r\n\x1a\n", NULL }, 8 },
  { SPRINT_CLIPBOARD_BMP, "image/bmp", { "BM", NULL }, 2 },
  { SPRINT_CLIPBOARD_TIFF, "image/tiff", { "II*\0", "MM\0*" }, 4 },
  { SPRINT_CLIPBOARD_JPEG, "image/jpeg", { "\xff\xd8\xff", NULL }, 3 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == SPRINT_CLIPBOARD_N_FORMATS);

static gsize
find_kind (SprintClipboardFormats format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (kinds[i].format == format)
      return i;
  }

  g_return_val_if_reached (0);
}

gsize
sprint_clipboard_format_get_max (SprintClipboardFormats format)
{
  return format == SPRINT_CLIPBOARD_TEXT ? SPRINT_CLIPBOARD_TEXT_MAX : SPRINT_CLIPBOARD_IMAGE_MAX;
}

const char *
sprint_clipboard_format_get_mime_type (SprintClipboardFormats format)
{
  return kinds[find_kind (format)].mime_type;
}

SprintClipboardFormats
sprint_clipboard_format_from_mime_type (const char *mime_type)
{
  g_return_val_if_fail (mime_type != NULL, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_ascii_strcasecmp (kinds[i].mime_type, mime_type) == 0)
      return kinds[i].format;
  }

  return 0;
}

static GBytes *
check_text (GBytes  *data,
            GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (data, &size);

  /* Windows ends what it has in its clipboard so. */
  while (size > 0 && text[size - 1] == '\0')
    size--;
  /* That stops at a NUL too. */
  if (size > 0 && !g_utf8_validate_len (text, size, NULL)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("What was copied as text is no text."));
    return NULL;
  }

  return g_bytes_new_from_bytes (data, 0, size);
}

static GBytes *
check_image (gsize    kind,
             GBytes  *data,
             GError **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (data, &size);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds[kind].beginning); i++) {
    const char *beginning = kinds[kind].beginning[i];

    if (beginning != NULL && size > kinds[kind].size && memcmp (bytes, beginning, kinds[kind].size) == 0)
      return g_bytes_ref (data);
  }

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("What was copied as a picture is no picture."));

  return NULL;
}

GBytes *
sprint_clipboard_format_check (SprintClipboardFormats   format,
                               GBytes                  *data,
                               GError                 **error)
{
  g_return_val_if_fail (data != NULL, NULL);

  if (g_bytes_get_size (data) > sprint_clipboard_format_get_max (format)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _("What was copied is too large."));
    return NULL;
  }

  return format == SPRINT_CLIPBOARD_TEXT ? check_text (data, error) : check_image (find_kind (format), data, error);
}

GBytes *
sprint_clipboard_text_to_crlf (GBytes *text)
{
  gsize size;
  const guint8 *from;
  guint8 *copy, *to;
  gsize ends = 0;

  g_return_val_if_fail (text != NULL, NULL);

  from = g_bytes_get_data (text, &size);
  for (gsize i = 0; i < size; i++)
    ends += from[i] == '\n' && (i == 0 || from[i - 1] != '\r');
  if (ends == 0)
    return g_bytes_ref (text);

  copy = to = g_malloc (size + ends);
  for (gsize i = 0; i < size; i++) {
    if (from[i] == '\n' && (i == 0 || from[i - 1] != '\r'))
      *to++ = '\r';
    *to++ = from[i];
  }

  return g_bytes_new_take (copy, size + ends);
}

GBytes *
sprint_clipboard_text_to_lf (GBytes *text)
{
  gsize size;
  const guint8 *from;
  guint8 *copy, *to;

  g_return_val_if_fail (text != NULL, NULL);

  from = g_bytes_get_data (text, &size);
  if (size == 0 || memchr (from, '\r', size) == NULL)
    return g_bytes_ref (text);

  copy = to = g_malloc (size);
  for (gsize i = 0; i < size; i++) {
    if (from[i] != '\r' || i + 1 == size || from[i + 1] != '\n')
      *to++ = from[i];
  }

  return g_bytes_new_take (copy, to - copy);
}
