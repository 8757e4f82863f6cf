/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-list.h"

#include "check-row.h"

struct _SprintCheckList
{
  AdwBin parent_instance;

  GtkListBox *list;
  SprintHost *host;
};

G_DEFINE_FINAL_TYPE (SprintCheckList, sprint_check_list, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_HOST,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  return sprint_check_row_new (SPRINT_CHECK (item));
}

static void
set_host (SprintCheckList *self,
          SprintHost      *host)
{
  if (!g_set_object (&self->host, host))
    return;

  gtk_list_box_bind_model (self->list, G_LIST_MODEL (host), create_row_cb, NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOST]);
}

static void
sprint_check_list_dispose (GObject *object)
{
  SprintCheckList *self = SPRINT_CHECK_LIST (object);

  /* First, as disposing of the template frees what AdwBin still has as its child. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_CHECK_LIST);
  g_clear_object (&self->host);

  G_OBJECT_CLASS (sprint_check_list_parent_class)->dispose (object);
}

static void
sprint_check_list_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_HOST:
    g_value_set_object (value, SPRINT_CHECK_LIST (object)->host);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_check_list_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_HOST:
    set_host (SPRINT_CHECK_LIST (object), g_value_get_object (value));
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

  object_class->dispose = sprint_check_list_dispose;
  object_class->get_property = sprint_check_list_get_property;
  object_class->set_property = sprint_check_list_set_property;

  properties[PROP_HOST] =
    g_param_spec_object ("host", NULL, NULL, SPRINT_TYPE_HOST,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

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
sprint_check_list_new (SprintHost *host)
{
  return g_object_new (SPRINT_TYPE_CHECK_LIST, "host", host, NULL);
}
