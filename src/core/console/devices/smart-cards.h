/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usb-error.h"

G_BEGIN_DECLS

/**
 * SprintSmartCards:
 *
 * This computer's smart card readers, and whether a machine may use them: nobody may unless a person says so. The
 * readers are all the machine's or none, and one machine's at a time.
 *
 * Knows no protocol; whoever carries them follows "enabled", and tells by the functions for carriers.
 */
#define SPRINT_TYPE_SMART_CARDS (sprint_smart_cards_get_type ())
G_DECLARE_FINAL_TYPE (SprintSmartCards, sprint_smart_cards, SPRINT, SMART_CARDS, GObject)

SprintSmartCards    *sprint_smart_cards_new              (void);

/**
 * sprint_smart_cards_new_software:
 * @database: (nullable): the folder of a database of NSS
 * @certificates: (array zero-terminated=1): the names of three certificates in it
 *
 * A card that is made of certificates, in place of this computer's readers.
 */
SprintSmartCards    *sprint_smart_cards_new_software     (const char          *database,
                                                          const char * const  *certificates);
const char          *sprint_smart_cards_get_database     (SprintSmartCards    *self);

/**
 * sprint_smart_cards_get_certificates:
 *
 * Returns: (nullable) (array zero-terminated=1): what the card is made of, where it is
 */
const char * const  *sprint_smart_cards_get_certificates (SprintSmartCards    *self);

/**
 * sprint_smart_cards_get_available:
 *
 * Returns: whether the machine takes smart cards, and this computer can give it any
 */
gboolean             sprint_smart_cards_get_available    (SprintSmartCards    *self);
gboolean             sprint_smart_cards_get_enabled      (SprintSmartCards    *self);
void                 sprint_smart_cards_set_enabled      (SprintSmartCards    *self,
                                                          gboolean             enabled);

/**
 * sprint_smart_cards_get_readers:
 *
 * Returns: (array zero-terminated=1): what the readers that the machine has are called
 */
const char * const  *sprint_smart_cards_get_readers      (SprintSmartCards    *self);

/**
 * sprint_smart_cards_get_n_cards:
 *
 * Returns: in how many of them there is a card
 */
guint                sprint_smart_cards_get_n_cards      (SprintSmartCards    *self);

/**
 * sprint_smart_cards_get_error:
 *
 * Returns: (nullable): why the machine did not get them when they were enabled, of %SPRINT_USB_ERROR
 */
const GError        *sprint_smart_cards_get_error        (SprintSmartCards    *self);

/* For carriers. */

void                 sprint_smart_cards_set_available    (SprintSmartCards    *self,
                                                          gboolean             available);
void                 sprint_smart_cards_set_readers      (SprintSmartCards    *self,
                                                          const char * const  *readers,
                                                          guint                n_cards);

/**
 * sprint_smart_cards_fail:
 *
 * They cannot be the machine's: they are not enabled any more.
 */
void                 sprint_smart_cards_fail             (SprintSmartCards    *self,
                                                          const GError        *error);

G_END_DECLS
