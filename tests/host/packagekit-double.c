/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "packagekit-double.h"

#include <gio/gio.h>
#include <string.h>

#define NAME "org.freedesktop.PackageKit"
#define TRANSACTION NAME ".Transaction"

typedef enum {
  FAULT_NONE,
  FAULT_CODE,
  FAULT_REFUSED,
  FAULT_DIES,
  FAULT_DIES_AFTER,
  FAULT_HOLDS,
} Fault;

struct _PackageKitDouble
{
  GDBusConnection *connection;
  GDBusNodeInfo *interfaces;
  guint transactions;
  GString *calls;

  GStrv installed;
  GStrv available;
  GStrv fresh;
  GStrv company;

  Fault fault;
  const char *method;      /* that the fault is for */
  const char *error_name;
  PkErrorEnum code;
  PkExitEnum question;
};

/* As far as Sprint and PackageKit's library use it. */
static const char *xml =
  "<node>"
  " <interface name='" NAME "'>"
  "  <method name='CreateTransaction'><arg type='o' name='path' direction='out'/></method>"
  " </interface>"
  " <interface name='" TRANSACTION "'>"
  "  <method name='SetHints'><arg type='as' name='hints' direction='in'/></method>"
  "  <method name='Cancel'/>"
  "  <method name='AcceptEula'><arg type='s' name='id' direction='in'/></method>"
  "  <method name='InstallSignature'><arg type='u' name='type' direction='in'/>"
  "   <arg type='s' name='key' direction='in'/>"
  "   <arg type='s' name='package' direction='in'/></method>"
  "  <method name='Resolve'><arg type='t' name='filter' direction='in'/>"
  "   <arg type='as' name='packages' direction='in'/></method>"
  "  <method name='RefreshCache'><arg type='b' name='force' direction='in'/></method>"
  "  <method name='GetDetails'><arg type='as' name='packages' direction='in'/></method>"
  "  <method name='InstallPackages'><arg type='t' name='flags' direction='in'/>"
  "   <arg type='as' name='packages' direction='in'/></method>"
  " </interface>"
  "</node>";

static void
say (PackageKitDouble *self,
     const char       *path,
     const char       *signal,
     GVariant         *arguments)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->connection, NULL, path, TRANSACTION, signal, arguments,
                                 &error);
  g_assert_no_error (error);
}

static void
say_package (PackageKitDouble *self,
             const char       *path,
             PkInfoEnum        info,
             const char       *id)
{
  say (self, path, "Package", g_variant_new ("(uss)", info, id, "A package"));
}

static void
finish (PackageKitDouble *self,
        const char       *path,
        PkExitEnum        exit)
{
  say (self, path, "Finished", g_variant_new ("(uu)", exit, 1));
  say (self, path, "Destroy", NULL);
}

static void
fail (PackageKitDouble *self,
      const char       *path,
      PkErrorEnum       code)
{
  say (self, path, "ErrorCode", g_variant_new ("(us)", code, "raw words of the daemon"));
  finish (self, path,
          code == PK_ERROR_ENUM_TRANSACTION_CANCELLED ? PK_EXIT_ENUM_CANCELLED
                                                      : PK_EXIT_ENUM_FAILED);
}

static void
resolve (PackageKitDouble *self,
         const char       *path,
         GVariant         *arguments)
{
  g_autofree const char **names = NULL;
  GStrv known;
  guint64 filter;

  g_variant_get (arguments, "(t^a&s)", &filter, &names);
  known = filter & pk_bitfield_value (PK_FILTER_ENUM_INSTALLED) ? self->installed : self->available;
  for (gsize i = 0; known != NULL && known[i] != NULL; i++) {
    g_autofree char *name = g_strndup (known[i], strcspn (known[i], ";"));

    if (g_strv_contains (names, name))
      say_package (self, path,
                   known == self->installed ? PK_INFO_ENUM_INSTALLED : PK_INFO_ENUM_AVAILABLE,
                   known[i]);
  }
  finish (self, path, PK_EXIT_ENUM_SUCCESS);
}

static void
get_details (PackageKitDouble *self,
             const char       *path,
             GVariant         *arguments)
{
  g_autofree const char **packages = NULL;

  g_variant_get (arguments, "(^a&s)", &packages);
  for (gsize i = 0; packages[i] != NULL; i++) {
    GVariantBuilder details;

    g_variant_builder_init (&details, G_VARIANT_TYPE_VARDICT);
    g_variant_builder_add (&details, "{sv}", "package-id", g_variant_new_string (packages[i]));
    g_variant_builder_add (&details, "{sv}", "size", g_variant_new_uint64 (1000));
    g_variant_builder_add (&details, "{sv}", "download-size", g_variant_new_uint64 (1000));
    say (self, path, "Details", g_variant_new ("(a{sv})", &details));
  }
  finish (self, path, PK_EXIT_ENUM_SUCCESS);
}

