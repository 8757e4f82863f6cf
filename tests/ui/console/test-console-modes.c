/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-fixture.h"

#include <gdk/x11/gdkx.h>
#include <glib/gstdio.h>
#include <linux/input-event-codes.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "await-channels.h"
#include "core/console/screen/drm-pixel.h"
#include "hands.h"
#include "remove-tree.h"
#include "ui/console/screen/save-dialog.h"
#include "ui/console/view/full-screen-bar.h"
#include "ui/console/view/status-popover.h"
#include "widget-tree.h"

/* A window as a viewer has one: bars, and a console view under them. The console's own fixture is for hands and eyes. */
typedef struct {
  Fixture base;
  AdwToolbarView *bars;
  SprintConsoleControls *controls;
  SprintConsoleView *view;
  SprintFullScreenBar *full_screen;
  GString *told;
} Modes;

static void
full_screen_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GtkWindow *window = user_data;

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
message_cb (Modes      *modes,
            const char *message)
{
  g_string_append_printf (modes->told, "%s\n", message);
}

static void
problem_cb (Modes        *modes,
            const GError *error)
{
  g_string_append_printf (modes->told, "! %s\n", error->message);
}

static void
put_together (Modes *modes)
{
  Fixture *base = &modes->base;
  GtkWidget *header = adw_header_bar_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("full-screen", NULL);

  modes->view = SPRINT_CONSOLE_VIEW (sprint_console_view_new (base->session));
  base->console = sprint_console_view_get_console (modes->view);
  modes->controls = g_object_new (SPRINT_TYPE_CONSOLE_CONTROLS, NULL);
  sprint_console_controls_set_view (modes->controls, modes->view);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), GTK_WIDGET (modes->controls));
  modes->bars = ADW_TOOLBAR_VIEW (adw_toolbar_view_new ());
  adw_toolbar_view_add_top_bar (modes->bars, header);
  adw_toolbar_view_set_content (modes->bars, GTK_WIDGET (modes->view));
  modes->full_screen = sprint_full_screen_bar_new (modes->bars, modes->controls, modes->view);

  g_signal_connect (action, "activate", G_CALLBACK (full_screen_cb), base->window);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (base->window), "win", G_ACTION_GROUP (actions));
  gtk_window_set_child (base->window, GTK_WIDGET (modes->bars));
  g_signal_connect_swapped (modes->view, "message", G_CALLBACK (message_cb), modes);
  g_signal_connect_swapped (modes->view, "problem", G_CALLBACK (problem_cb), modes);
}

