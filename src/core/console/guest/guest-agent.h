/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SprintGuestCapabilities:
 * @SPRINT_GUEST_CAN_CLIPBOARD: hands the clipboard over when it is asked for
 * @SPRINT_GUEST_CAN_PRIMARY: tells the clipboard from what is merely selected
 * @SPRINT_GUEST_CAN_RESIZE: sets its monitors' sizes
 * @SPRINT_GUEST_CAN_PLACE_MONITORS: takes monitors' places too
 * @SPRINT_GUEST_CAN_OMIT_MONITORS: takes monitors that are turned off between others
 * @SPRINT_GUEST_CAN_FILES: takes files
 * @SPRINT_GUEST_CAN_VOLUME: takes the loudness of its sound
 *
 * What the agent in a guest says that it can do.
 */
typedef enum {
  SPRINT_GUEST_CAN_CLIPBOARD      = 1 << 0,
  SPRINT_GUEST_CAN_PRIMARY        = 1 << 1,
  SPRINT_GUEST_CAN_RESIZE         = 1 << 2,
  SPRINT_GUEST_CAN_PLACE_MONITORS = 1 << 3,
  SPRINT_GUEST_CAN_OMIT_MONITORS  = 1 << 4,
  SPRINT_GUEST_CAN_FILES          = 1 << 5,
  SPRINT_GUEST_CAN_VOLUME         = 1 << 6,
} SprintGuestCapabilities;

/**
 * SprintGuestAgent:
 *
 * The program in a guest that does there what a console asks for. There is none where it was not
 * installed, before the guest's desktop is up, and while nobody is connected.
 *
 * Properties: connected (it is there), introduced (it has said what it can do), capabilities.
 */
#define SPRINT_TYPE_GUEST_AGENT (sprint_guest_agent_get_type ())
G_DECLARE_FINAL_TYPE (SprintGuestAgent, sprint_guest_agent, SPRINT, GUEST_AGENT, GObject)

SprintGuestAgent       *sprint_guest_agent_new              (void);

/**
 * sprint_guest_agent_set_gone:
 *
 * It is not there, or not any more.
 */
void                    sprint_guest_agent_set_gone         (SprintGuestAgent        *self);

/**
 * sprint_guest_agent_set_connected:
 *
 * It is there, and has not said anything.
 */
void                    sprint_guest_agent_set_connected    (SprintGuestAgent        *self);

/**
 * sprint_guest_agent_set_capabilities:
 * @capabilities: what it has said that it can do
 */
void                    sprint_guest_agent_set_capabilities (SprintGuestAgent        *self,
                                                             SprintGuestCapabilities  capabilities);
gboolean                sprint_guest_agent_get_connected    (SprintGuestAgent        *self);
gboolean                sprint_guest_agent_get_introduced   (SprintGuestAgent        *self);
SprintGuestCapabilities sprint_guest_agent_get_capabilities (SprintGuestAgent        *self);

/**
 * sprint_guest_agent_can:
 * @capabilities: one of them, or several
 *
 * Returns: whether it can do all of that now
 */
gboolean                sprint_guest_agent_can              (SprintGuestAgent        *self,
                                                             SprintGuestCapabilities  capabilities);

/**
 * sprint_guest_agent_explain:
 * @capabilities: what is wanted of it
 *
 * Returns: (nullable): a sentence for a person, why that is impossible and what to do about it; %NULL
 *   when it is possible
 */
const char             *sprint_guest_agent_explain          (SprintGuestAgent        *self,
                                                             SprintGuestCapabilities  capabilities);

G_END_DECLS
