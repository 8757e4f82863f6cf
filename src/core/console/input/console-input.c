/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-input.h"

#include "key-state.h"
#include "wheel-state.h"

struct _SprintConsoleInput
{
  GObject parent_instance;

  SprintKeyState keys;
  guint buttons;
  SprintKeyLocks locks;
  guint taken;
  gboolean absolute;
};

G_DEFINE_FINAL_TYPE (SprintConsoleInput, sprint_console_input, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ABSOLUTE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  KEY,
  POSITION,
  MOTION,
  BUTTON,
  LOCKS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_console_input_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SprintConsoleInput *self = SPRINT_CONSOLE_INPUT (object);

  switch (prop_id) {
  case PROP_ABSOLUTE:
    g_value_set_boolean (value, self->absolute);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
install_signals (GType type)
{
  /**
   * SprintConsoleInput::key:
   * @code: an evdev code
   * @down: whether it goes down
   */
  signals[KEY] =
    g_signal_new ("key", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);

  /**
   * SprintConsoleInput::position:
   * @monitor: which of the guest's monitors
   * @x: guest pixels
   * @y: guest pixels
   * @buttons: the mask of the buttons held
   */
  signals[POSITION] =
    g_signal_new ("position", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 4, G_TYPE_UINT, G_TYPE_INT, G_TYPE_INT, G_TYPE_UINT);

  /**
   * SprintConsoleInput::motion:
   * @dx: guest pixels
   * @dy: guest pixels
   * @buttons: the mask of the buttons held
   */
  signals[MOTION] =
    g_signal_new ("motion", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_UINT);

  /**
   * SprintConsoleInput::button:
   * @button: a [enum@SprintConsoleButton]
   * @down: whether it goes down
   * @buttons: the mask of the buttons held after it
   */
  signals[BUTTON] =
    g_signal_new ("button", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_BOOLEAN, G_TYPE_UINT);

  /**
   * SprintConsoleInput::locks:
   * @locks: [flags@SprintConsoleLocks] that the guest's keyboard is to have from now on
   */
  signals[LOCKS] =
    g_signal_new ("locks", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
sprint_console_input_class_init (SprintConsoleInputClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sprint_console_input_get_property;
  properties[PROP_ABSOLUTE] =
    g_param_spec_boolean ("absolute", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals (G_TYPE_FROM_CLASS (klass));
}

static void
sprint_console_input_init (SprintConsoleInput *self)
{
}

SprintConsoleInput *
sprint_console_input_new (void)
{
  return g_object_new (SPRINT_TYPE_CONSOLE_INPUT, NULL);
}

void
sprint_console_input_press_key (SprintConsoleInput *self,
                                guint               code)
{
  gboolean repeats;

  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  repeats = sprint_key_state_is_held (&self->keys, code);
  if (!sprint_key_state_press (&self->keys, code))
    return;

  if (!repeats)
    sprint_key_locks_press (&self->locks, code);
  g_signal_emit (self, signals[KEY], 0, code, TRUE);
}

void
sprint_console_input_release_key (SprintConsoleInput *self,
                                  guint               code)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  if (sprint_key_state_release (&self->keys, code))
    g_signal_emit (self, signals[KEY], 0, code, FALSE);
}

void
sprint_console_input_release_all (SprintConsoleInput *self)
{
  guint code;

  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  while (sprint_key_state_take (&self->keys, &code))
    g_signal_emit (self, signals[KEY], 0, code, FALSE);

  sprint_console_input_release_buttons (self);
}

void
sprint_console_input_forget (SprintConsoleInput *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  self->keys = (SprintKeyState) { 0 };
  self->buttons = 0;
  sprint_console_input_set_absolute (self, FALSE);
}

void
sprint_console_input_set_absolute (SprintConsoleInput *self,
                                   gboolean            absolute)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  absolute = !!absolute;
  if (self->absolute == absolute)
    return;

  self->absolute = absolute;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ABSOLUTE]);
}

gboolean
sprint_console_input_get_absolute (SprintConsoleInput *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_INPUT (self), FALSE);

  return self->absolute;
}

void
sprint_console_input_set_position (SprintConsoleInput *self,
                                   guint               monitor,
                                   int                 x,
                                   int                 y)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  g_signal_emit (self, signals[POSITION], 0, monitor, x, y, self->buttons);
}

void
sprint_console_input_move (SprintConsoleInput *self,
                           int                 dx,
                           int                 dy)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  if (dx != 0 || dy != 0)
    g_signal_emit (self, signals[MOTION], 0, dx, dy, self->buttons);
}

void
sprint_console_input_set_button (SprintConsoleInput  *self,
                                 SprintConsoleButton  button,
                                 gboolean             down)
{
  guint mask;

  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));
  g_return_if_fail (button >= SPRINT_CONSOLE_BUTTON_LEFT && button <= SPRINT_CONSOLE_BUTTON_EXTRA);

  mask = 1u << (button - 1);
  if (((self->buttons & mask) != 0) == !!down)
    return;

  self->buttons ^= mask;
  g_signal_emit (self, signals[BUTTON], 0, (guint) button, !!down, self->buttons);
}

void
sprint_console_input_release_buttons (SprintConsoleInput *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  for (guint button = SPRINT_CONSOLE_BUTTON_LEFT; button <= SPRINT_CONSOLE_BUTTON_EXTRA; button++)
    sprint_console_input_set_button (self, button, FALSE);
}

void
sprint_console_input_scroll (SprintConsoleInput *self,
                             int                 clicks)
{
  SprintConsoleButton button = clicks < 0 ? SPRINT_CONSOLE_BUTTON_WHEEL_UP
                                          : SPRINT_CONSOLE_BUTTON_WHEEL_DOWN;

  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  clicks = CLAMP (clicks, -SPRINT_WHEEL_MAX_CLICKS, SPRINT_WHEEL_MAX_CLICKS);
  for (int i = 0; i < ABS (clicks); i++) {
    sprint_console_input_set_button (self, button, TRUE);
    sprint_console_input_set_button (self, button, FALSE);
  }
}

static void
tell_locks (SprintConsoleInput *self)
{
  g_signal_emit (self, signals[LOCKS], 0, sprint_key_locks_get_wanted (&self->locks));
}

void
sprint_console_input_take_keyboard (SprintConsoleInput *self,
                                    guint               locks)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  self->taken++;
  if (sprint_key_locks_take (&self->locks, locks))
    tell_locks (self);
}

void
sprint_console_input_leave_keyboard (SprintConsoleInput *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  if (self->taken > 0)
    self->taken--;
  sprint_console_input_release_all (self);
}

void
sprint_console_input_set_locks (SprintConsoleInput *self,
                                guint               locks)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  if (sprint_key_locks_set_host (&self->locks, locks, self->taken > 0))
    tell_locks (self);
}

guint
sprint_console_input_renew_locks (SprintConsoleInput *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_INPUT (self), 0);

  return sprint_key_locks_renew (&self->locks);
}

void
sprint_console_input_set_guest_locks (SprintConsoleInput *self,
                                      guint               locks)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_INPUT (self));

  if (sprint_key_locks_set_guest (&self->locks, locks, self->taken > 0))
    tell_locks (self);
}

guint
sprint_console_input_get_guest_locks (SprintConsoleInput *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_INPUT (self), 0);

  return self->locks.guest;
}
