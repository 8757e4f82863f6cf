/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "systemd-double.h"

#include "await.h"

#define NAME "org.freedesktop.systemd1"
#define PATH "/org/freedesktop/systemd1"
#define MANAGER "org.freedesktop.systemd1.Manager"
#define JOB "/org/freedesktop/systemd1/job/7"

/* Of org.freedesktop.systemd1(5). */
static const char description[] =
  "<node><interface name='" MANAGER "'>"
  "<method name='Subscribe'/>"
  "<method name='Reload'/>"
  "<method name='ListUnitsByNames'><arg type='as' direction='in'/><arg type='a(ssssssouso)' direction='out'/></method>"
  "<method name='EnableUnitFiles'><arg type='as' direction='in'/><arg type='b' direction='in'/>"
  "<arg type='b' direction='in'/><arg type='b' direction='out'/><arg type='a(sss)' direction='out'/></method>"
  "<method name='DisableUnitFiles'><arg type='as' direction='in'/><arg type='b' direction='in'/>"
  "<arg type='a(sss)' direction='out'/></method>"
  "<method name='StartUnit'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='StopUnit'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "<signal name='JobRemoved'><arg type='u'/><arg type='o'/><arg type='s'/><arg type='s'/></signal>"
  "</interface></node>";

struct _SystemdDouble {
  GTestDBus *bus;
  GDBusConnection *own;
  GDBusConnection *client;
  GDBusNodeInfo *node;
  guint name;
  gboolean named;
  GString *calls;
  GHashTable *subscribed;   /* names on the bus */
  char *refused;
  char *error;
  char *held;
  char *result;
  gboolean early;
  gboolean changes;
  gboolean runs;
};

static void
end_job (SystemdDouble *self,
         const char    *unit)
{
  if (self->result != NULL)
    g_dbus_connection_emit_signal (self->own, NULL, PATH, MANAGER, "JobRemoved",
                                   g_variant_new ("(uoss)", 7, JOB, unit, self->result), NULL);
}

static void
answer_job (SystemdDouble         *self,
            GVariant              *parameters,
            GDBusMethodInvocation *invocation)
{
  const char *unit;

  g_variant_get (parameters, "(&s&s)", &unit, NULL);
  if (self->early)
    end_job (self, unit);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", JOB));
  if (!self->early)
    end_job (self, unit);
}

static GVariant *
list (SystemdDouble *self,
      const char    *unit)
{
  GVariantBuilder units;

  g_variant_builder_init (&units, G_VARIANT_TYPE ("a(ssssssouso)"));
  g_variant_builder_add (&units, "(ssssssouso)", unit, "A unit", "loaded", self->runs ? "active" : "inactive",
                         self->runs ? "running" : "dead", "", "/org/freedesktop/systemd1/unit/it", 0, "", "/");

  return g_variant_new ("(a(ssssssouso))", &units);
}

static GVariant *
enable (SystemdDouble *self)
{
  GVariantBuilder changes;

  g_variant_builder_init (&changes, G_VARIANT_TYPE ("a(sss)"));
  if (self->changes)
    g_variant_builder_add (&changes, "(sss)", "symlink", "/etc/systemd/system/it", "/usr/lib/systemd/system/it");

  return g_variant_new ("(ba(sss))", TRUE, &changes);
}

