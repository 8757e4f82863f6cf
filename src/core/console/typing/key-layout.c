/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-layout.h"

#include <linux/input-event-codes.h>
#include <xkbcommon/xkbcommon.h>

typedef struct {
  SprintKeyStroke strokes[SPRINT_KEY_STROKES_MAX];
  guint n;
} Way;

struct _SprintKeyLayout
{
  GObject parent_instance;

  GHashTable *ways;
  guint level3_code;
  SprintKeyStroke caps_lock;
};

G_DEFINE_FINAL_TYPE (SprintKeyLayout, sprint_key_layout, G_TYPE_OBJECT)

/* The accents of dead keys, as Unicode's combining marks. @alone: what it types before the space bar in every system,
 * 0 where systems differ or type nothing. */
static const struct {
  guint32 keysym;
  gunichar mark;
  gunichar alone;
} accents[] = {
  { XKB_KEY_dead_grave, 0x300, '`' },
  { XKB_KEY_dead_acute, 0x301, '\'' },
  { XKB_KEY_dead_circumflex, 0x302, '^' },
  { XKB_KEY_dead_tilde, 0x303, '~' },
  { XKB_KEY_dead_macron, 0x304, 0 },
  { XKB_KEY_dead_breve, 0x306, 0 },
  { XKB_KEY_dead_abovedot, 0x307, 0 },
  { XKB_KEY_dead_diaeresis, 0x308, '"' },
  { XKB_KEY_dead_hook, 0x309, 0 },
  { XKB_KEY_dead_abovering, 0x30a, 0 },
  { XKB_KEY_dead_doubleacute, 0x30b, 0 },
  { XKB_KEY_dead_caron, 0x30c, 0 },
  { XKB_KEY_dead_horn, 0x31b, 0 },
  { XKB_KEY_dead_belowdot, 0x323, 0 },
  { XKB_KEY_dead_cedilla, 0x327, 0 },
  { XKB_KEY_dead_ogonek, 0x328, 0 },
};

static void
sprint_key_layout_finalize (GObject *object)
{
  g_hash_table_unref (SPRINT_KEY_LAYOUT (object)->ways);

  G_OBJECT_CLASS (sprint_key_layout_parent_class)->finalize (object);
}

static void
sprint_key_layout_class_init (SprintKeyLayoutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_key_layout_finalize;
}

