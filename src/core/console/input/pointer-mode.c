/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pointer-mode.h"

struct _SprintPointerMode
{
  GObject parent_instance;

  SpiceMainChannel *channel;
  SprintConsoleInput *input;
};

G_DEFINE_FINAL_TYPE (SprintPointerMode, sprint_pointer_mode, G_TYPE_OBJECT)

static void
sprint_pointer_mode_dispose (GObject *object)
{
  SprintPointerMode *self = SPRINT_POINTER_MODE (object);

  if (self->channel != NULL)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  g_clear_object (&self->channel);
  g_clear_object (&self->input);

  G_OBJECT_CLASS (sprint_pointer_mode_parent_class)->dispose (object);
}

static void
mouse_cb (SprintPointerMode *self)
{
  int mode = 0;

  g_object_get (self->channel, "mouse-mode", &mode, NULL);
  sprint_console_input_set_absolute (self->input, mode == SPICE_MOUSE_MODE_CLIENT);
}

static void
sprint_pointer_mode_class_init (SprintPointerModeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_pointer_mode_dispose;
}

static void
sprint_pointer_mode_init (SprintPointerMode *self)
{
}

SprintPointerMode *
sprint_pointer_mode_new (SpiceMainChannel   *channel,
                         SprintConsoleInput *input)
{
  SprintPointerMode *self = g_object_new (SPRINT_TYPE_POINTER_MODE, NULL);

  self->channel = g_object_ref (channel);
  self->input = g_object_ref (input);
  g_signal_connect_swapped (channel, "main-mouse-update", G_CALLBACK (mouse_cb), self);

  return self;
}
