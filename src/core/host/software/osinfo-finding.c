/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_MONTHS 18
#define PACKAGED "/usr/share/osinfo/VERSION"
/* That of a Flatpak, which looks into no other. */
#define BUNDLED "/app/share/osinfo/VERSION"

/* The database's version is the day it was made, 20240701. */
static GDateTime *
parse (const char *version)
{
  guint64 number;
  const char *dot = version != NULL ? strchr (version, '.') : NULL;
  g_autofree char *day = version != NULL ? g_strndup (version, dot != NULL ? (gsize) (dot - version)
                                                                           : strlen (version)) : NULL;

  if (day == NULL || strlen (day) != 8 || !g_ascii_string_to_unsigned (day, 10, 19700101, 99991231, &number, NULL))
    return NULL;

  return g_date_time_new_utc (number / 10000, number / 100 % 100, number % 100, 0, 0, 0);
}

static SprintRemedy *
make_remedy (SprintOsinfoSource source)
{
  static const char * const components[] = { "osinfo", NULL };
  const gboolean installable = source == SPRINT_OSINFO_SOURCE_TO_INSTALL;

  if (source == SPRINT_OSINFO_SOURCE_BUNDLED)
    return sprint_remedy_new (_("Newer systems are not recognised. Update Sprint, which brings its own list."), NULL,
                              NULL);

  /* What is installed is not updated by installing it. */
  return sprint_remedy_new (installable
                              ? _("Newer systems are not recognised. Install libosinfo’s database and its tools; where "
                                  "your distribution’s list is old too, the command fetches the one of its makers, for "
                                  "you alone.")
                              : _("Newer systems are not recognised. Update this computer’s packages; where your "
                                  "distribution’s list is old too, the command fetches the one of its makers, for you "
                                  "alone."),
                            installable ? components : NULL, "osinfo-db-import --user --latest");
}

SprintFinding *
sprint_judge_osinfo (const char         *version,
                     GDateTime          *now,
                     SprintOsinfoSource  source)
{
  g_autoptr (GDateTime) made = parse (version);
  /* Not the other way round: no date is after 9999. */
  g_autoptr (GDateTime) stale = g_date_time_add_months (now, -MAX_MONTHS);
  g_autofree char *month = made != NULL ? g_date_time_format (made, "%B %Y") : NULL;
  g_autofree char *summary = NULL;
  SprintFinding *finding;

  if (made == NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("How old the list of systems is, is not known"), version);

  /* Translators: a month, “July 2024” */
  summary = g_strdup_printf (_("The list of systems is of %s"), month);
  if (g_date_time_compare (made, stale) >= 0)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, version);

  finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, summary, version);
  finding->remedy = make_remedy (source);

  return finding;
}

/* Where osinfo-db-import(1) puts it for a person. */
static char *
find_own (SprintHostReader *reader)
{
  g_autofree char *config = sprint_host_reader_get_variable (reader, "XDG_CONFIG_HOME");
  g_autofree char *home = sprint_host_reader_get_variable (reader, "HOME");

  if (config != NULL && g_path_is_absolute (config))
    return g_build_filename (config, "osinfo/VERSION", NULL);
  if (home != NULL && g_path_is_absolute (home))
    return g_build_filename (home, ".config/osinfo/VERSION", NULL);

  return NULL;
}

SprintFinding *
sprint_find_osinfo_database (SprintHostReader *reader,
                             const char       *disk_folder)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *own = find_own (reader);
  const char * const paths[] = { PACKAGED, "/etc/osinfo/VERSION", own };
  g_autofree char *tool = sprint_host_reader_find_program (reader, "osinfo-db-import");
  g_autofree char *newest = NULL;
  g_autoptr (GDateTime) newest_day = NULL;

  if (sprint_host_reader_is_sandboxed (reader)) {
    g_autoptr (SprintHostReader) sandbox = sprint_host_reader_get_sandbox (reader);

    newest = sprint_host_reader_read_word (sandbox, BUNDLED);
    return sprint_judge_osinfo (newest, now, SPRINT_OSINFO_SOURCE_BUNDLED);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *version = paths[i] != NULL ? sprint_host_reader_read_word (reader, paths[i]) : NULL;
    g_autoptr (GDateTime) day = parse (version);

    if (day == NULL || (newest_day != NULL && g_date_time_compare (day, newest_day) <= 0))
      continue;
    g_set_str (&newest, version);
    g_clear_pointer (&newest_day, g_date_time_unref);
    newest_day = g_steal_pointer (&day);
  }

  return sprint_judge_osinfo (newest, now, tool == NULL || !sprint_host_reader_exists (reader, PACKAGED)
                                             ? SPRINT_OSINFO_SOURCE_TO_INSTALL : SPRINT_OSINFO_SOURCE_INSTALLED);
}
