/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host-layout.h"

/* Hardware key codes are evdev's and this, on X11 and Wayland alike. */
#define OFFSET 8
#define MAX_CODE 255

/* "active-layout-index" came with GTK 4.18. */
static int
find_group (GdkDisplay *display)
{
  GdkSeat *seat = gdk_display_get_default_seat (display);
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;
  GParamSpec *pspec;
  int group = 0;

  if (keyboard == NULL)
    return 0;

  pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (keyboard), "active-layout-index");
  if (pspec != NULL && G_IS_PARAM_SPEC_INT (pspec))
    g_object_get (keyboard, "active-layout-index", &group, NULL);

  return MAX (group, 0);
}

static gboolean
has_group (const GdkKeymapKey *keys,
           int                 n_keys,
           int                 group)
{
  for (int i = 0; i < n_keys; i++) {
    if (keys[i].group == group)
      return TRUE;
  }

  return FALSE;
}

/* A key that is the same in all layouts has one group only. Levels are numbered alike in all that a key types
 * characters with: Shift, then the third level, then both. */
static void
append_key (GArray     *found,
            GdkDisplay *display,
            guint       code,
            int         group)
{
  g_autofree GdkKeymapKey *keys = NULL;
  g_autofree guint *keyvals = NULL;
  int n = 0;

  if (!gdk_display_map_keycode (display, code + OFFSET, &keys, &keyvals, &n))
    return;

  if (!has_group (keys, n, group))
    group = 0;
  for (int i = 0; i < n; i++) {
    SprintLayoutKey key = { .code = code, .modifiers = keys[i].level, .keysym = keyvals[i] };

    if (keys[i].group == group && keys[i].level >= 0 &&
        keys[i].level <= (SPRINT_LAYOUT_SHIFT | SPRINT_LAYOUT_LEVEL3))
      g_array_append_val (found, key);
  }
}

G_STATIC_ASSERT (SPRINT_LAYOUT_SHIFT == 1 && SPRINT_LAYOUT_LEVEL3 == 2);

SprintKeyLayout *
sprint_host_layout_read (GdkDisplay *display)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (SprintLayoutKey));
  int group;

  g_return_val_if_fail (GDK_IS_DISPLAY (display), NULL);

  group = find_group (display);
  for (guint code = 1; code <= MAX_CODE - OFFSET; code++) {
    if (sprint_key_layout_is_used (code))
      append_key (found, display, code, group);
  }

  return sprint_key_layout_new ((const SprintLayoutKey *) found->data, found->len);
}
