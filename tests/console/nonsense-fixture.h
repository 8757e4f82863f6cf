/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice/enums.h>

#include "await.h"
#include "core/console/session/console-session.h"
#include "spice-raw-peer.h"

G_BEGIN_DECLS

#define WIDTH 64
#define HEIGHT 48

/* A session, and a peer that says what it is told to. */
typedef struct {
  SpiceRawPeer *peer;
  SprintConsoleSession *session;
  GByteArray *message;
} Fixture;

static inline void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  /* The library says in its log what it did not like. That is no failure; an end of the program is. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
  fixture->peer = spice_raw_peer_new ();
  fixture->session = g_object_new (SPRINT_TYPE_CONSOLE_SESSION, "answer-timeout", 5000, NULL);
  fixture->message = g_byte_array_new ();
}

static inline void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleSession *session = fixture->session;

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &fixture->session);
  g_object_unref (session);
  await (fixture->session == NULL);
  while (g_main_context_iteration (NULL, FALSE));
  spice_raw_peer_free (fixture->peer);
  g_byte_array_unref (fixture->message);
}

static inline SprintConsoleState
get_state (Fixture *fixture)
{
  return sprint_console_session_get_state (fixture->session);
}

static inline gboolean
is_lost_to (Fixture *fixture,
            int      code)
{
  return get_state (fixture) == SPRINT_CONSOLE_STATE_LOST &&
         g_error_matches (sprint_console_session_get_error (fixture->session), SPRINT_CONSOLE_ERROR, code);
}

static inline void
begin_at (Fixture             *fixture,
          SprintConsoleSource *source)
{
  /* What was connected before is gone for the peer too. */
  for (int type = SPICE_CHANNEL_MAIN; type <= SPICE_CHANNEL_CURSOR; type++)
    await (!spice_raw_peer_has (fixture->peer, type));
  sprint_console_session_connect (fixture->session, source);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  await (spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_DISPLAY) &&
         spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_CURSOR) &&
         spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_INPUTS));
}

static inline void
begin (Fixture *fixture)
{
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_remote (fixture->peer);

  begin_at (fixture, source);
}

/* The message that was put together, on @channel. */
static inline void
say (Fixture *fixture,
     int      channel,
     guint16  type)
{
  spice_raw_peer_send (fixture->peer, channel, type, fixture->message->data, fixture->message->len);
  g_byte_array_set_size (fixture->message, 0);
}

/* It is hung up on, once and for all, with a word. */
static inline void
assert_refused (Fixture *fixture)
{
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_NONSENSE));
  g_assert_false (sprint_console_session_get_retrying (fixture->session));
}

static inline void
create_surface (Fixture *fixture,
                guint32  id,
                guint32  width,
                guint32  height,
                guint32  format,
                gboolean primary)
{
  spice_message_add_32 (fixture->message, id);
  spice_message_add_32 (fixture->message, width);
  spice_message_add_32 (fixture->message, height);
  spice_message_add_32 (fixture->message, format);
  spice_message_add_32 (fixture->message, primary ? SPICE_SURFACE_FLAGS_PRIMARY : 0);
  say (fixture, SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_SURFACE_CREATE);
}

/* On which surface and where; cut to nothing. */
static inline void
add_base (Fixture *fixture,
          guint32  surface,
          int      x,
          int      y,
          int      width,
          int      height)
{
  spice_message_add_32 (fixture->message, surface);
  spice_message_add_rectangle (fixture->message, x, y, width, height);
  spice_message_add_8 (fixture->message, SPICE_CLIP_TYPE_NONE);
}

static inline void
fill (Fixture *fixture,
      int      x,
      int      y,
      int      width,
      int      height,
      guint32  colour)
{
  add_base (fixture, 0, x, y, width, height);
  spice_message_add_8 (fixture->message, SPICE_BRUSH_TYPE_SOLID);
  spice_message_add_32 (fixture->message, colour);
  spice_message_add_16 (fixture->message, SPICE_ROPD_OP_PUT);
  spice_message_add_8 (fixture->message, 0);
  spice_message_add_64 (fixture->message, 0);
  spice_message_add_32 (fixture->message, 0);
  say (fixture, SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_DRAW_FILL);
}

static inline guint32
get_pixel (Fixture *fixture,
           int      x,
           int      y)
{
  SprintFramebuffer *framebuffer = sprint_console_session_get_framebuffer (fixture->session);
  guint32 pixel = 0;

  if (x >= sprint_framebuffer_get_width (framebuffer) || y >= sprint_framebuffer_get_height (framebuffer))
    return G_MAXUINT32;
  sprint_framebuffer_copy_rectangle (framebuffer, x, y, 1, 1, (guint8 *) &pixel, 4);

  return pixel & 0xffffff;
}

/* What is good still gets through. */
static inline void
show_screen (Fixture *fixture,
             guint32  colour)
{
  create_surface (fixture, 0, WIDTH, HEIGHT, SPICE_SURFACE_FMT_32_xRGB, TRUE);
  say (fixture, SPICE_CHANNEL_DISPLAY, SPICE_MSG_DISPLAY_MARK);
  fill (fixture, 0, 0, WIDTH, HEIGHT, colour);
  await (get_pixel (fixture, WIDTH - 1, HEIGHT - 1) == colour);
}

/* Another size than a message has. */
typedef struct {
  const char *name;
  int channel;
  guint16 type;
  guint32 size;
} Claim;

G_END_DECLS
