/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-session.h"

#include <glib/gi18n.h>
#include <malloc.h>

#include "core-enums.h"
#include "guest-place.h"
#include "spice-connection.h"

/* Milliseconds. */
#define ANSWER_TIMEOUT 20000

struct _SprintConsoleSession
{
  GObject parent_instance;

  SprintConsoleParts parts;
  SprintConsoleLogin *login;
  SprintGuestPlace place;
  SprintSpiceConnection *connection;
  SprintConsoleState state;
  GError *error;
  guint answer_timeout;
  guint retry_id;
  guint off_id;
  gboolean first_frame_told;
};

G_DEFINE_FINAL_TYPE (SprintConsoleSession, sprint_console_session, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_STATE,
  PROP_ERROR,
  PROP_HAS_PICTURE,
  PROP_CLIENT_POINTER,
  PROP_ACCELERATED,
  PROP_NAME,
  PROP_ANSWER_TIMEOUT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  FIRST_FRAME,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void start (SprintConsoleSession *self);

static void
drop_connection (SprintConsoleSession *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->off_id, g_source_remove);
  if (self->connection == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->connection, self);
  sprint_spice_connection_stop (self->connection);
  g_clear_object (&self->connection);
}

static void
sprint_console_session_dispose (GObject *object)
{
  SprintConsoleSession *self = SPRINT_CONSOLE_SESSION (object);

  drop_connection (self);
  sprint_guest_place_set (&self->place, NULL);

  G_OBJECT_CLASS (sprint_console_session_parent_class)->dispose (object);
}

static void
sprint_console_session_finalize (GObject *object)
{
  SprintConsoleSession *self = SPRINT_CONSOLE_SESSION (object);

  g_clear_error (&self->error);
  g_object_unref (self->login);
  sprint_console_parts_clear (&self->parts);

  G_OBJECT_CLASS (sprint_console_session_parent_class)->finalize (object);
}

static void
sprint_console_session_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  SprintConsoleSession *self = SPRINT_CONSOLE_SESSION (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;

  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;

  case PROP_HAS_PICTURE:
    g_value_set_boolean (value, sprint_console_session_get_has_picture (self));
    break;

  case PROP_CLIENT_POINTER:
    g_value_set_boolean (value, sprint_console_session_get_client_pointer (self));
    break;

  case PROP_ACCELERATED:
    g_value_set_boolean (value, sprint_console_session_get_accelerated (self));
    break;

  case PROP_NAME:
    g_value_set_string (value, sprint_console_session_get_name (self));
    break;

  case PROP_ANSWER_TIMEOUT:
    g_value_set_uint (value, self->answer_timeout);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_console_session_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  SprintConsoleSession *self = SPRINT_CONSOLE_SESSION (object);

  switch (prop_id) {
  case PROP_ANSWER_TIMEOUT:
    self->answer_timeout = g_value_get_uint (value);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

/* Every message of a full-screen change is a buffer of megabytes, which malloc would otherwise map
 * and unmap for each frame; that costs more than drawing it. */
static void
keep_message_memory (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;

#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, 32 * 1024 * 1024);
  mallopt (M_TRIM_THRESHOLD, 64 * 1024 * 1024);
#endif
  g_once_init_leave (&done, 1);
}

static void
set_state (SprintConsoleSession *self,
           SprintConsoleState    state,
           GError               *error)
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
  g_object_thaw_notify (G_OBJECT (self));
}

static void
fresh_cb (SprintConsoleSession *self)
{
  if (self->state != SPRINT_CONSOLE_STATE_OFF && !self->first_frame_told &&
      sprint_console_monitor_get_fresh (self->parts.monitor) &&
      sprint_console_monitor_get_has_picture (self->parts.monitor)) {
    self->first_frame_told = TRUE;
    g_signal_emit (self, signals[FIRST_FRAME], 0);
  }
}

static void
has_picture_cb (SprintConsoleSession *self)
{
  fresh_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_PICTURE]);
}

static void
accelerated_cb (SprintConsoleSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCELERATED]);
}

static void
absolute_cb (SprintConsoleSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT_POINTER]);
}

