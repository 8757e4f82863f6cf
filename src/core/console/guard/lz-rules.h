/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "glz-window.h"

G_BEGIN_DECLS

/* Whether a picture of that size is what the compressed @data holds, all of it and no more. spice-gtk ends the program
 * where it does not, or reads and writes on. The formats are those of spice-common's lz.c and spice-gtk's
 * decode-glz.c. */
gboolean sprint_lz_rules_check  (const guint8   *data,
                                 gsize           size,
                                 guint32         width,
                                 guint32         height);
/* Of each pixel only how opaque it is. */
gboolean sprint_lz_rules_check_alpha (const guint8 *data,
                                      gsize         size,
                                      guint32       width,
                                      guint32       height,
                                      gboolean      top_down);
/* One that may repeat what is in others before it. */
gboolean sprint_glz_rules_check (const guint8    *data,
                                 gsize            size,
                                 guint32          width,
                                 guint32          height,
                                 SprintGlzWindow *window,
                                 SprintGlzPlace  *place);

G_END_DECLS
