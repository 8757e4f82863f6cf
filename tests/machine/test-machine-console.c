/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libvirt/virterror.h>
#include <string.h>

#include "await.h"
#include "core/machine/domain-link.h"
#include "core/machine/machine-private.h"
#include "core/problem/problem.h"
#include "driver.h"
#include "resources.h"

/* libvirt's test driver opens no console: this is one in its place, which prints and takes what a test has it do. What
 * threads touch is guarded. */
static struct {
  gboolean works;
  unsigned int flags;
  virStreamEventCallback callback;
  virFreeCallback free_callback;
  void *opaque;
  int events;
  GString *printing;       /* not received yet */
  int end;                 /* what is received after it: -2, 0 or -1 */
  GMutex mutex;
  GString *taken;
  guint full;              /* how many times sending would block */
  guint aborted;
} console;

int
virDomainOpenConsole (virDomainPtr  domain,
                      const char   *device,
                      virStreamPtr  stream,
                      unsigned int  flags)
{
  g_assert_null (device);
  console.flags = flags;
  /* As a driver without it does, and leaves libvirt's own error behind. */
  return console.works ? 0 : virDomainBlockPull (domain, NULL, 0, 0);
}

int
virStreamEventAddCallback (virStreamPtr            stream,
                           int                     events,
                           virStreamEventCallback  callback,
                           void                   *opaque,
                           virFreeCallback         free_callback)
{
  console.callback = callback;
  console.free_callback = free_callback;
  console.opaque = opaque;
  console.events = events;
  return 0;
}

int
virStreamEventUpdateCallback (virStreamPtr stream,
                              int          events)
{
  console.events = events;
  return 0;
}

int
virStreamEventRemoveCallback (virStreamPtr stream)
{
  g_assert_nonnull (console.callback);
  console.callback = NULL;
  console.free_callback (console.opaque);
  return 0;
}

int
virStreamRecv (virStreamPtr  stream,
               char         *data,
               size_t        size)
{
  gsize n = MIN (size, console.printing->len);

  if (n == 0)
    return console.end;
  memcpy (data, console.printing->str, n);
  g_string_erase (console.printing, 0, n);
  return n;
}

int
virStreamSend (virStreamPtr  stream,
               const char   *data,
               size_t        size)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&console.mutex);

  if (console.full > 0) {
    console.full--;
    return -2;
  }
  size = MIN (size, 1000);
  g_string_append_len (console.taken, data, size);
  return size;
}

int
virStreamAbort (virStreamPtr stream)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&console.mutex);

  console.aborted++;
  return 0;
}

static guint
count_aborted (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&console.mutex);

  return console.aborted;
}

static void
print (const char *text)
{
  g_string_append (console.printing, text);
  while (console.printing->len > 0)
    console.callback (NULL, VIR_STREAM_EVENT_READABLE, console.opaque);
}

typedef struct {
  Driver *driver;
  SprintMachine *machine;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->driver = driver_new (NULL);
  driver_open (fixture->driver);
  fixture->machine = g_object_ref (driver_find (fixture->driver, "test"));
  console.works = TRUE;
  console.callback = NULL;
  console.printing = g_string_new (NULL);
  console.taken = g_string_new (NULL);
  console.end = -2;
  console.full = console.aborted = 0;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  driver_free (fixture->driver);
  g_object_unref (fixture->machine);
  g_string_free (console.printing, TRUE);
  g_string_free (console.taken, TRUE);
}

