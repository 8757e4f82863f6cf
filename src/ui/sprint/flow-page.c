/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow-page.h"

typedef struct {
  AdwToolbarView *toolbar;
  GtkWidget *box;
  GtkWidget *next;
  GtkWidget *other;
} SprintFlowPagePrivate;

enum {
  NEXT,
  OTHER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SprintFlowPage, sprint_flow_page, ADW_TYPE_NAVIGATION_PAGE)

static void
next_cb (SprintFlowPage *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static void
other_cb (SprintFlowPage *self)
{
  g_signal_emit (self, signals[OTHER], 0);
}

static void
sprint_flow_page_class_init (SprintFlowPageClass *klass)
{
  signals[NEXT] = g_signal_new ("next", SPRINT_TYPE_FLOW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OTHER] = g_signal_new ("other", SPRINT_TYPE_FLOW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
}

static GtkWidget *
new_button (SprintFlowPage *self,
            GCallback       callback)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  gtk_button_set_can_shrink (GTK_BUTTON (button), TRUE);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
sprint_flow_page_init (SprintFlowPage *self)
{
  SprintFlowPagePrivate *priv = sprint_flow_page_get_instance_private (self);
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  priv->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_margin_top (priv->box, 12);
  gtk_widget_set_margin_bottom (priv->box, 24);
  gtk_widget_set_margin_start (priv->box, 12);
  gtk_widget_set_margin_end (priv->box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), priv->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);

  priv->other = new_button (self, G_CALLBACK (other_cb));
  priv->next = new_button (self, G_CALLBACK (next_cb));
  gtk_widget_add_css_class (priv->next, "suggested-action");
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (bar, 12);
  gtk_widget_set_margin_bottom (bar, 12);
  gtk_widget_set_margin_start (bar, 12);
  gtk_widget_set_margin_end (bar, 12);
  gtk_box_append (GTK_BOX (bar), priv->other);
  gtk_box_append (GTK_BOX (bar), priv->next);

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), scrolled);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (toolbar), bar);
  adw_toolbar_view_set_reveal_bottom_bars (ADW_TOOLBAR_VIEW (toolbar), FALSE);
  priv->toolbar = ADW_TOOLBAR_VIEW (toolbar);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), toolbar);
}

void
sprint_flow_page_append (SprintFlowPage *self,
                         GtkWidget      *child)
{
  SprintFlowPagePrivate *priv = sprint_flow_page_get_instance_private (self);

  gtk_box_append (GTK_BOX (priv->box), child);
}

static void
set_button (SprintFlowPage *self,
            GtkWidget      *button,
            const char     *label,
            gboolean        sensitive)
{
  SprintFlowPagePrivate *priv = sprint_flow_page_get_instance_private (self);

  gtk_widget_set_visible (button, label != NULL);
  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_widget_set_sensitive (button, sensitive);
  /* A bar with nothing in it only takes room. */
  adw_toolbar_view_set_reveal_bottom_bars (priv->toolbar,
                                           gtk_widget_get_visible (priv->next) || gtk_widget_get_visible (priv->other));
}

void
sprint_flow_page_set_next (SprintFlowPage *self,
                           const char     *label,
                           gboolean        sensitive)
{
  SprintFlowPagePrivate *priv = sprint_flow_page_get_instance_private (self);

  set_button (self, priv->next, label, sensitive);
}

void
sprint_flow_page_set_other (SprintFlowPage *self,
                            const char     *label,
                            gboolean        sensitive)
{
  SprintFlowPagePrivate *priv = sprint_flow_page_get_instance_private (self);

  set_button (self, priv->other, label, sensitive);
}
