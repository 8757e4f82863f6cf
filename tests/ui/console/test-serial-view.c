/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/serial/serial-view.h"

#include "await.h"
#include "serial-double.h"
#include "ui/console/serial/serial-link.h"
#include "ui/console/serial/serial-paste.h"
#include "widget-tree.h"

typedef struct {
  SerialDouble serial;
  SprintSerialSession *session;
  GtkWidget *view;
  SprintSerialTerminal *widget;
  VteTerminal *terminal;
  GtkWindow *window;
  GString *taken;          /* what the guest has read */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  serial_double_init (&fixture->serial);
  fixture->session = sprint_serial_session_new ();
  fixture->view = sprint_serial_view_new (fixture->session);
  fixture->widget = sprint_serial_view_get_terminal (SPRINT_SERIAL_VIEW (fixture->view));
  fixture->terminal = sprint_serial_terminal_get_terminal (fixture->widget);
  fixture->window = tree_show (fixture->view);
  fixture->taken = g_string_new (NULL);
  gtk_widget_grab_focus (fixture->view);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sprint_serial_session_disconnect (fixture->session);
  tree_take_down (fixture->window, fixture->view);
  await_gone (g_steal_pointer (&fixture->session));
  serial_double_clear (&fixture->serial);
  g_string_free (fixture->taken, TRUE);
}

static void
connect_now (Fixture *fixture)
{
  sprint_serial_session_connect (fixture->session, fixture->serial.source);
  await (sprint_serial_session_get_state (fixture->session) == SPRINT_SERIAL_STATE_CONNECTED);
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  g_autofree char *all = vte_terminal_get_text_format (fixture->terminal, VTE_FORMAT_TEXT);

  return all != NULL && strstr (all, text) != NULL;
}

static gboolean
act (Fixture    *fixture,
     const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (fixture->terminal), action, NULL);
}

static void
read_clipboard_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *
read_clipboard (Fixture *fixture)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->view);
  char *text = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, read_clipboard_cb, &text);
  await (text != NULL);
  return text;
}

static void
test_shown (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *terminal = GTK_WIDGET (fixture->terminal);

  gtk_test_accessible_assert_role (terminal, GTK_ACCESSIBLE_ROLE_TERMINAL);
  gtk_test_accessible_assert_property (terminal, GTK_ACCESSIBLE_PROPERTY_LABEL, "Serial console");
  sprint_serial_terminal_set_guest_name (fixture->widget, "Größe");
  gtk_test_accessible_assert_property (terminal, GTK_ACCESSIBLE_PROPERTY_LABEL, "Serial console of Größe");
  connect_now (fixture);
  g_assert_true (tree_shows (fixture->view, "Press Enter if nothing appears"));
  serial_double_print (&fixture->serial, "Größe \xff\xfe login: ");
  await (shows (fixture, "Größe"));
  await (shows (fixture, "login:"));
  g_assert_false (tree_shows (fixture->view, "Press Enter if nothing appears"));
  sprint_serial_view_clear (SPRINT_SERIAL_VIEW (fixture->view));
  await (!shows (fixture, "login:"));
  g_assert_true (tree_shows (fixture->view, "Press Enter if nothing appears"));
}

static void
test_typed (Fixture       *fixture,
            gconstpointer  data)
{
  connect_now (fixture);
  tree_press_key (GDK_KEY_l, 0);
  tree_press_key (GDK_KEY_s, 0);
  tree_press_key (GDK_KEY_Return, 0);
  tree_press_key (GDK_KEY_n, GDK_CONTROL_MASK);
  tree_press_key (GDK_KEY_Tab, 0);
  await (serial_double_takes (&fixture->serial, fixture->taken, "ls\r\016\t"));
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->terminal)));
}

/* What a guest asks a terminal is answered, but nothing about this computer. */
static void
test_asked (Fixture       *fixture,
            gconstpointer  data)
{
  connect_now (fixture);
  serial_double_print (&fixture->serial, "\033[5;7H\033[6n");
  await (serial_double_takes (&fixture->serial, fixture->taken, "\033[5;7R"));
}

static void
test_size (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *expected = NULL;

  connect_now (fixture);
  expected = g_strdup_printf ("stty rows %ld cols %ld\r", vte_terminal_get_row_count (fixture->terminal),
                              vte_terminal_get_column_count (fixture->terminal));
  g_assert_true (act (fixture, "serial.set-size"));
  await (serial_double_takes (&fixture->serial, fixture->taken, expected));
}

