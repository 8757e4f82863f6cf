/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-folder.h"

/* https://wiki.debian.org/Multiarch/Tuples */
char *
sprint_library_folder_get_multiarch (const char *machine)
{
  static const struct { const char *machine, *tuple; } tuples[] = {
    { "i686", "i386-linux-gnu" },
    { "armv7l", "arm-linux-gnueabihf" },
    { "ppc64le", "powerpc64le-linux-gnu" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tuples); i++) {
    if (g_str_equal (machine, tuples[i].machine))
      return g_strdup (tuples[i].tuple);
  }

  return g_strconcat (machine, "-linux-gnu", NULL);
}

char *
sprint_library_folder_find (SprintHostReader *reader,
                            const char       *name)
{
  g_autofree char *tuple = sprint_library_folder_get_multiarch (sprint_host_reader_get_architecture (reader));
  g_autofree char *multiarch = g_build_filename ("/usr/lib", tuple, NULL);
  const char * const parents[] = { multiarch, "/usr/lib64", "/usr/lib" };

  for (gsize i = 0; i < G_N_ELEMENTS (parents); i++) {
    g_autofree char *path = g_build_filename (parents[i], name, NULL);

    if (sprint_host_reader_exists (reader, path))
      return g_steal_pointer (&path);
  }

  return NULL;
}
