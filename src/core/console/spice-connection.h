/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-cursor.h"
#include "console-input.h"
#include "console-source.h"
#include "framebuffer.h"

G_BEGIN_DECLS

/**
 * SprintSpiceConnection:
 *
 * One SPICE connection, from its first descriptor to its end; it never comes back.
 *
 * ::connected is emitted when the guest has answered, ::closed(error) once when it is over,
 * ::first-frame when a picture is in the framebuffer.
 */
#define SPRINT_TYPE_SPICE_CONNECTION (sprint_spice_connection_get_type ())
G_DECLARE_FINAL_TYPE (SprintSpiceConnection, sprint_spice_connection, SPRINT, SPICE_CONNECTION, GObject)

/**
 * sprint_spice_connection_new:
 * @source: where descriptors come from
 * @framebuffer: what the first display fills
 * @cursor: what the cursor channel sets
 * @input: whose events the inputs channel sends
 */
SprintSpiceConnection *sprint_spice_connection_new   (SprintConsoleSource   *source,
                                                      SprintFramebuffer     *framebuffer,
                                                      SprintConsoleCursor   *cursor,
                                                      SprintConsoleInput    *input);

/**
 * sprint_spice_connection_start:
 * @timeout: milliseconds in which the guest has to answer, and then again to open its screen and
 *   its inputs
 */
void                   sprint_spice_connection_start (SprintSpiceConnection *self,
                                                      guint                  timeout);

/**
 * sprint_spice_connection_stop:
 *
 * Ends it without a word: no signal is emitted any more.
 */
void                   sprint_spice_connection_stop  (SprintSpiceConnection *self);
gboolean               sprint_spice_connection_get_client_pointer (SprintSpiceConnection *self);
gboolean               sprint_spice_connection_get_accelerated    (SprintSpiceConnection *self);
gboolean               sprint_spice_connection_get_visible        (SprintSpiceConnection *self);
const char            *sprint_spice_connection_get_name           (SprintSpiceConnection *self);

G_END_DECLS
