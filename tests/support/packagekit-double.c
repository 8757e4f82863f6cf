/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "packagekit-double.h"

#include <packagekit-glib2/packagekit.h>
#include <string.h>
#include <unistd.h>

#include "await.h"

#define SIZE G_GUINT64_CONSTANT (2000000)

struct _PackagekitDouble {
  GDBusConnection *bus;
  guint id;            /* of the daemon's own object */
  guint name_id;
  gboolean named;
  GStrv available;
  GPtrArray *installed;
  PackagekitDoubleEnd end;
  guint n_transactions;
  guint n_cancelled;
  char *hanging;       /* the path of the installation that is under way */
};

static const char *introspection =
  "<node>"
  "<interface name='org.freedesktop.PackageKit'>"
  "<method name='CreateTransaction'><arg type='o' direction='out'/></method>"
  "</interface>"
  "<interface name='org.freedesktop.PackageKit.Transaction'>"
  "<method name='SetHints'><arg type='as' direction='in'/></method>"
  "<method name='Cancel'/>"
  "<method name='Resolve'><arg type='t' direction='in'/><arg type='as' direction='in'/></method>"
  "<method name='RefreshCache'><arg type='b' direction='in'/></method>"
  "<method name='GetDetails'><arg type='as' direction='in'/></method>"
  "<method name='InstallPackages'><arg type='t' direction='in'/><arg type='as' direction='in'/></method>"
  "<property name='AllowCancel' type='b' access='read'/>"
  "</interface>"
  "</node>";

void
packagekit_double_init (void)
{
  /* For as long as the process lives, which GLib ends when its system bus goes. */
  static GTestDBus *bus = NULL;
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  /* Which GTestDBus takes away. */
  if (display != NULL)
    g_setenv ("DISPLAY", display, TRUE);
}

static char *
get_name (const char *id)
{
  return g_strndup (id, strcspn (id, ";"));
}

static void
emit (PackagekitDouble *self,
      const char       *path,
      const char       *signal,
      GVariant         *arguments)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->bus, NULL, path, "org.freedesktop.PackageKit.Transaction", signal, arguments,
                                 &error);
  g_assert_no_error (error);
}

static void
emit_package (PackagekitDouble *self,
              const char       *path,
              PkInfoEnum        info,
              const char       *id)
{
  emit (self, path, "Package", g_variant_new ("(uss)", info, id, "a package"));
}

static void
resolve (PackagekitDouble *self,
         const char       *path,
         GVariant         *arguments)
{
  g_autofree const char **names = NULL;
  guint64 filter;

  g_variant_get (arguments, "(t^a&s)", &filter, &names);
  for (guint i = 0; names[i] != NULL; i++) {
    gboolean installed = g_ptr_array_find_with_equal_func (self->installed, names[i], g_str_equal, NULL);
    gboolean wants_installed = (filter & pk_bitfield_value (PK_FILTER_ENUM_INSTALLED)) != 0;
    g_autofree char *id = g_strdup_printf ("%s;1.0;all;%s", names[i], installed ? "installed" : "main");

    if (wants_installed ? installed
                        : !installed && g_strv_contains ((const char * const *) self->available, names[i]))
      emit_package (self, path, installed ? PK_INFO_ENUM_INSTALLED : PK_INFO_ENUM_AVAILABLE, id);
  }
}

static void
tell_details (PackagekitDouble *self,
              const char       *path,
              GVariant         *arguments)
{
  g_autofree const char **ids = NULL;

  g_variant_get (arguments, "(^a&s)", &ids);
  for (guint i = 0; ids[i] != NULL; i++) {
    GVariantBuilder builder;

    g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sv}"));
    g_variant_builder_add (&builder, "{sv}", "package-id", g_variant_new_string (ids[i]));
    g_variant_builder_add (&builder, "{sv}", "size", g_variant_new_uint64 (SIZE));
    g_variant_builder_add (&builder, "{sv}", "download-size", g_variant_new_uint64 (SIZE));
    emit (self, path, "Details", g_variant_new ("(a{sv})", &builder));
  }
}

/* Whether it ends at once. */
static gboolean
install (PackagekitDouble *self,
         const char       *path,
         GVariant         *arguments,
         PkExitEnum       *exit)
{
  g_autofree const char **ids = NULL;
  guint64 flags;

  g_variant_get (arguments, "(t^a&s)", &flags, &ids);
  if (flags & pk_bitfield_value (PK_TRANSACTION_FLAG_ENUM_SIMULATE)) {
    for (guint i = 0; ids[i] != NULL; i++)
      emit_package (self, path, PK_INFO_ENUM_INSTALLING, ids[i]);
    emit_package (self, path, PK_INFO_ENUM_INSTALLING, "glue;2.0;all;main");
    return TRUE;
  }
  switch (self->end) {
  case PACKAGEKIT_DOUBLE_REFUSES:
    emit (self, path, "ErrorCode", g_variant_new ("(us)", PK_ERROR_ENUM_NOT_AUTHORIZED, "no, said the daemon"));
    *exit = PK_EXIT_ENUM_FAILED;
    return TRUE;
  case PACKAGEKIT_DOUBLE_HANGS:
    g_set_str (&self->hanging, path);
    return FALSE;
  case PACKAGEKIT_DOUBLE_INSTALLS:
  default:
    for (guint i = 0; ids[i] != NULL; i++)
      g_ptr_array_add (self->installed, get_name (ids[i]));
    return TRUE;
  }
}

