/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/console/source/console-source.h"
#include "spice-agent-double.h"
#include "spice-card-double.h"
#include "spice-folder-double.h"
#include "spice-input-double.h"
#include "spice-screen-double.h"
#include "spice-sound-double.h"
#include "spice-usb-double.h"

G_BEGIN_DECLS

/* How a server answers who wants a channel. */
typedef enum {
  SPICE_DOUBLE_SERVES,
  SPICE_DOUBLE_REFUSES,   /* the provider fails */
  SPICE_DOUBLE_HANGS_UP,  /* the socket is closed at once */
  SPICE_DOUBLE_STALLS,    /* the socket is open, and nobody reads it */
  SPICE_DOUBLE_BABBLES,   /* the socket answers nonsense */
  SPICE_DOUBLE_IS_SILENT, /* the provider never answers */
  SPICE_DOUBLE_SERVES_ONE, /* the first channel from now on; the others stall */
} SpiceDoubleManner;

/* Where a server listens, and what it wants to know; nothing that is 0. */
typedef struct {
  guint port;               /* on 127.0.0.1 */
  guint tls_port;
  const char *socket;       /* instead of ports */
  const char *authority;    /* PEM files, for TLS */
  const char *certificate;
  const char *key;
  const char *password;
} SpiceDoublePlace;

/* A SPICE server with a screen, a keyboard and a pointer, without a port: all on the thread-default
 * main context, apart from libspice-server's own worker. */
#define SPICE_TYPE_SERVER_DOUBLE (spice_server_double_get_type ())
G_DECLARE_FINAL_TYPE (SpiceServerDouble, spice_server_double, SPICE, SERVER_DOUBLE, GObject)

/* @absolute: with a tablet, so that the pointer's place is the client's. */
SpiceServerDouble   *spice_server_double_new            (gboolean           absolute);
/* One that listens besides. */
SpiceServerDouble   *spice_server_double_new_at         (const SpiceDoublePlace *place);
/* Another password from now on. @seconds: that it holds, 0 for ever, less than 0 for one that has expired. @hang_up:
 * on whoever is connected. */
void                 spice_server_double_set_password   (SpiceServerDouble *self,
                                                         const char        *password,
                                                         int                seconds,
                                                         gboolean           hang_up);
SprintConsoleSource *spice_server_double_create_source  (SpiceServerDouble *self);
void                 spice_server_double_set_manner     (SpiceServerDouble *self,
                                                         SpiceDoubleManner  manner);
/* Whether what changes often is sent as a stream, and by which codecs: as spice_server_set_video_codecs() has them. */
void                 spice_server_double_set_streaming  (SpiceServerDouble *self,
                                                         const char        *codecs);
/* One more channel, over a socket that is the server's from now on. */
void                 spice_server_double_add_client     (SpiceServerDouble *self,
                                                         int                fd);
/* How often a channel was asked for. */
guint                spice_server_double_count_opens    (SpiceServerDouble *self);
/* Before anybody connects. @compression: a SpiceImageCompression. @far_away: as over a slow line, with losses. */
void                 spice_server_double_set_compression (SpiceServerDouble *self,
                                                          int               compression,
                                                          gboolean          far_away);
/* From now on nothing but TLS will do. */
void                 spice_server_double_require_encryption (SpiceServerDouble *self);
/* Ends every connection that there is. */
void                 spice_server_double_hang_up        (SpiceServerDouble *self);
/* Whether anybody's channel is still the server's. libspice-server does not always survive a client that comes while
 * another one goes: await that there are none before connecting again. */
gboolean             spice_server_double_has_clients    (SpiceServerDouble *self);

/* (transfer none) */
SpiceServer         *spice_server_double_get_server     (SpiceServerDouble *self);
SpiceScreenDouble   *spice_server_double_get_screen     (SpiceServerDouble *self);
SpiceInputDouble    *spice_server_double_get_input      (SpiceServerDouble *self);
/* One more graphics card, before anybody connects. */
SpiceScreenDouble   *spice_server_double_add_screen     (SpiceServerDouble *self);
/* From now on the agent moves the pointer, where there is one. */
void                 spice_server_double_use_agent_mouse (SpiceServerDouble *self);
/* A sound card, before anybody connects. */
SpiceSoundDouble    *spice_server_double_add_sound      (SpiceServerDouble *self);
/* One USB port more, before anybody connects. */
SpiceUsbDouble      *spice_server_double_add_usb        (SpiceServerDouble *self);
/* A smart card reader's place, before anybody connects. */
SpiceCardDouble     *spice_server_double_add_card       (SpiceServerDouble *self);
/* A port for shared folders, before anybody connects. */
SpiceFolderDouble   *spice_server_double_add_folder     (SpiceServerDouble *self);
/* Not in the guest until it is connected. */
SpiceAgentDouble    *spice_server_double_get_agent      (SpiceServerDouble *self);

G_END_DECLS
