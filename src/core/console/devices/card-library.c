/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "card-library.h"

#include <dlfcn.h>

/* libcacard's vreader.h: an identifier that the machine's side gives out, and VREADER_OK. */
#define NO_ID ((guint32) -1)
#define READER_OK 0

typedef struct {
  const char *(* get_name) (gpointer reader);
  guint32 (* get_id) (gpointer reader);
  guint32 (* set_id) (gpointer reader, guint32 id);
  int (* card_is_present) (gpointer reader);
} Library;

static gboolean
find (Library *library)
{
  *library = (Library) {
    .get_name = dlsym (RTLD_DEFAULT, "vreader_get_name"),
    .get_id = dlsym (RTLD_DEFAULT, "vreader_get_id"),
    .set_id = dlsym (RTLD_DEFAULT, "vreader_set_id"),
    .card_is_present = dlsym (RTLD_DEFAULT, "vreader_card_is_present"),
  };

  return library->get_name != NULL && library->get_id != NULL && library->set_id != NULL &&
         library->card_is_present != NULL;
}

static void
free_reader (gpointer reader)
{
  g_boxed_free (SPICE_TYPE_SMARTCARD_READER, reader);
}

static GList *
get_readers (void)
{
  return spice_smartcard_manager_get_readers (spice_smartcard_manager_get ());
}

gboolean
sprint_card_library_is_there (void)
{
  Library library;

  return find (&library);
}

GStrv
sprint_card_library_list (guint *n_cards)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GList *readers = NULL;
  Library library;

  *n_cards = 0;
  if (find (&library))
    readers = get_readers ();
  for (GList *l = readers; l != NULL; l = l->next) {
    g_strv_builder_add (names, library.get_name (l->data));
    if (library.card_is_present (l->data) == READER_OK)
      ++*n_cards;
  }
  g_list_free_full (readers, free_reader);

  return g_strv_builder_end (names);
}

gboolean
sprint_card_library_in_use (void)
{
  GList *readers = NULL;
  gboolean in_use = FALSE;
  Library library;

  if (find (&library))
    readers = get_readers ();
  for (GList *l = readers; l != NULL; l = l->next)
    in_use = in_use || library.get_id (l->data) != NO_ID;
  g_list_free_full (readers, free_reader);

  return in_use;
}

void
sprint_card_library_release (void)
{
  GList *readers = NULL;
  Library library;

  if (find (&library))
    readers = get_readers ();
  for (GList *l = readers; l != NULL; l = l->next)
    library.set_id (l->data, NO_ID);
  g_list_free_full (readers, free_reader);
}
