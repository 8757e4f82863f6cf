/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console-notice.h"

G_BEGIN_DECLS

/**
 * SprintNoticeBoard:
 *
 * Shows a screen, or what there is to say: as a page instead of the screen, or as a card over it, which
 * then is dimmed. People who do not see it are told when that becomes another thing.
 *
 * The property screen is the widget that is shown or covered.
 */
#define SPRINT_TYPE_NOTICE_BOARD (sprint_notice_board_get_type ())
G_DECLARE_FINAL_TYPE (SprintNoticeBoard, sprint_notice_board, SPRINT, NOTICE_BOARD, AdwBin)

/**
 * sprint_notice_board_show_page:
 *
 * Shows @notice instead of the screen.
 */
void sprint_notice_board_show_page   (SprintNoticeBoard         *self,
                                      const SprintConsoleNotice *notice);

/**
 * sprint_notice_board_show_screen:
 * @notice: (nullable): what to say over it
 * @quiet: whether not to tell of it yet: what is shown may turn out to be of no account
 */
void sprint_notice_board_show_screen (SprintNoticeBoard         *self,
                                      const SprintConsoleNotice *notice,
                                      gboolean                   quiet);

/**
 * sprint_notice_board_show_blank:
 * @words: why
 *
 * Shows a screen that is there and dark, and says so without being in the way of the pointer.
 */
void sprint_notice_board_show_blank  (SprintNoticeBoard         *self,
                                      const char                *words);

G_END_DECLS
