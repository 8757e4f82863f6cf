/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#define DEVICE "/dev/kvm"

static SprintFinding *
find_refused (const char *path)
{
  SprintFinding *finding;
  struct stat status;
  struct group group;
  struct group *found = NULL;
  char buffer[4096];

  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                _("You are not allowed to use hardware virtualization"), NULL);
  if (g_stat (path, &status) == 0) {
    g_autofree char *command = NULL;
    g_autofree char *user = g_shell_quote (g_get_user_name ());

    /* Translators: a file, its permissions in octal, and the numbers of a user and of a group */
    finding->details = g_strdup_printf (_("%s: mode %04o, owner %u, group %u"), DEVICE,
                                        (guint) status.st_mode & 07777, status.st_uid, status.st_gid);
    if (status.st_gid != 0 && (status.st_mode & 0060) == 0060)
      getgrgid_r (status.st_gid, &group, buffer, sizeof buffer, &found);
    if (found != NULL)
      command = g_strdup_printf ("sudo usermod --append --groups %s %s", found->gr_name, user);
    finding->remedy =
      sprint_remedy_new (command != NULL
                           ? _("Join the group that may use it, then log out and in again.")
                           : _("Log in at this computer itself, or ask its administrator for access to /dev/kvm."),
                         NULL, command);
  }

  return finding;
}

static SprintFinding *
find_absent (SprintHostReader *reader,
             const char       *architecture)
{
  SprintFinding *finding;
  gboolean module = sprint_host_reader_exists (reader, "/sys/module/kvm");

  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                _("The kernel offers no hardware virtualization: there is no /dev/kvm"),
                                module ? _("/sys/module/kvm is there, /dev/kvm is not")
                                       : _("Neither /sys/module/kvm nor /dev/kvm is there"));
  /* Elsewhere KVM is part of the kernel, and there only where the firmware has left it the privilege. */
  if (g_str_equal (architecture, "x86_64") || g_str_equal (architecture, "i686"))
    finding->remedy =
      sprint_remedy_new (_("Load the kernel’s KVM module, or turn virtualization on in the firmware."), NULL,
                         "sudo modprobe --all --quiet kvm_intel kvm_amd");
  else
    finding->remedy =
      sprint_remedy_new (_("Use a kernel that has KVM, and firmware that starts it with the right to virtualize. On "
                           "many small ARM computers there is nothing to be done."), NULL, NULL);

  return finding;
}

SprintFinding *
sprint_find_kvm_device (SprintHostReader *reader,
                        const char       *architecture)
{
  struct utsname name;
  g_autofree char *path = sprint_host_reader_resolve (reader, DEVICE);
  g_autofd int fd = g_open (path, O_RDWR | O_CLOEXEC | O_NONBLOCK, 0);
  int code = errno;
  SprintFinding *finding;
  struct stat status;

  if (fd >= 0) {
    if (fstat (fd, &status) == 0 && S_ISCHR (status.st_mode))
      return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("You may use hardware virtualization"), DEVICE);
    /* A file that somebody has put in its place. */
    code = ENODEV;
  }

  if (architecture == NULL)
    architecture = uname (&name) == 0 ? name.machine : "";
  switch (code) {
  case ENOENT:
  case ENOTDIR:
    return find_absent (reader, architecture);
  case EACCES:
  case EPERM:
    return find_refused (path);
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
