/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window.h"

#include <glib/gi18n.h>

#include "accelerators.h"
#include "core/problem/problem.h"
#include "leftover-notice.h"
#include "library-state.h"
#include "sidebar.h"
#include "ui/host/host-dialog.h"
#include "ui/machine/machine-page.h"
#include "ui/problem/problem-dialog.h"
#include "ui/screens/screen-windows.h"
#include "ui/sprint/new-machine-dialog.h"
#include "ui/sprint/quick-sprint-dialog.h"
#include "welcome.h"

struct _SprintWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwBanner *banner;
  GtkStack *stack;
  SprintWelcome *welcome;
  AdwNavigationSplitView *split_view;
  SprintSidebar *sidebar;
  AdwNavigationPage *nothing_selected;
  SprintMachineList *list;
  /* Made when a machine is first shown. */
  SprintMachinePage *page;
  SprintScreenWindows *screens;

  SprintServices *services;
  SprintCaretaker *caretaker;
  GSettings *settings;
  SprintLibraryState *state;
  SprintAccelerators *accelerators;
  GCancellable *cancellable;
  /* The Quick Sprint or New Machine that is open. Weak. */
  AdwDialog *flow;
  gboolean restored;
};

G_DEFINE_FINAL_TYPE (SprintWindow, sprint_window, ADW_TYPE_APPLICATION_WINDOW)

static void
sprint_window_dispose (GObject *object)
{
  SprintWindow *self = SPRINT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->flow);
  g_clear_object (&self->accelerators);
  g_clear_object (&self->state);
  if (self->screens != NULL)
    sprint_screen_windows_close (self->screens);
  g_clear_object (&self->screens);
  g_clear_object (&self->page);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_WINDOW);
  g_clear_object (&self->settings);
  g_clear_object (&self->caretaker);
  g_clear_object (&self->services);

  G_OBJECT_CLASS (sprint_window_parent_class)->dispose (object);
}

static void
sprint_window_finalize (GObject *object)
{
  SprintWindow *self = SPRINT_WINDOW (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sprint_window_parent_class)->finalize (object);
}

static void
details_cb (AdwToast     *toast,
            SprintWindow *self)
{
  const GError *error = g_object_get_data (G_OBJECT (toast), "error");

  adw_dialog_present (sprint_problem_dialog_new (error), GTK_WIDGET (self));
}

/* Also of what has nothing to do with the dialog that is open. */
static void
toast_problem (SprintWindow *self,
               const GError *error)
{
  g_autoptr (SprintProblem) problem = NULL;
  AdwToast *toast;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  problem = sprint_problem_new (error);
  toast = adw_toast_new (problem->title);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _("_Details"));
  g_object_set_data_full (G_OBJECT (toast), "error", g_error_copy (error),
                          (GDestroyNotify) g_error_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (details_cb), self, 0);
  /* One behind a dialog waits until it can be seen. */
  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
problem_cb (SprintWindow *self,
            const GError *error)
{
  sprint_window_show_problem (self, error);
}

static gboolean
is_narrow (SprintWindow *self)
{
  return adw_application_window_get_current_breakpoint (ADW_APPLICATION_WINDOW (self)) != NULL;
}

static void
update_compact (SprintWindow *self)
{
  if (self->page != NULL)
    g_object_set (self->page, "compact", is_narrow (self) && !gtk_window_is_fullscreen (GTK_WINDOW (self)), NULL);
}

