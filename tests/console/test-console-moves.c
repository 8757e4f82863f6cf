/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/session/console-session.h"

#include <linux/input-event-codes.h>
#include <spice/enums.h>
#include <string.h>

#include "await-channels.h"
#include "await.h"
#include "certificates.h"
#include "core/console/source/connection-file.h"
#include "core/console/typing/xkb-layout.h"
#include "remove-tree.h"
#include "spice-migration-double.h"
#include "spice-raw-peer.h"

#define WIDTH 64
#define HEIGHT 48
#define SUBJECT "O=Sprint,CN=screen.example"

/* A computer, and what moves from it. */
typedef struct {
  SpiceServerDouble *server;
  SpiceMigrationDouble *migration;
  guint port;
  guint tls_port;
} Host;

typedef struct {
  Host hosts[2];
  SprintConsoleSession *session;
  char *folder;
  GArray *states;    /* that the session has been in */
  gboolean both;
} Fixture;

static void
state_cb (SprintConsoleSession *session,
          GParamSpec           *pspec,
          Fixture              *fixture)
{
  SprintConsoleState state = sprint_console_session_get_state (session);

  g_array_append_val (fixture->states, state);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = g_object_new (SPRINT_TYPE_CONSOLE_SESSION, "answer-timeout", 5000, NULL);
  fixture->both = data != NULL;
  fixture->folder = g_dir_make_tmp ("moves-XXXXXX", NULL);
  fixture->states = g_array_new (FALSE, FALSE, sizeof (SprintConsoleState));
  g_signal_connect (fixture->session, "notify::state", G_CALLBACK (state_cb), fixture);
  for (guint i = 0; i < 2; i++) {
    fixture->hosts[i].port = certificates_find_port ();
    fixture->hosts[i].tls_port = certificates_find_port ();
  }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleSession *session = fixture->session;

  g_signal_handlers_disconnect_by_data (session, fixture);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &fixture->session);
  g_object_unref (session);
  await (fixture->session == NULL);
  while (g_main_context_iteration (NULL, FALSE));
  for (guint i = 0; i < 2; i++) {
    Host *host = &fixture->hosts[i];

    g_clear_pointer (&host->migration, spice_migration_double_free);
    if (host->server == NULL)
      continue;
    g_object_add_weak_pointer (G_OBJECT (host->server), (gpointer *) &host->server);
    g_object_unref (host->server);
    await (host->server == NULL);
  }
  g_array_unref (fixture->states);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static SprintConsoleState
get_state (Fixture *fixture)
{
  return sprint_console_session_get_state (fixture->session);
}

static gboolean
is_lost_to (Fixture *fixture,
            int      code)
{
  return get_state (fixture) == SPRINT_CONSOLE_STATE_LOST &&
         g_error_matches (sprint_console_session_get_error (fixture->session), SPRINT_CONSOLE_ERROR, code);
}

static gboolean
was_in (Fixture            *fixture,
        SprintConsoleState  state)
{
  for (guint i = 0; i < fixture->states->len; i++) {
    if (g_array_index (fixture->states, SprintConsoleState, i) == state)
      return TRUE;
  }

  return FALSE;
}

/* One of the computers, whose screen is all of @colour. */
static void
serve (Fixture                *fixture,
       guint                   i,
       const SpiceDoublePlace *place,
       guint32                 colour)
{
  Host *host = &fixture->hosts[i];
  SpiceScreenDouble *screen;

  host->server = spice_server_double_new_at (place);
  host->migration = spice_migration_double_new (host->server, fixture->both);
  screen = spice_server_double_get_screen (host->server);
  spice_screen_double_create_surface (screen, SPICE_SURFACE_FMT_32_xRGB, WIDTH, HEIGHT);
  spice_screen_double_fill (screen, 0, 0, WIDTH, HEIGHT, colour);
}

static void
serve_plain (Fixture *fixture)
{
  serve (fixture, 0, &(SpiceDoublePlace) { .port = fixture->hosts[0].port }, 0x111111);
  serve (fixture, 1, &(SpiceDoublePlace) { .port = fixture->hosts[1].port }, 0x222222);
}

