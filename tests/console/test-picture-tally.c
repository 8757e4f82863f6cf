/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/guard/image-rules.h"

/* What has brought most, and a film before all else. */
static void
test_find (void)
{
  SprintPictureTally tally = { 0 }, before = { 0 };

  g_assert_cmpint (sprint_picture_tally_find (&tally, &before), ==, SPRINT_PICTURE_UNKNOWN);
  sprint_picture_tally_add (&tally, SPRINT_PICTURE_UNKNOWN, 1000000);
  g_assert_cmpint (sprint_picture_tally_find (&tally, &before), ==, SPRINT_PICTURE_UNKNOWN);
  sprint_picture_tally_add (&tally, SPRINT_PICTURE_PLAIN, 100);
  sprint_picture_tally_add (&tally, SPRINT_PICTURE_QUIC, 90);
  g_assert_cmpint (sprint_picture_tally_find (&tally, &before), ==, SPRINT_PICTURE_PLAIN);
  g_assert_cmpint (tally.newest, ==, SPRINT_PICTURE_QUIC);
  sprint_picture_tally_add (&tally, SPRINT_PICTURE_QUIC, 20);
  g_assert_cmpint (sprint_picture_tally_find (&tally, &before), ==, SPRINT_PICTURE_QUIC);
  sprint_picture_tally_add (&tally, SPRINT_PICTURE_MJPEG, 10);
  g_assert_cmpint (sprint_picture_tally_find (&tally, &before), ==, SPRINT_PICTURE_MJPEG);
  sprint_picture_tally_add (&tally, SPRINT_PICTURE_VP9, 20);
  g_assert_cmpint (sprint_picture_tally_find (&tally, &before), ==, SPRINT_PICTURE_VP9);

  /* Since then. */
  sprint_picture_tally_copy (&before, &tally);
  g_assert_cmpint (before.newest, ==, SPRINT_PICTURE_VP9);
  g_assert_cmpint (sprint_picture_tally_find (&tally, &before), ==, SPRINT_PICTURE_UNKNOWN);
  sprint_picture_tally_add (&tally, SPRINT_PICTURE_JPEG, 1);
  g_assert_cmpint (sprint_picture_tally_find (&tally, &before), ==, SPRINT_PICTURE_JPEG);
}

/* What is not let through is not counted. */
static void
test_refused (void)
{
  g_autoptr (SprintGlzWindow) glz = sprint_glz_window_new (NULL);
  SprintByteLedger *surfaces = sprint_byte_ledger_new (1, 1);
  SprintImageRules rules = { 0 };
  SprintImageNews news = { .image = 1, .image_bytes = G_MAXUINT32, .coding = SPRINT_PICTURE_QUIC, .pixels = 5 };

  sprint_image_rules_init (&rules, surfaces, glz, FALSE);
  g_assert_false (sprint_image_rules_accept (&rules, &news));
  g_assert_cmpuint (rules.tally.pixels[SPRINT_PICTURE_QUIC], ==, 0);
  g_assert_cmpint (rules.tally.newest, ==, SPRINT_PICTURE_UNKNOWN);
  news.image_bytes = 20;
  g_assert_true (sprint_image_rules_accept (&rules, &news));
  g_assert_cmpuint (rules.tally.pixels[SPRINT_PICTURE_QUIC], ==, 5);
  sprint_image_rules_clear (&rules);
  sprint_byte_ledger_free (surfaces);
}

static void
test_names (void)
{
  g_assert_null (sprint_picture_coding_get_name (SPRINT_PICTURE_UNKNOWN));
  for (guint i = SPRINT_PICTURE_PLAIN; i < SPRINT_PICTURE_N_CODINGS; i++)
    g_assert_nonnull (sprint_picture_coding_get_name (i));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture-tally/find", test_find);
  g_test_add_func ("/picture-tally/refused", test_refused);
  g_test_add_func ("/picture-tally/names", test_names);

  return g_test_run ();
}
