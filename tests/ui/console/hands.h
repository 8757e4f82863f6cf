/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <linux/input-event-codes.h>

#include "console-fixture.h"

/* A person's keyboard and pointer, by X11's XTEST or Mutter's remote desktop: what the display server then does is
 * real. */

Hands *hands_new      (Fixture *fixture);
void   hands_free     (Hands *hands);

/* @code: evdev's. */
void press            (Fixture *fixture, guint code, gboolean down);
/* @button: X11's; the wheel turns by 4 to 7. */
void click            (Fixture *fixture, guint button, gboolean down);
/* Moves the pointer to device pixels of the window. */
void point            (Fixture *fixture, int x, int y);
/* Whether it is there, as far as is known; for where the guest is not told. */
gboolean is_at        (Fixture *fixture, int x, int y);
/* Moves the pointer so far: device pixels on X11, units on Wayland. */
void move             (Fixture *fixture, int dx, int dy);
/* Two fingers on a touchpad, in units of the window; on Wayland alone. */
void scroll           (Fixture *fixture, double dx, double dy);
/* Ctrl+Alt, and waits until it has worked. */
void release_keyboard (Fixture *fixture);
/* A click into the picture, and waits until the guest has the keyboard again. */
void take_keyboard    (Fixture *fixture);
/* For so many bytes of the keyboard, and no more. */
void await_scancodes  (Fixture *fixture, gsize n, const guint8 *expected);

/* Whether the last that the guest's pointer was sent is that. */
gboolean last_position_is (Fixture *fixture, int x, int y);
gboolean last_event_is    (Fixture *fixture, int kind, int y, guint buttons);

/* Again and again: a window that was just shown may still be moved by the window manager. */
#define await_pointing(fixture, x, y, condition) await ((point (fixture, x, y), (condition)))
