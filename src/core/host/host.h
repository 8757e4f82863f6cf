/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/host/kvm/acceleration-record.h"
#include "core/platform/platform.h"
#include "core/host/check/check.h"
#include "core/host/check/host-reader.h"
#include "core/host/check/hypervisor-query.h"

G_BEGIN_DECLS

/**
 * SprintAcceleration:
 * @SPRINT_ACCELERATION_UNKNOWN: not examined yet
 * @SPRINT_ACCELERATION_KVM: guests run on the processor itself
 * @SPRINT_ACCELERATION_EMULATION: guests must be emulated in software
 * @SPRINT_ACCELERATION_DOUBTED: nothing but the record of a guest that KVM failed speaks against it: guests are
 *   emulated unless somebody wants it tried again
 */
typedef enum {
  SPRINT_ACCELERATION_UNKNOWN,
  SPRINT_ACCELERATION_KVM,
  SPRINT_ACCELERATION_EMULATION,
  SPRINT_ACCELERATION_DOUBTED,
} SprintAcceleration;

/*
 * SprintHost: this computer. A GListModel of SprintCheck, in the order shown.
 *
 * Properties: state (SprintCheckState: the worst of the checks that concern every machine, a note counting as a pass;
 * RUNNING while any of those runs, else UNKNOWN while one has no answer), acceleration (SprintAcceleration), summary
 * (string), missing-components (GStrv: what the failed checks' remedies name, no doubles).
 */
#define SPRINT_TYPE_HOST (sprint_host_get_type ())
G_DECLARE_FINAL_TYPE (SprintHost, sprint_host, SPRINT, HOST, GObject)

SprintHost         *sprint_host_new              (SprintHostReader         *reader,
                                                  SprintHypervisorQuery    *query,
                                                  SprintAccelerationRecord *record,
                                                  SprintPlatform           *platform);

/* Asks every check at once; finishes when the last has answered. Asking again
 * while it runs joins the run that is under way. */
void                sprint_host_examine_async    (SprintHost *self, GCancellable *cancellable,
                                                  GAsyncReadyCallback callback, gpointer user_data);
/* Something has changed: a run that is under way may know it from before, and is followed by another one before it
 * finishes for those who wait. */
void                sprint_host_note_change      (SprintHost *self);
gboolean            sprint_host_examine_finish   (SprintHost *self, GAsyncResult *result, GError **error);

SprintCheckState    sprint_host_get_state        (SprintHost *self);
SprintAcceleration  sprint_host_get_acceleration (SprintHost *self);
/* Whether a doubted acceleration is worth another try: the kernel is another, or was started anew, since it failed. */
gboolean            sprint_host_get_worth_trying (SprintHost *self);
const char         *sprint_host_get_summary      (SprintHost *self);
const char * const *sprint_host_get_missing_components (SprintHost *self);
/* (transfer none): where its facts are read */
SprintHostReader   *sprint_host_get_reader       (SprintHost *self);
/* (transfer none) (nullable) */
SprintCheck        *sprint_host_get_check        (SprintHost *self, const char *id);

/* What the host has, for bounds. */
guint64             sprint_host_get_memory_total     (SprintHost *self); /* bytes */
guint               sprint_host_get_cpus             (SprintHost *self); /* logical CPUs */

G_END_DECLS
