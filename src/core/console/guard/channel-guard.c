/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel-guard.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <spice/protocol.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "message-judge.h"

/* Bytes that are read at once. */
#define CHUNK (256u * 1024)

/* Memory of a message larger than this is given back. */
#define LARGE (64 * CHUNK)
/* Microseconds for what the library has said before it hung up. */
#define LAST_WORDS (G_USEC_PER_SEC / 5)
/* How often the socket's counts are read, until nothing arrives in between. */
#define COUNTS 8

/* What one side has said: of all that is here, what may be passed on, and what has been of that. */
typedef struct {
  GByteArray *bytes;
  gsize end;
  gsize gone;
} Flow;

/* The channel's and the thread's. */
struct _SprintChannelGuard
{
  gatomicrefcount ref_count;
  int server;
  int library;
  SprintMessageJudge *judge;
  Flow inward;           /* from the server */
  gsize wanted;          /* how much there must be behind what may be passed on */
  Flow outward;
  GMutex mutex;
  GError *error;
  gboolean ended;
};

static void
release (SprintChannelGuard *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_close (self->server, NULL);
  g_close (self->library, NULL);
  sprint_message_judge_free (self->judge);
  g_byte_array_unref (self->inward.bytes);
  g_byte_array_unref (self->outward.bytes);
  g_mutex_clear (&self->mutex);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
is_later (void)
{
  return errno == EAGAIN || errno == EINTR;
}

/* FALSE: the other side has ended. */
static gboolean
receive (int   fd,
         Flow *flow)
{
  GByteArray *to = flow->bytes;
  gsize before = to->len;
  ssize_t n;

  g_byte_array_set_size (to, before + CHUNK);
  n = recv (fd, to->data + before, CHUNK, MSG_DONTWAIT);
  g_byte_array_set_size (to, before + MAX (n, 0));

  return n > 0 || (n < 0 && is_later ());
}

/* What has been passed on; an array keeps the memory of the largest message that was in it. */
static void
forget (Flow *flow)
{
  GByteArray *old = flow->bytes;

  if (flow->end > LARGE) {
    flow->bytes = g_byte_array_append (g_byte_array_new (), old->data + flow->end, old->len - flow->end);
    g_byte_array_unref (old);
  } else {
    g_byte_array_remove_range (old, 0, flow->end);
  }
  flow->end = flow->gone = 0;
}

/* Of what may be passed on. */
static gboolean
send_some (int   fd,
           Flow *flow)
{
  ssize_t n = send (fd, flow->bytes->data + flow->gone, flow->end - flow->gone, MSG_DONTWAIT | MSG_NOSIGNAL);

  if (n < 0)
    return is_later ();

  flow->gone += n;
  if (flow->gone == flow->end)
    forget (flow);

  return TRUE;
}

/* What may be passed on of what is there. */
static gboolean
examine (SprintChannelGuard *self)
{
  GError *error = NULL;

  if (self->inward.bytes->len < self->wanted)
    return TRUE;

  self->inward.end = sprint_message_judge_examine (self->judge, self->inward.bytes, &self->wanted, &error);
  if (error == NULL)
    return TRUE;

  g_mutex_lock (&self->mutex);
  self->error = error;
  g_mutex_unlock (&self->mutex);

  return FALSE;
}

/* What the library says is passed on as it is. */
static gboolean
hear_library (SprintChannelGuard *self)
{
  gboolean open = receive (self->library, &self->outward);

  self->outward.end = self->outward.bytes->len;

  return open;
}

static gboolean
carry_inward (SprintChannelGuard  *self,
              const struct pollfd *server,
              const struct pollfd *library)
{
  if (self->inward.end == 0)
    return server->revents == 0 || (receive (self->server, &self->inward) && examine (self));

  return (library->revents & POLLOUT) == 0 || send_some (self->library, &self->inward);
}

static gboolean
carry_outward (SprintChannelGuard  *self,
               const struct pollfd *server,
               const struct pollfd *library)
{
  if (self->outward.end == 0)
    return (library->revents & POLLIN) == 0 || hear_library (self);

  return (server->revents & POLLOUT) == 0 || send_some (self->server, &self->outward);
}

/* One side's word reaches the other before more of it is read, so that neither is kept here without end. */
static gboolean
carry (SprintChannelGuard *self)
{
  struct pollfd fds[] = { { .fd = self->server }, { .fd = self->library } };
  struct pollfd *server = &fds[0], *library = &fds[1];

  server->events = (self->inward.end == 0 ? POLLIN : 0) | (self->outward.end > 0 ? POLLOUT : 0);
  library->events = (self->inward.end > 0 ? POLLOUT : 0) | (self->outward.end == 0 ? POLLIN : 0);
  /* One that hangs up says so all the time, and has been heard to the end first. */
  if (server->events == 0)
    server->fd = -1;
  if (poll (fds, G_N_ELEMENTS (fds), -1) < 0)
    return errno == EINTR;

  return (library->revents & (POLLERR | POLLHUP)) == 0 &&
         carry_inward (self, server, library) && carry_outward (self, server, library);
}

/* Keys that are let go are the last that the library says before it hangs up; a server that does not listen does not
 * keep this here. */
static void
say_last (SprintChannelGuard *self)
{
  gint64 deadline = g_get_monotonic_time () + LAST_WORDS;
  struct pollfd server = { .fd = self->server, .events = POLLOUT };

  for (;;) {
    gint64 left = deadline - g_get_monotonic_time ();

    if (self->outward.end == 0)
      hear_library (self);
    if (self->outward.end == 0 || left <= 0 || poll (&server, 1, left / 1000) <= 0 ||
        !send_some (self->server, &self->outward))
      return;
  }
}

static gpointer
run (gpointer user_data)
{
  SprintChannelGuard *self = user_data;

  while (carry (self))
    ;
  say_last (self);
  shutdown (self->server, SHUT_RDWR);
  shutdown (self->library, SHUT_RDWR);
  g_mutex_lock (&self->mutex);
  self->ended = TRUE;
  g_mutex_unlock (&self->mutex);
  release (self);

  return NULL;
}

/* Whether it is a descriptor that whoever connects was given, and not the library's own. */
static gboolean
is_given (SpiceChannel *channel)
{
  g_autoptr (GObject) session = NULL;
  gboolean given = FALSE;

  g_object_get (channel, "spice-session", &session, NULL);
  g_object_get (session, "client-sockets", &given, NULL);

  return given;
}

static gboolean
is_inet (int fd)
{
  struct sockaddr_storage address;
  socklen_t size = sizeof address;

  return getpeername (fd, (struct sockaddr *) &address, &size) == 0 &&
         (address.ss_family == AF_INET || address.ss_family == AF_INET6);
}

/* Bytes that have been read from the socket; FALSE: they cannot be told. What arrives between the calls is counted by
 * one of them only. */
static gboolean
count_read (int      fd,
            guint64 *count)
{
  for (int i = 0; i < COUNTS; i++) {
    struct tcp_info info = { 0 };
    socklen_t size = sizeof info;
    int before = 0, after = 0;

    if (ioctl (fd, FIONREAD, &before) != 0 || getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
        ioctl (fd, FIONREAD, &after) != 0)
      return FALSE;
    *count = info.tcpi_bytes_received - after;
    if (before == after)
      return TRUE;
  }

  return FALSE;
}

/* Whether the bytes that the library has read from the socket are those that it has read of SPICE; the other side's end
 * counts as one, and encryption takes hundreds. Where that cannot be told they are taken for that: encrypted ones will
 * make no sense, and plain ones are not left without a guard. */
static gboolean
counts_agree (SpiceChannel *channel,
              int           fd)
{
  gulong read = 0;
  guint64 count = 0;

  g_object_get (channel, "total-read-bytes", &read, NULL);

  return !count_read (fd, &count) || count == read || count == read + 1;
}

/* An urgent byte makes the counts differ: where it was connected to tells as well. */
static gboolean
is_connected_to (int         fd,
                 const char *port)
{
  struct sockaddr_storage address = { 0 };
  socklen_t size = sizeof address;
  guint16 peer;

  if (getpeername (fd, (struct sockaddr *) &address, &size) != 0)
    return FALSE;
  if (address.ss_family == AF_INET)
    peer = ((struct sockaddr_in *) &address)->sin_port;
  else if (address.ss_family == AF_INET6)
    peer = ((struct sockaddr_in6 *) &address)->sin6_port;
  else
    return FALSE;

  return g_ntohs (peer) == g_ascii_strtoull (port, NULL, 10);
}

/* What the library chooses where the server lets it choose, if it can. */
static gboolean
could_use_sasl (SpiceChannel *channel)
{
  return spice_channel_test_common_capability (channel, SPICE_COMMON_CAP_PROTOCOL_AUTH_SELECTION) &&
         spice_channel_test_common_capability (channel, SPICE_COMMON_CAP_AUTH_SASL);
}

/* The library does not say which of its channels are encrypted. One for which there is but one port tells by that. A
 * server's word that a login could be by SASL is not one that it was: after that the last four bytes of the log-in have
 * come encrypted already. */
static gboolean
is_plain (SpiceChannel *channel,
          int           fd)
{
  g_autoptr (GObject) session = NULL;
  g_autofree char *port = NULL;
  g_autofree char *tls_port = NULL;
  g_autofree char *path = NULL;

  if (could_use_sasl (channel))
    return is_inet (fd) && counts_agree (channel, fd);

  g_object_get (channel, "spice-session", &session, NULL);
  g_object_get (session, "port", &port, "tls-port", &tls_port, "unix-path", &path, NULL);
  if (is_given (channel) || path != NULL || tls_port == NULL)
    return TRUE;

  return port != NULL &&
         ((g_strcmp0 (port, tls_port) != 0 && is_connected_to (fd, port)) || counts_agree (channel, fd));
}

/* This computer's own QEMU, of which libvirt gives descriptors, is believed in what it says itself: neither a frame nor
 * a key takes the way through a guard. What any program in the guest can say, it only passes on. Behind a socket that an
 * address names there may be another computer. */
static gboolean
is_worth_it (SpiceChannel *channel,
             int           fd)
{
  return SPICE_IS_MAIN_CHANNEL (channel) || SPICE_IS_CURSOR_CHANNEL (channel) || !is_given (channel) || is_inet (fd);
}

/* The library's descriptor becomes one of @pair's; what it was before is the guard's. */
static int
exchange (int fd,
          int pair[2])
{
  int server = fcntl (fd, F_DUPFD_CLOEXEC, 0);

  if (server < 0)
    return -1;
  if (dup3 (pair[0], fd, O_CLOEXEC) < 0)
    g_clear_fd (&server, NULL);
  else
    fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) | O_NONBLOCK);

  return server;
}

