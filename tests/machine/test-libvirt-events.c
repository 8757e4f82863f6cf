/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/machine/libvirt-events.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <libvirt/libvirt.h>

#include "await.h"

typedef struct {
  int ends[2];         /* of a pipe: something is to be read of the first */
  int watch;
  guint told, frames;
  int events;
  gboolean freed;
  gboolean removes;    /* within what is told */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  sprint_libvirt_register ();
  g_assert_true (g_unix_open_pipe (fixture->ends, O_CLOEXEC, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  close (fixture->ends[0]);
  if (fixture->ends[1] >= 0)
    close (fixture->ends[1]);
}

/* Long enough for what must not come. */
static void
pass_time (void)
{
  gint64 end = g_get_monotonic_time () + 30 * G_TIME_SPAN_MILLISECOND;

  await (g_get_monotonic_time () > end);
}

static void
freed_cb (void *data)
{
  Fixture *fixture = data;

  g_assert_false (fixture->freed);
  fixture->freed = TRUE;
}

static void
file_cb (int   watch,
         int   fd,
         int   events,
         void *data)
{
  Fixture *fixture = data;

  g_assert_cmpint (watch, ==, fixture->watch);
  g_assert_cmpint (fd, ==, fixture->ends[0]);
  g_assert_false (fixture->freed);
  fixture->events |= events;
  fixture->told++;
  if (fixture->removes) {
    g_assert_cmpint (virEventRemoveHandle (watch), ==, 0);
    g_assert_false (fixture->freed);
  }
}

static void
timer_cb (int   timer,
          void *data)
{
  Fixture *fixture = data;

  g_assert_cmpint (timer, ==, fixture->watch);
  fixture->told++;
  if (fixture->removes)
    g_assert_cmpint (virEventRemoveTimeout (timer), ==, 0);
}

static void
watch (Fixture *fixture,
       int      events)
{
  fixture->watch = virEventAddHandle (fixture->ends[0], events, file_cb, fixture, freed_cb);
  g_assert_cmpint (fixture->watch, >, 0);
}

static void
fill (Fixture *fixture)
{
  g_assert_cmpint (write (fixture->ends[1], "x", 1), ==, 1);
}

static void
let_go (Fixture *fixture)
{
  g_assert_cmpint (virEventRemoveHandle (fixture->watch), ==, 0);
  g_assert_false (fixture->freed);
  await (fixture->freed);
  g_assert_cmpint (virEventRemoveHandle (fixture->watch), ==, -1);
}

/* It says no more than what is asked for, and nothing when nothing is. */
static void
test_file (Fixture       *fixture,
           gconstpointer  data)
{
  guint told;

  watch (fixture, VIR_EVENT_HANDLE_WRITABLE);
  fill (fixture);
  pass_time ();
  g_assert_cmpuint (fixture->told, ==, 0);
  virEventUpdateHandle (fixture->watch, VIR_EVENT_HANDLE_READABLE);
  await (fixture->told > 2);
  g_assert_cmpint (fixture->events, ==, VIR_EVENT_HANDLE_READABLE);
  virEventUpdateHandle (fixture->watch, 0);
  told = fixture->told;
  close (fixture->ends[1]);
  fixture->ends[1] = -1;
  pass_time ();
  g_assert_cmpuint (fixture->told, ==, told);
  virEventUpdateHandle (fixture->watch, VIR_EVENT_HANDLE_READABLE);
  await ((fixture->events & VIR_EVENT_HANDLE_HANGUP) != 0);
  let_go (fixture);
}

static void
test_removed_inside (Fixture       *fixture,
                     gconstpointer  data)
{
  watch (fixture, VIR_EVENT_HANDLE_READABLE);
  fixture->removes = TRUE;
  fill (fixture);
  await (fixture->freed);
  g_assert_cmpuint (fixture->told, ==, 1);
}

static void
test_timer (Fixture       *fixture,
            gconstpointer  data)
{
  guint told;

  fixture->watch = virEventAddTimeout (-1, timer_cb, fixture, freed_cb);
  pass_time ();
  g_assert_cmpuint (fixture->told, ==, 0);
  virEventUpdateTimeout (fixture->watch, 0);
  await (fixture->told > 2);
  virEventUpdateTimeout (fixture->watch, -1);
  told = fixture->told;
  pass_time ();
  g_assert_cmpuint (fixture->told, ==, told);
  virEventUpdateTimeout (fixture->watch, 1);
  await (fixture->told > told + 2);
  fixture->removes = TRUE;
  await (fixture->freed);
  g_assert_cmpint (virEventRemoveTimeout (fixture->watch), ==, -1);
}

static gpointer
change_thread (gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 0; i < 20000; i++)
    virEventUpdateHandle (fixture->watch, i % 2 == 0 ? 0 : VIR_EVENT_HANDLE_READABLE);
  g_assert_cmpint (virEventRemoveHandle (fixture->watch), ==, 0);

  return NULL;
}

/* libvirt's calls in threads turn a connection's file off and on. */
static void
test_threads (Fixture       *fixture,
              gconstpointer  data)
{
  GThread *thread;

  watch (fixture, VIR_EVENT_HANDLE_READABLE);
  fill (fixture);
  thread = g_thread_new ("change", change_thread, fixture);
  await (fixture->freed);
  g_thread_join (thread);
}

static gboolean
frame_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->frames++;

  return G_SOURCE_CONTINUE;
}

/* A file with always more to read leaves GDK's frames their turns, and they leave it its own. */
static void
test_flood (Fixture       *fixture,
            gconstpointer  data)
{
  guint frames = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 20, frame_cb, fixture, NULL);

  watch (fixture, VIR_EVENT_HANDLE_READABLE);
  fill (fixture);
  await (fixture->told > 100 && fixture->frames > 100);
  g_assert_cmpuint (fixture->frames, <, 2 * fixture->told);
  g_assert_cmpuint (fixture->told, <, 2 * fixture->frames);
  g_source_remove (frames);
  let_go (fixture);
}

#define ADD(name, function) g_test_add ("/libvirt-events/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("file", test_file);
  ADD ("removed-inside", test_removed_inside);
  ADD ("timer", test_timer);
  ADD ("threads", test_threads);
  ADD ("flood", test_flood);
  return g_test_run ();
}
