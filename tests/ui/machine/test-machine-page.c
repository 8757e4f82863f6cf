/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/machine/machine-page.h"

#include <string.h>

#include "await.h"
#include "core/definition/definition.h"
#include "machines.h"
#include "ui/console/view/console-view.h"
#include "ui/machine/machine-settings.h"
#include "widget-tree.h"

typedef struct {
  Scene *scene;
  SprintCaretaker *caretaker;
  SprintMachine *machine;
  GtkWidget *page;
  GtkWindow *window;
  GError *problem;
} Fixture;

static gpointer
child (Fixture    *fixture,
       const char *name)
{
  return gtk_widget_get_template_child (fixture->page, SPRINT_TYPE_MACHINE_PAGE, name);
}

static void
use (Fixture *fixture)
{
  sprint_machine_page_set_machine (SPRINT_MACHINE_PAGE (fixture->page), fixture->machine);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->scene = scene_new (NULL);
  scene_open (fixture->scene);
  fixture->caretaker = sprint_caretaker_new (fixture->scene->services);
  fixture->machine = g_object_ref (machines_first (fixture->scene));
  fixture->page = sprint_machine_page_new (fixture->caretaker);
  g_signal_connect (fixture->page, "problem", G_CALLBACK (machines_problem_cb), &fixture->problem);
  fixture->window = tree_show (fixture->page);
  use (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tree_take_down (fixture->window, fixture->page);
  g_clear_object (&fixture->machine);
  g_assert_finalize_object (fixture->caretaker);
  scene_free (fixture->scene);
  g_clear_error (&fixture->problem);
}

static const char *
subtitle (Fixture *fixture)
{
  return adw_window_title_get_subtitle (child (fixture, "window_title"));
}

/* The buttons of the header bar that can be seen, by what they say. */
static void
assert_buttons (Fixture    *fixture,
                const char *names)
{
  static const char * const all[] = { "Start", "Pause", "Resume" };
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    GtkWidget *button = tree_find_button (child (fixture, "header_bar"), all[i]);

    if (button == NULL)
      continue;
    g_assert_true (gtk_widget_is_sensitive (button));
    gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_BUTTON);
    g_string_append_printf (found, "%s%s", found->len > 0 ? " " : "", all[i]);
  }
  g_assert_cmpstr (found->str, ==, names);
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    SprintMachineState state;
    const char *words;
    const char *buttons;
  } states[] = {
    { SPRINT_MACHINE_STATE_OFF, "Off", "Start" },
    { SPRINT_MACHINE_STATE_STARTING, "Starting", "" },
    { SPRINT_MACHINE_STATE_RUNNING, "Running", "Pause" },
    { SPRINT_MACHINE_STATE_PAUSED, "Paused", "Resume" },
    { SPRINT_MACHINE_STATE_SHUTTING_DOWN, "Shutting down", "" },
    { SPRINT_MACHINE_STATE_SAVED, "Saved", "Start" },
    { SPRINT_MACHINE_STATE_CRASHED, "Crashed", "Start" },
    { SPRINT_MACHINE_STATE_UNKNOWN, "Unknown", "" },
  };

  g_assert_true (sprint_machine_page_get_machine (SPRINT_MACHINE_PAGE (fixture->page)) == fixture->machine);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    machines_set_state (fixture->machine, states[i].state, NULL);
    g_assert_cmpstr (subtitle (fixture), ==, states[i].words);
    assert_buttons (fixture, states[i].buttons);
  }
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, "Its disk is full");
  g_assert_cmpstr (subtitle (fixture), ==, "Its disk is full");
  /* Why may change while the state stays. */
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, "The guest crashed");
  g_assert_cmpstr (subtitle (fixture), ==, "The guest crashed");
  assert_buttons (fixture, "Resume");
}

