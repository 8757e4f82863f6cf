/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-connection.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <spice-client.h>

#include "channel-router.h"
#include "console-error.h"
#include "core/console/sound/library-player.h"
#include "guest-move.h"
#include "tls-verdict.h"

struct _SprintSpiceConnection
{
  GObject parent_instance;

  SpiceSession *spice;
  SprintConsoleSource *source;
  SprintConsoleSource *ahead;
  SprintChannelRouter *router;
  SprintGuestMove *move;
  GCancellable *verdict;
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
  LEAVING,
  MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_spice_connection_dispose (GObject *object)
{
  SprintSpiceConnection *self = SPRINT_SPICE_CONNECTION (object);

  sprint_spice_connection_stop (self);
  g_clear_object (&self->router);
  g_clear_object (&self->source);
  g_clear_object (&self->ahead);

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
  g_set_object (&self->ahead, sprint_guest_move_get_ahead (self->move));
  sprint_spice_connection_stop (self);
  g_signal_emit (self, signals[CLOSED], 0, error);

  return G_SOURCE_REMOVE;
}

static void
verdict_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintSpiceConnection) self = user_data;
  g_autoptr (GError) error = sprint_tls_verdict_find_finish (SPRINT_CONSOLE_ADDRESS (source), result);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->verdict);
  g_clear_error (&self->error);
  if (error->domain == SPRINT_CONSOLE_ERROR)
    self->error = g_steal_pointer (&error);
  else
    self->error = g_error_new_literal (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_TLS, error->message);
  close_cb (self);
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
  if (g_error_matches (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_TLS) && self->verdict == NULL) {
    self->verdict = g_cancellable_new ();
    sprint_tls_verdict_find_async (sprint_console_source_get_address (self->source), self->verdict, verdict_cb,
                                   g_object_ref (self));
    return;
  }
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
  SprintConsoleError code = sprint_console_source_get_address (self->source) != NULL
                            ? SPRINT_CONSOLE_ERROR_TIMED_OUT : SPRINT_CONSOLE_ERROR_CONNECT;

  self->timeout_id = 0;
  fail (self, g_error_new_literal (SPRINT_CONSOLE_ERROR, code,
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

/* The library connects to the new place by itself. */
static void
leaving_cb (SprintSpiceConnection *self)
{
  g_set_object (&self->source, sprint_guest_move_get_source (self->move));
  sprint_channel_router_leave (self->router, self->source);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add (self->timeout, timeout_cb, self);
  g_signal_emit (self, signals[LEAVING], 0);
}

static void
moved_cb (SprintSpiceConnection *self)
{
  g_set_object (&self->source, sprint_guest_move_get_source (self->move));
  g_signal_emit (self, signals[MOVED], 0);
}

static void
target_opened_cb (SprintSpiceConnection *self,
                  SpiceChannel          *channel)
{
  sprint_channel_router_adopt (self->router, channel);
}

static void
channel_new_cb (SprintSpiceConnection *self,
                SpiceChannel          *channel)
{
  if (SPICE_IS_MAIN_CHANNEL (channel))
    sprint_guest_move_watch (self->move, SPICE_MAIN_CHANNEL (channel));
  sprint_channel_router_offer (self->router, channel);
}

static void
name_cb (SprintSpiceConnection *self)
{
  g_autofree char *name = NULL;

  g_clear_pointer (&self->name, g_free);
  g_object_get (self->spice, "name", &name, NULL);
  self->name = name != NULL ? g_utf8_make_valid (name, -1) : NULL;
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
  signals[LEAVING] =
    g_signal_new ("leaving", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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

  self->source = g_object_ref (source);
  self->router = sprint_channel_router_new (source, parts);
  g_signal_connect_object (self->router, "reached", G_CALLBACK (reached_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->router, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->router, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/* Whom an address trusts: its own word; else a person's, where remote-viewer(1) looks for it; else the system's. */
static void
set_trust (SpiceSession         *spice,
           SprintConsoleAddress *address)
{
  const char *ca = sprint_console_address_get_ca (address);
  const char *subject = sprint_console_address_get_subject (address);
  g_autofree char *store = g_build_filename (g_get_home_dir (), ".spicec", "spice_truststore.pem", NULL);
  g_autoptr (GByteArray) bytes = NULL;

  if (ca != NULL)
    bytes = g_byte_array_append (g_byte_array_new (), (const guint8 *) ca, strlen (ca));
  g_object_set (spice,
                "ca", bytes,
                "ca-file", bytes == NULL && g_file_test (store, G_FILE_TEST_IS_REGULAR) ? store : NULL,
                "ciphers", sprint_console_address_get_ciphers (address),
                "cert-subject", subject,
                "verify", subject != NULL ? SPICE_SESSION_VERIFY_SUBJECT : SPICE_SESSION_VERIFY_HOSTNAME,
                NULL);
}

static gboolean
connect_address (SpiceSession         *spice,
                 SprintConsoleAddress *address)
{
  guint port = sprint_console_address_get_port (address);
  guint tls_port = sprint_console_address_get_tls_port (address);
  g_autofree char *port_text = port != 0 ? g_strdup_printf ("%u", port) : NULL;
  g_autofree char *tls_port_text = tls_port != 0 ? g_strdup_printf ("%u", tls_port) : NULL;

  set_trust (spice, address);
  g_object_set (spice,
                "host", sprint_console_address_get_host (address),
                "unix-path", sprint_console_address_get_socket (address),
                "port", port_text,
                "tls-port", tls_port_text,
                "secure-channels", sprint_console_address_get_secure_channels (address),
                "disable-effects", sprint_console_address_get_disabled_effects (address),
                NULL);
  /* Without one it is SPICE_PROXY's, as with every client of spice-gtk. */
  if (sprint_console_address_get_proxy (address) != NULL)
    g_object_set (spice, "proxy", sprint_console_address_get_proxy (address), NULL);

  return spice_session_connect (spice);
}

void
sprint_spice_connection_start (SprintSpiceConnection    *self,
                               SprintConsoleCredentials *credentials,
                               guint                     timeout)
{
  SprintConsoleAddress *address;
  gboolean begun;

  g_return_if_fail (SPRINT_IS_SPICE_CONNECTION (self));
  g_return_if_fail (self->spice == NULL);

  address = sprint_console_source_get_address (self->source);
  self->timeout = timeout;
  self->timeout_id = g_timeout_add (timeout, timeout_cb, self);
  self->spice = spice_session_new ();
  g_object_set (self->spice,
                "enable-smartcard", address == NULL || !sprint_console_address_disables_channel (address, "smartcard"),
                "enable-usbredir", address == NULL || !sprint_console_address_disables_channel (address, "usbredir"),
                "client-sockets", address == NULL,
                "username", sprint_console_credentials_get_username (credentials),
                "password", sprint_console_credentials_get_password (credentials),
                NULL);
  sprint_library_player_prepare (self->spice);
  self->move = sprint_guest_move_new (self->spice, self->source);
  g_signal_connect_object (self->move, "leaving", G_CALLBACK (leaving_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->move, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->move, "refused", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->move, "opened", G_CALLBACK (target_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->spice, "channel-new", G_CALLBACK (channel_new_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->spice, "notify::name", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);

  /* No descriptor yet: each channel, the first too, asks for its own by open-fd. */
  begun = address != NULL ? connect_address (self->spice, address) : spice_session_open_fd (self->spice, -1);
  if (!begun)
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
  if (self->verdict != NULL)
    g_cancellable_cancel (self->verdict);
  g_clear_object (&self->verdict);
  if (self->router != NULL)
    sprint_channel_router_stop (self->router);
  if (self->move != NULL)
    g_signal_handlers_disconnect_by_data (self->move, self);
  g_clear_object (&self->move);
  spice = g_steal_pointer (&self->spice);
  if (spice == NULL)
    return;

  g_signal_handlers_disconnect_by_data (spice, self);

  /* After spice's own idles: in one of them a channel takes over the descriptor that it was just given,
   * which nobody would close otherwise. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE + 10, end_cb, spice, g_object_unref);
}

SprintConsoleSource *
sprint_spice_connection_get_source (SprintSpiceConnection *self)
{
  g_return_val_if_fail (SPRINT_IS_SPICE_CONNECTION (self), NULL);

  return self->source;
}

SprintConsoleSource *
sprint_spice_connection_get_ahead (SprintSpiceConnection *self)
{
  g_return_val_if_fail (SPRINT_IS_SPICE_CONNECTION (self), NULL);

  return self->ahead;
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

  *round_trip = sprint_channel_router_get_round_trip (self->router);
  channels = spice_session_get_channels (self->spice);
  for (GList *link = channels; link != NULL; link = link->next) {
    gulong read = 0;

    g_object_get (link->data, "total-read-bytes", &read, NULL);
    *bytes += read;
    if (*round_trip < 0 && SPICE_IS_MAIN_CHANNEL (link->data))
      *round_trip = measure_round_trip (link->data);
  }
}

void
sprint_spice_connection_tally (SprintSpiceConnection *self,
                               guint                  number,
                               SprintPictureTally    *tally)
{
  g_return_if_fail (SPRINT_IS_SPICE_CONNECTION (self));

  sprint_channel_router_tally (self->router, number, tally);
}
