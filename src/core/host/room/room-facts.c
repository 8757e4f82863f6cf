/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room-findings.h"

#include <glib/gi18n.h>

const SprintFact sprint_room_facts[] = {
  { { "memory", SPRINT_CHECK_GROUP_ROOM, SPRINT_CHECK_SCOPE_MACHINES, N_("Memory"),
      N_("Each running machine takes its memory from this computer’s.") },
    sprint_find_memory },
  { { "memory-overcommit", SPRINT_CHECK_GROUP_ROOM, SPRINT_CHECK_SCOPE_MACHINES, N_("Promised memory"),
      N_("A machine is promised all of its memory when it starts, and takes it bit by bit."), TRUE },
    sprint_find_memory_overcommit },
  { { "swap", SPRINT_CHECK_GROUP_ROOM, SPRINT_CHECK_SCOPE_MACHINES, N_("Swap space"),
      N_("When memory runs out, what lies unused is put aside there; without it, a program or a machine is ended."), TRUE },
    sprint_find_swap },
  { { "huge-pages", SPRINT_CHECK_GROUP_ROOM, SPRINT_CHECK_SCOPE_FEATURE, N_("Huge pages"),
      N_("A machine runs a little faster when it gets its memory in large pieces.") },
    sprint_find_huge_pages },
  { { "limits", SPRINT_CHECK_GROUP_ROOM, SPRINT_CHECK_SCOPE_MACHINES, N_("Limits"),
      N_("A machine is a program of yours, and what your programs may take at most counts for it too."), TRUE },
    sprint_find_limits },
  { { "disk-space", SPRINT_CHECK_GROUP_ROOM, SPRINT_CHECK_SCOPE_MACHINES, N_("Disk space"),
      N_("A machine’s disk grows with what is put on it.") },
    sprint_find_disk_space },
  { { "file-system", SPRINT_CHECK_GROUP_ROOM, SPRINT_CHECK_SCOPE_MACHINES, N_("File system"),
      N_("A machine’s disk is one large file here, and not every file system is good at those."), TRUE },
    sprint_find_file_system },
  { { NULL }, NULL },
};
