/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine-page.h"

#include <glib/gi18n.h>

#include "core/definition/definition.h"
#include "core/sprint/changed-description.h"
#include "machine-commands.h"
#include "machine-screen.h"
#include "machine-serial.h"
#include "machine-settings.h"
#include "ui/console/view/console-view.h"
#include "ui/console/view/full-screen-bar.h"

struct _SprintMachinePage {
  AdwNavigationPage parent_instance;

  AdwWindowTitle *window_title;
  GtkWidget *start_button;
  GtkWidget *pause_button;
  GtkWidget *resume_button;
  AdwHeaderBar *header_bar;
  SprintConsoleControls *controls;
  GtkMenuButton *menu_button;
  AdwBanner *acceleration_banner;
  AdwBanner *installation_banner;
  AdwBanner *emulation_banner;
  GtkOverlay *overlay;

  SprintCaretaker *caretaker;
  SprintMachine *machine;
  SprintMachineCommands *commands;
  SprintConsoleSession *session;
  SprintConsoleView *view;
  SprintFullScreenBar *full_screen_bar;
  SprintMachineSerial *serial; /* the view, or a terminal in its place */
  SprintCreation *creation;
  GCancellable *cancellable;   /* of what is asked about this machine */
  SprintMachine *emulating;    /* weak: that is to go on without acceleration */
  gboolean dismissed_emulation;
  gboolean activated;          /* not only selected: to be used */
};

enum {
  PROP_0,
  PROP_MACHINE,
  PROP_COMPACT,
  PROP_CONFIRM_FORCE_OFF,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint problem_signal;
static guint message_signal;

G_DEFINE_FINAL_TYPE (SprintMachinePage, sprint_machine_page, ADW_TYPE_NAVIGATION_PAGE)

static void
tell_problem (SprintMachinePage *self,
              const GError      *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, problem_signal, 0, error);
}

static void
tell_message (SprintMachinePage *self,
              const char        *message)
{
  g_signal_emit (self, message_signal, 0, message);
}

static GtkWidget *
get_focus (SprintMachinePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/* ---- the screen ---- */

static void
update_console (SprintMachinePage *self)
{
  gboolean wanted = sprint_machine_screen_exists (self->machine) &&
                    sprint_machine_get_display (self->machine) == SPRINT_MACHINE_DISPLAY_SPICE;
  gboolean off = sprint_console_session_get_state (self->session) == SPRINT_CONSOLE_STATE_OFF;

  sprint_machine_screen_describe (self->machine, self->view);
  if (wanted && off) {
    g_autoptr (SprintConsoleSource) source = sprint_machine_screen_create_source (self->machine);

    sprint_console_session_connect (self->session, source);
  } else if (!wanted && sprint_machine_screen_stays (self->machine)) {
    sprint_console_session_rest (self->session);
  } else if (!wanted) {
    sprint_console_session_disconnect (self->session);
  }
}

/* What is typed is for the guest from its first picture on, unless it is being typed elsewhere. */
static void
focus_console (SprintMachinePage *self)
{
  gboolean serial = sprint_machine_serial_get_shown (self->serial);
  GtkWidget *console = serial ? GTK_WIDGET (self->serial)
                              : GTK_WIDGET (sprint_console_view_get_console (self->view));
  GtkWidget *focus = get_focus (self);

  if (focus == NULL || !GTK_IS_EDITABLE (focus))
    gtk_widget_grab_focus (console);
}

/* Going through the list with the arrow keys, one only looks: the next key is for the list too. */
static gboolean
is_wanted (SprintMachinePage *self)
{
  GtkWidget *focus = get_focus (self);

  return self->activated || focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
         sprint_full_screen_bar_get_full_screen (self->full_screen_bar);
}

static void
first_frame_cb (SprintMachinePage *self)
{
  gboolean created = self->creation != NULL && sprint_creation_get_machine (self->creation) == self->machine;

  if (created || is_wanted (self))
    focus_console (self);
  if (created)
    sprint_creation_note_first_frame (self->creation);
}

/* ---- what is said about it ---- */

static void
description_read_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (SprintMachinePage) self = user_data;
  GVirConfigDomain *description = sprint_machine_get_description_finish (SPRINT_MACHINE (source), result, NULL);

  if (description == NULL || SPRINT_MACHINE (source) != self->machine) {
    g_clear_object (&description);
    return;
  }
  if (sprint_machine_get_state (self->machine) == SPRINT_MACHINE_STATE_OFF) {
    adw_banner_set_revealed (self->installation_banner,
                             !sprint_caretaker_is_ending_installation (self->caretaker, self->machine) &&
                               sprint_definition_is_installing (description));
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.repeat-installation",
                                   sprint_definition_can_repeat_installing (description));
  }
  g_object_unref (description);
}

