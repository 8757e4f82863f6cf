/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "spice-server-double.h"

G_BEGIN_DECLS

/* Where a server's guest moves to; as with SpiceDoublePlace nothing that is 0. */
typedef struct {
  const char *host;
  int port;
  int tls_port;
  const char *subject;
} SpiceDoubleTarget;

/* What QEMU does about a server's clients when its guest moves. */
typedef struct _SpiceMigrationDouble SpiceMigrationDouble;

/* Before anybody connects. @both: whether clients can be connected to both places; or else they are sent away. */
SpiceMigrationDouble *spice_migration_double_new       (SpiceServerDouble       *server,
                                                        gboolean                 both);
/* Before the server. */
void                  spice_migration_double_free      (SpiceMigrationDouble    *self);
/* Sends the client away. */
void                  spice_migration_double_switch    (SpiceMigrationDouble    *self,
                                                        const SpiceDoubleTarget *target);
/* Has the client connect to the other place as well. */
void                  spice_migration_double_connect   (SpiceMigrationDouble    *self,
                                                        const SpiceDoubleTarget *target);
gboolean              spice_migration_double_connected (SpiceMigrationDouble    *self);
/* The guest has moved, or stays after all. */
void                  spice_migration_double_end       (SpiceMigrationDouble    *self,
                                                        gboolean                 completed);
gboolean              spice_migration_double_ended     (SpiceMigrationDouble    *self);

G_END_DECLS
