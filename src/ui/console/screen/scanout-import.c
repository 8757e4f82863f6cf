/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanout-import.h"

#include <glib/gi18n.h>

#include "core/console/screen/drm-pixel.h"

/* drm_fourcc.h: DRM_FORMAT_MOD_INVALID, the layout that the driver itself knows the memory to have. */
#define IMPLICIT_MODIFIER ((guint64) 0x00ffffffffffffff)

/* A guest's screen is never seen through, whatever it leaves in its alpha. */
static guint32
get_fourcc (const SprintScanoutLayout *layout,
            GdkDmabufFormats          *formats)
{
  const SprintDrmPixel *pixel = sprint_drm_pixel_find (layout->fourcc);

  if (pixel != NULL && gdk_dmabuf_formats_contains (formats, pixel->opaque, IMPLICIT_MODIFIER))
    return pixel->opaque;

  return layout->fourcc;
}

GdkTexture *
sprint_scanout_import (SprintScanout         *scanout,
                       GdkDisplay            *display,
                       GdkTexture            *before,
                       const cairo_region_t  *damage,
                       GError               **error)
{
  const SprintScanoutLayout *layout = sprint_scanout_get_layout (scanout);
  GdkDmabufFormats *formats = gdk_display_get_dmabuf_formats (display);
  guint32 fourcc = get_fourcc (layout, formats);
  g_autoptr (GdkDmabufTextureBuilder) builder = NULL;
  GdkTexture *texture;

  if (!sprint_scanout_is_importable (scanout)) {
    g_set_error_literal (error, GDK_DMABUF_ERROR, GDK_DMABUF_ERROR_CREATION_FAILED,
                         _("The machine’s pictures are not in the memory of a graphics card."));
    return NULL;
  }

  /* Taken for row after row, memory that is tiled would be garbage. */
  if (!gdk_dmabuf_formats_contains (formats, fourcc, IMPLICIT_MODIFIER)) {
    g_set_error_literal (error, GDK_DMABUF_ERROR, GDK_DMABUF_ERROR_UNSUPPORTED_FORMAT,
                         _("The graphics card that draws windows does not take the machine’s pictures."));
    return NULL;
  }

  builder = gdk_dmabuf_texture_builder_new ();
  gdk_dmabuf_texture_builder_set_display (builder, display);
  gdk_dmabuf_texture_builder_set_width (builder, layout->width);
  gdk_dmabuf_texture_builder_set_height (builder, layout->height);
  gdk_dmabuf_texture_builder_set_fourcc (builder, fourcc);
  gdk_dmabuf_texture_builder_set_modifier (builder, IMPLICIT_MODIFIER);
  gdk_dmabuf_texture_builder_set_premultiplied (builder, TRUE);
  gdk_dmabuf_texture_builder_set_n_planes (builder, 1);
  gdk_dmabuf_texture_builder_set_fd (builder, 0, sprint_scanout_get_fd (scanout));
  gdk_dmabuf_texture_builder_set_stride (builder, 0, layout->stride);
  gdk_dmabuf_texture_builder_set_offset (builder, 0, 0);
  if (before != NULL) {
    gdk_dmabuf_texture_builder_set_update_texture (builder, before);
    gdk_dmabuf_texture_builder_set_update_region (builder, (cairo_region_t *) damage);
  }

  /* The descriptor is to stay for as long as somebody may draw the texture. */
  texture = gdk_dmabuf_texture_builder_build (builder, g_object_unref, g_object_ref (scanout), error);
  if (texture == NULL)
    g_object_unref (scanout);

  return texture;
}
