/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  SPRINT_STAGE_STATE_WAITING,
  SPRINT_STAGE_STATE_RUNNING,
  SPRINT_STAGE_STATE_DONE,
  SPRINT_STAGE_STATE_FAILED,
  SPRINT_STAGE_STATE_SKIPPED,
} SprintStageState;

/*
 * SprintStage: one timed step. Properties: id ("disk", "definition", "start", "first-frame"), title, state,
 * note (string or NULL: "Going on without acceleration"), fraction (0–1, -1 unknown), duration-us (int64: so far, or
 * in all).
 */
#define SPRINT_TYPE_STAGE (sprint_stage_get_type ())
G_DECLARE_FINAL_TYPE (SprintStage, sprint_stage, SPRINT, STAGE, GObject)

SprintStage     *sprint_stage_new          (const char *id, const char *title);
const char      *sprint_stage_get_id       (SprintStage *self);
const char      *sprint_stage_get_title    (SprintStage *self);
SprintStageState sprint_stage_get_state    (SprintStage *self);
const char      *sprint_stage_get_note     (SprintStage *self);
double           sprint_stage_get_fraction (SprintStage *self);
gint64           sprint_stage_get_duration (SprintStage *self);
void             sprint_stage_begin        (SprintStage *self);
void             sprint_stage_end          (SprintStage *self, SprintStageState state);
void             sprint_stage_set_note     (SprintStage *self, const char *note);
void             sprint_stage_set_fraction (SprintStage *self, double fraction);

G_END_DECLS
