/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message-rules.h"

#include <spice/enums.h>
#include <spice/protocol.h>

#include "core/console/screen/framebuffer.h"
#include "draw-rules.h"
#include "jpeg-rules.h"
#include "message-judge.h"

/* QEMU's devices have at most 1024; together they have what one of the largest has. */
#define SURFACES_MAX 1024
#define SURFACES_BYTES (4 * (guint64) SPRINT_FRAMEBUFFER_MAX_SIZE * SPRINT_FRAMEBUFFER_MAX_SIZE)
#define SMALL 65536
#define NO_SURFACE G_MAXUINT64

typedef struct {
  SprintByteLedger *surfaces;
  SprintImageRules images;
  guint64 primary;
  guint64 streams[SPICE_MAX_NUM_STREAMS];  /* the surface of each, or none */
  guint8 codecs[SPICE_MAX_NUM_STREAMS];
  guint64 sizes[SPICE_MAX_NUM_STREAMS];    /* pixels of a frame */
} DisplayRules;

static gpointer
create (gboolean         adopted,
        SprintGlzWindow *glz)
{
  DisplayRules *self = g_new0 (DisplayRules, 1);

  self->surfaces = sprint_byte_ledger_new (SURFACES_MAX, SURFACES_BYTES);
  sprint_image_rules_init (&self->images, self->surfaces, glz, adopted);
  self->primary = NO_SURFACE;
  for (guint i = 0; i < G_N_ELEMENTS (self->streams); i++)
    self->streams[i] = NO_SURFACE;

  return self;
}

static void
free_state (gpointer state)
{
  DisplayRules *self = state;

  sprint_image_rules_clear (&self->images);
  sprint_byte_ledger_free (self->surfaces);
  g_free (self);
}

static gsize
get_limit (guint16 type)
{
  if (sprint_draw_rules_is_drawing (type))
    return SPRINT_MESSAGE_MAX_SIZE;

  switch (type) {
  case SPICE_MSG_DISPLAY_STREAM_DATA:
  case SPICE_MSG_DISPLAY_STREAM_DATA_SIZED:
  case SPICE_MSG_DISPLAY_QUALITY_INDICATOR:
    return SPRINT_MESSAGE_MAX_SIZE;

  case SPICE_MSG_DISPLAY_INVAL_LIST:
  case SPICE_MSG_LIST:
    return 16 * SMALL;

  default:
    return type < SPICE_MSG_END_DISPLAY ? SMALL : 0;
  }
}

static gboolean
is_format (guint32 format)
{
  return format == SPICE_SURFACE_FMT_1_A || format == SPICE_SURFACE_FMT_8_A ||
         format == SPICE_SURFACE_FMT_16_555 || format == SPICE_SURFACE_FMT_16_565 ||
         format == SPICE_SURFACE_FMT_32_xRGB || format == SPICE_SURFACE_FMT_32_ARGB;
}

static gboolean
has_stream (DisplayRules *self,
            guint64       surface)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->streams); i++) {
    if (self->streams[i] == surface)
      return TRUE;
  }

  return FALSE;
}

/* A number that is taken belongs to a surface that spice-gtk would free while it is in use. */
static SprintMessageVerdict
add_surface (DisplayRules *self,
             guint32       id,
             guint64       width,
             guint64       height,
             gboolean      primary)
{
  if (width == 0 || width > SPRINT_FRAMEBUFFER_MAX_SIZE || height == 0 || height > SPRINT_FRAMEBUFFER_MAX_SIZE)
    return SPRINT_MESSAGE_BAD;

  if (primary && self->primary != NO_SURFACE) {
    if (has_stream (self, self->primary))
      return SPRINT_MESSAGE_BAD;
    sprint_byte_ledger_remove (self->surfaces, self->primary);
    self->primary = NO_SURFACE;
  }
  if (sprint_byte_ledger_contains (self->surfaces, id) ||
      !sprint_byte_ledger_add (self->surfaces, id, 4 * width * height))
    return SPRINT_MESSAGE_BAD;
  if (primary)
    self->primary = id;

  return SPRINT_MESSAGE_GOOD;
}

static SprintMessageVerdict
check_surface (DisplayRules      *self,
               SprintMessageBody *body)
{
  if (!sprint_message_body_has (body, 0, 20) || !is_format (sprint_message_body_get_32 (body, 12)))
    return SPRINT_MESSAGE_BAD;

  return add_surface (self, sprint_message_body_get_32 (body, 0),
                      sprint_message_body_get_32 (body, 4), sprint_message_body_get_32 (body, 8),
                      (sprint_message_body_get_32 (body, 16) & SPICE_SURFACE_FLAGS_PRIMARY) != 0);
}

