/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-check.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "core/platform/thread-task.h"

G_DEFINE_QUARK (sprint-folder-error-quark, sprint_folder_error)

typedef struct {
  gboolean broad;
} Finding;

/* In a sandbox a folder is somewhere else; xdg-desktop-portal's file system tells where it really is. */
#define HOST_PATH "user.document-portal.host-path"

static GFile *
find_host_folder (const char *path)
{
  char host[PATH_MAX];
  ssize_t n = getxattr (path, HOST_PATH, host, sizeof host - 1);

  if (n <= 0)
    return g_file_new_for_path (path);

  host[n] = '\0';

  return g_file_new_for_path (host);
}

static gboolean
holds_home (const char *path)
{
  g_autofree char *home = realpath (g_get_home_dir (), NULL);
  g_autoptr (GFile) folder = find_host_folder (path);
  g_autoptr (GFile) inner = home != NULL ? g_file_new_for_path (home) : NULL;

  return inner != NULL && (g_file_equal (folder, inner) || g_file_has_prefix (inner, folder));
}

static gpointer
check_thread (GTask   *task,
              GError **error)
{
  const char *path = g_task_get_task_data (task);
  g_autofree char *real = realpath (path, NULL);
  int problem = real == NULL ? errno : 0;
  struct stat info;
  Finding *finding;

  if (problem == 0 && stat (real, &info) != 0)
    problem = errno;
  if (problem == 0 && !S_ISDIR (info.st_mode))
    problem = ENOTDIR;
  if (problem == 0 && access (real, R_OK | X_OK) != 0)
    problem = errno;
  if (problem != 0) {
    g_set_error_literal (error, SPRINT_FOLDER_ERROR,
                         problem == ENOENT || problem == ENOTDIR ? SPRINT_FOLDER_ERROR_MISSING
                                                                 : SPRINT_FOLDER_ERROR_NOT_READABLE,
                         g_strerror (problem));
    return NULL;
  }

  finding = g_new0 (Finding, 1);
  finding->broad = holds_home (real);

  return finding;
}

void
sprint_folder_check_async (GFile               *folder,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (folder, cancellable, callback, user_data);
  char *path;

  g_return_if_fail (G_IS_FILE (folder));

  g_task_set_source_tag (task, sprint_folder_check_async);
  path = g_file_is_native (folder) ? g_file_get_path (folder) : NULL;
  if (path == NULL) {
    g_task_return_new_error (task, SPRINT_FOLDER_ERROR, SPRINT_FOLDER_ERROR_NOT_LOCAL,
                             "%s", g_file_peek_path (folder) != NULL ? g_file_peek_path (folder) : "");
    return;
  }

  /* A disk that is asleep or a server that is away may take long, and nobody has to wait for it. */
  g_task_set_task_data (task, path, g_free);
  g_task_set_return_on_cancel (task, TRUE);
  sprint_thread_task_run (task, check_thread, g_free);
}

gboolean
sprint_folder_check_finish (GFile         *folder,
                            GAsyncResult  *result,
                            gboolean      *broad,
                            GError       **error)
{
  g_autofree Finding *finding = NULL;

  g_return_val_if_fail (g_task_is_valid (result, folder), FALSE);

  finding = g_task_propagate_pointer (G_TASK (result), error);
  *broad = finding != NULL && finding->broad;

  return finding != NULL;
}
