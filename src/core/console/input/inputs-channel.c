/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inputs-channel.h"

#include "scancode.h"

struct _SprintInputsChannel
{
  GObject parent_instance;

  SpiceInputsChannel *channel;
  SprintConsoleInput *input;
  SprintMonitorList *monitors;
  SprintGuestAgent *agent;
};

G_DEFINE_FINAL_TYPE (SprintInputsChannel, sprint_inputs_channel, G_TYPE_OBJECT)

G_STATIC_ASSERT ((int) SPRINT_CONSOLE_BUTTON_LEFT == (int) SPICE_MOUSE_BUTTON_LEFT);
G_STATIC_ASSERT ((int) SPRINT_CONSOLE_BUTTON_EXTRA == (int) SPICE_MOUSE_BUTTON_EXTRA);
G_STATIC_ASSERT ((int) SPRINT_CONSOLE_LOCK_SCROLL == (int) SPICE_INPUTS_SCROLL_LOCK);
G_STATIC_ASSERT ((int) SPRINT_CONSOLE_LOCK_NUM == (int) SPICE_INPUTS_NUM_LOCK);
G_STATIC_ASSERT ((int) SPRINT_CONSOLE_LOCK_CAPS == (int) SPICE_INPUTS_CAPS_LOCK);

#define ALL_LOCKS (SPRINT_CONSOLE_LOCK_SCROLL | SPRINT_CONSOLE_LOCK_NUM | SPRINT_CONSOLE_LOCK_CAPS)

static void
sprint_inputs_channel_dispose (GObject *object)
{
  SprintInputsChannel *self = SPRINT_INPUTS_CHANNEL (object);

  if (self->input != NULL)
    g_signal_handlers_disconnect_by_data (self->input, self);
  if (self->channel != NULL)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  g_clear_object (&self->input);
  g_clear_object (&self->monitors);
  g_clear_object (&self->agent);
  g_clear_object (&self->channel);

  G_OBJECT_CLASS (sprint_inputs_channel_parent_class)->dispose (object);
}

/* Between the server's end and word of it the library takes nothing, and warns of each. */
static gboolean
is_open (SprintInputsChannel *self)
{
  g_autoptr (GSocket) socket = NULL;

  g_object_get (self->channel, "socket", &socket, NULL);

  return socket != NULL;
}

static void
key_cb (SprintInputsChannel *self,
        guint                code,
        gboolean             down)
{
  guint scancode = sprint_scancode_from_evdev (code);

  if (scancode == 0 || !is_open (self))
    return;

  if (down)
    spice_inputs_channel_key_press (self->channel, scancode);
  else
    spice_inputs_channel_key_release (self->channel, scancode);
}

/* The agent is told of a place on a monitor. Without it the server hands the place to a tablet, which knows none. */
static void
position_cb (SprintInputsChannel *self,
             guint                number,
             int                  x,
             int                  y,
             guint                buttons)
{
  SprintConsoleMonitor *monitor = sprint_monitor_list_find (self->monitors, number);
  int left, top;

  if (!is_open (self))
    return;
  /* One that is off lies nowhere. */
  if (number != 0 && monitor != NULL && !sprint_console_monitor_get_has_picture (monitor))
    return;
  if (monitor != NULL && !sprint_guest_agent_get_connected (self->agent)) {
    sprint_console_monitor_get_origin (monitor, &left, &top);
    x += left;
    y += top;
  }
  spice_inputs_channel_position (self->channel, x, y, number, buttons);
}

static void
motion_cb (SprintInputsChannel *self,
           int                  dx,
           int                  dy,
           guint                buttons)
{
  if (is_open (self))
    spice_inputs_channel_motion (self->channel, dx, dy, buttons);
}

static void
button_cb (SprintInputsChannel *self,
           guint                button,
           gboolean             down,
           guint                buttons)
{
  if (!is_open (self))
    return;

  if (down)
    spice_inputs_channel_button_press (self->channel, button, buttons);
  else
    spice_inputs_channel_button_release (self->channel, button, buttons);
}

static void
locks_cb (SprintInputsChannel *self,
          guint                locks)
{
  spice_inputs_channel_set_key_locks (self->channel, locks);
}

static void
guest_locks_cb (SprintInputsChannel *self)
{
  int locks = 0;

  g_object_get (self->channel, "key-modifiers", &locks, NULL);
  sprint_console_input_set_guest_locks (self->input, locks & ALL_LOCKS);
}

static void
sprint_inputs_channel_class_init (SprintInputsChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_inputs_channel_dispose;
}

static void
sprint_inputs_channel_init (SprintInputsChannel *self)
{
}

SprintInputsChannel *
sprint_inputs_channel_new (SpiceInputsChannel *channel,
                           SprintConsoleInput *input,
                           SprintMonitorList  *monitors,
                           SprintGuestAgent   *agent)
{
  SprintInputsChannel *self = g_object_new (SPRINT_TYPE_INPUTS_CHANNEL, NULL);

  self->channel = g_object_ref (channel);
  self->input = g_object_ref (input);
  self->monitors = g_object_ref (monitors);
  self->agent = g_object_ref (agent);
  g_signal_connect_swapped (input, "key", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (input, "position", G_CALLBACK (position_cb), self);
  g_signal_connect_swapped (input, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (input, "button", G_CALLBACK (button_cb), self);
  g_signal_connect_swapped (input, "locks", G_CALLBACK (locks_cb), self);

  g_signal_connect_swapped (channel, "inputs-modifiers", G_CALLBACK (guest_locks_cb), self);

  /* Sent when the channel is up: it would send that all are off, had it not been told. */
  locks_cb (self, sprint_console_input_renew_locks (input));

  return self;
}
