/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pointer-lock.h"

G_BEGIN_DECLS

/**
 * SprintPointerLockX11:
 *
 * A grab of the X server's pointer, which is put back to the widget's middle before it could reach an
 * edge. That works for whatever moves it, unlike raw motion, which devices that know places tell in
 * units of their own.
 */
#define SPRINT_TYPE_POINTER_LOCK_X11 (sprint_pointer_lock_x11_get_type ())
G_DECLARE_FINAL_TYPE (SprintPointerLockX11, sprint_pointer_lock_x11, SPRINT, POINTER_LOCK_X11,
                      SprintPointerLock)

SprintPointerLock *sprint_pointer_lock_x11_new (GdkDisplay *display);

G_END_DECLS
