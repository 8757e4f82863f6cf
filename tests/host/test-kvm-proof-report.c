/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/kvm/kvm-proof-report.h"

#include <errno.h>
#include <string.h>

#define PASS(step, us) "{\"step\":\"" step "\",\"result\":\"pass\",\"us\":" us "}\n"
#define SKIP(step) "{\"step\":\"" step "\",\"result\":\"skip\",\"us\":0,\"text\":\"not offered\"}\n"
#define FAIL(step, more) "{\"step\":\"" step "\",\"result\":\"fail\",\"us\":5" more "}\n"
#define EXITS(ns) "{\"step\":\"exits\",\"result\":\"pass\",\"us\":260,\"exit-ns\":" ns "}\n"
#define END "{\"step\":\"end\",\"result\":\"pass\",\"us\":0}\n"
#define END_FAILED "{\"step\":\"end\",\"result\":\"fail\",\"us\":0}\n"
#define MACHINE PASS ("open", "20") PASS ("api", "1") PASS ("vm", "300") PASS ("vcpu", "79")
#define GUEST MACHINE PASS ("memory", "100") PASS ("cpuid", "100") PASS ("real-mode", "500") \
              PASS ("long-mode", "600")

static void
assert_warning (const char *output,
                gboolean    late,
                const char *summary)
{
  g_autoptr (SprintFinding) finding =
    sprint_kvm_proof_report_read (output, late ? SPRINT_KVM_PROOF_LATE : SPRINT_KVM_PROOF_ENDED);

  g_test_message ("%s", output);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (finding->summary, ==, summary);
  /* In words: a line for each step. */
  g_assert_null (strchr (finding->details, '{'));
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "emulated"));
  /* No package helps against it. */
  g_assert_null (sprint_remedy_get_components (finding->remedy)[0]);
}

static void
test_passed (void)
{
  static const char *output = GUEST PASS ("vex", "200") PASS ("feature-msr", "100") END;
  g_autoptr (SprintFinding) finding = sprint_kvm_proof_report_read (output, SPRINT_KVM_PROOF_ENDED);

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (finding->summary, ==, "KVM works: a tiny guest ran in 2.0 ms");
  /* In words: a line for each step. */
  g_assert_null (strchr (finding->details, '{'));
  g_assert_null (strstr (finding->details, "µs"));
  g_assert_null (finding->remedy);
}

static void
assert_exits (const char       *ns,
              SprintCheckState  state,
              const char       *summary,
              const char       *line)
{
  g_autofree char *exits = g_strdup_printf (EXITS ("%s"), ns);
  g_autofree char *output = g_strconcat (GUEST, exits, PASS ("vex", "200"), PASS ("feature-msr", "100"), END, NULL);
  g_autoptr (SprintFinding) finding = sprint_kvm_proof_report_read (output, SPRINT_KVM_PROOF_ENDED);

  g_assert_cmpint (finding->state, ==, state);
  g_assert_cmpstr (finding->summary, ==, summary);
  g_assert_nonnull (strstr (finding->details, line));
  /* Slow is nothing that can be put right. */
  g_assert_null (finding->remedy);
}

/* What an exit takes is evidence, and where it is unusual worth a note; not a part of the guest's own time. */
static void
test_exits (void)
{
  const char *fast = "KVM works: a tiny guest ran in 2.0 ms";

  assert_exits ("1312", SPRINT_CHECK_STATE_PASS, fast, "\nLeave the guest and return: done, 1.3 µs each time\n");
  assert_exits ("9999", SPRINT_CHECK_STATE_PASS, fast, "\nLeave the guest and return: done, 10.0 µs each time\n");
  assert_exits ("10000", SPRINT_CHECK_STATE_NOTE,
                "KVM works, but each way out of a guest and back takes 10 µs, as it does inside another virtual "
                "machine: disks and networks of machines are slower for it",
                "\nLeave the guest and return: done, 10.0 µs each time\n");
  assert_exits ("38400", SPRINT_CHECK_STATE_NOTE,
                "KVM works, but each way out of a guest and back takes 38 µs, as it does inside another virtual "
                "machine: disks and networks of machines are slower for it",
                "\nLeave the guest and return: done, 38.4 µs each time\n");
  /* What is no time is none. */
  assert_exits ("-5", SPRINT_CHECK_STATE_PASS, "KVM works: a tiny guest ran in 2.3 ms",
                "\nLeave the guest and return: done, 0.3 ms");
  assert_exits ("\"many\"", SPRINT_CHECK_STATE_PASS, "KVM works: a tiny guest ran in 2.3 ms",
                "\nLeave the guest and return: done, 0.3 ms");

  /* What does not work is not called slow. */
  assert_warning (GUEST EXITS ("38400") FAIL ("vex", ",\"exit-reason\":17") END_FAILED, FALSE,
                  "KVM stops at instructions that guests of today use");
}

