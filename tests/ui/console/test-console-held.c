/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands.h"

#include <X11/XKBlib.h>
#include <gdk/x11/gdkx.h>
#include <spice/enums.h>
#include <string.h>

#include "await.h"

#define NUM_MASK Mod2Mask

/* A light of the host's, without a key: as an indicator of the panel's would. */
static void
set_host_lock (Fixture *fixture,
               guint    mask,
               gboolean on)
{
  XkbLockModifiers (fixture->x, XkbUseCoreKbd, mask, on ? mask : 0);
  XFlush (fixture->x);
}

static SprintConsoleInput *
get_input (Fixture *fixture)
{
  return sprint_console_session_get_input (fixture->session);
}

static void
set_guest_lights (Fixture *fixture,
                  guint8   lights)
{
  spice_input_double_set_leds (fixture->input, lights);
  await (sprint_console_input_get_guest_locks (get_input (fixture)) == lights);
}

/* Only what was expected, and then that key: what else was to come would have come before it. */
static void
await_only (Fixture      *fixture,
            gsize         n,
            const guint8 *expected)
{
  g_autofree guint8 *all = g_malloc (n + 2);

  if (n > 0)
    memcpy (all, expected, n);
  all[n] = 0x1e;
  all[n + 1] = 0x9e;
  press (fixture, KEY_A, TRUE);
  press (fixture, KEY_A, FALSE);
  await_scancodes (fixture, n + 2, all);
  spice_input_double_clear (fixture->input);
}

static void
begin (Fixture *fixture)
{
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
}

/* Away and back, with nothing held. */
static void
come_back (Fixture *fixture)
{
  release_keyboard (fixture);
  await (spice_input_double_get_scancodes (fixture->input)->len >= 4);
  take_keyboard (fixture);
}

static void
test_lock_pressed (Fixture       *fixture,
                   gconstpointer  data)
{
  static const guint8 caps[] = { 0x3a, 0xba };

  begin (fixture);
  press (fixture, KEY_CAPSLOCK, TRUE);
  press (fixture, KEY_CAPSLOCK, FALSE);
  await_only (fixture, sizeof caps, caps);

  /* The guest is slow to light it. */
  set_guest_lights (fixture, SPICE_KEYBOARD_MODIFIER_FLAGS_CAPS_LOCK);
  await_only (fixture, 0, NULL);
  come_back (fixture);
  await_only (fixture, 0, NULL);

  press (fixture, KEY_CAPSLOCK, TRUE);
  press (fixture, KEY_CAPSLOCK, FALSE);
  set_guest_lights (fixture, 0);
  await_only (fixture, sizeof caps, caps);
}

static void
test_lock_elsewhere (Fixture       *fixture,
                     gconstpointer  data)
{
  static const guint8 caps[] = { 0x3a, 0xba };
  static const guint8 num[] = { 0x45, 0xc5 };

  begin (fixture);

  /* While it is typed on. */
  set_host_lock (fixture, LockMask, TRUE);
  await_scancodes (fixture, sizeof caps, caps);
  set_guest_lights (fixture, SPICE_KEYBOARD_MODIFIER_FLAGS_CAPS_LOCK);
  await_only (fixture, sizeof caps, caps);
  set_host_lock (fixture, LockMask, FALSE);
  await_scancodes (fixture, sizeof caps, caps);
  set_guest_lights (fixture, 0);
  await_only (fixture, sizeof caps, caps);

  /* And while it is not. */
  release_keyboard (fixture);
  await (spice_input_double_get_scancodes (fixture->input)->len >= 4);
  spice_input_double_clear (fixture->input);
  set_host_lock (fixture, NUM_MASK, TRUE);
  await (gdk_device_get_num_lock_state (gdk_seat_get_keyboard (gdk_display_get_default_seat (
    gdk_display_get_default ()))));
  g_assert_cmpuint (spice_input_double_get_scancodes (fixture->input)->len, ==, 0);
  gtk_widget_set_visible (GTK_WIDGET (fixture->console), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (fixture->console), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->console));
  await_scancodes (fixture, sizeof num, num);
  set_guest_lights (fixture, SPICE_KEYBOARD_MODIFIER_FLAGS_NUM_LOCK);
  await_only (fixture, sizeof num, num);

  /* A guest that boots puts it out. */
  set_guest_lights (fixture, 0);
  await_scancodes (fixture, sizeof num, num);
  set_guest_lights (fixture, SPICE_KEYBOARD_MODIFIER_FLAGS_NUM_LOCK);
  await_only (fixture, sizeof num, num);

  set_host_lock (fixture, NUM_MASK, FALSE);
  await_scancodes (fixture, sizeof num, num);
}

