/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-daemon.h"

#include <string.h>
#include <unistd.h>

#include "await.h"

#define TRANSACTION "org.freedesktop.PackageKit.Transaction"
#define SIZE G_GUINT64_CONSTANT (2000000)

typedef struct {
  PkErrorEnum error;
  char *words;
  PkExitEnum exit;
} End;

struct _PackageDaemon {
  GDBusConnection *bus;
  guint name_id;
  gboolean named;
  GPtrArray *installed;
  End install;
  End refresh;
  gboolean hangs;
  char *hanging;       /* the path of the installation that is under way */
  guint n_transactions;
  guint n_cancelled;
  guint n_refreshed;
};

static const char *introspection =
  "<node>"
  "<interface name='org.freedesktop.PackageKit'>"
  "<method name='CreateTransaction'><arg type='o' direction='out'/></method>"
  "</interface>"
  "<interface name='" TRANSACTION "'>"
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
package_daemon_init (void)
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

static void
emit (PackageDaemon *self,
      const char    *path,
      const char    *signal,
      GVariant      *arguments)
{
  g_assert_true (g_dbus_connection_emit_signal (self->bus, NULL, path, TRANSACTION, signal, arguments, NULL));
}

static void
emit_end (PackageDaemon *self,
          const char    *path,
          const End     *end)
{
  if (end->error != 0)
    emit (self, path, "ErrorCode", g_variant_new ("(us)", end->error, end->words));
  emit (self, path, "Finished", g_variant_new ("(uu)", end->exit, 1));
  emit (self, path, "Destroy", NULL);
}

static void
emit_good_end (PackageDaemon *self,
               const char    *path)
{
  emit_end (self, path, &(End) { .exit = PK_EXIT_ENUM_SUCCESS });
}

static void
emit_package (PackageDaemon *self,
              const char    *path,
              PkInfoEnum     info,
              const char    *id)
{
  emit (self, path, "Package", g_variant_new ("(uss)", info, id, "a package"));
}

static void
resolve (PackageDaemon *self,
         const char    *path,
         GVariant      *arguments)
{
  g_autofree const char **names = NULL;
  guint64 filter;

  g_variant_get (arguments, "(t^a&s)", &filter, &names);
  for (guint i = 0; names[i] != NULL; i++) {
    gboolean installed = g_ptr_array_find_with_equal_func (self->installed, names[i], g_str_equal, NULL);
    g_autofree char *id = g_strdup_printf ("%s;1.0;all;%s", names[i], installed ? "installed" : "main");

    if (installed == ((filter & pk_bitfield_value (PK_FILTER_ENUM_INSTALLED)) != 0))
      emit_package (self, path, installed ? PK_INFO_ENUM_INSTALLED : PK_INFO_ENUM_AVAILABLE, id);
  }
  emit_good_end (self, path);
}

static void
tell_details (PackageDaemon *self,
              const char    *path,
              GVariant      *arguments)
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
  emit_good_end (self, path);
}

static void
install (PackageDaemon *self,
         const char    *path,
         GVariant      *arguments)
{
  g_autofree const char **ids = NULL;
  guint64 flags;

  g_variant_get (arguments, "(t^a&s)", &flags, &ids);
  if (flags & pk_bitfield_value (PK_TRANSACTION_FLAG_ENUM_SIMULATE)) {
    for (guint i = 0; ids[i] != NULL; i++) {
      g_autofree char *marked = g_strndup (ids[i], strrchr (ids[i], ';') - ids[i]);
      g_autofree char *id = g_strconcat (marked, ";+manual:main", NULL);

      emit_package (self, path, PK_INFO_ENUM_INSTALLING, id);
    }
    emit_package (self, path, PK_INFO_ENUM_INSTALLING, "glue;2.0;all;+auto:main");
    emit_good_end (self, path);
  } else if (self->hangs) {
    g_set_str (&self->hanging, path);
  } else {
    for (guint i = 0; ids[i] != NULL && self->install.exit == PK_EXIT_ENUM_SUCCESS; i++)
      g_ptr_array_add (self->installed, g_strndup (ids[i], strcspn (ids[i], ";")));
    emit_end (self, path, &self->install);
  }
}

