/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * sprint_problem_dialog_new:
 *
 * What went wrong, what can be done, and the raw text of libvirt, QEMU or whoever said it.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *sprint_problem_dialog_new    (const GError *error);

/**
 * sprint_problem_dialog_is_one:
 * @dialog: (nullable): any
 *
 * Returns: whether it is one that sprint_problem_dialog_new() has made
 */
gboolean   sprint_problem_dialog_is_one (AdwDialog    *dialog);

G_END_DECLS
