/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nonsense-fixture.h"

#include <spice/vd_agent.h>
#include <string.h>

/* An ordinary server, with both kinds of headers. */
static void
test_sense (Fixture       *fixture,
            gconstpointer  data)
{
  if (data != NULL)
    spice_raw_peer_set_full_header (fixture->peer);
  begin (fixture);
  show_screen (fixture, 0x123456);
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
}

static const Claim claims[] = {
  { "main", SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_NAME, 0x80000000 },
  { "main-most", SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_AGENT_DATA, 0xffffffff },
  { "main-less", SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_INIT, 0x7fffffff },
  { "display", SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_DRAW_COPY, 0xfffffff0 },
  { "stream", SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_STREAM_DATA, 0x40000000 },
  { "inputs", SPICE_CHANNEL_INPUTS, SPICE_MSG_INPUTS_KEY_MODIFIERS, 0x80000000 },
  { "cursor", SPICE_CHANNEL_CURSOR, SPICE_MSG_CURSOR_SET, 0x80000001 },
  { "no-such-message", SPICE_CHANNEL_MAIN, 9999, 4 },
};

/* Of one that a console does without, which was refused long before, nothing is said when it is lost for another reason:
 * it is connected to again. */
static void
test_other_end (Fixture       *fixture,
                gconstpointer  data)
{
  begin (fixture);
  spice_raw_peer_send_claiming (fixture->peer, SPICE_CHANNEL_CURSOR, SPICE_MSG_CURSOR_SET, 0x80000001, "12345678", 8);
  await (!spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_CURSOR));
  show_screen (fixture, 0x111111);
  spice_raw_peer_hang_up (fixture->peer, SPICE_CHANNEL_MAIN);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_true (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_LOST));
  g_assert_true (sprint_console_session_get_retrying (fixture->session));
}

static void
claim_at (Fixture             *fixture,
          SprintConsoleSource *source,
          const Claim         *claim)
{
  begin_at (fixture, source);
  spice_raw_peer_send_claiming (fixture->peer, claim->channel, claim->type, claim->size, "12345678", 8);
  if (claim->channel == SPICE_CHANNEL_CURSOR) {
    /* A console does without pointers' shapes. */
    await (!spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_CURSOR));
    show_screen (fixture, 0x111111);
    return;
  }
  assert_refused (fixture);
}

/* A message of gigabytes ends the library, which takes the size for a signed number. */
static void
test_claim (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_remote (fixture->peer);

  claim_at (fixture, source, data);
}

/* Nobody knows who is behind a socket that an address names. */
static void
test_claim_locally (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_local (fixture->peer);

  claim_at (fixture, source, data);
}

/* A server's word that a login could be encrypted takes no guard away where it was not. */
static void
test_no_login (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_remote (fixture->peer);

  spice_raw_peer_pretend_sasl (fixture->peer);
  claim_at (fixture, source, &claims[0]);
}

/* All that it says has come, and its end, when the channel is looked at; it could be an encrypted one. */
static void
test_parting (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_either (fixture->peer);

  spice_raw_peer_part_at_once (fixture->peer, SPICE_CHANNEL_MAIN);
  sprint_console_session_connect (fixture->session, source);
  assert_refused (fixture);
}

typedef struct {
  const char *name;
  guint32 width, height, format;
} Surface;

static const Surface surfaces[] = {
  { "none", 0, 0, SPICE_SURFACE_FMT_32_xRGB },
  { "no-height", 640, 0, SPICE_SURFACE_FMT_32_xRGB },
  { "wraps-to-nothing", 65536, 65536, SPICE_SURFACE_FMT_32_xRGB },
  { "negative", 0xffffffff, 0xffffffff, SPICE_SURFACE_FMT_32_xRGB },
  { "wide", 0x40000001, 1, SPICE_SURFACE_FMT_32_xRGB },
  { "format-0", 640, 480, 0 },
  { "format-7", 640, 480, 7 },
  { "format-most", 640, 480, 0xffffffff },
  { "format-alpha", 640, 480, SPICE_SURFACE_FMT_8_A },
};

