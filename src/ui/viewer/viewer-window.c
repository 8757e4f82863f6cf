/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "viewer-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/console/view/full-screen-bar.h"
#include "ui/console/view/view-messages.h"
#include "ui/screens/screen-windows.h"
#include "viewer-keys.h"

struct _SprintViewerWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwToolbarView *toolbar_view;
  SprintConsoleView *view;
  SprintConsoleControls *controls;
  GtkMenuButton *menu_button;

  SprintConsoleInvitation *invitation;
  SprintConsoleSession *session;
  SprintViewerKeys *keys;
  SprintFullScreenBar *full_screen_bar;
  SprintScreenWindows *screens;
};

G_DEFINE_FINAL_TYPE (SprintViewerWindow, sprint_viewer_window, ADW_TYPE_APPLICATION_WINDOW)

static void
sprint_viewer_window_dispose (GObject *object)
{
  SprintViewerWindow *self = SPRINT_VIEWER_WINDOW (object);

  g_clear_object (&self->keys);
  g_clear_object (&self->full_screen_bar);
  if (self->screens != NULL)
    sprint_screen_windows_close (self->screens);
  g_clear_object (&self->screens);
  if (self->session != NULL)
    sprint_console_session_disconnect (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->invitation);

  G_OBJECT_CLASS (sprint_viewer_window_parent_class)->dispose (object);
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

/* virt-viewer counts a guest's screens with the "%d" of a title; this is the first. */
static char *
create_title (SprintViewerWindow *self)
{
  const char *title = sprint_console_invitation_get_title (self->invitation);
  const char *name = sprint_console_session_get_name (self->session);

  if (title != NULL) {
    g_auto (GStrv) parts = g_strsplit (title, "%d", -1);

    return g_strjoinv ("1", parts);
  }
  if (name != NULL && name[0] != '\0')
    return g_strdup (name);

  return sprint_console_address_describe (sprint_console_invitation_get_address (self->invitation));
}

static void
update_title (SprintViewerWindow *self)
{
  g_autofree char *title = create_title (self);

  gtk_window_set_title (GTK_WINDOW (self), title);
  sprint_console_set_guest_name (sprint_console_view_get_console (self->view), title);
}

static GActionGroup *
get_actions (SprintViewerWindow *self)
{
  return sprint_console_actions_get_group (sprint_console_view_get_actions (self->view));
}

static void
pressed_cb (SprintViewerWindow *self,
            SprintConsoleKey    key)
{
  SprintConsole *console = sprint_console_view_get_console (self->view);

  switch (key) {
  case SPRINT_CONSOLE_KEY_FULL_SCREEN:
    gtk_widget_activate_action (GTK_WIDGET (self), "win.full-screen", NULL);
    break;

  case SPRINT_CONSOLE_KEY_RELEASE:
    sprint_console_release_keyboard (console);
    break;

  case SPRINT_CONSOLE_KEY_SECURE_ATTENTION:
    g_action_group_activate_action (get_actions (self), "send-keys", g_variant_new_string ("ctrl+alt+delete"));
    break;

  default:
    break;
  }
}

static void
say (SprintViewerWindow *self,
     const char         *words)
{
  AdwToast *toast = adw_toast_new ("");

  /* Its own title is one line, and what matters stands at the end of it. */
  adw_toast_set_custom_title (toast, g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "xalign", 0.0f, NULL));
  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
set_keys (SprintViewerWindow *self)
{
  for (guint i = 0; i < SPRINT_CONSOLE_N_KEYS; i++) {
    const char *keys = sprint_console_invitation_get_keys (self->invitation, i);

    if (keys != NULL && !sprint_viewer_keys_set (self->keys, i, keys)) {
      g_autofree char *words = g_strdup_printf (_("The file names the keys “%s”, which Sprint does not know"), keys);

      say (self, words);
    }
  }
}

/* For as long as this window is there. */
static void
give_devices (SprintViewerWindow *self)
{
  gboolean automatic;
  const char *filter;

  if (sprint_console_invitation_get_usb_automatic (self->invitation, &automatic, &filter)) {
    sprint_usb_devices_set_filter (sprint_console_session_get_usb (self->session), filter);
    g_object_set (sprint_console_view_get_devices (self->view), "automatic", automatic, NULL);
  }
  if (sprint_console_invitation_get_smart_cards (self->invitation))
    sprint_smart_cards_set_enabled (sprint_console_session_get_cards (self->session), TRUE);
}

static void
connect_session (SprintViewerWindow *self)
{
  g_autoptr (SprintConsoleSource) source =
    sprint_console_source_new_for_address (sprint_console_invitation_get_address (self->invitation));

  g_signal_connect_object (self->session, "notify::name", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  sprint_console_view_set_session (self->view, self->session);
  sprint_console_session_connect (self->session, source);
  give_devices (self);
}

static void
has_picture_cb (SprintViewerWindow *self)
{
  g_signal_handlers_disconnect_by_func (self->session, has_picture_cb, self);
  gtk_widget_grab_focus (GTK_WIDGET (sprint_console_view_get_console (self->view)));
}

static void
sprint_viewer_window_class_init (SprintViewerWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_viewer_window_dispose;

  g_type_ensure (SPRINT_TYPE_CONSOLE_VIEW);
  g_type_ensure (SPRINT_TYPE_CONSOLE_CONTROLS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/viewer/viewer-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintViewerWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, SprintViewerWindow, view);
  gtk_widget_class_bind_template_child (widget_class, SprintViewerWindow, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, SprintViewerWindow, controls);
  gtk_widget_class_bind_template_child (widget_class, SprintViewerWindow, menu_button);
  gtk_widget_class_install_action (widget_class, "win.full-screen", NULL, full_screen_cb);
}

static void
sprint_viewer_window_init (SprintViewerWindow *self)
{
  g_autoptr (GMenuModel) menu = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->session = sprint_console_session_new ();
  self->keys = sprint_viewer_keys_new (GTK_WIDGET (self), sprint_console_view_get_console (self->view));
  g_signal_connect_object (self->keys, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  sprint_console_controls_set_view (self->controls, self->view);
  menu = sprint_console_view_create_menu (self->view);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  sprint_console_view_explain_menu (self->view, self->menu_button);
  gtk_widget_insert_action_group (GTK_WIDGET (self->menu_button), "console", get_actions (self));
  sprint_view_messages_show (self->view, self->toast_overlay);
  self->full_screen_bar = sprint_full_screen_bar_new (self->toolbar_view, self->controls, self->view);
  self->screens = sprint_screen_windows_new (self->view, TRUE);
}

GtkWidget *
sprint_viewer_window_new (GtkApplication          *application,
                          SprintConsoleInvitation *invitation)
{
  SprintViewerWindow *self;
  g_autofree char *remarks = NULL;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_INVITATION (invitation), NULL);

  self = g_object_new (SPRINT_TYPE_VIEWER_WINDOW, "application", application, NULL);
  self->invitation = g_object_ref (invitation);
  /* Together: of several, all but the first would wait unseen. */
  remarks = g_strjoinv ("\n", (char **) sprint_console_invitation_get_remarks (invitation));
  if (remarks[0] != '\0')
    say (self, remarks);
  set_keys (self);
  update_title (self);
  if (sprint_console_invitation_get_fullscreen (invitation))
    gtk_window_fullscreen (GTK_WINDOW (self));
  g_signal_connect_object (self->session, "notify::has-picture", G_CALLBACK (has_picture_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  connect_session (self);

  return GTK_WIDGET (self);
}

SprintConsoleView *
sprint_viewer_window_get_view (SprintViewerWindow *self)
{
  g_return_val_if_fail (SPRINT_IS_VIEWER_WINDOW (self), NULL);

  return self->view;
}

SprintConsoleSession *
sprint_viewer_window_get_session (SprintViewerWindow *self)
{
  g_return_val_if_fail (SPRINT_IS_VIEWER_WINDOW (self), NULL);

  return self->session;
}
