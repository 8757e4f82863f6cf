/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "routes.h"

#include <string.h>

/* linux/route.h */
#define FLAG_UP 0x0001
#define FLAG_REJECT 0x0200

static void
route_free (SprintRoute *self)
{
  g_free (self->interface);
  g_free (self);
}

/* More words than a line of the kernel's has. */
#define MAX_WORDS 16

/* (transfer full) (nullable): the first words of a line, at least @least; %NULL where there are fewer. */
static GStrv
split (const char *line,
       guint       least)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  for (line += strspn (line, " \t"); *line != '\0' && n < MAX_WORDS; line += strspn (line, " \t"), n++) {
    gsize length = strcspn (line, " \t");

    g_strv_builder_take (builder, g_strndup (line, length));
    line += length;
  }

  return n >= least ? g_strv_builder_end (builder) : NULL;
}

static gboolean
read_hex (const char *word,
          guint32    *value)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (word, 16, 0, G_MAXUINT32, &number, NULL))
    return FALSE;
  *value = number;

  return TRUE;
}

/* "Iface Destination Gateway Flags RefCnt Use Metric Mask …": addresses as they lie in memory, in the network's order;
 * net/ipv4/fib_trie.c of the kernel. */
GPtrArray *
sprint_routes_read (SprintHostReader *reader)
{
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) route_free);
  g_autofree char *text = sprint_host_reader_read (reader, "/proc/net/route");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) words = split (lines[i], 8);
    guint32 destination, flags, mask;
    SprintRoute *route;

    if (words == NULL || !read_hex (words[1], &destination) || !read_hex (words[3], &flags) ||
        !read_hex (words[7], &mask) || (flags & FLAG_UP) == 0 || (flags & FLAG_REJECT) != 0)
      continue;
    route = g_new0 (SprintRoute, 1);
    route->interface = g_strdup (words[0]);
    route->destination = GUINT32_FROM_BE (destination);
    route->mask = GUINT32_FROM_BE (mask);
    g_ptr_array_add (routes, route);
  }

  return g_steal_pointer (&routes);
}

/* "destination length source length gateway metric references use flags interface"; net/ipv6/route.c of the kernel. */
static char *
find_default6 (SprintHostReader *reader)
{
  g_autofree char *text = sprint_host_reader_read (reader, "/proc/net/ipv6_route");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) words = split (lines[i], 10);
    guint32 flags;

    if (words != NULL && g_str_equal (words[0], "00000000000000000000000000000000") && g_str_equal (words[1], "00") &&
        read_hex (words[8], &flags) && (flags & FLAG_UP) != 0 && (flags & FLAG_REJECT) == 0 &&
        !g_str_equal (words[9], "lo"))
      return g_strdup (words[9]);
  }

  return NULL;
}

char *
sprint_routes_find_default (SprintHostReader *reader)
{
  g_autoptr (GPtrArray) routes = sprint_routes_read (reader);

  for (guint i = 0; i < routes->len; i++) {
    SprintRoute *route = g_ptr_array_index (routes, i);

    if (route->destination == 0 && route->mask == 0)
      return g_strdup (route->interface);
  }

  return find_default6 (reader);
}

char *
sprint_routes_format_subnet (guint32 destination,
                             guint32 mask)
{
  guint length = 0;

  while (length < 32 && (mask & (1u << (31 - length))) != 0)
    length++;

  return g_strdup_printf ("%u.%u.%u.%u/%u", destination >> 24, destination >> 16 & 255, destination >> 8 & 255,
                          destination & 255, length);
}
