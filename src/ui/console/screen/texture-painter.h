/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "painter.h"

G_BEGIN_DECLS

/**
 * SprintTexturePainter:
 *
 * Paints with textures, one for each tile of 256 pixels. Those of tiles that did not change stay the
 * same objects, which are neither uploaded nor drawn again.
 */
#define SPRINT_TYPE_TEXTURE_PAINTER (sprint_texture_painter_get_type ())
G_DECLARE_FINAL_TYPE (SprintTexturePainter, sprint_texture_painter, SPRINT, TEXTURE_PAINTER, SprintPainter)

/**
 * sprint_texture_painter_new:
 * @plain: for a renderer that scales by itself and draws nothing but whole textures well
 */
SprintPainter *sprint_texture_painter_new (gboolean plain);

G_END_DECLS
