/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clipboard-offer.h"

G_BEGIN_DECLS

/**
 * SprintSelection:
 * @SPRINT_SELECTION_CLIPBOARD: what was copied
 * @SPRINT_SELECTION_PRIMARY: what is merely selected, as X11 has it
 */
typedef enum {
  SPRINT_SELECTION_CLIPBOARD,
  SPRINT_SELECTION_PRIMARY,
} SprintSelection;

#define SPRINT_N_SELECTIONS 2

/**
 * SprintConsoleClipboard:
 *
 * What a guest and the desktop, here the host, have copied and let each other read. It knows neither
 * SPICE nor GTK: whoever does tells what its side has copied, and takes what the other side has.
 *
 * ::guest-changed(selection) and ::host-changed(selection) tell that the offer of that side is another
 * one, is gone, or may not be read any more. They are emitted at most some times a second, whatever a
 * side does; the newest offer is the one that counts.
 *
 * There is never a loop: a guest that again and again copies right after it was told of the host's
 * offer, as a program that takes over every clipboard does, is not listened to until it has stopped.
 *
 * Properties: allow-to-guest, allow-from-guest.
 */
#define SPRINT_TYPE_CONSOLE_CLIPBOARD (sprint_console_clipboard_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleClipboard, sprint_console_clipboard, SPRINT, CONSOLE_CLIPBOARD, GObject)

SprintConsoleClipboard *sprint_console_clipboard_new             (void);

/**
 * sprint_console_clipboard_set_guest_offer:
 * @offer: (nullable): what the guest has copied; %NULL when it has no more, or the host's is newer
 */
void                    sprint_console_clipboard_set_guest_offer (SprintConsoleClipboard *self,
                                                                  SprintSelection         selection,
                                                                  SprintClipboardOffer   *offer);

/**
 * sprint_console_clipboard_get_guest_offer:
 *
 * Returns: (transfer none) (nullable): what the host may read of the guest's
 */
SprintClipboardOffer   *sprint_console_clipboard_get_guest_offer (SprintConsoleClipboard *self,
                                                                  SprintSelection         selection);

/**
 * sprint_console_clipboard_set_host_offer:
 * @offer: (nullable): what was copied on the host; %NULL when there is no more, or it is the guest's
 */
void                    sprint_console_clipboard_set_host_offer  (SprintConsoleClipboard *self,
                                                                  SprintSelection         selection,
                                                                  SprintClipboardOffer   *offer);

/**
 * sprint_console_clipboard_get_host_offer:
 *
 * Returns: (transfer none) (nullable): what the guest may read of the host's
 */
SprintClipboardOffer   *sprint_console_clipboard_get_host_offer  (SprintConsoleClipboard *self,
                                                                  SprintSelection         selection);

/**
 * sprint_console_clipboard_set_allow_to_guest:
 * @allow: whether the guest may read what was copied on the host
 */
void                    sprint_console_clipboard_set_allow_to_guest   (SprintConsoleClipboard *self,
                                                                       gboolean                allow);
gboolean                sprint_console_clipboard_get_allow_to_guest   (SprintConsoleClipboard *self);

/**
 * sprint_console_clipboard_set_allow_from_guest:
 * @allow: whether the host takes what was copied in the guest
 */
void                    sprint_console_clipboard_set_allow_from_guest (SprintConsoleClipboard *self,
                                                                       gboolean                allow);
gboolean                sprint_console_clipboard_get_allow_from_guest (SprintConsoleClipboard *self);

/**
 * sprint_console_clipboard_get_timeout:
 *
 * Returns: milliseconds in which each side has to hand over what it offers
 */
guint                   sprint_console_clipboard_get_timeout     (SprintConsoleClipboard *self);

G_END_DECLS
