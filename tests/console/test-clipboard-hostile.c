/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clipboard-fixture.h"

/* How often a guest may ask of one thing that was copied. */
#define ANSWERS_MAX 2048
#define PNG_BEGINNING "\x89PNG\r\n\x1a\n"

static void
assert_works (Fixture          *fixture,
              SpiceAgentDouble *agent)
{
  SprintClipboardOffer *offer = grab_in_guest (fixture, PRIMARY, 1, text_only);
  g_autoptr (GAsyncResult) result = NULL;

  spice_agent_double_clear (agent);
  sprint_clipboard_offer_read_async (offer, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &result);
  await (agent_clipboard_was_requested (agent, PRIMARY, TEXT));
  agent_clipboard_answer (agent, PRIMARY, TEXT, "still here", 10);
  await (result != NULL);
  assert_text (offer, result, "still here");
}

/* Asks for it, has that answered, and sees it refused. */
static void
assert_answer_refused (Fixture                *fixture,
                       SpiceAgentDouble       *agent,
                       SprintClipboardFormats  format,
                       guint32                 type,
                       gconstpointer           data,
                       gsize                   size,
                       int                     code)
{
  SprintClipboardOffer *offer = sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), CLIPBOARD);
  g_autoptr (GAsyncResult) result = NULL;

  spice_agent_double_clear (agent);
  sprint_clipboard_offer_read_async (offer, format, NULL, await_result_cb, &result);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_REQUEST) == 1);
  agent_clipboard_answer (agent, CLIPBOARD, type, data, size);
  await (result != NULL);
  assert_refused (offer, result, code);
}

static void
test_bad_answers (Fixture       *fixture,
                  gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  gsize size = SPRINT_CLIPBOARD_TEXT_MAX + 1;
  g_autofree char *large = g_malloc (size);

  memset (large, 'x', size);
  grab_in_guest (fixture, CLIPBOARD, 2, text_and_png);
  assert_answer_refused (fixture, agent, SPRINT_CLIPBOARD_TEXT, TEXT, "\xc3(", 2, G_IO_ERROR_INVALID_DATA);
  assert_answer_refused (fixture, agent, SPRINT_CLIPBOARD_TEXT, TEXT, "a\0b", 3, G_IO_ERROR_INVALID_DATA);
  assert_answer_refused (fixture, agent, SPRINT_CLIPBOARD_TEXT, TEXT, large, size, G_IO_ERROR_MESSAGE_TOO_LARGE);
  assert_answer_refused (fixture, agent, SPRINT_CLIPBOARD_TEXT, NONE, NULL, 0, G_IO_ERROR_NOT_FOUND);
  assert_answer_refused (fixture, agent, SPRINT_CLIPBOARD_TEXT, NONE, "x", 1, G_IO_ERROR_NOT_FOUND);
  assert_answer_refused (fixture, agent, SPRINT_CLIPBOARD_PNG, PNG, "GIF89a…", 9, G_IO_ERROR_INVALID_DATA);
  assert_answer_refused (fixture, agent, SPRINT_CLIPBOARD_PNG, PNG, PNG_BEGINNING, 8, G_IO_ERROR_INVALID_DATA);
  assert_answer_refused (fixture, agent, SPRINT_CLIPBOARD_PNG, PNG, NULL, 0, G_IO_ERROR_INVALID_DATA);
  assert_works (fixture, agent);
}

/* Answers to what nobody asked, of every type, selection and size. */
static void
test_unasked (Fixture       *fixture,
              gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  SprintClipboardOffer *offer = grab_in_guest (fixture, CLIPBOARD, 1, text_only);
  g_autoptr (GAsyncResult) result = NULL;

  for (guint selection = 0; selection < 4; selection++) {
    for (guint type = 0; type < 10; type++)
      agent_clipboard_answer (agent, selection, type, "unasked", MIN (type, 7));
  }
  agent_clipboard_answer (agent, G_MAXUINT8, G_MAXUINT32, "unasked", 7);
  /* They have all been heard when what comes after them has. */
  grab_in_guest (fixture, PRIMARY, 1, text_only);

  /* Of another type than what is waited for, and elsewhere. */
  sprint_clipboard_offer_read_async (offer, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &result);
  await (agent_clipboard_was_requested (agent, CLIPBOARD, TEXT));
  agent_clipboard_answer (agent, CLIPBOARD, PNG, PNG_BEGINNING "x", 9);
  agent_clipboard_answer (agent, PRIMARY, TEXT, "elsewhere", 9);
  agent_clipboard_answer (agent, CLIPBOARD, TEXT, "asked", 5);
  await (result != NULL);
  assert_text (offer, result, "asked");
  assert_works (fixture, agent);
}

