/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/kvm/kvm-proof-check.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ask.h"
#include "await.h"
#include "host-folder.h"

#define LONG (AWAIT_SECONDS * 1000)     /* a deadline that no test waits for */
#define PASSES \
  "echo '{\"step\":\"long-mode\",\"result\":\"pass\",\"us\":1500}'\n" \
  "echo '{\"step\":\"end\",\"result\":\"pass\",\"us\":0}'\n"

typedef struct {
  HostFolder *root;
  char *helper;
  char *device;
  SprintAccelerationRecord *record;
  SprintCheck *check;
} Fixture;

static void
set_up_deadline (Fixture *fixture,
                 guint    deadline)
{
  g_autofree char *path = NULL;

  fixture->root = host_folder_new ();
  fixture->helper = g_build_filename (fixture->root, "helper", NULL);
  fixture->device = g_build_filename (fixture->root, "kvm", NULL);
  path = g_build_filename (fixture->root, "state", "acceleration", NULL);
  fixture->record = sprint_acceleration_record_new (path);
  fixture->check = sprint_kvm_proof_check_new (fixture->helper, fixture->device, fixture->record,
                                               deadline);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  set_up_deadline (fixture, LONG);
}

static void
set_up_impatient (Fixture       *fixture,
                  gconstpointer  data)
{
  set_up_deadline (fixture, 100);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->check);
  /* It may still be writing. */
  await_gone (g_steal_pointer (&fixture->record));
  host_folder_free (fixture->root);
  g_free (fixture->helper);
  g_free (fixture->device);
}

static void
write_helper (Fixture    *fixture,
              const char *script)
{
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, NULL);

  host_folder_write (fixture->root, "/helper", text);
  g_assert_cmpint (g_chmod (fixture->helper, 0700), ==, 0);
}

static void
assert_warning (Fixture    *fixture,
                const char *summary)
{
  ask (fixture->check);
  g_assert_cmpstr (sprint_check_get_summary (fixture->check), ==, summary);
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_WARN);
}

static void
test_passes (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *script = g_strdup_printf ("[ \"$*\" = \"%s\" ] || exit 3\n" PASSES, fixture->device);

  g_assert_cmpstr (sprint_check_get_id (fixture->check), ==, "kvm-proof");
  write_helper (fixture, script);
  ask (fixture->check);
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (sprint_check_get_summary (fixture->check), ==,
                   "KVM works: a tiny guest ran in 1.5 ms");
  g_assert_null (sprint_check_get_remedy (fixture->check));
  /* It was the device that was tried, and what was said is the evidence. */
  g_assert_true (g_str_has_prefix (sprint_check_get_details (fixture->check), "Run a 64-bit guest: done"));
}

static void
test_fails (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *step, *summary; } cases[] = {
    { "open", "KVM was not tried: there is no /dev/kvm" },
    { "vm", "KVM could not make a virtual machine" },
    { "real-mode", "KVM cannot run even the simplest guest" },
    { "long-mode", "KVM cannot run a 64-bit guest" },
    { "vex", "KVM stops at instructions that guests of today use" },
    { "feature-msr", "KVM refuses a processor setting that guests of today need" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *script =
      g_strdup_printf ("echo '{\"step\":\"%s\",\"result\":\"fail\",\"us\":3,\"errno\":2}'\n"
                       "echo '{\"step\":\"end\",\"result\":\"fail\",\"us\":0}'\nexit 1\n",
                       cases[i].step);

    write_helper (fixture, script);
    assert_warning (fixture, cases[i].summary);
    g_assert_nonnull (sprint_check_get_remedy (fixture->check));
  }

  /* Put right, and asked again. */
  write_helper (fixture, PASSES);
  ask (fixture->check);
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_PASS);
  g_assert_null (sprint_check_get_remedy (fixture->check));
}

static void
test_says_nothing (Fixture       *fixture,
                   gconstpointer  data)
{
  write_helper (fixture, "exit 0\n");
  assert_warning (fixture, "KVM could not be tried");
  write_helper (fixture, "exit 1\n");
  assert_warning (fixture, "KVM could not be tried");
  write_helper (fixture, "echo nonsense; echo '{\"step\":\"'; echo >&2 and more\n");
  assert_warning (fixture, "KVM could not be tried");
  write_helper (fixture, "printf '\\377\\376\\000'\n" PASSES);
  assert_warning (fixture, "KVM could not be tried");
}

static void
test_crashes (Fixture       *fixture,
              gconstpointer  data)
{
  write_helper (fixture, "kill -s SEGV $$\n");
  assert_warning (fixture, "The program that tries KVM crashed");
  write_helper (fixture,
                "echo '{\"step\":\"vex\",\"result\":\"fail\",\"us\":3}'\nkill -s SEGV $$\n");
  assert_warning (fixture, "KVM stops at instructions that guests of today use");
  /* Its own alarm clock, which rings before the deadline here. */
  write_helper (fixture, "kill -s ALRM $$\n");
  assert_warning (fixture, "KVM did not run a tiny guest in time");
}

