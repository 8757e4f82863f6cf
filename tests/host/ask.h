/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "await.h"
#include "core/host/check/check.h"

G_BEGIN_DECLS

/* Asks, and comes back with the answer. */
static inline void
ask (SprintCheck *check)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_check_ask_async (check, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_check_ask_finish (check, result, &error));
  g_assert_no_error (error);
}

G_END_DECLS
