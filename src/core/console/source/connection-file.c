/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/console/devices/usb-filter.h"
#include "core/console/session/console-error.h"

#define GROUP "virt-viewer"
/* The files' own version is that of virt-viewer. */
#define VERSION_UNDERSTOOD "11.0"

/* Asked for, and not done. */
static const struct {
  const char *key;
  const char *what;
} left_out[] = {
  { "usb-device-reset", N_("keys for USB devices") },
  { "smartcard-insert", N_("keys for smart cards") },
  { "smartcard-remove", N_("keys for smart cards") },
  /* spice-gtk 0.42 leaves it to the guest. */
  { "color-depth", N_("the number of colours") },
  { "zoom-in", N_("keys for the size") },
  { "zoom-out", N_("keys for the size") },
  { "zoom-reset", N_("keys for the size") },
};

static const char * const known_channels[] = {
  "main", "display", "inputs", "cursor", "playback", "record", "smartcard", "usbredir", "port", "webdav", "all", NULL,
};

/* (nullable): also where there is nothing in it */
static char *
get_string (GKeyFile   *file,
            const char *key)
{
  g_autofree char *value = g_key_file_get_string (file, GROUP, key, NULL);

  return value != NULL && value[0] != '\0' ? g_steal_pointer (&value) : NULL;
}

static gboolean
get_boolean (GKeyFile   *file,
             const char *key)
{
  g_autofree char *value = get_string (file, key);

  return value != NULL && (g_str_equal (value, "1") || g_ascii_strcasecmp (value, "true") == 0);
}

/* (nullable): without spaces around, nor what is empty */
static GStrv
get_list (GKeyFile   *file,
          const char *key)
{
  g_autofree char *value = get_string (file, key);
  g_auto (GStrv) parts = value != NULL ? g_strsplit_set (value, ";,", -1) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);

  return value != NULL ? g_strv_builder_end (builder) : NULL;
}

/* 0 and -1 are none, as what writes these files has it. */
static gboolean
get_number (GKeyFile    *file,
            const char  *key,
            guint        largest,
            guint       *number,
            GError     **error)
{
  g_autofree char *value = get_string (file, key);
  guint64 parsed = 0;

  *number = 0;
  if (value == NULL || g_str_equal (g_strstrip (value), "-1"))
    return TRUE;
  if (!g_ascii_string_to_unsigned (value, 10, 0, largest, &parsed, NULL))
    return sprint_console_refuse (error, _("The file has “%s” for “%s”, which must be a number up to %u."),
                                  value, key, largest);

  *number = parsed;

  return TRUE;
}

/* Component by component; what is no number decides nothing, as remote-viewer(1) says. */
static gboolean
is_newer (const char *wanted,
          const char *has)
{
  g_auto (GStrv) wants = g_strsplit_set (wanted, ".-", -1);
  g_auto (GStrv) have = g_strsplit_set (has, ".-", -1);
  guint n_have = g_strv_length (have);

  for (guint i = 0; wants[i] != NULL; i++) {
    guint64 a, b = 0;

    if (!g_ascii_string_to_unsigned (wants[i], 10, 0, G_MAXUINT32, &a, NULL))
      return FALSE;
    if (i < n_have && !g_ascii_string_to_unsigned (have[i], 10, 0, G_MAXUINT32, &b, NULL))
      return FALSE;
    if (a != b)
      return a > b;
  }

  return FALSE;
}

/* "versions" is for builds of virt-viewer for one system or the other, of which Sprint is none. */
static gboolean
check_version (GKeyFile  *file,
               GError   **error)
{
  g_autofree char *version = get_string (file, "version");
  g_autofree char *url = get_string (file, "newer-version-url");

  if (version == NULL || !is_newer (version, VERSION_UNDERSTOOD))
    return TRUE;

  if (url != NULL)
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_OUTDATED,
                 _("This file wants a viewer as new as virt-viewer %s, and Sprint knows files up to %s. It says that "
                   "there is one at %s."), version, VERSION_UNDERSTOOD, url);
  else
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_OUTDATED,
                 _("This file wants a viewer as new as virt-viewer %s, and Sprint knows files up to %s."),
                 version, VERSION_UNDERSTOOD);

  return FALSE;
}

static gboolean
check_type (GKeyFile  *file,
            GError   **error)
{
  g_autofree char *type = get_string (file, "type");
  g_autofree char *shown = NULL;

  if (type == NULL)
    return sprint_console_refuse (error, _("The file does not say of which kind the screen is."));
  if (g_ascii_strcasecmp (type, "spice") == 0)
    return TRUE;

  shown = g_ascii_strcasecmp (type, "vnc") == 0 ? g_strdup ("VNC")
          : g_ascii_strcasecmp (type, "ovirt") == 0 ? g_strdup ("oVirt") : g_strdup (type);
  /* Translators: %s is a protocol, "VNC" */
  g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NOT_SPICE,
               _("This file is for a screen over %s; Sprint shows screens over SPICE."), shown);

  return FALSE;
}

