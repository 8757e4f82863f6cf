/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host-clipboard.h"

#include "clipboard-access.h"
#include "guest-content.h"
#include "host-offer.h"

/* Milliseconds that X11's clipboard is empty for, at most, between who has it and what it is. */
#define EMPTY_DELAY 200

typedef struct {
  SprintHostClipboard *owner;
  GdkClipboard *desktop;
  SprintHostOffer *offer;   /* (nullable): what is in it */
  char *formats;            /* (nullable): in which it was there last, where that was told */
  gboolean held;            /* the guest's was in it last */
  gboolean waiting;         /* what the guest has is to be put there */
  gboolean unasked;         /* it has copied it with the focus, but before it was used */
  gboolean claiming;        /* it was, which may be refused */
  guint empty_id;
} Side;

struct _SprintHostClipboard
{
  GObject parent_instance;

  SprintClipboardAccess *access;
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
    g_clear_pointer (&side->formats, g_free);
  }
  g_clear_object (&self->access);

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

/* Whether somebody has copied something since. Wayland tells whoever gets the focus what there is, be it old or new:
 * which cannot be known as long as it comes in the same formats. */
static gboolean
is_news (Side *side)
{
  g_autofree char *formats = gdk_content_formats_to_string (gdk_clipboard_get_formats (side->desktop));
  gboolean taken = side->held;
  gboolean differs = side->formats != NULL && !g_str_equal (side->formats, formats);

  /* By whom, and what it is, is not told before there is the focus. */
  g_set_str (&side->formats, taken ? NULL : formats);
  side->held = FALSE;

  return taken || differs || gdk_clipboard_is_local (side->desktop);
}

static void
desktop_changed_cb (Side *side)
{
  g_autoptr (SprintHostOffer) offer = NULL;

  if (side->owner->clipboard == NULL)
    return;

  /* What comes from the guest does not go back there. */
  if (has_guest_content (side)) {
    side->held = TRUE;
    set_offer (side, NULL);
    return;
  }

  if (!is_news (side) && side->waiting)
    return;

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

static void
claim (Side                 *side,
       SprintClipboardOffer *offer)
{
  g_autoptr (GdkContentProvider) content = sprint_guest_content_new (side->owner->clipboard, offer);

  side->waiting = FALSE;
  side->claiming = TRUE;
  gdk_clipboard_set_content (side->desktop, content);
  sprint_clipboard_access_settle (side->owner->access);
}

/* As soon as it may be. */
static void
claim_waiting (Side *side)
{
  SprintHostClipboard *self = side->owner;
  SprintClipboardOffer *offer = NULL;

  if (side->waiting && sprint_clipboard_access_get_may_set (self->access))
    offer = sprint_console_clipboard_get_guest_offer (self->clipboard, get_selection (side));
  if (offer != NULL)
    claim (side, offer);
}

static void
guest_changed_cb (SprintHostClipboard *self,
                  SprintSelection      selection)
{
  Side *side = &self->sides[selection];
  SprintClipboardOffer *offer = sprint_console_clipboard_get_guest_offer (self->clipboard, selection);
  gboolean waited = side->waiting;

  side->waiting = offer != NULL;
  side->unasked = sprint_clipboard_access_get_may_read (self->access);
  side->claiming = FALSE;
  claim_waiting (side);
  if (offer == NULL && has_guest_content (side))
    gdk_clipboard_set_content (side->desktop, NULL);
  /* What the desktop has was kept from the guest for that. */
  else if (offer == NULL && waited)
    desktop_changed_cb (side);
}

/* What was there when the focus went may be something else by now, that is to be read by others alone. */
static void
access_cb (SprintHostClipboard *self)
{
  gboolean readable = sprint_clipboard_access_get_may_read (self->access);

  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
    Side *side = &self->sides[i];

    if (side->offer != NULL)
      sprint_host_offer_set_readable (side->offer, readable);
    /* Whatever is there next is taken for newer. */
    if (!readable && side->waiting && side->unasked)
      g_set_str (&side->formats, "");
    claim_waiting (side);
  }
}

/* What was refused is tried again when there is the focus. */
static void
settled_cb (SprintHostClipboard *self)
{
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
    Side *side = &self->sides[i];

    if (side->claiming && !has_guest_content (side)) {
      side->waiting = TRUE;
      side->unasked = FALSE;
    }
    side->claiming = FALSE;
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

  self->access = sprint_clipboard_access_new (display);
  g_signal_connect_swapped (self->access, "notify", G_CALLBACK (access_cb), self);
  g_signal_connect_swapped (self->access, "settled", G_CALLBACK (settled_cb), self);
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
    for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
      Side *side = &self->sides[i];

      side->waiting = side->claiming = FALSE;
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
  access_cb (self);
}
