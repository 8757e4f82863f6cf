/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-geometry SECONDS SEED|date: pictures of any size in widgets of any size, pointers of any shape, damage anywhere,
 * and names of keys. */
#include <math.h>

#include "core/console/input/key-combination.h"
#include "core/console/screen/console-cursor.h"
#include "core/console/screen/framebuffer.h"
#include "core/console/screen/pointer-geometry.h"
#include "mutate.h"

#define SIZE 64

static int
any_int (GRand *rand)
{
  static const int extremes[] = {
    0, 1, -1, G_MAXINT, G_MININT, G_MAXINT - 1, SPRINT_FRAMEBUFFER_MAX_SIZE, 65536, -65536,
  };

  return g_rand_boolean (rand) ? g_rand_int_range (rand, -2 * SIZE, 2 * SIZE)
                               : extremes[g_rand_int_range (rand, 0, G_N_ELEMENTS (extremes))];
}

static double
any_double (GRand  *rand,
            double  most)
{
  switch (g_rand_int_range (rand, 0, 8)) {
  case 0:
    return 0;
  case 1:
    return most;
  default:
    return g_rand_double_range (rand, 0, most);
  }
}

/* Wherever a hand points, the guest is told of a pixel that it has; and the edges of its pixels are in order. */
static void
point (GRand *rand)
{
  int width = g_rand_int_range (rand, 0, 5000), height = g_rand_int_range (rand, 0, 5000);
  double scale = g_rand_boolean (rand) ? g_rand_int_range (rand, 1, 5) : g_rand_double_range (rand, 0.5, 4);
  SprintPointerGeometry geometry;
  SprintPointerShape shape;
  int x, y, columns = g_rand_int_range (rand, 1, 600), rows = g_rand_int_range (rand, 1, 600);

  sprint_pointer_geometry_fit (&geometry, width, height, any_double (rand, 8000), any_double (rand, 8000),
                               any_double (rand, 100), any_double (rand, 100), scale, g_rand_boolean (rand));
  sprint_pointer_geometry_to_guest (&geometry, g_rand_double_range (rand, -1e5, 1e5),
                                    g_rand_double_range (rand, -1e5, 1e5), &x, &y);
  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (x, <, MAX (geometry.guest_width, 1));
  g_assert_cmpint (y, <, MAX (geometry.guest_height, 1));
  if (geometry.guest_width > 0)
    g_assert_cmpfloat (sprint_pointer_geometry_edge_x (&geometry, x), <=,
                       sprint_pointer_geometry_edge_x (&geometry, x + 1));
  if (geometry.guest_height > 0)
    g_assert_cmpfloat (sprint_pointer_geometry_edge_y (&geometry, y), <=,
                       sprint_pointer_geometry_edge_y (&geometry, y + 1));

  sprint_pointer_geometry_fit_shape (&geometry, columns, rows, g_rand_int_range (rand, 0, columns),
                                     g_rand_int_range (rand, 0, rows), &shape);
  g_assert_cmpint (shape.width, >, 0);
  g_assert_cmpint (shape.height, >, 0);
  g_assert_cmpint (shape.hot_x, >=, 0);
  g_assert_cmpint (shape.hot_y, >=, 0);
  g_assert_cmpint (shape.hot_x, <, shape.width);
  g_assert_cmpint (shape.hot_y, <, shape.height);
}

static void
damaged_cb (SprintFramebuffer *framebuffer,
            int                x,
            int                y,
            int                width,
            int                height,
            guint             *n)
{
  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (width, >, 0);
  g_assert_cmpint (height, >, 0);
  g_assert_cmpint (width, <=, sprint_framebuffer_get_width (framebuffer) - x);
  g_assert_cmpint (height, <=, sprint_framebuffer_get_height (framebuffer) - y);
  ++*n;
}

