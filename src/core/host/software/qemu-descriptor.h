/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * SprintQemuDescriptor:
 * @path: of the file
 * @object: (transfer none): what it says, which may be anything
 *
 * What a package says of a part of QEMU's that it brings, see QEMU's docs/interop.
 */
typedef struct {
  char       *path;
  JsonObject *object;
} SprintQemuDescriptor;

/**
 * sprint_qemu_descriptor_read_all:
 * @kind: "firmware" or "vhost-user"
 *
 * Reads /usr/share/qemu/@kind and /etc/qemu/@kind, where a file of the same name replaces, and an empty one hides, the
 * other, as QEMU's docs/interop/firmware.json has it. What is no JSON object is left out.
 *
 * Returns: (transfer full) (element-type SprintQemuDescriptor): by name
 */
GPtrArray  *sprint_qemu_descriptor_read_all   (SprintHostReader *reader,
                                               const char       *kind);

/* (nullable): a member, where it is of that type. */
const char *sprint_qemu_descriptor_get_text   (JsonObject       *object,
                                               const char       *name);
JsonObject *sprint_qemu_descriptor_get_object (JsonObject       *object,
                                               const char       *name);
JsonArray  *sprint_qemu_descriptor_get_array  (JsonObject       *object,
                                               const char       *name);
/* Whether a member is an array with that text in it. */
gboolean    sprint_qemu_descriptor_has_word   (JsonObject       *object,
                                               const char       *name,
                                               const char       *word);

G_END_DECLS
