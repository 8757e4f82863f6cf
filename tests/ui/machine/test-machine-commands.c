/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/machine/machine-commands.h"

#include "await.h"
#include "machines.h"
#include "ui/machine/delete-dialog.h"
#include "ui/machine/rename-dialog.h"
#include "widget-tree.h"

static const char * const all[] = { "start", "pause", "resume", "shut-down", "restart", "force-off", "rename",
                                   "delete" };

typedef struct {
  Scene *scene;
  SprintMachine *machine;
  GtkWindow *window;
  GtkWidget *parent;
  SprintMachineCommands *commands;
  GActionGroup *actions;
  GError *problem;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->scene = scene_new (NULL);
  scene_open (fixture->scene);
  fixture->machine = g_object_ref (machines_first (fixture->scene));
  fixture->parent = gtk_label_new ("Under the dialogs");
  fixture->window = tree_show (fixture->parent);
  fixture->commands = sprint_machine_commands_new (fixture->parent);
  fixture->actions = sprint_machine_commands_get_actions (fixture->commands);
  g_signal_connect (fixture->commands, "problem", G_CALLBACK (machines_problem_cb), &fixture->problem);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer commands = fixture->commands;

  g_object_add_weak_pointer (commands, &commands);
  g_object_unref (fixture->commands);
  await (commands == NULL);
  tree_take_down (fixture->window, fixture->parent);
  g_clear_object (&fixture->machine);
  scene_free (fixture->scene);
  g_clear_error (&fixture->problem);
}

static void
use (Fixture *fixture)
{
  sprint_machine_commands_set_machine (fixture->commands, fixture->machine);
}

/* The names of those that can be used, in order. */
static char *
enabled (Fixture *fixture)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    if (g_action_group_get_action_enabled (fixture->actions, all[i]))
      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", all[i]);
  }
  return g_string_free (names, FALSE);
}

static void
assert_enabled (Fixture    *fixture,
                const char *names)
{
  g_autofree char *found = enabled (fixture);

  g_assert_cmpstr (found, ==, names);
}

static void
activate (Fixture    *fixture,
          const char *name)
{
  g_test_message ("%s", name);
  g_assert_true (g_action_group_get_action_enabled (fixture->actions, name));
  g_action_group_activate_action (fixture->actions, name, NULL);
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    SprintMachineState state;
    const char *words;
    const char *names;
  } states[] = {
    { SPRINT_MACHINE_STATE_OFF, "Off", "start rename delete" },
    { SPRINT_MACHINE_STATE_SAVED, "Saved", "start rename delete" },
    { SPRINT_MACHINE_STATE_CRASHED, "Crashed", "start rename delete" },
    { SPRINT_MACHINE_STATE_STARTING, "Starting", "force-off rename delete" },
    { SPRINT_MACHINE_STATE_RUNNING, "Running", "pause shut-down restart force-off rename delete" },
    { SPRINT_MACHINE_STATE_PAUSED, "Paused", "resume force-off rename delete" },
    { SPRINT_MACHINE_STATE_SHUTTING_DOWN, "Shutting down", "force-off rename delete" },
    { SPRINT_MACHINE_STATE_UNKNOWN, "Unknown", "force-off rename delete" },
  };

  assert_enabled (fixture, "");
  use (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    machines_set_state (fixture->machine, states[i].state, NULL);
    assert_enabled (fixture, states[i].names);
    g_assert_cmpstr (sprint_machine_state_to_text (states[i].state), ==, states[i].words);
  }

  sprint_machine_set_busy (fixture->machine, TRUE);
  assert_enabled (fixture, "");
  sprint_machine_set_busy (fixture->machine, FALSE);
  assert_enabled (fixture, "force-off rename delete");

  sprint_machine_commands_set_machine (fixture->commands, NULL);
  assert_enabled (fixture, "");
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_OFF, NULL);
  assert_enabled (fixture, "");
}

static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  use (fixture);
  activate (fixture, "pause");
  /* One thing at a time. */
  assert_enabled (fixture, "");
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_PAUSED));
  activate (fixture, "resume");
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_RUNNING));
  activate (fixture, "shut-down");
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_OFF));
  activate (fixture, "start");
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_RUNNING));
  g_assert_no_error (fixture->problem);
}

static GtkWidget *
find_dialog (Fixture *fixture,
             GType    type)
{
  return tree_find_type (GTK_WIDGET (fixture->window), type);
}

static GtkWidget *
await_dialog (Fixture *fixture,
              GType    type)
{
  await (find_dialog (fixture, type) != NULL);
  return find_dialog (fixture, type);
}

