/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The space between a number and its unit is one that does not break. */
static inline void
assert_words (const char *words,
              const char *expected)
{
  g_autoptr (GString) plain = g_string_new (words);

  g_string_replace (plain, "\302\240", " ", 0);
  g_assert_cmpstr (plain->str, ==, expected);
}

G_END_DECLS
