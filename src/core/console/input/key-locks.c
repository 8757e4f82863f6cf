/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-locks.h"

#include <linux/input-event-codes.h>

/* How often Num Lock is given back to a guest that puts it out: firmware, boot loader, kernel. */
#define MAX_ANSWERS 3

static const guint codes[SPRINT_KEY_LOCKS_N] = { KEY_SCROLLLOCK, KEY_NUMLOCK, KEY_CAPSLOCK };

/* Whether there is something to tell: not what it has, nor what it was told and has not answered yet. */
static gboolean
tell (SprintKeyLocks *self)
{
  guint wanted = sprint_key_locks_get_wanted (self);

  if (wanted == (self->awaiting ? self->told : self->guest))
    return FALSE;

  self->told = wanted;
  self->awaiting = TRUE;

  return TRUE;
}

guint
sprint_key_locks_renew (SprintKeyLocks *self)
{
  *self = (SprintKeyLocks) { .host = self->host, .told = self->host, .awaiting = TRUE };

  return self->told;
}

void
sprint_key_locks_press (SprintKeyLocks *self,
                        guint           code)
{
  for (guint i = 0; i < SPRINT_KEY_LOCKS_N; i++) {
    if (codes[i] != code)
      continue;
    self->host_owes[i] += self->host_owes[i] < G_MAXUINT8;
    self->guest_owes[i] += self->guest_owes[i] < G_MAXUINT8;
  }
}

gboolean
sprint_key_locks_set_host (SprintKeyLocks *self,
                           guint           locks,
                           gboolean        taken)
{
  guint changed = self->host ^ locks;
  gboolean unexplained = FALSE;

  for (guint i = 0; i < SPRINT_KEY_LOCKS_N; i++) {
    if ((changed >> i & 1) == 0)
      continue;
    self->own &= ~(1u << i);
    if (self->host_owes[i] > 0)
      self->host_owes[i]--;
    else
      unexplained = TRUE;
  }
  self->host = locks;

  return unexplained && taken && tell (self);
}

gboolean
sprint_key_locks_take (SprintKeyLocks *self,
                       guint           locks)
{
  sprint_key_locks_set_host (self, locks, FALSE);
  for (guint i = 0; i < SPRINT_KEY_LOCKS_N; i++) {
    /* Two presses that were seen as no change are not one that was not answered. */
    if (((self->host_owes[i] | self->guest_owes[i]) & 1) != 0)
      self->own |= 1u << i;
    self->host_owes[i] = self->guest_owes[i] = 0;
  }
  self->own &= self->host ^ self->guest;
  self->answers = 0;

  return tell (self);
}

gboolean
sprint_key_locks_set_guest (SprintKeyLocks *self,
                            guint           locks,
                            gboolean        taken)
{
  guint changed = self->guest ^ locks;
  gboolean answer = FALSE;

  self->guest = locks;
  if (!self->guest_known) {
    /* As it was before it was told anything. */
    self->guest_known = TRUE;
    return FALSE;
  }
  if (changed == 0)
    return FALSE;

  self->awaiting = FALSE;
  for (guint i = 0; i < SPRINT_KEY_LOCKS_N; i++) {
    guint bit = 1u << i;

    if ((changed & bit) == 0)
      continue;
    if (self->guest_owes[i] > 0) {
      self->guest_owes[i]--;
    } else if (((locks ^ self->host) & bit) != 0) {
      if (bit != SPRINT_CONSOLE_LOCK_NUM)
        self->own |= locks & bit;
      else if (taken && (self->own & bit) == 0 && self->answers++ < MAX_ANSWERS)
        answer = TRUE;
    }
  }
  self->own &= self->host ^ self->guest;

  return answer && tell (self);
}

guint
sprint_key_locks_get_wanted (const SprintKeyLocks *self)
{
  return (self->host & ~self->own) | (self->guest & self->own);
}
