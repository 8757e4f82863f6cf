/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command-line.h"
#include "cli/version.h"

#include "sprint-config.h"

static gboolean
run (const char *argument,
     int        *status)
{
  g_auto (GStrv) argv = g_new0 (char *, 3);
  g_auto (SprintCommandLineViewer) viewer = { 0 };

  argv[0] = g_strdup ("sprint");
  argv[1] = g_strdup (argument);

  return sprint_command_line_run (2, argv, NULL, &viewer, status);
}

static void
test_window (void)
{
  int status = -1;
  char *argv[] = { (char *) "sprint", NULL };
  g_auto (SprintCommandLineViewer) viewer = { 0 };

  g_assert_false (sprint_command_line_run (1, argv, NULL, &viewer, &status));
  g_assert_false (run ("--connect=test:///default", &status));
  g_assert_false (run ("--local=test:///default", &status));
  g_assert_false (run ("--gapplication-service", &status));
}

static void
test_viewer (void)
{
  char *argv[] = { (char *) "sprint", (char *) "--open", (char *) "spice://host:5900", (char *) "--fullscreen", NULL };
  g_auto (SprintCommandLineViewer) viewer = { 0 };
  int status = -1;

  g_assert_false (sprint_command_line_run (4, argv, NULL, &viewer, &status));
  g_assert_cmpstr (viewer.what, ==, "spice://host:5900");
  g_assert_true (viewer.fullscreen);
  sprint_command_line_viewer_clear (&viewer);
  g_assert_false (sprint_command_line_run (3, argv, NULL, &viewer, &status));
  g_assert_false (viewer.fullscreen);
}

static void
test_answers (void)
{
  static const char * const arguments[] = { "--version", "-v", "--help", "-h" };

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++) {
    int status = -1;

    g_assert_true (run (arguments[i], &status));
    g_assert_cmpint (status, ==, 0);
  }
}

static void
test_nonsense (void)
{
  static const char * const arguments[] = { "--nonsense", "--connect", "something", "--open", "--fullscreen" };

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++) {
    int status = -1;

    g_assert_true (run (arguments[i], &status));
    g_assert_cmpint (status, ==, 2);
  }
}

static void
test_version (void)
{
  const char * const toolkit[] = { "Toolkit", "1.0", "2.0", NULL };
  g_autofree char *text = sprint_version_describe (toolkit);

  g_assert_true (g_str_has_prefix (text, "Sprint " SPRINT_VERSION "\n"));
  g_assert_nonnull (strstr (text, "Toolkit        2.0 (built with 1.0)\n"));
  g_assert_nonnull (strstr (text, "libvirt "));
  g_assert_nonnull (strstr (text, "libosinfo "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/command-line/window", test_window);
  g_test_add_func ("/cli/command-line/viewer", test_viewer);
  g_test_add_func ("/cli/command-line/answers", test_answers);
  g_test_add_func ("/cli/command-line/nonsense", test_nonsense);
  g_test_add_func ("/cli/command-line/version", test_version);

  return g_test_run ();
}
