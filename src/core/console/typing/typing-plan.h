/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "key-layout.h"

G_BEGIN_DECLS

/**
 * SPRINT_TYPING_MAX:
 *
 * The most characters that are typed: they take the better part of an hour.
 */
#define SPRINT_TYPING_MAX 100000

/**
 * SprintTypingEvent:
 * @code: an evdev code
 * @down: whether it goes down
 * @ends: whether a character is typed with this
 */
typedef struct {
  guint16 code;
  guint8 down;
  guint8 ends;
} SprintTypingEvent;

/**
 * SprintTypingPlan:
 *
 * What a text is as keys that go down and up, one after the other, on a keyboard of some layout. Modifiers stay down
 * for as long as the characters need the same. Never changes.
 */
#define SPRINT_TYPE_TYPING_PLAN (sprint_typing_plan_get_type ())
G_DECLARE_FINAL_TYPE (SprintTypingPlan, sprint_typing_plan, SPRINT, TYPING_PLAN, GObject)

/**
 * sprint_typing_plan_new:
 * @layout: the layout that the guest has
 * @text: valid UTF-8. Every kind of line end is one Return; other control characters, and what is there to mark or join
 *   others only, are left out. Of more than %SPRINT_TYPING_MAX characters the rest is not looked at.
 *
 * Characters that the layout does not have are passed over; see sprint_typing_plan_get_missing().
 */
SprintTypingPlan        *sprint_typing_plan_new              (SprintKeyLayout  *layout,
                                                              const char       *text);

/**
 * sprint_typing_plan_get_n_characters:
 *
 * Returns: how many characters are typed
 */
guint                    sprint_typing_plan_get_n_characters (SprintTypingPlan *self);

/**
 * sprint_typing_plan_get_n_returns:
 *
 * Returns: how many of them are Return
 */
guint                    sprint_typing_plan_get_n_returns    (SprintTypingPlan *self);

/**
 * sprint_typing_plan_get_n_missing:
 *
 * Returns: how many characters cannot be typed
 */
guint                    sprint_typing_plan_get_n_missing    (SprintTypingPlan *self);

/**
 * sprint_typing_plan_get_missing:
 *
 * Returns: each different one of them once, in order, up to a dozen, with blanks in between; "…" after that
 */
const char              *sprint_typing_plan_get_missing      (SprintTypingPlan *self);

/**
 * sprint_typing_plan_get_too_long:
 *
 * Returns: whether the text had more than %SPRINT_TYPING_MAX characters
 */
gboolean                 sprint_typing_plan_get_too_long     (SprintTypingPlan *self);

/**
 * sprint_typing_plan_get_events:
 * @n_events: (out):
 *
 * Returns: (transfer none) (array length=n_events): what goes down and up; all that goes down goes up again
 */
const SprintTypingEvent *sprint_typing_plan_get_events       (SprintTypingPlan *self,
                                                              gsize            *n_events);
SprintKeyLayout         *sprint_typing_plan_get_layout       (SprintTypingPlan *self);

G_END_DECLS
