/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-layers.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The longest name that the format allows. */
#define NAME_MAXIMUM 1023

static gboolean
read_at (int     fd,
         void   *buffer,
         gsize   length,
         goffset offset)
{
  for (gsize done = 0; done < length;) {
    ssize_t n = pread (fd, (char *) buffer + done, length - done, offset + done);

    if (n <= 0)
      return FALSE;
    done += n;
  }
  return TRUE;
}

static guint64
read_big_endian (const guint8 *bytes,
                 guint         length)
{
  guint64 value = 0;

  for (guint i = 0; i < length; i++)
    value = value << 8 | bytes[i];
  return value;
}

static void
add_name (GStrvBuilder *builder,
          const char   *folder,
          const char   *name)
{
  g_strv_builder_take (builder, g_canonicalize_filename (name, folder));
}

/* Every string in it: one of them is the file's name, and the others are no files. */
static void
add_names_of_json (GStrvBuilder *builder,
                   const char   *folder,
                   const char   *json)
{
  g_auto (GStrv) parts = g_strsplit (json, "\"", -1);

  for (guint i = 1; parts[i - 1] != NULL && parts[i] != NULL; i += 2)
    add_name (builder, folder, parts[i]);
}

/* -1 without an error where there is no file, with one where there is a file that may not be read. */
static int
open_image (const char  *path,
            GError     **error)
{
  struct stat info;
  int fd = -1;

  /* Not a pipe that nobody writes to. */
  if (g_stat (path, &info) == 0)
    fd = S_ISREG (info.st_mode) ? g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0) : -1;
  else
    info.st_mode = S_IFREG;
  if (fd < 0 && S_ISREG (info.st_mode) && errno != ENOENT && errno != ENOTDIR)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
  return fd;
}

GStrv
sprint_image_layers_read (const char  *path,
                          GError     **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofd int fd = open_image (path, error);
  char name[NAME_MAXIMUM + 1] = "";
  guint8 header[20];
  guint64 offset, length;

  if (fd < 0 || !read_at (fd, header, sizeof header, 0) || memcmp (header, "QFI\xfb", 4) != 0)
    return NULL;
  offset = read_big_endian (header + 8, 8);
  length = read_big_endian (header + 16, 4);
  if (offset == 0 || length == 0)
    return g_strv_builder_end (builder);
  if (length > NAME_MAXIMUM || offset > G_MAXINT32 || !read_at (fd, name, length, offset))
    return NULL;

  if (g_str_has_prefix (name, "json:"))
    add_names_of_json (builder, folder, name + strlen ("json:"));
  else if (g_str_has_prefix (name, "file:"))
    add_name (builder, folder, name + strlen ("file:"));
  else
    add_name (builder, folder, name);
  return g_strv_builder_end (builder);
}
