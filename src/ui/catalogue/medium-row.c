/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medium-row.h"

#include <glib/gi18n.h>

struct _SprintMediumRow
{
  AdwActionRow parent_instance;

  AdwAvatar *avatar;
  GtkCheckButton *radio;

  GObject *item;
};

G_DEFINE_FINAL_TYPE (SprintMediumRow, sprint_medium_row, ADW_TYPE_ACTION_ROW)

enum {
  PROP_0,
  PROP_ITEM,
  N_PROPS,
};

enum {
  CHOSEN,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static char *
describe_medium (SprintMedium *medium)
{
  const char *path = sprint_medium_get_path (medium);
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;
  g_autofree char *shown = name != NULL ? g_filename_display_name (name) : NULL;
  g_autofree char *size = g_format_size (sprint_medium_get_file_size (medium));
  g_autofree char *disk_size = NULL;

  switch (sprint_medium_get_kind (medium)) {
  case SPRINT_MEDIUM_KIND_LIVE:
    /* Translators: a file's name and its size. */
    return g_strdup_printf (_("Runs without installing · %s · %s"), shown, size);
  case SPRINT_MEDIUM_KIND_DISK:
    disk_size = g_format_size (sprint_medium_get_virtual_size (medium));
    /* Translators: a file's name and the size of the disk that is in it. */
    return g_strdup_printf (_("Disk image · %s · %s disk"), shown, disk_size);
  case SPRINT_MEDIUM_KIND_KERNEL:
    return g_strdup (_("Installer"));
  case SPRINT_MEDIUM_KIND_INSTALLER:
  default:
    /* Translators: a file's name and its size. */
    return g_strdup_printf (_("Installer · %s · %s"), shown, size);
  }
}

static char *
describe_offer (SprintOffer *offer)
{
  guint64 size = sprint_offer_get_download_size (offer);
  g_autofree char *words = NULL;

  if (sprint_offer_get_busy (offer))
    return g_strdup (_("Downloading…"));
  if (sprint_offer_get_ready (offer))
    return g_strdup (_("Ready"));
  if (size == 0)
    return g_strdup (_("Downloaded when needed"));

  words = g_format_size (size);

  /* Translators: %s is a size, "60 MB". */
  return g_strdup_printf (_("Downloaded when needed · %s"), words);
}

static void
update (SprintMediumRow *self)
{
  g_autofree char *subtitle = NULL;
  const char *title;

  if (SPRINT_IS_MEDIUM (self->item)) {
    title = sprint_medium_get_os_name (SPRINT_MEDIUM (self->item));
    subtitle = describe_medium (SPRINT_MEDIUM (self->item));
  } else {
    title = sprint_offer_get_name (SPRINT_OFFER (self->item));
    subtitle = describe_offer (SPRINT_OFFER (self->item));
  }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  adw_avatar_set_text (self->avatar, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->radio),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle,
                                  -1);
}

static void
radio_toggled_cb (SprintMediumRow *self)
{
  if (gtk_check_button_get_active (self->radio))
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
sprint_medium_row_constructed (GObject *object)
{
  SprintMediumRow *self = SPRINT_MEDIUM_ROW (object);

  G_OBJECT_CLASS (sprint_medium_row_parent_class)->constructed (object);

  if (SPRINT_IS_OFFER (self->item)) {
    g_signal_connect_object (self->item, "notify::ready", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->item, "notify::busy", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->item, "notify::download-size", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  }
  update (self);
}

static void
sprint_medium_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SPRINT_TYPE_MEDIUM_ROW);

  G_OBJECT_CLASS (sprint_medium_row_parent_class)->dispose (object);
}

static void
sprint_medium_row_finalize (GObject *object)
{
  SprintMediumRow *self = SPRINT_MEDIUM_ROW (object);

  g_clear_object (&self->item);

  G_OBJECT_CLASS (sprint_medium_row_parent_class)->finalize (object);
}

static void
sprint_medium_row_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (prop_id == PROP_ITEM)
    g_value_set_object (value, SPRINT_MEDIUM_ROW (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
sprint_medium_row_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (prop_id == PROP_ITEM)
    SPRINT_MEDIUM_ROW (object)->item = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
sprint_medium_row_class_init (SprintMediumRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sprint_medium_row_constructed;
  object_class->dispose = sprint_medium_row_dispose;
  object_class->finalize = sprint_medium_row_finalize;
  object_class->get_property = sprint_medium_row_get_property;
  object_class->set_property = sprint_medium_row_set_property;

  props[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, G_TYPE_OBJECT,
                                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/catalogue/medium-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintMediumRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, SprintMediumRow, radio);
  gtk_widget_class_bind_template_callback (widget_class, radio_toggled_cb);
}

static void
sprint_medium_row_init (SprintMediumRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sprint_medium_row_new (GObject         *item,
                       SprintMediumRow *group)
{
  SprintMediumRow *self = g_object_new (SPRINT_TYPE_MEDIUM_ROW, "item", item, NULL);

  if (group != NULL)
    gtk_check_button_set_group (self->radio, group->radio);

  return GTK_WIDGET (self);
}

GObject *
sprint_medium_row_get_item (SprintMediumRow *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM_ROW (self), NULL);

  return self->item;
}

void
sprint_medium_row_choose (SprintMediumRow *self)
{
  g_return_if_fail (SPRINT_IS_MEDIUM_ROW (self));

  gtk_check_button_set_active (self->radio, TRUE);
}