static SprintConsoleAddress *
read_place (GKeyFile  *file,
            GError   **error)
{
  g_autofree char *host = get_string (file, "host");
  g_autofree char *path = get_string (file, "unix-path");
  guint port, tls_port;

  if (!get_number (file, "port", G_MAXUINT16, &port, error) ||
      !get_number (file, "tls-port", G_MAXUINT16, &tls_port, error))
    return NULL;

  if (path == NULL)
    return sprint_console_address_new_for_host (host, port, tls_port);
  if (host != NULL || port != 0 || tls_port != 0) {
    sprint_console_refuse (error,
                           _("The file names a computer and a socket of this one, and only one of them can be meant."));
    return NULL;
  }

  return sprint_console_address_new_for_socket (path);
}

static void
remark_unknown (SprintConsoleInvitation *invitation,
                const char * const      *channels)
{
  for (guint i = 0; channels != NULL && channels[i] != NULL; i++)
    if (!g_strv_contains (known_channels, channels[i])) {
      g_autofree char *remark =
        g_strdup_printf (_("The file names a channel “%s”, which Sprint does not know"), channels[i]);

      sprint_console_invitation_add_remark (invitation, remark);
    }
}

/* There is nothing to see without these two. */
static void
read_channels (GKeyFile                *file,
               SprintConsoleAddress    *address,
               SprintConsoleInvitation *invitation)
{
  g_auto (GStrv) secure = get_list (file, "secure-channels");
  g_auto (GStrv) disabled = get_list (file, "disable-channels");
  g_auto (GStrv) effects = get_list (file, "disable-effects");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rest = NULL;

  for (guint i = 0; disabled != NULL && disabled[i] != NULL; i++)
    if (g_str_equal (disabled[i], "main") || g_str_equal (disabled[i], "display") || g_str_equal (disabled[i], "all"))
      sprint_console_invitation_add_remark
        (invitation, _("The file turns the screen itself off; it is shown all the same"));
    else
      g_strv_builder_add (builder, disabled[i]);
  if (g_key_file_has_key (file, GROUP, "enable-usbredir", NULL) && !get_boolean (file, "enable-usbredir"))
    g_strv_builder_add (builder, "usbredir");
  rest = g_strv_builder_end (builder);

  remark_unknown (invitation, (const char * const *) secure);
  remark_unknown (invitation, (const char * const *) rest);
  sprint_console_address_set_channels (address, (const char * const *) secure, (const char * const *) rest);
  sprint_console_address_set_disabled_effects (address, (const char * const *) effects);
}

static void
read_access (GKeyFile             *file,
             SprintConsoleAddress *address)
{
  g_autofree char *username = get_string (file, "username");
  g_autofree char *ca = get_string (file, "ca");
  g_autofree char *subject = get_string (file, "host-subject");
  g_autofree char *ciphers = get_string (file, "tls-ciphers");
  g_autofree char *proxy = get_string (file, "proxy");
  char *password = get_string (file, "password");

  if (username != NULL || password != NULL) {
    g_autoptr (SprintConsoleCredentials) credentials = sprint_console_credentials_new (username, password);

    sprint_console_address_set_credentials (address, credentials);
  }
  sprint_console_wipe (password);
  sprint_console_address_set_trust (address, ca, subject);
  sprint_console_address_set_ciphers (address, ciphers);
  sprint_console_address_set_proxy (address, proxy);
}

static void
read_view (GKeyFile                *file,
           SprintConsoleInvitation *invitation)
{
  static const char * const names[SPRINT_CONSOLE_N_KEYS] = { "toggle-fullscreen", "release-cursor", "secure-attention" };
  g_autofree char *title = get_string (file, "title");

  if (title != NULL)
    sprint_console_invitation_set_title (invitation, g_strstrip (g_strdelimit (title, "\r\n\t", ' ')));
  sprint_console_invitation_set_fullscreen (invitation, get_boolean (file, "fullscreen"));
  sprint_console_invitation_set_delete_file (invitation, get_boolean (file, "delete-this-file"));
  for (guint i = 0; i < SPRINT_CONSOLE_N_KEYS; i++) {
    g_autofree char *keys = get_string (file, names[i]);

    sprint_console_invitation_set_keys (invitation, i, keys);
  }
}

