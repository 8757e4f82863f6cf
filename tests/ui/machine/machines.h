/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/machine/connection-private.h"
#include "scene.h"

G_BEGIN_DECLS

/* A machine that libvirt knows nothing of, running and without graphics. (transfer none) */
SprintMachine *machines_add       (SprintConnection *connection, const char *title);
/* As libvirt's events would have it. @reason: static, or NULL. */
void           machines_set_state (SprintMachine *machine, SprintMachineState state, const char *reason);
/* QEMU is still there, for whoever wants to look at it. */
void           machines_set_crash_kept (SprintMachine *machine);
void           machines_set_title (SprintMachine *machine, const char *title);
void           machines_set_display (SprintMachine *machine, SprintMachineDisplay display);
void           machines_set_emulated (SprintMachine *machine, gboolean emulated);
/* One that libvirt does know, from its description. (transfer full) */
SprintMachine *machines_define    (Scene *scene, const char *xml);
/* The driver's own. (transfer none) */
SprintMachine *machines_first     (Scene *scene);
/* Until libvirt's threads have done all that was asked of them before. */
void           machines_settle    (SprintMachine *machine);
/* It is in @state, and nothing is being done to it. */
gboolean       machines_rests     (SprintMachine *machine, SprintMachineState state);
/* Keeps what a widget or its commands tell with "problem". */
void           machines_problem_cb (gpointer teller, const GError *error, GError **kept);

G_END_DECLS
