/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "host-folder.h"

G_BEGIN_DECLS

/* Gives a computer's program an environment: "HOME=/home/ada", "USER=ada". */
static inline void
host_environment_write (const HostFolder   *root,
                        const char * const *variables)
{
  g_autofree char *path = g_build_filename (root, "proc", "self", "environ", NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  host_folder_write (root, "/proc/self/environ", "");
  for (gsize i = 0; variables[i] != NULL; i++)
    g_byte_array_append (bytes, (const guint8 *) variables[i], strlen (variables[i]) + 1);
  g_file_set_contents (path, (const char *) bytes->data, bytes->len, &error);
  g_assert_no_error (error);
}

G_END_DECLS
