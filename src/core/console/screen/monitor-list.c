/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monitor-list.h"

#include <glib/gi18n.h>

/* Milliseconds that a guest has for turning a monitor on or off. */
#define WISH_TIMEOUT 8000
/* Milliseconds after a guest's first picture until its further monitors' old ones are given up. */
#define OLD_TIMEOUT 3000

typedef struct {
  SprintConsoleMonitor *monitor;   /* NULL until somebody needs it */
  SprintConsoleCursor *cursor;     /* of the card that begins here, if one does */
  gconstpointer owner;
  guint outputs;
  gboolean shown;            /* by the guest, as far as is known; the first always */
  gboolean listed;
  gboolean kept;
  gboolean off;              /* the guest has turned it off itself, and keeps it so */
  gboolean wanted_on;
  gboolean wanted_off;
  SprintMonitorPlace place;  /* where it is fixed */
} Slot;

struct _SprintMonitorList
{
  GObject parent_instance;

  SprintGuestAgent *agent;
  Slot slots[SPRINT_MONITORS_MAX];
  guint n_listed;
  guint wish_id;
  guint expire_id;
  gboolean able;   /* the agent can turn monitors on */
};

static void sprint_monitor_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SprintMonitorList, sprint_monitor_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sprint_monitor_list_list_model_init))

enum {
  WANTED,
  CHANGED,
  ADDED,
  IGNORED,
  MISSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_monitor_list_dispose (GObject *object)
{
  SprintMonitorList *self = SPRINT_MONITOR_LIST (object);

  g_clear_handle_id (&self->wish_id, g_source_remove);
  g_clear_handle_id (&self->expire_id, g_source_remove);
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    SprintConsoleMonitor *monitor = self->slots[i].monitor;

    if (monitor != NULL) {
      g_signal_handlers_disconnect_by_data (monitor, self);
      g_signal_handlers_disconnect_by_data (sprint_console_monitor_get_framebuffer (monitor), self);
    }
  }
  if (self->agent != NULL)
    g_signal_handlers_disconnect_by_data (self->agent, self);

  G_OBJECT_CLASS (sprint_monitor_list_parent_class)->dispose (object);
}

static void
sprint_monitor_list_finalize (GObject *object)
{
  SprintMonitorList *self = SPRINT_MONITOR_LIST (object);

  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    g_clear_object (&self->slots[i].monitor);
    g_clear_object (&self->slots[i].cursor);
  }
  g_clear_object (&self->agent);

  G_OBJECT_CLASS (sprint_monitor_list_parent_class)->finalize (object);
}

static GType
sprint_monitor_list_get_item_type (GListModel *model)
{
  return SPRINT_TYPE_CONSOLE_MONITOR;
}

static guint
sprint_monitor_list_get_n_items (GListModel *model)
{
  return SPRINT_MONITOR_LIST (model)->n_listed;
}

static gpointer
sprint_monitor_list_get_item (GListModel *model,
                              guint       position)
{
  SprintMonitorList *self = SPRINT_MONITOR_LIST (model);

  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    if (self->slots[i].listed && position-- == 0)
      return g_object_ref (self->slots[i].monitor);
  }

  return NULL;
}

static void
sprint_monitor_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sprint_monitor_list_get_item_type;
  iface->get_n_items = sprint_monitor_list_get_n_items;
  iface->get_item = sprint_monitor_list_get_item;
}

static void
emit_wanted (SprintMonitorList *self)
{
  g_signal_emit (self, signals[WANTED], 0);
}

static void
emit_changed (SprintMonitorList *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Somebody still looks at it, and the guest is to show something on it again. */
static gboolean
is_missed (const Slot *slot)
{
  return slot->kept && !slot->shown && !slot->off && !slot->wanted_off;
}

static gboolean
is_waiting (SprintMonitorList *self)
{
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    if (self->slots[i].wanted_on || self->slots[i].wanted_off || is_missed (&self->slots[i]))
      return TRUE;
  }

  return FALSE;
}

static void
forget_wishes (SprintMonitorList *self)
{
  g_clear_handle_id (&self->wish_id, g_source_remove);
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++)
    self->slots[i].wanted_on = self->slots[i].wanted_off = FALSE;
}

