/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smart-card-channel.h"

#include "card-library.h"
#include "core/console/guard/channel-refusal.h"

/* Milliseconds until it is looked again whether a channel that was closed can be opened. */
#define CLOSED_INTERVAL 20
/* Milliseconds in which the rest of a connection can be known to have gone with the channel. */
#define LOST_DELAY 1000

struct _SprintSmartCardChannel
{
  GObject parent_instance;

  SpiceChannel *channel;
  SprintSmartCards *cards;
  guint start_id;
  guint lost_id;
  GError *lost;           /* why it ended, until that is told */
  gboolean started;
  gboolean listening;
};

G_DEFINE_FINAL_TYPE (SprintSmartCardChannel, sprint_smart_card_channel, G_TYPE_OBJECT)

static void
update_readers (SprintSmartCardChannel *self)
{
  guint n_cards;
  g_auto (GStrv) readers = sprint_card_library_list (&n_cards);

  sprint_smart_cards_set_readers (self->cards, (const char * const *) readers, n_cards);
}

/* Each of spice-gtk's channels sends each event of a reader, also one that is not open, or not any more: it would send it
 * to nobody, and fall. */
static void
set_listening (SprintSmartCardChannel *self,
               gboolean                listening)
{
  SpiceSmartcardManager *manager = spice_smartcard_manager_get ();

  if (self->listening == listening)
    return;

  self->listening = listening;
  if (listening)
    g_signal_handlers_unblock_matched (manager, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self->channel);
  else
    g_signal_handlers_block_matched (manager, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self->channel);
}

static void
start (SprintSmartCardChannel *self)
{
  SpiceSmartcardManager *manager = spice_smartcard_manager_get ();

  if (sprint_card_library_in_use ()) {
    g_autoptr (GError) error = g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_IN_USE,
                                                    "Another machine has the smart card readers");

    sprint_smart_cards_fail (self->cards, error);
    return;
  }

  self->started = TRUE;
  g_signal_connect_swapped (manager, "reader-added", G_CALLBACK (update_readers), self);
  g_signal_connect_swapped (manager, "reader-removed", G_CALLBACK (update_readers), self);
  g_signal_connect_swapped (manager, "card-inserted", G_CALLBACK (update_readers), self);
  g_signal_connect_swapped (manager, "card-removed", G_CALLBACK (update_readers), self);
  spice_channel_connect (self->channel);
  update_readers (self);
}

static void
release (SprintSmartCardChannel *self)
{
  static const char * const none[] = { NULL };

  self->started = FALSE;
  set_listening (self, FALSE);
  g_signal_handlers_disconnect_by_data (spice_smartcard_manager_get (), self);
  sprint_card_library_release ();
  sprint_smart_cards_set_readers (self->cards, none, 0);
}

static void
stop (SprintSmartCardChannel *self)
{
  g_clear_handle_id (&self->start_id, g_source_remove);
  g_clear_handle_id (&self->lost_id, g_source_remove);
  g_clear_error (&self->lost);
  if (!self->started)
    return;

  release (self);
  spice_channel_disconnect (self->channel, SPICE_CHANNEL_NONE);
}

static gboolean
lost_cb (gpointer user_data)
{
  SprintSmartCardChannel *self = user_data;
  g_autoptr (GError) error = sprint_usb_error_explain (self->lost);

  self->lost_id = 0;
  sprint_smart_cards_fail (self->cards, error);

  return G_SOURCE_REMOVE;
}

/* With the connection it is no fault, and the machine gets the readers back. */
static void
event_cb (SprintSmartCardChannel *self,
          SpiceChannelEvent       event)
{
  g_autoptr (GError) refusal = NULL;

  if (event == SPICE_CHANNEL_NONE || event == SPICE_CHANNEL_SWITCHING)
    return;
  if (event != SPICE_CHANNEL_OPENED)
    refusal = sprint_channel_refusal_take (self->channel);
  if (!self->started)
    return;
  if (event == SPICE_CHANNEL_OPENED) {
    set_listening (self, TRUE);
    return;
  }

  release (self);
  self->lost = refusal != NULL ? g_steal_pointer (&refusal)
                               : g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_LOST,
                                                      "The smart card channel was closed");
  self->lost_id = g_timeout_add (LOST_DELAY, lost_cb, self);
}

static void
sprint_smart_card_channel_dispose (GObject *object)
{
  SprintSmartCardChannel *self = SPRINT_SMART_CARD_CHANNEL (object);

  if (self->channel != NULL)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  if (self->cards != NULL) {
    g_signal_handlers_disconnect_by_data (self->cards, self);
    stop (self);
    sprint_smart_cards_set_available (self->cards, FALSE);
  }
  g_clear_object (&self->cards);
  g_clear_object (&self->channel);

  G_OBJECT_CLASS (sprint_smart_card_channel_parent_class)->dispose (object);
}

/* A channel has its socket until all of it is closed. */
static gboolean
start_cb (gpointer user_data)
{
  SprintSmartCardChannel *self = user_data;
  g_autoptr (GSocket) socket = NULL;

  g_object_get (self->channel, "socket", &socket, NULL);
  if (socket != NULL)
    return G_SOURCE_CONTINUE;

  self->start_id = 0;
  start (self);

  return G_SOURCE_REMOVE;
}

/* Later, as nobody opens a channel that is only just being offered. */
static void
enabled_cb (SprintSmartCardChannel *self)
{
  if (!sprint_smart_cards_get_enabled (self->cards))
    stop (self);
  else if (self->start_id == 0 && !self->started)
    self->start_id = g_timeout_add (CLOSED_INTERVAL, start_cb, self);
}

static void
sprint_smart_card_channel_class_init (SprintSmartCardChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_smart_card_channel_dispose;
}

static void
sprint_smart_card_channel_init (SprintSmartCardChannel *self)
{
}

/* Software cards are the session's, and only the first session's of all count. */
static void
set_certificates (SprintSmartCardChannel *self)
{
  const char * const *certificates = sprint_smart_cards_get_certificates (self->cards);
  g_autoptr (GObject) session = NULL;

  if (certificates == NULL)
    return;

  g_object_get (self->channel, "spice-session", &session, NULL);
  g_object_set (session,
                "smartcard-db", sprint_smart_cards_get_database (self->cards),
                "smartcard-certificates", certificates,
                NULL);
}

SprintSmartCardChannel *
sprint_smart_card_channel_new (SpiceSmartcardChannel *channel,
                               SprintSmartCards      *cards)
{
  SprintSmartCardChannel *self = g_object_new (SPRINT_TYPE_SMART_CARD_CHANNEL, NULL);

  self->channel = g_object_ref (SPICE_CHANNEL (channel));
  self->cards = g_object_ref (cards);
  self->listening = TRUE;
  set_listening (self, FALSE);
  if (!sprint_card_library_is_there ())
    return self;

  set_certificates (self);
  g_signal_connect_swapped (channel, "channel-event", G_CALLBACK (event_cb), self);
  g_signal_connect_swapped (cards, "notify::enabled", G_CALLBACK (enabled_cb), self);
  sprint_smart_cards_set_available (cards, TRUE);
  enabled_cb (self);

  return self;
}

void
sprint_smart_card_channel_ignore (SpiceSmartcardChannel *channel)
{
  g_signal_handlers_disconnect_by_data (spice_smartcard_manager_get (), channel);
}
