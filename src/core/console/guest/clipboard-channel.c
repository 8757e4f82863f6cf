/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clipboard-channel.h"

#include <spice/vd_agent.h>

#include "guest-answers.h"
#include "guest-offer.h"
#include "vd-agent-format.h"

/* Agents know five types; a number beyond all sense is what a message too short for it makes. */
#define TYPES_MAX 64
/* Milliseconds in which an agent that lets go of a selection before each grab may grab it again. */
#define RELEASE_DELAY 500

typedef struct {
  SprintClipboardChannel *owner;
  SprintGuestRequests *requests;
  SprintGuestAnswers *answers;
  SprintGuestOffer *offer;     /* (nullable): what the guest has */
  gboolean grabbed;            /* the guest was told of the host's, and has nothing newer */
  guint release_id;
} Side;

struct _SprintClipboardChannel
{
  GObject parent_instance;

  SpiceMainChannel *channel;
  SprintConsoleClipboard *clipboard;
  Side sides[SPRINT_N_SELECTIONS];
  gboolean ready;
};

G_DEFINE_FINAL_TYPE (SprintClipboardChannel, sprint_clipboard_channel, G_TYPE_OBJECT)

G_STATIC_ASSERT ((int) SPRINT_SELECTION_CLIPBOARD == (int) VD_AGENT_CLIPBOARD_SELECTION_CLIPBOARD);
G_STATIC_ASSERT ((int) SPRINT_SELECTION_PRIMARY == (int) VD_AGENT_CLIPBOARD_SELECTION_PRIMARY);

static SprintSelection
get_selection (Side *side)
{
  return side - side->owner->sides;
}

static gboolean
can (SprintClipboardChannel *self,
     guint32                 cap)
{
  return spice_main_channel_agent_test_capability (self->channel, cap);
}

/* What the guest has is not to be had any more: it has let go of it, or was told of something newer. */
static void
drop_guest_offer (Side *side)
{
  g_autoptr (SprintGuestOffer) offer = g_steal_pointer (&side->offer);

  g_clear_handle_id (&side->release_id, g_source_remove);
  if (offer == NULL)
    return;

  sprint_guest_offer_close (offer);
  sprint_console_clipboard_set_guest_offer (side->owner->clipboard, get_selection (side), NULL);
}

static void
reset (SprintClipboardChannel *self)
{
  self->ready = FALSE;
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
    Side *side = &self->sides[i];

    side->grabbed = FALSE;
    sprint_guest_answers_stop (side->answers);
    sprint_guest_requests_clear (side->requests);
    drop_guest_offer (side);
  }
}

static void
sprint_clipboard_channel_dispose (GObject *object)
{
  SprintClipboardChannel *self = SPRINT_CLIPBOARD_CHANNEL (object);

  if (self->channel != NULL) {
    g_signal_handlers_disconnect_by_data (self->channel, self);
    g_signal_handlers_disconnect_by_data (self->clipboard, self);
    reset (self);
  }
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
    g_clear_object (&self->sides[i].requests);
    g_clear_object (&self->sides[i].answers);
  }
  g_clear_object (&self->clipboard);
  g_clear_object (&self->channel);

  G_OBJECT_CLASS (sprint_clipboard_channel_parent_class)->dispose (object);
}

static void
tell_guest (SprintClipboardChannel *self,
            SprintSelection         selection)
{
  Side *side = &self->sides[selection];
  SprintClipboardOffer *offer = sprint_console_clipboard_get_host_offer (self->clipboard, selection);
  SprintClipboardFormats formats;
  guint32 types[SPRINT_CLIPBOARD_N_FORMATS];
  int n_types = 0;

  if (!self->ready || (selection != SPRINT_SELECTION_CLIPBOARD && !can (self, VD_AGENT_CAP_CLIPBOARD_SELECTION)))
    return;

  if (offer == NULL) {
    if (side->grabbed)
      spice_main_channel_clipboard_selection_release (self->channel, selection);
    side->grabbed = FALSE;
    return;
  }

  formats = sprint_clipboard_offer_get_formats (offer);
  for (guint i = 0; i < SPRINT_CLIPBOARD_N_FORMATS; i++) {
    if (formats & (1u << i))
      types[n_types++] = sprint_clipboard_format_to_vd_agent (1u << i);
  }
  side->grabbed = TRUE;
  spice_main_channel_clipboard_selection_grab (self->channel, selection, types, n_types);
  drop_guest_offer (side);
}

/* Only then: an agent can come and go as often as it likes. */
static void
host_changed_cb (SprintClipboardChannel *self,
                 SprintSelection         selection)
{
  sprint_guest_answers_renew (self->sides[selection].answers);
  tell_guest (self, selection);
}

