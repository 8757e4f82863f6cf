/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* QEMU itself, without libvirt, with a screen over SPICE and its monitor in the test's hand. */
typedef struct _RealQemu RealQemu;

/* @folder: for its sockets and what its guest sends to the serial port, NAME.*; @port: of 127.0.0.1; @incoming:
 * (nullable): where a guest will come from, as a path of a socket; @seamless: whether what the server knows moves with
 * the guest. Returns once the monitor answers. */
RealQemu   *real_qemu_new       (const char *folder,
                                 const char *name,
                                 const char *disk,
                                 guint       port,
                                 const char *incoming,
                                 gboolean    seamless);
/* Ends it, if it has not ended. */
void        real_qemu_free      (RealQemu   *self);

/* Has it do something, and waits for its answer. @arguments: (nullable): JSON. (transfer full): what it answered. */
char       *real_qemu_try       (RealQemu   *self,
                                 const char *command,
                                 const char *arguments);
/* The same; it must not refuse. */
void        real_qemu_do        (RealQemu   *self,
                                 const char *command,
                                 const char *arguments);
/* Whether it has said these words by itself. */
gboolean    real_qemu_has_said  (RealQemu   *self,
                                 const char *words);
/* How often. */
guint       real_qemu_count_said (RealQemu  *self,
                                  const char *words);
/* At once, as when the computer loses its power. Returns once it is gone. */
void        real_qemu_kill      (RealQemu   *self);
/* (transfer full): what its guest has sent to the serial port. */
char       *real_qemu_read_typed (RealQemu  *self);

G_END_DECLS
