/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "core/machine/connection-private.h"
#include "ui/application/about.h"
#include "ui/machine/machine-page.h"
#include "ui/sprint/quick-sprint-dialog.h"
#include "ui/window/sidebar.h"
#include "ui/window/welcome.h"
#include "ui/window/window.h"

#include "sprint-config.h"
#include "support/await.h"
#include "support/packagekit-double.h"
#include "support/widget-tree.h"

typedef struct {
  GtkApplication *application;
  GSettings *settings;
  SprintPlatform *platform;
  SprintServices *services;
  SprintCaretaker *caretaker;
  SprintWindow *window;
  gboolean changed;        /* the split view a moment ago: libadwaita will write to it when idle */
} Fixture;

static gpointer
child (gpointer    widget,
       const char *name)
{
  return gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);
}

static const char *
shown (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (child (fixture->window, "stack"));
}

static SprintWelcomeState
welcome_state (Fixture *fixture)
{
  return sprint_welcome_get_state (child (fixture->window, "welcome"));
}

static void
open_window (Fixture    *fixture,
             const char *uri)
{
  /* One for the whole program: only g_application_run() would unregister it. */
  static GtkApplication *application = NULL;

  if (application == NULL) {
    g_autoptr (GError) error = NULL;

    application = GTK_APPLICATION (adw_application_new (SPRINT_APP_ID ".Test",
                                                        G_APPLICATION_NON_UNIQUE));
    g_application_register (G_APPLICATION (application), NULL, &error);
    g_assert_no_error (error);
  }
  fixture->application = application;

  fixture->settings = g_settings_new (SPRINT_APP_ID);
  fixture->platform = sprint_platform_new ();
  fixture->services = sprint_services_new (fixture->platform, uri);
  fixture->caretaker = sprint_caretaker_new (fixture->services);
  fixture->window = SPRINT_WINDOW (sprint_window_new (fixture->application, fixture->services,
                                                      fixture->caretaker, fixture->settings));
  gtk_window_present (GTK_WINDOW (fixture->window));
  await (gtk_widget_get_mapped (GTK_WIDGET (fixture->window)));

  g_assert_cmpstr (shown (fixture), ==, "welcome");
  g_assert_cmpint (welcome_state (fixture), ==, SPRINT_WELCOME_STATE_CONNECTING);
  sprint_window_open_connection (fixture->window,
                                 sprint_services_get_local_connection (fixture->services));
}

static void
close_window (Fixture *fixture)
{
  gpointer window = fixture->window;
  gpointer split = child (window, "split_view");

  g_object_add_weak_pointer (G_OBJECT (window), &window);
  g_object_add_weak_pointer (G_OBJECT (split), &split);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_true (!fixture->changed || split != NULL);
  await (window == NULL && split == NULL);

  g_clear_object (&fixture->caretaker);
  g_clear_object (&fixture->services);
  g_clear_object (&fixture->platform);
  for (guint i = 0; i < 3; i++) {
    static const char * const keys[] = { "last-machine", "window-width", "window-height" };

    g_settings_reset (fixture->settings, keys[i]);
  }
  g_clear_object (&fixture->settings);
}

static void
open_empty (Fixture *fixture)
{
  g_autofree char *uri = g_strdup_printf ("test://%s", g_getenv ("SPRINT_TEST_EMPTY_NODE"));

  open_window (fixture, uri);
  await (welcome_state (fixture) == SPRINT_WELCOME_STATE_EMPTY);
}

