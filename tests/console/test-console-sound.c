/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "await.h"
#include "core/console/session/spice-connection.h"
#include "spice-server-double.h"

/* A connection to a guest with a sound card. Instead of a speaker there is a file, and a tone is what the
 * microphone hears. */
typedef struct {
  SpiceServerDouble *server;
  SpiceSoundDouble *card;
  SprintConsoleSource *source;
  SprintConsoleParts parts;
  SprintConsoleSound *sound;
  SprintSpiceConnection *connection;
  char *heard;
  gboolean stopped;
} Fixture;

static void
make (Fixture    *fixture,
      const char *sink,
      const char *source)
{
  fixture->server = spice_server_double_new (TRUE);
  fixture->card = spice_server_double_add_sound (fixture->server);
  fixture->source = spice_server_double_create_source (fixture->server);
  sprint_console_parts_init (&fixture->parts);
  g_object_unref (fixture->parts.sound);
  fixture->parts.sound = g_object_new (SPRINT_TYPE_CONSOLE_SOUND, "sink", sink, "source", source, NULL);
  fixture->sound = fixture->parts.sound;
}

/* The server warns of a client that leaves while its channels are still opening: the cursor's is up once its shape
 * has come. */
static void
start (Fixture *fixture)
{
  SprintConsoleCursor *cursor = sprint_console_monitor_get_cursor (fixture->parts.monitor);
  SpiceScreenDouble *screen = spice_server_double_get_screen (fixture->server);
  guint32 pixel = 0xffffffff;

  spice_screen_double_create_surface (screen, SPICE_SURFACE_FMT_32_xRGB, 64, 64);
  spice_screen_double_set_cursor (screen, 1, 1, 0, 0, &pixel);
  fixture->connection = sprint_spice_connection_new (fixture->source, &fixture->parts);
  sprint_spice_connection_start (fixture->connection, NULL, 5000);
  await (sprint_console_sound_get_available (fixture->sound) && sprint_console_cursor_get_pixels (cursor) != NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *sink = NULL;
  int fd = g_file_open_tmp ("sprint-sound-XXXXXX", &fixture->heard, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  sink = g_strdup_printf ("filesink buffer-mode=unbuffered location=%s", fixture->heard);
  make (fixture, sink, "audiotestsrc is-live=true wave=square freq=1 volume=0.5");
  start (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleSound *sound = g_object_ref (fixture->sound);

  sprint_spice_connection_stop (fixture->connection);
  g_assert_false (sprint_console_sound_get_available (sound));
  g_assert_false (sprint_console_sound_get_listening (sound));
  g_object_unref (fixture->connection);
  sprint_console_parts_clear (&fixture->parts);
  g_assert_finalize_object (sound);
  g_object_unref (fixture->source);
  g_object_add_weak_pointer (G_OBJECT (fixture->server), (gpointer *) &fixture->server);
  g_object_unref (fixture->server);
  await (fixture->server == NULL);
  if (fixture->heard != NULL)
    g_unlink (fixture->heard);
  g_free (fixture->heard);
}

/* The last sample in the file; 0 while there is none. */
static gint16
last_sample (Fixture *fixture)
{
  g_autofree char *contents = NULL;
  gsize size;
  gint16 sample = 0;

  g_assert_true (g_file_get_contents (fixture->heard, &contents, &size, NULL));
  size -= size % sizeof sample;
  if (size > 0)
    memcpy (&sample, contents + size - sizeof sample, sizeof sample);

  return sample;
}

static gboolean
is_heard (Fixture *fixture,
          gint16   sample,
          gint16   expected)
{
  spice_sound_double_play (fixture->card, sample, 1);

  /* GStreamer multiplies in eleven bits. */
  return ABS (last_sample (fixture) - expected) <= ABS (expected) / 20;
}

/* Plays @sample until it is heard as @expected. */
static void
await_heard (Fixture *fixture,
             gint16   sample,
             gint16   expected)
{
  gboolean heard = FALSE;

  await (heard || (heard = is_heard (fixture, sample, expected)));
}

static void
test_heard (Fixture       *fixture,
            gconstpointer  data)
{
  spice_sound_double_start (fixture->card);
  await_heard (fixture, 12345, 12345);
  await_heard (fixture, -321, -321);
  g_assert_null (sprint_console_sound_get_problem (fixture->sound));

  spice_sound_double_stop (fixture->card);
  spice_sound_double_start (fixture->card);
  await_heard (fixture, 77, 77);
}

/* Half as loud as it seems is an eighth of each sample; the guest's control comes on top. */
static void
test_volume (Fixture       *fixture,
             gconstpointer  data)
{
  spice_sound_double_start (fixture->card);
  await_heard (fixture, 16000, 16000);
  sprint_console_sound_set_volume (fixture->sound, 0.5);
  await_heard (fixture, 16000, 2000);
  spice_sound_double_set_volume (fixture->card, G_MAXUINT16 / 2, FALSE);
  await_heard (fixture, 16000, 250);
  sprint_console_sound_set_volume (fixture->sound, 1);
  await_heard (fixture, 16000, 2000);

  sprint_console_sound_set_muted (fixture->sound, TRUE);
  await_heard (fixture, 16000, 0);
  sprint_console_sound_set_muted (fixture->sound, FALSE);
  await_heard (fixture, 16000, 2000);
  spice_sound_double_set_volume (fixture->card, G_MAXUINT16, TRUE);
  await_heard (fixture, 16000, 0);
  spice_sound_double_set_volume (fixture->card, G_MAXUINT16, FALSE);
  await_heard (fixture, 16000, 16000);
}

/* What is set before the device is open counts from its first sample. */
static void
test_muted_from_the_start (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autofree char *contents = NULL;
  gsize size = 0;

  sprint_console_sound_set_muted (fixture->sound, TRUE);
  spice_sound_double_start (fixture->card);
  while (size == 0) {
    spice_sound_double_play (fixture->card, 16000, 1);
    g_main_context_iteration (NULL, FALSE);
    g_clear_pointer (&contents, g_free);
    g_assert_true (g_file_get_contents (fixture->heard, &contents, &size, NULL));
  }
  for (gsize i = 0; i < size; i++)
    g_assert_cmpint (contents[i], ==, 0);
}

static gboolean
is_tone (Fixture *fixture)
{
  gint16 sample = 0;

  return spice_sound_double_take_recorded (fixture->card, &sample) > 0 && ABS (sample) > 10000;
}

static void
await_tone (Fixture *fixture)
{
  gboolean heard = FALSE;

  await (heard || (heard = is_tone (fixture)));
}

/* Off until a person says otherwise, whatever the guest wants; and it can be taken back. */
static void
test_microphone (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 before;
  gint16 sample;

  spice_sound_double_start (fixture->card);
  await_heard (fixture, 1000, 1000);
  spice_sound_double_start_recording (fixture->card);
  before = g_get_monotonic_time ();
  await (g_get_monotonic_time () - before > 300 * G_TIME_SPAN_MILLISECOND);
  g_assert_false (sprint_console_sound_get_listening (fixture->sound));
  g_assert_cmpuint (spice_sound_double_take_recorded (fixture->card, &sample), ==, 0);

  sprint_console_sound_set_microphone (fixture->sound, TRUE);
  g_assert_true (sprint_console_sound_get_listening (fixture->sound));
  await_tone (fixture);

  spice_sound_double_stop_recording (fixture->card);
  await (!sprint_console_sound_get_listening (fixture->sound));
  spice_sound_double_start_recording (fixture->card);
  await_tone (fixture);

  sprint_console_sound_set_microphone (fixture->sound, FALSE);
  g_assert_false (sprint_console_sound_get_listening (fixture->sound));
}

/* A computer without a device says so, and goes on when there is one. */
static void
test_no_device (Fixture       *fixture,
                gconstpointer  data)
{
  make (fixture, "alsasink device=there-is-no-such-device", "audiotestsrc");
  start (fixture);
  spice_sound_double_start (fixture->card);
  await (sprint_console_sound_get_problem (fixture->sound) != NULL);
  spice_sound_double_play (fixture->card, 1, 20);
  g_assert_true (sprint_console_sound_get_available (fixture->sound));
}

static void
test_no_element (Fixture       *fixture,
                 gconstpointer  data)
{
  make (fixture, "no-such-element", "no-such-element");
  start (fixture);
  sprint_console_sound_set_microphone (fixture->sound, TRUE);
  spice_sound_double_start_recording (fixture->card);
  await (sprint_console_sound_get_problem (fixture->sound) != NULL);
  await (!sprint_console_sound_get_listening (fixture->sound));
}

/* The guest ends what it plays, or begins to. A server tells nothing of what is over before it could. */
static void
turn (Fixture *fixture)
{
  fixture->stopped = !fixture->stopped;
  if (fixture->stopped)
    spice_sound_double_stop (fixture->card);
  else
    spice_sound_double_start (fixture->card);
}

static void
count_cb (int *n)
{
  ++*n;
}

/* The sound server goes in the middle of playing: that is said once, however much the guest goes on to play, and the
 * next time that it begins it is heard again. */
static void
test_server_lost (Fixture       *fixture,
                  gconstpointer  data)
{
  int problems = 0;

  make (fixture, "identity error-after=3 ! fakesink", "audiotestsrc is-live=true ! identity error-after=3");
  start (fixture);
  g_signal_connect_swapped (fixture->sound, "notify::problem", G_CALLBACK (count_cb), &problems);
  spice_sound_double_start (fixture->card);
  await ((spice_sound_double_play (fixture->card, 1000, 1), sprint_console_sound_get_problem (fixture->sound) != NULL));
  spice_sound_double_play (fixture->card, 1000, 20);
  g_assert_cmpint (problems, ==, 1);
  g_assert_true (sprint_console_sound_get_available (fixture->sound));

  /* The guest begins anew: what was said is over, until it happens again. */
  await ((turn (fixture), problems == 2));
  g_assert_null (sprint_console_sound_get_problem (fixture->sound));
  spice_sound_double_start (fixture->card);
  await ((spice_sound_double_play (fixture->card, 1000, 1), sprint_console_sound_get_problem (fixture->sound) != NULL));
  g_assert_cmpint (problems, ==, 3);

  g_signal_handlers_disconnect_by_data (fixture->sound, &problems);

  /* Nobody is listened to any more, and a person sees that. */
  spice_sound_double_stop (fixture->card);
  sprint_console_sound_set_microphone (fixture->sound, TRUE);
  spice_sound_double_start_recording (fixture->card);
  await (sprint_console_sound_get_listening (fixture->sound));
  await (!sprint_console_sound_get_listening (fixture->sound));
  g_assert_nonnull (sprint_console_sound_get_problem (fixture->sound));
  g_test_message ("%s", sprint_console_sound_get_problem (fixture->sound));

  /* Turned off and on, it is tried again. */
  sprint_console_sound_set_microphone (fixture->sound, FALSE);
  sprint_console_sound_set_microphone (fixture->sound, TRUE);
  g_assert_true (sprint_console_sound_get_listening (fixture->sound));
  await (!sprint_console_sound_get_listening (fixture->sound));
}

/* The microphone's channel has ended, which is still so when the speaker has failed and works again. */
static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  static const char words[] = "The channel has ended";
  int problems = 0;

  make (fixture, "identity error-after=3 ! fakesink", "audiotestsrc");
  start (fixture);
  sprint_console_sound_fail (fixture->sound, words);
  g_assert_cmpstr (sprint_console_sound_get_problem (fixture->sound), ==, words);
  g_signal_connect_swapped (fixture->sound, "notify::problem", G_CALLBACK (count_cb), &problems);
  spice_sound_double_start (fixture->card);
  await ((spice_sound_double_play (fixture->card, 1000, 1), problems == 1));
  g_assert_cmpstr (sprint_console_sound_get_problem (fixture->sound), !=, words);
  await ((turn (fixture), problems == 2));
  g_assert_cmpstr (sprint_console_sound_get_problem (fixture->sound), ==, words);
  g_signal_handlers_disconnect_by_data (fixture->sound, &problems);
}

/* No sound card has two hundred channels, and samples may be cut in half. */
static void
test_nonsense (void)
{
  g_autoptr (SprintConsoleSound) sound = g_object_new (SPRINT_TYPE_CONSOLE_SOUND, "sink", "fakesink", NULL);

  sprint_console_sound_start_playing (sound, 200, 48000);
  sprint_console_sound_play (sound, "abc", 3);
  sprint_console_sound_start_playing (sound, -1, 48000);
  sprint_console_sound_start_playing (sound, 2, 0);
  sprint_console_sound_start_playing (sound, 2, G_MAXINT);
  sprint_console_sound_start_recording (sound, 0, 0);
  sprint_console_sound_set_microphone (sound, TRUE);
  g_assert_false (sprint_console_sound_get_listening (sound));
  sprint_console_sound_start_playing (sound, 2, 48000);
  for (int i = 0; i < 1000; i++)
    sprint_console_sound_play (sound, "abc", 3);
}

#define add(path, before, test) g_test_add ("/console-sound/" path, Fixture, NULL, before, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("heard", set_up, test_heard);
  add ("volume", set_up, test_volume);
  add ("muted-from-the-start", set_up, test_muted_from_the_start);
  add ("microphone", set_up, test_microphone);
  add ("no-device", NULL, test_no_device);
  add ("no-element", NULL, test_no_element);
  add ("server-lost", NULL, test_server_lost);
  add ("failure", NULL, test_failure);
  g_test_add_func ("/console-sound/nonsense", test_nonsense);

  return g_test_run ();
}
