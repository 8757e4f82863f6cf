/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guest-move.h"

#include <glib/gi18n.h>

#include "console-error.h"

/* So often within so long is not a guest that moves. */
#define MOVES_MAX 5
#define MOVES_TIME (30 * G_USEC_PER_SEC)
#define NO_PORT G_MAXUINT16

struct _SprintGuestMove
{
  GObject parent_instance;

  SpiceSession *spice;
  SprintConsoleSource *source;
  SpiceChannel *channel;
  GSocket *socket;        /* the main channel's, before both places were connected to */
  SprintConsoleSource *ahead;
  gint64 first_at;
  guint n_moves;
  gboolean leaving;
};

G_DEFINE_FINAL_TYPE (SprintGuestMove, sprint_guest_move, G_TYPE_OBJECT)

enum {
  LEAVING,
  MOVED,
  REFUSED,
  OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_guest_move_dispose (GObject *object)
{
  SprintGuestMove *self = SPRINT_GUEST_MOVE (object);

  g_clear_object (&self->spice);
  g_clear_object (&self->source);
  g_clear_object (&self->channel);
  g_clear_object (&self->socket);
  g_clear_object (&self->ahead);

  G_OBJECT_CLASS (sprint_guest_move_parent_class)->dispose (object);
}

static void
refuse (SprintGuestMove *self,
        const GError    *error)
{
  g_signal_emit (self, signals[REFUSED], 0, error);
}

static guint
get_port (SpiceSession *spice,
          const char   *property)
{
  g_autofree char *text = NULL;

  g_object_get (spice, property, &text, NULL);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
}

/* What QEMU has not is -1, which arrives as a port that there is; and what was a socket's is none any more. */
static void
correct_place (SpiceSession *spice)
{
  g_object_set (spice, "unix-path", NULL, NULL);
  if (get_port (spice, "port") == NO_PORT)
    g_object_set (spice, "port", NULL, NULL);
  if (get_port (spice, "tls-port") == NO_PORT)
    g_object_set (spice, "tls-port", NULL, NULL);
}

/* Where spice-gtk has been sent. NULL where one does not go. */
static SprintConsoleAddress *
find_place (SprintGuestMove  *self,
            SpiceSession     *spice,
            GError          **error)
{
  SprintConsoleAddress *address = sprint_console_source_get_address (self->source);
  g_autoptr (SprintConsoleAddress) place = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *host = NULL;
  g_autofree char *subject = NULL;

  g_object_get (spice, "host", &host, "cert-subject", &subject, NULL);
  if (address == NULL) {
    /* Translators: %s is a computer's name */
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_MOVED, _("It now runs on %s."),
                 host != NULL ? host : "—");
    return NULL;
  }

  place = sprint_console_address_new_moved (address, host, get_port (spice, "port"),
                                            get_port (spice, "tls-port"),
                                            subject != NULL && *subject != '\0' ? subject : NULL);
  if (!sprint_console_address_check (place, &failure)) {
    g_set_error_literal (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NONSENSE, failure->message);
    return NULL;
  }
  /* What was encrypted stays so. */
  if (sprint_console_address_get_socket (address) == NULL && sprint_console_address_get_port (address) == 0 &&
      sprint_console_address_get_tls_port (place) == 0) {
    g_set_error_literal (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NO_TLS_PORT,
                         _("The computer that the machine moved to has no encrypted port."));
    return NULL;
  }

  return g_steal_pointer (&place);
}

static void
go_to (SprintGuestMove      *self,
       SprintConsoleAddress *place)
{
  g_autoptr (SprintConsoleSource) source = sprint_console_source_new_for_address (place);

  g_set_object (&self->source, source);
  g_clear_object (&self->ahead);
}

static gboolean
moves_too_often (SprintGuestMove *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now - self->first_at > MOVES_TIME) {
    self->first_at = now;
    self->n_moves = 0;
  }

  return ++self->n_moves > MOVES_MAX;
}

static void
sent_away (SprintGuestMove *self)
{
  g_autoptr (SprintConsoleAddress) place = NULL;
  g_autoptr (GError) error = NULL;

  correct_place (self->spice);
  place = find_place (self, self->spice, &error);
  if (place != NULL && moves_too_often (self))
    g_set_error_literal (&error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NONSENSE,
                         _("The computers send one another’s viewers back and forth."));
  if (error != NULL) {
    refuse (self, error);
    return;
  }

  /* The library takes over the host and the subject, and not what it checks. */
  g_object_set (self->spice,
                "verify", sprint_console_address_get_subject (place) != NULL ? SPICE_SESSION_VERIFY_SUBJECT
                                                                             : SPICE_SESSION_VERIFY_HOSTNAME,
                NULL);
  go_to (self, place);
  self->leaving = TRUE;
  g_signal_emit (self, signals[LEAVING], 0);
}