/* The first widget below @widget that has this action. */
static GtkWidget *
find_action (GtkWidget  *widget,
             const char *action)
{
  if (GTK_IS_ACTIONABLE (widget) && gtk_widget_get_child_visible (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;

  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c)) {
    GtkWidget *found = gtk_widget_get_child_visible (c) ? find_action (c, action) : NULL;

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  user_data)
{
  GtkWidget *quick, *new;

  open_empty (fixture);
  g_assert_cmpstr (shown (fixture), ==, "welcome");

  quick = find_action (child (fixture->window, "welcome"), "win.quick-sprint");
  g_assert_nonnull (quick);
  g_assert_true (gtk_widget_has_css_class (quick, "suggested-action"));
  gtk_test_accessible_assert_role (quick, GTK_ACCESSIBLE_ROLE_BUTTON);
  new = find_action (child (fixture->window, "welcome"), "win.new-machine");
  g_assert_nonnull (new);
  g_assert_false (gtk_widget_has_css_class (new, "suggested-action"));
}

static void
test_unreachable (Fixture       *fixture,
                  gconstpointer  user_data)
{
  AdwStatusPage *page;

  open_window (fixture, "test:///nowhere/at/all.xml");
  await (welcome_state (fixture) == SPRINT_WELCOME_STATE_UNREACHABLE);

  page = child (child (fixture->window, "welcome"), "unreachable");
  g_assert_cmpstr (adw_status_page_get_description (page), !=, "");
  /* Quick Sprint can install what is missing. */
  g_assert_nonnull (find_action (GTK_WIDGET (page), "win.quick-sprint"));

  /* Asked again it fails again, and says so still. */
  g_signal_emit_by_name (child (fixture->window, "welcome"), "retry");
  await (welcome_state (fixture) == SPRINT_WELCOME_STATE_UNREACHABLE);
}

static SprintMachine *
open_library (Fixture *fixture)
{
  SprintConnection *connection;

  open_window (fixture, "test:///default");
  await (g_strcmp0 (shown (fixture), "library") == 0);
  connection = sprint_services_get_local_connection (fixture->services);
  await (g_list_model_get_n_items (G_LIST_MODEL (connection)) > 0);

  return g_list_model_get_item (G_LIST_MODEL (connection), 0);
}

static SprintMachineList *
get_list (Fixture *fixture)
{
  return SPRINT_MACHINE_LIST (adw_bin_get_child (child (child (fixture->window, "sidebar"),
                                                        "list_bin")));
}

static void
test_select (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (SprintMachine) machine = open_library (fixture);
  AdwNavigationSplitView *split = child (fixture->window, "split_view");
  AdwNavigationPage *page;
  g_autofree char *uri = NULL;
  g_autofree char *uuid = NULL;

  g_assert_true (adw_navigation_split_view_get_content (split) ==
                 child (fixture->window, "nothing_selected"));

  sprint_machine_list_set_selected (get_list (fixture), machine);
  page = adw_navigation_split_view_get_content (split);
  g_assert_true (SPRINT_IS_MACHINE_PAGE (page));
  g_assert_true (sprint_machine_page_get_machine (SPRINT_MACHINE_PAGE (page)) == machine);

  g_settings_get (fixture->settings, "last-machine", "(ss)", &uri, &uuid);
  g_assert_cmpstr (uri, ==, "test:///default");
  g_assert_cmpstr (uuid, ==, sprint_machine_get_uuid (machine));
}

static void
test_last_machine (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  g_autoptr (SprintMachine) machine = NULL;

  /* The test driver's own machine. */
  g_settings_set (settings, "last-machine", "(ss)", "test:///default",
                  "6695eb01-f6a4-8304-79aa-97f2502e193f");
  machine = open_library (fixture);
  await (sprint_machine_list_get_selected (get_list (fixture)) == machine);
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  g_autoptr (SprintMachine) machine = NULL;
  AdwNavigationSplitView *split;

  g_settings_set_int (settings, "window-width", 360);
  g_settings_set_int (settings, "window-height", 600);
  machine = open_library (fixture);
  split = child (fixture->window, "split_view");
  await (adw_navigation_split_view_get_collapsed (split));
  /* All of it, with the frame that GTK draws where nothing composites. */
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 360);
  g_assert_false (adw_navigation_split_view_get_show_content (split));

  g_signal_emit_by_name (get_list (fixture), "activated", machine);
  g_assert_true (adw_navigation_split_view_get_show_content (split));
  fixture->changed = TRUE;
}