/* Its own Caps Lock, which the host's keyboard knows nothing of. */
static void
test_lock_of_guest (Fixture       *fixture,
                    gconstpointer  data)
{
  static const guint8 caps[] = { 0x3a, 0xba };
  guint code = KEY_CAPSLOCK;

  begin (fixture);
  sprint_console_send_keys (fixture->console, &code, 1);
  set_guest_lights (fixture, SPICE_KEYBOARD_MODIFIER_FLAGS_CAPS_LOCK);
  await_only (fixture, sizeof caps, caps);
  come_back (fixture);
  await_only (fixture, 0, NULL);

  sprint_console_send_keys (fixture->console, &code, 1);
  set_guest_lights (fixture, 0);
  await_only (fixture, sizeof caps, caps);

  /* By its own hand. */
  set_guest_lights (fixture, SPICE_KEYBOARD_MODIFIER_FLAGS_SCROLL_LOCK);
  await_only (fixture, 0, NULL);
  come_back (fixture);
  await_only (fixture, 0, NULL);
}

/* A modifier is held for as long as it is, whatever else is pressed. */
static void
test_modifiers (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct {
    guint code;
    guint8 prefix, make;
  } modifiers[] = {
    { KEY_LEFTSHIFT, 0, 0x2a }, { KEY_RIGHTSHIFT, 0, 0x36 }, { KEY_LEFTCTRL, 0, 0x1d }, { KEY_RIGHTCTRL, 0xe0, 0x1d },
    { KEY_LEFTALT, 0, 0x38 }, { KEY_RIGHTALT, 0xe0, 0x38 }, { KEY_LEFTMETA, 0xe0, 0x5b }, { KEY_RIGHTMETA, 0xe0, 0x5c },
  };

  begin (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++) {
    const guint8 all[] = {
      modifiers[i].prefix, modifiers[i].make, 0x1e, 0x9e, 0x58, 0xd8, modifiers[i].prefix, modifiers[i].make | 0x80,
    };
    const guint8 bare[] = { modifiers[i].make, 0x1e, 0x9e, 0x58, 0xd8, modifiers[i].make | 0x80 };

    press (fixture, modifiers[i].code, TRUE);
    press (fixture, KEY_A, TRUE);
    press (fixture, KEY_A, FALSE);
    press (fixture, KEY_F12, TRUE);
    press (fixture, KEY_F12, FALSE);
    press (fixture, modifiers[i].code, FALSE);
    if (modifiers[i].prefix != 0)
      await_scancodes (fixture, sizeof all, all);
    else
      await_scancodes (fixture, sizeof bare, bare);
    spice_input_double_clear (fixture->input);
  }
}

/* Another client takes the keyboard, as a window manager does for a shortcut. */
static void
test_taken_away (Fixture       *fixture,
                 gconstpointer  data)
{
  static const guint8 shift[] = { 0x2a, 0xaa };

  begin (fixture);
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, 1, shift);
  g_assert_cmpint (XGrabKeyboard (fixture->x, DefaultRootWindow (fixture->x), False, GrabModeAsync, GrabModeAsync,
                                  CurrentTime), ==, GrabSuccess);
  await_scancodes (fixture, sizeof shift, shift);
  press (fixture, KEY_LEFTSHIFT, FALSE);
  XUngrabKeyboard (fixture->x, CurrentTime);
  XFlush (fixture->x);
  await (sprint_console_get_capturing (fixture->console));
  await_only (fixture, sizeof shift, shift);
}

static GtkEventController *
find_key_controller (Fixture *fixture)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      return controller;
  }

  return NULL;
}

/* The next key comes with the news that Shift is up, of which nothing was seen. */
static void
test_swallowed (Fixture       *fixture,
                gconstpointer  data)
{
  static const guint8 expected[] = { 0x2a, 0xaa, 0x30, 0xb0 };
  gboolean handled = FALSE;

  begin (fixture);
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, 1, expected);
  g_signal_emit_by_name (find_key_controller (fixture), "key-pressed", GDK_KEY_b, KEY_B + 8, 0, &handled);
  g_assert_true (handled);
  g_signal_emit_by_name (find_key_controller (fixture), "key-released", GDK_KEY_b, KEY_B + 8, 0);
  await_scancodes (fixture, sizeof expected, expected);
  press (fixture, KEY_LEFTSHIFT, FALSE);
  await_only (fixture, sizeof expected, expected);
}