static void
set_up_modes (Modes         *modes,
              gconstpointer  data)
{
  set_up (&modes->base, NULL);
  modes->told = g_string_new (NULL);
  put_together (modes);
  /* What is to be seen in the end is to be seen at once. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static void
tear_down_modes (Modes         *modes,
                 gconstpointer  data)
{
  SprintConsoleView *view = modes->view;

  g_assert_finalize_object (modes->full_screen);
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &modes->view);
  tear_down (&modes->base, NULL);
  await (modes->view == NULL);
  g_string_free (modes->told, TRUE);
}

static void
connect_guest (Modes *modes,
               int    width,
               int    height)
{
  Fixture *base = &modes->base;

  draw_pattern (base, width, height);
  gtk_window_set_default_size (base->window, 400, 300);
  gtk_window_present (base->window);
  await (gtk_window_is_active (base->window) && gtk_widget_get_mapped (GTK_WIDGET (modes->view)));
  base->scale = gtk_widget_get_scale_factor (GTK_WIDGET (base->window));
  sprint_console_session_connect (base->session, base->source);
  await (sprint_console_session_get_has_picture (base->session));
}

static void
activate (Modes      *modes,
          const char *name,
          GVariant   *target)
{
  g_action_group_activate_action (sprint_console_actions_get_group (sprint_console_view_get_actions (modes->view)),
                                  name, target);
}

static GtkMenuButton *
find_menu (Modes      *modes,
           const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (modes->controls)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_MENU_BUTTON (child) && gtk_widget_get_visible (child) &&
        g_strcmp0 (gtk_widget_get_tooltip_text (child), name) == 0)
      return GTK_MENU_BUTTON (child);
  }

  return NULL;
}

static gboolean
has_keyboard (Modes *modes)
{
  return sprint_console_get_capturing (modes->base.console);
}

static gboolean
shows_bars (Modes *modes)
{
  return adw_toolbar_view_get_reveal_top_bars (modes->bars);
}

static void
enter_full_screen (Modes *modes)
{
  Fixture *base = &modes->base;

  connect_guest (modes, 640, 480);
  point (base, 200 * base->scale, 200 * base->scale);
  gtk_widget_activate_action (GTK_WIDGET (base->window), "win.full-screen", NULL);
  await (sprint_full_screen_bar_get_full_screen (modes->full_screen) &&
         gtk_widget_get_width (GTK_WIDGET (base->window)) > 1000);
}

/* What is said at the upper edge of the screen begins there. */
static gboolean
hint_is_at (Modes *modes,
            int    y)
{
  GObject *hint = gtk_widget_get_template_child (GTK_WIDGET (modes->view), SPRINT_TYPE_CONSOLE_VIEW, "hint");
  graphene_point_t corner;

  return gtk_widget_compute_point (GTK_WIDGET (hint), GTK_WIDGET (modes->view), &GRAPHENE_POINT_INIT (0, 0), &corner) &&
         corner.y == y;
}

static void
test_full_screen (Modes         *modes,
                  gconstpointer  data)
{
  int middle;

  enter_full_screen (modes);
  g_assert_true (shows_bars (modes));
  await (has_keyboard (modes));
  g_assert_true (tree_shows (GTK_WIDGET (modes->bars), "Press Ctrl+Alt to release the keyboard"));
  g_assert_nonnull (tree_find_button (GTK_WIDGET (modes->bars), "Leave Full Screen"));

  /* Over the picture, which is all of the window. */
  await (gtk_widget_get_height (GTK_WIDGET (modes->view)) ==
         gtk_widget_get_height (GTK_WIDGET (modes->base.window)));
  await (adw_toolbar_view_get_top_bar_height (modes->bars) > 40 &&
         hint_is_at (modes, adw_toolbar_view_get_top_bar_height (modes->bars)));
  middle = gtk_widget_get_height (GTK_WIDGET (modes->view)) / 2 * modes->base.scale;
  await_pointing (&modes->base, middle, middle, !shows_bars (modes));
  await (hint_is_at (modes, 0));
  await_pointing (&modes->base, middle, 0, shows_bars (modes));
  await_pointing (&modes->base, middle, middle, !shows_bars (modes));
  g_assert_true (has_keyboard (modes));

  gtk_widget_activate_action (GTK_WIDGET (modes->base.window), "win.full-screen", NULL);
  await (!sprint_full_screen_bar_get_full_screen (modes->full_screen) && shows_bars (modes));
  g_assert_null (tree_find_button (GTK_WIDGET (modes->bars), "Leave Full Screen"));
  g_assert_false (tree_shows (GTK_WIDGET (modes->bars), "Press Ctrl+Alt"));
  await (gtk_widget_get_height (GTK_WIDGET (modes->view)) <
         gtk_widget_get_height (GTK_WIDGET (modes->base.window)));
}

/* Else presses Escape once more: on Wayland the window has the keyboard again some time after a menu has let go of it. */
static gboolean
has_keyboard_after_escape (Modes  *modes,
                           gint64 *pressed_at)
{
  gint64 now = g_get_monotonic_time ();

  if (has_keyboard (modes))
    return TRUE;
  if (now - *pressed_at > G_USEC_PER_SEC) {
    *pressed_at = now;
    press (&modes->base, KEY_ESC, TRUE);
    press (&modes->base, KEY_ESC, FALSE);
  }

  return FALSE;
}

/* The keyboard, given back, is at the bar, and from there goes to the guest again. */
static void
test_full_screen_by_keys (Modes         *modes,
                          gconstpointer  data)
{
  GtkWidget *leave;
  gint64 pressed_at = 0;
  int middle;

  enter_full_screen (modes);
  await (has_keyboard (modes));
  middle = gtk_widget_get_height (GTK_WIDGET (modes->view)) / 2 * modes->base.scale;
  await_pointing (&modes->base, middle, middle, !shows_bars (modes));
  release_keyboard (&modes->base);
  await (shows_bars (modes));
  leave = tree_find_button (GTK_WIDGET (modes->bars), "Leave Full Screen");
  await (gtk_window_get_focus (modes->base.window) == leave);

  /* While it is there, so is the bar; that of a menu counts. */
  g_assert_true (tree_menu_is_flat (gtk_menu_button_get_menu_model (find_menu (modes, "Send Keys"))));
  gtk_menu_button_popup (find_menu (modes, "Send Keys"));
  await (gtk_window_get_focus (modes->base.window) != leave);
  g_assert_true (shows_bars (modes));
  gtk_menu_button_popdown (find_menu (modes, "Send Keys"));
  gtk_widget_grab_focus (leave);
  await (has_keyboard_after_escape (modes, &pressed_at));
  await (!shows_bars (modes));
}

static void
set_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* What is dragged to the upper edge of the guest is dropped there, not on a bar. */
static void
test_full_screen_drag (Modes         *modes,
                       gconstpointer  data)
{
  gboolean rested = FALSE;
  int middle;

  enter_full_screen (modes);
  middle = gtk_widget_get_height (GTK_WIDGET (modes->view)) / 2 * modes->base.scale;
  await_pointing (&modes->base, middle, middle, !shows_bars (modes));
  click (&modes->base, 1, TRUE);
  await (last_event_is (&modes->base, SPICE_DOUBLE_BUTTONS, 0, 1));
  await_pointing (&modes->base, middle, 0,
                  g_array_index (spice_input_double_get_pointer (modes->base.input), SpiceDoublePointerEvent,
                                 spice_input_double_get_pointer (modes->base.input)->len - 1).y == 0);
  /* Longer than it takes a bar to come. */
  g_timeout_add_once (500, set_cb, &rested);
  await (rested);
  g_assert_false (shows_bars (modes));
  click (&modes->base, 1, FALSE);
  await_pointing (&modes->base, middle, 0, shows_bars (modes));
}

static void
count_cb (guint *n)
{
  ++*n;
}

static void
test_view_only (Modes         *modes,
                gconstpointer  data)
{
  static const guint8 expected[] = { 0x30, 0xb0 };
  Fixture *base = &modes->base;
  GtkEventController *keys = gtk_event_controller_key_new ();
  guint n_released = 0;

  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (count_cb), &n_released);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (base->window), keys);
  connect_guest (modes, 640, 480);
  g_assert_null (tree_find_button (GTK_WIDGET (modes->controls), "View Only"));
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (find_menu (modes, "Send Keys"))));
  focus (base);
  activate (modes, "view-only", NULL);
  await (!has_keyboard (modes));
  await (tree_find_button (GTK_WIDGET (modes->controls), "View Only") != NULL);
  await (tree_shows (GTK_WIDGET (modes->view), "View only: keys and pointer do not go to the machine"));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (find_menu (modes, "Send Keys"))));
  press (base, KEY_A, TRUE);
  press (base, KEY_A, FALSE);
  await (n_released == 1);

  /* That a guest stands still in between changes nothing about it. */
  sprint_console_view_set_paused (modes->view, TRUE);
  sprint_console_view_set_paused (modes->view, FALSE);
  g_assert_true (sprint_console_get_view_only (base->console));
  g_signal_emit_by_name (tree_find_button (GTK_WIDGET (modes->controls), "View Only"), "clicked");
  await (has_keyboard (modes));
  await (tree_find_button (GTK_WIDGET (modes->controls), "View Only") == NULL);
  press (base, KEY_B, TRUE);
  press (base, KEY_B, FALSE);
  await_scancodes (base, sizeof expected, expected);
}

