/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw-rules.h"

#include <spice/enums.h>

/* Rectangles that a drawing may be cut to. */
#define CLIPS_MAX 65536

/* A message that is read from its beginning, and the pictures in it. */
typedef struct {
  SprintImageRules *images;
  SprintMessageBody *body;
  gsize at;
  SprintImageNews news[2];
  guint n_news;
} Drawing;

gboolean
sprint_draw_rules_is_drawing (guint16 type)
{
  return type == SPICE_MSG_DISPLAY_COPY_BITS || type == SPICE_MSG_DISPLAY_DRAW_COMPOSITE ||
         (type >= SPICE_MSG_DISPLAY_DRAW_FILL && type <= SPICE_MSG_DISPLAY_DRAW_ALPHA_BLEND);
}

static gboolean
skip (Drawing *self,
      guint64  n)
{
  if (!sprint_message_body_has (self->body, self->at, n))
    return FALSE;
  self->at += n;

  return TRUE;
}

/* On which surface, where, and cut to what. */
static gboolean
read_base (Drawing *self)
{
  guint8 clip;
  guint32 n;

  if (!skip (self, 21))
    return FALSE;
  clip = sprint_message_body_get_8 (self->body, 20);
  if (!sprint_image_rules_knows_surface (self->images, sprint_message_body_get_32 (self->body, 0)) ||
      !sprint_message_body_has_place (self->body, 4))
    return FALSE;
  if (clip != SPICE_CLIP_TYPE_RECTS)
    return clip == SPICE_CLIP_TYPE_NONE;

  if (!skip (self, 4))
    return FALSE;
  n = sprint_message_body_get_32 (self->body, 21);

  return n <= CLIPS_MAX && skip (self, 16 * (guint64) n);
}

/* A picture's place, and with @area the rectangle of it that follows. */
static gboolean
read_image (Drawing  *self,
            gboolean  area)
{
  gsize at = self->at;

  return skip (self, area ? 20 : 4) && self->n_news < G_N_ELEMENTS (self->news) &&
         sprint_image_rules_check (self->images, self->body, sprint_message_body_get_32 (self->body, at),
                                   area ? at + 4 : 0, &self->news[self->n_news++]);
}

static gboolean
read_brush (Drawing *self)
{
  if (!skip (self, 1))
    return FALSE;

  switch (sprint_message_body_get_8 (self->body, self->at - 1)) {
  case SPICE_BRUSH_TYPE_NONE:
    return TRUE;

  case SPICE_BRUSH_TYPE_SOLID:
    return skip (self, 4);

  case SPICE_BRUSH_TYPE_PATTERN:
    return read_image (self, FALSE) && skip (self, 8);

  default:
    return FALSE;
  }
}

/* Flags, where it begins, and its place, if there is one. */
static gboolean
read_mask (Drawing *self)
{
  guint32 place;

  if (!skip (self, 13))
    return FALSE;
  place = sprint_message_body_get_32 (self->body, self->at - 4);

  return place == 0 || sprint_image_rules_check_mask (self->images, self->body, place);
}

/* How it is combined with what is there, and how it is scaled: spice-gtk ends the program at a third way. */
static gboolean
read_mode (Drawing *self,
           gsize    n)
{
  return skip (self, n + 1) &&
         sprint_message_body_get_8 (self->body, self->at - 1) <= SPICE_IMAGE_SCALE_MODE_NEAREST;
}

/* Flags, picture, perhaps a mask and two transformations, and where both begin. */
static gboolean
read_composite (Drawing *self)
{
  guint32 flags;
  gsize more = 0;

  if (!skip (self, 4))
    return FALSE;
  flags = sprint_message_body_get_32 (self->body, self->at - 4);
  if (!read_image (self, FALSE) || ((flags & SPICE_COMPOSITE_HAS_MASK) && !read_image (self, FALSE)))
    return FALSE;
  more += flags & SPICE_COMPOSITE_HAS_SRC_TRANSFORM ? 24 : 0;
  more += flags & SPICE_COMPOSITE_HAS_MASK_TRANSFORM ? 24 : 0;

  return skip (self, more + 8);
}

static gboolean
read_drawing (Drawing *self,
              guint16  type)
{
  switch (type) {
  case SPICE_MSG_DISPLAY_COPY_BITS:
    return skip (self, 8);

  case SPICE_MSG_DISPLAY_DRAW_FILL:
    return read_brush (self) && skip (self, 2) && read_mask (self);

  case SPICE_MSG_DISPLAY_DRAW_OPAQUE:
    return read_image (self, TRUE) && read_brush (self) && read_mode (self, 2) && read_mask (self);

  case SPICE_MSG_DISPLAY_DRAW_COPY:
  case SPICE_MSG_DISPLAY_DRAW_BLEND:
    return read_image (self, TRUE) && read_mode (self, 2) && read_mask (self);

  case SPICE_MSG_DISPLAY_DRAW_BLACKNESS:
  case SPICE_MSG_DISPLAY_DRAW_WHITENESS:
  case SPICE_MSG_DISPLAY_DRAW_INVERS:
    return read_mask (self);

  case SPICE_MSG_DISPLAY_DRAW_ROP3:
    return read_image (self, TRUE) && read_brush (self) && read_mode (self, 1) && read_mask (self);

  case SPICE_MSG_DISPLAY_DRAW_TRANSPARENT:
    return read_image (self, TRUE) && skip (self, 8);

  case SPICE_MSG_DISPLAY_DRAW_ALPHA_BLEND:
    return skip (self, 2) && read_image (self, TRUE);

  case SPICE_MSG_DISPLAY_DRAW_COMPOSITE:
    return read_composite (self);

  /* Lines and letters have their own ways, which spice-gtk checks. */
  default:
    return TRUE;
  }
}

SprintMessageVerdict
sprint_draw_rules_check (SprintImageRules  *images,
                         guint16            type,
                         SprintMessageBody *body)
{
  Drawing self = { .images = images, .body = body };

  if (!read_base (&self) || !read_drawing (&self, type))
    return SPRINT_MESSAGE_BAD;

  for (guint i = 0; i < self.n_news; i++) {
    if (!sprint_image_rules_accept (images, &self.news[i]))
      return SPRINT_MESSAGE_BAD;
  }

  return SPRINT_MESSAGE_GOOD;
}
