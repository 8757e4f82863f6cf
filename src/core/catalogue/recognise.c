/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recognise.h"

#include <stdlib.h>

#include "catalogue.h"
#include "image.h"

#define MAX_MEDIA 20

typedef struct {
  char *path;
  gint64 changed;
} Candidate;

static char *
name_of_file (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  char *dot = g_strrstr (shown, ".");

  if (dot != NULL && dot != shown)
    *dot = '\0';

  return g_steal_pointer (&shown);
}

SprintMedium *
sprint_recognise_file (SprintSystemDatabase  *database,
                       const char            *path,
                       GError               **error)
{
  SprintImage image;
  g_autoptr (SprintSystem) system = NULL;
  g_autofree char *name = NULL;
  g_autofree char *real = NULL;
  SprintMediumKind kind = SPRINT_MEDIUM_KIND_DISK;

  if (!sprint_image_probe_path (path, &image, error))
    return NULL;

  if (g_str_equal (image.format, "iso")) {
    system = sprint_system_database_identify (database, &image);
    kind = system->live ? SPRINT_MEDIUM_KIND_LIVE : SPRINT_MEDIUM_KIND_INSTALLER;
  } else
    system = sprint_system_new ();
  name = system->name != NULL ? g_strdup (system->name) : name_of_file (path);

  /* A machine keeps the file itself, not a link that may later lead elsewhere. */
  real = realpath (path, NULL);

  return g_object_new (SPRINT_TYPE_MEDIUM,
                       "kind", kind,
                       "path", real != NULL ? real : path,
                       "format", image.format,
                       "os-name", name,
                       "virtual-size", image.virtual_size,
                       "file-size", image.file_size,
                       "allocated-size", image.allocated_size,
                       "read-only", image.read_only,
                       SPRINT_SYSTEM_PROPERTIES (system),
                       NULL);
}

static gboolean
may_be_medium (GFileInfo *info)
{
  static const char * const suffixes[] = {
    ".iso", ".img", ".qcow2", ".raw", ".vmdk", ".vdi", ".vhdx", ".vhd",
  };
  g_autofree char *name = g_ascii_strdown (g_file_info_get_name (info), -1);

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (name, suffixes[i]))
      return TRUE;

  return FALSE;
}

static void
candidate_clear (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->path);
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  return (second->changed > first->changed) - (second->changed < first->changed);
}

static GArray *
list_candidates (GFile         *folder,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (GFileEnumerator) enumerator = NULL;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  g_array_set_clear_func (candidates, candidate_clear);
  enumerator = g_file_enumerate_children (folder,
                                          G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE ","
                                          G_FILE_ATTRIBUTE_TIME_MODIFIED,
                                          G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (enumerator == NULL)
    return NULL;

  while (TRUE) {
    GFileInfo *info;
    GFile *file;
    Candidate candidate;

    if (!g_file_enumerator_iterate (enumerator, &info, &file, cancellable, error))
      return NULL;
    if (info == NULL)
      break;
    if (!may_be_medium (info))
      continue;

    candidate.path = g_file_get_path (file);
    candidate.changed = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
    if (candidate.path != NULL)
      g_array_append_val (candidates, candidate);
  }
  g_array_sort (candidates, compare_candidates);

  return g_steal_pointer (&candidates);
}

GListModel *
sprint_recognise_folder (SprintSystemDatabase  *database,
                         GFile                 *folder,
                         GCancellable          *cancellable,
                         GError               **error)
{
  g_autoptr (GListStore) media = g_list_store_new (SPRINT_TYPE_MEDIUM);
  g_autoptr (GArray) candidates = list_candidates (folder, cancellable, error);

  if (candidates == NULL)
    return NULL;

  for (guint i = 0; i < candidates->len && g_list_model_get_n_items (G_LIST_MODEL (media)) < MAX_MEDIA; i++) {
    g_autoptr (SprintMedium) medium = NULL;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    medium = sprint_recognise_file (database, g_array_index (candidates, Candidate, i).path, NULL);
    if (medium != NULL)
      g_list_store_append (media, medium);
  }

  return G_LIST_MODEL (g_steal_pointer (&media));
}
