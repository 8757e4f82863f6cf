/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <spice.h>

G_BEGIN_DECLS

/* A SPICE server's sound card: two channels of 16 bits, 48,000 times a second, not compressed. */
#define SPICE_TYPE_SOUND_DOUBLE (spice_sound_double_get_type ())
G_DECLARE_FINAL_TYPE (SpiceSoundDouble, spice_sound_double, SPICE, SOUND_DOUBLE, GObject)

/* It must outlive the server. */
SpiceSoundDouble *spice_sound_double_new             (SpiceServer      *server);
void              spice_sound_double_start           (SpiceSoundDouble *self);
/* @n: how often the server's buffer is filled with @sample. Returns how often a client was there to take it. */
guint             spice_sound_double_play            (SpiceSoundDouble *self,
                                                      gint16            sample,
                                                      guint             n);
void              spice_sound_double_stop            (SpiceSoundDouble *self);
/* The guest's own control, 0 to 65535. */
void              spice_sound_double_set_volume      (SpiceSoundDouble *self,
                                                      guint16           volume,
                                                      gboolean          muted);
void              spice_sound_double_start_recording (SpiceSoundDouble *self);
void              spice_sound_double_stop_recording  (SpiceSoundDouble *self);
/* How many samples came since it was last asked; the last of them in @sample. */
guint             spice_sound_double_take_recorded   (SpiceSoundDouble *self,
                                                      gint16           *sample);

G_END_DECLS
