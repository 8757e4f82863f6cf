/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "virtiofs-program.h"

#define MAX_NAMESPACES "/proc/sys/user/max_user_namespaces"
/* Of Debian's kernels. */
#define CLONE "/proc/sys/kernel/unprivileged_userns_clone"
/* Of Ubuntu's since 23.10: a program without a profile that allows it gets a namespace in which it may do nothing. */
#define APPARMOR "/proc/sys/kernel/apparmor_restrict_unprivileged_userns"
#define PROFILES "/etc/apparmor.d"

static gboolean
is_word (SprintHostReader *reader,
         const char       *path,
         const char       *word)
{
  g_autofree char *text = sprint_host_reader_read_word (reader, path);

  return g_strcmp0 (text, word) == 0;
}

/* A profile is called for the program or for its path ("usr.bin.passt"); a link in disable/ turns it off. */
static gboolean
has_profile (SprintHostReader *reader,
             const char       *path)
{
  g_autofree char *program = g_path_get_basename (path);
  g_auto (GStrv) names = sprint_host_reader_list (reader, PROFILES);
  g_auto (GStrv) disabled = sprint_host_reader_list (reader, PROFILES "/disable");

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *file = g_build_filename (PROFILES, names[i], NULL);
    g_autofree char *text = NULL;

    if (strstr (names[i], program) == NULL || g_strv_contains ((const char * const *) disabled, names[i]))
      continue;
    text = sprint_host_reader_read (reader, file);
    if (text != NULL && strstr (text, path) != NULL)
      return TRUE;
  }

  return FALSE;
}

/* One that allows everything, as the apparmor package has them for programs that it knows. */
static void
add_command (GString    *command,
             const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  g_string_append_printf (command,
                          "%sprintf 'abi <abi/4.0>,\\ninclude <tunables/global>\\n\\nprofile %s %s "
                          "flags=(unconfined) {\\n  userns,\\n}\\n' | sudo tee " PROFILES "/%s && "
                          "sudo apparmor_parser -r " PROFILES "/%s",
                          command->len > 0 ? " && " : "", name, path, name, name);
}

static SprintFinding *
new_blocked (SprintCheckState  state,
             const char       *details,
             const char       *advice,
             const char       *command)
{
  SprintFinding *finding = sprint_finding_new (state, _("Programs of yours may not make user namespaces"), details);

  finding->remedy = sprint_remedy_new (advice, NULL, command);

  return finding;
}

/* @programs: (array zero-terminated=1): the paths of those that are installed */
static SprintFinding *
find_profiles (SprintHostReader   *reader,
               const char * const *programs)
{
  g_autoptr (GString) details = g_string_new (APPARMOR ": 1");
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) command = g_string_new (NULL);
  g_autofree char *summary = NULL;
  SprintFinding *finding;

  /* From inside a sandbox they are not seen. */
  if (programs[0] != NULL && !sprint_host_reader_exists (reader, PROFILES))
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                               _("Whether AppArmor hinders the programs of machines is not seen from here"),
                               details->str);

  for (gsize i = 0; programs[i] != NULL; i++) {
    g_autofree char *name = g_path_get_basename (programs[i]);

    if (has_profile (reader, programs[i])) {
      g_string_append_printf (details, "\n%s: " PROFILES, programs[i]);
      continue;
    }
    g_string_append_printf (details, "\n%s: -", programs[i]);
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    add_command (command, programs[i]);
  }

  if (names->len == 0)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                               programs[0] != NULL ? _("AppArmor lets the programs of machines do their work")
                                                   : _("Nothing is installed that AppArmor would hinder"),
                               details->str);

  /* Translators: a list of programs, “passt, virtiofsd” */
  summary = g_strdup_printf (_("AppArmor likely hinders %s"), names->str);
  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, summary, details->str);
  finding->remedy = sprint_remedy_new (_("Give it a profile of its own: the protection stays on for everything else. "
                                         "The package of your distribution usually brings one; the command makes one "
                                         "that allows user namespaces."), NULL, command->str);

  return finding;
}

SprintFinding *
sprint_find_user_namespaces (SprintHostReader *reader,
                             const char       *disk_folder)
{
  g_autofree char *passt = sprint_host_reader_find_program (reader, "passt");
  g_autofree char *virtiofsd = sprint_virtiofs_program_find (reader);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) programs = NULL;
  SprintCheckState state;

  if (passt != NULL)
    g_strv_builder_add (builder, passt);
  if (virtiofsd != NULL)
    g_strv_builder_add (builder, virtiofsd);
  programs = g_strv_builder_end (builder);
  /* Where nothing needs them, they may as well be off. */
  state = programs[0] != NULL ? SPRINT_CHECK_STATE_WARN : SPRINT_CHECK_STATE_NOTE;

  if (is_word (reader, MAX_NAMESPACES, "0"))
    return new_blocked (state, MAX_NAMESPACES ": 0",
                        _("Somebody has set user.max_user_namespaces to 0, likely in a file of /etc/sysctl.d. Ask "
                          "whoever looks after this computer why, before you take that away."), NULL);
  if (is_word (reader, CLONE, "0"))
    return new_blocked (state, CLONE ": 0",
                        _("Somebody has turned them off. Ask whoever looks after this computer why, before you turn "
                          "them on again. The command does so until the next start."),
                        "sudo sysctl kernel.unprivileged_userns_clone=1");
  if (is_word (reader, APPARMOR, "1"))
    return find_profiles (reader, (const char * const *) programs);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Programs of yours may make user namespaces"), NULL);
}
