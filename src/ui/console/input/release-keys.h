/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SprintReleaseWay:
 * @SPRINT_RELEASE_WAY_CTRL_ALT: a Ctrl and the left Alt
 * @SPRINT_RELEASE_WAY_RIGHT_CTRL: the right Ctrl
 * @SPRINT_RELEASE_WAY_BOTH_CTRL: both Ctrls
 *
 * The keys that give the keyboard back when they are pressed and let go of with no other in between. Modifiers only: where
 * a letter is depends on the layout, and alone they mean little to a guest.
 */
typedef enum {
  SPRINT_RELEASE_WAY_CTRL_ALT,
  SPRINT_RELEASE_WAY_RIGHT_CTRL,
  SPRINT_RELEASE_WAY_BOTH_CTRL,
} SprintReleaseWay;

#define SPRINT_RELEASE_WAY_LAST SPRINT_RELEASE_WAY_BOTH_CTRL

/**
 * sprint_release_way_from_name:
 * @name: (nullable): as it is kept in settings, such as "ctrl-alt"
 *
 * Returns: the first of them where @name is none
 */
SprintReleaseWay sprint_release_way_from_name (const char       *name);
const char      *sprint_release_way_get_name  (SprintReleaseWay  way);

/**
 * sprint_release_way_get_label:
 *
 * Returns: translated: the keys, such as "Ctrl+Alt"
 */
const char      *sprint_release_way_get_label (SprintReleaseWay  way);

/**
 * sprint_release_way_get_text:
 *
 * Returns: translated: what to press for what, as a sentence without its period
 */
const char      *sprint_release_way_get_text  (SprintReleaseWay  way);

/**
 * SprintReleaseKeys:
 * @way: which keys are watched for
 *
 * Watches the keys that go by for the way out. All else is its own; zeroed, nothing is held.
 */
typedef struct {
  SprintReleaseWay way;
  guint held;
  gboolean armed;
} SprintReleaseKeys;

void     sprint_release_keys_press   (SprintReleaseKeys *self,
                                      guint              code);

/**
 * sprint_release_keys_release:
 *
 * Returns: whether that was the way out
 */
gboolean sprint_release_keys_release (SprintReleaseKeys *self,
                                      guint              code);

/**
 * sprint_release_keys_use:
 *
 * What is held was for something else, such as a click.
 */
void     sprint_release_keys_use     (SprintReleaseKeys *self);

/**
 * sprint_release_keys_forget:
 *
 * Nothing is held.
 */
void     sprint_release_keys_forget  (SprintReleaseKeys *self);

G_END_DECLS
