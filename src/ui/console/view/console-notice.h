/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/session/console-session.h"

G_BEGIN_DECLS

/**
 * SprintConsoleGuest:
 * @SPRINT_CONSOLE_GUEST_OFF: it does not run
 * @SPRINT_CONSOLE_GUEST_STARTING: it is being started
 * @SPRINT_CONSOLE_GUEST_BUSY: something is being done to it
 * @SPRINT_CONSOLE_GUEST_SAVED: it does not run, and its memory is kept
 * @SPRINT_CONSOLE_GUEST_CRASHED: it ended, and nobody had asked for that
 * @SPRINT_CONSOLE_GUEST_KEPT: it crashed, and its memory is kept until it is forced off
 * @SPRINT_CONSOLE_GUEST_FAILED: it could not be started
 *
 * Why there is no screen to connect to.
 */
typedef enum {
  SPRINT_CONSOLE_GUEST_OFF,
  SPRINT_CONSOLE_GUEST_STARTING,
  SPRINT_CONSOLE_GUEST_BUSY,
  SPRINT_CONSOLE_GUEST_SAVED,
  SPRINT_CONSOLE_GUEST_CRASHED,
  SPRINT_CONSOLE_GUEST_KEPT,
  SPRINT_CONSOLE_GUEST_FAILED,
} SprintConsoleGuest;

/**
 * SprintConsoleNotice:
 * @icon_name: (nullable): an icon
 * @title: translated, in header case
 * @text: translated: what it means, and what can be done
 * @details: (nullable): raw words, shown on demand
 * @action: (nullable): an action of the group "console" that helps
 * @label: (nullable): what its button says
 * @spinning: whether something is under way
 *
 * What a person is told instead of a picture, or beside an old one.
 */
typedef struct {
  const char *icon_name;
  const char *title;
  char       *text;
  char       *details;
  const char *action;
  const char *label;
  gboolean    spinning;
} SprintConsoleNotice;

/**
 * sprint_console_notice_new_for_guest:
 * @details: (nullable): what it said last
 *
 * For a session that was not told to connect.
 */
SprintConsoleNotice *sprint_console_notice_new_for_guest   (SprintConsoleGuest    guest,
                                                            const char           *details);

/**
 * sprint_console_notice_new_for_session:
 * @monitor: which of its screens is looked at
 * @paused: whether the guest stands still
 *
 * Returns: (nullable): %NULL while the screen is to be looked at and used
 */
SprintConsoleNotice *sprint_console_notice_new_for_session (SprintConsoleSession *session,
                                                            SprintConsoleMonitor *monitor,
                                                            gboolean              paused);

/**
 * sprint_console_notice_new_unavailable:
 * @text: (nullable): what can be done
 */
SprintConsoleNotice *sprint_console_notice_new_unavailable (const char           *title,
                                                            const char           *text);
void                 sprint_console_notice_free            (SprintConsoleNotice  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintConsoleNotice, sprint_console_notice_free)

G_END_DECLS