static gboolean
shows (Fixture *fixture,
       guint32  colour)
{
  SprintFramebuffer *framebuffer = sprint_console_session_get_framebuffer (fixture->session);
  guint32 pixel = 0;

  if (sprint_framebuffer_get_width (framebuffer) != WIDTH)
    return FALSE;
  sprint_framebuffer_copy_rectangle (framebuffer, WIDTH - 1, HEIGHT - 1, 1, 1, (guint8 *) &pixel, 4);

  return (pixel & 0xffffff) == colour;
}

static gboolean
ends_with (GByteArray *bytes,
           guint8      byte)
{
  return bytes->len > 0 && bytes->data[bytes->len - 1] == byte;
}

/* What is typed arrives at that computer: the keyboard's channel has begun, and nothing is on its way. */
static void
assert_types_at (Fixture *fixture,
                 guint    i)
{
  SpiceInputDouble *keyboard = spice_server_double_get_input (fixture->hosts[i].server);
  GByteArray *typed = spice_input_double_get_scancodes (keyboard);
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);

  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  spice_input_double_clear (keyboard);
  await_typed (input, typed, KEY_B);
  sprint_console_input_release_key (input, KEY_B);
  await (ends_with (typed, KEY_B | 0x80));
}

/* A guest does not move before all channels are open: then none of them ends before it has begun. */
static void
connect_to (Fixture              *fixture,
            SprintConsoleAddress *address)
{
  g_autoptr (SprintConsoleSource) source = sprint_console_source_new_for_address (address);

  sprint_console_session_connect (fixture->session, source);
  await (shows (fixture, 0x111111));
  assert_types_at (fixture, 0);
  g_array_set_size (fixture->states, 0);
}

static void
connect_plain (Fixture *fixture)
{
  g_autoptr (SprintConsoleAddress) address =
    sprint_console_address_new_for_host ("127.0.0.1", fixture->hosts[0].port, 0);
  g_autoptr (SprintConsoleCredentials) credentials = sprint_console_credentials_new (NULL, "x");

  /* Servers that want none take any. */
  sprint_console_address_set_credentials (address, credentials);
  connect_to (fixture, address);
}

/* What was drawn there before and what is typed goes where the guest is. */
static void
assert_is_at (Fixture *fixture,
              guint    i)
{
  SpiceScreenDouble *screen = spice_server_double_get_screen (fixture->hosts[i].server);

  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  spice_screen_double_fill (screen, 0, 0, WIDTH, HEIGHT, 0x333333);
  await (shows (fixture, 0x333333));
  assert_types_at (fixture, i);
}

/* After a loss one comes back to where the guest is by now. */
static void
assert_comes_back_to (Fixture *fixture,
                      guint    i)
{
  Host *other = &fixture->hosts[1 - i];

  g_clear_pointer (&other->migration, spice_migration_double_free);
  g_clear_object (&other->server);
  spice_server_double_set_password (fixture->hosts[i].server, "x", 0, TRUE);
  await (get_state (fixture) != SPRINT_CONSOLE_STATE_CONNECTED);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  await (shows (fixture, 0x333333));
}

static void
test_switch (Fixture       *fixture,
             gconstpointer  data)
{
  const SpiceDoubleTarget target = { "127.0.0.1", fixture->hosts[1].port, 0, NULL };

  serve_plain (fixture);
  connect_plain (fixture);
  spice_migration_double_switch (fixture->hosts[0].migration, &target);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTING);
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
  g_assert_true (shows (fixture, 0x111111));
  await (shows (fixture, 0x222222));
  g_assert_false (was_in (fixture, SPRINT_CONSOLE_STATE_LOST));
  assert_is_at (fixture, 1);
  assert_comes_back_to (fixture, 1);
}

