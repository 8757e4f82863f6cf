/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* systemd's manager, as far as units are switched, on a bus of the test's own. Like systemd, it refuses who subscribes
 * once more, tells everybody what happens as long as anybody has subscribed, and forgets who has when it ends. */
typedef struct _SystemdDouble SystemdDouble;

/* @names: whether it takes systemd's name, so that somebody is there. */
SystemdDouble   *systemd_double_new         (gboolean       names);
void             systemd_double_free        (SystemdDouble *self);
/* For who asks it; not the double's own. */
GDBusConnection *systemd_double_get_bus     (SystemdDouble *self);
/* One more, for who else is on the bus. (transfer full) */
GDBusConnection *systemd_double_connect     (SystemdDouble *self);
/* That a job has ended which somebody else began. */
void             systemd_double_tell_job    (SystemdDouble *self, const char *unit);
/* That units were switched on or off. */
void             systemd_double_tell_files  (SystemdDouble *self);
/* It ends, and starts anew. */
void             systemd_double_leave       (SystemdDouble *self);
void             systemd_double_come        (SystemdDouble *self);
/* What it was asked for, "Subscribe ListUnitsByNames:a.socket EnableUnitFiles:a.socket Reload". */
const char      *systemd_double_get_calls   (SystemdDouble *self);
/* @method fails with a D-Bus error of this name. */
void             systemd_double_refuse      (SystemdDouble *self, const char *method, const char *error);
/* How a job ends, "done" unless told otherwise; NULL: it does not. @early: before its name is told. */
void             systemd_double_end_jobs    (SystemdDouble *self, const char *result, gboolean early);
/* @method is never answered. */
void             systemd_double_hold        (SystemdDouble *self, const char *method);
/* Enabling a unit changes files from now on: it was enabled before, until then. */
void             systemd_double_change_files (SystemdDouble *self);
/* Whether a unit runs that is asked for: not, until then. */
void             systemd_double_set_runs    (SystemdDouble *self, gboolean runs);

G_END_DECLS
