/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include "catalogue.h"

#define SECTOR 2048
#define FIRST_DESCRIPTOR 16
#define MAX_DESCRIPTORS 16

enum {
  DESCRIPTOR_BOOT = 0,
  DESCRIPTOR_PRIMARY = 1,
  DESCRIPTOR_END = 255,
};

/* Fields are padded with spaces, and should be ASCII. */
static void
copy_field (char         *to,
            const guint8 *from,
            gsize         length)
{
  for (gsize i = 0; i < length; i++)
    to[i] = g_ascii_isprint (from[i]) ? (char) from[i] : ' ';
  to[length] = '\0';
  g_strchomp (to);
}

static void
read_primary (const guint8 *sector,
              SprintImage  *image)
{
  copy_field (image->system_id, sector + 8, 32);
  copy_field (image->volume_id, sector + 40, 32);
  copy_field (image->publisher_id, sector + 318, 128);
  copy_field (image->application_id, sector + 574, 128);
  image->volume_size = (guint64) sprint_read_le32 (sector + 80) * sprint_read_le16 (sector + 128);
}

gboolean
sprint_image_read_iso (SprintImageReader  *reader,
                       SprintImage        *image,
                       GError            **error)
{
  static const char torito[] = "EL TORITO SPECIFICATION";
  gboolean primary = FALSE;
  gboolean bootable = FALSE;
  gboolean ended = FALSE;
  guint8 sector[SECTOR];

  for (guint i = 0; i < MAX_DESCRIPTORS && !ended; i++) {
    if (!sprint_image_reader_read (reader, (guint64) (FIRST_DESCRIPTOR + i) * SECTOR, sector, SECTOR) ||
        memcmp (sector + 1, "CD001", 5) != 0)
      break;

    if (sector[0] == DESCRIPTOR_PRIMARY && !primary) {
      read_primary (sector, image);
      primary = TRUE;
    } else if (sector[0] == DESCRIPTOR_BOOT && memcmp (sector + 7, torito, sizeof torito - 1) == 0)
      bootable = TRUE;
    else if (sector[0] == DESCRIPTOR_END)
      ended = TRUE;
  }
  if (!primary)
    return FALSE;

  image->format = "iso";
  if (!ended || image->volume_size > image->file_size)
    sprint_image_fail_truncated (error);
  else if (!bootable)
    g_set_error_literal (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM,
                         _("The disc holds data only: a machine cannot start from it"));

  return TRUE;
}
