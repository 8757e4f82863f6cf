/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/packages/package-error.h"

#include <gio/gio.h>
#include <packagekit-glib2/packagekit.h>

#include "core/host/check/host-error.h"

/* PackageKit's library: pk_client_finished_cb() */
#define FROM_DAEMON 0xff

static void
assert_becomes (GQuark domain,
                int    code,
                GQuark own_domain,
                int    own_code)
{
  g_autoptr (GError) raw = g_error_new (domain, code, "raw words %d", code);
  g_autoptr (GError) error = sprint_package_error_new (raw);

  g_test_message ("%s %d", g_quark_to_string (domain), code);
  g_assert_error (error, own_domain, own_code);
  /* Behind "Details" stands what PackageKit said. */
  g_assert_cmpstr (error->message, ==, raw->message);
}

static void
test_daemon (void)
{
  static const struct { PkErrorEnum code; SprintHostError own; } cases[] = {
    { PK_ERROR_ENUM_NOT_AUTHORIZED, SPRINT_HOST_ERROR_NOT_AUTHORIZED },
    { PK_ERROR_ENUM_NO_NETWORK, SPRINT_HOST_ERROR_NO_NETWORK },
    { PK_ERROR_ENUM_PACKAGE_DOWNLOAD_FAILED, SPRINT_HOST_ERROR_DOWNLOAD },
    { PK_ERROR_ENUM_NO_MORE_MIRRORS_TO_TRY, SPRINT_HOST_ERROR_DOWNLOAD },
    { PK_ERROR_ENUM_CANNOT_FETCH_SOURCES, SPRINT_HOST_ERROR_DOWNLOAD },
    { PK_ERROR_ENUM_REPO_NOT_AVAILABLE, SPRINT_HOST_ERROR_DOWNLOAD },
    { PK_ERROR_ENUM_CANNOT_GET_LOCK, SPRINT_HOST_ERROR_LOCKED },
    { PK_ERROR_ENUM_LOCK_REQUIRED, SPRINT_HOST_ERROR_LOCKED },
    { PK_ERROR_ENUM_NO_SPACE_ON_DEVICE, SPRINT_HOST_ERROR_NO_SPACE },
    { PK_ERROR_ENUM_PACKAGE_NOT_FOUND, SPRINT_HOST_ERROR_NO_PACKAGE },
    { PK_ERROR_ENUM_PACKAGE_ID_INVALID, SPRINT_HOST_ERROR_NO_PACKAGE },
    { PK_ERROR_ENUM_DEP_RESOLUTION_FAILED, SPRINT_HOST_ERROR_CONFLICT },
    { PK_ERROR_ENUM_FILE_CONFLICTS, SPRINT_HOST_ERROR_CONFLICT },
    { PK_ERROR_ENUM_PACKAGE_CONFLICTS, SPRINT_HOST_ERROR_CONFLICT },
    { PK_ERROR_ENUM_UNFINISHED_TRANSACTION, SPRINT_HOST_ERROR_UNFINISHED },
    { PK_ERROR_ENUM_PROCESS_KILL, SPRINT_HOST_ERROR_DAEMON_DIED },
    { PK_ERROR_ENUM_UNKNOWN, SPRINT_HOST_ERROR_FAILED },
    { PK_ERROR_ENUM_INTERNAL_ERROR, SPRINT_HOST_ERROR_FAILED },
    { PK_ERROR_ENUM_PACKAGE_FAILED_TO_INSTALL, SPRINT_HOST_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_becomes (PK_CLIENT_ERROR, FROM_DAEMON + cases[i].code, SPRINT_HOST_ERROR, cases[i].own);
}

static void
test_library (void)
{
  static const struct { PkClientError code; SprintHostError own; } cases[] = {
    { PK_CLIENT_ERROR_FAILED, SPRINT_HOST_ERROR_FAILED },
    { PK_CLIENT_ERROR_FAILED_AUTH, SPRINT_HOST_ERROR_NOT_AUTHORIZED },
    { PK_CLIENT_ERROR_NO_TID, SPRINT_HOST_ERROR_NO_PACKAGEKIT },
    { PK_CLIENT_ERROR_CANNOT_START_DAEMON, SPRINT_HOST_ERROR_NO_PACKAGEKIT },
    { PK_CLIENT_ERROR_INVALID_INPUT, SPRINT_HOST_ERROR_FAILED },
    { PK_CLIENT_ERROR_NOT_SUPPORTED, SPRINT_HOST_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_becomes (PK_CLIENT_ERROR, cases[i].code, SPRINT_HOST_ERROR, cases[i].own);

  assert_becomes (PK_CONTROL_ERROR, PK_CONTROL_ERROR_FAILED, SPRINT_HOST_ERROR,
                  SPRINT_HOST_ERROR_NO_PACKAGEKIT);
  assert_becomes (PK_CONTROL_ERROR, PK_CONTROL_ERROR_CANNOT_START_DAEMON,
                  SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_PACKAGEKIT);
}

static void
test_bus (void)
{
  static const struct { GDBusError code; SprintHostError own; } cases[] = {
    { G_DBUS_ERROR_SERVICE_UNKNOWN, SPRINT_HOST_ERROR_NO_PACKAGEKIT },
    { G_DBUS_ERROR_NAME_HAS_NO_OWNER, SPRINT_HOST_ERROR_NO_PACKAGEKIT },
    { G_DBUS_ERROR_SPAWN_CHILD_EXITED, SPRINT_HOST_ERROR_NO_PACKAGEKIT },
    { G_DBUS_ERROR_ACCESS_DENIED, SPRINT_HOST_ERROR_NOT_AUTHORIZED },
    { G_DBUS_ERROR_AUTH_FAILED, SPRINT_HOST_ERROR_NOT_AUTHORIZED },
    { G_DBUS_ERROR_NO_REPLY, SPRINT_HOST_ERROR_DAEMON_DIED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_becomes (G_DBUS_ERROR, cases[i].code, SPRINT_HOST_ERROR, cases[i].own);

  assert_becomes (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, SPRINT_HOST_ERROR,
                  SPRINT_HOST_ERROR_NO_PACKAGEKIT);
  assert_becomes (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, SPRINT_HOST_ERROR,
                  SPRINT_HOST_ERROR_NO_PACKAGEKIT);
  assert_becomes (G_IO_ERROR, G_IO_ERROR_CLOSED, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DAEMON_DIED);
  assert_becomes (g_quark_from_static_string ("another"), 3, SPRINT_HOST_ERROR,
                  SPRINT_HOST_ERROR_FAILED);
}

/* What the person wanted is no fault. */
static void
test_cancelled (void)
{
  assert_becomes (G_IO_ERROR, G_IO_ERROR_CANCELLED, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_becomes (PK_CLIENT_ERROR, PK_CLIENT_ERROR_DECLINED_INTERACTION, G_IO_ERROR,
                  G_IO_ERROR_CANCELLED);
  assert_becomes (PK_CLIENT_ERROR, PK_CLIENT_ERROR_DECLINED_SIMULATION, G_IO_ERROR,
                  G_IO_ERROR_CANCELLED);
  assert_becomes (PK_CLIENT_ERROR, FROM_DAEMON + PK_ERROR_ENUM_TRANSACTION_CANCELLED, G_IO_ERROR,
                  G_IO_ERROR_CANCELLED);
  assert_becomes (PK_CLIENT_ERROR, FROM_DAEMON + PK_ERROR_ENUM_CANCELLED_PRIORITY, G_IO_ERROR,
                  G_IO_ERROR_CANCELLED);
}

/* Told apart by the library's own words only. */
static void
test_vanished (void)
{
  static const char * const words[] = {
    "PackageKit daemon disappeared",
    "GDBus.Error:org.freedesktop.DBus.Error.NoReply: "
    "Message recipient disconnected from message bus without replying",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (GError) raw = g_error_new_literal (PK_CLIENT_ERROR, PK_CLIENT_ERROR_FAILED,
                                                  words[i]);
    g_autoptr (GError) error = sprint_package_error_new (raw);

    g_assert_error (error, SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DAEMON_DIED);
  }
}

/* One code of a backend for several things, told apart by its words. */
static void
test_locks (void)
{
  static const struct { PkErrorEnum code; const char *words; SprintHostError own; } cases[] = {
    { PK_ERROR_ENUM_CANNOT_GET_LOCK, "", SPRINT_HOST_ERROR_LOCKED },
    { PK_ERROR_ENUM_CANNOT_GET_LOCK, "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7 (apt)",
      SPRINT_HOST_ERROR_LOCKED },
    { PK_ERROR_ENUM_CANNOT_GET_LOCK, "E: Could not get lock /var/cache/apt/archives/lock. It is held by process 7 (apt)",
      SPRINT_HOST_ERROR_LOCKED },
    { PK_ERROR_ENUM_CANNOT_FETCH_SOURCES, "E: Could not get lock /var/lib/apt/lists/lock", SPRINT_HOST_ERROR_LOCKED },
    { PK_ERROR_ENUM_CANNOT_GET_LOCK, "E: Malformed entry 1 in list file /etc/apt/sources.list", SPRINT_HOST_ERROR_FAILED },
    /* zypp's. */
    { PK_ERROR_ENUM_FAILED_INITIALIZATION,
      "System management is locked by the application with pid 7 (/usr/bin/zypper).", SPRINT_HOST_ERROR_LOCKED },
    { PK_ERROR_ENUM_FAILED_INITIALIZATION, "no backend", SPRINT_HOST_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) raw = sprint_package_error_new_raw (cases[i].code, cases[i].words);
    g_autoptr (GError) error = sprint_package_error_new (raw);

    g_test_message ("%s", cases[i].words);
    g_assert_error (error, SPRINT_HOST_ERROR, (int) cases[i].own);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/package-error/daemon", test_daemon);
  g_test_add_func ("/host/package-error/locks", test_locks);
  g_test_add_func ("/host/package-error/library", test_library);
  g_test_add_func ("/host/package-error/bus", test_bus);
  g_test_add_func ("/host/package-error/cancelled", test_cancelled);
  g_test_add_func ("/host/package-error/vanished", test_vanished);
  return g_test_run ();
}
