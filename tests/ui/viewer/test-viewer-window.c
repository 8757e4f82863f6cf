/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/viewer/viewer-window.h"

#include <gdk/gdkkeysyms.h>
#include <linux/input-event-codes.h>
#include <spice/enums.h>
#include <string.h>

#include "await.h"
#include "certificates.h"
#include "core/console/source/connection-file.h"
#include "spice-server-double.h"
#include "ui/viewer/viewer-keys.h"
#include "widget-tree.h"

typedef struct {
  SpiceServerDouble *server;
  SprintViewerWindow *window;
  SprintConsoleSession *session;
  guint port;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  SpiceScreenDouble *screen;

  fixture->port = certificates_find_port ();
  fixture->server = spice_server_double_new_at (&(SpiceDoublePlace) { .port = fixture->port, .password = "secret" });
  screen = spice_server_double_get_screen (fixture->server);
  spice_screen_double_create_surface (screen, SPICE_SURFACE_FMT_32_xRGB, 320, 200);
  spice_screen_double_fill (screen, 0, 0, 320, 200, 0x406080);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  SprintViewerWindow *window = fixture->window;

  if (window != NULL) {
    g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &fixture->window);
    gtk_window_destroy (GTK_WINDOW (window));
    await (fixture->window == NULL);
  }
  while (g_main_context_iteration (NULL, FALSE));
  g_object_add_weak_pointer (G_OBJECT (fixture->server), (gpointer *) &fixture->server);
  g_object_unref (fixture->server);
  await (fixture->server == NULL);
}

/* @rest: more lines of the connection file */
static void
create_window (Fixture    *fixture,
               const char *rest)
{
  g_autofree char *text =
    g_strdup_printf ("[virt-viewer]\ntype=spice\nhost=127.0.0.1\nport=%u\n%s", fixture->port, rest);
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintConsoleInvitation) invitation = sprint_connection_file_parse (text, strlen (text), "a.vv", &error);

  g_assert_no_error (error);
  fixture->window = SPRINT_VIEWER_WINDOW (sprint_viewer_window_new (NULL, invitation));
  fixture->session = sprint_viewer_window_get_session (fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
open_file (Fixture    *fixture,
           const char *rest)
{
  create_window (fixture, rest);
  await (gtk_window_is_active (GTK_WINDOW (fixture->window)));
}

static SprintConsole *
get_console (Fixture *fixture)
{
  return sprint_console_view_get_console (sprint_viewer_window_get_view (fixture->window));
}

static void
await_picture (Fixture *fixture)
{
  await (sprint_console_session_get_has_picture (fixture->session) &&
         sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_CONNECTED);
}

static AdwDialog *
await_dialog (Fixture    *fixture,
              const char *words)
{
  AdwDialog *dialog;

  await ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window))) != NULL &&
         tree_shows (GTK_WIDGET (dialog), words));

  return dialog;
}

static gboolean
has_no_dialog (Fixture *fixture)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)) == NULL;
}

static void
type_password (AdwDialog  *dialog,
               const char *password)
{
  GtkWidget *row = tree_find_type (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), password);
}

static void
test_opened (Fixture       *fixture,
             gconstpointer  data)
{
  open_file (fixture, "password=secret\ntitle=Test:%d\n");
  await_picture (fixture);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Test:1");
  g_assert_true (has_no_dialog (fixture));

  /* The screen has the keyboard at once. */
  await (sprint_console_get_capturing (get_console (fixture)));
  tree_press_key (GDK_KEY_a, 0);
  await (spice_input_double_get_scancodes (spice_server_double_get_input (fixture->server))->len == 2);
}

static void
test_named (Fixture       *fixture,
            gconstpointer  data)
{
  create_window (fixture, "password=secret\n");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "127.0.0.1");
  await (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (fixture->window)), "double") == 0);
}

