/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sanitized code is several times slower. */
#ifdef __SANITIZE_ADDRESS__
#define AWAIT_SECONDS 120
#else
#define AWAIT_SECONDS 30
#endif

static inline gboolean
await_wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until the condition holds; the test fails when it never does. What happens on
 * another thread wakes no loop of ours, so that it is looked at every few milliseconds; after all
 * that is idle, which a slow condition would starve. */
#define await(condition)                                                                          \
  G_STMT_START {                                                                                  \
    gint64 await_end = g_get_monotonic_time () + AWAIT_SECONDS * G_USEC_PER_SEC;                  \
    guint await_id = g_timeout_add_full (G_PRIORITY_LOW, 5, await_wake_cb, NULL, NULL);           \
    gboolean await_met;                                                                           \
    while (!(await_met = !!(condition)) && g_get_monotonic_time () < await_end)                   \
      g_main_context_iteration (NULL, TRUE);                                                      \
    g_source_remove (await_id);                                                                   \
    if (!await_met)                                                                               \
      g_assert_true (condition);                                                                  \
  } G_STMT_END

/* What a running application has: the main context, all the time. Between two waits it would be nobody's, and a
 * thread of a library that has something for this one would run it itself, in the middle of what this one does. */
static inline void
await_own_context (void)
{
  g_assert_true (g_main_context_acquire (NULL));
}

/* A GAsyncReadyCallback that keeps the result at @user_data, a GAsyncResult **: then await (result != NULL). */
static inline void
await_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static inline gboolean
await_is_gone (GWeakRef *ref)
{
  g_autoptr (GObject) alive = g_weak_ref_get (ref);

  return alive == NULL;
}

/* Gives an object up, and waits until whoever works with it on another thread has done so too. */
static inline void
await_gone (gpointer object)
{
  GWeakRef ref;

  g_weak_ref_init (&ref, object);
  g_object_unref (object);
  await (await_is_gone (&ref));
  g_weak_ref_clear (&ref);
}

G_END_DECLS