static void
update (SprintMachinePage *self)
{
  SprintMachineActions actions = sprint_machine_get_actions (self->machine);
  SprintMachineState state = sprint_machine_get_state (self->machine);
  const char *reason = sprint_machine_get_state_reason (self->machine);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), sprint_machine_get_title (self->machine));
  adw_window_title_set_title (self->window_title, sprint_machine_get_title (self->machine));
  adw_window_title_set_subtitle (self->window_title, reason != NULL ? reason : sprint_machine_state_to_text (state));
  gtk_widget_set_visible (self->start_button, (actions & SPRINT_MACHINE_ACTION_START) != 0);
  gtk_widget_set_visible (self->pause_button, (actions & SPRINT_MACHINE_ACTION_PAUSE) != 0);
  gtk_widget_set_visible (self->resume_button, (actions & SPRINT_MACHINE_ACTION_RESUME) != 0);
  adw_banner_set_revealed (self->emulation_banner,
                           sprint_machine_get_emulated (self->machine) &&
                             sprint_machine_screen_exists (self->machine) && !self->dismissed_emulation);
  sprint_console_set_guest_name (sprint_console_view_get_console (self->view),
                                 sprint_machine_get_title (self->machine));
}

static void
state_changed_cb (SprintMachinePage *self)
{
  update (self);
  update_console (self);
  if (sprint_machine_get_state (self->machine) == SPRINT_MACHINE_STATE_RUNNING)
    adw_banner_set_revealed (self->acceleration_banner, FALSE);
  adw_banner_set_revealed (self->installation_banner, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.repeat-installation", FALSE);
  if (sprint_machine_get_state (self->machine) == SPRINT_MACHINE_STATE_OFF)
    sprint_machine_get_description_async (self->machine, self->cancellable, description_read_cb, g_object_ref (self));
}

static void
acceleration_failed_cb (SprintMachinePage *self,
                        SprintMachine     *machine)
{
  gboolean goes_on = self->creation != NULL && sprint_creation_get_machine (self->creation) == machine &&
                     sprint_creation_get_settling (self->creation);

  /* One that is being made goes on by itself. */
  if (machine == self->machine && !goes_on)
    adw_banner_set_revealed (self->acceleration_banner, TRUE);
}

/* Whoever sees the banner can end it by hand. */
static void
not_installed_cb (SprintMachinePage *self,
                  SprintMachine     *machine)
{
  if (machine == self->machine)
    sprint_machine_get_description_async (machine, self->cancellable, description_read_cb, g_object_ref (self));
}

static void
emulated_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SprintMachinePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sprint_caretaker_emulate_finish (SPRINT_CARETAKER (source), result, &error))
    return;
  tell_problem (self, error);
  /* It can be tried again, unless another machine is shown by now. */
  if (self->machine != NULL && self->machine == self->emulating)
    adw_banner_set_revealed (self->acceleration_banner, TRUE);
}

static void
emulate_cb (SprintMachinePage *self)
{
  adw_banner_set_revealed (self->acceleration_banner, FALSE);
  g_set_weak_pointer (&self->emulating, self->machine);
  sprint_caretaker_emulate_async (self->caretaker, self->machine, NULL, emulated_cb, g_object_ref (self));
}

static void
finished_installation_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr (SprintMachinePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sprint_caretaker_finish_installation_finish (SPRINT_CARETAKER (source), result, &error))
    return;
  tell_problem (self, error);
  if (self->machine != NULL)
    not_installed_cb (self, self->machine);
}

