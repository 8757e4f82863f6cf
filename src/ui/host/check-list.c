/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-list.h"

#include "check-row.h"
#include "repair-dialog.h"

struct _SprintCheckList
{
  AdwBin parent_instance;

  GtkListBox *list;
  GListModel *checks;
  char *label;
  SprintRepairer *repairer;
  gboolean packages;
};

G_DEFINE_FINAL_TYPE (SprintCheckList, sprint_check_list, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_CHECKS,
  PROP_LABEL,
  PROP_REPAIRER,
  PROP_PACKAGES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum {
  INSTALL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
repaired_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SprintCheckRow) row = user_data;
  SprintCheck *check = sprint_check_row_get_check (row);

  gtk_widget_set_sensitive (GTK_WIDGET (row), TRUE);
  /* Whatever came of it: what is asked again is the truth. The row's own check has gone with its dialog. */
  if (sprint_repair_dialog_run_finish (result) && check != NULL)
    sprint_check_ask_async (check, NULL, NULL, NULL);
}

static void
apply_cb (SprintCheckList *self,
          SprintCheckRow  *row)
{
  SprintCheck *check = sprint_check_row_get_check (row);
  SprintRemedy *remedy = sprint_check_get_remedy (check);
  g_autoptr (SprintRepair) repair = NULL;

  if (remedy == NULL)
    return;
  if (self->packages && sprint_remedy_get_components (remedy)[0] != NULL) {
    g_signal_emit (self, signals[INSTALL], 0, sprint_remedy_get_components (remedy));
    return;
  }
  repair = sprint_repair_new (sprint_remedy_get_action (remedy), sprint_remedy_get_target (remedy));
  /* One thing at a time. */
  gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
  sprint_repair_dialog_run_async (GTK_WIDGET (self), self->repairer, repair, FALSE, repaired_cb, g_object_ref (row));
}

static SprintRemedyOffer
get_offer (SprintCheckList *self)
{
  SprintRepair any = { SPRINT_REMEDY_ACTION_INSPECT, NULL, 0 };
  SprintRemedyOffer offer = SPRINT_REMEDY_OFFER_NONE;

  if (self->packages)
    offer |= SPRINT_REMEDY_OFFER_PACKAGES;
  if (self->repairer != NULL && sprint_repairer_can_apply (self->repairer, &any))
    offer |= SPRINT_REMEDY_OFFER_ACTIONS;

  return offer;
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  SprintCheckList *self = user_data;
  GtkWidget *row = sprint_check_row_new (SPRINT_CHECK (item), get_offer (self));

  g_signal_connect_object (row, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
sprint_check_list_constructed (GObject *object)
{
  SprintCheckList *self = SPRINT_CHECK_LIST (object);

  G_OBJECT_CLASS (sprint_check_list_parent_class)->constructed (object);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
  gtk_list_box_bind_model (self->list, self->checks, create_row_cb, self, NULL);
}

static void
sprint_check_list_dispose (GObject *object)
{
  SprintCheckList *self = SPRINT_CHECK_LIST (object);

  /* First, as disposing of the template frees what AdwBin still has as its child. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_CHECK_LIST);
  g_clear_object (&self->checks);
  g_clear_object (&self->repairer);

  G_OBJECT_CLASS (sprint_check_list_parent_class)->dispose (object);
}

static void
sprint_check_list_finalize (GObject *object)
{
  g_free (SPRINT_CHECK_LIST (object)->label);

  G_OBJECT_CLASS (sprint_check_list_parent_class)->finalize (object);
}

static void
sprint_check_list_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SprintCheckList *self = SPRINT_CHECK_LIST (object);

  switch (prop_id) {
  case PROP_CHECKS:
    self->checks = g_value_dup_object (value);
    break;
  case PROP_LABEL:
    self->label = g_value_dup_string (value);
    break;
  case PROP_REPAIRER:
    self->repairer = g_value_dup_object (value);
    break;
  case PROP_PACKAGES:
    self->packages = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_check_list_class_init (SprintCheckListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = sprint_check_list_constructed;
  object_class->dispose = sprint_check_list_dispose;
  object_class->finalize = sprint_check_list_finalize;
  object_class->set_property = sprint_check_list_set_property;

  properties[PROP_CHECKS] = g_param_spec_object ("checks", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_REPAIRER] = g_param_spec_object ("repairer", NULL, NULL, SPRINT_TYPE_REPAIRER, flags);
  properties[PROP_PACKAGES] = g_param_spec_boolean ("packages", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[INSTALL] = g_signal_new ("install", SPRINT_TYPE_CHECK_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/host/check-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintCheckList, list);
}

static void
sprint_check_list_init (SprintCheckList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sprint_check_list_new (GListModel     *checks,
                       const char     *label,
                       SprintRepairer *repairer,
                       gboolean        packages)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (checks), NULL);

  return g_object_new (SPRINT_TYPE_CHECK_LIST, "checks", checks, "label", label, "repairer", repairer,
                       "packages", packages, NULL);
}

gboolean
sprint_check_list_reveal (SprintCheckList *self,
                          const char      *id)
{
  g_return_val_if_fail (SPRINT_IS_CHECK_LIST (self), FALSE);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    if (!SPRINT_IS_CHECK_ROW (row) ||
        g_strcmp0 (sprint_check_get_id (sprint_check_row_get_check (SPRINT_CHECK_ROW (row))), id) != 0)
      continue;
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    /* Which scrolls there too. */
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
    return TRUE;
  }

  return FALSE;
}