static void
named_cb (SprintConsoleSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

static gboolean
retry_cb (gpointer user_data)
{
  SprintConsoleSession *self = user_data;

  self->retry_id = 0;
  start (self);

  return G_SOURCE_REMOVE;
}

static gboolean
off_cb (gpointer user_data)
{
  SprintConsoleSession *self = user_data;

  self->off_id = 0;
  sprint_monitor_list_expire (self->parts.monitors);

  return G_SOURCE_REMOVE;
}

static void
connected_cb (SprintConsoleSession *self)
{
  sprint_guest_place_found (&self->place);
  /* A server that hands its guest over to another one has it connected twice. */
  g_clear_handle_id (&self->off_id, g_source_remove);
  self->off_id = g_timeout_add (SPRINT_MONITOR_OFF_TIMEOUT, off_cb, self);
  sprint_console_login_accept (self->login);
  set_state (self, SPRINT_CONSOLE_STATE_CONNECTED, NULL);
}

static gboolean
is_permanent (const GError *error)
{
  switch (error->code) {
  case SPRINT_CONSOLE_ERROR_ENCRYPTED:
  case SPRINT_CONSOLE_ERROR_NOT_SUPPORTED:
  case SPRINT_CONSOLE_ERROR_NOT_AUTHORIZED:
  case SPRINT_CONSOLE_ERROR_TAKEN:
  case SPRINT_CONSOLE_ERROR_MOVED:
  case SPRINT_CONSOLE_ERROR_NONSENSE:
  case SPRINT_CONSOLE_ERROR_NO_TLS_PORT:
  case SPRINT_CONSOLE_ERROR_TLS:
  case SPRINT_CONSOLE_ERROR_UNTRUSTED:
  case SPRINT_CONSOLE_ERROR_WRONG_SUBJECT:
  case SPRINT_CONSOLE_ERROR_EXPIRED:
  case SPRINT_CONSOLE_ERROR_PASSWORD:
  case SPRINT_CONSOLE_ERROR_LOGIN:
    return TRUE;

  default:
    return FALSE;
  }
}

/* Whether only a person can help. */
static gboolean
ask (SprintConsoleSession *self,
     const GError         *error)
{
  gboolean wants_username = error->code == SPRINT_CONSOLE_ERROR_LOGIN;

  if (!wants_username && error->code != SPRINT_CONSOLE_ERROR_PASSWORD)
    return FALSE;

  set_state (self, SPRINT_CONSOLE_STATE_ASKING, NULL);
  sprint_console_login_ask (self->login, wants_username);

  return TRUE;
}

static void
answered_cb (SprintConsoleSession *self)
{
  start (self);
  set_state (self, SPRINT_CONSOLE_STATE_CONNECTING, NULL);
}

static void
declined_cb (SprintConsoleSession *self)
{
  set_state (self, SPRINT_CONSOLE_STATE_LOST,
             g_error_new_literal (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_PASSWORD,
                                  _("The machine’s screen wants a password, and none was given.")));
}

static void
closed_cb (SprintConsoleSession *self,
           const GError         *error)
{
  g_autoptr (GError) told = g_error_copy (error);

  /* What only a person can do they do for that place: no answer goes to another. */
  if (sprint_guest_place_lose (&self->place, sprint_spice_connection_get_ahead (self->connection), error,
                               is_permanent (error)))
    told->code = SPRINT_CONSOLE_ERROR_TAKEN;

  sprint_typist_interrupt (self->parts.typist);
  drop_connection (self);
  sprint_console_input_forget (self->parts.input);
  sprint_monitor_list_part (self->parts.monitors);
  if (ask (self, told)) {
    named_cb (self);
    return;
  }
  if (!is_permanent (told))
    self->retry_id = g_timeout_add (sprint_back_off_take (&self->place.back_off), retry_cb, self);
  named_cb (self);
  set_state (self, SPRINT_CONSOLE_STATE_LOST, g_steal_pointer (&told));
}

/* The guest goes to another computer, and the screen after it. */
static void
leaving_cb (SprintConsoleSession *self)
{
  g_clear_handle_id (&self->off_id, g_source_remove);
  sprint_typist_interrupt (self->parts.typist);
  sprint_console_input_forget (self->parts.input);
  sprint_monitor_list_part (self->parts.monitors);
  set_state (self, SPRINT_CONSOLE_STATE_CONNECTING, NULL);
}

/* It is there: one comes back to it from now on. */
static void
moved_cb (SprintConsoleSession *self)
{
  sprint_guest_place_set (&self->place, sprint_spice_connection_get_source (self->connection));
}

static void
start (SprintConsoleSession *self)
{
  keep_message_memory ();
  self->connection = sprint_spice_connection_new (self->place.source, &self->parts);
  g_signal_connect_swapped (self->connection, "connected", G_CALLBACK (connected_cb), self);
  g_signal_connect_swapped (self->connection, "closed", G_CALLBACK (closed_cb), self);
  g_signal_connect_swapped (self->connection, "leaving", G_CALLBACK (leaving_cb), self);
  g_signal_connect_swapped (self->connection, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (self->connection, "named", G_CALLBACK (named_cb), self);
  sprint_spice_connection_start (self->connection, sprint_console_login_get_credentials (self->login),
                                 self->answer_timeout);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SPRINT_TYPE_CONSOLE_STATE, SPRINT_CONSOLE_STATE_OFF,
                       flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_HAS_PICTURE] = g_param_spec_boolean ("has-picture", NULL, NULL, FALSE, flags);
  properties[PROP_CLIENT_POINTER] =
    g_param_spec_boolean ("client-pointer", NULL, NULL, FALSE, flags);
  properties[PROP_ACCELERATED] = g_param_spec_boolean ("accelerated", NULL, NULL, FALSE, flags);

  /**
   * SprintConsoleSession:name:
   *
   * What the server calls the guest, where it says.
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);

  /**
   * SprintConsoleSession:answer-timeout:
   *
   * Milliseconds that the guest's side has for its first answer.
   */
  properties[PROP_ANSWER_TIMEOUT] =
    g_param_spec_uint ("answer-timeout", NULL, NULL, 1, G_MAXINT, ANSWER_TIMEOUT,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_console_session_class_init (SprintConsoleSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_console_session_dispose;
  object_class->finalize = sprint_console_session_finalize;
  object_class->get_property = sprint_console_session_get_property;
  object_class->set_property = sprint_console_session_set_property;
  install_properties (object_class);

  /**
   * SprintConsoleSession::first-frame:
   *
   * The guest's first picture since sprint_console_session_connect() is in the framebuffer.
   */
  signals[FIRST_FRAME] =
    g_signal_new ("first-frame", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_console_session_init (SprintConsoleSession *self)
{
  sprint_console_parts_init (&self->parts);
  self->login = sprint_console_login_new ();
  g_signal_connect_object (self->login, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->login, "declined", G_CALLBACK (declined_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.monitor, "notify::has-picture", G_CALLBACK (has_picture_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.monitor, "notify::fresh", G_CALLBACK (fresh_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.monitor, "notify::accelerated", G_CALLBACK (accelerated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.input, "notify::absolute", G_CALLBACK (absolute_cb), self,
                           G_CONNECT_SWAPPED);
}

SprintConsoleSession *
sprint_console_session_new (void)
{
  return g_object_new (SPRINT_TYPE_CONSOLE_SESSION, NULL);
}

void
sprint_console_session_connect (SprintConsoleSession *self,
                                SprintConsoleSource  *source)
{
  SprintConsoleAddress *address;

  g_return_if_fail (SPRINT_IS_CONSOLE_SESSION (self));
  g_return_if_fail (SPRINT_IS_CONSOLE_SOURCE (source));

  /* What rests goes on with its picture. */
  if (self->place.source != NULL)
    sprint_console_session_disconnect (self);
  sprint_guest_place_set (&self->place, source);
  address = sprint_console_source_get_address (source);
  sprint_console_login_begin (self->login, address != NULL ? sprint_console_address_get_credentials (address) : NULL);
  sprint_guest_place_hurry (&self->place);
  self->first_frame_told = FALSE;
  start (self);
  set_state (self, SPRINT_CONSOLE_STATE_CONNECTING, NULL);
}

void
sprint_console_session_retry (SprintConsoleSession *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SESSION (self));

  if (self->state != SPRINT_CONSOLE_STATE_LOST)
    return;

  drop_connection (self);
  sprint_guest_place_hurry (&self->place);
  start (self);
  set_state (self, SPRINT_CONSOLE_STATE_CONNECTING, NULL);
}

/* All but the pictures. */
static void
let_go (SprintConsoleSession *self)
{
  sprint_typist_interrupt (self->parts.typist);
  sprint_console_input_release_all (self->parts.input);
  drop_connection (self);
  sprint_console_login_begin (self->login, NULL);
  sprint_guest_place_set (&self->place, NULL);
  sprint_console_input_forget (self->parts.input);
  sprint_usb_devices_forget (self->parts.usb);
  sprint_smart_cards_set_enabled (self->parts.cards, FALSE);
  sprint_console_sound_forget (self->parts.sound);
}

void
sprint_console_session_rest (SprintConsoleSession *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SESSION (self));

  if (self->place.source == NULL)
    return;

  let_go (self);
  sprint_monitor_list_rest (self->parts.monitors);
  named_cb (self);
  set_state (self, SPRINT_CONSOLE_STATE_OFF, NULL);
}

void
sprint_console_session_disconnect (SprintConsoleSession *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SESSION (self));

  /* What rests has a picture all the same. */
  if (self->place.source == NULL && !sprint_console_session_get_has_picture (self))
    return;

  if (self->place.source != NULL)
    let_go (self);
  sprint_monitor_list_clear (self->parts.monitors);
  named_cb (self);
  set_state (self, SPRINT_CONSOLE_STATE_OFF, NULL);
}

SprintConsoleState
sprint_console_session_get_state (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), SPRINT_CONSOLE_STATE_OFF);

  return self->state;
}

const GError *
sprint_console_session_get_error (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->error;
}

gboolean
sprint_console_session_get_retrying (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), FALSE);

  return self->state == SPRINT_CONSOLE_STATE_LOST && !is_permanent (self->error);
}

gboolean
sprint_console_session_get_has_picture (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), FALSE);

  return sprint_console_monitor_get_has_picture (self->parts.monitor);
}

