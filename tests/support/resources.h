/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <malloc.h>
#include <string.h>

G_BEGIN_DECLS

static inline guint
count_names (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Of this process, and the same one more each time. */
static inline guint
count_descriptors (void)
{
  return count_names ("/proc/self/fd");
}

static inline guint
count_threads (void)
{
  return count_names ("/proc/self/task");
}

/* Bytes that were allocated and not freed; 0 where the allocator is a sanitizer's, which looks for leaks itself. */
static inline gsize
count_allocated (void)
{
#ifdef __SANITIZE_ADDRESS__
  return 0;
#else
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
#endif
}

G_END_DECLS