static void
test_surface (Fixture       *fixture,
              gconstpointer  data)
{
  const Surface *surface = data;

  begin (fixture);
  create_surface (fixture, 0, surface->width, surface->height, surface->format, TRUE);
  assert_refused (fixture);
}

/* A format that is none of a screen's, which the library takes, is refused where no guard stands, too. */
static void
test_no_screen (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_source (fixture->peer);

  begin_at (fixture, source);
  create_surface (fixture, 0, WIDTH, HEIGHT, GPOINTER_TO_INT (data), TRUE);
  assert_refused (fixture);
}

/* A second primary surface takes the first one's place. */
static void
test_two_primaries (Fixture       *fixture,
                    gconstpointer  data)
{
  begin (fixture);
  show_screen (fixture, 0x202020);
  create_surface (fixture, 1, 2 * WIDTH, HEIGHT, SPICE_SURFACE_FMT_32_xRGB, TRUE);
  create_surface (fixture, 0, WIDTH, 2 * HEIGHT, SPICE_SURFACE_FMT_32_xRGB, TRUE);
  fill (fixture, 0, 0, WIDTH, 2 * HEIGHT, 0x303030);
  await (get_pixel (fixture, WIDTH - 1, 2 * HEIGHT - 1) == 0x303030);
}

/* Another of the same number would be freed while it is the screen. */
static void
test_same_number (Fixture       *fixture,
                  gconstpointer  data)
{
  begin (fixture);
  show_screen (fixture, 0x202020);
  create_surface (fixture, 0, 16, 16, SPICE_SURFACE_FMT_32_xRGB, FALSE);
  assert_refused (fixture);
}

static void
test_endless_surfaces (Fixture       *fixture,
                       gconstpointer  data)
{
  begin (fixture);
  for (guint i = 1; i < 20; i++)
    create_surface (fixture, i, 8192, 8192, SPICE_SURFACE_FMT_32_xRGB, FALSE);
  assert_refused (fixture);
}

/* The library draws what is inside, and tells of all of it. */
static void
test_outside (Fixture       *fixture,
              gconstpointer  data)
{
  begin (fixture);
  show_screen (fixture, 0x404040);
  fill (fixture, -1000, -1000, 1010, 1010, 0x010203);
  fill (fixture, WIDTH - 2, HEIGHT - 2, 60000, 60000, 0x040506);
  await (get_pixel (fixture, WIDTH - 1, HEIGHT - 1) == 0x040506);
  g_assert_cmphex (get_pixel (fixture, 9, 9), ==, 0x010203);
  g_assert_cmphex (get_pixel (fixture, 10, 10), ==, 0x404040);

  fill (fixture, G_MININT32, 0, G_MAXINT32, 1, 0x070809);
  assert_refused (fixture);
}

/* The beginning of a picture that is copied to the whole screen: number, kind, flags, size. */
static void
add_copy (Fixture *fixture,
          guint8   kind,
          guint32  width,
          guint32  height)
{
  add_base (fixture, 0, 0, 0, WIDTH, HEIGHT);
  spice_message_add_32 (fixture->message, 57);
  spice_message_add_rectangle (fixture->message, 0, 0, WIDTH, HEIGHT);
  spice_message_add_16 (fixture->message, SPICE_ROPD_OP_PUT);
  spice_message_add_8 (fixture->message, SPICE_IMAGE_SCALE_MODE_NEAREST);
  spice_message_add_8 (fixture->message, 0);
  spice_message_add_64 (fixture->message, 0);
  spice_message_add_32 (fixture->message, 0);
  g_assert_cmpuint (fixture->message->len, ==, 57);
  spice_message_add_64 (fixture->message, 1);
  spice_message_add_8 (fixture->message, kind);
  spice_message_add_8 (fixture->message, 0);
  spice_message_add_32 (fixture->message, width);
  spice_message_add_32 (fixture->message, height);
}