static SprintMachinePage *
ensure_page (SprintWindow *self)
{
  SprintConsoleView *view;

  if (self->page != NULL)
    return self->page;
  self->page = SPRINT_MACHINE_PAGE (g_object_ref_sink (sprint_machine_page_new (self->caretaker)));
  g_signal_connect_object (self->page, "problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "message", G_CALLBACK (sprint_window_show_message), self, G_CONNECT_SWAPPED);
  g_settings_bind (self->settings, "confirm-force-off", self->page, "confirm-force-off", G_SETTINGS_BIND_GET);
  view = sprint_machine_page_get_console_view (self->page);
  g_settings_bind (self->settings, "key-combinations", sprint_console_view_get_own_keys (view), "stored",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "guest-keyboard-layout", sprint_console_view_get_typing (view), "layout",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "release-keys", sprint_console_view_get_console (view), "release-way",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "attach-usb-devices", sprint_console_view_get_devices (view), "automatic",
                   G_SETTINGS_BIND_DEFAULT);
  self->screens = sprint_screen_windows_new (view, FALSE);
  update_compact (self);
  return self->page;
}

/* libadwaita (seen in 1.7.6) writes to the view once more when the main loop is idle, without holding it: a window
 * that is gone by then would have its memory written to. Its idle source comes before this one. */
static void
show_content (SprintWindow *self,
              gboolean      content)
{
  adw_navigation_split_view_set_show_content (self->split_view, content);
  g_idle_add_once (g_object_unref, g_object_ref (self->split_view));
}

/* To be asked for it out of full screen would present a window that is minimized. */
static void
leave_full_screen (SprintWindow *self)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_window_unfullscreen (GTK_WINDOW (self));
}

static void
show_machine (SprintWindow  *self,
              SprintMachine *machine)
{
  AdwNavigationPage *content = machine != NULL ? ADW_NAVIGATION_PAGE (ensure_page (self))
                                               : self->nothing_selected;

  if (self->page != NULL)
    sprint_machine_page_set_machine (self->page, machine);
  if (adw_navigation_split_view_get_content (self->split_view) != content)
    adw_navigation_split_view_set_content (self->split_view, content);
  if (machine == NULL) {
    /* A guest's full screen is its alone, and ends with it. */
    leave_full_screen (self);
    show_content (self, FALSE);
  }
}

/* The machine that is shown, as long as its connection has it. */
static SprintMachine *
get_shown (SprintWindow *self)
{
  SprintMachine *machine = self->page != NULL ? sprint_machine_page_get_machine (self->page) : NULL;

  if (machine == NULL ||
      sprint_library_state_find (self->state, sprint_machine_get_connection_uri (machine),
                                 sprint_machine_get_uuid (machine)) != machine)
    return NULL;
  return machine;
}

static void
searched_cb (SprintWindow *self)
{
  SprintMachine *shown = get_shown (self);

  if (shown != NULL && sprint_machine_list_get_selected (self->list) == NULL)
    sprint_machine_list_set_selected (self->list, shown);
}

static void
selected_changed_cb (SprintWindow *self)
{
  SprintMachine *machine = sprint_machine_list_get_selected (self->list);

  /* A search that hides the row of the machine that is shown does not close its screen. */
  if (machine == NULL && get_shown (self) != NULL)
    return;
  show_machine (self, machine);
  if (machine != NULL)
    g_settings_set (self->settings, "last-machine", "(ss)",
                    sprint_machine_get_connection_uri (machine), sprint_machine_get_uuid (machine));
}

static void
activated_cb (SprintWindow  *self,
              SprintMachine *machine)
{
  self->restored = TRUE;
  show_machine (self, machine);
  show_content (self, TRUE);
  sprint_machine_page_activate (self->page);
}

static void
restore_last_machine (SprintWindow *self)
{
  g_autofree char *uri = NULL;
  g_autofree char *uuid = NULL;
  SprintMachine *machine;

  if (self->restored || sprint_machine_list_get_selected (self->list) != NULL)
    return;

  g_settings_get (self->settings, "last-machine", "(ss)", &uri, &uuid);
  machine = *uuid != '\0' ? sprint_library_state_find (self->state, uri, uuid) : NULL;
  if (machine != NULL) {
    self->restored = TRUE;
    sprint_machine_list_set_selected (self->list, machine);
  }
}

