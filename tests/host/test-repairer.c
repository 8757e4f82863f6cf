/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/repair/repairer.h"

#include <glib/gstdio.h>
#include <string.h>

#include "await.h"
#include "core/host/check/host-error.h"
#include "host-folder.h"
#include "query-double.h"
#include "systemd-double.h"

#define UNIT "virtqemud.socket"
#define MODULE "load-module kvm_intel"

/* A person's home, and a pkexec of the test's own in it: it writes down what it is called with. */
typedef struct {
  HostFolder *folder;
  char *state;                /* the file */
  char *called;
  SprintPlatform *platform;
  QueryDouble *query;
  SystemdDouble *systemd;
  SprintHostReader *reader;
  SprintRepairer *repairer;
  guint changed;
} Fixture;

static const SprintRepair module = { SPRINT_REMEDY_ACTION_LOAD_MODULE, (char *) "kvm_intel", 0 };
static const SprintRepair group = { SPRINT_REMEDY_ACTION_JOIN_GROUP, (char *) "kvm", 0 };
static const SprintRepair unit = { SPRINT_REMEDY_ACTION_START_UNIT, (char *) UNIT, SPRINT_REMEDY_PARTS_ALL };
static const SprintRepair network = { SPRINT_REMEDY_ACTION_START_NETWORK, (char *) "default", SPRINT_REMEDY_PARTS_ALL };
static const SprintRepair autostart = { SPRINT_REMEDY_ACTION_KEEP_NETWORK, (char *) "default",
                                        SPRINT_REMEDY_PARTS_ENABLE };
static const SprintRepair inspection = { SPRINT_REMEDY_ACTION_INSPECT, NULL, 0 };

/* How pkexec ends, in sh. */
static void
answer (Fixture    *fixture,
        const char *script)
{
  g_autofree char *path = g_build_filename (fixture->folder, "bin", "pkexec", NULL);
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\nshift 2\necho \"$@\" >> %s\n%s\n", fixture->called, script);

  host_folder_write (fixture->folder, "/bin/pkexec", text);
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
}

static void
changed_cb (Fixture *fixture)
{
  fixture->changed++;
}

static gboolean
is_busy (Fixture *fixture)
{
  gboolean busy;

  g_object_get (fixture->repairer, "busy", &busy, NULL);
  return busy;
}

/* As at the next start of the application, which does not end before all is written. */
static void
start_again (Fixture *fixture)
{
  if (fixture->repairer != NULL) {
    await (!is_busy (fixture));
    await_gone (g_steal_pointer (&fixture->repairer));
  }
  fixture->repairer = sprint_repairer_new (fixture->platform, SPRINT_HYPERVISOR_QUERY (fixture->query),
                                           fixture->reader, systemd_double_get_bus (fixture->systemd));
  g_signal_connect_swapped (fixture->repairer, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->folder = host_folder_new ();
  path = g_strconcat (fixture->folder, "/bin:/usr/bin:/bin", NULL);
  g_setenv ("PATH", path, TRUE);
  fixture->called = g_build_filename (fixture->folder, "called", NULL);
  answer (fixture, "");
  fixture->platform = sprint_platform_new ();
  fixture->state = g_build_filename (sprint_platform_get_state_folder (fixture->platform), "repairs.ini", NULL);
  fixture->query = query_double_new ();
  fixture->systemd = systemd_double_new (TRUE);
  fixture->reader = sprint_host_reader_new (fixture->folder);
  start_again (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_setenv ("PATH", "/usr/bin:/bin", TRUE);
  await_gone (g_steal_pointer (&fixture->repairer));
  g_object_unref (fixture->reader);
  systemd_double_free (fixture->systemd);
  g_object_unref (fixture->query);
  g_object_unref (fixture->platform);
  g_unlink (fixture->state);
  g_free (fixture->state);
  g_free (fixture->called);
  host_folder_free (fixture->folder);
}

/* (transfer full) (nullable): why it failed. */
static GError *
apply (Fixture            *fixture,
       const SprintRepair *repair,
       gboolean            undo)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  sprint_repairer_apply_async (fixture->repairer, repair, undo, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_cmpint (sprint_repairer_apply_finish (fixture->repairer, result, &error), ==, error == NULL);
  return error;
}

static void
assert_done (Fixture            *fixture,
             const SprintRepair *repair,
             gboolean            undo)
{
  g_autoptr (GError) error = apply (fixture, repair, undo);

  g_assert_no_error (error);
}

/* What the list of changes shows, "kvm_intel default". */
static void
assert_applied (Fixture    *fixture,
                const char *targets)
{
  g_autoptr (GPtrArray) applied = sprint_repairer_list_applied (fixture->repairer);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < applied->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((SprintRepair *) g_ptr_array_index (applied, i))->target);
  g_assert_cmpstr (text->str, ==, targets);
}

static void
assert_called (Fixture    *fixture,
               const char *calls)
{
  g_autofree char *text = NULL;

  g_file_get_contents (fixture->called, &text, NULL, NULL);
  g_assert_cmpstr (text != NULL ? text : "", ==, calls);
}

static gboolean
is_written (Fixture    *fixture,
            const char *words)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (fixture->state, &text, NULL, NULL) && (strstr (text, words) != NULL);
}

