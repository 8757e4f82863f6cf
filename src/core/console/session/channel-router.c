/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel-router.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "channel-adapters.h"
#include "connection-error.h"
#include "console-error.h"
#include "core/console/guard/channel-guard.h"
#include "core/console/guard/channel-refusal.h"

struct _SprintChannelRouter
{
  GObject parent_instance;

  SprintConsoleSource *source;
  const SprintConsoleParts *parts;
  GHashTable *adapters;
  GPtrArray *channels;
  GHashTable *needed;
  /* Those that wait until the needed ones are open, and which of them have asked for a descriptor by then. */
  GHashTable *later;
  GPtrArray *asking;
  GPtrArray *guards;
  SprintGlzWindow *glz;
  GCancellable *cancellable;
  guint opening;
  gboolean ready;
};

G_DEFINE_FINAL_TYPE (SprintChannelRouter, sprint_channel_router, G_TYPE_OBJECT)

enum {
  REACHED,
  READY,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct {
  SprintChannelRouter *router;
  SpiceChannel *channel;
} Opening;

/* A channel goes on over the socket of the one of its kind and number that was opened to where the guest moves. */
typedef struct {
  int type;
  int id;
  SprintChannelGuard *guard;
} Guarded;

static void
guarded_free (Guarded *guarded)
{
  sprint_channel_guard_free (guarded->guard);
  g_free (guarded);
}

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->router);
  g_object_unref (opening->channel);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
sprint_channel_router_dispose (GObject *object)
{
  SprintChannelRouter *self = SPRINT_CHANNEL_ROUTER (object);

  sprint_channel_router_stop (self);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (sprint_channel_router_parent_class)->dispose (object);
}

static void
sprint_channel_router_finalize (GObject *object)
{
  SprintChannelRouter *self = SPRINT_CHANNEL_ROUTER (object);

  g_hash_table_unref (self->adapters);
  g_ptr_array_unref (self->channels);
  g_hash_table_unref (self->needed);
  g_hash_table_unref (self->later);
  g_ptr_array_unref (self->asking);
  g_ptr_array_unref (self->guards);
  sprint_glz_window_unref (self->glz);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (sprint_channel_router_parent_class)->finalize (object);
}