static void
wish_cb (gpointer user_data)
{
  SprintMonitorList *self = user_data;
  gboolean ignored = FALSE;

  self->wish_id = 0;
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    ignored |= self->slots[i].wanted_on;
    self->slots[i].off |= self->slots[i].wanted_on || is_missed (&self->slots[i]);
  }
  forget_wishes (self);
  if (ignored)
    g_signal_emit (self, signals[IGNORED], 0);
  emit_changed (self);
}

static void
begin_to_wait (SprintMonitorList *self)
{
  g_clear_handle_id (&self->wish_id, g_source_remove);
  if (is_waiting (self))
    self->wish_id = g_timeout_add_once (WISH_TIMEOUT, wish_cb, self);
}

static void
change_wishes (SprintMonitorList *self)
{
  begin_to_wait (self);
  emit_wanted (self);
  emit_changed (self);
}

static void
set_listed (SprintMonitorList *self,
            guint              number,
            gboolean           listed)
{
  guint position = 0;

  if (self->slots[number].listed == listed)
    return;

  for (guint i = 0; i < number; i++)
    position += self->slots[i].listed;
  self->slots[number].listed = listed;
  self->n_listed += listed ? 1 : -1;
  g_list_model_items_changed (G_LIST_MODEL (self), position, !listed, listed);
}

/* The guest has turned it on or off, or lost it. One that is kept stays in the list. */
static void
set_shown (SprintMonitorList *self,
           guint              number,
           gboolean           shown)
{
  Slot *slot = &self->slots[number];
  gboolean added = shown && slot->wanted_on;

  if (slot->shown == shown)
    return;

  slot->shown = shown;
  /* Without an agent it restarts, and without a first monitor it sleeps: that is no choice. */
  slot->off = !shown && self->able && sprint_console_monitor_get_fresh (slot->monitor) &&
              sprint_console_monitor_get_has_picture (self->slots[0].monitor);
  if (shown)
    slot->wanted_on = FALSE;
  else
    slot->wanted_off = FALSE;
  if (!is_waiting (self))
    g_clear_handle_id (&self->wish_id, g_source_remove);
  set_listed (self, number, shown || (slot->kept && slot->listed));
  if (added)
    g_signal_emit (self, signals[ADDED], 0, slot->monitor);
  emit_changed (self);
}

static void
has_picture_cb (SprintMonitorList    *self,
                GParamSpec           *pspec,
                SprintConsoleMonitor *monitor)
{
  guint number = sprint_console_monitor_get_number (monitor);

  if (number != 0)
    set_shown (self, number, sprint_console_monitor_get_has_picture (monitor));
}

static void
take (SprintMonitorList    *self,
      guint                 number,
      SprintConsoleMonitor *monitor)
{
  self->slots[number].monitor = monitor;
  g_signal_connect_swapped (monitor, "notify::has-picture", G_CALLBACK (has_picture_cb), self);
  g_signal_connect_swapped (monitor, "size-wanted", G_CALLBACK (emit_wanted), self);
  g_signal_connect_swapped (sprint_console_monitor_get_framebuffer (monitor), "resized", G_CALLBACK (emit_changed),
                            self);
}

static SprintConsoleMonitor *
ensure (SprintMonitorList *self,
        guint              number)
{
  if (self->slots[number].monitor == NULL)
    take (self, number, sprint_console_monitor_new_further (number, self->slots[0].cursor));

  return self->slots[number].monitor;
}

static void
expire_cb (gpointer user_data)
{
  SprintMonitorList *self = user_data;
  gboolean missed = FALSE;

  self->expire_id = 0;
  for (guint i = 1; i < SPRINT_MONITORS_MAX; i++) {
    gboolean shown = self->slots[i].shown;

    if (self->slots[i].monitor != NULL)
      sprint_console_monitor_expire (self->slots[i].monitor);
    missed |= shown && !self->slots[i].shown && self->slots[i].kept;
  }
  if (missed) {
    begin_to_wait (self);
    g_signal_emit (self, signals[MISSED], 0);
  }
}

/* Another agent, or the same one begun anew, is asked once more for what was lost. */
static void
agent_cb (SprintMonitorList *self)
{
  gboolean able = sprint_guest_agent_can (self->agent, SPRINT_GUEST_CAN_RESIZE);

  for (guint i = 0; able && !self->able && i < SPRINT_MONITORS_MAX; i++)
    self->slots[i].off = FALSE;
  if (able && !self->able)
    begin_to_wait (self);
  self->able = able;
  emit_changed (self);
}

