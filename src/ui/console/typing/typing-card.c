/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "typing-card.h"

#include <glib/gi18n.h>

/* Seconds for which it is shown that all is typed. */
#define LINGER 2

struct _SprintTypingCard
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *title;
  GtkLabel *state;
  GtkProgressBar *progress;
  GtkButton *button;

  SprintTypist *typist;
  guint linger_id;
};

G_DEFINE_FINAL_TYPE (SprintTypingCard, sprint_typing_card, ADW_TYPE_BIN)

static void
sprint_typing_card_dispose (GObject *object)
{
  SprintTypingCard *self = SPRINT_TYPING_CARD (object);

  sprint_typing_card_set_typist (self, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_TYPING_CARD);

  G_OBJECT_CLASS (sprint_typing_card_parent_class)->dispose (object);
}

static void
reveal (SprintTypingCard *self,
        gboolean          shown)
{
  g_clear_handle_id (&self->linger_id, g_source_remove);
  gtk_revealer_set_reveal_child (self->revealer, shown);
  gtk_widget_set_can_target (GTK_WIDGET (self), shown);
  gtk_widget_set_can_focus (GTK_WIDGET (self), shown);
}

static void
hide_cb (gpointer user_data)
{
  SprintTypingCard *self = user_data;

  self->linger_id = 0;
  reveal (self, FALSE);
}

static void
typed_cb (SprintTypingCard *self)
{
  guint typed = sprint_typist_get_typed (self->typist);
  guint all = sprint_typing_plan_get_n_characters (sprint_typist_get_plan (self->typist));
  /* Translators: the first number is how many of them were typed so far. */
  g_autofree char *state = g_strdup_printf (g_dngettext (NULL, "%u of %u character", "%u of %u characters", all),
                                            typed, all);

  gtk_label_set_label (self->state, state);
  gtk_progress_bar_set_fraction (self->progress, all > 0 ? typed / (double) all : 1);
}

static void
announce (SprintTypingCard *self,
          const char       *title)
{
  gtk_label_set_label (self->title, title);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
state_cb (SprintTypingCard *self)
{
  SprintTypingState state = sprint_typist_get_state (self->typist);

  if (state == SPRINT_TYPING_IDLE)
    return;

  typed_cb (self);
  gtk_button_set_label (self->button, state == SPRINT_TYPING_RUNNING ? _("_Stop") : _("_Close"));
  reveal (self, state != SPRINT_TYPING_STOPPED);
  switch (state) {
  case SPRINT_TYPING_RUNNING:
    announce (self, _("Typing into the Machine"));
    break;

  case SPRINT_TYPING_DONE:
    announce (self, _("Typed into the Machine"));
    self->linger_id = g_timeout_add_seconds_once (LINGER, hide_cb, self);
    break;

  case SPRINT_TYPING_INTERRUPTED:
    announce (self, _("Typing Was Interrupted"));
    break;

  case SPRINT_TYPING_STOPPED:
  case SPRINT_TYPING_IDLE:
  default:
    break;
  }
}

static void
clicked_cb (SprintTypingCard *self)
{
  if (sprint_typist_get_state (self->typist) == SPRINT_TYPING_RUNNING)
    sprint_typist_stop (self->typist);
  else
    reveal (self, FALSE);
}

static void
sprint_typing_card_class_init (SprintTypingCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_typing_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/typing/typing-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintTypingCard, revealer);
  gtk_widget_class_bind_template_child (widget_class, SprintTypingCard, title);
  gtk_widget_class_bind_template_child (widget_class, SprintTypingCard, state);
  gtk_widget_class_bind_template_child (widget_class, SprintTypingCard, progress);
  gtk_widget_class_bind_template_child (widget_class, SprintTypingCard, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
sprint_typing_card_init (SprintTypingCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  reveal (self, FALSE);
}

void
sprint_typing_card_set_typist (SprintTypingCard *self,
                               SprintTypist     *typist)
{
  g_return_if_fail (SPRINT_IS_TYPING_CARD (self));

  if (self->typist == typist)
    return;

  if (self->typist != NULL)
    g_signal_handlers_disconnect_by_data (self->typist, self);
  reveal (self, FALSE);
  g_set_object (&self->typist, typist);
  if (typist == NULL)
    return;

  g_signal_connect_swapped (typist, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (typist, "notify::typed", G_CALLBACK (typed_cb), self);
  if (sprint_typist_get_state (typist) == SPRINT_TYPING_RUNNING)
    state_cb (self);
}
