/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/screen/uncovered.h"

#define RED { 1, 0, 0, 1 }

static GskRenderNode *
box (float x,
     float y,
     float width,
     float height)
{
  return gsk_color_node_new (&(GdkRGBA) RED, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/* Takes the children. */
static GskRenderNode *
container (GskRenderNode *first,
           GskRenderNode *second)
{
  GskRenderNode *children[] = { first, second };
  GskRenderNode *node = gsk_container_node_new (children, 2);

  gsk_render_node_unref (first);
  gsk_render_node_unref (second);

  return node;
}

/* Takes the child. */
static GskRenderNode *
transformed (GskRenderNode *child,
             GskTransform  *transform)
{
  GskRenderNode *node = gsk_transform_node_new (child, transform);

  gsk_render_node_unref (child);
  gsk_transform_unref (transform);

  return node;
}

static GskTransform *
by (float x,
    float y)
{
  return gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (x, y));
}

/* Takes the tree. The region is as many pixels, and within the extents. */
static void
assert_uncovered_by (GskRenderNode         *tree,
                     GskRenderNode         *node,
                     GPtrArray             *empty,
                     double                 scale,
                     cairo_rectangle_int_t  extents,
                     int                    n_pixels)
{
  cairo_rectangle_int_t found;
  cairo_region_t *region;
  int x, y, n = 0;

  region = sprint_uncovered_find (tree, node, empty, scale, &x, &y);
  cairo_region_get_extents (region, &found);
  for (int i = 0; i < cairo_region_num_rectangles (region); i++) {
    cairo_rectangle_int_t part;

    cairo_region_get_rectangle (region, i, &part);
    n += part.width * part.height;
  }
  g_assert_cmpint (n, ==, n_pixels);
  if (n_pixels > 0) {
    g_assert_cmpint (found.x, ==, extents.x);
    g_assert_cmpint (found.y, ==, extents.y);
    g_assert_cmpint (found.width, ==, extents.width);
    g_assert_cmpint (found.height, ==, extents.height);
  }
  cairo_region_destroy (region);
  gsk_render_node_unref (tree);
}

static void
assert_uncovered (GskRenderNode         *tree,
                  GskRenderNode         *node,
                  double                 scale,
                  cairo_rectangle_int_t  extents,
                  int                    n_pixels)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  assert_uncovered_by (tree, node, none, scale, extents, n_pixels);
}

#define rectangle(...) ((cairo_rectangle_int_t) { __VA_ARGS__ })
#define assert_nowhere(tree, node) assert_uncovered (tree, node, 1, rectangle (0), 0)

static void
test_alone (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GskRenderNode) node = box (1, 2, 10, 20);
  int x, y;

  assert_uncovered (gsk_render_node_ref (node), node, 1, rectangle (1, 2, 10, 20), 200);
  assert_uncovered (gsk_render_node_ref (node), node, 2, rectangle (2, 4, 20, 40), 800);
  assert_uncovered (transformed (gsk_render_node_ref (node), by (5, 6)), node, 1, rectangle (6, 8, 10, 20), 200);
  cairo_region_destroy (sprint_uncovered_find (node, node, none, 2, &x, &y));
  g_assert_cmpint (x, ==, 2);
  g_assert_cmpint (y, ==, 4);
  assert_nowhere (box (1, 2, 10, 20), node);
}

/* What is there only so that GTK sees a difference. */
static void
test_empty (void)
{
  g_autoptr (GskRenderNode) node = box (0, 0, 10, 20);
  g_autoptr (GskRenderNode) empty = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (2, 2, 4, 4));
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  assert_uncovered (container (gsk_render_node_ref (node), gsk_render_node_ref (empty)), node, 1,
                    rectangle (0, 0, 10, 20), 184);
  g_ptr_array_add (known, empty);
  assert_uncovered_by (container (gsk_render_node_ref (node), gsk_render_node_ref (empty)), node, known, 1,
                       rectangle (0, 0, 10, 20), 200);
}

