/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choose-page.h"

#include <glib/gi18n.h>

#include "ui/catalogue/medium-chooser.h"

#define MIB (1024.0 * 1024.0)
#define GIB (1024.0 * MIB)

struct _SprintChoosePage {
  SprintFlowPage parent_instance;

  SprintChoice *choice;
  GtkWidget *chooser;
  GtkWidget *name;
  GtkWidget *vcpus;
  GtkWidget *memory;
  GtkWidget *disk;
  GtkWidget *copy;
  GtkWidget *notice;
  GtkWidget *waiting;
  GtkWidget *problem;
  gboolean held;
};

G_DEFINE_FINAL_TYPE (SprintChoosePage, sprint_choose_page, SPRINT_TYPE_FLOW_PAGE)

static gboolean
bytes_to_units (GBinding     *binding,
                const GValue *from,
                GValue       *to,
                gpointer      unit)
{
  g_value_set_double (to, g_value_get_uint64 (from) / (unit != NULL ? GIB : MIB));
  return TRUE;
}

static gboolean
units_to_bytes (GBinding     *binding,
                const GValue *from,
                GValue       *to,
                gpointer      unit)
{
  g_value_set_uint64 (to, (guint64) (g_value_get_double (from) * (unit != NULL ? GIB : MIB)));
  return TRUE;
}

static gboolean
uint_to_double (GBinding     *binding,
                const GValue *from,
                GValue       *to,
                gpointer      data)
{
  g_value_set_double (to, g_value_get_uint (from));
  return TRUE;
}

static gboolean
double_to_uint (GBinding     *binding,
                const GValue *from,
                GValue       *to,
                gpointer      data)
{
  g_value_set_uint (to, (guint) g_value_get_double (from));
  return TRUE;
}

static void
update (SprintChoosePage *self)
{
  SprintMedium *medium = sprint_choice_get_medium (self->choice);
  gboolean is_disk = medium != NULL && sprint_medium_get_kind (medium) == SPRINT_MEDIUM_KIND_DISK;
  gboolean valid = sprint_choice_get_valid (self->choice);
  gboolean examining = sprint_choice_get_examining (self->choice);

  gtk_widget_set_visible (self->copy, is_disk);
  gtk_widget_set_visible (self->disk, !is_disk || sprint_choice_get_copy_disk (self->choice));
  gtk_widget_set_sensitive (self->copy, !sprint_choice_get_must_copy_disk (self->choice));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->copy),
                               sprint_choice_get_must_copy_disk (self->choice)
                                 ? _("An image of this format cannot be used in place: the machine gets a copy")
                               : sprint_choice_get_copy_disk (self->choice)
                                 ? _("The machine gets a copy; the file stays as it is")
                                 : _("The machine writes to this very file"));
  gtk_widget_set_visible (self->notice, !examining && !sprint_choice_get_accelerated (self->choice) &&
                                          !sprint_choice_get_can_try_acceleration (self->choice));
  gtk_label_set_text (GTK_LABEL (self->problem), valid ? "" : sprint_choice_get_problem (self->choice));
  gtk_widget_set_visible (self->problem, !valid);
  gtk_label_set_text (GTK_LABEL (self->waiting),
                      self->held ? _("What was made of the last machine is being taken back. Then you can start.")
                                 : _("Whether this computer can accelerate machines is being found out. Then you can "
                                     "start."));
  gtk_widget_set_visible (self->waiting, self->held || examining);
  /* While a file or the computer is looked at, what Start would make is not yet what was asked for. */
  sprint_flow_page_set_next (SPRINT_FLOW_PAGE (self), _("_Start"),
                             valid && !self->held && !examining &&
                               !sprint_medium_chooser_get_busy (SPRINT_MEDIUM_CHOOSER (self->chooser)));
}

static void
selected_cb (SprintChoosePage *self)
{
  GObject *selected = sprint_medium_chooser_get_selected (SPRINT_MEDIUM_CHOOSER (self->chooser));

  if (SPRINT_IS_MEDIUM (selected))
    sprint_choice_set_medium (self->choice, SPRINT_MEDIUM (selected));
  else
    sprint_choice_set_offer (self->choice, SPRINT_IS_OFFER (selected) ? SPRINT_OFFER (selected) : NULL);
}

