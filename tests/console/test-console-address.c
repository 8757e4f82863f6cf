/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/source/spice-uri.h"

#include <string.h>

#include "core/console/session/console-session.h"

static void
test_understood (void)
{
  static const struct {
    const char *uri, *host, *socket, *username, *password;
    guint port, tls_port;
  } cases[] = {
    { "spice://host:5900", "host", NULL, NULL, NULL, 5900, 0 },
    { "spice://host:5900/", "host", NULL, NULL, NULL, 5900, 0 },
    { "SPICE://host?port=5900", "host", NULL, NULL, NULL, 5900, 0 },
    { "spice://host/?port=5900;tls-port=5901", "host", NULL, NULL, NULL, 5900, 5901 },
    { "spice://host?tls-port=65535&port=1", "host", NULL, NULL, NULL, 1, 65535 },
    { "spice://host:1?tls-port=2", "host", NULL, NULL, NULL, 1, 2 },
    { "spice://host;port=7", "host", NULL, NULL, NULL, 7, 0 },
    { "spice://host?port=7&tls-port=", "host", NULL, NULL, NULL, 7, 0 },
    { "spice+tls://host:5901", "host", NULL, NULL, NULL, 0, 5901 },
    { "spice://[::1]:5900", "::1", NULL, NULL, NULL, 5900, 0 },
    { "spice://[fe80::1%25eth0]:5900", "fe80::1%eth0", NULL, NULL, NULL, 5900, 0 },
    { "spice://[2001:db8::5]?tls-port=3", "2001:db8::5", NULL, NULL, NULL, 0, 3 },
    { "spice://ma%63hine:59%30%30", "machine", NULL, NULL, NULL, 5900, 0 },
    { "spice://gr%C3%BCn.example:5900", "grün.example", NULL, NULL, NULL, 5900, 0 },
    { "spice://me@host:5900", "host", NULL, "me", NULL, 5900, 0 },
    { "spice://me:s%40cret@host:5900", "host", NULL, "me", "s@cret", 5900, 0 },
    { "spice://host:5900?password=a%26b", "host", NULL, NULL, "a&b", 5900, 0 },
    { "spice+unix:///run/a.sock", NULL, "/run/a.sock", NULL, NULL, 0, 0 },
    { "spice+unix:///run/a%20%C3%A4?.sock", NULL, "/run/a ä?.sock", NULL, NULL, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SprintConsoleAddress) address = sprint_spice_uri_parse (cases[i].uri, &error);
    SprintConsoleCredentials *credentials;

    g_test_message ("%s", cases[i].uri);
    g_assert_no_error (error);
    credentials = sprint_console_address_get_credentials (address);
    g_assert_cmpstr (sprint_console_address_get_host (address), ==, cases[i].host);
    g_assert_cmpstr (sprint_console_address_get_socket (address), ==, cases[i].socket);
    g_assert_cmpuint (sprint_console_address_get_port (address), ==, cases[i].port);
    g_assert_cmpuint (sprint_console_address_get_tls_port (address), ==, cases[i].tls_port);
    g_assert_cmpstr (sprint_console_credentials_get_username (credentials), ==, cases[i].username);
    g_assert_cmpstr (sprint_console_credentials_get_password (credentials), ==, cases[i].password);
    g_assert_true (sprint_spice_uri_is_uri (cases[i].uri));
  }
}

static void
test_refused (void)
{
  static const char * const uris[] = {
    "", "spice", "spice:", "spice:host:5900", "spice://", "spice://host", "spice://host:", "spice://:5900",
    "spice://host:0", "spice://host:65536", "spice://host:-1", "spice://host:+1", "spice://host: 5900",
    "spice://host:5900x", "spice://host:59%00", "spice://host:99999999999999999999", "spice://ho%00st:5900",
    "spice://ho%ffst:5900", "spice://ho%zzst:5900", "spice://ho%2", "spice://[::1:5900", "spice://[::1]5900",
    "spice://a:b:5900", "spice://a%3Ab:5900", "spice://ho st:5900", "spice://-oProxyCommand=x:5900",
    "spice://host:5900?port=5901", "spice://host?port=1&port=2", "spice://host:1?tls-port=2;tls-port=3",
    "spice://host:5900?password=a&password=b", "spice://host:5900?unknown=1", "spice://host:5900/path",
    "spice://host%2Fpath:5900", "spice://host%40other:5900", "spice://host\n:5900", "spice+tls://host:1?port=2",
    "spice+tls://host", "spice+unix://", "spice+unix://relative", "spice+unix:///a%00b", "spice+unix:///%ff",
    "spice+unix:///0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
    "01234567",
    "\xff\xfe", "spice://\xff:5900",
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SprintConsoleAddress) address = sprint_spice_uri_parse (uris[i], &error);

    g_test_message ("%u: %s", i, error != NULL ? error->message : "understood");
    g_assert_null (address);
    g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ADDRESS);
    g_assert_true (g_str_has_suffix (error->message, "."));
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    g_assert_null (sprint_spice_uri_parse (uris[i], NULL));
  }
}

