/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edge-pan.h"

/* Units of the widget: how near to an edge, and how far in a second at the very edge. */
#define ZONE 24.0
#define SPEED 1500.0
/* Seconds: a frame that took longer is not made up for with a jump. */
#define LONGEST_FRAME 0.1

struct _SprintEdgePan
{
  GObject parent_instance;

  GtkScrolledWindow *scroller;
  double x, y;
  gint64 last_frame;
  guint tick_id;
  gboolean done;   /* with what there was to move */
};

G_DEFINE_FINAL_TYPE (SprintEdgePan, sprint_edge_pan, G_TYPE_OBJECT)

static guint panned_signal;

static void
stop (SprintEdgePan *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->scroller), self->tick_id);
  self->tick_id = 0;
}

static void
sprint_edge_pan_dispose (GObject *object)
{
  SprintEdgePan *self = SPRINT_EDGE_PAN (object);

  if (self->scroller != NULL)
    stop (self);
  self->scroller = NULL;

  G_OBJECT_CLASS (sprint_edge_pan_parent_class)->dispose (object);
}

static void
sprint_edge_pan_class_init (SprintEdgePanClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_edge_pan_dispose;

  panned_signal =
    g_signal_new ("panned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_edge_pan_init (SprintEdgePan *self)
{
}

/* From -1 to 1; 0 away from the edges, and over the scroll bar behind the farther one. */
static double
get_pull (double at,
          double size)
{
  double zone = MIN (ZONE, size / 4);

  if (at < 0 || at > size || zone <= 0)
    return 0;
  if (at < zone)
    return (at - zone) / zone;
  if (at > size - zone)
    return (at - size + zone) / zone;

  return 0;
}

/* Whether there is anything to move still. */
static gboolean
move (GtkAdjustment *adjustment,
      double         at,
      double         seconds)
{
  double farthest = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  double pull = get_pull (at, gtk_adjustment_get_page_size (adjustment));
  double value;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + pull * SPEED * seconds);
  value = gtk_adjustment_get_value (adjustment);

  return (pull < 0 && value > gtk_adjustment_get_lower (adjustment)) || (pull > 0 && value < farthest);
}

static gboolean
move_both (SprintEdgePan *self,
           double         seconds)
{
  gboolean across = move (gtk_scrolled_window_get_hadjustment (self->scroller), self->x, seconds);
  gboolean down = move (gtk_scrolled_window_get_vadjustment (self->scroller), self->y, seconds);

  return across || down;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  SprintEdgePan *self = user_data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = self->last_frame != 0 ? (now - self->last_frame) / (double) G_USEC_PER_SEC : 0;

  /* What the last one moved is where it belongs only after that frame's layout. */
  if (self->last_frame != 0)
    g_signal_emit (self, panned_signal, 0);
  self->last_frame = now;
  if (self->done) {
    self->tick_id = 0;
    return G_SOURCE_REMOVE;
  }

  self->done = !move_both (self, MIN (seconds, LONGEST_FRAME));

  return G_SOURCE_CONTINUE;
}

static void
motion_cb (SprintEdgePan *self,
           double         x,
           double         y)
{
  self->x = x;
  self->y = y;
  if (!move_both (self, 0))
    return;
  if (self->tick_id != 0) {
    self->done = FALSE;
    return;
  }

  self->last_frame = 0;
  self->done = FALSE;
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->scroller), tick_cb, self, NULL);
}

static void
leave_cb (SprintEdgePan *self)
{
  stop (self);
}

SprintEdgePan *
sprint_edge_pan_new (GtkScrolledWindow *scroller)
{
  SprintEdgePan *self;
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), NULL);

  self = g_object_new (SPRINT_TYPE_EDGE_PAN, NULL);
  self->scroller = scroller;
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (scroller), motion);

  return self;
}
