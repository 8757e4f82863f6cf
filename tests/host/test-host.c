/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/host.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "await.h"
#include "disk-double.h"
#include "host-folder.h"
#include "query-double.h"

#define GIB (G_GUINT64_CONSTANT (1) << 30)
#define PASSES \
  "echo '{\"step\":\"long-mode\",\"result\":\"pass\",\"us\":1500}'\n" \
  "echo '{\"step\":\"end\",\"result\":\"pass\",\"us\":0}'\n"
#define SLOW_EXITS "echo '{\"step\":\"exits\",\"result\":\"pass\",\"us\":2600,\"exit-ns\":10000}'\n"
#define FAILS "echo '{\"step\":\"vex\",\"result\":\"fail\",\"us\":3}'\n"
#define NEVER_ENDS "exec sleep 1000\n"

static const char * const ids[] = {
  "cpu-virtualization", "nested-paging", "inside-machine", "cores", "iommu", "nested",
  "kvm-modules", "kvm-device", "kvm-rival", "kvm-proof",
  "qemu", "libvirt-daemons", "libvirt-storage", "uefi", "tpm", "usb-redirection", "virtiofs", "passt",
  "user-namespaces", "virtio-win", "osinfo-database", "qemu-others", "libvirt-session", "spice",
  "memory", "memory-overcommit", "swap", "huge-pages", "limits", "disk-space", "file-system",
  "user-network", "bridge-helper", "forwarding", "firewall-backend", "ufw", "firewalld", "subnet", "default-network",
  "session", "scale", "render-node", "confinement", "lingering",
};
/* Answered by libvirt, not by files. */
static const char * const asked[] = { "libvirt-session", "spice", "default-network", NULL };

typedef struct {
  QueryDouble *query;
  SprintAccelerationRecord *record;
  SprintHost *host;
} Fixture;

/* The helper and the record; one for all tests, as the environment says where it is, and threads read that. */
static HostFolder *own;

/* Takes the place of the C library's: the recorded computers are of one architecture. */
int
uname (struct utsname *name)
{
  memset (name, 0, sizeof *name);
  strcpy (name->sysname, "Linux");
  strcpy (name->release, "6.12.0");
  strcpy (name->machine, "x86_64");

  return 0;
}

static void
write_helper (Fixture    *fixture,
              const char *script)
{
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, NULL);
  g_autofree char *path = g_build_filename (own, "sprint-kvm-proof", NULL);

  host_folder_write (own, "/sprint-kvm-proof", text);
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
}

static void
make_host (Fixture          *fixture,
           SprintHostReader *reader)
{
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();

  g_clear_object (&fixture->host);
  fixture->host = sprint_host_new (reader, SPRINT_HYPERVISOR_QUERY (fixture->query),
                                   fixture->record, platform);
}

