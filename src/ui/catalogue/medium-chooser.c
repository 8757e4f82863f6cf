/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medium-chooser.h"

#include <glib/gi18n.h>

#include "core/problem/problem.h"
#include "medium-row.h"

struct _SprintMediumChooser
{
  AdwBin parent_instance;

  GtkDropTarget *drop_target;
  GtkRevealer *drop_revealer;
  AdwPreferencesGroup *problem_group;
  AdwActionRow *problem_row;
  AdwPreferencesGroup *offer_group;
  AdwPreferencesGroup *downloads_group;
  AdwPreferencesGroup *file_group;
  GtkWidget *spinner;

  SprintCatalogue *catalogue;
  char *downloads;
  GObject *selected;
  GPtrArray *rows;
  GCancellable *cancellable;   /* of everything */
  GCancellable *opening;       /* of the file being looked at, or NULL */
};

G_DEFINE_FINAL_TYPE (SprintMediumChooser, sprint_medium_chooser, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_CATALOGUE,
  PROP_DOWNLOADS,
  PROP_SELECTED,
  PROP_BUSY,
  N_PROPS,
};

enum {
  PROBLEM,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_opening (SprintMediumChooser *self,
             GCancellable        *opening)
{
  if (!g_set_object (&self->opening, opening))
    return;

  gtk_widget_set_visible (self->spinner, opening != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

/* What the readers of media say is a sentence; what the system says, "Permission denied", is not. */
static char *
describe (const GError *error)
{
  g_autoptr (SprintProblem) problem = sprint_problem_new (error);

  if (!g_error_matches (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_FAILED) &&
      !g_error_matches (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NOT_FOUND) &&
      !g_error_matches (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_UNREADABLE))
    return g_strdup (error->message);

  return g_strdup_printf ("%s %s", problem->sentence, problem->remedy != NULL ? problem->remedy : problem->details);
}

static void
show_problem (SprintMediumChooser *self,
              const GError        *error)
{
  const char *title = _("This File Cannot Be Used");
  g_autofree char *words = describe (error);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", title, words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem_row), title);
  adw_action_row_set_subtitle (self->problem_row, words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_group), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), spoken, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  g_signal_emit (self, signals[PROBLEM], 0, error);
}

static void
hide_problem (SprintMediumChooser *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem_group), FALSE);
}

