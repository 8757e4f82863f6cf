/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen-window.h"

#include <glib/gi18n.h>

#include "ui/console/view/full-screen-bar.h"
#include "ui/console/view/view-messages.h"

struct _SprintScreenWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwToolbarView *toolbar_view;
  AdwWindowTitle *window_title;
  SprintConsoleControls *controls;
  GtkMenuButton *menu_button;

  SprintConsoleMonitor *monitor;
  SprintConsoleView *first;   /* weak */
  SprintConsoleView *view;
  SprintFullScreenBar *full_screen_bar;
};

G_DEFINE_FINAL_TYPE (SprintScreenWindow, sprint_screen_window, ADW_TYPE_WINDOW)

static void
sprint_screen_window_dispose (GObject *object)
{
  SprintScreenWindow *self = SPRINT_SCREEN_WINDOW (object);

  g_clear_object (&self->full_screen_bar);
  g_clear_weak_pointer (&self->first);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (sprint_screen_window_parent_class)->dispose (object);
}

static void
full_screen_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
update_title (SprintScreenWindow *self)
{
  const char *name = sprint_console_get_guest_name (sprint_console_view_get_console (self->view));
  /* Translators: one of the screens of a virtual machine, counted from 1. */
  g_autofree char *screen = g_strdup_printf (_("Screen %u"), sprint_console_monitor_get_number (self->monitor) + 1);
  g_autofree char *title = NULL;

  if (name == NULL || name[0] == '\0') {
    adw_window_title_set_title (self->window_title, screen);
    gtk_window_set_title (GTK_WINDOW (self), screen);
    return;
  }

  /* Translators: a window's title: the name of a virtual machine, and which of its screens is shown. */
  title = g_strdup_printf (_("%s – %s"), name, screen);
  adw_window_title_set_title (self->window_title, name);
  adw_window_title_set_subtitle (self->window_title, screen);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
first_changed_cb (SprintScreenWindow *self)
{
  sprint_console_view_set_paused (self->view, sprint_console_view_get_paused (self->first));
}

static void
sprint_screen_window_class_init (SprintScreenWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_screen_window_dispose;

  g_type_ensure (SPRINT_TYPE_CONSOLE_CONTROLS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/screens/screen-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintScreenWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, SprintScreenWindow, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, SprintScreenWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, SprintScreenWindow, controls);
  gtk_widget_class_bind_template_child (widget_class, SprintScreenWindow, menu_button);
  gtk_widget_class_install_action (widget_class, "win.full-screen", NULL, full_screen_cb);
}

static void
sprint_screen_window_init (SprintScreenWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GActionGroup *
get_group (SprintConsoleView *view)
{
  return sprint_console_actions_get_group (sprint_console_view_get_actions (view));
}

/* What the first view has of whoever embeds it is the same for all. */
static void
share_actions (SprintScreenWindow *self)
{
  static const char * const names[] = { "start", "resume", "force-off", "screen", "all-monitors" };
  GActionMap *from = G_ACTION_MAP (get_group (self->first));
  GActionMap *to = G_ACTION_MAP (get_group (self->view));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    GAction *action = g_action_map_lookup_action (from, names[i]);

    if (action != NULL)
      g_action_map_add_action (to, action);
  }
  gtk_widget_insert_action_group (GTK_WIDGET (self->menu_button), "console", G_ACTION_GROUP (to));
}

static void
share_choices (SprintScreenWindow *self)
{
  SprintConsole *from = sprint_console_view_get_console (self->first);
  SprintConsole *to = sprint_console_view_get_console (self->view);

  g_object_bind_property (from, "guest-name", to, "guest-name", G_BINDING_SYNC_CREATE);
  g_object_bind_property (from, "release-way", to, "release-way", G_BINDING_SYNC_CREATE);
  g_object_bind_property (sprint_console_view_get_own_keys (self->first), "stored",
                          sprint_console_view_get_own_keys (self->view), "stored",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (sprint_console_view_get_actions (self->first), "view-only",
                          sprint_console_view_get_actions (self->view), "view-only",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  /* There is one keyboard, whichever window a text is typed from. */
  g_object_bind_property (sprint_console_view_get_actions (self->first), "typing",
                          sprint_console_view_get_actions (self->view), "typing", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (to, "notify::guest-name", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sprint_console_view_get_session (self->view), "notify::name", G_CALLBACK (update_title),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->first, "changed", G_CALLBACK (first_changed_cb), self, G_CONNECT_SWAPPED);
  first_changed_cb (self);
}

GtkWidget *
sprint_screen_window_new (SprintConsoleView    *first,
                          SprintConsoleMonitor *monitor)
{
  SprintScreenWindow *self = g_object_new (SPRINT_TYPE_SCREEN_WINDOW, NULL);
  g_autoptr (GMenuModel) menu = NULL;

  self->monitor = g_object_ref (monitor);
  g_set_weak_pointer (&self->first, first);
  self->view = SPRINT_CONSOLE_VIEW (sprint_console_view_new_for_monitor (sprint_console_view_get_session (first),
                                                                         monitor));
  adw_toast_overlay_set_child (self->toast_overlay, GTK_WIDGET (self->view));
  share_actions (self);
  share_choices (self);
  sprint_console_controls_set_view (self->controls, self->view);
  menu = sprint_console_view_create_menu (self->view);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  sprint_console_view_explain_menu (self->view, self->menu_button);
  sprint_view_messages_show (self->view, self->toast_overlay);
  self->full_screen_bar = sprint_full_screen_bar_new (self->toolbar_view, self->controls, self->view);
  update_title (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (sprint_console_view_get_console (self->view)));

  return GTK_WIDGET (self);
}

SprintConsoleMonitor *
sprint_screen_window_get_monitor (SprintScreenWindow *self)
{
  g_return_val_if_fail (SPRINT_IS_SCREEN_WINDOW (self), NULL);

  return self->monitor;
}

SprintConsoleView *
sprint_screen_window_get_view (SprintScreenWindow *self)
{
  g_return_val_if_fail (SPRINT_IS_SCREEN_WINDOW (self), NULL);

  return self->view;
}
