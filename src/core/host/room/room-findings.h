/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/fact-check.h"
#include "mount-table.h"

G_BEGIN_DECLS

/* What is asked about memory and disks; the last has no function. */
extern const SprintFact sprint_room_facts[];

/* Free memory, from /proc/meminfo. */
SprintFinding *sprint_find_memory            (SprintHostReader *reader, const char *disk_folder);
/* Whether memory is promised only as far as there is some: /proc/sys/vm/overcommit_memory. */
SprintFinding *sprint_find_memory_overcommit (SprintHostReader *reader, const char *disk_folder);
/* Room for what memory has no place for, from /proc/meminfo and /proc/swaps. */
SprintFinding *sprint_find_swap              (SprintHostReader *reader, const char *disk_folder);
/* Whether the kernel gives machines their memory in large pieces. */
SprintFinding *sprint_find_huge_pages        (SprintHostReader *reader, const char *disk_folder);
/* What this person's programs may take at most, of /proc/self/limits and of their control group. */
SprintFinding *sprint_find_limits            (SprintHostReader *reader, const char *disk_folder);
/* Free space of the file system that holds, or would hold, the folder. */
SprintFinding *sprint_find_disk_space        (SprintHostReader *reader, const char *disk_folder);
/* How good that file system is for disks. */
SprintFinding *sprint_find_file_system       (SprintHostReader *reader, const char *disk_folder);

/**
 * sprint_file_system_judge:
 * @mount: what the folder is on
 * @folder: where disks are kept; it may not exist yet
 * @in_place: whether files that are made in the folder are written over where they are
 *
 * Returns: (transfer full): how good it is for disks
 */
SprintFinding *sprint_file_system_judge      (const SprintMount *mount,
                                              const char        *folder,
                                              gboolean           in_place);

/**
 * sprint_meminfo_get:
 * @key: of /proc/meminfo, "MemAvailable"
 *
 * Returns: bytes; 0 when it does not say
 */
guint64        sprint_meminfo_get            (SprintHostReader *reader, const char *key);

G_END_DECLS
