/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/session/console-session.h"

#include <poll.h>
#include <spice/enums.h>
#include <string.h>
#include <unistd.h>

#include "await.h"
#include "certificates.h"
#include "core/console/source/connection-file.h"
#include "core/console/source/spice-uri.h"
#include "remove-tree.h"
#include "spice-server-double.h"

#define SUBJECT "O=Sprint,CN=screen.example"

typedef struct {
  char *folder;
  SpiceServerDouble *server;
  SprintConsoleSession *session;
  SprintConsoleLogin *login;
  guint port;
  guint tls_port;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("remote-XXXXXX", NULL);
  fixture->session = g_object_new (SPRINT_TYPE_CONSOLE_SESSION, "answer-timeout", 5000, NULL);
  fixture->login = sprint_console_session_get_login (fixture->session);
  fixture->port = certificates_find_port ();
  fixture->tls_port = certificates_find_port ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleSession *session = fixture->session;

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &fixture->session);
  g_object_unref (session);
  await (fixture->session == NULL);
  /* What was hung up on is to be known to the server: a handshake that is under way would outlive it. */
  while (g_main_context_iteration (NULL, FALSE));
  if (fixture->server != NULL) {
    g_object_add_weak_pointer (G_OBJECT (fixture->server), (gpointer *) &fixture->server);
    g_object_unref (fixture->server);
    await (fixture->server == NULL);
  }
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static void
serve (Fixture                *fixture,
       const SpiceDoublePlace *place)
{
  SpiceScreenDouble *screen;

  fixture->server = spice_server_double_new_at (place);
  screen = spice_server_double_get_screen (fixture->server);
  spice_screen_double_create_surface (screen, SPICE_SURFACE_FMT_32_xRGB, 64, 48);
  spice_screen_double_fill (screen, 0, 0, 64, 48, 0x102030);
}

static void
serve_with_password (Fixture    *fixture,
                     const char *password)
{
  serve (fixture, &(SpiceDoublePlace) { .port = fixture->port, .password = password });
}

/* @certificate: made with what follows */
static void
serve_encrypted (Fixture    *fixture,
                 guint       port,
                 const char *subject,
                 const char *names,
                 int         days)
{
  g_autofree char *authority = g_build_filename (fixture->folder, "authority.pem", NULL);
  g_autofree char *certificate = g_build_filename (fixture->folder, "server.pem", NULL);
  g_autofree char *key = g_build_filename (fixture->folder, "server.key", NULL);

  certificates_make_authority (fixture->folder, "authority");
  certificates_make (fixture->folder, "authority", "server", subject, names, days);
  serve (fixture, &(SpiceDoublePlace) {
    .port = port, .tls_port = fixture->tls_port, .authority = authority, .certificate = certificate, .key = key,
  });
}

static void
connect_to (Fixture              *fixture,
            SprintConsoleAddress *address)
{
  g_autoptr (SprintConsoleSource) source = sprint_console_source_new_for_address (address);

  sprint_console_session_connect (fixture->session, source);
}

static void
connect_by_uri (Fixture    *fixture,
                const char *password)
{
  g_autofree char *uri = password != NULL
    ? g_strdup_printf ("spice://127.0.0.1:%u?password=%s", fixture->port, password)
    : g_strdup_printf ("spice://127.0.0.1:%u", fixture->port);
  g_autoptr (SprintConsoleAddress) address = sprint_spice_uri_parse (uri, NULL);

  connect_to (fixture, address);
}

/* @rest: more lines of a connection file */
static void
connect_by_file (Fixture    *fixture,
                 guint       port,
                 const char *ca,
                 const char *subject,
                 const char *rest)
{
  g_autoptr (GString) text = g_string_new ("[virt-viewer]\ntype=spice\nhost=127.0.0.1\n");
  g_autoptr (SprintConsoleInvitation) invitation = NULL;
  g_autoptr (GError) error = NULL;

  if (port != 0)
    g_string_append_printf (text, "port=%u\n", port);
  g_string_append_printf (text, "tls-port=%u\n", fixture->tls_port);
  if (ca != NULL) {
    g_autofree char *pem = certificates_read (fixture->folder, ca);
    g_auto (GStrv) lines = g_strsplit (pem, "\n", -1);
    g_autofree char *line = g_strjoinv ("\\n", lines);

    g_string_append_printf (text, "ca=%s\n", line);
  }
  if (subject != NULL)
    g_string_append_printf (text, "host-subject=%s\n", subject);
  if (rest != NULL)
    g_string_append (text, rest);

  invitation = sprint_connection_file_parse (text->str, text->len, "a.vv", &error);
  g_assert_no_error (error);
  connect_to (fixture, sprint_console_invitation_get_address (invitation));
}

