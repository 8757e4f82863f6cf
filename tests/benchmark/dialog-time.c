/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dialog-time [RUNS]
 *
 * Opens Sprint's window with This Computer in it and has it check again, RUNS times. Prints a line of JSON for the
 * opening and one for each run, in milliseconds, from the press of the button to the frame that shows the end.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/sprint/caretaker.h"
#include "loop-watch.h"
#include "ui/window/window.h"

#define STILL 1000 /* ms: animations are over, and nothing is left to draw */

typedef struct
{
  SprintServices *services;
  SprintCaretaker *caretaker;
  GSettings *settings;
  GtkWidget *window;
  int runs;
  gint64 begin;
  double examined;
} Bench;

static gboolean press_cb (gpointer user_data);

static void
frame_begins_cb (void)
{
  loop_watch_frame ();
}

static void
laid_out_cb (void)
{
  loop_watch_laid_out ();
}

static void
print_watch (Bench *bench)
{
  LoopWatch watch = loop_watch_end ();

  printf ("{\"ms\":%.2f,\"shown\":%.2f,\"blocked\":%.2f,\"blocked-cpu\":%.2f,\"frames\":%u,\"frame\":%.2f,"
          "\"frame-cpu\":%.2f,\"layout\":%.2f,\"drawing\":%.2f}\n", bench->examined,
          (g_get_monotonic_time () - bench->begin) / 1000.0, watch.blocked, watch.blocked_cpu, watch.frames,
          watch.frame, watch.frame_cpu, watch.layout, watch.drawing);
  fflush (stdout);
  bench->begin = 0;
}

static void
finish (Bench *bench)
{
  print_watch (bench);
  if (--bench->runs == 0)
    gtk_window_destroy (GTK_WINDOW (bench->window));
  else
    g_timeout_add (STILL, press_cb, bench);
}

static void
frame_ends_cb (GdkFrameClock *clock,
               Bench         *bench)
{
  loop_watch_frame_end ();
  if (bench->examined > 0 && bench->begin > 0)
    finish (bench);
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Bench *bench = user_data;

  if (!sprint_host_examine_finish (SPRINT_HOST (source), result, NULL))
    exit (1);
  bench->examined = (g_get_monotonic_time () - bench->begin) / 1000.0;
  /* The last row's answer may have been shown before. */
  gtk_widget_queue_draw (bench->window);
}

static gboolean
press_cb (gpointer user_data)
{
  Bench *bench = user_data;
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (bench->window));

  bench->examined = 0;
  bench->begin = g_get_monotonic_time ();
  loop_watch_begin ();
  if (!gtk_widget_activate_action (GTK_WIDGET (dialog), "host.check", NULL))
    exit (1);
  /* Whoever asks while it is under way waits for the same run. */
  sprint_host_examine_async (sprint_services_get_host (bench->services), NULL, examined_cb, bench);

  return G_SOURCE_REMOVE;
}

static void
first_examined_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Bench *bench = user_data;

  if (!sprint_host_examine_finish (SPRINT_HOST (source), result, NULL))
    exit (1);
  bench->examined = (g_get_monotonic_time () - bench->begin) / 1000.0;
  print_watch (bench);
  bench->examined = 0;
  g_timeout_add (STILL, press_cb, bench);
}

static gboolean
open_cb (gpointer user_data)
{
  Bench *bench = user_data;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);

  g_signal_connect (clock, "before-paint", G_CALLBACK (frame_begins_cb), NULL);
  g_signal_connect_after (clock, "layout", G_CALLBACK (laid_out_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (frame_ends_cb), bench);
  bench->begin = g_get_monotonic_time ();
  loop_watch_begin ();
  gtk_widget_activate_action (bench->window, "win.show-host", NULL);
  sprint_host_examine_async (sprint_services_get_host (bench->services), NULL, first_examined_cb, bench);

  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *application,
             Bench          *bench)
{
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();

  bench->services = sprint_services_new (platform, SPRINT_SERVICES_LOCAL_URI);
  bench->caretaker = sprint_caretaker_new (bench->services);
  bench->settings = g_settings_new ("io.github.kvmsprint.Sprint");
  bench->window = sprint_window_new (application, bench->services, bench->caretaker, bench->settings);
  gtk_window_present (GTK_WINDOW (bench->window));
  sprint_window_open_connection (SPRINT_WINDOW (bench->window), sprint_services_get_local_connection (bench->services));
  g_timeout_add (STILL, open_cb, bench);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_DEFAULT_FLAGS);
  Bench bench = { .runs = argc > 1 ? atoi (argv[1]) : 1 };

  setlocale (LC_ALL, "");
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &bench);
  g_application_run (G_APPLICATION (application), 1, argv);
  g_clear_object (&bench.caretaker);
  g_clear_object (&bench.services);
  g_clear_object (&bench.settings);

  return bench.runs == 0 ? 0 : 1;
}
