/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/check.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "remove-tree.h"

/* The built program, in a home of its own, with nothing that a desktop would give it. */
typedef struct {
  char *home;
  GSubprocessLauncher *launcher;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *home = NULL;
  const char *environment[] = { "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL, NULL };

  fixture->home = g_dir_make_tmp ("check-XXXXXX", NULL);
  g_assert_nonnull (fixture->home);
  home = g_strconcat ("HOME=", fixture->home, NULL);
  environment[2] = home;
  fixture->launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_environ (fixture->launcher, (char **) environment);
  /* What the sanitizers are told stays. */
  for (gsize i = 0; i < 3; i++) {
    static const char * const names[] = { "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS" };

    if (g_getenv (names[i]) != NULL)
      g_subprocess_launcher_setenv (fixture->launcher, names[i], g_getenv (names[i]), TRUE);
  }
  g_subprocess_launcher_setenv (fixture->launcher, "SPRINT_LIBEXECDIR", g_getenv ("SPRINT_LIBEXECDIR"), TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->launcher);
  remove_tree (fixture->home);
  g_free (fixture->home);
}

/* In sh, with the program as $0. Returns: the exit status */
static int
run (Fixture     *fixture,
     const char  *script,
     char       **output,
     char       **words)
{
  const char * const argv[] = { "sh", "-c", script, g_getenv ("SPRINT_PROGRAM"), NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_launcher_spawnv (fixture->launcher, argv, &error);
  g_autofree char *said = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, output, &said, &error);
  g_assert_no_error (error);
  g_test_message ("%s: %s", script, said);
  g_assert_true (g_subprocess_get_if_exited (child));
  if (words != NULL)
    *words = g_steal_pointer (&said);
  return g_subprocess_get_exit_status (child);
}

static JsonObject *
parse (const char  *json,
       JsonNode   **root)
{
  g_autoptr (GError) error = NULL;

  *root = json_from_string (json, &error);
  g_assert_no_error (error);
  return json_node_get_object (*root);
}

/* What a program that reads the report goes by. */
static void
test_json (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const words[] = { "sprint", "state", "acceleration", "summary", "architecture", "kernel" };
  static const struct { const char *state; int status; } statuses[] = {
    { "ready", SPRINT_CHECK_STATUS_READY }, { "usable", SPRINT_CHECK_STATUS_USABLE },
    { "not-ready", SPRINT_CHECK_STATUS_NOT_READY }, { "unknown", SPRINT_CHECK_STATUS_UNKNOWN },
  };
  g_autofree char *output = NULL;
  g_autofree char *said = NULL;
  g_autoptr (JsonNode) root = NULL;
  int status = run (fixture, "exec \"$0\" --check --json --local=test:///default", &output, &said);
  JsonObject *report = parse (output, &root);
  JsonArray *checks = json_object_get_array_member (report, "checks");
  gboolean known = FALSE;

  g_assert_cmpstr (said, ==, "");
  g_assert_cmpint (json_object_get_int_member (report, "format"), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpstr (json_object_get_string_member (report, words[i]), !=, "");
  g_assert_true (json_object_has_member (report, "distribution"));
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    if (!g_str_equal (json_object_get_string_member (report, "state"), statuses[i].state))
      continue;
    known = TRUE;
    g_assert_cmpint (status, ==, statuses[i].status);
  }
  g_assert_true (known);
  g_assert_cmpuint (json_array_get_length (checks), >, 30);
  for (guint i = 0; i < json_array_get_length (checks); i++) {
    static const char * const members[] = { "id", "group", "scope", "state", "title", "summary", "why",
                                            "milliseconds" };
    JsonObject *check = json_array_get_object_element (checks, i);

    for (gsize j = 0; j < G_N_ELEMENTS (members); j++)
      g_assert_true (json_object_has_member (check, members[j]));
    /* Every one has been asked. */
    g_assert_cmpstr (json_object_get_string_member (check, "state"), !=, "running");
    g_assert_cmpstr (json_object_get_string_member (check, "state"), !=, "unknown");
  }
}

static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *output = NULL;
  g_autofree char *plain = NULL;
  int status = run (fixture, "exec \"$0\" --check --local=test:///default", &output, NULL);

  g_assert_cmpint (status, !=, SPRINT_CHECK_STATUS_NOT_WRITTEN);
  g_assert_true (g_str_has_prefix (output, "Sprint "));
  g_assert_nonnull (strstr (output, "\n\nSoftware\n  ["));
  /* Neither where they live nor what their computer is called. */
  g_assert_null (strstr (output, fixture->home));
  if (strlen (g_get_host_name ()) > 3 && !g_str_equal (g_get_host_name (), "localhost"))
    g_assert_null (strstr (output, g_get_host_name ()));
  /* A terminal that knows ASCII alone gets no more. */
  run (fixture, "LC_ALL=C exec \"$0\" --check --local=test:///default", &plain, NULL);
  g_assert_true (g_str_is_ascii (plain));
}

