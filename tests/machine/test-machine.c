/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "await.h"
#include "core/definition/gconfig-pointers.h"
#include "core/machine/machine-private.h"
#include "driver.h"

typedef struct {
  Driver *driver;
  SprintMachine *machine;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->driver = driver_new (NULL);
  driver_open (fixture->driver);
  fixture->machine = g_object_ref (driver_find (fixture->driver, "test"));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  driver_free (fixture->driver);
  g_assert_finalize_object (fixture->machine);
}

static void
act (SprintMachine        *machine,
     SprintMachineActions  action)
{
  g_autoptr (GError) error = NULL;

  driver_act (machine, action, &error);
  g_assert_no_error (error);
}

static void
test_lifecycle (Fixture       *fixture,
                gconstpointer  data)
{
  SprintMachine *machine = fixture->machine;

  g_assert_cmpuint (driver_count (fixture->driver), ==, 1);
  /* Whoever is told of the end of an action finds what came of it. */
  act (machine, SPRINT_MACHINE_ACTION_PAUSE);
  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_PAUSED);
  act (machine, SPRINT_MACHINE_ACTION_RESUME);
  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_RUNNING);
  act (machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_OFF);
  g_assert_cmpint (sprint_machine_get_stop (machine), ==, SPRINT_MACHINE_STOP_FORCED_OFF);
  act (machine, SPRINT_MACHINE_ACTION_START);
  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_RUNNING);
  g_assert_cmpint (sprint_machine_get_stop (machine), ==, SPRINT_MACHINE_STOP_NONE);
  act (machine, SPRINT_MACHINE_ACTION_RESTART);
  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_RUNNING);
  act (machine, SPRINT_MACHINE_ACTION_SHUT_DOWN);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_OFF);
  g_assert_cmpint (sprint_machine_get_stop (machine), ==, SPRINT_MACHINE_STOP_SHUT_DOWN);
}

static void
test_properties (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *uuid = NULL, *name = NULL, *title = NULL, *reason = NULL, *problem = NULL;
  gboolean busy, emulated, persistent, restarted_last;
  SprintMachineState state;
  SprintMachineStop stop;
  SprintMachineDisplay display;
  SprintMachineActions actions;
  guint64 memory;
  guint vcpus;

  g_object_get (fixture->machine, "uuid", &uuid, "name", &name, "title", &title, "state", &state,
                "state-reason", &reason, "actions", &actions, "display", &display, "emulated", &emulated,
                "busy", &busy, "memory", &memory, "vcpus", &vcpus, "persistent", &persistent, "problem", &problem,
                "stop", &stop, "restarted-last", &restarted_last, NULL);
  g_assert_cmpstr (uuid, ==, "6695eb01-f6a4-8304-79aa-97f2502e193f");
  g_assert_cmpstr (name, ==, "test");
  /* One without a title goes by its name. */
  g_assert_cmpstr (title, ==, "test");
  g_assert_cmpint (state, ==, SPRINT_MACHINE_STATE_RUNNING);
  g_assert_null (reason);
  g_assert_null (problem);
  g_assert_cmpint (actions, ==, sprint_machine_get_actions (fixture->machine));
  g_assert_cmpint (display, ==, SPRINT_MACHINE_DISPLAY_NONE);
  g_assert_cmpint (stop, ==, SPRINT_MACHINE_STOP_NONE);
  g_assert_cmpuint (memory, ==, G_GUINT64_CONSTANT (8) << 30);
  g_assert_cmpuint (vcpus, ==, 2);
  g_assert_true (persistent);
  g_assert_false (emulated || busy || restarted_last);
  g_assert_cmpstr (sprint_machine_get_connection_uri (fixture->machine), ==, fixture->driver->uri);
}

static gboolean
rename_to (SprintMachine  *machine,
           const char     *title,
           GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_machine_rename_async (machine, title, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_machine_rename_finish (machine, result, error);
}

static void
test_rename (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const bad[] = { "", " \n ", "two\nlines", "two\rlines", "\xff\xfe", "bell \a" };
  SprintMachine *machine = fixture->machine;
  g_autofree char *long_title = g_strnfill (2000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (rename_to (machine, "  Größe & <Ruhe>  ", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "Größe & <Ruhe>");
  g_assert_cmpstr (sprint_machine_get_name (machine), ==, "test");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_false (rename_to (machine, bad[i], &error));
    g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION);
    g_assert_false (sprint_machine_get_busy (machine));
    g_clear_error (&error);
  }
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "Größe & <Ruhe>");
  g_assert_true (rename_to (machine, long_title, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, long_title);
  /* Off, it is the stored description alone that has it. */
  act (machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
  g_assert_true (rename_to (machine, "漢字", &error));
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "漢字");
  act (machine, SPRINT_MACHINE_ACTION_START);
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "漢字");
}

