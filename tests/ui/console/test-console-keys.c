/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands.h"

#include <gdk/x11/gdkx.h>
#include <string.h>

#include "await.h"
#include "keyboard-105.h"

static gsize
append_make (guint8 *bytes,
             gsize   n,
             guint   make,
             guint8  released)
{
  if (make > 0xff)
    bytes[n++] = 0xe0;
  bytes[n++] = (make & 0xff) | released;

  return n;
}

/* GDK passes over a key that the layout has no symbol for, on Wayland alone. */
static gboolean
is_passed_on (Fixture *fixture,
              guint    code)
{
  g_autofree guint *keyvals = NULL;
  int n;

  if (fixture->x != NULL)
    return TRUE;

  return gdk_display_map_keycode (gdk_display_get_default (), code + 8, NULL, &keyvals, &n) && keyvals[0] != 0;
}

static void
check_key (Fixture *fixture,
           guint    code,
           guint    make)
{
  guint8 expected[4];
  gsize n = append_make (expected, 0, make, 0);

  if (!is_passed_on (fixture, code))
    return;

  g_test_message ("key %u", code);
  spice_input_double_clear (fixture->input);
  press (fixture, code, TRUE);
  await_scancodes (fixture, n, expected);
  press (fixture, code, FALSE);
  n = append_make (expected, n, make, 0x80);
  await_scancodes (fixture, n, expected);
}

/* The X server can send all of them: its last keycode is 255, evdev's 247. */
static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint locks[] = { KEY_CAPSLOCK, KEY_NUMLOCK, KEY_SCROLLLOCK };

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (keyboard_105); i++)
    check_key (fixture, keyboard_105[i].code, keyboard_105[i].make);
  for (guint i = 0; i < G_N_ELEMENTS (keyboard_others); i++)
    check_key (fixture, keyboard_others[i].code, keyboard_others[i].make);

  /* The lights that went on with it go off again. */
  spice_input_double_clear (fixture->input);
  for (guint i = 0; i < G_N_ELEMENTS (locks); i++) {
    press (fixture, locks[i], TRUE);
    press (fixture, locks[i], FALSE);
  }
  await (spice_input_double_get_scancodes (fixture->input)->len == 6);
}

static gboolean
count_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  ++*(int *) user_data;

  return TRUE;
}

static void
test_shortcuts (Fixture       *fixture,
                gconstpointer  data)
{
  static const guint8 control_q[] = { 0x1d, 0x10, 0x90, 0x9d };
  static const guint8 way_out[] = { 0x1d, 0x38, 0xb8, 0x9d };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GByteArray *got = spice_input_double_get_scancodes (fixture->input);
  int quits = 0;

  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>q"),
                      gtk_callback_action_new (count_cb, &quits, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (fixture->window), shortcuts);
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);

  /* Ctrl+Q is the guest's. */
  press (fixture, KEY_LEFTCTRL, TRUE);
  press (fixture, KEY_Q, TRUE);
  press (fixture, KEY_Q, FALSE);
  press (fixture, KEY_LEFTCTRL, FALSE);
  await_scancodes (fixture, sizeof control_q, control_q);
  g_assert_cmpint (quits, ==, 0);
  g_assert_true (sprint_console_get_capturing (fixture->console));

  /* Ctrl+Alt with another key is the guest's too. */
  press (fixture, KEY_LEFTCTRL, TRUE);
  press (fixture, KEY_LEFTALT, TRUE);
  press (fixture, KEY_X, TRUE);
  press (fixture, KEY_X, FALSE);
  press (fixture, KEY_LEFTALT, FALSE);
  press (fixture, KEY_LEFTCTRL, FALSE);
  await (got->len == sizeof control_q + 6);
  g_assert_true (sprint_console_get_capturing (fixture->console));

  /* Alone it is the way out, which leaves nothing held. */
  spice_input_double_clear (fixture->input);
  press (fixture, KEY_LEFTCTRL, TRUE);
  press (fixture, KEY_LEFTALT, TRUE);
  press (fixture, KEY_LEFTALT, FALSE);
  await (!sprint_console_get_capturing (fixture->console));
  press (fixture, KEY_LEFTCTRL, FALSE);
  await_scancodes (fixture, sizeof way_out, way_out);
  g_assert_false (sprint_console_get_grabbed (fixture->console));

  press (fixture, KEY_LEFTCTRL, TRUE);
  press (fixture, KEY_Q, TRUE);
  press (fixture, KEY_Q, FALSE);
  press (fixture, KEY_LEFTCTRL, FALSE);
  await (quits == 1);
  g_assert_cmpuint (got->len, ==, sizeof way_out);
}

static void
press_both (Fixture *fixture,
            guint    one,
            guint    other)
{
  press (fixture, one, TRUE);
  press (fixture, other, TRUE);
  press (fixture, other, FALSE);
  press (fixture, one, FALSE);
}