static void
finish (PackagekitDouble *self,
        const char       *path,
        PkExitEnum        exit)
{
  emit (self, path, "Finished", g_variant_new ("(uu)", exit, 1));
  emit (self, path, "Destroy", NULL);
}

static void
cancel (PackagekitDouble *self,
        const char       *path)
{
  if (g_strcmp0 (self->hanging, path) != 0)
    return;
  g_clear_pointer (&self->hanging, g_free);
  self->n_cancelled++;
  emit (self, path, "ErrorCode", g_variant_new ("(us)", PK_ERROR_ENUM_TRANSACTION_CANCELLED, "cancelled"));
  finish (self, path, PK_EXIT_ENUM_CANCELLED);
}

static void
transaction_cb (GDBusConnection       *bus,
                const char            *sender,
                const char            *path,
                const char            *interface,
                const char            *method,
                GVariant              *arguments,
                GDBusMethodInvocation *invocation,
                gpointer               user_data)
{
  PackagekitDouble *self = user_data;
  PkExitEnum exit = PK_EXIT_ENUM_SUCCESS;
  gboolean ends = TRUE;

  g_dbus_method_invocation_return_value (invocation, NULL);
  if (g_str_equal (method, "SetHints"))
    return;
  if (g_str_equal (method, "Cancel")) {
    cancel (self, path);
    return;
  }
  if (g_str_equal (method, "Resolve"))
    resolve (self, path, arguments);
  else if (g_str_equal (method, "GetDetails"))
    tell_details (self, path, arguments);
  else if (g_str_equal (method, "InstallPackages"))
    ends = install (self, path, arguments, &exit);
  if (ends)
    finish (self, path, exit);
}

static GVariant *
get_property_cb (GDBusConnection  *bus,
                 const char       *sender,
                 const char       *path,
                 const char       *interface,
                 const char       *name,
                 GError          **error,
                 gpointer          user_data)
{
  return g_variant_new_boolean (TRUE);
}

static guint
serve (PackagekitDouble           *self,
       const char                 *path,
       const char                 *interface,
       const GDBusInterfaceVTable *vtable)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GError) error = NULL;
  guint id = g_dbus_connection_register_object (self->bus, path, g_dbus_node_info_lookup_interface (node, interface),
                                                vtable, self, NULL, &error);

  g_assert_no_error (error);
  return id;
}

static void
daemon_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *arguments,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  static const GDBusInterfaceVTable vtable = { transaction_cb, get_property_cb, NULL, { NULL } };
  PackagekitDouble *self = user_data;
  g_autofree char *transaction = g_strdup_printf ("/%u_%d_double", ++self->n_transactions, (int) getpid ());

  serve (self, transaction, "org.freedesktop.PackageKit.Transaction", &vtable);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", transaction));
}

static void
named_cb (GDBusConnection *bus,
          const char      *name,
          gpointer         user_data)
{
  ((PackagekitDouble *) user_data)->named = TRUE;
}

PackagekitDouble *
packagekit_double_new (const char * const *packages)
{
  static const GDBusInterfaceVTable vtable = { daemon_cb, NULL, NULL, { NULL } };
  PackagekitDouble *self = g_new0 (PackagekitDouble, 1);
  g_autoptr (GError) error = NULL;

  self->available = g_strdupv ((char **) packages);
  self->installed = g_ptr_array_new_with_free_func (g_free);
  self->bus = g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"),
                                                      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                        G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                      NULL, NULL, &error);
  g_assert_no_error (error);
  self->id = serve (self, "/org/freedesktop/PackageKit", "org.freedesktop.PackageKit", &vtable);
  self->name_id = g_bus_own_name_on_connection (self->bus, "org.freedesktop.PackageKit", G_BUS_NAME_OWNER_FLAGS_NONE,
                                                named_cb, NULL, self, NULL);
  await (self->named);
  return self;
}

void
packagekit_double_free (PackagekitDouble *self)
{
  g_bus_unown_name (self->name_id);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_strfreev (self->available);
  g_ptr_array_unref (self->installed);
  g_free (self->hanging);
  g_free (self);
}

void
packagekit_double_set_end (PackagekitDouble    *self,
                           PackagekitDoubleEnd  end)
{
  self->end = end;
}

gboolean
packagekit_double_is_busy (PackagekitDouble *self)
{
  return self->hanging != NULL;
}

guint
packagekit_double_n_cancelled (PackagekitDouble *self)
{
  return self->n_cancelled;
}
