/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kvm-findings.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include "core/host/processor/cpuinfo.h"
#include "device-access.h"
#include "kernel-module.h"
#include "membership.h"

#define DEVICE "/dev/kvm"

/* More entries than anybody keeps. */
#define MAX_ACL 4096

static gsize
read_acl (const char *path,
          guint8     *acl)
{
  gssize size = getxattr (path, "system.posix_acl_access", acl, MAX_ACL);

  return size > 0 ? size : 0;
}

static char *
describe_mode (const struct stat *status)
{
  /* Translators: a file, its permissions in octal, and the numbers of a user and of a group */
  return g_strdup_printf (_("%s: mode %04o, owner %u, group %u"), DEVICE,
                          (guint) status->st_mode & 07777, status->st_uid, status->st_gid);
}

/* (transfer full) (nullable): by what this person may use the device. */
static char *
describe_access (SprintHostReader   *reader,
                 SprintDeviceAccess  access,
                 guint32             gid)
{
  g_autofree char *group = NULL;

  if (access == SPRINT_DEVICE_ACCESS_GROUP || access == SPRINT_DEVICE_ACCESS_NAMED_GROUP) {
    group = sprint_membership_get_group_name (reader, gid);
    if (group == NULL)
      group = g_strdup_printf ("%u", gid);
  }

  switch (access) {
  case SPRINT_DEVICE_ACCESS_OWNER:
    return g_strdup (_("You own it"));
  case SPRINT_DEVICE_ACCESS_NAMED:
    return g_strdup (_("Its access control list (ACL) names you"));
  case SPRINT_DEVICE_ACCESS_GROUP:
    /* Translators: a group of users */
    return g_strdup_printf (_("It is open to the group %s, in which you are"), group);
  case SPRINT_DEVICE_ACCESS_NAMED_GROUP:
    /* Translators: a group of users */
    return g_strdup_printf (_("Its access control list (ACL) names the group %s, in which you are"), group);
  case SPRINT_DEVICE_ACCESS_EVERYBODY:
    return g_strdup (_("It is open to everybody"));
  case SPRINT_DEVICE_ACCESS_NONE:
  default:
    return NULL;
  }
}

static SprintFinding *
find_allowed (SprintHostReader  *reader,
              const char        *path,
              const struct stat *status)
{
  g_autoptr (SprintMembership) person = sprint_membership_new (reader);
  guint8 acl[MAX_ACL];
  gsize size = read_acl (path, acl);
  guint32 gid = 0;
  SprintDeviceAccess access = sprint_device_access_find (status, acl, size, person->uid, person->session, &gid);
  g_autofree char *mode = describe_mode (status);
  g_autofree char *way = describe_access (reader, access, gid);
  g_autofree char *details = g_strconcat (mode, way != NULL ? "\n" : "", way, NULL);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("You may use hardware virtualization"), details);
}

static SprintRemedy *
make_refused_remedy (SprintMembership *person,
                     const char       *group,
                     guint32           gid)
{
  g_autofree char *description = NULL;
  g_autofree char *command = NULL;

  /* Sprint's own hand would not reach out of the container. */
  if (gid == person->overflow) {
    command = sprint_membership_get_join_command (person, "kvm");
    return sprint_remedy_new (_("Sprint likely runs in a container, where the group that may use it has no name; as a "
                                "rule it is “kvm”. Join that on the computer itself, then log out and in again."),
                              NULL, command);
  }

  if (group == NULL || sprint_membership_has (person->session, gid))
    return sprint_remedy_new (_("Log in at this computer itself, or ask its administrator for access to /dev/kvm."),
                              NULL, NULL);

  if (sprint_membership_has (person->account, gid)) {
    /* Translators: a group of users */
    description = g_strdup_printf (_("You were added to the group %s: log out and in again. If that does not help, "
                                     "restart the computer."), group);
    return sprint_remedy_new (description, NULL, NULL);
  }

  command = sprint_membership_get_join_command (person, group);

  /* What else it opens is not known of another group. */
  return sprint_remedy_new_action (_("Join the group that may use it, then log out and in again."),
                                   g_str_equal (group, "kvm") ? SPRINT_REMEDY_ACTION_JOIN_GROUP
                                                              : SPRINT_REMEDY_ACTION_NONE,
                                   g_str_equal (group, "kvm") ? group : NULL, command);
}

/* A container's rules for devices answer EPERM, AppArmor and SELinux EACCES, whatever the file's permissions are. */
static SprintRemedy *
make_confined_remedy (void)
{
  return sprint_remedy_new (_("Its permissions let you, but something else does not: a container, a snap, or a rule of "
                              "SELinux or AppArmor. Have /dev/kvm passed on there."), NULL, NULL);
}

