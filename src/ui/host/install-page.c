/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "install-page.h"

#include <glib/gi18n.h>

#include "announce.h"
#include "package-list.h"

struct _SprintInstallPage
{
  AdwNavigationPage parent_instance;

  GtkWidget *packages;   /* borrowed */
  GtkWidget *status;     /* borrowed */
  GStrv components;
};

G_DEFINE_FINAL_TYPE (SprintInstallPage, sprint_install_page, ADW_TYPE_NAVIGATION_PAGE)

enum {
  PROP_0,
  PROP_INSTALLING,
  PROP_DONE,
  N_PROPS
};

enum {
  RETRY,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
sprint_install_page_finalize (GObject *object)
{
  g_strfreev (SPRINT_INSTALL_PAGE (object)->components);

  G_OBJECT_CLASS (sprint_install_page_parent_class)->finalize (object);
}

static void
sprint_install_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SprintInstallPage *self = SPRINT_INSTALL_PAGE (object);

  switch (prop_id) {
  case PROP_INSTALLING:
  case PROP_DONE:
    g_object_get_property (G_OBJECT (self->packages), pspec->name, value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
installing_cb (SprintInstallPage *self)
{
  gboolean installing;

  g_object_get (self->packages, "installing", &installing, NULL);
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), !installing);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSTALLING]);
}

static void
done_cb (SprintInstallPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
}

static gboolean
retry_cb (SprintInstallPage *self)
{
  g_signal_emit (self, signals[RETRY], 0);

  return TRUE;
}

static void
sprint_install_page_class_init (SprintInstallPageClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->finalize = sprint_install_page_finalize;
  G_OBJECT_CLASS (klass)->get_property = sprint_install_page_get_property;

  properties[PROP_INSTALLING] = g_param_spec_boolean ("installing", NULL, NULL, FALSE, flags);
  properties[PROP_DONE] = g_param_spec_boolean ("done", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_install_page_init (SprintInstallPage *self)
{
}

AdwNavigationPage *
sprint_install_page_new (SprintPackageInstaller *installer,
                         SprintPackageTable     *table,
                         const char * const     *components)
{
  SprintInstallPage *self = g_object_new (SPRINT_TYPE_INSTALL_PAGE, "title", _("Install"), NULL);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *content = adw_preferences_page_new ();
  GtkWidget *toolbar = adw_toolbar_view_new ();

  self->components = g_strdupv ((char **) components);
  self->packages = sprint_package_list_new (installer, table);
  g_signal_connect_object (self->packages, "notify::installing", G_CALLBACK (installing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->packages, "notify::done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->packages, "retry", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  sprint_package_list_set_components (SPRINT_PACKAGE_LIST (self->packages), components);
  self->status = gtk_label_new (_("Examining this computer…"));
  gtk_widget_set_margin_top (self->status, 18);
  gtk_widget_set_visible (self->status, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->packages);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->status);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (content), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), content);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), toolbar);
  sprint_package_list_plan (SPRINT_PACKAGE_LIST (self->packages));

  return ADW_NAVIGATION_PAGE (self);
}

const char * const *
sprint_install_page_get_components (SprintInstallPage *self)
{
  g_return_val_if_fail (SPRINT_IS_INSTALL_PAGE (self), NULL);

  return (const char * const *) self->components;
}

void
sprint_install_page_set_examining (SprintInstallPage *self,
                                   gboolean           examining)
{
  g_return_if_fail (SPRINT_IS_INSTALL_PAGE (self));

  gtk_widget_set_sensitive (self->packages, !examining);
  gtk_widget_set_visible (self->status, examining);
  if (examining)
    sprint_announce (GTK_WIDGET (self), gtk_label_get_label (GTK_LABEL (self->status)),
                     GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
sprint_install_page_plan (SprintInstallPage *self)
{
  g_return_if_fail (SPRINT_IS_INSTALL_PAGE (self));

  sprint_package_list_plan (SPRINT_PACKAGE_LIST (self->packages));
}

void
sprint_install_page_cancel (SprintInstallPage *self)
{
  g_return_if_fail (SPRINT_IS_INSTALL_PAGE (self));

  sprint_package_list_cancel (SPRINT_PACKAGE_LIST (self->packages));
}
