/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kvm-proof-report.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/* A few microseconds where KVM has the processor to itself; several times that where another hypervisor passes them
 * on. */
#define SLOW_EXIT_NS 10000

/* One line of the report. */
typedef struct
{
  const char *step;
  const char *result;
  gint64 us;
  gint64 code;
  gint64 exit_reason;
  gint64 suberror;
  gint64 exit_ns;      /* 0 where it was not measured */
  const char *text;
} Step;

/* What stands behind a step's name, for a person. */
static const struct
{
  const char *step;
  const char *title;
  const char *failure;
} steps[] = {
  { "open", N_("Open /dev/kvm"), N_("KVM was not tried: /dev/kvm cannot be opened") },
  { "api", N_("Ask for KVM’s version"), N_("KVM did not tell its version as it should") },
  { "vm", N_("Make a virtual machine"), N_("KVM could not make a virtual machine") },
  { "vcpu", N_("Make a virtual processor"), N_("KVM could not make a virtual processor") },
  { "memory", N_("Give it memory"), N_("KVM could not give a virtual machine memory") },
  { "cpuid", N_("Describe its processor"), N_("KVM does not take the processor that it offers itself") },
  { "real-mode", N_("Run a 16-bit guest"), N_("KVM cannot run even the simplest guest") },
  { "exits", N_("Leave the guest and return"), N_("KVM does not go on with a guest that it has stopped") },
  { "long-mode", N_("Run a 64-bit guest"), N_("KVM cannot run a 64-bit guest") },
  { "vex", N_("Run newer instructions"), N_("KVM stops at instructions that guests of today use") },
  { "feature-msr", N_("Set processor features"), N_("KVM refuses a processor setting that guests of today need") },
  { "guest", N_("Run a guest"), N_("KVM cannot run a guest") },
  { "end", N_("Come to the end"), N_("KVM does not answer as it should") },
};

static const char *
get_failure_sentence (const Step *step)
{
  if (g_str_equal (step->step, "open") && step->code == ENOENT)
    return _("KVM was not tried: there is no /dev/kvm");
  if (g_str_equal (step->step, "open") && (step->code == EACCES || step->code == EPERM))
    return _("KVM was not tried: you are not allowed to use it");
  if (g_str_equal (step->step, "open") && step->code == EBUSY)
    return _("KVM was not tried: another program is using it");
  if (step->code == EBUSY)
    return _("KVM cannot run: another program holds the processor’s virtualization");

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (g_str_equal (step->step, steps[i].step))
      return _(steps[i].failure);
  }

  return _("KVM does not answer as it should");
}

/* What a person can do about the first step that failed. */
static SprintRemedy *
new_remedy (const Step *step)
{
  const char *words;

  if (step != NULL && g_str_equal (step->step, "open") &&
      (step->code == ENOENT || step->code == EACCES || step->code == EPERM))
    words = _("“Access to KVM” says what to do. Until then machines are emulated in software.");
  else if (step != NULL && step->code == EBUSY)
    words = _("Close the other program, such as VirtualBox or VMware, then check again. Until then machines are "
              "emulated in software.");
  else
    words = _("Machines are emulated in software until this is put right: look for updates of the kernel and the "
              "firmware, and, inside a virtual machine, for nested virtualization.");

  return sprint_remedy_new (words, NULL, NULL);
}

static const char *
get_string (JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
}

static gboolean
read_step (const char  *line,
           JsonParser  *parser,
           Step        *step)
{
  JsonObject *object;
  JsonNode *root;

  /* A line of blanks has no root, and a member may be null. */
  root = json_parser_load_from_data (parser, line, -1, NULL) ? json_parser_get_root (parser) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;

  object = json_node_get_object (root);
  step->step = get_string (object, "step");
  step->result = get_string (object, "result");
  step->us = json_object_get_int_member_with_default (object, "us", 0);
  step->code = json_object_get_int_member_with_default (object, "errno", 0);
  step->exit_reason = json_object_get_int_member_with_default (object, "exit-reason", -1);
  step->suberror = json_object_get_int_member_with_default (object, "suberror", 0);
  step->exit_ns = json_object_get_int_member_with_default (object, "exit-ns", 0);
  if (step->exit_ns < 0 || !g_str_equal (step->result, "pass"))
    step->exit_ns = 0;
  step->text = get_string (object, "text");

  return *step->step != '\0' && *step->result != '\0';
}