/* A computer where all is well. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded ("intel-laptop");
  g_autofree char *path = NULL;

  write_helper (fixture, PASSES);
  path = g_build_filename (own, "acceleration", NULL);
  g_unlink (path);
  fixture->record = sprint_acceleration_record_new (path);
  fixture->query = query_double_new ();
  query_double_answer_recorded (fixture->query, "11.3.0", "capabilities-kvm.xml");
  disk_double_set_free (100 * GIB);
  make_host (fixture, reader);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  await_gone (g_steal_pointer (&fixture->host));
  await_gone (g_steal_pointer (&fixture->query));
  await_gone (g_steal_pointer (&fixture->record));
}

static void
assert_finished (SprintHost   *host,
                 GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sprint_host_examine_finish (host, result, &error));
  g_assert_no_error (error);
}

static void
assert_cancelled (SprintHost   *host,
                  GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sprint_host_examine_finish (host, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
examine (SprintHost *host)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_host_examine_async (host, NULL, await_result_cb, &result);
  await (result != NULL);
  assert_finished (host, result);
}

static SprintCheckState
get_state (SprintHost *host,
           const char *id)
{
  g_assert_nonnull (sprint_host_get_check (host, id));

  return sprint_check_get_state (sprint_host_get_check (host, id));
}

static void
assert_state (SprintHost         *host,
              SprintCheckState    state,
              SprintAcceleration  acceleration,
              const char         *summary,
              const char         *missing)
{
  g_autofree char *words = g_strjoinv (" ", (char **) sprint_host_get_missing_components (host));

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    g_test_message ("%s: %d, %s", ids[i], get_state (host, ids[i]),
                    sprint_check_get_summary (sprint_host_get_check (host, ids[i])));
  g_assert_cmpint (sprint_host_get_state (host), ==, state);
  g_assert_cmpint (sprint_host_get_acceleration (host), ==, acceleration);
  g_assert_cmpstr (sprint_host_get_summary (host), ==, summary);
  g_assert_cmpstr (words, ==, missing);
}

#define READY "Ready: machines will run at full speed"
#define SLOW "This computer can run machines, but slowly: they are emulated in software"
#define RESERVED "This computer can run machines, but not everything is as it should be"
#define MISSING "This computer cannot run machines until something is put right"
#define EXAMINING "Examining this computer…"
#define UNKNOWN "This computer has not been examined yet"

static void
assert_ready (SprintHost *host)
{
  assert_state (host, SPRINT_CHECK_STATE_PASS, SPRINT_ACCELERATION_KVM, READY, "");
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  GListModel *model = G_LIST_MODEL (fixture->host);

  g_assert_true (g_type_is_a (g_list_model_get_item_type (model), SPRINT_TYPE_CHECK));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (model, i);

    g_assert_cmpstr (sprint_check_get_id (check), ==, ids[i]);
    g_assert_true (sprint_host_get_check (fixture->host, ids[i]) == check);
    g_assert_nonnull (sprint_check_get_title (check));
    g_assert_true (g_str_has_suffix (sprint_check_get_why (check), "."));
  }
  g_assert_null (g_list_model_get_item (model, G_N_ELEMENTS (ids)));
  g_assert_null (sprint_host_get_check (fixture->host, "nonsense"));

  assert_state (fixture->host, SPRINT_CHECK_STATE_UNKNOWN, SPRINT_ACCELERATION_UNKNOWN, UNKNOWN,
                "");
  /* Nothing is asked of anybody by making it. */
  while (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (query_double_get_asked (fixture->query), ==, 0);
}

static void
test_ready (Fixture       *fixture,
            gconstpointer  data)
{
  examine (fixture->host);
  assert_ready (fixture->host);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_true (get_state (fixture->host, ids[i]) == SPRINT_CHECK_STATE_PASS ||
                   get_state (fixture->host, ids[i]) == SPRINT_CHECK_STATE_NOTE);

  g_assert_cmpuint (sprint_host_get_memory_total (fixture->host), ==,
                    G_GUINT64_CONSTANT (16284312) << 10);
  g_assert_cmpuint (sprint_host_get_cpus (fixture->host), >=, 1);
}

static void
test_slow (Fixture       *fixture,
           gconstpointer  data)
{
  write_helper (fixture, FAILS);
  examine (fixture->host);
  assert_state (fixture->host, SPRINT_CHECK_STATE_WARN, SPRINT_ACCELERATION_EMULATION, SLOW, "");
}

/* As in a virtual machine that passes virtualization on: KVM is used, and what is said of it is true. */
static void
test_slow_exits (Fixture       *fixture,
                 gconstpointer  data)
{
  write_helper (fixture, SLOW_EXITS PASSES);
  examine (fixture->host);
  assert_state (fixture->host, SPRINT_CHECK_STATE_PASS, SPRINT_ACCELERATION_KVM,
                "Ready: machines will run accelerated, but slower than on a computer of their own", "");
  write_helper (fixture, PASSES);
  examine (fixture->host);
  assert_ready (fixture->host);
}

