/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host-clipboard.h"

#include "guest-content.h"
#include "host-offer.h"

/* Milliseconds that X11's clipboard is empty for, at most, between who has it and what it is. */
#define EMPTY_DELAY 200

typedef struct {
  SprintHostClipboard *owner;
  GdkClipboard *desktop;
  SprintHostOffer *offer;   /* (nullable): what is in it */
  gboolean waiting;         /* what the guest has is to be put there */
  guint empty_id;
} Side;

struct _SprintHostClipboard
{
  GObject parent_instance;

  GdkDisplay *display;
  SprintConsoleClipboard *clipboard;
  Side sides[SPRINT_N_SELECTIONS];
};

G_DEFINE_FINAL_TYPE (SprintHostClipboard, sprint_host_clipboard, G_TYPE_OBJECT)

static void
sprint_host_clipboard_dispose (GObject *object)
{
  SprintHostClipboard *self = SPRINT_HOST_CLIPBOARD (object);

  sprint_host_clipboard_set_clipboard (self, NULL);
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
    Side *side = &self->sides[i];

    if (side->desktop != NULL)
      g_signal_handlers_disconnect_by_data (side->desktop, side);
    g_clear_object (&side->desktop);
  }
  g_clear_object (&self->display);

  G_OBJECT_CLASS (sprint_host_clipboard_parent_class)->dispose (object);
}

static SprintSelection
get_selection (Side *side)
{
  return side - side->owner->sides;
}

static gboolean
has_guest_content (Side *side)
{
  return sprint_guest_content_is_of (gdk_clipboard_get_content (side->desktop), side->owner->clipboard);
}

static void
set_offer (Side            *side,
           SprintHostOffer *offer)
{
  g_clear_handle_id (&side->empty_id, g_source_remove);
  if (side->offer != NULL)
    sprint_host_offer_close (side->offer);
  g_set_object (&side->offer, offer);
  sprint_console_clipboard_set_host_offer (side->owner->clipboard, get_selection (side),
                                           (SprintClipboardOffer *) offer);
}

static gboolean
empty_cb (gpointer user_data)
{
  Side *side = user_data;

  side->empty_id = 0;
  set_offer (side, NULL);

  return G_SOURCE_REMOVE;
}

static void
desktop_changed_cb (Side *side)
{
  g_autoptr (SprintHostOffer) offer = NULL;

  if (side->owner->clipboard == NULL)
    return;

  /* What comes from the guest does not go back there. */
  if (has_guest_content (side)) {
    set_offer (side, NULL);
    return;
  }

  side->waiting = FALSE;
  offer = sprint_host_offer_new (side->desktop, sprint_console_clipboard_get_timeout (side->owner->clipboard));
  if (offer != NULL) {
    set_offer (side, offer);
    return;
  }

  if (side->offer == NULL)
    return;
  sprint_host_offer_close (side->offer);
  if (side->empty_id == 0)
    side->empty_id = g_timeout_add (EMPTY_DELAY, empty_cb, side);
}

static gboolean
may_claim (SprintHostClipboard *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  if (g_strcmp0 (G_OBJECT_TYPE_NAME (self->display), "GdkWaylandDisplay") != 0)
    return TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (gtk_window_is_active (window) && gtk_widget_get_display (GTK_WIDGET (window)) == self->display)
      return TRUE;
  }

  return FALSE;
}

static void claim_waiting_cb (SprintHostClipboard *self);

static void
stop_waiting (SprintHostClipboard *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    g_signal_handlers_disconnect_by_func (window, claim_waiting_cb, self);
  }
}

static void
wait_for_focus (SprintHostClipboard *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  stop_waiting (self);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    g_signal_connect_object (window, "notify::is-active", G_CALLBACK (claim_waiting_cb), self, G_CONNECT_SWAPPED);
  }
}

static void
claim (Side                 *side,
       SprintClipboardOffer *offer)
{
  g_autoptr (GdkContentProvider) content = sprint_guest_content_new (side->owner->clipboard, offer);

  side->waiting = FALSE;
  gdk_clipboard_set_content (side->desktop, content);
}

static void
guest_changed_cb (SprintHostClipboard *self,
                  SprintSelection      selection)
{
  Side *side = &self->sides[selection];
  SprintClipboardOffer *offer = sprint_console_clipboard_get_guest_offer (self->clipboard, selection);

  if (offer == NULL) {
    side->waiting = FALSE;
    if (has_guest_content (side))
      gdk_clipboard_set_content (side->desktop, NULL);
  } else if (may_claim (self)) {
    claim (side, offer);
  } else {
    side->waiting = TRUE;
    wait_for_focus (self);
  }
}

static void
claim_waiting_cb (SprintHostClipboard *self)
{
  if (!may_claim (self))
    return;

  stop_waiting (self);
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
    if (self->sides[i].waiting)
      guest_changed_cb (self, i);
  }
}

static void
sprint_host_clipboard_class_init (SprintHostClipboardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_host_clipboard_dispose;
}

static void
sprint_host_clipboard_init (SprintHostClipboard *self)
{
}

SprintHostClipboard *
sprint_host_clipboard_new (GdkDisplay *display)
{
  SprintHostClipboard *self = g_object_new (SPRINT_TYPE_HOST_CLIPBOARD, NULL);

  self->display = g_object_ref (display);
  self->sides[SPRINT_SELECTION_CLIPBOARD].desktop = g_object_ref (gdk_display_get_clipboard (display));
  self->sides[SPRINT_SELECTION_PRIMARY].desktop = g_object_ref (gdk_display_get_primary_clipboard (display));
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
    Side *side = &self->sides[i];

    side->owner = self;
    g_signal_connect_swapped (side->desktop, "changed", G_CALLBACK (desktop_changed_cb), side);
  }

  return self;
}

void
sprint_host_clipboard_set_clipboard (SprintHostClipboard    *self,
                                     SprintConsoleClipboard *clipboard)
{
  g_return_if_fail (SPRINT_IS_HOST_CLIPBOARD (self));
  g_return_if_fail (clipboard == NULL || SPRINT_IS_CONSOLE_CLIPBOARD (clipboard));

  if (self->clipboard == clipboard)
    return;

  if (self->clipboard != NULL) {
    g_signal_handlers_disconnect_by_data (self->clipboard, self);
    stop_waiting (self);
    for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
      Side *side = &self->sides[i];

      side->waiting = FALSE;
      if (has_guest_content (side))
        gdk_clipboard_set_content (side->desktop, NULL);
      set_offer (side, NULL);
    }
  }
  g_set_object (&self->clipboard, clipboard);
  if (clipboard == NULL)
    return;

  g_signal_connect_swapped (clipboard, "guest-changed", G_CALLBACK (guest_changed_cb), self);
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
    desktop_changed_cb (&self->sides[i]);
    guest_changed_cb (self, i);
  }
}
