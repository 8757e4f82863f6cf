/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-enums.h"
#include "core/sprint/stage.h"

static void
count_cb (guint *count)
{
  ++*count;
}

static void
test_run (void)
{
  g_autoptr (SprintStage) stage = sprint_stage_new ("disk", "Disk");
  guint states = 0;
  gint64 duration;

  g_signal_connect_swapped (stage, "notify::state", G_CALLBACK (count_cb), &states);
  g_assert_cmpstr (sprint_stage_get_id (stage), ==, "disk");
  g_assert_cmpstr (sprint_stage_get_title (stage), ==, "Disk");
  g_assert_cmpint (sprint_stage_get_state (stage), ==, SPRINT_STAGE_STATE_WAITING);
  g_assert_cmpint (sprint_stage_get_duration (stage), ==, 0);
  g_assert_cmpfloat (sprint_stage_get_fraction (stage), ==, -1);

  sprint_stage_begin (stage);
  g_assert_cmpint (sprint_stage_get_state (stage), ==, SPRINT_STAGE_STATE_RUNNING);
  for (gint64 end = g_get_monotonic_time () + 2; g_get_monotonic_time () < end;)
    continue;
  g_assert_cmpint (sprint_stage_get_duration (stage), >, 0);

  sprint_stage_end (stage, SPRINT_STAGE_STATE_DONE);
  duration = sprint_stage_get_duration (stage);
  sprint_stage_end (stage, SPRINT_STAGE_STATE_DONE);
  g_assert_cmpint (sprint_stage_get_duration (stage), ==, duration);
  g_assert_cmpuint (states, ==, 2);
}

static void
test_notes (void)
{
  g_autoptr (SprintStage) stage = sprint_stage_new ("start", "Start");
  guint notes = 0, fractions = 0;
  double fraction;
  g_autofree char *note = NULL;

  g_signal_connect_swapped (stage, "notify::note", G_CALLBACK (count_cb), &notes);
  g_signal_connect_swapped (stage, "notify::fraction", G_CALLBACK (count_cb), &fractions);
  sprint_stage_set_note (stage, "Slowly");
  sprint_stage_set_note (stage, "Slowly");
  sprint_stage_set_fraction (stage, 0.5);
  sprint_stage_set_fraction (stage, 0.5);
  g_assert_cmpuint (notes, ==, 1);
  g_assert_cmpuint (fractions, ==, 1);
  g_object_get (stage, "note", &note, "fraction", &fraction, NULL);
  g_assert_cmpstr (note, ==, "Slowly");
  g_assert_cmpfloat (fraction, ==, 0.5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stage/run", test_run);
  g_test_add_func ("/stage/notes", test_notes);
  return g_test_run ();
}
