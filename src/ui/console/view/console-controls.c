/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-controls.h"

#include <glib/gi18n.h>

#include "status-popover.h"
#include "ui/console/sound/sound-button.h"

struct _SprintConsoleControls
{
  GtkBox parent_instance;

  GtkWidget *recording_button;
  GtkLabel *elapsed_label;
  GtkWidget *status_button;
  SprintStatusPopover *status_popover;
  SprintSoundButton *sound_button;
  GtkMenuButton *keys_button;
  GtkButton *full_screen_button;

  SprintConsoleView *view;   /* weak */
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (SprintConsoleControls, sprint_console_controls, GTK_TYPE_BOX)

enum {
  PROP_0,
  PROP_COMPACT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_console_controls_dispose (GObject *object)
{
  SprintConsoleControls *self = SPRINT_CONSOLE_CONTROLS (object);

  g_clear_weak_pointer (&self->view);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_CONSOLE_CONTROLS);

  G_OBJECT_CLASS (sprint_console_controls_parent_class)->dispose (object);
}

static void
sprint_console_controls_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  SprintConsoleControls *self = SPRINT_CONSOLE_CONTROLS (object);

  switch (prop_id) {
  case PROP_COMPACT:
    g_value_set_boolean (value, self->compact);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_console_controls_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  SprintConsoleControls *self = SPRINT_CONSOLE_CONTROLS (object);

  switch (prop_id) {
  case PROP_COMPACT:
    sprint_console_controls_set_compact (self, g_value_get_boolean (value));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
update (SprintConsoleControls *self)
{
  SprintConsoleSession *session = self->view != NULL ? sprint_console_view_get_session (self->view) : NULL;
  gboolean picture = self->view != NULL && sprint_console_view_get_has_picture (self->view);
  gboolean recording = self->view != NULL &&
                       sprint_console_recording_get_recording (sprint_console_view_get_recording (self->view));

  gtk_widget_set_visible (self->recording_button, recording);
  sprint_sound_button_set_sound (self->sound_button,
                                 session != NULL ? sprint_console_session_get_sound (session) : NULL);
  sprint_sound_button_set_compact (self->sound_button, self->compact);
  /* A narrow bar has room for one of them. */
  gtk_widget_set_visible (self->status_button,
                          picture && !(self->compact && (recording ||
                                                         gtk_widget_get_visible (GTK_WIDGET (self->sound_button)))));
  gtk_widget_set_visible (GTK_WIDGET (self->keys_button), picture && !self->compact);
  gtk_widget_set_visible (GTK_WIDGET (self->full_screen_button), !self->compact);
}

static void
elapsed_cb (SprintConsoleControls *self)
{
  guint seconds = sprint_console_recording_get_elapsed (sprint_console_view_get_recording (self->view));
  g_autofree char *time = seconds < 3600
                          ? g_strdup_printf ("%u:%02u", seconds / 60, seconds % 60)
                          : g_strdup_printf ("%u:%02u:%02u", seconds / 3600, seconds / 60 % 60, seconds % 60);

  gtk_label_set_label (self->elapsed_label, time);
}

static void
send_keys_enabled_cb (SprintConsoleControls *self,
                      const char            *name,
                      gboolean               enabled)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->keys_button), enabled);
}

/* What leads out of full screen comes first: of a bar that came up by itself, no other button is to be pressed
 * unawares. */
static gboolean
sprint_console_controls_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SPRINT_CONSOLE_CONTROLS (widget)->full_screen_button));
}

static void
sprint_console_controls_class_init (SprintConsoleControlsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_console_controls_dispose;
  object_class->get_property = sprint_console_controls_get_property;
  object_class->set_property = sprint_console_controls_set_property;
  properties[PROP_COMPACT] =
    g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SPRINT_TYPE_SOUND_BUTTON);
  g_type_ensure (SPRINT_TYPE_STATUS_POPOVER);
  widget_class->grab_focus = sprint_console_controls_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/view/console-controls.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleControls, recording_button);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleControls, elapsed_label);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleControls, sound_button);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleControls, status_button);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleControls, status_popover);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleControls, keys_button);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleControls, full_screen_button);
}

static void
sprint_console_controls_init (SprintConsoleControls *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->sound_button, "notify::visible", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

void
sprint_console_controls_set_view (SprintConsoleControls *self,
                                  SprintConsoleView     *view)
{
  g_autoptr (GMenuModel) keys = NULL;
  SprintConsoleRecording *recording;
  GActionGroup *group;

  g_return_if_fail (SPRINT_IS_CONSOLE_CONTROLS (self));
  g_return_if_fail (SPRINT_IS_CONSOLE_VIEW (view));
  g_return_if_fail (self->view == NULL);

  g_set_weak_pointer (&self->view, view);
  sprint_status_popover_set_view (self->status_popover, view);
  keys = sprint_console_view_create_keys_menu (view);
  gtk_menu_button_set_menu_model (self->keys_button, keys);
  group = sprint_console_actions_get_group (sprint_console_view_get_actions (view));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "console", group);
  g_signal_connect_object (group, "action-enabled-changed::send-keys", G_CALLBACK (send_keys_enabled_cb), self,
                           G_CONNECT_SWAPPED);
  send_keys_enabled_cb (self, NULL, g_action_group_get_action_enabled (group, "send-keys"));
  recording = sprint_console_view_get_recording (view);
  g_signal_connect_object (recording, "notify::elapsed", G_CALLBACK (elapsed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (recording, "notify::recording", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
sprint_console_controls_set_full_screen (SprintConsoleControls *self,
                                         gboolean               full_screen)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CONTROLS (self));

  gtk_button_set_icon_name (self->full_screen_button,
                            full_screen ? "view-restore-symbolic" : "view-fullscreen-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->full_screen_button),
                               full_screen ? _("Leave Full Screen") : _("Full Screen"));
}

gboolean
sprint_console_controls_get_compact (SprintConsoleControls *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_CONTROLS (self), FALSE);

  return self->compact;
}

void
sprint_console_controls_set_compact (SprintConsoleControls *self,
                                     gboolean               compact)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CONTROLS (self));

  compact = !!compact;
  if (self->compact == compact)
    return;

  self->compact = compact;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}
