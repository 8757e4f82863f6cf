/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mount-table.h"

#include <string.h>

/* The kernel follows as many, and then gives up. */
#define MAX_LINKS 40

gboolean
sprint_mount_is_here (SprintHostReader *reader)
{
  g_autofree char *root = NULL;

  g_object_get (reader, "root", &root, NULL);

  return g_str_equal (root, "/") || g_str_equal (root, "/run/host");
}

/* Space, tab, newline, backslash and "#" are three octal digits after a backslash. */
static char *
unescape (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++) {
    if (c[0] == '\\' && c[1] >= '0' && c[1] <= '3' && c[2] >= '0' && c[2] <= '7' && c[3] >= '0' && c[3] <= '7') {
      g_string_append_c (plain, (c[1] - '0') << 6 | (c[2] - '0') << 3 | (c[3] - '0'));
      c += 3;
    } else {
      g_string_append_c (plain, *c);
    }
  }

  return g_string_free (plain, FALSE);
}

/* "36 35 98:0 / /mnt rw,noatime master:1 - ext3 /dev/root rw,errors=continue": between the options and the dash there
 * are any number of fields. (transfer full) (nullable) */
static SprintMount *
parse (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint n = g_strv_length (words);
  guint dash = 6;
  SprintMount *self;

  while (dash < n && !g_str_equal (words[dash], "-"))
    dash++;
  if (dash + 1 >= n || words[4][0] != '/' || *words[dash + 1] == '\0')
    return NULL;

  self = g_new0 (SprintMount, 1);
  self->point = unescape (words[4]);
  self->type = unescape (words[dash + 1]);
  self->options = g_strjoin (",", words[5], dash + 3 < n ? words[dash + 3] : NULL, NULL);
  self->device = g_strdup (words[2]);

  return self;
}

static gboolean
is_below (const char *path,
          const char *folder)
{
  gsize length = strlen (folder);

  if (g_str_equal (folder, "/"))
    return TRUE;

  return strncmp (path, folder, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

SprintMount *
sprint_mount_find (SprintHostReader *reader,
                   const char       *path)
{
  g_autofree char *text = sprint_host_reader_read (reader, "/proc/self/mountinfo");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autoptr (SprintMount) found = NULL;

  for (gsize i = 0; lines[i] != NULL; i++) {
    g_autoptr (SprintMount) mount = parse (lines[i]);

    /* What is mounted later covers what was there. */
    if (mount == NULL || !is_below (path, mount->point) ||
        (found != NULL && strlen (mount->point) < strlen (found->point)))
      continue;
    g_clear_pointer (&found, sprint_mount_free);
    found = g_steal_pointer (&mount);
  }

  return g_steal_pointer (&found);
}

void
sprint_mount_free (SprintMount *self)
{
  g_free (self->point);
  g_free (self->type);
  g_free (self->options);
  g_free (self->device);
  g_free (self);
}

gboolean
sprint_mount_has_option (const SprintMount *self,
                         const char        *option)
{
  g_auto (GStrv) options = g_strsplit (self->options, ",", -1);

  return g_strv_contains ((const char * const *) options, option);
}

/* (transfer full) (nullable) */
static char *
read_link (SprintHostReader *reader,
           gboolean          here,
           const char       *path)
{
  return here ? g_file_read_link (path, NULL) : sprint_host_reader_read_link (reader, path);
}

char *
sprint_mount_follow (SprintHostReader *reader,
                     const char       *path)
{
  gboolean here = sprint_mount_is_here (reader);
  g_autofree char *whole = g_canonicalize_filename (path, "/");
  guint links = 0;
  gsize at = 0;

  while (whole[at] != '\0') {
    gsize length = at + 1 + strcspn (whole + at + 1, "/");
    g_autofree char *folder = g_strndup (whole, at);
    g_autofree char *part = g_strndup (whole, length);
    g_autofree char *target = length > 1 ? read_link (reader, here, part) : NULL;
    g_autofree char *followed = NULL;
    g_autofree char *next = NULL;

    if (target == NULL) {
      at = length;
      continue;
    }
    if (++links > MAX_LINKS)
      break;
    followed = g_canonicalize_filename (target, at > 0 ? folder : "/");
    next = g_build_filename (followed, whole + length, NULL);
    g_set_str (&whole, next);
    at = 0;
  }

  return g_steal_pointer (&whole);
}