static void
add_bitmap (Fixture *fixture,
            guint8   format,
            guint32  width,
            guint32  height,
            guint32  stride,
            gsize    bytes)
{
  add_copy (fixture, SPICE_IMAGE_TYPE_BITMAP, WIDTH, HEIGHT);
  spice_message_add_8 (fixture->message, format);
  spice_message_add_8 (fixture->message, SPICE_BITMAP_FLAGS_TOP_DOWN);
  spice_message_add_32 (fixture->message, width);
  spice_message_add_32 (fixture->message, height);
  spice_message_add_32 (fixture->message, stride);
  spice_message_add_32 (fixture->message, 0);
  for (gsize i = 0; i < bytes / 4; i++)
    spice_message_add_32 (fixture->message, 0x556677);
}

static void
copy (Fixture *fixture)
{
  say (fixture, SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_DRAW_COPY);
}

typedef struct {
  const char *name;
  guint8 format;
  guint32 width, height, stride;
} Bitmap;

static const Bitmap bitmaps[] = {
  { "short-rows", SPICE_BITMAP_FMT_32BIT, WIDTH, HEIGHT, 4 },
  { "no-rows", SPICE_BITMAP_FMT_32BIT, WIDTH, HEIGHT, 0 },
  { "high", SPICE_BITMAP_FMT_32BIT, WIDTH, 0x40000000, 4 * WIDTH },
  { "negative", SPICE_BITMAP_FMT_32BIT, 0xffffffff, 0xffffffff, 0xffffffff },
  { "no-format", 0, WIDTH, HEIGHT, 4 * WIDTH },
  { "unknown-format", 99, WIDTH, HEIGHT, 4 * WIDTH },
  { "no-palette", SPICE_BITMAP_FMT_8BIT, WIDTH, HEIGHT, 4 * WIDTH },
};

static void
test_bitmap (Fixture       *fixture,
             gconstpointer  data)
{
  const Bitmap *bitmap = data;

  begin (fixture);
  show_screen (fixture, 0x505050);
  add_bitmap (fixture, SPICE_BITMAP_FMT_32BIT, WIDTH, HEIGHT, 4 * WIDTH, 4 * WIDTH * HEIGHT);
  copy (fixture);
  await (get_pixel (fixture, WIDTH - 1, HEIGHT - 1) == 0x556677);

  add_bitmap (fixture, bitmap->format, bitmap->width, bitmap->height, bitmap->stride, 4 * WIDTH * HEIGHT);
  copy (fixture);
  assert_refused (fixture);
}

static const guint8 kinds[] = {
  SPICE_IMAGE_TYPE_QUIC, SPICE_IMAGE_TYPE_RESERVED, SPICE_IMAGE_TYPE_LZ_PLT, SPICE_IMAGE_TYPE_LZ_RGB,
  SPICE_IMAGE_TYPE_GLZ_RGB, SPICE_IMAGE_TYPE_SURFACE, SPICE_IMAGE_TYPE_JPEG, SPICE_IMAGE_TYPE_ZLIB_GLZ_RGB,
  SPICE_IMAGE_TYPE_JPEG_ALPHA, SPICE_IMAGE_TYPE_LZ4, 255,
};

/* Compressed pictures that end where they begin, and that are noise. */
static void
test_compressed (Fixture       *fixture,
                 gconstpointer  data)
{
  guint8 kind = *(const guint8 *) data;
  gsize sizes[] = { 0, 4, 40, 400 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    begin (fixture);
    show_screen (fixture, 0x606060);
    add_copy (fixture, kind, WIDTH, HEIGHT);
    for (gsize n = 0; n < sizes[i]; n++)
      spice_message_add_8 (fixture->message, n == 0 ? sizes[i] & 0xff : n * 37);
    copy (fixture);
    assert_refused (fixture);
    sprint_console_session_disconnect (fixture->session);
  }
}

/* No picture at all, and one behind the message's end. */
static void
test_no_picture (Fixture       *fixture,
                 gconstpointer  data)
{
  const guint32 places[] = { 0, 1000000, 0xffffffff };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    guint32 place = GUINT32_TO_LE (places[i]);

    begin (fixture);
    show_screen (fixture, 0x707070);
    add_bitmap (fixture, SPICE_BITMAP_FMT_32BIT, WIDTH, HEIGHT, 4 * WIDTH, 4 * WIDTH * HEIGHT);
    memcpy (fixture->message->data + 21, &place, sizeof place);
    copy (fixture);
    assert_refused (fixture);
    sprint_console_session_disconnect (fixture->session);
  }
}

