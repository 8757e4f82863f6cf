/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desktop-findings.h"

#include <glib/gi18n.h>
#include <string.h>

/* flatpak-metadata(5): of the sandbox, which lies beside what is seen of the host. */
#define FLATPAK_INFO "/.flatpak-info"

/* (transfer full) (nullable) */
static char *
read_flatpak_info (SprintHostReader *reader)
{
  g_autoptr (SprintHostReader) sandbox = sprint_host_reader_get_sandbox (reader);

  return sprint_host_reader_read (sandbox, FLATPAK_INFO);
}

static SprintFinding *
find_flatpak (const char *info)
{
  static const char * const keys[] = { "filesystems", "devices" };
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GString) details =
    g_string_new (_("Disks are kept below your home folder only\n"
                    "Sprint changes nothing outside by itself: commands are shown for you to copy"));

  g_key_file_load_from_data (file, info, strlen (info), G_KEY_FILE_NONE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *value = g_key_file_get_string (file, "Context", keys[i], NULL);

    if (value != NULL)
      g_string_append_printf (details, "\n" FLATPAK_INFO ": %s=%s", keys[i], value);
  }

  return sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("Sprint runs in the sandbox of Flatpak"), details->str);
}

/* What another program has left in the environment of a shell says nothing of this one: it must lie in the folder that
 * a variable names. (transfer full) (nullable) */
static char *
find_home (SprintHostReader *reader,
           const char       *variable)
{
  g_autofree char *folder = sprint_host_reader_get_variable (reader, variable);
  g_autofree char *program = sprint_host_reader_read_link (reader, "/proc/self/exe");

  if (folder == NULL || program == NULL || *folder != '/' || !g_str_has_prefix (program, folder) ||
      (program[strlen (folder)] != '/' && !g_str_has_suffix (folder, "/")))
    return NULL;

  return g_strdup_printf ("%s: %s", variable, folder);
}

SprintFinding *
sprint_find_confinement (SprintHostReader *reader,
                         const char       *disk_folder)
{
  /* Of Docker, and of Podman, which Toolbx and Distrobox use. */
  static const char * const containers[] = { "/run/.containerenv", "/.dockerenv" };
  g_autofree char *info = read_flatpak_info (reader);
  g_autofree char *snap = find_home (reader, "SNAP");
  g_autofree char *image = find_home (reader, "APPDIR");
  g_autofree char *details = NULL;

  if (info != NULL)
    return find_flatpak (info);
  if (snap != NULL) {
    /* Translators: where something was found */
    details = g_strdup_printf (_("%s\nA strictly confined snap sees little of this computer: what is found here may "
                                 "not be the whole truth"), snap);
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("Sprint runs as a snap"), details);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (containers); i++) {
    if (sprint_host_reader_exists (reader, containers[i]))
      return sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                                 _("Sprint runs in a container: what is found here is of the container"),
                                 containers[i]);
  }
  if (image != NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Sprint runs from an AppImage, which confines nothing"),
                               image);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Sprint is not confined"), NULL);
}
