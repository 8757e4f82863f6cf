/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/view/console-view.h"

#include <linux/input-event-codes.h>
#include <spice/enums.h>
#include <string.h>

#include "await-channels.h"
#include "spice-server-double.h"
#include "ui/console/typing/host-layout.h"
#include "widget-tree.h"

/* The console's view, in which the desktop's clipboard is typed into a SPICE server's keyboard. */
typedef struct {
  SpiceServerDouble *server;
  SpiceInputDouble *input;
  SprintConsoleSource *source;
  SprintConsoleSession *session;
  SprintConsoleView *view;
  SprintTextTyping *typing;
  GtkWindow *window;
  GString *messages;
} Fixture;

static void
message_cb (Fixture    *fixture,
            const char *words)
{
  g_string_append (fixture->messages, words);
}

/* libadwaita's dialogs are in its own windows only. */
static GtkWindow *
create_window (GtkWidget *child)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());

  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_set_default_size (window, 360, 600);
  gtk_window_present (window);
  await (gtk_window_is_active (window));

  return window;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  SpiceScreenDouble *screen;

  fixture->server = spice_server_double_new (TRUE);
  screen = spice_server_double_get_screen (fixture->server);
  fixture->input = spice_server_double_get_input (fixture->server);
  fixture->source = spice_server_double_create_source (fixture->server);
  fixture->session = sprint_console_session_new ();
  fixture->view = SPRINT_CONSOLE_VIEW (sprint_console_view_new (fixture->session));
  fixture->typing = sprint_console_view_get_typing (fixture->view);
  g_object_set (fixture->typing, "layout", "us", NULL);
  fixture->messages = g_string_new (NULL);
  g_signal_connect_swapped (fixture->view, "message", G_CALLBACK (message_cb), fixture);
  fixture->window = create_window (GTK_WIDGET (fixture->view));

  spice_screen_double_create_surface (screen, SPICE_SURFACE_FMT_32_xRGB, 320, 200);
  spice_screen_double_fill (screen, 0, 0, 320, 200, 0x102030);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
  gtk_widget_grab_focus (GTK_WIDGET (sprint_console_view_get_console (fixture->view)));
  await (sprint_console_get_capturing (sprint_console_view_get_console (fixture->view)));
  spice_input_double_clear (fixture->input);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleSession *session = fixture->session;

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &fixture->session);
  tree_take_down (fixture->window, fixture->view);
  g_object_unref (session);
  await (fixture->session == NULL);
  g_object_unref (fixture->source);
  g_object_unref (fixture->server);
  g_string_free (fixture->messages, TRUE);
}

static GtkWidget *
get_widget (Fixture *fixture)
{
  return GTK_WIDGET (fixture->window);
}

static SprintTypist *
get_typist (Fixture *fixture)
{
  return sprint_console_session_get_typist (fixture->session);
}

static gboolean
is_enabled (Fixture *fixture)
{
  return g_action_group_get_action_enabled (
    sprint_console_actions_get_group (sprint_console_view_get_actions (fixture->view)), "type-clipboard");
}

static void
paste (Fixture    *fixture,
       const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (get_widget (fixture)), text);
  g_assert_true (is_enabled (fixture));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "console.type-clipboard", NULL));
}

static gboolean
got (Fixture    *fixture,
     const char *hex)
{
  GByteArray *bytes = spice_input_double_get_scancodes (fixture->input);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < bytes->len; i++)
    g_string_append_printf (text, "%s%02x", i > 0 ? " " : "", bytes->data[i]);
  if (strcmp (text->str, hex) == 0)
    return TRUE;
  g_test_message ("%s, not %s", text->str, hex);

  return FALSE;
}

static gboolean
is_done (Fixture *fixture)
{
  return sprint_typist_get_state (get_typist (fixture)) == SPRINT_TYPING_DONE;
}

static gboolean
is_capturing (Fixture *fixture)
{
  return sprint_console_get_capturing (sprint_console_view_get_console (fixture->view));
}

/* A short line is typed at once, and the keyboard is the guest's again after it. */
static void
test_line (Fixture       *fixture,
           gconstpointer  data)
{
  paste (fixture, "aB");
  await (tree_shows (get_widget (fixture), "Typing into the Machine"));
  g_assert_false (is_capturing (fixture));
  g_assert_false (is_enabled (fixture));
  await (is_done (fixture));
  g_assert_true (tree_shows (get_widget (fixture), "Typed into the Machine"));
  g_assert_true (tree_shows (get_widget (fixture), "2 of 2 characters"));
  await (got (fixture, "1e 9e 2a 30 b0 aa"));
  await (is_capturing (fixture));
  g_assert_true (is_enabled (fixture));
  g_assert_false (sprint_console_get_view_only (sprint_console_view_get_console (fixture->view)));
}