static void
add_stream (Fixture *fixture,
            guint32  surface,
            guint32  id,
            guint32  size)
{
  spice_message_add_32 (fixture->message, surface);
  spice_message_add_32 (fixture->message, id);
  spice_message_add_8 (fixture->message, 0);
  spice_message_add_8 (fixture->message, SPICE_VIDEO_CODEC_TYPE_MJPEG);
  spice_message_add_64 (fixture->message, 1);
  for (guint i = 0; i < 4; i++)
    spice_message_add_32 (fixture->message, size);
  spice_message_add_rectangle (fixture->message, 0, 0, WIDTH, HEIGHT);
  spice_message_add_8 (fixture->message, SPICE_CLIP_TYPE_NONE);
  say (fixture, SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_STREAM_CREATE);
}

/* Numbers become places in a table; a surface that goes while there is a film on it is drawn on all the same. */
static void
test_streams (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < 5; i++) {
    begin (fixture);
    show_screen (fixture, 0x808080);
    switch (i) {
    case 0:
      add_stream (fixture, 0, 0xfffffff0, WIDTH);
      break;
    case 1:
      add_stream (fixture, 77, 0, WIDTH);
      break;
    case 2:
      add_stream (fixture, 0, 0, 0x7fffffff);
      break;
    case 3:
      add_stream (fixture, 0, 0, WIDTH);
      add_stream (fixture, 0, 0, WIDTH);
      break;
    default:
      add_stream (fixture, 0, 3, WIDTH);
      spice_message_add_32 (fixture->message, 0);
      say (fixture, SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_SURFACE_DESTROY);
    }
    assert_refused (fixture);
    sprint_console_session_disconnect (fixture->session);
  }
}

typedef struct {
  const char *name;
  gboolean quantisation;
  guint8 huffman;      /* the numbers of the tables that it wants, of which it brings none */
  gboolean good;
} FilmPicture;

static const FilmPicture film_pictures[] = {
  { "later", TRUE, 0x11, TRUE },
  { "no-quantisation", FALSE, 0x00, FALSE },
  { "no-huffman", TRUE, 0x22, FALSE },
};

/* Eight by eight grey pixels. */
static void
add_picture (GByteArray        *to,
             const FilmPicture *picture)
{
  static const guint8 frame[] = { 0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0 };
  const guint8 scan[] = { 0xff, 0xda, 0, 8, 1, 1, picture->huffman, 0, 63, 0, 0x2b, 0xff, 0xd9 };

  g_byte_array_append (to, (const guint8[]) { 0xff, 0xd8 }, 2);
  if (picture->quantisation) {
    g_byte_array_append (to, (const guint8[]) { 0xff, 0xdb, 0, 67, 0 }, 5);
    for (guint i = 0; i < 64; i++)
      spice_message_add_8 (to, 1);
  }
  g_byte_array_append (to, frame, sizeof frame);
  g_byte_array_append (to, scan, sizeof scan);
}

/* A later picture of a film has no Huffman tables; what a decoder has not of itself it must bring. */
static void
test_film (Fixture       *fixture,
           gconstpointer  data)
{
  const FilmPicture *picture = data;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  begin (fixture);
  show_screen (fixture, 0x808080);
  add_stream (fixture, 0, 3, WIDTH);
  add_picture (bytes, picture);
  spice_message_add_32 (fixture->message, 3);
  spice_message_add_32 (fixture->message, 0);
  spice_message_add_32 (fixture->message, bytes->len);
  g_byte_array_append (fixture->message, bytes->data, bytes->len);
  say (fixture, SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_STREAM_DATA);
  if (!picture->good) {
    assert_refused (fixture);
    return;
  }

  add_bitmap (fixture, SPICE_BITMAP_FMT_32BIT, WIDTH, HEIGHT, 4 * WIDTH, 4 * WIDTH * HEIGHT);
  copy (fixture);
  await (get_pixel (fixture, WIDTH - 1, HEIGHT - 1) == 0x556677);
}

