/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sprint_component_get_title:
 * @component: a name of the distribution table, "qemu"
 *
 * Returns: what it is called for people, translated; its name where there is no other
 */
const char *sprint_component_get_title (const char *component);

G_END_DECLS
