/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-screen SECONDS SEED|date: damaged messages of screens, as they arrive, piece by piece. */
#include <spice/enums.h>
#include <spice/vd_agent.h>
#include <stdlib.h>
#include <string.h>

#include "core/console/guard/jpeg-rules.h"
#include "core/console/guard/lz-rules.h"
#include "core/console/guard/message-judge.h"
#include "core/console/session/console-session.h"
#include "mutate.h"

#define WIDTH 16
#define HEIGHT 8

static void
add_32 (GByteArray *to,
        guint32     value)
{
  value = GUINT32_TO_LE (value);
  g_byte_array_append (to, (guint8 *) &value, 4);
}

static void
add_big_32 (GByteArray *to,
            guint32     value)
{
  value = GUINT32_TO_BE (value);
  g_byte_array_append (to, (guint8 *) &value, 4);
}

static void
add_bytes (GByteArray *to,
           const char *bytes,
           gsize       size)
{
  g_byte_array_append (to, (const guint8 *) bytes, size);
}

/* A picture of one colour: a pixel, and how often it is repeated. */
static GByteArray *
make_lz (gboolean global)
{
  static const guint32 header[] = { 0x20205a4c, 0x00010001 };
  GByteArray *lz = g_byte_array_new ();

  add_big_32 (lz, header[0]);
  add_big_32 (lz, header[1]);
  if (global)
    add_bytes (lz, "\x18", 1);
  else
    add_big_32 (lz, 8);
  add_big_32 (lz, WIDTH);
  add_big_32 (lz, HEIGHT);
  add_big_32 (lz, 4 * WIDTH);
  if (global) {
    add_bytes (lz, "\0\0\0\0\0\0\0\1\0\0\0\1", 12);
    add_bytes (lz, "\0\1\2\3" "\xe0\x78\0\0", 8);
  } else {
    add_big_32 (lz, 1);
    add_bytes (lz, "\0\1\2\3" "\xe0\x78\0", 7);
  }

  return lz;
}

/* Tables of nothing in particular, and a scan. */
static GByteArray *
make_jpeg (void)
{
  GByteArray *jpeg = g_byte_array_new ();
  guint8 quantisation[65] = { 0 };
  guint8 codes[29] = { 0, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };

  add_bytes (jpeg, "\xff\xd8\xff\xdb\0\x43", 6);
  g_byte_array_append (jpeg, quantisation, sizeof quantisation);
  add_bytes (jpeg, "\xff\xc0\0\x11\x08\0\x08\0\x10\3\1\x22\0\2\x11\0\3\x11\0", 19);
  for (guint kind = 0; kind < 2; kind++) {
    codes[0] = kind << 4;
    add_bytes (jpeg, "\xff\xc4\0\x1f", 4);
    g_byte_array_append (jpeg, codes, sizeof codes);
  }
  add_bytes (jpeg, "\xff\xda\0\x0c\3\1\0\2\0\3\0\0\x3f\0abcd\xff\0efgh\xff\xd9", 26);

  return jpeg;
}

static void
add_message (GByteArray *to,
             guint16     type,
             GByteArray *body)
{
  type = GUINT16_TO_LE (type);
  g_byte_array_append (to, (guint8 *) &type, 2);
  add_32 (to, body->len);
  g_byte_array_append (to, body->data, body->len);
  g_byte_array_set_size (body, 0);
}

static void
add_words (GByteArray    *body,
           guint          n,
           const guint32 *words)
{
  for (guint i = 0; i < n; i++)
    add_32 (body, words[i]);
}

#define words(body, ...) add_words (body, sizeof ((guint32[]) { __VA_ARGS__ }) / 4, (guint32[]) { __VA_ARGS__ })

