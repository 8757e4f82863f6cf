/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "image-rules.h"
#include "message-rules.h"

G_BEGIN_DECLS

/* Whether such a message draws on a surface. */
gboolean             sprint_draw_rules_is_drawing (guint16            type);
SprintMessageVerdict sprint_draw_rules_check      (SprintImageRules  *images,
                                                   guint16            type,
                                                   SprintMessageBody *body);

G_END_DECLS