static void
test_secrets (void)
{
  static const char * const uris[] = {
    "spice://me:hunter2@host:0", "spice://host:5900?password=hunter2&unknown=1", "spice://host?password=hunter2",
  };

  /* What is said of an address ends in logs. */
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sprint_spice_uri_parse (uris[i], &error));
    g_assert_null (strstr (error->message, "hunter2"));
  }
}

static void
test_foreign (void)
{
  static const char * const uris[] = { "vnc://host:5900", "rdp://host", "spice+ssh://host:5900" };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (sprint_spice_uri_is_uri (uris[i]));
    g_assert_null (sprint_spice_uri_parse (uris[i], &error));
    g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NOT_SPICE);
    g_assert_nonnull (strstr (error->message, "SPICE"));
  }
  g_assert_false (sprint_spice_uri_is_uri ("file:///a.vv"));
  g_assert_false (sprint_spice_uri_is_uri ("a.vv"));
  g_assert_false (sprint_spice_uri_is_uri ("/spice://a"));
}

static void
test_long (void)
{
  g_autofree char *filler = g_strnfill (1024 * 1024, 'a');
  g_autofree char *host = g_strdup_printf ("spice://%s:5900", filler);
  g_autofree char *query = g_strdup_printf ("spice://host:5900?password=%.60000s", filler);
  g_autoptr (SprintConsoleAddress) address = NULL;

  g_assert_null (sprint_spice_uri_parse (host, NULL));
  host[3000] = '\0';
  g_assert_null (sprint_spice_uri_parse (host, NULL));
  address = sprint_spice_uri_parse (query, NULL);
  g_assert_nonnull (address);
}

static void
test_encrypted (void)
{
  g_autoptr (SprintConsoleAddress) plain = sprint_spice_uri_parse ("spice://host:1?tls-port=2", NULL);
  g_autoptr (SprintConsoleAddress) encrypted = sprint_spice_uri_parse ("spice+tls://host:2", NULL);

  g_assert_null (sprint_console_address_get_secure_channels (plain));
  g_assert_cmpstr (sprint_console_address_get_secure_channels (encrypted)[0], ==, "all");
}

static void
test_check (void)
{
  static const struct { const char *proxy; gboolean good; } proxies[] = {
    { "http://proxy:3128", TRUE }, { "https://proxy:3129", TRUE }, { "proxy:3128", TRUE }, { "http://proxy", TRUE },
    { "http://me:secret@proxy:3128/", TRUE }, { "http://[::1]:3128", TRUE },
    { "socks5://proxy:1080", FALSE }, { "http://", FALSE }, { "http://proxy:0", FALSE }, { "http://proxy:65536", FALSE },
    { "http://pro xy:1", FALSE }, { "://", FALSE }, { "http://proxy:x", FALSE },
  };
  g_autoptr (SprintConsoleAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (proxies); i++) {
    g_autoptr (SprintConsoleAddress) proxied =
      sprint_console_address_new_for_host ("pvespiceproxy:687d1ec6:10016:pve::dcc9e3", 0, 61000);

    g_test_message ("%s", proxies[i].proxy);
    sprint_console_address_set_proxy (proxied, proxies[i].proxy);
    g_assert_cmpint (sprint_console_address_check (proxied, NULL), ==, proxies[i].good);
  }

  /* Without one there is no such computer. */
  address = sprint_console_address_new_for_host ("pvespiceproxy:687d1ec6:10016:pve::dcc9e3", 0, 61000);
  g_assert_false (sprint_console_address_check (address, &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ADDRESS);
  g_clear_error (&error);
  g_clear_object (&address);

  /* To trust one that cannot be read must not end in trusting what the system does. */
  address = sprint_console_address_new_for_host ("host", 0, 61000);
  sprint_console_address_set_trust (address, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", NULL);
  g_assert_false (sprint_console_address_check (address, &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ADDRESS);
  sprint_console_address_set_trust (address, "-----BEGIN CERTIFICATE-----\nAAAA", NULL);
  g_assert_false (sprint_console_address_check (address, NULL));
  sprint_console_address_set_trust (address, "", NULL);
  g_assert_false (sprint_console_address_check (address, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/console-address/understood", test_understood);
  g_test_add_func ("/console-address/refused", test_refused);
  g_test_add_func ("/console-address/secrets", test_secrets);
  g_test_add_func ("/console-address/foreign", test_foreign);
  g_test_add_func ("/console-address/long", test_long);
  g_test_add_func ("/console-address/encrypted", test_encrypted);
  g_test_add_func ("/console-address/check", test_check);

  return g_test_run ();
}