static void
test_copied (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *text = NULL;

  connect_now (fixture);
  serial_double_print (&fixture->serial, "to be copied");
  await (shows (fixture, "to be copied"));
  act (fixture, "serial.select-all");
  await (vte_terminal_get_has_selection (fixture->terminal));
  tree_press_key (GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  await (gdk_clipboard_is_local (gtk_widget_get_clipboard (fixture->view)));
  text = read_clipboard (fixture);
  g_assert_nonnull (strstr (text, "to be copied"));
}

static void
test_pasted (Fixture       *fixture,
             gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->view);
  g_autofree char *large = g_strnfill (SPRINT_SERIAL_QUEUE, 'x');

  connect_now (fixture);
  gdk_clipboard_set_text (clipboard, "one line");
  tree_press_key (GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  await (serial_double_takes (&fixture->serial, fixture->taken, "one line"));

  /* Lines are asked about: each is run as it arrives. */
  g_string_truncate (fixture->taken, 0);
  gdk_clipboard_set_text (clipboard, "rm a\nrm b\n");
  act (fixture, "serial.paste");
  await (tree_shows (GTK_WIDGET (fixture->window), "Paste 2 Lines?"));
  g_assert_true (tree_shows (GTK_WIDGET (fixture->window), "rm b"));
  tree_click (GTK_WIDGET (fixture->window), "Cancel");
  await (!tree_shows (GTK_WIDGET (fixture->window), "Paste 2 Lines?"));
  act (fixture, "serial.paste");
  tree_click (GTK_WIDGET (fixture->window), "Paste");
  await (serial_double_takes (&fixture->serial, fixture->taken, "rm a\rrm b\r"));
  await (!tree_shows (GTK_WIDGET (fixture->window), "Paste 2 Lines?"));

  /* So is one that ends. */
  gdk_clipboard_set_text (clipboard, "halt\n");
  act (fixture, "serial.paste");
  await (tree_shows (GTK_WIDGET (fixture->window), "Paste 1 Line?"));
  tree_click (GTK_WIDGET (fixture->window), "Cancel");
  await (!tree_shows (GTK_WIDGET (fixture->window), "Paste 1 Line?"));

  sprint_serial_paste_text (fixture->terminal, large);
  await (tree_shows (GTK_WIDGET (fixture->window), "Too Much to Paste"));
  tree_click (GTK_WIDGET (fixture->window), "Close");
  await (!tree_shows (GTK_WIDGET (fixture->window), "Too Much to Paste"));
  g_assert_cmpuint (sprint_serial_session_get_queued (fixture->session), ==, 0);
}

/* A guest sets neither this computer's clipboard nor the window's title, and no link that does not show where it
 * leads. */
static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *text = NULL;

  gtk_window_set_title (fixture->window, "Own");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (fixture->view), "mine");
  connect_now (fixture);
  serial_double_print (&fixture->serial, "\033]52;c;c3RvbGVu\007\033]0;stolen\007"
                       "\033]8;;file:///etc/passwd\033\\click\033]8;;\033\\ \033[?1049h\007\007 end");
  await (shows (fixture, "end"));
  g_assert_false (vte_terminal_get_allow_hyperlink (fixture->terminal));
  g_assert_false (vte_terminal_get_audible_bell (fixture->terminal));
  g_assert_cmpstr (gtk_window_get_title (fixture->window), ==, "Own");
  text = read_clipboard (fixture);
  g_assert_cmpstr (text, ==, "mine");
}

static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct {
    const char *line;
    const char *address;
  } lines[] = {
    { "https://example.org/a?b=c#d", "https://example.org/a?b=c#d" },
    { "http://example.org/.", "http://example.org/" },
    { "file:///etc/passwd", NULL },
    { "javascript:alert(1)", NULL },
  };
  g_autoptr (SprintSerialLink) link = sprint_serial_link_new (fixture->terminal);
  double height = vte_terminal_get_char_height (fixture->terminal);

  connect_now (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *found = NULL;

    serial_double_print (&fixture->serial, "\033[2J\033[H");
    serial_double_print (&fixture->serial, lines[i].line);
    await (shows (fixture, lines[i].line));
    found = sprint_serial_link_find (link, vte_terminal_get_char_width (fixture->terminal) * 3, height / 2);
    g_assert_cmpstr (found, ==, lines[i].address);
  }
}

