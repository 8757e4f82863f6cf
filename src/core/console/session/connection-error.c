/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection-error.h"

#include <glib/gi18n.h>

#include "console-error.h"

static SprintConsoleError
find_connect_code (SprintConsoleSource *source,
                   const GError        *cause)
{
  SprintConsoleAddress *address = sprint_console_source_get_address (source);

  /* spice-gtk says nothing where it was sent from the plain port to one that it does not have. */
  if (cause == NULL && address != NULL && sprint_console_address_get_tls_port (address) == 0)
    return SPRINT_CONSOLE_ERROR_NO_TLS_PORT;
  if (cause == NULL)
    return SPRINT_CONSOLE_ERROR_CONNECT;
  if (cause->domain == G_RESOLVER_ERROR)
    return SPRINT_CONSOLE_ERROR_NO_HOST;
  if (cause->domain != G_IO_ERROR)
    return SPRINT_CONSOLE_ERROR_CONNECT;

  switch ((GIOErrorEnum) cause->code) {
  case G_IO_ERROR_HOST_NOT_FOUND:
    return SPRINT_CONSOLE_ERROR_NO_HOST;

  /* A socket that is not there is one that nobody listens at. */
  case G_IO_ERROR_CONNECTION_REFUSED:
  case G_IO_ERROR_NOT_FOUND:
    return SPRINT_CONSOLE_ERROR_REFUSED;

  case G_IO_ERROR_TIMED_OUT:
    return SPRINT_CONSOLE_ERROR_TIMED_OUT;

  case G_IO_ERROR_PROXY_FAILED:
  case G_IO_ERROR_PROXY_AUTH_FAILED:
  case G_IO_ERROR_PROXY_NEED_AUTH:
  case G_IO_ERROR_PROXY_NOT_ALLOWED:
    return SPRINT_CONSOLE_ERROR_PROXY;

  default:
    return SPRINT_CONSOLE_ERROR_CONNECT;
  }
}

static SprintConsoleError
find_code (SprintConsoleSource *source,
           SpiceChannelEvent    event,
           const GError        *cause)
{
  switch (event) {
  case SPICE_CHANNEL_ERROR_CONNECT:
    return find_connect_code (source, cause);

  case SPICE_CHANNEL_ERROR_TLS:
    return SPRINT_CONSOLE_ERROR_TLS;

  case SPICE_CHANNEL_ERROR_AUTH:
    return g_error_matches (cause, SPICE_CLIENT_ERROR, SPICE_CLIENT_ERROR_AUTH_NEEDS_PASSWORD_AND_USERNAME) ||
           g_error_matches (cause, SPICE_CLIENT_ERROR, SPICE_CLIENT_ERROR_AUTH_NEEDS_USERNAME)
           ? SPRINT_CONSOLE_ERROR_LOGIN : SPRINT_CONSOLE_ERROR_PASSWORD;

  case SPICE_CHANNEL_ERROR_LINK:
    return SPRINT_CONSOLE_ERROR_PROTOCOL;

  default:
    return SPRINT_CONSOLE_ERROR_LOST;
  }
}

static const char *
find_words (SprintConsoleError code)
{
  switch (code) {
  case SPRINT_CONSOLE_ERROR_CONNECT:
    return _("The machine’s screen could not be reached.");

  case SPRINT_CONSOLE_ERROR_LOST:
    return _("The connection to the machine’s screen ended.");

  default:
    return _("The machine’s screen refused the connection.");
  }
}

GError *
sprint_connection_error_new (SprintConsoleSource *source,
                             SpiceChannel        *channel,
                             SpiceChannelEvent    event)
{
  const GError *cause = spice_channel_get_error (channel);
  SprintConsoleError code = find_code (source, event, cause);

  return g_error_new_literal (SPRINT_CONSOLE_ERROR, code, cause != NULL ? cause->message : find_words (code));
}
