/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <libvirt/virterror.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "machine-error-private.h"
#include "machine-private.h"

/* Adds the files that a description's disks name; only writable disks where @deletable. */
static void
collect_disks (virDomainPtr  domain,
               unsigned int  flags,
               gboolean      deletable,
               GHashTable   *paths)
{
  static const char * const all = "/domain/devices/disk/source/@file | //backingStore/source/@file";
  static const char * const own = "/domain/devices/disk[not(@device) or @device='disk'][not(readonly)]"
                                  "[not(shareable)]/source/@file";
  char *xml = virDomainGetXMLDesc (domain, flags);
  xmlDocPtr doc;
  xmlXPathContextPtr context;
  xmlXPathObjectPtr found;

  if (xml == NULL)
    return;
  doc = xmlReadMemory (xml, strlen (xml), NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  free (xml);
  if (doc == NULL)
    return;
  context = xmlXPathNewContext (doc);
  found = xmlXPathEvalExpression (BAD_CAST (deletable ? own : all), context);
  for (int i = 0; found != NULL && found->nodesetval != NULL && i < found->nodesetval->nodeNr; i++) {
    xmlChar *content = xmlNodeGetContent (found->nodesetval->nodeTab[i]);

    g_hash_table_add (paths, g_strdup ((const char *) content));
    xmlFree (content);
  }
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  xmlFreeDoc (doc);
}

static gboolean
is_volume (virConnectPtr  connection,
           const char    *path)
{
  virStorageVolPtr volume = virStorageVolLookupByPath (connection, path);

  if (volume != NULL)
    virStorageVolFree (volume);
  return volume != NULL;
}

static gpointer
list_disks_thread (gpointer   data,
                   GError   **error)
{
  SprintMachineCall *call = data;
  virDomainPtr domain = sprint_machine_call_lookup (call, error);
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  virDomainPtr *domains = NULL;
  GHashTableIter iter;
  gpointer path;
  int n;

  if (domain == NULL)
    return NULL;
  collect_disks (domain, VIR_DOMAIN_XML_INACTIVE, TRUE, own);
  n = virConnectListAllDomains (call->connection, &domains, 0);
  if (n < 0) {
    sprint_machine_error_set_from_libvirt (error);
    virDomainFree (domain);
    return NULL;
  }
  for (int i = 0; i < n; i++) {
    char uuid[VIR_UUID_STRING_BUFLEN];

    if (virDomainGetUUIDString (domains[i], uuid) == 0 && !g_str_equal (uuid, call->uuid))
      collect_disks (domains[i], VIR_DOMAIN_XML_INACTIVE, FALSE, others);
    virDomainFree (domains[i]);
  }
  free (domains);
  virDomainFree (domain);

  g_hash_table_iter_init (&iter, own);
  while (g_hash_table_iter_next (&iter, &path, NULL)) {
    /* A file of another computer that is in none of its pools cannot be deleted from here. */
    if (!g_hash_table_contains (others, path) && (call->local || is_volume (call->connection, path)))
      g_strv_builder_add (builder, path);
  }
  return g_strv_builder_end (builder);
}

void
sprint_machine_list_disks_async (SprintMachine       *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_machine_list_disks_async);
  sprint_machine_run (self, list_disks_thread, NULL, NULL, (GDestroyNotify) g_strfreev, task);
}

GStrv
sprint_machine_list_disks_finish (SprintMachine  *self,
                                  GAsyncResult   *result,
                                  GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Through libvirt where it is a volume of a pool, else the file itself, where it is this computer's. What is gone already
 * is no error. */
static gboolean
delete_disk (SprintMachineCall  *call,
             const char         *path,
             GError            **error)
{
  virStorageVolPtr volume = virStorageVolLookupByPath (call->connection, path);

  if (volume != NULL) {
    gboolean gone = virStorageVolDelete (volume, 0) == 0 || (call->local && !g_file_test (path, G_FILE_TEST_EXISTS));

    if (!gone)
      sprint_machine_error_set_from_libvirt (error);
    virStorageVolFree (volume);
    return gone;
  }
  if (call->local && g_unlink (path) < 0 && errno != ENOENT) {
    g_set_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE, "%s: %s", path, g_strerror (errno));
    return FALSE;
  }
  return TRUE;
}

static gboolean
undefine (virDomainPtr   domain,
          GError       **error)
{
  const unsigned int flags = VIR_DOMAIN_UNDEFINE_MANAGED_SAVE | VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA |
                             VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA | VIR_DOMAIN_UNDEFINE_NVRAM;

  if (virDomainIsActive (domain) == 1 && virDomainDestroy (domain) < 0) {
    const virError *last = virGetLastError ();

    /* It ended by itself in between. */
    if (last == NULL || last->code != VIR_ERR_OPERATION_INVALID) {
      sprint_machine_error_set_from_libvirt (error);
      return FALSE;
    }
  }
  if (virDomainIsPersistent (domain) != 1)
    return TRUE;
  if (virDomainUndefineFlags (domain, flags) < 0 &&
      virDomainUndefineFlags (domain, VIR_DOMAIN_UNDEFINE_MANAGED_SAVE | VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA) < 0) {
    sprint_machine_error_set_from_libvirt (error);
    return FALSE;
  }
  return TRUE;
}

static gpointer
delete_thread (gpointer   data,
               GError   **error)
{
  SprintMachineCall *call = data;
  virDomainPtr domain = sprint_machine_call_lookup (call, error);
  const char * const *disks = call->payload;
  gboolean done;

  if (domain == NULL)
    return NULL;
  done = undefine (domain, error);
  virDomainFree (domain);
  /* The first disk that cannot be deleted is what the person is told of; the others go all the same. */
  for (guint i = 0; done && disks != NULL && disks[i] != NULL; i++)
    delete_disk (call, disks[i], error != NULL && *error == NULL ? error : NULL);
  return GINT_TO_POINTER (error == NULL || *error == NULL);
}

void
sprint_machine_delete_async (SprintMachine       *self,
                             const char * const  *disks,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_machine_delete_async);
  sprint_machine_change (self, delete_thread, g_strdupv ((GStrv) disks), (GDestroyNotify) g_strfreev, task);
}

gboolean
sprint_machine_delete_finish (SprintMachine  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
