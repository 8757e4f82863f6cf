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

/* The channel's and the thread's. */
struct _SprintChannelGuard
{
  gatomicrefcount ref_count;
  int server;
  int library;
  SprintMessageJudge *judge;
  GByteArray *inward;    /* from the server */
  gsize passed;          /* of it, what has been passed on */
  gsize ready;           /* what may be */
  gsize wanted;          /* how much there must be behind that */
  GByteArray *outward;
  gsize given;
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
  g_byte_array_unref (self->inward);
  g_byte_array_unref (self->outward);
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
receive (int         fd,
         GByteArray *to)
{
  gsize before = to->len;
  ssize_t n;

  g_byte_array_set_size (to, before + CHUNK);
  n = recv (fd, to->data + before, CHUNK, MSG_DONTWAIT);
  g_byte_array_set_size (to, before + MAX (n, 0));

  return n > 0 || (n < 0 && is_later ());
}

/* Of what is there, all up to @end; @gone counts what has been sent. */
static gboolean
send_some (int         fd,
           GByteArray *from,
           gsize      *gone,
           gsize       end)
{
  ssize_t n = send (fd, from->data + *gone, end - *gone, MSG_DONTWAIT | MSG_NOSIGNAL);

  if (n < 0)
    return is_later ();

  *gone += n;
  if (*gone < end)
    return TRUE;

  g_byte_array_remove_range (from, 0, end);
  *gone = 0;

  return TRUE;
}

/* What may be passed on of what is there. */
static gboolean
examine (SprintChannelGuard *self)
{
  GError *error = NULL;

  if (self->inward->len < self->wanted)
    return TRUE;

  self->ready = sprint_message_judge_examine (self->judge, self->inward, &self->wanted, &error);
  if (error == NULL)
    return TRUE;

  g_mutex_lock (&self->mutex);
  self->error = error;
  g_mutex_unlock (&self->mutex);

  return FALSE;
}

static gboolean
carry_inward (SprintChannelGuard  *self,
              const struct pollfd *server,
              const struct pollfd *library)
{
  if (self->ready == 0)
    return server->revents == 0 || (receive (self->server, self->inward) && examine (self));
  if ((library->revents & POLLOUT) == 0)
    return TRUE;
  if (!send_some (self->library, self->inward, &self->passed, self->ready))
    return FALSE;

  if (self->passed == 0)
    self->ready = 0;

  return TRUE;
}

static gboolean
carry_outward (SprintChannelGuard  *self,
               const struct pollfd *server,
               const struct pollfd *library)
{
  if (self->outward->len == 0)
    return (library->revents & POLLIN) == 0 || receive (self->library, self->outward);

  return (server->revents & POLLOUT) == 0 ||
         send_some (self->server, self->outward, &self->given, self->outward->len);
}

/* One side's word reaches the other before more of it is read, so that neither is kept here without end. */
static gboolean
carry (SprintChannelGuard *self)
{
  struct pollfd fds[] = { { .fd = self->server }, { .fd = self->library } };
  struct pollfd *server = &fds[0], *library = &fds[1];

  server->events = (self->ready == 0 ? POLLIN : 0) | (self->outward->len > 0 ? POLLOUT : 0);
  library->events = (self->ready > 0 ? POLLOUT : 0) | (self->outward->len == 0 ? POLLIN : 0);
  /* One that hangs up says so all the time, and has been heard to the end first. */
  if (server->events == 0)
    server->fd = -1;
  if (poll (fds, G_N_ELEMENTS (fds), -1) < 0)
    return errno == EINTR;

  return (library->revents & (POLLERR | POLLHUP)) == 0 &&
         carry_inward (self, server, library) && carry_outward (self, server, library);
}

static gpointer
run (gpointer user_data)
{
  SprintChannelGuard *self = user_data;

  while (carry (self))
    ;
  shutdown (self->server, SHUT_RDWR);
  shutdown (self->library, SHUT_RDWR);
  g_mutex_lock (&self->mutex);
  self->ended = TRUE;
  g_mutex_unlock (&self->mutex);
  release (self);

  return NULL;
}

static gboolean
is_inet (int fd)
{
  struct sockaddr_storage address;
  socklen_t size = sizeof address;

  return getpeername (fd, (struct sockaddr *) &address, &size) == 0 &&
         (address.ss_family == AF_INET || address.ss_family == AF_INET6);
}

/* Whether the bytes that the library has read from the socket are those that it has read of SPICE. */
static gboolean
counts_agree (SpiceChannel *channel,
              int           fd)
{
  gulong read = 0;
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;
  int unread = 0;

  g_object_get (channel, "total-read-bytes", &read, NULL);

  return getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 && ioctl (fd, FIONREAD, &unread) == 0 &&
         info.tcpi_bytes_received - unread == read;
}

/* The library does not say which of its channels are encrypted. One for which there is but one port tells by that. */
static gboolean
is_plain (SpiceChannel *channel,
          int           fd)
{
  g_autoptr (GObject) session = NULL;
  g_autofree char *port = NULL;
  g_autofree char *tls_port = NULL;
  g_autofree char *path = NULL;
  gboolean given;

  if (spice_channel_test_common_capability (channel, SPICE_COMMON_CAP_AUTH_SASL))
    return FALSE;

  g_object_get (channel, "spice-session", &session, NULL);
  g_object_get (session, "client-sockets", &given, "port", &port, "tls-port", &tls_port, "unix-path", &path, NULL);
  if (given || path != NULL || tls_port == NULL)
    return TRUE;

  return port != NULL && counts_agree (channel, fd);
}

/* This computer's own QEMU is believed in what it says itself: neither a frame nor a key takes the way through a guard.
 * What any program in the guest can say, it only passes on. */
static gboolean
is_worth_it (SpiceChannel *channel,
             int           fd)
{
  return SPICE_IS_MAIN_CHANNEL (channel) || SPICE_IS_CURSOR_CHANNEL (channel) || is_inet (fd);
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
  self->inward = g_byte_array_new ();
  self->outward = g_byte_array_new ();
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

gint64
sprint_channel_guard_get_round_trip (SprintChannelGuard *self)
{
  struct tcp_info info;
  socklen_t size = sizeof info;

  return getsockopt (self->server, IPPROTO_TCP, TCP_INFO, &info, &size) == 0
         ? (gint64) info.tcpi_rtt : -1;
}
