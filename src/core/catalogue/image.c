/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catalogue.h"
#include "image-reader.h"

gboolean
sprint_image_reader_read (SprintImageReader *self,
                          guint64            offset,
                          void              *buffer,
                          gsize              length)
{
  gsize done = 0;

  if (offset > self->size || length > self->size - offset || offset > G_MAXINT64 - length)
    return FALSE;

  while (done < length) {
    gssize n = pread (self->fd, (char *) buffer + done, length - done, offset + done);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return FALSE;
    done += n;
  }

  return TRUE;
}

void
sprint_image_fail_truncated (GError **error)
{
  g_set_error_literal (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_TRUNCATED,
                       _("The end of the file is missing: it was perhaps not downloaded completely"));
}

void
sprint_image_fail_unsafe (GError **error)
{
  g_set_error_literal (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_UNSAFE,
                       _("This disk image is only a part: it takes its contents from other files"));
}

void
sprint_image_fail_broken (GError **error)
{
  g_set_error_literal (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM,
                       _("The file begins like a disk image, but is damaged or of an unknown version"));
}

static gboolean
is_compressed (SprintImageReader *reader)
{
  static const struct {
    const char *magic;
    gsize length;
  } kinds[] = {
    { "\xFD" "7zXZ\0", 6 },
    { "\x1F\x8B", 2 },
    { "PK\x03\x04", 4 },
    { "BZh", 3 },
    { "\x28\xB5\x2F\xFD", 4 },
    { "7z\xBC\xAF\x27\x1C", 6 },
    { "Rar!\x1A\x07", 6 },
  };
  char magic[6];

  if (!sprint_image_reader_read (reader, 0, magic, sizeof magic))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (memcmp (magic, kinds[i].magic, kinds[i].length) == 0)
      return TRUE;

  return FALSE;
}

gboolean
sprint_image_probe (int           fd,
                    guint64       file_size,
                    SprintImage  *image,
                    GError      **error)
{
  /* An ISO may carry a partition table too, and a raw disk is known by little: that one is the last. */
  static const SprintImageFormatFunc formats[] = {
    sprint_image_read_qcow2,
    sprint_image_read_vmdk,
    sprint_image_read_vdi,
    sprint_image_read_vhdx,
    sprint_image_read_iso,
    sprint_image_read_vhd,
    sprint_image_read_raw,
  };
  SprintImageReader reader = { fd, file_size };

  memset (image, 0, sizeof *image);
  image->file_size = file_size;

  if (file_size == 0) {
    g_set_error_literal (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM,
                         _("The file is empty"));
    return FALSE;
  }
  if (is_compressed (&reader)) {
    g_set_error_literal (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM,
                         _("The file is compressed: extract it, and choose what was in it"));
    return FALSE;
  }

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autoptr (GError) local_error = NULL;

    if (!formats[i] (&reader, image, &local_error))
      continue;
    if (local_error == NULL)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  g_set_error_literal (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM,
                       _("The file is neither a bootable ISO nor a disk image"));

  return FALSE;
}

static gboolean
fail_from_errno (int      saved_errno,
                 GError **error)
{
  int code = SPRINT_CATALOGUE_ERROR_FAILED;

  if (saved_errno == ENOENT || saved_errno == ENOTDIR || saved_errno == ELOOP)
    code = SPRINT_CATALOGUE_ERROR_NOT_FOUND;
  else if (saved_errno == EACCES || saved_errno == EPERM)
    code = SPRINT_CATALOGUE_ERROR_UNREADABLE;
  g_set_error_literal (error, SPRINT_CATALOGUE_ERROR, code, g_strerror (saved_errno));

  return FALSE;
}

gboolean
sprint_image_probe_path (const char   *path,
                         SprintImage  *image,
                         GError      **error)
{
  g_autofd int fd = -1;
  struct stat info;

  /* Looked at before it is opened: opening a device can do things. */
  if (stat (path, &info) < 0)
    return fail_from_errno (errno, error);
  if (S_ISREG (info.st_mode)) {
    fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat (fd, &info) < 0)
      return fail_from_errno (errno, error);
  }
  if (!S_ISREG (info.st_mode)) {
    g_set_error_literal (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM,
                         S_ISDIR (info.st_mode) ? _("This is a folder, not a file")
                                                : _("This is not an ordinary file"));
    return FALSE;
  }

  if (!sprint_image_probe (fd, info.st_size, image, error))
    return FALSE;
  image->allocated_size = (guint64) info.st_blocks * 512;

  return TRUE;
}
