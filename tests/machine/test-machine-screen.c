/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>

#include "await.h"
#include "core/machine/machine-private.h"
#include "core/problem/problem.h"
#include "driver.h"

/* What the stream brings in place of the driver's own picture. */
static enum {
  PICTURE_OWN,
  PICTURE_EMPTY,
  PICTURE_GARBAGE,
  PICTURE_HALF,
  PICTURE_BROKEN,    /* begins, then the stream fails */
} picture;           /* set while no call is under way */

int
virStreamRecv (virStreamPtr  stream,
               char         *data,
               size_t        size)
{
  int (*own) (virStreamPtr, char *, size_t) = dlsym (RTLD_NEXT, "virStreamRecv");
  int n = own (stream, data, size);

  switch (picture) {
  case PICTURE_EMPTY:
    return 0;
  case PICTURE_GARBAGE:
    memset (data, 'x', MAX (n, 0));
    return n;
  case PICTURE_HALF:
    picture = PICTURE_EMPTY;
    return MIN (n, 100);
  case PICTURE_BROKEN:
    return own (NULL, data, size);
  case PICTURE_OWN:
  default:
    return n;
  }
}

/* A guest whose storage hangs does not answer until it is let go. */
static struct {
  GMutex mutex;
  GCond cond;
  gboolean closed;
  guint inside;
} gate;

static void
set_gate (gboolean closed)
{
  g_mutex_lock (&gate.mutex);
  gate.closed = closed;
  g_cond_broadcast (&gate.cond);
  g_mutex_unlock (&gate.mutex);
}

static guint
get_inside (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate.mutex);

  return gate.inside;
}

char *
virDomainScreenshot (virDomainPtr domain,
                     virStreamPtr stream,
                     unsigned int screen,
                     unsigned int flags)
{
  char *(*own) (virDomainPtr, virStreamPtr, unsigned int, unsigned int) = dlsym (RTLD_NEXT, "virDomainScreenshot");

  g_mutex_lock (&gate.mutex);
  gate.inside++;
  while (gate.closed)
    g_cond_wait (&gate.cond, &gate.mutex);
  gate.inside--;
  g_mutex_unlock (&gate.mutex);
  return own (domain, stream, screen, flags);
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
  picture = PICTURE_OWN;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  driver_free (fixture->driver);
  g_object_unref (fixture->machine);
}

static GdkPixbuf *
take (SprintMachine  *machine,
      int             max_width,
      GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_machine_screenshot_async (machine, max_width, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_machine_screenshot_finish (machine, result, error);
}

static void
test_picture (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) whole = take (fixture->machine, 0, &error);
  g_autoptr (GdkPixbuf) small = NULL;
  g_autoptr (GdkPixbuf) large = NULL;
  g_autoptr (GdkPixbuf) narrow = NULL;
  int width, height;

  g_assert_no_error (error);
  width = gdk_pixbuf_get_width (whole);
  height = gdk_pixbuf_get_height (whole);
  g_assert_cmpint (width, >, 100);
  small = take (fixture->machine, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (small), ==, 100);
  g_assert_cmpint (gdk_pixbuf_get_height (small), ==, height * 100 / width);
  /* Never made larger. */
  large = take (fixture->machine, width + 1, &error);
  g_assert_cmpint (gdk_pixbuf_get_width (large), ==, width);
  narrow = take (fixture->machine, 1, &error);
  g_assert_cmpint (gdk_pixbuf_get_width (narrow), ==, 1);
  g_assert_cmpint (gdk_pixbuf_get_height (narrow), >=, 1);
}

static void
test_off (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (driver_act (fixture->machine, SPRINT_MACHINE_ACTION_FORCE_OFF, NULL));
  g_assert_null (take (fixture->machine, 0, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_STATE);
}

/* What is no picture is an error of this room. */
static void
test_bad_picture (Fixture       *fixture,
                  gconstpointer  data)
{
  for (picture = PICTURE_EMPTY; picture <= PICTURE_BROKEN; picture++) {
    int kind = picture;
    g_autoptr (GError) error = NULL;

    g_assert_null (take (fixture->machine, 0, &error));
    g_test_message ("%d: %s", kind, error->message);
    g_assert_true (error->domain == SPRINT_MACHINE_ERROR);
    g_assert_true (sprint_problem_is_foreseen (error->domain, error->code));
    picture = kind;
  }
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_machine_screenshot_async (fixture->machine, 0, cancellable, await_result_cb, &result);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_null (sprint_machine_screenshot_finish (fixture->machine, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* However many pictures hang, what ends the guest gets through. */
static void
test_hanging (Fixture       *fixture,
              gconstpointer  data)
{
  enum { N = 8 };
  GAsyncResult *results[N] = { NULL };
  g_autoptr (GError) error = NULL;

  set_gate (TRUE);
  for (guint i = 0; i < N; i++)
    sprint_machine_screenshot_async (fixture->machine, 0, NULL, await_result_cb, &results[i]);
  await (get_inside () == 2);
  driver_act (fixture->machine, SPRINT_MACHINE_ACTION_FORCE_OFF, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_inside (), ==, 2);
  set_gate (FALSE);
  for (guint i = 0; i < N; i++) {
    g_autoptr (GdkPixbuf) taken = NULL;

    await (results[i] != NULL);
    taken = sprint_machine_screenshot_finish (fixture->machine, results[i], NULL);
    g_clear_object (&results[i]);
  }
}

static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  virDomainPtr domain = driver_get_domain (fixture->driver, "test");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (virDomainDestroy (domain), ==, 0);
  g_assert_cmpint (virDomainUndefine (domain), ==, 0);
  g_assert_null (take (fixture->machine, 0, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MACHINE);
  g_clear_error (&error);
  sprint_connection_close (fixture->driver->connection);
  g_assert_null (take (fixture->machine, 0, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST);
  virDomainFree (domain);
}

static void
test_graphics (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (SprintProblem) problem = NULL;
  g_autoptr (GError) error = NULL;

  sprint_machine_open_graphics_async (fixture->machine, NULL, await_result_cb, &refused);
  await (refused != NULL);
  g_assert_cmpint (sprint_machine_open_graphics_finish (fixture->machine, refused, &error), ==, -1);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DISPLAY);
  problem = sprint_problem_new (error);
  g_assert_cmpstr (problem->title, ==, "No Display");
  g_assert_cmpstr (problem->details, !=, "");
  g_clear_error (&error);
  sprint_connection_close (fixture->driver->connection);
  sprint_machine_open_graphics_async (fixture->machine, NULL, await_result_cb, &closed);
  await (closed != NULL);
  g_assert_cmpint (sprint_machine_open_graphics_finish (fixture->machine, closed, &error), ==, -1);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/machine-screen/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("picture", test_picture);
  ADD ("off", test_off);
  ADD ("bad-picture", test_bad_picture);
  ADD ("cancelled", test_cancelled);
  ADD ("hanging", test_hanging);
  ADD ("gone", test_gone);
  ADD ("graphics", test_graphics);
  return g_test_run ();
}
