/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view-messages.h"

#include "ui/problem/problem-dialog.h"

static void
problem_cb (AdwToastOverlay *overlay,
            const GError    *error)
{
  adw_dialog_present (sprint_problem_dialog_new (error), GTK_WIDGET (overlay));
}

static void
message_cb (AdwToastOverlay *overlay,
            const char      *words)
{
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (overlay, toast);
}

void
sprint_view_messages_show (SprintConsoleView *view,
                           AdwToastOverlay   *overlay)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_VIEW (view));
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  g_signal_connect_object (view, "problem", G_CALLBACK (problem_cb), overlay, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "message", G_CALLBACK (message_cb), overlay, G_CONNECT_SWAPPED);
}
