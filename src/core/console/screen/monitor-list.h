/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "console-monitor.h"
#include "core/console/guest/guest-agent.h"
#include "monitor-layout.h"

G_BEGIN_DECLS

/**
 * SPRINT_MONITORS_MAX:
 *
 * The most monitors of one guest, which is what spice-client-glib can describe to it.
 */
#define SPRINT_MONITORS_MAX 16

/**
 * SprintMonitorList:
 *
 * A guest's monitors, a [iface@Gio.ListModel] of [class@ConsoleMonitor] in the order of their numbers: the first,
 * which is always there, and of the others those that the guest shows something on, or that are kept. It also holds
 * what is wished of them, for whoever speaks to the guest. Knows no protocol.
 *
 * ::wanted is emitted when that has changed; ::changed when the guest shows something else, or another thing has
 * become possible; ::added(monitor) when one that was wished for is there; ::ignored when a guest has not turned one on
 * in time, and the wish is given up; ::missed when one that is kept has not come with another connection.
 */
#define SPRINT_TYPE_MONITOR_LIST (sprint_monitor_list_get_type ())
G_DECLARE_FINAL_TYPE (SprintMonitorList, sprint_monitor_list, SPRINT, MONITOR_LIST, GObject)

/**
 * sprint_monitor_list_new:
 * @agent: without whom no guest hears of monitors
 */
SprintMonitorList    *sprint_monitor_list_new            (SprintGuestAgent         *agent);

/**
 * sprint_monitor_list_get_first:
 *
 * Returns: (transfer none): the monitor that every guest has
 */
SprintConsoleMonitor *sprint_monitor_list_get_first      (SprintMonitorList        *self);

/**
 * sprint_monitor_list_find:
 *
 * Returns: (transfer none) (nullable): the monitor of that number, if it is in the list
 */
SprintConsoleMonitor *sprint_monitor_list_find           (SprintMonitorList        *self,
                                                          guint                     number);

/**
 * sprint_monitor_list_claim:
 * @number: of a monitor, as the guest's agent counts them
 * @card: the number of the first monitor of its graphics card, whose pointer it has
 * @owner: who is going to fill it
 *
 * Returns: (transfer none) (nullable): that monitor, or %NULL where somebody else fills it, or no guest has so many
 */
SprintConsoleMonitor *sprint_monitor_list_claim          (SprintMonitorList        *self,
                                                          guint                     number,
                                                          guint                     card,
                                                          gconstpointer             owner);

/**
 * sprint_monitor_list_get_cursor:
 * @card: the number of the first monitor of a graphics card
 *
 * Returns: (transfer none) (nullable): its pointer; %NULL where no guest has so many
 */
SprintConsoleCursor  *sprint_monitor_list_get_cursor     (SprintMonitorList        *self,
                                                          guint                     card);

/**
 * sprint_monitor_list_release:
 *
 * Gives up all that @owner has claimed. What they show is old from now on, and goes away soon where nobody claims it
 * again.
 */
void                  sprint_monitor_list_release        (SprintMonitorList        *self,
                                                          gconstpointer             owner);

/**
 * sprint_monitor_list_settle:
 *
 * A connection has begun to show what the guest has: what it does not show within some seconds is not there any more.
 */
void                  sprint_monitor_list_settle         (SprintMonitorList        *self);

/**
 * sprint_monitor_list_set_outputs:
 * @number: of the first monitor of one of the guest's graphics cards
 * @outputs: how many monitors can be plugged into that; 0 when there is no such card any more
 */
void                  sprint_monitor_list_set_outputs    (SprintMonitorList        *self,
                                                          guint                     number,
                                                          guint                     outputs);

/**
 * sprint_monitor_list_add:
 *
 * Wishes for one more monitor.
 */
void                  sprint_monitor_list_add            (SprintMonitorList        *self);

/**
 * sprint_monitor_list_remove:
 * @monitor: (nullable): one of them, not the first; %NULL for the last, be it only wished for
 *
 * Wishes that the guest turned it off, and keeps it no longer. Where that is impossible, nothing happens.
 */
