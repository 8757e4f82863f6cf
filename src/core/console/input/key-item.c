/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-item.h"

#include <string.h>

#include "key-combination.h"

struct _SprintKeyItem
{
  GObject parent_instance;

  char *keys;
  char *label;
  char *name;
};

G_DEFINE_FINAL_TYPE (SprintKeyItem, sprint_key_item, G_TYPE_OBJECT)

static void
sprint_key_item_finalize (GObject *object)
{
  SprintKeyItem *self = SPRINT_KEY_ITEM (object);

  g_free (self->keys);
  g_free (self->label);
  g_free (self->name);

  G_OBJECT_CLASS (sprint_key_item_parent_class)->finalize (object);
}

static void
sprint_key_item_class_init (SprintKeyItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_key_item_finalize;
}

static void
sprint_key_item_init (SprintKeyItem *self)
{
}

static gboolean
is_name (const char *name)
{
  if (!g_utf8_validate (name, -1, NULL) || g_utf8_strlen (name, -1) > SPRINT_KEY_ITEM_MAX_NAME)
    return FALSE;

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at)) {
    if (!g_unichar_isprint (g_utf8_get_char (at)))
      return FALSE;
  }

  return TRUE;
}

SprintKeyItem *
sprint_key_item_new (const char *keys,
                     const char *name)
{
  g_autofree char *label = sprint_key_combination_describe (keys);
  g_autofree char *stripped = g_strstrip (g_strdup (name != NULL ? name : ""));
  SprintKeyItem *self;

  if (label == NULL || !is_name (stripped))
    return NULL;

  self = g_object_new (SPRINT_TYPE_KEY_ITEM, NULL);
  self->keys = g_strdup (keys);
  self->label = g_steal_pointer (&label);
  if (stripped[0] != '\0')
    self->name = g_steal_pointer (&stripped);

  return self;
}

SprintKeyItem *
sprint_key_item_new_from_text (const char *text)
{
  const char *end = strchr (text, '=');
  g_autofree char *keys = end != NULL ? g_strndup (text, end - text) : g_strdup (text);

  return sprint_key_item_new (keys, end != NULL ? end + 1 : NULL);
}

char *
sprint_key_item_to_text (SprintKeyItem *self)
{
  g_return_val_if_fail (SPRINT_IS_KEY_ITEM (self), NULL);

  return self->name != NULL ? g_strconcat (self->keys, "=", self->name, NULL) : g_strdup (self->keys);
}

const char *
sprint_key_item_get_keys (SprintKeyItem *self)
{
  g_return_val_if_fail (SPRINT_IS_KEY_ITEM (self), NULL);

  return self->keys;
}

const char *
sprint_key_item_get_label (SprintKeyItem *self)
{
  g_return_val_if_fail (SPRINT_IS_KEY_ITEM (self), NULL);

  return self->label;
}

const char *
sprint_key_item_get_title (SprintKeyItem *self)
{
  g_return_val_if_fail (SPRINT_IS_KEY_ITEM (self), NULL);

  return self->name != NULL ? self->name : self->label;
}
