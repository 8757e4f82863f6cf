/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disk-files.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libvirt/virterror.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "image-layers.h"
#include "machine-error-private.h"

char *
sprint_disk_files_canonical (const char *path,
                             gboolean    local)
{
  g_autofree char *plain = g_canonicalize_filename (path, "/");
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  char *real, *joined;

  if (!local)
    return g_steal_pointer (&plain);
  real = realpath (plain, NULL);
  if (real != NULL) {
    joined = g_strdup (real);
    free (real);
    return joined;
  }
  /* The file is gone: its folder may be reached by a link all the same. */
  folder = g_path_get_dirname (plain);
  real = realpath (folder, NULL);
  if (real == NULL)
    return g_steal_pointer (&plain);
  name = g_path_get_basename (plain);
  joined = g_build_filename (real, name, NULL);
  free (real);
  return joined;
}

/* ---- descriptions ---- */

static xmlDocPtr
parse (const char *xml)
{
  return xml != NULL ? xmlReadMemory (xml, strlen (xml), NULL, NULL,
                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING) : NULL;
}

static gboolean
is_gone (void)
{
  return virGetLastErrorCode () == VIR_ERR_NO_DOMAIN || virGetLastErrorCode () == VIR_ERR_NO_DOMAIN_SNAPSHOT;
}

/* @xml is libvirt's answer, and is freed. NULL without an error when what was asked for is gone. */
static xmlDocPtr
read_description (char          *xml,
                  virDomainPtr   domain,
                  GError       **error)
{
  xmlDocPtr doc;

  if (xml == NULL) {
    if (!is_gone ())
      sprint_machine_error_set_from_libvirt (error);
    return NULL;
  }
  doc = parse (xml);
  free (xml);
  if (doc == NULL)
    g_set_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION,
                 "The description of “%s” cannot be read", virDomainGetName (domain));
  return doc;
}

static char *
get_attribute (xmlNode    *node,
               const char *name)
{
  xmlChar *value = xmlGetNoNsProp (node, BAD_CAST name);
  char *text = g_strdup ((const char *) value);

  xmlFree (value);
  return text;
}

/* A pool that is not running knows no volumes, but where they lie. */
static char *
path_in_pool (virStoragePoolPtr  pool,
              const char        *volume)
{
  char *xml = virStoragePoolGetXMLDesc (pool, 0);
  xmlDocPtr doc = parse (xml);
  xmlXPathContextPtr context = doc != NULL ? xmlXPathNewContext (doc) : NULL;
  xmlXPathObjectPtr found = context != NULL ? xmlXPathEvalExpression (BAD_CAST "string(/pool/target/path)", context)
                                            : NULL;
  char *path = NULL;

  if (found != NULL && found->stringval != NULL && *found->stringval == '/')
    path = g_build_filename ((const char *) found->stringval, volume, NULL);
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  xmlFreeDoc (doc);
  free (xml);
  return path;
}

/* Where <source pool='…' volume='…'/> lies. */
static char *
resolve_volume (virConnectPtr  connection,
                xmlNode       *source,
                gboolean      *is_file)
{
  g_autofree char *pool_name = get_attribute (source, "pool");
  g_autofree char *volume_name = get_attribute (source, "volume");
  virStoragePoolPtr pool;
  virStorageVolPtr volume;
  virStorageVolInfo info;
  char *path = NULL;

  *is_file = FALSE;
  if (pool_name == NULL || volume_name == NULL)
    return NULL;
  pool = virStoragePoolLookupByName (connection, pool_name);
  if (pool == NULL)
    return NULL;
  volume = virStorageVolLookupByName (pool, volume_name);
  if (volume != NULL) {
    char *raw = virStorageVolGetPath (volume);

    path = g_strdup (raw);
    free (raw);
    *is_file = virStorageVolGetInfo (volume, &info) == 0 && info.type == VIR_STORAGE_VOL_FILE;
    virStorageVolFree (volume);
  } else {
    path = path_in_pool (pool, volume_name);
  }
  virStoragePoolFree (pool);
  return path;
}

