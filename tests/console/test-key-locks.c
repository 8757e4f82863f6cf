/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/input/key-locks.h"

#include <linux/input-event-codes.h>

#define SCROLL SPRINT_CONSOLE_LOCK_SCROLL
#define NUM SPRINT_CONSOLE_LOCK_NUM
#define CAPS SPRINT_CONSOLE_LOCK_CAPS

/* A guest that is typed on and whose lights are the host's. */
static SprintKeyLocks
begin (guint lights)
{
  SprintKeyLocks locks = { 0 };

  g_assert_false (sprint_key_locks_set_host (&locks, lights, FALSE));
  g_assert_cmpuint (sprint_key_locks_renew (&locks), ==, lights);
  g_assert_false (sprint_key_locks_set_guest (&locks, 0, FALSE));
  g_assert_false (sprint_key_locks_set_guest (&locks, lights, FALSE));
  g_assert_false (sprint_key_locks_take (&locks, lights));
  g_assert_cmpuint (sprint_key_locks_get_wanted (&locks), ==, lights);

  return locks;
}

/* It is told once: told again before it has lit a light, it would put it out. */
static void
test_told_once (void)
{
  SprintKeyLocks locks = { 0 };

  sprint_key_locks_set_host (&locks, NUM, FALSE);
  g_assert_cmpuint (sprint_key_locks_renew (&locks), ==, NUM);
  g_assert_false (sprint_key_locks_take (&locks, NUM));
  /* What it was like before it was told. */
  g_assert_false (sprint_key_locks_set_guest (&locks, CAPS, TRUE));
  g_assert_false (sprint_key_locks_take (&locks, NUM));

  g_assert_true (sprint_key_locks_take (&locks, NUM | SCROLL));
  g_assert_cmpuint (sprint_key_locks_get_wanted (&locks), ==, NUM | SCROLL);
  g_assert_false (sprint_key_locks_take (&locks, NUM | SCROLL));
  g_assert_false (sprint_key_locks_set_guest (&locks, NUM | SCROLL, TRUE));
  g_assert_false (sprint_key_locks_take (&locks, NUM | SCROLL));
}

static void
test_changed_elsewhere (void)
{
  SprintKeyLocks locks = begin (0);

  g_assert_true (sprint_key_locks_set_host (&locks, CAPS, TRUE));
  g_assert_cmpuint (sprint_key_locks_get_wanted (&locks), ==, CAPS);
  g_assert_false (sprint_key_locks_set_guest (&locks, CAPS, TRUE));

  /* While it is not typed on it is told nothing, and all of it afterwards. */
  g_assert_false (sprint_key_locks_set_host (&locks, NUM, FALSE));
  g_assert_true (sprint_key_locks_take (&locks, NUM));
  g_assert_cmpuint (sprint_key_locks_get_wanted (&locks), ==, NUM);
}

/* A lock key that went to the guest changes both, in whichever order that becomes known. */
static void
test_pressed (void)
{
  SprintKeyLocks locks = begin (NUM);

  sprint_key_locks_press (&locks, KEY_CAPSLOCK);
  g_assert_false (sprint_key_locks_set_host (&locks, NUM | CAPS, TRUE));
  g_assert_false (sprint_key_locks_set_guest (&locks, NUM | CAPS, TRUE));

  sprint_key_locks_press (&locks, KEY_CAPSLOCK);
  g_assert_false (sprint_key_locks_set_guest (&locks, NUM, TRUE));
  g_assert_false (sprint_key_locks_set_host (&locks, NUM, TRUE));

  /* Faster than the guest. */
  sprint_key_locks_press (&locks, KEY_NUMLOCK);
  g_assert_false (sprint_key_locks_set_host (&locks, 0, TRUE));
  sprint_key_locks_press (&locks, KEY_NUMLOCK);
  g_assert_false (sprint_key_locks_set_host (&locks, NUM, TRUE));
  g_assert_false (sprint_key_locks_set_guest (&locks, 0, TRUE));
  g_assert_false (sprint_key_locks_set_guest (&locks, NUM, TRUE));
  g_assert_false (sprint_key_locks_take (&locks, NUM));

  /* Faster than the host is looked at. */
  sprint_key_locks_press (&locks, KEY_CAPSLOCK);
  sprint_key_locks_press (&locks, KEY_CAPSLOCK);
  g_assert_false (sprint_key_locks_take (&locks, NUM));
  g_assert_cmpuint (sprint_key_locks_get_wanted (&locks), ==, NUM);

  /* Other keys are nothing to it. */
  sprint_key_locks_press (&locks, KEY_A);
  g_assert_true (sprint_key_locks_set_host (&locks, 0, TRUE));
}

