/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>

#include "qemu-descriptor.h"
#include "qemu-program.h"

static gboolean
is_for (JsonObject *firmware,
        const char *architecture)
{
  JsonArray *targets = sprint_qemu_descriptor_get_array (firmware, "targets");

  for (guint i = 0; targets != NULL && i < json_array_get_length (targets); i++) {
    JsonNode *node = json_array_get_element (targets, i);
    const char *target = JSON_NODE_HOLDS_OBJECT (node) ?
      sprint_qemu_descriptor_get_text (json_node_get_object (node), "architecture") : NULL;

    if (g_strcmp0 (target, architecture) == 0)
      return TRUE;
  }

  return FALSE;
}

/* A description may stay when the firmware is gone; that of a flash device says it for its executable part. */
static gboolean
is_there (SprintHostReader *reader,
          JsonObject       *firmware)
{
  JsonObject *mapping = sprint_qemu_descriptor_get_object (firmware, "mapping");
  JsonObject *executable = mapping != NULL ? sprint_qemu_descriptor_get_object (mapping, "executable") : NULL;
  JsonObject *file = executable != NULL ? executable : mapping;
  const char *path = file != NULL ? sprint_qemu_descriptor_get_text (file, "filename") : NULL;

  return path != NULL && g_path_is_absolute (path) && sprint_host_reader_exists (reader, path);
}

/* QEMU's docs/interop/firmware.json */
static void
look (SprintHostReader *reader,
      const char       *architecture,
      GString          *details,
      gboolean         *plain,
      gboolean         *secure)
{
  g_autoptr (GPtrArray) descriptors = sprint_qemu_descriptor_read_all (reader, "firmware");

  for (guint i = 0; i < descriptors->len; i++) {
    SprintQemuDescriptor *descriptor = g_ptr_array_index (descriptors, i);
    JsonObject *firmware = descriptor->object;
    gboolean boot;

    if (!sprint_qemu_descriptor_has_word (firmware, "interface-types", "uefi") || !is_for (firmware, architecture) ||
        !is_there (reader, firmware))
      continue;

    boot = sprint_qemu_descriptor_has_word (firmware, "features", "secure-boot");
    *secure = *secure || boot;
    *plain = *plain || !boot;
    g_string_append_printf (details, "%s%s%s%s", details->len > 0 ? "\n" : "", descriptor->path,
                            boot ? ": secure-boot" : "",
                            boot && sprint_qemu_descriptor_has_word (firmware, "features", "enrolled-keys")
                              ? ", enrolled-keys" : "");
  }
}

SprintFinding *
sprint_find_uefi (SprintHostReader *reader,
                  const char       *disk_folder)
{
  static const char * const components[] = { "uefi", NULL };
  static const char * const without[] = { "ppc64", "s390x", NULL };
  const char *machine = sprint_host_reader_get_architecture (reader);
  const char *architecture = sprint_qemu_program_get_architecture (machine);
  g_autoptr (GString) details = g_string_new (NULL);
  g_autofree char *summary = NULL;
  gboolean plain = FALSE, secure = FALSE;
  SprintFinding *finding;

  if (g_strv_contains (without, architecture)) {
    summary = g_strdup_printf (_("Machines of %s have no UEFI"), machine);
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, NULL);
  }

  look (reader, architecture, details, &plain, &secure);
  if (secure)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                               plain ? _("UEFI is there, with and without Secure Boot")
                                     : _("UEFI is there, with Secure Boot"), details->str);
  /* Few distributions build Secure Boot for another one. */
  if (plain && !g_str_equal (architecture, "x86_64"))
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("UEFI is there, without Secure Boot"), details->str);

  if (plain) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("UEFI is there, but not with Secure Boot"), details->str);
    /* The package that would be installed is there already. */
    finding->remedy = sprint_remedy_new (_("Update this computer’s packages, or install your distribution’s UEFI "
                                           "firmware for QEMU where this is another one. Windows 11 wants Secure "
                                           "Boot."), NULL, NULL);
  } else {
    /* A machine of the other kinds starts from nothing else. */
    finding = sprint_finding_new (g_str_equal (architecture, "aarch64") ? SPRINT_CHECK_STATE_WARN
                                                                        : SPRINT_CHECK_STATE_NOTE,
                                  _("UEFI firmware for machines is not installed"), "/usr/share/qemu/firmware");
    finding->remedy = sprint_remedy_new (_("Install UEFI firmware for QEMU."), components, NULL);
  }

  return finding;
}
