/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SprintLayoutName:
 *
 * A keyboard layout to choose. Never changes.
 *
 * Properties: id (what sprint_xkb_layout_load() takes), label (what a person calls it).
 */
#define SPRINT_TYPE_LAYOUT_NAME (sprint_layout_name_get_type ())
G_DECLARE_FINAL_TYPE (SprintLayoutName, sprint_layout_name, SPRINT, LAYOUT_NAME, GObject)

SprintLayoutName *sprint_layout_name_new       (const char       *id,
                                                const char       *label);
const char       *sprint_layout_name_get_id    (SprintLayoutName *self);
const char       *sprint_layout_name_get_label (SprintLayoutName *self);

G_END_DECLS
