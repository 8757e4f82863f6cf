/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How an installation ends. */
typedef enum {
  PACKAGEKIT_DOUBLE_INSTALLS,
  PACKAGEKIT_DOUBLE_REFUSES,   /* permission */
  PACKAGEKIT_DOUBLE_HANGS,     /* until it is cancelled */
} PackagekitDoubleEnd;

/*
 * PackagekitDouble: as much of PackageKit's daemon as Sprint asks of it, on a system bus that only this process sees.
 * It knows the packages it was given, each 1.0 and 2,000,000 bytes to fetch, and says that "glue" comes with them.
 */
typedef struct _PackagekitDouble PackagekitDouble;

/* A system bus without PackageKit, in place of this computer's; once, before anybody asks for one. */
void              packagekit_double_init        (void);
/* @packages: those that can be installed. */
PackagekitDouble *packagekit_double_new         (const char * const *packages);
void              packagekit_double_free        (PackagekitDouble *self);
void              packagekit_double_set_end     (PackagekitDouble *self, PackagekitDoubleEnd end);
/* Whether an installation is under way. */
gboolean          packagekit_double_is_busy     (PackagekitDouble *self);
/* How many were broken off. */
guint             packagekit_double_n_cancelled (PackagekitDouble *self);

G_END_DECLS
