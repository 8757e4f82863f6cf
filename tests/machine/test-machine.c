/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/machine/connection-list.h"
#include "core/machine/storage.h"

#include <glib/gstdio.h>

typedef struct {
  GAsyncResult *result;
} Wait;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_set_object (&((Wait *) user_data)->result, result);
}

static GAsyncResult *
wait_for (Wait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return wait->result;
}

static SprintConnection *
open_test (const char *uri)
{
  SprintConnection *connection = sprint_connection_new (uri);
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  sprint_connection_open_async (connection, NULL, done_cb, &wait);
  sprint_connection_open_finish (connection, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_object_unref (wait.result);
  g_assert_cmpint (sprint_connection_get_state (connection), ==, SPRINT_CONNECTION_STATE_OPEN);
  return connection;
}

static void
settle (GObject *object)
{
  g_autofree GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, object);
  g_object_unref (object);
  for (;;) {
    g_autoptr (GObject) alive = g_weak_ref_get (ref);

    if (alive == NULL)
      break;
    g_clear_object (&alive);
    g_main_context_iteration (NULL, TRUE);
  }
  g_weak_ref_clear (ref);
}

static void
act (SprintMachine        *machine,
     SprintMachineActions  action,
     int                   code)
{
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  sprint_machine_act_async (machine, action, NULL, done_cb, &wait);
  sprint_machine_act_finish (machine, wait_for (&wait), &error);
  g_clear_object (&wait.result);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SPRINT_MACHINE_ERROR, code);
}

static void
until_state (SprintMachine      *machine,
             SprintMachineState  state)
{
  while (sprint_machine_get_state (machine) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_lifecycle (void)
{
  SprintConnection *connection = open_test ("test:///default");
  g_autoptr (SprintMachine) machine = g_list_model_get_item (G_LIST_MODEL (connection), 0);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (connection)), ==, 1);
  g_assert_cmpstr (sprint_machine_get_title (machine), ==, "test");
  g_assert_cmpint (sprint_machine_get_state (machine), ==, SPRINT_MACHINE_STATE_RUNNING);
  g_assert_cmpuint (sprint_machine_get_memory (machine), >, 0);
  act (machine, SPRINT_MACHINE_ACTION_RESUME, SPRINT_MACHINE_ERROR_INVALID_STATE);
  act (machine, SPRINT_MACHINE_ACTION_PAUSE, -1);
  until_state (machine, SPRINT_MACHINE_STATE_PAUSED);
  g_assert_cmpint (sprint_machine_get_actions (machine) & SPRINT_MACHINE_ACTION_PAUSE, ==, 0);
  act (machine, SPRINT_MACHINE_ACTION_RESUME, -1);
  until_state (machine, SPRINT_MACHINE_STATE_RUNNING);
  act (machine, SPRINT_MACHINE_ACTION_FORCE_OFF, -1);
  until_state (machine, SPRINT_MACHINE_STATE_OFF);
  act (machine, SPRINT_MACHINE_ACTION_START, -1);
  until_state (machine, SPRINT_MACHINE_STATE_RUNNING);
  act (machine, SPRINT_MACHINE_ACTION_SHUT_DOWN, -1);
  until_state (machine, SPRINT_MACHINE_STATE_OFF);
  sprint_connection_close (connection);
  settle (G_OBJECT (connection));
}

