/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "machine-error.h"

G_BEGIN_DECLS

void sprint_machine_error_set_from_libvirt (GError **error);
void sprint_machine_error_adopt            (GError **error);
/* @error met a connection that was never open: @remote, another computer's. */
void sprint_machine_error_never_open       (GError *error, gboolean remote);

G_END_DECLS
