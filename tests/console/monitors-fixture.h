/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session-fixture.h"

#include "await-channels.h"

G_BEGIN_DECLS

#define CAPS (SPICE_AGENT_CAP (MONITORS_CONFIG) | SPICE_AGENT_CAP (MONITORS_CONFIG_POSITION) | \
              SPICE_AGENT_CAP (SPARSE_MONITORS_CONFIG))
#define LEFT 0x204060
#define RIGHT 0xa0b0c0

static const QXLHead two_heads[] = {
  { .id = 0, .x = 0, .y = 0, .width = 400, .height = 300 },
  { .id = 1, .x = 400, .y = 0, .width = 320, .height = 240 },
};

static inline SprintMonitorList *
get_monitors (Fixture *fixture)
{
  return sprint_console_session_get_monitors (fixture->session);
}

static inline SpiceAgentDouble *
get_guest (Fixture *fixture)
{
  return spice_server_double_get_agent (fixture->server);
}

static inline guint
count_monitors (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_monitors (fixture)));
}

/* Whether the monitor is there, has that size, and is of one colour. */
static inline gboolean
shows (Fixture *fixture,
       guint    number,
       int      width,
       int      height,
       guint32  pixel)
{
  SprintConsoleMonitor *monitor = sprint_monitor_list_find (get_monitors (fixture), number);
  SprintFramebuffer *framebuffer = monitor != NULL ? sprint_console_monitor_get_framebuffer (monitor) : NULL;
  g_autoptr (GBytes) bytes = framebuffer != NULL ? sprint_framebuffer_copy_pixels (framebuffer) : NULL;
  const guint32 *pixels;

  if (bytes == NULL || sprint_framebuffer_get_width (framebuffer) != width ||
      sprint_framebuffer_get_height (framebuffer) != height)
    return FALSE;

  pixels = g_bytes_get_data (bytes, NULL);
  for (int i = 0; i < width * height; i++) {
    if (pixels[i] != (0xff000000 | pixel))
      return FALSE;
  }

  return TRUE;
}

static inline void
draw_two_heads (Fixture *fixture)
{
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 720, 300);
  spice_screen_double_fill (fixture->screen, 0, 0, 400, 300, LEFT);
  spice_screen_double_fill (fixture->screen, 400, 0, 320, 240, RIGHT);
  spice_screen_double_set_heads (fixture->screen, two_heads, 2, 4);
}

static inline void
open_two_heads (Fixture *fixture)
{
  draw_two_heads (fixture);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (shows (fixture, 0, 400, 300, LEFT) && shows (fixture, 1, 320, 240, RIGHT));
}

static inline void
open_one (Fixture *fixture,
          guint    n_outputs)
{
  QXLHead head = { .width = 400, .height = 300 };

  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 400, 300);
  spice_screen_double_fill (fixture->screen, 0, 0, 400, 300, LEFT);
  spice_screen_double_set_heads (fixture->screen, &head, 1, n_outputs);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (shows (fixture, 0, 400, 300, LEFT));
  await (sprint_monitor_list_get_outputs (get_monitors (fixture)) == n_outputs);
}

static inline void
start_agent (Fixture *fixture,
             guint32  capabilities)
{
  spice_agent_double_connect (get_guest (fixture), capabilities);
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->session)));
}

/* What the guest was asked for last. */
static inline const VDAgentMonConfig *
find_asked (Fixture *fixture,
            guint   *n)
{
  GBytes *data = spice_agent_double_find (get_guest (fixture), VD_AGENT_MONITORS_CONFIG);
  const VDAgentMonitorsConfig *config;

  g_assert_nonnull (data);
  config = g_bytes_get_data (data, NULL);
  g_assert_cmpuint (g_bytes_get_size (data), >=, sizeof *config + config->num_of_monitors * sizeof (VDAgentMonConfig));
  g_assert_true (config->flags & VD_AGENT_CONFIG_MONITORS_FLAG_USE_POS);
  *n = config->num_of_monitors;

  return config->monitors;
}

static inline void
assert_asked (const VDAgentMonConfig *monitor,
              int                     x,
              int                     y,
              guint                   width,
              guint                   height)
{
  g_assert_cmpint (monitor->x, ==, x);
  g_assert_cmpint (monitor->y, ==, y);
  g_assert_cmpuint (monitor->width, ==, width);
  g_assert_cmpuint (monitor->height, ==, height);
}

static inline guint
count_asked (Fixture *fixture)
{
  return spice_agent_double_count (get_guest (fixture), VD_AGENT_MONITORS_CONFIG);
}

/* Nothing more is asked for, for longer than any wish waits. */
static inline void
assert_calm (Fixture *fixture,
             guint    n)
{
  gint64 before = g_get_monotonic_time ();

  await (g_get_monotonic_time () - before > 1500 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (count_asked (fixture), ==, n);
}

G_END_DECLS