static void
test_sort_key (Fixture       *fixture,
               gconstpointer  data)
{
  SprintMachine *ten = fixture->machine;
  g_autoptr (SprintMachine) two = driver_define (fixture->driver, "two", NULL);

  g_assert_true (rename_to (ten, "machine 10", NULL));
  g_assert_true (rename_to (two, "machine 2", NULL));
  g_assert_cmpint (strcmp (sprint_machine_get_sort_key (two), sprint_machine_get_sort_key (ten)), <, 0);
  /* The key is of the title that it has, not of the one that it had. */
  g_assert_true (rename_to (ten, "a machine", NULL));
  g_assert_cmpint (strcmp (sprint_machine_get_sort_key (two), sprint_machine_get_sort_key (ten)), >, 0);
}

static GVirConfigDomain *
get_description (SprintMachine  *machine,
                 GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_machine_get_description_async (machine, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_machine_get_description_finish (machine, result, error);
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  SprintMachine *machine = fixture->machine;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean removed = FALSE;

  g_signal_connect_swapped (machine, "removed", G_CALLBACK (g_atomic_int_inc), &removed);
  sprint_machine_delete_async (machine, NULL, NULL, await_result_cb, &result);
  g_assert_true (sprint_machine_get_busy (machine));
  await (result != NULL);
  sprint_machine_delete_finish (machine, result, &error);
  g_assert_no_error (error);
  /* It ran, too. */
  g_assert_true (removed);
  g_assert_cmpuint (driver_count (fixture->driver), ==, 0);
  g_assert_null (sprint_connection_find (fixture->driver->connection, sprint_machine_get_uuid (machine)));
  g_assert_null (get_description (machine, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MACHINE);
}

static gboolean
set_description (SprintMachine     *machine,
                 GVirConfigDomain  *description,
                 GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_machine_set_description_async (machine, description, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_machine_set_description_finish (machine, result, error);
}

static void
test_description (Fixture       *fixture,
                  gconstpointer  data)
{
  SprintMachine *machine = fixture->machine;
  g_autoptr (GVirConfigDomain) description = NULL;
  g_autoptr (GError) error = NULL;

  act (machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
  description = get_description (machine, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gvir_config_domain_get_uuid (description), ==, sprint_machine_get_uuid (machine));
  gvir_config_domain_set_vcpus (description, 1);
  gvir_config_domain_set_title (description, "Another");
  set_description (machine, description, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sprint_machine_get_vcpus (machine), ==, 1);
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "Another");
  g_assert_cmpuint (driver_count (fixture->driver), ==, 1);

  gvir_config_domain_set_name (description, "");
  g_assert_false (set_description (machine, description, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION);
  g_assert_false (sprint_machine_get_busy (machine));
  g_assert_cmpstr (sprint_machine_get_name (machine), ==, "test");
}

/* Passwords are in what is redefined, or they would be lost. */
static void
test_description_secure (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GVirConfigDomain) description = driver_describe ("secret");
  g_autoptr (GVirConfigDomain) stored = NULL;
  g_autoptr (GVirConfigDomain) with_password = NULL;
  g_autoptr (SprintMachine) machine = NULL;
  g_autofree char *xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (description));
  g_auto (GStrv) parts = g_strsplit (xml, "</domain>", 2);
  g_autofree char *changed = g_strconcat (parts[0], "<devices><graphics type='vnc' passwd='hush'/></devices></domain>",
                                          NULL);
  g_autofree char *stored_xml = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  with_password = gvir_config_domain_new_from_xml (changed, &error);
  g_assert_no_error (error);
  sprint_connection_define_async (fixture->driver->connection, with_password, NULL, await_result_cb, &result);
  await (result != NULL);
  machine = sprint_connection_define_finish (fixture->driver->connection, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sprint_machine_get_display (machine), ==, SPRINT_MACHINE_DISPLAY_VNC);
  stored = get_description (machine, &error);
  g_assert_no_error (error);
  stored_xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (stored));
  g_assert_nonnull (strstr (stored_xml, "hush"));
}

/* A machine outlives its connection, and says so. */
static void
test_without_connection (Fixture       *fixture,
                         gconstpointer  data)
{
  SprintMachine *machine = fixture->machine;
  g_autoptr (GError) error = NULL;

  sprint_connection_close (fixture->driver->connection);
  g_assert_false (driver_act (machine, SPRINT_MACHINE_ACTION_PAUSE, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST);
  g_clear_error (&error);
  driver_free (fixture->driver);
  fixture->driver = driver_new (NULL);
  g_assert_null (sprint_machine_get_connection (machine));
  g_assert_false (driver_act (machine, SPRINT_MACHINE_ACTION_PAUSE, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST);
  g_clear_error (&error);
  g_assert_null (get_description (machine, &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST);
  g_assert_false (sprint_machine_get_busy (machine));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/machine/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("lifecycle", test_lifecycle);
  ADD ("properties", test_properties);
  ADD ("rename", test_rename);
  ADD ("sort-key", test_sort_key);
  ADD ("delete", test_delete);
  ADD ("description", test_description);
  ADD ("description-secure", test_description_secure);
  ADD ("without-connection", test_without_connection);
  return g_test_run ();
}
