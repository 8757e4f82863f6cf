/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hardware-key.h"

#include "us-keys.h"

/* X11 numbers keys from 8, and Wayland's numbers were made to agree. */
#define HARDWARE_OFFSET 8

guint
sprint_hardware_key_to_evdev (GdkDisplay *display,
                              guint       keyval,
                              guint       keycode)
{
  if (g_strcmp0 (G_OBJECT_TYPE_NAME (display), "GdkBroadwayDisplay") == 0)
    return sprint_us_keys_to_evdev (keyval);

  return keycode > HARDWARE_OFFSET ? keycode - HARDWARE_OFFSET : 0;
}
