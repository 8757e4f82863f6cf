/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A picture in GLZ, which may repeat what is in others before it. */
typedef struct {
  guint64 id;
  guint32 back;   /* how many of those before it must be kept */
} SprintGlzPlace;

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
gboolean sprint_glz_rules_check (const guint8   *data,
                                 gsize           size,
                                 guint32         width,
                                 guint32         height,
                                 SprintGlzPlace *place);

G_END_DECLS
