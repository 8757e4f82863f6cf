/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * SprintHostReader: reads facts of the host below a root folder ("/" natively,
 * "/run/host" for what a Flatpak sees of the system, a recorded host in tests).
 * Every read is bounded (1 MiB) and safe on files that are missing or hostile.
 */
#define SPRINT_TYPE_HOST_READER (sprint_host_reader_get_type ())
G_DECLARE_FINAL_TYPE (SprintHostReader, sprint_host_reader, SPRINT, HOST_READER, GObject)

SprintHostReader *sprint_host_reader_new           (const char *root);
/* (transfer full) (nullable): the file's text; @path is absolute, "/proc/cpuinfo". */
char             *sprint_host_reader_read          (SprintHostReader *self, const char *path);
gboolean          sprint_host_reader_exists        (SprintHostReader *self, const char *path);
/* (transfer full): the path below the root. */
char             *sprint_host_reader_resolve       (SprintHostReader *self, const char *path);
/* (transfer full) (nullable): the value of a key of os-release, unquoted. */
char             *sprint_host_reader_get_os_release (SprintHostReader *self, const char *key);
/* (transfer full): all of its values at once, by key. */
GHashTable       *sprint_host_reader_read_os_release (SprintHostReader *self);

G_END_DECLS