/* What is typed would reach nobody. */
static void
test_typing (Fixture       *fixture,
             gconstpointer  data)
{
  const SpiceDoubleTarget target = { "127.0.0.1", fixture->hosts[1].port, 0, NULL };
  SprintTypist *typist = sprint_console_session_get_typist (fixture->session);
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autoptr (SprintKeyLayout) layout = sprint_xkb_layout_load ("us", NULL);
  g_autoptr (SprintTypingPlan) plan = sprint_typing_plan_new (layout, text);

  serve_plain (fixture);
  connect_plain (fixture);
  sprint_typist_start (typist, plan);
  await (sprint_typist_get_typed (typist) > 0);
  spice_migration_double_switch (fixture->hosts[0].migration, &target);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTING);
  g_assert_cmpint (sprint_typist_get_state (typist), ==, SPRINT_TYPING_INTERRUPTED);
  await (shows (fixture, 0x222222));
  assert_is_at (fixture, 1);
}

/* The guest's devices are those that it has at the new place. */
static void
test_devices (Fixture       *fixture,
              gconstpointer  data)
{
  const SpiceDoubleTarget target = { "127.0.0.1", fixture->hosts[1].port, 0, NULL };
  SprintUsbDevices *usb = sprint_console_session_get_usb (fixture->session);
  SprintSharedFolder *folder = sprint_console_session_get_shared_folder (fixture->session);
  SprintFolderLink link;

  serve_plain (fixture);
  spice_server_double_add_folder (fixture->hosts[0].server);
  for (guint i = 0; i < 3; i++)
    spice_server_double_add_usb (fixture->hosts[i / 2].server);
  connect_plain (fixture);
  await (sprint_usb_devices_get_n_channels (usb) == 2);
  await (sprint_shared_folder_get_link (folder) != SPRINT_FOLDER_LINK_NONE);
  spice_migration_double_switch (fixture->hosts[0].migration, &target);
  await (shows (fixture, 0x222222));
  g_assert_cmpuint (sprint_usb_devices_get_n_channels (usb), ==, 1);
  await ((link = sprint_shared_folder_get_link (folder)) == SPRINT_FOLDER_LINK_ABSENT ||
         link == SPRINT_FOLDER_LINK_IMPOSSIBLE);
  assert_is_at (fixture, 1);
}

/* Back and forth is right as long as somebody has reason to. */
static void
test_there_and_back (Fixture       *fixture,
                     gconstpointer  data)
{
  const SpiceDoubleTarget there = { "127.0.0.1", fixture->hosts[1].port, 0, NULL };
  const SpiceDoubleTarget back = { "127.0.0.1", fixture->hosts[0].port, 0, NULL };

  serve_plain (fixture);
  connect_plain (fixture);
  spice_migration_double_switch (fixture->hosts[0].migration, &there);
  await (shows (fixture, 0x222222));
  assert_is_at (fixture, 1);
  spice_migration_double_switch (fixture->hosts[1].migration, &back);
  await (shows (fixture, 0x111111));
  assert_is_at (fixture, 0);
}

/* Nobody is there: one goes back, and is told. */
static void
test_nobody (Fixture       *fixture,
             gconstpointer  data)
{
  const SpiceDoubleTarget target = { "127.0.0.1", fixture->hosts[1].port, 0, NULL };

  serve (fixture, 0, &(SpiceDoublePlace) { .port = fixture->hosts[0].port }, 0x111111);
  connect_plain (fixture);
  spice_migration_double_switch (fixture->hosts[0].migration, &target);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_REFUSED));
  g_assert_true (sprint_console_session_get_retrying (fixture->session));
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
  assert_is_at (fixture, 0);
}

/* The guest is to move, and both places are connected to. */
static void
begin_to_move (Fixture *fixture)
{
  const SpiceDoubleTarget target = { "127.0.0.1", fixture->hosts[1].port, 0, NULL };

  serve_plain (fixture);
  connect_plain (fixture);
  spice_migration_double_connect (fixture->hosts[0].migration, &target);
  await (spice_migration_double_connected (fixture->hosts[0].migration));
}

/* Both places are connected to, and the screen goes over when the guest does. */
static void
test_both (Fixture       *fixture,
           gconstpointer  data)
{
  begin_to_move (fixture);
  g_assert_true (shows (fixture, 0x111111));
  g_assert_cmpuint (fixture->states->len, ==, 0);

  spice_migration_double_end (fixture->hosts[0].migration, TRUE);
  await (spice_migration_double_ended (fixture->hosts[0].migration));
  await (shows (fixture, 0x222222));
  g_assert_false (was_in (fixture, SPRINT_CONSOLE_STATE_LOST));
  assert_is_at (fixture, 1);
  assert_comes_back_to (fixture, 1);
}

