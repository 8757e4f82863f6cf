/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-rules.h"

#include <gio/gio.h>
#include <spice/enums.h>

#include "core/console/screen/framebuffer.h"
#include "jpeg-rules.h"

/* spice-gtk tells a server that it remembers 80 MiB; twice as much for what is on its way, and then some. */
#define IMAGES_BYTES (512u * 1024 * 1024)
#define IMAGES_MAX 65536
#define PALETTES_MAX 4096
#define PALETTE_COLOURS 256
/* As quic.c of spice-common has them: grey (1), 16, 24 and 32 bits, and with alpha. */
#define QUIC_MAGIC 0x43495551u
#define QUIC_KIND_FIRST 2
#define QUIC_KIND_LAST 5

/* Where what belongs to the kind of picture begins, behind number, kind, flags, width and height. */
#define DESCRIPTOR 18

void
sprint_image_rules_init (SprintImageRules *self,
                         SprintByteLedger *surfaces,
                         SprintGlzWindow  *glz,
                         gboolean          adopted)
{
  self->surfaces = surfaces;
  self->adopted = adopted;
  self->images = sprint_byte_ledger_new (IMAGES_MAX, IMAGES_BYTES);
  self->palettes = sprint_byte_ledger_new (PALETTES_MAX, G_MAXUINT32);
  self->glz = sprint_glz_window_ref (glz);
}

void
sprint_image_rules_clear (SprintImageRules *self)
{
  g_clear_pointer (&self->images, sprint_byte_ledger_free);
  g_clear_pointer (&self->palettes, sprint_byte_ledger_free);
  g_clear_pointer (&self->glz, sprint_glz_window_unref);
}

gboolean
sprint_image_rules_knows_surface (SprintImageRules *self,
                                  guint32           id)
{
  return self->adopted || sprint_byte_ledger_contains (self->surfaces, id);
}

static guint
get_bits (guint8 format)
{
  switch (format) {
  case SPICE_BITMAP_FMT_1BIT_LE:
  case SPICE_BITMAP_FMT_1BIT_BE:
    return 1;

  case SPICE_BITMAP_FMT_4BIT_LE:
  case SPICE_BITMAP_FMT_4BIT_BE:
    return 4;

  case SPICE_BITMAP_FMT_8BIT:
  case SPICE_BITMAP_FMT_8BIT_A:
    return 8;

  case SPICE_BITMAP_FMT_16BIT:
    return 16;

  case SPICE_BITMAP_FMT_24BIT:
    return 24;

  case SPICE_BITMAP_FMT_32BIT:
  case SPICE_BITMAP_FMT_RGBA:
    return 32;

  default:
    return 0;
  }
}

/* @at: either a palette's number or its place. */
static gboolean
check_palette (SprintImageRules  *self,
               SprintMessageBody *body,
               gsize              at,
               guint8             flags,
               SprintImageNews   *news)
{
  guint32 place;
  guint16 colours;

  if (flags & SPICE_BITMAP_FLAGS_PAL_FROM_CACHE)
    return sprint_message_body_has (body, at, 8) &&
           sprint_byte_ledger_contains (self->palettes, sprint_message_body_get_64 (body, at));

  if (!sprint_message_body_has (body, at, 4))
    return FALSE;
  place = sprint_message_body_get_32 (body, at);
  if (place == 0 || !sprint_message_body_has (body, place, 10))
    return FALSE;

  colours = sprint_message_body_get_16 (body, place + 8);
  news->palette = sprint_message_body_get_64 (body, place);
  news->has_palette = (flags & SPICE_BITMAP_FLAGS_PAL_CACHE_ME) != 0;

  return colours >= 2 && colours <= PALETTE_COLOURS && sprint_message_body_has (body, place + 10, 4 * (guint64) colours);
}

static gboolean
is_size (guint32 width,
         guint32 height)
{
  return width > 0 && width <= SPRINT_FRAMEBUFFER_MAX_SIZE && height > 0 && height <= SPRINT_FRAMEBUFFER_MAX_SIZE;
}

