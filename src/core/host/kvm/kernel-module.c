/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernel-module.h"

#include <string.h>

gboolean
sprint_kernel_module_is_loaded (SprintHostReader *reader,
                                const char       *module)
{
  g_autofree char *path = g_build_filename ("/sys/module", module, NULL);
  g_autofree char *modules = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length = strlen (module);

  if (sprint_host_reader_exists (reader, path))
    return TRUE;

  modules = sprint_host_reader_read (reader, "/proc/modules");
  lines = g_strsplit (modules != NULL ? modules : "", "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    if (strncmp (lines[i], module, length) == 0 && lines[i][length] == ' ')
      return TRUE;
  }

  return FALSE;
}

/* "6.12.27-amd64" */
gboolean
sprint_kernel_is_before (SprintHostReader *reader,
                         guint             major,
                         guint             minor)
{
  g_autofree char *release = sprint_host_reader_read_word (reader, "/proc/sys/kernel/osrelease");
  guint64 first, second;
  char *end;

  if (release == NULL || !g_ascii_isdigit (*release))
    return FALSE;
  first = g_ascii_strtoull (release, &end, 10);
  if (*end != '.' || !g_ascii_isdigit (end[1]))
    return FALSE;
  second = g_ascii_strtoull (end + 1, NULL, 10);

  return first < major || (first == major && second < minor);
}

/* To modprobe a dash is an underscore. */
static gboolean
is_module (const char *word,
           const char *module)
{
  g_autofree char *name = g_strdelimit (g_strdup (word), "-", '_');

  return g_str_equal (name, module);
}

/* A program that does nothing, in the place of loading. */
static gboolean
does_nothing (const char *program)
{
  g_autofree char *name = g_path_get_basename (program);

  return g_str_equal (name, "true") || g_str_equal (name, "false") || g_str_equal (name, ":");
}

static gboolean
is_block (const char *line,
          const char *module)
{
  g_auto (GStrv) all = g_strsplit_set (line, " \t", -1);
  const char *words[3] = { "", "", "" };

  for (gsize i = 0, n = 0; all[i] != NULL && n < G_N_ELEMENTS (words); i++) {
    if (*all[i] != '\0')
      words[n++] = all[i];
  }

  if (!is_module (words[1], module))
    return FALSE;

  return g_str_equal (words[0], "blacklist") || (g_str_equal (words[0], "install") && does_nothing (words[2]));
}

/* (transfer full) (nullable) */
static char *
find_line (SprintHostReader *reader,
           const char       *path,
           const char       *module)
{
  g_autofree char *text = sprint_host_reader_read (reader, path);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++) {
    if (is_block (g_strstrip (lines[i]), module))
      return g_strdup (lines[i]);
  }

  return NULL;
}

/* Documentation/admin-guide/kernel-parameters.txt of the kernel, and modprobe(8). */
static char *
find_word (SprintHostReader *reader,
           const char       *module)
{
  static const char * const parameters[] = { "modprobe.blacklist=", "module_blacklist=" };
  g_autofree char *line = sprint_host_reader_read_word (reader, "/proc/cmdline");
  g_auto (GStrv) words = g_strsplit_set (line != NULL ? line : "", " \t\n", -1);

  for (gsize i = 0; words[i] != NULL; i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (parameters); j++) {
      g_auto (GStrv) names = NULL;

      if (!g_str_has_prefix (words[i], parameters[j]))
        continue;
      names = g_strsplit (words[i] + strlen (parameters[j]), ",", -1);
      for (gsize k = 0; names[k] != NULL; k++) {
        if (is_module (names[k], module))
          return g_strdup (words[i]);
      }
    }
  }

  return NULL;
}

char *
sprint_kernel_module_find_block (SprintHostReader  *reader,
                                 const char        *module,
                                 char             **line)
{
  static const char * const folders[] = {
    "/etc/modprobe.d", "/run/modprobe.d", "/usr/local/lib/modprobe.d", "/usr/lib/modprobe.d", "/lib/modprobe.d",
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  *line = find_word (reader, module);
  if (*line != NULL)
    return g_strdup ("/proc/cmdline");

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_auto (GStrv) names = sprint_host_reader_list (reader, folders[i]);

    for (gsize j = 0; names[j] != NULL; j++) {
      g_autofree char *path = g_build_filename (folders[i], names[j], NULL);

      /* A file takes the place of one with the same name in a later folder. */
      if (!g_str_has_suffix (names[j], ".conf") || !g_hash_table_add (seen, g_strdup (names[j])))
        continue;
      *line = find_line (reader, path, module);
      if (*line != NULL)
        return g_steal_pointer (&path);
    }
  }

  return NULL;
}

static gboolean
has_file (SprintHostReader *reader,
          const char       *place,
          const char       *folder,
          const char       *name)
{
  /* As it is, or packed. */
  static const char * const suffixes[] = { ".ko", ".ko.zst", ".ko.xz", ".ko.gz" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *file = g_strconcat (name, suffixes[i], NULL);
    g_autofree char *path = g_build_filename (place, folder, file, NULL);

    if (sprint_host_reader_exists (reader, path))
      return TRUE;
  }

  return FALSE;
}

SprintModuleFile
sprint_kernel_module_find_file (SprintHostReader  *reader,
                                const char        *folder,
                                const char        *name,
                                char             **place)
{
  static const char * const roots[] = { "/lib/modules", "/usr/lib/modules" };
  g_autofree char *release = sprint_host_reader_read_word (reader, "/proc/sys/kernel/osrelease");
  gboolean others = FALSE;

  *place = NULL;
  if (release == NULL || *release == '\0' || strchr (release, '/') != NULL)
    return SPRINT_MODULE_FILE_UNKNOWN;
  /* Those of WSL come from Windows. */
  if (strstr (release, "microsoft") != NULL)
    return SPRINT_MODULE_FILE_UNKNOWN;

  for (gsize i = 0; i < G_N_ELEMENTS (roots); i++) {
    g_autofree char *own = g_build_filename (roots[i], release, NULL);
    g_autofree char *tree = g_build_filename (own, "kernel", NULL);
    g_auto (GStrv) kernels = sprint_host_reader_list (reader, roots[i]);

    for (gsize j = 0; kernels[j] != NULL; j++)
      others |= !g_str_equal (kernels[j], release);
    /* A folder without this in it is what a kernel that was removed leaves behind. */
    if (!sprint_host_reader_exists (reader, tree))
      continue;
    *place = g_steal_pointer (&own);
    return has_file (reader, *place, folder, name) ? SPRINT_MODULE_FILE_PRESENT : SPRINT_MODULE_FILE_ABSENT;
  }

  *place = g_build_filename (roots[0], release, NULL);

  return others ? SPRINT_MODULE_FILE_REPLACED : SPRINT_MODULE_FILE_UNKNOWN;
}