static void
test_wide (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr (SprintMachine) machine = open_library (fixture);

  g_assert_false (adw_navigation_split_view_get_collapsed (child (fixture->window, "split_view")));
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  sprint_machine_delete_finish (SPRINT_MACHINE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* Beside the driver's own machine, which outlasts one test. (transfer full) */
static SprintMachine *
define_machine (Fixture *fixture)
{
  const char *xml = "<domain type='test'><name>passing</name><memory>65536</memory><os><type>hvm</type></os></domain>";
  SprintConnection *connection = sprint_services_get_local_connection (fixture->services);
  virConnectPtr handle = sprint_connection_ref_handle (connection);
  virDomainPtr domain = virDomainDefineXML (handle, xml);
  char uuid[VIR_UUID_STRING_BUFLEN];

  g_assert_nonnull (domain);
  g_assert_cmpint (virDomainGetUUIDString (domain, uuid), ==, 0);
  virDomainFree (domain);
  virConnectClose (handle);
  await (sprint_connection_find (connection, uuid) != NULL);
  return g_object_ref (sprint_connection_find (connection, uuid));
}

static void
delete_machine (SprintMachine *machine)
{
  gboolean deleted = FALSE;

  sprint_machine_delete_async (machine, NULL, NULL, deleted_cb, &deleted);
  await (deleted);
}

static void
count_cb (guint *n)
{
  *n += 1;
}

static void
enter_full_screen (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.full-screen", NULL);
  await (gtk_window_is_fullscreen (GTK_WINDOW (fixture->window)) &&
         gtk_widget_get_width (GTK_WIDGET (fixture->window)) > 1000);
}

/* Nothing is taken out of the window and put in again. */
static void
test_narrow_full_screen (Fixture       *fixture,
                         gconstpointer  user_data)
{
  g_autoptr (GSettings) settings = g_settings_new (SPRINT_APP_ID);
  g_autoptr (SprintMachine) machine = NULL;
  AdwNavigationSplitView *split;
  guint n = 0;

  g_settings_set_int (settings, "window-width", 360);
  g_settings_set_int (settings, "window-height", 600);
  machine = open_library (fixture);
  split = child (fixture->window, "split_view");
  await (adw_navigation_split_view_get_collapsed (split));
  g_signal_emit_by_name (get_list (fixture), "activated", machine);

  g_signal_connect_swapped (split, "notify::collapsed", G_CALLBACK (count_cb), &n);
  enter_full_screen (fixture);
  await (adw_application_window_get_current_breakpoint (ADW_APPLICATION_WINDOW (fixture->window)) == NULL);
  g_assert_true (adw_navigation_split_view_get_collapsed (split));
  g_assert_true (adw_navigation_split_view_get_show_content (split));
  g_assert_cmpuint (n, ==, 0);

  /* libadwaita (seen in 1.7.6) keeps what it drew before a breakpoint until it draws again: or it leaks. */
  tree_draw (GTK_WINDOW (fixture->window));
}

/* No key slides a guest's full screen away. */
static void
test_full_screen_stays (Fixture       *fixture,
                        gconstpointer  user_data)
{
  g_autoptr (SprintMachine) machine = open_library (fixture);
  AdwNavigationSplitView *split = child (fixture->window, "split_view");
  GtkWidget *page;

  g_signal_emit_by_name (get_list (fixture), "activated", machine);
  page = GTK_WIDGET (adw_navigation_split_view_get_content (split));
  /* Off, it has a button where its screen would be. */
  sprint_machine_act_async (machine, SPRINT_MACHINE_ACTION_FORCE_OFF, NULL, NULL, NULL);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_OFF && !sprint_machine_get_busy (machine));
  enter_full_screen (fixture);
  await (gtk_window_is_active (GTK_WINDOW (fixture->window)));
  g_assert_true (gtk_widget_grab_focus (tree_find_button (page, "Start")));
  tree_press_key (GDK_KEY_Escape, 0);
  tree_press_key (GDK_KEY_F11, 0);
  /* The later key has come, and so has the earlier one. */
  await (!gtk_window_is_fullscreen (GTK_WINDOW (fixture->window)));
  g_assert_true (adw_navigation_split_view_get_show_content (split));
}

/* With the machine goes its full screen: nothing else has a button that leads out of it. */
static void
test_full_screen_ends (Fixture       *fixture,
                       gconstpointer  user_data)
{
  g_autoptr (SprintMachine) machine = open_library (fixture);
  g_autoptr (SprintMachine) passing = define_machine (fixture);

  sprint_machine_list_set_selected (get_list (fixture), passing);
  g_signal_emit_by_name (get_list (fixture), "activated", passing);
  enter_full_screen (fixture);
  delete_machine (passing);
  await (!gtk_window_is_fullscreen (GTK_WINDOW (fixture->window)));
}

static void
test_search (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (SprintMachine) machine = open_library (fixture);
  SprintSidebar *sidebar = child (fixture->window, "sidebar");
  g_autofree char *text = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.search", NULL);
  g_assert_true (gtk_search_bar_get_search_mode (child (sidebar, "search_bar")));
  gtk_test_accessible_assert_role (child (sidebar, "search_entry"), GTK_ACCESSIBLE_ROLE_SEARCH_BOX);
  gtk_test_accessible_assert_property (child (sidebar, "search_entry"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Search machines");

  gtk_editable_set_text (child (sidebar, "search_entry"), "nothing is called this");
  g_object_get (get_list (fixture), "search", &text, NULL);
  g_assert_cmpstr (text, ==, "nothing is called this");
}

/* A search that hides the machine on screen takes its row away, not its screen. */
static void
test_search_keeps_screen (Fixture       *fixture,
                          gconstpointer  user_data)
{
  g_autoptr (SprintMachine) machine = open_library (fixture);
  SprintSidebar *sidebar = child (fixture->window, "sidebar");
  AdwNavigationSplitView *split = child (fixture->window, "split_view");
  SprintMachinePage *page;

  sprint_machine_list_set_selected (get_list (fixture), machine);
  page = SPRINT_MACHINE_PAGE (adw_navigation_split_view_get_content (split));
  gtk_editable_set_text (child (sidebar, "search_entry"), "nothing is called this");
  await (sprint_machine_list_get_selected (get_list (fixture)) == NULL);
  g_assert_true (sprint_machine_page_get_machine (page) == machine);

  gtk_editable_set_text (child (sidebar, "search_entry"), "");
  await (sprint_machine_list_get_selected (get_list (fixture)) == machine);
  g_assert_true (sprint_machine_page_get_machine (page) == machine);
}

/* One that is gone is not shown any more, though its row was hidden already. */
static void
test_search_hides_deleted (Fixture       *fixture,
                           gconstpointer  user_data)
{
  g_autoptr (SprintMachine) machine = open_library (fixture);
  AdwNavigationSplitView *split = child (fixture->window, "split_view");
  g_autoptr (SprintMachine) passing = define_machine (fixture);
  SprintMachinePage *page;

  sprint_machine_list_set_selected (get_list (fixture), passing);
  page = SPRINT_MACHINE_PAGE (adw_navigation_split_view_get_content (split));
  gtk_editable_set_text (child (child (fixture->window, "sidebar"), "search_entry"), "nothing is called this");
  await (sprint_machine_list_get_selected (get_list (fixture)) == NULL);

  delete_machine (passing);
  await (sprint_machine_page_get_machine (page) == NULL);
  g_assert_true (adw_navigation_split_view_get_content (split) == child (fixture->window, "nothing_selected"));
}

/* Another host that cannot be reached is no reason not to begin on this one. */
static void
test_empty_beside_unreachable (Fixture       *fixture,
                               gconstpointer  user_data)
{
  SprintConnection *other;

  open_empty (fixture);
  other = sprint_connection_list_add (sprint_services_get_connections (fixture->services),
                                      "test:///nowhere/either.xml");
  sprint_window_open_connection (fixture->window, other);
  await (sprint_connection_get_error (other) != NULL);
  g_assert_cmpint (welcome_state (fixture), ==, SPRINT_WELCOME_STATE_EMPTY);
}

static void
test_second_connection (Fixture       *fixture,
                        gconstpointer  user_data)
{
  g_autoptr (SprintMachine) machine = open_library (fixture);
  SprintConnection *other =
    sprint_connection_list_add (sprint_services_get_connections (fixture->services),
                                "test:///nowhere/either.xml");
  AdwBanner *banner = child (child (fixture->window, "sidebar"), "banner");

  sprint_window_open_connection (fixture->window, other);
  await (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), !=, "");
  g_assert_cmpstr (shown (fixture), ==, "library");

  sprint_connection_list_remove (sprint_services_get_connections (fixture->services), other);
  await (!adw_banner_get_revealed (banner));
}

/* Those below @widget, each of which must have keys to show. */
static guint
count_shortcuts (GtkWidget *widget)
{
  g_autofree char *keys = NULL;
  guint n = 0;

  if (GTK_IS_SHORTCUTS_SHORTCUT (widget)) {
    g_object_get (widget, "accelerator", &keys, NULL);
    g_assert_cmpstr (keys, !=, NULL);
    g_assert_cmpstr (keys, !=, "");
    return 1;
  }
  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL; c = gtk_widget_get_next_sibling (c))
    n += count_shortcuts (c);
  return n;
}

static void
test_dialogs (Fixture       *fixture,
              gconstpointer  user_data)
{
  GtkWindow *shortcuts = NULL;
  AdwDialog *about, *problem;
  g_autoptr (GError) error = g_error_new (SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_SPACE,
                                          "raw words");

  open_empty (fixture);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-help-overlay", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (gtk_window_get_toplevels (), i);

    if (GTK_IS_SHORTCUTS_WINDOW (window))
      shortcuts = window;
  }
  g_assert_nonnull (shortcuts);
  g_assert_cmpuint (count_shortcuts (GTK_WIDGET (shortcuts)), >=, 10);
  gtk_window_close (shortcuts);

  about = sprint_about_new ();
  adw_dialog_present (about, GTK_WIDGET (fixture->window));
  g_assert_cmpstr (adw_about_dialog_get_version (ADW_ABOUT_DIALOG (about)), ==, SPRINT_VERSION);
  g_assert_true (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)) ==
                 about);
  adw_dialog_force_close (about);

  sprint_window_show_problem (fixture->window, error);
  tree_click (child (fixture->window, "toast_overlay"), "Details");
  problem = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_true (ADW_IS_ALERT_DIALOG (problem));
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (problem)), ==, "Disk Full");
  await (tree_shows (GTK_WIDGET (problem), "raw words"));
  adw_dialog_force_close (problem);
}