/* What is held while the guest is lost is not held by the one that comes back. */
static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint8 shift[] = { 0x2a };

  begin (fixture);
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, sizeof shift, shift);
  spice_server_double_hang_up (fixture->server);
  await (sprint_console_session_get_state (fixture->session) != SPRINT_CONSOLE_STATE_CONNECTED);
  g_assert_false (sprint_console_get_capturing (fixture->console));
  g_assert_false (sprint_console_get_grabbed (fixture->console));
  await (sprint_console_get_capturing (fixture->console));

  /* All of it is there, its keyboard too. */
  spice_screen_double_fill (fixture->screen, 0, 0, 300, 280, 0x998877);
  await (sprint_framebuffer_get_data (fixture->framebuffer)[0] == 0x77);
  set_guest_lights (fixture, SPICE_KEYBOARD_MODIFIER_FLAGS_SCROLL_LOCK);
  set_guest_lights (fixture, 0);
  spice_input_double_clear (fixture->input);
  press (fixture, KEY_LEFTSHIFT, FALSE);
  await_only (fixture, 0, NULL);
}

/* The pointer moves on while the guest's side hangs up, of which nothing is known yet. */
static void
test_lost_in_motion (Fixture       *fixture,
                     gconstpointer  data)
{
  int i = 0;

  begin (fixture);
  await_pointing (fixture, 10, 10, is_at (fixture, 10, 10));
  spice_server_double_hang_up (fixture->server);
  await ((sprint_console_input_set_position (get_input (fixture), 0, 10 + i++ % 30, 10),
          sprint_console_session_get_state (fixture->session) != SPRINT_CONSOLE_STATE_CONNECTED));
  await (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_CONNECTED);
  await (sprint_console_get_capturing (fixture->console));
}

static void
test_left (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint8 shift[] = { 0x2a, 0xaa };

  begin (fixture);
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, 1, shift);
  sprint_console_session_disconnect (fixture->session);
  await_scancodes (fixture, sizeof shift, shift);
  g_assert_false (sprint_console_get_capturing (fixture->console));
  press (fixture, KEY_LEFTSHIFT, FALSE);
}

/* Two guests in one program, each with a window of its own. */
static void
test_two (Fixture       *fixture,
          gconstpointer  data)
{
  static const guint8 shift[] = { 0x2a, 0xaa };
  Fixture other = { 0 };

  set_up (&other, data);
  begin (fixture);
  draw_pattern (&other, 200, 100);
  show (&other, 200, 100);
  gtk_window_present (fixture->window);
  focus (fixture);
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, 1, shift);
  await_pointing (fixture, -10, -10, !sprint_console_get_grabbed (fixture->console));
  gtk_window_present (other.window);
  gtk_widget_grab_focus (GTK_WIDGET (other.console));
  await_scancodes (fixture, sizeof shift, shift);
  await (sprint_console_get_capturing (other.console));
  g_assert_false (sprint_console_get_capturing (fixture->console));
  press (fixture, KEY_LEFTSHIFT, FALSE);
  spice_input_double_clear (other.input);
  await_only (&other, 0, NULL);

  /* The one closes with a key held. */
  press (&other, KEY_LEFTSHIFT, TRUE);
  await_scancodes (&other, 1, shift);
  gtk_widget_set_visible (GTK_WIDGET (other.window), FALSE);
  await_scancodes (&other, sizeof shift, shift);
  press (&other, KEY_LEFTSHIFT, FALSE);
  tear_down (&other, data);

  gtk_window_present (fixture->window);
  await (sprint_console_get_capturing (fixture->console));
  await_only (fixture, sizeof shift, shift);
}

int
main (int   argc,
      char *argv[])
{
  init (&argc, &argv);

  add ("lock-pressed", NULL, test_lock_pressed);
  add ("lock-of-guest", NULL, test_lock_of_guest);
  add ("modifiers", NULL, test_modifiers);
  add ("swallowed", NULL, test_swallowed);
  add ("lost", NULL, test_lost);
  add ("lost-in-motion", NULL, test_lost_in_motion);
  add ("left", NULL, test_left);
  /* Wayland lets no other client change a light or take the keyboard, and no window have the focus because its
   * program wants so. */
  if (GDK_IS_X11_DISPLAY (gdk_display_get_default ())) {
    add ("lock-elsewhere", NULL, test_lock_elsewhere);
    add ("taken-away", NULL, test_taken_away);
    add ("two", NULL, test_two);
  }

  return g_test_run ();
}