/* Monitors outside of the surface, of no size, and more than are told of. */
static void
test_monitors (Fixture       *fixture,
               gconstpointer  data)
{
  static const guint32 heads[][5] = {
    { 0, 100000, 100000, 0xfffffff0, 0xfffffff0 }, { 0, 0xffffffff, 0xffffffff, 0, 0 },
    { 0xffffffff, WIDTH, HEIGHT, 0, 0 }, { 0, WIDTH, HEIGHT, 0, 0 },
  };

  begin (fixture);
  show_screen (fixture, 0x909090);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++) {
    spice_message_add_16 (fixture->message, 1);
    spice_message_add_16 (fixture->message, 0xffff);
    spice_message_add_32 (fixture->message, heads[i][0]);
    spice_message_add_32 (fixture->message, 0);
    for (guint j = 1; j < 5; j++)
      spice_message_add_32 (fixture->message, heads[i][j]);
    spice_message_add_32 (fixture->message, 0);
    say (fixture, SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_MONITORS_CONFIG);
  }
  fill (fixture, 0, 0, WIDTH, HEIGHT, 0xa0a0a0);
  await (get_pixel (fixture, 0, 0) == 0xa0a0a0);

  spice_message_add_16 (fixture->message, 0xffff);
  spice_message_add_16 (fixture->message, 0xffff);
  say (fixture, SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_MONITORS_CONFIG);
  assert_refused (fixture);
}

static void
add_cursor (Fixture *fixture,
            guint16  flags,
            guint64  id,
            guint8   form,
            guint16  width,
            guint16  height,
            gsize    bytes)
{
  spice_message_add_32 (fixture->message, 0);
  spice_message_add_8 (fixture->message, 1);
  spice_message_add_16 (fixture->message, flags);
  spice_message_add_64 (fixture->message, id);
  spice_message_add_8 (fixture->message, form);
  spice_message_add_16 (fixture->message, width);
  spice_message_add_16 (fixture->message, height);
  spice_message_add_16 (fixture->message, 0xffff);
  spice_message_add_16 (fixture->message, 0xfffe);
  for (gsize i = 0; i < bytes; i++)
    spice_message_add_8 (fixture->message, 0xff);
  say (fixture, SPICE_CHANNEL_CURSOR, SPICE_MSG_CURSOR_SET);
}

static void
begin_cursor (Fixture *fixture)
{
  begin (fixture);
  spice_message_add_64 (fixture->message, 0);
  spice_message_add_8 (fixture->message, 1);
  spice_message_add_16 (fixture->message, SPICE_CURSOR_FLAGS_NONE);
  say (fixture, SPICE_CHANNEL_CURSOR, SPICE_MSG_CURSOR_INIT);
}

typedef struct {
  const char *name;
  guint8 form;
  guint16 width, height;
  gsize bytes;
} Shape;

static const Shape shapes[] = {
  { "most", SPICE_CURSOR_TYPE_ALPHA, 0xffff, 0xffff, 64 },
  { "wraps", SPICE_CURSOR_TYPE_COLOR32, 0x8000, 0x8000, 64 },
  { "no-pixels", SPICE_CURSOR_TYPE_ALPHA, 16, 16, 0 },
  { "few-pixels", SPICE_CURSOR_TYPE_ALPHA, 16, 16, 1023 },
  { "mono", SPICE_CURSOR_TYPE_MONO, 16, 16, 63 },
  { "no-mask", SPICE_CURSOR_TYPE_COLOR32, 16, 16, 1024 },
  { "16-no-mask", SPICE_CURSOR_TYPE_COLOR16, 16, 16, 512 },
  { "no-palette", SPICE_CURSOR_TYPE_COLOR4, 16, 16, 128 },
};

