/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "membership.h"

#include <grp.h>
#include <string.h>
#include <unistd.h>

static gboolean
parse_id (const char *text,
          guint32    *id)
{
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    return FALSE;

  *id = number;

  return TRUE;
}

/* Documentation/admin-guide/sysctl/kernel.rst of the kernel. */
static guint32
read_overflow (SprintHostReader *reader)
{
  g_autofree char *text = sprint_host_reader_read_word (reader, "/proc/sys/kernel/overflowgid");
  guint32 id;

  return parse_id (text, &id) ? id : 65534;
}

static void
add_ids (GArray     *groups,
         const char *list,
         gsize       from,
         gsize       to)
{
  g_auto (GStrv) words = g_strsplit_set (list, " \t", -1);
  gsize n = 0;

  for (gsize i = 0; words[i] != NULL; i++) {
    guint32 id;

    if (!parse_id (words[i], &id))
      continue;
    if (n >= from && n < to)
      g_array_append_val (groups, id);
    n++;
  }
}

/* Each has four numbers, of which the second counts: the effective one. */
static void
read_session (SprintHostReader *reader,
              SprintMembership *self)
{
  g_autofree char *status = sprint_host_reader_read (reader, "/proc/self/status");
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_auto (GStrv) lines = g_strsplit (status != NULL ? status : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++) {
    if (g_str_has_prefix (lines[i], "Uid:"))
      add_ids (uids, lines[i] + strlen ("Uid:"), 1, 2);
    else if (g_str_has_prefix (lines[i], "Gid:"))
      add_ids (self->session, lines[i] + strlen ("Gid:"), 1, 2);
    else if (g_str_has_prefix (lines[i], "Groups:"))
      add_ids (self->session, lines[i] + strlen ("Groups:"), 0, G_MAXSIZE);
  }

  /* Which group it stands for is not known. */
  for (guint i = self->session->len; i > 0; i--) {
    if (g_array_index (self->session, guint32, i - 1) == self->overflow)
      g_array_remove_index (self->session, i - 1);
  }

  self->uid = uids->len > 0 ? g_array_index (uids, guint32, 0) : geteuid ();
}

/* "name:password:uid:gid:…" */
static void
read_passwd (SprintHostReader *reader,
             SprintMembership *self)
{
  g_autofree char *text = sprint_host_reader_read (reader, "/etc/passwd");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL && self->user == NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], ":", -1);
    guint32 id;

    if (g_strv_length (fields) < 4 || !parse_id (fields[2], &id) || id != self->uid)
      continue;
    self->user = g_strdup (fields[0]);
    if (parse_id (fields[3], &id))
      g_array_append_val (self->account, id);
  }

  /* One of a directory service. */
  if (self->user == NULL)
    self->user = g_strdup (g_get_user_name ());
}

/* (transfer full): each with its fields "name:password:gid:members". */
static GPtrArray *
read_groups (SprintHostReader *reader)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *text = sprint_host_reader_read (reader, "/etc/group");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], ":", -1);

    if (g_strv_length (fields) >= 4)
      g_ptr_array_add (groups, g_steal_pointer (&fields));
  }

  return g_steal_pointer (&groups);
}

SprintMembership *
sprint_membership_new (SprintHostReader *reader)
{
  SprintMembership *self = g_new0 (SprintMembership, 1);
  g_autoptr (GPtrArray) groups = read_groups (reader);

  self->session = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->account = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->overflow = read_overflow (reader);
  read_session (reader, self);
  read_passwd (reader, self);

  for (guint i = 0; i < groups->len; i++) {
    char **fields = g_ptr_array_index (groups, i);
    g_auto (GStrv) members = g_strsplit (fields[3], ",", -1);
    guint32 id;

    if (g_strv_contains ((const char * const *) members, self->user) && parse_id (fields[2], &id))
      g_array_append_val (self->account, id);
  }

  return self;
}

void
sprint_membership_free (SprintMembership *self)
{
  g_free (self->user);
  g_array_unref (self->session);
  g_array_unref (self->account);
  g_free (self);
}

gboolean
sprint_membership_has (GArray  *groups,
                       guint32  gid)
{
  for (guint i = 0; i < groups->len; i++) {
    if (g_array_index (groups, guint32, i) == gid)
      return TRUE;
  }

  return FALSE;
}

char *
sprint_membership_get_group_name (SprintHostReader *reader,
                                  guint32           gid)
{
  g_autoptr (GPtrArray) groups = read_groups (reader);
  struct group group;
  struct group *found = NULL;
  char buffer[4096];

  if (gid == read_overflow (reader))
    return NULL;

  for (guint i = 0; i < groups->len; i++) {
    char **fields = g_ptr_array_index (groups, i);
    guint32 id;

    if (*fields[0] != '\0' && parse_id (fields[2], &id) && id == gid)
      return g_strdup (fields[0]);
  }

  /* One of a directory service. */
  getgrgid_r (gid, &group, buffer, sizeof buffer, &found);

  return found != NULL ? g_strdup (found->gr_name) : NULL;
}

/* What a shell takes as it is stays as it is. */
static char *
quote_group (const char *group)
{
  return strspn (group, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_.-") == strlen (group) && *group != '-'
           ? g_strdup (group) : g_shell_quote (group);
}

char *
sprint_membership_get_join_command (SprintMembership *self,
                                    const char       *group)
{
  g_autofree char *name = quote_group (group);
  g_autofree char *user = g_shell_quote (self->user);

  return g_strdup_printf ("sudo usermod --append --groups %s %s", name, user);
}
