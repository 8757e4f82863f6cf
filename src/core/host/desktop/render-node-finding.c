/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desktop-findings.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "core/host/kvm/device-access.h"
#include "core/host/kvm/membership.h"

#define FOLDER "/dev/dri"
#define MAX_ACL 4096

/* Of those that Sprint can join by itself. */
#define GROUP "render"

typedef struct {
  char *path;
  char *driver;
  int   code;
} Node;

static void
node_free (Node *self)
{
  g_free (self->path);
  g_free (self->driver);
  g_free (self);
}

/* Opening it would wake a card that sleeps. */
static int
find_code (SprintHostReader *reader,
           const char       *path)
{
  g_autofree char *full = sprint_host_reader_resolve (reader, path);
  struct stat status;

  if (g_stat (full, &status) != 0 || faccessat (AT_FDCWD, full, R_OK | W_OK, AT_EACCESS) != 0)
    return errno;

  return S_ISCHR (status.st_mode) ? 0 : ENODEV;
}

/* (transfer full): those that there are. */
static GPtrArray *
find_nodes (SprintHostReader *reader)
{
  GPtrArray *nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  g_auto (GStrv) names = sprint_host_reader_list (reader, FOLDER);

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *link = NULL;
    g_autofree char *target = NULL;
    Node *node;

    if (!g_str_has_prefix (names[i], "renderD"))
      continue;
    link = g_build_filename ("/sys/class/drm", names[i], "device", "driver", NULL);
    target = sprint_host_reader_read_link (reader, link);
    node = g_new0 (Node, 1);
    node->path = g_build_filename (FOLDER, names[i], NULL);
    node->driver = target != NULL ? g_path_get_basename (target) : NULL;
    node->code = find_code (reader, node->path);
    g_ptr_array_add (nodes, node);
  }

  return nodes;
}

static char *
describe (GPtrArray *nodes)
{
  g_autoptr (GString) details = g_string_new (NULL);

  for (guint i = 0; i < nodes->len; i++) {
    Node *node = g_ptr_array_index (nodes, i);

    g_string_append_printf (details, "%s%s: %s", i > 0 ? "\n" : "", node->path,
                            node->driver != NULL ? node->driver : "-");
    if (node->code != 0)
      g_string_append_printf (details, ", %s", g_strerror (node->code));
  }

  return g_string_free (g_steal_pointer (&details), FALSE);
}

/* A buffer that programs share, without anything that draws. */
static gboolean
can_draw (Node *node)
{
  return g_strcmp0 (node->driver, "vgem") != 0;
}

static gboolean
is_nvidia (Node *node)
{
  return g_strcmp0 (node->driver, "nvidia") == 0;
}

static SprintRemedy *
make_remedy (SprintHostReader *reader,
             Node             *node)
{
  g_autofree char *full = sprint_host_reader_resolve (reader, node->path);
  g_autoptr (SprintMembership) person = sprint_membership_new (reader);
  g_autofree char *group = NULL;
  g_autofree char *command = NULL;
  guint8 acl[MAX_ACL];
  gssize size = getxattr (full, "system.posix_acl_access", acl, sizeof acl);
  struct stat status;
  const char *advice;
  guint32 gid = 0;

  if (g_stat (full, &status) == 0 && sprint_device_access_find_group (&status, acl, MAX (size, 0), &gid) &&
      !sprint_membership_has (person->session, gid))
    group = sprint_membership_get_group_name (reader, gid);

  if (group == NULL)
    return sprint_remedy_new (_("Log in at this computer itself: whoever sits at it usually may use the graphics card. "
                                "Elsewhere its administrator can give you access."), NULL, NULL);
  if (sprint_membership_has (person->account, gid))
    return sprint_remedy_new (_("You are in the group that may use it, but were not yet when this session began: log "
                                "out and in again."), NULL, NULL);

  command = sprint_membership_get_join_command (person, group);
  advice = _("Join the group that may use it, then log out and in again. Whoever sits at this computer usually may use "
             "the graphics card without that.");
  if (!g_str_equal (group, GROUP))
    return sprint_remedy_new (advice, NULL, command);

  return sprint_remedy_new_action (advice, SPRINT_REMEDY_ACTION_JOIN_GROUP, GROUP, command);
}

static SprintFinding *
find_trouble (SprintHostReader *reader,
              GPtrArray        *nodes,
              const char       *details)
{
  SprintFinding *finding;

  for (guint i = 0; i < nodes->len; i++) {
    Node *node = g_ptr_array_index (nodes, i);

    if (!can_draw (node) || is_nvidia (node) || (node->code != EACCES && node->code != EPERM))
      continue;
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("You are not allowed to use the graphics card for 3D"),
                                  details);
    finding->remedy = make_remedy (reader, node);
    return finding;
  }

  /* QEMU's SPICE then ends with “Failed to initialize EGL render node”, as virt-manager's issue 396 and GNOME Boxes on
   * Flathub's issue 77 have it. */
  for (guint i = 0; i < nodes->len; i++) {
    if (!is_nvidia (g_ptr_array_index (nodes, i)))
      continue;
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("3D in machines likely fails with NVIDIA’s own driver"),
                                  details);
    finding->remedy =
      sprint_remedy_new (_("Leave 3D off in machines: they are shown all the same. With the free driver (nouveau) in "
                           "place of NVIDIA’s it likely works."), NULL, NULL);
    return finding;
  }

  return sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                             _("No graphics card is there to draw in 3D: machines are shown without it"),
                             nodes->len > 0 ? details : FOLDER);
}

SprintFinding *
sprint_find_render_node (SprintHostReader *reader,
                         const char       *disk_folder)
{
  g_autoptr (GPtrArray) nodes = find_nodes (reader);
  g_autofree char *details = describe (nodes);

  for (guint i = 0; i < nodes->len; i++) {
    Node *node = g_ptr_array_index (nodes, i);
    g_autofree char *summary = NULL;

    if (node->code != 0 || !can_draw (node) || is_nvidia (node))
      continue;
    /* Translators: the driver of a graphics card, “amdgpu” */
    summary = node->driver != NULL ? g_strdup_printf (_("The graphics card (%s) can draw for machines"), node->driver)
                                   : g_strdup (_("The graphics card can draw for machines"));
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, details);
  }

  return find_trouble (reader, nodes, details);
}
