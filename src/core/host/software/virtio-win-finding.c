/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>

/* Where the packages of the virtio-win project put it. */
#define FOLDER "/usr/share/virtio-win"

SprintFinding *
sprint_find_virtio_win (SprintHostReader *reader,
                        const char       *disk_folder)
{
  g_auto (GStrv) names = sprint_host_reader_list (reader, FOLDER);
  SprintFinding *finding;

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (FOLDER, names[i], NULL);

    if (g_str_has_suffix (names[i], ".iso") && sprint_host_reader_exists (reader, path))
      return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("The drivers for Windows machines are there"), path);
  }

  finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("The drivers for Windows machines are not installed"),
                                FOLDER);
  /* The address that https://github.com/virtio-win/virtio-win-pkg-scripts gives. */
  finding->remedy =
    sprint_remedy_new (_("Your distribution likely does not package them. Windows also runs without them, on slower "
                         "devices. The virtio-win project offers them as a disc image at "
                         "https://fedorapeople.org/groups/virt/virtio-win/direct-downloads/stable-virtio/"
                         "virtio-win.iso."), NULL, NULL);

  return finding;
}
