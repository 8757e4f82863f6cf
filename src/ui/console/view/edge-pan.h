/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SprintEdgePan:
 *
 * Moves what is larger than its scrolled window while the pointer is near an edge: where wheel and
 * drag belong to somebody else, that leaves the scroll bars and this. The nearer to the edge, the faster.
 *
 * ::panned is emitted when what is scrolled has moved under the pointer.
 */
#define SPRINT_TYPE_EDGE_PAN (sprint_edge_pan_get_type ())
G_DECLARE_FINAL_TYPE (SprintEdgePan, sprint_edge_pan, SPRINT, EDGE_PAN, GObject)

/**
 * sprint_edge_pan_new:
 * @scroller: (transfer none): must outlive it
 */
SprintEdgePan *sprint_edge_pan_new (GtkScrolledWindow *scroller);

G_END_DECLS