/* Caps Lock is something else on the host: the guest's stays lit, however often it is come back to. */
static void
test_remapped_on_host (void)
{
  SprintKeyLocks locks = begin (NUM);

  sprint_key_locks_press (&locks, KEY_CAPSLOCK);
  g_assert_false (sprint_key_locks_set_guest (&locks, NUM | CAPS, TRUE));
  for (guint i = 0; i < 3; i++) {
    g_assert_false (sprint_key_locks_take (&locks, NUM));
    g_assert_cmpuint (sprint_key_locks_get_wanted (&locks), ==, NUM | CAPS);
  }

  /* The others are kept in step meanwhile. */
  g_assert_true (sprint_key_locks_take (&locks, 0));
  g_assert_cmpuint (sprint_key_locks_get_wanted (&locks), ==, CAPS);
  g_assert_false (sprint_key_locks_set_guest (&locks, CAPS, TRUE));

  /* Until the host's changes. */
  g_assert_false (sprint_key_locks_set_host (&locks, CAPS, FALSE));
  g_assert_true (sprint_key_locks_take (&locks, 0));
  g_assert_cmpuint (sprint_key_locks_get_wanted (&locks), ==, 0);
}

/* It is something else in the guest, or it has no lights: it does not get that key each time that it is come back to. */
static void
test_remapped_in_guest (void)
{
  SprintKeyLocks locks = begin (0);

  sprint_key_locks_press (&locks, KEY_CAPSLOCK);
  g_assert_false (sprint_key_locks_set_host (&locks, CAPS, TRUE));
  for (guint i = 0; i < 3; i++)
    g_assert_false (sprint_key_locks_take (&locks, CAPS));
}

/* Somebody has clicked on a key that the guest shows. */
static void
test_guest_by_itself (void)
{
  SprintKeyLocks locks = begin (0);

  g_assert_false (sprint_key_locks_set_guest (&locks, CAPS, TRUE));
  g_assert_false (sprint_key_locks_take (&locks, 0));
  g_assert_false (sprint_key_locks_set_guest (&locks, 0, TRUE));
  g_assert_false (sprint_key_locks_take (&locks, 0));

  /* Both at last. */
  g_assert_false (sprint_key_locks_set_guest (&locks, CAPS, TRUE));
  g_assert_false (sprint_key_locks_take (&locks, CAPS));
  g_assert_true (sprint_key_locks_take (&locks, 0));
}

static void
test_num_lock_at_boot (void)
{
  SprintKeyLocks locks = begin (NUM);

  for (guint i = 0; i < 3; i++) {
    g_assert_true (sprint_key_locks_set_guest (&locks, 0, TRUE));
    g_assert_cmpuint (sprint_key_locks_get_wanted (&locks), ==, NUM);
    g_assert_false (sprint_key_locks_set_guest (&locks, NUM, TRUE));
  }

  /* It means it; but whoever comes back to it expects it lit. */
  g_assert_false (sprint_key_locks_set_guest (&locks, 0, TRUE));
  g_assert_true (sprint_key_locks_take (&locks, NUM));
  g_assert_false (sprint_key_locks_set_guest (&locks, NUM, TRUE));

  /* Nobody types on it. */
  g_assert_false (sprint_key_locks_set_guest (&locks, 0, FALSE));
  g_assert_true (sprint_key_locks_take (&locks, NUM));

  /* Nor is one that a person has put out given back. */
  g_assert_false (sprint_key_locks_set_guest (&locks, NUM, TRUE));
  sprint_key_locks_press (&locks, KEY_NUMLOCK);
  g_assert_false (sprint_key_locks_set_guest (&locks, 0, TRUE));
  g_assert_false (sprint_key_locks_set_host (&locks, 0, TRUE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-locks/told-once", test_told_once);
  g_test_add_func ("/key-locks/changed-elsewhere", test_changed_elsewhere);
  g_test_add_func ("/key-locks/pressed", test_pressed);
  g_test_add_func ("/key-locks/remapped-on-host", test_remapped_on_host);
  g_test_add_func ("/key-locks/remapped-in-guest", test_remapped_in_guest);
  g_test_add_func ("/key-locks/guest-by-itself", test_guest_by_itself);
  g_test_add_func ("/key-locks/num-lock-at-boot", test_num_lock_at_boot);

  return g_test_run ();
}