gboolean
sprint_console_session_get_client_pointer (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), FALSE);

  return sprint_console_input_get_absolute (self->parts.input);
}

gboolean
sprint_console_session_get_accelerated (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), FALSE);

  return sprint_console_monitor_get_accelerated (self->parts.monitor);
}

const char *
sprint_console_session_get_name (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->connection != NULL ? sprint_spice_connection_get_name (self->connection) : NULL;
}

SprintConsoleMonitor *
sprint_console_session_get_monitor (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->parts.monitor;
}

SprintMonitorList *
sprint_console_session_get_monitors (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->parts.monitors;
}

SprintFramebuffer *
sprint_console_session_get_framebuffer (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return sprint_console_monitor_get_framebuffer (self->parts.monitor);
}

SprintConsoleCursor *
sprint_console_session_get_cursor (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return sprint_console_monitor_get_cursor (self->parts.monitor);
}

SprintConsoleInput *
sprint_console_session_get_input (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->parts.input;
}

SprintTypist *
sprint_console_session_get_typist (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->parts.typist;
}

SprintConsoleSound *
sprint_console_session_get_sound (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->parts.sound;
}

SprintGuestAgent *
sprint_console_session_get_agent (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->parts.agent;
}

SprintFileTransfers *
sprint_console_session_get_transfers (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->parts.transfers;
}

