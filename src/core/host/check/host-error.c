/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host-error.h"

G_DEFINE_QUARK (sprint-host-error-quark, sprint_host_error)
