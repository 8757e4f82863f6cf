/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-draft.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _SprintFileDraft
{
  char *path;
  char *draft_path;
  int fd;
};

static gboolean
fail (GError **error)
{
  int number = errno;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (number), g_strerror (number));

  return FALSE;
}

SprintFileDraft *
sprint_file_draft_new (GFile   *file,
                       GError **error)
{
  g_autoptr (SprintFileDraft) self = NULL;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_new0 (SprintFileDraft, 1);
  self->fd = -1;
  self->path = g_file_get_path (file);
  if (self->path == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _("Files can only be written to folders of this computer."));
    return NULL;
  }

  folder = g_path_get_dirname (self->path);
  self->draft_path = g_build_filename (folder, ".sprint-XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->draft_path, O_RDWR | O_CLOEXEC, 0666);
  if (self->fd < 0) {
    fail (error);
    g_clear_pointer (&self->draft_path, g_free);
    return NULL;
  }

  return g_steal_pointer (&self);
}

void
sprint_file_draft_free (SprintFileDraft *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  if (self->draft_path != NULL)
    g_unlink (self->draft_path);
  g_free (self->draft_path);
  g_free (self->path);
  g_free (self);
}

const char *
sprint_file_draft_get_path (SprintFileDraft *self)
{
  return self->draft_path;
}

gboolean
sprint_file_draft_write (SprintFileDraft  *self,
                         GBytes           *bytes,
                         GError          **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  while (size > 0) {
    ssize_t written = write (self->fd, data, size);

    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return fail (error);
    data += written;
    size -= written;
  }

  return TRUE;
}

gboolean
sprint_file_draft_commit (SprintFileDraft  *self,
                          GError          **error)
{
  /* A name must not be there before what it names: after a crash the file would be empty. */
  if (fsync (self->fd) != 0 || g_rename (self->draft_path, self->path) != 0)
    return fail (error);

  g_clear_pointer (&self->draft_path, g_free);

  return TRUE;
}