static void
test_title (Fixture       *fixture,
            gconstpointer  data)
{
  AdwNavigationPage *page = ADW_NAVIGATION_PAGE (fixture->page);

  g_assert_cmpstr (adw_navigation_page_get_title (page), ==, "test");
  machines_set_title (fixture->machine, "Größe & <Ruhe>");
  g_assert_cmpstr (adw_navigation_page_get_title (page), ==, "Größe & <Ruhe>");
  g_assert_cmpstr (adw_window_title_get_title (child (fixture, "window_title")), ==, "Größe & <Ruhe>");
  g_assert_true (tree_shows (child (fixture, "header_bar"), "Größe & <Ruhe>"));
  g_assert_nonnull (tree_find_button (child (fixture, "header_bar"), "Full Screen"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (child (fixture, "menu_button")), ==, "Machine Menu");
}

static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  tree_click (child (fixture, "header_bar"), "Pause");
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_PAUSED));
  tree_click (child (fixture, "header_bar"), "Resume");
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_RUNNING));
  g_object_set (fixture->page, "confirm-force-off", FALSE, NULL);
  g_assert_true (gtk_widget_activate_action (fixture->page, "machine.force-off", NULL));
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_OFF));
  tree_click (child (fixture, "header_bar"), "Start");
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_RUNNING));
  g_assert_no_error (fixture->problem);
}

/* What is in the place of the screen. */
static GtkWidget *
find_notice (Fixture *fixture)
{
  return tree_find_type (child (fixture, "overlay"), ADW_TYPE_STATUS_PAGE);
}

static void
assert_notice (Fixture    *fixture,
               const char *title,
               const char *text)
{
  GtkWidget *page = find_notice (fixture);

  g_assert_nonnull (page);
  g_assert_true (tree_shows (page, title));
  g_assert_true (tree_shows (page, text));
}

static void
test_displays (Fixture       *fixture,
               gconstpointer  data)
{
  assert_notice (fixture, "No Screen", "This machine has no graphics");
  machines_set_display (fixture->machine, SPRINT_MACHINE_DISPLAY_VNC);
  /* As a shell takes them, whatever is in them. */
  assert_notice (fixture, "Screen Over VNC Only", "virt-viewer --connect 'test:///");
  g_assert_true (tree_shows (find_notice (fixture), "' --attach 'test'”"));
  machines_set_display (fixture->machine, SPRINT_MACHINE_DISPLAY_UNREACHABLE);
  assert_notice (fixture, "Screen Cannot Be Reached from Here", "Open Sprint on the computer that runs it");
  g_assert_null (tree_find_button (find_notice (fixture), "Try Again"));
  g_assert_null (tree_find_button (child (fixture, "header_bar"), "Send Keys"));

  /* With SPICE it is tried, and the driver has none. */
  machines_set_display (fixture->machine, SPRINT_MACHINE_DISPLAY_SPICE);
  await (tree_shows (child (fixture, "overlay"), "Screen Cannot Be Shown Here"));
  g_assert_false (tree_shows (find_notice (fixture), "tries again by itself"));
  g_assert_true (tree_can_click (find_notice (fixture), "Try Again"));
  g_assert_no_error (fixture->problem);

  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_OFF, NULL);
  assert_notice (fixture, "Off", "The machine is not running.");
}

/* What a machine without a screen does, and whether it can be started. */
static void
test_guest (Fixture       *fixture,
            gconstpointer  data)
{
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_STARTING, NULL);
  machines_set_display (fixture->machine, SPRINT_MACHINE_DISPLAY_UNREACHABLE);
  machines_set_display (fixture->machine, SPRINT_MACHINE_DISPLAY_SPICE);
  assert_notice (fixture, "Starting…", "appears here as soon as it has one");
  g_assert_null (tree_find_button (find_notice (fixture), "Start"));
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_SAVED, NULL);
  assert_notice (fixture, "Saved", "Start resumes it");
  g_assert_true (tree_can_click (find_notice (fixture), "Start"));
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_CRASHED, NULL);
  g_assert_true (tree_shows (find_notice (fixture), "Ended Unexpectedly"));
  g_assert_true (tree_can_click (find_notice (fixture), "Start"));
}

