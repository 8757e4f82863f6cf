/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/view/console-view.h"

#include <spice/enums.h>
#include <string.h>

#include "await-channels.h"
#include "spice-server-double.h"

typedef struct {
  SpiceServerDouble *server;
  SpiceScreenDouble *screen;
  SpiceInputDouble *input;
  SprintConsoleSource *source;
  SprintConsoleSession *session;
  GtkWindow *window;
  SprintConsoleView *view;
  GString *asked;
} Fixture;

static GActionGroup *
get_actions (Fixture *fixture)
{
  return sprint_console_actions_get_group (sprint_console_view_get_actions (fixture->view));
}

static void
asked_cb (GSimpleAction *action,
          GVariant      *parameter,
          GString       *asked)
{
  g_string_append_printf (asked, "%s ", g_action_get_name (G_ACTION (action)));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char * const names[] = { "start", "resume" };
  GActionMap *actions;

  fixture->server = spice_server_double_new (TRUE);
  fixture->screen = spice_server_double_get_screen (fixture->server);
  fixture->input = spice_server_double_get_input (fixture->server);
  fixture->source = spice_server_double_create_source (fixture->server);
  fixture->session = sprint_console_session_new ();
  fixture->view = SPRINT_CONSOLE_VIEW (sprint_console_view_new (fixture->session));
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->asked = g_string_new (NULL);
  actions = G_ACTION_MAP (get_actions (fixture));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], NULL);

    g_signal_connect (action, "activate", G_CALLBACK (asked_cb), fixture->asked);
    g_action_map_add_action (actions, G_ACTION (action));
  }
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->view));
  gtk_window_set_default_size (fixture->window, 360, 400);
  gtk_window_present (fixture->window);
  await (gtk_window_is_active (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleView *view = fixture->view;
  SprintConsoleSession *session = fixture->session;

  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &fixture->view);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &fixture->session);
  gtk_window_destroy (fixture->window);
  await (fixture->view == NULL);
  g_object_unref (session);
  await (fixture->session == NULL);
  g_object_unref (fixture->source);
  g_object_unref (fixture->server);
  g_string_free (fixture->asked, TRUE);
}

static gboolean
is_wanted (GtkWidget  *widget,
           const char *text)
{
  const char *has = NULL;

  if (GTK_IS_LABEL (widget))
    has = gtk_label_get_label (GTK_LABEL (widget));
  else if (GTK_IS_BUTTON (widget))
    has = gtk_button_get_label (GTK_BUTTON (widget));

  return has != NULL && strstr (has, text) != NULL;
}

/* A label or button that a person sees and that has these words in it. */
static GtkWidget *
find (GtkWidget  *widget,
      const char *text)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;
  if (is_wanted (widget, text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, text);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static GtkWidget *
see (Fixture    *fixture,
     const char *text)
{
  return find (GTK_WIDGET (fixture->view), text);
}

static GtkWidget *
find_expander (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_EXPANDER (widget) ? widget : NULL;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_expander (child);

  return found;
}

static void
open_details (Fixture *fixture)
{
  GtkWidget *expander;

  await ((expander = find_expander (GTK_WIDGET (fixture->view))) != NULL);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
}

static GtkWidget *
get_scroller (Fixture *fixture)
{
  return gtk_widget_get_ancestor (GTK_WIDGET (sprint_console_view_get_console (fixture->view)),
                                  GTK_TYPE_SCROLLED_WINDOW);
}

static gboolean
sees_screen (Fixture *fixture)
{
  GtkWidget *scroller = get_scroller (fixture);

  return gtk_widget_get_mapped (scroller) && gtk_widget_get_opacity (scroller) == 1;
}

static void
connect_with_picture (Fixture *fixture)
{
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 320, 200);
  spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, 0x102030);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
  await (sees_screen (fixture));
}

static void
test_off (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *button;

  await ((button = see (fixture, "_Start")) != NULL);
  g_assert_nonnull (see (fixture, "Off"));
  g_assert_true (gtk_widget_is_sensitive (button));
  gtk_widget_activate (button);
  await (strcmp (fixture->asked->str, "start ") == 0);
}