static void
sprint_monitor_list_class_init (SprintMonitorListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = sprint_monitor_list_dispose;
  object_class->finalize = sprint_monitor_list_finalize;

  signals[WANTED] =
    g_signal_new ("wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ADDED] =
    g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, SPRINT_TYPE_CONSOLE_MONITOR);
  signals[IGNORED] =
    g_signal_new ("ignored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MISSED] =
    g_signal_new ("missed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_monitor_list_init (SprintMonitorList *self)
{
  take (self, 0, sprint_console_monitor_new ());
  self->slots[0].cursor = g_object_ref (sprint_console_monitor_get_cursor (self->slots[0].monitor));
  self->slots[0].shown = self->slots[0].listed = TRUE;
  self->n_listed = 1;
}

SprintMonitorList *
sprint_monitor_list_new (SprintGuestAgent *agent)
{
  SprintMonitorList *self = g_object_new (SPRINT_TYPE_MONITOR_LIST, NULL);

  self->agent = g_object_ref (agent);
  g_signal_connect_swapped (agent, "notify::capabilities", G_CALLBACK (agent_cb), self);
  g_signal_connect_swapped (agent, "notify::introduced", G_CALLBACK (emit_changed), self);

  return self;
}

SprintConsoleMonitor *
sprint_monitor_list_get_first (SprintMonitorList *self)
{
  g_return_val_if_fail (SPRINT_IS_MONITOR_LIST (self), NULL);

  return self->slots[0].monitor;
}

SprintConsoleMonitor *
sprint_monitor_list_find (SprintMonitorList *self,
                          guint              number)
{
  g_return_val_if_fail (SPRINT_IS_MONITOR_LIST (self), NULL);

  return number < SPRINT_MONITORS_MAX && self->slots[number].listed ? self->slots[number].monitor : NULL;
}

SprintConsoleMonitor *
sprint_monitor_list_claim (SprintMonitorList *self,
                           guint              number,
                           guint              card,
                           gconstpointer      owner)
{
  SprintConsoleCursor *cursor;
  SprintConsoleMonitor *monitor;

  g_return_val_if_fail (SPRINT_IS_MONITOR_LIST (self), NULL);
  g_return_val_if_fail (owner != NULL, NULL);

  cursor = sprint_monitor_list_get_cursor (self, card);
  if (cursor == NULL || number >= SPRINT_MONITORS_MAX ||
      (self->slots[number].owner != NULL && self->slots[number].owner != owner))
    return NULL;

  self->slots[number].owner = owner;
  monitor = ensure (self, number);
  sprint_console_monitor_set_cursor (monitor, cursor);

  return monitor;
}

SprintConsoleCursor *
sprint_monitor_list_get_cursor (SprintMonitorList *self,
                                guint              card)
{
  g_return_val_if_fail (SPRINT_IS_MONITOR_LIST (self), NULL);

  if (card >= SPRINT_MONITORS_MAX)
    return NULL;
  if (self->slots[card].cursor == NULL)
    self->slots[card].cursor = sprint_console_cursor_new ();

  return self->slots[card].cursor;
}

void
sprint_monitor_list_release (SprintMonitorList *self,
                             gconstpointer      owner)
{
  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));

  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    if (self->slots[i].owner == owner) {
      self->slots[i].owner = NULL;
      sprint_console_monitor_part (self->slots[i].monitor);
    }
  }
  /* With a connection that has gone too, they stay: see sprint_monitor_list_part(). */
  sprint_monitor_list_settle (self);
}

void
sprint_monitor_list_settle (SprintMonitorList *self)
{
  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));

  g_clear_handle_id (&self->expire_id, g_source_remove);
  self->expire_id = g_timeout_add_once (OLD_TIMEOUT, expire_cb, self);
}

void
sprint_monitor_list_set_outputs (SprintMonitorList *self,
                                 guint              number,
                                 guint              outputs)
{
  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));
  g_return_if_fail (number < SPRINT_MONITORS_MAX);

  outputs = MIN (outputs, SPRINT_MONITORS_MAX);
  if (self->slots[number].outputs == outputs)
    return;

  self->slots[number].outputs = outputs;
  emit_changed (self);
}

