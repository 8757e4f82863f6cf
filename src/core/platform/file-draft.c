/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-draft.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX ".sprint-"
#define ANY "XXXXXX"       /* as g_mkstemp() has it */

struct _SprintFileDraft
{
  char *name;         /* in the folder */
  char *draft_path;
  int folder_fd;      /* it may be moved meanwhile */
  int fd;
};

static gboolean
fail (GError **error)
{
  int number = errno;

  /* GLib has no name for it: somebody has used up what they may. */
  g_set_error_literal (error, G_IO_ERROR,
                       number == EDQUOT ? G_IO_ERROR_NO_SPACE : g_io_error_from_errno (number), g_strerror (number));

  return FALSE;
}

static SprintFileDraft *
make (GFile   *file,
      int      mode,
      GError **error)
{
  g_autoptr (SprintFileDraft) self = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;

  self = g_new0 (SprintFileDraft, 1);
  self->folder_fd = self->fd = -1;
  path = g_file_get_path (file);
  if (path == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _("Files can only be written to folders of this computer."));
    return NULL;
  }

  self->name = g_path_get_basename (path);
  folder = g_path_get_dirname (path);
  self->folder_fd = g_open (folder, O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
  if (self->folder_fd < 0) {
    fail (error);
    return NULL;
  }

  self->draft_path = g_build_filename (folder, PREFIX ANY, NULL);
  self->fd = g_mkstemp_full (self->draft_path, O_RDWR | O_CLOEXEC, mode);
  if (self->fd < 0) {
    fail (error);
    g_clear_pointer (&self->draft_path, g_free);
    return NULL;
  }

  return g_steal_pointer (&self);
}

SprintFileDraft *
sprint_file_draft_new (GFile   *file,
                       GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return make (file, 0666, error);
}

SprintFileDraft *
sprint_file_draft_new_private (GFile   *file,
                               GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return make (file, 0600, error);
}

gboolean
sprint_file_draft_is_name (const char *name)
{
  return g_ascii_strncasecmp (name, PREFIX, strlen (PREFIX)) == 0 && strlen (name) == strlen (PREFIX ANY);
}

static const char *
get_draft_name (SprintFileDraft *self)
{
  return strrchr (self->draft_path, '/') + 1;
}

void
sprint_file_draft_free (SprintFileDraft *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  if (self->draft_path != NULL)
    unlinkat (self->folder_fd, get_draft_name (self), 0);
  if (self->folder_fd >= 0)
    g_close (self->folder_fd, NULL);
  g_free (self->draft_path);
  g_free (self->name);
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
sprint_file_draft_take_rights (SprintFileDraft  *self,
                               mode_t            mode,
                               gid_t             group,
                               GError          **error)
{
  mode &= S_IRWXU | S_IRWXG | S_IRWXO;
  /* The group's rights are not for another group. */
  if (fchown (self->fd, -1, group) != 0)
    mode &= ~S_IRWXG;

  return fchmod (self->fd, mode) == 0 || fail (error);
}

gboolean
sprint_file_draft_get_lost (SprintFileDraft *self)
{
  return sprint_file_draft_fd_is_lost (self->fd);
}

int
sprint_file_draft_dup_fd (SprintFileDraft *self)
{
  return fcntl (self->fd, F_DUPFD_CLOEXEC, 3);
}

gboolean
sprint_file_draft_fd_is_lost (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 && info.st_nlink == 0;
}

gboolean
sprint_file_draft_get_moved (SprintFileDraft *self)
{
  g_autofree char *folder = g_path_get_dirname (self->draft_path);
  struct stat there, ours;

  return stat (folder, &there) != 0 || fstat (self->folder_fd, &ours) != 0 || there.st_dev != ours.st_dev ||
         there.st_ino != ours.st_ino;
}

goffset
sprint_file_draft_get_size (SprintFileDraft *self)
{
  struct stat info;

  return fstat (self->fd, &info) == 0 ? info.st_size : 0;
}

gboolean
sprint_file_draft_commit (SprintFileDraft  *self,
                          GError          **error)
{
  /* A name must not be there before what it names: after a crash the file would be empty. */
  if (fsync (self->fd) != 0)
    return fail (error);
  /* Some file systems say only now what they have not taken. */
  if (!g_close (g_steal_fd (&self->fd), error))
    return FALSE;

  return sprint_file_draft_commit_at_once (self, error);
}

gboolean
sprint_file_draft_commit_at_once (SprintFileDraft  *self,
                                  GError          **error)
{
  if (renameat (self->folder_fd, get_draft_name (self), self->folder_fd, self->name) != 0)
    return fail (error);

  g_clear_pointer (&self->draft_path, g_free);

  return TRUE;
}