static void
test_zoomed (Fixture       *fixture,
             gconstpointer  data)
{
  tree_press_key (GDK_KEY_minus, GDK_CONTROL_MASK);
  await (vte_terminal_get_font_scale (fixture->terminal) < 1);
  act (fixture, "serial.zoom-normal");
  g_assert_cmpfloat (vte_terminal_get_font_scale (fixture->terminal), ==, 1);
  for (guint i = 0; i < 50; i++)
    act (fixture, "serial.zoom-in");
  g_assert_cmpfloat (vte_terminal_get_font_scale (fixture->terminal), <=, 4);
}

static gboolean
has_selected (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *selected = NULL;

  if (vte_terminal_get_has_selection (fixture->terminal))
    selected = vte_terminal_get_text_selected (fixture->terminal, VTE_FORMAT_TEXT);

  return g_strcmp0 (selected, expected) == 0;
}

static void
test_found (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *selected = NULL;
  GtkWidget *entry;

  connect_now (fixture);
  serial_double_print (&fixture->serial, "first Needle\r\nhay (1+1)\r\n");
  await (shows (fixture, "hay"));
  tree_press_key (GDK_KEY_f, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  await ((entry = tree_find_type (fixture->view, GTK_TYPE_SEARCH_ENTRY)) != NULL && gtk_widget_get_mapped (entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "needle");
  await (has_selected (fixture, "Needle"));
  /* Taken as it is, not as a pattern. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "(1+1)");
  await (has_selected (fixture, "(1+1)"));
  tree_press_key (GDK_KEY_Escape, 0);
  await (gtk_widget_has_focus (GTK_WIDGET (fixture->terminal)));
}

static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  connect_now (fixture);
  serial_double_print (&fixture->serial, "kept");
  await (shows (fixture, "kept"));
  fixture->serial.refusal = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BUSY, "Not <now>");
  g_socket_close (serial_double_get_guest (&fixture->serial), NULL);
  await (tree_can_click (fixture->view, "Try Again"));
  g_assert_true (tree_shows (fixture->view, "Not <now>"));
  g_assert_true (shows (fixture, "kept"));
  g_clear_error (&fixture->serial.refusal);
  tree_click (fixture->view, "Try Again");
  await (sprint_serial_session_get_state (fixture->session) == SPRINT_SERIAL_STATE_CONNECTED);
  await (!tree_can_click (fixture->view, "Try Again"));
  g_assert_true (shows (fixture, "kept"));
}

static void
test_taken (Fixture       *fixture,
            gconstpointer  data)
{
  fixture->serial.refusal = g_error_new_literal (SPRINT_SERIAL_ERROR, SPRINT_SERIAL_ERROR_IN_USE, "Taken");
  sprint_serial_session_connect (fixture->session, fixture->serial.source);
  await (tree_shows (fixture->view, "Another program has this machine’s serial console"));
  tree_click (fixture->view, "Take Over");
  await (sprint_serial_session_get_state (fixture->session) == SPRINT_SERIAL_STATE_CONNECTED);
  g_assert_true (fixture->serial.took_over);
}

/* More lines than are kept: the oldest go. */
static void
test_scrolled (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GBytes) lines = NULL;
  GString *text = g_string_new (NULL);
  GtkAdjustment *adjustment;

  g_assert_cmpint (vte_terminal_get_scrollback_lines (fixture->terminal), ==, SPRINT_SERIAL_SCROLLBACK);
  for (guint i = 0; i < SPRINT_SERIAL_SCROLLBACK * 2; i++)
    g_string_append_printf (text, "line %u\r\n", i);
  g_string_append (text, "end");
  vte_terminal_feed (fixture->terminal, text->str, text->len);
  g_string_free (text, TRUE);
  await (shows (fixture, "end"));
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->terminal));
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_lower (adjustment), <=,
                     (SPRINT_SERIAL_SCROLLBACK + 200) * vte_terminal_get_char_height (fixture->terminal));
}

int
main (int    argc,
      char **argv)
{
  tree_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/serial-view/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("shown", test_shown);
  ADD ("typed", test_typed);
  ADD ("asked", test_asked);
  ADD ("size", test_size);
  ADD ("copied", test_copied);
  ADD ("pasted", test_pasted);
  ADD ("hostile", test_hostile);
  ADD ("links", test_links);
  ADD ("zoomed", test_zoomed);
  ADD ("found", test_found);
  ADD ("lost", test_lost);
  ADD ("taken", test_taken);
  ADD ("scrolled", test_scrolled);
  return tree_run ();
}
