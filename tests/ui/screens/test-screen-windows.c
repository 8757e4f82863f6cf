/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-fixture.h"

#include <linux/input-event-codes.h>

#include "await-channels.h"
#include "hands.h"
#include "ui/console/view/console-view.h"
#include "ui/screens/all-monitors.h"
#include "ui/screens/screen-window.h"
#include "ui/screens/screen-windows.h"
#include "widget-tree.h"

#define CAPS (SPICE_AGENT_CAP (MONITORS_CONFIG) | SPICE_AGENT_CAP (MONITORS_CONFIG_POSITION) | \
              SPICE_AGENT_CAP (SPARSE_MONITORS_CONFIG))
#define SECOND 0xa0b0c0

/* The view of the first screen in a window; the console's own fixture is for hands and eyes. */
typedef struct {
  Fixture base;
  SprintConsoleView *view;
  SprintScreenWindows *screens;
  GString *told;
} Screens;

static const QXLHead heads[] = {
  { .id = 0, .x = 0, .y = 0, .width = 320, .height = 240 },
  { .id = 1, .x = 320, .y = 0, .width = 400, .height = 300 },
};

static void
message_cb (Screens    *fixture,
            const char *message)
{
  g_string_append_printf (fixture->told, "%s\n", message);
}

/* @data: %NULL for windows that wait to be asked for */
static void
set_up_screens (Screens       *fixture,
                gconstpointer  data)
{
  set_up (&fixture->base, NULL);
  fixture->told = g_string_new (NULL);
  fixture->view = SPRINT_CONSOLE_VIEW (sprint_console_view_new (fixture->base.session));
  fixture->base.console = sprint_console_view_get_console (fixture->view);
  sprint_console_set_guest_name (fixture->base.console, "Guest");
  gtk_window_set_child (fixture->base.window, GTK_WIDGET (fixture->view));
  g_signal_connect_swapped (fixture->view, "message", G_CALLBACK (message_cb), fixture);
  fixture->screens = sprint_screen_windows_new (fixture->view, data != NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  /* What a pointer over a window sends just when the server hangs up is a warning of the library's. */
  if (fixture->base.x != NULL) {
    XWarpPointer (fixture->base.x, None, DefaultRootWindow (fixture->base.x), 0, 0, 0, 0, 1279, 1023);
    XSync (fixture->base.x, FALSE);
  }
}

static void
tear_down_screens (Screens       *fixture,
                   gconstpointer  data)
{
  SprintConsoleView *view = fixture->view;

  sprint_screen_windows_close (fixture->screens);
  g_assert_finalize_object (fixture->screens);
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &fixture->view);
  tear_down (&fixture->base, NULL);
  await (fixture->view == NULL);
  g_string_free (fixture->told, TRUE);
}

static SprintMonitorList *
get_monitors (Screens *fixture)
{
  return sprint_console_session_get_monitors (fixture->base.session);
}

static SpiceAgentDouble *
get_guest (Screens *fixture)
{
  return spice_server_double_get_agent (fixture->base.server);
}

static GActionGroup *
get_actions (Screens *fixture)
{
  return sprint_console_actions_get_group (sprint_console_view_get_actions (fixture->view));
}

static void
ask_for_screen (Screens *fixture,
                guint    number)
{
  g_action_group_activate_action (get_actions (fixture), "screen", g_variant_new_uint32 (number));
}

static void
draw_heads (Screens *fixture,
            guint    n)
{
  SpiceScreenDouble *screen = fixture->base.screen;

  spice_screen_double_create_surface (screen, SPICE_SURFACE_FMT_32_xRGB, 720, 300);
  spice_screen_double_fill (screen, 0, 0, 320, 300, 0x203040);
  spice_screen_double_fill (screen, 320, 0, 400, 300, SECOND);
  spice_screen_double_set_heads (screen, heads, n, 2);
}

