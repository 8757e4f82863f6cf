/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-address.h"

G_BEGIN_DECLS

/**
 * SprintConsoleKey:
 * @SPRINT_CONSOLE_KEY_FULL_SCREEN: enters and leaves full screen
 * @SPRINT_CONSOLE_KEY_RELEASE: gives the keyboard back
 * @SPRINT_CONSOLE_KEY_SECURE_ATTENTION: sends Ctrl+Alt+Del to the guest
 *
 * What an invitation can name keys for.
 */
typedef enum {
  SPRINT_CONSOLE_KEY_FULL_SCREEN,
  SPRINT_CONSOLE_KEY_RELEASE,
  SPRINT_CONSOLE_KEY_SECURE_ATTENTION,
} SprintConsoleKey;

#define SPRINT_CONSOLE_N_KEYS (SPRINT_CONSOLE_KEY_SECURE_ATTENTION + 1)

/**
 * SprintConsoleInvitation:
 *
 * What a person was given to open a screen with, an address or a file: where the screen is, and how it
 * is to be shown.
 */
#define SPRINT_TYPE_CONSOLE_INVITATION (sprint_console_invitation_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleInvitation, sprint_console_invitation, SPRINT, CONSOLE_INVITATION, GObject)

/**
 * sprint_console_invitation_new:
 * @address: (transfer none): where the screen is
 */
SprintConsoleInvitation *sprint_console_invitation_new            (SprintConsoleAddress     *address);

/**
 * sprint_console_invitation_read:
 * @what: an address (see sprint_spice_uri_parse()), the path or file:// address of a connection file of
 *   virt-viewer's, or "-" for one from the standard input
 *
 * Reads the file, which can block, and deletes it where it says so: a regular file only, and only once it
 * has been understood.
 *
 * Returns: (transfer full): or %NULL with an error, mostly of %SPRINT_CONSOLE_ERROR, whose message is a
 *   translated sentence
 */
SprintConsoleInvitation *sprint_console_invitation_read           (const char               *what,
                                                                   GError                  **error);
SprintConsoleAddress    *sprint_console_invitation_get_address    (SprintConsoleInvitation  *self);

/**
 * sprint_console_invitation_get_title:
 *
 * Returns: (nullable): what the window is to be called
 */
const char              *sprint_console_invitation_get_title      (SprintConsoleInvitation  *self);
void                     sprint_console_invitation_set_title      (SprintConsoleInvitation  *self,
                                                                   const char               *title);
gboolean                 sprint_console_invitation_get_fullscreen (SprintConsoleInvitation  *self);
void                     sprint_console_invitation_set_fullscreen (SprintConsoleInvitation  *self,
                                                                   gboolean                  fullscreen);

/**
 * sprint_console_invitation_get_keys:
 *
 * Returns: (nullable): keys such as "shift+f11", as they were written
 */
const char              *sprint_console_invitation_get_keys       (SprintConsoleInvitation  *self,
                                                                   SprintConsoleKey          which);
void                     sprint_console_invitation_set_keys       (SprintConsoleInvitation  *self,
                                                                   SprintConsoleKey          which,
                                                                   const char               *keys);

/**
 * sprint_console_invitation_get_smart_cards:
 *
 * Returns: whether the machine may use this computer's smart cards
 */
gboolean                 sprint_console_invitation_get_smart_cards (SprintConsoleInvitation *self);
void                     sprint_console_invitation_set_smart_cards (SprintConsoleInvitation *self,
                                                                    gboolean                 smart_cards);

/**
 * sprint_console_invitation_get_usb_automatic:
 * @automatic: (out): whether the machine gets USB devices that are plugged in
 * @filter: (out) (transfer none) (nullable): which of them, for sprint_usb_devices_set_filter()
 *
 * Returns: whether it says anything of that; otherwise it is as a person has it
 */
gboolean                 sprint_console_invitation_get_usb_automatic (SprintConsoleInvitation  *self,
                                                                      gboolean                 *automatic,
                                                                      const char              **filter);
void                     sprint_console_invitation_set_usb_automatic (SprintConsoleInvitation  *self,
                                                                      gboolean                  automatic,
                                                                      const char               *filter);

/**
 * sprint_console_invitation_get_delete_file:
 *
 * Returns: whether the file that it came in is to be deleted
 */
gboolean                 sprint_console_invitation_get_delete_file (SprintConsoleInvitation *self);
void                     sprint_console_invitation_set_delete_file (SprintConsoleInvitation *self,
                                                                   gboolean                  delete_file);

/**
 * sprint_console_invitation_get_remarks:
 *
 * Returns: (transfer none) (array zero-terminated=1): translated: what a person is to know once, such as
 *   what was asked for and is not done
 */
const char * const      *sprint_console_invitation_get_remarks    (SprintConsoleInvitation  *self);
void                     sprint_console_invitation_add_remark     (SprintConsoleInvitation  *self,
                                                                   const char               *remark);

G_END_DECLS