/* Each asks who may do it, and nobody else. */
static void
test_helper (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *base = g_path_get_basename (fixture->state);

  g_assert_cmpstr (base, ==, "repairs.ini");
  assert_done (fixture, &module, FALSE);
  assert_done (fixture, &group, FALSE);
  assert_done (fixture, &module, TRUE);
  assert_done (fixture, &group, TRUE);
  assert_done (fixture, &inspection, FALSE);
  assert_called (fixture, "load-module kvm_intel\njoin-group kvm\nunload-module kvm_intel\nleave-group kvm\ninspect\n");
  g_assert_cmpstr (systemd_double_get_calls (fixture->systemd), ==, "");
  g_assert_cmpuint (query_double_get_asked (fixture->query), ==, 0);
  g_assert_cmpuint (fixture->changed, ==, 5);
}

/* What an administrator has done meanwhile is not Sprint's to take back. */
static void
test_unchanged (Fixture       *fixture,
                gconstpointer  data)
{
  answer (fixture, "echo unchanged\n");
  assert_done (fixture, &group, FALSE);
  assert_applied (fixture, "");
  answer (fixture, "");
  assert_done (fixture, &group, FALSE);
  assert_applied (fixture, "kvm");
  answer (fixture, "echo unchanged\n");
  assert_done (fixture, &group, TRUE);
  assert_applied (fixture, "");
}

static void
test_systemd (Fixture       *fixture,
              gconstpointer  data)
{
  assert_done (fixture, &unit, FALSE);
  assert_applied (fixture, UNIT);
  assert_done (fixture, &unit, TRUE);
  assert_applied (fixture, "");
  g_assert_cmpstr (systemd_double_get_calls (fixture->systemd), ==,
                   "Subscribe ListUnitsByNames:" UNIT " EnableUnitFiles:" UNIT " Reload StartUnit:" UNIT
                   " Subscribe DisableUnitFiles:" UNIT " Reload StopUnit:" UNIT);
  assert_called (fixture, "");
}

static void
test_libvirt (Fixture       *fixture,
              gconstpointer  data)
{
  assert_done (fixture, &network, FALSE);
  g_assert_cmpstr (query_double_get_switched (fixture->query), ==, "default on");
  assert_applied (fixture, "default");
  assert_done (fixture, &network, TRUE);
  g_assert_cmpstr (query_double_get_switched (fixture->query), ==, "default on, default off");
  assert_applied (fixture, "");
  assert_called (fixture, "");
}

/* As the list of changes has it, and its button: the words for the one change that there is, and then it is undone. */
static void
take_back (Fixture    *fixture,
           const char *name,
           const char *describe)
{
  g_autoptr (GPtrArray) applied = sprint_repairer_list_applied (fixture->repairer);
  const SprintRepair *repair = g_ptr_array_index (applied, 0);
  g_autofree char *said = sprint_repair_name (repair);
  g_autofree char *undo = sprint_repair_describe_undo (repair);

  g_assert_cmpuint (applied->len, ==, 1);
  g_assert_cmpstr (said, ==, name);
  g_assert_cmpstr (undo, ==, describe);
  assert_done (fixture, repair, TRUE);
  assert_applied (fixture, "");
}