static void
called_cb (GDBusConnection       *connection,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  SystemdDouble *self = user_data;
  g_autoptr (GVariant) first = g_variant_n_children (parameters) > 0 ? g_variant_get_child_value (parameters, 0) : NULL;
  g_autofree const char **units = NULL;

  g_string_append_printf (self->calls, "%s%s", self->calls->len > 0 ? " " : "", method);
  if (first != NULL && g_variant_is_of_type (first, G_VARIANT_TYPE_STRING))
    g_string_append_printf (self->calls, ":%s", g_variant_get_string (first, NULL));
  else if (first != NULL && (units = g_variant_get_strv (first, NULL))[0] != NULL)
    g_string_append_printf (self->calls, ":%s", units[0]);

  if (g_strcmp0 (method, self->held) == 0)
    g_object_unref (invocation);
  else if (g_strcmp0 (method, self->refused) == 0)
    g_dbus_method_invocation_return_dbus_error (invocation, self->error, "No.");
  else if (g_str_equal (method, "Subscribe") && !g_hash_table_add (self->subscribed, g_strdup (sender)))
    g_dbus_method_invocation_return_dbus_error (invocation, NAME ".AlreadySubscribed", "Client is already subscribed.");
  else if (g_str_equal (method, "StartUnit") || g_str_equal (method, "StopUnit"))
    answer_job (self, parameters, invocation);
  else if (g_str_equal (method, "ListUnitsByNames"))
    g_dbus_method_invocation_return_value (invocation, list (self, units[0]));
  else if (g_str_equal (method, "EnableUnitFiles"))
    g_dbus_method_invocation_return_value (invocation, enable (self));
  else if (g_str_equal (method, "DisableUnitFiles"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a(sss))", NULL));
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
named_cb (GDBusConnection *connection,
          const char      *name,
          gpointer         user_data)
{
  ((SystemdDouble *) user_data)->named = TRUE;
}

static GDBusConnection *
connect_to (const char *address)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection =
    g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

SystemdDouble *
systemd_double_new (gboolean names)
{
  static const GDBusInterfaceVTable table = { .method_call = called_cb };
  SystemdDouble *self = g_new0 (SystemdDouble, 1);
  g_autoptr (GError) error = NULL;

  self->calls = g_string_new (NULL);
  self->subscribed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->result = g_strdup ("done");
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->own = connect_to (g_test_dbus_get_bus_address (self->bus));
  self->client = connect_to (g_test_dbus_get_bus_address (self->bus));
  self->node = g_dbus_node_info_new_for_xml (description, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (self->own, PATH, self->node->interfaces[0], &table, self, NULL, &error);
  g_assert_no_error (error);
  if (names)
    systemd_double_come (self);

  return self;
}

void
systemd_double_come (SystemdDouble *self)
{
  self->named = FALSE;
  self->name = g_bus_own_name_on_connection (self->own, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, named_cb, NULL, self, NULL);
  await (self->named);
}

void
systemd_double_leave (SystemdDouble *self)
{
  g_bus_unown_name (self->name);
  self->name = 0;
  g_hash_table_remove_all (self->subscribed);
}

void
systemd_double_free (SystemdDouble *self)
{
  if (self->name != 0)
    g_bus_unown_name (self->name);
  g_dbus_connection_close_sync (self->client, NULL, NULL);
  g_dbus_connection_close_sync (self->own, NULL, NULL);
  g_object_unref (self->client);
  g_object_unref (self->own);
  g_test_dbus_down (self->bus);
  g_object_unref (self->bus);
  g_dbus_node_info_unref (self->node);
  g_string_free (self->calls, TRUE);
  g_hash_table_unref (self->subscribed);
  g_free (self->refused);
  g_free (self->error);
  g_free (self->held);
  g_free (self->result);
  g_free (self);
}

GDBusConnection *
systemd_double_get_bus (SystemdDouble *self)
{
  return self->client;
}

GDBusConnection *
systemd_double_connect (SystemdDouble *self)
{
  return connect_to (g_test_dbus_get_bus_address (self->bus));
}

void
systemd_double_tell_job (SystemdDouble *self,
                         const char    *unit)
{
  if (g_hash_table_size (self->subscribed) > 0)
    end_job (self, unit);
}

void
systemd_double_tell_files (SystemdDouble *self)
{
  if (g_hash_table_size (self->subscribed) > 0)
    g_dbus_connection_emit_signal (self->own, NULL, PATH, MANAGER, "UnitFilesChanged", NULL, NULL);
}

const char *
systemd_double_get_calls (SystemdDouble *self)
{
  return self->calls->str;
}

void
systemd_double_refuse (SystemdDouble *self,
                       const char    *method,
                       const char    *error)
{
  g_set_str (&self->refused, method);
  g_set_str (&self->error, error);
}

void
systemd_double_end_jobs (SystemdDouble *self,
                         const char    *result,
                         gboolean       early)
{
  g_set_str (&self->result, result);
  self->early = early;
}

void
systemd_double_hold (SystemdDouble *self,
                     const char    *method)
{
  g_set_str (&self->held, method);
}

void
systemd_double_change_files (SystemdDouble *self)
{
  self->changes = TRUE;
}

void
systemd_double_set_runs (SystemdDouble *self,
                         gboolean       runs)
{
  self->runs = runs;
}
