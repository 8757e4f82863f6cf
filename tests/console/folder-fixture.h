/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "remove-tree.h"
#include "session-fixture.h"

G_BEGIN_DECLS

/* A session with a machine that has a port for folders, and two folders to share. */
typedef struct {
  Fixture base;
  SpiceFolderDouble *guest;
  SprintSharedFolder *shared;
  char *path;
  GFile *folder;
  GFile *other;
  gint64 clients;
} Sharing;

static inline GFile *
make_folder (Sharing    *fixture,
             const char *name)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);
  g_autofree char *file = g_build_filename (path, "file", NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, name, -1, NULL));

  return g_file_new_for_path (path);
}

static inline void
set_up_bare (Sharing       *fixture,
             gconstpointer  data)
{
  set_up (&fixture->base, NULL);
  fixture->shared = sprint_console_session_get_shared_folder (fixture->base.session);
  fixture->path = g_dir_make_tmp ("sprint-folder-XXXXXX", NULL);
  fixture->folder = make_folder (fixture, "one");
  fixture->other = make_folder (fixture, "two");
  spice_screen_double_create_surface (fixture->base.screen, SPICE_SURFACE_FMT_32_xRGB, 64, 64);
}

static inline void
connect_session (Sharing *fixture)
{
  sprint_console_session_connect (fixture->base.session, fixture->base.source);
  await (sprint_console_session_get_has_picture (fixture->base.session));
  await (sprint_shared_folder_get_link (fixture->shared) != SPRINT_FOLDER_LINK_NONE);
}

static inline void
set_up_sharing (Sharing       *fixture,
                gconstpointer  data)
{
  set_up_bare (fixture, data);
  fixture->guest = spice_server_double_add_folder (fixture->base.server);
  connect_session (fixture);
}

static inline void
tear_down_sharing (Sharing       *fixture,
                   gconstpointer  data)
{
  remove_tree (fixture->path);
  g_free (fixture->path);
  g_object_unref (fixture->folder);
  g_object_unref (fixture->other);
  tear_down (&fixture->base, data);
}

static inline void
share (Sharing  *fixture,
       GFile    *folder,
       gboolean  read_only)
{
  guint before = spice_folder_double_count (fixture->guest);

  sprint_shared_folder_share (fixture->shared, folder, read_only);
  await (spice_folder_double_count (fixture->guest) == before + 1);
  spice_folder_double_set_listening (fixture->guest, TRUE);
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_SHARED);
}

static inline char *
get_text (Sharing *fixture,
          gint64   client)
{
  GByteArray *answer = spice_folder_double_get_answer (fixture->guest, client);

  return g_strndup ((const char *) answer->data, answer->len);
}

/* The whole answer, once the server has hung up after it. */
static inline char *
ask (Sharing    *fixture,
     const char *method,
     const char *path,
     const char *headers,
     const char *body)
{
  g_autofree char *request =
    g_strdup_printf ("%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %zu\r\n%s\r\n%s", method, path,
                     body != NULL ? strlen (body) : 0, headers != NULL ? headers : "", body != NULL ? body : "");
  gint64 client = ++fixture->clients;

  spice_folder_double_send (fixture->guest, client, request, strlen (request));
  await (spice_folder_double_has_ended (fixture->guest, client));

  return get_text (fixture, client);
}

static inline void
expect (Sharing    *fixture,
        const char *method,
        const char *path,
        const char *headers,
        const char *body,
        guint       status)
{
  g_autofree char *answer = ask (fixture, method, path, headers, body);
  g_autofree char *line = g_strdup_printf ("HTTP/1.1 %u ", status);

  g_test_message ("%s %s: %.60s", method, path, answer);
  g_assert_true (g_str_has_prefix (answer, line));
}

static inline gboolean
has_file (GFile      *folder,
          const char *name,
          const char *contents)
{
  g_autoptr (GFile) file = g_file_get_child (folder, name);
  g_autofree char *found = NULL;

  return g_file_load_contents (file, NULL, &found, NULL, NULL, NULL) && g_strcmp0 (found, contents) == 0;
}

/* Everybody's warnings end the test but GIO's: libphodav asks it for more than its own, made up folder has, whenever
 * it lists what is at the top. */
static inline void
make_warnings_fatal (void)
{
  static const char * const domains[] = { "sprint", "GLib", "GLib-GObject", "GSpice", "libsoup", "phodav" };

  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    g_log_set_fatal_mask (domains[i], G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
}

G_END_DECLS