/* What is damaged is in the picture, and what is read of it is in the memory: a sanitizer looks on. */
static guint
damage (GRand             *rand,
        SprintFramebuffer *framebuffer,
        const guint8      *memory)
{
  SprintPixels pixels = {
    .data = memory,
    .format = g_rand_int_range (rand, 0, 3),
    .width = g_rand_int_range (rand, 1, SIZE + 1),
    .height = g_rand_int_range (rand, 1, SIZE + 1),
    .stride = 4 * SIZE,
  };
  g_autoptr (GBytes) copy = NULL;
  gulong handler;
  guint n = 0;

  handler = g_signal_connect (framebuffer, "damaged", G_CALLBACK (damaged_cb), &n);
  sprint_framebuffer_show (framebuffer, &pixels, any_int (rand), any_int (rand), any_int (rand), any_int (rand));
  sprint_framebuffer_show (framebuffer, &pixels, 0, 0, g_rand_int_range (rand, 1, pixels.width + 1),
                           g_rand_int_range (rand, 1, pixels.height + 1));
  for (guint i = 0; i < 8; i++)
    sprint_framebuffer_update (framebuffer, any_int (rand), any_int (rand), any_int (rand), any_int (rand));
  copy = sprint_framebuffer_copy_pixels (framebuffer);
  g_assert_nonnull (copy);
  if (g_rand_int_range (rand, 0, 4) == 0)
    sprint_framebuffer_keep (framebuffer);
  g_signal_handler_disconnect (framebuffer, handler);

  return n;
}

static void
shape (GRand               *rand,
       SprintConsoleCursor *cursor,
       const guint8        *memory)
{
  int width = g_rand_int_range (rand, -1, SIZE + 1), height = g_rand_int_range (rand, -1, SIZE + 1);
  int hot_x, hot_y;

  sprint_console_cursor_set_shape (cursor, memory, width, height, any_int (rand), any_int (rand));
  sprint_console_cursor_move_to (cursor, any_int (rand), any_int (rand));
  if (sprint_console_cursor_get_pixels (cursor) == NULL)
    return;

  sprint_console_cursor_get_size (cursor, &width, &height);
  sprint_console_cursor_get_hotspot (cursor, &hot_x, &hot_y);
  g_assert_cmpuint (g_bytes_get_size (sprint_console_cursor_get_pixels (cursor)), ==, (gsize) width * height * 4);
  g_assert_true (hot_x >= 0 && hot_x < width && hot_y >= 0 && hot_y < height);
}

/* What is understood can be written down, and is understood again. */
static void
combine (GRand *rand)
{
  static const char * const pieces[] = {
    "ctrl", "alt", "delete", "+", "+", "f12", "a", "shift", "", "%", "\xc3\xa9", "print",
  };
  g_autoptr (GByteArray) text = sprint_fuzz_join (rand, pieces, G_N_ELEMENTS (pieces), 0, 20);
  g_autoptr (GString) names = NULL;
  g_autofree char *again = NULL;
  g_autofree char *words = NULL;
  guint codes[SPRINT_KEY_COMBINATION_MAX], back[SPRINT_KEY_COMBINATION_MAX];
  gsize n;

  names = g_string_new_len ((const char *) text->data, text->len);
  n = sprint_key_combination_parse (names->str, codes);
  words = sprint_key_combination_describe (names->str);
  g_assert_cmpuint (n, <=, SPRINT_KEY_COMBINATION_MAX);
  g_assert_true ((words != NULL) == (n > 0));
  if (n == 0)
    return;

  again = sprint_key_combination_format (codes, n);
  g_assert_nonnull (again);
  g_assert_cmpuint (sprint_key_combination_parse (again, back), ==, n);
  g_assert_cmpmem (codes, n * sizeof *codes, back, n * sizeof *back);
}

int
main (int    argc,
      char **argv)
{
  gint64 end = g_get_monotonic_time () + atoi (argv[1]) * G_USEC_PER_SEC;
  g_autoptr (GRand) rand = g_rand_new_with_seed (sprint_fuzz_seed (argv[2]));
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  g_autoptr (SprintConsoleCursor) cursor = sprint_console_cursor_new ();
  g_autofree guint8 *memory = g_malloc (4 * SIZE * SIZE);
  guint n = 0, damages = 0;

  for (gsize i = 0; i < 4 * SIZE * SIZE; i++)
    memory[i] = g_rand_int (rand);
  do {
    point (rand);
    damages += damage (rand, framebuffer, memory);
    shape (rand, cursor, memory);
    combine (rand);
    n++;
  } while (g_get_monotonic_time () < end);
  sprint_framebuffer_clear (framebuffer);

  g_print ("%u rounds, %u rectangles damaged\n", n, damages);
  g_assert_cmpuint (damages, >, n);

  return 0;
}