/* Not compressed: format, flags, width, height, bytes of a row, palette. A mask has none, and no @news. */
static gboolean
check_bitmap (SprintImageRules  *self,
              SprintMessageBody *body,
              gsize              at,
              SprintImageNews   *news)
{
  guint8 format, flags;
  guint32 width, height, stride;
  guint bits;

  if (!sprint_message_body_has (body, at, 14))
    return FALSE;
  format = sprint_message_body_get_8 (body, at);
  flags = sprint_message_body_get_8 (body, at + 1);
  width = sprint_message_body_get_32 (body, at + 2);
  height = sprint_message_body_get_32 (body, at + 6);
  stride = sprint_message_body_get_32 (body, at + 10);
  bits = get_bits (format);

  if (bits == 0 || !is_size (width, height) || stride < ((guint64) width * bits + 7) / 8 ||
      stride * (guint64) height > body->size)
    return FALSE;
  if (bits >= 16 || format == SPICE_BITMAP_FMT_8BIT_A || news == NULL)
    return TRUE;

  return check_palette (self, body, at + 14, flags, news);
}

/* What is compressed has its size before it; all of it is looked at. */
static const guint8 *
find_data (SprintMessageBody *body,
           gsize              at,
           gsize             *size)
{
  if (!sprint_message_body_has (body, at, 4))
    return NULL;
  *size = sprint_message_body_get_32 (body, at);

  return sprint_message_body_has (body, at + 4, *size) ? body->data + at + 4 : NULL;
}

static gboolean
check_lz (SprintMessageBody *body,
          gsize              size_at,
          gsize              at,
          guint32            width,
          guint32            height)
{
  gsize size;

  if (!sprint_message_body_has (body, size_at, 4))
    return FALSE;
  size = sprint_message_body_get_32 (body, size_at);

  return sprint_message_body_has (body, at, size) && sprint_lz_rules_check (body->data + at, size, width, height);
}

static gboolean
check_glz (SprintImageRules *self,
           const guint8     *data,
           gsize             size,
           guint32           width,
           guint32           height,
           SprintImageNews  *news)
{
  if (!sprint_glz_rules_check (data, size, width, height, self->glz, &news->glz))
    return FALSE;

  news->glz_pixels = (guint64) width * height;

  return TRUE;
}

/* Zipped once more. */
static gboolean
check_zipped (SprintImageRules  *self,
              SprintMessageBody *body,
              gsize              at,
              guint32            width,
              guint32            height,
              SprintImageNews   *news)
{
  g_autoptr (GZlibDecompressor) unzip = NULL;
  g_autofree guint8 *unzipped = NULL;
  gsize size, unzipped_size, read, written;
  const guint8 *data;

  if (!sprint_message_body_has (body, at, 8))
    return FALSE;
  unzipped_size = sprint_message_body_get_32 (body, at);
  data = find_data (body, at + 4, &size);
  /* Compressed it is hardly ever larger than it was. */
  if (data == NULL || unzipped_size == 0 || unzipped_size > 8 * (guint64) width * height + 65536)
    return FALSE;

  unzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  unzipped = g_malloc (unzipped_size);

  return g_converter_convert (G_CONVERTER (unzip), data, size, unzipped, unzipped_size, G_CONVERTER_INPUT_AT_END,
                              &read, &written, NULL) == G_CONVERTER_FINISHED &&
         check_glz (self, unzipped, written, width, height, news);
}

static gboolean
check_jpeg (SprintMessageBody *body,
            gsize              at,
            guint32            width,
            guint32            height)
{
  gsize size;
  const guint8 *data = find_data (body, at, &size);

  return data != NULL && sprint_jpeg_rules_check (data, size, width, height);
}

