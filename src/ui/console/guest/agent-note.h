/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/session/console-session.h"

G_BEGIN_DECLS

/**
 * SprintAgentNote:
 *
 * Why something cannot be had of the guest that is shown, and what to install in it: a line for a menu, below the item
 * that does nothing without. It is there only while a guest is connected whose agent cannot do that.
 *
 * It takes the focus, as an item does, so that a screen reader comes by and reads it.
 */
#define SPRINT_TYPE_AGENT_NOTE (sprint_agent_note_get_type ())
G_DECLARE_FINAL_TYPE (SprintAgentNote, sprint_agent_note, SPRINT, AGENT_NOTE, GtkWidget)

/**
 * sprint_agent_note_new:
 * @wanted: what is wanted of the agent
 * @marked: whether the menu's items have check or radio marks: the note is in line with their words
 *
 * Its property session is whose agent is asked.
 */
GtkWidget *sprint_agent_note_new (SprintGuestCapabilities wanted,
                                  gboolean                marked);

G_END_DECLS
