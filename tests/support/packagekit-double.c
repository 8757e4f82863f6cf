/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "packagekit-double-private.h"

#include <string.h>
#include <unistd.h>

#include "await.h"

static const char *introspection =
  "<node>"
  "<interface name='" NAME "'>"
  "<method name='CreateTransaction'><arg type='o' direction='out'/></method>"
  "<method name='GetTransactionList'><arg type='ao' direction='out'/></method>"
  "</interface>"
  "<interface name='" TRANSACTION "'>"
  "<method name='SetHints'><arg type='as' direction='in'/></method>"
  "<method name='Cancel'/>"
  "<method name='AcceptEula'><arg type='s' direction='in'/></method>"
  "<method name='InstallSignature'><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/></method>"
  "<method name='Resolve'><arg type='t' direction='in'/><arg type='as' direction='in'/></method>"
  "<method name='RefreshCache'><arg type='b' direction='in'/></method>"
  "<method name='GetDetails'><arg type='as' direction='in'/></method>"
  "<method name='InstallPackages'><arg type='t' direction='in'/><arg type='as' direction='in'/></method>"
  "<property name='AllowCancel' type='b' access='read'/>"
  "<property name='CallerActive' type='b' access='read'/>"
  "<property name='Percentage' type='u' access='read'/>"
  "<property name='Role' type='u' access='read'/>"
  "<property name='Status' type='u' access='read'/>"
  "<property name='Uid' type='u' access='read'/>"
  "<property name='TransactionFlags' type='t' access='read'/>"
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
get_id (const char *package)
{
  return strchr (package, ';') != NULL ? g_strdup (package) : g_strconcat (package, ";1.0;all;main", NULL);
}

/* The ID with something else in its last field. */
static char *
replace_data (const char *id,
              const char *data)
{
  return g_strdup_printf ("%.*s;%s", (int) (strrchr (id, ';') - id), id, data);
}

static gboolean
has_name (gconstpointer package,
          gconstpointer name)
{
  gsize length = strcspn (package, ";");

  return strlen (name) == length && strncmp (package, name, length) == 0;
}

void
packagekit_double_emit (PackageKitDouble *self,
                        const char       *path,
                        const char       *signal,
                        GVariant         *arguments)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->bus, NULL, path, TRANSACTION, signal, arguments, &error);
  g_assert_no_error (error);
}

static void
emit_package (PackageKitDouble *self,
              const char       *path,
              PkInfoEnum        info,
              const char       *id)
{
  packagekit_double_emit (self, path, "Package", g_variant_new ("(uss)", info, id, "A package"));
}

static void
finish (PackageKitDouble *self,
        const char       *path,
        PkExitEnum        exit)
{
  packagekit_double_emit (self, path, "Finished", g_variant_new ("(uu)", exit, 1));
  packagekit_double_emit (self, path, "Destroy", NULL);
}

void
packagekit_double_end_with (PackageKitDouble *self,
                            const char       *path,
                            PkErrorEnum       error,
                            const char       *words,
                            PkExitEnum        exit)
{
  if (error != 0)
    packagekit_double_emit (self, path, "ErrorCode", g_variant_new ("(us)", error, words));
  finish (self, path, exit);
}

/* (nullable) (transfer full) */
static char *
find_available (PackageKitDouble *self,
                const char       *name)
{
  if (self->available == NULL)
    return get_id (name);
  for (guint i = 0; self->available[i] != NULL; i++) {
    if (has_name (self->available[i], name))
      return get_id (self->available[i]);
  }
  return NULL;
}

static void
resolve (PackageKitDouble *self,
         const char       *path,
         GVariant         *arguments)
{
  g_autofree const char **names = NULL;
  gboolean installed;
  guint64 filter;

  g_variant_get (arguments, "(t^a&s)", &filter, &names);
  installed = (filter & pk_bitfield_value (PK_FILTER_ENUM_INSTALLED)) != 0;
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *available = NULL;
    guint index;

    if (g_ptr_array_find_with_equal_func (self->installed, names[i], has_name, &index)) {
      if (installed)
        emit_package (self, path, PK_INFO_ENUM_INSTALLED, g_ptr_array_index (self->installed, index));
    } else if (!installed && (available = find_available (self, names[i])) != NULL) {
      emit_package (self, path, PK_INFO_ENUM_AVAILABLE, available);
    }
  }
  finish (self, path, PK_EXIT_ENUM_SUCCESS);
}

