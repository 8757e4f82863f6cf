/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SprintAccelerators:
 *
 * The application's keys. While a console has the keyboard they belong to its guest, so there are
 * none then.
 */
#define SPRINT_TYPE_ACCELERATORS (sprint_accelerators_get_type ())
G_DECLARE_FINAL_TYPE (SprintAccelerators, sprint_accelerators, SPRINT, ACCELERATORS, GObject)

/**
 * sprint_accelerators_new:
 * @window: whose focus decides; not kept alive
 */
SprintAccelerators *sprint_accelerators_new (GtkApplication *application,
                                             GtkWindow      *window);

G_END_DECLS
