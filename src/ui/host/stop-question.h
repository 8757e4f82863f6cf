/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* (transfer floating): whether to stop an installation that is under way, for adw_alert_dialog_choose(); the answer is
 * "stop" or "go-on". */
AdwDialog *sprint_stop_question_new (void);

G_END_DECLS
