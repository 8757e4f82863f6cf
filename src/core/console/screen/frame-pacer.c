/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame-pacer.h"

struct _SprintFramePacer
{
  GObject parent_instance;

  guint n_watchers;
  guint n_pending;
  guint deadline_id;
};

G_DEFINE_FINAL_TYPE (SprintFramePacer, sprint_frame_pacer, G_TYPE_OBJECT)

static guint answered_signal;

static void
sprint_frame_pacer_dispose (GObject *object)
{
  sprint_frame_pacer_forget (SPRINT_FRAME_PACER (object));

  G_OBJECT_CLASS (sprint_frame_pacer_parent_class)->dispose (object);
}

static void
sprint_frame_pacer_class_init (SprintFramePacerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_frame_pacer_dispose;

  answered_signal =
    g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_frame_pacer_init (SprintFramePacer *self)
{
}

SprintFramePacer *
sprint_frame_pacer_new (void)
{
  return g_object_new (SPRINT_TYPE_FRAME_PACER, NULL);
}

static gboolean
deadline_cb (gpointer user_data)
{
  SprintFramePacer *self = user_data;

  self->deadline_id = 0;
  sprint_frame_pacer_shown (self);

  return G_SOURCE_REMOVE;
}

void
sprint_frame_pacer_begin (SprintFramePacer *self)
{
  g_return_if_fail (SPRINT_IS_FRAME_PACER (self));

  self->n_pending++;
  if (self->n_watchers == 0)
    sprint_frame_pacer_shown (self);
  else if (self->deadline_id == 0)
    self->deadline_id = g_timeout_add (SPRINT_FRAME_PACER_TIMEOUT, deadline_cb, self);
}

void
sprint_frame_pacer_shown (SprintFramePacer *self)
{
  g_return_if_fail (SPRINT_IS_FRAME_PACER (self));

  g_clear_handle_id (&self->deadline_id, g_source_remove);
  for (guint n = self->n_pending; n > 0 && self->n_pending > 0; n--) {
    self->n_pending--;
    g_signal_emit (self, answered_signal, 0);
  }
}

void
sprint_frame_pacer_forget (SprintFramePacer *self)
{
  g_return_if_fail (SPRINT_IS_FRAME_PACER (self));

  self->n_pending = 0;
  g_clear_handle_id (&self->deadline_id, g_source_remove);
}

void
sprint_frame_pacer_watch (SprintFramePacer *self)
{
  g_return_if_fail (SPRINT_IS_FRAME_PACER (self));

  self->n_watchers++;
}

void
sprint_frame_pacer_unwatch (SprintFramePacer *self)
{
  g_return_if_fail (SPRINT_IS_FRAME_PACER (self));
  g_return_if_fail (self->n_watchers > 0);

  self->n_watchers--;
  if (self->n_watchers == 0)
    sprint_frame_pacer_shown (self);
}