SprintSharedFolder *
sprint_console_session_get_shared_folder (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->parts.folder;
}

gboolean
sprint_console_session_measure (SprintConsoleSession *self,
                                guint64              *bytes,
                                gint64               *round_trip)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), FALSE);

  *bytes = 0;
  *round_trip = -1;
  if (self->connection == NULL || self->state != SPRINT_CONSOLE_STATE_CONNECTED)
    return FALSE;

  sprint_spice_connection_measure (self->connection, bytes, round_trip);

  return TRUE;
}

void
sprint_console_session_tally (SprintConsoleSession *self,
                              SprintConsoleMonitor *monitor,
                              SprintPictureTally   *tally)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SESSION (self));

  *tally = (SprintPictureTally) { 0 };
  if (self->connection != NULL && self->state == SPRINT_CONSOLE_STATE_CONNECTED)
    sprint_spice_connection_tally (self->connection, sprint_console_monitor_get_number (monitor), tally);
}

SprintConsoleLogin *
sprint_console_session_get_login (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->login;
}

SprintConsoleClipboard *
sprint_console_session_get_clipboard (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->parts.clipboard;
}

SprintUsbDevices *
sprint_console_session_get_usb (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->parts.usb;
}

SprintSmartCards *
sprint_console_session_get_cards (SprintConsoleSession *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (self), NULL);

  return self->parts.cards;
}