static void
get_details (PackageKitDouble *self,
             const char       *path,
             GVariant         *arguments)
{
  g_autofree const char **ids = NULL;

  g_variant_get (arguments, "(^a&s)", &ids);
  for (guint i = 0; ids[i] != NULL; i++) {
    GVariantBuilder details;

    g_variant_builder_init (&details, G_VARIANT_TYPE_VARDICT);
    g_variant_builder_add (&details, "{sv}", "package-id", g_variant_new_string (ids[i]));
    g_variant_builder_add (&details, "{sv}", "size",
                           g_variant_new_uint64 (self->old_sizes ? PACKAGEKIT_DOUBLE_SIZE : self->disk));
    if (!self->old_sizes)
      g_variant_builder_add (&details, "{sv}", "download-size", g_variant_new_uint64 (PACKAGEKIT_DOUBLE_SIZE));
    packagekit_double_emit (self, path, "Details", g_variant_new ("(a{sv})", &details));
  }
  finish (self, path, PK_EXIT_ENUM_SUCCESS);
}

static void
simulate (PackageKitDouble *self,
          const char       *path,
          GVariant         *arguments)
{
  g_autofree const char **ids = NULL;

  g_variant_get (arguments, "(t^a&s)", NULL, &ids);
  for (guint i = 0; ids[i] != NULL; i++) {
    g_autofree char *id = self->marks ? replace_data (ids[i], "+manual:main") : g_strdup (ids[i]);

    emit_package (self, path, PK_INFO_ENUM_INSTALLING, id);
  }
  for (guint i = 0; self->company[i] != NULL; i++) {
    gboolean comes = *self->company[i] != '-';
    PkInfoEnum info = *self->company[i] == '^' ? PK_INFO_ENUM_UPDATING : PK_INFO_ENUM_INSTALLING;
    const char *plain = self->company[i] + 1;
    g_autofree char *id = comes && self->marks ? replace_data (plain, "+auto:main") : g_strdup (plain);

    emit_package (self, path, comes ? info : PK_INFO_ENUM_REMOVING, id);
  }
  finish (self, path, PK_EXIT_ENUM_SUCCESS);
}

static void
emit_question (PackageKitDouble *self,
               const char       *path,
               PkExitEnum        question)
{
  if (question == PK_EXIT_ENUM_KEY_REQUIRED)
    packagekit_double_emit (self, path, "RepoSignatureRequired",
                            g_variant_new ("(sssssssu)", "qemu;1;amd64;main", "main", "https://example.org/key",
                                           "A Signer", "0x1234", "fingerprint", "2026-01-01", PK_SIGTYPE_ENUM_GPG));
  else if (question == PK_EXIT_ENUM_EULA_REQUIRED)
    packagekit_double_emit (self, path, "EulaRequired",
                            g_variant_new ("(ssss)", "eula", "qemu;1;amd64;main", "A Vendor", "Long words."));
  else if (question == PK_EXIT_ENUM_MEDIA_CHANGE_REQUIRED)
    packagekit_double_emit (self, path, "MediaChangeRequired",
                            g_variant_new ("(uss)", PK_MEDIA_TYPE_ENUM_DVD, "disc-2", "Disc 2"));
  finish (self, path, question);
}

static void
install (PackageKitDouble *self,
         const char       *path,
         GVariant         *arguments)
{
  g_autofree const char **ids = NULL;
  PkExitEnum question = self->question;

  self->question = PK_EXIT_ENUM_UNKNOWN;
  if (question != PK_EXIT_ENUM_UNKNOWN) {
    emit_question (self, path, question);
    return;
  }
  g_variant_get (arguments, "(t^a&s)", NULL, &ids);
  for (guint i = 0; ids[i] != NULL; i++)
    packagekit_double_add (self, ids[i]);
  if (self->restart != PK_RESTART_ENUM_UNKNOWN)
    packagekit_double_emit (self, path, "RequireRestart", g_variant_new ("(us)", self->restart, ids[0]));
  finish (self, path, PK_EXIT_ENUM_SUCCESS);
}

static void
cancel (PackageKitDouble *self,
        const char       *path)
{
  if (g_strcmp0 (self->hanging, path) != 0)
    return;
  g_clear_pointer (&self->hanging, g_free);
  if (g_strcmp0 (self->left, path) == 0)
    g_clear_pointer (&self->left, g_free);
  self->n_cancelled++;
  packagekit_double_end_with (self, path, PK_ERROR_ENUM_TRANSACTION_CANCELLED, "cancelled", PK_EXIT_ENUM_CANCELLED);
}

