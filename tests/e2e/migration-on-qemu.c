/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A guest moves from one QEMU to another, and its screen follows; run by ./creation, in a home of its own. */
#include "core/console/session/console-session.h"

#include <linux/input-event-codes.h>
#include <string.h>

#include "await.h"
#include "certificates.h"
#include "real-qemu.h"
#include "remove-tree.h"

#define MIB (1 << 20)
/* Of a text screen in the colours that tests/support/echo-guest.S has, and those after Escape. */
#define BLACK 0x000000
#define BLUE 0x0000a8
/* Microseconds. */
#define KEY_INTERVAL (300 * 1000)
/* Bytes in a second: slow enough that something can happen to the guest on its way. */
#define SLOW "{ \"max-bandwidth\": 4096 }"
#define FAST "{ \"max-bandwidth\": 1000000000 }"
/* Main, screen, pointer, keys and a USB port. */
#define N_CHANNELS 5

typedef struct {
  RealQemu *hosts[2];
  guint ports[2];
  char *folder;
  char *disk;
  char *way;        /* that the guest goes */
  SprintConsoleSession *session;
  gboolean seamless;
  gboolean lost;    /* at any time since the guest was to move */
} Fixture;

static void
state_cb (SprintConsoleSession *session,
          GParamSpec           *pspec,
          Fixture              *fixture)
{
  fixture->lost |= sprint_console_session_get_state (session) == SPRINT_CONSOLE_STATE_LOST;
}

static char *
make_disk (const char *folder)
{
  char *path = g_build_filename (folder, "disk.img", NULL);
  g_autofree char *sector = NULL;
  g_autofree char *disk = g_malloc0 (MIB);
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (g_getenv ("SPRINT_ECHO_GUEST"), &sector, &size, &error);
  g_assert_no_error (error);
  memcpy (disk, sector, size);
  g_file_set_contents (path, disk, MIB, &error);
  g_assert_no_error (error);

  return path;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->seamless = data != NULL;
  /* In the home of its own, which goes in whatever way the test ends. */
  fixture->folder = g_mkdtemp (g_build_filename (g_get_home_dir (), "move-XXXXXX", NULL));
  fixture->disk = make_disk (fixture->folder);
  fixture->way = g_build_filename (fixture->folder, "way", NULL);
  fixture->session = sprint_console_session_new ();
  g_signal_connect (fixture->session, "notify::state", G_CALLBACK (state_cb), fixture);
  fixture->ports[0] = certificates_find_port ();
  do
    fixture->ports[1] = certificates_find_port ();
  while (fixture->ports[1] == fixture->ports[0]);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (fixture->session, fixture);
  sprint_console_session_disconnect (fixture->session);
  await_gone (fixture->session);
  while (g_main_context_iteration (NULL, FALSE));
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&fixture->hosts[i], real_qemu_free);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->disk);
  g_free (fixture->way);
}

static SprintConsoleState
get_state (Fixture *fixture)
{
  return sprint_console_session_get_state (fixture->session);
}

static gboolean
shows (Fixture *fixture,
       guint32  colour)
{
  SprintFramebuffer *framebuffer = sprint_console_session_get_framebuffer (fixture->session);
  int width = sprint_framebuffer_get_width (framebuffer);
  int height = sprint_framebuffer_get_height (framebuffer);
  guint32 pixel = 0;

  if (width == 0 || !sprint_console_session_get_has_picture (fixture->session))
    return FALSE;
  sprint_framebuffer_copy_rectangle (framebuffer, width - 1, height - 1, 1, 1, (guint8 *) &pixel, 4);

  return (pixel & 0xffffff) == colour;
}

static gboolean
has_typed (RealQemu   *qemu,
           const char *text)
{
  g_autofree char *typed = real_qemu_read_typed (qemu);

  return strstr (typed, text) != NULL;
}

/* Presses a key now and then: what is pressed before the keyboard's channel has begun is lost. */
static gboolean
press_again (Fixture *fixture,
             guint    key,
             gint64  *pressed_at)
{
  SprintConsoleInput *input = sprint_console_session_get_input (fixture->session);
  gint64 now = g_get_monotonic_time ();

  if (now - *pressed_at < KEY_INTERVAL)
    return FALSE;

  *pressed_at = now;
  sprint_console_input_press_key (input, key);
  sprint_console_input_release_key (input, key);

  return FALSE;
}

static void
assert_types_at (Fixture    *fixture,
                 guint       i,
                 guint       key,
                 const char *character)
{
  gint64 pressed_at = 0;

  await (has_typed (fixture->hosts[i], character) || press_again (fixture, key, &pressed_at));
}

static void
assert_turns_blue (Fixture *fixture)
{
  gint64 pressed_at = 0;

  await (shows (fixture, BLUE) || press_again (fixture, KEY_ESC, &pressed_at));
}

static void
start (Fixture *fixture,
       guint    i)
{
  static const char * const names[] = { "source", "destination" };

  fixture->hosts[i] = real_qemu_new (fixture->folder, names[i], fixture->disk, fixture->ports[i],
                                     i == 0 ? NULL : fixture->way, fixture->seamless);
}

static void
start_and_connect (Fixture *fixture)
{
  g_autoptr (SprintConsoleAddress) address = NULL;
  g_autoptr (SprintConsoleSource) source = NULL;

  start (fixture, 0);
  await (has_typed (fixture->hosts[0], "Type here:"));
  address = sprint_console_address_new_for_host ("127.0.0.1", fixture->ports[0], 0);
  source = sprint_console_source_new_for_address (address);
  sprint_console_session_connect (fixture->session, source);
  await (shows (fixture, BLACK));
  assert_types_at (fixture, 0, KEY_B, "b");
  fixture->lost = FALSE;
}

