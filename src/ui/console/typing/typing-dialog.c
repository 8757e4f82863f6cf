/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "typing-dialog.h"

#include <glib/gi18n.h>

#include "layout-row.h"
#include "ui/console/view/text-preview.h"

struct _SprintTypingDialog
{
  AdwAlertDialog parent_instance;

  GtkBox *box;
  GtkLabel *missing;
  SprintLayoutRow *layout_row;
};

G_DEFINE_FINAL_TYPE (SprintTypingDialog, sprint_typing_dialog, ADW_TYPE_ALERT_DIALOG)

enum {
  PROP_0,
  PROP_LAYOUT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  AGREED,
  DECLINED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_typing_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SPRINT_TYPE_TYPING_DIALOG);

  G_OBJECT_CLASS (sprint_typing_dialog_parent_class)->dispose (object);
}

static void
sprint_typing_dialog_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SprintTypingDialog *self = SPRINT_TYPING_DIALOG (object);

  switch (prop_id) {
  case PROP_LAYOUT:
    g_value_set_string (value, sprint_layout_row_get_layout (self->layout_row));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_typing_dialog_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  SprintTypingDialog *self = SPRINT_TYPING_DIALOG (object);

  switch (prop_id) {
  case PROP_LAYOUT:
    sprint_layout_row_set_layout (self->layout_row, g_value_get_string (value));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_typing_dialog_response (AdwAlertDialog *dialog,
                               const char     *response)
{
  g_signal_emit (dialog, signals[g_str_equal (response, "type") ? AGREED : DECLINED], 0);
}

static void
layout_cb (SprintTypingDialog *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

static void
sprint_typing_dialog_class_init (SprintTypingDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_typing_dialog_dispose;
  object_class->get_property = sprint_typing_dialog_get_property;
  object_class->set_property = sprint_typing_dialog_set_property;
  ADW_ALERT_DIALOG_CLASS (klass)->response = sprint_typing_dialog_response;

  properties[PROP_LAYOUT] =
    g_param_spec_string ("layout", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SprintTypingDialog::agreed:
   *
   * A person wants the text typed.
   */
  signals[AGREED] =
    g_signal_new ("agreed", SPRINT_TYPE_TYPING_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SprintTypingDialog::declined:
   *
   * A person does not want it typed.
   */
  signals[DECLINED] =
    g_signal_new ("declined", SPRINT_TYPE_TYPING_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SPRINT_TYPE_LAYOUT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/typing/typing-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintTypingDialog, box);
  gtk_widget_class_bind_template_child (widget_class, SprintTypingDialog, missing);
  gtk_widget_class_bind_template_child (widget_class, SprintTypingDialog, layout_row);
}

static void
sprint_typing_dialog_init (SprintTypingDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->layout_row, "notify::layout", G_CALLBACK (layout_cb), self, G_CONNECT_SWAPPED);
}

SprintTypingDialog *
sprint_typing_dialog_new (const char *preview)
{
  SprintTypingDialog *self = g_object_new (SPRINT_TYPE_TYPING_DIALOG, NULL);

  if (preview != NULL)
    gtk_box_prepend (self->box, sprint_text_preview_new (preview));
  sprint_typing_dialog_set_plan (self, NULL, 0);

  return self;
}

static char *
describe_time (guint seconds)
{
  guint minutes = (seconds + 30) / 60;

  if (seconds < 90)
    return g_strdup_printf (g_dngettext (NULL, "It takes about %u second.", "It takes about %u seconds.", seconds),
                            seconds);

  return g_strdup_printf (g_dngettext (NULL, "It takes about %u minute.", "It takes about %u minutes.", minutes),
                          minutes);
}

static void
show_missing (SprintTypingDialog *self,
              SprintTypingPlan   *plan)
{
  guint n = sprint_typing_plan_get_n_missing (plan);
  g_autofree char *words =
    g_strdup_printf (g_dngettext (NULL, "%u character cannot be typed with this layout: %s",
                                  "%u characters cannot be typed with this layout: %s", n),
                     n, sprint_typing_plan_get_missing (plan));

  gtk_label_set_label (self->missing, words);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), n > 0);
  adw_alert_dialog_set_response_label (ADW_ALERT_DIALOG (self), "type",
                                       n > 0 && sprint_typing_plan_get_n_characters (plan) > 0 ? _("_Type the Others")
                                                                                               : _("_Type"));
}

void
sprint_typing_dialog_set_problem (SprintTypingDialog *self,
                                  const char         *words)
{
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (self);

  g_return_if_fail (SPRINT_IS_TYPING_DIALOG (self));

  gtk_widget_set_visible (GTK_WIDGET (self->missing), FALSE);
  adw_alert_dialog_set_response_enabled (alert, "type", FALSE);
  adw_alert_dialog_set_heading (alert, _("Unknown Layout"));
  adw_alert_dialog_set_body (alert, words);
}

void
sprint_typing_dialog_set_plan (SprintTypingDialog *self,
                               SprintTypingPlan   *plan,
                               guint               seconds)
{
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (self);
  guint n = plan != NULL ? sprint_typing_plan_get_n_characters (plan) : 0;
  const char *lines = NULL;
  g_autofree char *time = NULL;
  g_autofree char *body = NULL;

  g_return_if_fail (SPRINT_IS_TYPING_DIALOG (self));

  adw_alert_dialog_set_response_enabled (alert, "type", n > 0);
  if (plan == NULL)
    return;

  show_missing (self, plan);
  if (n == 0) {
    adw_alert_dialog_set_heading (alert, _("Nothing Can Be Typed"));
    adw_alert_dialog_set_body (alert, _("The text has no character that is on this keyboard."));
    return;
  }

  time = describe_time (seconds);
  if (sprint_typing_plan_get_n_returns (plan) > 0)
    lines = _("A shell runs each line as soon as it ends.");
  body = g_strjoin (" ", _("The machine gets the text as if you typed it."), time, lines, NULL);
  adw_alert_dialog_format_heading (alert, g_dngettext (NULL, "Type %u Character?", "Type %u Characters?", n), n);
  adw_alert_dialog_set_body (alert, body);
}
