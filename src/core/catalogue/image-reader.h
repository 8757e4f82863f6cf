/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "image.h"

G_BEGIN_DECLS

/* An open file, for the formats' own readers. */
typedef struct {
  int fd;
  guint64 size;
} SprintImageReader;

/* TRUE where all @length bytes at @offset could be read. */
gboolean sprint_image_reader_read (SprintImageReader *self, guint64 offset, void *buffer, gsize length);

/* Each answers whether the file is of its format at all; if so and there is something wrong with it, @error is set. */
typedef gboolean (*SprintImageFormatFunc) (SprintImageReader *reader, SprintImage *image, GError **error);

gboolean sprint_image_read_iso   (SprintImageReader *reader, SprintImage *image, GError **error);
gboolean sprint_image_read_qcow2 (SprintImageReader *reader, SprintImage *image, GError **error);
gboolean sprint_image_read_vmdk  (SprintImageReader *reader, SprintImage *image, GError **error);
gboolean sprint_image_read_vdi   (SprintImageReader *reader, SprintImage *image, GError **error);
gboolean sprint_image_read_vhdx  (SprintImageReader *reader, SprintImage *image, GError **error);
gboolean sprint_image_read_vhd   (SprintImageReader *reader, SprintImage *image, GError **error);
gboolean sprint_image_read_raw   (SprintImageReader *reader, SprintImage *image, GError **error);

void sprint_image_fail_truncated (GError **error);
void sprint_image_fail_unsafe    (GError **error);
void sprint_image_fail_broken    (GError **error);

static inline guint16
sprint_read_le16 (const guint8 *at)
{
  return at[0] | at[1] << 8;
}

static inline guint32
sprint_read_le32 (const guint8 *at)
{
  return sprint_read_le16 (at) | (guint32) sprint_read_le16 (at + 2) << 16;
}

static inline guint64
sprint_read_le64 (const guint8 *at)
{
  return sprint_read_le32 (at) | (guint64) sprint_read_le32 (at + 4) << 32;
}

static inline guint32
sprint_read_be32 (const guint8 *at)
{
  return GUINT32_SWAP_LE_BE (sprint_read_le32 (at));
}

static inline guint64
sprint_read_be64 (const guint8 *at)
{
  return GUINT64_SWAP_LE_BE (sprint_read_le64 (at));
}

G_END_DECLS
