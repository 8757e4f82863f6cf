#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * SprintPlatform: how Sprint was installed, and what follows from it. The one
 * place that answers paths, spawning and helper questions for native and Flatpak.
 */
#define SPRINT_TYPE_PLATFORM (sprint_platform_get_type ())
G_DECLARE_FINAL_TYPE (SprintPlatform, sprint_platform, SPRINT, PLATFORM, GObject)

SprintPlatform *sprint_platform_new               (void);
gboolean        sprint_platform_is_flatpak        (SprintPlatform *self);
/* Where host facts are read from: "/" or "/run/host". */
const char     *sprint_platform_get_host_root     (SprintPlatform *self);
/* The folder of Sprint's own storage pool, on a path that the host's libvirt sees:
 * $XDG_DATA_HOME/sprint/disks natively, ~/.local/share/sprint/disks in Flatpak. */
const char     *sprint_platform_get_disk_folder   (SprintPlatform *self);
/* Sprint's own state ($XDG_STATE_HOME/sprint) and cache ($XDG_CACHE_HOME/sprint). */
const char     *sprint_platform_get_state_folder  (SprintPlatform *self);
const char     *sprint_platform_get_cache_folder  (SprintPlatform *self);
/* (nullable): the person's Downloads. */
const char     *sprint_platform_get_downloads_folder (SprintPlatform *self);
/* An installed helper program's full path, "sprint-kvm-proof"; SPRINT_LIBEXECDIR overrides for a build tree. (transfer full) */
char           *sprint_platform_get_helper        (SprintPlatform *self, const char *name);
/* Starts a program; in Flatpak on the host through flatpak-spawn where @on_host. */
GSubprocess    *sprint_platform_spawn             (SprintPlatform *self, gboolean on_host,
                                                   const char * const *argv, GSubprocessFlags flags, GError **error);

G_END_DECLS