static void
test_order (void)
{
  g_autoptr (GskRenderNode) node = box (0, 0, 10, 10);

  /* What is below covers nothing. */
  assert_uncovered (container (box (0, 0, 10, 10), gsk_render_node_ref (node)), node, 1,
                    rectangle (0, 0, 10, 10), 100);
  assert_uncovered (container (gsk_render_node_ref (node), box (5, 0, 10, 10)), node, 1,
                    rectangle (0, 0, 5, 10), 50);
  assert_nowhere (container (gsk_render_node_ref (node), box (-1, -1, 20, 20)), node);

  /* By a pixel in part, that pixel. */
  assert_uncovered (container (gsk_render_node_ref (node), box (8.5, 0, 10, 10)), node, 1,
                    rectangle (0, 0, 8, 10), 80);

  /* Above its parent, and moved; two apart cover no more than the two. */
  assert_uncovered (container (container (box (0, 0, 1, 1), gsk_render_node_ref (node)),
                               transformed (container (box (0, 0, 1, 10), box (8, 0, 1, 10)), by (1, 0))),
                    node, 1, rectangle (0, 0, 9, 10), 80);
}

static void
test_clips (void)
{
  g_autoptr (GskRenderNode) node = box (0, 0, 100, 100);
  g_autoptr (GskRenderNode) lower = gsk_clip_node_new (node, &GRAPHENE_RECT_INIT (0, 10.5, 100, 1000));
  GskRoundedRect rounded;

  assert_uncovered (gsk_render_node_ref (lower), node, 1, rectangle (0, 11, 100, 89), 8900);
  gsk_rounded_rect_init_from_rect (&rounded, &GRAPHENE_RECT_INIT (0, 0, 100, 100), 10);
  assert_uncovered (gsk_rounded_clip_node_new (node, &rounded), node, 1,
                    rectangle (0, 0, 100, 100), 10000 - 400);
}

static void
test_frame (void)
{
  g_autoptr (GskRenderNode) node = box (0, 0, 100, 100);
  const float widths[] = { 1, 2, 3, 4 };
  const GdkRGBA colors[] = { RED, RED, RED, RED };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, 100, 100), 0);
  assert_uncovered (container (gsk_render_node_ref (node), gsk_border_node_new (&outline, widths, colors)),
                    node, 1, rectangle (4, 1, 94, 96), 94 * 96);
}

static void
test_changed (void)
{
  g_autoptr (GskRenderNode) node = box (0, 0, 10, 10);

  assert_nowhere (gsk_opacity_node_new (node, 0.5), node);
  assert_nowhere (gsk_blur_node_new (node, 2), node);
  assert_nowhere (transformed (gsk_render_node_ref (node), gsk_transform_scale (NULL, 2, 2)), node);
  assert_nowhere (transformed (gsk_render_node_ref (node), gsk_transform_rotate (NULL, 90)), node);
  assert_nowhere (transformed (gsk_render_node_ref (node), by (0.5, 0)), node);

  /* Half a unit is a pixel at twice the size. */
  assert_uncovered (transformed (gsk_render_node_ref (node), by (0.5, 0)), node, 2,
                    rectangle (1, 0, 20, 20), 400);

  /* What turned covers is taken as the rectangle around it. */
  assert_uncovered (container (gsk_render_node_ref (node),
                               transformed (box (0, 0, 2, 2), gsk_transform_rotate (NULL, 45))),
                    node, 1, rectangle (0, 0, 10, 10), 94);
  assert_uncovered (container (gsk_render_node_ref (node),
                               transformed (box (0, 0, 2, 2), gsk_transform_scale (NULL, 2, 5))),
                    node, 1, rectangle (4, 0, 6, 10), 60);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uncovered/alone", test_alone);
  g_test_add_func ("/uncovered/empty", test_empty);
  g_test_add_func ("/uncovered/order", test_order);
  g_test_add_func ("/uncovered/clips", test_clips);
  g_test_add_func ("/uncovered/frame", test_frame);
  g_test_add_func ("/uncovered/changed", test_changed);

  return g_test_run ();
}