/* A tiny guest that ran counts for nothing when the person may not open the device. */
static void
test_no_device (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded ("intel-laptop-off");

  make_host (fixture, reader);
  examine (fixture->host);
  g_assert_cmpint (get_state (fixture->host, "kvm-proof"), ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpint (get_state (fixture->host, "kvm-device"), ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpint (sprint_host_get_acceleration (fixture->host), ==, SPRINT_ACCELERATION_EMULATION);
}

static void
test_reserved (Fixture       *fixture,
               gconstpointer  data)
{
  disk_double_set_free (5 * GIB);
  examine (fixture->host);
  assert_state (fixture->host, SPRINT_CHECK_STATE_WARN, SPRINT_ACCELERATION_KVM, RESERVED, "");
  disk_double_set_free (0);
  examine (fixture->host);
  /* However little there is, a smaller machine may do. */
  assert_state (fixture->host, SPRINT_CHECK_STATE_WARN, SPRINT_ACCELERATION_KVM, RESERVED, "");
}

static void
count_cb (SprintHost *host,
          GParamSpec *pspec,
          guint      *count)
{
  (*count)++;
}

static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  guint changes = 0;

  host_folder_write (root, "/proc/meminfo", "MemTotal: 8388608 kB\nMemAvailable: 4194304 kB\n");
  query_double_refuse (fixture->query, "no daemon");
  make_host (fixture, reader);
  g_signal_connect (fixture->host, "notify::missing-components", G_CALLBACK (count_cb), &changes);
  examine (fixture->host);
  /* Each once, though more than one check names it, and none for what is a warning only. */
  assert_state (fixture->host, SPRINT_CHECK_STATE_FAIL, SPRINT_ACCELERATION_EMULATION, MISSING,
                "qemu spice libvirt");
  g_assert_cmpuint (changes, ==, 1);
  examine (fixture->host);
  g_assert_cmpuint (changes, ==, 1);

  /* They are installed, and the question is asked again. */
  host_folder_write (root, "/usr/bin/qemu-system-x86_64", "");
  host_folder_write (root, "/usr/bin/qemu-img", "");
  query_double_answer_recorded (fixture->query, "11.3.0", "capabilities-qemu.xml");
  examine (fixture->host);
  assert_state (fixture->host, SPRINT_CHECK_STATE_WARN, SPRINT_ACCELERATION_EMULATION, SLOW, "");
  g_assert_cmpuint (changes, ==, 2);
}

/* libvirt answers, and yet no disk can be made. */
static void
test_no_storage (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const files[] = {
    "/usr/bin/qemu-system-x86_64", "/usr/bin/qemu-img", "/usr/sbin/libvirtd",
    "/usr/lib/x86_64-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so",
  };
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    host_folder_write (root, files[i], "");
  make_host (fixture, reader);
  examine (fixture->host);
  assert_state (fixture->host, SPRINT_CHECK_STATE_FAIL, SPRINT_ACCELERATION_EMULATION, MISSING, "libvirt");
  g_assert_cmpint (get_state (fixture->host, "libvirt-session"), ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpint (get_state (fixture->host, "libvirt-storage"), ==, SPRINT_CHECK_STATE_FAIL);
}

static void
test_nothing_there (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autofree char *helper = g_build_filename (own, "sprint-kvm-proof", NULL);

  g_assert_cmpint (g_remove (helper), ==, 0);
  query_double_refuse (fixture->query, "no daemon");
  make_host (fixture, reader);
  examine (fixture->host);
  assert_state (fixture->host, SPRINT_CHECK_STATE_FAIL, SPRINT_ACCELERATION_EMULATION, MISSING,
                "qemu spice libvirt");
  g_assert_cmpuint (sprint_host_get_memory_total (fixture->host), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_nonnull (sprint_check_get_summary (sprint_host_get_check (fixture->host, ids[i])));
}

static guint
count_running (SprintHost *host)
{
  guint count = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    count += get_state (host, ids[i]) == SPRINT_CHECK_STATE_RUNNING;

  return count;
}

/* The window lives between one question and the next, and what was found before is no answer meanwhile. */
static void
test_in_turns (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;

  examine (fixture->host);
  assert_ready (fixture->host);
  sprint_host_examine_async (fixture->host, NULL, await_result_cb, &result);
  g_assert_cmpuint (count_running (fixture->host), ==, 0);
  assert_state (fixture->host, SPRINT_CHECK_STATE_RUNNING, SPRINT_ACCELERATION_KVM, EXAMINING, "");
  g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_running (fixture->host), ==, 1);
  assert_state (fixture->host, SPRINT_CHECK_STATE_RUNNING, SPRINT_ACCELERATION_KVM, EXAMINING, "");
  await (result != NULL);
  assert_finished (fixture->host, result);
  assert_ready (fixture->host);
}

static void
test_at_once (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;

  query_double_silence (fixture->query, TRUE);
  sprint_host_examine_async (fixture->host, NULL, await_result_cb, &result);
  g_assert_cmpint (sprint_host_get_state (fixture->host), ==, SPRINT_CHECK_STATE_RUNNING);

  /* One that does not answer holds up no other. */
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    if (!g_strv_contains (asked, ids[i]))
      await (get_state (fixture->host, ids[i]) > SPRINT_CHECK_STATE_RUNNING);
  }
  g_assert_null (result);
  for (gsize i = 0; asked[i] != NULL; i++)
    g_assert_cmpint (get_state (fixture->host, asked[i]), ==, SPRINT_CHECK_STATE_RUNNING);
  assert_state (fixture->host, SPRINT_CHECK_STATE_RUNNING, SPRINT_ACCELERATION_KVM, EXAMINING, "");

  query_double_silence (fixture->query, FALSE);
  await (result != NULL);
  assert_finished (fixture->host, result);
  assert_ready (fixture->host);
}

static void
test_joins (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) third = NULL;

  query_double_silence (fixture->query, TRUE);
  sprint_host_examine_async (fixture->host, NULL, await_result_cb, &first);
  sprint_host_examine_async (fixture->host, cancellable, await_result_cb, &second);
  sprint_host_examine_async (fixture->host, NULL, await_result_cb, &third);
  await (get_state (fixture->host, "lingering") > SPRINT_CHECK_STATE_RUNNING);

  /* One that gives up takes nothing from the others. */
  g_cancellable_cancel (cancellable);
  await (second != NULL);
  assert_cancelled (fixture->host, second);
  g_assert_null (first);
  g_assert_cmpint (sprint_host_get_state (fixture->host), ==, SPRINT_CHECK_STATE_RUNNING);

  query_double_silence (fixture->query, FALSE);
  await (first != NULL && third != NULL);
  assert_finished (fixture->host, first);
  assert_finished (fixture->host, third);
  assert_ready (fixture->host);
  /* The version, the capabilities and the network, once. */
  g_assert_cmpuint (query_double_get_asked (fixture->query), ==, 3);

  /* The next one is a run of its own. */
  examine (fixture->host);
  g_assert_cmpuint (query_double_get_asked (fixture->query), ==, 6);
}

