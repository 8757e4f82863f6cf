/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "virtiofs-program.h"

char *
sprint_virtiofs_program_find (SprintHostReader *reader)
{
  /* Most distributions, Arch, and Debian's family before the program was one of its own. */
  static const char * const paths[] = { "/usr/libexec/virtiofsd", "/usr/lib/virtiofsd", "/usr/lib/qemu/virtiofsd" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    if (sprint_host_reader_exists (reader, paths[i]))
      return g_strdup (paths[i]);
  }

  return sprint_host_reader_find_program (reader, "virtiofsd");
}
