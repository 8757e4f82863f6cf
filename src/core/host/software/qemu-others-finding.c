/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>

#include "qemu-program.h"

/* What comes with QEMU for an architecture anyway: its own 32 bits. */
static gboolean
is_own (const char *own,
        const char *architecture)
{
  return g_str_equal (own, architecture) ||
         (g_str_equal (own, "x86_64") && g_str_equal (architecture, "i386")) ||
         (g_str_equal (own, "aarch64") && g_str_equal (architecture, "arm"));
}

SprintFinding *
sprint_find_qemu_others (SprintHostReader *reader,
                         const char       *disk_folder)
{
  static const char * const architectures[] = { "x86_64", "i386", "aarch64", "arm", "riscv64", "ppc64", "s390x",
                                                "loongarch64", "m68k" };
  static const char * const components[] = { "qemu-others", NULL };
  const char *own = sprint_qemu_program_get_architecture (sprint_host_reader_get_architecture (reader));
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) paths = g_string_new (NULL);
  g_autofree char *summary = NULL;
  SprintFinding *finding;

  for (gsize i = 0; i < G_N_ELEMENTS (architectures); i++) {
    g_autofree char *program = g_strconcat ("qemu-system-", architectures[i], NULL);
    g_autofree char *path = sprint_host_reader_find_program (reader, program);

    if (path == NULL || is_own (own, architectures[i]))
      continue;
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", architectures[i]);
    g_string_append_printf (paths, "%s%s", paths->len > 0 ? "\n" : "", path);
  }

  if (names->len > 0) {
    /* Translators: a list of architectures, “aarch64, riscv64” */
    summary = g_strdup_printf (_("QEMU can imitate other processors too: %s"), names->str);
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, paths->str);
  }

  finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("QEMU for other processors is not installed"), NULL);
  finding->remedy = sprint_remedy_new (_("Install QEMU for other processors if you want machines of theirs. They run "
                                         "slowly, since the processor is imitated."), components, NULL);

  return finding;
}
