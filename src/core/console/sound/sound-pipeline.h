/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintSoundPipeline:
 *
 * Sound from a program to a speaker, or from a microphone to a program, by GStreamer: 16-bit
 * little-endian samples, interleaved. It starts by itself, in a thread, as opening a device may
 * take long; it ends with its last reference.
 *
 * ::captured(bytes) is emitted for what a microphone heard, ::failed(error) once, when nothing more
 * will come or be heard.
 */
#define SPRINT_TYPE_SOUND_PIPELINE (sprint_sound_pipeline_get_type ())
G_DECLARE_FINAL_TYPE (SprintSoundPipeline, sprint_sound_pipeline, SPRINT, SOUND_PIPELINE, GObject)

/**
 * sprint_sound_pipeline_new_playback:
 * @sink: the description of a GStreamer element that plays, such as "autoaudiosink"
 * @channels: 1 or 2
 * @rate: samples of a channel in a second
 */
SprintSoundPipeline *sprint_sound_pipeline_new_playback (const char          *sink,
                                                         guint                channels,
                                                         guint                rate);

/**
 * sprint_sound_pipeline_new_capture:
 * @source: the description of a GStreamer element that listens, such as "autoaudiosrc"
 * @channels: 1 or 2
 * @rate: samples of a channel in a second
 */
SprintSoundPipeline *sprint_sound_pipeline_new_capture  (const char          *source,
                                                         guint                channels,
                                                         guint                rate);

/**
 * sprint_sound_pipeline_push:
 * @data: samples to be played
 * @size: bytes
 *
 * What comes before the device is open is not heard; nor is what comes so fast that it would have to
 * wait for long.
 */
void                 sprint_sound_pipeline_push         (SprintSoundPipeline *self,
                                                         gconstpointer        data,
                                                         gsize                size);

/**
 * sprint_sound_pipeline_set_volume:
 * @volume: what each sample is multiplied by, 0 to 1
 */
void                 sprint_sound_pipeline_set_volume   (SprintSoundPipeline *self,
                                                         double               volume);

G_END_DECLS
