/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SprintGlzWindow:
 *
 * The pictures in GLZ that all displays of a connection have in common, each of which may repeat what is in those
 * before it: what spice-gtk keeps of them, as its decode-glz.c does, and how large they are. The guards' threads share
 * it.
 */
typedef struct _SprintGlzWindow SprintGlzWindow;

/* Numbers go up by one from picture to picture, whatever display it is for. */
typedef struct {
  guint64 id;
  guint32 back;   /* how many of those before it must be kept */
} SprintGlzPlace;

/**
 * sprint_glz_window_new:
 * @previous: (nullable): that of the connection that this one goes on from, as a guest's that has moved; spice-gtk
 *   may still have its pictures
 */
SprintGlzWindow *sprint_glz_window_new       (SprintGlzWindow      *previous);
SprintGlzWindow *sprint_glz_window_ref       (SprintGlzWindow      *self);
void             sprint_glz_window_unref     (SprintGlzWindow      *self);

/* Whether a picture of that number can come now. */
gboolean         sprint_glz_window_expects   (SprintGlzWindow      *self,
                                              guint64               id);
/* Whether the first @pixels of the picture @id may be repeated from. Another display may be about to bring it, which
 * spice-gtk waits for: then it must have as many. */
gboolean         sprint_glz_window_refer     (SprintGlzWindow      *self,
                                              guint64               id,
                                              guint64               pixels);
/* FALSE: it is smaller than another took it for, or there are too many. */
gboolean         sprint_glz_window_add       (SprintGlzWindow      *self,
                                              const SprintGlzPlace *place,
                                              guint64               pixels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintGlzWindow, sprint_glz_window_unref)

G_END_DECLS
