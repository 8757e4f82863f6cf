/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>

#include "library-folder.h"

/* The session answers without it, and then makes no disk. Of packages: libvirt-daemon-driver-storage in Debian 13,
 * libvirt-daemon in Ubuntu 24.04, libvirt-daemon-driver-storage-core with virtstoraged in Fedora. */
SprintFinding *
sprint_find_libvirt_storage (SprintHostReader *reader,
                             const char       *disk_folder)
{
  static const char * const components[] = { "libvirt", NULL };
  g_autofree char *one = sprint_host_reader_find_program (reader, "libvirtd");
  g_autofree char *many = sprint_host_reader_find_program (reader, "virtqemud");
  g_autofree char *part = sprint_host_reader_find_program (reader, "virtstoraged");
  g_autofree char *folder = sprint_library_folder_find (reader, "libvirt/connection-driver");
  g_autofree char *driver = folder != NULL ? g_build_filename (folder, "libvirt_driver_storage.so", NULL) : NULL;
  const gboolean lacks_daemon = one == NULL && many != NULL && part == NULL;
  SprintFinding *finding;

  if ((folder == NULL && !lacks_daemon) || (one == NULL && many == NULL))
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Whether libvirt can make disks is not known"),
                               "libvirt/connection-driver");

  if (!lacks_daemon && !sprint_libvirt_lacks_driver (reader, "storage"))
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("libvirt can make disks"), driver);

  finding = sprint_finding_new (SPRINT_CHECK_STATE_FAIL, _("libvirt is installed without its part for disks"),
                                lacks_daemon ? "virtstoraged" : driver);
  /* A daemon of the session that was started without looks for it no more. */
  finding->remedy = sprint_remedy_new (_("Install libvirt’s driver for storage: it makes the disks of machines. If it is "
                                         "installed and they cannot be made yet, log out and in."), components, NULL);

  return finding;
}