static void
work (PackageKitDouble *self,
      const char       *path,
      const char       *what,
      GVariant         *arguments)
{
  if (g_str_equal (what, "Cancel")) {
    cancel (self, path);
  } else if (g_str_equal (what, "Resolve")) {
    resolve (self, path, arguments);
  } else if (g_str_equal (what, "GetDetails")) {
    get_details (self, path, arguments);
  } else if (g_str_equal (what, "Simulate")) {
    simulate (self, path, arguments);
  } else if (g_str_equal (what, "InstallPackages")) {
    install (self, path, arguments);
  } else {
    if (g_str_equal (what, "RefreshCache") && self->fresh != NULL) {
      g_strfreev (self->available);
      self->available = g_steal_pointer (&self->fresh);
    }
    finish (self, path, PK_EXIT_ENUM_SUCCESS);
  }
}

/* Notes the call. Returns what is asked for: a simulation is an installation with a flag. */
static const char *
take_call (PackageKitDouble *self,
           const char       *method,
           GVariant         *arguments)
{
  if (g_str_equal (method, "InstallPackages")) {
    guint64 flags;

    g_variant_get_child (arguments, 0, "t", &flags);
    if (flags & pk_bitfield_value (PK_TRANSACTION_FLAG_ENUM_SIMULATE))
      method = "Simulate";
    else if (!(flags & pk_bitfield_value (PK_TRANSACTION_FLAG_ENUM_ONLY_TRUSTED)))
      g_string_append (self->calls, "untrusted ");
  } else if (g_str_equal (method, "RefreshCache")) {
    self->n_refreshed++;
  }
  g_string_append_printf (self->calls, "%s ", method);
  return method;
}

/* Which fault is due, once. */
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
transaction_cb (GDBusConnection       *bus,
                const char            *sender,
                const char            *path,
                const char            *interface,
                const char            *method,
                GVariant              *arguments,
                GDBusMethodInvocation *invocation,
                gpointer               user_data)
{
  PackageKitDouble *self = user_data;
  const char *what;
  Fault fault;

  if (g_str_equal (method, "SetHints")) {
    g_dbus_method_invocation_return_value (invocation, NULL);
    return;
  }

  what = take_call (self, method, arguments);
  fault = take_fault (self, what);
  if (fault == FAULT_REFUSED) {
    g_dbus_method_invocation_return_dbus_error (invocation, self->words, "raw words of the bus");
    return;
  }
  if (fault == FAULT_DIES) {
    g_object_unref (invocation);
    g_dbus_connection_close_sync (self->bus, NULL, NULL);
    return;
  }

  g_dbus_method_invocation_return_value (invocation, NULL);
  if (fault == FAULT_FAILS)
    packagekit_double_end_with (self, path, self->error, self->words, self->exit);
  else if (fault == FAULT_DIES_AFTER)
    g_dbus_connection_close_sync (self->bus, NULL, NULL);
  else if (fault == FAULT_HANGS)
    g_set_str (&self->hanging, path);
  else
    work (self, path, what, arguments);
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
  PackageKitDouble *self = user_data;
  gboolean left = g_strcmp0 (path, self->left) == 0;

  if (g_str_equal (name, "Role"))
    return g_variant_new_uint32 (left ? self->left_role : PK_ROLE_ENUM_UNKNOWN);
  if (g_str_equal (name, "Uid"))
    return g_variant_new_uint32 (left ? self->left_uid : getuid ());
  if (g_str_equal (name, "Status"))
    return g_variant_new_uint32 (left ? self->status : PK_STATUS_ENUM_UNKNOWN);
  if (g_str_equal (name, "Percentage"))
    return g_variant_new_uint32 (left ? self->percentage : 101);
  if (g_str_equal (name, "TransactionFlags"))
    return g_variant_new_uint64 (left ? self->left_flags : 0);

  if (g_str_equal (name, "AllowCancel"))
    return g_variant_new_boolean (!self->cannot_cancel);

  return g_variant_new_boolean (!left || self->left_watched);
}

static void
serve (PackageKitDouble           *self,
       const char                 *path,
       const char                 *interface,
       const GDBusInterfaceVTable *vtable)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (self->bus, path, g_dbus_node_info_lookup_interface (self->interfaces, interface),
                                     vtable, self, NULL, &error);
  g_assert_no_error (error);
}

/* (transfer full): its path */
char *
packagekit_double_add_transaction (PackageKitDouble *self)
{
  static const GDBusInterfaceVTable vtable = { transaction_cb, get_property_cb, NULL, { NULL } };
  /* Never the same again: PackageKit's library makes a socket of that name. */
  char *path = g_strdup_printf ("/%u_%08x%08x", ++self->n_transactions, g_random_int (), g_random_int ());

  serve (self, path, TRANSACTION, &vtable);
  return path;
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
  PackageKitDouble *self = user_data;
  g_autofree char *transaction = NULL;

  if (g_str_equal (method, "GetTransactionList")) {
    const char *paths[] = { self->left, NULL };

    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^ao)", paths));
    return;
  }
  transaction = packagekit_double_add_transaction (self);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", transaction));
}