static void
test_connecting (Fixture       *fixture,
                 gconstpointer  data)
{
  spice_server_double_set_manner (fixture->server, SPICE_DOUBLE_STALLS);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (see (fixture, "Connecting") != NULL);
  sprint_console_session_disconnect (fixture->session);
  await (see (fixture, "Off") != NULL);
}

static void
test_screen (Fixture       *fixture,
             gconstpointer  data)
{
  connect_with_picture (fixture);
  g_assert_null (see (fixture, "Screen Lost"));
  g_assert_null (see (fixture, "shows nothing"));

  /* How to get out is said when the keyboard is taken. */
  gtk_widget_grab_focus (GTK_WIDGET (sprint_console_view_get_console (fixture->view)));
  await (see (fixture, "Ctrl+Alt") != NULL);
  await (see (fixture, sprint_console_get_keyboard_text (sprint_console_view_get_console (fixture->view))) != NULL);
  g_assert_null (see (fixture, "Keys go to this computer"));

  spice_screen_double_destroy_surface (fixture->screen);
  await (see (fixture, "shows nothing") != NULL);
}

static void
test_paused (Fixture       *fixture,
             gconstpointer  data)
{
  SprintConsole *console = sprint_console_view_get_console (fixture->view);
  GtkWidget *button;

  connect_with_picture (fixture);
  sprint_console_view_set_paused (fixture->view, TRUE);
  await ((button = see (fixture, "_Resume")) != NULL);
  g_assert_nonnull (see (fixture, "Paused"));
  g_assert_false (sees_screen (fixture));
  g_assert_true (sprint_console_get_view_only (console));
  gtk_widget_activate (button);
  await (strcmp (fixture->asked->str, "resume ") == 0);
  sprint_console_view_set_paused (fixture->view, FALSE);
  await (sees_screen (fixture));
  g_assert_false (sprint_console_get_view_only (console));
  g_assert_null (see (fixture, "Paused"));
}

static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *button;

  /* Never connected: a page. */
  spice_server_double_set_manner (fixture->server, SPICE_DOUBLE_REFUSES);
  sprint_console_session_connect (fixture->session, fixture->source);
  await ((button = see (fixture, "_Try Again")) != NULL);
  g_assert_nonnull (see (fixture, "could not be reached"));
  g_assert_nonnull (see (fixture, "tries again by itself"));

  /* What the provider said is there for those who ask. */
  g_assert_null (see (fixture, "Not today"));
  open_details (fixture);
  await (see (fixture, "Not today") != NULL);
  spice_server_double_set_manner (fixture->server, SPICE_DOUBLE_SERVES);
  gtk_widget_activate (button);
  await (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_CONNECTED);
  sprint_console_session_disconnect (fixture->session);

  /* Lost: the last picture, dimmed. */
  connect_with_picture (fixture);
  spice_server_double_set_manner (fixture->server, SPICE_DOUBLE_REFUSES);
  spice_server_double_hang_up (fixture->server);
  await (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_LOST);

  /* After a moment, in which a guest that shut down would have been known to have. */
  g_assert_true (sees_screen (fixture));
  await (see (fixture, "_Try Again") != NULL);
  g_assert_false (sees_screen (fixture));
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
  spice_server_double_set_manner (fixture->server, SPICE_DOUBLE_SERVES);
  await (sees_screen (fixture));
  g_assert_null (see (fixture, "_Try Again"));
}

/* What another viewer has taken is not taken back unasked. */
static void
test_taken (Fixture       *fixture,
            gconstpointer  data)
{
  SprintFramebuffer *framebuffer = sprint_console_session_get_framebuffer (fixture->session);
  GtkWidget *button;

  connect_with_picture (fixture);
  spice_server_double_hang_up (fixture->server);
  await (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_LOST);
  await (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_CONNECTED);
  spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, 0x998877);
  await (sprint_framebuffer_get_data (framebuffer)[0] == 0x77);
  spice_server_double_hang_up (fixture->server);
  await ((button = see (fixture, "_Connect Here")) != NULL);
  g_assert_nonnull (see (fixture, "Shown Elsewhere"));
  g_assert_false (sees_screen (fixture));
  gtk_widget_activate (button);
  await (sees_screen (fixture));
}

