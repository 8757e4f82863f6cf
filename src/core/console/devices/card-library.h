/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

G_BEGIN_DECLS

/* What spice-gtk does not tell of the readers that it shares: what they are called, which machine has them, and how that
 * ends. They are libcacard's VReader, whose library is there where spice-gtk was built with smart cards; its functions
 * are looked up while the program runs, so that it also runs where they are not. */

/* Whether there are smart cards at all. */
gboolean  sprint_card_library_is_there (void);

/* (transfer full): the readers' names */
GStrv     sprint_card_library_list     (guint *n_cards);

/* Whether a machine has one of them. */
gboolean  sprint_card_library_in_use   (void);

/* No machine has one of them any more; spice-gtk 0.42 never says so, and then gives none of them to the next one. */
void      sprint_card_library_release  (void);

G_END_DECLS
