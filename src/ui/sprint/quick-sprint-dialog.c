/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quick-sprint-dialog.h"

#include <glib/gi18n.h>

#include "check-page.h"
#include "fix-page.h"
#include "make-flow.h"

struct _SprintQuickSprintDialog {
  AdwDialog parent_instance;

  AdwNavigationView *view;
  SprintServices *services;
  SprintMakeFlow *flow;
};

static guint running_signal;

G_DEFINE_FINAL_TYPE (SprintQuickSprintDialog, sprint_quick_sprint_dialog, ADW_TYPE_DIALOG)

static void
running_cb (SprintQuickSprintDialog *self,
            SprintCreation          *creation)
{
  g_signal_emit (self, running_signal, 0, creation);
}

static void
choose (SprintQuickSprintDialog *self)
{
  if (adw_navigation_view_find_page (self->view, "choose") == NULL)
    adw_navigation_view_push (self->view, sprint_make_flow_create_page (self->flow));
}

static void
fixed_cb (SprintQuickSprintDialog *self)
{
  choose (self);
}

static void
checked_cb (SprintQuickSprintDialog *self)
{
  g_auto (GStrv) components = sprint_fix_page_get_components (self->services);
  AdwNavigationPage *page;

  if (components[0] == NULL) {
    choose (self);
    return;
  }
  page = sprint_fix_page_new (self->services);
  g_signal_connect_object (page, "next", G_CALLBACK (fixed_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->view, page);
}

static void
sprint_quick_sprint_dialog_dispose (GObject *object)
{
  SprintQuickSprintDialog *self = SPRINT_QUICK_SPRINT_DIALOG (object);

  g_clear_object (&self->flow);
  g_clear_object (&self->services);
  G_OBJECT_CLASS (sprint_quick_sprint_dialog_parent_class)->dispose (object);
}

static void
sprint_quick_sprint_dialog_class_init (SprintQuickSprintDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_quick_sprint_dialog_dispose;
  running_signal = g_signal_new ("machine-running", SPRINT_TYPE_QUICK_SPRINT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, SPRINT_TYPE_CREATION);
}

static void
sprint_quick_sprint_dialog_init (SprintQuickSprintDialog *self)
{
  self->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_dialog_set_title (ADW_DIALOG (self), _("Quick Sprint"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 640);
  adw_dialog_set_content_height (ADW_DIALOG (self), 720);
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->view));
}

SprintQuickSprintDialog *
sprint_quick_sprint_dialog_new (SprintServices *services)
{
  SprintQuickSprintDialog *self = g_object_new (SPRINT_TYPE_QUICK_SPRINT_DIALOG, NULL);
  AdwNavigationPage *page = sprint_check_page_new (sprint_services_get_host (services));

  self->services = g_object_ref (services);
  self->flow = sprint_make_flow_new (ADW_DIALOG (self), self->view, services);
  g_signal_connect_object (self->flow, "machine-running", G_CALLBACK (running_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "next", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->view, page);
  return self;
}
