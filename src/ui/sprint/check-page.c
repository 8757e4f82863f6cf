/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-page.h"

#include <glib/gi18n.h>

#include "ui/host/announce.h"
#include "ui/host/check-list.h"

struct _SprintCheckPage {
  SprintFlowPage parent_instance;

  SprintHost *host;
  GCancellable *cancellable;
  GtkWidget *summary;
  gboolean examining;
};

G_DEFINE_FINAL_TYPE (SprintCheckPage, sprint_check_page, SPRINT_TYPE_FLOW_PAGE)

static gboolean
lacks_something (SprintCheckPage *self)
{
  const char * const *missing = sprint_host_get_missing_components (self->host);

  return missing != NULL && missing[0] != NULL;
}

static void
update (SprintCheckPage *self)
{
  SprintCheckState state = sprint_host_get_state (self->host);
  gboolean good = state == SPRINT_CHECK_STATE_PASS || state == SPRINT_CHECK_STATE_WARN;
  const char *summary = sprint_host_get_summary (self->host);
  SprintFlowPage *page = SPRINT_FLOW_PAGE (self);

  gtk_label_set_text (GTK_LABEL (self->summary),
                      self->examining || summary == NULL ? _("Examining this computer…") : summary);
  sprint_flow_page_set_other (page, _("Check _Again"), !self->examining);
  if (!self->examining && lacks_something (self))
    sprint_flow_page_set_next (page, _("_Fix"), TRUE);
  else
    sprint_flow_page_set_next (page, _("_Continue"), !self->examining && good);
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SprintCheckPage) self = user_data;

  sprint_host_examine_finish (SPRINT_HOST (source), result, NULL);
  if (self->host == NULL)
    return;
  self->examining = FALSE;
  update (self);
  sprint_announce (GTK_WIDGET (self), gtk_label_get_text (GTK_LABEL (self->summary)),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
sprint_check_page_examine (SprintCheckPage *self)
{
  if (self->examining)
    return;
  self->examining = TRUE;
  update (self);
  sprint_host_examine_async (self->host, self->cancellable, examined_cb, g_object_ref (self));
}

/* Back from a page that has broken off an examination, or is about to: then this one waits for it. */
static void
sprint_check_page_showing (AdwNavigationPage *page)
{
  SprintCheckPage *self = SPRINT_CHECK_PAGE (page);

  if (ADW_NAVIGATION_PAGE_CLASS (sprint_check_page_parent_class)->showing != NULL)
    ADW_NAVIGATION_PAGE_CLASS (sprint_check_page_parent_class)->showing (page);

  if (sprint_host_get_state (self->host) <= SPRINT_CHECK_STATE_RUNNING)
    sprint_check_page_examine (self);
}

static void
sprint_check_page_dispose (GObject *object)
{
  SprintCheckPage *self = SPRINT_CHECK_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->host);
  G_OBJECT_CLASS (sprint_check_page_parent_class)->dispose (object);
}

static void
sprint_check_page_finalize (GObject *object)
{
  g_clear_object (&SPRINT_CHECK_PAGE (object)->cancellable);
  G_OBJECT_CLASS (sprint_check_page_parent_class)->finalize (object);
}

static void
sprint_check_page_class_init (SprintCheckPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_check_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_check_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->showing = sprint_check_page_showing;
}

static void
sprint_check_page_init (SprintCheckPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->summary = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->summary), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->summary), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->summary, "title-4");
  sprint_flow_page_append (SPRINT_FLOW_PAGE (self), self->summary);
  g_signal_connect (self, "other", G_CALLBACK (sprint_check_page_examine), NULL);
}

static gboolean
concerns_machines (gpointer check,
                   gpointer user_data)
{
  return sprint_check_get_scope (SPRINT_CHECK (check)) == SPRINT_CHECK_SCOPE_MACHINES;
}

/* What a first machine needs; all the rest is in the window's menu. Packages come on the next page. */
static GtkWidget *
create_list (SprintHost     *host,
             SprintRepairer *repairer)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (concerns_machines, NULL, NULL));
  g_autoptr (GListModel) checks =
    G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (host)), filter));

  return sprint_check_list_new (checks, _("Checks of This Computer"), repairer, FALSE);
}

AdwNavigationPage *
sprint_check_page_new (SprintHost     *host,
                       SprintRepairer *repairer)
{
  SprintCheckPage *self = g_object_new (SPRINT_TYPE_CHECK_PAGE, "title", _("Check"), NULL);

  self->host = g_object_ref (host);
  sprint_flow_page_append (SPRINT_FLOW_PAGE (self), create_list (host, repairer));
  g_signal_connect_object (host, "notify::summary", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "notify::missing-components", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  sprint_check_page_examine (self);
  return ADW_NAVIGATION_PAGE (self);
}
