/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lz-rules.h"

#define MAGIC 0x20205a4cu
#define VERSION 0x00010001u
/* A byte below is so many pixels, less one, that follow; any other begins a repetition. */
#define REPEATS 32
/* How far back LZ's short distances reach. */
#define SHORT_REACH 8191

/* As both formats number them. */
enum {
  PALETTE_1_LE = 1,
  PALETTE_1_BE,
  PALETTE_4_LE,
  PALETTE_4_BE,
  PALETTE_8,
  RGB_16,
  RGB_24,
  RGB_32,
  RGBA,
  ALPHA,
  ALPHA_8,
};

typedef struct {
  const guint8 *at, *end;
  gboolean short_of;    /* it ended too early */
} Input;

/* A picture of those that repeat what is in others. */
typedef struct {
  SprintGlzWindow *window;
  const SprintGlzPlace *place;
} Glz;

static guint8
next (Input *input)
{
  if (input->at == input->end) {
    input->short_of = TRUE;
    return 0;
  }

  return *input->at++;
}

static guint32
next_32 (Input *input)
{
  guint32 value = 0;

  for (int i = 0; i < 4; i++)
    value = value << 8 | next (input);

  return value;
}

/* What follows is a pixel's, or a byte's of packed ones. */
static guint
get_unit (guint kind)
{
  switch (kind) {
  case RGB_16:
    return 2;

  case RGB_24:
  case RGB_32:
  case RGBA:
    return 3;

  default:
    return 1;
  }
}

/* The least length of a repetition is not written. */
static guint
get_bias (guint unit)
{
  return 4 - unit;
}

/* A length of 7 goes on in the bytes that follow. */
static guint64
read_length (Input  *input,
             guint8  control)
{
  guint64 length = control >> 5;

  if (length == 7) {
    guint8 more;

    do {
      more = next (input);
      length += more;
    } while (more == 255 && !input->short_of);
  }

  return length;
}

static gboolean
skip (Input   *input,
      guint64  n)
{
  if (n > (gsize) (input->end - input->at))
    return FALSE;
  input->at += n;

  return TRUE;
}

/* @units: pixels, or bytes of packed ones */
static gboolean
walk_lz (Input   *input,
         guint    unit,
         guint64  units)
{
  guint64 done = 0;

  while (done < units) {
    guint8 control = next (input);
    guint64 length, distance;
    guint8 code;

    if (control < REPEATS) {
      length = (guint64) control + 1;
      if (!skip (input, length * unit) || length > units - done)
        return FALSE;
      done += length;
      continue;
    }

    length = read_length (input, control) - 1 + get_bias (unit);
    distance = (control & 31) << 8;
    code = next (input);
    if (code == 255 && distance == 31 << 8) {
      distance = next (input) << 8;
      distance += next (input);
      distance += SHORT_REACH;
    } else {
      distance += code;
    }
    if (input->short_of || length > units - done || distance + 1 > done)
      return FALSE;
    done += length;
  }

  return !input->short_of;
}

/* Where a repetition of GLZ begins, and in which picture before. */
static void
read_reference (Input   *input,
                guint8   control,
                guint64 *distance,
                guint64 *images)
{
  gboolean far = (control >> 4) & 1;
  guint8 code;
  guint n;

  *distance = (control & 15) + ((guint64) next (input) << 4);
  code = next (input);
  n = code >> 6;
  *images = far ? 0 : code & 63;
  for (guint i = 0; i < n; i++)
    *images += (guint64) next (input) << (far ? 8 * i : 6 + 8 * i);
  if (far) {
    *distance += (guint64) (code & 31) << 12;
    if ((code >> 5) & 1)
      *distance += (guint64) next (input) << 17;
  }
}

/* Of another picture so many pixels must be there from the first one repeated; of this one, where they begin. */
static gboolean
is_reachable (guint64    distance,
              guint64    length,
              guint64    images,
              guint64    done,
              const Glz *glz)
{
  if (images == 0)
    return distance + 1 <= done;

  return images <= glz->place->back &&
         sprint_glz_window_refer (glz->window, glz->place->id - images, distance + length);
}

