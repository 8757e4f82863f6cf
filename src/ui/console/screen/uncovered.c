/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "uncovered.h"

#include <math.h>

typedef struct {
  GskRenderNode *node;
  GPtrArray *empty;
  double scale;
  cairo_region_t *region;  /* NULL: not found yet */
  int x, y;
} Search;

/* What every pixel is in that the rectangle touches, or only those that are in it as a whole. */
static cairo_rectangle_int_t
get_pixels (const Search          *search,
            const graphene_rect_t *rect,
            graphene_point_t       at,
            gboolean               touched)
{
  const double slack = touched ? -0.001 : 0.001;
  double left = (rect->origin.x + at.x) * search->scale;
  double top = (rect->origin.y + at.y) * search->scale;
  double right = left + rect->size.width * search->scale;
  double lower = top + rect->size.height * search->scale;
  cairo_rectangle_int_t pixels;

  left = touched ? floor (left - slack) : ceil (left - slack);
  top = touched ? floor (top - slack) : ceil (top - slack);
  right = touched ? ceil (right + slack) : floor (right + slack);
  lower = touched ? ceil (lower + slack) : floor (lower + slack);

  /* No screen is larger, and no sum below overflows. */
  pixels.x = CLAMP (left, -1e6, 1e6);
  pixels.y = CLAMP (top, -1e6, 1e6);
  pixels.width = MAX (0, CLAMP (right, -1e6, 1e6) - pixels.x);
  pixels.height = MAX (0, CLAMP (lower, -1e6, 1e6) - pixels.y);

  return pixels;
}

/* A rectangle without what rounded corners cut off, and a square around that. */
static cairo_region_t *
get_inside (const Search         *search,
            const GskRoundedRect *rounded,
            graphene_point_t      at)
{
  cairo_rectangle_int_t inside = get_pixels (search, &rounded->bounds, at, FALSE);
  cairo_region_t *region = cairo_region_create_rectangle (&inside);

  for (guint i = 0; i < G_N_ELEMENTS (rounded->corner); i++) {
    const graphene_size_t *size = &rounded->corner[i];
    gboolean right = i == GSK_CORNER_TOP_RIGHT || i == GSK_CORNER_BOTTOM_RIGHT;
    gboolean lower = i == GSK_CORNER_BOTTOM_LEFT || i == GSK_CORNER_BOTTOM_RIGHT;
    graphene_rect_t corner = { .size = *size };
    cairo_rectangle_int_t pixels;

    if (size->width <= 0 || size->height <= 0)
      continue;
    corner.origin = rounded->bounds.origin;
    corner.origin.x += right ? rounded->bounds.size.width - size->width : 0;
    corner.origin.y += lower ? rounded->bounds.size.height - size->height : 0;
    pixels = get_pixels (search, &corner, at, TRUE);
    cairo_region_subtract_rectangle (region, &pixels);
  }

  return region;
}

static gboolean
get_translation (GskRenderNode    *node,
                 graphene_point_t *at)
{
  GskTransform *transform = gsk_transform_node_get_transform (node);
  float x, y;

  if (gsk_transform_get_category (transform) < GSK_TRANSFORM_CATEGORY_2D_TRANSLATE)
    return FALSE;

  gsk_transform_to_translate (transform, &x, &y);
  at->x += x;
  at->y += y;

  return TRUE;
}

/* A frame, such as a window's outline, covers nothing of what is within. */
static void
cover_border (Search           *search,
              GskRenderNode    *node,
              graphene_point_t  at)
{
  const float *widths = gsk_border_node_get_widths (node);
  const GskRoundedRect *outline = gsk_border_node_get_outline (node);
  cairo_rectangle_int_t all = get_pixels (search, &outline->bounds, at, TRUE);
  cairo_region_t *border = cairo_region_create_rectangle (&all);
  cairo_region_t *inside;
  GskRoundedRect inner = *outline;

  gsk_rounded_rect_shrink (&inner, widths[0], widths[1], widths[2], widths[3]);
  inside = get_inside (search, &inner, at);
  cairo_region_subtract (border, inside);
  cairo_region_subtract (search->region, border);
  cairo_region_destroy (inside);
  cairo_region_destroy (border);
}

