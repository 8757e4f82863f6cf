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
 * @SPRINT_CHECK_STATE_WARN: guests will run, but worse than they could
 * @SPRINT_CHECK_STATE_FAIL: guests cannot be made or started until this is put right
 *
 * The answer to one question about this computer.
 */
typedef enum {
  SPRINT_CHECK_STATE_UNKNOWN,
  SPRINT_CHECK_STATE_RUNNING,
  SPRINT_CHECK_STATE_PASS,
  SPRINT_CHECK_STATE_WARN,
  SPRINT_CHECK_STATE_FAIL,
} SprintCheckState;

/*
 * SprintCheck: one question about this computer.
 *
 * Properties: id (string, stable, "kvm-proof"), title (string), state,
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