/* A shape that is none costs the pointer's channel, not the screen. */
static void
test_shape (Fixture       *fixture,
            gconstpointer  data)
{
  const Shape *shape = data;
  SprintConsoleCursor *cursor = sprint_console_session_get_cursor (fixture->session);
  int x, y;

  begin_cursor (fixture);
  add_cursor (fixture, 0, 1, SPICE_CURSOR_TYPE_ALPHA, 8, 8, 256);
  await (sprint_console_cursor_get_pixels (cursor) != NULL);
  sprint_console_cursor_get_hotspot (cursor, &x, &y);
  g_assert_cmpint (x, ==, 7);
  g_assert_cmpint (y, ==, 7);

  add_cursor (fixture, 0, 1, shape->form, shape->width, shape->height, shape->bytes);
  await (!spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_CURSOR));
  show_screen (fixture, 0xb0b0b0);
}

/* Each is another one, and is to be remembered. */
static void
test_endless_cursors (Fixture       *fixture,
                      gconstpointer  data)
{
  begin_cursor (fixture);
  for (guint i = 0; i < 3000; i++)
    add_cursor (fixture, SPICE_CURSOR_FLAGS_CACHE_ME, i, SPICE_CURSOR_TYPE_ALPHA, 8, 8, 256);
  await (!spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_CURSOR));
  show_screen (fixture, 0xc0c0c0);
}

/* As many as one likes may come one after another. */
static void
test_many_cursors (Fixture       *fixture,
                   gconstpointer  data)
{
  SprintConsoleCursor *cursor = sprint_console_session_get_cursor (fixture->session);
  int width = 0, height;

  begin_cursor (fixture);
  for (guint i = 0; i < 3000; i++)
    add_cursor (fixture, 0, i, SPICE_CURSOR_TYPE_ALPHA, 8, 8, 256);
  /* The last can be told from the others. */
  add_cursor (fixture, 0, 3000, SPICE_CURSOR_TYPE_ALPHA, 12, 12, 576);
  await ((sprint_console_cursor_get_size (cursor, &width, &height), width == 12));
  show_screen (fixture, 0xd0d0d0);
  g_assert_true (spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_CURSOR));
}

/* A list of channels without end, and one channel twice. */
static void
test_channels (Fixture       *fixture,
               gconstpointer  data)
{
  static const guint8 again[] = { 1, 0, 0, 0, SPICE_CHANNEL_DISPLAY, 0 };
  static const guint8 endless[] = { 255, 255, 255, 255, SPICE_CHANNEL_DISPLAY, 1 };
  guint8 many[4 + 2 * 256] = { 0, 1 };

  for (guint i = 0; i < 256; i++) {
    many[4 + 2 * i] = SPICE_CHANNEL_USBREDIR;
    many[4 + 2 * i + 1] = i;
  }

  begin (fixture);
  spice_raw_peer_send (fixture->peer, SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_CHANNELS_LIST, again, sizeof again);
  assert_refused (fixture);
  sprint_console_session_disconnect (fixture->session);
  begin (fixture);
  spice_raw_peer_send (fixture->peer, SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_CHANNELS_LIST, endless, sizeof endless);
  assert_refused (fixture);
  sprint_console_session_disconnect (fixture->session);
  begin (fixture);
  spice_raw_peer_send (fixture->peer, SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_CHANNELS_LIST, many, sizeof many);
  assert_refused (fixture);
}

/* A name that has no end, and one that is no text. */
static void
test_name (Fixture       *fixture,
           gconstpointer  data)
{
  begin (fixture);
  spice_raw_peer_send (fixture->peer, SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_NAME, "\4\0\0\0\xff\xfe" "a", 8);
  await (sprint_console_session_get_name (fixture->session) != NULL);
  g_assert_true (g_utf8_validate (sprint_console_session_get_name (fixture->session), -1, NULL));
  spice_raw_peer_send (fixture->peer, SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_NAME, "\4\0\0\0aaaa", 8);
  assert_refused (fixture);
}

static void
say_as_agent (Fixture       *fixture,
              guint32        type,
              guint32        claimed,
              gconstpointer  data,
              gsize          size)
{
  spice_message_add_32 (fixture->message, VD_AGENT_PROTOCOL);
  spice_message_add_32 (fixture->message, type);
  spice_message_add_64 (fixture->message, 0);
  spice_message_add_32 (fixture->message, claimed);
  g_byte_array_append (fixture->message, data, size);
  say (fixture, SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_AGENT_DATA);
}