static void
cover (Search           *search,
       GskRenderNode    *node,
       graphene_point_t  at)
{
  graphene_rect_t bounds;
  cairo_rectangle_int_t pixels;

  if (g_ptr_array_find (search->empty, node, NULL))
    return;

  switch ((guint) gsk_render_node_get_node_type (node)) {
  case GSK_CONTAINER_NODE:
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      cover (search, gsk_container_node_get_child (node, i), at);
    return;

  case GSK_DEBUG_NODE:
    cover (search, gsk_debug_node_get_child (node), at);
    return;

  case GSK_TRANSFORM_NODE:
    if (get_translation (node, &at)) {
      cover (search, gsk_transform_node_get_child (node), at);
      return;
    }
    break;

  case GSK_BORDER_NODE:
    cover_border (search, node, at);
    return;

  default:
    break;
  }

  gsk_render_node_get_bounds (node, &bounds);
  pixels = get_pixels (search, &bounds, at, TRUE);
  cairo_region_subtract_rectangle (search->region, &pixels);
}

static void
clip (Search               *search,
      const GskRoundedRect *rounded,
      graphene_point_t      at)
{
  cairo_region_t *inside = get_inside (search, rounded, at);

  cairo_region_intersect (search->region, inside);
  cairo_region_destroy (inside);
}

static void
found (Search           *search,
       graphene_point_t  at)
{
  graphene_rect_t bounds;
  cairo_rectangle_int_t pixels;
  double x, y;

  gsk_render_node_get_bounds (search->node, &bounds);
  x = (bounds.origin.x + at.x) * search->scale;
  y = (bounds.origin.y + at.y) * search->scale;
  pixels = get_pixels (search, &bounds, at, FALSE);
  search->region = cairo_region_create ();
  if (fabs (x - round (x)) > 0.01 || fabs (y - round (y)) > 0.01)
    return;

  search->x = round (x);
  search->y = round (y);
  cairo_region_union_rectangle (search->region, &pixels);
}

static void
look (Search           *search,
      GskRenderNode    *node,
      graphene_point_t  at)
{
  GskRoundedRect rounded;

  if (node == search->node) {
    found (search, at);
    return;
  }

  switch ((guint) gsk_render_node_get_node_type (node)) {
  case GSK_CONTAINER_NODE:
    /* Later children are drawn over earlier ones. */
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++) {
      if (search->region != NULL)
        cover (search, gsk_container_node_get_child (node, i), at);
      else
        look (search, gsk_container_node_get_child (node, i), at);
    }
    break;

  case GSK_DEBUG_NODE:
    look (search, gsk_debug_node_get_child (node), at);
    break;

  case GSK_TRANSFORM_NODE:
    if (get_translation (node, &at))
      look (search, gsk_transform_node_get_child (node), at);
    break;

  case GSK_CLIP_NODE:
    look (search, gsk_clip_node_get_child (node), at);
    if (search->region != NULL) {
      gsk_rounded_rect_init_from_rect (&rounded, gsk_clip_node_get_clip (node), 0);
      clip (search, &rounded, at);
    }
    break;

  case GSK_ROUNDED_CLIP_NODE:
    look (search, gsk_rounded_clip_node_get_child (node), at);
    if (search->region != NULL)
      clip (search, gsk_rounded_clip_node_get_clip (node), at);
    break;

  default:
    break;
  }
}

cairo_region_t *
sprint_uncovered_find (GskRenderNode *tree,
                       GskRenderNode *node,
                       GPtrArray     *empty,
                       double         scale,
                       int           *x,
                       int           *y)
{
  Search search = { .node = node, .empty = empty, .scale = scale };

  g_return_val_if_fail (GSK_IS_RENDER_NODE (tree), NULL);
  g_return_val_if_fail (GSK_IS_RENDER_NODE (node), NULL);

  look (&search, tree, GRAPHENE_POINT_INIT (0, 0));
  *x = search.x;
  *y = search.y;

  return search.region != NULL ? search.region : cairo_region_create ();
}
