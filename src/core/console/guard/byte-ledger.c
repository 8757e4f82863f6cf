/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "byte-ledger.h"

struct _SprintByteLedger
{
  GHashTable *entries;
  guint max_entries;
  guint64 max_bytes;
  guint64 bytes;
};

typedef struct {
  gint64 id;
  guint64 bytes;
} Entry;

SprintByteLedger *
sprint_byte_ledger_new (guint   max_entries,
                        guint64 max_bytes)
{
  SprintByteLedger *self = g_new0 (SprintByteLedger, 1);

  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->max_entries = max_entries;
  self->max_bytes = max_bytes;

  return self;
}

void
sprint_byte_ledger_free (SprintByteLedger *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

gboolean
sprint_byte_ledger_add (SprintByteLedger *self,
                        guint64           id,
                        guint64           bytes)
{
  Entry *entry;

  sprint_byte_ledger_remove (self, id);
  if (g_hash_table_size (self->entries) >= self->max_entries || bytes > self->max_bytes - self->bytes)
    return FALSE;

  entry = g_new (Entry, 1);
  entry->id = (gint64) id;
  entry->bytes = bytes;
  self->bytes += bytes;
  g_hash_table_replace (self->entries, &entry->id, entry);

  return TRUE;
}

void
sprint_byte_ledger_remove (SprintByteLedger *self,
                           guint64           id)
{
  gint64 key = (gint64) id;
  Entry *entry = g_hash_table_lookup (self->entries, &key);

  if (entry == NULL)
    return;

  self->bytes -= entry->bytes;
  g_hash_table_remove (self->entries, &key);
}

void
sprint_byte_ledger_clear (SprintByteLedger *self)
{
  g_hash_table_remove_all (self->entries);
  self->bytes = 0;
}

gboolean
sprint_byte_ledger_contains (SprintByteLedger *self,
                             guint64           id)
{
  gint64 key = (gint64) id;

  return g_hash_table_contains (self->entries, &key);
}
