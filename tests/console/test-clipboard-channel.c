/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clipboard-fixture.h"

static void
test_to_guest (Fixture       *fixture,
               gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);

  offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT | SPRINT_CLIPBOARD_PNG, "of the host\nin two lines");
  offer_on_host (fixture, PRIMARY, SPRINT_CLIPBOARD_TEXT, "selected");
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 2);
  g_assert_true (agent_clipboard_was_grabbed (agent, PRIMARY, 1, text_only));

  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await (agent_clipboard_was_given (agent, CLIPBOARD, TEXT, "of the host\nin two lines", 24));
  agent_clipboard_request (agent, PRIMARY, TEXT);
  await (agent_clipboard_was_given (agent, PRIMARY, TEXT, "selected", 8));

  /* Something else, and then nothing. */
  offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT | SPRINT_CLIPBOARD_PNG, "newer");
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 3);
  g_assert_true (agent_clipboard_was_grabbed (agent, CLIPBOARD, 2, text_and_png));
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await (agent_clipboard_was_given (agent, CLIPBOARD, TEXT, "newer", 5));
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_RELEASE), ==, 0);
  sprint_console_clipboard_set_host_offer (get_clipboard (fixture), CLIPBOARD, NULL);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_RELEASE) == 1);
}

static void
test_from_guest (Fixture       *fixture,
                 gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  SprintClipboardOffer *offer = grab_in_guest (fixture, CLIPBOARD, 2, text_and_png);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) primary_result = NULL;
  SprintClipboardOffer *primary;

  g_assert_cmpuint (sprint_clipboard_offer_get_formats (offer), ==, SPRINT_CLIPBOARD_TEXT | SPRINT_CLIPBOARD_PNG);
  g_assert_null (sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), PRIMARY));
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_REQUEST), ==, 0);

  sprint_clipboard_offer_read_async (offer, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &result);
  await (agent_clipboard_was_requested (agent, CLIPBOARD, TEXT));
  agent_clipboard_answer (agent, CLIPBOARD, TEXT, "of the guest\r\n", 14);
  await (result != NULL);
  assert_text (offer, result, "of the guest\r\n");

  primary = grab_in_guest (fixture, PRIMARY, 1, text_only);
  sprint_clipboard_offer_read_async (primary, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &primary_result);
  await (agent_clipboard_was_requested (agent, PRIMARY, TEXT));
  agent_clipboard_answer (agent, PRIMARY, TEXT, "selected", 8);
  await (primary_result != NULL);
  assert_text (primary, primary_result, "selected");

  agent_clipboard_release (agent, PRIMARY);
  await (sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), PRIMARY) == NULL);
  g_assert_true (sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), CLIPBOARD) == offer);
}

/* Whoever has copied last has the clipboard; nothing goes back to where it came from. */
static void
test_turns (Fixture       *fixture,
            gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  g_autoptr (SprintClipboardOffer) guest = g_object_ref (grab_in_guest (fixture, CLIPBOARD, 1, text_only));
  g_autoptr (GAsyncResult) result = NULL;

  sprint_clipboard_offer_read_async (guest, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &result);
  await (agent_clipboard_was_requested (agent, CLIPBOARD, TEXT));
  offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT, "newer");
  g_assert_null (sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), CLIPBOARD));
  await (result != NULL);
  assert_refused (guest, result, G_IO_ERROR_CLOSED);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);

  /* Late, and of what nobody waits for. */
  agent_clipboard_answer (agent, CLIPBOARD, TEXT, "old", 3);
  g_clear_object (&guest);
  guest = g_object_ref (grab_in_guest (fixture, CLIPBOARD, 1, text_only));
  sprint_console_clipboard_set_host_offer (get_clipboard (fixture), CLIPBOARD, NULL);
  g_clear_object (&result);
  sprint_clipboard_offer_read_async (guest, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &result);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_REQUEST) == 2);
  agent_clipboard_answer (agent, CLIPBOARD, TEXT, "new", 3);
  await (result != NULL);
  assert_text (guest, result, "new");
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB), ==, 1);
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_RELEASE), ==, 0);
}