/* A JPEG, and behind it how opaque it is, in LZ. */
static gboolean
check_jpeg_alpha (SprintMessageBody *body,
                  gsize              at,
                  guint32            width,
                  guint32            height)
{
  gsize size, jpeg_size;
  const guint8 *data;

  if (!sprint_message_body_has (body, at, 9))
    return FALSE;
  jpeg_size = sprint_message_body_get_32 (body, at + 1);
  data = find_data (body, at + 5, &size);

  return data != NULL && jpeg_size <= size && sprint_jpeg_rules_check (data, jpeg_size, width, height) &&
         sprint_lz_rules_check_alpha (data + jpeg_size, size - jpeg_size, width, height,
                                      (sprint_message_body_get_8 (body, at) & SPICE_JPEG_ALPHA_FLAGS_TOP_DOWN) != 0);
}

/* Top down or not, a format, and blocks, each with its size before it. What is in them the library checks; a picture
 * that fails ends it. */
static gboolean
check_lz4 (SprintMessageBody *body,
           gsize              at)
{
  gsize size;
  const guint8 *data = find_data (body, at, &size);

  return data != NULL && size > 6 && data[1] >= SPICE_BITMAP_FMT_16BIT && data[1] <= SPICE_BITMAP_FMT_RGBA;
}

/* Little endian magic, version, kind, width, height. */
static gboolean
check_quic (SprintMessageBody *body,
            gsize              at,
            guint32            width,
            guint32            height)
{
  gsize size;
  const guint8 *data = find_data (body, at, &size);
  guint32 kind;

  if (data == NULL || size < 20)
    return FALSE;
  kind = sprint_message_body_get_32 (body, at + 12);

  return sprint_message_body_get_32 (body, at + 4) == QUIC_MAGIC && sprint_message_body_get_32 (body, at + 8) == 0 &&
         kind >= QUIC_KIND_FIRST && kind <= QUIC_KIND_LAST &&
         sprint_message_body_get_32 (body, at + 16) == width && sprint_message_body_get_32 (body, at + 20) == height;
}

/* @at: behind the descriptor. */
static gboolean
check_kind (SprintImageRules  *self,
            SprintMessageBody *body,
            gsize              at,
            guint8             kind,
            guint32            width,
            guint32            height,
            SprintImageNews   *news)
{
  switch (kind) {
  case SPICE_IMAGE_TYPE_BITMAP:
    return check_bitmap (self, body, at, news);

  case SPICE_IMAGE_TYPE_QUIC:
    return check_quic (body, at, width, height);

  case SPICE_IMAGE_TYPE_LZ_RGB:
    return check_lz (body, at, at + 4, width, height);

  case SPICE_IMAGE_TYPE_LZ_PLT:
    return sprint_message_body_has (body, at, 5) &&
           check_palette (self, body, at + 5, sprint_message_body_get_8 (body, at), news) &&
           check_lz (body, at + 1,
                     at + 5 + (sprint_message_body_get_8 (body, at) & SPICE_BITMAP_FLAGS_PAL_FROM_CACHE ? 8 : 4),
                     width, height);

  case SPICE_IMAGE_TYPE_GLZ_RGB: {
    gsize size;
    const guint8 *data = find_data (body, at, &size);

    return data != NULL && check_glz (self, data, size, width, height, news);
  }

  case SPICE_IMAGE_TYPE_ZLIB_GLZ_RGB:
    return check_zipped (self, body, at, width, height, news);

  case SPICE_IMAGE_TYPE_JPEG:
    return check_jpeg (body, at, width, height);

  case SPICE_IMAGE_TYPE_JPEG_ALPHA:
    return check_jpeg_alpha (body, at, width, height);

  case SPICE_IMAGE_TYPE_LZ4:
    return check_lz4 (body, at);

  case SPICE_IMAGE_TYPE_SURFACE:
    return sprint_message_body_has (body, at, 4) &&
           sprint_image_rules_knows_surface (self, sprint_message_body_get_32 (body, at));

  default:
    return FALSE;
  }
}

