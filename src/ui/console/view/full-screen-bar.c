/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "full-screen-bar.h"

/* Units of the widget: the pointer this near to the upper edge asks for the bars. A finger is wider. */
#define EDGE 4
#define FINGER_EDGE 20
/* Milliseconds: how long it has to rest there, and how long the bars stay unused. */
#define REST 150
#define STAY 700
#define STAY_ON_ENTRY 4000
/* Milliseconds in which a window that changes its shape may lose the focus and have it again. */
#define SETTLE 200

struct _SprintFullScreenBar
{
  GObject parent_instance;

  AdwToolbarView *toolbar_view;
  SprintConsoleControls *controls;
  SprintConsoleView *view;
  GtkWidget *release_label;
  GtkWindow *window;   /* weak */
  guint rest_id;
  guint hide_id;
  guint release_id;
  guint entry_id;
  guint height_id;
  gboolean full_screen;
  gboolean over_bars;
  gboolean captured;
};

G_DEFINE_FINAL_TYPE (SprintFullScreenBar, sprint_full_screen_bar, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_FULL_SCREEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void set_window (SprintFullScreenBar *self,
                        GtkWindow           *window);

static void
clear_timers (SprintFullScreenBar *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_handle_id (&self->hide_id, g_source_remove);
  g_clear_handle_id (&self->release_id, g_source_remove);
  g_clear_handle_id (&self->entry_id, g_source_remove);
}

static void
sprint_full_screen_bar_dispose (GObject *object)
{
  SprintFullScreenBar *self = SPRINT_FULL_SCREEN_BAR (object);

  clear_timers (self);
  g_clear_handle_id (&self->height_id, g_source_remove);
  set_window (self, NULL);

  G_OBJECT_CLASS (sprint_full_screen_bar_parent_class)->dispose (object);
}

static void
sprint_full_screen_bar_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  SprintFullScreenBar *self = SPRINT_FULL_SCREEN_BAR (object);

  switch (prop_id) {
  case PROP_FULL_SCREEN:
    g_value_set_boolean (value, self->full_screen);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

/* In a bar, or in a popover of one. */
static gboolean
has_focus (SprintFullScreenBar *self)
{
  GtkWidget *focus = self->window != NULL ? gtk_window_get_focus (self->window) : NULL;
  GtkWidget *content = adw_toolbar_view_get_content (self->toolbar_view);

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->toolbar_view)) && focus != content &&
         (content == NULL || !gtk_widget_is_ancestor (focus, content));
}

static void
hide_cb (gpointer user_data)
{
  SprintFullScreenBar *self = user_data;

  self->hide_id = 0;
  adw_toolbar_view_set_reveal_top_bars (self->toolbar_view, FALSE);
}

static void
update (SprintFullScreenBar *self,
        guint                stay)
{
  if (!self->full_screen)
    return;

  if (self->over_bars || has_focus (self)) {
    g_clear_handle_id (&self->hide_id, g_source_remove);
    adw_toolbar_view_set_reveal_top_bars (self->toolbar_view, TRUE);
  } else if (self->hide_id == 0 && adw_toolbar_view_get_reveal_top_bars (self->toolbar_view)) {
    self->hide_id = g_timeout_add_once (stay, hide_cb, self);
  }
}

static void
rest_cb (gpointer user_data)
{
  SprintFullScreenBar *self = user_data;

  self->rest_id = 0;
  self->over_bars = TRUE;
  update (self, STAY);
}

static void
motion_cb (SprintFullScreenBar      *self,
           double                    x,
           double                    y,
           GtkEventControllerMotion *motion)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (motion));
  gboolean dragging = (state & (GDK_BUTTON1_MASK | GDK_BUTTON2_MASK | GDK_BUTTON3_MASK)) != 0;
  gboolean revealed = adw_toolbar_view_get_reveal_top_bars (self->toolbar_view);

  if (!self->full_screen)
    return;

  if (y >= EDGE || dragging || revealed)
    g_clear_handle_id (&self->rest_id, g_source_remove);
  else if (self->rest_id == 0)
    self->rest_id = g_timeout_add_once (REST, rest_cb, self);

  self->over_bars = revealed && y < adw_toolbar_view_get_top_bar_height (self->toolbar_view) &&
                    (self->over_bars || !dragging);
  update (self, STAY);
}

static void
leave_cb (SprintFullScreenBar *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->over_bars = FALSE;
  update (self, STAY);
}

/* A finger has no place to rest. What it does is the guest's as well. */
static void
touched_cb (SprintFullScreenBar *self,
            int                  n_press,
            double               x,
            double               y)
{
  if (!self->full_screen || y >= FINGER_EDGE)
    return;

  adw_toolbar_view_set_reveal_top_bars (self->toolbar_view, TRUE);
  g_clear_handle_id (&self->hide_id, g_source_remove);
  update (self, STAY_ON_ENTRY);
}

static void
focus_cb (SprintFullScreenBar *self)
{
  update (self, STAY);
}

static void
release_cb (gpointer user_data)
{
  SprintFullScreenBar *self = user_data;
  SprintConsole *console = sprint_console_view_get_console (self->view);

  self->release_id = 0;
  if (!self->full_screen || sprint_console_get_capturing (console) || sprint_console_get_view_only (console) ||
      !gtk_window_is_active (self->window) || gtk_window_get_focus (self->window) != GTK_WIDGET (console))
    return;

  adw_toolbar_view_set_reveal_top_bars (self->toolbar_view, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->controls));
}

