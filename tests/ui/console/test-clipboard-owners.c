/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/guest/host-clipboard.h"

#include <glib/gstdio.h>
#include <string.h>

#include "await.h"

/* Milliseconds in which a text has to be handed over, where the test waits for that. */
#define TIMEOUT 400

/* A guest's side that may read what other programs have copied on this computer, and one of those. */
typedef struct {
  SprintConsoleClipboard *clipboard;
  SprintHostClipboard *host;
  GSubprocess *copier;
  char *count;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  int fd = g_file_open_tmp ("sprint-copier-XXXXXX", &fixture->count, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  fixture->clipboard = sprint_console_clipboard_new ();
  g_object_set (fixture->clipboard, "timeout", TIMEOUT, NULL);
  fixture->host = sprint_host_clipboard_new (gdk_display_get_default ());
  sprint_host_clipboard_set_clipboard (fixture->host, fixture->clipboard);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->host));
  g_assert_finalize_object (g_steal_pointer (&fixture->clipboard));
  if (fixture->copier != NULL)
    g_subprocess_force_exit (fixture->copier);
  g_clear_object (&fixture->copier);
  g_unlink (fixture->count);
  g_free (fixture->count);
}

static SprintClipboardOffer *
get_offer (Fixture *fixture)
{
  return sprint_console_clipboard_get_host_offer (fixture->clipboard, SPRINT_SELECTION_CLIPBOARD);
}

/* Another program copies, which hands over its text in that manner; once the guest is offered it. */
static void
copy (Fixture    *fixture,
      const char *manner)
{
  /* Held, or the next one could be where it was. */
  g_autoptr (SprintClipboardOffer) before = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) copier =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                      g_getenv ("SPRINT_X11_COPIER"), manner, fixture->count, NULL);

  g_assert_no_error (error);
  g_set_object (&before, get_offer (fixture));
  await (get_offer (fixture) != NULL && get_offer (fixture) != before);
  g_set_object (&fixture->copier, copier);
}

/* The guest pastes. */
static GBytes *
paste (Fixture  *fixture,
       GError  **error)
{
  g_autoptr (SprintClipboardOffer) offer = g_object_ref (get_offer (fixture));
  g_autoptr (GAsyncResult) result = NULL;

  sprint_clipboard_offer_read_async (offer, SPRINT_CLIPBOARD_TEXT, NULL, await_result_cb, &result);
  await (result != NULL);

  return sprint_clipboard_offer_read_finish (offer, result, error);
}

static guint32
count_pieces (Fixture *fixture)
{
  g_autofree char *contents = NULL;
  gsize size;
  guint32 n = 0;

  g_assert_true (g_file_get_contents (fixture->count, &contents, &size, NULL));
  memcpy (&n, contents, MIN (size, sizeof n));

  return n;
}

static void
assert_fails (Fixture    *fixture,
              const char *manner,
              int         code)
{
  g_autoptr (GError) error = NULL;

  copy (fixture, manner);
  g_assert_null (paste (fixture, &error));
  g_assert_error (error, G_IO_ERROR, code);
}

/* What another program copies next is there. */
static void
assert_works (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = NULL;

  copy (fixture, "well");
  text = paste (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "copied by another program", 25);
}

/* What is too long for one piece comes in many. */
static void
test_long (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = NULL;

  g_object_set (fixture->clipboard, "timeout", 30 * 1000, NULL);
  copy (fixture, "long");
  text = paste (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (text), ==, 40 * 64 * 1024);
}

static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  assert_works (fixture);
  assert_fails (fixture, "silent", G_IO_ERROR_TIMED_OUT);
  g_assert_null (paste (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  assert_works (fixture);
}

static void
test_stalls (Fixture       *fixture,
             gconstpointer  data)
{
  assert_fails (fixture, "stalls", G_IO_ERROR_TIMED_OUT);
  assert_works (fixture);
}

static void
test_dies (Fixture       *fixture,
           gconstpointer  data)
{
  assert_fails (fixture, "dies", G_IO_ERROR_TIMED_OUT);
  assert_works (fixture);
}

/* No more is taken of what it hands over. */
static guint32
await_quiet (Fixture *fixture)
{
  gint64 quiet = g_get_monotonic_time ();
  guint32 n, last = 0;

  await ((n = count_pieces (fixture), n != last ? (last = n, quiet = g_get_monotonic_time ()) : 0,
          g_get_monotonic_time () - quiet > 300 * G_TIME_SPAN_MILLISECOND));
  g_test_message ("%u pieces", n);

  return n;
}

/* A text that GDK converts while it comes. */
static void
test_old (Fixture       *fixture,
          gconstpointer  data)
{
  assert_fails (fixture, "old", G_IO_ERROR_TIMED_OUT);
  await_quiet (fixture);
  assert_works (fixture);
}

/* It is read no further than it may be long, and then no more. */
static void
test_endless (Fixture       *fixture,
              gconstpointer  data)
{
  g_object_set (fixture->clipboard, "timeout", 60 * 1000, NULL);
  assert_fails (fixture, "endless", G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_assert_cmpuint (await_quiet (fixture), <, SPRINT_CLIPBOARD_TEXT_MAX / (64 * 1024) + 8);
  assert_works (fixture);

  /* Nor when it takes too long. */
  g_object_set (fixture->clipboard, "timeout", 20, NULL);
  assert_fails (fixture, "endless", G_IO_ERROR_TIMED_OUT);
  await_quiet (fixture);
  g_object_set (fixture->clipboard, "timeout", TIMEOUT, NULL);
  assert_works (fixture);
}

#define add(path, test) g_test_add ("/clipboard-owners/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);

  add ("long", test_long);
  add ("silent", test_silent);
  add ("stalls", test_stalls);
  add ("dies", test_dies);
  add ("endless", test_endless);
  add ("old", test_old);

  return g_test_run ();
}