/* An answer that comes after something else was copied, and before what was asked then, is not taken for it. */
static void
test_late_answer (Fixture       *fixture,
                  gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  g_autoptr (SprintClipboardOffer) old = g_object_ref (grab_in_guest (fixture, CLIPBOARD, 1, text_only));
  g_autoptr (SprintClipboardOffer) new = NULL;
  g_autoptr (GAsyncResult) old_result = NULL;
  g_autoptr (GAsyncResult) new_result = NULL;

  sprint_clipboard_offer_read_async (old, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &old_result);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_REQUEST) == 1);
  new = g_object_ref (grab_in_guest (fixture, CLIPBOARD, 1, text_only));
  await (old_result != NULL);
  assert_refused (old, old_result, G_IO_ERROR_CLOSED);
  sprint_clipboard_offer_read_async (new, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &new_result);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_REQUEST) == 2);
  agent_clipboard_answer (agent, CLIPBOARD, TEXT, "old", 3);
  agent_clipboard_answer (agent, CLIPBOARD, TEXT, "new", 3);
  await (new_result != NULL);
  assert_text (new, new_result, "new");

  /* What is not to be had any more is not asked for. */
  g_clear_object (&old_result);
  sprint_clipboard_offer_read_async (old, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &old_result);
  await (old_result != NULL);
  assert_refused (old, old_result, G_IO_ERROR_CLOSED);
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_REQUEST), ==, 2);
}

static void
test_windows_lines (Fixture       *fixture,
                    gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CAP (CLIPBOARD_BY_DEMAND) |
                                            SPICE_AGENT_CAP (GUEST_LINEEND_CRLF));
  g_autoptr (GAsyncResult) result = NULL;
  SprintClipboardOffer *offer;

  offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT, "a\nb\r\nc\n");
  await (agent_clipboard_was_grabbed (agent, CLIPBOARD, 1, text_only));
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await (agent_clipboard_was_given (agent, CLIPBOARD, TEXT, "a\r\nb\r\nc\r\n", 9));

  offer = grab_in_guest (fixture, CLIPBOARD, 1, text_only);
  sprint_clipboard_offer_read_async (offer, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &result);
  await (agent_clipboard_was_requested (agent, CLIPBOARD, TEXT));
  agent_clipboard_answer (agent, CLIPBOARD, TEXT, "1\r\n2\r\n\0", 7);
  await (result != NULL);
  assert_text (offer, result, "1\n2\n");
}

/* An agent that knows one clipboard only, and one that knows none. */
static void
test_old_agent (Fixture       *fixture,
                gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CAP (CLIPBOARD_BY_DEMAND));

  offer_on_host (fixture, PRIMARY, SPRINT_CLIPBOARD_TEXT, "selected");
  offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT, "copied");
  await (agent_clipboard_was_grabbed (agent, CLIPBOARD, 1, text_only));
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB), ==, 1);

  spice_agent_double_disconnect (agent);
  await (!sprint_guest_agent_get_connected (sprint_console_session_get_agent (fixture->session)));
  spice_agent_double_clear (agent);
  spice_agent_double_connect (agent, SPICE_AGENT_CAP (MONITORS_CONFIG));
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->session)));
  sprint_console_clipboard_set_host_offer (get_clipboard (fixture), CLIPBOARD, NULL);
  agent_clipboard_grab (agent, CLIPBOARD, 1, text_only);
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  agent_clipboard_answer (agent, CLIPBOARD, TEXT, "x", 1);
  spice_agent_double_disconnect (agent);
  await (!sprint_guest_agent_get_connected (sprint_console_session_get_agent (fixture->session)));
  g_assert_null (sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), CLIPBOARD));
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD), ==, 0);
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB), ==, 0);
}

/* It lets go of what it has before it grabs anew: that is no end, until nothing follows. */
static void
test_release_first (Fixture       *fixture,
                    gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CAP (CLIPBOARD_BY_DEMAND) |
                                            SPICE_AGENT_CAP (CLIPBOARD_SELECTION));
  SprintConsoleClipboard *clipboard = get_clipboard (fixture);
  guint gone = 0;

  grab_in_guest (fixture, CLIPBOARD, 1, text_only);
  g_signal_connect_swapped (clipboard, "guest-changed", G_CALLBACK (g_atomic_int_inc), &gone);
  agent_clipboard_release (agent, CLIPBOARD);
  grab_in_guest (fixture, CLIPBOARD, 2, text_and_png);
  g_assert_cmpuint (sprint_clipboard_offer_get_formats (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD)),
                    ==, SPRINT_CLIPBOARD_TEXT | SPRINT_CLIPBOARD_PNG);
  await (gone == 1);
  agent_clipboard_release (agent, CLIPBOARD);
  await (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD) == NULL);
}