static void
finish_installation_cb (SprintMachinePage *self)
{
  adw_banner_set_revealed (self->installation_banner, FALSE);
  sprint_caretaker_finish_installation_async (self->caretaker, self->machine, NULL, finished_installation_cb,
                                              g_object_ref (self));
}

static void
dismiss_emulation_cb (SprintMachinePage *self)
{
  self->dismissed_emulation = TRUE;
  adw_banner_set_revealed (self->emulation_banner, FALSE);
}

/* ---- actions of the page's own ---- */

static void
repeated_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SprintMachinePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sprint_caretaker_repeat_installation_finish (SPRINT_CARETAKER (source), result, &error))
    tell_problem (self, error);
}

static void
repeat_installation_cb (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  SprintMachinePage *self = SPRINT_MACHINE_PAGE (widget);

  sprint_caretaker_repeat_installation_async (self->caretaker, self->machine, NULL, repeated_cb, g_object_ref (self));
}

static void
device_added_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SprintMachinePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sprint_changed_description_finish (SPRINT_MACHINE (source), result, &error))
    tell_message (self, _("Folders can be shared with the machine once it was off and is started again"));
  else
    tell_problem (self, error);
}

static void
add_folder_device_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  SprintMachinePage *self = user_data;

  if (self->machine != NULL)
    sprint_changed_description_async (self->machine, sprint_definition_add_folder_device, NULL, device_added_cb,
                                      g_object_ref (self));
}

static void
console_start_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  g_action_group_activate_action (sprint_machine_commands_get_actions (user_data),
                                  g_action_get_name (G_ACTION (action)), NULL);
}

/* A section in a section has no line above it: a menu of sections is taken apart. */
static void
append_sections (GMenu      *menu,
                 GMenuModel *sections)
{
  for (int i = 0; i < g_menu_model_get_n_items (sections); i++) {
    g_autoptr (GMenuModel) section = g_menu_model_get_item_link (sections, i, G_MENU_LINK_SECTION);

    g_menu_append_section (menu, NULL, section);
  }
}

static GMenuModel *
create_menu (SprintMachinePage *self)
{
  g_autoptr (GMenuModel) commands = sprint_machine_commands_create_menu ("machine");
  g_autoptr (GMenuModel) console = sprint_console_view_create_menu (self->view);
  g_autoptr (GMenuItem) repeat = g_menu_item_new (_("Repeat _Installation"), "page.repeat-installation");
  g_autoptr (GMenuItem) serial = g_menu_item_new (_("Serial _Console"), "view.serial-console");
  g_autoptr (GMenu) more = g_menu_new ();
  GMenu *menu = g_menu_new ();

  g_menu_item_set_attribute (serial, "hidden-when", "s", "action-disabled");
  g_menu_append_item (more, serial);
  g_menu_item_set_attribute (repeat, "hidden-when", "s", "action-disabled");
  g_menu_append_item (more, repeat);
  append_sections (menu, commands);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  append_sections (menu, console);
  return G_MENU_MODEL (menu);
}

/* No key and no gesture leads from a full screen to the list, as no button does. */
static void
full_screen_cb (SprintMachinePage *self)
{
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self),
                                   !sprint_full_screen_bar_get_full_screen (self->full_screen_bar));
}

/* ---- the object ---- */

static void
set_compact (SprintMachinePage *self,
             gboolean           compact)
{
  if (compact == sprint_console_controls_get_compact (self->controls))
    return;
  sprint_console_controls_set_compact (self->controls, compact);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
sprint_machine_page_dispose (GObject *object)
{
  SprintMachinePage *self = SPRINT_MACHINE_PAGE (object);

  g_clear_weak_pointer (&self->emulating);
  if (self->session != NULL)
    sprint_machine_page_set_machine (self, NULL);
  g_clear_object (&self->creation);
  g_clear_object (&self->full_screen_bar);
  g_clear_object (&self->commands);
  g_clear_object (&self->session);
  g_clear_object (&self->caretaker);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_MACHINE_PAGE);
  G_OBJECT_CLASS (sprint_machine_page_parent_class)->dispose (object);
}