static void
open_guest (Screens *fixture,
            guint    n)
{
  Fixture *base = &fixture->base;

  draw_heads (fixture, n);
  gtk_window_set_default_size (base->window, 400, 300);
  gtk_window_present (base->window);
  await (gtk_window_is_active (base->window) && gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
  base->scale = gtk_widget_get_scale_factor (GTK_WIDGET (base->window));
  sprint_console_session_connect (base->session, base->source);
  await (sprint_console_session_get_has_picture (base->session));
  await (g_list_model_get_n_items (G_LIST_MODEL (get_monitors (fixture))) == n);
}

static void
start_agent (Screens *fixture)
{
  spice_agent_double_connect (get_guest (fixture), CAPS);
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->base.session)));
}

static SprintConsole *
get_console (Screens *fixture,
             guint    number)
{
  GtkWindow *window = sprint_screen_windows_find (fixture->screens, number);

  return window != NULL ? sprint_console_view_get_console (sprint_screen_window_get_view (SPRINT_SCREEN_WINDOW (window)))
                        : NULL;
}

/* The picture in the middle of a console's window, as it is drawn. */
static gboolean
shows (Screens       *fixture,
       SprintConsole *console,
       guint32        pixel)
{
  Fixture eye = { .console = console, .scale = fixture->base.scale };
  g_autofree guint32 *pixels = NULL;
  int width, height;

  if (console == NULL || !gtk_widget_get_mapped (GTK_WIDGET (console)) ||
      gtk_native_get_renderer (gtk_widget_get_native (GTK_WIDGET (console))) == NULL)
    return FALSE;

  pixels = render (&eye, &width, &height);

  return width > 0 && pixels[height / 2 * width + width / 2] == (0xff000000 | pixel);
}

/* Not in each turn of the main loop: where a sanitizer looks on, to draw a picture takes longer than a frame, and there
 * would be the next one to draw before anything that came is dealt with. */
static gboolean
comes_to_show (Screens       *fixture,
               SprintConsole *console,
               guint32        pixel,
               gint64        *looked_at)
{
  gboolean shown;

  if (g_get_monotonic_time () < *looked_at + 50 * G_TIME_SPAN_MILLISECOND)
    return FALSE;

  shown = shows (fixture, console, pixel);
  *looked_at = g_get_monotonic_time ();

  return shown;
}

#define await_shown(fixture, console, pixel)                                                                          \
  G_STMT_START {                                                                                                      \
    gint64 looked_at_ = 0;                                                                                            \
                                                                                                                      \
    await (comes_to_show (fixture, console, pixel, &looked_at_));                                                     \
  } G_STMT_END

static gboolean
is_off (const VDAgentMonitorsConfig *config,
        guint                        number)
{
  return number >= config->num_of_monitors || config->monitors[number].width == 0;
}

static const VDAgentMonitorsConfig *
find_asked (Screens *fixture)
{
  GBytes *data = spice_agent_double_find (get_guest (fixture), VD_AGENT_MONITORS_CONFIG);

  return data != NULL ? g_bytes_get_data (data, NULL) : NULL;
}

/* A screen that the guest has: its window comes when it is asked for, and closing it turns the screen off. */
static void
test_open_and_close (Screens       *fixture,
                     gconstpointer  data)
{
  GtkWindow *window;

  open_guest (fixture, 2);
  start_agent (fixture);
  g_assert_null (sprint_screen_windows_find (fixture->screens, 1));
  ask_for_screen (fixture, 1);
  window = sprint_screen_windows_find (fixture->screens, 1);
  g_assert_nonnull (window);
  await (gtk_window_is_active (window));
  await_shown (fixture, get_console (fixture, 1), SECOND);
  g_assert_true (shows (fixture, fixture->base.console, 0x203040));
  g_assert_cmpstr (gtk_window_get_title (window), ==, "Guest – Screen 2");
  g_assert_true (tree_shows (GTK_WIDGET (window), "Screen 2"));
  await (find_asked (fixture) != NULL && !is_off (find_asked (fixture), 1));

  ask_for_screen (fixture, 1);
  g_assert_true (sprint_screen_windows_find (fixture->screens, 1) == window);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (window);
  g_assert_null (sprint_screen_windows_find (fixture->screens, 1));
  await (window == NULL);
  await (is_off (find_asked (fixture), 1));
  g_assert_false (is_off (find_asked (fixture), 0));
  spice_screen_double_set_heads (fixture->base.screen, heads, 1, 2);
  await (g_list_model_get_n_items (G_LIST_MODEL (get_monitors (fixture))) == 1);
  g_assert_true (shows (fixture, fixture->base.console, 0x203040));
}

