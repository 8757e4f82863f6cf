/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/report.h"

#include <json-glib/json-glib.h>

#include "await.h"
#include "disk-double.h"
#include "host-folder.h"
#include "query-double.h"

static const char *user_name = "ada";
static const char *host_name = "engine";

/* Take the place of GLib's. */
const char *
g_get_user_name (void)
{
  return user_name;
}

const char *
g_get_host_name (void)
{
  return host_name;
}

typedef struct {
  QueryDouble *query;
  SprintHost *host;
} Fixture;

/* The helper and the record; one for all tests, as the environment says where it is, and threads read that. */
static HostFolder *own;

static void
make_host (Fixture    *fixture,
           const char *name)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded (name);
  g_autoptr (SprintPlatform) platform = sprint_platform_new ();
  g_autoptr (SprintAccelerationRecord) record = NULL;
  g_autofree char *path = NULL;

  path = g_build_filename (own, "acceleration", NULL);
  record = sprint_acceleration_record_new (path);
  fixture->query = query_double_new ();
  query_double_answer_recorded (fixture->query, "11.3.0", "capabilities-kvm.xml");
  disk_double_set_free (G_GUINT64_CONSTANT (100) << 30);
  fixture->host = sprint_host_new (reader, SPRINT_HYPERVISOR_QUERY (fixture->query), record, platform);
}

static void
examine (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_host_examine_async (fixture->host, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_host_examine_finish (fixture->host, result, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  await_gone (g_steal_pointer (&fixture->host));
  await_gone (g_steal_pointer (&fixture->query));
}

static void
assert_count (const char *text,
             const char *words,
             guint       expected)
{
  g_auto (GStrv) parts = g_strsplit (text, words, -1);

  g_test_message ("%s", text);
  g_assert_cmpuint (g_strv_length (parts), ==, expected + 1);
}

static JsonObject *
find_check (JsonObject *report,
            const char *id)
{
  JsonArray *checks = json_object_get_array_member (report, "checks");

  for (guint i = 0; i < json_array_get_length (checks); i++) {
    JsonObject *check = json_array_get_object_element (checks, i);

    if (g_str_equal (json_object_get_string_member (check, "id"), id))
      return check;
  }
  g_assert_not_reached ();
}

static void
test_json (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *report, *check;

  make_host (fixture, "cloud-vm");
  examine (fixture);
  json = sprint_report_to_json (fixture->host);
  g_assert_true (g_str_has_suffix (json, "}\n"));
  root = json_from_string (json, NULL);
  g_assert_nonnull (root);
  report = json_node_get_object (root);
  g_assert_cmpint (json_object_get_int_member (report, "format"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (report, "state"), ==, "not-ready");
  g_assert_cmpstr (json_object_get_string_member (report, "acceleration"), ==, "emulation");
  g_assert_cmpstr (json_object_get_string_member (report, "architecture"), ==, "x86_64");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (report, "checks")), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fixture->host)));

  check = find_check (report, "qemu");
  g_assert_cmpstr (json_object_get_string_member (check, "group"), ==, "software");
  g_assert_cmpstr (json_object_get_string_member (check, "scope"), ==, "machines");
  g_assert_cmpstr (json_object_get_string_member (check, "state"), ==, "fail");
  g_assert_cmpstr (json_object_get_string_member (check, "summary"), ==, "QEMU for x86_64 is not installed");
  g_assert_cmpstr (json_object_get_string_member (check, "details"), ==, "qemu-system-x86_64");
  check = json_object_get_object_member (check, "remedy");
  g_assert_cmpstr (json_object_get_string_member (check, "description"), ==, "Install QEMU.");
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (check, "components"), 0), ==, "qemu");
  g_assert_true (json_object_get_null_member (check, "command"));
}

static void
assert_json_state (Fixture    *fixture,
                   const char *expected)
{
  g_autofree char *json = sprint_report_to_json (fixture->host);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  g_test_message ("%s", json);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (root), "state"), ==, expected);
}

/* What programs go by. */
static void
test_json_states (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *report;

  make_host (fixture, "intel-laptop");
  examine (fixture);
  /* KVM is not proved. */
  assert_json_state (fixture, "usable");
  sprint_check_set_result (sprint_host_get_check (fixture->host, "kvm-proof"), SPRINT_CHECK_STATE_PASS, "It runs", NULL,
                           NULL);
  assert_json_state (fixture, "ready");

  json = sprint_report_to_json (fixture->host);
  root = json_from_string (json, NULL);
  report = json_node_get_object (root);
  for (guint i = 0; i < json_array_get_length (json_object_get_array_member (report, "checks")); i++) {
    JsonObject *check = json_array_get_object_element (json_object_get_array_member (report, "checks"), i);
    gint64 duration =
      sprint_check_get_duration (sprint_host_get_check (fixture->host, json_object_get_string_member (check, "id")));

    g_assert_cmpfloat_with_epsilon (json_object_get_double_member (check, "milliseconds"), duration / 1000.0, 1e-6);
  }
  g_assert_cmpint (sprint_check_get_duration (sprint_host_get_check (fixture->host, "qemu")), >, 0);
}

static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  make_host (fixture, "cloud-vm");
  examine (fixture);
  text = sprint_report_to_text (fixture->host);
  g_assert_true (g_str_has_prefix (text, "Sprint "));
  g_assert_nonnull (strstr (text, "\nThis computer cannot run machines until something is put right\n"));
  g_assert_nonnull (strstr (text, "\n\nSoftware\n"));
  g_assert_nonnull (strstr (text, "  [Problem] QEMU: QEMU for x86_64 is not installed\n      qemu-system-x86_64\n"
                                  "      → Install QEMU.\n"));
}

