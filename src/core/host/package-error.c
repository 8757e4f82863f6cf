/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-error.h"

#include <gio/gio.h>
#include <packagekit-glib2/packagekit.h>
#include <string.h>

#include "host-error.h"

/* PkClient puts the daemon's own error codes above its own by this much. */
#define DAEMON_CODE_OFFSET 0xff

static int
from_daemon (PkErrorEnum code)
{
  switch (code) {
  case PK_ERROR_ENUM_NOT_AUTHORIZED:
    return SPRINT_HOST_ERROR_NOT_AUTHORIZED;
  case PK_ERROR_ENUM_NO_NETWORK:
  case PK_ERROR_ENUM_PACKAGE_DOWNLOAD_FAILED:
  case PK_ERROR_ENUM_NO_MORE_MIRRORS_TO_TRY:
  case PK_ERROR_ENUM_CANNOT_FETCH_SOURCES:
  case PK_ERROR_ENUM_REPO_NOT_AVAILABLE:
    return SPRINT_HOST_ERROR_NO_NETWORK;
  case PK_ERROR_ENUM_CANNOT_GET_LOCK:
  case PK_ERROR_ENUM_LOCK_REQUIRED:
    return SPRINT_HOST_ERROR_LOCKED;
  case PK_ERROR_ENUM_NO_SPACE_ON_DEVICE:
    return SPRINT_HOST_ERROR_NO_SPACE;
  case PK_ERROR_ENUM_PACKAGE_NOT_FOUND:
  case PK_ERROR_ENUM_PACKAGE_ID_INVALID:
    return SPRINT_HOST_ERROR_NO_PACKAGE;
  case PK_ERROR_ENUM_DEP_RESOLUTION_FAILED:
  case PK_ERROR_ENUM_FILE_CONFLICTS:
  case PK_ERROR_ENUM_PACKAGE_CONFLICTS:
  case PK_ERROR_ENUM_UNFINISHED_TRANSACTION:
    return SPRINT_HOST_ERROR_CONFLICT;
  case PK_ERROR_ENUM_PROCESS_KILL:
    return SPRINT_HOST_ERROR_DAEMON_DIED;
  default:
    return SPRINT_HOST_ERROR_FAILED;
  }
}

static int
from_client (const GError *error)
{
  if (g_error_matches (error, PK_CLIENT_ERROR, PK_CLIENT_ERROR_FAILED_AUTH) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_AUTH_FAILED))
    return SPRINT_HOST_ERROR_NOT_AUTHORIZED;
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return SPRINT_HOST_ERROR_DAEMON_DIED;
  if (error->domain == G_DBUS_ERROR || error->domain == G_IO_ERROR || error->domain == PK_CONTROL_ERROR ||
      g_error_matches (error, PK_CLIENT_ERROR, PK_CLIENT_ERROR_CANNOT_START_DAEMON) ||
      g_error_matches (error, PK_CLIENT_ERROR, PK_CLIENT_ERROR_NO_TID))
    return SPRINT_HOST_ERROR_NO_PACKAGEKIT;

  return SPRINT_HOST_ERROR_FAILED;
}

/* PackageKit's library hands on what the bus said as an error of its own, with the words alone. */
static gboolean
says_daemon_vanished (const char *message)
{
  return strstr (message, "PackageKit daemon disappeared") != NULL ||
         strstr (message, "disconnected from message bus") != NULL;
}

GError *
sprint_package_error_new (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, PK_CLIENT_ERROR, PK_CLIENT_ERROR_DECLINED_INTERACTION) ||
      g_error_matches (error, PK_CLIENT_ERROR, PK_CLIENT_ERROR_DECLINED_SIMULATION))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, error->message);

  if (error->domain == PK_CLIENT_ERROR && error->code >= DAEMON_CODE_OFFSET) {
    PkErrorEnum code = error->code - DAEMON_CODE_OFFSET;

    if (code == PK_ERROR_ENUM_TRANSACTION_CANCELLED || code == PK_ERROR_ENUM_CANCELLED_PRIORITY)
      return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, error->message);
    return g_error_new_literal (SPRINT_HOST_ERROR, from_daemon (code), error->message);
  }
  if (says_daemon_vanished (error->message))
    return g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DAEMON_DIED, error->message);

  return g_error_new_literal (SPRINT_HOST_ERROR, from_client (error), error->message);
}
