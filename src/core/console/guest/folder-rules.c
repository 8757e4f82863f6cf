/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-rules.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/platform/file-draft.h"
#include "folder-conditions.h"

typedef enum {
  LOOKS    = 1 << 0,     /* at what is there */
  WRITES   = 1 << 1,     /* a file's content */
  REMOVES  = 1 << 2,     /* what is there, with all in it */
  COPIES   = 1 << 3,     /* what is there, with all in it */
  ARRIVES  = 1 << 4,     /* somewhere else, where it removes what is there */
  LISTS    = 1 << 5,     /* what is in it; by depth */
  HARMLESS = 1 << 6,     /* changes nothing */
  LOCKS    = 1 << 7,     /* and makes what is not there */
  UNLOCKS  = 1 << 8,
} Deed;

/* What is looked at of trees of files. */
typedef struct {
  guint left;            /* how much more may be, as all wait for it */
  guint64 size;          /* bytes to be copied */
} Walk;

static const struct {
  const char *method;
  Deed deed;
} deeds[] = {
  { "OPTIONS", HARMLESS },
  { "UNLOCK", HARMLESS | UNLOCKS },
  { "GET", HARMLESS | LOOKS },
  { "HEAD", HARMLESS | LOOKS },
  { "PROPFIND", HARMLESS | LISTS },
  { "PUT", WRITES },
  { "LOCK", LOCKS },
  { "PROPPATCH", 0 },
  { "MKCOL", 0 },
  { "DELETE", REMOVES },
  { "MOVE", ARRIVES },
  { "COPY", COPIES | ARRIVES },
};

static gboolean
is_inside (const char *real_root,
           const char *real)
{
  gsize n = strlen (real_root);

  while (n > 0 && real_root[n - 1] == '/')
    n--;

  return strncmp (real_root, real, n) == 0 && (real[n] == '\0' || real[n] == '/');
}

/* The path in the file system that a guest's path stands for; %NULL for one that is not plainly below it. */
static char *
find_file (const char *real_root,
           const char *path)
{
  g_auto (GStrv) names = NULL;

  if (path == NULL || path[0] != '/' || path[1] == '/' || !g_utf8_validate (path, -1, NULL))
    return NULL;

  names = g_strsplit (path, "/", -1);
  for (guint i = 0; names[i] != NULL; i++) {
    if (g_str_equal (names[i], "..") || g_str_equal (names[i], "."))
      return NULL;
  }

  return g_build_filename (real_root, path, NULL);
}

/* Whether @file, or where it would be made, is inside, wherever links lead to. */
static gboolean
stays_inside (const char *real_root,
              const char *file)
{
  g_autofree char *at = g_strdup (file);

  for (;;) {
    g_autofree char *real = realpath (at, NULL);
    struct stat info;
    char *parent;

    if (real != NULL)
      return is_inside (real_root, real);
    /* A link that leads to nothing: to write there would be to write where it leads. */
    if ((errno != ENOENT && errno != ENOTDIR) || lstat (at, &info) == 0)
      return FALSE;

    parent = g_path_get_dirname (at);
    g_free (at);
    at = parent;
  }
}

static gboolean tree_is_harmless (const char *real_root,
                                  const char *folder,
                                  Deed        deed,
                                  Walk       *walk);

/* What is in a folder that is copied or deleted as a whole. */
static gboolean
child_is_harmless (const char *real_root,
                   const char *file,
                   Deed        deed,
                   Walk       *walk)
{
  g_autofree char *real = NULL;
  struct stat info;
  gboolean link;

  if (walk->left == 0 || lstat (file, &info) != 0)
    return FALSE;
  walk->left--;
  if (S_ISDIR (info.st_mode))
    return tree_is_harmless (real_root, file, deed, walk);

  link = S_ISLNK (info.st_mode);
  real = realpath (file, NULL);
  if (link && (real == NULL || stat (real, &info) != 0))
    return (deed & COPIES) == 0;
  /* What is in it would go, too. */
  if (link && S_ISDIR (info.st_mode))
    return FALSE;

  if ((deed & COPIES) == 0)
    return TRUE;
  walk->size += info.st_size;

  return S_ISREG (info.st_mode) && real != NULL && is_inside (real_root, real);
}