static void
simulate (PackageKitDouble *self,
          const char       *path,
          GVariant         *arguments)
{
  g_autofree const char **packages = NULL;

  g_variant_get (arguments, "(t^a&s)", NULL, &packages);
  for (gsize i = 0; packages[i] != NULL; i++)
    say_package (self, path, PK_INFO_ENUM_INSTALLING, packages[i]);
  for (gsize i = 0; self->company != NULL && self->company[i] != NULL; i++)
    say_package (self, path,
                 *self->company[i] == '+' ? PK_INFO_ENUM_INSTALLING : PK_INFO_ENUM_REMOVING,
                 self->company[i] + 1);
  finish (self, path, PK_EXIT_ENUM_SUCCESS);
}

static void
install (PackageKitDouble *self,
         const char       *path)
{
  PkExitEnum exit = self->question != PK_EXIT_ENUM_UNKNOWN ? self->question : PK_EXIT_ENUM_SUCCESS;

  self->question = PK_EXIT_ENUM_UNKNOWN;
  if (exit == PK_EXIT_ENUM_KEY_REQUIRED)
    say (self, path, "RepoSignatureRequired",
         g_variant_new ("(sssssssu)", "qemu;1;amd64;main", "main", "https://example.org/key",
                        "A Signer", "0x1234",
                        "fingerprint", "2026-01-01", PK_SIGTYPE_ENUM_GPG));
  else if (exit == PK_EXIT_ENUM_EULA_REQUIRED)
    say (self, path, "EulaRequired",
         g_variant_new ("(ssss)", "eula", "qemu;1;amd64;main", "A Vendor", "Long words."));
  else if (exit == PK_EXIT_ENUM_MEDIA_CHANGE_REQUIRED)
    say (self, path, "MediaChangeRequired",
         g_variant_new ("(uss)", PK_MEDIA_TYPE_ENUM_DVD, "disc-2", "Disc 2"));
  finish (self, path, exit);
}

static void
work (PackageKitDouble *self,
      const char       *path,
      const char       *what,
      GVariant         *arguments)
{
  if (g_str_equal (what, "Resolve"))
    resolve (self, path, arguments);
  else if (g_str_equal (what, "GetDetails"))
    get_details (self, path, arguments);
  else if (g_str_equal (what, "Simulate"))
    simulate (self, path, arguments);
  else if (g_str_equal (what, "InstallPackages"))
    install (self, path);
  else if (g_str_equal (what, "Cancel"))
    fail (self, path, PK_ERROR_ENUM_TRANSACTION_CANCELLED);
  else {
    if (g_str_equal (what, "RefreshCache") && self->fresh != NULL) {
      g_strfreev (self->available);
      self->available = g_steal_pointer (&self->fresh);
    }
    finish (self, path, PK_EXIT_ENUM_SUCCESS);
  }
}

/* Returns which fault is due, once. */
static Fault
take_fault (PackageKitDouble *self,
            const char       *what)
{
  Fault fault = self->fault;

  if (fault == FAULT_NONE || !g_str_equal (self->method, what))
    return FAULT_NONE;

  self->fault = FAULT_NONE;

  return fault;
}

static void
transaction_cb (GDBusConnection       *connection,
                const char            *sender,
                const char            *path,
                const char            *interface,
                const char            *method,
                GVariant              *arguments,
                GDBusMethodInvocation *invocation,
                gpointer               user_data)
{
  PackageKitDouble *self = user_data;
  const char *what = method;
  Fault fault;

  if (g_str_equal (method, "SetHints")) {
    g_dbus_method_invocation_return_value (invocation, NULL);
    return;
  }
  if (g_str_equal (method, "InstallPackages")) {
    guint64 flags;

    g_variant_get_child (arguments, 0, "t", &flags);
    if (flags & pk_bitfield_value (PK_TRANSACTION_FLAG_ENUM_SIMULATE))
      what = "Simulate";
    else if (!(flags & pk_bitfield_value (PK_TRANSACTION_FLAG_ENUM_ONLY_TRUSTED)))
      g_string_append (self->calls, "untrusted ");
  }
  g_string_append_printf (self->calls, "%s ", what);

  fault = take_fault (self, what);
  if (fault == FAULT_REFUSED) {
    g_dbus_method_invocation_return_dbus_error (invocation, self->error_name,
                                                "raw words of the bus");
    return;
  }
  if (fault == FAULT_DIES) {
    g_object_unref (invocation);
    g_dbus_connection_close_sync (self->connection, NULL, NULL);
    return;
  }

  g_dbus_method_invocation_return_value (invocation, NULL);
  if (fault == FAULT_CODE)
    fail (self, path, self->code);
  else if (fault == FAULT_DIES_AFTER)
    g_dbus_connection_close_sync (self->connection, NULL, NULL);
  else if (fault == FAULT_NONE)
    work (self, path, what, arguments);
}

