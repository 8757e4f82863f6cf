/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "byte-ledger.h"
#include "core/console/screen/picture-tally.h"
#include "lz-rules.h"
#include "message-body.h"

G_BEGIN_DECLS

/* The pictures that a display channel's messages bring along, and what of them spice-gtk is to remember. */
typedef struct {
  SprintByteLedger *surfaces;   /* that there are: not its own */
  SprintByteLedger *images;
  SprintByteLedger *palettes;
  SprintGlzWindow *glz;         /* pictures that others may repeat */
  SprintPictureTally tally;
  gboolean adopted;             /* there are surfaces from another connection */
} SprintImageRules;

/* How one has come, and what of it is to be remembered, once the message is good. */
typedef struct {
  guint64 image, palette;
  guint64 image_bytes;          /* 0: none */
  gboolean has_palette;
  SprintGlzPlace glz;
  guint64 glz_pixels;           /* 0: none */
  SprintPictureCoding coding;
  guint64 pixels;
} SprintImageNews;

void     sprint_image_rules_init   (SprintImageRules  *self,
                                    SprintByteLedger  *surfaces,
                                    SprintGlzWindow   *glz,
                                    gboolean           adopted);
void     sprint_image_rules_clear  (SprintImageRules  *self);
gboolean sprint_image_rules_knows_surface (SprintImageRules *self,
                                           guint32           id);
/* The picture at @at, and the part of it that is drawn, a rectangle at @area; 0 for all. Nothing is changed. */
gboolean sprint_image_rules_check  (SprintImageRules  *self,
                                    SprintMessageBody *body,
                                    gsize              at,
                                    gsize              area,
                                    SprintImageNews   *news);
/* A picture of which every pixel is drawn or not. */
gboolean sprint_image_rules_check_mask (SprintImageRules  *self,
                                        SprintMessageBody *body,
                                        gsize              at);
gboolean sprint_image_rules_accept (SprintImageRules  *self,
                                    SprintImageNews   *news);

G_END_DECLS
