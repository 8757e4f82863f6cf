/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * SprintDefaultSubnet:
 * @address: the first address, in this computer's byte order
 * @mask: the bits of it that count
 * @bridge: the interface that has them
 * @source: (nullable): the file that tells; %NULL for what libvirt brings
 *
 * The addresses of libvirt's default network.
 */
typedef struct {
  guint32  address;
  guint32  mask;
  char    *bridge;
  char    *source;
} SprintDefaultSubnet;

SprintDefaultSubnet *sprint_default_subnet_find (SprintHostReader    *reader);
void                 sprint_default_subnet_free (SprintDefaultSubnet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintDefaultSubnet, sprint_default_subnet_free)

G_END_DECLS