/* That one has no screen says nothing of one that does not run. */
static void
test_guest_without_screen (Fixture       *fixture,
                           gconstpointer  data)
{
  machines_set_display (fixture->machine, SPRINT_MACHINE_DISPLAY_VNC);
  g_assert_true (tree_shows (find_notice (fixture), "Screen Over VNC Only"));
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_STARTING, NULL);
  assert_notice (fixture, "Starting…", "appears here as soon as it has one");
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_CRASHED, NULL);
  g_assert_true (tree_shows (find_notice (fixture), "Ended Unexpectedly"));
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_OFF, NULL);
  assert_notice (fixture, "Off", "The machine is not running.");
  g_assert_true (tree_can_click (find_notice (fixture), "Start"));
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL);
  g_assert_true (tree_shows (find_notice (fixture), "Screen Over VNC Only"));
}

/* What crashed and is kept cannot be started. */
static void
test_crash_kept (Fixture       *fixture,
                 gconstpointer  data)
{
  machines_set_display (fixture->machine, SPRINT_MACHINE_DISPLAY_SPICE);
  machines_set_crash_kept (fixture->machine);
  assert_notice (fixture, "Ended Unexpectedly", "Its memory is kept for examination until it is forced off.");
  g_assert_null (tree_find_button (find_notice (fixture), "Start"));
  g_object_set (fixture->page, "confirm-force-off", FALSE, NULL);
  tree_click (find_notice (fixture), "Force Off");
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_OFF));
  assert_notice (fixture, "Off", "The machine is not running.");
  g_assert_no_error (fixture->problem);
}

static void
test_start_from_screen (Fixture       *fixture,
                        gconstpointer  data)
{
  scene_act (fixture->machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_OFF));
  machines_set_display (fixture->machine, SPRINT_MACHINE_DISPLAY_UNREACHABLE);
  machines_set_display (fixture->machine, SPRINT_MACHINE_DISPLAY_SPICE);
  assert_notice (fixture, "Off", "The machine is not running.");
  tree_click (find_notice (fixture), "Start");
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_RUNNING));
  g_assert_no_error (fixture->problem);
}

static gboolean
is_revealed (Fixture    *fixture,
             const char *name)
{
  return adw_banner_get_revealed (child (fixture, name));
}

/* Whether nothing of another ground is between the two. */
static gboolean
touch (GtkWidget *upper,
       GtkWidget *lower)
{
  int height = gtk_widget_get_height (upper);
  graphene_point_t corner;

  return height > 0 && gtk_widget_compute_point (lower, upper, &GRAPHENE_POINT_INIT (0, 0), &corner) &&
         corner.y == height;
}

static void
test_emulation (Fixture       *fixture,
                gconstpointer  data)
{
  SprintMachine *other = machines_add (fixture->scene->connection, "other");

  g_assert_false (is_revealed (fixture, "emulation_banner"));
  machines_set_emulated (fixture->machine, TRUE);
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_OFF, NULL);
  g_assert_false (is_revealed (fixture, "emulation_banner"));
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL);
  g_assert_true (is_revealed (fixture, "emulation_banner"));
  await (tree_shows (child (fixture, "emulation_banner"), "Runs without hardware acceleration"));
  await (touch (child (fixture, "emulation_banner"), child (fixture, "overlay")));

  tree_click (child (fixture, "emulation_banner"), "Dismiss");
  g_assert_false (is_revealed (fixture, "emulation_banner"));
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, NULL);
  g_assert_false (is_revealed (fixture, "emulation_banner"));

  /* For one machine, not for all. */
  machines_set_emulated (other, TRUE);
  sprint_machine_page_set_machine (SPRINT_MACHINE_PAGE (fixture->page), other);
  g_assert_true (is_revealed (fixture, "emulation_banner"));
}

static void
test_acceleration (Fixture       *fixture,
                   gconstpointer  data)
{
  SprintMachine *other = machines_add (fixture->scene->connection, "other");

  g_signal_emit_by_name (fixture->caretaker, "acceleration-failed", other, "words");
  g_assert_false (is_revealed (fixture, "acceleration_banner"));
  g_signal_emit_by_name (fixture->caretaker, "acceleration-failed", fixture->machine, "words");
  g_assert_true (is_revealed (fixture, "acceleration_banner"));
  await (tree_shows (child (fixture, "acceleration_banner"), "Hardware acceleration failed for this machine"));
  /* It runs again: nothing to do. */
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_OFF, NULL);
  g_assert_true (is_revealed (fixture, "acceleration_banner"));
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL);
  g_assert_false (is_revealed (fixture, "acceleration_banner"));

  /* What does not work is told. */
  sprint_connection_close (fixture->scene->connection);
  g_signal_emit_by_name (fixture->caretaker, "acceleration-failed", fixture->machine, "words");
  tree_click (child (fixture, "acceleration_banner"), "Go On Without Acceleration");
  g_assert_false (is_revealed (fixture, "acceleration_banner"));
  await (fixture->problem != NULL);
  g_assert_cmpuint (fixture->problem->domain, ==, SPRINT_MACHINE_ERROR);
}

