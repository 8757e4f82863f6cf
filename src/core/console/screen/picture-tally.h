/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SprintPictureCoding:
 * @SPRINT_PICTURE_UNKNOWN: nobody knows
 * @SPRINT_PICTURE_PLAIN: as they are
 * @SPRINT_PICTURE_QUIC: SPICE's own for photographs
 * @SPRINT_PICTURE_LZ: for what is drawn
 * @SPRINT_PICTURE_GLZ: the same, over all pictures
 * @SPRINT_PICTURE_LZ4: fast
 * @SPRINT_PICTURE_JPEG: with losses
 * @SPRINT_PICTURE_MJPEG: a film of JPEGs; this one and those behind it are films'
 * @SPRINT_PICTURE_VP8: a film
 * @SPRINT_PICTURE_H264: a film
 * @SPRINT_PICTURE_VP9: a film
 * @SPRINT_PICTURE_H265: a film
 *
 * How pictures come over the line.
 */
typedef enum {
  SPRINT_PICTURE_UNKNOWN,
  SPRINT_PICTURE_PLAIN,
  SPRINT_PICTURE_QUIC,
  SPRINT_PICTURE_LZ,
  SPRINT_PICTURE_GLZ,
  SPRINT_PICTURE_LZ4,
  SPRINT_PICTURE_JPEG,
  SPRINT_PICTURE_MJPEG,
  SPRINT_PICTURE_VP8,
  SPRINT_PICTURE_H264,
  SPRINT_PICTURE_VP9,
  SPRINT_PICTURE_H265,
} SprintPictureCoding;

#define SPRINT_PICTURE_N_CODINGS (SPRINT_PICTURE_H265 + 1)

/**
 * SprintPictureTally:
 * @pixels: how many have come by each coding, from 0 again where a computer counts no further
 * @newest: by which the last picture has come
 *
 * How the pictures of a display have come so far. One thread adds, and others look.
 */
typedef struct {
  gsize pixels[SPRINT_PICTURE_N_CODINGS];
  int newest;
} SprintPictureTally;

void                sprint_picture_tally_add  (SprintPictureTally       *self,
                                               SprintPictureCoding       coding,
                                               guint64                   pixels);
/* What another thread adds to meanwhile. */
void                sprint_picture_tally_copy (SprintPictureTally       *self,
                                               const SprintPictureTally *from);

/**
 * sprint_picture_tally_find:
 * @before: an earlier one of the same display
 *
 * Returns: what has brought most pixels since, a film before all that is none; %SPRINT_PICTURE_UNKNOWN when nothing has
 *   come
 */
SprintPictureCoding sprint_picture_tally_find (const SprintPictureTally *self,
                                               const SprintPictureTally *before);

/**
 * sprint_picture_coding_get_name:
 *
 * Returns: (nullable): translated where it is a word; %NULL of an unknown one
 */
const char         *sprint_picture_coding_get_name (SprintPictureCoding  coding);

G_END_DECLS
