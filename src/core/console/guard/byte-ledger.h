/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the other side has this side keep, by its number: so many things, and so many bytes, and no more. */
typedef struct _SprintByteLedger SprintByteLedger;

SprintByteLedger *sprint_byte_ledger_new      (guint             max_entries,
                                               guint64           max_bytes);
void              sprint_byte_ledger_free     (SprintByteLedger *self);
/* FALSE: that would be too much. One of that number is replaced. */
gboolean          sprint_byte_ledger_add      (SprintByteLedger *self,
                                               guint64           id,
                                               guint64           bytes);
void              sprint_byte_ledger_remove   (SprintByteLedger *self,
                                               guint64           id);
void              sprint_byte_ledger_clear    (SprintByteLedger *self);
gboolean          sprint_byte_ledger_contains (SprintByteLedger *self,
                                               guint64           id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintByteLedger, sprint_byte_ledger_free)

G_END_DECLS
