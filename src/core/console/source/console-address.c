/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-address.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/un.h>

#include "core/console/session/console-error.h"

#define PEM_BEGIN "-----BEGIN CERTIFICATE-----"
#define PEM_END "-----END CERTIFICATE-----"

/* How one knows that it is the right computer. */
typedef struct {
  char *ca;
  char *subject;
  char *ciphers;
} Trust;

struct _SprintConsoleAddress
{
  GObject parent_instance;

  char *host;
  char *socket;
  guint port;
  guint tls_port;
  char *proxy;
  SprintConsoleCredentials *credentials;
  Trust trust;
  GStrv secure_channels;
  GStrv disabled_channels;
  GStrv disabled_effects;
};

G_DEFINE_FINAL_TYPE (SprintConsoleAddress, sprint_console_address, G_TYPE_OBJECT)

static void
sprint_console_address_finalize (GObject *object)
{
  SprintConsoleAddress *self = SPRINT_CONSOLE_ADDRESS (object);

  g_free (self->host);
  g_free (self->socket);
  sprint_console_wipe (self->proxy);
  g_clear_pointer (&self->credentials, sprint_console_credentials_unref);
  g_free (self->trust.ca);
  g_free (self->trust.subject);
  g_free (self->trust.ciphers);
  g_strfreev (self->secure_channels);
  g_strfreev (self->disabled_channels);
  g_strfreev (self->disabled_effects);

  G_OBJECT_CLASS (sprint_console_address_parent_class)->finalize (object);
}

static void
sprint_console_address_class_init (SprintConsoleAddressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_console_address_finalize;
}

static void
sprint_console_address_init (SprintConsoleAddress *self)
{
}

/* What a resolver would take for something else. A proxy may name its hosts as it likes. */
static gboolean
is_host (const char *host,
         gboolean    proxied)
{
  const char *scope = strchr (host, '%');
  g_autofree char *bare = scope != NULL ? g_strndup (host, scope - host) : g_strdup (host);
  g_autoptr (GInetAddress) inet = NULL;

  if (host[0] == '\0' || host[0] == '-' || strlen (host) > 1024 || !g_utf8_validate (host, -1, NULL))
    return FALSE;

  for (const char *at = host; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || (c < 0x80 && strchr ("/\\@?#[]\"<>", c) != NULL))
      return FALSE;
  }
  if (proxied || strpbrk (host, ":%") == NULL)
    return TRUE;

  inet = g_inet_address_new_from_string (bare);

  return inet != NULL && g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6;
}

static gboolean
check_proxy (const char  *proxy,
             GError     **error)
{
  g_autofree char *whole = strstr (proxy, "://") != NULL ? g_strdup (proxy) : g_strconcat ("http://", proxy, NULL);
  g_autoptr (GUri) uri = g_uri_parse (whole, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  sprint_console_wipe (g_steal_pointer (&whole));
  if (host == NULL || !is_host (host, FALSE) || g_uri_get_port (uri) == 0)
    return sprint_console_refuse (error,
                                  _("The proxy’s address is not understood; one looks like http://name:3128."));
  if (!g_str_equal (g_uri_get_scheme (uri), "http") && !g_str_equal (g_uri_get_scheme (uri), "https"))
    return sprint_console_refuse (error,
                                  _("Screens can be reached through HTTP proxies only, and the proxy is of another "
                                    "kind."));

  return TRUE;
}

static gboolean
check_place (SprintConsoleAddress  *self,
             GError               **error)
{
  if (self->socket != NULL) {
    if (!g_path_is_absolute (self->socket))
      return sprint_console_refuse (error,
                                    _("The socket’s path must begin at the root of the file system, with a slash."));
    if (strlen (self->socket) >= sizeof ((struct sockaddr_un *) NULL)->sun_path)
      return sprint_console_refuse (error, _("The socket’s path is longer than a socket’s path can be."));
    return TRUE;
  }
  if (self->host == NULL || !is_host (self->host, self->proxy != NULL))
    return sprint_console_refuse (error, _("It names no computer to connect to, or one that cannot have such a name."));
  if (self->port == 0 && self->tls_port == 0)
    return sprint_console_refuse (error, _("It names no port to connect to."));
  if (self->port > G_MAXUINT16 || self->tls_port > G_MAXUINT16)
    return sprint_console_refuse (error, _("It names a port that does not exist; ports go from 1 to 65535."));

  return TRUE;
}

static void
set_strv (GStrv              *field,
          const char * const *value)
{
  g_strfreev (*field);
  *field = value != NULL && value[0] != NULL ? g_strdupv ((char **) value) : NULL;
}

SprintConsoleAddress *
sprint_console_address_new_for_host (const char *host,
                                     guint       port,
                                     guint       tls_port)
{
  SprintConsoleAddress *self = g_object_new (SPRINT_TYPE_CONSOLE_ADDRESS, NULL);

  self->host = g_strdup (host);
  self->port = port;
  self->tls_port = tls_port;

  return self;
}

SprintConsoleAddress *
sprint_console_address_new_for_socket (const char *path)
{
  SprintConsoleAddress *self = g_object_new (SPRINT_TYPE_CONSOLE_ADDRESS, NULL);

  self->socket = g_strdup (path);

  return self;
}

SprintConsoleAddress *
sprint_console_address_new_moved (SprintConsoleAddress *self,
                                  const char           *host,
                                  guint                 port,
                                  guint                 tls_port,
                                  const char           *subject)
{
  SprintConsoleAddress *moved;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), NULL);

  moved = sprint_console_address_new_for_host (host, port, tls_port);
  sprint_console_address_set_credentials (moved, self->credentials);
  sprint_console_address_set_trust (moved, self->trust.ca, subject);
  sprint_console_address_set_ciphers (moved, self->trust.ciphers);
  sprint_console_address_set_proxy (moved, self->proxy);
  sprint_console_address_set_channels (moved, (const char * const *) self->secure_channels,
                                       (const char * const *) self->disabled_channels);
  sprint_console_address_set_disabled_effects (moved, (const char * const *) self->disabled_effects);

  return moved;
}

