/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout-row.h"

#include <glib/gi18n.h>

#include "core/console/typing/layout-registry.h"

struct _SprintLayoutRow
{
  AdwComboRow parent_instance;

  GListStore *names;
  GCancellable *cancellable;
  char *layout;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SprintLayoutRow, sprint_layout_row, ADW_TYPE_COMBO_ROW)

enum {
  PROP_0,
  PROP_LAYOUT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_layout_row_dispose (GObject *object)
{
  SprintLayoutRow *self = SPRINT_LAYOUT_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->names);

  G_OBJECT_CLASS (sprint_layout_row_parent_class)->dispose (object);
}

static void
sprint_layout_row_finalize (GObject *object)
{
  g_free (SPRINT_LAYOUT_ROW (object)->layout);

  G_OBJECT_CLASS (sprint_layout_row_parent_class)->finalize (object);
}

static void
sprint_layout_row_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SprintLayoutRow *self = SPRINT_LAYOUT_ROW (object);

  switch (prop_id) {
  case PROP_LAYOUT:
    g_value_set_string (value, self->layout);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_layout_row_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SprintLayoutRow *self = SPRINT_LAYOUT_ROW (object);

  switch (prop_id) {
  case PROP_LAYOUT:
    sprint_layout_row_set_layout (self, g_value_get_string (value));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static guint
find (SprintLayoutRow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->names));

  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintLayoutName) name = g_list_model_get_item (G_LIST_MODEL (self->names), i);

    if (g_str_equal (sprint_layout_name_get_id (name), self->layout))
      return i;
  }

  return GTK_INVALID_LIST_POSITION;
}

/* What is chosen is always there to be seen, known or not. */
static void
show_layout (SprintLayoutRow *self)
{
  guint position = find (self);

  if (position == GTK_INVALID_LIST_POSITION) {
    g_autoptr (SprintLayoutName) name = sprint_layout_name_new (self->layout, self->layout);

    position = 1;
    g_list_store_insert (self->names, position, name);
  }
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
}

static void
fill (SprintLayoutRow *self,
      GPtrArray       *names)
{
  g_autoptr (SprintLayoutName) own = sprint_layout_name_new ("", _("Same as This Computer"));

  self->filling = TRUE;
  g_list_store_remove_all (self->names);
  g_list_store_append (self->names, own);
  if (names != NULL)
    g_list_store_splice (self->names, 1, 0, names->pdata, names->len);
  show_layout (self);
  self->filling = FALSE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GPtrArray) names = sprint_layout_registry_read_finish (result, NULL);

  /* Cancelled, the row is gone. */
  if (names != NULL)
    fill (SPRINT_LAYOUT_ROW (user_data), names);
}

static void
selected_cb (SprintLayoutRow *self)
{
  SprintLayoutName *name = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self));

  if (!self->filling && name != NULL && g_set_str (&self->layout, sprint_layout_name_get_id (name)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

static void
sprint_layout_row_class_init (SprintLayoutRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_layout_row_dispose;
  object_class->finalize = sprint_layout_row_finalize;
  object_class->get_property = sprint_layout_row_get_property;
  object_class->set_property = sprint_layout_row_set_property;
  properties[PROP_LAYOUT] =
    g_param_spec_string ("layout", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_layout_row_init (SprintLayoutRow *self)
{
  AdwComboRow *row = ADW_COMBO_ROW (self);
  g_autoptr (GtkExpression) label = gtk_property_expression_new (SPRINT_TYPE_LAYOUT_NAME, NULL, "label");
  GParamSpec *match_mode;

  self->layout = g_strdup ("");
  self->names = g_list_store_new (SPRINT_TYPE_LAYOUT_NAME);
  self->cancellable = g_cancellable_new ();
  adw_combo_row_set_expression (row, label);
  adw_combo_row_set_enable_search (row, TRUE);
  /* Libadwaita's since 1.6; before it, a name is found by its beginning only. */
  match_mode = g_object_class_find_property (G_OBJECT_GET_CLASS (self), "search-match-mode");
  if (match_mode != NULL)
    g_object_set (self, "search-match-mode", GTK_STRING_FILTER_MATCH_MODE_SUBSTRING, NULL);
  adw_combo_row_set_model (row, G_LIST_MODEL (self->names));
  fill (self, NULL);
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
  sprint_layout_registry_read_async (self->cancellable, read_cb, self);
}

const char *
sprint_layout_row_get_layout (SprintLayoutRow *self)
{
  g_return_val_if_fail (SPRINT_IS_LAYOUT_ROW (self), NULL);

  return self->layout;
}

void
sprint_layout_row_set_layout (SprintLayoutRow *self,
                              const char      *layout)
{
  g_return_if_fail (SPRINT_IS_LAYOUT_ROW (self));

  if (!g_set_str (&self->layout, layout != NULL ? layout : ""))
    return;

  self->filling = TRUE;
  show_layout (self);
  self->filling = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}
