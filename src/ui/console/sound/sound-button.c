/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sound-button.h"

#include <glib/gi18n.h>

struct _SprintSoundButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkScale *scale;
  GtkAdjustment *volume;
  AdwSwitchRow *muted_row;
  AdwSwitchRow *microphone_row;
  GtkLabel *problem_label;

  SprintConsoleSound *sound;
  gboolean compact;
  GBindingGroup *bindings;
};

G_DEFINE_FINAL_TYPE (SprintSoundButton, sprint_sound_button, ADW_TYPE_BIN)

static void
sprint_sound_button_dispose (GObject *object)
{
  SprintSoundButton *self = SPRINT_SOUND_BUTTON (object);

  sprint_sound_button_set_sound (self, NULL);
  g_clear_object (&self->bindings);

  /* First, as disposing of the template frees what AdwBin still has as its child. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_SOUND_BUTTON);

  G_OBJECT_CLASS (sprint_sound_button_parent_class)->dispose (object);
}

static const char *
choose_icon (SprintSoundButton *self)
{
  double volume = sprint_console_sound_get_volume (self->sound);

  if (sprint_console_sound_get_listening (self->sound))
    return "audio-input-microphone-symbolic";
  if (sprint_console_sound_get_muted (self->sound) || volume == 0)
    return "audio-volume-muted-symbolic";
  if (volume < 1.0 / 3)
    return "audio-volume-low-symbolic";

  return volume < 2.0 / 3 ? "audio-volume-medium-symbolic" : "audio-volume-high-symbolic";
}

static const char *
describe_microphone (SprintSoundButton *self)
{
  if (sprint_console_sound_get_listening (self->sound))
    return _("The machine is listening");

  return sprint_console_sound_get_microphone (self->sound) ? _("The machine may listen, but is not listening now")
                                                           : _("Off until you turn it on");
}

static void
update (SprintSoundButton *self)
{
  gboolean listening = self->sound != NULL && sprint_console_sound_get_listening (self->sound);
  gboolean available = self->sound != NULL && sprint_console_sound_get_available (self->sound);
  const char *problem = self->sound != NULL ? sprint_console_sound_get_problem (self->sound) : NULL;

  /* What may listen, or has failed, is to be seen in any case. */
  gtk_widget_set_visible (GTK_WIDGET (self),
                          available && (!self->compact || problem != NULL ||
                                        sprint_console_sound_get_microphone (self->sound)));
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  if (!available)
    return;

  gtk_menu_button_set_icon_name (self->button, choose_icon (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), listening ? _("The Machine Is Listening") : _("Sound"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->microphone_row), describe_microphone (self));
}

static void
sprint_sound_button_class_init (SprintSoundButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_sound_button_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/sound/sound-button.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintSoundButton, button);
  gtk_widget_class_bind_template_child (widget_class, SprintSoundButton, scale);
  gtk_widget_class_bind_template_child (widget_class, SprintSoundButton, volume);
  gtk_widget_class_bind_template_child (widget_class, SprintSoundButton, muted_row);
  gtk_widget_class_bind_template_child (widget_class, SprintSoundButton, microphone_row);
  gtk_widget_class_bind_template_child (widget_class, SprintSoundButton, problem_label);
}

static void
sprint_sound_button_init (SprintSoundButton *self)
{
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "volume", self->volume, "value", flags);
  g_binding_group_bind (self->bindings, "muted", self->muted_row, "active", flags);
  g_binding_group_bind (self->bindings, "muted", self->scale, "sensitive",
                        G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_binding_group_bind (self->bindings, "microphone", self->microphone_row, "active", flags);
  update (self);
}

void
sprint_sound_button_set_sound (SprintSoundButton  *self,
                               SprintConsoleSound *sound)
{
  g_return_if_fail (SPRINT_IS_SOUND_BUTTON (self));

  if (self->sound == sound)
    return;

  if (self->sound != NULL)
    g_signal_handlers_disconnect_by_data (self->sound, self);
  g_set_object (&self->sound, sound);
  g_binding_group_set_source (self->bindings, sound);
  if (sound != NULL)
    g_signal_connect_swapped (sound, "notify", G_CALLBACK (update), self);
  update (self);
}

void
sprint_sound_button_set_compact (SprintSoundButton *self,
                                 gboolean           compact)
{
  g_return_if_fail (SPRINT_IS_SOUND_BUTTON (self));

  self->compact = !!compact;
  update (self);
}