static GtkAdjustment *
get_adjustment (Modes          *modes,
                GtkOrientation  orientation)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (modes->base.console), GTK_TYPE_SCROLLED_WINDOW);

  return orientation == GTK_ORIENTATION_HORIZONTAL
         ? gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller))
         : gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static double
get_excess (Modes *modes)
{
  GtkAdjustment *adjustment = get_adjustment (modes, GTK_ORIENTATION_VERTICAL);

  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

static gboolean
last_position_is_below (Modes *modes,
                        int    y)
{
  GArray *got = spice_input_double_get_pointer (modes->base.input);

  for (guint i = got->len; i > 0; i--) {
    SpiceDoublePointerEvent *event = &g_array_index (got, SpiceDoublePointerEvent, i - 1);

    if (event->kind == SPICE_DOUBLE_POSITION)
      return event->y > y;
  }

  return FALSE;
}

/* Turned again where a compositor that is busy has lost it. */
static gboolean
has_wheel (Modes  *modes,
           gint64 *turned)
{
  GArray *got = spice_input_double_get_pointer (modes->base.input);

  for (guint i = 0; i < got->len; i++) {
    if (g_array_index (got, SpiceDoublePointerEvent, i).kind == SPICE_DOUBLE_WHEEL)
      return TRUE;
  }
  if (g_get_monotonic_time () - *turned > G_TIME_SPAN_SECOND) {
    click (&modes->base, 5, TRUE);
    click (&modes->base, 5, FALSE);
    *turned = g_get_monotonic_time ();
  }

  return FALSE;
}

static gboolean
is_resizing (Modes *modes)
{
  gboolean resizing;

  g_object_get (modes->base.console, "resizing", &resizing, NULL);

  return resizing;
}

static void
test_size (Modes         *modes,
           gconstpointer  data)
{
  Fixture *base = &modes->base;
  GtkAdjustment *down = get_adjustment (modes, GTK_ORIENTATION_VERTICAL);
  GtkWidget *view = GTK_WIDGET (modes->view);
  graphene_point_t at;
  gint64 turned = 0;

  connect_guest (modes, 900, 700);
  g_assert_cmpfloat (get_excess (modes), ==, 0);
  activate (modes, "size", g_variant_new_string ("nonsense"));
  activate (modes, "size", g_variant_new_string ("actual"));
  await (get_excess (modes) > 0);
  g_assert_false (is_resizing (modes));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (base->console)), ==, 900);
  await (picture_is (base, render, 0, 0, base->scale));

  /* The wheel is the guest's. */
  focus (base);
  g_assert_true (gtk_widget_compute_point (view, GTK_WIDGET (base->window), &GRAPHENE_POINT_INIT (100, 100), &at));
  await_pointing (&modes->base, at.x * base->scale, at.y * base->scale, last_position_is_below (modes, 90));
  await (has_wheel (modes, &turned));
  g_assert_cmpfloat (gtk_adjustment_get_value (down), ==, 0);

  /* The edge brings what is beyond it, under a pointer that rests; not all around its window, where bars are. */
  g_assert_true (gtk_widget_compute_point (view, GTK_WIDGET (base->window),
                                           &GRAPHENE_POINT_INIT (100, gtk_adjustment_get_page_size (down) - 6), &at));
  await_pointing (&modes->base, at.x * base->scale, at.y * base->scale,
                  gtk_adjustment_get_value (down) == get_excess (modes));
  await (last_position_is_below (modes, 680));
  await (picture_is (base, render, 0, 0, base->scale));

  activate (modes, "size", g_variant_new_string ("fit"));
  await (get_excess (modes) == 0);
  g_assert_false (is_resizing (modes));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (base->console)), <, 900);
  activate (modes, "size", g_variant_new_string ("follow"));
  g_assert_true (is_resizing (modes));
  g_assert_cmpfloat (get_excess (modes), ==, 0);
}

