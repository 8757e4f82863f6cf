/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SPRINT_LIBVIRT_PRIORITY:
 *
 * Of what comes from libvirt in the main loop: that of GDK's frames (GDK_PRIORITY_REDRAW), so that each has its turn
 * while there is always something of the other. libvirt-glib's event loop (5.0) has the priority of input: a guest that
 * prints for ever, which comes byte by byte, would stop all drawing.
 */
#define SPRINT_LIBVIRT_PRIORITY (G_PRIORITY_HIGH_IDLE + 20)

/**
 * sprint_libvirt_register:
 *
 * Has libvirt's files and timers watched by the default main context (see virEventRegisterImpl() of libvirt's
 * libvirt-event.h), and its errors told to their callers alone. To be called before the first connection is opened;
 * once is enough, from any thread.
 */
void sprint_libvirt_register (void);

G_END_DECLS