static gboolean
tree_is_harmless (const char *real_root,
                  const char *folder,
                  Deed        deed,
                  Walk       *walk)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (folder, name, NULL);

    if (!child_is_harmless (real_root, child, deed, walk))
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_in_folder (const char *file)
{
  g_autofree char *folder = g_path_get_dirname (file);

  return g_file_test (folder, G_FILE_TEST_IS_DIR);
}

/* The server says so itself, but for a file in a folder that is not there, and keeps the lock of one that it cannot
 * make. */
static guint
judge_new (const char *file,
           Deed        deed)
{
  g_autofree char *folder = g_path_get_dirname (file);

  if ((deed & WRITES) != 0 && !is_in_folder (file))
    return SOUP_STATUS_CONFLICT;
  if ((deed & LOCKS) != 0 && is_in_folder (file) && access (folder, W_OK) != 0)
    return SOUP_STATUS_FORBIDDEN;

  return 0;
}

static gboolean
is_root (const char *path)
{
  return path[strspn (path, "/")] == '\0';
}

/* What is being written may be looked at, moved and deleted when it is whole, by its own name. */
static gboolean
is_draft (const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  gsize i = 0;

  while (names[i] != NULL && !sprint_file_draft_is_name (names[i]))
    i++;

  return names[i] != NULL;
}

static guint
judge_file (const char *real_root,
            const char *path,
            Deed        deed,
            Walk       *walk)
{
  g_autofree char *file = find_file (real_root, path);
  struct stat info;

  if (file == NULL)
    return SOUP_STATUS_BAD_REQUEST;
  if (is_draft (path))
    return SOUP_STATUS_NOT_FOUND;
  if (!stays_inside (real_root, file) || ((deed & (REMOVES | COPIES)) != 0 && is_root (path)))
    return SOUP_STATUS_FORBIDDEN;
  if (stat (file, &info) != 0)
    return judge_new (file, deed);

  if (!S_ISREG (info.st_mode) && !S_ISDIR (info.st_mode))
    return SOUP_STATUS_FORBIDDEN;
  if ((deed & WRITES) != 0 && !S_ISREG (info.st_mode))
    return SOUP_STATUS_FORBIDDEN;
  if ((deed & (LOOKS | LISTS)) != 0 && access (file, S_ISDIR (info.st_mode) ? R_OK | X_OK : R_OK) != 0)
    return SOUP_STATUS_FORBIDDEN;
  if ((deed & (REMOVES | COPIES)) != 0 && !child_is_harmless (real_root, file, deed, walk))
    return SOUP_STATUS_FORBIDDEN;

  return 0;
}

