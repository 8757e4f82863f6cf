/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintPlatform:
 *
 * How Sprint was installed, and what follows from it: the one place that answers paths, spawning
 * and helper questions for native and Flatpak.
 *
 * Properties, construct-only, for a test to give others: flatpak-info (string: the file whose presence tells of a
 * Flatpak sandbox), host-root (string: see sprint_platform_get_host_root()).
 */
#define SPRINT_TYPE_PLATFORM (sprint_platform_get_type ())
G_DECLARE_FINAL_TYPE (SprintPlatform, sprint_platform, SPRINT, PLATFORM, GObject)

SprintPlatform *sprint_platform_new                  (void);

/**
 * sprint_platform_is_flatpak:
 *
 * Returns: whether this process lives in a Flatpak sandbox, which has a /.flatpak-info
 */
gboolean        sprint_platform_is_flatpak           (SprintPlatform *self);

/**
 * sprint_platform_get_host_root:
 *
 * Returns: where the host's files are read from: "/" or "/run/host"
 */
const char     *sprint_platform_get_host_root        (SprintPlatform *self);

/**
 * sprint_platform_get_disk_folder:
 *
 * Returns: the folder of Sprint's own storage pool, on a path that the host's libvirt sees:
 *   $XDG_DATA_HOME/sprint/disks natively, ~/.local/share/sprint/disks in Flatpak. It may not exist.
 */
const char     *sprint_platform_get_disk_folder      (SprintPlatform *self);

/**
 * sprint_platform_get_state_folder:
 *
 * Returns: Sprint's own state, $XDG_STATE_HOME/sprint. It may not exist.
 */
const char     *sprint_platform_get_state_folder     (SprintPlatform *self);

/**
 * sprint_platform_get_installer_folder:
 *
 * Returns: where downloaded installers stay, beside the disks: machines refer to them. It may not exist.
 */
const char     *sprint_platform_get_installer_folder (SprintPlatform *self);

/**
 * sprint_platform_get_log_folder:
 *
 * Returns: where the person's own libvirt daemon keeps what QEMU said of each machine, as "NAME.log". It may not exist.
 */
const char     *sprint_platform_get_log_folder       (SprintPlatform *self);

/**
 * sprint_platform_get_downloads_folder:
 *
 * Returns: (nullable): the person's Downloads
 */
const char     *sprint_platform_get_downloads_folder (SprintPlatform *self);

/**
 * sprint_platform_get_helper:
 * @name: of the program, "sprint-kvm-proof"
 *
 * Where a helper program of Sprint's is. SPRINT_LIBEXECDIR in the environment stands for a build
 * tree.
 *
 * Returns: (transfer full): the full path
 */
char           *sprint_platform_get_helper           (SprintPlatform *self,
                                                      const char     *name);

/**
 * sprint_platform_spawn:
 * @on_host: whether a program of the host is meant: through flatpak-spawn in a sandbox, where it
 *   ends with this process
 * @argv: (array zero-terminated=1): the program and its arguments
 *
 * Starts a program. One of the host that is not there is an error of %G_SPAWN_ERROR natively; in a sandbox
 * flatpak-spawn starts all the same, says “Portal call failed” with the program's name, and fails.
 *
 * Returns: (transfer full): the child, or %NULL with an error of %G_SPAWN_ERROR
 */
GSubprocess    *sprint_platform_spawn                (SprintPlatform      *self,
                                                      gboolean             on_host,
                                                      const char * const  *argv,
                                                      GSubprocessFlags     flags,
                                                      GError             **error);

G_END_DECLS
