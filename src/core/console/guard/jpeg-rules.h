/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @data is a picture as spice-server's libjpeg writes it: baseline, in one scan, with all its tables, to its
 * end; of that size, or with @width 0 a film's, which has the Huffman tables with its first picture only. At whatever it
 * does not bear, libjpeg calls exit() in spice-gtk; what is wrong between the tables and the end only spoils the
 * picture. After ITU-T T.81, annex B. */
gboolean sprint_jpeg_rules_check (const guint8 *data,
                                  gsize         size,
                                  guint32       width,
                                  guint32       height);

G_END_DECLS
