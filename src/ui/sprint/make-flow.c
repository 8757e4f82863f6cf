/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "make-flow.h"

#include <glib/gi18n.h>

#include "go-page.h"

struct _SprintMakeFlow {
  GObject parent_instance;

  AdwDialog *dialog;        /* owns this */
  AdwNavigationView *view;
  SprintServices *services;
  SprintChoosePage *choose; /* weak */
  AdwNavigationPage *go;    /* weak: of the creation */
  AdwDialog *question;      /* weak: whether to stop */
  SprintCreation *creation;
  GCancellable *cancellable;
  gboolean close_when_ended;
  gboolean held;
};

static guint running_signal;

G_DEFINE_FINAL_TYPE (SprintMakeFlow, sprint_make_flow, G_TYPE_OBJECT)

static void go (SprintMakeFlow *self);

static gboolean
is_running (SprintMakeFlow *self)
{
  return self->creation != NULL && sprint_creation_get_running (self->creation);
}

/* Its machine runs, or has: whoever leaves leaves it as it is. */
static gboolean
is_kept (SprintMakeFlow *self)
{
  return self->creation != NULL && !is_running (self) && sprint_creation_get_machine (self->creation) != NULL;
}

static void
close_dialog (SprintMakeFlow *self)
{
  if (self->dialog != NULL)
    adw_dialog_force_close (self->dialog);
}

static void
update (SprintMakeFlow *self)
{
  if (self->dialog != NULL)
    adw_dialog_set_can_close (self->dialog, !self->held && !is_running (self));
  if (self->choose != NULL)
    sprint_choose_page_set_held (self->choose, is_running (self));
  /* There is nothing to stop any more. */
  if (self->question != NULL && !is_running (self))
    adw_dialog_force_close (self->question);
  if (self->close_when_ended && !is_running (self) && !is_kept (self))
    close_dialog (self);
}

static gboolean
close_dialog_cb (gpointer user_data)
{
  close_dialog (user_data);
  return G_SOURCE_REMOVE;
}

static void
stage_changed_cb (SprintMakeFlow *self,
                  GParamSpec     *pspec,
                  SprintStage    *stage)
{
  SprintStageState state = sprint_stage_get_state (stage);

  if (g_str_equal (sprint_stage_get_id (stage), "first-frame") &&
      (state == SPRINT_STAGE_STATE_DONE || state == SPRINT_STAGE_STATE_SKIPPED))
    close_dialog (self);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SprintMakeFlow) self = user_data;
  SprintCreation *creation = SPRINT_CREATION (source);
  g_autoptr (GError) error = NULL;
  SprintMachine *machine = sprint_creation_run_finish (creation, result, &error);

  update (self);
  if (machine != NULL)
    g_signal_emit (self, running_signal, 0, creation);
  else if (!self->close_when_ended && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
           self->dialog != NULL && self->go != NULL && adw_navigation_view_get_visible_page (self->view) == self->go)
    adw_navigation_view_pop (self->view);
}

/* Where the machine stays, there is nothing to try again, and going back has closed the dialog. */
static void
try_again_cb (SprintMakeFlow *self)
{
  gboolean kept = is_kept (self);

  adw_navigation_view_pop (self->view);
  if (!kept && self->choose != NULL)
    go (self);
}

static void
cancel_cb (SprintMakeFlow *self)
{
  g_cancellable_cancel (self->cancellable);
  /* The machine runs already, and waits for its first picture: it stays, and the dialog goes. */
  if (!sprint_creation_get_running (self->creation))
    close_dialog (self);
}