/* What was answered before a change is not what is so after it. */
static void
test_change_meanwhile (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;

  /* Of a run, and of nothing while none is under way. */
  sprint_host_note_change (fixture->host);
  query_double_silence (fixture->query, TRUE);
  sprint_host_examine_async (fixture->host, NULL, await_result_cb, &result);
  await (get_state (fixture->host, "disk-space") == SPRINT_CHECK_STATE_PASS);
  disk_double_set_free (5 * GIB);
  sprint_host_note_change (fixture->host);
  query_double_silence (fixture->query, FALSE);
  await (result != NULL);
  assert_finished (fixture->host, result);
  assert_state (fixture->host, SPRINT_CHECK_STATE_WARN, SPRINT_ACCELERATION_KVM, RESERVED, "");
  g_assert_cmpuint (query_double_get_asked (fixture->query), ==, 6);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  query_double_silence (fixture->query, TRUE);
  write_helper (fixture, NEVER_ENDS);
  sprint_host_examine_async (fixture->host, cancellable, await_result_cb, &result);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  assert_cancelled (fixture->host, result);
  /* What nobody waits for any more is not asked on. */
  await (get_state (fixture->host, "libvirt-session") == SPRINT_CHECK_STATE_UNKNOWN);
  await (get_state (fixture->host, "kvm-proof") == SPRINT_CHECK_STATE_UNKNOWN);
  await (sprint_host_get_state (fixture->host) == SPRINT_CHECK_STATE_UNKNOWN);
  g_assert_cmpint (sprint_host_get_acceleration (fixture->host), ==, SPRINT_ACCELERATION_UNKNOWN);

  query_double_silence (fixture->query, FALSE);
  write_helper (fixture, PASSES);
  examine (fixture->host);
  assert_ready (fixture->host);
}