SprintChannelGuard *
sprint_channel_guard_new (SpiceChannel    *channel,
                          gboolean         adopted,
                          SprintGlzWindow *glz)
{
  g_autoptr (GSocket) socket = NULL;
  SprintChannelGuard *self;
  int pair[2], server, fd, type;

  g_object_get (channel, "socket", &socket, "channel-type", &type, NULL);
  if (socket == NULL)
    return NULL;
  fd = g_socket_get_fd (socket);
  if (!is_worth_it (channel, fd) || !is_plain (channel, fd) ||
      socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    return NULL;

  server = exchange (fd, pair);
  g_close (pair[0], NULL);
  if (server < 0) {
    g_close (pair[1], NULL);
    return NULL;
  }

  self = g_new0 (SprintChannelGuard, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_atomic_ref_count_inc (&self->ref_count);
  self->server = server;
  self->library = pair[1];
  self->judge = sprint_message_judge_new (type, spice_channel_test_common_capability (channel,
                                                                                      SPICE_COMMON_CAP_MINI_HEADER),
                                          adopted, glz);
  self->inward.bytes = g_byte_array_new ();
  self->outward.bytes = g_byte_array_new ();
  g_mutex_init (&self->mutex);
  g_thread_unref (g_thread_new ("channel-guard", run, self));

  return self;
}

void
sprint_channel_guard_free (SprintChannelGuard *self)
{
  release (self);
}

GError *
sprint_channel_guard_get_error (SprintChannelGuard *self)
{
  GError *error;

  g_mutex_lock (&self->mutex);
  error = self->error != NULL ? g_error_copy (self->error) : NULL;
  g_mutex_unlock (&self->mutex);

  return error;
}

gboolean
sprint_channel_guard_is_over (SprintChannelGuard *self)
{
  gboolean over;

  g_mutex_lock (&self->mutex);
  over = self->ended && self->error == NULL;
  g_mutex_unlock (&self->mutex);

  return over;
}

const SprintPictureTally *
sprint_channel_guard_get_tally (SprintChannelGuard *self)
{
  return sprint_message_judge_get_tally (self->judge);
}

gint64
sprint_channel_guard_get_round_trip (SprintChannelGuard *self)
{
  struct tcp_info info;
  socklen_t size = sizeof info;

  return getsockopt (self->server, IPPROTO_TCP, TCP_INFO, &info, &size) == 0
         ? (gint64) info.tcpi_rtt : -1;
}
