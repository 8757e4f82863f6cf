/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "touch-pointer.h"

#include <math.h>

#include "console-input.h"

typedef enum {
  TOUCH_NONE,
  TOUCH_UNDECIDED,
  TOUCH_PRESSING,
  TOUCH_SCROLLING,
  TOUCH_LIFTING,   /* one of two fingers is gone */
} TouchState;

typedef struct {
  gconstpointer id;
  double x, y;
} Finger;

struct _SprintTouchPointer
{
  GObject parent_instance;

  double threshold;
  guint long_press;
  TouchState state;
  Finger first, second;
  double start_x, start_y;
  SprintConsoleButton button;
  guint timeout_id;
};

G_DEFINE_FINAL_TYPE (SprintTouchPointer, sprint_touch_pointer, G_TYPE_OBJECT)

enum {
  MOVED,
  BUTTON,
  SCROLLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_touch_pointer_dispose (GObject *object)
{
  g_clear_handle_id (&SPRINT_TOUCH_POINTER (object)->timeout_id, g_source_remove);

  G_OBJECT_CLASS (sprint_touch_pointer_parent_class)->dispose (object);
}

static void
move_to (SprintTouchPointer *self,
         double              x,
         double              y)
{
  g_signal_emit (self, signals[MOVED], 0, x, y);
}

static void
press (SprintTouchPointer  *self,
       SprintConsoleButton  button)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->state = TOUCH_PRESSING;
  self->button = button;
  g_signal_emit (self, signals[BUTTON], 0, (guint) button, TRUE);
}

/* The state is the next one before anybody is told: who is told may cancel. */
static void
let_go (SprintTouchPointer *self)
{
  gboolean pressing = self->state == TOUCH_PRESSING;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->state = TOUCH_NONE;
  self->first.id = self->second.id = NULL;
  if (pressing)
    g_signal_emit (self, signals[BUTTON], 0, (guint) self->button, FALSE);
}

static gboolean
long_press_cb (gpointer user_data)
{
  SprintTouchPointer *self = user_data;

  self->timeout_id = 0;
  press (self, SPRINT_CONSOLE_BUTTON_RIGHT);

  return G_SOURCE_REMOVE;
}

static void
sprint_touch_pointer_class_init (SprintTouchPointerClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_touch_pointer_dispose;

  signals[MOVED] =
    g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[BUTTON] =
    g_signal_new ("button", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  signals[SCROLLED] =
    g_signal_new ("scrolled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
sprint_touch_pointer_init (SprintTouchPointer *self)
{
}

SprintTouchPointer *
sprint_touch_pointer_new (double threshold,
                          guint  long_press)
{
  SprintTouchPointer *self = g_object_new (SPRINT_TYPE_TOUCH_POINTER, NULL);

  self->threshold = threshold;
  self->long_press = long_press;

  return self;
}

void
sprint_touch_pointer_begin (SprintTouchPointer *self,
                            gconstpointer       finger,
                            double              x,
                            double              y)
{
  g_return_if_fail (SPRINT_IS_TOUCH_POINTER (self));
  g_return_if_fail (finger != NULL);

  if (self->state == TOUCH_NONE) {
    self->state = TOUCH_UNDECIDED;
    self->first = (Finger) { finger, x, y };
    self->start_x = x;
    self->start_y = y;
    self->timeout_id = g_timeout_add (self->long_press, long_press_cb, self);
    move_to (self, x, y);
  } else if (self->state == TOUCH_UNDECIDED) {
    g_clear_handle_id (&self->timeout_id, g_source_remove);
    self->state = TOUCH_SCROLLING;
    self->second = (Finger) { finger, x, y };
  }
}

static void
scroll (SprintTouchPointer *self,
        Finger             *finger,
        double              x,
        double              y)
{
  double distance = (finger->y - y) / 2;

  *finger = (Finger) { finger->id, x, y };
  g_signal_emit (self, signals[SCROLLED], 0, distance);
}

void
sprint_touch_pointer_update (SprintTouchPointer *self,
                             gconstpointer       finger,
                             double              x,
                             double              y)
{
  g_return_if_fail (SPRINT_IS_TOUCH_POINTER (self));
  g_return_if_fail (finger != NULL);

  if (self->state == TOUCH_SCROLLING && finger == self->second.id) {
    scroll (self, &self->second, x, y);
    return;
  }
  if (finger != self->first.id)
    return;

  if (self->state == TOUCH_SCROLLING) {
    scroll (self, &self->first, x, y);
    return;
  }
  if (self->state == TOUCH_UNDECIDED) {
    if (hypot (x - self->start_x, y - self->start_y) <= self->threshold)
      return;

    /* What is dragged is where the finger was put down. */
    press (self, SPRINT_CONSOLE_BUTTON_LEFT);
  }
  if (self->state == TOUCH_PRESSING)
    move_to (self, x, y);
}

void
sprint_touch_pointer_end (SprintTouchPointer *self,
                          gconstpointer       finger)
{
  g_return_if_fail (SPRINT_IS_TOUCH_POINTER (self));
  g_return_if_fail (finger != NULL);

  if (finger == self->second.id)
    self->second.id = NULL;
  else if (finger == self->first.id)
    self->first.id = NULL;
  else
    return;

  switch (self->state) {
  case TOUCH_UNDECIDED:
    press (self, SPRINT_CONSOLE_BUTTON_LEFT);
    let_go (self);
    break;

  case TOUCH_PRESSING:
    let_go (self);
    break;

  case TOUCH_SCROLLING:
  case TOUCH_LIFTING:
    self->state = self->first.id == NULL && self->second.id == NULL ? TOUCH_NONE : TOUCH_LIFTING;
    break;

  case TOUCH_NONE:
  default:
    break;
  }
}

void
sprint_touch_pointer_cancel (SprintTouchPointer *self)
{
  g_return_if_fail (SPRINT_IS_TOUCH_POINTER (self));

  let_go (self);
}