static void
cancel (PackageDaemon *self,
        const char    *path)
{
  End cancelled = { PK_ERROR_ENUM_TRANSACTION_CANCELLED, (char *) "cancelled", PK_EXIT_ENUM_CANCELLED };

  if (g_strcmp0 (self->hanging, path) != 0)
    return;
  g_clear_pointer (&self->hanging, g_free);
  self->n_cancelled++;
  emit_end (self, path, &cancelled);
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
  PackageDaemon *self = user_data;

  g_dbus_method_invocation_return_value (invocation, NULL);
  if (g_str_equal (method, "Cancel")) {
    cancel (self, path);
  } else if (g_str_equal (method, "Resolve")) {
    resolve (self, path, arguments);
  } else if (g_str_equal (method, "GetDetails")) {
    tell_details (self, path, arguments);
  } else if (g_str_equal (method, "InstallPackages")) {
    install (self, path, arguments);
  } else if (g_str_equal (method, "RefreshCache")) {
    self->n_refreshed++;
    emit_end (self, path, &self->refresh);
  }
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

static void
serve (PackageDaemon              *self,
       const char                 *path,
       const char                 *interface,
       const GDBusInterfaceVTable *vtable)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (self->bus, path, g_dbus_node_info_lookup_interface (node, interface), vtable,
                                     self, NULL, &error);
  g_assert_no_error (error);
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
  PackageDaemon *self = user_data;
  g_autofree char *transaction = g_strdup_printf ("/%u_%d_faults", ++self->n_transactions, (int) getpid ());

  serve (self, transaction, TRANSACTION, &vtable);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", transaction));
}

static void
named_cb (GDBusConnection *bus,
          const char      *name,
          gpointer         user_data)
{
  ((PackageDaemon *) user_data)->named = TRUE;
}

PackageDaemon *
package_daemon_new (void)
{
  static const GDBusInterfaceVTable vtable = { daemon_cb, NULL, NULL, { NULL } };
  PackageDaemon *self = g_new0 (PackageDaemon, 1);
  g_autoptr (GError) error = NULL;

  self->installed = g_ptr_array_new_with_free_func (g_free);
  self->install.exit = self->refresh.exit = PK_EXIT_ENUM_SUCCESS;
  self->bus = g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"),
                                                      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                        G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                      NULL, NULL, &error);
  g_assert_no_error (error);
  serve (self, "/org/freedesktop/PackageKit", "org.freedesktop.PackageKit", &vtable);
  self->name_id = g_bus_own_name_on_connection (self->bus, "org.freedesktop.PackageKit", G_BUS_NAME_OWNER_FLAGS_NONE,
                                                named_cb, NULL, self, NULL);
  await (self->named);
  return self;
}

void
package_daemon_free (PackageDaemon *self)
{
  g_bus_unown_name (self->name_id);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_ptr_array_unref (self->installed);
  g_free (self->install.words);
  g_free (self->refresh.words);
  g_free (self->hanging);
  g_free (self);
}

static void
set_end (End         *end,
         PkErrorEnum  error,
         const char  *words,
         PkExitEnum   exit)
{
  end->error = error;
  end->exit = exit;
  g_set_str (&end->words, words);
}

void
package_daemon_set_install (PackageDaemon *self,
                            PkErrorEnum    error,
                            const char    *words,
                            PkExitEnum     exit)
{
  set_end (&self->install, error, words, exit);
}

void
package_daemon_set_refresh (PackageDaemon *self,
                            PkErrorEnum    error,
                            const char    *words,
                            PkExitEnum     exit)
{
  set_end (&self->refresh, error, words, exit);
}

void
package_daemon_set_hangs (PackageDaemon *self,
                          gboolean       hangs)
{
  self->hangs = hangs;
}

void
package_daemon_add (PackageDaemon *self,
                    const char    *name)
{
  g_ptr_array_add (self->installed, g_strdup (name));
}

gboolean
package_daemon_is_busy (PackageDaemon *self)
{
  return self->hanging != NULL;
}

guint
package_daemon_n_cancelled (PackageDaemon *self)
{
  return self->n_cancelled;
}

guint
package_daemon_n_refreshed (PackageDaemon *self)
{
  return self->n_refreshed;
}
