/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "typing-plan.h"

#include <linux/input-event-codes.h>

/* As many as a sentence has room for. */
#define MAX_NAMED 12

struct _SprintTypingPlan
{
  GObject parent_instance;

  SprintKeyLayout *layout;
  GArray *events;
  GString *missing;
  guint n_named;
  guint n_characters;
  guint n_returns;
  guint n_missing;
  guint held;
  gboolean too_long;
};

G_DEFINE_FINAL_TYPE (SprintTypingPlan, sprint_typing_plan, G_TYPE_OBJECT)

static void
sprint_typing_plan_finalize (GObject *object)
{
  SprintTypingPlan *self = SPRINT_TYPING_PLAN (object);

  g_clear_object (&self->layout);
  g_array_unref (self->events);
  g_string_free (self->missing, TRUE);

  G_OBJECT_CLASS (sprint_typing_plan_parent_class)->finalize (object);
}

static void
sprint_typing_plan_class_init (SprintTypingPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_typing_plan_finalize;
}

static void
sprint_typing_plan_init (SprintTypingPlan *self)
{
  self->events = g_array_new (FALSE, FALSE, sizeof (SprintTypingEvent));
  self->missing = g_string_new (NULL);
}

static void
append (SprintTypingPlan *self,
        guint             code,
        gboolean          down)
{
  SprintTypingEvent event = { .code = code, .down = down };

  g_array_append_val (self->events, event);
}

/* What is let go of goes up first, so that no more is ever down than two characters share. */
static void
hold (SprintTypingPlan *self,
      guint             modifiers)
{
  guint level3 = sprint_key_layout_get_level3_code (self->layout);
  guint changed = self->held ^ modifiers;

  if ((changed & self->held & SPRINT_LAYOUT_LEVEL3) != 0)
    append (self, level3, FALSE);
  if ((changed & self->held & SPRINT_LAYOUT_SHIFT) != 0)
    append (self, KEY_LEFTSHIFT, FALSE);
  if ((changed & modifiers & SPRINT_LAYOUT_SHIFT) != 0)
    append (self, KEY_LEFTSHIFT, TRUE);
  if ((changed & modifiers & SPRINT_LAYOUT_LEVEL3) != 0)
    append (self, level3, TRUE);
  self->held = modifiers;
}

/* What would not be seen, or only on another, is named by its number. */
static char *
name_character (gunichar character)
{
  char text[7] = "";

  if (!g_unichar_isgraph (character) || g_unichar_ismark (character))
    return g_strdup_printf ("U+%04X", character);

  g_unichar_to_utf8 (character, text);

  return g_strdup (text);
}

static void
miss (SprintTypingPlan *self,
      gunichar          character)
{
  g_autofree char *name = name_character (character);

  self->n_missing++;
  if (self->n_named > MAX_NAMED || g_strstr_len (self->missing->str, -1, name) != NULL)
    return;

  self->n_named++;
  if (self->missing->len > 0)
    g_string_append_c (self->missing, ' ');
  g_string_append (self->missing, self->n_named > MAX_NAMED ? "…" : name);
}

static void
add (SprintTypingPlan *self,
     gunichar          character)
{
  SprintKeyStroke strokes[SPRINT_KEY_STROKES_MAX];
  guint n = sprint_key_layout_find (self->layout, character, strokes);

  if (n == 0) {
    miss (self, character);
    return;
  }

  for (guint i = 0; i < n; i++) {
    hold (self, strokes[i].modifiers);
    append (self, strokes[i].code, TRUE);
    append (self, strokes[i].code, FALSE);
  }
  g_array_index (self->events, SprintTypingEvent, self->events->len - 1).ends = TRUE;
  self->n_characters++;
  self->n_returns += character == '\n';
}

/* What nobody types: it shows nothing, or says how others are shown. */
static gboolean
is_left_out (gunichar character)
{
  return character != '\n' && character != '\t' &&
         (g_unichar_iscntrl (character) || g_unichar_type (character) == G_UNICODE_FORMAT);
}

static const char *
take_line_end (const char *text,
               gunichar   *character)
{
  if (*character == '\r' && text[1] == '\n')
    text++;
  /* The line and paragraph separators of Unicode, and NEL. */
  if (*character == '\r' || *character == 0x85 || *character == 0x2028 || *character == 0x2029)
    *character = '\n';

  return text;
}

/* The part of a text that is looked at. */
static char *
take_text (SprintTypingPlan *self,
           const char       *text)
{
  const char *end = text;
  g_autofree char *part = NULL;

  for (guint n = 0; n < SPRINT_TYPING_MAX && *end != '\0'; n++)
    end = g_utf8_next_char (end);
  self->too_long = *end != '\0';
  part = g_strndup (text, end - text);

  /* A letter and its accent may be two characters, of which no key types the second. */
  return g_utf8_normalize (part, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

SprintTypingPlan *
sprint_typing_plan_new (SprintKeyLayout *layout,
                        const char      *text)
{
  SprintTypingPlan *self;
  g_autofree char *taken = NULL;

  g_return_val_if_fail (SPRINT_IS_KEY_LAYOUT (layout), NULL);
  g_return_val_if_fail (g_utf8_validate (text, -1, NULL), NULL);

  self = g_object_new (SPRINT_TYPE_TYPING_PLAN, NULL);
  self->layout = g_object_ref (layout);
  taken = take_text (self, text);
  for (const char *p = taken; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar character = g_utf8_get_char (p);

    p = take_line_end (p, &character);
    if (!is_left_out (character))
      add (self, character);
  }
  hold (self, 0);

  return self;
}

guint
sprint_typing_plan_get_n_characters (SprintTypingPlan *self)
{
  g_return_val_if_fail (SPRINT_IS_TYPING_PLAN (self), 0);

  return self->n_characters;
}

guint
sprint_typing_plan_get_n_returns (SprintTypingPlan *self)
{
  g_return_val_if_fail (SPRINT_IS_TYPING_PLAN (self), 0);

  return self->n_returns;
}

guint
sprint_typing_plan_get_n_missing (SprintTypingPlan *self)
{
  g_return_val_if_fail (SPRINT_IS_TYPING_PLAN (self), 0);

  return self->n_missing;
}

const char *
sprint_typing_plan_get_missing (SprintTypingPlan *self)
{
  g_return_val_if_fail (SPRINT_IS_TYPING_PLAN (self), NULL);

  return self->missing->str;
}

gboolean
sprint_typing_plan_get_too_long (SprintTypingPlan *self)
{
  g_return_val_if_fail (SPRINT_IS_TYPING_PLAN (self), FALSE);

  return self->too_long;
}

const SprintTypingEvent *
sprint_typing_plan_get_events (SprintTypingPlan *self,
                               gsize            *n_events)
{
  g_return_val_if_fail (SPRINT_IS_TYPING_PLAN (self), NULL);

  *n_events = self->events->len;

  return (const SprintTypingEvent *) self->events->data;
}

SprintKeyLayout *
sprint_typing_plan_get_layout (SprintTypingPlan *self)
{
  g_return_val_if_fail (SPRINT_IS_TYPING_PLAN (self), NULL);

  return self->layout;
}