/* Half the answers are none: all of them may be as they should, and the one that is missing not. */
static void
test_cancelled_late (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  query_double_silence (fixture->query, TRUE);
  sprint_host_examine_async (fixture->host, cancellable, await_result_cb, &result);
  await (get_state (fixture->host, "memory") == SPRINT_CHECK_STATE_PASS);
  await (get_state (fixture->host, "kvm-device") == SPRINT_CHECK_STATE_PASS);
  await (get_state (fixture->host, "kvm-proof") == SPRINT_CHECK_STATE_PASS);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  assert_cancelled (fixture->host, result);
  await (sprint_host_get_state (fixture->host) != SPRINT_CHECK_STATE_RUNNING);
  /* What was proved of KVM was proved. */
  assert_state (fixture->host, SPRINT_CHECK_STATE_UNKNOWN, SPRINT_ACCELERATION_KVM, UNKNOWN, "");
  query_double_silence (fixture->query, FALSE);
}

/* What was missing stays missing while the half that would say so has no answer. */
static void
test_cancelled_missing (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  query_double_refuse (fixture->query, "no daemon");
  examine (fixture->host);
  assert_state (fixture->host, SPRINT_CHECK_STATE_FAIL, SPRINT_ACCELERATION_KVM, MISSING, "libvirt qemu spice");
  query_double_silence (fixture->query, TRUE);
  sprint_host_examine_async (fixture->host, cancellable, await_result_cb, &result);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  await (sprint_host_get_state (fixture->host) != SPRINT_CHECK_STATE_RUNNING);
  assert_state (fixture->host, SPRINT_CHECK_STATE_UNKNOWN, SPRINT_ACCELERATION_KVM, UNKNOWN, "libvirt qemu spice");
  query_double_silence (fixture->query, FALSE);
}

static void
test_cancelled_before (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_cancellable_cancel (cancellable);
  sprint_host_examine_async (fixture->host, cancellable, await_result_cb, &result);
  await (result != NULL);
  assert_cancelled (fixture->host, result);
  examine (fixture->host);
  assert_ready (fixture->host);
}

typedef struct {
  GAsyncResult *first;
  GAsyncResult *second;
} Again;

static void
examine_again_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Again *again = user_data;

  again->first = g_object_ref (result);
  sprint_host_examine_async (SPRINT_HOST (source), NULL, await_result_cb, &again->second);
}

/* Asked again at once, while the cancelled run is still coming to its end with half its answers. */
static void
test_cancelled_and_again (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Again again = { NULL, NULL };

  query_double_silence (fixture->query, TRUE);
  sprint_host_examine_async (fixture->host, cancellable, examine_again_cb, &again);
  g_cancellable_cancel (cancellable);
  await (again.first != NULL);
  assert_cancelled (fixture->host, again.first);
  await (query_double_get_asked (fixture->query) == 6);
  query_double_silence (fixture->query, FALSE);
  await (again.second != NULL);
  assert_finished (fixture->host, again.second);
  assert_ready (fixture->host);
  g_clear_object (&again.first);
  g_clear_object (&again.second);
}

static void
test_asked_again (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint accelerations = 0;

  examine (fixture->host);
  g_signal_connect (fixture->host, "notify::acceleration", G_CALLBACK (count_cb), &accelerations);
  sprint_host_examine_async (fixture->host, NULL, await_result_cb, &result);
  /* What was known stays known meanwhile. */
  await (get_state (fixture->host, "kvm-proof") == SPRINT_CHECK_STATE_RUNNING);
  assert_state (fixture->host, SPRINT_CHECK_STATE_RUNNING, SPRINT_ACCELERATION_KVM, EXAMINING, "");
  await (result != NULL);
  assert_ready (fixture->host);
  g_assert_cmpuint (accelerations, ==, 0);
}

