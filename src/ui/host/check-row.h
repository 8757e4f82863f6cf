/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/check/check.h"

G_BEGIN_DECLS

/* Milliseconds for which what was found before stays, when it is asked again: most answers are there by then, and
 * forty rows that flash tell nobody anything. */
#define SPRINT_CHECK_PATIENCE 300

/**
 * SprintCheckRow:
 *
 * One check: its state and one sentence, and behind the arrow why it matters, what was found and
 * what can be done.
 *
 * ::apply is emitted when the person wants its remedy applied, packages or an action of Sprint's.
 */
#define SPRINT_TYPE_CHECK_ROW (sprint_check_row_get_type ())
G_DECLARE_FINAL_TYPE (SprintCheckRow, sprint_check_row, SPRINT, CHECK_ROW, AdwExpanderRow)

/**
 * SprintRemedyOffer:
 * @SPRINT_REMEDY_OFFER_PACKAGES: packages can be installed
 * @SPRINT_REMEDY_OFFER_ACTIONS: what is no package can be put right
 *
 * What a row has a button for.
 */
typedef enum {
  SPRINT_REMEDY_OFFER_NONE = 0,
  SPRINT_REMEDY_OFFER_PACKAGES = 1 << 0,
  SPRINT_REMEDY_OFFER_ACTIONS = 1 << 1,
} SprintRemedyOffer;

GtkWidget   *sprint_check_row_new       (SprintCheck       *check,
                                         SprintRemedyOffer  offer);
/* (transfer none) */
SprintCheck *sprint_check_row_get_check (SprintCheckRow    *self);

G_END_DECLS
