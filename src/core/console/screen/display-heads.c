/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-heads.h"

typedef struct {
  SprintDisplayHeads *self;
  SprintConsoleMonitor *monitor;   /* NULL until the guest has had it on */
  guint off_id;
  gboolean shown;
  gboolean listed;
} Head;

struct _SprintDisplayHeads
{
  GObject parent_instance;

  SprintMonitorList *monitors;
  Head heads[SPRINT_MONITORS_MAX];   /* the first is not among them */
};

G_DEFINE_FINAL_TYPE (SprintDisplayHeads, sprint_display_heads, G_TYPE_OBJECT)

static void
sprint_display_heads_dispose (GObject *object)
{
  SprintDisplayHeads *self = SPRINT_DISPLAY_HEADS (object);

  if (self->monitors != NULL) {
    sprint_display_heads_keep (self);
    sprint_monitor_list_release (self->monitors, self);
  }
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    g_clear_handle_id (&self->heads[i].off_id, g_source_remove);
    g_clear_object (&self->heads[i].monitor);
  }
  g_clear_object (&self->monitors);

  G_OBJECT_CLASS (sprint_display_heads_parent_class)->dispose (object);
}

static void
off_cb (gpointer user_data)
{
  Head *head = user_data;

  head->off_id = 0;
  sprint_console_monitor_set_shown (head->monitor, FALSE);
}

static void
turn_off (Head *head)
{
  if (head->monitor == NULL)
    return;

  if (head->shown)
    sprint_framebuffer_keep (sprint_console_monitor_get_framebuffer (head->monitor));
  head->shown = FALSE;
  if (head->off_id == 0 && sprint_console_monitor_get_has_picture (head->monitor))
    head->off_id = g_timeout_add_once (SPRINT_MONITOR_OFF_TIMEOUT, off_cb, head);
}

static void
turn_on (Head                            *head,
         guint                            number,
         const SprintPixels              *primary,
         const SpiceDisplayMonitorConfig *config)
{
  SprintDisplayHeads *self = head->self;
  SprintConsoleMonitor *monitor = sprint_monitor_list_claim (self->monitors, number, 0, self);

  /* A card of its own has it. */
  if (monitor == NULL)
    return;

  g_set_object (&head->monitor, monitor);
  g_clear_handle_id (&head->off_id, g_source_remove);
  if (config->x > G_MAXINT || config->y > G_MAXINT || config->width > G_MAXINT || config->height > G_MAXINT ||
      !sprint_framebuffer_show (sprint_console_monitor_get_framebuffer (monitor), primary,
                                config->x, config->y, config->width, config->height))
    return;

  head->shown = TRUE;
  sprint_console_monitor_set_origin (monitor, config->x, config->y);
  sprint_console_monitor_set_shown (monitor, TRUE);
}

static void
sprint_display_heads_class_init (SprintDisplayHeadsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_display_heads_dispose;
}

static void
sprint_display_heads_init (SprintDisplayHeads *self)
{
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++)
    self->heads[i].self = self;
}

SprintDisplayHeads *
sprint_display_heads_new (SprintMonitorList *monitors)
{
  SprintDisplayHeads *self = g_object_new (SPRINT_TYPE_DISPLAY_HEADS, NULL);

  self->monitors = g_object_ref (monitors);

  return self;
}

gboolean
sprint_display_heads_find_first (GArray                    *configs,
                                 guint                      width,
                                 guint                      height,
                                 SpiceDisplayMonitorConfig *found)
{
  *found = (SpiceDisplayMonitorConfig) { .width = width, .height = height };
  if (configs == NULL || configs->len == 0)
    return TRUE;

  for (guint i = 0; i < configs->len; i++) {
    const SpiceDisplayMonitorConfig *config = &g_array_index (configs, SpiceDisplayMonitorConfig, i);

    if (config->id != 0)
      continue;
    if (config->width == 0 || config->height == 0)
      return FALSE;

    if (config->x < width && config->width <= width - config->x &&
        config->y < height && config->height <= height - config->y)
      *found = *config;
    return TRUE;
  }

  return FALSE;
}

void
sprint_display_heads_show (SprintDisplayHeads *self,
                           const SprintPixels *primary,
                           GArray             *configs)
{
  g_return_if_fail (SPRINT_IS_DISPLAY_HEADS (self));

  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++)
    self->heads[i].listed = FALSE;
  for (guint i = 0; primary != NULL && configs != NULL && i < configs->len; i++) {
    const SpiceDisplayMonitorConfig *config = &g_array_index (configs, SpiceDisplayMonitorConfig, i);
    Head *head = &self->heads[config->id < SPRINT_MONITORS_MAX ? config->id : 0];

    /* The first is somebody else's, and of two of one number the first counts. */
    if (head == self->heads || head->listed || config->width == 0 || config->height == 0)
      continue;
    head->listed = TRUE;
    turn_on (head, config->id, primary, config);
  }
  for (guint i = 1; i < SPRINT_MONITORS_MAX; i++) {
    if (!self->heads[i].listed)
      turn_off (&self->heads[i]);
  }
}

void
sprint_display_heads_update (SprintDisplayHeads *self,
                             int                 x,
                             int                 y,
                             int                 width,
                             int                 height)
{
  g_return_if_fail (SPRINT_IS_DISPLAY_HEADS (self));

  for (guint i = 1; i < SPRINT_MONITORS_MAX; i++) {
    if (self->heads[i].shown)
      sprint_framebuffer_update (sprint_console_monitor_get_framebuffer (self->heads[i].monitor), x, y, width, height);
  }
}

void
sprint_display_heads_keep (SprintDisplayHeads *self)
{
  g_return_if_fail (SPRINT_IS_DISPLAY_HEADS (self));

  for (guint i = 1; i < SPRINT_MONITORS_MAX; i++) {
    if (self->heads[i].shown)
      sprint_framebuffer_keep (sprint_console_monitor_get_framebuffer (self->heads[i].monitor));
    self->heads[i].shown = FALSE;
  }
}
