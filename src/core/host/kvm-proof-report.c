/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kvm-proof-report.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/* One line of the report. */
typedef struct
{
  const char *step;
  const char *result;
  gint64 us;
  gint64 code;
} Step;

static const char *
get_failure_sentence (const Step *step)
{
  if (g_str_equal (step->step, "open")) {
    if (step->code == ENOENT)
      return _("KVM was not tried: there is no /dev/kvm");
    if (step->code == EACCES || step->code == EPERM)
      return _("KVM was not tried: you are not allowed to use it");
    if (step->code == EBUSY)
      return _("KVM was not tried: another program keeps it to itself");
    return _("KVM was not tried: /dev/kvm cannot be opened");
  }
  if (step->code == EBUSY)
    return _("KVM is in use by another hypervisor");
  if (g_str_equal (step->step, "real-mode"))
    return _("KVM cannot run even the simplest guest");
  if (g_str_equal (step->step, "long-mode"))
    return _("KVM cannot run a 64-bit guest");
  if (g_str_equal (step->step, "vex"))
    return _("KVM stops at instructions that guests of today use");
  if (g_str_equal (step->step, "feature-msr"))
    return _("KVM refuses a processor setting that guests of today need");

  return _("KVM does not answer as it should");
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
  step->step = json_object_get_string_member_with_default (object, "step", "");
  step->result = json_object_get_string_member_with_default (object, "result", "");
  step->us = json_object_get_int_member_with_default (object, "us", 0);
  step->code = json_object_get_int_member_with_default (object, "errno", 0);

  return step->step != NULL && *step->step != '\0' && step->result != NULL;
}

static SprintFinding *
find_passed (const char *output,
             gint64      us,
             gboolean    guest)
{
  g_autofree char *summary = NULL;

  if (guest)
    /* Translators: a time in milliseconds */
    summary = g_strdup_printf (_("KVM works: a tiny guest ran in %.1f ms"), us / 1000.0);
  else
    summary = g_strdup (_("KVM answers; on this architecture no guest is tried"));

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, output);
}

SprintFinding *
sprint_kvm_proof_report_read (const char *output,
                              gboolean    cut_off)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  SprintFinding *finding = NULL;
  gboolean guest = FALSE;
  gboolean ended = FALSE;
  gint64 us = 0;
  Step step;

  for (gsize i = 0; lines[i] != NULL; i++) {
    if (*lines[i] == '\0' || !read_step (lines[i], parser, &step))
      continue;
    us += step.us;
    ended |= g_str_equal (step.step, "end");
    if (g_str_equal (step.result, "pass"))
      guest |= g_str_equal (step.step, "long-mode");
    else if (g_str_equal (step.result, "fail") && finding == NULL)
      finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, get_failure_sentence (&step), output);
  }

  if (finding == NULL && !cut_off && ended)
    return find_passed (output, us, guest);
  if (finding == NULL)
    finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                  cut_off ? _("KVM did not run a tiny guest in time")
                                          : _("KVM could not be tried"), output);
  finding->remedy =
    sprint_remedy_new (_("Machines are emulated in software until this is put right: look for updates of the kernel "
                         "and the firmware, and, inside a virtual machine, for nested virtualization."), NULL, NULL);

  return finding;
}