static gboolean
walk_glz (Input     *input,
          guint      unit,
          guint64    units,
          const Glz *glz)
{
  guint64 done = 0;

  while (done < units) {
    guint8 control = next (input);
    guint64 length, distance, images;

    if (control < REPEATS) {
      length = (guint64) control + 1;
      if (!skip (input, length * unit) || length > units - done)
        return FALSE;
      done += length;
      continue;
    }

    length = read_length (input, control) + get_bias (unit) - 1;
    read_reference (input, control, &distance, &images);
    if (input->short_of || length > units - done || !is_reachable (distance, length, images, done, glz))
      return FALSE;
    done += length;
  }

  return !input->short_of;
}

static gboolean
is_sound (guint   kind,
          guint32 width,
          guint32 stride)
{
  switch (kind) {
  case PALETTE_1_LE:
  case PALETTE_1_BE:
    return stride == (width + 7) / 8;

  case PALETTE_4_LE:
  case PALETTE_4_BE:
    return stride == (width + 1) / 2;

  case PALETTE_8:
    return stride == width;

  case RGB_16:
  case RGB_24:
  case RGB_32:
  case RGBA:
  case ALPHA:
  case ALPHA_8:
    return TRUE;

  default:
    return FALSE;
  }
}

/* Up to where its pixels begin. */
static gboolean
read_lz (Input   *input,
         guint32  width,
         guint32  height,
         guint32 *kind,
         guint32 *stride,
         guint32 *top_down)
{
  if (next_32 (input) != MAGIC || next_32 (input) != VERSION)
    return FALSE;
  *kind = next_32 (input);
  if (next_32 (input) != width || next_32 (input) != height)
    return FALSE;
  *stride = next_32 (input);
  *top_down = next_32 (input);

  return !input->short_of;
}

gboolean
sprint_lz_rules_check (const guint8 *data,
                       gsize         size,
                       guint32       width,
                       guint32       height)
{
  Input input = { .at = data, .end = data + size };
  guint32 kind, stride, top_down;
  guint64 units;

  if (!read_lz (&input, width, height, &kind, &stride, &top_down) || kind == ALPHA || !is_sound (kind, width, stride))
    return FALSE;
  units = kind <= PALETTE_8 ? (guint64) stride * height : (guint64) width * height;

  return walk_lz (&input, get_unit (kind), units) && (kind != RGBA || walk_lz (&input, 1, units));
}

gboolean
sprint_lz_rules_check_alpha (const guint8 *data,
                             gsize         size,
                             guint32       width,
                             guint32       height,
                             gboolean      top_down)
{
  Input input = { .at = data, .end = data + size };
  guint32 kind, stride, own_top_down;

  return read_lz (&input, width, height, &kind, &stride, &own_top_down) && kind == ALPHA &&
         (own_top_down != 0) == top_down && walk_lz (&input, 1, (guint64) width * height);
}

gboolean
sprint_glz_rules_check (const guint8    *data,
                        gsize            size,
                        guint32          width,
                        guint32          height,
                        SprintGlzWindow *window,
                        SprintGlzPlace  *place)
{
  const Glz glz = { .window = window, .place = place };
  Input input = { .at = data, .end = data + size };
  guint64 units = (guint64) width * height;
  guint kind;

  if (next_32 (&input) != MAGIC || next_32 (&input) != VERSION)
    return FALSE;
  kind = next (&input) & 15;
  if (next_32 (&input) != width || next_32 (&input) != height)
    return FALSE;
  next_32 (&input);
  place->id = (guint64) next_32 (&input) << 32;
  place->id |= next_32 (&input);
  place->back = next_32 (&input);
  /* With a palette there is none: spice-gtk would follow a pointer that it does not have. */
  if (input.short_of || (kind != RGB_16 && kind != RGB_24 && kind != RGB_32 && kind != RGBA) ||
      place->back > place->id || !sprint_glz_window_expects (window, place->id))
    return FALSE;

  return walk_glz (&input, get_unit (kind), units, &glz) &&
         (kind != RGBA || walk_glz (&input, 1, units, &glz));
}