static gboolean
shows (Fixture *fixture,
       guint32  pixel)
{
  SprintFramebuffer *framebuffer = sprint_console_session_get_framebuffer (fixture->session);
  const guint8 *at = sprint_framebuffer_get_data (framebuffer);

  if (sprint_console_session_get_state (fixture->session) != SPRINT_CONSOLE_STATE_CONNECTED ||
      sprint_framebuffer_get_width (framebuffer) != 64)
    return FALSE;

  return (guint32) (at[0] | at[1] << 8 | at[2] << 16) == pixel;
}

static void
await_picture (Fixture *fixture)
{
  await (shows (fixture, 0x102030));
}

static void
await_error (Fixture            *fixture,
             SprintConsoleError  code,
             gboolean            retrying)
{
  await (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_LOST);
  g_test_message ("%s", sprint_console_session_get_error (fixture->session)->message);
  g_assert_error (sprint_console_session_get_error (fixture->session), SPRINT_CONSOLE_ERROR, (int) code);
  g_assert_cmpint (sprint_console_session_get_retrying (fixture->session), ==, retrying);
}

static void
await_question (Fixture               *fixture,
                SprintConsoleQuestion  question)
{
  await (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_ASKING);
  g_assert_cmpint (sprint_console_login_get_question (fixture->login), ==, question);
  g_assert_false (sprint_console_login_get_wants_username (fixture->login));
}

static void
test_plain (Fixture       *fixture,
            gconstpointer  data)
{
  serve (fixture, &(SpiceDoublePlace) { .port = fixture->port });
  connect_by_uri (fixture, NULL);
  g_assert_cmpint (sprint_console_session_get_state (fixture->session), ==, SPRINT_CONSOLE_STATE_CONNECTING);
  await_picture (fixture);
  g_assert_cmpstr (sprint_console_session_get_name (fixture->session), ==, "double");
  sprint_console_input_press_key (sprint_console_session_get_input (fixture->session), 30);
  await (spice_input_double_get_scancodes (spice_server_double_get_input (fixture->server))->len == 1);
}

static void
test_socket (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a b.sock", NULL);
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *uri = g_strconcat ("spice+unix://", escaped, NULL);
  g_autoptr (SprintConsoleAddress) address = sprint_spice_uri_parse (uri, NULL);

  /* Not there yet, and then it is. */
  connect_to (fixture, address);
  await_error (fixture, SPRINT_CONSOLE_ERROR_REFUSED, TRUE);
  serve (fixture, &(SpiceDoublePlace) { .socket = path });
  await_picture (fixture);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  connect_by_uri (fixture, NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_REFUSED, TRUE);
  serve (fixture, &(SpiceDoublePlace) { .port = fixture->port });
  await_picture (fixture);
}

static void
test_no_host (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SprintConsoleAddress) address = sprint_spice_uri_parse ("spice://no-such-host.invalid:5900", NULL);

  connect_to (fixture, address);
  await_error (fixture, SPRINT_CONSOLE_ERROR_NO_HOST, TRUE);
}