static void
add_copy (GByteArray *to,
          GByteArray *body,
          guint8      kind,
          GByteArray *data)
{
  words (body, 0, 0, 0, HEIGHT, WIDTH);
  add_bytes (body, "\0", 1);
  words (body, 57, 0, 0, HEIGHT, WIDTH);
  add_bytes (body, "\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
  words (body, 1, 0);
  g_byte_array_append (body, &kind, 1);
  add_bytes (body, "\1", 1);
  words (body, WIDTH, HEIGHT, data->len);
  g_byte_array_append (body, data->data, data->len);
  add_message (to, SPICE_MSG_DISPLAY_DRAW_COPY, body);
}

static GByteArray *
make_display (void)
{
  GByteArray *all = g_byte_array_new ();
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GByteArray) lz = make_lz (FALSE);
  g_autoptr (GByteArray) glz = make_lz (TRUE);
  g_autoptr (GByteArray) jpeg = make_jpeg ();

  words (body, 0, WIDTH, HEIGHT, SPICE_SURFACE_FMT_32_xRGB, 1);
  add_message (all, SPICE_MSG_DISPLAY_SURFACE_CREATE, body);
  add_message (all, SPICE_MSG_DISPLAY_MARK, body);
  words (body, 1 << 16 | 1, 0, 0, WIDTH, HEIGHT, 0, 0, 0);
  add_message (all, SPICE_MSG_DISPLAY_MONITORS_CONFIG, body);
  add_copy (all, body, SPICE_IMAGE_TYPE_LZ_RGB, lz);
  add_copy (all, body, SPICE_IMAGE_TYPE_GLZ_RGB, glz);
  add_copy (all, body, SPICE_IMAGE_TYPE_JPEG, jpeg);
  words (body, 0, 0);
  add_bytes (body, "\0\1", 2);
  words (body, 1, 0, WIDTH, HEIGHT, WIDTH, HEIGHT, 0, 0, HEIGHT, WIDTH);
  add_bytes (body, "\0", 1);
  add_message (all, SPICE_MSG_DISPLAY_STREAM_CREATE, body);
  words (body, 0, 1, jpeg->len);
  g_byte_array_append (body, jpeg->data, jpeg->len);
  add_message (all, SPICE_MSG_DISPLAY_STREAM_DATA, body);
  add_message (all, SPICE_MSG_DISPLAY_STREAM_DESTROY_ALL, body);
  /* A list of one: forget a picture. */
  add_bytes (body, "\1\0\6\0\0\0\x69\0\x0b\0\0\0\1\0\1\1\0\0\0\0\0\0\0", 23);
  add_message (all, SPICE_MSG_LIST, body);
  words (body, 0);
  add_message (all, SPICE_MSG_DISPLAY_SURFACE_DESTROY, body);

  return all;
}

static GByteArray *
make_main (void)
{
  GByteArray *all = g_byte_array_new ();
  g_autoptr (GByteArray) body = g_byte_array_new ();

  words (body, 1, 1, 3, 2, 1, 10, 1, 0);
  add_message (all, SPICE_MSG_MAIN_INIT, body);
  words (body, 2);
  add_bytes (body, "\2\0\3\0", 4);
  add_message (all, SPICE_MSG_MAIN_CHANNELS_LIST, body);
  words (body, 5);
  add_bytes (body, "name", 5);
  add_message (all, SPICE_MSG_MAIN_NAME, body);
  words (body, VD_AGENT_PROTOCOL, VD_AGENT_ANNOUNCE_CAPABILITIES, 0, 0, 8, 0, 0xffff);
  add_message (all, SPICE_MSG_MAIN_AGENT_DATA, body);
  words (body, VD_AGENT_PROTOCOL, VD_AGENT_CLIPBOARD, 0, 0, 40, 0, 1, 2);
  add_message (all, SPICE_MSG_MAIN_AGENT_DATA, body);
  words (body, 3, 4, 5, 6, 7, 8, 9);
  add_message (all, SPICE_MSG_MAIN_AGENT_DATA, body);
  words (body, 5900, 5, 20, 5, 25);
  add_bytes (body, "host", 5);
  add_bytes (body, "CN=a", 5);
  add_message (all, SPICE_MSG_MAIN_MIGRATE_SWITCH_HOST, body);

  return all;
}

