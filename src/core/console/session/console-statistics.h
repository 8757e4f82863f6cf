/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-session.h"

G_BEGIN_DECLS

/**
 * SprintConsoleStatistics:
 *
 * How a console fares: measured once a second from its making to its end, so that it costs nothing while
 * nobody looks.
 *
 * How pictures are compressed, and by which codec streams are, spice-client-glib (0.42) tells nobody: that is known of
 * what comes through a guard, and of a server that was made to do it in one way.
 *
 * ::changed is emitted after each measurement.
 */
#define SPRINT_TYPE_CONSOLE_STATISTICS (sprint_console_statistics_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleStatistics, sprint_console_statistics, SPRINT, CONSOLE_STATISTICS, GObject)

/**
 * sprint_console_statistics_new:
 * @session: what the monitor's picture comes over
 * @monitor: one of the session's, whose picture is watched
 */
SprintConsoleStatistics *sprint_console_statistics_new            (SprintConsoleSession    *session,
                                                                   SprintConsoleMonitor    *monitor);

/**
 * sprint_console_statistics_get_frame_rate:
 *
 * Returns: in how many sixtieths of the last second the picture changed; -1 before the first measurement
 */
int                      sprint_console_statistics_get_frame_rate (SprintConsoleStatistics *self);

/**
 * sprint_console_statistics_get_coding:
 *
 * Returns: by which codec a film has come in the last second, else how most of the picture has; while nothing comes, as
 *   before; %SPRINT_PICTURE_UNKNOWN where nobody can tell
 */
SprintPictureCoding      sprint_console_statistics_get_coding     (SprintConsoleStatistics *self);

/**
 * sprint_console_statistics_get_data_rate:
 *
 * Returns: bytes that came in the last second, over all channels; -1 before the first measurement
 */
gint64                   sprint_console_statistics_get_data_rate  (SprintConsoleStatistics *self);

/**
 * sprint_console_statistics_get_round_trip:
 *
 * Returns: microseconds to the server and back, as the kernel measures them for a TCP connection; -1 where it
 *   does not: on this computer, or through a tunnel
 */
gint64                   sprint_console_statistics_get_round_trip (SprintConsoleStatistics *self);

G_END_DECLS