static void
sprint_key_layout_init (SprintKeyLayout *self)
{
  self->ways = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

static gboolean
types_characters (guint code)
{
  switch (code) {
  case KEY_SPACE:
  case KEY_102ND:
  case KEY_RO:
  case KEY_YEN:
    return TRUE;

  default:
    return (code >= KEY_1 && code <= KEY_EQUAL) || (code >= KEY_Q && code <= KEY_RIGHTBRACE) ||
           (code >= KEY_A && code <= KEY_GRAVE) || (code >= KEY_BACKSLASH && code <= KEY_SLASH);
  }
}

gboolean
sprint_key_layout_is_used (guint code)
{
  return types_characters (code) || code == KEY_RIGHTALT || code == KEY_CAPSLOCK;
}

/* Fewer strokes, then Shift before the third level, on which systems agree less, then the key that comes first. */
static guint
get_cost (const Way *way)
{
  guint cost = 0;

  for (guint i = 0; i < way->n; i++)
    cost += 4 + ((way->strokes[i].modifiers & SPRINT_LAYOUT_SHIFT) != 0 ? 1 : 0) +
            ((way->strokes[i].modifiers & SPRINT_LAYOUT_LEVEL3) != 0 ? 2 : 0);

  return cost;
}

static void
offer (SprintKeyLayout *self,
       gunichar         character,
       const Way       *way)
{
  const Way *known = g_hash_table_lookup (self->ways, GUINT_TO_POINTER (character));

  if (known == NULL || get_cost (way) < get_cost (known))
    g_hash_table_insert (self->ways, GUINT_TO_POINTER (character), g_memdup2 (way, sizeof *way));
}

static void
find_level3 (SprintKeyLayout       *self,
             const SprintLayoutKey *keys,
             gsize                  n_keys)
{
  for (gsize i = 0; i < n_keys; i++) {
    if (keys[i].keysym != XKB_KEY_ISO_Level3_Shift || keys[i].modifiers != 0 ||
        !sprint_key_layout_is_used (keys[i].code))
      continue;
    if (self->level3_code == 0 || keys[i].code == KEY_RIGHTALT)
      self->level3_code = keys[i].code;
  }
}

/* On a Japanese keyboard it is there with Shift only, and on some others not at all. */
static void
find_caps_lock (SprintKeyLayout       *self,
                const SprintLayoutKey *keys,
                gsize                  n_keys)
{
  for (gsize i = 0; i < n_keys && self->caps_lock.code == 0; i++) {
    if (keys[i].code == KEY_CAPSLOCK && keys[i].keysym == XKB_KEY_Caps_Lock &&
        (keys[i].modifiers & ~SPRINT_LAYOUT_SHIFT) == 0)
      self->caps_lock = (SprintKeyStroke) { keys[i].code, keys[i].modifiers };
  }
}

static gboolean
is_typable (SprintKeyLayout       *self,
            const SprintLayoutKey *key)
{
  return types_characters (key->code) &&
         ((key->modifiers & SPRINT_LAYOUT_LEVEL3) == 0 || self->level3_code != 0) &&
         (key->modifiers & ~(SPRINT_LAYOUT_SHIFT | SPRINT_LAYOUT_LEVEL3)) == 0;
}

/* Where the accent alone is on the third level of its dead key, as with XKB's international layout of the United
 * States, other systems have something else: there the space bar is used, which all have in common. */
static void
add_alone (SprintKeyLayout *self,
           gunichar         alone,
           const Way       *way)
{
  const Way *known = g_hash_table_lookup (self->ways, GUINT_TO_POINTER (alone));

  if (known != NULL && known->n == 1 && known->strokes[0].code == way->strokes[0].code &&
      (known->strokes[0].modifiers & SPRINT_LAYOUT_LEVEL3) != 0)
    g_hash_table_remove (self->ways, GUINT_TO_POINTER (alone));
  offer (self, alone, way);
}

static void
add_accented (SprintKeyLayout       *self,
              const SprintLayoutKey *dead,
              gunichar               mark,
              gunichar               alone)
{
  SprintKeyStroke first = { dead->code, dead->modifiers };
  Way way = { .strokes = { first, { KEY_SPACE, 0 } }, .n = 2 };
  g_autofree gpointer *letters = NULL;
  guint n;

  if (alone != 0)
    add_alone (self, alone, &way);

  letters = g_hash_table_get_keys_as_array (self->ways, &n);
  for (guint i = 0; i < n; i++) {
    gunichar letter = GPOINTER_TO_UINT (letters[i]), accented;
    const Way *plain = g_hash_table_lookup (self->ways, letters[i]);

    if (plain->n != 1 || !g_unichar_compose (letter, mark, &accented))
      continue;
    way.strokes[1] = plain->strokes[0];
    offer (self, accented, &way);
  }
}

SprintKeyLayout *
sprint_key_layout_new (const SprintLayoutKey *keys,
                       gsize                  n_keys)
{
  SprintKeyLayout *self = g_object_new (SPRINT_TYPE_KEY_LAYOUT, NULL);

  find_level3 (self, keys, n_keys);
  find_caps_lock (self, keys, n_keys);
  for (gsize i = 0; i < n_keys; i++) {
    gunichar character = xkb_keysym_to_utf32 (keys[i].keysym);
    Way way = { .strokes = { { keys[i].code, keys[i].modifiers } }, .n = 1 };

    if (is_typable (self, &keys[i]) && character != 0 && !g_unichar_iscntrl (character))
      offer (self, character, &way);
  }
  for (gsize i = 0; i < n_keys; i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (accents); j++) {
      if (keys[i].keysym == accents[j].keysym && is_typable (self, &keys[i]))
        add_accented (self, &keys[i], accents[j].mark, accents[j].alone);
    }
  }

  return self;
}

guint
sprint_key_layout_find (SprintKeyLayout *self,
                        gunichar         character,
                        SprintKeyStroke *strokes)
{
  const Way *way;

  g_return_val_if_fail (SPRINT_IS_KEY_LAYOUT (self), 0);

  if (character == '\n' || character == '\t') {
    strokes[0] = (SprintKeyStroke) { character == '\n' ? KEY_ENTER : KEY_TAB, 0 };
    return 1;
  }

  way = g_hash_table_lookup (self->ways, GUINT_TO_POINTER (character));
  if (way == NULL)
    return 0;
  for (guint i = 0; i < way->n; i++)
    strokes[i] = way->strokes[i];

  return way->n;
}

guint
sprint_key_layout_get_level3_code (SprintKeyLayout *self)
{
  g_return_val_if_fail (SPRINT_IS_KEY_LAYOUT (self), 0);

  return self->level3_code;
}

gboolean
sprint_key_layout_find_caps_lock (SprintKeyLayout *self,
                                  SprintKeyStroke *stroke)
{
  g_return_val_if_fail (SPRINT_IS_KEY_LAYOUT (self), FALSE);

  *stroke = self->caps_lock;

  return stroke->code != 0;
}

guint
sprint_key_layout_get_n_characters (SprintKeyLayout *self)
{
  g_return_val_if_fail (SPRINT_IS_KEY_LAYOUT (self), 0);

  return g_hash_table_size (self->ways);
}
