/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "console-credentials.h"

G_BEGIN_DECLS

/**
 * SprintConsoleAddress:
 *
 * Where a screen is that is reached without libvirt, how one knows that it is the right one, and what it
 * is asked for. Made by one of the parsers, and not changed after.
 */
#define SPRINT_TYPE_CONSOLE_ADDRESS (sprint_console_address_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleAddress, sprint_console_address, SPRINT, CONSOLE_ADDRESS, GObject)

/**
 * sprint_console_address_new_for_host:
 * @host: a name, an IPv4 or an IPv6 address, or what a proxy understands
 * @port: 1 to 65535, or 0 for none
 * @tls_port: the same, for encrypted channels
 */
SprintConsoleAddress     *sprint_console_address_new_for_host          (const char               *host,
                                                                        guint                     port,
                                                                        guint                     tls_port);

/**
 * sprint_console_address_new_for_socket:
 * @path: of a Unix socket of this computer
 */
SprintConsoleAddress     *sprint_console_address_new_for_socket        (const char               *path);

/**
 * sprint_console_address_new_moved:
 * @self: where a screen was
 * @subject: (nullable): what the certificate of the place where it is now is made out to; else to the host
 *
 * Returns: (transfer full): where it is now, with all the rest as it was
 */
SprintConsoleAddress     *sprint_console_address_new_moved             (SprintConsoleAddress     *self,
                                                                        const char               *host,
                                                                        guint                     port,
                                                                        guint                     tls_port,
                                                                        const char               *subject);
void                      sprint_console_address_set_credentials       (SprintConsoleAddress     *self,
                                                                        SprintConsoleCredentials *credentials);

/**
 * sprint_console_address_set_trust:
 * @ca: (nullable): certificates in PEM that are trusted, and no others; else the system's
 * @subject: (nullable): what the server's certificate must be made out to, as "O=a,CN=b"; else to the host
 */
void                      sprint_console_address_set_trust             (SprintConsoleAddress     *self,
                                                                        const char               *ca,
                                                                        const char               *subject);

/**
 * sprint_console_address_set_ciphers:
 * @ciphers: (nullable): OpenSSL's list, see ciphers(1)
 */
void                      sprint_console_address_set_ciphers           (SprintConsoleAddress     *self,
                                                                        const char               *ciphers);

/**
 * sprint_console_address_set_proxy:
 * @proxy: (nullable): a HTTP proxy's address, "http://name:port"
 */
void                      sprint_console_address_set_proxy             (SprintConsoleAddress     *self,
                                                                        const char               *proxy);

/**
 * sprint_console_address_set_channels:
 * @secure: (nullable): channels that are to be encrypted, by SPICE's names, or "all"
 * @disabled: (nullable): channels that are not to be opened
 */
void                      sprint_console_address_set_channels          (SprintConsoleAddress     *self,
                                                                        const char * const       *secure,
                                                                        const char * const       *disabled);

/**
 * sprint_console_address_set_disabled_effects:
 * @effects: (nullable): what the guest is asked to go without: "wallpaper", "font-smooth", "animation", or
 *   "all"
 */
void                      sprint_console_address_set_disabled_effects  (SprintConsoleAddress     *self,
                                                                        const char * const       *effects);

/**
 * sprint_console_address_check:
 *
 * Returns: whether it can be an address at all; %FALSE with %SPRINT_CONSOLE_ERROR_ADDRESS, whose message
 *   is a translated sentence
 */
gboolean                  sprint_console_address_check                 (SprintConsoleAddress     *self,
                                                                        GError                  **error);
const char               *sprint_console_address_get_host              (SprintConsoleAddress     *self);
const char               *sprint_console_address_get_socket            (SprintConsoleAddress     *self);
guint                     sprint_console_address_get_port              (SprintConsoleAddress     *self);
guint                     sprint_console_address_get_tls_port          (SprintConsoleAddress     *self);
SprintConsoleCredentials *sprint_console_address_get_credentials       (SprintConsoleAddress     *self);
const char               *sprint_console_address_get_ca                (SprintConsoleAddress     *self);
const char               *sprint_console_address_get_subject           (SprintConsoleAddress     *self);
const char               *sprint_console_address_get_ciphers           (SprintConsoleAddress     *self);
const char               *sprint_console_address_get_proxy             (SprintConsoleAddress     *self);
const char * const       *sprint_console_address_get_secure_channels   (SprintConsoleAddress     *self);
const char * const       *sprint_console_address_get_disabled_effects  (SprintConsoleAddress     *self);
gboolean                  sprint_console_address_disables_channel      (SprintConsoleAddress     *self,
                                                                        const char               *channel);

/**
 * sprint_console_address_describe:
 *
 * Returns: (transfer full): for a person: a host or a file
 */
char                     *sprint_console_address_describe              (SprintConsoleAddress     *self);

/**
 * sprint_console_address_load_ca:
 *
 * Returns: (transfer full) (element-type GTlsCertificate): the certificates that are trusted by the
 *   address's own word; empty where it leaves that to the system
 */
GPtrArray                *sprint_console_address_load_ca               (SprintConsoleAddress     *self);

G_END_DECLS