/* The guest stays after all. */
static void
test_stays (Fixture       *fixture,
            gconstpointer  data)
{
  begin_to_move (fixture);
  spice_migration_double_end (fixture->hosts[0].migration, FALSE);
  assert_is_at (fixture, 0);
  assert_comes_back_to (fixture, 0);
}

/* The place where it was ends before it could say that the guest is at the other. */
static void
test_lost_on_the_way (Fixture       *fixture,
                      gconstpointer  data)
{
  begin_to_move (fixture);
  g_clear_pointer (&fixture->hosts[0].migration, spice_migration_double_free);
  g_clear_object (&fixture->hosts[0].server);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_true (shows (fixture, 0x111111));
  await (shows (fixture, 0x222222));
  assert_is_at (fixture, 1);

  /* And is the only one from now on. */
  spice_server_double_set_password (fixture->hosts[1].server, "x", 0, TRUE);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  assert_is_at (fixture, 1);
}

static void
shut_down_first (Fixture *fixture)
{
  g_clear_pointer (&fixture->hosts[0].migration, spice_migration_double_free);
  g_clear_object (&fixture->hosts[0].server);
}

/* Where it was to go wants a password: the answer goes there, not to where it was. */
static void
test_asked_on_the_way (Fixture       *fixture,
                       gconstpointer  data)
{
  begin_to_move (fixture);
  spice_server_double_set_password (fixture->hosts[1].server, "other", 0, FALSE);
  shut_down_first (fixture);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_ASKING);
  g_array_set_size (fixture->states, 0);
  sprint_console_login_answer (sprint_console_session_get_login (fixture->session), NULL, "other");
  await (shows (fixture, 0x222222));
  g_assert_false (was_in (fixture, SPRINT_CONSOLE_STATE_LOST));
}

/* Another viewer takes it there again and again, which is no fight either. */
static void
test_taken_on_the_way (Fixture       *fixture,
                       gconstpointer  data)
{
  begin_to_move (fixture);
  shut_down_first (fixture);
  await (shows (fixture, 0x222222) && get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  assert_types_at (fixture, 1);
  spice_server_double_set_password (fixture->hosts[1].server, "x", 0, TRUE);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_LOST));
  assert_types_at (fixture, 1);
  spice_server_double_set_password (fixture->hosts[1].server, "x", 0, TRUE);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_true (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_TAKEN));
  g_assert_false (sprint_console_session_get_retrying (fixture->session));
}

static void
serve_encrypted (Fixture    *fixture,
                 guint       i,
                 const char *subject,
                 guint32     colour)
{
  g_autofree char *authority = g_build_filename (fixture->folder, "authority.pem", NULL);
  g_autofree char *name = g_strdup_printf ("server-%u", i);
  g_autofree char *stem = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *certificate = g_strconcat (stem, ".pem", NULL);
  g_autofree char *key = g_strconcat (stem, ".key", NULL);

  certificates_make (fixture->folder, "authority", name, subject, "DNS:screen.example", 30);
  serve (fixture, i, &(SpiceDoublePlace) {
    .tls_port = fixture->hosts[i].tls_port, .authority = authority, .certificate = certificate, .key = key,
  }, colour);
}

static void
connect_encrypted (Fixture *fixture)
{
  g_autofree char *ca = certificates_read (fixture->folder, "authority");
  g_autoptr (SprintConsoleAddress) address =
    sprint_console_address_new_for_host ("127.0.0.1", 0, fixture->hosts[0].tls_port);

  sprint_console_address_set_trust (address, ca, SUBJECT);
  connect_to (fixture, address);
}

/* Whom one trusts stays; the subject is the new place's. */
static void
test_encrypted (Fixture       *fixture,
                gconstpointer  data)
{
  const SpiceDoubleTarget target = { "127.0.0.1", -1, fixture->hosts[1].tls_port, "O=Sprint,CN=other.example" };

  certificates_make_authority (fixture->folder, "authority");
  serve_encrypted (fixture, 0, "/O=Sprint/CN=screen.example", 0x111111);
  serve_encrypted (fixture, 1, "/O=Sprint/CN=other.example", 0x222222);
  connect_encrypted (fixture);
  spice_migration_double_switch (fixture->hosts[0].migration, &target);
  await (shows (fixture, 0x222222));
  assert_is_at (fixture, 1);
}

