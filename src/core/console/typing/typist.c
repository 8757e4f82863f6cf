/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "typist.h"

#include <linux/input-event-codes.h>

#include "core-enums.h"
#include "core/console/input/key-state.h"

struct _SprintTypist
{
  GObject parent_instance;

  SprintConsoleInput *input;
  SprintTypingPlan *plan;
  SprintKeyState held;
  SprintTypingState state;
  gsize next;
  guint typed;
  guint interval;
  guint timeout_id;
  gboolean caps_put_out;
};

G_DEFINE_FINAL_TYPE (SprintTypist, sprint_typist, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_INTERVAL,
  PROP_STATE,
  PROP_TYPED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_typist_dispose (GObject *object)
{
  SprintTypist *self = SPRINT_TYPIST (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_object (&self->plan);
  g_clear_object (&self->input);

  G_OBJECT_CLASS (sprint_typist_parent_class)->dispose (object);
}

static void
sprint_typist_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SprintTypist *self = SPRINT_TYPIST (object);

  switch (prop_id) {
  case PROP_INTERVAL:
    g_value_set_uint (value, self->interval);
    break;

  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;

  case PROP_TYPED:
    g_value_set_uint (value, self->typed);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_typist_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SprintTypist *self = SPRINT_TYPIST (object);

  switch (prop_id) {
  case PROP_INTERVAL:
    self->interval = g_value_get_uint (value);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static gboolean
tap_caps_lock (SprintTypist *self)
{
  SprintKeyStroke stroke;

  if (!sprint_key_layout_find_caps_lock (sprint_typing_plan_get_layout (self->plan), &stroke))
    return FALSE;

  if (stroke.modifiers != 0)
    sprint_console_input_press_key (self->input, KEY_LEFTSHIFT);
  sprint_console_input_press_key (self->input, stroke.code);
  sprint_console_input_release_key (self->input, stroke.code);
  if (stroke.modifiers != 0)
    sprint_console_input_release_key (self->input, KEY_LEFTSHIFT);

  return TRUE;
}

/* With it on, letters would be the other ones; nor is Shift the same on every layout then. */
static void
put_caps_lock_out (SprintTypist *self)
{
  guint locks = sprint_console_input_get_guest_locks (self->input);

  self->caps_put_out = (locks & SPRINT_CONSOLE_LOCK_CAPS) != 0 && tap_caps_lock (self);
}

static void
end (SprintTypist      *self,
     SprintTypingState  state)
{
  guint code;

  if (self->state != SPRINT_TYPING_RUNNING)
    return;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  while (sprint_key_state_take (&self->held, &code))
    sprint_console_input_release_key (self->input, code);
  if (self->caps_put_out)
    tap_caps_lock (self);
  self->caps_put_out = FALSE;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
play (SprintTypist      *self,
      SprintTypingEvent  event)
{
  if (event.down) {
    sprint_key_state_press (&self->held, event.code);
    sprint_console_input_press_key (self->input, event.code);
  } else {
    sprint_key_state_release (&self->held, event.code);
    sprint_console_input_release_key (self->input, event.code);
  }
  if (!event.ends)
    return;

  self->typed++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TYPED]);
}

static gboolean
tick_cb (gpointer user_data)
{
  g_autoptr (SprintTypist) self = g_object_ref (user_data);
  gsize n_events;
  const SprintTypingEvent *events = sprint_typing_plan_get_events (self->plan, &n_events);
  guint id = self->timeout_id;

  if (self->next < n_events)
    play (self, events[self->next++]);
  else
    end (self, SPRINT_TYPING_DONE);

  /* Whoever hears of it may have stopped it, or started another. */
  return self->timeout_id == id ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
sprint_typist_class_init (SprintTypistClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_typist_dispose;
  object_class->get_property = sprint_typist_get_property;
  object_class->set_property = sprint_typist_set_property;

  properties[PROP_INTERVAL] =
    g_param_spec_uint ("interval", NULL, NULL, 1, 10000, SPRINT_TYPIST_INTERVAL,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SPRINT_TYPE_TYPING_STATE, SPRINT_TYPING_IDLE, readable);
  properties[PROP_TYPED] = g_param_spec_uint ("typed", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_typist_init (SprintTypist *self)
{
}

SprintTypist *
sprint_typist_new (SprintConsoleInput *input)
{
  SprintTypist *self;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_INPUT (input), NULL);

  self = g_object_new (SPRINT_TYPE_TYPIST, NULL);
  self->input = g_object_ref (input);

  return self;
}

void
sprint_typist_start (SprintTypist     *self,
                     SprintTypingPlan *plan)
{
  g_return_if_fail (SPRINT_IS_TYPIST (self));
  g_return_if_fail (SPRINT_IS_TYPING_PLAN (plan));

  sprint_typist_stop (self);
  g_set_object (&self->plan, plan);
  self->next = 0;
  self->typed = 0;
  self->state = SPRINT_TYPING_RUNNING;
  sprint_console_input_release_all (self->input);
  put_caps_lock_out (self);
  self->timeout_id = g_timeout_add (self->interval, tick_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TYPED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
sprint_typist_stop (SprintTypist *self)
{
  g_return_if_fail (SPRINT_IS_TYPIST (self));

  end (self, SPRINT_TYPING_STOPPED);
}

void
sprint_typist_interrupt (SprintTypist *self)
{
  g_return_if_fail (SPRINT_IS_TYPIST (self));

  end (self, SPRINT_TYPING_INTERRUPTED);
}

SprintTypingState
sprint_typist_get_state (SprintTypist *self)
{
  g_return_val_if_fail (SPRINT_IS_TYPIST (self), SPRINT_TYPING_IDLE);

  return self->state;
}

guint
sprint_typist_get_typed (SprintTypist *self)
{
  g_return_val_if_fail (SPRINT_IS_TYPIST (self), 0);

  return self->typed;
}

SprintTypingPlan *
sprint_typist_get_plan (SprintTypist *self)
{
  g_return_val_if_fail (SPRINT_IS_TYPIST (self), NULL);

  return self->plan;
}

guint
sprint_typist_estimate (SprintTypist     *self,
                        SprintTypingPlan *plan)
{
  gsize n_events;

  g_return_val_if_fail (SPRINT_IS_TYPIST (self), 0);

  sprint_typing_plan_get_events (plan, &n_events);

  return (n_events * (guint64) self->interval + 999) / 1000;
}
