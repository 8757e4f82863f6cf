/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-tally.h"

#include <glib/gi18n.h>

void
sprint_picture_tally_add (SprintPictureTally  *self,
                          SprintPictureCoding  coding,
                          guint64              pixels)
{
  if (coding == SPRINT_PICTURE_UNKNOWN || pixels == 0)
    return;

  g_atomic_pointer_add (&self->pixels[coding], (gssize) pixels);
  g_atomic_int_set (&self->newest, coding);
}

void
sprint_picture_tally_copy (SprintPictureTally       *self,
                           const SprintPictureTally *from)
{
  for (guint i = 0; i < SPRINT_PICTURE_N_CODINGS; i++)
    self->pixels[i] = (gsize) g_atomic_pointer_get ((gsize *) &from->pixels[i]);
  self->newest = g_atomic_int_get ((int *) &from->newest);
}

SprintPictureCoding
sprint_picture_tally_find (const SprintPictureTally *self,
                           const SprintPictureTally *before)
{
  SprintPictureCoding found = SPRINT_PICTURE_UNKNOWN;
  gsize most = 0;

  for (guint i = SPRINT_PICTURE_N_CODINGS; i > 0; i--) {
    gsize pixels = self->pixels[i - 1] - before->pixels[i - 1];

    if (pixels > most) {
      most = pixels;
      found = i - 1;
    }
    if (i - 1 == SPRINT_PICTURE_MJPEG && most > 0)
      break;
  }

  return found;
}

const char *
sprint_picture_coding_get_name (SprintPictureCoding coding)
{
  static const char * const names[SPRINT_PICTURE_N_CODINGS] = {
    [SPRINT_PICTURE_QUIC] = "QUIC",
    [SPRINT_PICTURE_LZ] = "LZ",
    [SPRINT_PICTURE_GLZ] = "GLZ",
    [SPRINT_PICTURE_LZ4] = "LZ4",
    [SPRINT_PICTURE_JPEG] = "JPEG",
    [SPRINT_PICTURE_MJPEG] = "MJPEG",
    [SPRINT_PICTURE_VP8] = "VP8",
    [SPRINT_PICTURE_H264] = "H.264",
    [SPRINT_PICTURE_VP9] = "VP9",
    [SPRINT_PICTURE_H265] = "H.265",
  };

  g_return_val_if_fail (coding < SPRINT_PICTURE_N_CODINGS, NULL);

  /* Translators: said of pictures that come over the line as they are. */
  return coding == SPRINT_PICTURE_PLAIN ? _("Uncompressed") : names[coding];
}
