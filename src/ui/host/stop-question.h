/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/packages/package-installer.h"

G_BEGIN_DECLS

/* (transfer floating): whether to stop the installation that is under way, or, where that cannot be stopped now, to
 * leave it to itself, for adw_alert_dialog_choose(); the answer is "stop" or "go-on". */
AdwDialog *sprint_stop_question_new (SprintPackageInstaller *installer);

G_END_DECLS
