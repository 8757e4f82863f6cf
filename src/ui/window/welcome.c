/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sprint-config.h"

#include "welcome.h"

struct _SprintWelcome
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *empty;
  AdwStatusPage *unreachable;

  SprintWelcomeState state;
};

G_DEFINE_FINAL_TYPE (SprintWelcome, sprint_welcome, ADW_TYPE_BIN)

enum {
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
sprint_welcome_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SPRINT_TYPE_WELCOME);

  G_OBJECT_CLASS (sprint_welcome_parent_class)->dispose (object);
}

static void
retry_cb (SprintWelcome *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
sprint_welcome_class_init (SprintWelcomeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_welcome_dispose;

  /**
   * SprintWelcome::retry:
   *
   * The person wants libvirt asked again.
   */
  signals[SIGNAL_RETRY] = g_signal_new ("retry", SPRINT_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/window/welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintWelcome, stack);
  gtk_widget_class_bind_template_child (widget_class, SprintWelcome, spinner);
  gtk_widget_class_bind_template_child (widget_class, SprintWelcome, empty);
  gtk_widget_class_bind_template_child (widget_class, SprintWelcome, unreachable);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
sprint_welcome_init (SprintWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_status_page_set_icon_name (self->empty, SPRINT_APP_ID);
}

void
sprint_welcome_set_state (SprintWelcome      *self,
                          SprintWelcomeState  state,
                          const char         *problem)
{
  static const char * const names[] = { "connecting", "empty", "unreachable" };

  g_return_if_fail (SPRINT_IS_WELCOME (self));

  self->state = state;
  if (problem != NULL) {
    /* A description is markup. */
    g_autofree char *escaped = g_markup_escape_text (problem, -1);

    adw_status_page_set_description (self->unreachable, escaped);
  }

  gtk_spinner_set_spinning (self->spinner, state == SPRINT_WELCOME_STATE_CONNECTING);
  gtk_stack_set_visible_child_name (self->stack, names[state]);
}

SprintWelcomeState
sprint_welcome_get_state (SprintWelcome *self)
{
  g_return_val_if_fail (SPRINT_IS_WELCOME (self), SPRINT_WELCOME_STATE_CONNECTING);

  return self->state;
}