/* Several cards have one monitor each, as agents count them. */
guint
sprint_monitor_list_get_outputs (SprintMonitorList *self)
{
  guint cards = 0;

  g_return_val_if_fail (SPRINT_IS_MONITOR_LIST (self), 1);

  for (guint i = 1; i < SPRINT_MONITORS_MAX; i++)
    cards += self->slots[i].outputs > 0;

  return cards > 0 ? cards + 1 : MAX (1, self->slots[0].outputs);
}

static gboolean
is_on (const Slot *slot)
{
  return (slot->shown && !slot->off && !slot->wanted_off) || is_missed (slot) || slot->wanted_on;
}

static guint
count_on (SprintMonitorList *self)
{
  guint n = 0;

  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++)
    n += is_on (&self->slots[i]);

  return n;
}

static guint
find_last_on (SprintMonitorList *self)
{
  guint last = 0;

  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    if (is_on (&self->slots[i]))
      last = i;
  }

  return last;
}

static void
turn_on (Slot *slot)
{
  slot->off = slot->wanted_off = FALSE;
  slot->wanted_on = !slot->shown;
}

void
sprint_monitor_list_add (SprintMonitorList *self)
{
  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));

  if (sprint_monitor_list_explain_add (self) != NULL)
    return;

  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    if (!is_on (&self->slots[i])) {
      turn_on (&self->slots[i]);
      break;
    }
  }
  change_wishes (self);
}

void
sprint_monitor_list_remove (SprintMonitorList    *self,
                            SprintConsoleMonitor *monitor)
{
  Slot *slot;
  guint number;

  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));
  g_return_if_fail (monitor == NULL || SPRINT_IS_CONSOLE_MONITOR (monitor));

  if (sprint_monitor_list_explain_remove (self, monitor) != NULL)
    return;

  number = monitor != NULL ? sprint_console_monitor_get_number (monitor) : find_last_on (self);
  slot = &self->slots[number];
  slot->wanted_on = slot->kept = FALSE;
  slot->wanted_off = slot->shown;
  set_listed (self, number, slot->shown);
  change_wishes (self);
}

void
sprint_monitor_list_set_kept (SprintMonitorList *self,
                              guint              number,
                              gboolean           kept)
{
  Slot *slot;

  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));
  g_return_if_fail (number > 0 && number < SPRINT_MONITORS_MAX);

  slot = &self->slots[number];
  if (slot->kept == !!kept)
    return;

  slot->kept = !!kept;
  if (!kept)
    set_listed (self, number, slot->shown);
  emit_changed (self);
}

gboolean
sprint_monitor_list_get_kept (SprintMonitorList *self,
                              guint              number)
{
  g_return_val_if_fail (SPRINT_IS_MONITOR_LIST (self), FALSE);

  return number < SPRINT_MONITORS_MAX && self->slots[number].kept;
}

void
sprint_monitor_list_forget (SprintMonitorList *self)
{
  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));

  for (guint i = 1; i < SPRINT_MONITORS_MAX; i++)
    sprint_monitor_list_set_kept (self, i, FALSE);
}

static const char *
explain_agent (SprintMonitorList *self)
{
  if (sprint_guest_agent_can (self->agent, SPRINT_GUEST_CAN_RESIZE))
    return NULL;
  if (!sprint_guest_agent_get_connected (self->agent))
    return _("Needs the SPICE agent in the machine");
  if (!sprint_guest_agent_get_introduced (self->agent))
    return _("Waiting for the SPICE agent in the machine");

  return _("The machine’s SPICE agent cannot do this");
}

const char *
sprint_monitor_list_explain_add (SprintMonitorList *self)
{
  g_return_val_if_fail (SPRINT_IS_MONITOR_LIST (self), NULL);

  if (explain_agent (self) == NULL && count_on (self) >= sprint_monitor_list_get_outputs (self))
    return _("The machine’s graphics has no further output");

  return explain_agent (self);
}

const char *
sprint_monitor_list_explain_remove (SprintMonitorList    *self,
                                    SprintConsoleMonitor *monitor)
{
  guint number, last;

  g_return_val_if_fail (SPRINT_IS_MONITOR_LIST (self), NULL);

  last = find_last_on (self);
  number = monitor != NULL ? sprint_console_monitor_get_number (monitor) : last;
  if (number == 0)
    return _("The first screen always stays");
  /* An agent of that kind counts the ones that are on; one that is about to go is not. */
  if (explain_agent (self) == NULL && number != last && is_on (&self->slots[number]) &&
      !sprint_guest_agent_can (self->agent, SPRINT_GUEST_CAN_OMIT_MONITORS))
    return _("The last screen has to go first");

  return explain_agent (self);
}