/* What any program in a guest can say, over a descriptor of this computer's own too: it is not passed on, and nothing
 * ends. */
static void
test_agent (Fixture       *fixture,
            gconstpointer  data)
{
  static const guint32 none[64] = { 0 };
  static const guint32 caps[2] = { 0, 1u << VD_AGENT_CAP_CLIPBOARD_BY_DEMAND | 1u << VD_AGENT_CAP_CLIPBOARD_SELECTION };
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_source (fixture->peer);
  SprintGuestAgent *agent = sprint_console_session_get_agent (fixture->session);

  sprint_console_session_connect (fixture->session, source);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  await (spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_DISPLAY));
  say (fixture, SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_AGENT_CONNECTED);
  await (sprint_guest_agent_get_connected (agent));

  /* Four gigabytes; of which a little comes, and then something else. */
  say_as_agent (fixture, VD_AGENT_CLIPBOARD, 0xffffffff, none, 4);
  spice_message_add_32 (fixture->message, 0);
  say (fixture, SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_AGENT_DISCONNECTED);
  await (!sprint_guest_agent_get_connected (agent));
  say (fixture, SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_AGENT_CONNECTED);
  await (sprint_guest_agent_get_connected (agent));

  for (guint32 type = 0; type < 20; type++) {
    for (guint32 size = 0; size < 12; size++)
      say_as_agent (fixture, type, size, none, size);
  }
  say_as_agent (fixture, VD_AGENT_ANNOUNCE_CAPABILITIES, 0, none, 0);
  spice_message_add_8 (fixture->message, 1);
  say (fixture, SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_AGENT_DATA);
  say_as_agent (fixture, VD_AGENT_ANNOUNCE_CAPABILITIES, sizeof caps, caps, sizeof caps);
  await (sprint_guest_agent_get_introduced (agent));
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

#define add(path, test, data) g_test_add ("/console-nonsense/" path, Fixture, data, set_up, test, tear_down)

/* One for each row of a table that begins with a name. */
#define add_rows(path, test, rows)                                                                        \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {                                                       \
    g_autofree char *name = g_strconcat ("/console-nonsense/" path "/", (rows)[i].name, NULL);            \
    g_test_add (name, Fixture, &(rows)[i], set_up, test, tear_down);                                      \
  }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  add ("sense", test_sense, NULL);
  add ("sense/full-header", test_sense, "full");
  add ("other-end", test_other_end, NULL);
  add_rows ("claim", test_claim, claims);
  add_rows ("claim-locally", test_claim_locally, claims);
  add ("no-login", test_no_login, NULL);
  add ("parting", test_parting, NULL);
  add_rows ("surface", test_surface, surfaces);
  add ("no-screen/1", test_no_screen, GINT_TO_POINTER (SPICE_SURFACE_FMT_1_A));
  add ("no-screen/8", test_no_screen, GINT_TO_POINTER (SPICE_SURFACE_FMT_8_A));
  add ("two-primaries", test_two_primaries, NULL);
  add ("same-number", test_same_number, NULL);
  add ("endless-surfaces", test_endless_surfaces, NULL);
  add ("outside", test_outside, NULL);
  add_rows ("bitmap", test_bitmap, bitmaps);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *name = g_strdup_printf ("/console-nonsense/compressed/%u", kinds[i]);

    g_test_add (name, Fixture, &kinds[i], set_up, test_compressed, tear_down);
  }
  add ("no-picture", test_no_picture, NULL);
  add ("streams", test_streams, NULL);
  add_rows ("film", test_film, film_pictures);
  add ("monitors", test_monitors, NULL);
  add_rows ("shape", test_shape, shapes);
  add ("endless-cursors", test_endless_cursors, NULL);
  add ("many-cursors", test_many_cursors, NULL);
  add ("channels", test_channels, NULL);
  add ("name", test_name, NULL);
  add ("agent", test_agent, NULL);

  return g_test_run ();
}
