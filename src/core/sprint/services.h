/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/catalogue/catalogue.h"
#include "core/host/host.h"
#include "core/host/packages/package-installer.h"
#include "core/host/packages/package-table.h"
#include "core/host/repair/repairer.h"
#include "core/host/watch/host-watch.h"
#include "core/machine/connection-list.h"
#include "core/machine/storage.h"
#include "core/platform/platform.h"

G_BEGIN_DECLS

/*
 * SprintServices: the rooms, composed. Made once by the application (or the command line), handed to what needs
 * it; every part is made at its first use. All getters are (transfer none).
 */
#define SPRINT_TYPE_SERVICES (sprint_services_get_type ())
G_DECLARE_FINAL_TYPE (SprintServices, sprint_services, SPRINT, SERVICES, GObject)

/* This person's own libvirt. */
#define SPRINT_SERVICES_LOCAL_URI "qemu:///session"

/* @local_uri: the connection that Quick Sprint makes its machines on. */
SprintServices           *sprint_services_new                     (SprintPlatform *platform, const char *local_uri);
SprintPlatform           *sprint_services_get_platform            (SprintServices *self);
SprintConnectionList     *sprint_services_get_connections         (SprintServices *self);
/* The connection of local_uri; it is in the list. */
SprintConnection         *sprint_services_get_local_connection    (SprintServices *self);
SprintHost               *sprint_services_get_host                (SprintServices *self);
SprintHostWatch          *sprint_services_get_host_watch          (SprintServices *self);
SprintRepairer           *sprint_services_get_repairer            (SprintServices *self);
SprintAccelerationRecord *sprint_services_get_acceleration_record (SprintServices *self);
SprintPackageTable       *sprint_services_get_package_table       (SprintServices *self);
SprintPackageInstaller   *sprint_services_get_package_installer   (SprintServices *self);
SprintCatalogue          *sprint_services_get_catalogue           (SprintServices *self);
/* Something is being made that is taken back where it is not finished, or must be remembered, until
 * sprint_services_end_work() with the same @cancellable: the object's property "busy" (boolean) is TRUE. @cancellable (nullable) gives it up. */
void                      sprint_services_begin_work              (SprintServices *self, GCancellable *cancellable);
void                      sprint_services_end_work                (SprintServices *self, GCancellable *cancellable);
gboolean                  sprint_services_get_busy                (SprintServices *self);
/* Gives up all of it. */
void                      sprint_services_cancel_work             (SprintServices *self);
/* The pool of Sprint's own on the local connection. */
SprintStorage            *sprint_services_get_storage             (SprintServices *self);

G_END_DECLS
