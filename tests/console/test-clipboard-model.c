/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/guest/console-clipboard.h"

#include "await.h"
#include "offer-double.h"

#define CLIPBOARD SPRINT_SELECTION_CLIPBOARD
#define PRIMARY SPRINT_SELECTION_PRIMARY

typedef struct {
  SprintConsoleClipboard *clipboard;
  guint guest[SPRINT_N_SELECTIONS];   /* how often it has changed */
  guint host[SPRINT_N_SELECTIONS];
} Fixture;

static void
count_cb (SprintConsoleClipboard *clipboard,
          guint                   selection,
          guint                  *counts)
{
  counts[selection]++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->clipboard = sprint_console_clipboard_new ();
  g_signal_connect (fixture->clipboard, "guest-changed", G_CALLBACK (count_cb), fixture->guest);
  g_signal_connect (fixture->clipboard, "host-changed", G_CALLBACK (count_cb), fixture->host);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->clipboard);
}

static SprintClipboardOffer *
offer_text (const char *text)
{
  return offer_double_new (SPRINT_CLIPBOARD_TEXT, 1000, text, -1);
}

static GBytes *
read_offer (SprintClipboardOffer    *offer,
            SprintClipboardFormats   format,
            GCancellable            *cancellable,
            GError                 **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_clipboard_offer_read_async (offer, format, cancellable, await_result_cb, &result);
  await (result != NULL);

  return sprint_clipboard_offer_read_finish (offer, result, error);
}

static void
test_offers (Fixture       *fixture,
             gconstpointer  data)
{
  SprintConsoleClipboard *clipboard = fixture->clipboard;
  g_autoptr (SprintClipboardOffer) guest = offer_text ("of the guest");
  g_autoptr (SprintClipboardOffer) host = offer_text ("of the host");

  sprint_console_clipboard_set_guest_offer (clipboard, CLIPBOARD, guest);
  sprint_console_clipboard_set_host_offer (clipboard, PRIMARY, host);
  g_assert_true (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD) == guest);
  g_assert_null (sprint_console_clipboard_get_guest_offer (clipboard, PRIMARY));
  g_assert_null (sprint_console_clipboard_get_host_offer (clipboard, CLIPBOARD));
  g_assert_true (sprint_console_clipboard_get_host_offer (clipboard, PRIMARY) == host);
  g_assert_cmpuint (fixture->guest[CLIPBOARD], ==, 1);
  g_assert_cmpuint (fixture->guest[PRIMARY], ==, 0);
  g_assert_cmpuint (fixture->host[CLIPBOARD], ==, 0);
  g_assert_cmpuint (fixture->host[PRIMARY], ==, 1);

  /* The same again is no change, and nor is nothing after nothing. */
  sprint_console_clipboard_set_guest_offer (clipboard, CLIPBOARD, guest);
  sprint_console_clipboard_set_guest_offer (clipboard, PRIMARY, NULL);
  g_assert_cmpuint (fixture->guest[CLIPBOARD], ==, 1);
  g_assert_cmpuint (fixture->guest[PRIMARY], ==, 0);

  sprint_console_clipboard_set_guest_offer (clipboard, CLIPBOARD, NULL);
  await (fixture->guest[CLIPBOARD] == 2);
  g_assert_null (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD));
}

/* A side that changes all the time is not told of each time; the newest counts. */
static void
test_hurry (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 before = g_get_monotonic_time ();
  gint64 took;

  for (int i = 0; i < 1000; i++) {
    g_autoptr (SprintClipboardOffer) offer = offer_text ("one of many");

    sprint_console_clipboard_set_guest_offer (fixture->clipboard, CLIPBOARD, offer);
    g_main_context_iteration (NULL, FALSE);
    g_assert_true (sprint_console_clipboard_get_guest_offer (fixture->clipboard, CLIPBOARD) == offer);
  }
  await (fixture->guest[CLIPBOARD] >= 2);
  took = g_get_monotonic_time () - before;
  g_assert_cmpuint (fixture->guest[CLIPBOARD], <=, 2 + took / (100 * G_TIME_SPAN_MILLISECOND));
}

