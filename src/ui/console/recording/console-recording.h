/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/console/console.h"

G_BEGIN_DECLS

/**
 * SprintConsoleRecording:
 *
 * The recording of a console's screen: the actions record, which asks for a file, and stop-recording. It goes on
 * while a lost connection comes back, and ends with the guest; without a word when the console goes, which the
 * program then outlasts until the file is in its place.
 *
 * Properties: recording, and elapsed (seconds), which is told of once a second.
 *
 * ::problem (a [struct@GLib.Error]) and ::message (a string) are for a window to tell.
 */
#define SPRINT_TYPE_CONSOLE_RECORDING (sprint_console_recording_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleRecording, sprint_console_recording, SPRINT, CONSOLE_RECORDING, GObject)

/**
 * sprint_console_recording_new:
 * @console: (transfer none): whose screen; must outlive it
 * @actions: where to put the actions
 */
SprintConsoleRecording *sprint_console_recording_new           (SprintConsole          *console,
                                                                GActionMap             *actions);

/**
 * sprint_console_recording_update:
 * @picture: whether there is one
 * @over: whether there will be none any more
 */
void                    sprint_console_recording_update        (SprintConsoleRecording *self,
                                                                gboolean                picture,
                                                                gboolean                over);

/**
 * sprint_console_recording_start:
 * @file: what to write or replace
 *
 * What the action does when its file is chosen.
 */
void                    sprint_console_recording_start         (SprintConsoleRecording *self,
                                                                GFile                  *file);

/**
 * sprint_console_recording_close:
 *
 * The console goes: ends a recording without it, and takes the actions away.
 */
void                    sprint_console_recording_close         (SprintConsoleRecording *self);
gboolean                sprint_console_recording_get_recording (SprintConsoleRecording *self);
guint                   sprint_console_recording_get_elapsed   (SprintConsoleRecording *self);

G_END_DECLS