static const GDBusInterfaceVTable transaction_table = { .method_call = transaction_cb };

static void
manager_cb (GDBusConnection       *connection,
            const char            *sender,
            const char            *path,
            const char            *interface,
            const char            *method,
            GVariant              *arguments,
            GDBusMethodInvocation *invocation,
            gpointer               user_data)
{
  PackageKitDouble *self = user_data;
  /* Never the same again: PackageKit's library makes a socket of that name. */
  g_autofree char *transaction = g_strdup_printf ("/%u_%08x%08x", ++self->transactions,
                                                  g_random_int (), g_random_int ());
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (connection, transaction, self->interfaces->interfaces[1],
                                     &transaction_table, self, NULL, &error);
  g_assert_no_error (error);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", transaction));
}

static const GDBusInterfaceVTable manager_table = { .method_call = manager_cb };

/* Who asks must have heard that the daemon is a new one: signals come before the answer to a call
 * after them. */
static void
settle (void)
{
  g_autoptr (GDBusConnection) client = NULL;
  g_autoptr (GVariant) owner = NULL;
  g_autoptr (GError) error = NULL;

  client = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_assert_no_error (error);
  owner = g_dbus_connection_call_sync (client, "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                       "GetNameOwner", g_variant_new ("(s)", NAME), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE));
}

PackageKitDouble *
packagekit_double_new (void)
{
  PackageKitDouble *self = g_new0 (PackageKitDouble, 1);
  g_autoptr (GVariant) owned = NULL;
  g_autoptr (GError) error = NULL;

  self->calls = g_string_new (NULL);
  self->interfaces = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  self->connection =
    g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
                                            NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (self->connection, "/org/freedesktop/PackageKit",
                                     self->interfaces->interfaces[0],
                                     &manager_table, self, NULL, &error);
  g_assert_no_error (error);
  owned = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/",
                                       "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", NAME, 4), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  settle ();

  return self;
}

void
packagekit_double_free (PackageKitDouble *self)
{
  if (!g_dbus_connection_is_closed (self->connection))
    g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_dbus_node_info_unref (self->interfaces);
  g_string_free (self->calls, TRUE);
  g_strfreev (self->installed);
  g_strfreev (self->available);
  g_strfreev (self->fresh);
  g_strfreev (self->company);
  g_free (self);
}

void
packagekit_double_set_packages (PackageKitDouble   *self,
                                const char * const *installed,
                                const char * const *available,
                                const char * const *fresh)
{
  g_strfreev (self->installed);
  g_strfreev (self->available);
  g_strfreev (self->fresh);
  self->installed = g_strdupv ((char **) installed);
  self->available = g_strdupv ((char **) available);
  self->fresh = g_strdupv ((char **) fresh);
}

void
packagekit_double_set_company (PackageKitDouble   *self,
                               const char * const *company)
{
  self->company = g_strdupv ((char **) company);
}

void
packagekit_double_fail (PackageKitDouble *self,
                        const char       *method,
                        PkErrorEnum       code)
{
  self->fault = FAULT_CODE;
  self->method = method;
  self->code = code;
}

void
packagekit_double_refuse (PackageKitDouble *self,
                          const char       *method,
                          const char       *error_name)
{
  self->fault = FAULT_REFUSED;
  self->method = method;
  self->error_name = error_name;
}

void
packagekit_double_die (PackageKitDouble *self,
                       const char       *method,
                       gboolean          answered)
{
  self->fault = answered ? FAULT_DIES_AFTER : FAULT_DIES;
  self->method = method;
}

void
packagekit_double_hold (PackageKitDouble *self,
                        const char       *method)
{
  self->fault = FAULT_HOLDS;
  self->method = method;
}

void
packagekit_double_ask (PackageKitDouble *self,
                       PkExitEnum        question)
{
  self->question = question;
}

char *
packagekit_double_take_calls (PackageKitDouble *self)
{
  char *calls = g_strchomp (g_string_free (self->calls, FALSE));

  self->calls = g_string_new (NULL);

  return calls;
}
