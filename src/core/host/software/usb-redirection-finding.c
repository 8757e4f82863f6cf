/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>

#include "library-folder.h"
#include "qemu-program.h"

#define MODULE "hw-usb-redirect.so"
/* Of spice-gtk: lets the person at the computer open a USB device, by leave of polkit. */
#define HELPER "spice-client-glib-usb-acl-helper"

/* EL keeps its modules apart. */
static char *
find_modules (SprintHostReader *reader)
{
  char *folder = sprint_library_folder_find (reader, "qemu-kvm");

  return folder != NULL ? folder : sprint_library_folder_find (reader, "qemu");
}

/* One without any module was built in one piece, with all that it has. */
static gboolean
has_modules (SprintHostReader *reader,
             const char       *folder)
{
  g_auto (GStrv) names = folder != NULL ? sprint_host_reader_list (reader, folder) : NULL;

  for (gsize i = 0; names != NULL && names[i] != NULL; i++) {
    if (g_str_has_suffix (names[i], ".so"))
      return TRUE;
  }

  return FALSE;
}

/* Where distributions put it: Debian and openSUSE, Fedora, Arch, NixOS. */
static char *
find_helper (SprintHostReader *reader)
{
  const char *machine = sprint_host_reader_get_architecture (reader);
  g_autofree char *tuple = sprint_library_folder_get_multiarch (machine);
  g_autofree char *multiarch = g_build_filename ("/usr/lib", tuple, HELPER, NULL);
  g_autofree char *fedora = g_strdup_printf ("/usr/libexec/spice-gtk-%s/" HELPER, machine);
  const char * const paths[] = { "/usr/libexec/" HELPER, fedora, "/usr/lib/" HELPER, "/usr/lib/spice-gtk/" HELPER,
                                 multiarch, "/usr/bin/" HELPER, "/run/wrappers/bin/" HELPER };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    if (sprint_host_reader_exists (reader, paths[i]))
      return g_strdup (paths[i]);
  }

  return NULL;
}

SprintFinding *
sprint_find_usb_redirection (SprintHostReader *reader,
                             const char       *disk_folder)
{
  static const char * const components[] = { "usb-redirection", NULL };
  g_autofree char *program = sprint_qemu_program_find (reader);
  g_autofree char *folder = find_modules (reader);
  g_autofree char *module = folder != NULL ? g_build_filename (folder, MODULE, NULL) : NULL;
  g_autofree char *helper = find_helper (reader);
  gboolean built_in = program != NULL && !has_modules (reader, folder);
  g_autofree char *details = NULL;
  SprintFinding *finding;

  if (!built_in && (module == NULL || !sprint_host_reader_exists (reader, module))) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("QEMU’s part for USB devices is not installed"),
                                  module != NULL ? module : MODULE);
    finding->remedy = sprint_remedy_new (_("Install QEMU’s part for USB devices if you want to plug them into "
                                           "machines with virt-viewer or the like."), components, NULL);
  } else if (helper == NULL) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("What lets you hand a USB device to a machine is not "
                                                             "installed"), HELPER);
    finding->remedy = sprint_remedy_new (_("Install SPICE’s helper for USB devices if you want to plug them into "
                                           "machines with virt-viewer or the like."), components, NULL);
  } else {
    details = g_strdup_printf ("%s\n%s", built_in ? program : module, helper);
    finding = sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                                  built_in ? _("Viewers such as virt-viewer can likely plug USB devices into machines")
                                           : _("Viewers such as virt-viewer can plug USB devices into machines"),
                                  details);
  }

  return finding;
}
