/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "status-popover.h"

#include <glib/gi18n.h>

#include "core/console/session/console-statistics.h"

struct _SprintStatusPopover
{
  GtkPopover parent_instance;

  GtkLabel *resolution;
  GtkLabel *zoom;
  GtkLabel *agent;
  GtkLabel *codec;
  GtkLabel *frame_rate;
  GtkLabel *data_rate;
  GtkLabel *round_trip;
  GtkLabel *picture;

  SprintConsoleView *view;   /* weak */
  SprintConsoleStatistics *statistics;
};

G_DEFINE_FINAL_TYPE (SprintStatusPopover, sprint_status_popover, GTK_TYPE_POPOVER)

static void
sprint_status_popover_dispose (GObject *object)
{
  SprintStatusPopover *self = SPRINT_STATUS_POPOVER (object);

  g_clear_object (&self->statistics);
  g_clear_weak_pointer (&self->view);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_STATUS_POPOVER);

  G_OBJECT_CLASS (sprint_status_popover_parent_class)->dispose (object);
}

static void
show (GtkLabel *label,
      char     *words)
{
  g_autofree char *taken = words;

  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  gtk_label_set_label (label, words != NULL ? words : "");
}

static SprintConsoleMonitor *
get_monitor (SprintConsoleView *view)
{
  SprintConsole *console = view != NULL ? sprint_console_view_get_console (view) : NULL;

  return console != NULL ? sprint_console_get_monitor (console) : NULL;
}

static char *
describe_resolution (SprintConsoleView *view)
{
  SprintConsoleMonitor *monitor = get_monitor (view);
  SprintFramebuffer *framebuffer = monitor != NULL ? sprint_console_monitor_get_framebuffer (monitor) : NULL;

  if (framebuffer == NULL || !sprint_console_monitor_get_has_picture (monitor))
    return g_strdup (_("No picture"));

  /* Translators: a screen's columns and rows. */
  return g_strdup_printf (_("%d × %d"), sprint_framebuffer_get_width (framebuffer),
                          sprint_framebuffer_get_height (framebuffer));
}

static char *
describe_zoom (SprintStatusPopover *self)
{
  double zoom = self->view != NULL ? sprint_console_get_zoom (sprint_console_view_get_console (self->view)) : 0;

  /* Translators: how large a screen is shown, of its own size. */
  return zoom > 0 ? g_strdup_printf (_("%d %%"), (int) (zoom * 100 + 0.5)) : NULL;
}

static char *
describe_agent (SprintConsoleSession *session)
{
  return g_strdup (sprint_guest_agent_get_connected (sprint_console_session_get_agent (session)) ? _("Connected")
                                                                                                : _("Not connected"));
}

/* What is in the graphics card's memory does not come over the line. */
static char *
describe_codec (SprintStatusPopover *self)
{
  SprintScanoutFeed *scanouts = sprint_console_monitor_get_scanouts (get_monitor (self->view));

  if (sprint_scanout_feed_get_scanout (scanouts) != NULL)
    return NULL;

  return g_strdup (sprint_picture_coding_get_name (sprint_console_statistics_get_coding (self->statistics)));
}

/* Translators: stands where a number will be in a second. */
#define NOT_YET _("Measuring…")

static char *
describe_frame_rate (SprintConsoleStatistics *statistics)
{
  int rate = sprint_console_statistics_get_frame_rate (statistics);

  /* Translators: how often a picture changed. */
  return rate >= 0 ? g_strdup_printf (_("%d per second"), rate) : g_strdup (NOT_YET);
}

static char *
describe_data_rate (SprintConsoleStatistics *statistics)
{
  gint64 rate = sprint_console_statistics_get_data_rate (statistics);
  g_autofree char *size = rate >= 0 ? g_format_size (rate) : NULL;

  /* Translators: %s is an amount of data with its unit, such as "1.2 MB". */
  return size != NULL ? g_strdup_printf (_("%s per second"), size) : g_strdup (NOT_YET);
}

