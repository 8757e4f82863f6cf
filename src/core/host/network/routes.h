/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * SprintRoute:
 * @interface: through what, "eth0"
 * @destination: the first address, in this computer's byte order
 * @mask: the bits of it that count; 0 for the way to everything else
 *
 * A way of IPv4.
 */
typedef struct {
  char    *interface;
  guint32  destination;
  guint32  mask;
} SprintRoute;

/**
 * sprint_routes_read:
 *
 * Returns: (transfer full) (element-type SprintRoute): the ways that are open, of /proc/net/route
 */
GPtrArray *sprint_routes_read          (SprintHostReader *reader);

/**
 * sprint_routes_find_default:
 *
 * Returns: (transfer full) (nullable): the interface through which everything else is reached, by IPv4 or IPv6
 */
char      *sprint_routes_find_default  (SprintHostReader *reader);

/* (transfer full): "192.168.122.0/24" */
char      *sprint_routes_format_subnet (guint32           destination,
                                        guint32           mask);

G_END_DECLS
