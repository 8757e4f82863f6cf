/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "qemu-program.h"

const char *
sprint_qemu_program_get_architecture (const char *machine)
{
  static const struct { const char *machine, *qemu; } names[] = {
    { "ppc64le", "ppc64" },
    { "armv7l", "arm" },
    { "i686", "i386" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_equal (machine, names[i].machine))
      return names[i].qemu;
  }

  return machine;
}

char *
sprint_qemu_program_find (SprintHostReader *reader)
{
  const char *machine = sprint_host_reader_get_architecture (reader);
  g_autofree char *program = g_strdup_printf ("qemu-system-%s", sprint_qemu_program_get_architecture (machine));
  char *path = sprint_host_reader_find_program (reader, program);

  /* Where Fedora's family keeps the one that is built for KVM. */
  if (path == NULL && sprint_host_reader_exists (reader, "/usr/libexec/qemu-kvm"))
    path = g_strdup ("/usr/libexec/qemu-kvm");

  return path;
}