static void
sprint_machine_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SprintMachinePage *self = SPRINT_MACHINE_PAGE (object);

  switch (prop_id) {
  case PROP_MACHINE:
    g_value_set_object (value, self->machine);
    break;
  case PROP_COMPACT:
    g_value_set_boolean (value, sprint_console_controls_get_compact (self->controls));
    break;
  case PROP_CONFIRM_FORCE_OFF:
    g_object_get_property (G_OBJECT (self->commands), "confirm-force-off", value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_machine_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  SprintMachinePage *self = SPRINT_MACHINE_PAGE (object);

  switch (prop_id) {
  case PROP_MACHINE:
    sprint_machine_page_set_machine (self, g_value_get_object (value));
    break;
  case PROP_COMPACT:
    set_compact (self, g_value_get_boolean (value));
    break;
  case PROP_CONFIRM_FORCE_OFF:
    g_object_set_property (G_OBJECT (self->commands), "confirm-force-off", value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_machine_page_class_init (SprintMachinePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_machine_page_dispose;
  object_class->get_property = sprint_machine_page_get_property;
  object_class->set_property = sprint_machine_page_set_property;
  properties[PROP_MACHINE] = g_param_spec_object ("machine", NULL, NULL, SPRINT_TYPE_MACHINE, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  properties[PROP_CONFIRM_FORCE_OFF] = g_param_spec_boolean ("confirm-force-off", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  problem_signal = g_signal_new ("problem", SPRINT_TYPE_MACHINE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR);
  message_signal = g_signal_new ("message", SPRINT_TYPE_MACHINE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (SPRINT_TYPE_CONSOLE_CONTROLS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/machine/machine-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintMachinePage, header_bar);
  gtk_widget_class_bind_template_child (widget_class, SprintMachinePage, controls);
  gtk_widget_class_bind_template_child (widget_class, SprintMachinePage, window_title);
  gtk_widget_class_bind_template_child (widget_class, SprintMachinePage, start_button);
  gtk_widget_class_bind_template_child (widget_class, SprintMachinePage, pause_button);
  gtk_widget_class_bind_template_child (widget_class, SprintMachinePage, resume_button);
  gtk_widget_class_bind_template_child (widget_class, SprintMachinePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SprintMachinePage, acceleration_banner);
  gtk_widget_class_bind_template_child (widget_class, SprintMachinePage, installation_banner);
  gtk_widget_class_bind_template_child (widget_class, SprintMachinePage, emulation_banner);
  gtk_widget_class_bind_template_child (widget_class, SprintMachinePage, overlay);
  gtk_widget_class_bind_template_callback (widget_class, emulate_cb);
  gtk_widget_class_bind_template_callback (widget_class, finish_installation_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_emulation_cb);
  gtk_widget_class_install_action (widget_class, "page.repeat-installation", NULL, repeat_installation_cb);
}

static void
add_console_actions (SprintMachinePage *self)
{
  static const char * const names[] = { "start", "resume", "force-off" };
  GActionGroup *group = sprint_console_actions_get_group (sprint_console_view_get_actions (self->view));
  GActionMap *commands = G_ACTION_MAP (sprint_machine_commands_get_actions (self->commands));
  g_autoptr (GSimpleAction) add_folder_device = g_simple_action_new ("add-folder-device", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], NULL);

    g_signal_connect_object (action, "activate", G_CALLBACK (console_start_cb), self->commands, 0);
    g_object_bind_property (g_action_map_lookup_action (commands, names[i]), "enabled", action, "enabled",
                            G_BINDING_SYNC_CREATE);
    g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  }
  g_signal_connect_object (add_folder_device, "activate", G_CALLBACK (add_folder_device_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (add_folder_device));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "console", group);
}

static void
sprint_machine_page_init (SprintMachinePage *self)
{
  g_autoptr (GMenuModel) menu = NULL;
  AdwToolbarView *toolbar_view;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the page and the template would both take it down. */
  toolbar_view = ADW_TOOLBAR_VIEW (adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self)));
  self->commands = sprint_machine_commands_new (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "machine", sprint_machine_commands_get_actions (self->commands));
  g_signal_connect_object (self->commands, "problem", G_CALLBACK (tell_problem), self, G_CONNECT_SWAPPED);

  self->session = sprint_console_session_new ();
  self->view = SPRINT_CONSOLE_VIEW (sprint_console_view_new (self->session));
  self->serial = SPRINT_MACHINE_SERIAL (sprint_machine_serial_new (GTK_WIDGET (self->view)));
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->serial));
  g_object_bind_property (sprint_console_view_get_console (self->view), "release-text", self->window_title,
                          "tooltip-text", G_BINDING_SYNC_CREATE);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "view", sprint_machine_serial_get_actions (self->serial));
  sprint_console_controls_set_view (self->controls, self->view);
  menu = create_menu (self);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  sprint_console_view_explain_menu (self->view, self->menu_button);
  add_console_actions (self);
  g_signal_connect_object (self->session, "first-frame", G_CALLBACK (first_frame_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "problem", G_CALLBACK (tell_problem), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "message", G_CALLBACK (tell_message), self, G_CONNECT_SWAPPED);

  self->full_screen_bar = sprint_full_screen_bar_new (toolbar_view, self->controls, self->view);
  g_signal_connect_object (self->full_screen_bar, "notify::full-screen", G_CALLBACK (full_screen_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
sprint_machine_page_new (SprintCaretaker *caretaker)
{
  SprintMachinePage *self = g_object_new (SPRINT_TYPE_MACHINE_PAGE, NULL);

  self->caretaker = g_object_ref (caretaker);
  g_signal_connect_object (caretaker, "acceleration-failed", G_CALLBACK (acceleration_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (caretaker, "not-installed", G_CALLBACK (not_installed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
sprint_machine_page_set_machine (SprintMachinePage *self,
                                 SprintMachine     *machine)
{
  g_autoptr (GSettings) settings = NULL;

  if (self->machine == machine)
    return;
  if (self->machine != NULL) {
    g_signal_handlers_disconnect_by_func (self->machine, state_changed_cb, self);
    g_signal_handlers_disconnect_by_func (self->machine, update, self);
    g_signal_handlers_disconnect_by_func (self->machine, update_console, self);
    g_cancellable_cancel (self->cancellable);
    g_clear_object (&self->cancellable);
    sprint_console_session_disconnect (self->session);
    sprint_monitor_list_forget (sprint_console_session_get_monitors (self->session));
  }
  g_set_object (&self->machine, machine);
  sprint_machine_serial_set_machine (self->serial, machine);
  sprint_machine_commands_set_machine (self->commands, machine);
  settings = machine != NULL ? sprint_machine_settings_new (machine) : NULL;
  sprint_console_view_set_settings (self->view, settings);
  if (machine != NULL) {
    self->cancellable = g_cancellable_new ();
    self->dismissed_emulation = self->activated = FALSE;
    adw_banner_set_revealed (self->acceleration_banner, FALSE);
    g_signal_connect_object (machine, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (machine, "notify::display", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (machine, "notify::state-reason", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (machine, "notify::title", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (machine, "notify::actions", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (machine, "notify::busy", G_CALLBACK (update_console), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (machine, "notify::stop", G_CALLBACK (update_console), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (machine, "notify::problem", G_CALLBACK (update_console), self, G_CONNECT_SWAPPED);
    state_changed_cb (self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MACHINE]);
}

SprintMachine *
sprint_machine_page_get_machine (SprintMachinePage *self)
{
  return self->machine;
}

SprintConsoleView *
sprint_machine_page_get_console_view (SprintMachinePage *self)
{
  return self->view;
}

/* Not what was left of one that has ended. */
static gboolean
shows_guest (SprintMachinePage *self)
{
  return sprint_console_session_get_has_picture (self->session) &&
         sprint_console_session_get_state (self->session) != SPRINT_CONSOLE_STATE_OFF;
}

void
sprint_machine_page_activate (SprintMachinePage *self)
{
  self->activated = TRUE;
  if (shows_guest (self))
    focus_console (self);
}

void
sprint_machine_page_set_creation (SprintMachinePage *self,
                                  SprintCreation    *creation)
{
  g_set_object (&self->creation, creation);
  /* The picture may have been faster. */
  if (creation != NULL && shows_guest (self))
    first_frame_cb (self);
}