static GIOStream *
open_console (Fixture   *fixture,
              gboolean   take_over,
              GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_machine_open_console_async (fixture->machine, take_over, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_machine_open_console_finish (fixture->machine, result, error);
}

static void
close_console (GIOStream *stream)
{
  guint before = count_aborted ();

  g_object_unref (stream);
  await (count_aborted () == before + 1);
  g_assert_null (console.callback);
}

/* What is read next, or NULL with @error. */
static GBytes *
read_next (GIOStream     *stream,
           GCancellable  *cancellable,
           GError       **error)
{
  GInputStream *input = g_io_stream_get_input_stream (stream);
  g_autoptr (GAsyncResult) result = NULL;

  g_input_stream_read_bytes_async (input, 64 * 1024, G_PRIORITY_DEFAULT, cancellable, await_result_cb, &result);
  await (result != NULL);
  return g_input_stream_read_bytes_finish (input, result, error);
}

static void
assert_read (GIOStream  *stream,
             const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = read_next (stream, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GIOStream *stream = open_console (fixture, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (console.flags, ==, 0);
  print ("already there");
  assert_read (stream, "already there");
  /* Read first, printed then. */
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (stream), 100, G_PRIORITY_DEFAULT, NULL, await_result_cb,
                                   &result);
  print ("");
  console.callback (NULL, VIR_STREAM_EVENT_READABLE, console.opaque);
  g_assert_null (result);
  print ("later");
  await (result != NULL);
  bytes = g_input_stream_read_bytes_finish (g_io_stream_get_input_stream (stream), result, &error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "later", 5);
  close_console (stream);
}

/* What nobody reads is kept within bounds, the newest of it, and it is said that something is missing. */
static void
test_flood (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *block = g_strnfill (10000, 'x');
  g_autoptr (GString) all = g_string_new (NULL);
  GIOStream *stream = open_console (fixture, FALSE, NULL);

  for (guint i = 0; i < 1000; i++)
    print (block);
  print ("newest");
  while (!g_str_has_suffix (all->str, "newest")) {
    g_autoptr (GBytes) bytes = read_next (stream, NULL, NULL);

    g_string_append_len (all, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  }
  g_assert_cmpuint (all->len, <=, SPRINT_DOMAIN_LINK_ROOM + 100);
  g_assert_cmpuint (all->len, >, SPRINT_DOMAIN_LINK_ROOM / 4);
  g_assert_true (g_str_has_prefix (all->str, SPRINT_DOMAIN_LINK_GAP));
  print ("more");
  assert_read (stream, "more");
  close_console (stream);
}

static void
test_end (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GIOStream *stream = open_console (fixture, FALSE, NULL);

  print ("last words");
  console.end = 0;
  console.callback (NULL, VIR_STREAM_EVENT_HANGUP, console.opaque);
  g_assert_null (console.callback);
  assert_read (stream, "last words");
  assert_read (stream, "");
  close_console (stream);

  console.end = -2;
  stream = open_console (fixture, TRUE, NULL);
  g_assert_cmpuint (console.flags, ==, VIR_DOMAIN_CONSOLE_FORCE);
  console.end = -1;
  console.callback (NULL, VIR_STREAM_EVENT_ERROR, console.opaque);
  bytes = read_next (stream, NULL, &error);
  g_assert_null (bytes);
  g_assert_true (error->domain == SPRINT_MACHINE_ERROR);
  close_console (stream);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_assert_null (g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, user_data));
}

/* A read that is cancelled ends, and so does one whose stream is closed. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (GError) closed = NULL;
  GIOStream *stream = open_console (fixture, FALSE, NULL);
  GInputStream *input = g_io_stream_get_input_stream (stream);

  g_input_stream_read_bytes_async (input, 100, G_PRIORITY_DEFAULT, cancellable, cancelled_cb, &cancelled);
  g_cancellable_cancel (cancellable);
  await (cancelled != NULL);
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_input_stream_read_bytes_async (input, 100, G_PRIORITY_DEFAULT, NULL, cancelled_cb, &closed);
  g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  await (closed != NULL);
  g_assert_error (closed, G_IO_ERROR, G_IO_ERROR_CLOSED);
  await (count_aborted () == 1);
  g_object_unref (stream);
}

static gsize
write_some (GIOStream  *stream,
            const char *text,
            gsize       size)
{
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gssize n;

  g_output_stream_write_async (output, text, size, G_PRIORITY_DEFAULT, NULL, await_result_cb, &result);
  /* What is full is so until libvirt says that it is not. */
  while (result == NULL) {
    await (result != NULL || (console.events & VIR_STREAM_EVENT_WRITABLE) != 0);
    if (result == NULL)
      console.callback (NULL, VIR_STREAM_EVENT_WRITABLE, console.opaque);
  }
  n = g_output_stream_write_finish (output, result, &error);
  g_assert_no_error (error);
  return n;
}

static void
test_written (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *large = g_strnfill (50000, 'y');
  GIOStream *stream = open_console (fixture, FALSE, NULL);
  gsize n = 0;

  console.full = 2;
  g_assert_cmpuint (write_some (stream, "typed\r", 6), ==, 6);
  g_assert_cmpstr (console.taken->str, ==, "typed\r");
  g_assert_cmpint (console.events, ==, VIR_STREAM_EVENT_READABLE);
  g_string_truncate (console.taken, 0);
  while (n < 50000)
    n += write_some (stream, large + n, 50000 - n);
  g_assert_cmpstr (console.taken->str, ==, large);
  close_console (stream);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  console.works = FALSE;
  g_assert_null (open_console (fixture, FALSE, &error));
  g_assert_true (error->domain == SPRINT_MACHINE_ERROR);
  g_clear_error (&error);
  sprint_connection_close (fixture->driver->connection);
  g_assert_null (open_console (fixture, FALSE, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST);
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  guint before = 0;

  for (guint i = 0; i < 210; i++) {
    GIOStream *stream = open_console (fixture, FALSE, NULL);

    if (i == 10)
      before = count_descriptors ();
    print ("x");
    close_console (stream);
  }
  g_assert_cmpuint (count_descriptors (), <=, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/machine-console/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("read", test_read);
  ADD ("flood", test_flood);
  ADD ("end", test_end);
  ADD ("cancelled", test_cancelled);
  ADD ("written", test_written);
  ADD ("refused", test_refused);
  ADD ("many", test_many);
  return g_test_run ();
}