/* (transfer none) (nullable): a file that gives something of this computer away says so. */
static const char *
describe_given (gboolean cards,
                gboolean usb)
{
  if (cards && usb)
    return _("As the file asks, the machine may use the smart cards, and gets USB devices that are plugged in");
  if (cards)
    return _("As the file asks, the machine may use the smart cards");

  return usb ? _("As the file asks, the machine gets USB devices that are plugged in") : NULL;
}

/* Rules that make no sense let nothing through. @filter: (out) (nullable): as usbredir reads them */
static gboolean
read_filter (GKeyFile                *file,
             SprintConsoleInvitation *invitation,
             char                   **filter)
{
  g_autofree char *text = get_string (file, "usb-filter");
  g_autofree char *remark = NULL;
  gboolean lets_any;

  *filter = NULL;
  if (text == NULL)
    return TRUE;
  *filter = sprint_usb_filter_read (text, &lets_any);
  if (*filter != NULL)
    return lets_any;

  remark = g_strdup_printf (_("The file has the rules “%s” for USB devices, which make no sense"), text);
  sprint_console_invitation_add_remark (invitation, remark);

  return FALSE;
}

static void
read_devices (GKeyFile                *file,
              SprintConsoleInvitation *invitation)
{
  SprintConsoleAddress *address = sprint_console_invitation_get_address (invitation);
  g_autofree char *usb = get_string (file, "enable-usb-autoshare");
  g_autofree char *filter = NULL;
  gboolean cards = get_boolean (file, "enable-smartcard") &&
                   !sprint_console_address_disables_channel (address, "smartcard");
  gboolean automatic = get_boolean (file, "enable-usb-autoshare") &&
                       !sprint_console_address_disables_channel (address, "usbredir") &&
                       read_filter (file, invitation, &filter);
  const char *given = describe_given (cards, automatic);

  sprint_console_invitation_set_smart_cards (invitation, cards);
  if (usb != NULL)
    sprint_console_invitation_set_usb_automatic (invitation, automatic, automatic ? filter : NULL);
  if (given != NULL)
    sprint_console_invitation_add_remark (invitation, given);
}

static void
remark_left_out (GKeyFile                *file,
                 SprintConsoleInvitation *invitation)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const char *last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++) {
    g_autofree char *value = get_string (file, left_out[i].key);

    if (value == NULL || g_strcmp0 (left_out[i].what, last) == 0)
      continue;
    last = left_out[i].what;
    /* Translators: between the parts of a list, "keys for smart cards, the number of colours" */
    g_string_append_printf (names, "%s%s", names->len > 0 ? _(", ") : "", _(last));
  }
  if (names->len > 0) {
    /* Translators: %s is a list, "keys for smart cards, the number of colours" */
    g_autofree char *remark = g_strdup_printf (_("Asked for by the file, and not done here: %s"), names->str);

    sprint_console_invitation_add_remark (invitation, remark);
  }
}

static SprintConsoleInvitation *
read_group (GKeyFile  *file,
            GError   **error)
{
  g_autoptr (SprintConsoleAddress) address = NULL;
  g_autoptr (SprintConsoleInvitation) invitation = NULL;

  if (!check_version (file, error) || !check_type (file, error))
    return NULL;
  address = read_place (file, error);
  if (address == NULL)
    return NULL;

  invitation = sprint_console_invitation_new (address);
  read_access (file, address);
  read_channels (file, address, invitation);
  read_view (file, invitation);
  read_devices (file, invitation);
  remark_left_out (file, invitation);
  if (!sprint_console_address_check (address, error))
    return NULL;

  return g_steal_pointer (&invitation);
}

SprintConsoleInvitation *
sprint_connection_file_parse (const char  *text,
                              gsize        length,
                              const char  *name,
                              GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) cause = NULL;
  g_autoptr (SprintConsoleInvitation) invitation = NULL;

  if (memchr (text, '\0', length) != NULL || !g_utf8_validate_len (text, length, NULL)) {
    sprint_console_refuse (error, _("“%s” is no connection file: it is not text in UTF-8."), name);
    return NULL;
  }
  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, &cause) || !g_key_file_has_group (file, GROUP)) {
    sprint_console_refuse (error, _("“%s” is no connection file of virt-viewer’s."), name);
    return NULL;
  }

  invitation = read_group (file, &cause);
  if (invitation == NULL) {
    g_autofree char *sentence = g_strdup (cause->message);

    g_propagate_error (error, g_error_new (cause->domain, cause->code, _("“%s” cannot be opened. %s"), name, sentence));
    return NULL;
  }

  return g_steal_pointer (&invitation);
}
