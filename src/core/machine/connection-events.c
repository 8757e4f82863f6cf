/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection-private.h"

#define N_EVENTS 7

struct _SprintConnectionEvents {
  virConnectPtr handle;
  int ids[N_EVENTS];
  guint n_ids;
};

static void
refresh (virDomainPtr  domain,
         GWeakRef     *target,
         gboolean      restarted,
         gboolean      started)
{
  g_autoptr (SprintConnection) connection = g_weak_ref_get (target);
  char uuid[VIR_UUID_STRING_BUFLEN];
  SprintMachine *machine;

  if (connection == NULL || virDomainGetUUIDString (domain, uuid) < 0)
    return;
  machine = sprint_connection_find (connection, uuid);
  if (machine != NULL && restarted)
    sprint_machine_note_restart (machine);
  if (machine != NULL && started)
    sprint_machine_note_started (machine);
  sprint_connection_refresh (connection, uuid);
}

static int
lifecycle_cb (virConnectPtr  handle,
              virDomainPtr   domain,
              int            event,
              int            detail,
              void          *data)
{
  refresh (domain, data, FALSE, event == VIR_DOMAIN_EVENT_STARTED);
  return 0;
}

static void
reboot_cb (virConnectPtr  handle,
           virDomainPtr   domain,
           void          *data)
{
  refresh (domain, data, TRUE, FALSE);
}

static void
io_error_cb (virConnectPtr  handle,
             virDomainPtr   domain,
             const char    *path,
             const char    *alias,
             int            action,
             const char    *reason,
             void          *data)
{
  refresh (domain, data, FALSE, FALSE);
}

static void
graphics_changed_cb (virConnectPtr  handle,
                     virDomainPtr   domain,
                     const char    *alias,
                     void          *data)
{
  refresh (domain, data, FALSE, FALSE);
}

static void
metadata_cb (virConnectPtr  handle,
             virDomainPtr   domain,
             int            type,
             const char    *uri,
             void          *data)
{
  refresh (domain, data, FALSE, FALSE);
}

static void
free_target (void *data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
register_one (SprintConnectionEvents          *self,
              int                              event,
              virConnectDomainEventGenericCallback callback,
              GObject                         *connection)
{
  GWeakRef *target = g_new0 (GWeakRef, 1);
  int id;

  g_weak_ref_init (target, connection);
  id = virConnectDomainEventRegisterAny (self->handle, NULL, event, callback, target, free_target);
  /* A hypervisor without this event is still of use. */
  if (id >= 0)
    self->ids[self->n_ids++] = id;
  else
    free_target (target);
}

SprintConnectionEvents *
sprint_connection_events_register (virConnectPtr  handle,
                                   GWeakRef      *connection)
{
  SprintConnectionEvents *self = g_new0 (SprintConnectionEvents, 1);
  g_autoptr (GObject) target = g_weak_ref_get (connection);

  self->handle = handle;
  virConnectRef (handle);
  if (target == NULL)
    return self;
  register_one (self, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK (lifecycle_cb), target);
  register_one (self, VIR_DOMAIN_EVENT_ID_REBOOT, VIR_DOMAIN_EVENT_CALLBACK (reboot_cb), target);
  register_one (self, VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON, VIR_DOMAIN_EVENT_CALLBACK (io_error_cb), target);
  register_one (self, VIR_DOMAIN_EVENT_ID_DEVICE_ADDED, VIR_DOMAIN_EVENT_CALLBACK (graphics_changed_cb), target);
  register_one (self, VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED, VIR_DOMAIN_EVENT_CALLBACK (graphics_changed_cb), target);
  register_one (self, VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, VIR_DOMAIN_EVENT_CALLBACK (metadata_cb), target);
  return self;
}

void
sprint_connection_events_free (SprintConnectionEvents *self)
{
  for (guint i = 0; i < self->n_ids; i++)
    virConnectDomainEventDeregisterAny (self->handle, self->ids[i]);
  virConnectClose (self->handle);
  g_free (self);
}
