/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serial-session.h"

#include "core-enums.h"
#include "core/console/session/back-off.h"

#define READ_SIZE (16 * 1024)
/* After input and before idle work, beside GTK's drawing: neither keeps the other from its turn. */
#define READ_PRIORITY (G_PRIORITY_HIGH_IDLE + 20)

struct _SprintSerialSession {
  GObject parent_instance;

  SprintSerialSource *source;
  SprintSerialState state;
  GError *error;
  SprintBackOff back_off;
  guint retry_id;

  GCancellable *cancellable;   /* of one connection's calls; one that is cancelled has nothing more to say */
  GIOStream *stream;
  GQueue unsent;               /* of GBytes */
  gsize queued;
  gsize sent;                  /* of the first */
  gsize taken;                 /* in this turn */
  guint turn_id;               /* the next begins */
};

enum {
  PROP_0,
  PROP_STATE,
  PROP_ERROR,
  PROP_RETRYING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint received_signal;

G_DEFINE_FINAL_TYPE (SprintSerialSession, sprint_serial_session, G_TYPE_OBJECT)

static void start (SprintSerialSession *self, gboolean take_over);
static void read_more (SprintSerialSession *self);
static void write_more (SprintSerialSession *self);

static void
set_state (SprintSerialSession *self,
           SprintSerialState    state,
           GError              *error)
{
  gboolean error_changed = error != NULL || self->error != NULL;

  g_clear_error (&self->error);
  self->error = error;
  g_object_freeze_notify (G_OBJECT (self));
  if (error_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (self->state != state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  }
  if (error_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRYING]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
drop (SprintSerialSession *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->turn_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->stream != NULL)
    g_io_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&self->stream);
  g_queue_clear_full (&self->unsent, (GDestroyNotify) g_bytes_unref);
  self->queued = self->sent = self->taken = 0;
}

static gboolean
retry_cb (gpointer user_data)
{
  SprintSerialSession *self = user_data;

  self->retry_id = 0;
  start (self, FALSE);
  return G_SOURCE_REMOVE;
}

static gboolean
is_passing (const GError *error)
{
  return error->code == SPRINT_SERIAL_ERROR_FAILED || error->code == SPRINT_SERIAL_ERROR_ENDED;
}

static void
lose (SprintSerialSession *self,
      const GError        *reason)
{
  GError *error = g_error_copy (reason);

  if (error->domain != SPRINT_SERIAL_ERROR) {
    error->domain = SPRINT_SERIAL_ERROR;
    error->code = SPRINT_SERIAL_ERROR_FAILED;
  }
  drop (self);
  sprint_back_off_lost (&self->back_off);
  if (is_passing (error))
    self->retry_id = g_timeout_add (sprint_back_off_take (&self->back_off), retry_cb, self);
  set_state (self, SPRINT_SERIAL_STATE_LOST, error);
}

/* ---- reading ---- */

static gboolean
turn_cb (gpointer user_data)
{
  SprintSerialSession *self = user_data;

  self->turn_id = 0;
  self->taken = 0;
  read_more (self);
  return G_SOURCE_REMOVE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SprintSerialSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  /* Of a connection that was dropped. */
  if (self->stream == NULL || g_io_stream_get_input_stream (self->stream) != G_INPUT_STREAM (source))
    return;
  if (bytes != NULL && g_bytes_get_size (bytes) > 0) {
    self->taken += g_bytes_get_size (bytes);
    g_signal_emit (self, received_signal, 0, bytes);
    /* Whoever received it may have disconnected. */
    if (self->stream != NULL && g_io_stream_get_input_stream (self->stream) == G_INPUT_STREAM (source))
      read_more (self);
    return;
  }
  if (error == NULL)
    error = g_error_new_literal (SPRINT_SERIAL_ERROR, SPRINT_SERIAL_ERROR_ENDED, "The guest’s side closed it");
  lose (self, error);
}

static void
read_more (SprintSerialSession *self)
{
  if (self->taken >= SPRINT_SERIAL_TURN) {
    self->turn_id = g_timeout_add_full (READ_PRIORITY, SPRINT_SERIAL_TURN_TIME, turn_cb, self, NULL);
    return;
  }
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (self->stream), READ_SIZE, READ_PRIORITY,
                                   self->cancellable, read_cb, g_object_ref (self));
}

/* ---- writing ---- */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintSerialSession) self = user_data;
  g_autoptr (GError) error = NULL;
  gssize n = g_output_stream_write_bytes_finish (G_OUTPUT_STREAM (source), result, &error);

  if (self->stream == NULL || g_io_stream_get_output_stream (self->stream) != G_OUTPUT_STREAM (source))
    return;
  if (n < 0) {
    lose (self, error);
    return;
  }
  self->sent += n;
  self->queued -= n;
  if (self->sent == g_bytes_get_size (g_queue_peek_head (&self->unsent))) {
    g_bytes_unref (g_queue_pop_head (&self->unsent));
    self->sent = 0;
  }
  if (!g_queue_is_empty (&self->unsent))
    write_more (self);
}

static void
write_more (SprintSerialSession *self)
{
  GBytes *first = g_queue_peek_head (&self->unsent);
  g_autoptr (GBytes) rest = g_bytes_new_from_bytes (first, self->sent, g_bytes_get_size (first) - self->sent);

  g_output_stream_write_bytes_async (g_io_stream_get_output_stream (self->stream), rest, G_PRIORITY_DEFAULT,
                                     self->cancellable, written_cb, g_object_ref (self));
}

