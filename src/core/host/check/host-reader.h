/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * SprintHostReader: reads facts of the host below a root folder ("/" natively,
 * "/run/host" for what a Flatpak sees of the system, a recorded host in tests).
 * Every read is bounded (1 MiB) and safe on files that are missing or hostile.
 *
 * Properties, construct-only: root (string), architecture (string: as the kernel calls it, "x86_64"; what the
 * computer says unless a test says otherwise).
 */
#define SPRINT_TYPE_HOST_READER (sprint_host_reader_get_type ())
G_DECLARE_FINAL_TYPE (SprintHostReader, sprint_host_reader, SPRINT, HOST_READER, GObject)

SprintHostReader *sprint_host_reader_new              (const char *root);
/* (transfer full) (nullable): the file's text; @path is absolute, "/proc/cpuinfo". */
char             *sprint_host_reader_read             (SprintHostReader *self, const char *path);
/* (transfer full) (nullable): the file's text without the space around it. */
char             *sprint_host_reader_read_word        (SprintHostReader *self, const char *path);
/* (transfer full) (nullable): the object of a JSON file; NULL where it is none, or could be nested deeply. */
JsonObject       *sprint_host_reader_read_json        (SprintHostReader *self, const char *path);
gboolean          sprint_host_reader_exists           (SprintHostReader *self, const char *path);
/* Whether it is the host of a sandbox of Flatpak's that is read, from within. */
gboolean          sprint_host_reader_is_sandboxed     (SprintHostReader *self);
/* (transfer full): of the sandbox itself; where there is none, this one. */
SprintHostReader *sprint_host_reader_get_sandbox      (SprintHostReader *self);
/* FALSE for what a Flatpak hides: that such a file is not there says nothing of this computer. */
gboolean          sprint_host_reader_sees             (SprintHostReader *self, const char *path);
/* (transfer full): the path below the root. */
char             *sprint_host_reader_resolve          (SprintHostReader *self, const char *path);
/* (transfer full): the names in a folder, sorted; none where there is no such folder. */
char            **sprint_host_reader_list             (SprintHostReader *self, const char *path);
/* (transfer full) (nullable): where a symbolic link points, as it says. */
char             *sprint_host_reader_read_link        (SprintHostReader *self, const char *path);
/* (transfer full) (nullable): the path of a program that people run, such as "qemu-img". */
char             *sprint_host_reader_find_program     (SprintHostReader *self, const char *program);
/* (transfer full) (nullable): a variable of this process's environment, as it was started. */
char             *sprint_host_reader_get_variable     (SprintHostReader *self, const char *name);
/* (transfer none): of the processor, as the kernel calls it; "" where it is not known. */
const char       *sprint_host_reader_get_architecture (SprintHostReader *self);
/* What sprint-host-helper has found: its JSON. Anything else is forgotten. */
void              sprint_host_reader_take_inspection  (SprintHostReader *self, const char *json);
/* (transfer full) (nullable): one of its findings as text, "feature-control"; NULL where nobody looked, or in vain. */
char             *sprint_host_reader_get_inspected    (SprintHostReader *self, const char *name);
/* What was found of the firewall is forgotten where that may have changed: @what is a unit of systemd's, or NULL for
 * anything. */
void              sprint_host_reader_forget_changed   (SprintHostReader *self, const char *what);
/* (transfer full) (nullable): the value of a key of os-release, unquoted. */
char             *sprint_host_reader_get_os_release   (SprintHostReader *self, const char *key);
/* (transfer full): all of its values at once, by key. */
GHashTable       *sprint_host_reader_read_os_release  (SprintHostReader *self);

G_END_DECLS
