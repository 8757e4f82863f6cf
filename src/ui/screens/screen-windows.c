/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen-windows.h"

#include <glib/gi18n.h>

#include "all-monitors.h"
#include "screen-window.h"

/* What there was before the guest had all of the host's monitors. Bit n: of its screen n. */
typedef struct {
  guint open;
  guint on;
  guint full;
} Before;

struct _SprintScreenWindows
{
  GObject parent_instance;

  SprintConsoleView *view;        /* weak */
  SprintMonitorList *monitors;
  SprintAllMonitors *host;
  GSimpleAction *screen;
  GSimpleAction *all;
  GtkWindow *windows[SPRINT_MONITORS_MAX];   /* the first is somebody else's */
  GPtrArray *assigned;            /* the host's monitors, while the guest has them all */
  GtkWindow *main;                /* weak: the first's window, meanwhile */
  Before before;
  guint seen;                     /* bit n: what the guest had when it was looked at last */
  gboolean eager;
};

G_DEFINE_FINAL_TYPE (SprintScreenWindows, sprint_screen_windows, G_TYPE_OBJECT)

static void set_monitors (SprintScreenWindows *self,
                          SprintMonitorList   *monitors);
static void end_all (SprintScreenWindows *self);

static void
sprint_screen_windows_dispose (GObject *object)
{
  SprintScreenWindows *self = SPRINT_SCREEN_WINDOWS (object);

  sprint_screen_windows_close (self);
  set_monitors (self, NULL);
  g_clear_object (&self->host);
  g_clear_object (&self->screen);
  g_clear_object (&self->all);
  g_clear_weak_pointer (&self->view);

  G_OBJECT_CLASS (sprint_screen_windows_parent_class)->dispose (object);
}