static GByteArray *
make_cursor (void)
{
  GByteArray *all = g_byte_array_new ();
  g_autoptr (GByteArray) body = g_byte_array_new ();

  add_bytes (body, "\0\0\0\0\0\0\0\0\1\1\0", 11);
  add_message (all, SPICE_MSG_CURSOR_INIT, body);
  add_bytes (body, "\0\0\0\0\1\2\0\1\0\0\0\0\0\0\0\0\2\0\2\0\0\0\0\0", 24);
  words (body, 1, 2, 3, 4);
  add_message (all, SPICE_MSG_CURSOR_SET, body);
  words (body, 1, 0);
  add_message (all, SPICE_MSG_CURSOR_INVAL_ONE, body);

  return all;
}

/* As a guard does with what arrives. TRUE: all of it made sense. */
static gboolean
feed (GRand            *rand,
      int               channel,
      const GByteArray *all)
{
  g_autoptr (SprintGlzWindow) before = sprint_glz_window_new (NULL);
  g_autoptr (SprintGlzWindow) glz = sprint_glz_window_new (g_rand_boolean (rand) ? before : NULL);
  g_autoptr (SprintMessageJudge) judge = sprint_message_judge_new (channel, TRUE, g_rand_boolean (rand), glz);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  gsize at = 0;

  while (at < all->len && error == NULL) {
    gsize n = g_rand_int_range (rand, 1, 400);
    gsize wanted, ready;

    n = MIN (n, all->len - at);
    g_byte_array_append (bytes, all->data + at, n);
    at += n;
    ready = sprint_message_judge_examine (judge, bytes, &wanted, &error);
    g_assert_cmpuint (ready, <=, bytes->len);
    g_assert_cmpuint (wanted, <=, SPRINT_MESSAGE_MAX_SIZE + 18);
    g_byte_array_remove_range (bytes, 0, ready);
    if (error == NULL && bytes->len > 0)
      g_assert_cmpuint (wanted, >, bytes->len);
  }

  return error == NULL && bytes->len == 0;
}

int
main (int    argc,
      char **argv)
{
  gint64 end = g_get_monotonic_time () + atoi (argv[1]) * G_USEC_PER_SEC;
  g_autoptr (GRand) rand = g_rand_new_with_seed (sprint_fuzz_seed (argv[2]));
  static const int channels[] = { SPICE_CHANNEL_DISPLAY, SPICE_CHANNEL_MAIN, SPICE_CHANNEL_CURSOR };
  GByteArray *(* const make[]) (void) = { make_display, make_main, make_cursor };
  guint n = 0, sensible = 0;

  do {
    for (guint i = 0; i < G_N_ELEMENTS (channels); i++) {
      g_autoptr (GByteArray) all = make[i] ();
      g_autoptr (GByteArray) jpeg = make_jpeg ();
      g_autoptr (GByteArray) lz = make_lz (FALSE);
      g_autoptr (GByteArray) glz = make_lz (TRUE);
      g_autoptr (SprintGlzWindow) window = sprint_glz_window_new (NULL);
      SprintGlzPlace place;

      if (n > 0) {
        sprint_fuzz_mutate (rand, all);
        sprint_fuzz_mutate (rand, jpeg);
        sprint_fuzz_mutate (rand, lz);
        sprint_fuzz_mutate (rand, glz);
      }
      if (feed (rand, channels[i], all))
        sensible++;
      else
        g_assert_cmpuint (n, >, 0);
      sprint_jpeg_rules_check (jpeg->data, jpeg->len, WIDTH, HEIGHT);
      sprint_lz_rules_check (lz->data, lz->len, WIDTH, HEIGHT);
      sprint_glz_rules_check (glz->data, glz->len, WIDTH, HEIGHT, window, &place);
    }
    n++;
  } while (g_get_monotonic_time () < end);

  g_print ("%u screens, %u of them sensible\n", 3 * n, sensible);

  return 0;
}
