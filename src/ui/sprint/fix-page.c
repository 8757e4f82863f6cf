/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix-page.h"

#include <glib/gi18n.h>

#include "ui/host/package-list.h"

struct _SprintFixPage {
  SprintFlowPage parent_instance;

  SprintServices *services;
  GtkWidget *packages;
  GCancellable *cancellable;
  gboolean examining;
};

G_DEFINE_FINAL_TYPE (SprintFixPage, sprint_fix_page, SPRINT_TYPE_FLOW_PAGE)

GStrv
sprint_fix_page_get_components (SprintServices *services)
{
  SprintOffer *offer = sprint_catalogue_get_default_offer (sprint_services_get_catalogue (services));
  const char * const *missing = sprint_host_get_missing_components (sprint_services_get_host (services));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (missing != NULL)
    g_strv_builder_addv (builder, (const char **) missing);
  if (offer != NULL && sprint_offer_get_component (offer) != NULL && !sprint_offer_get_ready (offer))
    g_strv_builder_add (builder, sprint_offer_get_component (offer));
  return g_strv_builder_end (builder);
}

static void
update (SprintFixPage *self)
{
  SprintHost *host = sprint_services_get_host (self->services);
  gboolean failed = sprint_host_get_state (host) == SPRINT_CHECK_STATE_FAIL;
  gboolean busy = FALSE, done = FALSE;

  g_object_get (self->packages, "busy", &busy, "done", &done, NULL);
  if (done)
    sprint_flow_page_set_next (SPRINT_FLOW_PAGE (self), _("_Continue"), !self->examining && !failed);
  else
    sprint_flow_page_set_next (SPRINT_FLOW_PAGE (self), NULL, FALSE);
  /* Someone with a medium of their own needs no installer. */
  sprint_flow_page_set_other (SPRINT_FLOW_PAGE (self), failed || done ? NULL : _("_Skip"), !busy);
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SprintFixPage) self = user_data;

  sprint_host_examine_finish (SPRINT_HOST (source), result, NULL);
  if (self->services == NULL)
    return;
  self->examining = FALSE;
  update (self);
  /* Who went back meanwhile wants to stay there. */
  if (sprint_host_get_state (SPRINT_HOST (source)) != SPRINT_CHECK_STATE_FAIL &&
      gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    g_signal_emit_by_name (self, "next");
}

static void
installed_cb (SprintFixPage *self)
{
  sprint_offer_refresh (sprint_catalogue_get_default_offer (sprint_services_get_catalogue (self->services)));
  self->examining = TRUE;
  update (self);
  sprint_host_examine_async (sprint_services_get_host (self->services), self->cancellable, examined_cb,
                             g_object_ref (self));
}

static void
skip_cb (SprintFixPage *self)
{
  g_signal_emit_by_name (self, "next");
}

static void
sprint_fix_page_dispose (GObject *object)
{
  SprintFixPage *self = SPRINT_FIX_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->services);
  G_OBJECT_CLASS (sprint_fix_page_parent_class)->dispose (object);
}

static void
sprint_fix_page_finalize (GObject *object)
{
  g_clear_object (&SPRINT_FIX_PAGE (object)->cancellable);
  G_OBJECT_CLASS (sprint_fix_page_parent_class)->finalize (object);
}

static void
sprint_fix_page_class_init (SprintFixPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_fix_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_fix_page_finalize;
}

static void
sprint_fix_page_init (SprintFixPage *self)
{
  self->cancellable = g_cancellable_new ();
  g_signal_connect (self, "other", G_CALLBACK (skip_cb), NULL);
}

AdwNavigationPage *
sprint_fix_page_new (SprintServices *services)
{
  SprintFixPage *self = g_object_new (SPRINT_TYPE_FIX_PAGE, "title", _("Fix"), "tag", "fix", NULL);
  g_auto (GStrv) components = sprint_fix_page_get_components (services);

  self->services = g_object_ref (services);
  self->packages = sprint_package_list_new (sprint_services_get_package_installer (services),
                                            sprint_services_get_package_table (services));
  sprint_flow_page_append (SPRINT_FLOW_PAGE (self), self->packages);
  g_signal_connect_object (self->packages, "installed", G_CALLBACK (installed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->packages, "notify::busy", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->packages, "notify::done", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  sprint_package_list_set_components (SPRINT_PACKAGE_LIST (self->packages), (const char * const *) components);
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (self->packages));
  update (self);
  return ADW_NAVIGATION_PAGE (self);
}
