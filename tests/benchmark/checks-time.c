/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * checks-time [RUNS]
 *
 * Examines this computer as `sprint --check` does, RUNS times in one process. Prints a line of JSON for each: the
 * milliseconds that it took, the longest for which the main loop was blocked, and those of each check.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/sprint/services.h"
#include "loop-watch.h"

typedef struct
{
  SprintHost *host;
  GMainLoop *loop;
  gint64 begin;
} Run;

static void
print_checks (GListModel *checks)
{
  guint n = g_list_model_get_n_items (checks);

  printf (",\"checks\":{");
  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (checks, i);

    printf ("%s\"%s\":%.2f", i > 0 ? "," : "", sprint_check_get_id (check), sprint_check_get_duration (check) / 1000.0);
  }
  printf ("}");
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Run *run = user_data;
  double took = (g_get_monotonic_time () - run->begin) / 1000.0;
  LoopWatch watch = loop_watch_end ();

  if (!sprint_host_examine_finish (run->host, result, NULL))
    exit (1);
  printf ("{\"ms\":%.2f,\"blocked\":%.2f,\"blocked-cpu\":%.2f", took, watch.blocked, watch.blocked_cpu);
  print_checks (G_LIST_MODEL (run->host));
  printf ("}\n");
  g_main_loop_quit (run->loop);
}

/* From within the loop: what is done before the first answer counts. */
static gboolean
examine_cb (gpointer user_data)
{
  Run *run = user_data;

  run->begin = g_get_monotonic_time ();
  loop_watch_begin ();
  sprint_host_examine_async (run->host, NULL, examined_cb, run);

  return G_SOURCE_REMOVE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  g_autoptr (SprintServices) services = sprint_services_new (platform, SPRINT_SERVICES_LOCAL_URI);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { sprint_services_get_host (services), loop, 0 };
  int runs = argc > 1 ? atoi (argv[1]) : 1;

  setlocale (LC_ALL, "");
  for (int i = 0; i < runs; i++) {
    g_idle_add (examine_cb, &run);
    g_main_loop_run (loop);
  }

  return 0;
}
