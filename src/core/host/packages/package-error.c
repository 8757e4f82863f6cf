/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-error.h"

#include <gio/gio.h>
#include <string.h>

#include "core/host/check/host-error.h"

/* PkClient puts the daemon's own error codes above its own by this much. */
#define DAEMON_CODE_OFFSET 0xff

static int
from_daemon (PkErrorEnum code)
{
  switch (code) {
  case PK_ERROR_ENUM_NOT_AUTHORIZED:
    return SPRINT_HOST_ERROR_NOT_AUTHORIZED;
  case PK_ERROR_ENUM_NO_NETWORK:
    return SPRINT_HOST_ERROR_NO_NETWORK;
  case PK_ERROR_ENUM_PACKAGE_DOWNLOAD_FAILED:
  case PK_ERROR_ENUM_NO_MORE_MIRRORS_TO_TRY:
  case PK_ERROR_ENUM_CANNOT_FETCH_SOURCES:
  case PK_ERROR_ENUM_REPO_NOT_AVAILABLE:
    return SPRINT_HOST_ERROR_DOWNLOAD;
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
    return SPRINT_HOST_ERROR_CONFLICT;
  case PK_ERROR_ENUM_UNFINISHED_TRANSACTION:
    return SPRINT_HOST_ERROR_UNFINISHED;
  case PK_ERROR_ENUM_PACKAGE_ALREADY_INSTALLED:
    return SPRINT_HOST_ERROR_OVERTAKEN;
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

/* apt's backend hands on the refusal of dpkg's lock with dpkg's own advice. */
static gboolean
says_unfinished (const char *message)
{
  return strstr (message, "dpkg --configure -a") != NULL;
}

/* apt's backend takes every failure to open its cache for one to get the lock, and says in words which file it was;
 * those of rpm's database come from its library. */
static gboolean
says_damaged (const char *message)
{
  return strstr (message, "/var/lib/dpkg/status") != NULL || strstr (message, "rpmdb open failed") != NULL ||
         strstr (message, "cannot open Packages database") != NULL;
}

/* To apt's backend, lists that somebody else is fetching at this moment could not be fetched; zypp's fails to begin at
 * all where another is at work, and says which process that is. */
static gboolean
says_locked (PkErrorEnum  code,
             const char  *message)
{
  return strstr (message, "/var/lib/apt/lists/lock") != NULL || strstr (message, "/var/lib/dpkg/lock") != NULL ||
         strstr (message, "/var/cache/apt/archives/lock") != NULL ||
         (code == PK_ERROR_ENUM_FAILED_INITIALIZATION && strcasestr (message, "pid") != NULL);
}

/* apt's own words, of anything but a lock: waiting does not help. */
static gboolean
says_apt (const char *message)
{
  return strstr (message, "E: ") != NULL;
}

static SprintHostError
from_words (PkErrorEnum  code,
            const char  *message)
{
  if (says_unfinished (message))
    return SPRINT_HOST_ERROR_UNFINISHED;
  if (says_damaged (message))
    return SPRINT_HOST_ERROR_DATABASE;
  if (says_locked (code, message))
    return SPRINT_HOST_ERROR_LOCKED;
  if (code == PK_ERROR_ENUM_CANNOT_GET_LOCK && says_apt (message))
    return SPRINT_HOST_ERROR_FAILED;

  return from_daemon (code);
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
    return g_error_new_literal (SPRINT_HOST_ERROR, from_words (code, error->message), error->message);
  }
  if (says_daemon_vanished (error->message))
    return g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DAEMON_DIED, error->message);

  return g_error_new_literal (SPRINT_HOST_ERROR, from_client (error), error->message);
}

GError *
sprint_package_error_new_raw (PkErrorEnum  code,
                              const char  *words)
{
  return g_error_new_literal (PK_CLIENT_ERROR, DAEMON_CODE_OFFSET + code, words);
}

GError *
sprint_package_error_new_for_call (const GError *error,
                                   GCancellable *cancellable)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_cancellable_is_cancelled (cancellable))
    return g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DAEMON_DIED, error->message);

  return sprint_package_error_new (error);
}

static GError *
new_from_exit (PkExitEnum exit)
{
  const char *words = pk_exit_enum_to_string (exit);

  switch (exit) {
  case PK_EXIT_ENUM_SKIP_TRANSACTION:
    return NULL;
  case PK_EXIT_ENUM_CANCELLED:
  case PK_EXIT_ENUM_CANCELLED_PRIORITY:
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, words);
  case PK_EXIT_ENUM_KILLED:
    return g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_DAEMON_DIED, words);
  case PK_EXIT_ENUM_REPAIR_REQUIRED:
    return g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_UNFINISHED, words);
  default:
    return g_error_new_literal (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_FAILED, words);
  }
}

GError *
sprint_package_error_new_from_results (PkResults *results)
{
  g_autoptr (PkError) code = NULL;
  g_autoptr (GError) raw = NULL;

  g_return_val_if_fail (PK_IS_RESULTS (results), NULL);

  /* The library complains of a bad end without a code, and there is no other way to ask whether it has one. */
  if (pk_results_get_exit_code (results) != PK_EXIT_ENUM_SUCCESS)
    return new_from_exit (pk_results_get_exit_code (results));

  code = pk_results_get_error_code (results);
  if (code == NULL)
    return NULL;

  raw = sprint_package_error_new_raw (pk_error_get_code (code),
                                      pk_error_get_details (code) != NULL ? pk_error_get_details (code) : "");
  if (sprint_package_error_is_installed (raw))
    return NULL;

  return sprint_package_error_new (raw);
}

gboolean
sprint_package_error_is_installed (const GError *error)
{
  return g_error_matches (error, PK_CLIENT_ERROR, DAEMON_CODE_OFFSET + PK_ERROR_ENUM_ALL_PACKAGES_ALREADY_INSTALLED);
}
