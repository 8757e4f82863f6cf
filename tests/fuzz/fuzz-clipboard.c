/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-clipboard SECONDS SEED|date: what a guest or another program hands over as text or a picture, what becomes of
 * its lines, and the keys that type it. */
#include <gio/gio.h>

#include "core/console/guest/clipboard-format.h"
#include "core/console/guest/vd-agent-format.h"
#include "core/console/typing/typing-plan.h"
#include "core/console/typing/xkb-layout.h"
#include "mutate.h"

static const char * const pieces[] = {
  "a", "Z", "\n", "\r\n", "\r", "\r\r\n", "\t", " ", "{", "@", "\\", "\x1b", "\xc3\xa9", "\xe2\x82\xac",
  "\xf0\x9f\x98\x80", "e\xcc\x81", "\xe2\x80\xa9", "\xff", "\xc3", "\xed\xa0\x80", "\xef\xbf\xbf",
  "\x89PNG\r\n\x1a\n", "BM", "II*", "\xff\xd8\xff",
};

/* Also with NUL at the end, as Windows has it, and in the middle, as nobody should. */
static GBytes *
make_data (GRand *rand)
{
  g_autoptr (GByteArray) data = sprint_fuzz_join (rand, pieces, G_N_ELEMENTS (pieces), 0, 24);

  for (guint i = g_rand_int_range (rand, 0, 3); i > 0; i--)
    g_byte_array_append (data, (const guint8 *) "", 1);

  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

static guint
count (GBytes     *text,
       const char *what)
{
  gsize size;
  const char *bytes = g_bytes_get_data (text, &size);
  gsize length = strlen (what);
  guint n = 0;

  for (gsize i = 0; i + length <= size; i++)
    n += memcmp (bytes + i, what, length) == 0;

  return n;
}

/* No line is lost, and what had no CR comes back as it went. */
static void
assert_lines (GBytes *text)
{
  g_autoptr (GBytes) crlf = sprint_clipboard_text_to_crlf (text);
  g_autoptr (GBytes) lf = sprint_clipboard_text_to_lf (text);
  g_autoptr (GBytes) back = sprint_clipboard_text_to_lf (crlf);
  guint lines = count (text, "\n");

  g_assert_cmpuint (count (crlf, "\n"), ==, lines);
  g_assert_cmpuint (count (crlf, "\r\n"), ==, lines);
  g_assert_cmpuint (count (lf, "\n"), ==, lines);
  g_assert_cmpuint (count (lf, "\r"), ==, count (text, "\r") - count (text, "\r\n"));
  g_assert_true (g_bytes_equal (back, count (text, "\r\n") > 0 ? lf : text));
}

/* What goes down goes up, and a computer has such keys. */
static void
assert_typed (GBytes          *text,
              SprintKeyLayout *layout)
{
  g_autoptr (GString) copy = g_string_new_len (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  g_autoptr (SprintTypingPlan) plan = sprint_typing_plan_new (layout, copy->str);
  gboolean down[256] = { FALSE };
  gsize n;
  const SprintTypingEvent *events = sprint_typing_plan_get_events (plan, &n);
  guint ends = 0;

  for (gsize i = 0; i < n; i++) {
    g_assert_cmpuint (events[i].code, <, G_N_ELEMENTS (down));
    g_assert_cmpint (down[events[i].code], !=, events[i].down);
    down[events[i].code] = events[i].down;
    ends += events[i].ends;
  }
  for (guint i = 0; i < G_N_ELEMENTS (down); i++)
    g_assert_false (down[i]);
  g_assert_cmpuint (ends, ==, sprint_typing_plan_get_n_characters (plan));
}

/* Returns: whether it is something that can be pasted */
static gboolean
check (GRand           *rand,
       SprintKeyLayout *layout)
{
  SprintClipboardFormats format = 1 << g_rand_int_range (rand, 0, SPRINT_CLIPBOARD_N_FORMATS);
  g_autoptr (GBytes) data = make_data (rand);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) checked = sprint_clipboard_format_check (format, data, &error);

  g_assert_true ((checked == NULL) == (error != NULL));
  g_assert_cmpint (sprint_clipboard_format_from_vd_agent (sprint_clipboard_format_to_vd_agent (format)), ==, format);
  sprint_clipboard_format_from_vd_agent (g_rand_int (rand));
  if (checked == NULL)
    return FALSE;

  g_assert_cmpuint (g_bytes_get_size (checked), <=, g_bytes_get_size (data));
  if (format == SPRINT_CLIPBOARD_TEXT) {
    g_assert_true (g_bytes_get_size (checked) == 0 ||
                   g_utf8_validate_len (g_bytes_get_data (checked, NULL), g_bytes_get_size (checked), NULL));
    assert_lines (checked);
    assert_typed (checked, layout);
  }

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  gint64 end = g_get_monotonic_time () + atoi (argv[1]) * G_USEC_PER_SEC;
  g_autoptr (GRand) rand = g_rand_new_with_seed (sprint_fuzz_seed (argv[2]));
  g_autoptr (SprintKeyLayout) german = sprint_xkb_layout_load ("de", NULL);
  guint n = 0, taken = 0;

  g_assert_nonnull (german);
  do {
    taken += check (rand, german);
    n++;
  } while (g_get_monotonic_time () < end);

  g_print ("%u contents, %u of them taken\n", n, taken);
  /* What refuses everything proves nothing. */
  g_assert_cmpuint (taken, >, 0);

  return 0;
}
