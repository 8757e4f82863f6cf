/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <string.h>

#define USUAL (SPICE_AGENT_CLIPBOARD_CAPS | SPICE_AGENT_CAP (MONITORS_CONFIG))

static void
count_notify_cb (gpointer    instance,
                 GParamSpec *pspec,
                 int        *n)
{
  ++*n;
}

static SpiceAgentDouble *
open_session (Fixture *fixture)
{
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 64, 64);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));

  return spice_server_double_get_agent (fixture->server);
}

/* It is there before, comes, says what it can do, is asked, and goes. */
static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  SprintGuestAgent *agent = sprint_console_session_get_agent (fixture->session);
  SpiceAgentDouble *guest;
  int connected = 0, capabilities = 0;

  g_signal_connect (agent, "notify::connected", G_CALLBACK (count_notify_cb), &connected);
  g_signal_connect (agent, "notify::capabilities", G_CALLBACK (count_notify_cb), &capabilities);
  guest = open_session (fixture);
  g_assert_false (sprint_guest_agent_get_connected (agent));
  g_assert_nonnull (strstr (sprint_guest_agent_explain (agent, SPRINT_GUEST_CAN_RESIZE), "spice-vdagent"));

  spice_agent_double_connect (guest, USUAL);
  await (sprint_guest_agent_get_introduced (agent));
  g_assert_true (spice_agent_double_get_ready (guest));
  g_assert_true (sprint_guest_agent_get_connected (agent));
  g_assert_cmpuint (sprint_guest_agent_get_capabilities (agent), ==,
                    SPRINT_GUEST_CAN_CLIPBOARD | SPRINT_GUEST_CAN_PRIMARY | SPRINT_GUEST_CAN_RESIZE |
                    SPRINT_GUEST_CAN_FILES);
  g_assert_true (sprint_guest_agent_can (agent, SPRINT_GUEST_CAN_RESIZE | SPRINT_GUEST_CAN_CLIPBOARD));
  g_assert_false (sprint_guest_agent_can (agent, SPRINT_GUEST_CAN_RESIZE | SPRINT_GUEST_CAN_VOLUME));
  g_assert_null (sprint_guest_agent_explain (agent, SPRINT_GUEST_CAN_RESIZE));
  g_assert_nonnull (strstr (sprint_guest_agent_explain (agent, SPRINT_GUEST_CAN_VOLUME), "cannot"));
  g_assert_cmpint (connected, ==, 1);
  g_assert_cmpint (capabilities, ==, 1);

  spice_agent_double_disconnect (guest);
  await (!sprint_guest_agent_get_connected (agent));
  g_assert_false (sprint_guest_agent_get_introduced (agent));
  g_assert_cmpuint (sprint_guest_agent_get_capabilities (agent), ==, 0);
  g_assert_cmpint (connected, ==, 2);
  g_assert_cmpint (capabilities, ==, 2);

  /* Another one. */
  spice_agent_double_connect (guest, SPICE_AGENT_CAP (MONITORS_CONFIG) | SPICE_AGENT_CAP (FILE_XFER_DISABLED));
  await (sprint_guest_agent_get_introduced (agent));
  g_assert_cmpuint (sprint_guest_agent_get_capabilities (agent), ==, SPRINT_GUEST_CAN_RESIZE);
}

/* With the connection it is gone, and with the next one it is there again. */
static void
test_connection (Fixture       *fixture,
                 gconstpointer  data)
{
  SprintGuestAgent *agent = sprint_console_session_get_agent (fixture->session);
  SpiceAgentDouble *guest = spice_server_double_get_agent (fixture->server);

  spice_agent_double_connect (guest, USUAL);
  open_session (fixture);
  await (sprint_guest_agent_get_introduced (agent));
  spice_server_double_hang_up (fixture->server);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_false (sprint_guest_agent_get_connected (agent));
  await (sprint_guest_agent_get_introduced (agent));
  sprint_console_session_disconnect (fixture->session);
  g_assert_false (sprint_guest_agent_get_connected (agent));
  await (!spice_agent_double_get_ready (guest));
}