static void
test_add (Screens       *fixture,
          gconstpointer  data)
{
  open_guest (fixture, 1);
  g_assert_false (g_action_group_get_action_enabled (get_actions (fixture), "add-screen"));
  start_agent (fixture);
  await (g_action_group_get_action_enabled (get_actions (fixture), "add-screen"));
  g_action_group_activate_action (get_actions (fixture), "add-screen", NULL);
  await (find_asked (fixture) != NULL && !is_off (find_asked (fixture), 1));
  g_assert_null (sprint_screen_windows_find (fixture->screens, 1));
  draw_heads (fixture, 2);
  await_shown (fixture, get_console (fixture, 1), SECOND);
  g_assert_cmpstr (fixture->told->str, ==, "");

  /* And one less. */
  await (g_action_group_get_action_enabled (get_actions (fixture), "remove-screen"));
  g_action_group_activate_action (get_actions (fixture), "remove-screen", NULL);
  await (is_off (find_asked (fixture), 1));
  spice_screen_double_set_heads (fixture->base.screen, heads, 1, 2);
  await (sprint_screen_windows_find (fixture->screens, 1) == NULL);
}

/* Whoever has another mind before the guest has answered. */
static void
test_add_undone (Screens       *fixture,
                 gconstpointer  data)
{
  open_guest (fixture, 1);
  start_agent (fixture);
  await (g_action_group_get_action_enabled (get_actions (fixture), "add-screen"));
  g_action_group_activate_action (get_actions (fixture), "add-screen", NULL);
  g_assert_true (g_action_group_get_action_enabled (get_actions (fixture), "remove-screen"));
  g_action_group_activate_action (get_actions (fixture), "remove-screen", NULL);
  g_assert_false (g_action_group_get_action_enabled (get_actions (fixture), "remove-screen"));
  g_assert_true (g_action_group_get_action_enabled (get_actions (fixture), "add-screen"));
}

/* A guest that cannot or does not care. */
static void
test_add_ignored (Screens       *fixture,
                  gconstpointer  data)
{
  open_guest (fixture, 1);
  start_agent (fixture);
  await (g_action_group_get_action_enabled (get_actions (fixture), "add-screen"));
  g_action_group_activate_action (get_actions (fixture), "add-screen", NULL);
  await (g_str_equal (fixture->told->str, "The machine has not turned on another screen\n"));
  g_assert_true (g_action_group_get_action_enabled (get_actions (fixture), "add-screen"));
}

#define OFF_WORDS "The machine has turned this screen off, or has not turned it on yet."

/* A window whose screen is turned off by the guest says so and stays, until a person closes it. */
static void
test_screen_goes (Screens       *fixture,
                  gconstpointer  data)
{
  GtkWindow *window;

  open_guest (fixture, 2);
  ask_for_screen (fixture, 1);
  await_shown (fixture, get_console (fixture, 1), SECOND);
  window = sprint_screen_windows_find (fixture->screens, 1);
  spice_screen_double_set_heads (fixture->base.screen, heads, 1, 2);
  await (tree_shows (GTK_WIDGET (window), OFF_WORDS));
  await_shown (fixture, get_console (fixture, 1), 0);
  g_assert_false (tree_shows (GTK_WIDGET (fixture->view), OFF_WORDS));

  spice_screen_double_set_heads (fixture->base.screen, heads, 2, 2);
  await_shown (fixture, get_console (fixture, 1), SECOND);
  g_assert_false (tree_shows (GTK_WIDGET (window), OFF_WORDS));
  g_assert_true (sprint_screen_windows_find (fixture->screens, 1) == window);

  spice_screen_double_set_heads (fixture->base.screen, heads, 1, 2);
  await (tree_shows (GTK_WIDGET (window), OFF_WORDS));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (window);
  await (window == NULL);
  g_assert_cmpstr (fixture->told->str, ==, "");
  spice_screen_double_set_heads (fixture->base.screen, heads, 2, 2);
  await (g_list_model_get_n_items (G_LIST_MODEL (get_monitors (fixture))) == 2);
  g_assert_null (sprint_screen_windows_find (fixture->screens, 1));
}