/* Only what was changed is taken back, at the next start too: who was on the network stays there. */
static void
test_network_parts (Fixture       *fixture,
                    gconstpointer  data)
{
  SprintNetworkState state = { TRUE, TRUE, TRUE, FALSE, NULL, NULL };

  query_double_answer_network (fixture->query, &state);
  assert_done (fixture, &autostart, FALSE);
  await (is_written (fixture, "enabled=true"));
  start_again (fixture);
  take_back (fixture, "The network “default” is started at each start",
             "libvirt starts its network “default” no more by itself.");
  g_assert_cmpstr (query_double_get_switched (fixture->query), ==, "default always on, default always off");

  /* It was started by somebody else since it was looked at. */
  assert_done (fixture, &network, FALSE);
  take_back (fixture, "The network “default” is started at each start",
             "libvirt starts its network “default” no more by itself.");
  g_assert_true (g_str_has_suffix (query_double_get_switched (fixture->query), "default on, default always off"));

  state.active = FALSE;
  state.autostart = TRUE;
  query_double_answer_network (fixture->query, &state);
  assert_done (fixture, &network, FALSE);
  take_back (fixture, "The network “default” was started",
             "libvirt stops its network “default”. Machines on it lose their connection.");
  g_assert_true (g_str_has_suffix (query_double_get_switched (fixture->query), "default on, default now off"));
}

static void
test_unit_parts (Fixture       *fixture,
                 gconstpointer  data)
{
  /* It is enabled, and does not run. */
  assert_done (fixture, &unit, FALSE);
  await (is_written (fixture, "started=true"));
  start_again (fixture);
  take_back (fixture, UNIT " was started", "systemd stops " UNIT ".");
  g_assert_true (g_str_has_suffix (systemd_double_get_calls (fixture->systemd), " Subscribe StopUnit:" UNIT));

  /* It runs, and is not enabled. */
  systemd_double_set_runs (fixture->systemd, TRUE);
  systemd_double_change_files (fixture->systemd);
  assert_done (fixture, &unit, FALSE);
  take_back (fixture, UNIT " is started at each start", "systemd starts " UNIT " no more by itself.");
  g_assert_true (g_str_has_suffix (systemd_double_get_calls (fixture->systemd),
                                   " Subscribe DisableUnitFiles:" UNIT " Reload"));

  systemd_double_set_runs (fixture->systemd, FALSE);
  assert_done (fixture, &unit, FALSE);
  take_back (fixture, UNIT " is started at each start",
             "systemd stops " UNIT ". systemd starts " UNIT " no more by itself.");
  g_assert_true (g_str_has_suffix (systemd_double_get_calls (fixture->systemd),
                                   " Subscribe DisableUnitFiles:" UNIT " Reload StopUnit:" UNIT));
}

/* What was so before is nobody's to take back; what was changed the time before still is. */
static void
test_nothing_changed (Fixture       *fixture,
                      gconstpointer  data)
{
  SprintNetworkState state = { TRUE, TRUE, TRUE, TRUE, NULL, NULL };

  query_double_answer_network (fixture->query, &state);
  assert_done (fixture, &network, FALSE);
  assert_applied (fixture, "");
  g_assert_cmpuint (fixture->changed, ==, 1);

  state.active = FALSE;
  query_double_answer_network (fixture->query, &state);
  assert_done (fixture, &network, FALSE);
  assert_done (fixture, &network, FALSE);
  state.active = TRUE;
  state.autostart = FALSE;
  query_double_answer_network (fixture->query, &state);
  assert_done (fixture, &network, FALSE);
  take_back (fixture, "The network “default” is started at each start",
             "libvirt stops its network “default”. Machines on it lose their connection. "
             "libvirt starts its network “default” no more by itself.");
}

/* Once libvirt is removed, nothing of it is left to be taken back; while it is there, it may only be asleep. */
static void
test_no_libvirt (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const daemons[] = { "libvirtd", "virtnetworkd" };

  assert_done (fixture, &network, FALSE);
  query_double_fail (fixture->query, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_FAILED, "No.", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (daemons); i++) {
    g_autofree char *program = g_strconcat ("/usr/sbin/", daemons[i], NULL);
    g_autofree char *path = g_strconcat (fixture->folder, program, NULL);
    g_autoptr (GError) error = NULL;

    host_folder_write (fixture->folder, program, "");
    error = apply (fixture, &network, TRUE);
    g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_REPAIR_FAILED);
    assert_applied (fixture, "default");
    g_assert_cmpint (g_unlink (path), ==, 0);
  }
  assert_done (fixture, &network, TRUE);
  assert_applied (fixture, "");
}

/* What was done is known at the next start, in the order in which it was, until it is taken back. */
static void
test_remembered (Fixture       *fixture,
                 gconstpointer  data)
{
  g_assert_false (g_file_test (fixture->state, G_FILE_TEST_EXISTS));
  assert_done (fixture, &network, FALSE);
  assert_done (fixture, &module, FALSE);
  assert_done (fixture, &module, FALSE);
  await (is_written (fixture, "[" MODULE "]"));
  start_again (fixture);
  assert_applied (fixture, "default kvm_intel");

  assert_done (fixture, &network, TRUE);
  await (!is_written (fixture, "default"));
  start_again (fixture);
  assert_applied (fixture, "kvm_intel");
}

