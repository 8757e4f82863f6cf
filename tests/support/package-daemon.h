/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <packagekit-glib2/packagekit.h>

G_BEGIN_DECLS

/*
 * PackageDaemon: PackageKit's daemon with its faults, on a system bus that only this process sees. Every package is known,
 * version 1.0; "glue" comes with whatever is installed, and a simulation marks its IDs as apt does.
 */
typedef struct _PackageDaemon PackageDaemon;

/* A system bus without PackageKit, in place of this computer's; once, before anybody asks for one. */
void           package_daemon_init        (void);
PackageDaemon *package_daemon_new         (void);
void           package_daemon_free        (PackageDaemon *self);

/* How an installation, or a refresh of the lists, ends from now on. @error: 0 for none; @words: its own. */
void           package_daemon_set_install (PackageDaemon *self, PkErrorEnum error, const char *words, PkExitEnum exit);
void           package_daemon_set_refresh (PackageDaemon *self, PkErrorEnum error, const char *words, PkExitEnum exit);
/* Whether installations never end, until they are cancelled. */
void           package_daemon_set_hangs   (PackageDaemon *self, gboolean hangs);
/* Somebody else has installed it. */
void           package_daemon_add         (PackageDaemon *self, const char *name);

gboolean       package_daemon_is_busy     (PackageDaemon *self);
guint          package_daemon_n_cancelled (PackageDaemon *self);
guint          package_daemon_n_refreshed (PackageDaemon *self);

G_END_DECLS