static void
row_chosen_cb (SprintMediumChooser *self,
               SprintMediumRow     *row)
{
  if (!g_set_object (&self->selected, sprint_medium_row_get_item (row)))
    return;

  /* Whoever chooses another while a file is looked at, no longer wants that. */
  if (self->opening != NULL) {
    g_cancellable_cancel (self->opening);
    set_opening (self, NULL);
  }
  hide_problem (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

static SprintMediumRow *
add_row (SprintMediumChooser *self,
         AdwPreferencesGroup *group,
         gpointer             item)
{
  SprintMediumRow *first = self->rows->len > 0 ? g_ptr_array_index (self->rows, 0) : NULL;
  GtkWidget *row = sprint_medium_row_new (item, first);

  g_signal_connect_object (row, "chosen", G_CALLBACK (row_chosen_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (group, row);

  return SPRINT_MEDIUM_ROW (row);
}

/* The row of the same file, so that it does not appear twice. */
static SprintMediumRow *
find_row (SprintMediumChooser *self,
          SprintMedium        *medium)
{
  for (guint i = 0; i < self->rows->len; i++) {
    SprintMediumRow *row = g_ptr_array_index (self->rows, i);
    GObject *item = sprint_medium_row_get_item (row);

    if (SPRINT_IS_MEDIUM (item) &&
        g_strcmp0 (sprint_medium_get_path (SPRINT_MEDIUM (item)), sprint_medium_get_path (medium)) == 0)
      return row;
  }

  return NULL;
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintMediumChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) media = sprint_catalogue_scan_finish (SPRINT_CATALOGUE (source), result, &error);

  /* A person may have no Downloads, or keep it closed: then nothing is offered from there. */
  if (media == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (media); i++) {
    g_autoptr (SprintMedium) medium = g_list_model_get_item (media, i);

    if (find_row (self, medium) != NULL)
      continue;
    add_row (self, self->downloads_group, medium);
    gtk_widget_set_visible (GTK_WIDGET (self->downloads_group), TRUE);
  }
}

static void
recognised_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GCancellable) opening = g_object_ref (g_task_get_cancellable (G_TASK (result)));
  g_autoptr (SprintMediumChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintMedium) medium = NULL;
  SprintMediumRow *row;

  medium = sprint_catalogue_recognise_finish (SPRINT_CATALOGUE (source), result, &error);
  /* Another file was chosen meanwhile, or nobody is there any more. */
  if (opening != self->opening)
    return;
  set_opening (self, NULL);

  if (medium == NULL) {
    show_problem (self, error);
    return;
  }

  hide_problem (self);
  row = find_row (self, medium);
  if (row == NULL)
    row = add_row (self, self->file_group, medium);
  sprint_medium_row_choose (row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (SprintMediumChooser) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    sprint_medium_chooser_open (self, file);
}

static GListModel *
create_filters (void)
{
  static const char * const suffixes[] = { "iso", "img", "qcow2", "raw", "vmdk", "vdi", "vhdx", "vhd" };
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) media = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (media, _("Installers and Disk Images"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (media, suffixes[i]);
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, media);
  g_list_store_append (filters, all);

  return G_LIST_MODEL (filters);
}

static void
open_activated_cb (SprintMediumChooser *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = create_filters ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _("Choose an Installer or a Disk Image"));
  gtk_file_dialog_set_filters (dialog, filters);
  if (self->downloads != NULL) {
    g_autoptr (GFile) folder = g_file_new_for_path (self->downloads);

    gtk_file_dialog_set_initial_folder (dialog, folder);
  }
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable,
                        file_chosen_cb, g_object_ref (self));
}

static GdkDragAction
drop_enter_cb (SprintMediumChooser *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->drop_revealer), TRUE);
  gtk_revealer_set_reveal_child (self->drop_revealer, TRUE);

  return GDK_ACTION_COPY;
}

static void
drop_leave_cb (SprintMediumChooser *self)
{
  gtk_revealer_set_reveal_child (self->drop_revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->drop_revealer), FALSE);
}

static gboolean
drop_cb (SprintMediumChooser *self,
         const GValue        *value)
{
  GSList *files;

  drop_leave_cb (self);
  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return FALSE;
  files = g_value_get_boxed (value);
  if (files == NULL)
    return FALSE;

  sprint_medium_chooser_open (self, files->data);

  return TRUE;
}

static void
sprint_medium_chooser_constructed (GObject *object)
{
  SprintMediumChooser *self = SPRINT_MEDIUM_CHOOSER (object);
  SprintOffer *offer;

  G_OBJECT_CLASS (sprint_medium_chooser_parent_class)->constructed (object);

  if (self->catalogue == NULL)
    return;

  offer = sprint_catalogue_get_default_offer (self->catalogue);
  sprint_offer_refresh (offer);
  sprint_offer_ask_size (offer, self->cancellable);
  sprint_medium_row_choose (add_row (self, self->offer_group, offer));

  if (self->downloads != NULL) {
    g_autoptr (GFile) folder = g_file_new_for_path (self->downloads);

    sprint_catalogue_scan_async (self->catalogue, folder, self->cancellable, scanned_cb, g_object_ref (self));
  }
}

static void
sprint_medium_chooser_dispose (GObject *object)
{
  SprintMediumChooser *self = SPRINT_MEDIUM_CHOOSER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_MEDIUM_CHOOSER);

  G_OBJECT_CLASS (sprint_medium_chooser_parent_class)->dispose (object);
}

