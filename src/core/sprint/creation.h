/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "choice.h"
#include "services.h"
#include "stage.h"

G_BEGIN_DECLS

/*
 * SprintCreation: makes one machine: medium → volume → definition → start, with rollback. Quick Sprint, New Machine and
 * the command line all use it. A GListModel of SprintStage.
 *
 * Stages: "medium" (only where an offer must be fetched), "disk", "definition", "start", "first-frame". The last is
 * ended by whoever shows the console: sprint_creation_note_first_frame(). Where no console can, it is skipped.
 * Properties: machine (SprintMachine or NULL), running (boolean), elapsed-us (int64, notified when the first frame is
 * there), emulated (boolean: went on without acceleration because KVM failed), error (GError boxed or NULL).
 * A failure or cancellation before the machine runs takes back everything that was made; so does a guest that ends
 * by itself at once (ENDED), before it has shown anything: running is TRUE until that is done. One that a person forces
 * off, or whose flow was cancelled after it ran, stays. A creation runs once.
 * A guest that KVM fails goes on without acceleration by itself: when it is defined, when it starts, and while it
 * settles, a minute long, or for as long as its first picture is waited for by one who has not left the flow; the
 * firmware's picture comes long before the instruction that KVM cannot run.
 */
#define SPRINT_TYPE_CREATION (sprint_creation_get_type ())
G_DECLARE_FINAL_TYPE (SprintCreation, sprint_creation, SPRINT, CREATION, GObject)

SprintCreation *sprint_creation_new              (SprintServices *services, SprintConnection *connection,
                                                  SprintChoice *choice);
void            sprint_creation_run_async        (SprintCreation *self, GCancellable *cancellable,
                                                  GAsyncReadyCallback callback, gpointer user_data);
/* (transfer none): the machine, running. */
SprintMachine  *sprint_creation_run_finish       (SprintCreation *self, GAsyncResult *result, GError **error);
void            sprint_creation_note_first_frame (SprintCreation *self);
SprintMachine  *sprint_creation_get_machine      (SprintCreation *self);
gboolean        sprint_creation_get_running      (SprintCreation *self);
const GError   *sprint_creation_get_error        (SprintCreation *self);
gint64          sprint_creation_get_elapsed      (SprintCreation *self);
gboolean        sprint_creation_get_emulated     (SprintCreation *self);
/* Whether its machine, started, still goes on by itself where KVM fails. */
gboolean        sprint_creation_get_settling     (SprintCreation *self);

G_END_DECLS
