/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quick-sprint-dialog.h"

#include <glib/gi18n.h>

#include "check-page.h"
#include "fix-page.h"
#include "make-flow.h"
#include "ui/host/stop-question.h"

struct _SprintQuickSprintDialog {
  AdwDialog parent_instance;

  AdwNavigationView *view;
  SprintServices *services;
  SprintMakeFlow *flow;
  SprintCheckPage *check; /* weak */
  SprintFixPage *fix;     /* weak */
  AdwDialog *question;    /* weak: whether to stop installing */
};

static guint running_signal;

G_DEFINE_FINAL_TYPE (SprintQuickSprintDialog, sprint_quick_sprint_dialog, ADW_TYPE_DIALOG)

static void
running_cb (SprintQuickSprintDialog *self,
            SprintCreation          *creation)
{
  g_signal_emit (self, running_signal, 0, creation);
}

/* Not by tag: a page that is going away keeps its own until it is gone. */
static void
choose (SprintQuickSprintDialog *self)
{
  if (!SPRINT_IS_CHOOSE_PAGE (adw_navigation_view_get_visible_page (self->view)))
    adw_navigation_view_push (self->view, sprint_make_flow_create_page (self->flow));
}

static gboolean
is_installing (SprintQuickSprintDialog *self)
{
  gboolean installing = FALSE;

  if (self->fix != NULL)
    g_object_get (self->fix, "installing", &installing, NULL);
  return installing;
}

static void
installing_cb (SprintQuickSprintDialog *self)
{
  sprint_make_flow_set_held (self->flow, is_installing (self));
  /* There is nothing to stop any more. */
  if (self->question != NULL && !is_installing (self))
    adw_dialog_force_close (self->question);
}

static void
stop_response_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (SprintQuickSprintDialog) self = user_data;

  if (!g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "stop"))
    return;
  if (self->fix != NULL)
    sprint_fix_page_leave (self->fix);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
close_attempt_cb (SprintQuickSprintDialog *self)
{
  AdwDialog *question;

  if (!is_installing (self))
    return;
  question = sprint_stop_question_new (sprint_services_get_package_installer (self->services));
  g_set_weak_pointer (&self->question, question);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, stop_response_cb,
                           g_object_ref (self));
}

static void
closed_cb (SprintQuickSprintDialog *self)
{
  /* What is asked holds the page, and need not answer for hours. */
  if (self->check != NULL)
    sprint_check_page_leave (self->check);
  if (self->fix != NULL)
    sprint_fix_page_leave (self->fix);
}

static void
fixed_cb (SprintQuickSprintDialog *self,
          AdwNavigationPage       *page)
{
  if (adw_navigation_view_get_visible_page (self->view) == page)
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
  if (SPRINT_IS_FIX_PAGE (adw_navigation_view_get_visible_page (self->view)))
    return;
  page = sprint_fix_page_new (self->services);
  g_set_weak_pointer (&self->fix, SPRINT_FIX_PAGE (page));
  g_signal_connect_object (page, "notify::installing", G_CALLBACK (installing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "next", G_CALLBACK (fixed_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->view, page);
}

static void
sprint_quick_sprint_dialog_dispose (GObject *object)
{
  SprintQuickSprintDialog *self = SPRINT_QUICK_SPRINT_DIALOG (object);

  g_clear_weak_pointer (&self->check);
  g_clear_weak_pointer (&self->fix);
  g_clear_weak_pointer (&self->question);
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
  g_signal_connect (self, "close-attempt", G_CALLBACK (close_attempt_cb), NULL);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

SprintQuickSprintDialog *
sprint_quick_sprint_dialog_new (SprintServices *services)
{
  SprintQuickSprintDialog *self = g_object_new (SPRINT_TYPE_QUICK_SPRINT_DIALOG, NULL);
  AdwNavigationPage *page = sprint_check_page_new (sprint_services_get_host (services),
                                                   sprint_services_get_host_watch (services),
                                                   sprint_services_get_repairer (services));

  self->services = g_object_ref (services);
  g_set_weak_pointer (&self->check, SPRINT_CHECK_PAGE (page));
  self->flow = sprint_make_flow_new (ADW_DIALOG (self), self->view, services);
  g_signal_connect_object (self->flow, "machine-running", G_CALLBACK (running_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "next", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->view, page);
  return self;
}