/* The guest never answers: neither does whoever pastes wait for ever, nor does anything pile up. */
static void
test_never_answers (Fixture       *fixture,
                    gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  GAsyncResult *results[100] = { NULL };
  SprintClipboardOffer *offer;
  guint late = 0, busy = 0;

  g_object_set (get_clipboard (fixture), "timeout", 300, NULL);
  offer = grab_in_guest (fixture, CLIPBOARD, 1, text_only);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    sprint_clipboard_offer_read_async (offer, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (GError) error = NULL;

    await (results[i] != NULL);
    g_assert_null (sprint_clipboard_offer_read_finish (offer, results[i], &error));
    late += g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
    busy += g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY);
    g_object_unref (results[i]);
  }
  g_assert_cmpuint (late, ==, 32);
  g_assert_cmpuint (busy, ==, 68);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_REQUEST) == 32);

  g_object_set (get_clipboard (fixture), "timeout", 10000, NULL);
  assert_works (fixture, agent);
}

static void
count_changed_cb (SprintConsoleClipboard *clipboard,
                  guint                   selection,
                  guint                  *n)
{
  ++*n;
}

static void
test_endless_grabs (Fixture       *fixture,
                    gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  static const guint32 odd[] = { 0, 99, G_MAXUINT32, VD_AGENT_CLIPBOARD_FILE_LIST };
  g_autofree guint32 *many = g_new (guint32, 100000);
  gint64 before = g_get_monotonic_time ();
  gint64 took;
  guint changed = 0;

  g_signal_connect (get_clipboard (fixture), "guest-changed", G_CALLBACK (count_changed_cb), &changed);
  for (guint i = 0; i < 5000; i++)
    agent_clipboard_grab (agent, CLIPBOARD, 1, text_only);
  agent_clipboard_grab (agent, CLIPBOARD, 2, text_and_png);
  await (spice_agent_double_get_unsent (agent) == 0);
  await (sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), CLIPBOARD) != NULL &&
         sprint_clipboard_offer_get_formats (sprint_console_clipboard_get_guest_offer (get_clipboard (fixture),
                                                                                       CLIPBOARD)) ==
         (SPRINT_CLIPBOARD_TEXT | SPRINT_CLIPBOARD_PNG));
  took = g_get_monotonic_time () - before;
  g_assert_cmpuint (changed, <=, 2 + took / (100 * G_TIME_SPAN_MILLISECOND));

  /* Of nothing that is known: what was there is gone. Of more than there can be: not heard at all. */
  agent_clipboard_grab (agent, CLIPBOARD, G_N_ELEMENTS (odd), odd);
  await (sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), CLIPBOARD) == NULL);
  for (guint i = 0; i < 100000; i++)
    many[i] = TEXT;
  agent_clipboard_grab (agent, CLIPBOARD, 100000, many);
  agent_clipboard_grab (agent, CLIPBOARD, 0, many);
  agent_clipboard_grab (agent, VD_AGENT_CLIPBOARD_SELECTION_SECONDARY, 1, text_only);
  agent_clipboard_grab (agent, G_MAXUINT8, 1, text_only);
  agent_clipboard_release (agent, G_MAXUINT8);
  agent_clipboard_request (agent, G_MAXUINT8, TEXT);
  assert_works (fixture, agent);
  g_assert_null (sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), CLIPBOARD));
}

/* A guest that asks all the time and never reads what it is sent. */
static void
test_endless_requests (Fixture       *fixture,
                       gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  SprintClipboardOffer *offer = offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT, text);
  gint64 before;
  double took;

  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);
  spice_agent_double_set_stalled (agent, TRUE);
  before = g_get_monotonic_time ();
  for (guint i = 0; i < ANSWERS_MAX + 1000; i++)
    agent_clipboard_request (agent, CLIPBOARD, TEXT);
  /* They have all been heard when what comes after them has. */
  agent_clipboard_grab (agent, PRIMARY, 1, text_only);
  await (sprint_console_clipboard_get_guest_offer (get_clipboard (fixture), PRIMARY) != NULL);
  took = (g_get_monotonic_time () - before) / (double) G_USEC_PER_SEC;
  g_assert_cmpuint (offer_double_count_reads (offer), >=, 1);
  g_assert_cmpuint (offer_double_count_reads (offer), <=, 64 + 16 * took);

  spice_agent_double_set_stalled (agent, FALSE);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD) >= ANSWERS_MAX);
  /* So many, however long it goes on; and all that there were have come when what comes after them has. */
  offer_on_host (fixture, PRIMARY, SPRINT_CLIPBOARD_TEXT, "text");
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 2);
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD), ==, ANSWERS_MAX);

  /* Of something else it may ask again. */
  spice_agent_double_clear (agent);
  offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT, "new");
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD) == 1);
}

