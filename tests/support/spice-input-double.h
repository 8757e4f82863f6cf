/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <spice.h>

G_BEGIN_DECLS

typedef struct {
  enum { SPICE_DOUBLE_POSITION, SPICE_DOUBLE_MOTION, SPICE_DOUBLE_WHEEL, SPICE_DOUBLE_BUTTONS } kind;
  int x, y;
  guint buttons;
} SpiceDoublePointerEvent;

/* A SPICE server's keyboard, mouse and tablet, and what they were sent. ::scancode(byte) as it comes. */
#define SPICE_TYPE_INPUT_DOUBLE (spice_input_double_get_type ())
G_DECLARE_FINAL_TYPE (SpiceInputDouble, spice_input_double, SPICE, INPUT_DOUBLE, GObject)

/* @absolute: with a tablet, so that the pointer's place is the client's. It must outlive the server. */
SpiceInputDouble *spice_input_double_new           (SpiceServer      *server,
                                                    gboolean          absolute);
/* The bytes that the keyboard sent, and the pointer's events, so far. */
GByteArray       *spice_input_double_get_scancodes (SpiceInputDouble *self);
GArray           *spice_input_double_get_pointer   (SpiceInputDouble *self);
void              spice_input_double_clear         (SpiceInputDouble *self);
/* SPICE_KEYBOARD_MODIFIER_FLAGS_…: which lights the guest has on. */
void              spice_input_double_set_leds      (SpiceInputDouble *self,
                                                    guint8            leds);

G_END_DECLS
