/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desktop-findings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/host/kvm/membership.h"

/* sd_booted(3) */
#define BOOTED "/run/systemd/system"
/* sd_seat_get_active(3) and its kin: who has no logind has none of them. */
#define SEATS "/run/systemd/seats"
#define SESSIONS "/run/systemd/sessions"
/* loginctl(1), “enable-linger” */
#define LINGER "/var/lib/systemd/linger"

/* (transfer full) */
static char *
find_file (SprintHostReader *reader)
{
  g_autoptr (SprintMembership) person = sprint_membership_new (reader);

  return strchr (person->user, '/') == NULL ? g_build_filename (LINGER, person->user, NULL) : g_strdup (LINGER);
}

static SprintFinding *
new_unknown (SprintCheckState  state,
             const char       *path)
{
  /* Translators: a folder */
  g_autofree char *details = g_strdup_printf (_("%s is not there"), path);

  return sprint_finding_new (state, _("Whether machines stay up after you log out is not known"), details);
}

SprintFinding *
sprint_find_lingering (SprintHostReader *reader,
                       const char       *disk_folder)
{
  g_autofree char *file = find_file (reader);
  g_autofree char *details = NULL;
  SprintFinding *finding;

  /* Nothing of it is seen from a sandbox. */
  if (!sprint_host_reader_exists (reader, BOOTED))
    return new_unknown (SPRINT_CHECK_STATE_PASS, BOOTED);
  if (!sprint_host_reader_exists (reader, SEATS) && !sprint_host_reader_exists (reader, SESSIONS))
    return new_unknown (SPRINT_CHECK_STATE_PASS, SESSIONS);
  if (!g_str_equal (file, LINGER) && sprint_host_reader_exists (reader, file))
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Machines stay up after you log out"), file);

  details = g_strdup_printf (_("%s is not there"), file);
  finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("Machines likely end when you log out"), details);
  finding->remedy =
    sprint_remedy_new (_("If machines are to stay up, let your programs run on after you log out; “loginctl "
                         "disable-linger” takes it back. Machines of the system’s libvirt stay up anyway."), NULL,
                       "loginctl enable-linger");

  return finding;
}