/* The system takes the connection, and nobody behind it does. */
static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new (loopback, fixture->port);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, 0, NULL);

  g_assert_true (g_socket_bind (socket, place, TRUE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  g_clear_object (&fixture->session);
  fixture->session = g_object_new (SPRINT_TYPE_CONSOLE_SESSION, "answer-timeout", 300, NULL);
  connect_by_uri (fixture, NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_TIMED_OUT, TRUE);
}

static void
test_password (Fixture       *fixture,
               gconstpointer  data)
{
  serve_with_password (fixture, "secret");
  connect_by_uri (fixture, "secret");
  await_picture (fixture);
  g_assert_cmpint (sprint_console_login_get_question (fixture->login), ==, SPRINT_CONSOLE_QUESTION_NONE);
}

static void
test_asked (Fixture       *fixture,
            gconstpointer  data)
{
  serve_with_password (fixture, "secret");
  connect_by_uri (fixture, NULL);
  await_question (fixture, SPRINT_CONSOLE_QUESTION_NEEDED);

  /* As often as it is wrong; never by itself. */
  for (int i = 0; i < 3; i++) {
    sprint_console_login_answer (fixture->login, NULL, i == 1 ? "" : "guess");
    g_assert_cmpint (sprint_console_session_get_state (fixture->session), ==, SPRINT_CONSOLE_STATE_CONNECTING);
    await_question (fixture, SPRINT_CONSOLE_QUESTION_WRONG);
  }

  /* Longer than a SPICE password can be. */
  sprint_console_login_answer (fixture->login, NULL, "0123456789012345678901234567890123456789012345678901234567890123");
  await_question (fixture, SPRINT_CONSOLE_QUESTION_WRONG);

  sprint_console_login_answer (fixture->login, NULL, "secret");
  await_picture (fixture);

  /* Nothing is asked: nothing is answered. */
  sprint_console_login_answer (fixture->login, NULL, "other");
  sprint_console_login_decline (fixture->login);
  g_assert_cmpint (sprint_console_session_get_state (fixture->session), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

static void
test_declined (Fixture       *fixture,
               gconstpointer  data)
{
  serve_with_password (fixture, "secret");
  connect_by_uri (fixture, NULL);
  await_question (fixture, SPRINT_CONSOLE_QUESTION_NEEDED);
  sprint_console_login_decline (fixture->login);
  await_error (fixture, SPRINT_CONSOLE_ERROR_PASSWORD, FALSE);

  /* A person can think better of it. */
  sprint_console_session_retry (fixture->session);
  await_question (fixture, SPRINT_CONSOLE_QUESTION_NEEDED);
  sprint_console_login_answer (fixture->login, NULL, "secret");
  await_picture (fixture);
}

static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  serve_with_password (fixture, "secret");
  spice_server_double_set_password (fixture->server, "secret", -10, FALSE);
  connect_by_uri (fixture, "secret");
  await_question (fixture, SPRINT_CONSOLE_QUESTION_STALE);
  spice_server_double_set_password (fixture->server, "newer", 0, FALSE);
  sprint_console_login_answer (fixture->login, NULL, "newer");
  await_picture (fixture);
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  serve_with_password (fixture, "secret");
  connect_by_uri (fixture, NULL);
  await_question (fixture, SPRINT_CONSOLE_QUESTION_NEEDED);
  sprint_console_login_answer (fixture->login, NULL, "secret");
  await_picture (fixture);

  /* Lost, and back with the same one; then with one that is no good any more. */
  spice_server_double_set_password (fixture->server, "secret", 0, TRUE);
  await (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_true (sprint_console_session_get_retrying (fixture->session));
  await_picture (fixture);
  spice_server_double_set_password (fixture->server, "newer", 0, TRUE);
  await (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_LOST);
  sprint_console_session_retry (fixture->session);
  await_question (fixture, SPRINT_CONSOLE_QUESTION_CHANGED);
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
  sprint_console_login_answer (fixture->login, NULL, "newer");
  await_picture (fixture);

  /* Let go of, it is forgotten. */
  sprint_console_session_disconnect (fixture->session);
  g_assert_null (sprint_console_login_get_credentials (fixture->login));
}

static void
test_question_taken_back (Fixture       *fixture,
                          gconstpointer  data)
{
  serve_with_password (fixture, "secret");
  connect_by_uri (fixture, NULL);
  await_question (fixture, SPRINT_CONSOLE_QUESTION_NEEDED);
  sprint_console_session_disconnect (fixture->session);
  g_assert_cmpint (sprint_console_login_get_question (fixture->login), ==, SPRINT_CONSOLE_QUESTION_NONE);
  g_assert_cmpint (sprint_console_session_get_state (fixture->session), ==, SPRINT_CONSOLE_STATE_OFF);
  sprint_console_login_answer (fixture->login, NULL, "secret");
  g_assert_cmpint (sprint_console_session_get_state (fixture->session), ==, SPRINT_CONSOLE_STATE_OFF);
}

static void
test_subject (Fixture       *fixture,
              gconstpointer  data)
{
  serve_encrypted (fixture, 0, "/O=Sprint/CN=screen.example", NULL, 10);
  connect_by_file (fixture, 0, "authority", SUBJECT, NULL);
  await_picture (fixture);

  connect_by_file (fixture, 0, "authority", "O=Sprint,CN=other.example", NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_WRONG_SUBJECT, FALSE);
  g_assert_nonnull (strstr (sprint_console_session_get_error (fixture->session)->message, "screen.example"));

  /* Made out to no 127.0.0.1 either. */
  connect_by_file (fixture, 0, "authority", NULL, NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_WRONG_SUBJECT, FALSE);

  /* Half of a subject is none. */
  connect_by_file (fixture, 0, "authority", "CN=screen.example", NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_WRONG_SUBJECT, FALSE);
}

static void
test_host (Fixture       *fixture,
           gconstpointer  data)
{
  serve_encrypted (fixture, 0, "/CN=screen.example", "IP:127.0.0.1", 10);
  connect_by_file (fixture, 0, "authority", NULL, NULL);
  await_picture (fixture);

  /* Asked for by its subject, the host's name is not enough. */
  connect_by_file (fixture, 0, "authority", SUBJECT, NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_WRONG_SUBJECT, FALSE);
}

static void
test_authority (Fixture       *fixture,
                gconstpointer  data)
{
  serve_encrypted (fixture, 0, "/O=Sprint/CN=screen.example", "IP:127.0.0.1", 10);
  certificates_make_authority (fixture->folder, "stranger");
  connect_by_file (fixture, 0, "stranger", SUBJECT, NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_UNTRUSTED, FALSE);

  /* The system does not know it. */
  connect_by_file (fixture, 0, NULL, SUBJECT, NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_UNTRUSTED, FALSE);
  connect_by_file (fixture, 0, NULL, NULL, NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_UNTRUSTED, FALSE);
}

static void
test_expired (Fixture       *fixture,
              gconstpointer  data)
{
  serve_encrypted (fixture, 0, "/O=Sprint/CN=screen.example", NULL, -1);
  connect_by_file (fixture, 0, "authority", SUBJECT, NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_EXPIRED, FALSE);
}

static void
test_ciphers (Fixture       *fixture,
              gconstpointer  data)
{
  serve_encrypted (fixture, 0, "/O=Sprint/CN=screen.example", NULL, 10);
  connect_by_file (fixture, 0, "authority", SUBJECT, "tls-ciphers=HIGH\n");
  await_picture (fixture);
}

/* The encrypted port answers in another language. */
static void
test_no_tls (Fixture       *fixture,
             gconstpointer  data)
{
  serve (fixture, &(SpiceDoublePlace) { .port = fixture->tls_port });
  connect_by_file (fixture, 0, NULL, SUBJECT, NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_TLS, FALSE);
}

static void
test_secure_channels (Fixture       *fixture,
                      gconstpointer  data)
{
  serve_encrypted (fixture, fixture->port, "/O=Sprint/CN=screen.example", NULL, 10);
  connect_by_file (fixture, fixture->port, "authority", SUBJECT, "secure-channels=main;inputs\n");
  await_picture (fixture);

  /* The file's word counts before the port that is open to all. */
  connect_by_file (fixture, fixture->port, "authority", "CN=other", "secure-channels=display\n");
  await_error (fixture, SPRINT_CONSOLE_ERROR_WRONG_SUBJECT, FALSE);
}

static void
test_encryption_required (Fixture       *fixture,
                          gconstpointer  data)
{
  serve_encrypted (fixture, fixture->port, "/O=Sprint/CN=screen.example", NULL, 10);
  spice_server_double_require_encryption (fixture->server);
  connect_by_uri (fixture, NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_NO_TLS_PORT, FALSE);

  /* It is sent to the other port, and checks who is there. */
  connect_by_file (fixture, fixture->port, "authority", SUBJECT, NULL);
  await_picture (fixture);
  connect_by_file (fixture, fixture->port, "authority", "CN=other", NULL);
  await_error (fixture, SPRINT_CONSOLE_ERROR_WRONG_SUBJECT, FALSE);
}

static void
test_disabled_channels (Fixture       *fixture,
                        gconstpointer  data)
{
  serve (fixture, &(SpiceDoublePlace) { .port = fixture->port });
  connect_by_file (fixture, fixture->port, NULL, NULL, "disable-channels=inputs\n");
  await_picture (fixture);
  sprint_console_input_press_key (sprint_console_session_get_input (fixture->session), 30);
  spice_screen_double_fill (spice_server_double_get_screen (fixture->server), 0, 0, 64, 48, 0x405060);
  await (shows (fixture, 0x405060));
  g_assert_cmpuint (spice_input_double_get_scancodes (spice_server_double_get_input (fixture->server))->len, ==, 0);
}

/* Ends at any moment, without a word after. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  serve_encrypted (fixture, fixture->port, "/O=Sprint/CN=screen.example", NULL, 10);
  for (int i = 0; i < 12; i++) {
    connect_by_file (fixture, i % 2 ? fixture->port : 0, "authority", i % 3 ? SUBJECT : "CN=other", NULL);
    for (int j = 0; j < i * 3; j++)
      g_main_context_iteration (NULL, FALSE);
    sprint_console_session_disconnect (fixture->session);
    g_assert_cmpint (sprint_console_session_get_state (fixture->session), ==, SPRINT_CONSOLE_STATE_OFF);
    /* The server, which is in this thread, holds it for 30 s where a client comes while the one before is half there:
     * that one, which has only been let go of, hangs up first. */
    for (int j = 0; j < 100 && g_main_context_iteration (NULL, FALSE); j++)
      ;
  }
  connect_by_file (fixture, 0, "authority", SUBJECT, NULL);
  await_picture (fixture);
}

/* Of a HTTP proxy, what SPICE needs. */
typedef struct {
  GSocketService *service;
  int refuses;
  char *wanted;
} Proxy;

static gboolean
pass_on (int from,
         int to)
{
  char bytes[4096];
  gssize n = read (from, bytes, sizeof bytes);

  return n > 0 && write (to, bytes, n) == n;
}

static void
splice_until_end (GSocketConnection *one,
                  GSocketConnection *other)
{
  struct pollfd fds[] = {
    { g_socket_get_fd (g_socket_connection_get_socket (one)), POLLIN, 0 },
    { g_socket_get_fd (g_socket_connection_get_socket (other)), POLLIN, 0 },
  };

  g_socket_set_blocking (g_socket_connection_get_socket (one), TRUE);
  g_socket_set_blocking (g_socket_connection_get_socket (other), TRUE);
  while (poll (fds, 2, -1) > 0)
    for (int i = 0; i < 2; i++)
      if (fds[i].revents != 0 && !pass_on (fds[i].fd, fds[1 - i].fd))
        return;
}

/* In a thread of its own. */
static gboolean
run_cb (Proxy             *proxy,
        GSocketConnection *connection,
        GObject           *source)
{
  static const char refusal[] = "HTTP/1.0 403 Forbidden\r\n\r\n", welcome[] = "HTTP/1.0 200 OK\r\n\r\n";
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) target = NULL;
  g_auto (GStrv) words = NULL;
  char byte;

  while (!g_str_has_suffix (head->str, "\r\n\r\n") && g_input_stream_read (input, &byte, 1, NULL, NULL) == 1)
    g_string_append_c (head, byte);
  words = g_strsplit (head->str, " ", 3);
  if (g_atomic_int_get (&proxy->refuses) || g_strv_length (words) < 3 || !g_str_equal (words[1], proxy->wanted)) {
    g_output_stream_write_all (output, refusal, sizeof refusal - 1, NULL, NULL, NULL);
    return TRUE;
  }

  target = g_socket_client_connect_to_host (client, "127.0.0.1", atoi (strrchr (words[1], ':') + 1), NULL, NULL);
  g_assert_nonnull (target);
  g_output_stream_write_all (output, welcome, sizeof welcome - 1, NULL, NULL, NULL);
  splice_until_end (connection, target);

  return TRUE;
}