/* Whether it has the name: the bus may not know yet that the last one is gone. */
static gboolean
take_name (PackageKitDouble *self)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  guint owned;

  answer = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", NAME, G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(u)", &owned);
  return owned == 1 || owned == 4;   /* now, or already */
}

/* Who asks must have heard that the daemon is a new one: signals come before the answer to a call after them. */
static void
settle (void)
{
  g_autoptr (GDBusConnection) client = NULL;
  g_autoptr (GVariant) owner = NULL;
  g_autoptr (GError) error = NULL;

  client = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_assert_no_error (error);
  owner = g_dbus_connection_call_sync (client, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetNameOwner",
                                       g_variant_new ("(s)", NAME), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE));
}

PackageKitDouble *
packagekit_double_new (const char * const *packages)
{
  static const GDBusInterfaceVTable vtable = { daemon_cb, NULL, NULL, { NULL } };
  static const char * const glue[] = { "+glue;2.0;all;main", NULL };
  PackageKitDouble *self = g_new0 (PackageKitDouble, 1);
  g_autoptr (GError) error = NULL;

  self->disk = PACKAGEKIT_DOUBLE_DISK;
  self->calls = g_string_new (NULL);
  self->installed = g_ptr_array_new_with_free_func (g_free);
  self->available = g_strdupv ((char **) packages);
  self->company = g_strdupv ((char **) glue);
  self->interfaces = g_dbus_node_info_new_for_xml (introspection, &error);
  g_assert_no_error (error);
  self->bus = g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"),
                                                      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                        G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                      NULL, NULL, &error);
  g_assert_no_error (error);
  serve (self, "/org/freedesktop/PackageKit", NAME, &vtable);
  await (take_name (self));
  settle ();
  return self;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GVariant **) user_data = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);
}

/* Answers all that has been asked by now: the library loses the errors of what is never answered. */
static void
answer_all (PackageKitDouble *self)
{
  g_autoptr (GDBusConnection) client = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;

  g_dbus_connection_call (client, NAME, "/org/freedesktop/PackageKit", NAME, "GetTransactionList", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, listed_cb, &reply);
  await (reply != NULL);
  g_dbus_connection_flush_sync (self->bus, NULL, NULL);
}

void
packagekit_double_free (PackageKitDouble *self)
{
  /* What a test ordered has happened. */
  g_assert_cmpint (self->fault, ==, FAULT_NONE);
  if (!g_dbus_connection_is_closed (self->bus)) {
    answer_all (self);
    g_dbus_connection_close_sync (self->bus, NULL, NULL);
  }
  g_object_unref (self->bus);
  g_dbus_node_info_unref (self->interfaces);
  g_string_free (self->calls, TRUE);
  g_ptr_array_unref (self->installed);
  g_strfreev (self->available);
  g_strfreev (self->fresh);
  g_strfreev (self->company);
  g_free (self->words);
  g_free (self->hanging);
  g_free (self->left);
  g_free (self);
}

void
packagekit_double_set_packages (PackageKitDouble   *self,
                                const char * const *installed,
                                const char * const *available,
                                const char * const *fresh)
{
  g_ptr_array_set_size (self->installed, 0);
  for (guint i = 0; installed[i] != NULL; i++)
    packagekit_double_add (self, installed[i]);
  g_strfreev (self->available);
  g_strfreev (self->fresh);
  self->available = g_strdupv ((char **) available);
  self->fresh = g_strdupv ((char **) fresh);
}

void
packagekit_double_add (PackageKitDouble *self,
                       const char       *package)
{
  g_autofree char *id = get_id (package);

  g_ptr_array_add (self->installed, replace_data (id, "installed"));
}

void
packagekit_double_set_company (PackageKitDouble   *self,
                               const char * const *company)
{
  g_strfreev (self->company);
  self->company = g_strdupv ((char **) company);
}

void
packagekit_double_set_marks (PackageKitDouble *self,
                             gboolean          marks)
{
  self->marks = marks;
}

void
packagekit_double_set_old_sizes (PackageKitDouble *self,
                                 gboolean          old)
{
  self->old_sizes = old;
}

void
packagekit_double_set_disk (PackageKitDouble *self,
                            guint64           size)
{
  self->disk = size;
}

void
packagekit_double_set_restart (PackageKitDouble *self,
                               PkRestartEnum     restart)
{
  self->restart = restart;
}
