/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintMediumKind:
 * @SPRINT_MEDIUM_KIND_INSTALLER: an ISO that installs a system
 * @SPRINT_MEDIUM_KIND_LIVE: an ISO that runs a system without installing
 * @SPRINT_MEDIUM_KIND_DISK: a disk image with a system on it
 * @SPRINT_MEDIUM_KIND_KERNEL: an installer started from its kernel and initrd
 */
typedef enum {
  SPRINT_MEDIUM_KIND_INSTALLER,
  SPRINT_MEDIUM_KIND_LIVE,
  SPRINT_MEDIUM_KIND_DISK,
  SPRINT_MEDIUM_KIND_KERNEL,
} SprintMediumKind;

/*
 * SprintMedium: something a guest can be made from; immutable.
 *
 * Properties (construct-only): kind, path (ISO or disk image; NULL for KERNEL), kernel, initrd, command-line,
 * format ("raw", "qcow2", "vmdk", "vdi", "vhdx", "iso"), os-id (libosinfo id or NULL), os-name (for people;
 * the file's name when unknown), memory-recommended, memory-minimum, disk-recommended, disk-minimum, virtual-size
 * (bytes, 0 unknown), file-size (bytes), allocated-size (bytes that a sparse file really takes, 0 unknown),
 * vcpus-recommended, read-only (boolean: a disk image that a machine cannot write to: it must be copied).
 */
#define SPRINT_TYPE_MEDIUM (sprint_medium_get_type ())
G_DECLARE_FINAL_TYPE (SprintMedium, sprint_medium, SPRINT, MEDIUM, GObject)

SprintMediumKind sprint_medium_get_kind               (SprintMedium *self);
const char      *sprint_medium_get_path               (SprintMedium *self);
const char      *sprint_medium_get_kernel             (SprintMedium *self);
const char      *sprint_medium_get_initrd             (SprintMedium *self);
const char      *sprint_medium_get_command_line       (SprintMedium *self);
const char      *sprint_medium_get_format             (SprintMedium *self);
const char      *sprint_medium_get_os_id              (SprintMedium *self);
const char      *sprint_medium_get_os_name            (SprintMedium *self);
guint64          sprint_medium_get_memory_recommended (SprintMedium *self);
guint64          sprint_medium_get_memory_minimum     (SprintMedium *self);
guint64          sprint_medium_get_disk_recommended   (SprintMedium *self);
guint64          sprint_medium_get_disk_minimum       (SprintMedium *self);
guint64          sprint_medium_get_virtual_size       (SprintMedium *self);
guint64          sprint_medium_get_file_size          (SprintMedium *self);
guint64          sprint_medium_get_allocated_size     (SprintMedium *self);
guint            sprint_medium_get_vcpus_recommended  (SprintMedium *self);
gboolean         sprint_medium_get_read_only          (SprintMedium *self);

G_END_DECLS