static gboolean
says (GtkWidget  *widget,
      const char *words)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c)) {
    if (says (c, words))
      return TRUE;
  }

  return FALSE;
}

/* What the caretaker could not do is no secret of its log. */
static void
test_not_installed (Fixture       *fixture,
                    gconstpointer  user_data)
{
  g_autoptr (SprintMachine) machine = open_library (fixture);
  g_autoptr (GError) error = g_error_new (SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_SPACE, "raw words");

  sprint_machine_list_set_selected (get_list (fixture), machine);
  g_assert_false (says (child (fixture->window, "toast_overlay"), "Disk Full"));
  g_signal_emit_by_name (fixture->caretaker, "not-installed", machine, error);
  await (says (child (fixture->window, "toast_overlay"), "Disk Full"));
}

/* The one, and none below it. */
static AdwDialog *
get_only_dialog (Fixture *fixture)
{
  g_autoptr (GListModel) dialogs =
    adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (fixture->window));

  g_assert_cmpuint (g_list_model_get_n_items (dialogs), ==, 1);

  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
}

static void
test_flows (Fixture       *fixture,
            gconstpointer  user_data)
{
  static const char * const names[] = { "win.new-machine", "win.quick-sprint", "win.show-host" };

  open_empty (fixture);

  /* One at a time. */
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    AdwDialog *dialog;

    gtk_widget_activate_action (GTK_WIDGET (fixture->window), names[i], NULL);
    dialog = get_only_dialog (fixture);
    for (gsize j = 0; j < G_N_ELEMENTS (names); j++) {
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), names[j], NULL);
      g_assert_true (get_only_dialog (fixture) == dialog);
    }
    g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
    adw_dialog_force_close (dialog);
    await (dialog == NULL);
  }
}

