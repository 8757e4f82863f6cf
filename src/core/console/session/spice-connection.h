/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-parts.h"
#include "core/console/source/console-source.h"

G_BEGIN_DECLS

/**
 * SprintSpiceConnection:
 *
 * One SPICE connection, from its first descriptor to its end; it never comes back. It goes along with a guest that
 * moves to another computer.
 *
 * ::connected is emitted when the guest has answered, ::closed(error) once when it is over, ::named
 * when the server has said what it calls the guest, ::leaving when it has sent one to another place, ::moved when the
 * guest is at another place from now on. What else it tells, it tells the console's parts.
 */
#define SPRINT_TYPE_SPICE_CONNECTION (sprint_spice_connection_get_type ())
G_DECLARE_FINAL_TYPE (SprintSpiceConnection, sprint_spice_connection, SPRINT, SPICE_CONNECTION, GObject)

/**
 * sprint_spice_connection_new:
 * @source: where the screen is
 * @parts: what the channels are for; must outlive the connection
 */
SprintSpiceConnection *sprint_spice_connection_new      (SprintConsoleSource      *source,
                                                         const SprintConsoleParts *parts);

/**
 * sprint_spice_connection_start:
 * @credentials: (nullable): who one is to the guest's side
 * @timeout: milliseconds in which the guest has to answer, and then again to open its screen and
 *   its inputs
 */
void                   sprint_spice_connection_start    (SprintSpiceConnection    *self,
                                                         SprintConsoleCredentials *credentials,
                                                         guint                     timeout);

/**
 * sprint_spice_connection_stop:
 *
 * Ends it without a word: no signal is emitted any more.
 */
void                   sprint_spice_connection_stop     (SprintSpiceConnection    *self);

/**
 * sprint_spice_connection_get_source:
 *
 * Returns: (transfer none): where the screen is by now
 */
SprintConsoleSource   *sprint_spice_connection_get_source (SprintSpiceConnection *self);

/**
 * sprint_spice_connection_get_ahead:
 *
 * Returns: (transfer none) (nullable): of one that has closed while its guest was to move: the place where that may be
 *   by now
 */
SprintConsoleSource   *sprint_spice_connection_get_ahead (SprintSpiceConnection   *self);

/**
 * sprint_spice_connection_get_name:
 *
 * Returns: (nullable): what the server calls the guest, where it says
 */
const char            *sprint_spice_connection_get_name (SprintSpiceConnection    *self);

/**
 * sprint_spice_connection_measure:
 * @bytes: (out): what has come so far, over all channels
 * @round_trip: (out): microseconds to the server and back, -1 where nobody measures them
 */
void                   sprint_spice_connection_measure  (SprintSpiceConnection    *self,
                                                         guint64                  *bytes,
                                                         gint64                   *round_trip);

/**
 * sprint_spice_connection_tally:
 * @number: of a monitor, counted from 0
 * @tally: (out): how its pictures have come so far, as far as anybody knows
 */
void                   sprint_spice_connection_tally    (SprintSpiceConnection    *self,
                                                         guint                     number,
                                                         SprintPictureTally       *tally);

G_END_DECLS