/* Several lines are shown and asked about, and a shell's danger is said. */
static void
test_lines (Fixture       *fixture,
            gconstpointer  data)
{
  paste (fixture, "a\r\nb");
  await (tree_shows (get_widget (fixture), "Type 3 Characters?"));
  g_assert_true (tree_shows (get_widget (fixture), "A shell runs each line"));
  g_assert_true (got (fixture, ""));
  tree_click (get_widget (fixture), "Cancel");
  await (!tree_shows (get_widget (fixture), "Type 3 Characters?"));
  g_assert_cmpint (sprint_typist_get_state (get_typist (fixture)), ==, SPRINT_TYPING_IDLE);

  paste (fixture, "a\nb");
  await (tree_can_click (get_widget (fixture), "Type"));
  tree_click (get_widget (fixture), "Type");
  await (is_done (fixture));
  await (got (fixture, "1e 9e 1c 9c 30 b0"));
  await (is_capturing (fixture));
}

/* What cannot be typed is named; another layout has it. */
static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *layout = NULL;

  paste (fixture, "aß");
  await (tree_shows (get_widget (fixture), "1 character cannot be typed with this layout: ß"));
  g_assert_true (tree_can_click (get_widget (fixture), "Type the Others"));
  g_object_set (tree_find_row (get_widget (fixture), "Machine’s Keyboard _Layout"), "layout", "de", NULL);
  await (!tree_shows (get_widget (fixture), "cannot be typed"));
  g_object_get (fixture->typing, "layout", &layout, NULL);
  g_assert_cmpstr (layout, ==, "de");
  await (tree_can_click (get_widget (fixture), "Type"));
  tree_click (get_widget (fixture), "Type");
  await (is_done (fixture));
  await (got (fixture, "1e 9e 0c 8c"));
}

static void
test_others (Fixture       *fixture,
             gconstpointer  data)
{
  paste (fixture, "aß");
  await (tree_can_click (get_widget (fixture), "Type the Others"));
  tree_click (get_widget (fixture), "Type the Others");
  await (is_done (fixture));
  await (got (fixture, "1e 9e"));
}

static void
test_nothing_fits (Fixture       *fixture,
                   gconstpointer  data)
{
  paste (fixture, "漢字");
  await (tree_shows (get_widget (fixture), "Nothing Can Be Typed"));
  /* There are no others. */
  g_assert_null (tree_find_button (get_widget (fixture), "Type the Others"));
  g_assert_nonnull (tree_find_button (get_widget (fixture), "Type"));
  g_assert_false (tree_can_click (get_widget (fixture), "Type"));
  tree_click (get_widget (fixture), "Cancel");
  await (!tree_shows (get_widget (fixture), "Nothing Can Be Typed"));
  g_assert_true (is_enabled (fixture));
}

/* A text without spaces is broken anywhere, and no hyphen added to it. */
static void
test_unbroken (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *text = g_strnfill (1200, 'x');
  GtkWidget *preview;
  PangoLayoutIter *line;

  paste (fixture, text);
  await ((preview = tree_find_text (get_widget (fixture), "xxxxxxxx")) != NULL && gtk_widget_get_width (preview) > 0);
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (preview))), >, 1);
  line = pango_layout_get_iter (gtk_label_get_layout (GTK_LABEL (preview)));
  do {
    PangoLayoutRun *run = pango_layout_iter_get_run_readonly (line);

    if (run != NULL)
      g_assert_cmpint (run->glyphs->num_glyphs, ==, run->item->num_chars);
  } while (pango_layout_iter_next_run (line));
  pango_layout_iter_free (line);
  tree_click (get_widget (fixture), "Cancel");
  await (!tree_shows (get_widget (fixture), "xxxxxxxx"));
}

static void
test_no_text (Fixture       *fixture,
              gconstpointer  data)
{
  paste (fixture, "");
  await (strstr (fixture->messages->str, "no text to type") != NULL);
  g_string_truncate (fixture->messages, 0);
  paste (fixture, "\x01");
  await (strstr (fixture->messages->str, "no text to type") != NULL);
  g_string_truncate (fixture->messages, 0);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (get_widget (fixture)), NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "console.type-clipboard", NULL));
  await (strstr (fixture->messages->str, "no text to type") != NULL);
}

static void
test_too_much (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *text = g_strnfill (SPRINT_TYPING_MAX + 1, 'a');

  paste (fixture, text);
  await (tree_shows (get_widget (fixture), "Too Much to Type"));
  tree_click (get_widget (fixture), "Close");
  await (!tree_shows (get_widget (fixture), "Too Much to Type"));
  text[1001] = '\0';
  paste (fixture, text);
  await (tree_shows (get_widget (fixture), "Type 1001 Characters?"));
  g_assert_true (tree_shows (get_widget (fixture), "about 25 seconds"));
  tree_click (get_widget (fixture), "Cancel");
  await (!tree_shows (get_widget (fixture), "Type 1001 Characters?"));
}

static void
begin_long (Fixture *fixture)
{
  g_autofree char *text = g_strnfill (1000, 'A');

  paste (fixture, text);
  await (sprint_typist_get_typed (get_typist (fixture)) > 0);
}

static gboolean
is_released (Fixture *fixture)
{
  GByteArray *bytes = spice_input_double_get_scancodes (fixture->input);

  return bytes->len > 0 && bytes->data[bytes->len - 1] == 0xaa;
}

