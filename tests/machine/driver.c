/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "driver.h"

#include <dlfcn.h>

#include "await.h"
#include "core/machine/machine-private.h"
#include "driver-node.h"
#include "remove-tree.h"

#define LOCAL_URI "qemu:///session"

static const char *local_uri;   /* what is opened in place of LOCAL_URI */

/* libvirt-glib's call finds this one first. */
virConnectPtr
virConnectOpen (const char *name)
{
  virConnectPtr (*open) (const char *name) = dlsym (RTLD_NEXT, "virConnectOpen");

  return open (local_uri != NULL && g_strcmp0 (name, LOCAL_URI) == 0 ? local_uri : name);
}

static Driver *
make (const char *node)
{
  Driver *self = g_new0 (Driver, 1);
  g_autofree char *path = NULL;
  g_autoptr (GString) text = g_string_new (node != NULL ? node : DRIVER_NODE_MACHINE);

  self->folder = g_dir_make_tmp ("driver-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  path = driver_path (self, "node.xml");
  g_string_replace (text, "@", self->folder, 0);
  self->uri = driver_node_write (path, text->str);
  return self;
}

Driver *
driver_new (const char *node)
{
  Driver *self = make (node);

  self->connection = sprint_connection_new (self->uri);
  return self;
}

Driver *
driver_new_local (const char *node)
{
  Driver *self = make (node);

  g_assert_null (local_uri);
  local_uri = self->uri;
  self->connection = sprint_connection_new (LOCAL_URI);
  g_assert_true (sprint_connection_get_local (self->connection));
  return self;
}

void
driver_free (Driver *self)
{
  GWeakRef connection;

  g_weak_ref_init (&connection, self->connection);
  sprint_connection_close (self->connection);
  g_clear_object (&self->connection);
  await (await_is_gone (&connection));
  g_weak_ref_clear (&connection);
  if (local_uri == self->uri)
    local_uri = NULL;
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->uri);
  g_free (self);
}

void
driver_open (Driver *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_connection_open_async (self->connection, NULL, await_result_cb, &result);
  await (result != NULL);
  sprint_connection_open_finish (self->connection, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sprint_connection_get_state (self->connection), ==, SPRINT_CONNECTION_STATE_OPEN);
}

char *
driver_path (Driver     *self,
             const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

virConnectPtr
driver_get_handle (Driver *self)
{
  virConnectPtr handle = sprint_connection_ref_handle (self->connection);

  g_assert_nonnull (handle);
  return handle;
}

virDomainPtr
driver_get_domain (Driver     *self,
                   const char *name)
{
  virConnectPtr handle = driver_get_handle (self);
  virDomainPtr domain = virDomainLookupByName (handle, name);

  g_assert_nonnull (domain);
  virConnectClose (handle);
  return domain;
}

SprintMachine *
driver_find (Driver     *self,
             const char *name)
{
  for (guint i = 0; i < driver_count (self); i++) {
    g_autoptr (SprintMachine) machine = g_list_model_get_item (G_LIST_MODEL (self->connection), i);

    if (g_str_equal (sprint_machine_get_name (machine), name))
      return machine;   /* the connection holds it */
  }
  return NULL;
}

guint
driver_count (Driver *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->connection));
}

gboolean
driver_act (SprintMachine         *machine,
            SprintMachineActions   action,
            GError               **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_machine_act_async (machine, action, NULL, await_result_cb, &result);
  await (result != NULL);
  return sprint_machine_act_finish (machine, result, error);
}

GVirConfigDomain *
driver_describe (const char *name)
{
  GVirConfigDomain *domain = gvir_config_domain_new ();
  GVirConfigDomainOs *os = gvir_config_domain_os_new ();

  gvir_config_domain_set_virt_type (domain, GVIR_CONFIG_DOMAIN_VIRT_TEST);
  if (name != NULL)
    gvir_config_domain_set_name (domain, name);
  gvir_config_domain_set_memory (domain, 65536);
  gvir_config_domain_os_set_os_type (os, GVIR_CONFIG_DOMAIN_OS_TYPE_HVM);
  gvir_config_domain_set_os (domain, os);
  g_object_unref (os);
  return domain;
}

SprintMachine *
driver_define (Driver      *self,
               const char  *name,
               GError     **error)
{
  GVirConfigDomain *description = driver_describe (name);
  g_autoptr (GAsyncResult) result = NULL;

  sprint_connection_define_async (self->connection, description, NULL, await_result_cb, &result);
  g_object_unref (description);
  await (result != NULL);
  return sprint_connection_define_finish (self->connection, result, error);
}

