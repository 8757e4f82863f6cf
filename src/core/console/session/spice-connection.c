/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-connection.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <spice-client.h>

#include "channel-router.h"
#include "console-session.h"
#include "core/console/sound/library-player.h"

struct _SprintSpiceConnection
{
  GObject parent_instance;

  SpiceSession *spice;
  SprintChannelRouter *router;
  GError *error;
  char *name;
  guint timeout;
  guint timeout_id;
  guint close_id;
};

G_DEFINE_FINAL_TYPE (SprintSpiceConnection, sprint_spice_connection, G_TYPE_OBJECT)

enum {
  CONNECTED,
  CLOSED,
  NAMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_spice_connection_dispose (GObject *object)
{
  SprintSpiceConnection *self = SPRINT_SPICE_CONNECTION (object);

  sprint_spice_connection_stop (self);
  g_clear_object (&self->router);

  G_OBJECT_CLASS (sprint_spice_connection_parent_class)->dispose (object);
}

static void
sprint_spice_connection_finalize (GObject *object)
{
  SprintSpiceConnection *self = SPRINT_SPICE_CONNECTION (object);

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
  sprint_channel_router_stop (self->router);
  self->close_id = g_idle_add_full (G_PRIORITY_DEFAULT, close_cb, self, NULL);
}

static void
failed_cb (SprintSpiceConnection *self,
           const GError          *error)
{
  fail (self, g_error_copy (error));
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

/* The other channels begin when the main one is open, and then have as long. */
static void
reached_cb (SprintSpiceConnection *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add (self->timeout, timeout_cb, self);
  g_signal_emit (self, signals[CONNECTED], 0);
}

static void
ready_cb (SprintSpiceConnection *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
}

static void
channel_new_cb (SprintSpiceConnection *self,
                SpiceChannel          *channel)
{
  sprint_channel_router_offer (self->router, channel);
}

static void
name_cb (SprintSpiceConnection *self)
{
  g_clear_pointer (&self->name, g_free);
  g_object_get (self->spice, "name", &self->name, NULL);
  g_signal_emit (self, signals[NAMED], 0);
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
  signals[NAMED] =
    g_signal_new ("named", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_spice_connection_init (SprintSpiceConnection *self)
{
}

SprintSpiceConnection *
sprint_spice_connection_new (SprintConsoleSource      *source,
                             const SprintConsoleParts *parts)
{
  SprintSpiceConnection *self = g_object_new (SPRINT_TYPE_SPICE_CONNECTION, NULL);

  self->router = sprint_channel_router_new (source, parts);
  g_signal_connect_object (self->router, "reached", G_CALLBACK (reached_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->router, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->router, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);

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
                "enable-smartcard", FALSE,
                "enable-usbredir", FALSE,
                "client-sockets", TRUE,
                NULL);
  sprint_library_player_prepare (self->spice);
  g_signal_connect_object (self->spice, "channel-new", G_CALLBACK (channel_new_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->spice, "notify::name", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);

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
  SpiceSession *spice;

  g_return_if_fail (SPRINT_IS_SPICE_CONNECTION (self));

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_handle_id (&self->close_id, g_source_remove);
  if (self->router != NULL)
    sprint_channel_router_stop (self->router);
  spice = g_steal_pointer (&self->spice);
  if (spice == NULL)
    return;

  g_signal_handlers_disconnect_by_data (spice, self);

  /* After spice's own idles: in one of them a channel takes over the descriptor that it was just given,
   * which nobody would close otherwise. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE + 10, end_cb, spice, g_object_unref);
}

const char *
sprint_spice_connection_get_name (SprintSpiceConnection *self)
{
  g_return_val_if_fail (SPRINT_IS_SPICE_CONNECTION (self), NULL);

  return self->name;
}

/* The kernel's own, smoothed: SPICE's pings answer the server's questions, not ours. */
static gint64
measure_round_trip (SpiceChannel *channel)
{
  g_autoptr (GSocket) socket = NULL;
  struct tcp_info info;
  socklen_t size = sizeof info;

  g_object_get (channel, "socket", &socket, NULL);
  if (socket == NULL || getsockopt (g_socket_get_fd (socket), IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
    return -1;

  return info.tcpi_rtt;
}

void
sprint_spice_connection_measure (SprintSpiceConnection *self,
                                 guint64               *bytes,
                                 gint64                *round_trip)
{
  g_autoptr (GList) channels = NULL;

  g_return_if_fail (SPRINT_IS_SPICE_CONNECTION (self));

  *bytes = 0;
  *round_trip = -1;
  if (self->spice == NULL)
    return;

  channels = spice_session_get_channels (self->spice);
  for (GList *link = channels; link != NULL; link = link->next) {
    gulong read = 0;

    g_object_get (link->data, "total-read-bytes", &read, NULL);
    *bytes += read;
    if (SPICE_IS_MAIN_CHANNEL (link->data))
      *round_trip = measure_round_trip (link->data);
  }
}