/* Looking changes nothing. */
static void
test_inspected (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *policy = NULL;
  g_autofree char *said = NULL;

  answer (fixture, "echo '{ \"forward-policy\": \"DROP\", \"disabled-in-firmware\": true, \"vm-cr\": null }'");
  assert_done (fixture, &inspection, FALSE);
  policy = sprint_host_reader_get_inspected (fixture->reader, "forward-policy");
  said = sprint_host_reader_get_inspected (fixture->reader, "disabled-in-firmware");
  g_assert_cmpstr (policy, ==, "DROP");
  g_assert_cmpstr (said, ==, "true");
  g_assert_false (sprint_repair_can_undo (&inspection));
  assert_applied (fixture, "");
  /* Nor is it in the file, once something else is. */
  assert_done (fixture, &module, FALSE);
  await (is_written (fixture, MODULE));
  g_assert_false (is_written (fixture, "inspect"));
}

/* Nothing was done, and nothing is remembered; what was remembered stays. */
static void
test_not_done (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *script; int code; } cases[] = {
    { "echo Not authorized >&2; exit 127", SPRINT_HOST_ERROR_REPAIR_DECLINED },
    { "exit 126", SPRINT_HOST_ERROR_REPAIR_DECLINED },
    { "echo No authentication agent found. >&2; exit 127", SPRINT_HOST_ERROR_NO_REPAIR },
    { "echo gpasswd failed >&2; exit 5", SPRINT_HOST_ERROR_REPAIR_FAILED },
  };

  assert_done (fixture, &module, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) doing = NULL;
    g_autoptr (GError) undoing = NULL;
    g_autoptr (GError) looking = NULL;

    answer (fixture, cases[i].script);
    doing = apply (fixture, &group, FALSE);
    undoing = apply (fixture, &module, TRUE);
    looking = apply (fixture, &inspection, FALSE);
    g_assert_error (doing, SPRINT_HOST_ERROR, cases[i].code);
    g_assert_error (undoing, SPRINT_HOST_ERROR, cases[i].code);
    g_assert_error (looking, SPRINT_HOST_ERROR, cases[i].code);
    assert_applied (fixture, "kvm_intel");
  }
  g_assert_cmpuint (fixture->changed, ==, 1);
  systemd_double_end_jobs (fixture->systemd, "failed", FALSE);
  query_double_refuse (fixture->query, "No.");
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = apply (fixture, i == 0 ? &unit : &network, FALSE);

    g_assert_nonnull (error);
    assert_applied (fixture, "kvm_intel");
  }
  g_assert_cmpuint (fixture->changed, ==, 1);
}

/* While polkit asks, on the way to each of them. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  const SprintRepair * const repairs[] = { &module, &unit, &network };

  answer (fixture, "exec sleep 1000");
  systemd_double_hold (fixture->systemd, "EnableUnitFiles");
  query_double_silence (fixture->query, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (repairs); i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    sprint_repairer_apply_async (fixture->repairer, repairs[i], FALSE, cancellable, await_result_cb, &result);
    await (i != 0 || g_file_test (fixture->called, G_FILE_TEST_EXISTS));
    await (i != 1 || strstr (systemd_double_get_calls (fixture->systemd), "EnableUnitFiles") != NULL);
    g_assert_null (result);
    g_cancellable_cancel (cancellable);
    await (result != NULL);
    g_assert_false (sprint_repairer_apply_finish (fixture->repairer, result, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
  assert_applied (fixture, "");
  g_assert_cmpuint (fixture->changed, ==, 0);
}

/* One does not wait for the other, and both are remembered; the same twice is one change. */
static void
test_two (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GAsyncResult) slow = NULL;
  g_autoptr (GAsyncResult) same = NULL;
  g_autofree char *go = g_build_filename (fixture->folder, "go", NULL);
  g_autofree char *script = g_strdup_printf ("while ! test -e %s; do sleep 0.01; done", go);

  answer (fixture, script);
  sprint_repairer_apply_async (fixture->repairer, &module, FALSE, NULL, await_result_cb, &slow);
  sprint_repairer_apply_async (fixture->repairer, &module, FALSE, NULL, await_result_cb, &same);
  assert_done (fixture, &unit, FALSE);
  g_assert_null (slow);
  assert_applied (fixture, UNIT);
  host_folder_write (fixture->folder, "/go", "");
  await (slow != NULL && same != NULL);
  g_assert_true (sprint_repairer_apply_finish (fixture->repairer, slow, NULL));
  g_assert_true (sprint_repairer_apply_finish (fixture->repairer, same, NULL));
  assert_applied (fixture, UNIT " kvm_intel");
}

