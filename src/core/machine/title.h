/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "machine.h"

G_BEGIN_DECLS

/**
 * sprint_title_is_taken:
 * @title: without white space around it
 * @machines: (nullable): a list of SprintMachine
 * @except: (nullable): a machine whose own title it may be
 *
 * Returns: whether another machine has this title
 */
gboolean    sprint_title_is_taken     (const char    *title,
                                       GListModel    *machines,
                                       SprintMachine *except);

/**
 * sprint_title_find_problem:
 * @title: as a person typed it
 * @machines: (nullable): a list of SprintMachine
 * @except: (nullable): the machine that is to have it
 * @code: (out) (optional): of SprintMachineError, where there is a problem
 *
 * What keeps a machine from having a title.
 *
 * Returns: (transfer none) (nullable): one translated sentence, without a full stop
 */
const char *sprint_title_find_problem (const char    *title,
                                       GListModel    *machines,
                                       SprintMachine *except,
                                       int           *code);

G_END_DECLS