/* One dialog says what went wrong in another; what comes beside it waits in a toast. */
static void
test_problems (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autoptr (SprintMachine) machine = open_library (fixture);
  g_autoptr (GError) error = g_error_new (SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_SPACE, "raw words");
  GtkWidget *overlay = child (fixture->window, "toast_overlay");
  AdwDialog *dialog, *problem;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-host", NULL);
  dialog = get_only_dialog (fixture);
  g_signal_emit_by_name (fixture->caretaker, "not-installed", machine, error);
  g_assert_true (get_only_dialog (fixture) == dialog);
  await (says (overlay, "Disk Full"));

  sprint_window_show_problem (fixture->window, error);
  problem = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_true (problem != dialog && ADW_IS_ALERT_DIALOG (problem));
  sprint_window_show_problem (fixture->window, error);
  g_assert_true (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)) == problem);
  adw_dialog_force_close (problem);
  await (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)) == dialog);
  adw_dialog_force_close (dialog);
}

/* Leaves once whoever has begun to follow it before hears how it ends. */
static void
follow (PackageKitDouble *daemon)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new ("/nonexistent");
  g_autoptr (SprintPackageInstaller) installer = sprint_package_installer_new (reader);
  double fraction = 0;

  packagekit_double_tell (daemon, PK_STATUS_ENUM_INSTALL, 50);
  sprint_package_installer_resume_async (installer, NULL, NULL, NULL);
  await ((g_object_get (sprint_package_installer_get_progress (installer), "fraction", &fraction, NULL),
          fraction == 0.5));
}

