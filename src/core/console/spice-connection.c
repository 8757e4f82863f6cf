/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-connection.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <spice-client.h>

#include "console-session.h"
#include "cursor-channel.h"
#include "display-channel.h"
#include "inputs-channel.h"

struct _SprintSpiceConnection
{
  GObject parent_instance;

  SprintConsoleSource *source;
  SprintFramebuffer *framebuffer;
  SprintConsoleCursor *cursor;
  SprintConsoleInput *input;

  SpiceSession *spice;
  SprintDisplayChannel *display;
  SprintCursorChannel *pointer;
  SprintInputsChannel *inputs;
  GCancellable *cancellable;
  GError *error;
  char *name;
  guint timeout;
  guint timeout_id;
  guint opening;
  guint close_id;
  gboolean client_pointer;
};

G_DEFINE_FINAL_TYPE (SprintSpiceConnection, sprint_spice_connection, G_TYPE_OBJECT)

enum {
  CONNECTED,
  CLOSED,
  CHANGED,
  FIRST_FRAME,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct {
  SprintSpiceConnection *connection;
  SpiceChannel *channel;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->connection);
  g_object_unref (opening->channel);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
sprint_spice_connection_dispose (GObject *object)
{
  SprintSpiceConnection *self = SPRINT_SPICE_CONNECTION (object);

  sprint_spice_connection_stop (self);
  g_clear_object (&self->source);
  g_clear_object (&self->framebuffer);
  g_clear_object (&self->cursor);
  g_clear_object (&self->input);

  G_OBJECT_CLASS (sprint_spice_connection_parent_class)->dispose (object);
}

static void
sprint_spice_connection_finalize (GObject *object)
{
  SprintSpiceConnection *self = SPRINT_SPICE_CONNECTION (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->name);

  G_OBJECT_CLASS (sprint_spice_connection_parent_class)->finalize (object);
}

static gboolean
close_cb (gpointer user_data)
{
  g_autoptr (SprintSpiceConnection) self = g_object_ref (user_data);
  g_autoptr (GError) error = g_steal_pointer (&self->error);

  self->close_id = 0;
  sprint_spice_connection_stop (self);
  g_signal_emit (self, signals[CLOSED], 0, error);

  return G_SOURCE_REMOVE;
}

/* The first failure is the one that is told; and only when SPICE is done with its own signal. */
static void
fail (SprintSpiceConnection *self,
      GError                *error)
{
  if (self->spice == NULL || self->error != NULL) {
    g_error_free (error);
    return;
  }

  self->error = error;
  g_clear_handle_id (&self->timeout_id, g_source_remove);

  /* To send anything through a dead channel is an error of its own. */
  g_clear_object (&self->inputs);
  self->close_id = g_idle_add_full (G_PRIORITY_DEFAULT, close_cb, self, NULL);
}

static GError *
create_channel_error (SpiceChannel      *channel,
                      SpiceChannelEvent  event)
{
  const GError *cause = spice_channel_get_error (channel);
  SprintConsoleError code = SPRINT_CONSOLE_ERROR_LOST;
  const char *sentence = _("The connection to the machine’s screen ended.");

  switch (event) {
  case SPICE_CHANNEL_ERROR_CONNECT:
    code = SPRINT_CONSOLE_ERROR_CONNECT;
    sentence = _("The machine’s screen could not be reached.");
    break;

  case SPICE_CHANNEL_ERROR_TLS:
  case SPICE_CHANNEL_ERROR_LINK:
  case SPICE_CHANNEL_ERROR_AUTH:
    code = SPRINT_CONSOLE_ERROR_PROTOCOL;
    sentence = _("The machine’s screen refused the connection.");
    break;

  default:
    break;
  }

  return g_error_new_literal (SPRINT_CONSOLE_ERROR, code, cause != NULL ? cause->message : sentence);
}

static GError *
create_open_error (GError *cause)
{
  g_autoptr (GError) owned = cause;

  if (cause->domain == SPRINT_CONSOLE_ERROR)
    return g_steal_pointer (&owned);

  return g_error_new_literal (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_CONNECT, cause->message);
}

static gboolean
timeout_cb (gpointer user_data)
{
  SprintSpiceConnection *self = user_data;

  self->timeout_id = 0;
  fail (self, g_error_new_literal (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_CONNECT,
                                   _("The machine’s screen does not answer.")));

  return G_SOURCE_REMOVE;
}

/* The others begin when the main channel is open, and then have as long. */
static void
channel_opened (SprintSpiceConnection *self,
                SpiceChannel          *channel)
{
  if (self->error != NULL)
    return;

  if (SPICE_IS_MAIN_CHANNEL (channel)) {
    g_clear_handle_id (&self->timeout_id, g_source_remove);
    self->timeout_id = g_timeout_add (self->timeout, timeout_cb, self);
    g_signal_emit (self, signals[CONNECTED], 0);
  } else if (SPICE_IS_DISPLAY_CHANNEL (channel) || SPICE_IS_INPUTS_CHANNEL (channel)) {
    /* A guest without a screen has inputs all the same; both were announced at once. */
    self->opening--;
    if (self->opening == 0)
      g_clear_handle_id (&self->timeout_id, g_source_remove);
  }
}

static void
channel_event_cb (SpiceChannel          *channel,
                  SpiceChannelEvent      event,
                  SprintSpiceConnection *self)
{
  switch (event) {
  case SPICE_CHANNEL_NONE:
  case SPICE_CHANNEL_SWITCHING:
    return;

  case SPICE_CHANNEL_OPENED:
    channel_opened (self, channel);
    return;

  default:
    fail (self, create_channel_error (channel, event));
    return;
  }
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  SprintSpiceConnection *self = opening->connection;
  int fd;

  fd = sprint_console_source_open_finish (SPRINT_CONSOLE_SOURCE (source), result, &error);
  if (self->spice == NULL || self->error != NULL) {
    if (fd >= 0)
      g_close (fd, NULL);
    return;
  }

  if (fd < 0)
    fail (self, create_open_error (g_steal_pointer (&error)));
  else if (!spice_channel_open_fd (opening->channel, fd))
    fail (self, create_channel_error (opening->channel, SPICE_CHANNEL_ERROR_CONNECT));
}

static void
open_fd_cb (SpiceChannel          *channel,
            int                    with_tls,
            SprintSpiceConnection *self)
{
  Opening *opening;

  if (self->source == NULL || self->error != NULL)
    return;

  /* It was told to come back encrypted, and comes back at once, each time. */
  if (with_tls) {
    fail (self, g_error_new_literal (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ENCRYPTED,
                                     _("The machine’s screen wants an encrypted connection.")));
    return;
  }

  opening = g_new0 (Opening, 1);
  opening->connection = g_object_ref (self);
  opening->channel = g_object_ref (channel);
  sprint_console_source_open_async (self->source, self->cancellable, opened_cb, opening);
}

static void
mouse_cb (SpiceMainChannel      *channel,
          SprintSpiceConnection *self)
{
  int mode = 0;

  g_object_get (channel, "mouse-mode", &mode, NULL);
  if (self->client_pointer == (mode == SPICE_MOUSE_MODE_CLIENT))
    return;

  self->client_pointer = mode == SPICE_MOUSE_MODE_CLIENT;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
name_cb (SpiceSession          *spice,
         GParamSpec            *pspec,
         SprintSpiceConnection *self)
{
  g_clear_pointer (&self->name, g_free);
  g_object_get (spice, "name", &self->name, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
display_changed_cb (SprintSpiceConnection *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
first_frame_cb (SprintSpiceConnection *self)
{
  g_signal_emit (self, signals[FIRST_FRAME], 0);
}

static void
watch_display (SprintSpiceConnection *self,
               SpiceChannel          *channel)
{
  self->display = sprint_display_channel_new (SPICE_DISPLAY_CHANNEL (channel), self->framebuffer);
  g_signal_connect_object (self->display, "changed", G_CALLBACK (display_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->display, "first-frame", G_CALLBACK (first_frame_cb), self,
                           G_CONNECT_SWAPPED);
}

/* The first display with its cursor, and the inputs; what else a server offers is left alone. */
static void
channel_new_cb (SpiceSession          *spice,
                SpiceChannel          *channel,
                SprintSpiceConnection *self)
{
  int id = 0;

  g_object_get (channel, "channel-id", &id, NULL);
  if (SPICE_IS_MAIN_CHANNEL (channel))
    g_signal_connect_object (channel, "main-mouse-update", G_CALLBACK (mouse_cb), self, 0);
  else if (SPICE_IS_DISPLAY_CHANNEL (channel) && id == 0 && self->display == NULL)
    watch_display (self, channel);
  else if (SPICE_IS_CURSOR_CHANNEL (channel) && id == 0 && self->pointer == NULL)
    self->pointer = sprint_cursor_channel_new (SPICE_CURSOR_CHANNEL (channel), self->cursor);
  else if (SPICE_IS_INPUTS_CHANNEL (channel) && self->inputs == NULL)
    self->inputs = sprint_inputs_channel_new (SPICE_INPUTS_CHANNEL (channel), self->input);
  else
    return;

  g_signal_connect_object (channel, "open-fd", G_CALLBACK (open_fd_cb), self, 0);
  g_signal_connect_object (channel, "channel-event", G_CALLBACK (channel_event_cb), self, 0);
  if (SPICE_IS_DISPLAY_CHANNEL (channel) || SPICE_IS_INPUTS_CHANNEL (channel))
    self->opening++;
  if (!SPICE_IS_MAIN_CHANNEL (channel))
    spice_channel_connect (channel);
}

static void
sprint_spice_connection_class_init (SprintSpiceConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_spice_connection_dispose;
  object_class->finalize = sprint_spice_connection_finalize;

  signals[CONNECTED] =
    g_signal_new ("connected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] =
    g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FIRST_FRAME] =
    g_signal_new ("first-frame", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_spice_connection_init (SprintSpiceConnection *self)
{
  self->cancellable = g_cancellable_new ();
}

SprintSpiceConnection *
sprint_spice_connection_new (SprintConsoleSource *source,
                             SprintFramebuffer   *framebuffer,
                             SprintConsoleCursor *cursor,
                             SprintConsoleInput  *input)
{
  SprintSpiceConnection *self = g_object_new (SPRINT_TYPE_SPICE_CONNECTION, NULL);

  self->source = g_object_ref (source);
  self->framebuffer = g_object_ref (framebuffer);
  self->cursor = g_object_ref (cursor);
  self->input = g_object_ref (input);

  return self;
}

void
sprint_spice_connection_start (SprintSpiceConnection *self,
                               guint                  timeout)
{
  g_return_if_fail (SPRINT_IS_SPICE_CONNECTION (self));
  g_return_if_fail (self->spice == NULL);

  self->timeout = timeout;
  self->timeout_id = g_timeout_add (timeout, timeout_cb, self);
  self->spice = spice_session_new ();
  g_object_set (self->spice,
                "enable-audio", FALSE,
                "enable-smartcard", FALSE,
                "enable-usbredir", FALSE,
                "client-sockets", TRUE,
                NULL);
  g_signal_connect_object (self->spice, "channel-new", G_CALLBACK (channel_new_cb), self, 0);
  g_signal_connect_object (self->spice, "notify::name", G_CALLBACK (name_cb), self, 0);

  /* No descriptor yet: each channel, the first too, asks for its own by open-fd. */
  if (!spice_session_open_fd (self->spice, -1))
    fail (self, g_error_new_literal (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_CONNECT,
                                     _("The machine’s screen could not be reached.")));
}

static gboolean
end_cb (gpointer user_data)
{
  spice_session_disconnect (user_data);

  return G_SOURCE_REMOVE;
}

void
sprint_spice_connection_stop (SprintSpiceConnection *self)
{
  SpiceSession *spice = g_steal_pointer (&self->spice);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_handle_id (&self->close_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->display);
  g_clear_object (&self->pointer);
  g_clear_object (&self->inputs);
  if (spice == NULL)
    return;

  g_signal_handlers_disconnect_by_data (spice, self);
  for (GList *channels = spice_session_get_channels (spice); channels != NULL;
       channels = g_list_delete_link (channels, channels))
    g_signal_handlers_disconnect_by_data (channels->data, self);

  /* After spice's own idles: in one of them a channel takes over the descriptor that it was just given,
   * which nobody would close otherwise. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE + 10, end_cb, spice, g_object_unref);
}

gboolean
sprint_spice_connection_get_client_pointer (SprintSpiceConnection *self)
{
  g_return_val_if_fail (SPRINT_IS_SPICE_CONNECTION (self), FALSE);

  return self->client_pointer;
}

gboolean
sprint_spice_connection_get_accelerated (SprintSpiceConnection *self)
{
  g_return_val_if_fail (SPRINT_IS_SPICE_CONNECTION (self), FALSE);

  return self->display != NULL && sprint_display_channel_get_accelerated (self->display);
}

gboolean
sprint_spice_connection_get_visible (SprintSpiceConnection *self)
{
  g_return_val_if_fail (SPRINT_IS_SPICE_CONNECTION (self), FALSE);

  return self->display != NULL && sprint_display_channel_get_visible (self->display);
}

const char *
sprint_spice_connection_get_name (SprintSpiceConnection *self)
{
  g_return_val_if_fail (SPRINT_IS_SPICE_CONNECTION (self), NULL);

  return self->name;
}
