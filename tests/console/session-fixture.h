/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "await.h"
#include "core/console/session/console-session.h"
#include "spice-server-double.h"

G_BEGIN_DECLS

/* Milliseconds that a server has for its first answer: few, for the tests of one that never answers, but enough on a
 * computer that is busy. */
#ifdef __SANITIZE_ADDRESS__
#define ANSWER_TIMEOUT 6000
#else
#define ANSWER_TIMEOUT 2000
#endif

/* A session that is not connected yet, and the server it will be connected to. */
typedef struct {
  SpiceServerDouble *server;
  SpiceScreenDouble *screen;
  SpiceInputDouble *input;
  SprintConsoleSource *source;
  SprintConsoleSession *session;
  SprintFramebuffer *framebuffer;
  int first_frames;
} Fixture;

static inline void
count_cb (gpointer  instance,
          int      *n)
{
  ++*n;
}

/* @data: %NULL for a server with a tablet. */
static inline void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = spice_server_double_new (data == NULL);
  fixture->screen = spice_server_double_get_screen (fixture->server);
  fixture->input = spice_server_double_get_input (fixture->server);
  fixture->source = spice_server_double_create_source (fixture->server);
  fixture->session = g_object_new (SPRINT_TYPE_CONSOLE_SESSION, "answer-timeout", ANSWER_TIMEOUT, NULL);
  fixture->framebuffer = sprint_console_session_get_framebuffer (fixture->session);
  g_signal_connect (fixture->session, "first-frame", G_CALLBACK (count_cb), &fixture->first_frames);
}

/* Nobody else holds the session, and nothing of the server's stays. */
static inline void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleSession *session = fixture->session;

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &fixture->session);
  g_object_unref (session);
  g_assert_null (fixture->session);
  g_object_unref (fixture->source);
  g_object_add_weak_pointer (G_OBJECT (fixture->server), (gpointer *) &fixture->server);
  g_object_unref (fixture->server);
  await (fixture->server == NULL);
}

static inline SprintConsoleState
get_state (Fixture *fixture)
{
  return sprint_console_session_get_state (fixture->session);
}

G_END_DECLS
