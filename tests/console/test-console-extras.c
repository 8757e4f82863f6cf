/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nonsense-fixture.h"

/* Channels that a console does without; some are opened only when a person wants something of them. */
static const Claim claims[] = {
  { "sound", SPICE_CHANNEL_PLAYBACK, SPICE_MSG_PLAYBACK_DATA, 0x80000000 },
  { "microphone", SPICE_CHANNEL_RECORD, SPICE_MSG_RECORD_START, 0x80000000 },
  { "folder", SPICE_CHANNEL_WEBDAV, SPICE_MSG_SPICEVMC_DATA, 0x80000000 },
  { "folder-less", SPICE_CHANNEL_WEBDAV, SPICE_MSG_SPICEVMC_DATA, 0x7ffffff0 },
  { "folder-port", SPICE_CHANNEL_WEBDAV, SPICE_MSG_PORT_INIT, 0xffffffff },
  { "usb", SPICE_CHANNEL_USBREDIR, SPICE_MSG_SPICEVMC_DATA, 0x80000000 },
  { "usb-less", SPICE_CHANNEL_USBREDIR, SPICE_MSG_SPICEVMC_COMPRESSED_DATA, 0x7ffffff0 },
  { "smart-cards", SPICE_CHANNEL_SMARTCARD, SPICE_MSG_SMARTCARD_DATA, 0x80000000 },
  { "smart-cards-less", SPICE_CHANNEL_SMARTCARD, SPICE_MSG_SMARTCARD_DATA, 0x7ffffff0 },
};

/* Has what is connected only when a person wants it connected. */
static void
want (Fixture *fixture,
      int      channel)
{
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ());

  switch (channel) {
  case SPICE_CHANNEL_WEBDAV:
    sprint_shared_folder_share (sprint_console_session_get_shared_folder (fixture->session), folder, TRUE);
    break;

  case SPICE_CHANNEL_USBREDIR:
    sprint_usb_devices_hold (sprint_console_session_get_usb (fixture->session));
    break;

  case SPICE_CHANNEL_SMARTCARD:
    sprint_smart_cards_set_enabled (sprint_console_session_get_cards (fixture->session), TRUE);
    break;

  default:
    break;
  }
  await (spice_raw_peer_has (fixture->peer, channel));
}

/* Where a person looks for it. */
static gboolean
is_told (Fixture *fixture,
         int      channel)
{
  SprintSharedFolder *folder = sprint_console_session_get_shared_folder (fixture->session);
  SprintUsbDevices *usb = sprint_console_session_get_usb (fixture->session);
  SprintSmartCards *cards = sprint_console_session_get_cards (fixture->session);
  SprintConsoleSound *sound = sprint_console_session_get_sound (fixture->session);

  switch (channel) {
  case SPICE_CHANNEL_WEBDAV:
    return sprint_shared_folder_get_state (folder) == SPRINT_FOLDER_REFUSED;

  case SPICE_CHANNEL_USBREDIR:
    return sprint_usb_devices_get_state (usb) == SPRINT_USB_BROKEN &&
           g_error_matches (sprint_usb_devices_get_error (usb), SPRINT_USB_ERROR, SPRINT_USB_ERROR_NONSENSE);

  case SPICE_CHANNEL_SMARTCARD:
    return g_error_matches (sprint_smart_cards_get_error (cards), SPRINT_USB_ERROR, SPRINT_USB_ERROR_NONSENSE);

  case SPICE_CHANNEL_PLAYBACK:
    return sprint_console_sound_get_available (sound) && sprint_console_sound_get_problem (sound) != NULL;

  case SPICE_CHANNEL_RECORD:
    return sprint_console_sound_get_problem (sound) != NULL;

  default:
    g_assert_not_reached ();
  }
}

/* It is hung up on, which is said in its place, and the screen goes on. */
static void
assert_given_up (Fixture *fixture,
                 int      channel)
{
  await (!spice_raw_peer_has (fixture->peer, channel));
  await (is_told (fixture, channel));
  show_screen (fixture, 0x111111);
  g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

static void
claim_at (Fixture             *fixture,
          SprintConsoleSource *source,
          const Claim         *claim)
{
  spice_raw_peer_offer (fixture->peer, claim->channel, 0);
  begin_at (fixture, source);
  want (fixture, claim->channel);
  spice_raw_peer_send_claiming (fixture->peer, claim->channel, claim->type, claim->size, "12345678", 8);
  assert_given_up (fixture, claim->channel);
}

/* A message of gigabytes ends the library, which takes the size for a signed number. */
static void
test_claim (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_remote (fixture->peer);

  claim_at (fixture, source, data);
}

/* Nobody knows who is behind a socket that an address names. */
static void
test_claim_locally (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SprintConsoleSource) source = spice_raw_peer_create_local (fixture->peer);

  claim_at (fixture, source, data);
}

