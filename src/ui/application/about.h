/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * sprint_about_new:
 *
 * Returns: (transfer floating): the about dialog
 */
AdwDialog *sprint_about_new (void);

G_END_DECLS