static gboolean
is_stopped (SprintChannelRouter *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/* With a channel that only is wanted goes what stood on it: nothing may be sent through it any more. The part of the
 * console that it was for is told. */
static void
fail (SprintChannelRouter *self,
      SpiceChannel        *channel,
      GError              *error)
{
  g_autoptr (GError) owned = error;

  if (g_hash_table_contains (self->needed, channel)) {
    g_signal_emit (self, signals[FAILED], 0, owned);
    return;
  }

  /* An end may be told of twice. */
  if (!g_hash_table_remove (self->adapters, channel))
    return;

  g_debug ("A channel of type %s ended: %s", G_OBJECT_TYPE_NAME (channel), owned->message);
  sprint_channel_adapters_fail (self->parts, channel, owned);
}

static GError *
create_open_error (GError *cause)
{
  g_autoptr (GError) owned = cause;

  if (cause->domain == SPRINT_CONSOLE_ERROR)
    return g_steal_pointer (&owned);

  return g_error_new_literal (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_CONNECT, cause->message);
}

static void open_later (SprintChannelRouter *self);

static void
channel_opened (SprintChannelRouter *self,
                SpiceChannel        *channel)
{
  if (SPICE_IS_MAIN_CHANNEL (channel)) {
    g_signal_emit (self, signals[REACHED], 0);
  } else if (g_hash_table_contains (self->needed, channel)) {
    /* A guest without a screen has inputs all the same; both were announced at once. */
    self->opening--;
    if (self->opening == 0) {
      sprint_channel_adapters_settle (self->parts, TRUE);
      open_later (self);
      g_signal_emit (self, signals[READY], 0);
    }
  }
}

static gboolean
is_for (const Guarded *guarded,
        SpiceChannel  *channel)
{
  int type, id;

  g_object_get (channel, "channel-type", &type, "channel-id", &id, NULL);

  return guarded->type == type && guarded->id == id;
}

/* Before its first message is read. */
static void
guard (SprintChannelRouter *self,
       SpiceChannel        *channel,
       gboolean             adopted)
{
  SprintChannelGuard *guard = sprint_channel_guard_new (channel, adopted, self->glz);
  Guarded *guarded;

  for (guint i = self->guards->len; i > 0; i--) {
    const Guarded *before = self->guards->pdata[i - 1];

    if (sprint_channel_guard_is_over (before->guard) || (!adopted && is_for (before, channel)))
      g_ptr_array_remove_index (self->guards, i - 1);
  }
  if (guard == NULL)
    return;

  guarded = g_new0 (Guarded, 1);
  g_object_get (channel, "channel-type", &guarded->type, "channel-id", &guarded->id, NULL);
  guarded->guard = guard;
  g_ptr_array_add (self->guards, guarded);
}

/* (transfer full) (nullable): the word of the guard that has ended it, which is done with that */
static GError *
take_refusal (SprintChannelRouter *self,
              SpiceChannel        *channel)
{
  for (guint i = 0; i < self->guards->len; i++) {
    const Guarded *guarded = self->guards->pdata[i];
    GError *error = is_for (guarded, channel) ? sprint_channel_guard_get_error (guarded->guard) : NULL;

    if (error != NULL) {
      g_ptr_array_remove_index (self->guards, i);
      return error;
    }
  }

  return sprint_channel_refusal_take (channel);
}

/* The library knows only that it was hung up on. */
static GError *
create_end_error (SprintChannelRouter *self,
                  SpiceChannel        *channel,
                  SpiceChannelEvent    event)
{
  GError *error = take_refusal (self, channel);

  return error != NULL ? error : sprint_connection_error_new (self->source, channel, event);
}

/* One that is opened by its adapter or its library, which also sees to its end, and finds here why. */
static void
later_event_cb (SpiceChannel        *channel,
                SpiceChannelEvent    event,
                SprintChannelRouter *self)
{
  GError *error;

  if (!g_hash_table_contains (self->later, channel) || event == SPICE_CHANNEL_NONE || event == SPICE_CHANNEL_SWITCHING)
    return;

  if (event == SPICE_CHANNEL_OPENED) {
    guard (self, channel, FALSE);
    return;
  }

  error = take_refusal (self, channel);
  if (error != NULL)
    sprint_channel_refusal_set (channel, error);
}

static void
channel_event_cb (SpiceChannel        *channel,
                  SpiceChannelEvent    event,
                  SprintChannelRouter *self)
{
  switch (event) {
  case SPICE_CHANNEL_NONE:
  case SPICE_CHANNEL_SWITCHING:
    return;

  case SPICE_CHANNEL_OPENED:
    guard (self, channel, FALSE);
    channel_opened (self, channel);
    return;

  default:
    fail (self, channel, create_end_error (self, channel, event));
    return;
  }
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  SprintChannelRouter *self = opening->router;
  int fd;

  fd = sprint_console_source_open_finish (SPRINT_CONSOLE_SOURCE (source), result, &error);
  if (is_stopped (self)) {
    if (fd >= 0)
      g_close (fd, NULL);
    return;
  }

  if (fd < 0)
    fail (self, opening->channel, create_open_error (g_steal_pointer (&error)));
  else if (!spice_channel_open_fd (opening->channel, fd))
    fail (self, opening->channel,
          sprint_connection_error_new (self->source, opening->channel, SPICE_CHANNEL_ERROR_CONNECT));
}

static void
open_channel (SprintChannelRouter *self,
              SpiceChannel        *channel)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->router = g_object_ref (self);
  opening->channel = g_object_ref (channel);
  sprint_console_source_open_async (self->source, self->cancellable, opened_cb, opening);
}

/* What can wait has waited for the picture. */
static void
open_later (SprintChannelRouter *self)
{
  self->ready = TRUE;
  for (guint i = 0; i < self->asking->len; i++)
    open_channel (self, self->asking->pdata[i]);
  g_ptr_array_set_size (self->asking, 0);
}

