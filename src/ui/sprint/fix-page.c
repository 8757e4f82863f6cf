/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix-page.h"

#include <glib/gi18n.h>

#include "ui/host/announce.h"
#include "ui/host/package-list.h"

struct _SprintFixPage {
  SprintFlowPage parent_instance;

  SprintServices *services;
  GtkWidget *packages;
  GtkWidget *status;
  GCancellable *cancellable; /* of the examination */
  gboolean examining;
  gboolean left;
};

enum {
  PROP_0,
  PROP_INSTALLING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

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

static gboolean
has_failed (SprintFixPage *self)
{
  return sprint_host_get_state (sprint_services_get_host (self->services)) == SPRINT_CHECK_STATE_FAIL;
}

/* What installing did not help against, in the words of the checks. */
static char *
describe_failures (SprintFixPage *self)
{
  GListModel *checks = G_LIST_MODEL (sprint_services_get_host (self->services));
  g_autoptr (GString) words =
    g_string_new (_("All packages are installed, but this computer cannot run machines yet:"));

  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (SprintCheck) check = g_list_model_get_item (checks, i);
    SprintRemedy *remedy = sprint_check_get_remedy (check);

    if (sprint_check_get_state (check) != SPRINT_CHECK_STATE_FAIL)
      continue;
    g_string_append_printf (words, "\n%s.", sprint_check_get_summary (check));
    if (remedy != NULL && sprint_remedy_get_components (remedy)[0] == NULL) {
      g_string_append_printf (words, " %s", sprint_remedy_get_description (remedy));
    } else if (remedy != NULL && sprint_remedy_get_command (remedy) != NULL) {
      g_string_append_c (words, ' ');
      /* Translators: a command for a terminal */
      g_string_append_printf (words, _("Run this in a terminal, then check again: %s"),
                              sprint_remedy_get_command (remedy));
    }
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
update (SprintFixPage *self)
{
  SprintFlowPage *page = SPRINT_FLOW_PAGE (self);
  gboolean failed;
  gboolean busy = FALSE, done = FALSE, installing = FALSE;
  g_autofree char *words = NULL;

  if (self->services == NULL)
    return;
  failed = has_failed (self);
  g_object_get (self->packages, "busy", &busy, "done", &done, "installing", &installing, NULL);
  if (self->examining)
    words = g_strdup (_("Examining this computer…"));
  else if (done && failed)
    words = describe_failures (self);
  gtk_label_set_text (GTK_LABEL (self->status), words != NULL ? words : "");
  gtk_widget_set_visible (self->status, words != NULL);
  gtk_widget_set_sensitive (self->packages, !self->examining);
  /* Going back would break off an installation: that is what Cancel is for. */
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), !installing);

  sprint_flow_page_set_next (page, done ? _("_Continue") : NULL, done && !self->examining && !failed);
  if (done && failed)
    sprint_flow_page_set_other (page, _("Check _Again"), !self->examining);
  else
    /* Someone with a medium of their own needs no installer. */
    sprint_flow_page_set_other (page, failed || done ? NULL : _("_Skip"), !busy && !self->examining);
}

static void
busy_cb (SprintFixPage *self)
{
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSTALLING]);
}

/* Not by itself past the words that a restart is needed: the person is to read them, and continues. */
static void
move_on (SprintFixPage *self,
         gboolean       done)
{
  SprintPackageRestart restart;

  g_object_get (sprint_services_get_package_installer (self->services), "restart", &restart, NULL);
  if (!done || restart == SPRINT_PACKAGE_RESTART_NONE)
    g_signal_emit_by_name (self, "next");
}

/* What is missing now may be less than before, another thing, or nothing. */
static void
go_on (SprintFixPage *self)
{
  g_auto (GStrv) components = sprint_fix_page_get_components (self->services);
  g_auto (GStrv) before = NULL;
  gboolean done = FALSE;

  g_object_get (self->packages, "components", &before, "done", &done, NULL);
  if (components[0] == NULL && !has_failed (self)) {
    move_on (self, done);
    return;
  }
  /* Packages that are all there and still named: more of the same would not help. */
  if (done && (components[0] == NULL ||
               g_strv_equal ((const char * const *) before, (const char * const *) components))) {
    if (!has_failed (self))
      move_on (self, done);
    return;
  }
  sprint_package_list_set_components (SPRINT_PACKAGE_LIST (self->packages), (const char * const *) components);
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (self->packages));
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SprintFixPage) self = user_data;

  /* It fails for the one reason that somebody has left. */
  if (!sprint_host_examine_finish (SPRINT_HOST (source), result, NULL) || self->services == NULL || self->left)
    return;
  self->examining = FALSE;
  go_on (self);
  update (self);
}