static void
test_password (Fixture       *fixture,
               gconstpointer  data)
{
  AdwDialog *dialog;

  open_file (fixture, "");
  dialog = await_dialog (fixture, "A password protects");
  type_password (dialog, "guess");
  tree_click (GTK_WIDGET (dialog), "Connect");

  dialog = await_dialog (fixture, "Try again");
  /* The name is not asked for. */
  g_assert_null (tree_find_row (GTK_WIDGET (dialog), "Name"));
  type_password (dialog, "secret");
  await (gtk_widget_get_focus_child (GTK_WIDGET (dialog)) != NULL);
  tree_press_key (GDK_KEY_Return, 0);
  await_picture (fixture);
  await (has_no_dialog (fixture));
}

static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  spice_server_double_set_password (fixture->server, "secret", -10, FALSE);
  open_file (fixture, "password=secret\n");
  await_dialog (fixture, "has expired");
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  AdwDialog *dialog;
  GtkWidget *view;

  open_file (fixture, "");
  dialog = await_dialog (fixture, "A password protects");
  tree_click (GTK_WIDGET (dialog), "Cancel");
  await (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_LOST);
  view = GTK_WIDGET (sprint_viewer_window_get_view (fixture->window));
  await (has_no_dialog (fixture) && tree_shows (view, "Password Needed"));
  tree_click (view, "Try Again");
  dialog = await_dialog (fixture, "A password protects");

  /* Gone with the window, it answers nothing. */
  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  await (has_no_dialog (fixture));
  g_assert_cmpint (sprint_console_session_get_state (fixture->session), ==, SPRINT_CONSOLE_STATE_ASKING);
  gtk_window_present (GTK_WINDOW (fixture->window));
  await_dialog (fixture, "A password protects");
}

static void
test_remarks (Fixture       *fixture,
              gconstpointer  data)
{
  open_file (fixture, "password=secret\ncolor-depth=16\n");
  await (tree_shows (GTK_WIDGET (fixture->window), "not done here: the number of colours"));
}

/* What the file gives away the machine has, and it is said. */
static void
test_devices (Fixture       *fixture,
              gconstpointer  data)
{
  SprintUsbDevices *usb;

  open_file (fixture, "password=secret\nenable-smartcard=1\nenable-usb-autoshare=1\nusb-filter=8,-1,-1,-1,1\n");
  usb = sprint_console_session_get_usb (fixture->session);
  await (tree_shows (GTK_WIDGET (fixture->window), "may use the smart cards, and gets USB devices"));
  g_assert_true (sprint_usb_devices_get_automatic (usb));
  g_assert_cmpstr (sprint_usb_devices_get_filter (usb), ==, "8,-1,-1,-1,1");
  await_picture (fixture);
  g_assert_true (sprint_smart_cards_get_enabled (sprint_console_session_get_cards (fixture->session)));
}

static void
test_no_devices (Fixture       *fixture,
                 gconstpointer  data)
{
  create_window (fixture, "password=secret\n");
  g_assert_false (sprint_smart_cards_get_enabled (sprint_console_session_get_cards (fixture->session)));
  g_assert_false (sprint_usb_devices_get_automatic (sprint_console_session_get_usb (fixture->session)));
  g_assert_null (sprint_usb_devices_get_filter (sprint_console_session_get_usb (fixture->session)));
}

static void
test_full_screen (Fixture       *fixture,
                  gconstpointer  data)
{
  open_file (fixture, "password=secret\nfullscreen=1\ntoggle-fullscreen=shift+f11\n");
  await (gtk_window_is_fullscreen (GTK_WINDOW (fixture->window)));
  await_picture (fixture);
  await (sprint_console_get_capturing (get_console (fixture)));

  /* The file's keys, while all others go to the guest. */
  tree_press_key (GDK_KEY_F11, GDK_SHIFT_MASK);
  await (!gtk_window_is_fullscreen (GTK_WINDOW (fixture->window)));
  tree_press_key (GDK_KEY_F11, 0);
  await (spice_input_double_get_scancodes (spice_server_double_get_input (fixture->server))->len >= 4);
  g_assert_false (gtk_window_is_fullscreen (GTK_WINDOW (fixture->window)));

  /* The window's own, once the guest has let go. */
  sprint_console_release_keyboard (get_console (fixture));
  tree_press_key (GDK_KEY_F11, 0);
  await (gtk_window_is_fullscreen (GTK_WINDOW (fixture->window)));
}