static char *
describe_trouble (SprintConnection *connection)
{
  const GError *error = sprint_connection_get_error (connection);
  g_autoptr (SprintProblem) problem = error != NULL ? sprint_problem_new (error) : NULL;

  if (problem != NULL && sprint_connection_get_local (connection))
    return g_strdup (problem->sentence);
  if (problem != NULL)
    return g_strdup_printf ("%s: %s", sprint_connection_get_name (connection), problem->sentence);

  /* Translators: %s is a connection: "This Computer", or the name of another one. */
  return g_strdup_printf (_("The connection to %s was lost. Trying again…"),
                          sprint_connection_get_name (connection));
}

static void
update_state (SprintWindow *self)
{
  SprintConnection *local = sprint_services_get_local_connection (self->services);
  SprintConnection *troubled = sprint_library_state_get_troubled (self->state);
  g_autofree char *trouble = troubled != NULL ? describe_trouble (troubled) : NULL;
  SprintWelcomeState welcome = SPRINT_WELCOME_STATE_EMPTY;
  gboolean any = sprint_library_state_get_n_machines (self->state) > 0;

  /* A row that a search hides is not selected: its machine goes without the list telling. */
  if (self->page != NULL && sprint_machine_page_get_machine (self->page) != NULL && get_shown (self) == NULL)
    show_machine (self, NULL);

  /* Another host that does not answer is no reason not to begin here. */
  if (sprint_library_state_is_troubled (local))
    welcome = SPRINT_WELCOME_STATE_UNREACHABLE;
  else if (sprint_connection_get_state (local) != SPRINT_CONNECTION_STATE_OPEN &&
           sprint_library_state_get_pending (self->state))
    welcome = SPRINT_WELCOME_STATE_CONNECTING;

  sprint_welcome_set_state (self->welcome, welcome, trouble);
  sprint_sidebar_set_trouble (self->sidebar, trouble);
  gtk_stack_set_visible_child_name (self->stack, any ? "library" : "welcome");

  if (any)
    restore_last_machine (self);
}

static void
retry_cb (SprintWindow *self)
{
  GListModel *connections = G_LIST_MODEL (sprint_services_get_connections (self->services));
  guint n = g_list_model_get_n_items (connections);

  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintConnection) connection = g_list_model_get_item (connections, i);

    if (sprint_library_state_is_troubled (connection))
      sprint_window_open_connection (self, connection);
  }
}

static void
shape_changed_cb (SprintWindow *self)
{
  gboolean full = gtk_window_is_fullscreen (GTK_WINDOW (self));

  /* In full screen, the guest's page alone. */
  adw_navigation_split_view_set_collapsed (self->split_view, full || is_narrow (self));
  update_compact (self);
  if (full)
    show_content (self, TRUE);
}

static void
first_frame_cb (SprintWindow   *self,
                GParamSpec     *pspec,
                SprintCreation *creation)
{
  SprintMachine *machine = sprint_creation_get_machine (creation);
  g_autofree char *message = NULL;

  if (machine == NULL)
    return;
  /* Translators: the name of a virtual machine, and seconds with one decimal. */
  message = g_strdup_printf (_("“%s” was on screen after %.1f seconds"), sprint_machine_get_title (machine),
                             sprint_creation_get_elapsed (creation) / (double) G_USEC_PER_SEC);
  sprint_window_show_message (self, message);
}

static void
emulated_cb (SprintWindow   *self,
             GParamSpec     *pspec,
             SprintCreation *creation)
{
  SprintMachine *machine = sprint_creation_get_machine (creation);
  g_autofree char *message = NULL;

  if (machine == NULL)
    return;
  /* Translators: %s is the name of a virtual machine. */
  message = g_strdup_printf (_("Acceleration failed: “%s” goes on without it, more slowly"),
                             sprint_machine_get_title (machine));
  sprint_window_show_message (self, message);
}

static void
creation_error_cb (SprintWindow   *self,
                   GParamSpec     *pspec,
                   SprintCreation *creation)
{
  /* While the flow is open, its page says it. */
  if (self->flow == NULL && sprint_creation_get_error (creation) != NULL)
    sprint_window_show_problem (self, sprint_creation_get_error (creation));
}

