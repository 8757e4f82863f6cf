/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/utsname.h>

/* The first line "key : value" of a file such as /proc/cpuinfo. */
static char *
get_line (const char *text,
          const char *key)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++) {
    char *colon = strchr (lines[i], ':');

    if (colon == NULL)
      continue;
    *colon = '\0';
    if (g_str_equal (g_strstrip (lines[i]), key))
      return g_strdup (g_strstrip (colon + 1));
  }

  return NULL;
}

static SprintFinding *
find_missing (const char *cpuinfo,
              const char *model,
              gboolean    nested)
{
  g_autofree char *vendor = get_line (cpuinfo, "vendor_id");
  SprintFinding *finding;

  if (nested) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                  _("This computer is itself a virtual machine, and does not pass virtualization on"),
                                  model);
    finding->remedy =
      sprint_remedy_new (_("Turn on nested virtualization where this virtual machine is run. Until then, guests "
                           "are emulated in software."), NULL, NULL);
    return finding;
  }

  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                _("The processor does not offer virtualization, or it is turned off"), model);
  finding->remedy =
    sprint_remedy_new (g_strcmp0 (vendor, "AuthenticAMD") == 0
                         ? _("Turn on “SVM” or “AMD-V” in the settings of this computer’s firmware.")
                         : _("Turn on “VT-x” or “Virtualization Technology” in the settings of this computer’s firmware."),
                       NULL, NULL);

  return finding;
}

SprintFinding *
sprint_find_cpu_virtualization (SprintHostReader *reader,
                                const char       *architecture)
{
  g_autofree char *cpuinfo = sprint_host_reader_read (reader, "/proc/cpuinfo");
  g_autofree char *model = NULL;
  g_autofree char *flags = NULL;
  g_auto (GStrv) words = NULL;
  struct utsname name;
  gboolean vmx, svm, nested;

  if (architecture == NULL && uname (&name) == 0)
    architecture = name.machine;

  if (g_strcmp0 (architecture, "x86_64") != 0 && g_strcmp0 (architecture, "i686") != 0) {
    g_autofree char *words_for_other =
      /* Translators: a kind of processor, "aarch64" */
      g_strdup_printf (_("Whether a processor of the kind %s can virtualize shows in the next checks"), architecture);

    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, words_for_other, NULL);
  }

  flags = cpuinfo != NULL ? get_line (cpuinfo, "flags") : NULL;
  if (flags == NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_WARN, _("What this processor offers could not be read"),
                               "/proc/cpuinfo");

  model = get_line (cpuinfo, "model name");
  words = g_strsplit (flags, " ", -1);
  vmx = g_strv_contains ((const char * const *) words, "vmx");
  svm = g_strv_contains ((const char * const *) words, "svm");
  nested = g_strv_contains ((const char * const *) words, "hypervisor");

  if (!vmx && !svm)
    return find_missing (cpuinfo, model, nested);

  if (nested)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                               _("This virtual machine passes virtualization on to its guests"), model);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                             vmx ? _("The processor offers Intel VT-x") : _("The processor offers AMD-V"), model);
}
