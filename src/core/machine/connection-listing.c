/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection-private.h"

#include "machine-error-private.h"

/* A remote host that answers nothing for 5 × 3 s is gone. */
#define KEEPALIVE_INTERVAL 5
#define KEEPALIVE_COUNT 3

typedef struct {
  char *uri;
  SprintEventTarget *target;
  gboolean local;
  char *log_folder;
} Opening;

static void
opening_free (Opening *opening)
{
  sprint_event_target_unref (opening->target);
  g_free (opening->uri);
  g_free (opening->log_folder);
  g_free (opening);
}

void
sprint_listing_free (SprintListing *listing)
{
  if (listing->events != NULL)
    sprint_connection_events_free (listing->events);
  if (listing->handle != NULL)
    virConnectClose (listing->handle);
  g_ptr_array_unref (listing->infos);
  g_free (listing);
}

/* One that went meanwhile is left out, and one that cannot be read keeps no other one from being seen. */
static gboolean
read_domains (Opening       *opening,
              GPtrArray     *infos,
              virDomainPtr  *domains,
              int            n,
              GError       **error)
{
  for (int i = 0; i < n; i++) {
    g_autoptr (GError) local_error = NULL;
    SprintMachineInfo *info = sprint_machine_info_read_for_list (domains[i], opening->local, opening->log_folder,
                                                                 &local_error);

    if (info != NULL) {
      g_ptr_array_add (infos, info);
    } else if (!g_error_matches (local_error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MACHINE)) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_list (Opening        *opening,
           SprintListing  *listing,
           GError        **error)
{
  virDomainPtr *domains = NULL;
  int n = virConnectListAllDomains (listing->handle, &domains, 0);
  gboolean done = FALSE;

  if (n < 0)
    sprint_machine_error_set_from_libvirt (error);
  else
    done = read_domains (opening, listing->infos, domains, n, error);
  for (int i = 0; i < n; i++)
    virDomainFree (domains[i]);
  free (domains);
  return done;
}

static gpointer
open_thread (gpointer   data,
             GError   **error)
{
  Opening *opening = data;
  virConnectPtr handle = virConnectOpen (opening->uri);
  SprintListing *listing;

  if (handle == NULL) {
    sprint_machine_error_set_from_libvirt (error);
    /* An address is no description. */
    if (g_error_matches (*error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION))
      (*error)->code = SPRINT_MACHINE_ERROR_FAILED;
    return NULL;
  }
  virConnectSetKeepAlive (handle, KEEPALIVE_INTERVAL, KEEPALIVE_COUNT);
  listing = g_new0 (SprintListing, 1);
  listing->handle = handle;
  listing->infos = g_ptr_array_new_with_free_func ((GDestroyNotify) sprint_machine_info_free);
  /* Events first: what changes while the list is read is read again. */
  listing->events = sprint_connection_events_register (handle, opening->target);
  if (read_list (opening, listing, error))
    return listing;
  sprint_listing_free (listing);
  return NULL;
}

void
sprint_listing_read_async (SprintConnection    *connection,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->uri = g_strdup (sprint_connection_get_uri (connection));
  opening->local = sprint_connection_get_local (connection);
  opening->log_folder = g_strdup (sprint_connection_get_log_folder (connection));
  opening->target = sprint_event_target_new (connection);
  sprint_worker_run_async (sprint_connection_get_worker (connection), connection, open_thread, opening,
                           (GDestroyNotify) opening_free, (GDestroyNotify) sprint_listing_free, cancellable, callback,
                           NULL);
}

SprintListing *
sprint_listing_read_finish (GAsyncResult  *result,
                            GError       **error)
{
  return sprint_worker_run_finish (result, error);
}