static SprintMessageVerdict
check_mode (DisplayRules      *self,
            SprintMessageBody *body)
{
  return sprint_message_body_has (body, 0, 12)
         ? add_surface (self, 0, sprint_message_body_get_32 (body, 0), sprint_message_body_get_32 (body, 4), TRUE)
         : SPRINT_MESSAGE_BAD;
}

/* spice-gtk draws a stream's next picture on the surface that it began on. */
static SprintMessageVerdict
check_destroy (DisplayRules      *self,
               SprintMessageBody *body)
{
  guint32 id;

  if (!sprint_message_body_has (body, 0, 4))
    return SPRINT_MESSAGE_BAD;
  id = sprint_message_body_get_32 (body, 0);
  if (has_stream (self, id))
    return SPRINT_MESSAGE_BAD;

  sprint_byte_ledger_remove (self->surfaces, id);
  if (self->primary == id)
    self->primary = NO_SURFACE;

  return SPRINT_MESSAGE_GOOD;
}

static SprintPictureCoding
get_coding (guint8 codec)
{
  switch (codec) {
  case SPICE_VIDEO_CODEC_TYPE_MJPEG:
    return SPRINT_PICTURE_MJPEG;

  case SPICE_VIDEO_CODEC_TYPE_VP8:
    return SPRINT_PICTURE_VP8;

  case SPICE_VIDEO_CODEC_TYPE_H264:
    return SPRINT_PICTURE_H264;

  case SPICE_VIDEO_CODEC_TYPE_VP9:
    return SPRINT_PICTURE_VP9;

  case SPICE_VIDEO_CODEC_TYPE_H265:
    return SPRINT_PICTURE_H265;

  default:
    return SPRINT_PICTURE_UNKNOWN;
  }
}

/* Surface, number, flags, codec, stamp, two sizes, place, clip. */
static SprintMessageVerdict
check_stream (DisplayRules      *self,
              SprintMessageBody *body)
{
  guint32 surface, id;

  if (!sprint_message_body_has (body, 0, 51))
    return SPRINT_MESSAGE_BAD;
  surface = sprint_message_body_get_32 (body, 0);
  id = sprint_message_body_get_32 (body, 4);
  if (id >= SPICE_MAX_NUM_STREAMS || self->streams[id] != NO_SURFACE ||
      !sprint_image_rules_knows_surface (&self->images, surface) || !sprint_message_body_has_place (body, 34))
    return SPRINT_MESSAGE_BAD;
  for (gsize at = 18; at < 34; at += 4) {
    if (sprint_message_body_get_32 (body, at) > SPRINT_FRAMEBUFFER_MAX_SIZE)
      return SPRINT_MESSAGE_BAD;
  }

  self->streams[id] = surface;
  self->codecs[id] = sprint_message_body_get_8 (body, 9);
  self->sizes[id] = sprint_message_body_get_32 (body, 18) * (guint64) sprint_message_body_get_32 (body, 22);

  return SPRINT_MESSAGE_GOOD;
}

static SprintMessageVerdict
check_stream_end (DisplayRules      *self,
                  SprintMessageBody *body)
{
  guint32 id;

  if (!sprint_message_body_has (body, 0, 4))
    return SPRINT_MESSAGE_BAD;
  id = sprint_message_body_get_32 (body, 0);
  if (id < SPICE_MAX_NUM_STREAMS)
    self->streams[id] = NO_SURFACE;

  return SPRINT_MESSAGE_GOOD;
}

/* Number and time, with a size of its own also width, height and place; then how much, and the frame. */
static SprintMessageVerdict
check_frame (DisplayRules      *self,
             SprintMessageBody *body,
             gboolean           sized)
{
  gsize at = sized ? 32 : 8;
  guint32 id, size;

  if (!sprint_message_body_has (body, 0, at + 4))
    return SPRINT_MESSAGE_BAD;
  id = sprint_message_body_get_32 (body, 0);
  size = sprint_message_body_get_32 (body, at);
  if (id >= SPICE_MAX_NUM_STREAMS ||
      (sized && (sprint_message_body_get_32 (body, 8) > SPRINT_FRAMEBUFFER_MAX_SIZE ||
                 sprint_message_body_get_32 (body, 12) > SPRINT_FRAMEBUFFER_MAX_SIZE ||
                 !sprint_message_body_has_place (body, 16))))
    return SPRINT_MESSAGE_BAD;
  /* Of one that does not run, spice-gtk reads no more; what GStreamer decodes, it checks. */
  if (self->streams[id] == NO_SURFACE)
    return SPRINT_MESSAGE_GOOD;
  if (self->codecs[id] == SPICE_VIDEO_CODEC_TYPE_MJPEG &&
      (!sprint_message_body_has (body, at + 4, size) ||
       !sprint_jpeg_rules_check (body->data + at + 4, size, 0, 0)))
    return SPRINT_MESSAGE_BAD;
  sprint_picture_tally_add (&self->images.tally, get_coding (self->codecs[id]), self->sizes[id]);

  return SPRINT_MESSAGE_GOOD;
}