/* JSON is the same wherever it is made. */
static void
test_utf8 (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *output = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *why = NULL;
  JsonArray *checks;

  run (fixture, "LC_ALL=C exec \"$0\" --check --json --local=test:///default", &output, NULL);
  checks = json_object_get_array_member (parse (output, &root), "checks");
  for (guint i = 0; i < json_array_get_length (checks) && why == NULL; i++) {
    const char *text = json_object_get_string_member (json_array_get_object_element (checks, i), "why");

    if (strstr (text, "’") != NULL)
      why = g_strdup (text);
  }
  g_assert_nonnull (why);
}

/* Whatever keeps the report from where it is to go, it is told, and the status says that there is none. */
static void
test_not_written (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct { const char *script, *words; } cases[] = {
    { "exec \"$0\" --check --local=test:///default >/dev/full", "No space left on device" },
    { "exec \"$0\" --check --json --local=test:///default >/dev/full", "No space left on device" },
    { "exec \"$0\" --check --local=test:///default >&-", "Bad file descriptor" },
    { "exec \"$0\" --check --json --local=test:///default <&- >&-", "Bad file descriptor" },
    /* Who reads is gone before it is written. */
    { "mkfifo $HOME/pipe; : <$HOME/pipe & exec 3>$HOME/pipe; wait; exec \"$0\" --check --local=test:///default >&3",
      "Broken pipe" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = NULL;

    g_assert_cmpint (run (fixture, cases[i].script, NULL, &words), ==, SPRINT_CHECK_STATUS_NOT_WRITTEN);
    g_assert_nonnull (strstr (words, "sprint: the report could not be written: "));
    g_assert_nonnull (strstr (words, cases[i].words));
  }
  /* And with nobody to tell it to either. */
  g_assert_cmpint (run (fixture, "exec \"$0\" --check --local=test:///default >&- 2>&- <&-", NULL, NULL), ==,
                   SPRINT_CHECK_STATUS_NOT_WRITTEN);
}

/* libvirt is not to be reached. */
static void
test_not_ready (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *output = NULL;
  g_autoptr (JsonNode) root = NULL;

  g_assert_cmpint (run (fixture, "exec \"$0\" --check --json --local=qemu+unix:///session?socket=$HOME/none", &output,
                        NULL), ==, SPRINT_CHECK_STATUS_NOT_READY);
  g_assert_cmpstr (json_object_get_string_member (parse (output, &root), "state"), ==, "not-ready");
}

static void
test_wrong (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const scripts[] = {
    "exec \"$0\" --json", "exec \"$0\" --check --nonsense", "exec \"$0\" --check something",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_autofree char *output = NULL;

    g_assert_cmpint (run (fixture, scripts[i], &output, NULL), ==, 2);
    g_assert_cmpstr (output, ==, "");
  }
}

/* All of them, in the help that people look at first. */
static void
test_help (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *output = NULL;

  g_assert_cmpint (run (fixture, "exec \"$0\" --help", &output, NULL), ==, 0);
  for (guint status = 0; status <= SPRINT_CHECK_STATUS_NOT_WRITTEN; status++) {
    g_autofree char *pattern = g_strdup_printf ("\\b%u (is |where )", status);

    g_assert_true (g_regex_match_simple (pattern, strstr (output, "exit status"), 0, 0));
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/cli/check/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("json", test_json);
  ADD ("text", test_text);
  ADD ("utf8", test_utf8);
  ADD ("not-written", test_not_written);
  ADD ("not-ready", test_not_ready);
  ADD ("wrong", test_wrong);
  ADD ("help", test_help);
  return g_test_run ();
}