static void
test_record (Fixture       *fixture,
             gconstpointer  data)
{
  guint accelerations = 0;

  sprint_acceleration_record_note_failure (fixture->record, "KVM internal error. Suberror: 1");
  /* Nothing was examined yet, so that nothing is known. */
  assert_state (fixture->host, SPRINT_CHECK_STATE_UNKNOWN, SPRINT_ACCELERATION_UNKNOWN, UNKNOWN,
                "");
  examine (fixture->host);
  assert_state (fixture->host, SPRINT_CHECK_STATE_WARN, SPRINT_ACCELERATION_DOUBTED, SLOW, "");
  g_assert_false (sprint_host_get_worth_trying (fixture->host));

  /* A machine that ran with acceleration, and one that failed, tell at once. */
  g_signal_connect (fixture->host, "notify::acceleration", G_CALLBACK (count_cb), &accelerations);
  sprint_acceleration_record_note_success (fixture->record);
  assert_ready (fixture->host);
  g_assert_cmpuint (accelerations, ==, 1);
  sprint_acceleration_record_note_failure (fixture->record, "failed to set MSR 0x10a");
  assert_state (fixture->host, SPRINT_CHECK_STATE_WARN, SPRINT_ACCELERATION_DOUBTED, SLOW, "");
  g_assert_cmpuint (accelerations, ==, 2);
  examine (fixture->host);
  assert_state (fixture->host, SPRINT_CHECK_STATE_WARN, SPRINT_ACCELERATION_DOUBTED, SLOW, "");
  g_assert_cmpuint (accelerations, ==, 2);

  /* Where KVM cannot be used anyway, nothing is worth a try. */
  write_helper (fixture, FAILS);
  examine (fixture->host);
  assert_state (fixture->host, SPRINT_CHECK_STATE_WARN, SPRINT_ACCELERATION_EMULATION, SLOW, "");
}

/* A window that is closed in the middle lets go of it; whoever waits still hears. */
static void
test_let_go (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded ("amd-desktop");
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  SprintHost *host = sprint_host_new (reader, SPRINT_HYPERVISOR_QUERY (fixture->query),
                                      fixture->record, platform);
  GAsyncResult *result = NULL;
  GWeakRef alive;

  g_weak_ref_init (&alive, host);
  sprint_host_examine_async (host, NULL, await_result_cb, &result);
  g_object_unref (host);
  await (result != NULL);
  assert_finished (host, result);
  g_clear_object (&result);
  await (await_is_gone (&alive));
  g_weak_ref_clear (&alive);
  sprint_acceleration_record_note_failure (fixture->record, "nobody is there to be told");
}

#define add(name, function) \
  g_test_add ("/host/host/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  static const char * const folders[] = { "SPRINT_LIBEXECDIR", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME",
                                          "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME" };
  int status;

  own = host_folder_new ();
  /* Once: GLib's folders for each test would go from under the threads of the one before. */
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    g_setenv (folders[i], own, TRUE);
  g_test_init (&argc, &argv, NULL);
  add ("list", test_list);
  add ("ready", test_ready);
  add ("slow", test_slow);
  add ("slow-exits", test_slow_exits);
  add ("no-device", test_no_device);
  add ("reserved", test_reserved);
  add ("missing", test_missing);
  add ("no-storage", test_no_storage);
  add ("nothing-there", test_nothing_there);
  add ("in-turns", test_in_turns);
  add ("at-once", test_at_once);
  add ("joins", test_joins);
  add ("change-meanwhile", test_change_meanwhile);
  add ("cancelled", test_cancelled);
  add ("cancelled-late", test_cancelled_late);
  add ("cancelled-missing", test_cancelled_missing);
  add ("cancelled-before", test_cancelled_before);
  add ("cancelled-and-again", test_cancelled_and_again);
  add ("asked-again", test_asked_again);
  add ("record", test_record);
  add ("let-go", test_let_go);
  status = g_test_run ();
  host_folder_free (own);

  return status;
}
