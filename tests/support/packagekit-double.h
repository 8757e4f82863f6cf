/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <packagekit-glib2/packagekit.h>

G_BEGIN_DECLS

/* What there is to fetch of every package, and what it takes on the disk, in bytes. */
#define PACKAGEKIT_DOUBLE_SIZE G_GUINT64_CONSTANT (2000000)
#define PACKAGEKIT_DOUBLE_DISK G_GUINT64_CONSTANT (5000000)

/*
 * PackageKitDouble: as much of PackageKit's daemon as Sprint and PackageKit's library ask of it, with its faults, on a
 * system bus that only this process sees.
 *
 * A package is given as its ID, "qemu;1:10.0;amd64;main", or as a name alone, which stands for "qemu;1.0;all;main".
 * What was installed is resolved as installed from then on, and "glue" 2.0 comes with it unless a test says otherwise.
 *
 * A fault waits for the next call of its method, "Resolve", "RefreshCache", "GetDetails", "Simulate" or, for the real
 * one, "InstallPackages"; the call after that goes well. One at a time, and none may be left over in the end.
 */
typedef struct _PackageKitDouble PackageKitDouble;

/* A system bus without PackageKit, in place of this computer's; once, before anybody asks for one. */
void              packagekit_double_init         (void);

/* @packages: those that can be installed; %NULL for whichever is asked for. Leaves once it can be asked. */
PackageKitDouble *packagekit_double_new          (const char * const *packages);
/* PackageKit is gone from the bus. */
void              packagekit_double_free         (PackageKitDouble *self);

/* What it knows from now on. @fresh: %NULL, or what can be installed once the lists were refreshed. */
void              packagekit_double_set_packages (PackageKitDouble   *self,
                                                  const char * const *installed,
                                                  const char * const *available,
                                                  const char * const *fresh);
/* Somebody else has installed it. */
void              packagekit_double_add          (PackageKitDouble *self, const char *package);
/* What comes or goes with whatever is installed, as a simulation says it: "+ID" or "-ID", and "^ID" for one in
 * place of an older one. */
void              packagekit_double_set_company  (PackageKitDouble *self, const char * const *company);
/* Whether a simulation marks the IDs of what it installs, as apt does. */
void              packagekit_double_set_marks    (PackageKitDouble *self, gboolean marks);

/* Whether it tells of sizes as PackageKit did before 1.3: what there is to fetch alone. */
void              packagekit_double_set_old_sizes (PackageKitDouble *self, gboolean old);
/* What everything takes on the disk from now on. */
void              packagekit_double_set_disk     (PackageKitDouble *self, guint64 size);
/* What its installations want restarted from now on. */
void              packagekit_double_set_restart  (PackageKitDouble *self, PkRestartEnum restart);

/* A transaction that somebody has begun and that goes on; it is as one that hangs. @watched: whether whoever began it
 * is there still. */
void              packagekit_double_leave        (PackageKitDouble *self,
                                                  PkRoleEnum        role,
                                                  guint             uid,
                                                  gboolean          watched);
/* The flags (a PkBitfield) of what was left. */
void              packagekit_double_set_flags    (PackageKitDouble *self, guint64 flags);
/* What hangs says how far it is. */
void              packagekit_double_tell         (PackageKitDouble *self, PkStatusEnum status, guint percentage);
/* And how fast it is: bytes a second, and seconds. */
void              packagekit_double_tell_pace    (PackageKitDouble *self, guint speed, guint remaining);
/* Whether it says from now on that what it does can be cancelled; told to, it cancels all the same, as the real one. */
void              packagekit_double_allow_cancel (PackageKitDouble *self, gboolean allow);
/* What hangs ends, well or, with an error other than 0, badly. */
void              packagekit_double_end          (PackageKitDouble *self, PkErrorEnum error, const char *words);

/* What hangs leaves the bus without having said how it ended. */
void              packagekit_double_destroy      (PackageKitDouble *self);

/* It ends with this error and these words of the daemon, and with that exit. @error: 0 for an exit alone. */
void              packagekit_double_fail         (PackageKitDouble *self,
                                                  const char       *method,
                                                  PkErrorEnum       error,
                                                  const char       *words,
                                                  PkExitEnum        exit);
/* The bus refuses it, with this error's name. */
void              packagekit_double_refuse       (PackageKitDouble *self, const char *method, const char *error_name);
/* It is the daemon's last, before or after its answer. */
void              packagekit_double_die          (PackageKitDouble *self, const char *method, gboolean answered);
/* It is answered, and nothing comes after that until it is cancelled. */
void              packagekit_double_hang         (PackageKitDouble *self, const char *method);
/* The next installation wants to know something first: a key, a licence, a medium, or whether it may be untrusted. */
void              packagekit_double_ask          (PackageKitDouble *self, PkExitEnum question);

/* Whether a call hangs, how many of those were cancelled, and how often the lists were to be refreshed. */
gboolean          packagekit_double_is_busy      (PackageKitDouble *self);
guint             packagekit_double_n_cancelled  (PackageKitDouble *self);
guint             packagekit_double_n_refreshed  (PackageKitDouble *self);
/* The methods called since this was asked, between blanks; "untrusted" before an installation that may be.
 * (transfer full) */
char             *packagekit_double_take_calls   (PackageKitDouble *self);

G_END_DECLS