/* Where nothing goes to the guest, the wheel is for what is looked at. */
static void
test_size_view_only (Modes         *modes,
                     gconstpointer  data)
{
  Fixture *base = &modes->base;

  connect_guest (modes, 900, 700);
  activate (modes, "view-only", NULL);
  activate (modes, "size", g_variant_new_string ("actual"));
  await (get_excess (modes) > 0);
  await ((point (base, 200 * base->scale, 200 * base->scale), click (base, 5, TRUE), click (base, 5, FALSE),
          gtk_adjustment_get_value (get_adjustment (modes, GTK_ORIENTATION_VERTICAL)) > 0));
}

static void
test_clipboard (Modes         *modes,
                gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = g_new (guint32, 300 * 280);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (modes->view));
  GActionGroup *actions = sprint_console_actions_get_group (sprint_console_view_get_actions (modes->view));

  g_assert_false (g_action_group_get_action_enabled (actions, "screenshot-clipboard"));
  g_assert_false (g_action_group_get_action_enabled (actions, "screenshot-file"));
  connect_guest (modes, 300, 280);
  g_assert_true (g_action_group_get_action_enabled (actions, "screenshot-file"));
  activate (modes, "screenshot-clipboard", NULL);
  g_assert_cmpstr (modes->told->str, ==, "Screenshot copied\n");
  gdk_clipboard_read_texture_async (clipboard, NULL, await_result_cb, &result);
  await (result != NULL);
  texture = gdk_clipboard_read_texture_finish (clipboard, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 300);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 280);
  gdk_texture_download (texture, (guchar *) pixels, 300 * 4);
  for (int i = 0; i < 300 * 280; i++)
    g_assert_cmphex (pixels[i], ==, 0xff000000 | pattern (i % 300, i / 300));
  gdk_clipboard_set_content (clipboard, NULL);
}