/* A narrow window has room for the title, as the menu has what its buttons do. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *window;

  open_file (fixture, "password=secret\n");
  await_picture (fixture);
  window = GTK_WIDGET (fixture->window);
  await (tree_find_button (window, "Full Screen") != NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 600);
  await (gtk_widget_get_width (window) < 400 && tree_find_button (window, "Full Screen") == NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 600);
  await (tree_find_button (window, "Full Screen") != NULL);
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  GByteArray *got = spice_input_double_get_scancodes (spice_server_double_get_input (fixture->server));

  open_file (fixture, "password=secret\nsecure-attention=ctrl+alt+end\nrelease-cursor=shift+f12\n");
  await_picture (fixture);
  await (sprint_console_get_capturing (get_console (fixture)));
  spice_input_double_clear (spice_server_double_get_input (fixture->server));
  tree_press_key (GDK_KEY_End, GDK_CONTROL_MASK | GDK_ALT_MASK);
  await (got->len >= 8);
  g_assert_nonnull (memmem (got->data, got->len, (guint8[]) { 0xe0, 0x53 }, 2));
  g_assert_null (memmem (got->data, got->len, (guint8[]) { 0xe0, 0x4f }, 2));
  g_assert_cmphex (got->data[0], ==, 0x1d);

  /* Ctrl+Alt, let go of after that, was no way out. */
  for (int i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (sprint_console_get_capturing (get_console (fixture)));
  tree_press_key (GDK_KEY_F12, GDK_SHIFT_MASK);
  await (!sprint_console_get_capturing (get_console (fixture)));
}

static void
test_parse (void)
{
  static const struct { const char *text; guint keyval; GdkModifierType modifiers; } good[] = {
    { "shift+f11", GDK_KEY_F11, GDK_SHIFT_MASK }, { "Shift+F11", GDK_KEY_F11, GDK_SHIFT_MASK },
    { "ctrl+alt+end", GDK_KEY_End, GDK_CONTROL_MASK | GDK_ALT_MASK }, { "f12", GDK_KEY_F12, 0 },
    { "Ctrl+Alt+Ins", GDK_KEY_Insert, GDK_CONTROL_MASK | GDK_ALT_MASK },
    { "Ctrl+Alt+R", GDK_KEY_r, GDK_CONTROL_MASK | GDK_ALT_MASK },
    { "ctrl + alt", 0, GDK_CONTROL_MASK | GDK_ALT_MASK }, { "ctrl+del", GDK_KEY_Delete, GDK_CONTROL_MASK },
  };
  static const char * const bad[] = { "", "+", "nonsense", "f11+f12", "f11+shift", "ctrl+", "\xff" };
  guint keyval;
  GdkModifierType modifiers;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_test_message ("%s", good[i].text);
    g_assert_true (sprint_viewer_keys_parse (good[i].text, &keyval, &modifiers));
    g_assert_cmpuint (keyval, ==, good[i].keyval);
    g_assert_cmpuint (modifiers, ==, good[i].modifiers);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_test_message ("%s", bad[i]);
    g_assert_false (sprint_viewer_keys_parse (bad[i], &keyval, &modifiers));
  }
}

static void
test_unknown_keys (Fixture       *fixture,
                   gconstpointer  data)
{
  open_file (fixture, "password=secret\ntoggle-fullscreen=hyper+x\nrelease-cursor=ctrl+alt\n");
  await (tree_shows (GTK_WIDGET (fixture->window), "hyper+x"));
  await_picture (fixture);
}

#define add(path, test) g_test_add ("/viewer-window/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  tree_init (&argc, &argv);
  await_own_context ();
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  g_test_add_func ("/viewer-window/parse", test_parse);
  add ("opened", test_opened);
  add ("named", test_named);
  add ("password", test_password);
  add ("stale", test_stale);
  add ("cancelled", test_cancelled);
  add ("remarks", test_remarks);
  add ("devices", test_devices);
  add ("no-devices", test_no_devices);
  add ("full-screen", test_full_screen);
  add ("narrow", test_narrow);
  add ("keys", test_keys);
  add ("unknown-keys", test_unknown_keys);

  return tree_run ();
}