/* The menu hides what cannot be done. */
static gboolean
can_repeat (Fixture *fixture)
{
  GtkWidget *menu = GTK_WIDGET (gtk_menu_button_get_popover (child (fixture, "menu_button")));

  return tree_shows (menu, "Repeat Installation");
}

static void
test_installation (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *path = scene_write (fixture->scene, "a.iso", "", 4096);
  g_autoptr (SprintMedium) medium = scene_iso (path, FALSE);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;

  scene_choose (fixture->scene, medium, "Installing");
  creation = scene_create (fixture->scene, NULL, &error);
  g_assert_no_error (error);
  sprint_creation_note_first_frame (creation);
  g_set_object (&fixture->machine, sprint_creation_get_machine (creation));
  use (fixture);
  g_assert_false (is_revealed (fixture, "installation_banner"));

  /* Broken off: it would install again. */
  scene_act (fixture->machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
  await (is_revealed (fixture, "installation_banner"));
  await (tree_shows (child (fixture, "installation_banner"), "The installer starts again with this machine"));
  tree_click (child (fixture, "installation_banner"), "Start from Disk Instead");
  g_assert_false (is_revealed (fixture, "installation_banner"));
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_RUNNING));
  g_assert_no_error (fixture->problem);

  /* Installed: it can be done once more. */
  g_assert_true (tree_menu_is_flat (gtk_menu_button_get_menu_model (child (fixture, "menu_button"))));
  gtk_menu_button_popup (child (fixture, "menu_button"));
  await (tree_shows (GTK_WIDGET (gtk_menu_button_get_popover (child (fixture, "menu_button"))), "Take Screenshot…"));
  g_assert_false (can_repeat (fixture));
  scene_act (fixture->machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
  await (can_repeat (fixture));
  g_assert_false (is_revealed (fixture, "installation_banner"));
  gtk_menu_button_popdown (child (fixture, "menu_button"));
  g_assert_true (gtk_widget_activate_action (fixture->page, "page.repeat-installation", NULL));
  await (machines_rests (fixture->machine, SPRINT_MACHINE_STATE_RUNNING));
  g_assert_no_error (fixture->problem);
}

static void
test_compact (Fixture       *fixture,
              gconstpointer  data)
{
  gboolean compact = TRUE;

  g_object_get (fixture->page, "compact", &compact, NULL);
  g_assert_false (compact);
  g_object_set (fixture->page, "compact", TRUE, NULL);
  /* What the menu has, too. */
  g_assert_null (tree_find_button (child (fixture, "header_bar"), "Full Screen"));
  g_assert_nonnull (tree_find_button (child (fixture, "header_bar"), "Pause"));
  g_object_set (fixture->page, "compact", FALSE, NULL);
  g_assert_nonnull (tree_find_button (child (fixture, "header_bar"), "Full Screen"));
}

/* That one machine is only looked at says nothing of another. */
static void
test_view_only (Fixture       *fixture,
                gconstpointer  data)
{
  SprintMachine *other = machines_add (fixture->scene->connection, "other");

  g_assert_true (gtk_widget_activate_action (fixture->page, "console.view-only", NULL));
  g_assert_true (gtk_widget_activate_action (fixture->page, "console.size", "s", "actual"));
  g_assert_nonnull (tree_find_button (child (fixture, "header_bar"), "View Only"));
  sprint_machine_page_set_machine (SPRINT_MACHINE_PAGE (fixture->page), other);
  g_assert_null (tree_find_button (child (fixture, "header_bar"), "View Only"));
}

