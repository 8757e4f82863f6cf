/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/screen/monitor-layout.h"

static void
assert_place (const SprintMonitorPlace *place,
              int                       x,
              int                       y)
{
  g_assert_cmpint (place->x, ==, x);
  g_assert_cmpint (place->y, ==, y);
}

static void
test_side_by_side (void)
{
  SprintMonitorPlace places[] = {
    { .on = TRUE, .width = 800, .height = 600 },
    { .on = FALSE, .width = 99, .height = 99 },
    { .on = TRUE, .width = 640, .height = 480 },
    { .on = TRUE, .width = 1024, .height = 768 },
  };

  sprint_monitor_layout_arrange (places, G_N_ELEMENTS (places));
  assert_place (&places[0], 0, 0);
  assert_place (&places[2], 800, 0);
  assert_place (&places[3], 1440, 0);
}

/* One above another, the first not at the origin. */
static void
test_fixed (void)
{
  SprintMonitorPlace places[] = {
    { .on = TRUE, .fixed = TRUE, .x = 0, .y = 0, .width = 800, .height = 600 },
    { .on = TRUE, .fixed = TRUE, .x = 100, .y = -480, .width = 640, .height = 480 },
    { .on = TRUE, .width = 320, .height = 200 },
  };

  sprint_monitor_layout_arrange (places, G_N_ELEMENTS (places));
  assert_place (&places[0], 0, 480);
  assert_place (&places[1], 100, 0);
  assert_place (&places[2], 800, 480);
}

/* What does not go together stays in its order at least. */
static void
test_overlapping (void)
{
  SprintMonitorPlace places[] = {
    { .on = TRUE, .fixed = TRUE, .x = 500, .width = 1000, .height = 600 },
    { .on = TRUE, .fixed = TRUE, .x = 0, .width = 501, .height = 600 },
    { .on = TRUE, .width = 320, .height = 200 },
  };

  sprint_monitor_layout_arrange (places, G_N_ELEMENTS (places));
  assert_place (&places[1], 0, 0);
  assert_place (&places[0], 501, 0);
  assert_place (&places[2], 1501, 0);

  sprint_monitor_layout_arrange (NULL, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/monitor-layout/side-by-side", test_side_by_side);
  g_test_add_func ("/monitor-layout/fixed", test_fixed);
  g_test_add_func ("/monitor-layout/overlapping", test_overlapping);

  return g_test_run ();
}