/* Nothing is known, and that is what it says. */
static void
test_not_examined (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *report;

  make_host (fixture, "intel-laptop");
  json = sprint_report_to_json (fixture->host);
  root = json_from_string (json, NULL);
  report = json_node_get_object (root);
  g_assert_cmpstr (json_object_get_string_member (report, "state"), ==, "unknown");
  g_assert_cmpstr (json_object_get_string_member (report, "acceleration"), ==, "unknown");
  g_assert_true (json_object_get_null_member (find_check (report, "qemu"), "summary"));
}

/* Who it is, and where they live, is nobody's business. */
static void
test_no_names (Fixture       *fixture,
               gconstpointer  data)
{
  const char *sentence = "It is at /home/ada, /run/media/ada/USB and /var/lib/systemd/linger/ada; 'ada', “ada”, "
                         "ada@engine";
  const char *evidence = "ada: engine of ada, adamore, ada-host, /proc/sys/engine/swappiness, /srv/ada.img, "
                         "engine.local";
  g_autofree char *words = g_strconcat (g_get_home_dir (), "/disks: ", sentence, NULL);
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;
  const char *cleaned = "~/disks: It is at /home/USER, /run/media/USER/USB and /var/lib/systemd/linger/USER; 'USER', "
                        "“USER”, USER@HOST\n";
  SprintCheck *check;

  user_name = "ada";
  host_name = "engine";
  make_host (fixture, "intel-laptop");
  check = sprint_host_get_check (fixture->host, "memory");
  sprint_check_set_result (check, SPRINT_CHECK_STATE_PASS, words, evidence, sprint_remedy_new (words, NULL, words));
  text = sprint_report_to_text (fixture->host);
  json = sprint_report_to_json (fixture->host);
  g_assert_null (strstr (text, g_get_home_dir ()));
  g_assert_null (strstr (json, g_get_home_dir ()));
  /* The sentence, what helps, and the command. */
  assert_count (text, cleaned, 3);
  /* Another word that begins with it is another word, and a part of a path may happen to be called so. */
  assert_count (text, "      USER: HOST of USER, adamore, ada-host, /proc/sys/engine/swappiness, /srv/USER.img, "
                      "HOST.local\n", 1);
}

/* Where disks lie, what an adapter is called, whom names are asked of, and a computer that is called after whom it belongs to. */
static void
test_hidden_names (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *text = NULL;
  SprintCheck *check;

  user_name = "ada";
  host_name = "ada.example.org";
  make_host (fixture, "intel-laptop");
  check = sprint_host_get_check (fixture->host, "memory");
  sprint_check_set_result (check, SPRINT_CHECK_STATE_PASS, "The way out is enx001122aabbcc, not eno1",
                           "wlx001122aabbcc ada.example.org ada@10.0.0.2\nnameserver 192.168.1.1\n"
                           "nameserver 2001:db8::1",
                           sprint_remedy_new ("Do.", NULL, "chattr +C '/data/ada/disks' && ls '/srv/ada' /opt/ada/x"));
  text = sprint_report_to_text (fixture->host);
  assert_count (text, ": The way out is enxMAC, not eno1\n", 1);
  assert_count (text, "      wlxMAC HOST USER@10.0.0.2\n      nameserver 192.168.1.1\n      nameserver ADDRESS\n", 1);
  assert_count (text, "        chattr +C '/data/USER/disks' && ls '/srv/USER' /opt/ada/x\n", 1);
}

/* A computer that is called after a part of whom it belongs to, and a file whose name is no text. */
static void
test_parts_of_names (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *text = NULL;
  SprintCheck *check;

  user_name = "anna.berg";
  host_name = "berg";
  make_host (fixture, "intel-laptop");
  check = sprint_host_get_check (fixture->host, "memory");
  sprint_check_set_result (check, SPRINT_CHECK_STATE_PASS, "Enough", "anna.berg berg /mnt/\377/anna.berg", NULL);
  text = sprint_report_to_text (fixture->host);
  assert_count (text, "      USER HOST /mnt/\357\277\275/USER\n", 1);
}

/* Whoever is called like one of Sprint's words does not take it away. */
static void
test_own_words (Fixture       *fixture,
                gconstpointer  data)
{
  static const char * const names[] = { "guest", "user", "kvm", "machines" };
  const char *words = "a tiny guest of the user of KVM ran machines: kvm, virt-guest, /run/user/1000, /dev/kvm";

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *text = NULL;
    SprintCheck *check;

    user_name = host_name = names[i];
    make_host (fixture, "intel-laptop");
    check = sprint_host_get_check (fixture->host, "memory");
    sprint_check_set_result (check, SPRINT_CHECK_STATE_PASS, words, "/sys/fs/cgroup/user.slice/user@1000.service",
                             sprint_remedy_new (words, NULL, words));
    text = sprint_report_to_text (fixture->host);
    assert_count (text, words, 3);
    assert_count (text, "/sys/fs/cgroup/user.slice/user@1000.service\n", 1);
    if (i + 1 < G_N_ELEMENTS (names))
      tear_down (fixture, NULL);
  }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  /* There is no helper: KVM is not proved. */
  own = host_folder_new ();
  g_setenv ("SPRINT_LIBEXECDIR", own, TRUE);
#define ADD(name, function) g_test_add ("/host/report/" name, Fixture, NULL, NULL, function, tear_down)
  ADD ("json", test_json);
  ADD ("json-states", test_json_states);
  ADD ("text", test_text);
  ADD ("not-examined", test_not_examined);
  ADD ("no-names", test_no_names);
  ADD ("hidden-names", test_hidden_names);
  ADD ("parts-of-names", test_parts_of_names);
  ADD ("own-words", test_own_words);
  status = g_test_run ();
  host_folder_free (own);

  return status;
}