/* Given back while the screen has the focus still is given back by hand: known once the focus is where it goes. */
static void
capturing_cb (SprintFullScreenBar *self)
{
  gboolean capturing = sprint_console_get_capturing (sprint_console_view_get_console (self->view));

  gtk_widget_set_visible (self->release_label, self->full_screen && capturing);
  g_clear_handle_id (&self->release_id, g_source_remove);
  if (self->full_screen && self->captured && !capturing)
    self->release_id = g_timeout_add_once (SETTLE, release_cb, self);
  self->captured = capturing;
}

static gboolean
key_cb (SprintFullScreenBar *self,
        guint                keyval)
{
  if (!self->full_screen || keyval != GDK_KEY_Escape || !has_focus (self))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_grab_focus (GTK_WIDGET (sprint_console_view_get_console (self->view)));
}

/* What goes away for a full screen, such as a sidebar, leaves the focus to the first button there is. */
static void
entry_cb (gpointer user_data)
{
  SprintFullScreenBar *self = user_data;

  self->entry_id = 0;
  gtk_widget_grab_focus (GTK_WIDGET (sprint_console_view_get_console (self->view)));
}

/* In full screen the bars lie over the view. */
static void
cover_cb (gpointer user_data)
{
  SprintFullScreenBar *self = user_data;

  self->height_id = 0;
  sprint_console_view_set_covered (self->view,
                                   self->full_screen ? adw_toolbar_view_get_top_bar_height (self->toolbar_view) : 0);
}

/* It is told of while the bars and the view are given their places. */
static void
height_cb (SprintFullScreenBar *self)
{
  if (self->height_id == 0)
    self->height_id = g_idle_add_once (cover_cb, self);
}

static void
full_screen_cb (SprintFullScreenBar *self)
{
  gboolean full = self->window != NULL && gtk_window_is_fullscreen (self->window);

  if (self->full_screen == full)
    return;

  clear_timers (self);
  self->full_screen = full;
  self->over_bars = FALSE;
  adw_toolbar_view_set_extend_content_to_top_edge (self->toolbar_view, full);
  adw_toolbar_view_set_top_bar_style (self->toolbar_view, full ? ADW_TOOLBAR_RAISED : ADW_TOOLBAR_FLAT);
  adw_toolbar_view_set_reveal_top_bars (self->toolbar_view, TRUE);
  sprint_console_controls_set_full_screen (self->controls, full);
  height_cb (self);
  if (full) {
    gtk_widget_grab_focus (GTK_WIDGET (sprint_console_view_get_console (self->view)));
    self->entry_id = g_timeout_add_once (SETTLE, entry_cb, self);
  }
  capturing_cb (self);
  /* Whatever the focus has come from. */
  g_clear_handle_id (&self->hide_id, g_source_remove);
  update (self, STAY_ON_ENTRY);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FULL_SCREEN]);
}

static void
set_window (SprintFullScreenBar *self,
            GtkWindow           *window)
{
  if (self->window != NULL)
    g_signal_handlers_disconnect_by_data (self->window, self);
  g_set_weak_pointer (&self->window, window);
  if (window == NULL)
    return;

  g_signal_connect_object (window, "notify::fullscreened", G_CALLBACK (full_screen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (focus_cb), self, G_CONNECT_SWAPPED);
}

static void
root_cb (SprintFullScreenBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->toolbar_view));

  set_window (self, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  full_screen_cb (self);
}

static void
sprint_full_screen_bar_class_init (SprintFullScreenBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_full_screen_bar_dispose;
  object_class->get_property = sprint_full_screen_bar_get_property;
  properties[PROP_FULL_SCREEN] =
    g_param_spec_boolean ("full-screen", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_full_screen_bar_init (SprintFullScreenBar *self)
{
}

static void
watch (SprintFullScreenBar *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *touch = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->toolbar_view), motion);

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (touch), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (touch), GTK_PHASE_CAPTURE);
  g_signal_connect_object (touch, "pressed", G_CALLBACK (touched_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->toolbar_view), GTK_EVENT_CONTROLLER (touch));

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->toolbar_view), keys);
}

SprintFullScreenBar *
sprint_full_screen_bar_new (AdwToolbarView        *toolbar_view,
                            SprintConsoleControls *controls,
                            SprintConsoleView     *view)
{
  SprintFullScreenBar *self;

  g_return_val_if_fail (ADW_IS_TOOLBAR_VIEW (toolbar_view), NULL);
  g_return_val_if_fail (SPRINT_IS_CONSOLE_CONTROLS (controls), NULL);
  g_return_val_if_fail (SPRINT_IS_CONSOLE_VIEW (view), NULL);

  self = g_object_new (SPRINT_TYPE_FULL_SCREEN_BAR, NULL);
  self->toolbar_view = toolbar_view;
  self->controls = controls;
  self->view = view;
  self->release_label = gtk_label_new (NULL);
  g_object_bind_property (sprint_console_view_get_console (view), "release-text", self->release_label, "label",
                          G_BINDING_SYNC_CREATE);
  gtk_widget_add_css_class (self->release_label, "caption");
  gtk_widget_set_margin_bottom (self->release_label, 6);
  gtk_widget_set_visible (self->release_label, FALSE);
  gtk_label_set_wrap (GTK_LABEL (self->release_label), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->release_label), GTK_JUSTIFY_CENTER);
  adw_toolbar_view_add_top_bar (toolbar_view, self->release_label);

  watch (self);
  g_signal_connect_object (sprint_console_view_get_console (view), "notify::capturing", G_CALLBACK (capturing_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (toolbar_view, "notify::top-bar-height", G_CALLBACK (height_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (toolbar_view, "notify::root", G_CALLBACK (root_cb), self, G_CONNECT_SWAPPED);
  root_cb (self);

  return self;
}

gboolean
sprint_full_screen_bar_get_full_screen (SprintFullScreenBar *self)
{
  g_return_val_if_fail (SPRINT_IS_FULL_SCREEN_BAR (self), FALSE);

  return self->full_screen;
}
