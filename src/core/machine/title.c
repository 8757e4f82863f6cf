/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "title.h"

#include <glib/gi18n.h>

#include "machine-error.h"

gboolean
sprint_title_is_taken (const char    *title,
                       GListModel    *machines,
                       SprintMachine *except)
{
  guint n = machines != NULL ? g_list_model_get_n_items (machines) : 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintMachine) machine = g_list_model_get_item (machines, i);

    if (machine != except && g_strcmp0 (sprint_machine_get_title (machine), title) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Without characters that no description can hold: controls, and two that are none (XML 1.0, "Char"). */
static gboolean
is_one_line (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    if (g_unichar_iscntrl (character) || character == 0xFFFE || character == 0xFFFF)
      return FALSE;
  }
  return TRUE;
}

const char *
sprint_title_find_problem (const char    *title,
                           GListModel    *machines,
                           SprintMachine *except,
                           int           *code)
{
  g_autofree char *stripped = g_strstrip (g_strdup (title != NULL ? title : ""));

  if (code != NULL)
    *code = SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION;
  if (*stripped == '\0')
    return _("The machine needs a name");
  if (!is_one_line (stripped))
    return _("A name is one line of text");
  if (code != NULL)
    *code = SPRINT_MACHINE_ERROR_NAME_TAKEN;
  if (sprint_title_is_taken (stripped, machines, except))
    return _("Another machine has this name");
  return NULL;
}