/* A certificate that is made out to somebody else is none, there as here. */
static void
test_encrypted_by_other (Fixture       *fixture,
                         gconstpointer  data)
{
  const SpiceDoubleTarget target = { "127.0.0.1", -1, fixture->hosts[1].tls_port, "O=Sprint,CN=other.example" };

  certificates_make_authority (fixture->folder, "authority");
  serve_encrypted (fixture, 0, "/O=Sprint/CN=screen.example", 0x111111);
  serve_encrypted (fixture, 1, "/O=Sprint/CN=third.example", 0x222222);
  connect_encrypted (fixture);
  spice_migration_double_switch (fixture->hosts[0].migration, &target);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_WRONG_SUBJECT));
  g_assert_true (shows (fixture, 0x111111));
}

/* What was encrypted does not go on in the clear. */
static void
test_no_longer_encrypted (Fixture       *fixture,
                          gconstpointer  data)
{
  const SpiceDoubleTarget target = { "127.0.0.1", fixture->hosts[1].port, -1, NULL };

  certificates_make_authority (fixture->folder, "authority");
  serve_encrypted (fixture, 0, "/O=Sprint/CN=screen.example", 0x111111);
  serve (fixture, 1, &(SpiceDoublePlace) { .port = fixture->hosts[1].port }, 0x222222);
  connect_encrypted (fixture);
  spice_migration_double_switch (fixture->hosts[0].migration, &target);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_NO_TLS_PORT));
}

/* libvirt's descriptors lead to this computer's guests only. */
static void
test_local (Fixture       *fixture,
            gconstpointer  data)
{
  const SpiceDoubleTarget target = { "other.example", 5900, 0, NULL };
  g_autoptr (SprintConsoleSource) source = NULL;

  serve (fixture, 0, NULL, 0x111111);
  source = spice_server_double_create_source (fixture->hosts[0].server);
  sprint_console_session_connect (fixture->session, source);
  await (shows (fixture, 0x111111));
  spice_migration_double_switch (fixture->hosts[0].migration, &target);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_MOVED));
  g_assert_false (sprint_console_session_get_retrying (fixture->session));
  g_assert_nonnull (strstr (sprint_console_session_get_error (fixture->session)->message, "other.example"));
}

/* Ports, host and its size, subject and its size; each text behind the rest. */
static void
send_away (SpiceRawPeer *peer,
           guint16       port,
           const char   *host,
           guint32       host_size,
           guint32       place)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();

  spice_message_add_16 (message, port);
  spice_message_add_16 (message, 0);
  spice_message_add_32 (message, host_size);
  spice_message_add_32 (message, place);
  spice_message_add_32 (message, 0);
  spice_message_add_32 (message, 0);
  g_byte_array_append (message, (const guint8 *) host, strlen (host) + 1);
  spice_raw_peer_send (peer, SPICE_CHANNEL_MAIN, SPICE_MSG_MAIN_MIGRATE_SWITCH_HOST, message->data, message->len);
}

typedef struct {
  const char *name;
  guint16 port;
  const char *host;
  guint32 size, place;
} Nowhere;

static const Nowhere nowheres[] = {
  { "no-host", 5900, "", 1, 20 },
  { "no-size", 5900, "host", 0, 20 },
  { "no-place", 5900, "host", 5, 0 },
  { "no-end", 5900, "host", 4, 20 },
  { "behind-the-end", 5900, "host", 5, 4000000 },
  { "too-long", 5900, "host", 0xffffffff, 20 },
  { "no-port", 0, "host", 5, 20 },
  { "minus-one", 0xffff, "host", 5, 20 },
  { "no-name", 5900, "not a name/at all", 18, 20 },
};