/* A guest that has had all of its answers gets no more of them by beginning anew. */
static void
test_agent_returns (Fixture       *fixture,
                    gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  SprintGuestAgent *seen = sprint_console_session_get_agent (fixture->session);

  offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT, "text");
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);
  for (guint i = 0; i < ANSWERS_MAX; i++)
    agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD) == ANSWERS_MAX);

  spice_agent_double_disconnect (agent);
  await (!sprint_guest_agent_get_connected (seen));
  spice_agent_double_clear (agent);
  spice_agent_double_connect (agent, SPICE_AGENT_CLIPBOARD_CAPS);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  /* It has been heard, and what it was sent is there, when that is so of what comes after. */
  grab_in_guest (fixture, PRIMARY, 1, text_only);
  offer_on_host (fixture, PRIMARY, SPRINT_CLIPBOARD_TEXT, "other");
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 2);
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD), ==, 0);
}

/* Somewhat more than a guest is given in one go: each of them is answered, though some with nothing. */
static void
test_many_requests (Fixture       *fixture,
                    gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  SprintClipboardOffer *offer = offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT, "text");

  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);
  for (guint i = 0; i < 200; i++)
    agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD) == 200);
  g_assert_cmpuint (offer_double_count_reads (offer), <, 200);
}

/* Of one thing that was copied a guest gets so much, and no more. */
static void
test_too_much (Fixture       *fixture,
               gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  gsize size = SPRINT_CLIPBOARD_TEXT_MAX;
  g_autofree char *text = g_strnfill (size, 'x');
  guint given = 0;

  offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT, text);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);
  for (guint i = 0; i < 40; i++) {
    spice_agent_double_clear (agent);
    agent_clipboard_request (agent, CLIPBOARD, TEXT);
    await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD) == 1);
    if (agent_clipboard_was_given (agent, CLIPBOARD, NONE, NULL, 0))
      break;
    given++;
  }
  g_assert_cmpuint (given, ==, 4 * (gsize) SPRINT_CLIPBOARD_IMAGE_MAX / size);

  offer_on_host (fixture, CLIPBOARD, SPRINT_CLIPBOARD_TEXT, "small");
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await (agent_clipboard_was_given (agent, CLIPBOARD, TEXT, "small", 5));
}

/* Messages that end before what they must hold. */
static void
test_short (Fixture       *fixture,
            gconstpointer  data)
{
  static const guint32 kinds[] = { VD_AGENT_CLIPBOARD, VD_AGENT_CLIPBOARD_GRAB, VD_AGENT_CLIPBOARD_REQUEST,
                                   VD_AGENT_CLIPBOARD_RELEASE, VD_AGENT_REPLY };
  /* Numbered grabs would be out of step for good, which is the guest's own loss. */
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CAP (CLIPBOARD_BY_DEMAND) |
                                            SPICE_AGENT_CAP (CLIPBOARD_SELECTION));
  guint8 bytes[16] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    for (gsize size = 0; size < sizeof bytes; size++)
      spice_agent_double_send (agent, kinds[i], bytes, size);
  }
  assert_works (fixture, agent);
}

/* A gigabyte is announced, and of that comes a little. */
static void
test_gigabyte (Fixture       *fixture,
               gconstpointer  data)
{
  SpiceAgentDouble *agent = begin (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  const guint32 beginning[256] = { CLIPBOARD, TEXT };
  g_autoptr (SprintClipboardOffer) offer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_object_set (get_clipboard (fixture), "timeout", 200, NULL);
  offer = g_object_ref (grab_in_guest (fixture, CLIPBOARD, 1, text_only));
  sprint_clipboard_offer_read_async (offer, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &result);
  await (agent_clipboard_was_requested (agent, CLIPBOARD, TEXT));
  spice_agent_double_send_claiming (agent, VD_AGENT_CLIPBOARD, 1024 * 1024 * 1024, beginning, sizeof beginning);
  await (result != NULL);
  assert_refused (offer, result, G_IO_ERROR_TIMED_OUT);

  g_object_set (get_clipboard (fixture), "timeout", 10000, NULL);
  spice_agent_double_disconnect (agent);
  await (!sprint_guest_agent_get_connected (sprint_console_session_get_agent (fixture->session)));
  spice_agent_double_connect (agent, SPICE_AGENT_CLIPBOARD_CAPS);
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->session)));
  assert_works (fixture, agent);
}

#define add(path, test) g_test_add ("/clipboard-hostile/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  add ("bad-answers", test_bad_answers);
  add ("unasked", test_unasked);
  add ("never-answers", test_never_answers);
  add ("endless-grabs", test_endless_grabs);
  add ("endless-requests", test_endless_requests);
  add ("agent-returns", test_agent_returns);
  add ("many-requests", test_many_requests);
  add ("too-much", test_too_much);
  add ("short", test_short);
  add ("gigabyte", test_gigabyte);

  return g_test_run ();
}
