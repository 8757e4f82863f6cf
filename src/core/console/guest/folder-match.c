/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-match.h"

struct _SprintFolderMatch
{
  char *match;
  char *none_match;
};

SprintFolderMatch *
sprint_folder_match_new (SoupMessageHeaders *headers)
{
  SprintFolderMatch *self = g_new0 (SprintFolderMatch, 1);

  self->match = g_strdup (soup_message_headers_get_list (headers, "If-Match"));
  self->none_match = g_strdup (soup_message_headers_get_list (headers, "If-None-Match"));

  return self;
}

void
sprint_folder_match_free (SprintFolderMatch *self)
{
  g_free (self->match);
  g_free (self->none_match);
  g_free (self);
}

/* Any, or this one. */
static gboolean
is_listed (const char *header,
           const char *tag)
{
  GSList *tags = soup_header_parse_list (header);
  gboolean listed = g_slist_find_custom (tags, "*", (GCompareFunc) g_strcmp0) != NULL ||
                    g_slist_find_custom (tags, tag, (GCompareFunc) g_strcmp0) != NULL;

  soup_header_free_list (tags);

  return listed;
}

gboolean
sprint_folder_match_check (SprintFolderMatch *self,
                           GFile             *file)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *tag = NULL;

  if (self->match == NULL && self->none_match == NULL)
    return TRUE;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_ETAG_VALUE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  if (info == NULL)
    return self->match == NULL;

  tag = g_strdup_printf ("\"%s\"", g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ETAG_VALUE));

  return (self->match == NULL || is_listed (self->match, tag)) &&
         (self->none_match == NULL || !is_listed (self->none_match, tag));
}