static void
test_rename (void)
{
  SprintConnection *connection = open_test ("test:///default");
  g_autoptr (SprintMachine) machine = g_list_model_get_item (G_LIST_MODEL (connection), 0);
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  sprint_machine_rename_async (machine, "  Größe & <Ruhe>  ", NULL, done_cb, &wait);
  g_assert_true (sprint_machine_rename_finish (machine, wait_for (&wait), &error));
  g_clear_object (&wait.result);
  while (g_strcmp0 (sprint_machine_get_title (machine), "Größe & <Ruhe>") != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (sprint_machine_get_name (machine), ==, "test");
  sprint_machine_rename_async (machine, " \n ", NULL, done_cb, &wait);
  g_assert_false (sprint_machine_rename_finish (machine, wait_for (&wait), &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION);
  g_clear_object (&wait.result);
  sprint_connection_close (connection);
  settle (G_OBJECT (connection));
}

static SprintMachine *
define (SprintConnection  *connection,
        const char        *name,
        GError           **error)
{
  GVirConfigDomain *domain = gvir_config_domain_new ();
  GVirConfigDomainOs *os = gvir_config_domain_os_new ();
  SprintMachine *machine;
  Wait wait = { NULL };

  gvir_config_domain_set_virt_type (domain, GVIR_CONFIG_DOMAIN_VIRT_TEST);
  gvir_config_domain_set_name (domain, name);
  gvir_config_domain_set_memory (domain, 65536);
  gvir_config_domain_os_set_os_type (os, GVIR_CONFIG_DOMAIN_OS_TYPE_HVM);
  gvir_config_domain_set_os (domain, os);
  sprint_connection_define_async (connection, domain, NULL, done_cb, &wait);
  machine = sprint_connection_define_finish (connection, wait_for (&wait), error);
  g_clear_object (&wait.result);
  g_object_unref (os);
  g_object_unref (domain);
  return machine;
}

static void
test_define_delete (void)
{
  SprintConnection *connection = open_test ("test:///default");
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintMachine) machine = define (connection, "debian-13", &error);
  g_autoptr (SprintMachine) again = NULL;
  g_autofree char *name = NULL;
  g_autofree char *odd = NULL;
  Wait wait = { NULL };

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (connection)), ==, 2);
  again = define (connection, "debian-13", &error);
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NAME_TAKEN);
  g_assert_null (again);
  name = sprint_connection_make_name (connection, "Debian 13");
  g_assert_cmpstr (name, ==, "debian-13-2");
  odd = sprint_connection_make_name (connection, "/../;\n漢字 ");
  g_assert_true (g_ascii_isalnum (odd[0]));
  g_assert_null (strpbrk (odd, "/;\n "));

  sprint_machine_delete_async (machine, NULL, NULL, done_cb, &wait);
  g_clear_error (&error);
  sprint_machine_delete_finish (machine, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_clear_object (&wait.result);
  while (g_list_model_get_n_items (G_LIST_MODEL (connection)) != 1)
    g_main_context_iteration (NULL, TRUE);
  act (machine, SPRINT_MACHINE_ACTION_START, SPRINT_MACHINE_ERROR_NO_MACHINE);
  sprint_connection_close (connection);
  settle (G_OBJECT (connection));
}

static void
test_refused (void)
{
  g_autoptr (SprintConnection) connection = sprint_connection_new ("qemu+unix:///session?socket=/nonexistent/s");
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  g_assert_true (sprint_connection_get_local (connection));
  sprint_connection_open_async (connection, NULL, done_cb, &wait);
  g_assert_false (sprint_connection_open_finish (connection, wait_for (&wait), &error));
  g_assert_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON);
  g_assert_cmpint (sprint_connection_get_state (connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
  g_clear_object (&wait.result);
}

static void
test_close_while_opening (void)
{
  g_autoptr (SprintConnection) connection = sprint_connection_new ("test:///default");
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  sprint_connection_open_async (connection, NULL, done_cb, &wait);
  sprint_connection_close (connection);
  g_assert_false (sprint_connection_open_finish (connection, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&wait.result);
  g_assert_cmpint (sprint_connection_get_state (connection), ==, SPRINT_CONNECTION_STATE_CLOSED);
}

static void
test_list (void)
{
  g_autoptr (SprintConnectionList) list = sprint_connection_list_new ();
  SprintConnection *one = sprint_connection_list_add (list, "test:///default");

  g_assert_true (sprint_connection_list_add (list, "test:///default") == one);
  sprint_connection_list_add (list, "qemu+ssh://host.example/system");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_false (sprint_connection_get_local (sprint_connection_list_find (list, "qemu+ssh://host.example/system")));
  sprint_connection_list_remove (list, one);
  g_assert_null (sprint_connection_list_find (list, "test:///default"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/machine/lifecycle", test_lifecycle);
  g_test_add_func ("/machine/rename", test_rename);
  g_test_add_func ("/machine/define-delete", test_define_delete);
  g_test_add_func ("/connection/refused", test_refused);
  g_test_add_func ("/connection/close-while-opening", test_close_while_opening);
  g_test_add_func ("/connection/list", test_list);
  return g_test_run ();
}
