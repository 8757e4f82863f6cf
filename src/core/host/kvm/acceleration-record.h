/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * SprintAccelerationRecord: what guests have taught about KVM on this computer,
 * kept in a key file in the user's state folder. A guest that failed because
 * of KVM is remembered, with libvirt's or QEMU's words and the kernel that ran, until one has run accelerated.
 *
 * Properties: failure (string or NULL: the raw words), failed-at (int64: Unix seconds, 0 when none).
 */
#define SPRINT_TYPE_ACCELERATION_RECORD (sprint_acceleration_record_get_type ())
G_DECLARE_FINAL_TYPE (SprintAccelerationRecord, sprint_acceleration_record, SPRINT, ACCELERATION_RECORD, GObject)

/* @path: the key file, made at first need; its folder too. */
SprintAccelerationRecord *sprint_acceleration_record_new         (const char *path);
const char               *sprint_acceleration_record_get_failure (SprintAccelerationRecord *self);
void                      sprint_acceleration_record_note_failure (SprintAccelerationRecord *self, const char *words);
void                      sprint_acceleration_record_note_success (SprintAccelerationRecord *self);

/* Whether there is a failure, and it was seen under another kernel, or before this one was started. */
gboolean                  sprint_acceleration_record_is_outdated (SprintAccelerationRecord *self);

/* Seconds for which a guest must run before KVM has proved itself: the firmware's picture comes long before the
 * instruction that KVM cannot run. */
#define SPRINT_ACCELERATION_PROVED_AFTER 60

/* Whether these words of QEMU or libvirt mean that KVM itself failed (not the guest). */
gboolean                  sprint_acceleration_words_blame_kvm    (const char *words);

G_END_DECLS