/* (transfer full) */
static char *
describe_result (const Step *step)
{
  if (g_str_equal (step->result, "pass"))
    return g_strdup (_("done"));
  if (g_str_equal (step->result, "skip"))
    /* Translators: a step was left out; %s is the reason, in English */
    return g_strdup_printf (_("left out (%s)"), step->text);
  if (step->exit_reason >= 0)
    /* Translators: %d are KVM's own numbers, "exit reason" and "suberror" its own words */
    return g_strdup_printf (_("failed (exit reason %d, suberror %d)"), (int) step->exit_reason, (int) step->suberror);
  if (step->code != 0)
    return g_strdup_printf (_("failed (%s)"), g_strerror (step->code));

  return g_strdup (_("failed"));
}

/* "Run a 64-bit guest: done, 0.6 ms" */
static void
describe (const Step *step,
          GString    *details)
{
  const char *title = step->step;
  g_autofree char *result = describe_result (step);

  if (g_str_equal (step->step, "end"))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (g_str_equal (step->step, steps[i].step))
      title = _(steps[i].title);
  }
  if (details->len > 0)
    g_string_append_c (details, '\n');
  if (step->exit_ns > 0)
    /* Translators: what was done many times, how it ended, and what one takes in microseconds */
    g_string_append_printf (details, _("%s: %s, %.1f µs each time"), title, result, step->exit_ns / 1000.0);
  else
    /* Translators: what was tried, how it ended, and a time in milliseconds */
    g_string_append_printf (details, _("%s: %s, %.1f ms"), title, result, step->us / 1000.0);
}

static SprintFinding *
find_passed (const char *details,
             gint64      us,
             gint64      exit_ns,
             gboolean    guest)
{
  g_autofree char *summary = NULL;

  if (guest && exit_ns >= SLOW_EXIT_NS) {
    /* Translators: a time in microseconds */
    summary = g_strdup_printf (_("KVM works, but each way out of a guest and back takes %.0f µs, as it does inside "
                                 "another virtual machine: disks and networks of machines are slower for it"),
                               exit_ns / 1000.0);
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE, summary, details);
  }
  if (guest)
    /* Translators: a time in milliseconds */
    summary = g_strdup_printf (_("KVM works: a tiny guest ran in %.1f ms"), us / 1000.0);
  else
    summary = g_strdup (_("KVM answers; on this architecture no guest is tried"));

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, details);
}

static const char *
get_end_sentence (SprintKvmProofEnd end)
{
  switch (end) {
  case SPRINT_KVM_PROOF_LATE:
    return _("KVM did not run a tiny guest in time");
  case SPRINT_KVM_PROOF_CRASHED:
    return _("The program that tries KVM crashed");
  case SPRINT_KVM_PROOF_ENDED:
  default:
    return _("KVM could not be tried");
  }
}

SprintFinding *
sprint_kvm_proof_report_read (const char        *output,
                              SprintKvmProofEnd  end)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GString) details = g_string_new (NULL);
  g_autoptr (SprintRemedy) remedy = NULL;
  const char *failure = NULL;
  gboolean guest = FALSE;
  gboolean ended = FALSE;
  gint64 us = 0;
  gint64 exit_ns = 0;
  SprintFinding *finding;
  Step step;

  for (gsize i = 0; lines[i] != NULL; i++) {
    if (*lines[i] == '\0' || !read_step (lines[i], parser, &step))
      continue;
    /* The many exits that are timed are not what the guest takes. */
    if (step.exit_ns == 0)
      us += step.us;
    exit_ns = MAX (exit_ns, step.exit_ns);
    describe (&step, details);
    ended |= g_str_equal (step.step, "end");
    if (g_str_equal (step.result, "pass")) {
      guest |= g_str_equal (step.step, "long-mode");
    } else if (g_str_equal (step.result, "fail") && failure == NULL) {
      failure = get_failure_sentence (&step);
      remedy = new_remedy (&step);
    }
  }

  if (failure == NULL && end == SPRINT_KVM_PROOF_ENDED && ended)
    return find_passed (details->str, us, exit_ns, guest);

  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, failure != NULL ? failure : get_end_sentence (end),
                                details->str);
  finding->remedy = remedy != NULL ? g_steal_pointer (&remedy) : new_remedy (NULL);

  return finding;
}
