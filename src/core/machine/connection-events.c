/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection-private.h"

#include <libvirt/libvirt-qemu.h>

#define N_EVENTS 7

struct _SprintConnectionEvents {
  virConnectPtr handle;
  int ids[N_EVENTS];
  guint n_ids;
  int shutdown_id;    /* of QEMU's own event, or -1 */
  GWeakRef *target;   /* of the close callback */
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

/* With on_reboot=destroy libvirt tells of a restart as of any other end of the guest; QEMU says which it is
 * (ShutdownCause in its qapi/run-state.json). */
static void
qemu_shutdown_cb (virConnectPtr  handle,
                  virDomainPtr   domain,
                  const char    *event,
                  long long      seconds,
                  unsigned int   micros,
                  const char    *details,
                  void          *data)
{
  if (details != NULL && strstr (details, "\"guest-reset\"") != NULL)
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

typedef struct {
  SprintConnection *connection;
  virConnectPtr handle;
} Closing;

static gboolean
tell_closed_cb (gpointer user_data)
{
  Closing *closing = user_data;

  sprint_connection_note_closed (closing->connection, closing->handle);
  return G_SOURCE_REMOVE;
}

static void
closing_free (gpointer data)
{
  Closing *closing = data;

  g_object_unref (closing->connection);
  virConnectClose (closing->handle);
  g_free (closing);
}

/* In whichever thread met the end of the connection. libvirt-glib's own signal tells only of its own closing. */
static void
closed_cb (virConnectPtr  handle,
           int            reason,
           void          *data)
{
  g_autoptr (SprintConnection) connection = NULL;
  Closing *closing;

  if (reason == VIR_CONNECT_CLOSE_REASON_CLIENT)
    return;
  connection = g_weak_ref_get (data);
  if (connection == NULL)
    return;
  closing = g_new0 (Closing, 1);
  closing->connection = g_steal_pointer (&connection);
  closing->handle = handle;
  virConnectRef (handle);
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_closed_cb, closing, closing_free);
}

static void
register_closed (SprintConnectionEvents *self,
                 GObject                *connection)
{
  self->target = g_new0 (GWeakRef, 1);
  g_weak_ref_init (self->target, connection);
  /* A driver that knows no closing takes the callback all the same, but never frees its data. */
  virConnectRegisterCloseCallback (self->handle, closed_cb, self->target, NULL);
}

/* Watching does not taint a domain, as commands to its monitor would; other hypervisors refuse it. */
static void
register_qemu_shutdown (SprintConnectionEvents *self,
                        GObject                *connection)
{
  GWeakRef *target = g_new0 (GWeakRef, 1);

  g_weak_ref_init (target, connection);
  self->shutdown_id = virConnectDomainQemuMonitorEventRegister (self->handle, NULL, "SHUTDOWN", qemu_shutdown_cb,
                                                                target, free_target, 0);
  if (self->shutdown_id < 0)
    free_target (target);
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
  self->shutdown_id = -1;
  virConnectRef (handle);
  if (target == NULL)
    return self;
  register_closed (self, target);
  register_one (self, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK (lifecycle_cb), target);
  register_qemu_shutdown (self, target);
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
  /* Waits for a callback that runs; none comes after. */
  virConnectUnregisterCloseCallback (self->handle, closed_cb);
  g_clear_pointer (&self->target, free_target);
  if (self->shutdown_id >= 0)
    virConnectDomainQemuMonitorEventDeregister (self->handle, self->shutdown_id);
  virConnectClose (self->handle);
  g_free (self);
}
