/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sprint_settings_text_get:
 * @text: (nullable): lines "key = value", as a shell, sysctl.conf(5) and libvirt write them
 * @key: the name; of the same one twice, the last counts
 *
 * Returns: (transfer full) (nullable): the value without quotes, cut to what a person can read
 */
char *sprint_settings_text_get         (const char *text,
                                        const char *key);

/**
 * sprint_settings_text_get_example:
 *
 * Returns: (transfer full) (nullable): the value in a line that is "#key = value": what counts where nobody has set it
 */
char *sprint_settings_text_get_example (const char *text,
                                        const char *key);

G_END_DECLS
