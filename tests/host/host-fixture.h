/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "host-folder.h"

G_BEGIN_DECLS

/* A computer of the test's own, with nothing in it. */
typedef struct {
  HostFolder *root;
  SprintHostReader *reader;
} Fixture;

static inline void
host_fixture_set_up (Fixture       *fixture,
                     gconstpointer  data)
{
  fixture->root = host_folder_new ();
  fixture->reader = sprint_host_reader_new (fixture->root);
}

static inline void
host_fixture_tear_down (Fixture       *fixture,
                        gconstpointer  data)
{
  g_clear_object (&fixture->reader);
  g_clear_pointer (&fixture->root, host_folder_free);
}

G_END_DECLS