void
sprint_monitor_list_arrange (SprintMonitorList        *self,
                             const SprintMonitorPlace *places,
                             guint                     n_places)
{
  guint n;

  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));

  n = explain_agent (self) == NULL ? MIN (n_places, sprint_monitor_list_get_outputs (self)) : 0;
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    Slot *slot = &self->slots[i];

    /* What was wished for an arrangement goes with it. */
    if (slot->place.fixed && i >= n)
      slot->wanted_on = FALSE;
    slot->place = i < n ? places[i] : (SprintMonitorPlace) { 0 };
    slot->place.fixed = i < n;
    if (i >= n)
      continue;
    sprint_console_monitor_want_size (ensure (self, i), places[i].width, places[i].height);
    turn_on (slot);
  }
  change_wishes (self);
}

gboolean
sprint_monitor_list_get_wishes (SprintMonitorList  *self,
                                SprintMonitorPlace *wishes)
{
  gboolean any = FALSE;

  g_return_val_if_fail (SPRINT_IS_MONITOR_LIST (self), FALSE);

  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    Slot *slot = &self->slots[i];

    wishes[i] = (SprintMonitorPlace) { 0 };
    any |= slot->wanted_on || slot->wanted_off;
    if (!is_on (slot))
      continue;
    any |= !slot->shown;
    wishes[i].on = TRUE;
    wishes[i].fixed = slot->place.fixed;
    wishes[i].x = slot->place.x;
    wishes[i].y = slot->place.y;
    if (slot->monitor != NULL &&
        sprint_console_monitor_get_wanted_size (slot->monitor, &wishes[i].width, &wishes[i].height))
      any = TRUE;
    any |= slot->place.fixed;
  }

  return any;
}

gboolean
sprint_monitor_list_fulfils (SprintMonitorList        *self,
                             const SprintMonitorPlace *wishes)
{
  g_return_val_if_fail (SPRINT_IS_MONITOR_LIST (self), FALSE);

  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    SprintFramebuffer *framebuffer;

    if (wishes[i].on != self->slots[i].shown || wishes[i].fixed)
      return FALSE;
    if (!wishes[i].on || wishes[i].width == 0)
      continue;
    framebuffer = sprint_console_monitor_get_framebuffer (self->slots[i].monitor);
    if (sprint_framebuffer_get_width (framebuffer) != wishes[i].width ||
        sprint_framebuffer_get_height (framebuffer) != wishes[i].height)
      return FALSE;
  }

  return TRUE;
}

void
sprint_monitor_list_part (SprintMonitorList *self)
{
  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));

  g_clear_handle_id (&self->expire_id, g_source_remove);
  forget_wishes (self);
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    self->slots[i].owner = NULL;
    self->slots[i].outputs = 0;
    if (self->slots[i].monitor != NULL)
      sprint_console_monitor_part (self->slots[i].monitor);
  }
  emit_changed (self);
}

void
sprint_monitor_list_expire (SprintMonitorList *self)
{
  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));

  sprint_console_monitor_expire (self->slots[0].monitor);
}

/* All from @first on. */
static void
clear_from (SprintMonitorList *self,
            guint              first)
{
  sprint_monitor_list_part (self);
  for (guint i = SPRINT_MONITORS_MAX; i > first; i--) {
    Slot *slot = &self->slots[i - 1];

    if (slot->monitor == NULL)
      continue;
    sprint_console_monitor_clear (slot->monitor);
    slot->place = (SprintMonitorPlace) { 0 };
    if (i == 1)
      continue;
    sprint_console_monitor_want_size (slot->monitor, 0, 0);
    set_listed (self, i - 1, FALSE);
  }
}

void
sprint_monitor_list_rest (SprintMonitorList *self)
{
  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));

  clear_from (self, 1);
}

void
sprint_monitor_list_clear (SprintMonitorList *self)
{
  g_return_if_fail (SPRINT_IS_MONITOR_LIST (self));

  clear_from (self, 0);
}