static GtkWidget *
new_spin_row (const char *title,
              const char *subtitle,
              double      step)
{
  GtkAdjustment *adjustment = gtk_adjustment_new (0, 0, G_MAXINT, step, step * 4, 0);
  GtkWidget *row = adw_spin_row_new (adjustment, step, 0);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
bind_amount (SprintChoosePage *self,
             GtkWidget        *row,
             const char       *property,
             gboolean          gibibytes)
{
  g_autofree char *minimum = g_strconcat (property, "-minimum", NULL);
  g_autofree char *maximum = g_strconcat (property, "-maximum", NULL);
  GtkAdjustment *adjustment = adw_spin_row_get_adjustment (ADW_SPIN_ROW (row));
  gpointer unit = GINT_TO_POINTER (gibibytes);
  const char *value = gibibytes ? "disk-size" : property;

  g_object_bind_property_full (self->choice, minimum, adjustment, "lower", G_BINDING_SYNC_CREATE, bytes_to_units, NULL,
                               unit, NULL);
  g_object_bind_property_full (self->choice, maximum, adjustment, "upper", G_BINDING_SYNC_CREATE, bytes_to_units, NULL,
                               unit, NULL);
  g_object_bind_property_full (self->choice, value, adjustment, "value",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL, bytes_to_units, units_to_bytes, unit,
                               NULL);
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Where one machine has failed with it; one that does so again goes on without it by itself. */
static GtkWidget *
new_trial (SprintChoosePage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Try Hardware Acceleration Again"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _("A machine failed with it on this computer. Should this one fail, too, it goes on "
                                 "without it, more slowly."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_object_bind_property (self->choice, "try-acceleration", row, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->choice, "can-try-acceleration", group, "visible", G_BINDING_SYNC_CREATE);
  return group;
}

static void
sprint_choose_page_dispose (GObject *object)
{
  g_clear_object (&SPRINT_CHOOSE_PAGE (object)->choice);
  G_OBJECT_CLASS (sprint_choose_page_parent_class)->dispose (object);
}

static void
sprint_choose_page_class_init (SprintChoosePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_choose_page_dispose;
}

static void
sprint_choose_page_init (SprintChoosePage *self)
{
}

static void
build (SprintChoosePage *self)
{
  SprintFlowPage *page = SPRINT_FLOW_PAGE (self);
  GtkWidget *group = adw_preferences_group_new ();

  self->notice = new_label (_("Machines run without hardware acceleration on this computer, more slowly. "
                              "The check says why, and what to do."), "warning");
  self->name = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _("Name"));
  self->vcpus = new_spin_row (_("CPUs"), NULL, 1);
  self->memory = new_spin_row (_("Memory"), _("MiB"), 256);
  self->disk = new_spin_row (_("Disk"), _("GiB at most; it grows as it is filled"), 1);
  self->copy = adw_switch_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->copy), _("Copy the Disk Image"));
  self->waiting = new_label (NULL, "dim-label");
  self->problem = new_label (NULL, "error");

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Machine"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->vcpus);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->memory);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->disk);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->copy);
  sprint_flow_page_append (page, self->notice);
  sprint_flow_page_append (page, new_trial (self));
  sprint_flow_page_append (page, self->chooser);
  sprint_flow_page_append (page, group);
  sprint_flow_page_append (page, self->waiting);
  sprint_flow_page_append (page, self->problem);
}

static void
bind (SprintChoosePage *self)
{
  GtkAdjustment *vcpus = adw_spin_row_get_adjustment (ADW_SPIN_ROW (self->vcpus));

  gtk_adjustment_set_lower (vcpus, 1);
  g_object_bind_property_full (self->choice, "vcpus-maximum", vcpus, "upper", G_BINDING_SYNC_CREATE, uint_to_double,
                               NULL, NULL, NULL);
  g_object_bind_property_full (self->choice, "vcpus", vcpus, "value", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL,
                               uint_to_double, double_to_uint, NULL, NULL);
  g_object_bind_property (self->choice, "title", self->name, "text", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->choice, "copy-disk", self->copy, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  bind_amount (self, self->memory, "memory", FALSE);
  bind_amount (self, self->disk, "disk", TRUE);
  g_signal_connect_object (self->choice, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "notify::busy", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

AdwNavigationPage *
sprint_choose_page_new (SprintServices *services)
{
  SprintChoosePage *self = g_object_new (SPRINT_TYPE_CHOOSE_PAGE, "title", _("Choose"), NULL);
  SprintPlatform *platform = sprint_services_get_platform (services);

  self->choice = sprint_choice_new (sprint_services_get_host (services), sprint_platform_get_disk_folder (platform));
  sprint_choice_set_machines (self->choice, G_LIST_MODEL (sprint_services_get_local_connection (services)));
  self->chooser = sprint_medium_chooser_new (sprint_services_get_catalogue (services),
                                             sprint_platform_get_downloads_folder (platform));
  build (self);
  bind (self);
  selected_cb (self);
  update (self);
  return ADW_NAVIGATION_PAGE (self);
}

SprintChoice *
sprint_choose_page_get_choice (SprintChoosePage *self)
{
  return self->choice;
}

void
sprint_choose_page_set_held (SprintChoosePage *self,
                             gboolean          held)
{
  if (self->held == held)
    return;
  self->held = held;
  update (self);
}