static int
read_number (const char *path)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL) || strchr (text, '\n') == NULL)
    return 0;

  return atoi (text);
}

/* The child is killed. */
static void
test_never_ends (Fixture       *fixture,
                 gconstpointer  data)
{
  write_helper (fixture, "trap '' TERM ALRM\nexec sleep 1000\n");
  assert_warning (fixture, "KVM did not run a tiny guest in time");
}

/* One that hangs in the kernel is not gone when it was killed, nor is its end of the pipe. */
static void
test_never_gone (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->root, "pid", NULL);
  g_autofree char *script = g_strdup_printf ("sleep 1000 &\necho $! >%s\n", path);

  write_helper (fixture, script);
  assert_warning (fixture, "KVM did not run a tiny guest in time");
  g_assert_cmpint (kill (read_number (path), SIGKILL), ==, 0);
}

/* This program has other things to do, until long after the deadline. */
static void
test_heard_late (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *witness = g_build_filename (fixture->root, "told", NULL);
  g_autofree char *script = g_strdup_printf (PASSES "echo >%s\n", witness);
  g_autoptr (GAsyncResult) result = NULL;

  write_helper (fixture, script);
  sprint_check_ask_async (fixture->check, NULL, await_result_cb, &result);
  for (guint left = 1000; left > 0 && !g_file_test (witness, G_FILE_TEST_EXISTS); left--)
    g_usleep (10000);
  g_usleep (300000);
  await (result != NULL);
  g_assert_true (sprint_check_ask_finish (fixture->check, result, NULL));
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_PASS);
}

static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  assert_warning (fixture, "KVM could not be tried: Sprint’s own helper program is missing");
  g_assert_nonnull (sprint_check_get_details (fixture->check));
  host_folder_write (fixture->root, "/helper", "#!/bin/sh\n" PASSES);
  g_assert_cmpint (g_chmod (fixture->helper, 0600), ==, 0);
  assert_warning (fixture, "KVM could not be tried: Sprint’s own helper program is missing");
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->root, "pid", NULL);
  g_autofree char *script = g_strdup_printf ("echo $$ > %s\nexec sleep 1000\n", path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  pid_t child;

  write_helper (fixture, script);
  sprint_check_ask_async (fixture->check, cancellable, await_result_cb, &result);
  await (read_number (path) != 0);
  child = read_number (path);
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_RUNNING);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_false (sprint_check_ask_finish (fixture->check, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_UNKNOWN);
  g_assert_null (sprint_check_get_summary (fixture->check));
  /* Nothing of it runs on. */
  await (kill (child, 0) != 0 && errno == ESRCH);
}

static void
test_record (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *proof = NULL;

  /* Before anything was tried there is nothing to take back. */
  sprint_acceleration_record_note_failure (fixture->record, "KVM internal error. Suberror: 1");
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_UNKNOWN);

  /* A machine has seen more than the tiny guest. */
  write_helper (fixture, PASSES);
  assert_warning (fixture, "A machine failed because of KVM, so machines are emulated in software");
  g_assert_true (g_str_has_prefix (sprint_check_get_details (fixture->check),
                                   "KVM internal error. Suberror: 1\n\n"));
  g_assert_nonnull (strstr (sprint_check_get_details (fixture->check), "64-bit"));
  g_assert_nonnull (sprint_check_get_remedy (fixture->check));

  /* One that ran is the end of it, without asking again. */
  sprint_acceleration_record_note_success (fixture->record);
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_PASS);
  g_assert_null (sprint_check_get_remedy (fixture->check));
  sprint_acceleration_record_note_failure (fixture->record, "failed to set MSR 0x10a");
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_WARN);

  /* A proof that failed speaks for itself. */
  write_helper (fixture, "echo '{\"step\":\"vex\",\"result\":\"fail\",\"us\":3}'\n");
  assert_warning (fixture, "KVM stops at instructions that guests of today use");
  sprint_acceleration_record_note_success (fixture->record);
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_WARN);
}

/* Slow is proved all the same, and a machine that failed has seen more. */
static void
test_slow (Fixture       *fixture,
           gconstpointer  data)
{
  SprintKvmProofCheck *check = SPRINT_KVM_PROOF_CHECK (fixture->check);

  write_helper (fixture, "echo '{\"step\":\"exits\",\"result\":\"pass\",\"us\":9000,\"exit-ns\":45000}'\n" PASSES);
  ask (fixture->check);
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_nonnull (strstr (sprint_check_get_summary (fixture->check), "45 µs"));
  g_assert_true (sprint_kvm_proof_check_get_proved (check));

  sprint_acceleration_record_note_failure (fixture->record, "KVM internal error. Suberror: 1");
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_WARN);
  g_assert_true (sprint_kvm_proof_check_get_proved (check));
}

