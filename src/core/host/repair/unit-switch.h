/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/host/check/remedy.h"

G_BEGIN_DECLS

/**
 * sprint_unit_switch_async:
 * @bus: (nullable): where systemd is; %NULL for the system bus
 * @unit: the name of a unit, "libvirtd.socket"
 * @parts: what is switched
 * @on: whether it is to be so
 *
 * Has systemd start or stop a unit, and start it at each start of the computer or no more, and waits until that is
 * done; polkit asks the person. The interface is org.freedesktop.systemd1(5). Fails with %SPRINT_HOST_ERROR_NO_REPAIR
 * where there is no systemd or nobody to ask them, %SPRINT_HOST_ERROR_REPAIR_DECLINED,
 * %SPRINT_HOST_ERROR_REPAIR_FAILED, or %G_IO_ERROR_CANCELLED, after which a step that was under way may still have been
 * taken. A unit that does not start is disabled again, if it was not enabled before; one that is gone is stopped.
 */
void     sprint_unit_switch_async  (GDBusConnection      *bus,
                                    const char           *unit,
                                    SprintRemedyParts     parts,
                                    gboolean              on,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
/* @changed: (out): which of them were not so before; where it was to be off, not known and %0 */
gboolean sprint_unit_switch_finish (GAsyncResult         *result,
                                    SprintRemedyParts    *changed,
                                    GError              **error);

G_END_DECLS