static void
test_allowed (Fixture       *fixture,
              gconstpointer  data)
{
  SprintConsoleClipboard *clipboard = fixture->clipboard;
  g_autoptr (SprintClipboardOffer) guest = offer_text ("of the guest");
  g_autoptr (SprintClipboardOffer) host = offer_text ("of the host");
  gboolean to_guest = FALSE, from_guest = FALSE;

  g_object_get (clipboard, "allow-to-guest", &to_guest, "allow-from-guest", &from_guest, NULL);
  g_assert_true (to_guest && from_guest);
  sprint_console_clipboard_set_guest_offer (clipboard, CLIPBOARD, guest);
  sprint_console_clipboard_set_host_offer (clipboard, CLIPBOARD, host);

  g_object_set (clipboard, "allow-to-guest", FALSE, NULL);
  g_assert_null (sprint_console_clipboard_get_host_offer (clipboard, CLIPBOARD));
  g_assert_true (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD) == guest);
  g_assert_cmpuint (fixture->host[CLIPBOARD], ==, 2);
  g_assert_cmpuint (fixture->guest[CLIPBOARD], ==, 1);

  g_object_set (clipboard, "allow-from-guest", FALSE, NULL);
  g_assert_null (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD));
  g_assert_cmpuint (fixture->guest[CLIPBOARD], ==, 2);

  /* What is copied meanwhile is there once it is allowed. */
  sprint_console_clipboard_set_host_offer (clipboard, PRIMARY, host);
  g_assert_null (sprint_console_clipboard_get_host_offer (clipboard, PRIMARY));
  g_object_set (clipboard, "allow-to-guest", TRUE, "allow-from-guest", TRUE, NULL);
  g_assert_true (sprint_console_clipboard_get_host_offer (clipboard, PRIMARY) == host);
  g_assert_true (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD) == guest);
}

/* A program in the guest takes over whatever it is offered, and one on the host too. */
static void
test_echo (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleClipboard *clipboard = fixture->clipboard;
  g_autoptr (SprintClipboardOffer) by_hand = offer_text ("by hand");
  guint taken = 0;
  gint64 now;

  for (guint i = 0; i < 10; i++) {
    g_autoptr (SprintClipboardOffer) host = offer_text ("over here");
    g_autoptr (SprintClipboardOffer) guest = offer_text ("over there");
    guint told = fixture->host[CLIPBOARD];

    sprint_console_clipboard_set_host_offer (clipboard, CLIPBOARD, host);
    await (fixture->host[CLIPBOARD] > told);
    sprint_console_clipboard_set_guest_offer (clipboard, CLIPBOARD, guest);
    if (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD) == NULL)
      break;
    taken++;
    /* As the desktop has the guest's now. */
    sprint_console_clipboard_set_host_offer (clipboard, CLIPBOARD, NULL);
  }
  g_assert_cmpuint (taken, ==, 3);

  /* It had its part; a person who copies there later has theirs. */
  now = g_get_monotonic_time ();
  await (g_get_monotonic_time () - now > 1100 * G_TIME_SPAN_MILLISECOND);
  sprint_console_clipboard_set_guest_offer (clipboard, CLIPBOARD, by_hand);
  g_assert_true (sprint_console_clipboard_get_guest_offer (clipboard, CLIPBOARD) == by_hand);
}

static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SprintClipboardOffer) good = offer_text ("what was copied");
  g_autoptr (SprintClipboardOffer) bad = offer_text ("\xff");
  g_autoptr (SprintClipboardOffer) silent = offer_double_new (SPRINT_CLIPBOARD_TEXT, 50, NULL, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = read_offer (good, SPRINT_CLIPBOARD_TEXT, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "what was copied", 15);

  g_assert_null (read_offer (good, SPRINT_CLIPBOARD_PNG, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (read_offer (good, 0, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (offer_double_count_reads (good), ==, 1);

  g_assert_null (read_offer (bad, SPRINT_CLIPBOARD_TEXT, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);

  g_assert_null (read_offer (silent, SPRINT_CLIPBOARD_TEXT, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);
  await (offer_double_count_cancels (silent) == 1);

  sprint_clipboard_offer_read_async (silent, SPRINT_CLIPBOARD_TEXT, cancellable, await_result_cb, &result);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_null (sprint_clipboard_offer_read_finish (silent, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (offer_double_count_cancels (silent), ==, 2);
}

#define add(path, test) g_test_add ("/clipboard-model/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  add ("offers", test_offers);
  add ("hurry", test_hurry);
  add ("allowed", test_allowed);
  add ("echo", test_echo);
  add ("read", test_read);

  return g_test_run ();
}