static gboolean
is_there (GFile *file)
{
  return g_file_query_exists (file, NULL);
}

static void
test_recording (Modes         *modes,
                gconstpointer  data)
{
  g_autofree char *directory = g_dir_make_tmp ("recording-XXXXXX", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (directory);
  g_autoptr (GFile) first = g_file_get_child (folder, "first.webm");
  g_autoptr (GFile) second = g_file_get_child (folder, "second.webm");
  g_autoptr (GFile) nowhere = g_file_get_child (first, "film.webm");
  SprintConsoleRecording *recording = sprint_console_view_get_recording (modes->view);
  GActionGroup *actions = sprint_console_actions_get_group (sprint_console_view_get_actions (modes->view));

  g_assert_false (g_action_group_get_action_enabled (actions, "record"));
  g_assert_false (g_action_group_get_action_enabled (actions, "stop-recording"));
  connect_guest (modes, 320, 200);
  g_assert_true (g_action_group_get_action_enabled (actions, "record"));
  g_assert_null (tree_find_button (GTK_WIDGET (modes->controls), "Stop Recording"));

  sprint_console_recording_start (recording, nowhere);
  g_assert_false (g_action_group_get_action_enabled (actions, "record"));
  await (g_str_has_prefix (modes->told->str, "! "));
  g_string_set_size (modes->told, 0);
  g_assert_true (g_action_group_get_action_enabled (actions, "record"));

  /* How long it has been is told, and it ends by its button. */
  sprint_console_recording_start (recording, first);
  await (tree_find_button (GTK_WIDGET (modes->controls), "Stop Recording") != NULL);
  g_assert_false (g_action_group_get_action_enabled (actions, "record"));
  await (tree_shows (GTK_WIDGET (modes->controls), "0:01"));
  g_assert_false (is_there (first));
  tree_click (GTK_WIDGET (modes->controls), "Stop Recording");
  await (strcmp (modes->told->str, "Recording saved\n") == 0);
  g_assert_true (is_there (first));
  g_assert_null (tree_find_button (GTK_WIDGET (modes->controls), "Stop Recording"));
  g_string_set_size (modes->told, 0);

  /* Or with the guest. */
  sprint_console_recording_start (recording, second);
  await (sprint_console_recording_get_recording (recording));
  sprint_console_session_disconnect (modes->base.session);
  await (strcmp (modes->told->str, "Recording saved\n") == 0);
  g_assert_true (is_there (second));
  g_assert_true (g_file_delete (first, NULL, NULL) && g_file_delete (second, NULL, NULL));
  g_assert_true (g_file_delete (folder, NULL, NULL));
}

/* Whoever closes the window has a film all the same. */
static void
test_recording_outlasts (Modes         *modes,
                         gconstpointer  data)
{
  g_autofree char *directory = g_dir_make_tmp ("recording-XXXXXX", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (directory);
  g_autoptr (GFile) file = g_file_get_child (folder, "film.webm");
  SprintConsoleRecording *recording = sprint_console_view_get_recording (modes->view);

  connect_guest (modes, 320, 200);
  sprint_console_recording_start (recording, file);
  await (sprint_console_recording_get_recording (recording));
  g_object_add_weak_pointer (G_OBJECT (recording), (gpointer *) &recording);
  gtk_window_set_child (modes->base.window, NULL);
  await (recording == NULL);
  g_assert_true (is_there (file));
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_true (g_file_delete (folder, NULL, NULL));

  /* For what takes it all down. */
  g_clear_object (&modes->full_screen);
  put_together (modes);
}

/* A guest that is killed may come back, and is filmed on; a folder that is deleted does not, and that is said at once. */
static void
test_recording_fails (Modes         *modes,
                      gconstpointer  data)
{
  g_autofree char *directory = g_dir_make_tmp ("recording-XXXXXX", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (directory);
  g_autoptr (GFile) file = g_file_get_child (folder, "film.webm");
  SprintConsoleRecording *recording = sprint_console_view_get_recording (modes->view);
  GActionGroup *actions = sprint_console_actions_get_group (sprint_console_view_get_actions (modes->view));
  gint64 end = g_get_monotonic_time () + 2 * AWAIT_SECONDS * G_USEC_PER_SEC;

  connect_guest (modes, 320, 200);
  await_channels (modes->base.session, modes->base.server, 2);
  sprint_console_recording_start (recording, file);
  await (sprint_console_recording_get_recording (recording));
  spice_server_double_hang_up (modes->base.server);
  await (sprint_console_session_get_state (modes->base.session) == SPRINT_CONSOLE_STATE_LOST);
  g_assert_true (sprint_console_recording_get_recording (recording));
  await (sprint_console_session_get_state (modes->base.session) == SPRINT_CONSOLE_STATE_CONNECTED &&
         sprint_console_session_get_has_picture (modes->base.session));
  g_assert_true (sprint_console_recording_get_recording (recording));

  remove_tree (directory);
  for (guint32 i = 1; sprint_console_recording_get_recording (recording); i++) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    spice_screen_double_fill (modes->base.screen, 0, 0, 320, 200, i * 0x101010);
    g_main_context_iteration (NULL, TRUE);
  }
  await (strcmp (modes->told->str, "! The file was deleted while it was being written.\n") == 0);
  g_assert_true (g_action_group_get_action_enabled (actions, "record"));
  g_assert_null (tree_find_button (GTK_WIDGET (modes->controls), "Stop Recording"));
  g_assert_false (is_there (folder));
}

/* What lies over a console in its place, and is not seen, is not in the way of what is put past GTK's frames. */
static void
test_put (Modes         *modes,
          gconstpointer  data)
{
  Fixture *base = &modes->base;
  GtkWidget *console;
  GdkFrameClock *clock;
  graphene_point_t at;
  double x, y;
  gint64 end = g_get_monotonic_time () + AWAIT_SECONDS * G_USEC_PER_SEC;

  connect_guest (modes, 200, 150);
  console = GTK_WIDGET (base->console);
  sprint_console_set_scaling (base->console, FALSE);
  clock = gtk_widget_get_frame_clock (console);
  await (gtk_widget_get_width (console) >= 200 && gtk_widget_get_height (console) >= 150);
  gtk_native_get_surface_transform (GTK_NATIVE (base->window), &x, &y);
  g_assert_true (gtk_widget_compute_point (console, GTK_WIDGET (base->window), &GRAPHENE_POINT_INIT (0, 0), &at));
  x += at.x + gtk_widget_get_width (console) / 2;
  y += at.y + gtk_widget_get_height (console) / 2;

  /* Five in a row without a frame, once the window's own are over. */
  for (guint i = 1, calm = 0; calm < 5; i++) {
    guint32 colour = (i % 20 + 1) * 0x0a0b0c;
    gint64 frames = gdk_frame_clock_get_frame_counter (clock);

    g_assert_cmpint (g_get_monotonic_time (), <, end);
    spice_screen_double_fill (base->screen, 0, 0, 200, 150, colour);
    await (peek (base, x, y) == colour);
    calm = gdk_frame_clock_get_frame_counter (clock) == frames ? calm + 1 : 0;
  }
}

static void
test_status (Modes         *modes,
             gconstpointer  data)
{
  static const guint8 typed[] = { 0x1e, 0x9e };
  GtkWidget *popover;
  GtkLabel *rate;
  guint32 colour = 0;
  int memory;

  g_assert_null (find_menu (modes, "Screen Status"));
  connect_guest (modes, 800, 600);
  await (find_menu (modes, "Screen Status") != NULL);
  /* Mutter lets a menu come up for who has just been clicked on, or typed for. */
  focus (&modes->base);
  press (&modes->base, KEY_A, TRUE);
  press (&modes->base, KEY_A, FALSE);
  await_scancodes (&modes->base, G_N_ELEMENTS (typed), typed);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (find_menu (modes, "Screen Status")));
  gtk_menu_button_popup (find_menu (modes, "Screen Status"));
  await (gtk_widget_get_mapped (popover));
  g_assert_true (tree_shows (popover, "800 × 600"));
  rate = GTK_LABEL (gtk_widget_get_template_child (popover, SPRINT_TYPE_STATUS_POPOVER, "frame_rate"));
  await (strcmp (gtk_label_get_label (rate), "0 per second") == 0);
  while (strcmp (gtk_label_get_label (rate), "0 per second") == 0) {
    spice_screen_double_fill (modes->base.screen, 0, 0, 800, 600, ++colour & 0xff);
    await (sprint_framebuffer_get_data (modes->base.framebuffer)[0] == (colour & 0xff));
  }
  g_assert_true (g_str_has_suffix (gtk_label_get_label (rate), " per second"));
  g_assert_true (tree_shows (popover, " %"));
  g_assert_true (tree_shows (popover, "Not connected"));
  g_assert_false (tree_shows (popover, "Round Trip"));
  /* Of this server nobody knows it, until somebody says so. */
  g_assert_false (tree_shows (popover, "Codec"));
  sprint_console_source_set_coding (modes->base.source, SPRINT_PICTURE_PLAIN);
  await (tree_shows (popover, "Codec") && tree_shows (popover, "Uncompressed"));

  /* A picture in graphics memory, where there is no graphics card to show it. */
  g_assert_false (tree_shows (popover, "Picture"));
  memory = memfd_create ("scanout", MFD_CLOEXEC);
  g_assert_cmpint (ftruncate (memory, 800 * 600 * 4), ==, 0);
  spice_screen_double_set_monitor (modes->base.screen, 0, 0, 800, 600);
  spice_screen_double_set_scanout (modes->base.screen, memory, 800, 600, 800 * 4,
                                   SPRINT_DRM_FOURCC ('X', 'R', '2', '4'), TRUE);
  await (tree_shows (popover, "Copied"));
  g_assert_true (tree_shows (popover, "without a graphics card"));
  g_assert_false (tree_shows (popover, "Codec"));
  g_close (memory, NULL);

  sprint_console_session_disconnect (modes->base.session);
  await (!tree_shows (popover, " per second"));
  g_assert_false (tree_shows (popover, "Copied"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  await (!gtk_widget_get_mapped (popover));
}

static void
test_names (void)
{
  static const struct {
    const char *guest;
    const char *expected;
  } names[] = {
    { "Debian 13", "Debian 13 2026-02-03 04-05-06.png" },
    { NULL, "2026-02-03 04-05-06.png" },
    { "  ", "2026-02-03 04-05-06.png" },
    { "../../etc/passwd", "-.-..-etc-passwd 2026-02-03 04-05-06.png" },
    { ".hidden\n", "-hidden- 2026-02-03 04-05-06.png" },
  };
  g_autoptr (GDateTime) time = g_date_time_new_utc (2026, 2, 3, 4, 5, 6);
  g_autoptr (GString) long_name = g_string_new (NULL);
  g_autofree char *cut = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *name = sprint_save_dialog_create_name (names[i].guest, time, "png");

    g_assert_cmpstr (name, ==, names[i].expected);
  }
  for (guint i = 0; i < 200; i++)
    g_string_append (long_name, "ö");
  cut = sprint_save_dialog_create_name (long_name->str, time, "webm");
  g_assert_cmpuint (strlen (cut), <, 230);
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_true (g_str_has_suffix (cut, " 2026-02-03 04-05-06.webm"));
}

#define ADD(name, function) \
  g_test_add ("/console-modes/" name, Modes, NULL, set_up_modes, function, tear_down_modes)

int
main (int   argc,
      char *argv[])
{
  init (&argc, &argv);
  g_test_add_func ("/console-modes/names", test_names);
  ADD ("full-screen", test_full_screen);
  ADD ("full-screen-by-keys", test_full_screen_by_keys);
  ADD ("full-screen-drag", test_full_screen_drag);
  ADD ("view-only", test_view_only);
  ADD ("size", test_size);
  ADD ("size-view-only", test_size_view_only);
  ADD ("clipboard", test_clipboard);
  ADD ("recording", test_recording);
  ADD ("recording-outlasts", test_recording_outlasts);
  ADD ("recording-fails", test_recording_fails);
  /* Only X11 lets a program put pixels into a window past its frames. */
  if (GDK_IS_X11_DISPLAY (gdk_display_get_default ()))
    ADD ("put", test_put);
  ADD ("status", test_status);

  return g_test_run ();
}