static void
examine (SprintFixPage *self)
{
  SprintOffer *offer = sprint_catalogue_get_default_offer (sprint_services_get_catalogue (self->services));

  if (self->examining || self->left)
    return;
  if (offer != NULL)
    sprint_offer_refresh (offer);
  self->examining = TRUE;
  update (self);
  sprint_announce (GTK_WIDGET (self), gtk_label_get_text (GTK_LABEL (self->status)),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  sprint_host_examine_async (sprint_services_get_host (self->services), self->cancellable, examined_cb,
                             g_object_ref (self));
}

/* By this page or by somebody else: either way the checks are asked again. */
static void
done_cb (SprintFixPage *self)
{
  gboolean done = FALSE;

  g_object_get (self->packages, "done", &done, NULL);
  update (self);
  if (done)
    examine (self);
}

/* The person may have helped themselves meanwhile. */
static gboolean
retry_cb (SprintFixPage *self)
{
  examine (self);
  return TRUE;
}

static void
other_cb (SprintFixPage *self)
{
  if (has_failed (self))
    examine (self);
  else
    g_signal_emit_by_name (self, "next");
}

void
sprint_fix_page_leave (SprintFixPage *self)
{
  if (self->left)
    return;
  self->left = TRUE;
  self->examining = FALSE;
  g_cancellable_cancel (self->cancellable);
  sprint_package_list_cancel (SPRINT_PACKAGE_LIST (self->packages));
}

static void
sprint_fix_page_hidden (AdwNavigationPage *page)
{
  sprint_fix_page_leave (SPRINT_FIX_PAGE (page));

  if (ADW_NAVIGATION_PAGE_CLASS (sprint_fix_page_parent_class)->hidden != NULL)
    ADW_NAVIGATION_PAGE_CLASS (sprint_fix_page_parent_class)->hidden (page);
}

/* Back from what comes after. */
static void
sprint_fix_page_showing (AdwNavigationPage *page)
{
  SprintFixPage *self = SPRINT_FIX_PAGE (page);

  if (ADW_NAVIGATION_PAGE_CLASS (sprint_fix_page_parent_class)->showing != NULL)
    ADW_NAVIGATION_PAGE_CLASS (sprint_fix_page_parent_class)->showing (page);

  if (!self->left)
    return;
  self->left = FALSE;
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  update (self);
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
sprint_fix_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_INSTALLING:
    g_object_get_property (G_OBJECT (SPRINT_FIX_PAGE (object)->packages), "installing", value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_fix_page_class_init (SprintFixPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  AdwNavigationPageClass *page_class = ADW_NAVIGATION_PAGE_CLASS (klass);

  object_class->dispose = sprint_fix_page_dispose;
  object_class->finalize = sprint_fix_page_finalize;
  object_class->get_property = sprint_fix_page_get_property;
  page_class->hidden = sprint_fix_page_hidden;
  page_class->showing = sprint_fix_page_showing;

  properties[PROP_INSTALLING] =
    g_param_spec_boolean ("installing", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_fix_page_init (SprintFixPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->status = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->status), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->status), 0);
  gtk_widget_set_visible (self->status, FALSE);
  g_signal_connect (self, "other", G_CALLBACK (other_cb), NULL);
}

AdwNavigationPage *
sprint_fix_page_new (SprintServices *services)
{
  SprintFixPage *self = g_object_new (SPRINT_TYPE_FIX_PAGE, "title", _("Fix"), NULL);
  g_auto (GStrv) components = sprint_fix_page_get_components (services);

  self->services = g_object_ref (services);
  self->packages = sprint_package_list_new (sprint_services_get_package_installer (services),
                                            sprint_services_get_package_table (services));
  sprint_flow_page_append (SPRINT_FLOW_PAGE (self), self->packages);
  sprint_flow_page_append (SPRINT_FLOW_PAGE (self), self->status);
  g_signal_connect_object (self->packages, "retry", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->packages, "notify::busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
  /* One that is found under way begins while it is busy already. */
  g_signal_connect_object (self->packages, "notify::installing", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->packages, "notify::done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  sprint_package_list_set_components (SPRINT_PACKAGE_LIST (self->packages), (const char * const *) components);
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (self->packages));
  update (self);
  return ADW_NAVIGATION_PAGE (self);
}
