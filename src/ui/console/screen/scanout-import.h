/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/screen/scanout.h"

G_BEGIN_DECLS

/**
 * SprintScanoutImport:
 * @before: (nullable): what the scanout was imported as when it was drawn before
 * @damage: what has changed since @before, in the rows of the memory
 *
 * The type of sprint_scanout_import().
 */
typedef GdkTexture *(* SprintScanoutImport) (SprintScanout         *scanout,
                                             GdkDisplay            *display,
                                             GdkTexture            *before,
                                             const cairo_region_t  *damage,
                                             GError               **error);

/**
 * sprint_scanout_import:
 *
 * Makes a texture of graphics memory where it is, without a copy. The texture is opaque, and begins with the
 * memory's first row, whichever end of the picture that is.
 *
 * Returns: (transfer full) (nullable): %NULL with one of %GDK_DMABUF_ERROR when the display's graphics card does not
 *   take such memory
 */
GdkTexture *sprint_scanout_import (SprintScanout         *scanout,
                                   GdkDisplay            *display,
                                   GdkTexture            *before,
                                   const cairo_region_t  *damage,
                                   GError               **error);

G_END_DECLS
