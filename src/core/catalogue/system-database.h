/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "image.h"

G_BEGIN_DECLS

/* What is known of one operating system; sizes in bytes, 0 unknown. */
typedef struct {
  char *os_id;
  char *name;
  gboolean live;
  guint64 memory_recommended;
  guint64 memory_minimum;
  guint64 disk_recommended;
  guint64 disk_minimum;
  guint vcpus;
} SprintSystem;

SprintSystem *sprint_system_new  (void);
void          sprint_system_free (SprintSystem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintSystem, sprint_system_free)

/* For g_object_new() of a SprintMedium: what it takes from a system. */
#define SPRINT_SYSTEM_PROPERTIES(system) \
  "os-id", (system)->os_id, \
  "memory-recommended", (system)->memory_recommended, \
  "memory-minimum", (system)->memory_minimum, \
  "disk-recommended", (system)->disk_recommended, \
  "disk-minimum", (system)->disk_minimum, \
  "vcpus-recommended", (system)->vcpus

/*
 * SprintSystemDatabase: libosinfo's database, read at the first question. Its functions block, may be called from
 * any thread, and take turns.
 */
#define SPRINT_TYPE_SYSTEM_DATABASE (sprint_system_database_get_type ())
G_DECLARE_FINAL_TYPE (SprintSystemDatabase, sprint_system_database, SPRINT, SYSTEM_DATABASE, GObject)

SprintSystemDatabase *sprint_system_database_new (void);

/* The system on @image; what nobody knows gets its volume's name, or NULL, and defaults that most systems can use.
 * (transfer full) */
SprintSystem *sprint_system_database_identify (SprintSystemDatabase *self, const SprintImage *image);
/* The system called @os_id by libosinfo; defaults, with that id, for one that it does not know. (transfer full) */
SprintSystem *sprint_system_database_look_up  (SprintSystemDatabase *self, const char *os_id);

G_END_DECLS
