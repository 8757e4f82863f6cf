/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/repair/helper-call.h"

#include <glib/gstdio.h>

#include "await.h"
#include "core/host/check/host-error.h"
#include "host-folder.h"

#define HELPER "/usr/libexec/sprint-host-helper"

/* A pkexec of the test's own: what polkit would answer. */
typedef struct {
  HostFolder *folder;
} Fixture;

static void
write_pkexec (Fixture    *fixture,
              const char *script)
{
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, "\n", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "pkexec", NULL);

  host_folder_write (fixture->folder, "/pkexec", text);
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->folder = host_folder_new ();
  path = g_strconcat (fixture->folder, ":/usr/bin:/bin", NULL);
  g_setenv ("PATH", path, TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_setenv ("PATH", "/usr/bin:/bin", TRUE);
  host_folder_free (fixture->folder);
}

static char *
call (const char  *target,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_helper_call_async (HELPER, "load-module", target, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_helper_call_finish (result, error);
}

static void
test_done (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  write_pkexec (fixture, "echo \"$@\"");
  output = call ("kvm_intel", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (output, ==, "--disable-internal-agent " HELPER " load-module kvm_intel\n");
}

static void
test_faults (Fixture       *fixture,
             gconstpointer  data)
{
  /* What pkexec(1) ends with, and what the helper does. */
  static const struct { const char *script; int code; const char *words; } cases[] = {
    { "echo 'Error executing command as another user: Request dismissed' >&2; exit 126",
      SPRINT_HOST_ERROR_REPAIR_DECLINED, "Request dismissed" },
    { "echo 'Error executing command as another user: Not authorized' >&2; exit 127",
      SPRINT_HOST_ERROR_REPAIR_DECLINED, "Not authorized" },
    { "echo 'Error executing command as another user: No authentication agent found.' >&2; exit 127",
      SPRINT_HOST_ERROR_NO_REPAIR, "No authentication agent" },
    { "echo 'pkexec must be setuid root' >&2; exit 127", SPRINT_HOST_ERROR_NO_REPAIR, "setuid" },
    { "echo 'Error getting authority: Could not connect' >&2; exit 127", SPRINT_HOST_ERROR_NO_REPAIR, "authority" },
    { "echo 'Error accessing " HELPER ": No such file' >&2; exit 127", SPRINT_HOST_ERROR_NO_REPAIR, HELPER },
    { "echo 'sprint-host-helper: modprobe is not installed' >&2; exit 4", SPRINT_HOST_ERROR_REPAIR_FAILED,
      "installed" },
    { "echo 'sprint-host-helper: modprobe failed' >&2; exit 5", SPRINT_HOST_ERROR_REPAIR_FAILED, "modprobe failed" },
    { "exit 2", SPRINT_HOST_ERROR_REPAIR_FAILED, "pkexec" },
    { "kill -9 $$", SPRINT_HOST_ERROR_REPAIR_FAILED, "pkexec" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    write_pkexec (fixture, cases[i].script);
    g_assert_null (call ("kvm", &error));
    g_assert_error (error, SPRINT_HOST_ERROR, cases[i].code);
    g_assert_nonnull (strstr (error->message, cases[i].words));
  }
}

static void
test_absent (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("PATH", fixture->folder, TRUE);
  g_assert_null (call ("kvm", &error));
  g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_REPAIR);
}

/* pkexec refuses to start from a folder that was removed, and its words are looked for in English. */
static void
test_surroundings (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  g_setenv ("LC_ALL", "de_DE.UTF-8", TRUE);
  write_pkexec (fixture, "pwd; echo $LC_ALL");
  output = call ("kvm", &error);
  g_unsetenv ("LC_ALL");
  g_assert_no_error (error);
  g_assert_cmpstr (output, ==, "/\nC\n");
}

/* While polkit asks. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *asked = g_build_filename (fixture->folder, "asked", NULL);
  g_autofree char *script = g_strdup_printf ("touch %s; exec sleep 1000", asked);

  write_pkexec (fixture, script);
  sprint_helper_call_async (HELPER, "inspect", NULL, cancellable, await_result_cb, &result);
  await (g_file_test (asked, G_FILE_TEST_EXISTS));
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_null (sprint_helper_call_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What has been allowed goes on to its end, and that is what is told. */
static void
test_cancelled_late (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *asked = g_build_filename (fixture->folder, "asked", NULL);
  g_autofree char *script = g_strdup_printf ("trap 'echo done; exit 0' TERM; touch %s; while :; do sleep 0.01; done",
                                             asked);

  write_pkexec (fixture, script);
  sprint_helper_call_async (HELPER, "inspect", NULL, cancellable, await_result_cb, &result);
  await (g_file_test (asked, G_FILE_TEST_EXISTS));
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  output = sprint_helper_call_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (output, ==, "done\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/host/helper-call/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("done", test_done);
  ADD ("faults", test_faults);
  ADD ("absent", test_absent);
  ADD ("surroundings", test_surroundings);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-late", test_cancelled_late);
  return g_test_run ();
}