gboolean
sprint_disk_files_add_own (SprintMachineCall  *call,
                           virDomainPtr        domain,
                           GHashTable         *own,
                           GError            **error)
{
  static const char * const disks = "/domain/devices/disk[not(@device) or @device='disk'][not(readonly)]"
                                    "[not(shareable)]/source[@file or @volume]";
  g_autoptr (GError) local_error = NULL;
  xmlDocPtr doc = read_description (virDomainGetXMLDesc (domain, VIR_DOMAIN_XML_INACTIVE), domain, &local_error);
  xmlXPathContextPtr context;
  xmlXPathObjectPtr found;

  if (doc == NULL) {
    if (local_error == NULL)
      g_set_error_literal (&local_error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MACHINE, "The machine is gone");
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  context = xmlXPathNewContext (doc);
  found = xmlXPathEvalExpression (BAD_CAST disks, context);
  for (int i = 0; found != NULL && found->nodesetval != NULL && i < found->nodesetval->nodeNr; i++) {
    xmlNode *source = found->nodesetval->nodeTab[i];
    g_autofree char *path = get_attribute (source, "file");
    gboolean is_file = TRUE;

    if (path == NULL)
      path = resolve_volume (call->connection, source, &is_file);
    if (path != NULL && *path == '/' && is_file)
      g_hash_table_insert (own, sprint_disk_files_canonical (path, call->local), g_strdup (path));
  }
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  xmlFreeDoc (doc);
  return TRUE;
}

/* ---- what another machine needs ---- */

static gboolean add_layers (SprintMachineCall *call, const char *path, gboolean raw, GHashTable *named, GError **error);

static void
add_path (SprintMachineCall *call,
          const char        *path,
          GHashTable        *named)
{
  g_autofree char *canonical = *path == '/' ? sprint_disk_files_canonical (path, call->local) : NULL;

  if (canonical != NULL && !g_hash_table_contains (named, canonical))
    g_hash_table_insert (named, g_steal_pointer (&canonical), GINT_TO_POINTER (FALSE));
}

/* The value says whether its layers are known; they may go round in a circle. */
static gboolean
add_image (SprintMachineCall  *call,
           const char         *path,
           gboolean            raw,
           GHashTable         *named,
           GError            **error)
{
  g_autofree char *canonical = *path == '/' ? sprint_disk_files_canonical (path, call->local) : NULL;

  if (canonical == NULL || g_hash_table_lookup (named, canonical) != NULL)
    return TRUE;
  /* As what has no layers here; another machine may use it as what has some. */
  g_hash_table_insert (named, g_strdup (canonical), GINT_TO_POINTER (!raw));
  /* A layer's name is relative to the file's own; which of a link's two names is meant is not ours to guess. */
  return add_layers (call, path, raw, named, error) &&
         (g_str_equal (canonical, path) || add_layers (call, canonical, raw, named, error));
}

/* What libvirt itself knows of the layers of a volume; @reason: why nothing else tells of them. */
static gboolean
add_volume_layers (SprintMachineCall  *call,
                   const char         *path,
                   const GError       *reason,
                   GHashTable         *named,
                   GError            **error)
{
  virStorageVolPtr volume = virStorageVolLookupByPath (call->connection, path);
  char *xml = volume != NULL ? virStorageVolGetXMLDesc (volume, 0) : NULL;
  xmlDocPtr doc = parse (xml);
  xmlXPathContextPtr context = doc != NULL ? xmlXPathNewContext (doc) : NULL;
  xmlXPathObjectPtr found = context != NULL ? xmlXPathEvalExpression (BAD_CAST "string(/volume/backingStore/path)",
                                                                      context) : NULL;
  gboolean done = TRUE;

  if (found != NULL && found->stringval != NULL) {
    done = add_image (call, (const char *) found->stringval, FALSE, named, error);
  } else if (reason != NULL) {
    g_set_error_literal (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_STORAGE, reason->message);
    done = FALSE;
  }
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  xmlFreeDoc (doc);
  free (xml);
  if (volume != NULL)
    virStorageVolFree (volume);
  return done;
}

/* Another computer's files are, and those of this one that a sandbox does not show: there they may be all the same. */
static gboolean
is_out_of_sight (SprintMachineCall *call,
                 const char        *path)
{
  return !call->local || (call->sandboxed && g_access (path, F_OK) != 0);
}

/* @raw: it is used as what has no layers. */
static gboolean
add_layers (SprintMachineCall  *call,
            const char         *path,
            gboolean            raw,
            GHashTable         *named,
            GError            **error)
{
  g_autoptr (GError) reason = NULL;
  g_auto (GStrv) layers = call->local ? sprint_image_layers_read (path, raw ? NULL : &reason) : NULL;

  /* A file that can be read here tells the truth; a pool may have been looked through long ago. */
  if (layers == NULL) {
    if (!raw && reason == NULL && is_out_of_sight (call, path))
      g_set_error (&reason, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: %s", path, g_strerror (ENOENT));
    return add_volume_layers (call, path, reason, named, error);
  }
  for (guint i = 0; layers[i] != NULL; i++) {
    if (!add_image (call, layers[i], FALSE, named, error))
      return FALSE;
  }
  return TRUE;
}

/* Of a disk its driver says it, of a layer its format. */
static gboolean
is_raw (xmlNode *source)
{
  for (xmlNode *node = source->parent->children; node != NULL; node = node->next) {
    g_autofree char *type = NULL;

    if (node->type != XML_ELEMENT_NODE ||
        (!xmlStrEqual (node->name, BAD_CAST "driver") && !xmlStrEqual (node->name, BAD_CAST "format")))
      continue;
    type = get_attribute (node, "type");
    if (g_strcmp0 (type, "raw") == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
add_source (SprintMachineCall  *call,
            xmlNode            *source,
            GHashTable         *named,
            GError            **error)
{
  g_autofree char *file = get_attribute (source, "file");
  g_autofree char *device = get_attribute (source, "dev");
  gboolean is_file;
  g_autofree char *volume = resolve_volume (call->connection, source, &is_file);
  gboolean raw = is_raw (source);

  return (file == NULL || add_image (call, file, raw, named, error)) &&
         (device == NULL || add_image (call, device, raw, named, error)) &&
         (volume == NULL || add_image (call, volume, raw, named, error));
}

/* Any text that could be a path, wherever it stands: a kernel, a disc, what another program's metadata keeps. */
static void
add_texts (SprintMachineCall *call,
           xmlNode           *node,
           GHashTable        *named)
{
  for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next) {
    xmlChar *value = xmlNodeListGetString (node->doc, attribute->children, 1);

    if (value != NULL)
      add_path (call, (const char *) value, named);
    xmlFree (value);
  }
  for (xmlNode *child = node->children; child != NULL; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) {
      add_texts (call, child, named);
    } else if (xmlNodeIsText (child) || child->type == XML_CDATA_SECTION_NODE) {
      g_autofree char *text = g_strstrip (g_strdup ((const char *) child->content));

      add_path (call, text, named);
    }
  }
}

static gboolean
add_description (SprintMachineCall  *call,
                 virDomainPtr        domain,
                 char               *xml,
                 GHashTable         *named,
                 GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  xmlDocPtr doc = read_description (xml, domain, &local_error);
  xmlXPathContextPtr context;
  xmlXPathObjectPtr found;
  gboolean done = TRUE;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (doc == NULL)
    return TRUE;
  context = xmlXPathNewContext (doc);
  found = xmlXPathEvalExpression (BAD_CAST "//disk//source", context);
  for (int i = 0; done && found != NULL && found->nodesetval != NULL && i < found->nodesetval->nodeNr; i++)
    done = add_source (call, found->nodesetval->nodeTab[i], named, error);
  add_texts (call, xmlDocGetRootElement (doc), named);
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  xmlFreeDoc (doc);
  return done;
}

/* Each holds the description that it goes back to. */
static gboolean
add_snapshots (SprintMachineCall  *call,
               virDomainPtr        domain,
               GHashTable         *named,
               GError            **error)
{
  virDomainSnapshotPtr *snapshots = NULL;
  int n = virDomainListAllSnapshots (domain, &snapshots, 0);
  gboolean done = TRUE;

  if (n < 0 && !is_gone () && virGetLastErrorCode () != VIR_ERR_NO_SUPPORT) {
    sprint_machine_error_set_from_libvirt (error);
    return FALSE;
  }
  for (int i = 0; i < n; i++) {
    done = done && add_description (call, domain, virDomainSnapshotGetXMLDesc (snapshots[i], 0), named, error);
    virDomainSnapshotFree (snapshots[i]);
  }
  free (snapshots);
  return done;
}

gboolean
sprint_disk_files_add_named (SprintMachineCall  *call,
                             virDomainPtr        domain,
                             GHashTable         *named,
                             GError            **error)
{
  /* A running one uses what it was started with; one that is off has only what is stored. */
  return add_description (call, domain, virDomainGetXMLDesc (domain, 0), named, error) &&
         (virDomainIsActive (domain) == 0 ||
          add_description (call, domain, virDomainGetXMLDesc (domain, VIR_DOMAIN_XML_INACTIVE), named, error)) &&
         add_snapshots (call, domain, named, error);
}

gboolean
sprint_disk_files_read (SprintMachineCall  *call,
                        virDomainPtr        domain,
                        GHashTable         *own,
                        GHashTable         *named,
                        GError            **error)
{
  virDomainPtr *domains = NULL;
  gboolean done = sprint_disk_files_add_own (call, domain, own, error);
  int n;

  if (!done || g_hash_table_size (own) == 0)
    return done;
  n = virConnectListAllDomains (call->connection, &domains, 0);
  if (n < 0) {
    sprint_machine_error_set_from_libvirt (error);
    return FALSE;
  }
  for (int i = 0; i < n; i++) {
    char uuid[VIR_UUID_STRING_BUFLEN];

    if (done && virDomainGetUUIDString (domains[i], uuid) == 0 && !g_str_equal (uuid, call->uuid))
      done = sprint_disk_files_add_named (call, domains[i], named, error);
    virDomainFree (domains[i]);
  }
  free (domains);
  return done;
}

gboolean
sprint_disk_files_is_disk (SprintMachineCall *call,
                           const char        *path,
                           GHashTable        *own,
                           GHashTable        *named)
{
  g_autofree char *canonical = sprint_disk_files_canonical (path, call->local);

  return g_hash_table_contains (own, canonical) && !g_hash_table_contains (named, canonical);
}

gboolean
sprint_disk_files_is_beside (SprintMachineCall *call,
                             const char        *path,
                             GHashTable        *own,
                             GHashTable        *named)
{
  static const char * const endings[] = { ".kernel", ".initrd" };
  g_autofree char *canonical = NULL;

  if (!call->local || *path != '/')
    return FALSE;
  canonical = sprint_disk_files_canonical (path, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *disk = NULL;

    if (!g_str_has_suffix (path, endings[i]))
      continue;
    disk = g_strndup (path, strlen (path) - strlen (endings[i]));
    return sprint_disk_files_is_disk (call, disk, own, named) && !g_hash_table_contains (named, canonical);
  }
  return FALSE;
}

gboolean
sprint_disk_files_is_deletable (SprintMachineCall *call,
                                const char        *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  virStorageVolPtr volume;

  if (call->local && g_access (folder, W_OK) == 0)
    return TRUE;
  volume = virStorageVolLookupByPath (call->connection, path);
  if (volume != NULL)
    virStorageVolFree (volume);
  return volume != NULL;
}
