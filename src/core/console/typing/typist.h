/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/input/console-input.h"
#include "typing-plan.h"

G_BEGIN_DECLS

/**
 * SprintTypingState:
 * @SPRINT_TYPING_IDLE: nothing was typed yet
 * @SPRINT_TYPING_RUNNING: keys go down and up
 * @SPRINT_TYPING_DONE: all of it was typed
 * @SPRINT_TYPING_STOPPED: a person has stopped it
 * @SPRINT_TYPING_INTERRUPTED: the guest took no more keys
 */
typedef enum {
  SPRINT_TYPING_IDLE,
  SPRINT_TYPING_RUNNING,
  SPRINT_TYPING_DONE,
  SPRINT_TYPING_STOPPED,
  SPRINT_TYPING_INTERRUPTED,
} SprintTypingState;

/**
 * SPRINT_TYPIST_INTERVAL:
 *
 * Milliseconds between two keys that go down or up. A guest asks an emulated USB keyboard for one of them every 10 ms,
 * or every 8 where it is a fast one (QEMU's dev-hid.c), and what does not fit into its queue of 16 is lost; a PS/2
 * keyboard is asked as soon as there is something (an emulated guest on a busy computer lost none at 1 ms). Firmware
 * asks a USB keyboard so rarely that keys are lost even so.
 */
#define SPRINT_TYPIST_INTERVAL 12

/**
 * SprintTypist:
 *
 * Types a text into a guest, one key after the other, whoever looks at it. It never hurries to make up for time that
 * was lost. However it ends, what it has pressed is released, and a Caps Lock that it found on is on again.
 *
 * Properties: state, typed (how many characters were, so far), interval (milliseconds between keys).
 */
#define SPRINT_TYPE_TYPIST (sprint_typist_get_type ())
G_DECLARE_FINAL_TYPE (SprintTypist, sprint_typist, SPRINT, TYPIST, GObject)

SprintTypist      *sprint_typist_new          (SprintConsoleInput *input);

/**
 * sprint_typist_start:
 *
 * Lets go of all keys that are held, and begins; what it typed before is stopped.
 */
void               sprint_typist_start        (SprintTypist       *self,
                                               SprintTypingPlan   *plan);

/**
 * sprint_typist_stop:
 *
 * Nothing is typed any more, because somebody wants it so; nothing happens when nothing is.
 */
void               sprint_typist_stop         (SprintTypist       *self);

/**
 * sprint_typist_interrupt:
 *
 * Nothing is typed any more, because the guest takes no keys; nothing happens when nothing is.
 */
void               sprint_typist_interrupt    (SprintTypist       *self);
SprintTypingState  sprint_typist_get_state    (SprintTypist       *self);
guint              sprint_typist_get_typed    (SprintTypist       *self);

/**
 * sprint_typist_get_plan:
 *
 * Returns: (transfer none) (nullable): what it types or has typed last
 */
SprintTypingPlan  *sprint_typist_get_plan     (SprintTypist       *self);

/**
 * sprint_typist_estimate:
 *
 * Returns: about how many seconds it takes to type @plan
 */
guint              sprint_typist_estimate     (SprintTypist       *self,
                                               SprintTypingPlan   *plan);

G_END_DECLS
