/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tls-verdict.h"

#include <glib/gi18n.h>

#include "console-error.h"

/* Seconds, for each thing that is waited for. */
#define PATIENCE 10

/* A certificate that was shown, and what the system has against it. */
typedef struct {
  GTlsCertificate *certificate;
  GTlsCertificateFlags system_flags;
} Shown;

static void
shown_free (Shown *shown)
{
  g_clear_object (&shown->certificate);
  g_free (shown);
}

/* What there is against it when the address brings along whom to trust. */
static GTlsCertificateFlags
verify (SprintConsoleAddress *address,
        const Shown          *shown)
{
  g_autoptr (GPtrArray) authorities = sprint_console_address_load_ca (address);
  g_autoptr (GSocketConnectable) identity = g_network_address_new (sprint_console_address_get_host (address), 0);
  GTlsCertificateFlags flags = shown->system_flags;

  for (guint i = 0; i < authorities->len; i++) {
    flags = g_tls_certificate_verify (shown->certificate, identity, authorities->pdata[i]);
    if ((flags & G_TLS_CERTIFICATE_UNKNOWN_CA) == 0)
      break;
  }

  return flags;
}

static char *
describe (GTlsCertificate *certificate)
{
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autoptr (GDateTime) from = g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr (GDateTime) until = g_tls_certificate_get_not_valid_after (certificate);
  g_autofree char *first = from != NULL ? g_date_time_format (from, "%x") : NULL;
  g_autofree char *last = until != NULL ? g_date_time_format (until, "%x") : NULL;

  /* Translators: a certificate; the first two are names of people or computers, the others are days */
  return g_strdup_printf (_("Made out to %s by %s, valid from %s until %s."),
                          subject != NULL ? subject : "—", issuer != NULL ? issuer : "—",
                          first != NULL ? first : "—", last != NULL ? last : "—");
}

static GError *
judge (SprintConsoleAddress *address,
       const Shown          *shown)
{
  g_autofree char *words = describe (shown->certificate);
  gboolean by_subject = sprint_console_address_get_subject (address) != NULL;
  GTlsCertificateFlags flags = verify (address, shown);
  SprintConsoleError code = SPRINT_CONSOLE_ERROR_TLS;

  if (flags & (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED))
    code = SPRINT_CONSOLE_ERROR_EXPIRED;
  else if (flags & ~G_TLS_CERTIFICATE_BAD_IDENTITY)
    code = SPRINT_CONSOLE_ERROR_UNTRUSTED;
  else if (by_subject || (flags & G_TLS_CERTIFICATE_BAD_IDENTITY))
    code = SPRINT_CONSOLE_ERROR_WRONG_SUBJECT;

  return g_error_new_literal (SPRINT_CONSOLE_ERROR, code, words);
}

static gboolean
accept_cb (GTlsConnection       *connection,
           GTlsCertificate      *certificate,
           GTlsCertificateFlags  flags,
           GTask                *task)
{
  Shown *shown = g_task_get_task_data (task);

  g_set_object (&shown->certificate, certificate);
  shown->system_flags = flags;

  return FALSE;
}

static void
handshake_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Shown *shown = g_task_get_task_data (task);

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error))
    g_set_object (&shown->certificate, g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (source)));
  g_signal_handlers_disconnect_by_data (source, task);

  if (shown->certificate != NULL)
    g_task_return_error (task, judge (g_task_get_source_object (task), shown));
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "No certificate");
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);
  SprintConsoleAddress *address = g_task_get_source_object (task);
  g_autoptr (GSocketConnectable) identity = g_network_address_new (sprint_console_address_get_host (address), 0);
  g_autoptr (GIOStream) tls = NULL;

  if (connection != NULL)
    tls = g_tls_client_connection_new (G_IO_STREAM (connection), identity, &error);
  if (tls == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_cb), task);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                    handshake_cb, g_object_ref (task));
}

static void
connect (GTask              *task,
         GSocketConnectable *place,
         gboolean            proxied)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_timeout (client, PATIENCE);
  g_socket_client_set_enable_proxy (client, proxied);
  g_socket_client_connect_async (client, place, g_task_get_cancellable (task), connected_cb, g_object_ref (task));
}

static GUri *
parse_proxy (SprintConsoleAddress *address)
{
  const char *proxy = sprint_console_address_get_proxy (address);
  g_autofree char *whole = strstr (proxy, "://") != NULL ? g_strdup (proxy) : g_strconcat ("http://", proxy, NULL);
  GUri *uri = g_uri_parse (whole, G_URI_FLAGS_HAS_PASSWORD, NULL);

  sprint_console_wipe (g_steal_pointer (&whole));

  return uri;
}

/* The host is the proxy's to understand. spice-gtk's ports for proxies that name none. */
static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GList *found = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  SprintConsoleAddress *address = g_task_get_source_object (task);
  g_autoptr (GUri) uri = parse_proxy (address);
  g_autoptr (GSocketConnectable) place = NULL;
  gboolean plain;

  if (found == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  plain = g_str_equal (g_uri_get_scheme (uri), "http");
  place = G_SOCKET_CONNECTABLE (g_proxy_address_new (found->data,
                                                     g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : plain ? 3128 : 3129,
                                                     g_uri_get_scheme (uri),
                                                     sprint_console_address_get_host (address),
                                                     sprint_console_address_get_tls_port (address),
                                                     g_uri_get_user (uri), g_uri_get_password (uri)));
  g_resolver_free_addresses (found);
  connect (task, place, TRUE);
}

void
sprint_tls_verdict_find_async (SprintConsoleAddress *address,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (address, cancellable, callback, user_data);
  g_autoptr (GSocketConnectable) place = NULL;

  g_task_set_source_tag (task, sprint_tls_verdict_find_async);
  g_task_set_task_data (task, g_new0 (Shown, 1), (GDestroyNotify) shown_free);

  if (sprint_console_address_get_proxy (address) != NULL) {
    g_autoptr (GUri) uri = parse_proxy (address);
    g_autoptr (GResolver) resolver = g_resolver_get_default ();

    g_resolver_lookup_by_name_async (resolver, g_uri_get_host (uri), cancellable, resolved_cb, g_object_ref (task));
    return;
  }

  place = g_network_address_new (sprint_console_address_get_host (address),
                                 sprint_console_address_get_tls_port (address));
  connect (task, place, FALSE);
}

GError *
sprint_tls_verdict_find_finish (SprintConsoleAddress *address,
                                GAsyncResult         *result)
{
  GError *error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, address), NULL);

  g_task_propagate_boolean (G_TASK (result), &error);

  return error;
}