static void
test_encrypted (Fixture       *fixture,
                gconstpointer  data)
{
  /* What the server has to say about a client without TLS is not a fault of ours. */
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  spice_server_double_require_encryption (fixture->server);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (see (fixture, "encrypted connections only") != NULL);
  g_assert_nonnull (see (fixture, "virsh edit"));
  g_assert_null (see (fixture, "tries again by itself"));
  g_log_set_always_fatal (fatal);
}

static void
test_guest (Fixture       *fixture,
            gconstpointer  data)
{
  sprint_console_view_set_guest (fixture->view, SPRINT_CONSOLE_GUEST_STARTING, NULL);
  await (see (fixture, "Starting") != NULL);
  g_assert_null (see (fixture, "_Start"));
  sprint_console_view_set_guest (fixture->view, SPRINT_CONSOLE_GUEST_BUSY, NULL);
  await (see (fixture, "One Moment") != NULL);
  g_assert_null (see (fixture, "_Start"));

  sprint_console_view_set_guest (fixture->view, SPRINT_CONSOLE_GUEST_SAVED, NULL);
  await (see (fixture, "Start resumes it") != NULL);
  g_assert_nonnull (see (fixture, "_Start"));

  sprint_console_view_set_guest (fixture->view, SPRINT_CONSOLE_GUEST_FAILED, "qemu: no <such> disk");
  await (see (fixture, "Could Not Be Started") != NULL);
  g_assert_nonnull (see (fixture, "_Start"));
  open_details (fixture);
  await (see (fixture, "no <such> disk") != NULL);

  sprint_console_view_set_guest (fixture->view, SPRINT_CONSOLE_GUEST_CRASHED, NULL);
  await (see (fixture, "Ended Unexpectedly") != NULL);
  g_assert_null (find_expander (GTK_WIDGET (fixture->view)));
  sprint_console_view_set_guest (fixture->view, SPRINT_CONSOLE_GUEST_OFF, NULL);
  await (see (fixture, "not running") != NULL);
}

/* The last picture of a guest that has stopped stays behind what is said of it. */
static void
test_rest (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *button;

  connect_with_picture (fixture);
  await_channels (fixture->session, fixture->server, 2);
  g_assert_true (g_action_group_get_action_enabled (get_actions (fixture), "record"));
  sprint_console_view_set_guest (fixture->view, SPRINT_CONSOLE_GUEST_SAVED, NULL);
  sprint_console_session_rest (fixture->session);
  await ((button = see (fixture, "_Start")) != NULL);
  g_assert_false (g_action_group_get_action_enabled (get_actions (fixture), "record"));
  g_assert_nonnull (see (fixture, "Start resumes it"));
  g_assert_true (gtk_widget_get_mapped (get_scroller (fixture)));
  g_assert_false (sees_screen (fixture));
  g_assert_false (g_action_group_get_action_enabled (get_actions (fixture), "send-keys"));
  gtk_widget_activate (button);
  await (strcmp (fixture->asked->str, "start ") == 0);
  sprint_console_view_set_guest (fixture->view, SPRINT_CONSOLE_GUEST_STARTING, NULL);
  g_assert_nonnull (see (fixture, "Starting"));
  g_assert_true (gtk_widget_get_mapped (get_scroller (fixture)));
  sprint_console_session_connect (fixture->session, fixture->source);
  g_assert_true (gtk_widget_get_mapped (get_scroller (fixture)));
  await (sees_screen (fixture));
  g_assert_null (see (fixture, "Starting"));

  await_channels (fixture->session, fixture->server, 3);
  sprint_console_session_rest (fixture->session);
  sprint_console_view_set_guest (fixture->view, SPRINT_CONSOLE_GUEST_OFF, NULL);
  sprint_console_session_disconnect (fixture->session);
  await (see (fixture, "not running") != NULL);
  g_assert_false (gtk_widget_get_mapped (get_scroller (fixture)));
}