static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  begin_long (fixture);
  tree_click (get_widget (fixture), "Stop");
  g_assert_cmpint (sprint_typist_get_state (get_typist (fixture)), ==, SPRINT_TYPING_STOPPED);
  await (is_released (fixture));
  await (!tree_shows (get_widget (fixture), "Typing into the Machine"));
  await (is_capturing (fixture));
}

/* Wherever the focus is. */
static void
test_escape (Fixture       *fixture,
             gconstpointer  data)
{
  begin_long (fixture);
  gtk_widget_grab_focus (GTK_WIDGET (sprint_console_view_get_console (fixture->view)));
  tree_press_key (GDK_KEY_Escape, 0);
  await (sprint_typist_get_state (get_typist (fixture)) == SPRINT_TYPING_STOPPED);
  await (is_released (fixture));
  spice_input_double_clear (fixture->input);

  /* After that it is the guest's. */
  await (is_capturing (fixture));
  tree_press_key (GDK_KEY_Escape, 0);
  await (got (fixture, "01 81"));
}

static void
test_connection_lost (Fixture       *fixture,
                      gconstpointer  data)
{
  await_channels (fixture->session, fixture->server, 2);
  begin_long (fixture);
  spice_server_double_hang_up (fixture->server);
  await (sprint_typist_get_state (get_typist (fixture)) == SPRINT_TYPING_INTERRUPTED);
  await (tree_shows (get_widget (fixture), "Typing Was Interrupted"));
  await (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_CONNECTED);
  tree_click (get_widget (fixture), "Close");
  await (!tree_shows (get_widget (fixture), "Typing Was Interrupted"));
}

static void
test_view_only (Fixture       *fixture,
                gconstpointer  data)
{
  begin_long (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "console.view-only", NULL);
  g_assert_cmpint (sprint_typist_get_state (get_typist (fixture)), ==, SPRINT_TYPING_INTERRUPTED);
  g_assert_false (is_enabled (fixture));
  g_assert_true (sprint_console_get_view_only (sprint_console_view_get_console (fixture->view)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "console.view-only", NULL);
  g_assert_true (is_enabled (fixture));
  sprint_console_view_set_paused (fixture->view, TRUE);
  g_assert_false (is_enabled (fixture));
}

static void
test_unknown_layout (Fixture       *fixture,
                     gconstpointer  data)
{
  g_object_set (fixture->typing, "layout", "nowhere", NULL);
  paste (fixture, "a");
  await (tree_shows (get_widget (fixture), "Unknown Layout"));
  g_assert_true (tree_shows (get_widget (fixture), "nowhere"));
  g_assert_false (tree_can_click (get_widget (fixture), "Type"));
  g_object_set (tree_find_row (get_widget (fixture), "Machine’s Keyboard _Layout"), "layout", "us", NULL);
  await (tree_can_click (get_widget (fixture), "Type"));
  tree_click (get_widget (fixture), "Type");
  await (is_done (fixture));
  await (got (fixture, "1e 9e"));
}

/* The window closes while it types, and while it asks. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  begin_long (fixture);
}

static void
test_closed_dialog (Fixture       *fixture,
                    gconstpointer  data)
{
  paste (fixture, "a\nb");
  await (tree_shows (get_widget (fixture), "Type 3 Characters?"));
}

static gboolean
host_types (gunichar character,
            guint    code)
{
  g_autoptr (SprintKeyLayout) layout = sprint_host_layout_read (gdk_display_get_default ());
  SprintKeyStroke strokes[SPRINT_KEY_STROKES_MAX];

  return sprint_key_layout_find (layout, character, strokes) == 1 && strokes[0].code == code;
}

static void
set_host_layout (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "setxkbmap", name, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

/* Without a layout of its own, the guest has the one of this computer. */
static void
test_host_layout (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *setxkbmap = g_find_program_in_path ("setxkbmap");

  if (setxkbmap == NULL) {
    g_test_skip ("There is no setxkbmap");
    return;
  }

  g_object_set (fixture->typing, "layout", "", NULL);
  set_host_layout ("de");
  await (host_types ('z', KEY_Y));
  g_assert_true (host_types (0xdf, KEY_MINUS));
  g_assert_true (host_types ('@', KEY_Q));
  paste (fixture, "z@");
  await (is_done (fixture));
  await (got (fixture, "15 95 e0 38 10 90 e0 b8"));
  set_host_layout ("us");
  await (host_types ('z', KEY_Z));
}

#define add(path, test) g_test_add ("/text-typing/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  tree_init (&argc, &argv);

  add ("line", test_line);
  add ("lines", test_lines);
  add ("missing", test_missing);
  add ("others", test_others);
  add ("nothing-fits", test_nothing_fits);
  add ("unbroken", test_unbroken);
  add ("no-text", test_no_text);
  add ("too-much", test_too_much);
  add ("stop", test_stop);
  add ("escape", test_escape);
  add ("connection-lost", test_connection_lost);
  add ("view-only", test_view_only);
  add ("unknown-layout", test_unknown_layout);
  add ("closed", test_closed);
  add ("closed-dialog", test_closed_dialog);
  add ("host-layout", test_host_layout);

  return tree_run ();
}