static SprintFinding *
find_refused (SprintHostReader *reader,
              const char       *path)
{
  g_autoptr (SprintMembership) person = sprint_membership_new (reader);
  g_autofree char *group = NULL;
  g_autofree char *mode = NULL;
  g_autofree char *way = NULL;
  SprintDeviceAccess access;
  SprintFinding *finding;
  struct stat status;
  guint8 acl[MAX_ACL];
  gsize size;
  guint32 own = 0;
  guint32 gid = 0;

  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                _("You are not allowed to use hardware virtualization"), NULL);
  if (g_stat (path, &status) != 0)
    return finding;

  size = read_acl (path, acl);
  mode = describe_mode (&status);
  access = sprint_device_access_find (&status, acl, size, person->uid, person->session, &own);
  if (access != SPRINT_DEVICE_ACCESS_NONE) {
    way = describe_access (reader, access, own);
    finding->remedy = make_confined_remedy ();
  } else {
    if (sprint_device_access_find_group (&status, acl, size, &gid))
      group = sprint_membership_get_group_name (reader, gid);
    /* Translators: a group of users */
    way = group != NULL ? g_strdup_printf (_("It is open to the group %s"), group) : NULL;
    finding->remedy = make_refused_remedy (person, group, gid);
  }
  finding->details = g_strconcat (mode, way != NULL ? "\n" : "", way, NULL);

  return finding;
}

/* What stands in the way is the business of the checks before this one; they say what helps. */
static SprintRemedy *
make_absent_remedy (SprintHostReader *reader)
{
  static const char * const drivers[] = { "kvm_intel", "kvm_amd", "kvm_pvm" };
  g_autofree char *cpuinfo = sprint_host_reader_read (reader, "/proc/cpuinfo");
  gboolean sandboxed = !sprint_host_reader_sees (reader, "/sys/module");

  if (!sprint_cpuinfo_is_x86 (reader))
    return sprint_remedy_new (_("Use a kernel that has KVM, and firmware that starts it with the right to virtualize. "
                                "On many small ARM computers there is nothing to be done."), NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (drivers); i++) {
    if (!sprint_kernel_module_is_loaded (reader, drivers[i]))
      continue;
    if (sandboxed)
      return sprint_remedy_new (_("KVM is loaded, but likely was not when Sprint was started: close Sprint and start "
                                  "it again."), NULL, NULL);
    return sprint_remedy_new (_("KVM is loaded, so the kernel has the device: restart this computer, or have the "
                                "container that Sprint runs in given /dev/kvm."), NULL, NULL);
  }

  if (cpuinfo != NULL && (sprint_cpuinfo_has_flag (cpuinfo, "vmx") || sprint_cpuinfo_has_flag (cpuinfo, "svm")))
    return sprint_remedy_new (sandboxed ? _("It comes once KVM is loaded: see “KVM in the kernel”. Then close Sprint "
                                            "and start it again.")
                                        : _("It comes once KVM is loaded: see “KVM in the kernel”."), NULL, NULL);

  return sprint_remedy_new (_("It comes once the processor offers virtualization: see “Processor”."), NULL, NULL);
}

/* A sandbox gets the devices that there are as it starts. */
static SprintFinding *
find_absent_in_sandbox (SprintHostReader *reader)
{
  return sprint_finding_take (SPRINT_CHECK_STATE_WARN, _("There is no /dev/kvm in the sandbox of Flatpak"),
                              _("/dev/kvm is not there, and /sys/module cannot be seen from within Flatpak"),
                              make_absent_remedy (reader));
}

static SprintFinding *
find_absent (SprintHostReader *reader)
{
  gboolean module = sprint_host_reader_exists (reader, "/sys/module/kvm");

  if (!sprint_host_reader_sees (reader, "/sys/module"))
    return find_absent_in_sandbox (reader);

  return sprint_finding_take (SPRINT_CHECK_STATE_WARN,
                              _("The kernel offers no hardware virtualization: there is no /dev/kvm"),
                              module ? _("/sys/module/kvm is there, /dev/kvm is not")
                                     : _("Neither /sys/module/kvm nor /dev/kvm is there"),
                              make_absent_remedy (reader));
}

SprintFinding *
sprint_find_kvm_device (SprintHostReader *reader,
                        const char       *disk_folder)
{
  g_autofree char *path = sprint_host_reader_resolve (reader, DEVICE);
  g_autofd int fd = g_open (path, O_RDWR | O_CLOEXEC | O_NONBLOCK, 0);
  int code = errno;
  SprintFinding *finding;
  struct stat status;

  if (fd >= 0) {
    if (fstat (fd, &status) == 0 && S_ISCHR (status.st_mode))
      return find_allowed (reader, path, &status);
    /* A file that somebody has put in its place. */
    code = ENODEV;
  }

  switch (code) {
  case ENOENT:
  case ENOTDIR:
    return find_absent (reader);
  case EACCES:
  case EPERM:
    return find_refused (reader, path);
  case EBUSY:
    finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                  _("Another program is using hardware virtualization"), g_strerror (code));
    finding->remedy =
      sprint_remedy_new (_("Close the other program, such as VirtualBox or VMware, then check again."), NULL, NULL);
    return finding;
  case ENODEV:
  case ENXIO:
    return sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                               _("The kernel has no driver behind /dev/kvm"), g_strerror (code));
  default:
    return sprint_finding_new (SPRINT_CHECK_STATE_WARN, _("/dev/kvm could not be opened"), g_strerror (code));
  }
}
