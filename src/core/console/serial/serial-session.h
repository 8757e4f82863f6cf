/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serial-source.h"

G_BEGIN_DECLS

/**
 * SPRINT_SERIAL_QUEUE:
 *
 * How many bytes can wait to be taken by the guest: more than anybody pastes, and a bound for a guest that takes none.
 */
#define SPRINT_SERIAL_QUEUE (1024 * 1024)

/**
 * SPRINT_SERIAL_TURN:
 *
 * How many bytes are received at most in one turn of %SPRINT_SERIAL_TURN_TIME milliseconds. The rest waits at the
 * stream: a guest that prints for ever leaves the main loop time for everything else.
 */
#define SPRINT_SERIAL_TURN (64 * 1024)
#define SPRINT_SERIAL_TURN_TIME 10

/**
 * SprintSerialState:
 * @SPRINT_SERIAL_STATE_OFF: told that there is no guest
 * @SPRINT_SERIAL_STATE_CONNECTING: the first attempt, or one that a person asked for
 * @SPRINT_SERIAL_STATE_CONNECTED: what is sent arrives, what the guest prints is received
 * @SPRINT_SERIAL_STATE_LOST: was connected or failed to connect; see error and retrying
 */
typedef enum {
  SPRINT_SERIAL_STATE_OFF,
  SPRINT_SERIAL_STATE_CONNECTING,
  SPRINT_SERIAL_STATE_CONNECTED,
  SPRINT_SERIAL_STATE_LOST,
} SprintSerialState;

/**
 * SprintSerialSession:
 *
 * A guest's serial console for as long as somebody wants it: it connects, and connects again by itself.
 *
 * Properties: state; error (a [struct@GLib.Error], why it is lost); retrying (boolean, whether it tries again by
 * itself).
 *
 * ::received (a [struct@GLib.Bytes], never empty): what the guest printed, in order.
 */
#define SPRINT_TYPE_SERIAL_SESSION (sprint_serial_session_get_type ())
G_DECLARE_FINAL_TYPE (SprintSerialSession, sprint_serial_session, SPRINT, SERIAL_SESSION, GObject)

SprintSerialSession *sprint_serial_session_new          (void);

/**
 * sprint_serial_session_connect:
 * @source: what opens the stream
 *
 * Connects, and reconnects by itself, at ever longer intervals of up to ten seconds, until
 * sprint_serial_session_disconnect(). It leaves off where somebody else has the console, or asking again is of no use;
 * sprint_serial_session_retry() and sprint_serial_session_take_over() are then left to a person. Connected already, it
 * starts anew.
 */
void                 sprint_serial_session_connect      (SprintSerialSession *self,
                                                         SprintSerialSource  *source);

/**
 * sprint_serial_session_retry:
 *
 * When lost: tries again now.
 */
void                 sprint_serial_session_retry        (SprintSerialSession *self);

/**
 * sprint_serial_session_take_over:
 *
 * When lost: tries again now, and whoever has the console loses it.
 */
void                 sprint_serial_session_take_over    (SprintSerialSession *self);

/**
 * sprint_serial_session_disconnect:
 *
 * Lets go of the guest. What was not sent yet is dropped. May be called at any time.
 */
void                 sprint_serial_session_disconnect   (SprintSerialSession *self);

/**
 * sprint_serial_session_send:
 * @bytes: what the guest is to read
 *
 * All of it or nothing: bytes are sent in order, and what is queued when the connection is lost is dropped, since the
 * guest may be another one when it is back.
 *
 * Returns: whether it was taken: it is connected, and the queue has room
 */
gboolean             sprint_serial_session_send         (SprintSerialSession *self,
                                                         GBytes              *bytes);

/**
 * sprint_serial_session_get_queued:
 *
 * Returns: how many bytes the guest has not taken yet, at most %SPRINT_SERIAL_QUEUE
 */
gsize                sprint_serial_session_get_queued   (SprintSerialSession *self);
SprintSerialState    sprint_serial_session_get_state    (SprintSerialSession *self);

/**
 * sprint_serial_session_get_error:
 *
 * Returns: (nullable): why it is lost, always of %SPRINT_SERIAL_ERROR; %NULL otherwise
 */
const GError        *sprint_serial_session_get_error    (SprintSerialSession *self);
gboolean             sprint_serial_session_get_retrying (SprintSerialSession *self);

G_END_DECLS
