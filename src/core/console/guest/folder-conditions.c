/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-conditions.h"

static char
look_at_next (const char **at)
{
  *at += strspn (*at, " \t");

  return **at;
}

static gboolean
accept (const char **at,
        char         sign)
{
  if (look_at_next (at) != sign)
    return FALSE;

  (*at)++;

  return TRUE;
}

/* Something, and the sign behind it. */
static gboolean
accept_until (const char **at,
              char         sign)
{
  const char *start = *at;

  while (g_ascii_isgraph (**at) && **at != sign && **at != '\\')
    (*at)++;

  return *at > start && *(*at)++ == sign;
}

static gboolean
accept_condition (const char **at)
{
  if (look_at_next (at) == 'N' && g_str_has_prefix (*at, "Not"))
    *at += strlen ("Not");
  if (accept (at, '<'))
    return accept_until (at, '>');

  return accept (at, '[') && accept (at, '"') && accept_until (at, '"') && accept (at, ']');
}

static gboolean
accept_list (const char **at)
{
  if (!accept (at, '('))
    return FALSE;
  do {
    if (!accept_condition (at))
      return FALSE;
  } while (!accept (at, ')'));

  return TRUE;
}

static char *
accept_place (const char **at)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *text = NULL;
  const char *start;

  if (!accept (at, '<'))
    return NULL;
  start = *at;
  if (!accept_until (at, '>'))
    return NULL;

  text = g_strndup (start, *at - start - 1);
  uri = g_uri_parse (text, G_URI_FLAGS_ENCODED_PATH, NULL);

  return uri != NULL ? g_strdup (g_uri_get_path (uri)) : NULL;
}

GStrv
sprint_folder_conditions_parse (const char *header)
{
  g_autoptr (GStrvBuilder) places = g_strv_builder_new ();
  const char *at = header;
  gboolean placed = look_at_next (&at) == '<';

  if (strlen (header) > SPRINT_FOLDER_CONDITIONS_MAX)
    return NULL;

  do {
    if (placed && look_at_next (&at) == '<') {
      g_autofree char *place = accept_place (&at);

      if (place == NULL)
        return NULL;
      g_strv_builder_add (places, place);
    }
    if (!accept_list (&at))
      return NULL;
  } while (look_at_next (&at) != '\0');

  return g_strv_builder_end (places);
}
