/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * SprintRemedy: what would put a finding right.
 *
 * Properties (all construct-only): description (string: what will be done),
 * components (GStrv: names of the distribution table such as "qemu", "libvirt",
 * "spice"; empty when packages do not help), command (string or NULL: the exact
 * command to copy where Sprint cannot do it itself).
 */
#define SPRINT_TYPE_REMEDY (sprint_remedy_get_type ())
G_DECLARE_FINAL_TYPE (SprintRemedy, sprint_remedy, SPRINT, REMEDY, GObject)

SprintRemedy       *sprint_remedy_new             (const char         *description,
                                                   const char * const *components,
                                                   const char         *command);
const char         *sprint_remedy_get_description (SprintRemedy *self);
const char * const *sprint_remedy_get_components  (SprintRemedy *self);
const char         *sprint_remedy_get_command     (SprintRemedy *self);

G_END_DECLS