/* What is not understood of the file is not shown, and what can be read of it is. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *text, *targets; } cases[] = {
    { "", "" },
    { "\xff\xfe[load-module", "" },
    { "[load-module kvm_intel", "" },
    { "[load-module]\nsince=1\n[load-module ]\nsince=1\n[]\n", "" },
    { "[inspect x]\n[none x]\n[format-disk x]\n[load-module kvm]\nsince=never\n", "kvm" },
    { "[start-unit a.socket]\n[join-group kvm]\nsince=1\nmore=2\n", "a.socket kvm" },
  };
  g_autofree char *folder = g_path_get_dirname (fixture->state);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_true (g_file_set_contents (fixture->state, cases[i].text, -1, NULL));
    start_again (fixture);
    assert_applied (fixture, cases[i].targets);
  }
  /* It is written anew by the next change. */
  g_assert_true (g_file_set_contents (fixture->state, "[load-module", -1, NULL));
  start_again (fixture);
  assert_done (fixture, &module, FALSE);
  await (is_written (fixture, "[" MODULE "]"));
}

/* From within a sandbox nothing can be done, whoever is asked. */
static void
test_sandbox (Fixture       *fixture,
              gconstpointer  data)
{
  const SprintRepair none = { SPRINT_REMEDY_ACTION_NONE, NULL, 0 };
  g_autofree char *info = NULL;

  g_assert_true (sprint_repairer_can_apply (fixture->repairer, &module));
  g_assert_true (sprint_repairer_can_apply (fixture->repairer, &inspection));
  g_assert_false (sprint_repairer_can_apply (fixture->repairer, &none));

  host_folder_write (fixture->folder, "/flatpak-info", "[Application]\n");
  info = g_build_filename (fixture->folder, "flatpak-info", NULL);
  g_object_unref (fixture->platform);
  fixture->platform = g_object_new (SPRINT_TYPE_PLATFORM, "flatpak-info", info, NULL);
  start_again (fixture);
  g_assert_false (sprint_repairer_can_apply (fixture->repairer, &module));
  g_assert_false (sprint_repairer_can_apply (fixture->repairer, &unit));
  g_assert_false (sprint_repairer_can_apply (fixture->repairer, &network));
  g_assert_false (sprint_repairer_can_apply (fixture->repairer, &inspection));
}

/* Before: what, as whom, how it is taken back. After: what was done. */
static void
test_words (void)
{
  const SprintRepair * const repairs[] = { &module, &group, &unit, &network, &autostart };

  for (gsize i = 0; i < G_N_ELEMENTS (repairs); i++) {
    g_autofree char *ask = sprint_repair_ask (repairs[i]);
    g_autofree char *describe = sprint_repair_describe (repairs[i]);
    g_autofree char *undo = sprint_repair_describe_undo (repairs[i]);
    g_autofree char *name = sprint_repair_name (repairs[i]);

    g_assert_true (g_str_has_suffix (ask, "?"));
    g_assert_nonnull (strstr (ask, repairs[i]->target));
    g_assert_nonnull (strstr (describe, repairs[i]->target));
    g_assert_nonnull (strstr (describe, "dministrator"));
    g_assert_nonnull (strstr (describe, "taken back"));
    g_assert_nonnull (strstr (undo, repairs[i]->target));
    g_assert_nonnull (strstr (name, repairs[i]->target));
    g_assert_true (sprint_repair_can_undo (repairs[i]));
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/host/repairer/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("helper", test_helper);
  ADD ("unchanged", test_unchanged);
  ADD ("systemd", test_systemd);
  ADD ("libvirt", test_libvirt);
  ADD ("network-parts", test_network_parts);
  ADD ("unit-parts", test_unit_parts);
  ADD ("nothing-changed", test_nothing_changed);
  ADD ("no-libvirt", test_no_libvirt);
  ADD ("remembered", test_remembered);
  ADD ("inspected", test_inspected);
  ADD ("not-done", test_not_done);
  ADD ("cancelled", test_cancelled);
  ADD ("two", test_two);
  ADD ("damaged", test_damaged);
  ADD ("sandbox", test_sandbox);
  g_test_add_func ("/host/repairer/words", test_words);
  return g_test_run ();
}
