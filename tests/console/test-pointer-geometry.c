/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/screen/pointer-geometry.h"

#include <math.h>

static void
assert_guest (const SprintPointerGeometry *geometry,
              double                       x,
              double                       y,
              int                          guest_x,
              int                          guest_y,
              gboolean                     inside)
{
  int got_x, got_y;

  g_assert_cmpint (sprint_pointer_geometry_to_guest (geometry, x, y, &got_x, &got_y), ==, inside);
  g_assert_cmpint (got_x, ==, guest_x);
  g_assert_cmpint (got_y, ==, guest_y);
}

static void
test_one_to_one (void)
{
  SprintPointerGeometry geometry;

  sprint_pointer_geometry_fit (&geometry, 640, 480, 640, 480, 0, 0, 1, TRUE);
  g_assert_cmpint (sprint_pointer_geometry_get_multiple (&geometry), ==, 1);
  assert_guest (&geometry, 0, 0, 0, 0, TRUE);
  assert_guest (&geometry, 639, 479, 639, 479, TRUE);
  assert_guest (&geometry, 639.999, 479.999, 639, 479, TRUE);
  assert_guest (&geometry, 640, 480, 639, 479, FALSE);
  assert_guest (&geometry, -1, 5, 0, 5, FALSE);
  assert_guest (&geometry, -1e30, 1e30, 0, 479, FALSE);
}

static void
test_bars (void)
{
  SprintPointerGeometry geometry;

  /* Wider than the picture: bars at both sides. */
  sprint_pointer_geometry_fit (&geometry, 640, 480, 1000, 480, 0, 0, 1, TRUE);
  g_assert_cmpfloat (geometry.x, ==, 180);
  g_assert_cmpfloat (geometry.y, ==, 0);
  assert_guest (&geometry, 180, 0, 0, 0, TRUE);
  assert_guest (&geometry, 179, 0, 0, 0, FALSE);
  assert_guest (&geometry, 819, 479, 639, 479, TRUE);

  /* Higher: bars above and below, at twice the size. */
  sprint_pointer_geometry_fit (&geometry, 640, 480, 1280, 1000, 0, 0, 1, TRUE);
  g_assert_cmpint (sprint_pointer_geometry_get_multiple (&geometry), ==, 2);
  g_assert_cmpfloat (geometry.y, ==, 20);
  assert_guest (&geometry, 0, 20, 0, 0, TRUE);
  assert_guest (&geometry, 1, 21, 0, 0, TRUE);
  assert_guest (&geometry, 2, 22, 1, 1, TRUE);
  assert_guest (&geometry, 1279, 979, 639, 479, TRUE);
}

/* What a graphics driver leaves over is a margin: to fill it would blur all of the picture. */
static void
test_margin (void)
{
  SprintPointerGeometry geometry;

  sprint_pointer_geometry_fit (&geometry, 640, 480, 647, 487, 0, 0, 1, TRUE);
  g_assert_cmpint (sprint_pointer_geometry_get_multiple (&geometry), ==, 1);
  g_assert_cmpint (geometry.width, ==, 640);
  sprint_pointer_geometry_fit (&geometry, 640, 480, 647, 487, 0, 0, 2, TRUE);
  g_assert_cmpint (sprint_pointer_geometry_get_multiple (&geometry), ==, 2);
  sprint_pointer_geometry_fit (&geometry, 640, 480, 648, 488, 0, 0, 1, TRUE);
  g_assert_cmpint (geometry.width, ==, 648);
  sprint_pointer_geometry_fit (&geometry, 640, 480, 647, 700, 0, 0, 1, TRUE);
  g_assert_cmpint (geometry.width, ==, 647);
  sprint_pointer_geometry_fit (&geometry, 640, 480, 639, 480, 0, 0, 1, TRUE);
  g_assert_cmpint (geometry.width, ==, 639);
}

static void
test_scales (void)
{
  static const double scales[] = { 1, 1.25, 1.5, 1.75, 2, 3 };
  static const int sizes[][2] = { { 640, 480 }, { 1920, 1080 }, { 33, 1001 }, { 1, 1 } };

  for (guint s = 0; s < G_N_ELEMENTS (scales); s++) {
    for (guint g = 0; g < G_N_ELEMENTS (sizes); g++) {
      for (int width = 50; width < 1500; width += 97) {
        SprintPointerGeometry geometry;
        double left, right;

        sprint_pointer_geometry_fit (&geometry, sizes[g][0], sizes[g][1], width, 700,
                                     0.3, 17, scales[s], TRUE);

        /* Never larger than the widget by more than rounding, and in shape. */
        g_assert_cmpint (geometry.width, <=, (int) ceil (width * scales[s]));
        g_assert_cmpint (geometry.height, <=, (int) ceil (700 * scales[s]));
        if (geometry.width > 1 && geometry.height > 1)
          g_assert_cmpfloat (fabs ((double) geometry.width * sizes[g][1] / sizes[g][0] -
                                   geometry.height), <=,
                             1 + 0.5 * sizes[g][1] / sizes[g][0]);

        /* Its edges are on device pixels of the surface. */
        left = (0.3 + sprint_pointer_geometry_edge_x (&geometry, 0)) * scales[s];
        g_assert_cmpfloat_with_epsilon (left, round (left), 1e-6);

        /* The middle of the first and of the last device pixel are the corners. */
        left = (geometry.x + 0.5) / scales[s];
        right = (geometry.x + geometry.width - 0.5) / scales[s];
        if (geometry.width >= sizes[g][0] && geometry.height >= sizes[g][1]) {
          assert_guest (&geometry, left, (geometry.y + 0.5) / scales[s], 0, 0, TRUE);
          assert_guest (&geometry, right,
                        (geometry.y + geometry.height - 0.5) / scales[s],
                        sizes[g][0] - 1, sizes[g][1] - 1, TRUE);
        }
      }
    }
  }
}