static void
test_force_off (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *question;

  use (fixture);
  machines_set_title (fixture->machine, "Größe & <Ruhe>");
  activate (fixture, "force-off");
  question = await_dialog (fixture, ADW_TYPE_ALERT_DIALOG);
  await (tree_shows (question, "Force “Größe & <Ruhe>” Off?"));
  g_assert_true (tree_shows (question, "what it has not saved is lost"));
  tree_click (question, "Cancel");
  await (find_dialog (fixture, ADW_TYPE_ALERT_DIALOG) == NULL);
  machines_settle (fixture->machine);
  g_assert_true (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_RUNNING));

  activate (fixture, "force-off");
  tree_click (await_dialog (fixture, ADW_TYPE_ALERT_DIALOG), "Force Off");
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_OFF));
  g_assert_no_error (fixture->problem);
}

static void
test_force_off_unasked (Fixture       *fixture,
                        gconstpointer  data)
{
  gboolean confirm = FALSE;

  use (fixture);
  g_object_get (fixture->commands, "confirm-force-off", &confirm, NULL);
  g_assert_true (confirm);
  g_object_set (fixture->commands, "confirm-force-off", FALSE, NULL);
  activate (fixture, "force-off");
  g_assert_null (find_dialog (fixture, ADW_TYPE_ALERT_DIALOG));
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_OFF));
}

/* What was asked about is what is forced off, whatever is shown when the answer comes. */
static void
test_force_off_other (Fixture       *fixture,
                      gconstpointer  data)
{
  SprintMachine *other = machines_add (fixture->scene->connection, "Other");

  use (fixture);
  activate (fixture, "force-off");
  sprint_machine_commands_set_machine (fixture->commands, other);
  tree_click (await_dialog (fixture, ADW_TYPE_ALERT_DIALOG), "Force Off");
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_OFF));
  g_assert_cmpint (sprint_machine_get_state (other), ==, SPRINT_MACHINE_STATE_RUNNING);
  g_assert_no_error (fixture->problem);
}

static void
test_dialogs (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BUSY, "words");
  GtkWidget *dialog;

  use (fixture);
  activate (fixture, "rename");
  dialog = await_dialog (fixture, SPRINT_TYPE_RENAME_DIALOG);
  /* What goes wrong in a dialog is told as what goes wrong here. */
  g_signal_emit_by_name (dialog, "problem", error);
  g_assert_error (fixture->problem, G_IO_ERROR, G_IO_ERROR_BUSY);
  tree_click (dialog, "Cancel");
  await (find_dialog (fixture, SPRINT_TYPE_RENAME_DIALOG) == NULL);

  activate (fixture, "delete");
  dialog = await_dialog (fixture, SPRINT_TYPE_DELETE_DIALOG);
  tree_click (dialog, "Cancel");
  await (find_dialog (fixture, SPRINT_TYPE_DELETE_DIALOG) == NULL);
}

static void
test_problem (Fixture       *fixture,
              gconstpointer  data)
{
  use (fixture);
  /* Somebody else was faster, and libvirt's word has not come yet. */
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, NULL);
  activate (fixture, "resume");
  await (fixture->problem != NULL);
  g_assert_cmpuint (fixture->problem->domain, ==, SPRINT_MACHINE_ERROR);
  /* And what it is like now is known. */
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_RUNNING));
}

static void
test_menu (void)
{
  static const char * const labels[] = { "_Start", "_Pause", "_Resume", "Shut _Down", "_Restart", "_Force Off",
                                         "Re_name…", "De_lete…" };
  g_autoptr (GMenuModel) menu = sprint_machine_commands_create_menu ("row");
  guint n = 0;

  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 2);
  for (int i = 0; i < 2; i++) {
    g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

    for (int j = 0; j < g_menu_model_get_n_items (section); j++, n++) {
      g_autofree char *label = NULL, *action = NULL, *hidden = NULL;
      g_autofree char *wanted = g_strconcat ("row.", all[n], NULL);

      g_assert_true (g_menu_model_get_item_attribute (section, j, "label", "s", &label));
      g_assert_true (g_menu_model_get_item_attribute (section, j, "action", "s", &action));
      g_assert_true (g_menu_model_get_item_attribute (section, j, "hidden-when", "s", &hidden));
      g_assert_cmpstr (label, ==, labels[n]);
      g_assert_cmpstr (action, ==, wanted);
      g_assert_cmpstr (hidden, ==, "action-disabled");
    }
  }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (all));
}

int
main (int    argc,
      char **argv)
{
  tree_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/machine-commands/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("states", test_states);
  ADD ("life", test_life);
  ADD ("force-off", test_force_off);
  ADD ("force-off-unasked", test_force_off_unasked);
  ADD ("force-off-other", test_force_off_other);
  ADD ("dialogs", test_dialogs);
  ADD ("problem", test_problem);
  g_test_add_func ("/machine-commands/menu", test_menu);

  return tree_run ();
}
