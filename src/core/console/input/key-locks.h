/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SprintConsoleLocks:
 * @SPRINT_CONSOLE_LOCK_SCROLL: Scroll Lock is on
 * @SPRINT_CONSOLE_LOCK_NUM: Num Lock is on
 * @SPRINT_CONSOLE_LOCK_CAPS: Caps Lock is on
 *
 * Which of a keyboard's lights are on.
 */
typedef enum {
  SPRINT_CONSOLE_LOCK_SCROLL = 1 << 0,
  SPRINT_CONSOLE_LOCK_NUM    = 1 << 1,
  SPRINT_CONSOLE_LOCK_CAPS   = 1 << 2,
} SprintConsoleLocks;

#define SPRINT_KEY_LOCKS_N 3

/**
 * SprintKeyLocks:
 *
 * When a guest is told to have its lights as those of the keyboard that is typed on, so that both stay in step
 * and neither is fought. Zeroed, it knows of no light that is on.
 *
 * Being told, a guest gets a press of each lock key whose light is another; told twice before it has lit one, it would
 * put it out again. So a guest is told when the keyboard is taken, and after that only of what no key that went
 * to it explains: the same press that lights the one light is on its way to the other. What a guest does with
 * Caps Lock or Scroll Lock by itself stays, because a person may have clicked on a key that it shows; and a lock key that
 * only one side has answered means something else on the other, so that light is the guest's own from then on, until the
 * keyboard's changes again. Num Lock alone is given back, because firmware, boot loaders and kernels each put it as they
 * like; but a few times only, as a guest that goes on putting it out means it.
 */
typedef struct {
  guint host;
  guint guest;
  guint own;
  guint told;
  guint8 host_owes[SPRINT_KEY_LOCKS_N];
  guint8 guest_owes[SPRINT_KEY_LOCKS_N];
  guint answers;
  gboolean guest_known;
  gboolean awaiting;
} SprintKeyLocks;

/**
 * sprint_key_locks_renew:
 *
 * The guest's keyboard is another one.
 *
 * Returns: [flags@SprintConsoleLocks] that it is to be told at its beginning
 */
guint    sprint_key_locks_renew      (SprintKeyLocks *self);

/**
 * sprint_key_locks_press:
 * @code: an evdev code; only those of lock keys matter
 *
 * A key has gone to the guest.
 */
void     sprint_key_locks_press      (SprintKeyLocks *self,
                                      guint           code);

/**
 * sprint_key_locks_set_host:
 * @locks: [flags@SprintConsoleLocks] of the keyboard that is typed on
 *
 * @taken: whether the guest is typed on
 *
 * To be called when all keys that were pressed so far have been passed on.
 *
 * Returns: whether the guest is to be told sprint_key_locks_get_wanted()
 */
gboolean sprint_key_locks_set_host   (SprintKeyLocks *self,
                                      guint           locks,
                                      gboolean        taken);

/**
 * sprint_key_locks_take:
 * @locks: [flags@SprintConsoleLocks] of the keyboard that is typed on
 *
 * From now on the guest is typed on.
 *
 * Returns: whether the guest is to be told sprint_key_locks_get_wanted()
 */
gboolean sprint_key_locks_take       (SprintKeyLocks *self,
                                      guint           locks);

/**
 * sprint_key_locks_set_guest:
 * @locks: [flags@SprintConsoleLocks] of the guest's keyboard
 * @taken: whether the guest is typed on
 *
 * Returns: whether the guest is to be told sprint_key_locks_get_wanted()
 */
gboolean sprint_key_locks_set_guest  (SprintKeyLocks *self,
                                      guint           locks,
                                      gboolean        taken);

/**
 * sprint_key_locks_get_wanted:
 *
 * Returns: [flags@SprintConsoleLocks] that the guest is to have
 */
guint    sprint_key_locks_get_wanted (const SprintKeyLocks *self);

G_END_DECLS