static guint
judge_destination (const char *real_root,
                   const char *destination,
                   Walk       *walk)
{
  g_autoptr (GUri) uri = destination != NULL ? g_uri_parse (destination, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autofree char *path = uri != NULL ? g_uri_unescape_string (g_uri_get_path (uri), NULL) : NULL;

  if (path == NULL)
    return SOUP_STATUS_BAD_REQUEST;

  return judge_file (real_root, path, REMOVES, walk);
}

/* A copy that turns out not to fit would stay as it is, in the place of what was there before. */
static gboolean
has_room (const char *real_root,
          guint64     size)
{
  struct statvfs info;

  return statvfs (real_root, &info) != 0 || size <= (guint64) info.f_bavail * info.f_frsize;
}

/* Only what the server knows to answer without complaint. */
static gboolean
is_good_depth (Deed        deed,
               const char *depth)
{
  if ((deed & LISTS) != 0)
    return g_strcmp0 (depth, "0") == 0 || g_strcmp0 (depth, "1") == 0;
  if ((deed & (ARRIVES | LOCKS)) != 0)
    return depth == NULL || g_str_equal (depth, "0") || g_str_equal (depth, "infinity");

  return TRUE;
}

/* The server takes one without a body for one that renews a lock, and its program ends where that names none. */
static gboolean
is_empty_lock (const SprintFolderRequest *request,
               Deed                       deed)
{
  return (deed & LOCKS) != 0 && request->size == 0 && request->conditions == NULL;
}

static gboolean
is_good_token (const char *token)
{
  return token != NULL && token[0] == '<' && g_str_has_suffix (token, ">");
}

/* The server looks for it as it is written. */
static gboolean
is_good_place (const char *real_root,
               const char *place)
{
  g_autofree char *decoded = g_uri_unescape_string (place, NULL);
  g_autofree char *file = find_file (real_root, place);
  g_autofree char *decoded_file = find_file (real_root, decoded);

  return file != NULL && decoded_file != NULL && stays_inside (real_root, file) &&
         stays_inside (real_root, decoded_file);
}

/* What the server reads besides the path. */
static guint
judge_headers (const char                *real_root,
               const SprintFolderRequest *request,
               Deed                       deed)
{
  g_auto (GStrv) places = NULL;

  if (!is_good_depth (deed, request->depth))
    return SOUP_STATUS_FORBIDDEN;
  if (is_empty_lock (request, deed) || ((deed & UNLOCKS) != 0 && !is_good_token (request->lock_token)))
    return SOUP_STATUS_BAD_REQUEST;
  if (request->conditions == NULL)
    return 0;

  places = sprint_folder_conditions_parse (request->conditions);
  if (places == NULL)
    return SOUP_STATUS_BAD_REQUEST;
  for (guint i = 0; places[i] != NULL; i++) {
    if (!is_good_place (real_root, places[i]))
      return SOUP_STATUS_BAD_REQUEST;
  }

  return 0;
}

guint
sprint_folder_rules_judge (const char                *root,
                           gboolean                   read_only,
                           const SprintFolderRequest *request)
{
  g_autofree char *real_root = root != NULL ? realpath (root, NULL) : NULL;
  Walk walk = { .left = SPRINT_FOLDER_TREE_MAX };
  guint status = 0;
  gsize i = 0;

  if (root == NULL)
    return SOUP_STATUS_FORBIDDEN;
  if (real_root == NULL)
    return SOUP_STATUS_NOT_FOUND;

  while (i < G_N_ELEMENTS (deeds) && g_strcmp0 (deeds[i].method, request->method) != 0)
    i++;
  if (i == G_N_ELEMENTS (deeds))
    return SOUP_STATUS_NOT_IMPLEMENTED;
  if (read_only && (deeds[i].deed & HARMLESS) == 0)
    return SOUP_STATUS_FORBIDDEN;

  status = judge_headers (real_root, request, deeds[i].deed);
  if (status != 0)
    return status;

  /* Where it goes is known sooner than what all goes there. */
  if ((deeds[i].deed & ARRIVES) != 0) {
    if (is_root (request->path))
      return SOUP_STATUS_FORBIDDEN;
    status = judge_destination (real_root, request->destination, &walk);
  }

  if (status == 0)
    status = judge_file (real_root, request->path, deeds[i].deed, &walk);
  if (status == 0 && (deeds[i].deed & COPIES) != 0 && !has_room (real_root, walk.size))
    status = SOUP_STATUS_INSUFFICIENT_STORAGE;

  return status;
}

GFile *
sprint_folder_rules_find (const char *root,
                          const char *path)
{
  g_autofree char *file = find_file (root, path);
  g_autofree char *real = file != NULL ? realpath (file, NULL) : NULL;

  return real != NULL ? g_file_new_for_path (real) : NULL;
}

GFile *
sprint_folder_rules_find_new (const char *root,
                              const char *path)
{
  g_autoptr (GFile) known = sprint_folder_rules_find (root, path);
  g_autofree char *file = find_file (root, path);
  g_autofree char *folder = g_path_get_dirname (file);
  g_autofree char *name = g_path_get_basename (file);
  g_autofree char *real = realpath (folder, NULL);

  return known != NULL ? g_steal_pointer (&known) : g_file_new_build_filename (real != NULL ? real : folder, name, NULL);
}

gboolean
sprint_folder_rules_holds (const char *root,
                           const char *file)
{
  g_autofree char *real_root = realpath (root, NULL);

  return real_root != NULL && stays_inside (real_root, file);
}