static gboolean
has_pixel (Screens *fixture,
           guint    number,
           guint32  pixel)
{
  SprintConsoleMonitor *monitor = sprint_monitor_list_find (get_monitors (fixture), number);
  const guint32 *pixels =
    monitor != NULL ? (gconstpointer) sprint_framebuffer_get_data (sprint_console_monitor_get_framebuffer (monitor))
                    : NULL;

  return pixels != NULL && (pixels[0] & 0xffffff) == pixel;
}

/* A guest that restarts gives its window its picture back: its agent is asked for the screen once it runs again. */
static void
test_restart (Screens       *fixture,
              gconstpointer  data)
{
  QXLHead firmware = { .width = 360, .height = 200 };
  SpiceScreenDouble *screen = fixture->base.screen;
  GtkWindow *window;

  open_guest (fixture, 2);
  start_agent (fixture);
  ask_for_screen (fixture, 1);
  await_shown (fixture, get_console (fixture, 1), SECOND);
  window = sprint_screen_windows_find (fixture->screens, 1);
  spice_agent_double_disconnect (get_guest (fixture));
  spice_screen_double_create_surface (screen, SPICE_SURFACE_FMT_32_xRGB, 360, 200);
  spice_screen_double_fill (screen, 0, 0, 360, 200, 0x102030);
  spice_screen_double_set_heads (screen, &firmware, 1, 1);
  /* Its window may be behind the other, where Wayland has nothing drawn. */
  await (has_pixel (fixture, 0, 0x102030));
  await (tree_shows (GTK_WIDGET (window), OFF_WORDS));
  await (!sprint_guest_agent_get_connected (sprint_console_session_get_agent (fixture->base.session)));

  spice_agent_double_clear (get_guest (fixture));
  start_agent (fixture);
  await (find_asked (fixture) != NULL && !is_off (find_asked (fixture), 1));
  draw_heads (fixture, 2);
  await_shown (fixture, get_console (fixture, 1), SECOND);
  g_assert_true (sprint_screen_windows_find (fixture->screens, 1) == window);
  g_assert_cmpstr (fixture->told->str, ==, "");
}

/* A connection that is lost takes no window along; a guest that ends does, and brings it again. */
static void
test_guest_goes (Screens       *fixture,
                 gconstpointer  data)
{
  Fixture *base = &fixture->base;
  GtkWindow *window;

  open_guest (fixture, 2);
  ask_for_screen (fixture, 1);
  window = sprint_screen_windows_find (fixture->screens, 1);
  await_shown (fixture, get_console (fixture, 1), SECOND);
  await_channels (base->session, base->server, 2);
  spice_server_double_set_manner (base->server, SPICE_DOUBLE_REFUSES);
  spice_server_double_hang_up (base->server);
  await (tree_shows (GTK_WIDGET (window), "Try Again"));
  g_assert_true (sprint_screen_windows_find (fixture->screens, 1) == window);
  await (!spice_server_double_has_clients (base->server));
  spice_server_double_set_manner (base->server, SPICE_DOUBLE_SERVES);
  sprint_console_session_retry (base->session);
  await (!tree_shows (GTK_WIDGET (window), "Try Again"));
  spice_screen_double_fill (base->screen, 320, 0, 400, 300, 0x010203);
  await (has_pixel (fixture, 1, 0x010203));
  g_assert_true (sprint_screen_windows_find (fixture->screens, 1) == window);
  await_shown (fixture, get_console (fixture, 1), 0x010203);

  await_channels (base->session, base->server, 3);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  sprint_console_session_disconnect (base->session);
  await (window == NULL);
  await (!spice_server_double_has_clients (base->server));
  sprint_console_session_connect (base->session, base->source);
  await_shown (fixture, get_console (fixture, 1), 0x010203);
  await_channels (base->session, base->server, 4);
}

