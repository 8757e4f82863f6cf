/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-uri.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/console/session/console-error.h"

/* What a person can still have meant. */
#define LONGEST (64 * 1024)

static const char * const foreign_schemes[] = { "vnc", "rdp", "ovirt", "ssh" };

/* What was found in an address. */
typedef struct {
  char *host;
  char *username;
  char *password;
  guint port;
  guint tls_port;
} Parts;

static void
parts_clear (Parts *parts)
{
  g_free (parts->host);
  g_free (parts->username);
  sprint_console_wipe (parts->password);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static gboolean
unescape (const char  *text,
          gsize        length,
          char       **field,
          GError     **error)
{
  g_autofree char *plain = g_uri_unescape_segment (text, text + length, NULL);

  if (plain == NULL || !g_utf8_validate (plain, -1, NULL))
    return sprint_console_refuse (error,
                                  _("The address has signs in it that are written wrongly: after “%%” come two "
                                    "digits from 0 to F, and together they must be text."));

  sprint_console_wipe (*field);
  *field = g_steal_pointer (&plain);

  return TRUE;
}

static gboolean
parse_port (const char  *text,
            gsize        length,
            guint       *port,
            GError     **error)
{
  g_autofree char *plain = NULL;
  guint64 number = 0;

  if (*port != 0)
    return sprint_console_refuse (error, _("The address names the same port twice."));
  if (!unescape (text, length, &plain, error))
    return FALSE;
  if (!g_ascii_string_to_unsigned (plain, 10, 1, G_MAXUINT16, &number, NULL))
    return sprint_console_refuse (error, _("“%s” is no port; ports go from 1 to 65535."), plain);

  *port = number;

  return TRUE;
}

/* [user[:password]@]host[:port] */
static gboolean
parse_authority (const char  *text,
                 gsize        length,
                 Parts       *parts,
                 GError     **error)
{
  const char *end = text + length;
  const char *at = memrchr (text, '@', length);
  const char *colon;

  if (at != NULL) {
    colon = memchr (text, ':', at - text);
    if (!unescape (text, (colon != NULL ? colon : at) - text, &parts->username, error))
      return FALSE;
    if (colon != NULL && !unescape (colon + 1, at - colon - 1, &parts->password, error))
      return FALSE;
    text = at + 1;
  }

  if (text < end && *text == '[') {
    const char *bracket = memchr (text, ']', end - text);

    if (bracket == NULL || (bracket + 1 < end && bracket[1] != ':'))
      return sprint_console_refuse (error, _("The address has a “[” in it that no “]” belongs to."));
    colon = bracket + 1 < end ? bracket + 1 : NULL;
    if (!unescape (text + 1, bracket - text - 1, &parts->host, error))
      return FALSE;
  } else {
    colon = memchr (text, ':', end - text);
    if (!unescape (text, (colon != NULL ? colon : end) - text, &parts->host, error))
      return FALSE;
  }

  return colon == NULL || colon + 1 == end || parse_port (colon + 1, end - colon - 1, &parts->port, error);
}

static gboolean
parse_pair (const char  *pair,
            gboolean     encrypted,
            Parts       *parts,
            GError     **error)
{
  const char *equals = strchr (pair, '=');
  const char *value = equals != NULL ? equals + 1 : "";
  g_autofree char *key = equals != NULL ? g_strndup (pair, equals - pair) : g_strdup (pair);

  if (*value == '\0')
    return TRUE;
  if (g_str_equal (key, "password")) {
    if (parts->password != NULL)
      return sprint_console_refuse (error, _("The address has two passwords in it."));
    return unescape (value, strlen (value), &parts->password, error);
  }
  if (!encrypted && g_str_equal (key, "port"))
    return parse_port (value, strlen (value), &parts->port, error);
  if (!encrypted && g_str_equal (key, "tls-port"))
    return parse_port (value, strlen (value), &parts->tls_port, error);

  return sprint_console_refuse (error, _("The address asks for “%s”, and Sprint does not know what that is."), key);
}

static gboolean
parse_query (const char  *query,
             gboolean     encrypted,
             Parts       *parts,
             GError     **error)
{
  g_auto (GStrv) pairs = g_strsplit_set (query, ";&", -1);
  gboolean understood = TRUE;

  for (guint i = 0; pairs[i] != NULL; i++) {
    understood = understood && parse_pair (pairs[i], encrypted, parts, error);
    explicit_bzero (pairs[i], strlen (pairs[i]));
  }

  return understood;
}

static SprintConsoleAddress *
create_address (Parts    *parts,
                gboolean  encrypted)
{
  static const char * const all[] = { "all", NULL };
  SprintConsoleAddress *address;

  if (!encrypted) {
    address = sprint_console_address_new_for_host (parts->host, parts->port, parts->tls_port);
  } else {
    address = sprint_console_address_new_for_host (parts->host, 0, parts->port);
    sprint_console_address_set_channels (address, all, NULL);
  }
  if (parts->username != NULL || parts->password != NULL) {
    g_autoptr (SprintConsoleCredentials) credentials =
      sprint_console_credentials_new (parts->username, parts->password);

    sprint_console_address_set_credentials (address, credentials);
  }

  return address;
}

static SprintConsoleAddress *
parse_host (const char  *rest,
            gboolean     encrypted,
            GError     **error)
{
  g_auto (Parts) parts = { 0 };
  gsize length = strcspn (rest, "/?;");
  const char *query = strpbrk (rest + length, "?;");
  gsize path = query != NULL ? (gsize) (query - rest) - length : strlen (rest + length);

  if (!parse_authority (rest, length, &parts, error))
    return NULL;
  if (path > 1) {
    sprint_console_refuse (error,
                           _("The address goes on after the computer’s name, where there is nothing to find."));
    return NULL;
  }
  if (query != NULL && !parse_query (query + 1, encrypted, &parts, error))
    return NULL;

  return create_address (&parts, encrypted);
}

static SprintConsoleAddress *
parse_socket (const char  *path,
              GError     **error)
{
  g_autofree char *plain = NULL;

  if (!unescape (path, strlen (path), &plain, error))
    return NULL;

  return sprint_console_address_new_for_socket (plain);
}

gboolean
sprint_spice_uri_is_uri (const char *text)
{
  const char *scheme;

  g_return_val_if_fail (text != NULL, FALSE);

  scheme = g_uri_peek_scheme (text);
  if (scheme == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (foreign_schemes); i++)
    if (g_str_equal (scheme, foreign_schemes[i]))
      return TRUE;

  return g_str_equal (scheme, "spice") || g_str_has_prefix (scheme, "spice+");
}

SprintConsoleAddress *
sprint_spice_uri_parse (const char  *uri,
                        GError     **error)
{
  g_autoptr (SprintConsoleAddress) address = NULL;
  g_autoptr (GError) cause = NULL;
  const char *scheme, *rest;

  g_return_val_if_fail (uri != NULL, NULL);

  if (strlen (uri) > LONGEST || !g_utf8_validate (uri, -1, NULL)) {
    sprint_console_refuse (error, _("This is no address: it is too long, or no text."));
    return NULL;
  }
  scheme = g_uri_peek_scheme (uri);
  rest = scheme != NULL ? uri + strlen (scheme) + 1 : uri;
  if (scheme == NULL || !g_str_has_prefix (rest, "//")) {
    sprint_console_refuse (error, _("This is no address of a screen; one looks like spice://name:5900."));
    return NULL;
  }
  rest += 2;

  if (g_str_equal (scheme, "spice") || g_str_equal (scheme, "spice+tls"))
    address = parse_host (rest, g_str_equal (scheme, "spice+tls"), error);
  else if (g_str_equal (scheme, "spice+unix"))
    address = parse_socket (rest, error);
  else
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NOT_SPICE,
                 _("This is an address of the kind “%s”; Sprint shows screens over SPICE."), scheme);
  if (address == NULL)
    return NULL;
  if (!sprint_console_address_check (address, &cause)) {
    sprint_console_refuse (error, _("The address cannot be opened. %s"), cause->message);
    return NULL;
  }

  return g_steal_pointer (&address);
}
