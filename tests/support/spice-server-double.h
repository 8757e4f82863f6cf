/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/console/console-source.h"

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

typedef struct {
  enum { SPICE_DOUBLE_POSITION, SPICE_DOUBLE_MOTION, SPICE_DOUBLE_WHEEL, SPICE_DOUBLE_BUTTONS } kind;
  int x, y;
  guint buttons;
} SpiceDoublePointerEvent;

/* A SPICE server with a screen, a keyboard and a pointer, without a port: all on the thread-default
 * main context, apart from libspice-server's own worker. */
#define SPICE_TYPE_SERVER_DOUBLE (spice_server_double_get_type ())
G_DECLARE_FINAL_TYPE (SpiceServerDouble, spice_server_double, SPICE, SERVER_DOUBLE, GObject)

/* @absolute: with a tablet, so that the pointer's place is the client's. */
SpiceServerDouble   *spice_server_double_new            (gboolean           absolute);
SprintConsoleSource *spice_server_double_create_source  (SpiceServerDouble *self);
void                 spice_server_double_set_manner     (SpiceServerDouble *self,
                                                         SpiceDoubleManner  manner);
/* How often a channel was asked for. */
guint                spice_server_double_count_opens    (SpiceServerDouble *self);
/* From now on nothing but TLS will do. */
void                 spice_server_double_require_encryption (SpiceServerDouble *self);
/* Ends every connection that there is. */
void                 spice_server_double_hang_up        (SpiceServerDouble *self);

/* @format: a SpiceSurfaceFmt. The surface before is destroyed. */
void                 spice_server_double_create_surface (SpiceServerDouble *self,
                                                         guint              format,
                                                         int                width,
                                                         int                height);
void                 spice_server_double_destroy_surface (SpiceServerDouble *self);
/* @pixels: 0x00RRGGBB, @width × @height. */
void                 spice_server_double_draw           (SpiceServerDouble *self,
                                                         int                x,
                                                         int                y,
                                                         int                width,
                                                         int                height,
                                                         const guint32     *pixels);
void                 spice_server_double_fill           (SpiceServerDouble *self,
                                                         int                x,
                                                         int                y,
                                                         int                width,
                                                         int                height,
                                                         guint32            pixel);
/* The first monitor's part of the surface; nothing when @width is 0. */
void                 spice_server_double_set_monitor    (SpiceServerDouble *self,
                                                         int                x,
                                                         int                y,
                                                         int                width,
                                                         int                height);
/* @bgra: 32-bit words 0xAARRGGBB */
void                 spice_server_double_set_cursor     (SpiceServerDouble *self,
                                                         int                width,
                                                         int                height,
                                                         int                hot_x,
                                                         int                hot_y,
                                                         const guint32     *argb);
void                 spice_server_double_move_cursor    (SpiceServerDouble *self,
                                                         int                x,
                                                         int                y);
void                 spice_server_double_hide_cursor    (SpiceServerDouble *self);

/* The bytes that the keyboard sent, and the pointer's events, so far. */
GByteArray          *spice_server_double_get_scancodes  (SpiceServerDouble *self);
GArray              *spice_server_double_get_pointer    (SpiceServerDouble *self);
void                 spice_server_double_clear_input    (SpiceServerDouble *self);
/* SPICE_KEYBOARD_MODIFIER_FLAGS_…: which lights the guest has on. */
void                 spice_server_double_set_leds       (SpiceServerDouble *self,
                                                         guint8             leds);

G_END_DECLS