/* The same folder, once a person has chosen it again. */
static void
test_folder_again (Fixture       *fixture,
                   gconstpointer  data)
{
  SprintSharedFolder *folder = sprint_console_session_get_shared_folder (fixture->session);

  spice_raw_peer_offer (fixture->peer, SPICE_CHANNEL_WEBDAV, 0);
  begin (fixture);
  want (fixture, SPICE_CHANNEL_WEBDAV);
  spice_raw_peer_send_claiming (fixture->peer, SPICE_CHANNEL_WEBDAV, SPICE_MSG_SPICEVMC_DATA, 0x80000000, "1234", 4);
  assert_given_up (fixture, SPICE_CHANNEL_WEBDAV);
  want (fixture, SPICE_CHANNEL_WEBDAV);
  await (sprint_shared_folder_get_state (folder) == SPRINT_FOLDER_WAITING);

  /* Of one that is only lost nothing else is said. */
  await (spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_WEBDAV));
  spice_message_add_32 (fixture->message, 5);
  spice_message_add_32 (fixture->message, 9);
  spice_message_add_8 (fixture->message, 1);
  g_byte_array_append (fixture->message, (const guint8 *) "port", 5);
  say (fixture, SPICE_CHANNEL_WEBDAV, SPICE_MSG_PORT_INIT);
  await (sprint_shared_folder_get_state (folder) == SPRINT_FOLDER_SHARED);
  spice_raw_peer_hang_up (fixture->peer, SPICE_CHANNEL_WEBDAV);
  await (sprint_shared_folder_get_state (folder) == SPRINT_FOLDER_FAILED);
}

static void
keep_error_cb (gpointer       instance,
               const GError  *error,
               GError       **kept)
{
  g_clear_error (kept);
  *kept = g_error_copy (error);
}

static GFile *
make_image (void)
{
  g_autoptr (GFileIOStream) stream = NULL;
  GFile *image = g_file_new_tmp ("sprint-disc-XXXXXX.iso", &stream, NULL);
  g_autofree guint8 *block = g_malloc0 (2048);

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), block, 2048, NULL,
                                            NULL, NULL));

  return image;
}

/* Packed, and four gigabytes once it is not. */
static void
say_usb_nonsense (Fixture *fixture)
{
  spice_message_add_8 (fixture->message, SPICE_DATA_COMPRESSION_TYPE_LZ4);
  spice_message_add_32 (fixture->message, 0xffffffff);
  say (fixture, SPICE_CHANNEL_USBREDIR, SPICE_MSG_SPICEVMC_COMPRESSED_DATA);
}

/* What the machine had is not there any more, and a person who looks at that is told why. */
static void
test_device (Fixture       *fixture,
             gconstpointer  data)
{
  SprintUsbDevices *usb = sprint_console_session_get_usb (fixture->session);
  g_autoptr (GFile) image = make_image ();
  g_autoptr (GError) problem = NULL;

  g_signal_connect (usb, "problem", G_CALLBACK (keep_error_cb), &problem);
  spice_raw_peer_offer (fixture->peer, SPICE_CHANNEL_USBREDIR, 0);
  begin (fixture);
  await (sprint_usb_devices_get_state (usb) == SPRINT_USB_READY);
  sprint_usb_devices_insert (usb, image);
  await (spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_USBREDIR) && sprint_usb_devices_get_n_free (usb) == 0);

  say_usb_nonsense (fixture);
  assert_given_up (fixture, SPICE_CHANNEL_USBREDIR);
  g_assert_error (problem, SPRINT_USB_ERROR, SPRINT_USB_ERROR_NONSENSE);
  g_assert_true (g_file_delete (image, NULL, NULL));
  g_signal_handlers_disconnect_by_data (usb, &problem);

  /* It holds for this connection. */
  sprint_console_session_disconnect (fixture->session);
  begin (fixture);
  await (sprint_usb_devices_get_state (usb) == SPRINT_USB_READY);
}

