/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "creation-private.h"

#include <glib/gi18n.h>

#include "changed-start.h"
#include "core/definition/definition.h"

/* Microseconds: a guest that ends sooner, and has shown nothing, ended at once. */
#define AT_ONCE (20 * G_USEC_PER_SEC)

static void note_started (SprintCreation *self);

/* There is no picture to wait for, or nobody who waits. */
static void
skip_frame (SprintCreation *self)
{
  self->ended = g_get_monotonic_time ();
  sprint_stage_end (self->frame_stage, SPRINT_STAGE_STATE_SKIPPED);
}

/* ---- going on without acceleration ---- */

/* Before the machine runs, all is taken back; after, it is the person's. */
static void
fail_or_tell (SprintCreation *self,
              GError         *error)
{
  if (self->task != NULL) {
    sprint_creation_fail (self, error);
  } else {
    sprint_creation_set_error (self, error);
    g_error_free (error);
  }
}

gboolean
sprint_creation_can_go_on_emulated (SprintCreation *self,
                                    const char     *words)
{
  return !self->emulated && sprint_recipe_get_accelerated (self->recipe) &&
         sprint_acceleration_words_blame_kvm (words);
}

void
sprint_creation_note_emulated (SprintCreation *self,
                               SprintStage    *stage,
                               const char     *words)
{
  sprint_acceleration_record_note_failure (sprint_services_get_acceleration_record (self->services), words);
  self->emulated = TRUE;
  sprint_stage_set_note (stage, _("Acceleration failed: going on without it, more slowly"));
  g_object_notify (G_OBJECT (self), "emulated");
}

static void
started_emulated_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (SprintCreation) self = user_data;
  GError *error = NULL;
  gboolean done = sprint_changed_start_finish (SPRINT_MACHINE (source), result, &error);

  self->restarting = FALSE;
  sprint_services_end_work (self->services, NULL);
  if (sprint_creation_stop_if_cancelled (self))
    g_clear_error (&error);
  else if (done)
    note_started (self);
  else
    fail_or_tell (self, error);
}

static void
go_on_emulated (SprintCreation *self,
                const char     *words)
{
  sprint_creation_note_emulated (self, self->start_stage, words);
  self->restarting = TRUE;
  sprint_stage_end (self->frame_stage, SPRINT_STAGE_STATE_WAITING);
  if (sprint_stage_get_state (self->start_stage) != SPRINT_STAGE_STATE_RUNNING)
    sprint_stage_begin (self->start_stage);
  /* Not cancellable, as the first start is not; and nothing ends in between. */
  sprint_services_begin_work (self->services, NULL);
  sprint_changed_start_async (self->machine, sprint_definition_set_emulated, NULL, started_emulated_cb,
                              g_object_ref (self));
}

/* ---- start ---- */

/* The guest ended, and had not shown anything yet. */
static void
look_at_end (SprintCreation *self)
{
  const char *problem = sprint_machine_get_problem (self->machine);
  gboolean at_once = sprint_stage_get_duration (self->frame_stage) < AT_ONCE;
  GError *error;

  g_signal_handlers_disconnect_by_data (self->machine, self);
  /* Whoever ended it knows why, and whoever left the flow keeps the machine. */
  if (sprint_machine_get_stop (self->machine) == SPRINT_MACHINE_STOP_FORCED_OFF ||
      g_cancellable_is_cancelled (self->cancellable)) {
    skip_frame (self);
    return;
  }
  error = g_error_new_literal (SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_ENDED,
                               problem != NULL ? problem : _("The guest switched itself off"));
  if (at_once) {
    sprint_creation_fail (self, error);
  } else {
    sprint_creation_set_error (self, error);
    g_error_free (error);
  }
}

/* The guest has started: does it die of KVM, or at once? The first is seen after the firmware's picture, too. */
static void
state_changed_cb (SprintCreation *self)
{
  SprintMachineState state;
  const char *problem;

  if (self->machine == NULL || self->settle_id == 0 || self->restarting)
    return;
  state = sprint_machine_get_state (self->machine);
  problem = sprint_machine_get_problem (self->machine);
  if (state != SPRINT_MACHINE_STATE_PAUSED && state != SPRINT_MACHINE_STATE_OFF &&
      state != SPRINT_MACHINE_STATE_CRASHED)
    return;
  if (sprint_creation_can_go_on_emulated (self, problem))
    go_on_emulated (self, problem);
  else if (state != SPRINT_MACHINE_STATE_PAUSED && !sprint_machine_get_restarted_last (self->machine) &&
           sprint_stage_get_state (self->frame_stage) == SPRINT_STAGE_STATE_RUNNING)
    /* A quick installation that ended with a restart is the caretaker's: its picture is still to come. */
    look_at_end (self);
}

static gboolean
settled_cb (gpointer user_data)
{
  SprintCreation *self = user_data;
  gboolean waits = sprint_stage_get_state (self->frame_stage) == SPRINT_STAGE_STATE_RUNNING;

  /* One whose picture is still to come is watched for as long as somebody waits for it. */
  if (waits && !g_cancellable_is_cancelled (self->cancellable))
    return G_SOURCE_CONTINUE;
  self->settle_id = 0;
  if (waits)
    skip_frame (self);
  return G_SOURCE_REMOVE;
}

/* The machine runs. */
static void
note_started (SprintCreation *self)
{
  SprintMachineDisplay display;

  sprint_stage_end (self->start_stage, SPRINT_STAGE_STATE_DONE);
  sprint_stage_begin (self->frame_stage);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add_seconds (SPRINT_ACCELERATION_PROVED_AFTER, settled_cb, self);
  /* First: who hears of a picture that is not to come may be gone before they hear of the machine. */
  if (self->task != NULL)
    sprint_creation_end_task (self);
  display = sprint_machine_get_display (self->machine);
  if (display == SPRINT_MACHINE_DISPLAY_VNC || display == SPRINT_MACHINE_DISPLAY_NONE)
    skip_frame (self);
  /* It may have ended before libvirt had answered. */
  state_changed_cb (self);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintCreation) self = user_data;
  GError *error = NULL;
  gboolean done = sprint_machine_act_finish (SPRINT_MACHINE (source), result, &error);

  /* First, whatever came of it: whoever cancelled wants no other start, and is told of no problem. */
  if (sprint_creation_stop_if_cancelled (self)) {
    g_clear_error (&error);
  } else if (done) {
    note_started (self);
  } else if (sprint_creation_can_go_on_emulated (self, error->message)) {
    go_on_emulated (self, error->message);
    g_error_free (error);
  } else {
    fail_or_tell (self, error);
  }
}

void
sprint_creation_start_machine (SprintCreation *self)
{
  if (sprint_creation_stop_if_cancelled (self))
    return;
  sprint_stage_begin (self->start_stage);
  g_signal_connect_object (self->machine, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->machine, "notify::stop", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  /* Not cancellable: a guest that libvirt starts all the same would lose its disk to the rollback while it runs. */
  sprint_machine_act_async (self->machine, SPRINT_MACHINE_ACTION_START, NULL, started_cb, g_object_ref (self));
}
