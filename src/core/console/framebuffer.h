#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * SprintFramebuffer: a guest screen's pixels in memory, 32-bit B,G,R,255 in memory order, and what of them changed.
 * Knows no protocol.
 */
#define SPRINT_TYPE_FRAMEBUFFER (sprint_framebuffer_get_type ())
G_DECLARE_FINAL_TYPE (SprintFramebuffer, sprint_framebuffer, SPRINT, FRAMEBUFFER, GObject)

SprintFramebuffer *sprint_framebuffer_new        (void);
int                sprint_framebuffer_get_width  (SprintFramebuffer *self); /* pixels, 0: none */
int                sprint_framebuffer_get_height (SprintFramebuffer *self);
int                sprint_framebuffer_get_stride (SprintFramebuffer *self); /* bytes */
const guint8      *sprint_framebuffer_get_data   (SprintFramebuffer *self);

G_END_DECLS