static void
connect_by_proxy (Fixture    *fixture,
                  guint       proxy_port,
                  const char *subject)
{
  g_autoptr (SprintConsoleAddress) address = NULL;
  g_autofree char *proxy = g_strdup_printf ("http://127.0.0.1:%u", proxy_port);
  g_autofree char *ca = certificates_read (fixture->folder, "authority");
  g_autoptr (GError) error = NULL;

  /* As Proxmox has it: a name that is the proxy's to understand. */
  address = sprint_console_address_new_for_host ("token:1:2:a::b", 0, fixture->tls_port);
  sprint_console_address_set_proxy (address, proxy);
  sprint_console_address_set_trust (address, ca, subject);
  sprint_console_address_check (address, &error);
  g_assert_no_error (error);
  connect_to (fixture, address);
}

static void
test_proxy (Fixture       *fixture,
            gconstpointer  data)
{
  Proxy proxy = {
    .service = g_threaded_socket_service_new (10),
    .wanted = g_strdup_printf ("token:1:2:a::b:%u", fixture->tls_port),
  };
  guint port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (proxy.service), NULL, NULL);

  g_signal_connect_swapped (proxy.service, "run", G_CALLBACK (run_cb), &proxy);
  serve_encrypted (fixture, 0, "/O=Sprint/CN=screen.example", NULL, 10);
  connect_by_proxy (fixture, port, SUBJECT);
  await_picture (fixture);

  connect_by_proxy (fixture, port, "CN=other");
  await_error (fixture, SPRINT_CONSOLE_ERROR_WRONG_SUBJECT, FALSE);
  g_atomic_int_set (&proxy.refuses, TRUE);
  connect_by_proxy (fixture, port, SUBJECT);
  await_error (fixture, SPRINT_CONSOLE_ERROR_PROXY, TRUE);
  sprint_console_session_disconnect (fixture->session);

  g_socket_service_stop (proxy.service);
  g_socket_listener_close (G_SOCKET_LISTENER (proxy.service));
  await_gone (proxy.service);
  g_free (proxy.wanted);
}