/* What one machine may look into is none of another's business. */
static void
test_shared_folder (Fixture       *fixture,
                    gconstpointer  data)
{
  SprintConsoleView *view = sprint_machine_page_get_console_view (SPRINT_MACHINE_PAGE (fixture->page));
  SprintSharedFolder *shared = sprint_console_session_get_shared_folder (sprint_console_view_get_session (view));
  SprintMachine *other = machines_add (fixture->scene->connection, "other");
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ());

  sprint_shared_folder_share (shared, folder, TRUE);
  sprint_machine_page_set_machine (SPRINT_MACHINE_PAGE (fixture->page), other);
  g_assert_null (sprint_shared_folder_get_folder (shared));

  g_assert_true (gtk_widget_activate_action (fixture->page, "console.share-folder", NULL));
  await (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)) != NULL);
  g_assert_cmpstr (adw_dialog_get_title (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window))), ==,
                   "Shared Folder");
}

static void
message_cb (gpointer     page,
            const char  *message,
            char       **kept)
{
  g_set_str (kept, message);
}

/* A device for it is added to the machine that libvirt knows, where its screen is SPICE's. */
static void
test_folder_device (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SprintMachine) machine =
    machines_define (fixture->scene, "<domain type='test'><name>bare</name><memory>65536</memory><os><type>hvm</type>"
                                     "</os><devices><graphics type='spice'/></devices></domain>");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GObject) description = NULL;
  g_autofree char *message = NULL;
  g_autofree char *xml = NULL;

  g_assert_true (gtk_widget_activate_action (fixture->page, "console.add-folder-device", NULL));
  await (fixture->problem != NULL);
  g_assert_error (fixture->problem, SPRINT_DEFINITION_ERROR, SPRINT_DEFINITION_ERROR_NOT_SUPPORTED);

  g_signal_connect (fixture->page, "message", G_CALLBACK (message_cb), &message);
  sprint_machine_page_set_machine (SPRINT_MACHINE_PAGE (fixture->page), machine);
  g_assert_true (gtk_widget_activate_action (fixture->page, "console.add-folder-device", NULL));
  await (message != NULL);
  sprint_machine_get_description_async (machine, NULL, await_result_cb, &result);
  await (result != NULL);
  description = G_OBJECT (sprint_machine_get_description_finish (machine, result, NULL));
  xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (description));
  g_assert_nonnull (strstr (xml, "org.spice-space.webdav.0"));
}

static void
assert_choices (Fixture    *fixture,
                const char *size,
                gboolean    to_guest,
                gboolean    from_guest)
{
  SprintConsoleView *view = sprint_machine_page_get_console_view (SPRINT_MACHINE_PAGE (fixture->page));
  GActionGroup *actions = sprint_console_actions_get_group (sprint_console_view_get_actions (view));
  SprintConsoleClipboard *clipboard = sprint_console_session_get_clipboard (sprint_console_view_get_session (view));
  g_autoptr (GVariant) state = g_action_group_get_action_state (actions, "size");

  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, size);
  g_assert_cmpint (sprint_console_clipboard_get_allow_to_guest (clipboard), ==, to_guest);
  g_assert_cmpint (sprint_console_clipboard_get_allow_from_guest (clipboard), ==, from_guest);
}

/* A machine's size and clipboard are its own, and are found again. */
static void
test_remembered (Fixture       *fixture,
                 gconstpointer  data)
{
  SprintMachinePage *page = SPRINT_MACHINE_PAGE (fixture->page);
  SprintMachine *other = machines_add (fixture->scene->connection, "other");
  g_autoptr (GSettings) settings = sprint_machine_settings_new (fixture->machine);

  assert_choices (fixture, "follow", TRUE, TRUE);
  g_assert_true (gtk_widget_activate_action (fixture->page, "console.size", "s", "actual"));
  g_assert_true (gtk_widget_activate_action (fixture->page, "console.clipboard-from-guest", NULL));
  assert_choices (fixture, "actual", TRUE, FALSE);
  sprint_machine_page_set_machine (page, other);
  assert_choices (fixture, "follow", TRUE, TRUE);
  g_assert_true (gtk_widget_activate_action (fixture->page, "console.size", "s", "fit"));
  g_assert_true (gtk_widget_activate_action (fixture->page, "console.clipboard-to-guest", NULL));
  sprint_machine_page_set_machine (page, NULL);
  assert_choices (fixture, "follow", TRUE, TRUE);
  use (fixture);
  assert_choices (fixture, "actual", TRUE, FALSE);
  sprint_machine_page_set_machine (page, other);
  assert_choices (fixture, "fit", FALSE, TRUE);

  /* Another window's choice is this one's. */
  use (fixture);
  g_settings_set_string (settings, "size", "fit");
  assert_choices (fixture, "fit", TRUE, FALSE);
  sprint_machine_settings_forget (fixture->machine);
  assert_choices (fixture, "follow", TRUE, TRUE);
  sprint_machine_page_set_machine (page, other);
  assert_choices (fixture, "fit", FALSE, TRUE);
}

