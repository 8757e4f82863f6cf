/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SprintConsoleError:
 * @SPRINT_CONSOLE_ERROR_FAILED: something else
 * @SPRINT_CONSOLE_ERROR_CONNECT: the guest's screen could not be reached
 * @SPRINT_CONSOLE_ERROR_PROTOCOL: what answered is not understood
 * @SPRINT_CONSOLE_ERROR_NONSENSE: it said what makes no sense, and was not listened to any more
 * @SPRINT_CONSOLE_ERROR_ENCRYPTED: it wants encryption, which a descriptor from libvirt never has
 * @SPRINT_CONSOLE_ERROR_NOT_SUPPORTED: whoever opens channels cannot open one here
 * @SPRINT_CONSOLE_ERROR_NOT_AUTHORIZED: whoever opens channels does not allow it
 * @SPRINT_CONSOLE_ERROR_LOST: the guest's side hung up
 * @SPRINT_CONSOLE_ERROR_TAKEN: it hung up each time that it was connected to: another viewer has it
 * @SPRINT_CONSOLE_ERROR_MOVED: the guest is on another computer by now, which is not reached from here
 * @SPRINT_CONSOLE_ERROR_NO_PICTURE: there is no picture yet
 * @SPRINT_CONSOLE_ERROR_NO_RECORDER: what records is not installed
 * @SPRINT_CONSOLE_ERROR_RECORDING: a recording could not begin or go on
 * @SPRINT_CONSOLE_ERROR_RECORDING_NO_SPACE: a recording could not go on, as the disk is full
 * @SPRINT_CONSOLE_ERROR_RECORDING_LOST: somebody has deleted the file, or its folder, while it was recorded to
 * @SPRINT_CONSOLE_ERROR_ADDRESS: what was to be opened is neither an address nor a connection file
 * @SPRINT_CONSOLE_ERROR_NOT_SPICE: it is for a screen of another kind
 * @SPRINT_CONSOLE_ERROR_OUTDATED: it wants a newer viewer
 * @SPRINT_CONSOLE_ERROR_NO_HOST: there is no computer of that name
 * @SPRINT_CONSOLE_ERROR_REFUSED: nobody listens there
 * @SPRINT_CONSOLE_ERROR_TIMED_OUT: it did not answer in time
 * @SPRINT_CONSOLE_ERROR_PROXY: the proxy did not let it through
 * @SPRINT_CONSOLE_ERROR_NO_TLS_PORT: it wants encryption, and the address has no port for that
 * @SPRINT_CONSOLE_ERROR_TLS: there is no encryption that both sides know
 * @SPRINT_CONSOLE_ERROR_UNTRUSTED: nobody who is trusted has signed its certificate
 * @SPRINT_CONSOLE_ERROR_WRONG_SUBJECT: its certificate is somebody else's
 * @SPRINT_CONSOLE_ERROR_EXPIRED: its certificate is not valid any more, or not yet
 * @SPRINT_CONSOLE_ERROR_PASSWORD: it wants a password, or another one
 * @SPRINT_CONSOLE_ERROR_LOGIN: it wants a name and a password, or others
 * @SPRINT_CONSOLE_ERROR_NO_LAYOUT: this computer does not know a keyboard layout of that name
 *
 * What went wrong in the console room.
 */
typedef enum {
  SPRINT_CONSOLE_ERROR_FAILED,
  SPRINT_CONSOLE_ERROR_CONNECT,
  SPRINT_CONSOLE_ERROR_PROTOCOL,
  SPRINT_CONSOLE_ERROR_NONSENSE,
  SPRINT_CONSOLE_ERROR_ENCRYPTED,
  SPRINT_CONSOLE_ERROR_NOT_SUPPORTED,
  SPRINT_CONSOLE_ERROR_NOT_AUTHORIZED,
  SPRINT_CONSOLE_ERROR_LOST,
  SPRINT_CONSOLE_ERROR_TAKEN,
  SPRINT_CONSOLE_ERROR_MOVED,
  SPRINT_CONSOLE_ERROR_NO_PICTURE,
  SPRINT_CONSOLE_ERROR_NO_RECORDER,
  SPRINT_CONSOLE_ERROR_RECORDING,
  SPRINT_CONSOLE_ERROR_RECORDING_NO_SPACE,
  SPRINT_CONSOLE_ERROR_RECORDING_LOST,
  SPRINT_CONSOLE_ERROR_ADDRESS,
  SPRINT_CONSOLE_ERROR_NOT_SPICE,
  SPRINT_CONSOLE_ERROR_OUTDATED,
  SPRINT_CONSOLE_ERROR_NO_HOST,
  SPRINT_CONSOLE_ERROR_REFUSED,
  SPRINT_CONSOLE_ERROR_TIMED_OUT,
  SPRINT_CONSOLE_ERROR_PROXY,
  SPRINT_CONSOLE_ERROR_NO_TLS_PORT,
  SPRINT_CONSOLE_ERROR_TLS,
  SPRINT_CONSOLE_ERROR_UNTRUSTED,
  SPRINT_CONSOLE_ERROR_WRONG_SUBJECT,
  SPRINT_CONSOLE_ERROR_EXPIRED,
  SPRINT_CONSOLE_ERROR_PASSWORD,
  SPRINT_CONSOLE_ERROR_LOGIN,
  SPRINT_CONSOLE_ERROR_NO_LAYOUT,
} SprintConsoleError;

#define SPRINT_CONSOLE_ERROR (sprint_console_error_quark ())
GQuark   sprint_console_error_quark (void);

/**
 * sprint_console_refuse:
 * @format: what is wrong with an address or a connection file, for a person to read
 *
 * Sets an error of %SPRINT_CONSOLE_ERROR_ADDRESS.
 *
 * Returns: %FALSE
 */
gboolean sprint_console_refuse      (GError     **error,
                                     const char  *format,
                                     ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