typedef struct {
  const char *name;
  int compression;
  gboolean far_away;
  SprintPictureCoding drawn, photographed;   /* how the first two pictures come */
} Compression;

static const Compression compressions[] = {
  { "none", SPICE_IMAGE_COMPRESSION_OFF, FALSE, SPRINT_PICTURE_PLAIN, SPRINT_PICTURE_PLAIN },
  { "auto-glz", SPICE_IMAGE_COMPRESSION_AUTO_GLZ, FALSE, SPRINT_PICTURE_GLZ, SPRINT_PICTURE_QUIC },
  { "auto-lz", SPICE_IMAGE_COMPRESSION_AUTO_LZ, FALSE, SPRINT_PICTURE_LZ, SPRINT_PICTURE_QUIC },
  { "quic", SPICE_IMAGE_COMPRESSION_QUIC, FALSE, SPRINT_PICTURE_QUIC, SPRINT_PICTURE_QUIC },
  { "glz", SPICE_IMAGE_COMPRESSION_GLZ, FALSE, SPRINT_PICTURE_GLZ, SPRINT_PICTURE_GLZ },
  { "lz", SPICE_IMAGE_COMPRESSION_LZ, FALSE, SPRINT_PICTURE_LZ, SPRINT_PICTURE_LZ },
  { "lz4", SPICE_IMAGE_COMPRESSION_LZ4, FALSE, SPRINT_PICTURE_LZ4, SPRINT_PICTURE_LZ4 },
  { "far-glz", SPICE_IMAGE_COMPRESSION_GLZ, TRUE, SPRINT_PICTURE_GLZ, SPRINT_PICTURE_GLZ },
  { "far-auto", SPICE_IMAGE_COMPRESSION_AUTO_GLZ, TRUE, SPRINT_PICTURE_GLZ, SPRINT_PICTURE_JPEG },
};