static void
test_nowhere (Fixture       *fixture,
              gconstpointer  data)
{
  const Nowhere *nowhere = data;
  g_autoptr (SpiceRawPeer) peer = spice_raw_peer_new ();
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_remote (peer);

  sprint_console_session_connect (fixture->session, source);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  await (spice_raw_peer_has (peer, SPICE_CHANNEL_DISPLAY));
  send_away (peer, nowhere->port, nowhere->host, nowhere->size, nowhere->place);
  await (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_NONSENSE));
  g_assert_false (sprint_console_session_get_retrying (fixture->session));
  sprint_console_session_disconnect (fixture->session);
  while (g_main_context_iteration (NULL, FALSE));
}

/* One that sends its clients to itself, again and again. */
static void
test_loop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SpiceRawPeer) peer = spice_raw_peer_new ();
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_remote (peer);
  guint port = sprint_console_address_get_port (sprint_console_source_get_address (source));
  guint seen = 0;

  sprint_console_session_connect (fixture->session, source);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  while (get_state (fixture) != SPRINT_CONSOLE_STATE_LOST) {
    await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST ||
           (spice_raw_peer_has (peer, SPICE_CHANNEL_MAIN) && spice_raw_peer_count (peer) > seen &&
            get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED));
    seen = spice_raw_peer_count (peer);
    send_away (peer, port, "127.0.0.1", 10, 20);
  }
  g_assert_true (is_lost_to (fixture, SPRINT_CONSOLE_ERROR_NONSENSE));
  sprint_console_session_disconnect (fixture->session);
  while (g_main_context_iteration (NULL, FALSE));
}

/* What a port has said is not held against those at the next place. */
static void
test_broken_usb (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SpiceRawPeer) peer = spice_raw_peer_new ();
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_remote (peer);
  guint port = sprint_console_address_get_port (sprint_console_source_get_address (source));
  SprintUsbDevices *usb = sprint_console_session_get_usb (fixture->session);

  spice_raw_peer_offer (peer, SPICE_CHANNEL_USBREDIR, 0);
  sprint_usb_devices_hold (usb);
  sprint_console_session_connect (fixture->session, source);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  await (spice_raw_peer_has (peer, SPICE_CHANNEL_USBREDIR));
  spice_raw_peer_send_claiming (peer, SPICE_CHANNEL_USBREDIR, SPICE_MSG_SPICEVMC_DATA, 0x80000000, "1234", 4);
  await (sprint_usb_devices_get_state (usb) == SPRINT_USB_BROKEN);
  send_away (peer, port, "127.0.0.1", 10, 20);
  await (sprint_usb_devices_get_state (usb) == SPRINT_USB_READY);
  g_assert_cmpuint (sprint_usb_devices_get_n_free (usb), ==, 1);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  sprint_console_session_disconnect (fixture->session);
  sprint_usb_devices_release (usb);
  while (g_main_context_iteration (NULL, FALSE));
}

#define add(path, test) g_test_add ("/console-moves/" path, Fixture, NULL, set_up, test, tear_down)
#define add_both(path, test) g_test_add ("/console-moves/" path, Fixture, "both", set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  /* libspice-server warns of clients that go, the client's library of hosts that are not there. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_fatal_mask ("sprint", G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  add ("switch", test_switch);
  add ("typing", test_typing);
  add ("devices", test_devices);
  add ("there-and-back", test_there_and_back);
  add ("nobody", test_nobody);
  add_both ("both", test_both);
  add_both ("stays", test_stays);
  add_both ("lost-on-the-way", test_lost_on_the_way);
  add_both ("asked-on-the-way", test_asked_on_the_way);
  add_both ("taken-on-the-way", test_taken_on_the_way);
  add ("encrypted", test_encrypted);
  add ("encrypted-by-other", test_encrypted_by_other);
  add ("no-longer-encrypted", test_no_longer_encrypted);
  add ("local", test_local);
  for (guint i = 0; i < G_N_ELEMENTS (nowheres); i++) {
    g_autofree char *name = g_strconcat ("/console-moves/nowhere/", nowheres[i].name, NULL);

    g_test_add (name, Fixture, &nowheres[i], set_up, test_nowhere, tear_down);
  }
  add ("loop", test_loop);
  add ("broken-usb", test_broken_usb);

  return g_test_run ();
}