#define END "The packages are installed. Restart this computer to finish."

/* What an ended Sprint has left under way is found without anybody looking for it. */
static void
test_leftover (Fixture       *fixture,
               gconstpointer  user_data)
{
  PackageKitDouble *daemon = packagekit_double_new (NULL);
  GtkWidget *overlay;
  AdwBanner *banner;
  AdwDialog *dialog;

  packagekit_double_leave (daemon, PK_ROLE_ENUM_INSTALL_PACKAGES, getuid (), FALSE);
  open_empty (fixture);
  overlay = child (fixture->window, "toast_overlay");
  await (says (overlay, "still being installed"));
  follow (daemon);
  banner = sprint_window_get_banner (fixture->window);
  tree_click (overlay, "Show");
  dialog = get_only_dialog (fixture);
  /* It can be seen again. */
  adw_dialog_force_close (dialog);
  await (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)) == NULL);
  g_assert_true (adw_banner_get_revealed (banner));
  tree_click (overlay, "Show");
  dialog = get_only_dialog (fixture);
  g_assert_cmpstr (adw_dialog_get_title (dialog), ==, "Installing Packages");
  await (tree_shows (GTK_WIDGET (dialog), "Cancel"));
  packagekit_double_set_restart (daemon, PK_RESTART_ENUM_SYSTEM);
  packagekit_double_end (daemon, 0, NULL);
  /* Which stays until it is seen to. */
  await (adw_banner_get_revealed (banner) && g_str_equal (adw_banner_get_title (banner), END));
  await (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)) == NULL);
  tree_click (overlay, "Dismiss");
  g_assert_false (adw_banner_get_revealed (banner));
  packagekit_double_free (daemon);
}

/* Nobody waits for what is cancelled where it is shown. */
static void
test_leftover_cancelled (Fixture       *fixture,
                         gconstpointer  user_data)
{
  PackageKitDouble *daemon = packagekit_double_new (NULL);
  GtkWidget *overlay;

  packagekit_double_leave (daemon, PK_ROLE_ENUM_INSTALL_PACKAGES, getuid (), FALSE);
  open_empty (fixture);
  overlay = child (fixture->window, "toast_overlay");
  await (says (overlay, "still being installed"));
  follow (daemon);
  tree_click (overlay, "Show");
  tree_click (GTK_WIDGET (get_only_dialog (fixture)), "Cancel");
  await (packagekit_double_n_cancelled (daemon) == 1);
  await (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)) == NULL);
  await (!adw_banner_get_revealed (sprint_window_get_banner (fixture->window)));
  g_assert_false (says (overlay, "The packages are installed"));
  packagekit_double_free (daemon);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  close_window (fixture);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/ui/window/empty", test_empty },
    { "/ui/window/unreachable", test_unreachable },
    { "/ui/window/select", test_select },
    { "/ui/window/last-machine", test_last_machine },
    { "/ui/window/narrow", test_narrow },
    { "/ui/window/narrow-full-screen", test_narrow_full_screen },
    { "/ui/window/full-screen-stays", test_full_screen_stays },
    { "/ui/window/full-screen-ends", test_full_screen_ends },
    { "/ui/window/wide", test_wide },
    { "/ui/window/search", test_search },
    { "/ui/window/search-keeps-screen", test_search_keeps_screen },
    { "/ui/window/search-hides-deleted", test_search_hides_deleted },
    { "/ui/window/empty-beside-unreachable", test_empty_beside_unreachable },
    { "/ui/window/second-connection", test_second_connection },
    { "/ui/window/dialogs", test_dialogs },
    { "/ui/window/not-installed", test_not_installed },
    { "/ui/window/flows", test_flows },
    { "/ui/window/problems", test_problems },
    { "/ui/window/leftover", test_leftover },
    { "/ui/window/leftover-cancelled", test_leftover_cancelled },
  };

  g_test_init (&argc, &argv, NULL);
  packagekit_double_init ();
  adw_init ();
  await_own_context ();
  /* What is to be seen in the end is to be seen at once. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, NULL, tests[i].test, tear_down);

  return g_test_run ();
}
