/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine-error-private.h"

#include <gio/gio.h>
#include <libvirt/virterror.h>

G_DEFINE_QUARK (sprint-machine-error-quark, sprint_machine_error)

/* Its daemons are virtqemud and the like, or libvirtd. Any other program that it misses is a helper of theirs, and so
 * is virtiofsd. */
static gboolean
misses_daemon (const char *message)
{
  return strstr (message, "annot find 'libvirtd'") != NULL ||
         (strstr (message, "annot find 'virt") != NULL && strstr (message, "'virtiofsd'") == NULL);
}

/* For what libvirt has no code of its own. */
static SprintMachineError
code_from_words (const char *message)
{
  if (message == NULL)
    return SPRINT_MACHINE_ERROR_FAILED;
  /* libvirt's client gives no cause at all where the connection ended under a call in another thread. */
  if (strstr (message, "client socket is closed") != NULL || strstr (message, "but the cause is unknown") != NULL ||
      strstr (message, "Broken pipe") != NULL || strstr (message, "Connection reset by peer") != NULL ||
      strstr (message, "End of file while reading data") != NULL)
    return SPRINT_MACHINE_ERROR_CONNECTION_LOST;
  if (strstr (message, "No space left on device") != NULL)
    return SPRINT_MACHINE_ERROR_NO_SPACE;
  /* libvirt's words, qemu-img's, and QEMU's about the option that it could not take. */
  if (strstr (message, "annot access storage file") != NULL || strstr (message, "Could not open '") != NULL ||
      strstr (message, ": -blockdev ") != NULL)
    return SPRINT_MACHINE_ERROR_STORAGE;
  if (strstr (message, "annot allocate memory") != NULL ||
      strstr (message, "cannot set up guest memory") != NULL)
    return SPRINT_MACHINE_ERROR_NO_MEMORY;
  if (strstr (message, "Failed to connect socket") != NULL ||
      strstr (message, "no connection driver available") != NULL ||
      strstr (message, "Failed to find user record") != NULL || misses_daemon (message) ||
      strstr (message, "does not exist in $PATH") != NULL ||
      strstr (message, "nable to connect to server at") != NULL || strstr (message, "nable to resolve address") != NULL)
    return SPRINT_MACHINE_ERROR_NO_DAEMON;
  if (strstr (message, "uthentication") != NULL)
    return SPRINT_MACHINE_ERROR_NOT_AUTHORIZED;
  /* The second where another program has locked its device. */
  if (strstr (message, "Active console session exists") != NULL || strstr (message, "is locked by lock file") != NULL)
    return SPRINT_MACHINE_ERROR_CONSOLE_IN_USE;
  if (strstr (message, "already exists") != NULL)
    return SPRINT_MACHINE_ERROR_NAME_TAKEN;
  return SPRINT_MACHINE_ERROR_FAILED;
}

static SprintMachineError
code_from_libvirt (int         code,
                   const char *message)
{
  switch (code) {
  case VIR_ERR_NO_CONNECT:
  case VIR_ERR_INVALID_CONN:
    return SPRINT_MACHINE_ERROR_NO_DAEMON;
  case VIR_ERR_AUTH_FAILED:
  case VIR_ERR_AUTH_CANCELLED:
  case VIR_ERR_ACCESS_DENIED:
  case VIR_ERR_OPERATION_DENIED:
    return SPRINT_MACHINE_ERROR_NOT_AUTHORIZED;
  case VIR_ERR_AUTH_UNAVAILABLE:
    return SPRINT_MACHINE_ERROR_NO_AGENT;
  case VIR_ERR_NO_DOMAIN:
    return SPRINT_MACHINE_ERROR_NO_MACHINE;
  case VIR_ERR_DOM_EXIST:
    return SPRINT_MACHINE_ERROR_NAME_TAKEN;
  case VIR_ERR_OPERATION_INVALID:
    return SPRINT_MACHINE_ERROR_INVALID_STATE;
  case VIR_ERR_XML_ERROR:
  case VIR_ERR_XML_DETAIL:
  case VIR_ERR_XML_INVALID_SCHEMA:
  case VIR_ERR_INVALID_ARG:
  case VIR_ERR_NO_NAME:
  case VIR_ERR_NO_OS:
  case VIR_ERR_OS_TYPE:
  case VIR_ERR_NO_SOURCE:
  case VIR_ERR_NO_TARGET:
    return SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION;
  case VIR_ERR_NO_MEMORY:
    return SPRINT_MACHINE_ERROR_NO_MEMORY;
  case VIR_ERR_NO_SUPPORT:
  case VIR_ERR_CONFIG_UNSUPPORTED:
  case VIR_ERR_OPERATION_UNSUPPORTED:
  case VIR_ERR_ARGUMENT_UNSUPPORTED:
    return SPRINT_MACHINE_ERROR_NOT_SUPPORTED;
  case VIR_ERR_OPERATION_TIMEOUT:
  case VIR_ERR_AGENT_UNRESPONSIVE:
    return SPRINT_MACHINE_ERROR_TIMED_OUT;
  case VIR_ERR_RPC:
    return SPRINT_MACHINE_ERROR_CONNECTION_LOST;
  case VIR_ERR_NO_STORAGE_POOL:
  case VIR_ERR_NO_STORAGE_VOL:
  case VIR_ERR_STORAGE_VOL_EXIST:
  case VIR_ERR_STORAGE_POOL_BUILT:
    return SPRINT_MACHINE_ERROR_STORAGE;
  default:
    break;
  }
  return code_from_words (message);
}

/* libvirt keeps the last error for each thread: call this in the thread that failed. */
void
sprint_machine_error_set_from_libvirt (GError **error)
{
  const virError *last = virGetLastError ();
  const char *message = last != NULL ? last->message : NULL;

  g_set_error_literal (error, SPRINT_MACHINE_ERROR,
                       code_from_libvirt (last != NULL ? last->code : VIR_ERR_INTERNAL_ERROR, message),
                       message != NULL ? message : "libvirt gave no reason");
}

/* libvirt-glib's errors do not carry libvirt's code: it is asked for in the thread that failed. */
void
sprint_machine_error_adopt (GError **error)
{
  GError *adopted;

  if (error == NULL || *error == NULL || (*error)->domain == SPRINT_MACHINE_ERROR ||
      (*error)->domain == G_IO_ERROR)
    return;
  adopted = g_error_new_literal (SPRINT_MACHINE_ERROR, code_from_libvirt (virGetLastErrorCode (), (*error)->message),
                                 (*error)->message);
  g_error_free (*error);
  *error = adopted;
}

/* What never was there was not lost. */
void
sprint_machine_error_never_open (GError   *error,
                                 gboolean  remote)
{
  if (error->domain != SPRINT_MACHINE_ERROR ||
      (error->code != SPRINT_MACHINE_ERROR_CONNECTION_LOST && error->code != SPRINT_MACHINE_ERROR_NO_DAEMON))
    return;
  error->code = remote ? SPRINT_MACHINE_ERROR_NO_HOST : SPRINT_MACHINE_ERROR_NO_DAEMON;
}