/* It has started, but says nothing: its reader does not run. */
static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  SprintGuestAgent *agent = sprint_console_session_get_agent (fixture->session);
  SpiceAgentDouble *guest = open_session (fixture);

  spice_agent_double_set_stalled (guest, TRUE);
  spice_agent_double_connect (guest, USUAL);
  await (sprint_guest_agent_get_connected (agent));
  g_assert_false (sprint_guest_agent_get_introduced (agent));
  g_assert_nonnull (strstr (sprint_guest_agent_explain (agent, SPRINT_GUEST_CAN_CLIPBOARD), "not said yet"));

  spice_agent_double_set_stalled (guest, FALSE);
  await (sprint_guest_agent_can (agent, SPRINT_GUEST_CAN_CLIPBOARD));
}

/* One that would take this computer's volume is told nothing: to find out, the microphone would be opened. */
static void
test_volume (Fixture       *fixture,
             gconstpointer  data)
{
  SprintGuestAgent *agent = sprint_console_session_get_agent (fixture->session);
  SpiceAgentDouble *guest = open_session (fixture);

  spice_agent_double_connect (guest, USUAL | SPICE_AGENT_CAP (AUDIO_VOLUME_SYNC));
  await (sprint_guest_agent_can (agent, SPRINT_GUEST_CAN_VOLUME));
  /* What would be asked for is here before what is asked for after it. */
  sprint_console_monitor_want_size (sprint_console_session_get_monitor (fixture->session), 800, 600);
  await (spice_agent_double_count (guest, VD_AGENT_MONITORS_CONFIG) == 1);
  g_assert_cmpuint (spice_agent_double_count (guest, VD_AGENT_AUDIO_VOLUME_SYNC), ==, 0);
}

/* What no agent says: the server throws it out for it, or the client goes on without. */
static void
test_nonsense (Fixture       *fixture,
               gconstpointer  data)
{
  SprintGuestAgent *agent = sprint_console_session_get_agent (fixture->session);
  SpiceAgentDouble *guest = open_session (fixture);
  const guint32 many[64] = { 0, SPICE_AGENT_CAP (MONITORS_CONFIG), G_MAXUINT32 };
  const VDAgentReply reply = { .type = G_MAXUINT32, .error = G_MAXUINT32 };

  spice_agent_double_connect (guest, USUAL);
  await (sprint_guest_agent_get_introduced (agent));

  /* More than there are. */
  spice_agent_double_send (guest, VD_AGENT_ANNOUNCE_CAPABILITIES, many, sizeof many);
  await (sprint_guest_agent_get_capabilities (agent) == (SPRINT_GUEST_CAN_RESIZE | SPRINT_GUEST_CAN_FILES));
  spice_agent_double_send (guest, VD_AGENT_REPLY, &reply, sizeof reply);

  /* None at all. */
  spice_agent_double_send (guest, VD_AGENT_ANNOUNCE_CAPABILITIES, many, sizeof many[0]);
  await (sprint_guest_agent_get_capabilities (agent) == 0);
  g_assert_true (sprint_guest_agent_get_connected (agent));

  /* Half a head. */
  g_test_expect_message ("Spice", G_LOG_LEVEL_WARNING, "*incomplete header*");
  spice_agent_double_send_bytes (guest, many, 7);
  await (!sprint_guest_agent_get_connected (agent));
  g_test_assert_expected_messages ();
  g_assert_false (spice_agent_double_get_connected (guest));
}

#define add(path, test) g_test_add ("/guest-agent/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  add ("life", test_life);
  add ("connection", test_connection);
  add ("silent", test_silent);
  add ("volume", test_volume);
  add ("nonsense", test_nonsense);

  return g_test_run ();
}
