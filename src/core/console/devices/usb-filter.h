/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sprint_usb_filter_is_valid:
 * @filter: rules with "|" between them, each of five numbers with commas: class, vendor, product and version of a
 *   device, -1 for any, and whether such a one is let through, 1 or 0; numbers may begin with 0x
 * @lets_any: (out): whether any rule lets through
 *
 * As usbredir reads its filters, apart from spaces.
 *
 * Returns: whether it can be read
 */
gboolean sprint_usb_filter_is_valid (const char *filter,
                                     gboolean   *lets_any);

G_END_DECLS
