/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network-findings.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "core/host/kvm/membership.h"

#define RULES "/etc/qemu/bridge.conf"
#define MAX_RULES 128

/* Of Debian and Arch; of Fedora; of openSUSE. */
static const char * const helpers[] = {
  "/usr/lib/qemu/qemu-bridge-helper", "/usr/libexec/qemu-bridge-helper", "/usr/lib/qemu-bridge-helper",
};

/* What a bridge is joined with is root's right: by the mode of the file, or by a capability that it has. */
static gboolean
is_privileged (SprintHostReader *reader,
               const char       *helper)
{
  g_autofree char *path = sprint_host_reader_resolve (reader, helper);
  struct stat status;

  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return FALSE;

  return (status.st_mode & S_ISUID) != 0 || getxattr (path, "security.capability", NULL, 0) > 0;
}

/* One that is kept for a group is nothing to who is outside of it. */
static gboolean
may_run (SprintHostReader *reader,
         const char       *helper)
{
  g_autofree char *path = sprint_host_reader_resolve (reader, helper);

  return faccessat (AT_FDCWD, path, X_OK, AT_EACCESS) == 0;
}

static SprintRemedy *
make_group_remedy (SprintHostReader *reader,
                   const char       *helper)
{
  g_autofree char *path = sprint_host_reader_resolve (reader, helper);
  g_autoptr (SprintMembership) person = sprint_membership_new (reader);
  g_autofree char *group = NULL;
  g_autofree char *command = NULL;
  struct stat status;

  if (g_stat (path, &status) == 0 && (status.st_mode & S_IXGRP) != 0 && status.st_gid != 0 &&
      !sprint_membership_has (person->session, status.st_gid))
    group = sprint_membership_get_group_name (reader, status.st_gid);

  if (group == NULL)
    return sprint_remedy_new (_("Only if you want a machine on a bridge: this computer’s administrator can let you run "
                                "QEMU’s program for it. Machines reach the network without."), NULL, NULL);
  if (sprint_membership_has (person->account, status.st_gid))
    return sprint_remedy_new (_("You are in the group that may run it, but were not yet when this session began: log "
                                "out and in again."), NULL, NULL);

  command = sprint_membership_get_join_command (person, group);

  return sprint_remedy_new (_("Only if you want a machine on a bridge: join the group that may run QEMU’s program for "
                              "it, then log out and in again. Machines reach the network without."), NULL, command);
}

/* "allow NAME", "deny NAME", with "all" for each, and "include FILE"; QEMU's qemu-bridge-helper.c. */
static void
read_rules (SprintHostReader *reader,
            const char       *path,
            gboolean          follow,
            GPtrArray        *allowed,
            gboolean         *closed)
{
  g_autofree char *text = sprint_host_reader_read (reader, path);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", MAX_RULES);

  for (gsize i = 0; lines[i] != NULL; i++) {
    const char *line = g_strstrip (lines[i]);
    gsize length = strcspn (line, " \t");
    const char *value = line + length + strspn (line + length, " \t");

    if (strncmp (line, "allow", length) == 0 && length == 5 && *value != '\0')
      g_ptr_array_add (allowed, g_strndup (value, 64));
    else if (strncmp (line, "deny", length) == 0 && length == 4 && g_str_equal (value, "all"))
      *closed = TRUE;
    else if (strncmp (line, "include", length) == 0 && length == 7 && follow && g_path_is_absolute (value))
      read_rules (reader, value, FALSE, allowed, closed);
  }
}

/* Rules that are there, but not for everybody to read. */
static gboolean
is_secret (SprintHostReader *reader)
{
  g_autofree char *text = sprint_host_reader_read (reader, RULES);

  return text == NULL && sprint_host_reader_exists (reader, RULES);
}

/* (transfer full): a command that keeps its effect when the package is updated, where there is one. */
static char *
get_command (SprintHostReader *reader,
             const char       *helper,
             gboolean          privileged,
             gboolean          allowed)
{
  g_autofree char *override = sprint_host_reader_find_program (reader, "dpkg-statoverride");
  g_autoptr (GString) command = g_string_new (NULL);

  if (!privileged && override != NULL)
    g_string_append_printf (command, "sudo dpkg-statoverride --update --add root root 4755 %s", helper);
  else if (!privileged)
    g_string_append_printf (command, "sudo chmod u+s %s", helper);
  if (!allowed)
    g_string_append_printf (command, "%ssudo mkdir --parents /etc/qemu && echo allow virbr0 | sudo tee --append " RULES,
                            command->len > 0 ? " && " : "");

  return g_string_free_and_steal (g_steal_pointer (&command));
}

static const char *
find_helper (SprintHostReader *reader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (helpers); i++) {
    if (sprint_host_reader_exists (reader, helpers[i]))
      return helpers[i];
  }

  return NULL;
}

SprintFinding *
sprint_find_bridge_helper (SprintHostReader *reader,
                           const char       *disk_folder)
{
  static const char * const components[] = { "qemu", NULL };
  g_autoptr (GPtrArray) allowed = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  const char *helper = find_helper (reader);
  g_autofree char *names = NULL;
  g_autofree char *details = NULL;
  g_autofree char *command = NULL;
  gboolean closed = FALSE;
  gboolean privileged, runs, open;
  SprintFinding *finding;

  if (helper == NULL) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("QEMU’s program for joining a bridge is not installed"),
                                  "qemu-bridge-helper");
    finding->remedy =
      sprint_remedy_new (_("Install QEMU; its program for bridges comes with it, or in a package beside it. Machines "
                           "reach the network without."), components, NULL);
    return finding;
  }

  privileged = is_privileged (reader, helper);
  runs = may_run (reader, helper);
  read_rules (reader, RULES, TRUE, allowed, &closed);
  names = allowed->len > 0 ? g_strjoinv (", ", (char **) allowed->pdata) : g_strdup ("–");
  /* What is kept secret likely allows something. */
  open = allowed->len > 0 || is_secret (reader);
  details = g_strdup_printf ("%s: %s%s%s\n" RULES ": %s", helper, privileged ? "set-uid" : "–",
                             privileged && !runs ? ", " : "", privileged && !runs ? g_strerror (EACCES) : "", names);
  if (closed)
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                               _("This computer’s administrator lets no machine join a bridge"), details);
  if (privileged && runs && open)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Machines of your own can join a bridge"), details);

  finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("Machines of your own cannot join a bridge"), details);
  if (privileged && !runs) {
    finding->remedy = make_group_remedy (reader, helper);
    return finding;
  }
  command = get_command (reader, helper, privileged, open);
  finding->remedy =
    sprint_remedy_new (_("Only if you want a machine on a bridge: let QEMU’s program for it act as root, and name the "
                         "bridge in /etc/qemu/bridge.conf, such as libvirt’s virbr0. From then on, every person of "
                         "this computer may join it. Machines reach the network without."), NULL, command);

  return finding;
}
