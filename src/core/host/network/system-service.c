/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "system-service.h"

/* A service that runs has a folder in the tree of control groups, which systemd(1) names for it; one that starts with
 * the computer has a link among what the target wants, which points to where the reader may not look. */
char *
sprint_system_service_find (SprintHostReader *reader,
                            const char       *name)
{
  static const char * const groups[] = { "/sys/fs/cgroup/system.slice", "/sys/fs/cgroup/systemd/system.slice" };
  static const char wanted[] = "/etc/systemd/system/multi-user.target.wants";
  g_autofree char *unit = g_strconcat (name, ".service", NULL);
  g_auto (GStrv) names = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++) {
    g_autofree char *path = g_build_filename (groups[i], unit, NULL);

    if (sprint_host_reader_exists (reader, path))
      return g_steal_pointer (&path);
  }

  names = sprint_host_reader_list (reader, wanted);
  if (g_strv_contains ((const char * const *) names, unit))
    return g_build_filename (wanted, unit, NULL);

  return NULL;
}