static void
open_fd_cb (SpiceChannel        *channel,
            int                  with_tls,
            SprintChannelRouter *self)
{
  if (is_stopped (self))
    return;

  /* It was told to come back encrypted, and comes back at once, each time. */
  if (with_tls) {
    fail (self, channel, g_error_new_literal (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_ENCRYPTED,
                                              _("The machine’s screen wants an encrypted connection.")));
    return;
  }

  if (!self->ready && g_hash_table_contains (self->later, channel))
    g_ptr_array_add (self->asking, g_object_ref (channel));
  else
    open_channel (self, channel);
}

/* Whoever sent the address can have turned it off. */
static gboolean
is_disabled (SprintChannelRouter *self,
             SpiceChannel        *channel)
{
  SprintConsoleAddress *address = sprint_console_source_get_address (self->source);
  int type = 0;

  if (address == NULL)
    return FALSE;

  g_object_get (channel, "channel-type", &type, NULL);

  return sprint_console_address_disables_channel (address, spice_channel_type_to_string (type));
}

static void
sprint_channel_router_class_init (SprintChannelRouterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_channel_router_dispose;
  object_class->finalize = sprint_channel_router_finalize;

  signals[REACHED] =
    g_signal_new ("reached", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[READY] =
    g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] =
    g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sprint_channel_router_init (SprintChannelRouter *self)
{
  self->adapters = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->channels = g_ptr_array_new_with_free_func (g_object_unref);
  self->needed = g_hash_table_new (NULL, NULL);
  self->later = g_hash_table_new (NULL, NULL);
  self->asking = g_ptr_array_new_with_free_func (g_object_unref);
  self->guards = g_ptr_array_new_with_free_func ((GDestroyNotify) guarded_free);
  self->glz = sprint_glz_window_new (NULL);
  self->cancellable = g_cancellable_new ();
}

SprintChannelRouter *
sprint_channel_router_new (SprintConsoleSource      *source,
                           const SprintConsoleParts *parts)
{
  SprintChannelRouter *self = g_object_new (SPRINT_TYPE_CHANNEL_ROUTER, NULL);

  self->source = g_object_ref (source);
  self->parts = parts;

  return self;
}

void
sprint_channel_router_offer (SprintChannelRouter *self,
                             SpiceChannel        *channel)
{
  g_autoptr (GPtrArray) adapters = NULL;
  SprintChannelNeed need;

  g_return_if_fail (SPRINT_IS_CHANNEL_ROUTER (self));

  if (is_stopped (self) || is_disabled (self, channel))
    return;

  /* An adapter may connect its channel at once, and hears of it after this. */
  g_signal_connect_object (channel, "open-fd", G_CALLBACK (open_fd_cb), self, 0);
  g_signal_connect_object (channel, "channel-event", G_CALLBACK (later_event_cb), self, 0);
  adapters = g_ptr_array_new_with_free_func (g_object_unref);
  need = sprint_channel_adapters_create (self->parts, channel, adapters);
  if (need == SPRINT_CHANNEL_UNUSED)
    return;

  g_ptr_array_add (self->channels, g_object_ref (channel));
  g_hash_table_insert (self->adapters, channel, g_steal_pointer (&adapters));
  if (need == SPRINT_CHANNEL_LATER) {
    g_hash_table_add (self->later, channel);
    return;
  }

  g_signal_connect_object (channel, "channel-event", G_CALLBACK (channel_event_cb), self, 0);
  if (need == SPRINT_CHANNEL_NEEDED)
    g_hash_table_add (self->needed, channel);

  /* The session connects its main channel itself. */
  if (SPICE_IS_MAIN_CHANNEL (channel))
    return;
  if (need == SPRINT_CHANNEL_NEEDED)
    self->opening++;
  spice_channel_connect (channel);
}

void
sprint_channel_router_leave (SprintChannelRouter *self,
                             SprintConsoleSource *source)
{
  g_return_if_fail (SPRINT_IS_CHANNEL_ROUTER (self));

  g_set_object (&self->source, source);
  self->opening = 0;
  /* The library forgets all pictures. */
  sprint_glz_window_unref (self->glz);
  self->glz = sprint_glz_window_new (NULL);
  for (guint i = self->channels->len; i > 0; i--) {
    SpiceChannel *channel = self->channels->pdata[i - 1];

    if (SPICE_IS_MAIN_CHANNEL (channel))
      continue;
    g_signal_handlers_disconnect_by_data (channel, self);
    g_hash_table_remove (self->adapters, channel);
    g_hash_table_remove (self->needed, channel);
    g_ptr_array_remove_index (self->channels, i - 1);
  }
  for (guint i = self->guards->len; i > 0; i--) {
    const Guarded *guarded = self->guards->pdata[i - 1];

    if (guarded->type != SPICE_CHANNEL_MAIN)
      g_ptr_array_remove_index (self->guards, i - 1);
  }
  g_hash_table_remove_all (self->later);
  g_ptr_array_set_size (self->asking, 0);
  self->ready = FALSE;
  sprint_channel_adapters_settle (self->parts, FALSE);
}

void
sprint_channel_router_adopt (SprintChannelRouter *self,
                             SpiceChannel        *channel)
{
  g_return_if_fail (SPRINT_IS_CHANNEL_ROUTER (self));

  /* It is the first; the others are the same connection's. */
  if (SPICE_IS_MAIN_CHANNEL (channel)) {
    g_autoptr (SprintGlzWindow) previous = g_steal_pointer (&self->glz);

    self->glz = sprint_glz_window_new (previous);
  }
  guard (self, channel, TRUE);
}

void
sprint_channel_router_stop (SprintChannelRouter *self)
{
  g_return_if_fail (SPRINT_IS_CHANNEL_ROUTER (self));

  if (is_stopped (self))
    return;

  g_cancellable_cancel (self->cancellable);
  g_hash_table_remove_all (self->adapters);
  sprint_channel_adapters_settle (self->parts, FALSE);
  for (guint i = 0; i < self->channels->len; i++)
    g_signal_handlers_disconnect_by_data (self->channels->pdata[i], self);
  g_hash_table_remove_all (self->needed);
  g_hash_table_remove_all (self->later);
  g_ptr_array_set_size (self->asking, 0);
  g_ptr_array_set_size (self->channels, 0);
  g_ptr_array_set_size (self->guards, 0);
}

gint64
sprint_channel_router_get_round_trip (SprintChannelRouter *self)
{
  g_return_val_if_fail (SPRINT_IS_CHANNEL_ROUTER (self), -1);

  for (guint i = self->guards->len; i > 0; i--) {
    const Guarded *guarded = self->guards->pdata[i - 1];
    gint64 round_trip = sprint_channel_guard_get_round_trip (guarded->guard);

    if (round_trip >= 0)
      return round_trip;
  }

  return -1;
}

/* A graphics card has a monitor, or the only one has them all. */
static SpiceChannel *
find_display (SprintChannelRouter *self,
              guint                number)
{
  SpiceChannel *found = NULL;

  for (guint i = 0; i < self->channels->len; i++) {
    SpiceChannel *channel = self->channels->pdata[i];
    int id;

    if (!SPICE_IS_DISPLAY_CHANNEL (channel))
      continue;
    g_object_get (channel, "channel-id", &id, NULL);
    if (id == (int) number)
      return channel;
    if (id == 0)
      found = channel;
  }

  return found;
}

void
sprint_channel_router_tally (SprintChannelRouter *self,
                             guint                number,
                             SprintPictureTally  *tally)
{
  SpiceChannel *channel;

  g_return_if_fail (SPRINT_IS_CHANNEL_ROUTER (self));

  *tally = (SprintPictureTally) { 0 };
  channel = find_display (self, number);
  for (guint i = self->guards->len; i > 0 && channel != NULL; i--) {
    const Guarded *guarded = self->guards->pdata[i - 1];

    if (is_for (guarded, channel)) {
      sprint_picture_tally_copy (tally, sprint_channel_guard_get_tally (guarded->guard));
      return;
    }
  }
  if (channel != NULL)
    tally->newest = sprint_console_source_get_coding (self->source);
}
