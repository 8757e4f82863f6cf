/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "await.h"
#include "core/console/devices/smart-card-channel.h"
#include "core/console/session/channel-adapters.h"
#include "core/console/session/spice-connection.h"
#include "remove-tree.h"
#include "spice-server-double.h"

/* What spice-gtk calls the reader of a card that is made of certificates. */
#define READER "Spice Software Smartcard"

static const char * const certificates[] = { "one", "two", "three", NULL };
/* libcacard begins once in a program, with the first card that it is told of, and libspice-server has one list of places
 * for readers: all tests have the same. */
static char *database;
static SpiceServerDouble *server;
static SpiceCardDouble *place;

/* A connection to a guest that takes smart cards. */
typedef struct {
  SprintConsoleSource *source;
  SprintConsoleParts parts;
  SprintSmartCards *cards;
  SprintSpiceConnection *connection;
} Fixture;

static void
run (const char * const *argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
                G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

static void
make_database (void)
{
  g_autofree char *noise = NULL;
  g_autofree char *seed = g_strnfill (2048, 'x');

  database = g_dir_make_tmp ("sprint-cards-XXXXXX", NULL);
  noise = g_build_filename (database, "noise", NULL);
  g_assert_true (g_file_set_contents (noise, seed, -1, NULL));
  run ((const char *[]) { "certutil", "-N", "-d", database, "--empty-password", NULL });
  for (guint i = 0; certificates[i] != NULL; i++) {
    g_autofree char *subject = g_strdup_printf ("CN=%s", certificates[i]);
    g_autofree char *serial = g_strdup_printf ("%u", i + 1);

    run ((const char *[]) { "certutil", "-S", "-d", database, "-n", certificates[i], "-s", subject, "-x", "-t", "CT,CT,CT",
                            "-m", serial, "-z", noise, NULL });
  }
}

static void
start (Fixture *fixture)
{
  SprintConsoleCursor *cursor = sprint_console_monitor_get_cursor (fixture->parts.monitor);

  fixture->connection = sprint_spice_connection_new (fixture->source, &fixture->parts);
  await (!spice_server_double_has_clients (server));
  sprint_spice_connection_start (fixture->connection, NULL, 5000);
  await (sprint_smart_cards_get_available (fixture->cards) && sprint_console_cursor_get_pixels (cursor) != NULL);
}

static void
stop (Fixture *fixture)
{
  sprint_spice_connection_stop (fixture->connection);
  g_assert_false (sprint_smart_cards_get_available (fixture->cards));
  g_assert_null (sprint_smart_cards_get_readers (fixture->cards)[0]);
  g_clear_object (&fixture->connection);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->source = spice_server_double_create_source (server);
  sprint_console_parts_init (&fixture->parts);
  g_object_unref (fixture->parts.cards);
  fixture->parts.cards = sprint_smart_cards_new_software (database, certificates);
  fixture->cards = fixture->parts.cards;
  start (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  stop (fixture);
  sprint_console_parts_clear (&fixture->parts);
  g_object_unref (fixture->source);
  await (!spice_card_double_get_has_reader (place));
}

static gboolean
has_card (Fixture *fixture)
{
  return spice_card_double_get_has_card (place) && sprint_smart_cards_get_n_cards (fixture->cards) == 1;
}

/* Nobody's until a person says so; then the guest talks to the card, until it is taken away again. */
static void
test_enable (Fixture       *fixture,
             gconstpointer  data)
{
  /* Selects the application of a CAC that has its certificates. */
  static const guint8 select[] = { 0x00, 0xa4, 0x04, 0x00, 0x07, 0xa0, 0x00, 0x00, 0x00, 0x79, 0x01, 0x00 };
  g_autoptr (GBytes) answer = NULL;
  const guint8 *bytes;

  g_assert_false (sprint_smart_cards_get_enabled (fixture->cards));
  g_assert_false (spice_card_double_get_has_reader (place));
  for (guint i = 0; i < 3; i++) {
    sprint_smart_cards_set_enabled (fixture->cards, TRUE);
    await (has_card (fixture));
    g_assert_cmpstr (sprint_smart_cards_get_readers (fixture->cards)[0], ==, READER);
    spice_card_double_command (place, select, sizeof select);
    await ((answer = spice_card_double_take_answer (place)) != NULL);
    bytes = g_bytes_get_data (answer, NULL);
    g_assert_cmpuint (g_bytes_get_size (answer), >=, 2);
    /* ISO 7816-4: it went well, and there is more to be read. */
    g_assert_cmphex (bytes[g_bytes_get_size (answer) - 2], ==, 0x61);
    g_clear_pointer (&answer, g_bytes_unref);

    sprint_smart_cards_set_enabled (fixture->cards, FALSE);
    await (!spice_card_double_get_has_reader (place));
    g_assert_null (sprint_smart_cards_get_readers (fixture->cards)[0]);
  }
}

/* The wish outlives the connection. */
static void
test_reconnect (Fixture       *fixture,
                gconstpointer  data)
{
  sprint_smart_cards_set_enabled (fixture->cards, TRUE);
  await (has_card (fixture));
  stop (fixture);
  await (!spice_card_double_get_has_reader (place));
  start (fixture);
  await (has_card (fixture));
}

/* One machine has them at a time: another one's channel is not even opened. */
static void
test_other_machine (Fixture       *fixture,
                    gconstpointer  data)
{
  SpiceSession *session = spice_session_new ();
  SprintSmartCards *cards = sprint_smart_cards_new ();
  SprintSmartCardChannel *adapter;
  SpiceChannel *channel;

  g_object_set (session, "enable-smartcard", TRUE, NULL);
  channel = spice_channel_new (session, SPICE_CHANNEL_SMARTCARD, 0);
  adapter = sprint_smart_card_channel_new (SPICE_SMARTCARD_CHANNEL (channel), cards);
  g_assert_true (sprint_smart_cards_get_available (cards));
  sprint_smart_cards_set_enabled (fixture->cards, TRUE);
  await (has_card (fixture));

  sprint_smart_cards_set_enabled (cards, TRUE);
  await (sprint_smart_cards_get_error (cards) != NULL);
  g_assert_error (sprint_smart_cards_get_error (cards), SPRINT_USB_ERROR, SPRINT_USB_ERROR_IN_USE);
  g_assert_false (sprint_smart_cards_get_enabled (cards));
  g_assert_true (has_card (fixture));

  /* A card that is pulled out is this machine's business alone. */
  spice_smartcard_manager_remove_card (spice_smartcard_manager_get ());
  await (!spice_card_double_get_has_card (place) && sprint_smart_cards_get_n_cards (fixture->cards) == 0);
  spice_smartcard_manager_insert_card (spice_smartcard_manager_get ());
  await (has_card (fixture));

  g_assert_finalize_object (adapter);
  g_assert_false (sprint_smart_cards_get_available (cards));
  g_assert_finalize_object (cards);
  spice_session_disconnect (session);
  g_object_unref (session);
}

/* A server that tells of two, of which a machine has one: nobody opens the other, and nothing is sent over it. */
static void
test_second_channel (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GPtrArray) adapters = g_ptr_array_new_with_free_func (g_object_unref);
  SpiceSession *session = spice_session_new ();
  SpiceChannel *channel;

  g_object_set (session, "enable-smartcard", TRUE, NULL);
  channel = spice_channel_new (session, SPICE_CHANNEL_SMARTCARD, 1);
  g_assert_cmpint (sprint_channel_adapters_create (&fixture->parts, channel, adapters), ==, SPRINT_CHANNEL_UNUSED);
  sprint_smart_cards_set_enabled (fixture->cards, TRUE);
  await (has_card (fixture));
  spice_smartcard_manager_remove_card (spice_smartcard_manager_get ());
  await (!spice_card_double_get_has_card (place) && sprint_smart_cards_get_n_cards (fixture->cards) == 0);
  spice_smartcard_manager_insert_card (spice_smartcard_manager_get ());
  await (has_card (fixture));
  spice_session_disconnect (session);
  g_object_unref (session);
}

#define add(path, test) g_test_add ("/smart-cards/" path, Fixture, NULL, set_up, test, tear_down)

static void
make_server (void)
{
  guint32 pixel = 0xffffffff;
  SpiceScreenDouble *screen;

  server = spice_server_double_new (TRUE);
  place = spice_server_double_add_card (server);
  screen = spice_server_double_get_screen (server);
  spice_screen_double_create_surface (screen, SPICE_SURFACE_FMT_32_xRGB, 64, 64);
  spice_screen_double_set_cursor (screen, 1, 1, 0, 0, &pixel);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  /* The server warns of a client that leaves while something is on its way to it. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_fatal_mask ("sprint", G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  await_own_context ();
  make_database ();
  make_server ();
  add ("enable", test_enable);
  add ("reconnect", test_reconnect);
  add ("other-machine", test_other_machine);
  add ("second-channel", test_second_channel);
  result = g_test_run ();
  g_object_add_weak_pointer (G_OBJECT (server), (gpointer *) &server);
  g_object_unref (server);
  await (server == NULL);
  remove_tree (database);
  g_free (database);

  return result;
}