void                  sprint_monitor_list_remove         (SprintMonitorList        *self,
                                                          SprintConsoleMonitor     *monitor);

/**
 * sprint_monitor_list_set_kept:
 * @number: of a monitor, from 1 on
 * @kept: whether somebody goes on looking at it
 *
 * One that is kept stays in the list when the guest shows it no more, and is wished for as soon as there is an agent
 * again: a guest that restarts forgets its monitors. Of a guest that turns it off by itself it is not wished until
 * then.
 */
void                  sprint_monitor_list_set_kept       (SprintMonitorList        *self,
                                                          guint                     number,
                                                          gboolean                  kept);
gboolean              sprint_monitor_list_get_kept       (SprintMonitorList        *self,
                                                          guint                     number);

/**
 * sprint_monitor_list_forget:
 *
 * Keeps none any longer: the next guest is another one.
 */
void                  sprint_monitor_list_forget         (SprintMonitorList        *self);

/**
 * sprint_monitor_list_explain_add:
 *
 * Returns: (nullable): a few words, translated, why no monitor can be added; %NULL when one can
 */
const char           *sprint_monitor_list_explain_add    (SprintMonitorList        *self);

/**
 * sprint_monitor_list_explain_remove:
 * @monitor: (nullable): one of them; %NULL for the last
 *
 * Returns: (nullable): a few words, translated, why it cannot be turned off; %NULL when it can
 */
const char           *sprint_monitor_list_explain_remove (SprintMonitorList        *self,
                                                          SprintConsoleMonitor     *monitor);

/**
 * sprint_monitor_list_get_outputs:
 *
 * Returns: how many monitors the guest can have, as far as is known; at least 1
 */
guint                 sprint_monitor_list_get_outputs    (SprintMonitorList        *self);

/**
 * sprint_monitor_list_arrange:
 * @places: (array length=n_places): where the guest's first monitors should be, and how large at first
 * @n_places: how many; 0 to leave it to themselves again
 *
 * Wishes for as many monitors as there are places, as far as the guest can have them. Those that it has not turned on
 * when there is no place for them any more are not wished for any longer.
 */
void                  sprint_monitor_list_arrange        (SprintMonitorList        *self,
                                                          const SprintMonitorPlace *places,
                                                          guint                     n_places);

/**
 * sprint_monitor_list_get_wishes:
 * @wishes: (out caller-allocates) (array fixed-size=16): what is wished of each monitor: sizes are 0 where they do not
 *   matter
 *
 * Returns: whether anything is wished
 */
gboolean              sprint_monitor_list_get_wishes     (SprintMonitorList        *self,
                                                          SprintMonitorPlace       *wishes);

/**
 * sprint_monitor_list_fulfils:
 * @wishes: (array fixed-size=16): what was wished
 *
 * Returns: whether what the guest shows is that already
 */
gboolean              sprint_monitor_list_fulfils        (SprintMonitorList        *self,
                                                          const SprintMonitorPlace *wishes);

/**
 * sprint_monitor_list_part:
 *
 * The connection has gone: all pictures are old ones from now on, and stay. What was to be turned on or off is
 * forgotten.
 */
void                  sprint_monitor_list_part           (SprintMonitorList        *self);

/**
 * sprint_monitor_list_expire:
 *
 * Gives up the first monitor's picture, if it still is an old one. The others go later, see
 * sprint_monitor_list_settle(): a window that goes with one does not come again by itself.
 */
void                  sprint_monitor_list_expire         (SprintMonitorList        *self);

/**
 * sprint_monitor_list_rest:
 *
 * Gives up all monitors but the first, whose picture is an old one from now on.
 */
void                  sprint_monitor_list_rest           (SprintMonitorList        *self);

/**
 * sprint_monitor_list_clear:
 *
 * Gives up all pictures, and all monitors but the first. Those that are kept come back to the list when the guest does
 * and shows them.
 */
void                  sprint_monitor_list_clear          (SprintMonitorList        *self);

G_END_DECLS
