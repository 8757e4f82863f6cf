/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "await.h"
#include "core/console/session/console-session.h"
#include "spice-server-double.h"

G_BEGIN_DECLS

/* Whether the last that the pointer did is to be there. */
static inline gboolean
await_channels_is_at (SpiceInputDouble *input,
                      int               x,
                      int               y)
{
  GArray *pointer = spice_input_double_get_pointer (input);
  SpiceDoublePointerEvent *event;

  if (pointer->len == 0)
    return FALSE;
  event = &g_array_index (pointer, SpiceDoublePointerEvent, pointer->len - 1);

  return event->x == x && event->y == y;
}

/* Microseconds. */
#define AWAIT_KEY_INTERVAL (20 * 1000)

/* Whether something has been typed; else presses the key once more. Not in each turn of the main loop: what is to be
 * sent makes for the next turn, and nothing else would be done. */
static inline gboolean
await_typed_press (SprintConsoleInput *input,
                   GByteArray         *typed,
                   guint               code,
                   gint64             *pressed_at)
{
  gint64 now = g_get_monotonic_time ();

  if (typed->len > 0)
    return TRUE;
  if (now - *pressed_at < AWAIT_KEY_INTERVAL)
    return FALSE;

  *pressed_at = now;
  sprint_console_input_press_key (input, code);

  return FALSE;
}

/* Holds a key down until the server has it: what is pressed before the keyboard's channel has begun is lost. */
static inline void
await_typed (SprintConsoleInput *input,
             GByteArray         *typed,
             guint               code)
{
  gint64 pressed_at = 0;

  await (await_typed_press (input, typed, code, &pressed_at));
}

/* Until the cursor's and the input's channel have begun, after the screen's: libspice-server warns of those that end
 * before. For a server with a tablet. @size: of the cursor, another one each time */
static inline void
await_channels (SprintConsoleSession *session,
                SpiceServerDouble    *server,
                int                   size)
{
  SprintConsoleCursor *cursor = sprint_console_session_get_cursor (session);
  SprintConsoleInput *input = sprint_console_session_get_input (session);
  SpiceInputDouble *tablet = spice_server_double_get_input (server);
  g_autofree guint32 *pixels = g_new0 (guint32, size);
  int width = 0, height;

  spice_screen_double_set_cursor (spice_server_double_get_screen (server), size, 1, 0, 0, pixels);
  await ((sprint_console_cursor_get_size (cursor, &width, &height), width == size));
  await (sprint_console_session_get_client_pointer (session));
  spice_input_double_clear (tablet);
  await ((sprint_console_input_set_position (input, 0, size, 1), spice_input_double_get_pointer (tablet)->len > 0));
  /* And nothing is on its way any more, of which the client's library would warn. */
  sprint_console_input_set_position (input, 0, size, 2);
  await (await_channels_is_at (tablet, size, 2));
}

G_END_DECLS