/* Each way out leads out, and no other does; a key in between makes it the guest's. */
static void
test_release_ways (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct {
    const char *name;
    guint one, other;
    const char *word;
  } ways[] = {
    { "right-ctrl", KEY_RIGHTCTRL, KEY_RIGHTCTRL, "right Ctrl" },
    { "both-ctrl", KEY_LEFTCTRL, KEY_RIGHTCTRL, "both Ctrl" },
    { "ctrl-alt", KEY_LEFTCTRL, KEY_LEFTALT, "Ctrl+Alt" },
    { "no such", KEY_RIGHTCTRL, KEY_LEFTALT, "Ctrl+Alt" },
  };
  GByteArray *got = spice_input_double_get_scancodes (fixture->input);

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    sprint_console_set_release_way (fixture->console, ways[i].name);
    g_assert_nonnull (strstr (sprint_console_get_release_text (fixture->console), ways[i].word));
    gtk_test_accessible_assert_property (fixture->console, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                         sprint_console_get_release_text (fixture->console));
    if (i == 0)
      focus (fixture);
    else
      take_keyboard (fixture);

    /* AltGr and Shift are nobody's way out. */
    press_both (fixture, KEY_RIGHTALT, KEY_RIGHTSHIFT);
    if (i % 2 == 0)
      press_both (fixture, KEY_LEFTCTRL, KEY_LEFTSHIFT);
    else
      press_both (fixture, KEY_LEFTALT, KEY_LEFTSHIFT);
    press (fixture, ways[i].one, TRUE);
    press (fixture, ways[i].other, TRUE);
    press (fixture, KEY_X, TRUE);
    press (fixture, KEY_X, FALSE);
    press (fixture, ways[i].other, FALSE);
    press (fixture, ways[i].one, FALSE);
    spice_input_double_clear (fixture->input);
    press (fixture, KEY_Z, TRUE);
    press (fixture, KEY_Z, FALSE);
    await (got->len >= 2 && got->data[got->len - 1] == 0xac);
    g_assert_true (sprint_console_get_capturing (fixture->console));

    press_both (fixture, ways[i].one, ways[i].other);
    await (!sprint_console_get_capturing (fixture->console));
    g_assert_nonnull (strstr (sprint_console_get_keyboard_text (fixture->console), "this computer"));
  }
}

static void
test_grab (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint8 shift[] = { 0x2a, 0xaa };

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  focus (fixture);
  await_pointing (fixture, 10, 10,
                  sprint_console_get_grabbed (fixture->console));
  g_assert_cmpstr (sprint_console_get_keyboard_text (fixture->console), ==, "All keys go to the machine");

  /* X11's grab is let go of before another window can be clicked on; the keys are not. */
  if (fixture->x != NULL) {
    press (fixture, KEY_LEFTSHIFT, TRUE);
    await_scancodes (fixture, 1, shift);
    await_pointing (fixture, -10, -10,
                    !sprint_console_get_grabbed (fixture->console));
    g_assert_true (sprint_console_get_capturing (fixture->console));
    g_assert_nonnull (strstr (sprint_console_get_keyboard_text (fixture->console), "except"));
    press (fixture, KEY_LEFTSHIFT, FALSE);
    await_scancodes (fixture, 2, shift);
    await_pointing (fixture, 10, 10,
                    sprint_console_get_grabbed (fixture->console));
  }

  release_keyboard (fixture);
  await (!sprint_console_get_grabbed (fixture->console));
  g_assert_false (sprint_console_get_capturing (fixture->console));
}

static void
test_let_go (Fixture       *fixture,
             gconstpointer  data)
{
  static const guint8 shift[] = { 0x2a, 0xaa };
  GtkWidget *other;

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);

  /* Another window. */
  focus (fixture);
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, 1, shift);
  if (fixture->x != NULL)
    await_pointing (fixture, -10, -10,
                    !sprint_console_get_grabbed (fixture->console));
  other = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (other));
  await (gtk_window_is_active (GTK_WINDOW (other)));
  await_scancodes (fixture, 2, shift);
  g_assert_false (sprint_console_get_capturing (fixture->console));
  press (fixture, KEY_LEFTSHIFT, FALSE);
  gtk_window_destroy (GTK_WINDOW (other));

  /* Out of sight. */
  gtk_window_present (fixture->window);
  focus (fixture);
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, 1, shift);
  gtk_widget_set_visible (GTK_WIDGET (fixture->console), FALSE);
  await_scancodes (fixture, 2, shift);
  press (fixture, KEY_LEFTSHIFT, FALSE);

  /* Only to be looked at. */
  gtk_widget_set_visible (GTK_WIDGET (fixture->console), TRUE);
  focus (fixture);
  press (fixture, KEY_LEFTSHIFT, TRUE);
  await_scancodes (fixture, 1, shift);
  sprint_console_set_view_only (fixture->console, TRUE);
  await_scancodes (fixture, 2, shift);
  g_assert_false (sprint_console_get_capturing (fixture->console));
  press (fixture, KEY_LEFTSHIFT, FALSE);
}

int
main (int   argc,
      char *argv[])
{
  init (&argc, &argv);

  add ("keys", NULL, test_keys);
  add ("shortcuts", NULL, test_shortcuts);
  add ("release-ways", NULL, test_release_ways);
  add ("grab", NULL, test_grab);
  add ("let-go", NULL, test_let_go);

  return g_test_run ();
}
