/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/catalogue/catalogue.h"

G_BEGIN_DECLS

/*
 * SprintMediumRow: one medium, or one offer, to choose; a radio button among its like.
 *
 * Property: item (GObject: a SprintMedium or a SprintOffer), construct-only. Signal: "chosen".
 */
#define SPRINT_TYPE_MEDIUM_ROW (sprint_medium_row_get_type ())
G_DECLARE_FINAL_TYPE (SprintMediumRow, sprint_medium_row, SPRINT, MEDIUM_ROW, AdwActionRow)

/* @group: another row of the same choice, or NULL. */
GtkWidget *sprint_medium_row_new      (GObject *item, SprintMediumRow *group);
GObject   *sprint_medium_row_get_item (SprintMediumRow *self);
void       sprint_medium_row_choose   (SprintMediumRow *self);

G_END_DECLS