static SprintPictureCoding
get_coding (guint8 kind)
{
  switch (kind) {
  case SPICE_IMAGE_TYPE_BITMAP:
    return SPRINT_PICTURE_PLAIN;

  case SPICE_IMAGE_TYPE_QUIC:
    return SPRINT_PICTURE_QUIC;

  case SPICE_IMAGE_TYPE_LZ_PLT:
  case SPICE_IMAGE_TYPE_LZ_RGB:
    return SPRINT_PICTURE_LZ;

  case SPICE_IMAGE_TYPE_GLZ_RGB:
  case SPICE_IMAGE_TYPE_ZLIB_GLZ_RGB:
    return SPRINT_PICTURE_GLZ;

  case SPICE_IMAGE_TYPE_JPEG:
  case SPICE_IMAGE_TYPE_JPEG_ALPHA:
    return SPRINT_PICTURE_JPEG;

  case SPICE_IMAGE_TYPE_LZ4:
    return SPRINT_PICTURE_LZ4;

  /* A picture that is here already. */
  default:
    return SPRINT_PICTURE_UNKNOWN;
  }
}

static gboolean
is_within (SprintMessageBody *body,
           gsize              area,
           guint32            width,
           guint32            height)
{
  guint32 top = sprint_message_body_get_32 (body, area);
  guint32 left = sprint_message_body_get_32 (body, area + 4);
  guint32 bottom = sprint_message_body_get_32 (body, area + 8);
  guint32 right = sprint_message_body_get_32 (body, area + 12);

  return left <= right && right <= width && top <= bottom && bottom <= height;
}

gboolean
sprint_image_rules_check (SprintImageRules  *self,
                          SprintMessageBody *body,
                          gsize              at,
                          gsize              area,
                          SprintImageNews   *news)
{
  guint64 id;
  guint8 kind, flags;
  guint32 width, height;

  *news = (SprintImageNews) { 0 };
  if (!sprint_message_body_has (body, at, DESCRIPTOR))
    return FALSE;
  id = sprint_message_body_get_64 (body, at);
  kind = sprint_message_body_get_8 (body, at + 8);
  flags = sprint_message_body_get_8 (body, at + 9);
  width = sprint_message_body_get_32 (body, at + 10);
  height = sprint_message_body_get_32 (body, at + 14);
  if (!is_size (width, height) || (area != 0 && !is_within (body, area, width, height)))
    return FALSE;
  /* Another of the guest's displays can have brought it: spice-gtk waits for that. */
  if (kind == SPICE_IMAGE_TYPE_FROM_CACHE || kind == SPICE_IMAGE_TYPE_FROM_CACHE_LOSSLESS)
    return TRUE;
  if (flags & (SPICE_IMAGE_FLAGS_CACHE_ME | SPICE_IMAGE_FLAGS_CACHE_REPLACE_ME)) {
    news->image = id;
    news->image_bytes = 4 * (guint64) width * height;
  }

  news->coding = get_coding (kind);
  news->pixels = (guint64) width * height;

  return check_kind (self, body, at + DESCRIPTOR, kind, width, height, news);
}

gboolean
sprint_image_rules_check_mask (SprintImageRules  *self,
                               SprintMessageBody *body,
                               gsize              at)
{
  if (!sprint_message_body_has (body, at, DESCRIPTOR))
    return FALSE;

  switch (sprint_message_body_get_8 (body, at + 8)) {
  case SPICE_IMAGE_TYPE_BITMAP:
    return check_bitmap (self, body, at + DESCRIPTOR, NULL);

  case SPICE_IMAGE_TYPE_FROM_CACHE:
  case SPICE_IMAGE_TYPE_FROM_CACHE_LOSSLESS:
    return TRUE;

  default:
    return FALSE;
  }
}

gboolean
sprint_image_rules_accept (SprintImageRules *self,
                           SprintImageNews  *news)
{
  if ((news->image_bytes > 0 && !sprint_byte_ledger_add (self->images, news->image, news->image_bytes)) ||
      (news->glz_pixels > 0 && !sprint_glz_window_add (self->glz, &news->glz, news->glz_pixels)) ||
      (news->has_palette && !sprint_byte_ledger_add (self->palettes, news->palette, 4 * PALETTE_COLOURS)))
    return FALSE;

  sprint_picture_tally_add (&self->tally, news->coding, news->pixels);

  return TRUE;
}