static void
sprint_medium_chooser_finalize (GObject *object)
{
  SprintMediumChooser *self = SPRINT_MEDIUM_CHOOSER (object);

  g_clear_object (&self->catalogue);
  g_clear_object (&self->selected);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->downloads);

  G_OBJECT_CLASS (sprint_medium_chooser_parent_class)->finalize (object);
}

static void
sprint_medium_chooser_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  SprintMediumChooser *self = SPRINT_MEDIUM_CHOOSER (object);

  switch (prop_id) {
  case PROP_CATALOGUE:
    g_value_set_object (value, self->catalogue);
    break;
  case PROP_DOWNLOADS:
    g_value_set_string (value, self->downloads);
    break;
  case PROP_SELECTED:
    g_value_set_object (value, self->selected);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, sprint_medium_chooser_get_busy (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_medium_chooser_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  SprintMediumChooser *self = SPRINT_MEDIUM_CHOOSER (object);

  switch (prop_id) {
  case PROP_CATALOGUE:
    self->catalogue = g_value_dup_object (value);
    break;
  case PROP_DOWNLOADS:
    self->downloads = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_CATALOGUE] = g_param_spec_object ("catalogue", NULL, NULL, SPRINT_TYPE_CATALOGUE, construct);
  props[PROP_DOWNLOADS] = g_param_spec_string ("downloads", NULL, NULL, NULL, construct);
  props[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, G_TYPE_OBJECT, read);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sprint_medium_chooser_class_init (SprintMediumChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sprint_medium_chooser_constructed;
  object_class->dispose = sprint_medium_chooser_dispose;
  object_class->finalize = sprint_medium_chooser_finalize;
  object_class->get_property = sprint_medium_chooser_get_property;
  object_class->set_property = sprint_medium_chooser_set_property;
  install_properties (object_class);

  signals[PROBLEM] = g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_ERROR);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/catalogue/medium-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintMediumChooser, drop_target);
  gtk_widget_class_bind_template_child (widget_class, SprintMediumChooser, drop_revealer);
  gtk_widget_class_bind_template_child (widget_class, SprintMediumChooser, problem_group);
  gtk_widget_class_bind_template_child (widget_class, SprintMediumChooser, problem_row);
  gtk_widget_class_bind_template_child (widget_class, SprintMediumChooser, offer_group);
  gtk_widget_class_bind_template_child (widget_class, SprintMediumChooser, downloads_group);
  gtk_widget_class_bind_template_child (widget_class, SprintMediumChooser, file_group);
  gtk_widget_class_bind_template_child (widget_class, SprintMediumChooser, spinner);
  gtk_widget_class_bind_template_callback (widget_class, open_activated_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "dismiss_cb", G_CALLBACK (hide_problem));
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_leave_cb);
}

static void
sprint_medium_chooser_init (SprintMediumChooser *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST };

  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  g_type_ensure (SPRINT_TYPE_MEDIUM_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (self->drop_target, types, G_N_ELEMENTS (types));
}

GtkWidget *
sprint_medium_chooser_new (SprintCatalogue *catalogue,
                           const char      *downloads)
{
  return g_object_new (SPRINT_TYPE_MEDIUM_CHOOSER,
                       "catalogue", catalogue,
                       "downloads", downloads,
                       NULL);
}

GObject *
sprint_medium_chooser_get_selected (SprintMediumChooser *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM_CHOOSER (self), NULL);

  return self->selected;
}

gboolean
sprint_medium_chooser_get_busy (SprintMediumChooser *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM_CHOOSER (self), FALSE);

  return self->opening != NULL;
}

void
sprint_medium_chooser_open (SprintMediumChooser *self,
                            GFile               *file)
{
  g_autoptr (GCancellable) opening = g_cancellable_new ();

  g_return_if_fail (SPRINT_IS_MEDIUM_CHOOSER (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  set_opening (self, opening);
  sprint_catalogue_recognise_async (self->catalogue, file, opening, recognised_cb, g_object_ref (self));
}