/* For the @n-th answer, and that it is none. */
static void
await_nothing (SpiceAgentDouble *agent,
               guint             n)
{
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD) == n);
  g_assert_true (agent_clipboard_was_given (agent, CLIPBOARD, NONE, NULL, 0));
}

/* Nothing that cannot be had is left without an answer. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  static const guint32 wanted[] = { PNG, NONE, 7, G_MAXUINT32, VD_AGENT_CLIPBOARD_FILE_LIST };
  g_autoptr (SprintClipboardOffer) silent = offer_double_new (SPRINT_CLIPBOARD_TEXT, 50, NULL, 0);
  guint n = 0;

  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await_nothing (agent, ++n);

  offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT, "\xff is no text");
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    agent_clipboard_request (agent, CLIPBOARD, wanted[i]);
    await_nothing (agent, ++n);
  }
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await_nothing (agent, ++n);

  /* Whoever has it does not hand it over. */
  sprint_console_clipboard_set_host_offer (get_clipboard (fixture), CLIPBOARD, silent);
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await_nothing (agent, ++n);
  g_assert_cmpuint (offer_double_count_reads (silent), ==, 1);
}

static void
test_switched_off (Fixture       *fixture,
                   gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  SprintConsoleClipboard *clipboard = get_clipboard (fixture);
  SprintClipboardOffer *offer = offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT, "secret");

  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);
  sprint_console_clipboard_set_allow_to_guest (clipboard, FALSE);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_RELEASE) == 1);
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await (agent_clipboard_was_given (agent, CLIPBOARD, NONE, NULL, 0));
  g_assert_cmpuint (offer_double_count_reads (offer), ==, 0);

  sprint_console_clipboard_set_allow_to_guest (clipboard, TRUE);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 2);

  sprint_console_clipboard_set_allow_from_guest (clipboard, FALSE);
  agent_clipboard_grab (agent, CLIPBOARD, 1, text_only);
  /* It has been heard when it was answered what it asked next. */
  agent_clipboard_request (agent, CLIPBOARD, PNG);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD) == 2);
  g_assert_null (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD));
  sprint_console_clipboard_set_allow_from_guest (clipboard, TRUE);
  g_assert_nonnull (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD));
}

/* The agent, or the whole connection, goes away in the middle. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  SprintConsoleClipboard *clipboard = get_clipboard (fixture);
  g_autoptr (SprintClipboardOffer) silent = offer_double_new (SPRINT_CLIPBOARD_TEXT, 100000, NULL, 0);
  g_autoptr (SprintClipboardOffer) guest = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < 2; i++) {
    sprint_console_clipboard_set_host_offer (clipboard, PRIMARY, silent);
    await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);
    agent_clipboard_request (agent, PRIMARY, TEXT);
    await (offer_double_count_reads (silent) == i + 1);
    g_set_object (&guest, grab_in_guest (fixture, CLIPBOARD, 1, text_only));
    g_clear_object (&result);
    sprint_clipboard_offer_read_async (guest, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &result);
    await (agent_clipboard_was_requested (agent, CLIPBOARD, TEXT));

    if (i == 0) {
      spice_agent_double_disconnect (agent);
    } else {
      spice_server_double_hang_up (fixture->server);
      spice_agent_double_disconnect (agent);
    }
    await (result != NULL);
    assert_refused (guest, result, G_IO_ERROR_CLOSED);
    g_assert_null (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD));
    await (offer_double_count_cancels (silent) == i + 1);

    /* It is told anew of what there is. */
    spice_agent_double_clear (agent);
    spice_agent_double_connect (agent, SPICE_AGENT_CLIPBOARD_CAPS);
    await (agent_clipboard_was_grabbed (agent, PRIMARY, 1, text_only));
  }
}

#define add(path, test) g_test_add ("/clipboard-channel/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  add ("to-guest", test_to_guest);
  add ("from-guest", test_from_guest);
  add ("turns", test_turns);
  add ("late-answer", test_late_answer);
  add ("windows-lines", test_windows_lines);
  add ("old-agent", test_old_agent);
  add ("release-first", test_release_first);
  add ("refused", test_refused);
  add ("switched-off", test_switched_off);
  add ("gone", test_gone);

  return g_test_run ();
}