static SprintMessageVerdict
check_forgotten (DisplayRules      *self,
                 SprintMessageBody *body)
{
  guint n;

  if (!sprint_message_body_has (body, 0, 2))
    return SPRINT_MESSAGE_BAD;
  n = sprint_message_body_get_16 (body, 0);
  if (!sprint_message_body_has (body, 2, 9 * (guint64) n))
    return SPRINT_MESSAGE_BAD;

  for (guint i = 0; i < n; i++) {
    if (sprint_message_body_get_8 (body, 2 + 9 * i) == SPICE_RES_TYPE_PIXMAP)
      sprint_byte_ledger_remove (self->images.images, sprint_message_body_get_64 (body, 3 + 9 * i));
  }

  return SPRINT_MESSAGE_GOOD;
}

static SprintMessageVerdict
check_monitors (SprintMessageBody *body)
{
  return sprint_message_require (sprint_message_body_has (body, 0, 4) &&
                                 sprint_message_body_has (body, 4, 28 * (guint64) sprint_message_body_get_16 (body, 0)));
}

static SprintMessageVerdict
forget_streams (DisplayRules *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->streams); i++)
    self->streams[i] = NO_SURFACE;

  return SPRINT_MESSAGE_GOOD;
}

static SprintMessageVerdict
check_palette (DisplayRules      *self,
               SprintMessageBody *body)
{
  if (!sprint_message_body_has (body, 0, 8))
    return SPRINT_MESSAGE_BAD;
  sprint_byte_ledger_remove (self->images.palettes, sprint_message_body_get_64 (body, 0));

  return SPRINT_MESSAGE_GOOD;
}

/* What is neither a picture nor a piece of film. */
static SprintMessageVerdict
check_order (DisplayRules      *self,
             guint16            type,
             SprintMessageBody *body)
{
  switch (type) {
  case SPICE_MSG_DISPLAY_MODE:
    return check_mode (self, body);

  case SPICE_MSG_DISPLAY_SURFACE_CREATE:
    return check_surface (self, body);

  case SPICE_MSG_DISPLAY_SURFACE_DESTROY:
    return check_destroy (self, body);

  case SPICE_MSG_DISPLAY_INVAL_LIST:
    return check_forgotten (self, body);

  case SPICE_MSG_DISPLAY_INVAL_ALL_PIXMAPS:
    sprint_byte_ledger_clear (self->images.images);
    return SPRINT_MESSAGE_GOOD;

  case SPICE_MSG_DISPLAY_INVAL_PALETTE:
    return check_palette (self, body);

  case SPICE_MSG_DISPLAY_INVAL_ALL_PALETTES:
  case SPICE_MSG_DISPLAY_RESET:
    sprint_byte_ledger_clear (self->images.palettes);
    return SPRINT_MESSAGE_GOOD;

  case SPICE_MSG_DISPLAY_STREAM_CREATE:
    return check_stream (self, body);

  case SPICE_MSG_DISPLAY_STREAM_DESTROY:
    return check_stream_end (self, body);

  case SPICE_MSG_DISPLAY_STREAM_DESTROY_ALL:
    return forget_streams (self);

  case SPICE_MSG_DISPLAY_MONITORS_CONFIG:
    return check_monitors (body);

  /* A descriptor, which nobody sends who is far away. */
  case SPICE_MSG_DISPLAY_GL_SCANOUT_UNIX:
    return SPRINT_MESSAGE_BAD;

  default:
    return SPRINT_MESSAGE_GOOD;
  }
}

static SprintMessageVerdict
check (gpointer           state,
       guint16            type,
       SprintMessageBody *body)
{
  DisplayRules *self = state;

  if (sprint_draw_rules_is_drawing (type))
    return sprint_draw_rules_check (&self->images, type, body);
  if (type == SPICE_MSG_DISPLAY_STREAM_DATA || type == SPICE_MSG_DISPLAY_STREAM_DATA_SIZED)
    return check_frame (self, body, type == SPICE_MSG_DISPLAY_STREAM_DATA_SIZED);
  if (!sprint_message_body_has (body, 0, body->size))
    return SPRINT_MESSAGE_BAD;

  return check_order (self, type, body);
}

static const SprintPictureTally *
get_tally (gpointer state)
{
  return &((DisplayRules *) state)->images.tally;
}

const SprintMessageRules sprint_display_rules = { create, free_state, get_limit, check, get_tally };
