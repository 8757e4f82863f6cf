/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/host/check/host-reader.h"
#include "core/host/check/hypervisor-query.h"
#include "core/host/check/remedy.h"
#include "core/platform/platform.h"

G_BEGIN_DECLS

/**
 * SprintRepairer:
 *
 * Applies remedies, each by who may do it: Sprint's own helper through polkit, systemd, or libvirt; and takes them
 * back. What was applied is remembered, until it is taken back, in a file. Property: busy (boolean), from the moment that
 * something is to be changed until it is remembered.
 *
 * ::changed is emitted when something was applied or taken back.
 */
#define SPRINT_TYPE_REPAIRER (sprint_repairer_get_type ())
G_DECLARE_FINAL_TYPE (SprintRepairer, sprint_repairer, SPRINT, REPAIRER, GObject)

/**
 * SprintRepair:
 * @action: what is done
 * @target: (nullable): what to
 * @parts: which parts of it, where it has some; of one that was applied, what was changed by it
 *
 * One thing to do to this computer.
 */
typedef struct {
  SprintRemedyAction  action;
  char               *target;
  SprintRemedyParts   parts;
} SprintRepair;

/* With all parts of the action. */
SprintRepair *sprint_repair_new  (SprintRemedyAction action, const char *target);
SprintRepair *sprint_repair_copy (const SprintRepair *self);
void          sprint_repair_free (SprintRepair *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintRepair, sprint_repair_free)

/* What will be done, as whom, and how it is taken back: some sentences. (transfer full) */
char *sprint_repair_describe      (const SprintRepair *self);
/* The same about taking it back. (transfer full) */
char *sprint_repair_describe_undo (const SprintRepair *self);
/* As the heading of a question, "Load kvm_intel?" (transfer full) */
char *sprint_repair_ask           (const SprintRepair *self);
/* That it was done, "Loads the kernel’s module kvm_intel at each start" (transfer full) */
char *sprint_repair_name          (const SprintRepair *self);
/* Whether it can be taken back: looking changes nothing. */
gboolean sprint_repair_can_undo   (const SprintRepair *self);

/**
 * sprint_repairer_new:
 * @platform: where the helper is
 * @query: libvirt
 * @reader: is told of what was found by looking
 * @bus: (nullable): where systemd is; %NULL for the system bus, not asked for before it is needed
 */
SprintRepairer *sprint_repairer_new          (SprintPlatform        *platform,
                                              SprintHypervisorQuery *query,
                                              SprintHostReader      *reader,
                                              GDBusConnection       *bus);

/* Whether Sprint could do it here at all: not from within a sandbox. */
gboolean        sprint_repairer_can_apply    (SprintRepairer        *self,
                                              const SprintRepair    *repair);

/**
 * sprint_repairer_apply_async:
 * @undo: whether it is to be taken back
 *
 * Does it; the person is asked for permission. A group, unit or network that was so before is not
 * remembered, and so not taken back. See sprint_helper_call_async() and sprint_unit_switch_async() for how it fails.
 */
void            sprint_repairer_apply_async  (SprintRepairer        *self,
                                              const SprintRepair    *repair,
                                              gboolean               undo,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);

gboolean        sprint_repairer_apply_finish (SprintRepairer        *self,
                                              GAsyncResult          *result,
                                              GError               **error);

gboolean        sprint_repairer_get_busy     (SprintRepairer        *self);

/**
 * sprint_repairer_list_applied:
 *
 * Returns: (transfer full) (element-type SprintRepair): what was applied and not taken back, the oldest first
 */
GPtrArray      *sprint_repairer_list_applied (SprintRepairer        *self);

G_END_DECLS