/* ---- connecting ---- */

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) attempt = user_data;
  SprintSerialSession *self = g_task_get_source_object (attempt);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = sprint_serial_source_open_finish (SPRINT_SERIAL_SOURCE (source), result, &error);

  /* What comes too late is closed again. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (attempt))) {
    if (stream != NULL)
      g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  } else if (stream == NULL) {
    lose (self, error);
  } else {
    self->stream = g_steal_pointer (&stream);
    sprint_back_off_connected (&self->back_off);
    set_state (self, SPRINT_SERIAL_STATE_CONNECTED, NULL);
    /* Whoever was told may have disconnected. */
    if (self->stream != NULL)
      read_more (self);
  }
  g_task_return_boolean (attempt, TRUE);
}

static void
start (SprintSerialSession *self,
       gboolean             take_over)
{
  GTask *attempt;

  self->cancellable = g_cancellable_new ();
  attempt = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_source_tag (attempt, start);
  sprint_serial_source_open_async (self->source, take_over, self->cancellable, opened_cb, attempt);
}

/* ---- the object ---- */

static void
sprint_serial_session_dispose (GObject *object)
{
  SprintSerialSession *self = SPRINT_SERIAL_SESSION (object);

  drop (self);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (sprint_serial_session_parent_class)->dispose (object);
}

static void
sprint_serial_session_finalize (GObject *object)
{
  SprintSerialSession *self = SPRINT_SERIAL_SESSION (object);

  g_clear_error (&self->error);
  G_OBJECT_CLASS (sprint_serial_session_parent_class)->finalize (object);
}

static void
sprint_serial_session_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  SprintSerialSession *self = SPRINT_SERIAL_SESSION (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  case PROP_RETRYING:
    g_value_set_boolean (value, sprint_serial_session_get_retrying (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_serial_session_class_init (SprintSerialSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_serial_session_dispose;
  object_class->finalize = sprint_serial_session_finalize;
  object_class->get_property = sprint_serial_session_get_property;
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SPRINT_TYPE_SERIAL_STATE,
                                              SPRINT_SERIAL_STATE_OFF, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_RETRYING] = g_param_spec_boolean ("retrying", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  received_signal = g_signal_new ("received", SPRINT_TYPE_SERIAL_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_BYTES);
}

static void
sprint_serial_session_init (SprintSerialSession *self)
{
  g_queue_init (&self->unsent);
}

SprintSerialSession *
sprint_serial_session_new (void)
{
  return g_object_new (SPRINT_TYPE_SERIAL_SESSION, NULL);
}

void
sprint_serial_session_connect (SprintSerialSession *self,
                               SprintSerialSource  *source)
{
  g_return_if_fail (SPRINT_IS_SERIAL_SESSION (self));
  g_return_if_fail (SPRINT_IS_SERIAL_SOURCE (source));

  drop (self);
  g_set_object (&self->source, source);
  sprint_back_off_reset (&self->back_off);
  start (self, FALSE);
  set_state (self, SPRINT_SERIAL_STATE_CONNECTING, NULL);
}

static void
again (SprintSerialSession *self,
       gboolean             take_over)
{
  g_return_if_fail (SPRINT_IS_SERIAL_SESSION (self));

  if (self->state != SPRINT_SERIAL_STATE_LOST)
    return;
  drop (self);
  sprint_back_off_reset (&self->back_off);
  start (self, take_over);
  set_state (self, SPRINT_SERIAL_STATE_CONNECTING, NULL);
}

void
sprint_serial_session_retry (SprintSerialSession *self)
{
  again (self, FALSE);
}

void
sprint_serial_session_take_over (SprintSerialSession *self)
{
  again (self, TRUE);
}

void
sprint_serial_session_disconnect (SprintSerialSession *self)
{
  g_return_if_fail (SPRINT_IS_SERIAL_SESSION (self));

  drop (self);
  g_clear_object (&self->source);
  set_state (self, SPRINT_SERIAL_STATE_OFF, NULL);
}

gboolean
sprint_serial_session_send (SprintSerialSession *self,
                            GBytes              *bytes)
{
  gsize size = g_bytes_get_size (bytes);

  g_return_val_if_fail (SPRINT_IS_SERIAL_SESSION (self), FALSE);

  if (self->state != SPRINT_SERIAL_STATE_CONNECTED || size > SPRINT_SERIAL_QUEUE - self->queued)
    return FALSE;
  if (size == 0)
    return TRUE;
  g_queue_push_tail (&self->unsent, g_bytes_ref (bytes));
  self->queued += size;
  if (self->unsent.length == 1)
    write_more (self);
  return TRUE;
}

gsize
sprint_serial_session_get_queued (SprintSerialSession *self)
{
  return self->queued;
}

SprintSerialState
sprint_serial_session_get_state (SprintSerialSession *self)
{
  return self->state;
}

const GError *
sprint_serial_session_get_error (SprintSerialSession *self)
{
  return self->error;
}

gboolean
sprint_serial_session_get_retrying (SprintSerialSession *self)
{
  return self->state == SPRINT_SERIAL_STATE_LOST && is_passing (self->error);
}
