/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-list.h"

struct _SprintKeyList
{
  GObject parent_instance;

  GPtrArray *items;
};

enum {
  PROP_0,
  PROP_STORED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return SPRINT_TYPE_KEY_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return SPRINT_KEY_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SprintKeyList *self = SPRINT_KEY_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintKeyList, sprint_key_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
sprint_key_list_finalize (GObject *object)
{
  g_ptr_array_unref (SPRINT_KEY_LIST (object)->items);

  G_OBJECT_CLASS (sprint_key_list_parent_class)->finalize (object);
}

static void
sprint_key_list_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SprintKeyList *self = SPRINT_KEY_LIST (object);

  switch (prop_id) {
  case PROP_STORED:
    g_value_take_boxed (value, sprint_key_list_get_stored (self));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_key_list_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SprintKeyList *self = SPRINT_KEY_LIST (object);

  switch (prop_id) {
  case PROP_STORED:
    sprint_key_list_set_stored (self, g_value_get_boxed (value));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_key_list_class_init (SprintKeyListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sprint_key_list_finalize;
  object_class->get_property = sprint_key_list_get_property;
  object_class->set_property = sprint_key_list_set_property;
  properties[PROP_STORED] =
    g_param_spec_boxed ("stored", NULL, NULL, G_TYPE_STRV,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_key_list_init (SprintKeyList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

SprintKeyList *
sprint_key_list_new (void)
{
  return g_object_new (SPRINT_TYPE_KEY_LIST, NULL);
}

static gboolean
has_keys (gconstpointer one,
          gconstpointer keys)
{
  return g_str_equal (sprint_key_item_get_keys ((SprintKeyItem *) one), keys);
}

static gboolean
find (GPtrArray     *items,
      SprintKeyItem *item,
      guint         *position)
{
  return g_ptr_array_find_with_equal_func (items, sprint_key_item_get_keys (item), has_keys, position);
}

static void
remove_at (SprintKeyList *self,
           guint          position)
{
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

gboolean
sprint_key_list_add (SprintKeyList *self,
                     SprintKeyItem *item)
{
  guint position;

  g_return_val_if_fail (SPRINT_IS_KEY_LIST (self), FALSE);
  g_return_val_if_fail (SPRINT_IS_KEY_ITEM (item), FALSE);

  if (find (self->items, item, &position))
    remove_at (self, position);
  else if (self->items->len >= SPRINT_KEY_LIST_MAX)
    return FALSE;

  g_ptr_array_add (self->items, g_object_ref (item));
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORED]);

  return TRUE;
}

void
sprint_key_list_remove (SprintKeyList *self,
                        SprintKeyItem *item)
{
  guint position;

  g_return_if_fail (SPRINT_IS_KEY_LIST (self));
  g_return_if_fail (SPRINT_IS_KEY_ITEM (item));

  if (!find (self->items, item, &position))
    return;

  remove_at (self, position);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORED]);
}

void
sprint_key_list_set_stored (SprintKeyList      *self,
                            const char * const *stored)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;
  guint n;

  g_return_if_fail (SPRINT_IS_KEY_LIST (self));

  for (guint i = 0; stored != NULL && stored[i] != NULL && items->len < SPRINT_KEY_LIST_MAX; i++) {
    g_autoptr (SprintKeyItem) item = sprint_key_item_new_from_text (stored[i]);

    if (item != NULL && !find (items, item, NULL))
      g_ptr_array_add (items, g_steal_pointer (&item));
  }

  before = sprint_key_list_get_stored (self);
  n = self->items->len;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_steal_pointer (&items);
  after = sprint_key_list_get_stored (self);
  if (g_strv_equal ((const char * const *) before, (const char * const *) after))
    return;

  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, self->items->len);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORED]);
}

char **
sprint_key_list_get_stored (SprintKeyList *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (SPRINT_IS_KEY_LIST (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    g_strv_builder_take (builder, sprint_key_item_to_text (g_ptr_array_index (self->items, i)));

  return g_strv_builder_end (builder);
}
