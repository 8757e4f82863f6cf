/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <spice.h>

G_BEGIN_DECLS

/* A guest's place for one smart card reader of whoever looks at it: the guest's side of libcacard's protocol, as QEMU's
 * ccid-card-passthru is, with a test in the place of a driver. */
#define SPICE_TYPE_CARD_DOUBLE (spice_card_double_get_type ())
G_DECLARE_FINAL_TYPE (SpiceCardDouble, spice_card_double, SPICE, CARD_DOUBLE, GObject)

/* Before anybody connects. It must outlive the server. */
SpiceCardDouble *spice_card_double_new            (SpiceServer     *server);
gboolean         spice_card_double_get_has_reader (SpiceCardDouble *self);
/* Whether there is a card in it. */
gboolean         spice_card_double_get_has_card   (SpiceCardDouble *self);
/* Sends the card a command. */
void             spice_card_double_command        (SpiceCardDouble *self,
                                                   const guint8    *command,
                                                   guint            n);
/* (transfer full) (nullable): what the last command was answered */
GBytes          *spice_card_double_take_answer    (SpiceCardDouble *self);

G_END_DECLS
