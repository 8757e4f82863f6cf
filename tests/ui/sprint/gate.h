/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/machine/connection.h"

G_BEGIN_DECLS

/* Holds up all that a connection would ask of libvirt, so that a test can look at what is under way. */
typedef struct _Gate Gate;

/* Shut. */
Gate *gate_new  (SprintConnection *connection);
/* Lets all through again, and goes. */
void  gate_open (Gate *self);

G_END_DECLS
