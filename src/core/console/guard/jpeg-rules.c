/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "jpeg-rules.h"

#include "core/console/screen/framebuffer.h"

enum {
  SOF0 = 0xc0,
  SOF1 = 0xc1,
  DHT = 0xc4,
  SOI = 0xd8,
  EOI = 0xd9,
  SOS = 0xda,
  DQT = 0xdb,
  DRI = 0xdd,
  APP0 = 0xe0,
  APP15 = 0xef,
  COM = 0xfe,
};

/* A bit for each Huffman table that a decoder has when no picture has brought it: those of annex K.3, for films.
 * libjpeg-turbo does, of which the floor has 2.1.5. */
#define STANDARD 3

typedef struct {
  guint8 id;
  guint8 quantisation;
} Component;

typedef struct {
  guint quantisations;      /* a bit for each table that there is */
  guint huffman[2];
  Component components[3];
  guint n_components;       /* 0: no frame yet */
  guint32 width, height;
} Picture;

static guint
get_16 (const guint8 *at)
{
  return at[0] << 8 | at[1];
}

static gboolean
read_quantisations (Picture      *self,
                    const guint8 *at,
                    gsize         n)
{
  while (n > 0) {
    gsize size = 1 + ((at[0] >> 4) != 0 ? 128 : 64);

    if ((at[0] >> 4) > 1 || (at[0] & 15) > 3 || n < size)
      return FALSE;
    self->quantisations |= 1u << (at[0] & 15);
    at += size;
    n -= size;
  }

  return TRUE;
}

/* How many codes there are of each length of 1 to 16 bits, and what they mean. More than fit is what libjpeg ends at. */
static gboolean
read_huffman (Picture      *self,
              const guint8 *at,
              gsize         n)
{
  while (n > 0) {
    guint kind = at[0] >> 4, number = at[0] & 15, codes = 0, room = 1;

    if (kind > 1 || number > 3 || n < 17)
      return FALSE;
    for (guint i = 1; i <= 16; i++) {
      room *= 2;
      if (at[i] > room)
        return FALSE;
      room -= at[i];
      codes += at[i];
    }
    if (codes > 256 || n < 17 + codes)
      return FALSE;
    /* Of the first kind they are sizes, of which there are 16. */
    for (guint i = 0; kind == 0 && i < codes; i++) {
      if (at[17 + i] > 15)
        return FALSE;
    }
    self->huffman[kind] |= 1u << number;
    at += 17 + codes;
    n -= 17 + codes;
  }

  return TRUE;
}

static gboolean
read_frame (Picture      *self,
            const guint8 *at,
            gsize         n)
{
  if (self->n_components != 0 || n < 6 || at[0] != 8 || (at[5] != 1 && at[5] != 3) || n != 6 + 3u * at[5])
    return FALSE;
  self->height = get_16 (at + 1);
  self->width = get_16 (at + 3);
  self->n_components = at[5];
  if (self->width == 0 || self->width > SPRINT_FRAMEBUFFER_MAX_SIZE ||
      self->height == 0 || self->height > SPRINT_FRAMEBUFFER_MAX_SIZE)
    return FALSE;

  for (guint i = 0; i < self->n_components; i++) {
    const guint8 *component = at + 6 + 3 * i;
    guint across = component[1] >> 4, down = component[1] & 15;

    /* The first is as fine as the picture, the others are as fine or half of that. */
    if (across < 1 || across > 2 || down < 1 || down > 2 || (i > 0 && component[1] != 0x11) || component[2] > 3)
      return FALSE;
    self->components[i] = (Component) { component[0], component[2] };
  }

  return TRUE;
}

/* All of a frame's components, with tables that there are. */
static gboolean
read_scan (Picture      *self,
           const guint8 *at,
           gsize         n)
{
  if (self->n_components == 0 || n != 4 + 2 * self->n_components || at[0] != self->n_components ||
      at[n - 3] != 0 || at[n - 2] != 63 || at[n - 1] != 0)
    return FALSE;

  for (guint i = 0; i < self->n_components; i++) {
    guint dc = at[2 + 2 * i] >> 4, ac = at[2 + 2 * i] & 15;

    if (at[1 + 2 * i] != self->components[i].id || dc > 3 || ac > 3 ||
        !(self->huffman[0] & 1u << dc) || !(self->huffman[1] & 1u << ac) ||
        !(self->quantisations & 1u << self->components[i].quantisation))
      return FALSE;
    for (guint j = 0; j < i; j++) {
      if (self->components[j].id == self->components[i].id)
        return FALSE;
    }
  }

  return TRUE;
}

/* Up to the end's marker only the scan's own bytes and restarts may follow. */
static gboolean
ends_well (const guint8 *at,
           gsize         n)
{
  for (gsize i = 0; i + 1 < n; i++) {
    if (at[i] != 0xff || at[i + 1] == 0 || at[i + 1] == 0xff || (at[i + 1] >= 0xd0 && at[i + 1] <= 0xd7))
      continue;
    return at[i + 1] == EOI;
  }

  return FALSE;
}

static gboolean
read_segment (Picture      *self,
              guint8        marker,
              const guint8 *at,
              gsize         n)
{
  switch (marker) {
  case DQT:
    return read_quantisations (self, at, n);

  case DHT:
    return read_huffman (self, at, n);

  case SOF0:
  case SOF1:
    return read_frame (self, at, n);

  case SOS:
    return read_scan (self, at, n);

  case DRI:
    return n == 2;

  default:
    return (marker >= APP0 && marker <= APP15) || marker == COM;
  }
}

gboolean
sprint_jpeg_rules_check (const guint8 *data,
                         gsize         size,
                         guint32       width,
                         guint32       height)
{
  Picture self = { 0 };
  gsize at = 2;

  if (width == 0)
    self.huffman[0] = self.huffman[1] = STANDARD;

  if (size < 4 || data[0] != 0xff || data[1] != SOI)
    return FALSE;

  for (;;) {
    gsize n;
    guint8 marker;

    if (size - at < 4 || data[at] != 0xff)
      return FALSE;
    marker = data[at + 1];
    n = get_16 (data + at + 2);
    if (n < 2 || n > size - at - 2 || !read_segment (&self, marker, data + at + 4, n - 2))
      return FALSE;
    at += 2 + n;
    if (marker == SOS)
      break;
  }

  return (width == 0 || (self.width == width && self.height == height)) && ends_well (data + at, size - at);
}
