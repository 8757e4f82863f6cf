/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-plan-group.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SprintPackagePlanGroup
{
  AdwPreferencesGroup parent_instance;

  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (SprintPackagePlanGroup, sprint_package_plan_group, ADW_TYPE_PREFERENCES_GROUP)

static GtkWidget *
new_row (const char *words)
{
  GtkWidget *row = adw_action_row_new ();
  const char *space = strchr (words, ' ');
  g_autofree char *name = space != NULL ? g_strndup (words, space - words) : g_strdup (words);

  g_object_set (row, "use-markup", FALSE, "title", name, "subtitle", space != NULL ? space + 1 : "", NULL);

  return row;
}

static void
add_requested (SprintPackagePlanGroup *self,
               SprintPackagePlan      *plan)
{
  const char * const *requested = sprint_package_plan_get_requested (plan);

  for (guint i = 0; requested[i] != NULL; i++) {
    GtkWidget *row = new_row (requested[i]);
    guint64 size = sprint_package_plan_get_size (plan, i);

    if (size > 0) {
      g_autofree char *words = g_format_size (size);
      GtkWidget *label = gtk_label_new (words);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
    gtk_list_box_append (self->rows, row);
  }
}

static void
add_others (SprintPackagePlanGroup *self,
            const char * const     *packages,
            char                   *title)
{
  g_autofree char *owned = title;
  guint n = g_strv_length ((char **) packages);
  GtkWidget *row;

  if (n == 0)
    return;

  row = adw_expander_row_new ();
  g_object_set (row, "use-markup", FALSE, "title", title, NULL);
  for (guint i = 0; i < n; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_row (packages[i]));
  gtk_list_box_append (self->rows, row);
}

/* (nullable) (transfer full) */
static char *
describe_sizes (SprintPackagePlan *plan)
{
  guint64 download = sprint_package_plan_get_download_size (plan);
  guint64 disk = sprint_package_plan_get_disk_size (plan);
  g_autofree char *download_words = g_format_size (download);
  g_autofree char *disk_words = g_format_size (disk);

  if (download > 0 && disk > 0)
    /* Translators: two amounts of data: what is fetched, and what it takes on the disk */
    return g_strdup_printf (_("%s to download, %s on disk"), download_words, disk_words);
  if (download > 0)
    return g_strdup_printf (_("%s to download"), download_words);
  if (disk > 0)
    return g_strdup_printf (_("%s on disk"), disk_words);

  return NULL;
}

static void
sprint_package_plan_group_class_init (SprintPackagePlanGroupClass *klass)
{
}

static void
sprint_package_plan_group_init (SprintPackagePlanGroup *self)
{
  const char *title = _("Packages to Install");

  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->rows));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
sprint_package_plan_group_set_plan (SprintPackagePlanGroup *self,
                                    SprintPackagePlan      *plan)
{
  g_autofree char *description = NULL;
  guint n;

  g_return_if_fail (SPRINT_IS_PACKAGE_PLAN_GROUP (self));

  gtk_list_box_remove_all (self->rows);
  gtk_widget_set_visible (GTK_WIDGET (self), plan != NULL);
  if (plan == NULL)
    return;

  add_requested (self, plan);
  n = g_strv_length ((char **) sprint_package_plan_get_additions (plan));
  add_others (self, sprint_package_plan_get_additions (plan),
              g_strdup_printf (ngettext ("%u package that comes with them",
                                         "%u packages that come with them", n), n));
  n = g_strv_length ((char **) sprint_package_plan_get_removals (plan));
  add_others (self, sprint_package_plan_get_removals (plan),
              g_strdup_printf (ngettext ("%u package will be removed", "%u packages will be removed", n), n));
  description = describe_sizes (plan);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), description);
}
