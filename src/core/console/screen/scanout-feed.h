/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame-pacer.h"
#include "framebuffer.h"
#include "scanout.h"

G_BEGIN_DECLS

/**
 * SprintScanoutReader:
 * @to: words 0xffRRGGBB, all of the scanout, its upper row first
 * @to_stride: words from one row of @to to the next
 *
 * Reads a scanout as only who has imported it can.
 *
 * Returns: whether it did
 */
typedef gboolean (* SprintScanoutReader) (SprintScanout *scanout,
                                          guint32       *to,
                                          gsize          to_stride,
                                          gpointer       user_data);

/**
 * SprintScanoutFeed:
 *
 * A monitor's pictures in graphics memory, as they come. Who can import them shows them as they are; for everybody
 * else they are in the monitor's framebuffer too, copied only where and when it is read.
 *
 * ::changed is emitted when there is another scanout, or none, and when it turns out how it can be shown. What is
 * drawn in it is told by the framebuffer.
 */
#define SPRINT_TYPE_SCANOUT_FEED (sprint_scanout_feed_get_type ())
G_DECLARE_FINAL_TYPE (SprintScanoutFeed, sprint_scanout_feed, SPRINT, SCANOUT_FEED, GObject)

SprintScanoutFeed *sprint_scanout_feed_new         (SprintFramebuffer *framebuffer);

/**
 * sprint_scanout_feed_get_pacer:
 *
 * Returns: (transfer none): who says when the guest may draw again
 */
SprintFramePacer  *sprint_scanout_feed_get_pacer   (SprintScanoutFeed *self);

/* For who is connected. */

/**
 * sprint_scanout_feed_show:
 * @scanout: what to show
 * @x: the monitor's first column in @scanout
 * @y: the monitor's first row in @scanout
 * @width: columns of the monitor
 * @height: rows of the monitor
 *
 * Returns: %FALSE when the monitor is not inside it, or there is not enough memory
 */
gboolean           sprint_scanout_feed_show        (SprintScanoutFeed *self,
                                                    SprintScanout     *scanout,
                                                    int                x,
                                                    int                y,
                                                    int                width,
                                                    int                height);

/**
 * sprint_scanout_feed_fail:
 * @error: why what the guest has drawn into is none
 */
void               sprint_scanout_feed_fail        (SprintScanoutFeed *self,
                                                    const GError      *error);

/**
 * sprint_scanout_feed_draw:
 * @x: left edge of what has changed in the scanout
 * @y: its upper edge
 * @width: its columns
 * @height: its rows
 *
 * Tells that the guest has drawn. The pacer is told by the caller.
 *
 * Returns: whether there is anything to show for it
 */
gboolean           sprint_scanout_feed_draw        (SprintScanoutFeed *self,
                                                    guint              x,
                                                    guint              y,
                                                    guint              width,
                                                    guint              height);

/**
 * sprint_scanout_feed_end:
 *
 * There is none any more. The framebuffer keeps the last picture.
 */
void               sprint_scanout_feed_end         (SprintScanoutFeed *self);

/* For who shows it. */

/**
 * sprint_scanout_feed_get_scanout:
 *
 * Returns: (transfer none) (nullable): what is shown now
 */
SprintScanout     *sprint_scanout_feed_get_scanout (SprintScanoutFeed *self);

/**
 * sprint_scanout_feed_get_origin:
 * @x: (out): the framebuffer's first column in the scanout
 * @y: (out): the framebuffer's first row in the scanout
 */
void               sprint_scanout_feed_get_origin  (SprintScanoutFeed *self,
                                                    int               *x,
                                                    int               *y);

/**
 * sprint_scanout_feed_refuse:
 * @reason: why the scanout of now cannot be imported, for a person to read; holds for others like it too
 */
void               sprint_scanout_feed_refuse      (SprintScanoutFeed *self,
                                                    const char        *reason);

/**
 * sprint_scanout_feed_get_refusal:
 *
 * Returns: (nullable): why the picture is copied; %NULL while there is none in graphics memory, or nobody has
 *   said that it cannot be imported
 */
const char        *sprint_scanout_feed_get_refusal (SprintScanoutFeed *self);

/**
 * sprint_scanout_feed_get_error:
 *
 * Returns: (nullable): why the picture can be shown in no way
 */
const GError      *sprint_scanout_feed_get_error   (SprintScanoutFeed *self);

/**
 * sprint_scanout_feed_set_reader:
 * @reader: asked first when the framebuffer is read, until another is set
 */
void               sprint_scanout_feed_set_reader  (SprintScanoutFeed   *self,
                                                    SprintScanoutReader  reader,
                                                    gpointer             user_data);

/**
 * sprint_scanout_feed_unset_reader:
 * @user_data: whose reader is not to be asked any more
 */
void               sprint_scanout_feed_unset_reader (SprintScanoutFeed  *self,
                                                    gpointer             user_data);

G_END_DECLS
