/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection-private.h"

#include <libvirt/libvirt-qemu.h>

#define N_EVENTS 7

/* What becomes of the close callback, which libvirt calls at most once, but perhaps while it is being let go of. */
enum {
  CLOSE_ARMED,
  CLOSE_FIRED,
  CLOSE_LEFT,
};

struct _SprintEventTarget {
  gatomicrefcount refs;
  GWeakRef connection;
  int close;   /* atomic */
};

struct _SprintConnectionEvents {
  virConnectPtr handle;
  int ids[N_EVENTS];
  guint n_ids;
  int shutdown_id;             /* of QEMU's own event, or -1 */
  SprintEventTarget *target;   /* of the close callback */
};

SprintEventTarget *
sprint_event_target_new (SprintConnection *connection)
{
  SprintEventTarget *self = g_new0 (SprintEventTarget, 1);

  g_atomic_ref_count_init (&self->refs);
  g_weak_ref_init (&self->connection, connection);
  return self;
}

static SprintEventTarget *
ref_target (SprintEventTarget *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
sprint_event_target_unref (SprintEventTarget *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_weak_ref_clear (&self->connection);
  g_free (self);
}

static void
unref_target (void *data)
{
  sprint_event_target_unref (data);
}

static void
refresh (virDomainPtr       domain,
         SprintEventTarget *target,
         gboolean           restarted,
         gboolean           started)
{
  g_autoptr (SprintConnection) connection = g_weak_ref_get (&target->connection);
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
device_cb (virConnectPtr  handle,
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

static void
tell_closed (virConnectPtr      handle,
             SprintEventTarget *target)
{
  g_autoptr (SprintConnection) connection = g_weak_ref_get (&target->connection);
  Closing *closing;

  if (connection == NULL)
    return;
  closing = g_new0 (Closing, 1);
  closing->connection = g_steal_pointer (&connection);
  closing->handle = handle;
  virConnectRef (handle);
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_closed_cb, closing, closing_free);
}

/* In whichever thread met the end of the connection. libvirt-glib's own signal tells only of its own closing. */
static void
closed_cb (virConnectPtr  handle,
           int            reason,
           void          *data)
{
  SprintEventTarget *target = data;

  if (reason != VIR_CONNECT_CLOSE_REASON_CLIENT)
    tell_closed (handle, target);
  if (!g_atomic_int_compare_and_exchange (&target->close, CLOSE_ARMED, CLOSE_FIRED))
    sprint_event_target_unref (target);
}

/* A driver that knows no closing takes the callback all the same, but never frees its data. */
static void
register_closed (SprintConnectionEvents *self,
                 SprintEventTarget      *target)
{
  if (virConnectRegisterCloseCallback (self->handle, closed_cb, target, NULL) == 0)
    self->target = ref_target (target);
}

/* Waits for a callback that runs. Of a connection that broke the callback cannot be taken back: it may run even now, or
 * come yet, and who is the last to use the target drops it. */
static void
unregister_closed (SprintConnectionEvents *self)
{
  SprintEventTarget *target = g_steal_pointer (&self->target);

  if (target == NULL)
    return;
  if (virConnectUnregisterCloseCallback (self->handle, closed_cb) == 0 ||
      !g_atomic_int_compare_and_exchange (&target->close, CLOSE_ARMED, CLOSE_LEFT))
    sprint_event_target_unref (target);
}

/* Watching does not taint a domain, as commands to its monitor would; other hypervisors refuse it. */
static void
register_qemu_shutdown (SprintConnectionEvents *self,
                        SprintEventTarget      *target)
{
  self->shutdown_id = virConnectDomainQemuMonitorEventRegister (self->handle, NULL, "SHUTDOWN", qemu_shutdown_cb,
                                                                ref_target (target), unref_target, 0);
  if (self->shutdown_id < 0)
    sprint_event_target_unref (target);
}

static void
register_one (SprintConnectionEvents               *self,
              int                                   event,
              virConnectDomainEventGenericCallback  callback,
              SprintEventTarget                    *target)
{
  int id = virConnectDomainEventRegisterAny (self->handle, NULL, event, callback, ref_target (target), unref_target);

  /* A hypervisor without this event is still of use. */
  if (id >= 0)
    self->ids[self->n_ids++] = id;
  else
    sprint_event_target_unref (target);
}

SprintConnectionEvents *
sprint_connection_events_register (virConnectPtr      handle,
                                   SprintEventTarget *target)
{
  SprintConnectionEvents *self = g_new0 (SprintConnectionEvents, 1);

  self->handle = handle;
  self->shutdown_id = -1;
  virConnectRef (handle);
  register_closed (self, target);
  register_one (self, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK (lifecycle_cb), target);
  register_qemu_shutdown (self, target);
  register_one (self, VIR_DOMAIN_EVENT_ID_REBOOT, VIR_DOMAIN_EVENT_CALLBACK (reboot_cb), target);
  register_one (self, VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON, VIR_DOMAIN_EVENT_CALLBACK (io_error_cb), target);
  register_one (self, VIR_DOMAIN_EVENT_ID_DEVICE_ADDED, VIR_DOMAIN_EVENT_CALLBACK (device_cb), target);
  register_one (self, VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED, VIR_DOMAIN_EVENT_CALLBACK (device_cb), target);
  register_one (self, VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, VIR_DOMAIN_EVENT_CALLBACK (metadata_cb), target);
  return self;
}

void
sprint_connection_events_free (SprintConnectionEvents *self)
{
  for (guint i = 0; i < self->n_ids; i++)
    virConnectDomainEventDeregisterAny (self->handle, self->ids[i]);
  unregister_closed (self);
  if (self->shutdown_id >= 0)
    virConnectDomainQemuMonitorEventDeregister (self->handle, self->shutdown_id);
  virConnectClose (self->handle);
  g_free (self);
}
