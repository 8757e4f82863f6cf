/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-migration-double.h"

struct _SpiceMigrationDouble
{
  SpiceMigrateInstance instance;
  SpiceServer *server;
  gboolean both;
  gboolean connected;
  gboolean ended;
};

static void
connect_complete (SpiceMigrateInstance *instance)
{
  SPICE_CONTAINEROF (instance, SpiceMigrationDouble, instance)->connected = TRUE;
}

static void
end_complete (SpiceMigrateInstance *instance)
{
  SPICE_CONTAINEROF (instance, SpiceMigrationDouble, instance)->ended = TRUE;
}

static const SpiceMigrateInterface migrate_interface = {
  .base = {
    .type = SPICE_INTERFACE_MIGRATION,
    .description = "test migration",
    .major_version = SPICE_INTERFACE_MIGRATION_MAJOR,
    .minor_version = SPICE_INTERFACE_MIGRATION_MINOR,
  },
  .migrate_connect_complete = connect_complete,
  .migrate_end_complete = end_complete,
};

SpiceMigrationDouble *
spice_migration_double_new (SpiceServerDouble *server,
                            gboolean           both)
{
  SpiceMigrationDouble *self = g_new0 (SpiceMigrationDouble, 1);

  self->server = spice_server_double_get_server (server);
  self->instance.base.sif = &migrate_interface.base;
  self->both = both;
  if (both)
    g_assert_cmpint (spice_server_add_interface (self->server, &self->instance.base), ==, 0);

  return self;
}

void
spice_migration_double_free (SpiceMigrationDouble *self)
{
  if (self->both)
    spice_server_remove_interface (&self->instance.base);
  g_free (self);
}

/* QEMU has this for guests whose clients know no other way. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS
void
spice_migration_double_switch (SpiceMigrationDouble    *self,
                               const SpiceDoubleTarget *target)
{
  g_assert_cmpint (spice_server_migrate_info (self->server, target->host, target->port, target->tls_port,
                                              target->subject), ==, 0);
  g_assert_cmpint (spice_server_migrate_switch (self->server), ==, 0);
}
G_GNUC_END_IGNORE_DEPRECATIONS

void
spice_migration_double_connect (SpiceMigrationDouble    *self,
                                const SpiceDoubleTarget *target)
{
  self->connected = self->ended = FALSE;
  g_assert_cmpint (spice_server_migrate_connect (self->server, target->host, target->port, target->tls_port,
                                                 target->subject), ==, 0);
}

gboolean
spice_migration_double_connected (SpiceMigrationDouble *self)
{
  return self->connected;
}

void
spice_migration_double_end (SpiceMigrationDouble *self,
                            gboolean              completed)
{
  g_assert_cmpint (spice_server_migrate_start (self->server), ==, 0);
  spice_server_vm_stop (self->server);
  g_assert_cmpint (spice_server_migrate_end (self->server, completed), ==, 0);
  if (!completed)
    spice_server_vm_start (self->server);
}

gboolean
spice_migration_double_ended (SpiceMigrationDouble *self)
{
  return self->ended;
}
