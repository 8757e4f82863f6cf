/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sprint_us_keys_to_evdev:
 * @keyval: a GDK key value
 *
 * Where GTK's Broadway backend runs, no hardware keycode arrives: the key is then the one that a
 * United States keyboard has that symbol on, with Shift or without.
 *
 * Returns: an evdev code, 0 when that keyboard has no such symbol
 */
guint sprint_us_keys_to_evdev (guint keyval);

G_END_DECLS