/* As a viewer has it, all that the guest shows is shown. */
static void
test_eager (Screens       *fixture,
            gconstpointer  data)
{
  open_guest (fixture, 2);
  await_shown (fixture, get_console (fixture, 1), SECOND);

  /* Nobody can turn it off: it is closed, and stays so while other screens come. */
  gtk_window_close (sprint_screen_windows_find (fixture->screens, 1));
  g_assert_cmpstr (fixture->told->str, ==,
                   "Screen 2 stays on in the machine: Needs the SPICE agent in the machine\n");
  spice_screen_double_set_heads (fixture->base.screen, (QXLHead[]) { heads[0], heads[1], { .id = 2, .width = 320,
                                 .height = 240 } }, 3, 3);
  await (sprint_screen_windows_find (fixture->screens, 2) != NULL);
  g_assert_null (sprint_screen_windows_find (fixture->screens, 1));
}

/* What is chosen for one holds for all. */
static void
test_shared (Screens       *fixture,
             gconstpointer  data)
{
  SprintConsoleView *other;

  open_guest (fixture, 2);
  ask_for_screen (fixture, 1);
  await_shown (fixture, get_console (fixture, 1), SECOND);
  other = sprint_screen_window_get_view (SPRINT_SCREEN_WINDOW (sprint_screen_windows_find (fixture->screens, 1)));
  g_action_group_change_action_state (sprint_console_actions_get_group (sprint_console_view_get_actions (other)),
                                      "view-only", g_variant_new_boolean (TRUE));
  g_assert_true (sprint_console_get_view_only (fixture->base.console));
  g_action_group_change_action_state (get_actions (fixture), "view-only", g_variant_new_boolean (FALSE));
  g_assert_false (sprint_console_get_view_only (sprint_console_view_get_console (other)));
  sprint_console_actions_set_typing (sprint_console_view_get_actions (fixture->view), TRUE);
  g_assert_true (sprint_console_get_view_only (sprint_console_view_get_console (other)));
  sprint_console_actions_set_typing (sprint_console_view_get_actions (fixture->view), FALSE);
  g_assert_false (sprint_console_get_view_only (sprint_console_view_get_console (other)));
  sprint_console_set_release_way (fixture->base.console, "right-ctrl");
  g_assert_cmpstr (sprint_console_get_release_way (sprint_console_view_get_console (other)), ==, "right-ctrl");
  sprint_console_view_set_paused (fixture->view, TRUE);
  g_assert_true (tree_shows (GTK_WIDGET (other), "Paused"));
  sprint_console_view_set_paused (fixture->view, FALSE);
}

static guint
count_notes (GtkWidget *widget)
{
  guint n = g_str_equal (G_OBJECT_TYPE_NAME (widget), "SprintAgentNote");

  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL; c = gtk_widget_get_next_sibling (c))
    n += count_notes (c);

  return n;
}

/* What each says is of its own screen. */
static void
test_own (Screens       *fixture,
          gconstpointer  data)
{
  SprintConsoleMonitor *first = sprint_console_session_get_monitor (fixture->base.session);
  g_autoptr (GError) error = g_error_new (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_FAILED, "raw words");
  GtkWidget *window, *button;

  open_guest (fixture, 2);
  ask_for_screen (fixture, 1);
  await_shown (fixture, get_console (fixture, 1), SECOND);
  window = GTK_WIDGET (sprint_screen_windows_find (fixture->screens, 1));
  button = GTK_WIDGET (gtk_widget_get_template_child (window, SPRINT_TYPE_SCREEN_WINDOW, "menu_button"));
  g_assert_cmpuint (count_notes (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)))), ==, 1);

  sprint_scanout_feed_fail (sprint_console_monitor_get_scanouts (first), error);
  await (tree_shows (GTK_WIDGET (fixture->view), "Screen Cannot Be Shown"));
  g_assert_false (tree_shows (window, "Screen Cannot Be Shown"));
  g_assert_true (shows (fixture, get_console (fixture, 1), SECOND));
}

