/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/utsname.h>

/* QEMU's own names for what uname -m says. */
static const char *
to_qemu (const char *architecture)
{
  static const struct { const char *machine, *qemu; } names[] = {
    { "ppc64le", "ppc64" },
    { "armv7l", "arm" },
    { "i686", "i386" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_equal (architecture, names[i].machine))
      return names[i].qemu;
  }

  return architecture;
}

/* (transfer full) (nullable): where a program is. */
static char *
find_program (SprintHostReader *reader,
              const char       *program)
{
  static const char * const folders[] = { "/usr/bin", "/usr/local/bin", "/bin", NULL };

  for (gsize i = 0; folders[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folders[i], program, NULL);

    if (sprint_host_reader_exists (reader, path))
      return g_steal_pointer (&path);
  }

  return NULL;
}

SprintFinding *
sprint_find_qemu (SprintHostReader *reader,
                  const char       *architecture)
{
  static const char * const components[] = { "qemu", "spice", NULL };
  static const char * const tools[] = { "qemu", NULL };
  g_autofree char *program = NULL;
  g_autofree char *path = NULL;
  g_autofree char *image_tool = find_program (reader, "qemu-img");
  g_autofree char *summary = NULL;
  SprintFinding *finding;
  struct utsname name;

  if (architecture == NULL)
    architecture = uname (&name) == 0 ? name.machine : "";
  program = g_strdup_printf ("qemu-system-%s", to_qemu (architecture));
  path = find_program (reader, program);
  /* Where Fedora's family keeps the one that is built for KVM. */
  if (path == NULL && sprint_host_reader_exists (reader, "/usr/libexec/qemu-kvm"))
    path = g_strdup ("/usr/libexec/qemu-kvm");

  if (path == NULL) {
    summary = g_strdup_printf (_("QEMU for %s is not installed"), architecture);
    finding = sprint_finding_new (SPRINT_CHECK_STATE_FAIL, summary, program);
    finding->remedy = sprint_remedy_new (_("Install QEMU."), components, NULL);
  } else if (image_tool == NULL) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_FAIL, _("QEMU’s tool for disks is not installed"), "qemu-img");
    finding->remedy = sprint_remedy_new (_("Install QEMU’s tools: libvirt makes a machine’s disk with them."),
                                         tools, NULL);
  } else {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("QEMU is installed"), path);
  }

  return finding;
}