static void
test_record_while_running (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *pipe = g_build_filename (fixture->root, "pipe", NULL);
  g_autofree char *script = g_strdup_printf ("read line < %s\n" PASSES, pipe);
  g_autofd int fd = -1;

  write_helper (fixture, PASSES);
  ask (fixture->check);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  fd = g_open (pipe, O_RDWR | O_CLOEXEC, 0);
  write_helper (fixture, script);
  sprint_check_ask_async (fixture->check, NULL, await_result_cb, &result);
  sprint_acceleration_record_note_failure (fixture->record, "KVM internal error. Suberror: 1");
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_RUNNING);
  g_assert_cmpint (write (fd, "\n", 1), ==, 1);
  await (result != NULL);
  g_assert_cmpint (sprint_check_get_state (fixture->check), ==, SPRINT_CHECK_STATE_WARN);
}

static SprintCheck *
make_real (Fixture    *fixture,
           const char *device)
{
  g_autofree char *helper = g_build_filename (g_getenv ("SPRINT_LIBEXECDIR"), "sprint-kvm-proof",
                                              NULL);

  g_assert_true (g_file_test (helper, G_FILE_TEST_IS_EXECUTABLE));

  return sprint_kvm_proof_check_new (helper, device, fixture->record, LONG);
}

static void
test_real_helper (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SprintCheck) absent = make_real (fixture, fixture->device);
  g_autoptr (SprintCheck) plain = make_real (fixture, fixture->helper);
  g_autoptr (SprintCheck) other = make_real (fixture, "/dev/null");

  ask (absent);
  g_assert_cmpint (sprint_check_get_state (absent), ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (sprint_check_get_summary (absent), ==,
                   "KVM was not tried: there is no /dev/kvm");
  g_assert_nonnull (strstr (sprint_check_get_details (absent), "Open /dev/kvm: failed"));

  host_folder_write (fixture->root, "/helper", "no device");
  ask (plain);
  g_assert_cmpint (sprint_check_get_state (plain), ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (sprint_check_get_summary (plain), ==, "KVM did not tell its version as it should");

  ask (other);
  g_assert_cmpint (sprint_check_get_state (other), ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (sprint_check_get_summary (other), ==, "KVM did not tell its version as it should");
}

/* Whatever this computer has: the helper comes to its end, and what is said is what it found. */
static void
test_real_device (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SprintCheck) check = make_real (fixture, "/dev/kvm");
  int code = access ("/dev/kvm", R_OK | W_OK) == 0 ? 0 : errno;
  const char *summary;
  const char *details;

  ask (check);
  summary = sprint_check_get_summary (check);
  details = sprint_check_get_details (check);
  g_test_message ("%s: %s", summary, details);
  /* Who runs a guest times its exits. */
  if (strstr (details, "Run a 16-bit guest: done") != NULL)
    g_assert_true (g_regex_match_simple ("^Leave the guest and return: done, [0-9]+\\.[0-9] µs each time$", details,
                                         G_REGEX_MULTILINE, 0));
  if (code == ENOENT) {
    g_assert_cmpstr (summary, ==, "KVM was not tried: there is no /dev/kvm");
  } else if (code == EACCES || code == EPERM) {
    g_assert_cmpstr (summary, ==, "KVM was not tried: you are not allowed to use it");
  } else if (sprint_kvm_proof_check_get_proved (SPRINT_KVM_PROOF_CHECK (check))) {
    g_assert_true (g_str_has_prefix (summary, "KVM works") ||
                   g_str_has_prefix (summary, "KVM answers; "));
    g_assert_nonnull (strstr (details, "Open /dev/kvm: done"));
    g_assert_null (strstr (details, "failed"));
  } else if (!g_str_equal (summary, "KVM did not run a tiny guest in time")) {
    g_assert_cmpstr (summary, !=, "KVM could not be tried");
    g_assert_nonnull (strstr (details, "failed"));
  }
}

#define add(name, function) add_with (name, set_up, function)
#define add_with(name, before, function) \
  g_test_add ("/host/kvm-proof-check/" name, Fixture, NULL, before, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("passes", test_passes);
  add ("fails", test_fails);
  add ("says-nothing", test_says_nothing);
  add ("crashes", test_crashes);
  add_with ("never-ends", set_up_impatient, test_never_ends);
  add_with ("never-gone", set_up_impatient, test_never_gone);
  add_with ("heard-late", set_up_impatient, test_heard_late);
  add ("missing", test_missing);
  add ("cancelled", test_cancelled);
  add ("record", test_record);
  add ("slow", test_slow);
  add ("record-while-running", test_record_while_running);
  add ("real-helper", test_real_helper);
  add ("real-device", test_real_device);
  return g_test_run ();
}