static void
machine_running_cb (SprintWindow   *self,
                    SprintCreation *creation)
{
  SprintMachine *machine = sprint_creation_get_machine (creation);

  if (machine == NULL)
    return;

  self->restored = TRUE;
  g_signal_connect_object (creation, "notify::elapsed-us", G_CALLBACK (first_frame_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (creation, "notify::emulated", G_CALLBACK (emulated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (creation, "notify::error", G_CALLBACK (creation_error_cb), self, G_CONNECT_SWAPPED);
  sprint_machine_list_set_selected (self->list, machine);
  activated_cb (self, machine);
  sprint_machine_page_set_creation (self->page, creation);
}

static void
present_flow (SprintWindow *self,
              AdwDialog    *dialog)
{
  g_set_weak_pointer (&self->flow, dialog);
  g_signal_connect_object (dialog, "machine-running", G_CALLBACK (machine_running_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* A key reaches the window over an open dialog, too. */
static gboolean
has_dialog (SprintWindow *self)
{
  return self->flow != NULL || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL;
}

static void
quick_sprint_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SprintWindow *self = SPRINT_WINDOW (widget);

  if (!has_dialog (self))
    present_flow (self, ADW_DIALOG (sprint_quick_sprint_dialog_new (self->services)));
}

static void
new_machine_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SprintWindow *self = SPRINT_WINDOW (widget);

  if (!has_dialog (self))
    present_flow (self, ADW_DIALOG (sprint_new_machine_dialog_new (self->services)));
}

static void
show_host_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SprintWindow *self = SPRINT_WINDOW (widget);

  if (!has_dialog (self))
    adw_dialog_present (sprint_host_dialog_new (sprint_services_get_host (self->services),
                                                sprint_services_get_host_watch (self->services),
                                                sprint_services_get_repairer (self->services),
                                                sprint_services_get_package_installer (self->services),
                                                sprint_services_get_package_table (self->services)), widget);
}

static void
search_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  SprintWindow *self = SPRINT_WINDOW (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "library") != 0)
    return;

  leave_full_screen (self);
  show_content (self, FALSE);
  sprint_sidebar_search (self->sidebar);
}

static void
full_screen_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SprintWindow *self = SPRINT_WINDOW (widget);

  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_window_unfullscreen (GTK_WINDOW (self));
  else if (self->page != NULL && sprint_machine_page_get_machine (self->page) != NULL)
    gtk_window_fullscreen (GTK_WINDOW (self));
}

static void
show_shortcuts_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (window) == NULL) {
    g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/kvmsprint/Sprint/ui/window/shortcuts.ui");

    /* As the overlay it finds the keys of the window's actions. */
    gtk_application_window_set_help_overlay (window,
                                             GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "shortcuts")));
  }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
installed_cb (SprintWindow  *self,
              SprintMachine *machine)
{
  /* Translators: %s is the name of a virtual machine. */
  g_autofree char *message = g_strdup_printf (_("%s is installed and starts from its disk"),
                                              sprint_machine_get_title (machine));

  sprint_window_show_message (self, message);
}

static void
not_installed_cb (SprintWindow  *self,
                  SprintMachine *machine,
                  const GError  *error)
{
  toast_problem (self, error);
}

static void
sprint_window_class_init (SprintWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_window_dispose;
  object_class->finalize = sprint_window_finalize;

  g_type_ensure (SPRINT_TYPE_SIDEBAR);
  g_type_ensure (SPRINT_TYPE_WELCOME);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/window/window.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, SprintWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, SprintWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SprintWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, SprintWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, SprintWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SprintWindow, nothing_selected);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);

  gtk_widget_class_install_action (widget_class, "win.quick-sprint", NULL, quick_sprint_cb);
  gtk_widget_class_install_action (widget_class, "win.new-machine", NULL, new_machine_cb);
  gtk_widget_class_install_action (widget_class, "win.show-host", NULL, show_host_cb);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.full-screen", NULL, full_screen_cb);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, show_shortcuts_cb);
}

