/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "problem-dialog.h"

#include <glib/gi18n.h>

#include "core/problem/problem.h"

#define NAME "problem-dialog"

static GtkWidget *
create_details (const char *details)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_from_string ("0 -1 insert-hyphens false");
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", details,
                                   "attributes", attributes,
                                   "selectable", TRUE,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0f,
                                   "yalign", 0.0f,
                                   "margin-top", 12, "margin-bottom", 12,
                                   "margin-start", 12, "margin-end", 12,
                                   NULL);
  GtkWidget *scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                      "child", label,
                                      "hscrollbar-policy", GTK_POLICY_NEVER,
                                      "max-content-height", 200,
                                      "propagate-natural-height", TRUE,
                                      NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("The raw message"),
                                  -1);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (scrolled, "card");

  return scrolled;
}

AdwDialog *
sprint_problem_dialog_new (const GError *error)
{
  g_autoptr (SprintProblem) problem = NULL;
  g_autofree char *body = NULL;
  AdwDialog *dialog;

  g_return_val_if_fail (error != NULL, NULL);

  problem = sprint_problem_new (error);
  body = problem->remedy != NULL
           ? g_strdup_printf ("%s\n\n%s", problem->sentence, problem->remedy)
           : g_strdup (problem->sentence);

  dialog = adw_alert_dialog_new (problem->title, body);
  gtk_widget_set_name (GTK_WIDGET (dialog), NAME);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "close");
  /* Not in the raw message, all of which GTK would select. */
  adw_dialog_set_focus (dialog, adw_dialog_get_default_widget (dialog));
  if (problem->details != NULL && *problem->details != '\0')
    adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), create_details (problem->details));

  return dialog;
}

gboolean
sprint_problem_dialog_is_one (AdwDialog *dialog)
{
  g_return_val_if_fail (dialog == NULL || ADW_IS_DIALOG (dialog), FALSE);

  return dialog != NULL && g_str_equal (gtk_widget_get_name (GTK_WIDGET (dialog)), NAME);
}