/* Which has the viewer connect to the other place as well; answered when it has, or cannot. */
static void
tell_viewer (Fixture *fixture)
{
  g_autofree char *place =
    g_strdup_printf ("{ \"protocol\": \"spice\", \"hostname\": \"127.0.0.1\", \"port\": %u }", fixture->ports[1]);

  real_qemu_do (fixture->hosts[0], "client_migrate_info", place);
}

static void
move (Fixture    *fixture,
      const char *parameters)
{
  g_autofree char *uri = g_strdup_printf ("{ \"uri\": \"unix:%s\" }", fixture->way);
  g_autofree char *answer = NULL;

  real_qemu_do (fixture->hosts[0], "migrate-set-capabilities",
                "{ \"capabilities\": [ { \"capability\": \"events\", \"state\": true } ] }");
  if (parameters != NULL)
    real_qemu_do (fixture->hosts[0], "migrate-set-parameters", parameters);
  answer = real_qemu_try (fixture->hosts[0], "migrate", uri);
}

/* The viewer is at both places, and the guest has stayed usable where it was. */
static void
await_both (Fixture *fixture)
{
  await (real_qemu_count_said (fixture->hosts[1], "SPICE_INITIALIZED") == N_CHANNELS);
  assert_types_at (fixture, 0, KEY_N, "n");
  g_assert_true (shows (fixture, BLACK));
}

/* Where it is: what is drawn and what is typed from now on is that one's. */
static void
assert_is_at (Fixture *fixture,
              guint    i)
{
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  assert_types_at (fixture, i, KEY_M, "m");
  assert_turns_blue (fixture);
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  start_and_connect (fixture);
  start (fixture, 1);
  tell_viewer (fixture);
  move (fixture, SLOW);
  await_both (fixture);
  real_qemu_do (fixture->hosts[0], "migrate-set-parameters", FAST);
  await (real_qemu_has_said (fixture->hosts[0], "SPICE_MIGRATE_COMPLETED"));
  g_assert_true (real_qemu_has_said (fixture->hosts[0], "\"completed\""));
  real_qemu_kill (fixture->hosts[0]);
  assert_is_at (fixture, 1);
  g_assert_false (has_typed (fixture->hosts[0], "m"));
  g_assert_false (fixture->lost);
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));

  /* It is lost with the place where it now is, and the picture stays. */
  real_qemu_kill (fixture->hosts[1]);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_true (sprint_console_session_get_retrying (fixture->session));
  g_assert_true (shows (fixture, BLUE));
}

/* It is there before the viewer can be, and where it was ends at once. */
static void
test_fast (Fixture       *fixture,
           gconstpointer  data)
{
  start_and_connect (fixture);
  start (fixture, 1);
  tell_viewer (fixture);
  move (fixture, NULL);
  await (real_qemu_has_said (fixture->hosts[0], "SPICE_MIGRATE_COMPLETED"));
  real_qemu_kill (fixture->hosts[0]);
  assert_is_at (fixture, 1);
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
}

/* The place where it was ends with the guest half at the other one, which then has none either. */
static void
test_both_die (Fixture       *fixture,
               gconstpointer  data)
{
  start_and_connect (fixture);
  start (fixture, 1);
  tell_viewer (fixture);
  move (fixture, SLOW);
  await_both (fixture);
  real_qemu_kill (fixture->hosts[0]);
  real_qemu_kill (fixture->hosts[1]);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_true (sprint_console_session_get_retrying (fixture->session));
  g_assert_true (shows (fixture, BLACK));

  /* Started anew where it was. */
  g_clear_pointer (&fixture->hosts[0], real_qemu_free);
  start (fixture, 0);
  assert_is_at (fixture, 0);
}

static void
assert_stays (Fixture *fixture)
{
  await (real_qemu_has_said (fixture->hosts[0], "\"failed\""));
  assert_is_at (fixture, 0);
  g_assert_false (fixture->lost);
}

/* The other place ends once the viewer is there as well, before the guest is on its way. */
static void
test_dies_before (Fixture       *fixture,
                  gconstpointer  data)
{
  start_and_connect (fixture);
  start (fixture, 1);
  tell_viewer (fixture);
  real_qemu_kill (fixture->hosts[1]);
  move (fixture, NULL);
  assert_stays (fixture);
}

/* And with half of the guest in it. */
static void
test_dies_meanwhile (Fixture       *fixture,
                     gconstpointer  data)
{
  start_and_connect (fixture);
  start (fixture, 1);
  tell_viewer (fixture);
  move (fixture, SLOW);
  await_both (fixture);
  real_qemu_kill (fixture->hosts[1]);
  assert_stays (fixture);
}

/* Nobody was there for the viewer. */
static void
test_nobody (Fixture       *fixture,
             gconstpointer  data)
{
  start_and_connect (fixture);
  tell_viewer (fixture);
  move (fixture, NULL);
  assert_stays (fixture);
}

#define add(name, data, test) g_test_add ("/migration-on-qemu/" name, Fixture, data, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  /* The client's library warns of computers that are not there. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_fatal_mask ("sprint", G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  add ("seamless", "seamless", test_move);
  add ("not-seamless", NULL, test_move);
  add ("fast", "seamless", test_fast);
  add ("fast-not-seamless", NULL, test_fast);
  add ("both-die", "seamless", test_both_die);
  add ("dies-before", "seamless", test_dies_before);
  add ("dies-meanwhile", "seamless", test_dies_meanwhile);
  add ("nobody", "seamless", test_nobody);

  return g_test_run ();
}