/* A key that is held while the focus goes to the other window is let go of, and the next one is the guest's too. */
static void
test_focus (Screens       *fixture,
            gconstpointer  data)
{
  Fixture *base = &fixture->base;
  GtkWindow *window;
  static const guint8 held[] = { 0x1e }, both[] = { 0x1e, 0x9e }, next[] = { 0x1e, 0x9e, 0x30 };

  if (base->x == NULL) {
    g_test_skip ("only X11 has a window in the front by itself");
    return;
  }

  open_guest (fixture, 2);
  ask_for_screen (fixture, 1);
  window = sprint_screen_windows_find (fixture->screens, 1);
  await (gtk_window_is_active (window) && sprint_console_get_capturing (get_console (fixture, 1)));
  g_assert_false (sprint_console_get_capturing (base->console));
  spice_input_double_clear (base->input);
  press (base, KEY_A, TRUE);
  await_scancodes (base, 1, held);
  gtk_widget_grab_focus (GTK_WIDGET (base->console));
  gtk_window_present (base->window);
  await (sprint_console_get_capturing (base->console));
  await_scancodes (base, 2, both);
  press (base, KEY_A, FALSE);
  press (base, KEY_B, TRUE);
  await_scancodes (base, 3, next);
  press (base, KEY_B, FALSE);
}

/* Whether the last that the agent was told of the pointer is a place between those two on that screen. */
static gboolean
is_pointer_told (Screens *fixture,
                 guint    number,
                 guint    left,
                 guint    right)
{
  GBytes *data = spice_agent_double_find (get_guest (fixture), VD_AGENT_MOUSE_STATE);
  const VDAgentMouseState *state = data != NULL ? g_bytes_get_data (data, NULL) : NULL;

  return state != NULL && state->display_id == number && state->x > left && state->x < right;
}

/* The agent is told on which of its screens the pointer is. */
static void
test_pointer (Screens       *fixture,
              gconstpointer  data)
{
  Fixture *base = &fixture->base;
  Fixture hand = *base;

  if (base->x == NULL) {
    g_test_skip ("Wayland's hands know one window");
    return;
  }

  spice_server_double_use_agent_mouse (base->server);
  open_guest (fixture, 2);
  start_agent (fixture);
  ask_for_screen (fixture, 1);
  await_shown (fixture, get_console (fixture, 1), SECOND);
  hand.scale = base->scale;
  hand.console = get_console (fixture, 1);
  hand.window = sprint_screen_windows_find (fixture->screens, 1);
  await (sprint_console_session_get_client_pointer (base->session));
  await_pointing (&hand, gtk_widget_get_width (GTK_WIDGET (hand.window)) / 2 * base->scale,
                  gtk_widget_get_height (GTK_WIDGET (hand.window)) / 2 * base->scale,
                  is_pointer_told (fixture, 1, 100, 300));
}

static gboolean
is_asked_side_by_side (Screens *fixture)
{
  const VDAgentMonitorsConfig *asked = find_asked (fixture);

  return !is_off (asked, 0) && !is_off (asked, 1) && ABS (asked->monitors[0].x - asked->monitors[1].x) == 1280 &&
         asked->monitors[1].width == 1280 && asked->monitors[1].height == 1024;
}

