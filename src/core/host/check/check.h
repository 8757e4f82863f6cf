/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "remedy.h"

G_BEGIN_DECLS

/**
 * SprintCheckState:
 * @SPRINT_CHECK_STATE_UNKNOWN: not asked yet, or asked and given up
 * @SPRINT_CHECK_STATE_RUNNING: being asked
 * @SPRINT_CHECK_STATE_PASS: as it should be
 * @SPRINT_CHECK_STATE_NOTE: nothing is wrong, but somebody could want it otherwise
 * @SPRINT_CHECK_STATE_WARN: guests will run, but worse than they could
 * @SPRINT_CHECK_STATE_FAIL: guests cannot be made or started until this is put right
 *
 * The answer to one question about this computer.
 */
typedef enum {
  SPRINT_CHECK_STATE_UNKNOWN,
  SPRINT_CHECK_STATE_RUNNING,
  SPRINT_CHECK_STATE_PASS,
  SPRINT_CHECK_STATE_NOTE,
  SPRINT_CHECK_STATE_WARN,
  SPRINT_CHECK_STATE_FAIL,
} SprintCheckState;

/**
 * SprintCheckGroup:
 * @SPRINT_CHECK_GROUP_PROCESSOR: the processor, and what is around it
 * @SPRINT_CHECK_GROUP_KVM: the kernel's part
 * @SPRINT_CHECK_GROUP_SOFTWARE: what is installed
 * @SPRINT_CHECK_GROUP_ROOM: memory and disks
 * @SPRINT_CHECK_GROUP_NETWORK: how guests reach others
 * @SPRINT_CHECK_GROUP_DESKTOP: where guests are shown
 *
 * What a check is about, in the order shown.
 */
typedef enum {
  SPRINT_CHECK_GROUP_PROCESSOR,
  SPRINT_CHECK_GROUP_KVM,
  SPRINT_CHECK_GROUP_SOFTWARE,
  SPRINT_CHECK_GROUP_ROOM,
  SPRINT_CHECK_GROUP_NETWORK,
  SPRINT_CHECK_GROUP_DESKTOP,
} SprintCheckGroup;

/* For people, "Processor"; translated. */
const char      *sprint_check_group_get_title (SprintCheckGroup group);
/* For people, "Warning"; translated. */
const char      *sprint_check_state_get_title (SprintCheckState state);

/**
 * SprintCheckScope:
 * @SPRINT_CHECK_SCOPE_MACHINES: every machine of this person's: what is found counts for whether the computer is ready
 * @SPRINT_CHECK_SCOPE_FEATURE: only machines that want more than others
 * @SPRINT_CHECK_SCOPE_SYSTEM: only machines of the system's libvirt
 *
 * Whom a check concerns.
 */
typedef enum {
  SPRINT_CHECK_SCOPE_MACHINES,
  SPRINT_CHECK_SCOPE_FEATURE,
  SPRINT_CHECK_SCOPE_SYSTEM,
} SprintCheckScope;

/**
 * SprintCheckInfo:
 * @id: stable, in reports too: "kvm-proof"
 * @group: what it is about
 * @scope: whom it concerns
 * @title: marked for translation
 * @why: one sentence of why it matters, for a student; marked for translation
 * @quiet: not worth a beginner's while unless something is wrong with it
 *
 * What is asked; static.
 */
typedef struct {
  const char       *id;
  SprintCheckGroup  group;
  SprintCheckScope  scope;
  const char       *title;
  const char       *why;
  gboolean          quiet;
} SprintCheckInfo;

/*
 * SprintCheck: one question about this computer.
 *
 * Properties: info (SprintCheckInfo, construct-only, static), id (string), title (string), state,
 * summary (string: one plain sentence of what was found), why (string: one
 * sentence of why it matters), details (string or NULL: the evidence),
 * remedy (SprintRemedy or NULL), duration-us (int64: how long the last answer took).
 */
#define SPRINT_TYPE_CHECK (sprint_check_get_type ())
G_DECLARE_DERIVABLE_TYPE (SprintCheck, sprint_check, SPRINT, CHECK, GObject)

struct _SprintCheckClass {
  GObjectClass parent_class;

  /* Answers through sprint_check_set_result() before the task returns. */
  void     (*ask_async)  (SprintCheck *self, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*ask_finish) (SprintCheck *self, GAsyncResult *result, GError **error);
};

void             sprint_check_ask_async    (SprintCheck         *self,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
gboolean         sprint_check_ask_finish   (SprintCheck         *self,
                                            GAsyncResult        *result,
                                            GError             **error);

const char      *sprint_check_get_id       (SprintCheck *self);
SprintCheckGroup sprint_check_get_group    (SprintCheck *self);
SprintCheckScope sprint_check_get_scope    (SprintCheck *self);
gboolean         sprint_check_get_quiet    (SprintCheck *self);
const char      *sprint_check_get_title    (SprintCheck *self);
SprintCheckState sprint_check_get_state    (SprintCheck *self);
const char      *sprint_check_get_summary  (SprintCheck *self);
const char      *sprint_check_get_why      (SprintCheck *self);
const char      *sprint_check_get_details  (SprintCheck *self);
SprintRemedy    *sprint_check_get_remedy   (SprintCheck *self);
gint64           sprint_check_get_duration (SprintCheck *self);

/* For subclasses. @remedy is (transfer full) (nullable). */
void             sprint_check_set_result   (SprintCheck      *self,
                                            SprintCheckState  state,
                                            const char       *summary,
                                            const char       *details,
                                            SprintRemedy     *remedy);

G_END_DECLS