static void
sprint_window_init (SprintWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (shape_changed_cb), NULL);
  g_signal_connect (self, "notify::current-breakpoint", G_CALLBACK (shape_changed_cb), NULL);
}

static void
compose (SprintWindow *self)
{
  SprintConnectionList *connections = sprint_services_get_connections (self->services);

  /* So that it is in the list, first, before any other. */
  sprint_services_get_local_connection (self->services);

  self->list = SPRINT_MACHINE_LIST (sprint_machine_list_new (connections));
  sprint_sidebar_set_list (self->sidebar, self->list);
  g_signal_connect_object (self->list, "notify::selected", G_CALLBACK (selected_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::search", G_CALLBACK (searched_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (self->list, "problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  g_settings_bind (self->settings, "live-thumbnails", self->list, "live-thumbnails", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "confirm-force-off", self->list, "confirm-force-off", G_SETTINGS_BIND_GET);

  g_signal_connect_object (self->caretaker, "installed", G_CALLBACK (installed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->caretaker, "not-installed", G_CALLBACK (not_installed_cb), self, G_CONNECT_SWAPPED);

  self->state = sprint_library_state_new (connections);
  g_signal_connect_object (self->state, "changed", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  update_state (self);
}

GtkWidget *
sprint_window_new (GtkApplication  *application,
                   SprintServices  *services,
                   SprintCaretaker *caretaker,
                   GSettings       *settings)
{
  SprintWindow *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (SPRINT_IS_SERVICES (services), NULL);
  g_return_val_if_fail (SPRINT_IS_CARETAKER (caretaker), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (SPRINT_TYPE_WINDOW, "application", application, NULL);
  self->services = g_object_ref (services);
  self->caretaker = g_object_ref (caretaker);
  self->settings = g_object_ref (settings);

  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);

  self->accelerators = sprint_accelerators_new (application, GTK_WINDOW (self));
  compose (self);
  sprint_leftover_notice_add (self, services);

  return GTK_WIDGET (self);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SprintWindow) self = SPRINT_WINDOW (user_data);
  SprintConnection *connection = SPRINT_CONNECTION (object);
  g_autoptr (GError) error = NULL;

  if (sprint_connection_open_finish (connection, result, &error) || g_cancellable_is_cancelled (self->cancellable))
    return;
  /* Where there is nothing else to see, the whole window says it. */
  if (sprint_library_state_get_n_machines (self->state) > 0 ||
      connection != sprint_services_get_local_connection (self->services))
    toast_problem (self, error);
}

void
sprint_window_open_connection (SprintWindow     *self,
                               SprintConnection *connection)
{
  g_return_if_fail (SPRINT_IS_WINDOW (self));
  g_return_if_fail (SPRINT_IS_CONNECTION (connection));

  sprint_connection_open_async (connection, self->cancellable, opened_cb, g_object_ref (self));
}

void
sprint_window_show_problem (SprintWindow *self,
                            const GError *error)
{
  AdwDialog *dialog;

  g_return_if_fail (SPRINT_IS_WINDOW (self));
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* A toast would be behind the dialog in which it happened. */
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  if (dialog != NULL && !sprint_problem_dialog_is_one (dialog)) {
    adw_dialog_present (sprint_problem_dialog_new (error), GTK_WIDGET (self));
    return;
  }

  toast_problem (self, error);
}

void
sprint_window_show_message (SprintWindow *self,
                            const char   *message)
{
  AdwToast *toast;

  g_return_if_fail (SPRINT_IS_WINDOW (self));
  g_return_if_fail (message != NULL);

  toast = adw_toast_new (message);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

AdwBanner *
sprint_window_get_banner (SprintWindow *self)
{
  g_return_val_if_fail (SPRINT_IS_WINDOW (self), NULL);

  return self->banner;
}