/* Keys are sent where somebody would get them. */
static void
test_send_keys_enabled (Fixture       *fixture,
                        gconstpointer  data)
{
  GActionGroup *actions = get_actions (fixture);

  g_assert_false (g_action_group_get_action_enabled (actions, "send-keys"));
  connect_with_picture (fixture);
  g_assert_true (g_action_group_get_action_enabled (actions, "send-keys"));
  sprint_console_view_set_paused (fixture->view, TRUE);
  g_assert_false (g_action_group_get_action_enabled (actions, "send-keys"));
  sprint_console_view_set_paused (fixture->view, FALSE);
  g_assert_true (g_action_group_get_action_enabled (actions, "send-keys"));
  sprint_console_session_disconnect (fixture->session);
  g_assert_false (g_action_group_get_action_enabled (actions, "send-keys"));
}

static void
test_unavailable (Fixture       *fixture,
                  gconstpointer  data)
{
  sprint_console_view_set_unavailable (fixture->view, "VNC Only", "Use <another> & viewer.");
  await (see (fixture, "VNC Only") != NULL);
  sprint_console_view_set_unavailable (fixture->view, NULL, NULL);
  await (see (fixture, "Off") != NULL);
}

static void
test_no_session (Fixture       *fixture,
                 gconstpointer  data)
{
  sprint_console_view_set_session (fixture->view, NULL);
  sprint_console_view_set_unavailable (fixture->view, "No Graphics", NULL);
  await (see (fixture, "No Graphics") != NULL);
  sprint_console_view_set_unavailable (fixture->view, NULL, NULL);
  sprint_console_view_set_session (fixture->view, fixture->session);
  await (see (fixture, "Off") != NULL);
}

static guint
check_menu (Fixture    *fixture,
            GMenuModel *menu)
{
  guint items = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++) {
    g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
    g_autoptr (GVariant) target = NULL;

    if (section != NULL) {
      items += check_menu (fixture, section);
      continue;
    }

    items++;
    target = g_menu_model_get_item_attribute_value (menu, i, G_MENU_ATTRIBUTE_TARGET, NULL);
    if (target == NULL)
      continue;

    /* Each of them really sends something. */
    spice_input_double_clear (fixture->input);
    g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (fixture->view),
                                                       "console.send-keys", target));
    await (spice_input_double_get_scancodes (fixture->input)->len >= 2);
  }

  return items;
}

static void
test_keys_menu (Fixture       *fixture,
                gconstpointer  data)
{
  static const guint8 expected[] = { 0x1d, 0x38, 0xe0, 0x53, 0xe0, 0xd3, 0xb8, 0x9d };
  GByteArray *got = spice_input_double_get_scancodes (fixture->input);
  g_autoptr (GMenuModel) menu = sprint_console_view_create_keys_menu (fixture->view);

  connect_with_picture (fixture);
  g_assert_cmpuint (check_menu (fixture, menu), >=, 12);
  spice_input_double_clear (fixture->input);
  g_action_group_activate_action (get_actions (fixture), "send-keys",
                                  g_variant_new_string ("ctrl+alt+delete"));
  await (got->len >= sizeof expected);
  g_assert_cmpmem (got->data, got->len, expected, sizeof expected);

  /* Nonsense does nothing. */
  g_action_group_activate_action (get_actions (fixture), "send-keys",
                                  g_variant_new_string ("ctrl+hyper"));
  g_action_group_activate_action (get_actions (fixture), "send-keys",
                                  g_variant_new_string ("f1"));
  await (got->len >= sizeof expected + 2);
  g_assert_cmphex (got->data[sizeof expected], ==, 0x3b);
}

#define add(path, test)                                                                           \
  g_test_add ("/console-view/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  await_own_context ();
  add ("off", test_off);
  add ("connecting", test_connecting);
  add ("screen", test_screen);
  add ("paused", test_paused);
  add ("lost", test_lost);
  add ("rest", test_rest);
  add ("taken", test_taken);
  add ("encrypted", test_encrypted);
  add ("guest", test_guest);
  add ("send-keys-enabled", test_send_keys_enabled);
  add ("unavailable", test_unavailable);
  add ("no-session", test_no_session);
  add ("keys-menu", test_keys_menu);

  return g_test_run ();
}
