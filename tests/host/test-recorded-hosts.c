/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of each recorded computer: tests/data/hosts/NAME.expected, first as a whole, then a line a check. With
 * SPRINT_WRITE_EXPECTED in the environment they are written anew; then read what has changed. */
#include "core/host/host.h"

#include <glib/gstdio.h>
#include <string.h>

#include "await.h"
#include "core-enums.h"
#include "disk-double.h"
#include "host-folder.h"
#include "query-double.h"

typedef struct {
  QueryDouble *query;
  SprintHost *host;
} Fixture;

/* The helper and the record; one for all tests, as the environment says where it is, and threads read that. */
static HostFolder *own;

static void
write_proof (void)
{
  g_autofree char *path = g_build_filename (own, "sprint-kvm-proof", NULL);

  host_folder_write (own, "/sprint-kvm-proof", "#!/bin/sh\n"
                     "echo '{\"step\":\"long-mode\",\"result\":\"pass\",\"us\":1500}'\n"
                     "echo '{\"step\":\"end\",\"result\":\"pass\",\"us\":0}'\n");
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
}

static gboolean
has_libvirt (SprintHostReader *reader)
{
  g_autofree char *one = sprint_host_reader_find_program (reader, "libvirtd");
  g_autofree char *many = sprint_host_reader_find_program (reader, "virtqemud");

  return one != NULL || many != NULL;
}

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
  /* What is asked of this computer and not of files is left out below, and is as well as the files let it be. */
  fixture->query = query_double_new ();
  if (has_libvirt (reader))
    query_double_answer_recorded (fixture->query, "11.3.0", "capabilities-kvm.xml");
  else
    query_double_refuse (fixture->query, "not recorded");
  disk_double_set_free (G_GUINT64_CONSTANT (100) << 30);
  fixture->host = sprint_host_new (reader, SPRINT_HYPERVISOR_QUERY (fixture->query), record, platform);
}

static void
tear_down (Fixture *fixture)
{
  await_gone (g_steal_pointer (&fixture->host));
  await_gone (g_steal_pointer (&fixture->query));
}

static gboolean
is_of_files (const char *id)
{
  static const char * const others[] = { "kvm-proof", "libvirt-session", "spice", "default-network", "disk-space",
                                        NULL };

  return !g_strv_contains (others, id);
}

static void
describe_remedy (GString      *text,
                 SprintRemedy *remedy)
{
  g_autofree char *components = g_strjoinv (" ", (char **) sprint_remedy_get_components (remedy));

  g_string_append_printf (text, "    %s\n", sprint_remedy_get_description (remedy));
  if (*components != '\0')
    g_string_append_printf (text, "    [%s]\n", components);
  if (sprint_remedy_get_command (remedy) != NULL)
    g_string_append_printf (text, "    $ %s\n", sprint_remedy_get_command (remedy));
}

static char *
describe (SprintHost *host)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GEnumClass) states = g_type_class_ref (SPRINT_TYPE_CHECK_STATE);
  g_autofree char *missing = g_strjoinv (" ", (char **) sprint_host_get_missing_components (host));

  g_string_append_printf (text, "%s\n[%s]\n\n", sprint_host_get_summary (host), missing);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (host)); i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (G_LIST_MODEL (host), i);
    SprintRemedy *remedy = sprint_check_get_remedy (check);

    if (!is_of_files (sprint_check_get_id (check)))
      continue;
    g_string_append_printf (text, "%s %s: %s\n", g_enum_get_value (states, sprint_check_get_state (check))->value_nick,
                            sprint_check_get_id (check), sprint_check_get_summary (check));
    if (remedy != NULL)
      describe_remedy (text, remedy);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Where there is no polkit or systemd, what a click would have done is done in a terminal. */
static void
assert_commands (SprintHost *host)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (host)); i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (G_LIST_MODEL (host), i);
    SprintRemedy *remedy = sprint_check_get_remedy (check);
    SprintRemedyAction action = remedy != NULL ? sprint_remedy_get_action (remedy) : SPRINT_REMEDY_ACTION_NONE;

    if (action == SPRINT_REMEDY_ACTION_NONE || action == SPRINT_REMEDY_ACTION_INSPECT)
      continue;
    g_assert_true (g_str_has_prefix (sprint_remedy_get_command (remedy), "sudo "));
    g_assert_nonnull (strstr (sprint_remedy_get_command (remedy), sprint_remedy_get_target (remedy)));
  }
}

static void
test_host (gconstpointer data)
{
  const char *name = data;
  Fixture fixture = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *file = g_strconcat (name, ".expected", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("SPRINT_TEST_DATA"), "hosts", file, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  make_host (&fixture, name);
  sprint_host_examine_async (fixture.host, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_host_examine_finish (fixture.host, result, NULL));
  /* It holds the host. */
  g_clear_object (&result);
  assert_commands (fixture.host);
  found = describe (fixture.host);
  if (g_getenv ("SPRINT_WRITE_EXPECTED") != NULL)
    g_assert_true (g_file_set_contents (path, found, -1, NULL));
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  g_assert_cmpstr (found, ==, expected);
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  int status;

  own = host_folder_new ();
  g_setenv ("SPRINT_LIBEXECDIR", own, TRUE);
  write_proof ();
  /* Where disks would lie on the recorded computer; nothing is made there. */
  g_setenv ("HOME", "/home/ada", TRUE);
  g_setenv ("XDG_DATA_HOME", "/home/ada/.local/share", TRUE);
  g_test_init (&argc, &argv, NULL);
  folder = g_build_filename (g_getenv ("SPRINT_TEST_DATA"), "hosts", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *test = g_strconcat ("/host/recorded-hosts/", name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      g_test_add_data_func_full (test, g_strdup (name), test_host, g_free);
  }
  status = g_test_run ();
  host_folder_free (own);

  return status;
}
