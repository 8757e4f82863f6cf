/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cancel-gate.h"

struct _SprintCancelGate
{
  GCancellable *asked;
  SprintPackageProgress *progress;
  GCancellable *passed_on;
  GSource *source;
};

static void
pass_on (SprintCancelGate *self)
{
  gboolean can_cancel;

  g_object_get (self->progress, "can-cancel", &can_cancel, NULL);
  if (can_cancel && g_cancellable_is_cancelled (self->asked))
    g_cancellable_cancel (self->passed_on);
}

static gboolean
asked_cb (GCancellable *asked,
          gpointer      user_data)
{
  pass_on (user_data);

  return G_SOURCE_REMOVE;
}

SprintCancelGate *
sprint_cancel_gate_new (GCancellable          *asked,
                        SprintPackageProgress *progress)
{
  SprintCancelGate *self;

  g_return_val_if_fail (SPRINT_IS_PACKAGE_PROGRESS (progress), NULL);

  self = g_new0 (SprintCancelGate, 1);
  self->progress = g_object_ref (progress);
  self->passed_on = g_cancellable_new ();
  if (asked == NULL)
    return self;

  self->asked = g_object_ref (asked);
  self->source = g_cancellable_source_new (asked);
  g_source_set_callback (self->source, G_SOURCE_FUNC (asked_cb), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  g_signal_connect_swapped (progress, "notify::can-cancel", G_CALLBACK (pass_on), self);

  return self;
}

void
sprint_cancel_gate_free (SprintCancelGate *self)
{
  if (self->source != NULL) {
    g_source_destroy (self->source);
    g_source_unref (self->source);
  }
  g_signal_handlers_disconnect_by_data (self->progress, self);
  g_clear_object (&self->asked);
  g_object_unref (self->progress);
  g_object_unref (self->passed_on);
  g_free (self);
}

GCancellable *
sprint_cancel_gate_get_cancellable (SprintCancelGate *self)
{
  return self->passed_on;
}