#define PICTURE 256

/* Bands, a gradient, noise, and much that was there before. */
static guint32
get_colour (guint picture,
            guint x,
            guint y)
{
  switch (picture % 4) {
  case 0:
    return (y / 16 * 0x112233) & 0xffffff;
  case 1:
    return x << 16 | y << 8 | ((x + y) / 2);
  case 2:
    return ((x * 2654435761u) ^ (y * 40503u) ^ ((x * y) << 7)) & 0xffffff;
  default:
    return y % 64 < 8 ? 0xffffff : ((y / 16 * 0x112233) & 0xffffff);
  }
}

static gboolean
is_shown (Fixture *fixture,
          guint    picture)
{
  SprintFramebuffer *framebuffer = sprint_console_session_get_framebuffer (fixture->session);
  guint32 row[PICTURE];

  if (sprint_framebuffer_get_width (framebuffer) != PICTURE)
    return FALSE;
  for (guint y = 0; y < PICTURE; y++) {
    sprint_framebuffer_copy_rectangle (framebuffer, 0, y, PICTURE, 1, (guint8 *) row, sizeof row);
    for (guint x = 0; x < PICTURE; x++) {
      if ((row[x] & 0xffffff) != get_colour (picture, x, y))
        return FALSE;
    }
  }

  return TRUE;
}

