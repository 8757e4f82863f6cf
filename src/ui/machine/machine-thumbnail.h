/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/machine/machine.h"

G_BEGIN_DECLS

/**
 * SprintMachineThumbnail:
 *
 * A small picture of a guest's screen, renewed every few seconds while the guest runs and the widget can be seen; an
 * icon otherwise.
 */
#define SPRINT_TYPE_MACHINE_THUMBNAIL (sprint_machine_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachineThumbnail, sprint_machine_thumbnail, SPRINT, MACHINE_THUMBNAIL, AdwBin)

GtkWidget *sprint_machine_thumbnail_new         (void);

/**
 * sprint_machine_thumbnail_set_machine:
 * @machine: (nullable): whose screen it shows
 */
void       sprint_machine_thumbnail_set_machine (SprintMachineThumbnail *self,
                                                 SprintMachine          *machine);

/**
 * sprint_machine_thumbnail_set_live:
 * @live: whether pictures are taken at all
 */
void       sprint_machine_thumbnail_set_live    (SprintMachineThumbnail *self,
                                                 gboolean                live);

/**
 * sprint_machine_thumbnail_set_seen:
 * @seen: whether it is in sight, where that is more than being mapped: a list maps rows that are scrolled out of it
 */
void       sprint_machine_thumbnail_set_seen    (SprintMachineThumbnail *self,
                                                 gboolean                seen);

G_END_DECLS