static void
event_cb (SpiceChannel      *channel,
          SpiceChannelEvent  event,
          SprintGuestMove   *self)
{
  if (event == SPICE_CHANNEL_SWITCHING) {
    sent_away (self);
  } else if (event == SPICE_CHANNEL_OPENED && self->leaving) {
    self->leaving = FALSE;
    g_signal_emit (self, signals[MOVED], 0);
  }
}

static void
target_event_cb (SpiceChannel      *channel,
                 SpiceChannelEvent  event,
                 SprintGuestMove   *self)
{
  if (event == SPICE_CHANNEL_OPENED)
    g_signal_emit (self, signals[OPENED], 0, channel);
}

static void
target_channel_cb (SpiceSession    *target,
                   SpiceChannel    *channel,
                   SprintGuestMove *self)
{
  g_signal_connect_object (channel, "channel-event", G_CALLBACK (target_event_cb), self, 0);
}

static void
started_cb (SpiceMainChannel *channel,
            SpiceSession     *target,
            SprintGuestMove  *self)
{
  g_autoptr (SprintConsoleAddress) place = NULL;

  correct_place (target);
  place = find_place (self, target, NULL);
  g_clear_object (&self->ahead);
  if (place != NULL)
    self->ahead = sprint_console_source_new_for_address (place);
  g_clear_object (&self->socket);
  g_object_get (channel, "socket", &self->socket, NULL);
  g_signal_connect_object (target, "channel-new", G_CALLBACK (target_channel_cb), self, 0);
}

/* It is over, and the guest is where the main channel now goes to. */
static void
state_cb (SprintGuestMove *self)
{
  SpiceSessionMigration state;
  g_autoptr (GSocket) before = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (SprintConsoleAddress) place = NULL;
  g_autoptr (GError) error = NULL;

  g_object_get (self->spice, "migration-state", &state, NULL);
  if (state != SPICE_SESSION_MIGRATION_NONE || self->socket == NULL || self->channel == NULL)
    return;

  before = g_steal_pointer (&self->socket);
  g_object_get (self->channel, "socket", &socket, NULL);
  if (socket == before)
    g_clear_object (&self->ahead);
  if (socket == NULL || socket == before)
    return;

  place = find_place (self, self->spice, &error);
  if (place == NULL) {
    refuse (self, error);
    return;
  }
  go_to (self, place);
  g_signal_emit (self, signals[MOVED], 0);
}

static void
sprint_guest_move_class_init (SprintGuestMoveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_guest_move_dispose;

  signals[LEAVING] =
    g_signal_new ("leaving", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] =
    g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[OPENED] =
    g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, SPICE_TYPE_CHANNEL);
}

static void
sprint_guest_move_init (SprintGuestMove *self)
{
}

SprintGuestMove *
sprint_guest_move_new (SpiceSession        *spice,
                       SprintConsoleSource *source)
{
  SprintGuestMove *self = g_object_new (SPRINT_TYPE_GUEST_MOVE, NULL);

  self->spice = g_object_ref (spice);
  self->source = g_object_ref (source);
  g_signal_connect_object (spice, "notify::migration-state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
sprint_guest_move_watch (SprintGuestMove  *self,
                         SpiceMainChannel *channel)
{
  g_return_if_fail (SPRINT_IS_GUEST_MOVE (self));

  g_set_object (&self->channel, SPICE_CHANNEL (channel));
  g_signal_connect_object (channel, "channel-event", G_CALLBACK (event_cb), self, 0);
  g_signal_connect_object (channel, "migration-started", G_CALLBACK (started_cb), self, 0);
}

SprintConsoleSource *
sprint_guest_move_get_source (SprintGuestMove *self)
{
  g_return_val_if_fail (SPRINT_IS_GUEST_MOVE (self), NULL);

  return self->source;
}

SprintConsoleSource *
sprint_guest_move_get_ahead (SprintGuestMove *self)
{
  g_return_val_if_fail (SPRINT_IS_GUEST_MOVE (self), NULL);

  return self->leaving ? self->source : self->ahead;
}
