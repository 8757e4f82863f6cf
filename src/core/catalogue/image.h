/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * SprintImage: what a file's own bytes say about it. At most some hundred KiB are read, in fixed places; what the bytes
 * claim is never believed beyond the file's size.
 *
 * Formats: ECMA-119 and El Torito (ISO), QEMU's docs/interop/qcow2.rst, VMware's Virtual Disk Format 5.0, VirtualBox's
 * VDICore.h, [MS-VHDX], Microsoft's VHD specification, UEFI's GPT.
 */
typedef struct {
  const char *format;        /* "iso", "qcow2", "raw", "vmdk", "vdi", "vhdx", "vpc" */
  guint64 file_size;         /* bytes */
  guint64 allocated_size;    /* bytes that the file takes: fewer, where it is sparse; 0 unknown */
  guint64 virtual_size;      /* bytes: of the disk in the image; 0 for an ISO */
  gboolean read_only;        /* QEMU can read it, and not write to it */
  guint64 volume_size;       /* bytes: of an ISO's volume */
  char volume_id[33];
  char system_id[33];
  char publisher_id[129];
  char application_id[129];
} SprintImage;

/* Opens @path, which must be a regular file, and fills @image. Blocks. Fails with one of SprintCatalogueError. */
gboolean sprint_image_probe_path (const char *path, SprintImage *image, GError **error);
/* The same for an open file of @file_size bytes. */
gboolean sprint_image_probe      (int fd, guint64 file_size, SprintImage *image, GError **error);

G_END_DECLS
