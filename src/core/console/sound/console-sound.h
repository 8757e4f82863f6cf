/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintConsoleSound:
 *
 * What a guest lets be heard, and what it may hear. Its microphone is off until somebody says
 * otherwise. Knows no protocol.
 *
 * ::recorded(bytes) is emitted for what the guest may hear: 16-bit little-endian samples, as
 * sprint_console_sound_start_recording() has asked for.
 */
#define SPRINT_TYPE_CONSOLE_SOUND (sprint_console_sound_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleSound, sprint_console_sound, SPRINT, CONSOLE_SOUND, GObject)

SprintConsoleSound *sprint_console_sound_new                      (void);

/**
 * sprint_console_sound_set_volume:
 * @volume: 0 to 1, as loud as it seems; the guest's own volume comes on top of it
 */
void                sprint_console_sound_set_volume               (SprintConsoleSound *self,
                                                                   double              volume);
double              sprint_console_sound_get_volume               (SprintConsoleSound *self);
void                sprint_console_sound_set_muted                (SprintConsoleSound *self,
                                                                   gboolean            muted);
gboolean            sprint_console_sound_get_muted                (SprintConsoleSound *self);

/**
 * sprint_console_sound_set_microphone:
 * @microphone: whether the guest may listen when it wants to
 */
void                sprint_console_sound_set_microphone           (SprintConsoleSound *self,
                                                                   gboolean            microphone);
gboolean            sprint_console_sound_get_microphone           (SprintConsoleSound *self);

/**
 * sprint_console_sound_forget:
 *
 * Another machine is heard from now on: as loud as it is, and with the microphone off.
 */
void                sprint_console_sound_forget                   (SprintConsoleSound *self);

/**
 * sprint_console_sound_get_listening:
 *
 * Returns: whether the guest listens now
 */
gboolean            sprint_console_sound_get_listening            (SprintConsoleSound *self);

/**
 * sprint_console_sound_get_available:
 *
 * Returns: whether the guest has a sound card
 */
gboolean            sprint_console_sound_get_available            (SprintConsoleSound *self);

/**
 * sprint_console_sound_get_problem:
 *
 * Returns: (nullable): why nothing is heard, or nothing by the guest, in the words of whoever failed
 */
const char         *sprint_console_sound_get_problem              (SprintConsoleSound *self);

/**
 * sprint_console_sound_set_available:
 * @available: whether the guest has a sound card
 *
 * For a connection, as all that follow: without one, nothing is played and nobody listens.
 */
void                sprint_console_sound_set_available            (SprintConsoleSound *self,
                                                                   gboolean            available);

/**
 * sprint_console_sound_fail:
 * @problem: why, for a person to read
 *
 * What carried one way of the sound has ended, which stays so for as long as the connection lasts; a problem of a device
 * is told before it, until that is over.
 */
void                sprint_console_sound_fail                     (SprintConsoleSound *self,
                                                                   const char         *problem);

/**
 * sprint_console_sound_start_playing:
 * @channels: how many there are
 * @rate: samples of a channel in a second
 *
 * The guest begins to play. What no device could play is not heard.
 */
void                sprint_console_sound_start_playing            (SprintConsoleSound *self,
                                                                   int                 channels,
                                                                   int                 rate);

/**
 * sprint_console_sound_play:
 * @data: 16-bit little-endian samples, interleaved
 * @size: bytes
 */
void                sprint_console_sound_play                     (SprintConsoleSound *self,
                                                                   gconstpointer       data,
                                                                   gsize               size);
void                sprint_console_sound_stop_playing             (SprintConsoleSound *self);

/**
 * sprint_console_sound_set_guest_volume:
 * @volume: what the guest's own control is at, 0 to 1
 * @muted: whether it is off
 */
void                sprint_console_sound_set_guest_volume         (SprintConsoleSound *self,
                                                                   double              volume,
                                                                   gboolean            muted);

/**
 * sprint_console_sound_start_recording:
 * @channels: how many there are
 * @rate: samples of a channel in a second
 *
 * The guest wants to listen.
 */
void                sprint_console_sound_start_recording          (SprintConsoleSound *self,
                                                                   int                 channels,
                                                                   int                 rate);
void                sprint_console_sound_stop_recording           (SprintConsoleSound *self);

G_END_DECLS