static void
test_unscaled (void)
{
  SprintPointerGeometry geometry;

  sprint_pointer_geometry_fit (&geometry, 640, 480, 300, 1000, 0, 0, 1.5, FALSE);
  g_assert_cmpint (geometry.width, ==, 640);
  g_assert_cmpfloat (geometry.x, ==, 0);
  g_assert_cmpfloat (geometry.y, ==, 510);
  sprint_pointer_geometry_fit (&geometry, 640, 480, 640, 480, 0, 0, 2, FALSE);
  g_assert_cmpint (sprint_pointer_geometry_get_multiple (&geometry), ==, 2);
}

static void
test_shape (void)
{
  static const struct {
    int guest_width, width;
    double scale;
    int size, hot, expected_size, expected_hot;
  } cases[] = {
    { 640, 640, 1, 24, 5, 24, 5 },
    { 640, 1280, 1, 24, 5, 48, 11 },
    { 640, 640, 2, 24, 5, 48, 11 },
    { 640, 640, 1.5, 24, 5, 36, 8 },
    { 640, 480, 1, 32, 31, 24, 23 },
    { 1280, 640, 1, 64, 0, 32, 0 },
    /* Not smaller than can be seen, or than it is. */
    { 1920, 192, 1, 24, 12, 16, 8 },
    { 1920, 192, 2, 24, 12, 32, 16 },
    { 1920, 192, 1, 8, 7, 8, 7 },
    /* Not larger than a display takes. */
    { 100, 1600, 1, 256, 128, 512, 257 },
    { 640, 640, 2, 512, 511, 512, 511 },
    /* Without a picture. */
    { 0, 640, 2, 24, 5, 48, 11 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SprintPointerGeometry geometry;
    SprintPointerShape shape;

    sprint_pointer_geometry_fit (&geometry, cases[i].guest_width, cases[i].guest_width, cases[i].width,
                                 cases[i].width, 0, 0, cases[i].scale, TRUE);
    sprint_pointer_geometry_fit_shape (&geometry, cases[i].size, cases[i].size, cases[i].hot, cases[i].hot,
                                       &shape);
    g_test_message ("case %u", i);
    g_assert_cmpint (shape.width, ==, cases[i].expected_size);
    g_assert_cmpint (shape.height, ==, cases[i].expected_size);
    g_assert_cmpint (shape.hot_x, ==, cases[i].expected_hot);
    g_assert_cmpint (shape.hot_y, ==, cases[i].expected_hot);
  }
}

static void
test_nonsense (void)
{
  static const double values[] = { -1e300, -1, 0, 1e-300, 0.5, 640, 1e300, INFINITY, -INFINITY, NAN };
  static const int sizes[] = { G_MININT, -1, 0, 1, 640, 65536, G_MAXINT };
  const guint n = G_N_ELEMENTS (values);

  for (guint i = 0; i < n * n * n * n; i++) {
    for (guint size = 0; size < G_N_ELEMENTS (sizes); size++) {
      SprintPointerGeometry geometry;
      int x, y;

      sprint_pointer_geometry_fit (&geometry, sizes[size], sizes[size], values[i % n],
                                   values[i / n % n], values[i / n / n % n], 0,
                                   values[i / n / n / n], i & 1);
      sprint_pointer_geometry_to_guest (&geometry, values[i % n], values[i / n / n % n], &x, &y);
      g_assert_cmpint (x, >=, 0);
      g_assert_cmpint (y, >=, 0);
      g_assert_cmpint (x, <=, MAX (0, sizes[size] - 1));
      g_assert_cmpint (y, <=, MAX (0, sizes[size] - 1));
      g_assert_true (isfinite (sprint_pointer_geometry_edge_x (&geometry, x)));
    }
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pointer-geometry/one-to-one", test_one_to_one);
  g_test_add_func ("/pointer-geometry/bars", test_bars);
  g_test_add_func ("/pointer-geometry/margin", test_margin);
  g_test_add_func ("/pointer-geometry/scales", test_scales);
  g_test_add_func ("/pointer-geometry/unscaled", test_unscaled);
  g_test_add_func ("/pointer-geometry/shape", test_shape);
  g_test_add_func ("/pointer-geometry/nonsense", test_nonsense);

  return g_test_run ();
}