static GtkWindow *
get_main (SprintScreenWindows *self)
{
  GtkRoot *root = self->view != NULL ? gtk_widget_get_root (GTK_WIDGET (self->view)) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
close_window (SprintScreenWindows *self,
              guint                number)
{
  GtkWindow *window = g_steal_pointer (&self->windows[number]);

  if (window == NULL)
    return;

  g_signal_handlers_disconnect_by_data (window, self);
  gtk_window_destroy (window);
}

/* Of a screen that stays on without a window. */
static void
explain_staying (SprintScreenWindows  *self,
                 SprintConsoleMonitor *monitor)
{
  SprintConsoleSession *session = sprint_console_view_get_session (self->view);
  const char *reason = sprint_monitor_list_explain_remove (self->monitors, monitor);
  g_autofree char *message = NULL;

  if (reason == NULL || session == NULL || !sprint_console_monitor_get_has_picture (monitor) ||
      sprint_console_session_get_state (session) != SPRINT_CONSOLE_STATE_CONNECTED)
    return;

  /* Translators: said when the window of one of a machine's screens was closed. %u is the screen's number, %s why the
   * machine cannot turn it off, such as "Needs the SPICE agent in the machine". */
  message = g_strdup_printf (_("Screen %u stays on in the machine: %s"),
                             sprint_console_monitor_get_number (monitor) + 1, reason);
  g_signal_emit_by_name (self->view, "message", message);
}

static gboolean
close_request_cb (SprintScreenWindows *self,
                  GtkWindow           *window)
{
  SprintConsoleMonitor *monitor = sprint_screen_window_get_monitor (SPRINT_SCREEN_WINDOW (window));
  guint number = sprint_console_monitor_get_number (monitor);

  end_all (self);
  explain_staying (self, monitor);
  close_window (self, number);
  sprint_monitor_list_remove (self->monitors, monitor);
  sprint_monitor_list_set_kept (self->monitors, number, FALSE);

  return GDK_EVENT_STOP;
}

static void
full_screen_cb (SprintScreenWindows *self,
                GParamSpec          *pspec,
                GtkWindow           *window)
{
  if (!gtk_window_is_fullscreen (window))
    end_all (self);
}

static void
fill_monitor (SprintScreenWindows *self,
              GtkWindow           *window,
              guint                number)
{
  if (self->assigned != NULL && number < self->assigned->len)
    gtk_window_fullscreen_on_monitor (window, self->assigned->pdata[number]);
}

static void
open_window (SprintScreenWindows  *self,
             SprintConsoleMonitor *monitor)
{
  guint number = sprint_console_monitor_get_number (monitor);
  GtkWindow *window = self->windows[number];

  if (window == NULL) {
    window = self->windows[number] = GTK_WINDOW (sprint_screen_window_new (self->view, monitor));
    g_signal_connect_swapped (window, "close-request", G_CALLBACK (close_request_cb), self);
    g_signal_connect_swapped (window, "notify::fullscreened", G_CALLBACK (full_screen_cb), self);
    fill_monitor (self, window, number);
    sprint_monitor_list_set_kept (self->monitors, number, TRUE);
  }
  gtk_window_present (window);
}

static void
update_all_action (SprintScreenWindows *self)
{
  gboolean further = self->monitors != NULL && (g_list_model_get_n_items (G_LIST_MODEL (self->monitors)) > 1 ||
                                                sprint_monitor_list_explain_add (self->monitors) == NULL);

  g_simple_action_set_enabled (self->all, self->assigned != NULL ||
                                          (further && sprint_all_monitors_get_possible (self->host)));
}

static void
items_changed_cb (SprintScreenWindows *self)
{
  for (guint i = 1; i < SPRINT_MONITORS_MAX; i++) {
    SprintConsoleMonitor *monitor = sprint_monitor_list_find (self->monitors, i);
    guint bit = 1u << i;

    /* One whose window was closed is left alone; one that was open when the guest ended is not. */
    if (monitor == NULL)
      close_window (self, i);
    else if ((self->seen & bit) == 0 && (self->eager || sprint_monitor_list_get_kept (self->monitors, i)))
      open_window (self, monitor);
    self->seen = monitor != NULL ? self->seen | bit : self->seen & ~bit;
  }
}

static void
added_cb (SprintScreenWindows  *self,
          SprintConsoleMonitor *monitor)
{
  open_window (self, monitor);
}

static void
set_monitors (SprintScreenWindows *self,
              SprintMonitorList   *monitors)
{
  if (self->monitors == monitors)
    return;

  if (self->monitors != NULL)
    g_signal_handlers_disconnect_by_data (self->monitors, self);
  sprint_screen_windows_close (self);
  g_set_object (&self->monitors, monitors);
  self->seen = 0;
  if (monitors == NULL)
    return;

  g_signal_connect_swapped (monitors, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (monitors, "added", G_CALLBACK (added_cb), self);
  g_signal_connect_swapped (monitors, "changed", G_CALLBACK (update_all_action), self);
  items_changed_cb (self);
  update_all_action (self);
}

static void
session_cb (SprintScreenWindows *self)
{
  SprintConsoleSession *session = sprint_console_view_get_session (self->view);

  set_monitors (self, session != NULL ? sprint_console_session_get_monitors (session) : NULL);
}

/* A guest that has ended has no screens to be everywhere with. */
static void
view_changed_cb (SprintScreenWindows *self)
{
  SprintConsoleSession *session = sprint_console_view_get_session (self->view);

  if (session == NULL || sprint_console_session_get_state (session) == SPRINT_CONSOLE_STATE_OFF)
    end_all (self);
}

static void
screen_cb (SprintScreenWindows *self,
           GVariant            *parameter)
{
  guint number = g_variant_get_uint32 (parameter);
  SprintConsoleMonitor *monitor = self->monitors != NULL ? sprint_monitor_list_find (self->monitors, number) : NULL;

  if (number == 0 && get_main (self) != NULL)
    gtk_window_present (get_main (self));
  else if (number != 0 && monitor != NULL)
    open_window (self, monitor);
}

/* ---- all of the host's monitors ---- */

static void
note_before (SprintScreenWindows *self,
             GtkWindow           *main)
{
  self->before = (Before) { .full = gtk_window_is_fullscreen (main) };
  for (guint i = 1; i < SPRINT_MONITORS_MAX; i++) {
    GtkWindow *window = self->windows[i];

    self->before.open |= (window != NULL) << i;
    self->before.on |= (sprint_monitor_list_find (self->monitors, i) != NULL) << i;
    self->before.full |= (window != NULL && gtk_window_is_fullscreen (window)) << i;
  }
}

static void
begin_all (SprintScreenWindows *self)
{
  GtkWindow *main = get_main (self);
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self->view));
  GdkSurface *surface = main != NULL ? gtk_native_get_surface (GTK_NATIVE (main)) : NULL;
  g_autofree SprintMonitorPlace *places = NULL;

  if (surface == NULL || self->assigned != NULL || self->monitors == NULL)
    return;

  note_before (self, main);
  self->assigned = sprint_all_monitors_assign (self->host, gdk_display_get_monitor_at_surface (display, surface));
  places = sprint_all_monitors_create_places (self->assigned);
  g_simple_action_set_state (self->all, g_variant_new_boolean (TRUE));

  g_set_weak_pointer (&self->main, main);
  g_signal_connect_object (main, "notify::fullscreened", G_CALLBACK (full_screen_cb), self, G_CONNECT_SWAPPED);
  fill_monitor (self, main, 0);
  for (guint i = 1; i < MIN (self->assigned->len, SPRINT_MONITORS_MAX); i++) {
    SprintConsoleMonitor *monitor = sprint_monitor_list_find (self->monitors, i);

    if (self->windows[i] != NULL)
      fill_monitor (self, self->windows[i], i);
    else if (monitor != NULL)
      open_window (self, monitor);
  }
  sprint_monitor_list_arrange (self->monitors, places, self->assigned->len);
  gtk_window_present (main);
}