/* Each of the host's two monitors shows one of the guest's. */
static void
test_all_monitors (Screens       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GVariant) state = NULL;
  GListModel *host = gdk_display_get_monitors (gdk_display_get_default ());
  GtkWindow *window;

  open_guest (fixture, 1);
  start_agent (fixture);
  await (g_action_group_get_action_enabled (get_actions (fixture), "add-screen"));
  if (g_list_model_get_n_items (host) < 2) {
    g_assert_false (g_action_group_get_action_enabled (get_actions (fixture), "all-monitors"));
    g_test_skip ("the host has one monitor");
    return;
  }

  await (g_action_group_get_action_enabled (get_actions (fixture), "all-monitors"));
  g_action_group_activate_action (get_actions (fixture), "all-monitors", NULL);
  await (gtk_window_is_fullscreen (fixture->base.window));
  await (find_asked (fixture) != NULL && !is_off (find_asked (fixture), 1));
  draw_heads (fixture, 2);
  await (sprint_screen_windows_find (fixture->screens, 1) != NULL);
  window = sprint_screen_windows_find (fixture->screens, 1);
  await (gtk_window_is_fullscreen (window) && gtk_widget_get_width (GTK_WIDGET (window)) == 1280);
  await (gdk_display_get_monitor_at_surface (gdk_display_get_default (), gtk_native_get_surface (GTK_NATIVE (window))) !=
         gdk_display_get_monitor_at_surface (gdk_display_get_default (),
                                             gtk_native_get_surface (GTK_NATIVE (fixture->base.window))));
  await_shown (fixture, get_console (fixture, 1), SECOND);
  await (is_asked_side_by_side (fixture));

  /* One that leaves it takes the other along, and the screen that was made for it. */
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_unfullscreen (fixture->base.window);
  await (window == NULL);
  state = g_action_group_get_action_state (get_actions (fixture), "all-monitors");
  g_assert_false (g_variant_get_boolean (state));
  await (is_off (find_asked (fixture), 1));
}

/* Who looked at it full screen before still does. */
static void
test_all_monitors_full (Screens       *fixture,
                        gconstpointer  data)
{
  open_guest (fixture, 1);
  start_agent (fixture);
  await (g_action_group_get_action_enabled (get_actions (fixture), "add-screen"));
  if (g_list_model_get_n_items (gdk_display_get_monitors (gdk_display_get_default ())) < 2) {
    g_test_skip ("the host has one monitor");
    return;
  }

  gtk_window_fullscreen (fixture->base.window);
  await (gtk_window_is_fullscreen (fixture->base.window));
  g_action_group_activate_action (get_actions (fixture), "all-monitors", NULL);
  await (find_asked (fixture) != NULL && !is_off (find_asked (fixture), 1));
  g_action_group_activate_action (get_actions (fixture), "all-monitors", NULL);
  await (is_off (find_asked (fixture), 1));
  g_assert_true (gtk_window_is_fullscreen (fixture->base.window));
}

static void
count_cb (guint *n)
{
  ++*n;
}

static void
test_host_changes (Screens       *fixture,
                   gconstpointer  data)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (SprintAllMonitors) host = sprint_all_monitors_new (display);
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (gdk_display_get_monitors (display), 0);
  guint n = 0;

  g_signal_connect_swapped (host, "changed", G_CALLBACK (count_cb), &n);
  g_object_notify (G_OBJECT (monitor), "geometry");
  g_assert_cmpuint (n, ==, 1);
  g_object_notify (G_OBJECT (monitor), "scale");
  g_assert_cmpuint (n, ==, 2);
}

#define add_screens(path, data, test) \
  g_test_add ("/screen-windows/" path, Screens, data, set_up_screens, test, tear_down_screens)

int
main (int   argc,
      char *argv[])
{
  init (&argc, &argv);

  add_screens ("open-and-close", NULL, test_open_and_close);
  add_screens ("add", NULL, test_add);
  add_screens ("add-undone", NULL, test_add_undone);
  add_screens ("add-ignored", NULL, test_add_ignored);
  add_screens ("screen-goes", NULL, test_screen_goes);
  add_screens ("restart", NULL, test_restart);
  add_screens ("guest-goes", NULL, test_guest_goes);
  add_screens ("eager", "eager", test_eager);
  add_screens ("shared", NULL, test_shared);
  add_screens ("own", NULL, test_own);
  add_screens ("focus", NULL, test_focus);
  add_screens ("pointer", NULL, test_pointer);
  add_screens ("all-monitors", NULL, test_all_monitors);
  add_screens ("all-monitors-full", NULL, test_all_monitors_full);
  add_screens ("host-changes", NULL, test_host_changes);

  return g_test_run ();
}