static char *
describe_round_trip (SprintConsoleStatistics *statistics)
{
  gint64 time = sprint_console_statistics_get_round_trip (statistics);

  /* Translators: milliseconds. */
  return time >= 0 ? g_strdup_printf (_("%.1f ms"), time / 1000.0) : NULL;
}

/* Nothing of a picture that comes the usual way. */
static char *
describe_picture (SprintConsoleView *view)
{
  SprintScanoutFeed *scanouts = sprint_console_monitor_get_scanouts (get_monitor (view));
  const char *refusal = sprint_scanout_feed_get_refusal (scanouts);

  if (sprint_scanout_feed_get_scanout (scanouts) == NULL)
    return NULL;

  /* Translators: said of a machine's picture that is in the graphics card's memory. %s is a sentence that says why
   * it has to be copied from there. */
  return refusal != NULL ? g_strdup_printf (_("Copied, which is slower. %s"), refusal)
                         : g_strdup (_("Shown where it is in the graphics card"));
}

static void
update (SprintStatusPopover *self)
{
  SprintConsoleSession *session = self->view != NULL ? sprint_console_view_get_session (self->view) : NULL;
  gboolean connected = session != NULL && self->statistics != NULL &&
                       sprint_console_session_get_state (session) == SPRINT_CONSOLE_STATE_CONNECTED;

  show (self->resolution, describe_resolution (self->view));
  show (self->zoom, describe_zoom (self));
  show (self->agent, connected ? describe_agent (session) : NULL);
  show (self->codec, connected ? describe_codec (self) : NULL);
  show (self->frame_rate, connected ? describe_frame_rate (self->statistics) : NULL);
  show (self->data_rate, connected ? describe_data_rate (self->statistics) : NULL);
  show (self->round_trip, connected ? describe_round_trip (self->statistics) : NULL);
  show (self->picture, connected ? describe_picture (self->view) : NULL);
}

static void
sprint_status_popover_map (GtkWidget *widget)
{
  SprintStatusPopover *self = SPRINT_STATUS_POPOVER (widget);
  SprintConsoleSession *session = self->view != NULL ? sprint_console_view_get_session (self->view) : NULL;

  if (session != NULL) {
    self->statistics = sprint_console_statistics_new (session, get_monitor (self->view));
    g_signal_connect_object (self->statistics, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  }
  update (self);

  GTK_WIDGET_CLASS (sprint_status_popover_parent_class)->map (widget);
}

static void
sprint_status_popover_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sprint_status_popover_parent_class)->unmap (widget);

  g_clear_object (&SPRINT_STATUS_POPOVER (widget)->statistics);
}

static void
sprint_status_popover_class_init (SprintStatusPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_status_popover_dispose;
  widget_class->map = sprint_status_popover_map;
  widget_class->unmap = sprint_status_popover_unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/view/status-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintStatusPopover, resolution);
  gtk_widget_class_bind_template_child (widget_class, SprintStatusPopover, zoom);
  gtk_widget_class_bind_template_child (widget_class, SprintStatusPopover, agent);
  gtk_widget_class_bind_template_child (widget_class, SprintStatusPopover, codec);
  gtk_widget_class_bind_template_child (widget_class, SprintStatusPopover, frame_rate);
  gtk_widget_class_bind_template_child (widget_class, SprintStatusPopover, data_rate);
  gtk_widget_class_bind_template_child (widget_class, SprintStatusPopover, round_trip);
  gtk_widget_class_bind_template_child (widget_class, SprintStatusPopover, picture);
}

static void
sprint_status_popover_init (SprintStatusPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sprint_status_popover_set_view (SprintStatusPopover *self,
                                SprintConsoleView   *view)
{
  g_return_if_fail (SPRINT_IS_STATUS_POPOVER (self));
  g_return_if_fail (SPRINT_IS_CONSOLE_VIEW (view));

  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (view, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