static void
restore (SprintScreenWindows *self,
         guint                number)
{
  SprintConsoleMonitor *monitor = sprint_monitor_list_find (self->monitors, number);

  if (self->before.open & 1u << number) {
    if (self->windows[number] != NULL && (self->before.full & 1u << number) == 0)
      gtk_window_unfullscreen (self->windows[number]);
    return;
  }

  close_window (self, number);
  sprint_monitor_list_set_kept (self->monitors, number, FALSE);
  if (monitor != NULL && (self->before.on & 1u << number) == 0)
    sprint_monitor_list_remove (self->monitors, monitor);
}

static void
end_all (SprintScreenWindows *self)
{
  if (self->assigned == NULL)
    return;

  g_clear_pointer (&self->assigned, g_ptr_array_unref);
  g_simple_action_set_state (self->all, g_variant_new_boolean (FALSE));
  sprint_monitor_list_arrange (self->monitors, NULL, 0);
  if (self->main != NULL) {
    g_signal_handlers_disconnect_by_func (self->main, full_screen_cb, self);
    if ((self->before.full & 1) == 0)
      gtk_window_unfullscreen (self->main);
  }
  g_clear_weak_pointer (&self->main);
  /* The last first: some guests can turn off no other. */
  for (guint i = SPRINT_MONITORS_MAX - 1; i > 0; i--)
    restore (self, i);
  update_all_action (self);
}

static void
all_cb (SprintScreenWindows *self,
        GVariant            *state)
{
  if (g_variant_get_boolean (state))
    begin_all (self);
  else
    end_all (self);
}

static void
host_changed_cb (SprintScreenWindows *self)
{
  end_all (self);
  update_all_action (self);
}

static void
sprint_screen_windows_class_init (SprintScreenWindowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_screen_windows_dispose;
}

static void
sprint_screen_windows_init (SprintScreenWindows *self)
{
  self->screen = g_simple_action_new ("screen", G_VARIANT_TYPE_UINT32);
  g_signal_connect_object (self->screen, "activate", G_CALLBACK (screen_cb), self, G_CONNECT_SWAPPED);
  self->all = g_simple_action_new_stateful ("all-monitors", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect_object (self->all, "change-state", G_CALLBACK (all_cb), self, G_CONNECT_SWAPPED);
}

SprintScreenWindows *
sprint_screen_windows_new (SprintConsoleView *view,
                           gboolean           eager)
{
  SprintScreenWindows *self = g_object_new (SPRINT_TYPE_SCREEN_WINDOWS, NULL);
  GActionMap *actions = G_ACTION_MAP (sprint_console_actions_get_group (sprint_console_view_get_actions (view)));

  g_set_weak_pointer (&self->view, view);
  self->eager = eager;
  self->host = sprint_all_monitors_new (gtk_widget_get_display (GTK_WIDGET (view)));
  g_signal_connect_object (self->host, "changed", G_CALLBACK (host_changed_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action (actions, G_ACTION (self->screen));
  g_action_map_add_action (actions, G_ACTION (self->all));
  g_signal_connect_object (view, "notify::session", G_CALLBACK (session_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "changed", G_CALLBACK (view_changed_cb), self, G_CONNECT_SWAPPED);
  update_all_action (self);
  session_cb (self);

  return self;
}

void
sprint_screen_windows_close (SprintScreenWindows *self)
{
  g_return_if_fail (SPRINT_IS_SCREEN_WINDOWS (self));

  if (self->monitors != NULL)
    end_all (self);
  for (guint i = 1; i < SPRINT_MONITORS_MAX; i++)
    close_window (self, i);
  if (self->monitors != NULL)
    sprint_monitor_list_forget (self->monitors);
}

GtkWindow *
sprint_screen_windows_find (SprintScreenWindows *self,
                            guint                number)
{
  g_return_val_if_fail (SPRINT_IS_SCREEN_WINDOWS (self), NULL);

  return number < SPRINT_MONITORS_MAX ? self->windows[number] : NULL;
}