static void
watch (SprintMakeFlow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->creation));

  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintStage) stage = g_list_model_get_item (G_LIST_MODEL (self->creation), i);

    g_signal_connect_object (stage, "notify::state", G_CALLBACK (stage_changed_cb), self, G_CONNECT_SWAPPED);
  }
  g_signal_connect_object (self->creation, "notify::running", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
go (SprintMakeFlow *self)
{
  SprintChoice *choice = sprint_choose_page_get_choice (self->choose);
  AdwNavigationPage *page;

  if (!sprint_choice_get_valid (choice) || is_running (self) || is_kept (self))
    return;
  if (self->creation != NULL)
    g_signal_handlers_disconnect_by_func (self->creation, update, self);
  g_clear_object (&self->creation);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->close_when_ended = FALSE;
  self->creation = sprint_creation_new (self->services, sprint_services_get_local_connection (self->services), choice);
  watch (self);
  page = sprint_go_page_new (self->creation);
  g_set_weak_pointer (&self->go, page);
  g_signal_connect_object (page, "other", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "next", G_CALLBACK (try_again_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->view, page);
  sprint_creation_run_async (self->creation, self->cancellable, made_cb, g_object_ref (self));
  update (self);
}

static void
close_response_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (SprintMakeFlow) self = user_data;

  if (!g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "stop"))
    return;
  self->close_when_ended = TRUE;
  if (is_running (self))
    g_cancellable_cancel (self->cancellable);
  else
    close_dialog (self);
}

static void
close_attempt_cb (SprintMakeFlow *self)
{
  AdwDialog *question;

  if (!is_running (self))
    return;
  question = adw_alert_dialog_new (_("Stop Making the Machine?"), _("What was made of it so far is taken back."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "go-on", _("_Go On"), "stop", _("_Stop"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "go-on");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "go-on");
  g_set_weak_pointer (&self->question, question);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (question), GTK_WIDGET (self->dialog), NULL, close_response_cb,
                           g_object_ref (self));
}

/* A row that has the focus while its dialog goes would keep the pages, and all that they hold: GTK 4.18 leaks them. */
static void
closed_cb (SprintMakeFlow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->dialog));

  /* Whoever has left the flow keeps the machine, as one who cancels does. */
  if (is_kept (self))
    g_cancellable_cancel (self->cancellable);
  if (root != NULL)
    gtk_root_set_focus (root, NULL);
}

/* Back from Go while it runs is a cancel; with a machine that runs it is the end; after a failure it is just back. */
static void
popped_cb (SprintMakeFlow    *self,
           AdwNavigationPage *page)
{
  if (page != self->go)
    return;
  if (is_running (self))
    g_cancellable_cancel (self->cancellable);
  else if (is_kept (self))
    /* Not now: the view that has popped the page would go with the dialog. */
    g_idle_add_full (G_PRIORITY_DEFAULT, close_dialog_cb, g_object_ref (self), g_object_unref);
}

static void
sprint_make_flow_dispose (GObject *object)
{
  SprintMakeFlow *self = SPRINT_MAKE_FLOW (object);

  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->choose);
  g_clear_weak_pointer (&self->go);
  g_clear_weak_pointer (&self->question);
  g_clear_object (&self->creation);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->services);
  G_OBJECT_CLASS (sprint_make_flow_parent_class)->dispose (object);
}

static void
sprint_make_flow_class_init (SprintMakeFlowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_make_flow_dispose;
  running_signal = g_signal_new ("machine-running", SPRINT_TYPE_MAKE_FLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, SPRINT_TYPE_CREATION);
}

static void
sprint_make_flow_init (SprintMakeFlow *self)
{
}

SprintMakeFlow *
sprint_make_flow_new (AdwDialog         *dialog,
                      AdwNavigationView *view,
                      SprintServices    *services)
{
  SprintMakeFlow *self = g_object_new (SPRINT_TYPE_MAKE_FLOW, NULL);

  g_set_weak_pointer (&self->dialog, dialog);
  self->view = view;
  self->services = g_object_ref (services);
  g_signal_connect_object (dialog, "close-attempt", G_CALLBACK (close_attempt_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "popped", G_CALLBACK (popped_cb), self, G_CONNECT_SWAPPED);
  return self;
}

AdwNavigationPage *
sprint_make_flow_create_page (SprintMakeFlow *self)
{
  AdwNavigationPage *page = sprint_choose_page_new (self->services);

  g_set_weak_pointer (&self->choose, SPRINT_CHOOSE_PAGE (page));
  g_signal_connect_object (page, "next", G_CALLBACK (go), self, G_CONNECT_SWAPPED);
  update (self);
  return page;
}

void
sprint_make_flow_set_held (SprintMakeFlow *self,
                           gboolean        held)
{
  self->held = held;
  update (self);
}
