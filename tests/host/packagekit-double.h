/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <packagekit-glib2/packagekit.h>

G_BEGIN_DECLS

/* A PackageKit daemon as a test wants it, on the bus that DBUS_SYSTEM_BUS_ADDRESS names. */
typedef struct _PackageKitDouble PackageKitDouble;

PackageKitDouble *packagekit_double_new  (void);
void              packagekit_double_free (PackageKitDouble *self);

/* What it knows: package IDs. After a refresh it knows @fresh too. */
void  packagekit_double_set_packages (PackageKitDouble   *self,
                                      const char * const *installed,
                                      const char * const *available,
                                      const char * const *fresh);
/* What installing any of them brings along, in a simulation: "+ID" or "-ID". */
void  packagekit_double_set_company  (PackageKitDouble   *self,
                                      const char * const *company);
/* The next call of a method ends with this error; "InstallPackages" is the real one, "Simulate" the
 * other. */
void  packagekit_double_fail         (PackageKitDouble   *self,
                                      const char         *method,
                                      PkErrorEnum         code);
/* The next call of a method is refused by the bus with this error's name. */
void  packagekit_double_refuse       (PackageKitDouble   *self,
                                      const char         *method,
                                      const char         *error_name);
/* The next call of a method is the daemon's last, before or after its answer. */
void  packagekit_double_die          (PackageKitDouble   *self,
                                      const char         *method,
                                      gboolean            answered);
/* The next call of a method is answered, and nothing comes after that. */
void  packagekit_double_hold         (PackageKitDouble   *self,
                                      const char         *method);
/* The next installation wants to know something first. */
void  packagekit_double_ask          (PackageKitDouble   *self,
                                      PkExitEnum          question);
/* The methods called since this was asked, between blanks. */
char *packagekit_double_take_calls   (PackageKitDouble   *self);

G_END_DECLS