void
sprint_console_address_set_credentials (SprintConsoleAddress     *self,
                                        SprintConsoleCredentials *credentials)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self));

  g_clear_pointer (&self->credentials, sprint_console_credentials_unref);
  self->credentials = credentials != NULL ? sprint_console_credentials_ref (credentials) : NULL;
}

void
sprint_console_address_set_trust (SprintConsoleAddress *self,
                                  const char           *ca,
                                  const char           *subject)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self));

  g_set_str (&self->trust.ca, ca);
  g_set_str (&self->trust.subject, subject);
}

void
sprint_console_address_set_ciphers (SprintConsoleAddress *self,
                                    const char           *ciphers)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self));

  g_set_str (&self->trust.ciphers, ciphers);
}

void
sprint_console_address_set_proxy (SprintConsoleAddress *self,
                                  const char           *proxy)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self));

  sprint_console_wipe (self->proxy);
  self->proxy = g_strdup (proxy);
}

void
sprint_console_address_set_channels (SprintConsoleAddress *self,
                                     const char * const   *secure,
                                     const char * const   *disabled)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self));

  set_strv (&self->secure_channels, secure);
  set_strv (&self->disabled_channels, disabled);
}

void
sprint_console_address_set_disabled_effects (SprintConsoleAddress *self,
                                             const char * const   *effects)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self));

  set_strv (&self->disabled_effects, effects);
}

gboolean
sprint_console_address_check (SprintConsoleAddress  *self,
                              GError               **error)
{
  g_autoptr (GPtrArray) authorities = NULL;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), FALSE);

  if (self->proxy != NULL && !check_proxy (self->proxy, error))
    return FALSE;
  if (!check_place (self, error))
    return FALSE;
  if (self->secure_channels != NULL && self->tls_port == 0)
    return sprint_console_refuse (error, _("It wants encrypted channels, but names no port for them."));

  /* With none that can be read, all that the system trusts would be trusted in its place. */
  authorities = sprint_console_address_load_ca (self);
  if (self->trust.ca != NULL && authorities->len == 0)
    return sprint_console_refuse (error, _("The certificate that it brings along to trust is damaged."));

  return TRUE;
}

const char *
sprint_console_address_get_host (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), NULL);

  return self->host;
}

const char *
sprint_console_address_get_socket (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), NULL);

  return self->socket;
}

guint
sprint_console_address_get_port (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), 0);

  return self->port;
}

guint
sprint_console_address_get_tls_port (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), 0);

  return self->tls_port;
}

SprintConsoleCredentials *
sprint_console_address_get_credentials (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), NULL);

  return self->credentials;
}

const char *
sprint_console_address_get_ca (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), NULL);

  return self->trust.ca;
}

const char *
sprint_console_address_get_subject (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), NULL);

  return self->trust.subject;
}

const char *
sprint_console_address_get_ciphers (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), NULL);

  return self->trust.ciphers;
}

const char *
sprint_console_address_get_proxy (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), NULL);

  return self->proxy;
}

const char * const *
sprint_console_address_get_secure_channels (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), NULL);

  return (const char * const *) self->secure_channels;
}

const char * const *
sprint_console_address_get_disabled_effects (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), NULL);

  return (const char * const *) self->disabled_effects;
}

gboolean
sprint_console_address_disables_channel (SprintConsoleAddress *self,
                                         const char           *channel)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), FALSE);

  return self->disabled_channels != NULL && channel != NULL &&
         g_strv_contains ((const char * const *) self->disabled_channels, channel);
}

char *
sprint_console_address_describe (SprintConsoleAddress *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), NULL);

  if (self->socket != NULL)
    return g_filename_display_basename (self->socket);

  return g_strdup (self->host);
}

GPtrArray *
sprint_console_address_load_ca (SprintConsoleAddress *self)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  const char *begin, *end;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_ADDRESS (self), found);

  for (begin = self->trust.ca; begin != NULL && (begin = strstr (begin, PEM_BEGIN)) != NULL; begin = end) {
    GTlsCertificate *certificate;

    end = strstr (begin, PEM_END);
    if (end == NULL)
      break;
    end += strlen (PEM_END);
    certificate = g_tls_certificate_new_from_pem (begin, end - begin, NULL);
    if (certificate != NULL)
      g_ptr_array_add (found, certificate);
  }

  return found;
}
