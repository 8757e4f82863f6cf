/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "machine-error.h"

G_BEGIN_DECLS

void sprint_machine_error_set_from_libvirt (GError **error);
void sprint_machine_error_adopt            (GError **error);

G_END_DECLS
