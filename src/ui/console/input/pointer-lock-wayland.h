/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pointer-lock.h"

G_BEGIN_DECLS

/**
 * SprintPointerLockWayland:
 *
 * A lock by the compositor (pointer-constraints-unstable-v1), and what the hand does meanwhile
 * (relative-pointer-unstable-v1). Available where the compositor has both.
 */
#define SPRINT_TYPE_POINTER_LOCK_WAYLAND (sprint_pointer_lock_wayland_get_type ())
G_DECLARE_FINAL_TYPE (SprintPointerLockWayland, sprint_pointer_lock_wayland, SPRINT, POINTER_LOCK_WAYLAND,
                      SprintPointerLock)

SprintPointerLock *sprint_pointer_lock_wayland_new (GdkDisplay *display);

G_END_DECLS
