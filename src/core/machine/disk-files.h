/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "machine-private.h"

G_BEGIN_DECLS

/*
 * Which files descriptions name, so that no file goes with one machine that another one needs. All of it runs in a
 * worker's thread. Paths are compared in the form that sprint_disk_files_canonical() gives them.
 */

/* Without symbolic links where @local: only this computer's can be looked up. (transfer full) */
char    *sprint_disk_files_canonical (const char *path, gboolean local);

/* Adds the writable disks that are files to @own, from canonical path to the path as libvirt knows it. */
gboolean sprint_disk_files_add_own   (SprintMachineCall *call, virDomainPtr domain, GHashTable *own, GError **error);

/* Adds every path that @domain's descriptions, stored, running and of its snapshots, name in any place, and what its
 * disks are layers over. A domain that is gone meanwhile names nothing; one that cannot be read is an error. */
gboolean sprint_disk_files_add_named (SprintMachineCall *call, virDomainPtr domain, GHashTable *named, GError **error);

/* Fills both for @call's own domain and for all the others of its connection. */
gboolean sprint_disk_files_read      (SprintMachineCall *call, virDomainPtr domain, GHashTable *own, GHashTable *named,
                                      GError **error);

/* Whether @path is a writable disk of the call's own domain (as it is in @own) that no other one names. */
gboolean sprint_disk_files_is_disk   (SprintMachineCall *call, const char *path, GHashTable *own, GHashTable *named);

/* Whether @path is "DISK.kernel" or "DISK.initrd" beside such a disk on this computer, and no other domain names it:
 * where an installer is kept. */
gboolean sprint_disk_files_is_beside (SprintMachineCall *call, const char *path, GHashTable *own, GHashTable *named);

/* Whether @path can be deleted from here at all: libvirt deletes volumes of its pools; a file in none of them only who
 * may write to its folder, on this computer. */
gboolean sprint_disk_files_is_deletable (SprintMachineCall *call, const char *path);

G_END_DECLS