/* How the picture that came since the last time did. */
static SprintPictureCoding
find_coding (Fixture            *fixture,
             SprintPictureTally *before)
{
  SprintPictureTally tally;
  SprintPictureCoding coding;

  sprint_console_session_tally (fixture->session, sprint_console_session_get_monitor (fixture->session), &tally);
  coding = sprint_picture_tally_find (&tally, before);
  if (coding != SPRINT_PICTURE_UNKNOWN)
    *before = tally;

  return coding;
}

/* Whatever an honest server does to its pictures, they come through the guard as they are; over a slow line, nearly. */
static void
test_compression (Fixture       *fixture,
                  gconstpointer  data)
{
  const Compression *compression = data;
  g_autofree guint32 *pixels = g_new (guint32, PICTURE * PICTURE);
  SprintPictureTally tally = { 0 };
  SprintPictureCoding coding = SPRINT_PICTURE_UNKNOWN, expected;
  SpiceScreenDouble *screen;

  serve (fixture, &(SpiceDoublePlace) { .port = fixture->port });
  spice_server_double_set_compression (fixture->server, compression->compression, compression->far_away);
  screen = spice_server_double_get_screen (fixture->server);
  spice_screen_double_create_surface (screen, SPICE_SURFACE_FMT_32_xRGB, PICTURE, PICTURE);
  connect_by_uri (fixture, NULL);
  await (sprint_console_session_get_has_picture (fixture->session));
  find_coding (fixture, &tally);

  for (guint picture = 0; picture < 8; picture++) {
    for (guint i = 0; i < PICTURE * PICTURE; i++)
      pixels[i] = get_colour (picture, i % PICTURE, i / PICTURE);
    spice_screen_double_draw (screen, 0, 0, PICTURE, PICTURE, pixels);
    if (!compression->far_away)
      await (is_shown (fixture, picture));
    if (picture < 2) {
      await ((coding = find_coding (fixture, &tally)) != SPRINT_PICTURE_UNKNOWN);
      expected = picture == 0 ? compression->drawn : compression->photographed;
      /* The libraries can be made without LZ4: then there is no compression. */
      g_assert_true (coding == expected || (expected == SPRINT_PICTURE_LZ4 && coding == SPRINT_PICTURE_PLAIN));
    }
  }
  spice_screen_double_fill (screen, 0, 0, PICTURE, PICTURE, 0x010203);
  await (sprint_framebuffer_get_width (sprint_console_session_get_framebuffer (fixture->session)) == PICTURE);
  for (guint i = 0; i < PICTURE * PICTURE; i++)
    pixels[i] = get_colour (0, i % PICTURE, i / PICTURE);
  spice_screen_double_draw (screen, 0, 0, PICTURE, PICTURE, pixels);
  await (is_shown (fixture, 0));
  g_assert_cmpint (sprint_console_session_get_state (fixture->session), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

#define add(path, test) g_test_add ("/console-remote/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  /* What the libraries have to say about peers that misbehave is not a fault of ours. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_fatal_mask ("sprint", G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  await_own_context ();

  add ("plain", test_plain);
  add ("socket", test_socket);
  add ("refused", test_refused);
  add ("no-host", test_no_host);
  add ("silent", test_silent);
  add ("password", test_password);
  add ("asked", test_asked);
  add ("declined", test_declined);
  add ("stale", test_stale);
  add ("kept", test_kept);
  add ("question-taken-back", test_question_taken_back);
  add ("subject", test_subject);
  add ("host", test_host);
  add ("authority", test_authority);
  add ("expired", test_expired);
  add ("ciphers", test_ciphers);
  add ("no-tls", test_no_tls);
  add ("secure-channels", test_secure_channels);
  add ("encryption-required", test_encryption_required);
  add ("disabled-channels", test_disabled_channels);
  add ("cancel", test_cancel);
  add ("proxy", test_proxy);

  for (guint i = 0; i < G_N_ELEMENTS (compressions); i++) {
    g_autofree char *name = g_strconcat ("/console-remote/compression/", compressions[i].name, NULL);

    g_test_add (name, Fixture, &compressions[i], set_up, test_compression, tear_down);
  }

  return g_test_run ();
}
