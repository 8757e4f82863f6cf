/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/definition/recipe.h"
#include "creation.h"
#include "rollback.h"

G_BEGIN_DECLS

struct _SprintCreation {
  GObject parent_instance;

  SprintServices *services;
  SprintConnection *connection;
  SprintChoice *choice;

  GListStore *stages;
  SprintStage *medium_stage;
  SprintStage *disk_stage;
  SprintStage *definition_stage;
  SprintStage *start_stage;
  SprintStage *frame_stage;

  SprintMedium *medium;
  SprintRecipe *recipe;
  SprintMachine *machine;
  SprintRollback *rollback;
  guint copying;

  GTask *task;
  GCancellable *cancellable;
  gboolean taking_back;
  gboolean working;     /* said so to the services */
  GError *error;
  gint64 began;
  gint64 ended;
  guint settle_id;      /* while it counts as just made */
  gboolean restarting;  /* without acceleration */
  gboolean emulated;
};

/* creation.c: ending, well or badly. */
GCancellable *sprint_creation_get_cancellable    (SprintCreation *self);
void          sprint_creation_set_error          (SprintCreation *self, const GError *error);
void          sprint_creation_end_task           (SprintCreation *self);
/* @error is taken. */
void          sprint_creation_fail               (SprintCreation *self, GError *error);
gboolean      sprint_creation_stop_if_cancelled  (SprintCreation *self);

/* creation-start.c: the machine starts and settles, with acceleration or without. */
void          sprint_creation_start_machine      (SprintCreation *self);
gboolean      sprint_creation_can_go_on_emulated (SprintCreation *self, const char *words);
void          sprint_creation_note_emulated      (SprintCreation *self, SprintStage *stage, const char *words);

G_END_DECLS
