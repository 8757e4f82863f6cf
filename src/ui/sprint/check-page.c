/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-page.h"

#include <glib/gi18n.h>

#include "ui/host/announce.h"
#include "ui/host/check-list.h"
#include "ui/host/check-row.h"

struct _SprintCheckPage {
  SprintFlowPage parent_instance;

  SprintHost *host;
  SprintHostWatch *watch;
  GHashTable *troubled;   /* the quiet checks with which something was wrong while this page was there */
  GtkFilter *filter;      /* borrowed */
  GCancellable *cancellable;
  GtkWidget *summary;
  gboolean examining;
  guint patience;         /* while it examines by itself, and what was found before stays */
  char *announced;        /* the summary that was said last */
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

  /* A button that goes takes the click that is under way with it, and the focus. */
  if (self->patience != 0)
    return;

  gtk_label_set_text (GTK_LABEL (self->summary),
                      self->examining || summary == NULL ? _("Examining this computer…") : summary);
  sprint_flow_page_set_other (page, _("Check _Again"), !self->examining);
  if (!self->examining && lacks_something (self))
    sprint_flow_page_set_next (page, _("_Fix"), TRUE);
  else
    sprint_flow_page_set_next (page, _("_Continue"), !self->examining && good);
}

static void
announce (SprintCheckPage *self)
{
  if (g_set_str (&self->announced, gtk_label_get_text (GTK_LABEL (self->summary))))
    sprint_announce (GTK_WIDGET (self), self->announced, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SprintCheckPage) self = user_data;

  /* Otherwise it was left. */
  if (!sprint_host_examine_finish (SPRINT_HOST (source), result, NULL) || self->host == NULL)
    return;
  g_clear_handle_id (&self->patience, g_source_remove);
  self->examining = FALSE;
  update (self);
  announce (self);
}

static gboolean
patience_cb (gpointer user_data)
{
  SprintCheckPage *self = user_data;

  self->patience = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
examine (SprintCheckPage *self)
{
  if (!self->examining)
    sprint_host_examine_async (self->host, self->cancellable, examined_cb, g_object_ref (self));
  self->examining = TRUE;
  update (self);
}

void
sprint_check_page_examine (SprintCheckPage *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  /* Who asks is answered, be it with the same words. */
  g_clear_pointer (&self->announced, g_free);
  examine (self);
}

void
sprint_check_page_leave (SprintCheckPage *self)
{
  g_return_if_fail (SPRINT_IS_CHECK_PAGE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->patience, g_source_remove);
}

static void
changed_cb (SprintCheckPage *self)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  sprint_host_note_change (self->host);
  if (!self->examining)
    self->patience = g_timeout_add (SPRINT_CHECK_PATIENCE, patience_cb, self);
  examine (self);
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
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->host);
  g_clear_object (&self->watch);
  G_OBJECT_CLASS (sprint_check_page_parent_class)->dispose (object);
}

static void
sprint_check_page_finalize (GObject *object)
{
  g_clear_object (&SPRINT_CHECK_PAGE (object)->cancellable);
  g_free (SPRINT_CHECK_PAGE (object)->announced);
  g_hash_table_unref (SPRINT_CHECK_PAGE (object)->troubled);
  G_OBJECT_CLASS (sprint_check_page_parent_class)->finalize (object);
}

static void
sprint_check_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sprint_check_page_parent_class)->map (widget);

  sprint_host_watch_hold (SPRINT_CHECK_PAGE (widget)->watch);
}

static void
sprint_check_page_unmap (GtkWidget *widget)
{
  sprint_host_watch_release (SPRINT_CHECK_PAGE (widget)->watch);

  GTK_WIDGET_CLASS (sprint_check_page_parent_class)->unmap (widget);
}

static void
sprint_check_page_class_init (SprintCheckPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_check_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_check_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->showing = sprint_check_page_showing;
  GTK_WIDGET_CLASS (klass)->map = sprint_check_page_map;
  GTK_WIDGET_CLASS (klass)->unmap = sprint_check_page_unmap;
}

static void
sprint_check_page_init (SprintCheckPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->troubled = g_hash_table_new (NULL, NULL);
  self->summary = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->summary), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->summary), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->summary, "title-4");
  sprint_flow_page_append (SPRINT_FLOW_PAGE (self), self->summary);
  g_signal_connect (self, "other", G_CALLBACK (sprint_check_page_examine), NULL);
}

/* What a first machine needs, and what is wrong with the rest of what concerns it; all others are in the window's menu. */
static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  SprintCheck *check = item;
  SprintCheckPage *self = user_data;

  return sprint_check_get_scope (check) == SPRINT_CHECK_SCOPE_MACHINES &&
         (!sprint_check_get_quiet (check) || g_hash_table_contains (self->troubled, check));
}

/* It stays, put right or asked again, so that nothing moves under the pointer. */
static void
state_cb (SprintCheckPage *self,
          GParamSpec      *pspec,
          SprintCheck     *check)
{
  if (sprint_check_get_state (check) >= SPRINT_CHECK_STATE_WARN && sprint_check_get_quiet (check) &&
      g_hash_table_add (self->troubled, check))
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_LESS_STRICT);
}

/* Packages come on the next page. */
static GtkWidget *
create_list (SprintCheckPage *self,
             SprintRepairer  *repairer)
{
  GListModel *model = G_LIST_MODEL (self->host);
  g_autoptr (GListModel) checks = NULL;

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (model, i);

    state_cb (self, NULL, check);
    g_signal_connect_object (check, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  }
  checks = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (model), self->filter));

  return sprint_check_list_new (checks, _("Checks of This Computer"), repairer, FALSE);
}

AdwNavigationPage *
sprint_check_page_new (SprintHost      *host,
                       SprintHostWatch *watch,
                       SprintRepairer  *repairer)
{
  SprintCheckPage *self = g_object_new (SPRINT_TYPE_CHECK_PAGE, "title", _("Check"), NULL);

  self->host = g_object_ref (host);
  self->watch = g_object_ref (watch);
  sprint_flow_page_append (SPRINT_FLOW_PAGE (self), create_list (self, repairer));
  g_signal_connect_object (host, "notify::summary", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "notify::missing-components", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repairer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  sprint_check_page_examine (self);
  return ADW_NAVIGATION_PAGE (self);
}
