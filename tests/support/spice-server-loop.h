/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice.h>

/* libspice-server's main loop, over GLib's default one. */
extern SpiceCoreInterface spice_server_loop;
