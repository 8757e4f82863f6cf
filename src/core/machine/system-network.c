/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "system-network.h"

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdlib.h>

#include "machine-error-private.h"
#include "worker.h"

typedef struct {
  char *uri;
  char *sockets;
  char *name;
  SprintSystemNetworkParts parts;
  gboolean on;
} Question;

static void
question_free (Question *question)
{
  g_free (question->uri);
  g_free (question->sockets);
  g_free (question->name);
  g_free (question);
}

void
sprint_system_network_free (SprintSystemNetwork *self)
{
  g_free (self->bridge);
  g_free (self);
}

static gboolean
has_socket (Question   *question,
            const char *name)
{
  g_autofree char *path = g_build_filename (question->sockets, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* libvirtd has everything; of the modular daemons, networks are virtnetworkd's: https://libvirt.org/daemons.html */
static gboolean
is_there (Question *question)
{
  return question->sockets == NULL || has_socket (question, "libvirt-sock-ro") ||
         (has_socket (question, "virtqemud-sock-ro") && has_socket (question, "virtnetworkd-sock-ro"));
}

static gboolean
read_state (SprintSystemNetwork  *self,
            virNetworkPtr         network,
            GError              **error)
{
  char *bridge = virNetworkGetBridgeName (network);
  int autostart = 0;
  int active;

  /* Not every network has one. */
  self->bridge = g_strdup (bridge);
  free (bridge);
  active = virNetworkIsActive (network);
  if (active < 0 || virNetworkGetAutostart (network, &autostart) < 0) {
    sprint_machine_error_set_from_libvirt (error);
    return FALSE;
  }
  self->defined = TRUE;
  self->active = active == 1;
  self->autostart = autostart != 0;
  return TRUE;
}

static gboolean
read_network (SprintSystemNetwork  *self,
              virConnectPtr         handle,
              const char           *name,
              GError              **error)
{
  virNetworkPtr network = virNetworkLookupByName (handle, name);
  gboolean done;

  if (network == NULL) {
    if (virGetLastErrorCode () == VIR_ERR_NO_NETWORK)
      return TRUE;
    sprint_machine_error_set_from_libvirt (error);
    return FALSE;
  }
  done = read_state (self, network, error);
  virNetworkFree (network);
  return done;
}

static gpointer
read_thread (gpointer   data,
             GError   **error)
{
  Question *question = data;
  g_autoptr (SprintSystemNetwork) self = g_new0 (SprintSystemNetwork, 1);
  virConnectPtr handle;
  gboolean done;

  if (!is_there (question))
    return g_steal_pointer (&self);
  handle = virConnectOpenReadOnly (question->uri);
  if (handle == NULL) {
    sprint_machine_error_set_from_libvirt (error);
    return NULL;
  }
  self->reachable = TRUE;
  done = read_network (self, handle, question->name, error);
  virConnectClose (handle);
  return done ? g_steal_pointer (&self) : NULL;
}

void
sprint_system_network_read_async (const char          *uri,
                                  const char          *sockets,
                                  const char          *name,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (1);
  Question *question = g_new0 (Question, 1);

  question->uri = g_strdup (uri);
  question->sockets = g_strdup (sockets);
  question->name = g_strdup (name);
  sprint_worker_run_async (worker, NULL, read_thread, question, (GDestroyNotify) question_free,
                           (GDestroyNotify) sprint_system_network_free, cancellable, callback, user_data);
}

SprintSystemNetwork *
sprint_system_network_read_finish (GAsyncResult  *result,
                                   GError       **error)
{
  return sprint_worker_run_finish (result, error);
}

/* Which of the parts asked for are not yet as they are to be; -1 where that cannot be told. */
static int
find_parts (virNetworkPtr  network,
            Question      *question)
{
  int autostart = 0;
  int active = virNetworkIsActive (network);
  int parts = 0;

  if (active < 0 || virNetworkGetAutostart (network, &autostart) < 0)
    return -1;
  if ((active == 1) != question->on)
    parts |= SPRINT_SYSTEM_NETWORK_ACTIVE;
  if ((autostart != 0) != question->on)
    parts |= SPRINT_SYSTEM_NETWORK_AUTOSTART;
  return parts & (int) question->parts;
}

/* A network that does not start is not left to be tried at each start, nor one running that was to be kept. */
static gboolean
switch_on (virNetworkPtr   network,
           int             parts,
           GError        **error)
{
  const gboolean start = (parts & SPRINT_SYSTEM_NETWORK_ACTIVE) != 0;

  if (start && virNetworkCreate (network) < 0) {
    sprint_machine_error_set_from_libvirt (error);
    return FALSE;
  }
  if ((parts & SPRINT_SYSTEM_NETWORK_AUTOSTART) != 0 && virNetworkSetAutostart (network, 1) < 0) {
    sprint_machine_error_set_from_libvirt (error);
    if (start)
      virNetworkDestroy (network);
    return FALSE;
  }
  return TRUE;
}

static gboolean
switch_off (virNetworkPtr   network,
            int             parts,
            GError        **error)
{
  if (((parts & SPRINT_SYSTEM_NETWORK_AUTOSTART) == 0 || virNetworkSetAutostart (network, 0) == 0) &&
      ((parts & SPRINT_SYSTEM_NETWORK_ACTIVE) == 0 || virNetworkDestroy (network) == 0))
    return TRUE;
  sprint_machine_error_set_from_libvirt (error);
  return FALSE;
}

/* What was changed; -1 with an error. */
static int
switch_network (virConnectPtr   handle,
                Question       *question,
                GError        **error)
{
  virNetworkPtr network = virNetworkLookupByName (handle, question->name);
  int parts;

  if (network == NULL && !question->on && virGetLastErrorCode () == VIR_ERR_NO_NETWORK)
    return 0;
  parts = network != NULL ? find_parts (network, question) : -1;
  if (parts < 0)
    sprint_machine_error_set_from_libvirt (error);
  else if (!(question->on ? switch_on : switch_off) (network, parts, error))
    parts = -1;
  if (network != NULL)
    virNetworkFree (network);
  return parts;
}

static gpointer
switch_thread (gpointer   data,
               GError   **error)
{
  Question *question = data;
  virConnectPtr handle = virConnectOpen (question->uri);
  int parts;

  if (handle == NULL) {
    sprint_machine_error_set_from_libvirt (error);
    return NULL;
  }
  parts = switch_network (handle, question, error);
  virConnectClose (handle);
  return parts >= 0 ? g_memdup2 (&parts, sizeof parts) : NULL;
}

void
sprint_system_network_switch_async (const char               *uri,
                                    const char               *name,
                                    SprintSystemNetworkParts  parts,
                                    gboolean                  on,
                                    GCancellable             *cancellable,
                                    GAsyncReadyCallback       callback,
                                    gpointer                  user_data)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (1);
  Question *question = g_new0 (Question, 1);

  question->uri = g_strdup (uri);
  question->name = g_strdup (name);
  question->parts = parts;
  question->on = on;
  sprint_worker_run_async (worker, NULL, switch_thread, question, (GDestroyNotify) question_free, g_free, cancellable,
                           callback, user_data);
}

gboolean
sprint_system_network_switch_finish (GAsyncResult              *result,
                                     SprintSystemNetworkParts  *changed,
                                     GError                   **error)
{
  g_autofree int *parts = sprint_worker_run_finish (result, error);

  if (parts != NULL)
    *changed = *parts;
  return parts != NULL;
}