static void
agent_cb (SprintClipboardChannel *self)
{
  gboolean connected = FALSE;

  g_object_get (self->channel, "agent-connected", &connected, NULL);
  if (!connected || !can (self, VD_AGENT_CAP_CLIPBOARD_BY_DEMAND)) {
    reset (self);
    return;
  }
  if (self->ready)
    return;

  self->ready = TRUE;
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++)
    tell_guest (self, i);
}

static gboolean
grab_cb (SprintClipboardChannel *self,
         guint                   selection,
         const guint32          *types,
         guint                   n_types)
{
  SprintClipboardFormats formats = 0;
  Side *side;

  if (!self->ready || selection >= SPRINT_N_SELECTIONS || n_types > TYPES_MAX)
    return TRUE;

  side = &self->sides[selection];
  for (guint i = 0; i < n_types; i++)
    formats |= sprint_clipboard_format_from_vd_agent (types[i]);

  side->grabbed = FALSE;
  g_clear_handle_id (&side->release_id, g_source_remove);
  if (formats == 0) {
    drop_guest_offer (side);
    return TRUE;
  }

  if (side->offer != NULL)
    sprint_guest_offer_close (side->offer);
  g_clear_object (&side->offer);
  side->offer = sprint_guest_offer_new (side->requests, formats,
                                        sprint_console_clipboard_get_timeout (self->clipboard));
  sprint_console_clipboard_set_guest_offer (self->clipboard, selection, SPRINT_CLIPBOARD_OFFER (side->offer));

  return TRUE;
}

static gboolean
release_delayed_cb (gpointer user_data)
{
  Side *side = user_data;

  side->release_id = 0;
  drop_guest_offer (side);

  return G_SOURCE_REMOVE;
}

static void
release_cb (SprintClipboardChannel *self,
            guint                   selection)
{
  Side *side;

  if (selection >= SPRINT_N_SELECTIONS)
    return;

  side = &self->sides[selection];
  if (can (self, VD_AGENT_CAP_CLIPBOARD_NO_RELEASE_ON_REGRAB))
    drop_guest_offer (side);
  else if (side->release_id == 0)
    side->release_id = g_timeout_add (RELEASE_DELAY, release_delayed_cb, side);
}

static gboolean
request_cb (SprintClipboardChannel *self,
            guint                   selection,
            guint32                 type)
{
  if (self->ready && selection < SPRINT_N_SELECTIONS)
    sprint_guest_answers_give (self->sides[selection].answers, type,
                               sprint_console_clipboard_get_host_offer (self->clipboard, selection));

  return TRUE;
}

static void
data_cb (SprintClipboardChannel *self,
         guint                   selection,
         guint32                 type,
         const guint8           *data,
         guint                   size)
{
  if (selection < SPRINT_N_SELECTIONS)
    sprint_guest_requests_answer (self->sides[selection].requests, type, data, size);
}

static void
sprint_clipboard_channel_class_init (SprintClipboardChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_clipboard_channel_dispose;
}

static void
sprint_clipboard_channel_init (SprintClipboardChannel *self)
{
}

SprintClipboardChannel *
sprint_clipboard_channel_new (SpiceMainChannel       *channel,
                              SprintConsoleClipboard *clipboard)
{
  SprintClipboardChannel *self = g_object_new (SPRINT_TYPE_CLIPBOARD_CHANNEL, NULL);

  self->channel = g_object_ref (channel);
  self->clipboard = g_object_ref (clipboard);
  for (guint i = 0; i < SPRINT_N_SELECTIONS; i++) {
    self->sides[i].owner = self;
    self->sides[i].requests = sprint_guest_requests_new (channel, i);
    self->sides[i].answers = sprint_guest_answers_new (channel, i);
  }

  /* Agents that ask are told so. */
  g_object_set (channel, "max-clipboard", (int) SPRINT_CLIPBOARD_IMAGE_MAX + 1, NULL);
  g_signal_connect_swapped (channel, "main-agent-update", G_CALLBACK (agent_cb), self);
  g_signal_connect_swapped (channel, "main-clipboard-selection-grab", G_CALLBACK (grab_cb), self);
  g_signal_connect_swapped (channel, "main-clipboard-selection-release", G_CALLBACK (release_cb), self);
  g_signal_connect_swapped (channel, "main-clipboard-selection-request", G_CALLBACK (request_cb), self);
  g_signal_connect_swapped (channel, "main-clipboard-selection", G_CALLBACK (data_cb), self);
  g_signal_connect_swapped (clipboard, "host-changed", G_CALLBACK (host_changed_cb), self);

  return self;
}
