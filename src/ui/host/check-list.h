/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/host.h"
#include "core/host/repair/repairer.h"

G_BEGIN_DECLS

/**
 * SprintCheckList:
 *
 * Checks as rows: state icon or spinner, title, one sentence; why, evidence and remedy behind the arrow. Puts right
 * what is no matter of packages, after asking the person.
 *
 * Properties, construct-only: checks (GListModel of SprintCheck), label (string: its accessible name), repairer
 * (SprintRepairer or NULL), packages (boolean: whether ::install has somebody who installs).
 *
 * ::install(components: GStrv) is emitted when the person wants packages.
 */
#define SPRINT_TYPE_CHECK_LIST (sprint_check_list_get_type ())
G_DECLARE_FINAL_TYPE (SprintCheckList, sprint_check_list, SPRINT, CHECK_LIST, AdwBin)

GtkWidget *sprint_check_list_new (GListModel     *checks,
                                  const char     *label,
                                  SprintRepairer *repairer,
                                  gboolean        packages);

/**
 * sprint_check_list_reveal:
 * @id: of a check
 *
 * Opens its row, and moves the focus and the view there.
 *
 * Returns: whether it is one of these
 */
gboolean   sprint_check_list_reveal (SprintCheckList *self,
                                     const char      *id);

G_END_DECLS
