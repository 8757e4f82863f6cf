/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/guard/lz-rules.h"

#define WIDTH 16
#define HEIGHT 8
#define PIXELS (WIDTH * HEIGHT)

static gboolean
add (SprintGlzWindow *window,
     guint64          id,
     guint32          back)
{
  const SprintGlzPlace place = { .id = id, .back = back };

  return sprint_glz_window_add (window, &place, PIXELS);
}

static void
test_sizes (void)
{
  g_autoptr (SprintGlzWindow) window = sprint_glz_window_new (NULL);

  g_assert_true (add (window, 0, 0));
  g_assert_true (sprint_glz_window_refer (window, 0, PIXELS));
  g_assert_false (sprint_glz_window_refer (window, 0, PIXELS + 1));
}

/* Another display brings the one that is missing. */
static void
test_late (void)
{
  g_autoptr (SprintGlzWindow) window = sprint_glz_window_new (NULL);

  g_assert_true (sprint_glz_window_refer (window, 0, PIXELS));
  g_assert_true (add (window, 1, 1));
  g_assert_true (add (window, 0, 0));
  g_assert_true (sprint_glz_window_refer (window, 2, PIXELS + 1));
  g_assert_false (add (window, 2, 0));
}

/* What is not needed any more cannot be repeated from, and no number comes twice. */
static void
test_forgotten (void)
{
  g_autoptr (SprintGlzWindow) window = sprint_glz_window_new (NULL);

  for (guint64 i = 0; i < 10; i++)
    g_assert_true (add (window, i, MIN (i, 2)));
  g_assert_false (sprint_glz_window_refer (window, 6, 1));
  g_assert_true (sprint_glz_window_refer (window, 7, 1));
  g_assert_false (sprint_glz_window_expects (window, 6));
  g_assert_false (sprint_glz_window_expects (window, 9));
  g_assert_false (add (window, 9, 0));
  g_assert_true (sprint_glz_window_expects (window, 10));
}

/* spice-gtk gives nothing back as long as one is missing. */
static void
test_gap (void)
{
  g_autoptr (SprintGlzWindow) window = sprint_glz_window_new (NULL);
  g_autoptr (SprintGlzWindow) large = sprint_glz_window_new (NULL);
  guint64 id = 2;

  g_assert_true (add (window, 0, 0));
  while (id < 100000 && add (window, id, 0))
    id++;
  g_assert_cmpuint (id, <, 65536);
  g_assert_false (sprint_glz_window_expects (window, 65536));

  for (id = 1; id < 1000; id++) {
    const SprintGlzPlace place = { .id = id };

    if (!sprint_glz_window_add (large, &place, 8192 * 1024))
      break;
  }
  g_assert_cmpuint (id, <, 100);
}

/* Pictures come and go for as long as they like. */
static void
test_long (void)
{
  g_autoptr (SprintGlzWindow) window = sprint_glz_window_new (NULL);

  for (guint64 i = 0; i < 10000; i++) {
    const SprintGlzPlace place = { .id = i, .back = MIN (i, 3) };

    g_assert_true (sprint_glz_window_add (window, &place, 1024 * 1024));
  }
}

/* A guest that has moved goes on with its numbers; what was before can be of any size. */
static void
test_moved (void)
{
  g_autoptr (SprintGlzWindow) before = sprint_glz_window_new (NULL);
  g_autoptr (SprintGlzWindow) window = NULL;

  for (guint64 i = 0; i < 10; i++)
    g_assert_true (add (before, i, i));
  window = sprint_glz_window_new (before);
  g_assert_false (sprint_glz_window_expects (window, G_MAXUINT32));
  g_assert_false (sprint_glz_window_refer (window, 9, 1));
  g_assert_true (sprint_glz_window_refer (window, 12, PIXELS + 1));
  g_assert_true (add (before, 10, 0));
  g_assert_false (sprint_glz_window_refer (window, 10, 1));
  g_assert_false (add (before, 12, 0));
  g_assert_true (add (window, 11, 0));
  g_assert_true (sprint_glz_window_refer (window, 11, PIXELS));
}

/* All of it is what another picture has, from its pixel @from on. */
static gboolean
check_copy (SprintGlzWindow *window,
            guint8           id,
            guint8           from)
{
  const guint8 data[] = {
    0x20, 0x20, 0x5a, 0x4c, 0, 1, 0, 1, 0x18, 0, 0, 0, WIDTH, 0, 0, 0, HEIGHT, 0, 0, 0, 4 * WIDTH,
    0, 0, 0, 0, 0, 0, 0, id, 0, 0, 0, 1,
    0xe0 | from, PIXELS - 7, 0, 1,
  };
  SprintGlzPlace place;

  return sprint_glz_rules_check (data, sizeof data, WIDTH, HEIGHT, window, &place);
}

static void
test_copy (void)
{
  g_autoptr (SprintGlzWindow) window = sprint_glz_window_new (NULL);

  g_assert_true (add (window, 0, 0));
  g_assert_true (check_copy (window, 1, 0));
  g_assert_false (check_copy (window, 1, 1));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/glz-window/sizes", test_sizes);
  g_test_add_func ("/glz-window/late", test_late);
  g_test_add_func ("/glz-window/forgotten", test_forgotten);
  g_test_add_func ("/glz-window/gap", test_gap);
  g_test_add_func ("/glz-window/long", test_long);
  g_test_add_func ("/glz-window/moved", test_moved);
  g_test_add_func ("/glz-window/copy", test_copy);

  return g_test_run ();
}
