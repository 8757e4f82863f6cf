/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/guest/clipboard-format.h"

#include <gio/gio.h>
#include <string.h>

#define PNG "\x89PNG\r\n\x1a\n"

/* @expected: what can be pasted of it, or %NULL with @code. */
static void
assert_check (SprintClipboardFormats  format,
              gconstpointer           data,
              gsize                   size,
              const char             *expected,
              int                     code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) checked = sprint_clipboard_format_check (format, bytes, &error);

  if (expected == NULL) {
    g_assert_error (error, G_IO_ERROR, code);
    g_assert_null (checked);
  } else {
    g_assert_no_error (error);
    g_assert_cmpmem (g_bytes_get_data (checked, NULL), g_bytes_get_size (checked), expected, strlen (expected));
  }
}

static void
test_text (void)
{
  assert_check (SPRINT_CLIPBOARD_TEXT, "", 0, "", 0);
  assert_check (SPRINT_CLIPBOARD_TEXT, "a\nß ☃ 😀", strlen ("a\nß ☃ 😀"), "a\nß ☃ 😀", 0);
  assert_check (SPRINT_CLIPBOARD_TEXT, "end\0\0", 5, "end", 0);
  assert_check (SPRINT_CLIPBOARD_TEXT, "\0\0\0", 3, "", 0);
  assert_check (SPRINT_CLIPBOARD_TEXT, "a\0b", 3, NULL, G_IO_ERROR_INVALID_DATA);
  assert_check (SPRINT_CLIPBOARD_TEXT, "\xff\xfe", 2, NULL, G_IO_ERROR_INVALID_DATA);
  assert_check (SPRINT_CLIPBOARD_TEXT, "cut \xc3", 5, NULL, G_IO_ERROR_INVALID_DATA);
  /* A surrogate, and a NUL of two bytes. */
  assert_check (SPRINT_CLIPBOARD_TEXT, "\xed\xa0\x80", 3, NULL, G_IO_ERROR_INVALID_DATA);
  assert_check (SPRINT_CLIPBOARD_TEXT, "\xc0\x80", 2, NULL, G_IO_ERROR_INVALID_DATA);
}

static void
test_pictures (void)
{
  assert_check (SPRINT_CLIPBOARD_PNG, PNG "more", 12, PNG "more", 0);
  assert_check (SPRINT_CLIPBOARD_PNG, PNG, 8, NULL, G_IO_ERROR_INVALID_DATA);
  assert_check (SPRINT_CLIPBOARD_PNG, "", 0, NULL, G_IO_ERROR_INVALID_DATA);
  assert_check (SPRINT_CLIPBOARD_PNG, "<html>not one</html>", 20, NULL, G_IO_ERROR_INVALID_DATA);
  assert_check (SPRINT_CLIPBOARD_BMP, "BM more", 7, "BM more", 0);
  assert_check (SPRINT_CLIPBOARD_BMP, PNG "more", 12, NULL, G_IO_ERROR_INVALID_DATA);
  assert_check (SPRINT_CLIPBOARD_JPEG, "\xff\xd8\xff\xe0", 4, "\xff\xd8\xff\xe0", 0);
  assert_check (SPRINT_CLIPBOARD_JPEG, "\xff\xd8", 2, NULL, G_IO_ERROR_INVALID_DATA);
}

static void
test_tiff (void)
{
  g_autoptr (GBytes) little = g_bytes_new ("II*\0more", 8);
  g_autoptr (GBytes) big = g_bytes_new ("MM\0*more", 8);
  g_autoptr (GBytes) mixed = g_bytes_new ("II\0*more", 8);
  g_autoptr (GBytes) checked_little = sprint_clipboard_format_check (SPRINT_CLIPBOARD_TIFF, little, NULL);
  g_autoptr (GBytes) checked_big = sprint_clipboard_format_check (SPRINT_CLIPBOARD_TIFF, big, NULL);

  g_assert_true (g_bytes_equal (checked_little, little));
  g_assert_true (g_bytes_equal (checked_big, big));
  g_assert_null (sprint_clipboard_format_check (SPRINT_CLIPBOARD_TIFF, mixed, NULL));
}

static void
test_sizes (void)
{
  gsize max = sprint_clipboard_format_get_max (SPRINT_CLIPBOARD_TEXT);
  g_autofree char *text = g_malloc (max + 1);
  g_autoptr (GBytes) most = NULL;
  g_autoptr (GBytes) checked = NULL;

  memset (text, 'x', max + 1);
  most = g_bytes_new_static (text, max);
  checked = sprint_clipboard_format_check (SPRINT_CLIPBOARD_TEXT, most, NULL);
  g_assert_true (checked != NULL && g_bytes_equal (checked, most));
  assert_check (SPRINT_CLIPBOARD_TEXT, text, max + 1, NULL, G_IO_ERROR_MESSAGE_TOO_LARGE);
  /* A picture may be larger than that. */
  memcpy (text, PNG, 8);
  g_clear_pointer (&most, g_bytes_unref);
  g_clear_pointer (&checked, g_bytes_unref);
  most = g_bytes_new_static (text, max + 1);
  checked = sprint_clipboard_format_check (SPRINT_CLIPBOARD_PNG, most, NULL);
  g_assert_nonnull (checked);
}

static void
test_names (void)
{
  for (guint i = 0; i < SPRINT_CLIPBOARD_N_FORMATS; i++) {
    SprintClipboardFormats format = 1u << i;

    g_assert_cmpuint (sprint_clipboard_format_from_mime_type (sprint_clipboard_format_get_mime_type (format)), ==,
                      format);
  }
  g_assert_cmpuint (sprint_clipboard_format_from_mime_type ("text/plain;charset=UTF-8"), ==, SPRINT_CLIPBOARD_TEXT);
  g_assert_cmpuint (sprint_clipboard_format_from_mime_type ("image/webp"), ==, 0);
}

static void
assert_lines (GBytes     *(* convert) (GBytes *),
              const char *from,
              const char *to)
{
  g_autoptr (GBytes) text = g_bytes_new (from, strlen (from));
  g_autoptr (GBytes) converted = convert (text);

  g_assert_cmpmem (g_bytes_get_data (converted, NULL), g_bytes_get_size (converted), to, strlen (to));
}

static void
test_lines (void)
{
  assert_lines (sprint_clipboard_text_to_crlf, "", "");
  assert_lines (sprint_clipboard_text_to_crlf, "one", "one");
  assert_lines (sprint_clipboard_text_to_crlf, "\n", "\r\n");
  assert_lines (sprint_clipboard_text_to_crlf, "a\nb\n\nc", "a\r\nb\r\n\r\nc");
  assert_lines (sprint_clipboard_text_to_crlf, "a\r\nb\nc\rd", "a\r\nb\r\nc\rd");
  assert_lines (sprint_clipboard_text_to_lf, "", "");
  assert_lines (sprint_clipboard_text_to_lf, "a\r\nb\r\n", "a\nb\n");
  assert_lines (sprint_clipboard_text_to_lf, "a\rb\nc\r", "a\rb\nc\r");
  assert_lines (sprint_clipboard_text_to_lf, "\r\r\n\r", "\r\n\r");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clipboard-format/text", test_text);
  g_test_add_func ("/clipboard-format/pictures", test_pictures);
  g_test_add_func ("/clipboard-format/tiff", test_tiff);
  g_test_add_func ("/clipboard-format/sizes", test_sizes);
  g_test_add_func ("/clipboard-format/names", test_names);
  g_test_add_func ("/clipboard-format/lines", test_lines);

  return g_test_run ();
}