/* One port sends nonsense; the other is lost later as any can be, and that is what is said of it. */
static void
test_two_devices (Fixture       *fixture,
                  gconstpointer  data)
{
  SprintUsbDevices *usb = sprint_console_session_get_usb (fixture->session);
  GFile *images[] = { make_image (), make_image () };
  g_autoptr (GError) problem = NULL;

  g_signal_connect (usb, "problem", G_CALLBACK (keep_error_cb), &problem);
  for (guint i = 0; i < 2; i++)
    spice_raw_peer_offer (fixture->peer, SPICE_CHANNEL_USBREDIR, i);
  begin (fixture);
  await (sprint_usb_devices_get_n_channels (usb) == 2);
  for (guint i = 0; i < 2; i++)
    sprint_usb_devices_insert (usb, images[i]);
  await (spice_raw_peer_count (fixture->peer) == 6 && g_list_model_get_n_items (G_LIST_MODEL (usb)) == 2);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (SprintUsbDevice) device = g_list_model_get_item (G_LIST_MODEL (usb), i);

    await (sprint_usb_device_get_place (device) == SPRINT_USB_THERE);
  }

  say_usb_nonsense (fixture);
  await (problem != NULL);
  g_assert_error (problem, SPRINT_USB_ERROR, SPRINT_USB_ERROR_NONSENSE);
  g_assert_cmpint (sprint_usb_devices_get_state (usb), ==, SPRINT_USB_READY);
  g_clear_error (&problem);
  spice_raw_peer_hang_up (fixture->peer, SPICE_CHANNEL_USBREDIR);
  await (problem != NULL);
  g_assert_error (problem, SPRINT_USB_ERROR, SPRINT_USB_ERROR_LOST);
  await (sprint_usb_devices_get_state (usb) == SPRINT_USB_NO_CHANNELS);
  for (guint i = 0; i < 2; i++) {
    g_assert_true (g_file_delete (images[i], NULL, NULL));
    g_object_unref (images[i]);
  }
  g_signal_handlers_disconnect_by_data (usb, &problem);
}

/* Sound that ends is missed, until there is another connection. */
static void
test_sound (Fixture       *fixture,
            gconstpointer  data)
{
  SprintConsoleSound *sound = sprint_console_session_get_sound (fixture->session);

  spice_raw_peer_offer (fixture->peer, SPICE_CHANNEL_PLAYBACK, 0);
  spice_raw_peer_offer (fixture->peer, SPICE_CHANNEL_RECORD, 0);
  begin (fixture);
  await (spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_RECORD) &&
         spice_raw_peer_has (fixture->peer, SPICE_CHANNEL_PLAYBACK));
  /* Which was open for the client by then. */
  spice_raw_peer_send (fixture->peer, SPICE_CHANNEL_RECORD, SPICE_MSG_PING, "123456789012", 12);
  spice_raw_peer_hang_up (fixture->peer, SPICE_CHANNEL_RECORD);
  await (sprint_console_sound_get_problem (sound) != NULL);
  g_assert_true (sprint_console_sound_get_available (sound));
  show_screen (fixture, 0x121212);

  sprint_console_session_disconnect (fixture->session);
  g_assert_null (sprint_console_sound_get_problem (sound));
  g_assert_false (sprint_console_sound_get_available (sound));
}

/* Of one that nobody has a use for, the library opens none by itself: it would play what comes, and record. */
static void
test_second_sound (Fixture       *fixture,
                   gconstpointer  data)
{
  const int types[] = { SPICE_CHANNEL_PLAYBACK, SPICE_CHANNEL_RECORD };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    spice_raw_peer_offer (fixture->peer, types[i], 1);
  begin (fixture);
  show_screen (fixture, 0x131313);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_false (spice_raw_peer_has (fixture->peer, types[i]));
  g_assert_cmpuint (spice_raw_peer_count (fixture->peer), ==, 4);
}

#define add(path, test) g_test_add ("/console-extras/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++) {
    g_autofree char *remote = g_strconcat ("/console-extras/claim/", claims[i].name, NULL);
    g_autofree char *local = g_strconcat ("/console-extras/claim-locally/", claims[i].name, NULL);

    g_test_add (remote, Fixture, &claims[i], set_up, test_claim, tear_down);
    g_test_add (local, Fixture, &claims[i], set_up, test_claim_locally, tear_down);
  }
  add ("folder-again", test_folder_again);
  add ("device", test_device);
  add ("two-devices", test_two_devices);
  add ("sound", test_sound);
  add ("second-sound", test_second_sound);

  return g_test_run ();
}
