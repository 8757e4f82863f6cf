/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-progress-view.h"

#include <glib/gi18n.h>

#include "announce.h"

/* Milliseconds between two moves of a bar that does not know how far it is. */
#define PULSE 120

struct _SprintPackageProgressView
{
  AdwBin parent_instance;

  GtkLabel *phase_label;
  GtkProgressBar *bar;
  GtkLabel *pace_label;
  GtkWidget *cancel_button;

  SprintPackageProgress *progress;
  guint pulse_id;
};

G_DEFINE_FINAL_TYPE (SprintPackageProgressView, sprint_package_progress_view, ADW_TYPE_BIN)

enum {
  CANCEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
pulse_cb (gpointer user_data)
{
  SprintPackageProgressView *self = user_data;
  double fraction;

  g_object_get (self->progress, "fraction", &fraction, NULL);
  if (fraction < 0)
    gtk_progress_bar_pulse (self->bar);

  return G_SOURCE_CONTINUE;
}

/* (transfer full) (nullable) */
static char *
get_pace (guint64 speed,
          guint   remaining)
{
  g_autofree char *speed_words = g_format_size (speed);

  if (speed > 0 && remaining > 0)
    /* Translators: an amount of data, and a number of seconds */
    return g_strdup_printf (ngettext ("%s/s, %u second left", "%s/s, %u seconds left", remaining),
                            speed_words, remaining);
  if (speed > 0)
    /* Translators: an amount of data */
    return g_strdup_printf (_("%s/s"), speed_words);

  return NULL;
}

static void
progress_cb (SprintPackageProgressView *self)
{
  g_autofree char *phase = NULL;
  g_autofree char *pace = NULL;
  guint64 speed;
  guint remaining;
  double fraction;
  gboolean can_cancel;

  g_object_get (self->progress, "phase", &phase, "speed", &speed, "remaining", &remaining,
                "fraction", &fraction, "can-cancel", &can_cancel, NULL);
  if (phase != NULL && g_strcmp0 (gtk_label_get_label (self->phase_label), phase) != 0)
    sprint_announce (GTK_WIDGET (self), phase, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_label_set_label (self->phase_label, phase != NULL ? phase : "");
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->bar, fraction);
  gtk_widget_set_sensitive (self->cancel_button, can_cancel);
  pace = get_pace (speed, remaining);
  gtk_label_set_label (self->pace_label, pace != NULL ? pace : "");
}

static void
cancel_cb (SprintPackageProgressView *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static void
sprint_package_progress_view_map (GtkWidget *widget)
{
  SprintPackageProgressView *self = SPRINT_PACKAGE_PROGRESS_VIEW (widget);

  GTK_WIDGET_CLASS (sprint_package_progress_view_parent_class)->map (widget);

  if (self->progress != NULL && self->pulse_id == 0)
    self->pulse_id = g_timeout_add (PULSE, pulse_cb, self);
}

static void
sprint_package_progress_view_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&SPRINT_PACKAGE_PROGRESS_VIEW (widget)->pulse_id, g_source_remove);

  GTK_WIDGET_CLASS (sprint_package_progress_view_parent_class)->unmap (widget);
}

static void
sprint_package_progress_view_dispose (GObject *object)
{
  SprintPackageProgressView *self = SPRINT_PACKAGE_PROGRESS_VIEW (object);

  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->progress);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_PACKAGE_PROGRESS_VIEW);

  G_OBJECT_CLASS (sprint_package_progress_view_parent_class)->dispose (object);
}

static void
sprint_package_progress_view_class_init (SprintPackageProgressViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_package_progress_view_dispose;
  widget_class->map = sprint_package_progress_view_map;
  widget_class->unmap = sprint_package_progress_view_unmap;

  signals[CANCEL] = g_signal_new ("cancel", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/host/package-progress-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintPackageProgressView, phase_label);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageProgressView, bar);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageProgressView, pace_label);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageProgressView, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
sprint_package_progress_view_init (SprintPackageProgressView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sprint_package_progress_view_show (SprintPackageProgressView *self,
                                   SprintPackageProgress     *progress)
{
  g_return_if_fail (SPRINT_IS_PACKAGE_PROGRESS_VIEW (self));
  g_return_if_fail (SPRINT_IS_PACKAGE_PROGRESS (progress));
  g_return_if_fail (self->progress == NULL);

  self->progress = g_object_ref (progress);
  g_signal_connect_object (progress, "notify", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  progress_cb (self);
}