/* What happens to a machine that is not shown any more is not shown. */
static void
test_other (Fixture       *fixture,
            gconstpointer  data)
{
  SprintMachine *other = machines_add (fixture->scene->connection, "other");

  machines_set_state (other, SPRINT_MACHINE_STATE_OFF, NULL);
  sprint_machine_page_set_machine (SPRINT_MACHINE_PAGE (fixture->page), other);
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (fixture->page)), ==, "other");
  assert_buttons (fixture, "Start");
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_PAUSED, NULL);
  machines_set_title (fixture->machine, "renamed");
  g_assert_cmpstr (subtitle (fixture), ==, "Off");
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (fixture->page)), ==, "other");
  assert_buttons (fixture, "Start");
  sprint_machine_page_set_machine (SPRINT_MACHINE_PAGE (fixture->page), NULL);
  machines_set_state (other, SPRINT_MACHINE_STATE_RUNNING, NULL);
  g_assert_null (sprint_machine_page_get_machine (SPRINT_MACHINE_PAGE (fixture->page)));
}

/* Screens that somebody looks at come again with the same machine, not with another one. */
static void
test_further_screens (Fixture       *fixture,
                      gconstpointer  data)
{
  SprintMachinePage *page = SPRINT_MACHINE_PAGE (fixture->page);
  SprintConsoleSession *session = sprint_console_view_get_session (sprint_machine_page_get_console_view (page));
  SprintMonitorList *monitors = sprint_console_session_get_monitors (session);

  sprint_monitor_list_set_kept (monitors, 1, TRUE);
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_OFF, NULL);
  machines_set_state (fixture->machine, SPRINT_MACHINE_STATE_RUNNING, NULL);
  g_assert_true (sprint_monitor_list_get_kept (monitors, 1));
  sprint_machine_page_set_machine (page, machines_add (fixture->scene->connection, "other"));
  g_assert_false (sprint_monitor_list_get_kept (monitors, 1));
}

static void
test_problem (Fixture       *fixture,
              gconstpointer  data)
{
  sprint_connection_close (fixture->scene->connection);
  g_assert_true (gtk_widget_activate_action (fixture->page, "machine.pause", NULL));
  await (fixture->problem != NULL);
  g_assert_cmpuint (fixture->problem->domain, ==, SPRINT_MACHINE_ERROR);
}

int
main (int    argc,
      char **argv)
{
  tree_init (&argc, &argv);
  tree_use_style ();

#define ADD(name, function) g_test_add ("/machine-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("states", test_states);
  ADD ("title", test_title);
  ADD ("life", test_life);
  ADD ("displays", test_displays);
  ADD ("guest", test_guest);
  ADD ("guest-without-screen", test_guest_without_screen);
  ADD ("crash-kept", test_crash_kept);
  ADD ("start-from-screen", test_start_from_screen);
  ADD ("emulation", test_emulation);
  ADD ("acceleration", test_acceleration);
  ADD ("installation", test_installation);
  ADD ("compact", test_compact);
  ADD ("view-only", test_view_only);
  ADD ("shared-folder", test_shared_folder);
  ADD ("folder-device", test_folder_device);
  ADD ("remembered", test_remembered);
  ADD ("other", test_other);
  ADD ("further-screens", test_further_screens);
  ADD ("problem", test_problem);

  return tree_run ();
}
