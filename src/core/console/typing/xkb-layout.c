/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xkb-layout.h"

#include <glib/gi18n.h>
#include <string.h>
#include <xkbcommon/xkbcommon.h>

#include "core/console/session/console-error.h"
#include "core/platform/thread-task.h"

/* XKB's key codes are evdev's and this, as X11 has no key below it. */
#define XKB_OFFSET 8

/* More ways to reach one level than a key has. */
#define MAX_MASKS 16

#define MAX_NAME 64

gboolean
sprint_xkb_layout_is_valid (const char *name)
{
  const char *plus;

  if (name == NULL || !g_ascii_isalnum (name[0]) || strlen (name) > MAX_NAME)
    return FALSE;

  for (const char *p = name; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && strchr ("_-+", *p) == NULL)
      return FALSE;
  }
  plus = strchr (name, '+');

  return plus == NULL || (plus[1] != '\0' && strchr (plus + 1, '+') == NULL);
}

/* The real modifiers that a key of this symbol sets, which every layout may choose for itself. */
static xkb_mod_mask_t
find_mask (struct xkb_keymap *keymap,
           guint32            keysym)
{
  xkb_keycode_t last = xkb_keymap_max_keycode (keymap);

  for (xkb_keycode_t key = xkb_keymap_min_keycode (keymap); key <= last; key++) {
    const xkb_keysym_t *found;
    struct xkb_state *state;
    xkb_mod_mask_t mask;

    if (xkb_keymap_key_get_syms_by_level (keymap, key, 0, 0, &found) != 1 || found[0] != keysym)
      continue;
    state = xkb_state_new (keymap);
    xkb_state_update_key (state, key, XKB_KEY_DOWN);
    mask = xkb_state_serialize_mods (state, XKB_STATE_MODS_DEPRESSED);
    xkb_state_unref (state);
    if (mask != 0)
      return mask;
  }

  return 0;
}

typedef struct {
  struct xkb_keymap *keymap;
  xkb_mod_mask_t shift, level3;
  GArray *keys;
} Reading;

/* Which of the two reach a level, when nothing else is needed for it. */
static gboolean
find_modifiers (const Reading     *reading,
                xkb_keycode_t      key,
                xkb_level_index_t  level,
                guint16           *modifiers)
{
  xkb_mod_mask_t masks[MAX_MASKS];
  gsize n = xkb_keymap_key_get_mods_for_level (reading->keymap, key, 0, level, masks, MAX_MASKS);

  for (guint16 wanted = 0; wanted <= (SPRINT_LAYOUT_SHIFT | SPRINT_LAYOUT_LEVEL3); wanted++) {
    xkb_mod_mask_t mask = ((wanted & SPRINT_LAYOUT_SHIFT) != 0 ? reading->shift : 0) |
                          ((wanted & SPRINT_LAYOUT_LEVEL3) != 0 ? reading->level3 : 0);

    if ((wanted & SPRINT_LAYOUT_LEVEL3) != 0 && reading->level3 == 0)
      continue;
    for (gsize i = 0; i < n; i++) {
      if (masks[i] == mask) {
        *modifiers = wanted;
        return TRUE;
      }
    }
  }

  return FALSE;
}

static void
read_key_cb (struct xkb_keymap *keymap,
             xkb_keycode_t      key,
             void              *user_data)
{
  Reading *reading = user_data;
  xkb_level_index_t n_levels = xkb_keymap_num_levels_for_key (keymap, key, 0);

  if (key < XKB_OFFSET || !sprint_key_layout_is_used (key - XKB_OFFSET))
    return;

  for (xkb_level_index_t level = 0; level < n_levels; level++) {
    SprintLayoutKey entry = { .code = key - XKB_OFFSET };
    const xkb_keysym_t *syms;

    if (xkb_keymap_key_get_syms_by_level (keymap, key, 0, level, &syms) != 1 ||
        !find_modifiers (reading, key, level, &entry.modifiers))
      continue;
    entry.keysym = syms[0];
    g_array_append_val (reading->keys, entry);
  }
}

static struct xkb_keymap *
compile (struct xkb_context *context,
         const char         *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "+", 2);
  /* Empty and not missing, or the environment would have a say. */
  struct xkb_rule_names names = {
    .rules = "evdev", .model = "pc105", .layout = parts[0], .variant = parts[1] != NULL ? parts[1] : "", .options = "",
  };

  return xkb_keymap_new_from_names (context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
}

SprintKeyLayout *
sprint_xkb_layout_load (const char  *name,
                        GError     **error)
{
  struct xkb_context *context = NULL;
  Reading reading = { NULL };
  SprintKeyLayout *layout = NULL;

  if (sprint_xkb_layout_is_valid (name))
    context = xkb_context_new (XKB_CONTEXT_NO_ENVIRONMENT_NAMES);
  if (context != NULL) {
    /* What it has to say of a layout that it does not know is said in the error. */
    xkb_context_set_log_level (context, XKB_LOG_LEVEL_CRITICAL);
    reading.keymap = compile (context, name);
  }
  if (reading.keymap != NULL) {
    reading.keys = g_array_new (FALSE, FALSE, sizeof (SprintLayoutKey));
    reading.shift = find_mask (reading.keymap, XKB_KEY_Shift_L);
    reading.level3 = find_mask (reading.keymap, XKB_KEY_ISO_Level3_Shift);
    xkb_keymap_key_for_each (reading.keymap, read_key_cb, &reading);
    layout = sprint_key_layout_new ((const SprintLayoutKey *) reading.keys->data, reading.keys->len);
    g_array_unref (reading.keys);
    xkb_keymap_unref (reading.keymap);
  }
  xkb_context_unref (context);
  if (layout == NULL)
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NO_LAYOUT,
                 _("This computer has no keyboard layout “%s”."), name);

  return layout;
}

static gpointer
load_thread (GTask   *task,
             GError **error)
{
  return sprint_xkb_layout_load (g_task_get_task_data (task), error);
}

void
sprint_xkb_layout_load_async (const char          *name,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_xkb_layout_load_async);
  g_task_set_task_data (task, g_strdup (name), g_free);
  sprint_thread_task_run (task, load_thread, g_object_unref);
}

SprintKeyLayout *
sprint_xkb_layout_load_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