/* What a processor does not have is no failure. */
static void
test_skipped (void)
{
  g_autoptr (SprintFinding) guest =
    sprint_kvm_proof_report_read (GUEST SKIP ("vex") SKIP ("feature-msr") END, SPRINT_KVM_PROOF_ENDED);
  g_autoptr (SprintFinding) machine =
    sprint_kvm_proof_report_read (MACHINE SKIP ("guest") END, SPRINT_KVM_PROOF_ENDED);

  g_assert_cmpint (guest->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (guest->summary, ==, "KVM works: a tiny guest ran in 1.7 ms");

  /* Where no guest was tried, none is claimed. */
  g_assert_cmpint (machine->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (machine->summary, ==, "KVM answers; on this architecture no guest is tried");
}

static void
test_not_opened (void)
{
  static const struct { int code; const char *summary; } cases[] = {
    { ENOENT, "KVM was not tried: there is no /dev/kvm" },
    { EACCES, "KVM was not tried: you are not allowed to use it" },
    { EPERM, "KVM was not tried: you are not allowed to use it" },
    { EBUSY, "KVM was not tried: another program is using it" },
    { ENODEV, "KVM was not tried: /dev/kvm cannot be opened" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *output =
      g_strdup_printf (FAIL ("open", ",\"errno\":%d,\"text\":\"%s\"") END_FAILED,
                       cases[i].code, g_strerror (cases[i].code));

    assert_warning (output, FALSE, cases[i].summary);
  }
}

static void
test_each_step (void)
{
  static const struct { const char *output, *summary; } cases[] = {
    { PASS ("open", "1") FAIL ("api", ",\"errno\":25"), "KVM did not tell its version as it should" },
    { PASS ("open", "1") PASS ("api", "1") FAIL ("vm", ",\"errno\":12"),
      "KVM could not make a virtual machine" },
    { PASS ("open", "1") PASS ("api", "1") FAIL ("vm", ",\"errno\":16"),
      "KVM cannot run: another program holds the processor’s virtualization" },
    { PASS ("open", "1") PASS ("api", "1") PASS ("vm", "1") FAIL ("vcpu", ",\"errno\":17"),
      "KVM could not make a virtual processor" },
    { MACHINE FAIL ("memory", ",\"errno\":12"), "KVM could not give a virtual machine memory" },
    { MACHINE FAIL ("cpuid", ",\"errno\":7"), "KVM does not take the processor that it offers itself" },
    { MACHINE FAIL ("real-mode", ",\"exit-reason\":9,\"suberror\":0"),
      "KVM cannot run even the simplest guest" },
    { MACHINE PASS ("real-mode", "1") FAIL ("long-mode", ",\"exit-reason\":17,\"suberror\":1"),
      "KVM cannot run a 64-bit guest" },
    { MACHINE PASS ("real-mode", "1") FAIL ("exits", ",\"exit-reason\":17,\"suberror\":1"),
      "KVM does not go on with a guest that it has stopped" },
    { GUEST FAIL ("vex", ",\"exit-reason\":17,\"suberror\":1") PASS ("feature-msr", "1"),
      "KVM stops at instructions that guests of today use" },
    { GUEST PASS ("vex", "1") FAIL ("feature-msr", ",\"errno\":22,\"msr\":\"0x10a\""),
      "KVM refuses a processor setting that guests of today need" },
    /* The first that failed is the cause. */
    { GUEST FAIL ("vex", ",\"exit-reason\":17") FAIL ("feature-msr", ",\"errno\":22"),
      "KVM stops at instructions that guests of today use" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *whole = g_strconcat (cases[i].output, END_FAILED, NULL);

    assert_warning (whole, FALSE, cases[i].summary);
    /* What was said before it was cut off stands. */
    assert_warning (cases[i].output, TRUE, cases[i].summary);
  }
}

static void
test_cut_off (void)
{
  assert_warning ("", TRUE, "KVM did not run a tiny guest in time");
  assert_warning (MACHINE PASS ("real-mode", "1"), TRUE, "KVM did not run a tiny guest in time");
  assert_warning (GUEST END, TRUE, "KVM did not run a tiny guest in time");
}

static void
test_no_end (void)
{
  assert_warning ("", FALSE, "KVM could not be tried");
  assert_warning (GUEST PASS ("vex", "1"), FALSE, "KVM could not be tried");
  assert_warning (END_FAILED, FALSE, "KVM does not answer as it should");
}

static void
test_garbage (void)
{
  static const char * const outputs[] = {
    "Segmentation fault\n",
    "\n\n   \n\t\n",
    "[]\nnull\n17\n\"end\"\n{}\n{{{\n",
    "{\"step\":null,\"result\":null,\"us\":null}\n",
    "{\"step\":7,\"result\":[],\"us\":\"long\"}\n",
    "{\"step\":{\"step\":\"end\"}}\n",
    "{\"result\":\"pass\"}\n",
    "{\"step\":\"end\n",
  };
  g_autoptr (SprintFinding) finding = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (outputs); i++)
    assert_warning (outputs[i], FALSE, "KVM could not be tried");

  /* A step without a result says nothing, and is not in the way of the others. */
  finding = sprint_kvm_proof_report_read ("noise\n{\"step\":\"vex\",\"result\":null}\n"
                                          "{\"step\":\"vex\",\"result\":7}\n"
                                          GUEST "\n" END, SPRINT_KVM_PROOF_ENDED);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/kvm-proof-report/passed", test_passed);
  g_test_add_func ("/host/kvm-proof-report/exits", test_exits);
  g_test_add_func ("/host/kvm-proof-report/skipped", test_skipped);
  g_test_add_func ("/host/kvm-proof-report/not-opened", test_not_opened);
  g_test_add_func ("/host/kvm-proof-report/each-step", test_each_step);
  g_test_add_func ("/host/kvm-proof-report/cut-off", test_cut_off);
  g_test_add_func ("/host/kvm-proof-report/no-end", test_no_end);
  g_test_add_func ("/host/kvm-proof-report/garbage", test_garbage);
  return g_test_run ();
}
