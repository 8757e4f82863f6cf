/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sprint_text_preview_new:
 *
 * Returns: (transfer floating): a label with the first lines of a text, for a dialog that asks about it
 */
GtkWidget *sprint_text_preview_new (const char *text);

G_END_DECLS
