/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sprint_usb_filter_read:
 * @filter: rules with "|" between them, each of five numbers with commas: class, vendor, product and version of a
 *   device, -1 for any, and whether such a one is let through, 1 or 0; with spaces around numbers, which may begin with
 *   0x
 * @lets_any: (out): whether any rule lets through
 *
 * More than usbredir reads, which knows no spaces, and less: what begins with another 0 is 8 to the base of 8 there,
 * and no number here. With rules that it cannot read spice-gtk lets everything through, so that it is to be given none
 * but these.
 *
 * Returns: (transfer full) (nullable): the same rules as usbredir reads them, numbers to the base of 10 and nothing
 *   between; %NULL where they make no sense
 */
char *sprint_usb_filter_read (const char *filter,
                              gboolean   *lets_any);

G_END_DECLS
