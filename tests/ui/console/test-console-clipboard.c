/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clipboard-console.h"
#include "ui/console/guest/clipboard-menu.h"

#include <string.h>

#include "await.h"

typedef struct {
  Console one;
  Console two;   /* used where the test begins it */
  GtkWindow *window;
  GtkBox *box;

  /* Another program: a connection to the display of its own. */
  GdkDisplay *other;
  GdkClipboard *clipboards[2];
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->other = g_object_ref ((GdkDisplay *) data);
  gdk_clipboard_set_content (gdk_display_get_clipboard (fixture->other), NULL);
  gdk_clipboard_set_content (gdk_display_get_primary_clipboard (fixture->other), NULL);
  fixture->clipboards[CLIPBOARD] = gdk_display_get_clipboard (fixture->other);
  fixture->clipboards[PRIMARY] = gdk_display_get_primary_clipboard (fixture->other);

  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->box));
  gtk_window_present (fixture->window);
  await (gtk_window_is_active (fixture->window));
  console_begin (&fixture->one, fixture->box, SPICE_AGENT_CLIPBOARD_CAPS);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_destroy (fixture->window);
  await (fixture->window == NULL);
  console_end (&fixture->one);
  console_end (&fixture->two);
  g_object_unref (fixture->other);
}

/* Whether what there is to paste comes from elsewhere, and in that form. */
static gboolean
other_has (Fixture    *fixture,
           guint       selection,
           const char *mime_type)
{
  GdkClipboard *clipboard = fixture->clipboards[selection];

  return !gdk_clipboard_is_local (clipboard) &&
         gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), mime_type);
}

/* The other program pastes; the guest is asked, and answers. */
static void
assert_other_pastes (Fixture    *fixture,
                     Console    *console,
                     guint       selection,
                     const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *pasted = NULL;

  await (other_has (fixture, selection, "text/plain;charset=utf-8"));
  spice_agent_double_clear (console->agent);
  gdk_clipboard_read_text_async (fixture->clipboards[selection], NULL, await_result_cb, &result);
  await (agent_clipboard_was_requested (console->agent, selection, TEXT));
  agent_clipboard_answer (console->agent, selection, TEXT, text, strlen (text));
  await (result != NULL);
  pasted = gdk_clipboard_read_text_finish (fixture->clipboards[selection], result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pasted, ==, text);
}

static void
test_from_guest (Fixture       *fixture,
                 gconstpointer  data)
{
  agent_clipboard_grab (fixture->one.agent, CLIPBOARD, 1, text_only);
  assert_other_pastes (fixture, &fixture->one, CLIPBOARD, "copied in the guest\nß ☃");
  agent_clipboard_grab (fixture->one.agent, PRIMARY, 1, text_only);
  assert_other_pastes (fixture, &fixture->one, PRIMARY, "selected in the guest");
  /* Once more, from the same one. */
  assert_other_pastes (fixture, &fixture->one, CLIPBOARD, "changed meanwhile");
  g_assert_false (other_has (fixture, CLIPBOARD, "image/png"));
  g_assert_cmpuint (spice_agent_double_count (fixture->one.agent, VD_AGENT_CLIPBOARD_GRAB), ==, 0);
}

static void
test_picture_from_guest (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GdkTexture) picture = make_texture (300, 200);
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (picture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) pasted = NULL;

  agent_clipboard_grab (fixture->one.agent, CLIPBOARD, 2, text_and_png);
  await (other_has (fixture, CLIPBOARD, "image/png"));
  gdk_clipboard_read_texture_async (fixture->clipboards[CLIPBOARD], NULL, await_result_cb, &result);
  await (agent_clipboard_was_requested (fixture->one.agent, CLIPBOARD, PNG));
  agent_clipboard_answer (fixture->one.agent, CLIPBOARD, PNG, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  await (result != NULL);
  pasted = gdk_clipboard_read_texture_finish (fixture->clipboards[CLIPBOARD], result, &error);
  g_assert_no_error (error);
  g_assert_true (textures_equal (pasted, picture));

  /* One that is none. */
  g_clear_object (&result);
  spice_agent_double_clear (fixture->one.agent);
  gdk_clipboard_read_texture_async (fixture->clipboards[CLIPBOARD], NULL, await_result_cb, &result);
  await (agent_clipboard_was_requested (fixture->one.agent, CLIPBOARD, PNG));
  agent_clipboard_answer (fixture->one.agent, CLIPBOARD, PNG, "no picture at all", 17);
  await (result != NULL);
  g_assert_null (gdk_clipboard_read_texture_finish (fixture->clipboards[CLIPBOARD], result, &error));
  g_assert_nonnull (error);
}

static void
test_to_guest (Fixture       *fixture,
               gconstpointer  data)
{
  gdk_clipboard_set_text (fixture->clipboards[CLIPBOARD], "copied by another program\nß ☃");
  gdk_clipboard_set_text (fixture->clipboards[PRIMARY], "selected there");
  await (spice_agent_double_count (fixture->one.agent, VD_AGENT_CLIPBOARD_GRAB) >= 2);
  assert_guest_pastes (&fixture->one, CLIPBOARD, "copied by another program\nß ☃");
  assert_guest_pastes (&fixture->one, PRIMARY, "selected there");

  /* By this one itself. */
  spice_agent_double_clear (fixture->one.agent);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), "copied by Sprint");
  await (guest_was_offered (&fixture->one, CLIPBOARD, TEXT));
  assert_guest_pastes (&fixture->one, CLIPBOARD, "copied by Sprint");
}

static void
test_picture_to_guest (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GdkTexture) picture = make_texture (640, 480);
  g_autoptr (GdkTexture) own = make_texture (64, 48);

  gdk_clipboard_set_texture (fixture->clipboards[CLIPBOARD], picture);
  assert_guest_pastes_picture (&fixture->one, picture);

  spice_agent_double_clear (fixture->one.agent);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), own);
  assert_guest_pastes_picture (&fixture->one, own);
}

/* Whoever copies last has it; and each side lets go of what is not there any more. */
static void
test_turns (Fixture       *fixture,
            gconstpointer  data)
{
  SpiceAgentDouble *agent = fixture->one.agent;

  agent_clipboard_grab (agent, CLIPBOARD, 1, text_only);
  await (other_has (fixture, CLIPBOARD, "text/plain;charset=utf-8"));
  gdk_clipboard_set_text (fixture->clipboards[CLIPBOARD], "newer");
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);
  assert_guest_pastes (&fixture->one, CLIPBOARD, "newer");

  agent_clipboard_grab (agent, CLIPBOARD, 1, text_only);
  assert_other_pastes (fixture, &fixture->one, CLIPBOARD, "newest");
  agent_clipboard_release (agent, CLIPBOARD);
  await (gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window))) == NULL);
  await (!other_has (fixture, CLIPBOARD, "text/plain;charset=utf-8"));
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB), ==, 0);
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_RELEASE), ==, 0);

  gdk_clipboard_set_text (fixture->clipboards[CLIPBOARD], "once more");
  await (guest_was_offered (&fixture->one, CLIPBOARD, TEXT));
  gdk_clipboard_set_content (fixture->clipboards[CLIPBOARD], NULL);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_RELEASE) == 1);
}

/* From one guest to another: and neither gets back what it gave. */
static void
test_two_consoles (Fixture       *fixture,
                   gconstpointer  data)
{
  SpiceAgentDouble *one = fixture->one.agent;
  SpiceAgentDouble *two;

  console_begin (&fixture->two, fixture->box, SPICE_AGENT_CLIPBOARD_CAPS);
  two = fixture->two.agent;
  for (guint i = 0; i < 3; i++) {
    Console *from = i % 2 == 0 ? &fixture->one : &fixture->two;
    Console *to = i % 2 == 0 ? &fixture->two : &fixture->one;

    spice_agent_double_clear (one);
    spice_agent_double_clear (two);
    agent_clipboard_grab (from->agent, CLIPBOARD, 1, text_only);
    await (guest_was_offered (to, CLIPBOARD, TEXT));
    agent_clipboard_request (to->agent, CLIPBOARD, TEXT);
    await (agent_clipboard_was_requested (from->agent, CLIPBOARD, TEXT));
    agent_clipboard_answer (from->agent, CLIPBOARD, TEXT, "from guest to guest", 19);
    await (agent_clipboard_was_given (to->agent, CLIPBOARD, TEXT, "from guest to guest", 19));
    g_assert_cmpuint (spice_agent_double_count (from->agent, VD_AGENT_CLIPBOARD_GRAB), ==, 0);
    g_assert_cmpuint (spice_agent_double_count (to->agent, VD_AGENT_CLIPBOARD_GRAB), ==, 1);
  }
}

static void
grab_back_cb (SpiceAgentDouble *agent,
              guint             type,
              GBytes           *data,
              guint            *n)
{
  if (type != VD_AGENT_CLIPBOARD_GRAB)
    return;

  ++*n;
  agent_clipboard_grab (agent, CLIPBOARD, 1, text_only);
}

/* In each of two guests a program takes over whatever is offered. */
static void
test_loop (Fixture       *fixture,
           gconstpointer  data)
{
  guint grabs = 0, before;
  gint64 quiet;

  console_begin (&fixture->two, fixture->box, SPICE_AGENT_CLIPBOARD_CAPS);
  g_signal_connect (fixture->one.agent, "message", G_CALLBACK (grab_back_cb), &grabs);
  g_signal_connect (fixture->two.agent, "message", G_CALLBACK (grab_back_cb), &grabs);
  agent_clipboard_grab (fixture->one.agent, CLIPBOARD, 1, text_only);
  await (grabs >= 2);
  do {
    before = grabs;
    quiet = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
    await (grabs != before || g_get_monotonic_time () > quiet);
  } while (grabs != before && grabs < 100);
  g_assert_cmpuint (grabs, <, 20);
}

/* The guest does not answer: whoever pastes goes on without. */
static void
test_silent_guest (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) rest = NULL;

  g_object_set (sprint_console_session_get_clipboard (fixture->one.session), "timeout", 300, NULL);
  agent_clipboard_grab (fixture->one.agent, CLIPBOARD, 1, text_only);
  await (other_has (fixture, CLIPBOARD, "text/plain;charset=utf-8"));
  gdk_clipboard_read_async (fixture->clipboards[CLIPBOARD],
                            (const char *[]) { "text/plain;charset=utf-8", NULL }, G_PRIORITY_DEFAULT, NULL,
                            await_result_cb, &result);
  await (agent_clipboard_was_requested (fixture->one.agent, CLIPBOARD, TEXT));
  await (result != NULL);
  stream = gdk_clipboard_read_finish (fixture->clipboards[CLIPBOARD], result, NULL, NULL);
  if (stream == NULL)
    return;

  /* It is there, and is empty. */
  g_clear_object (&result);
  g_input_stream_read_bytes_async (stream, 100, G_PRIORITY_DEFAULT, NULL, await_result_cb, &result);
  await (result != NULL);
  rest = g_input_stream_read_bytes_finish (stream, result, NULL);
  g_assert_true (rest == NULL || g_bytes_get_size (rest) == 0);
}

/* What is offered is read no further than it may be long. By this program itself: GDK's (4.18.6) side of X11 that
 * hands a long text over waits for whoever reads it, who would be here too. */
static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  GdkClipboard *own = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  g_autofree char *text = g_strnfill (SPRINT_CLIPBOARD_TEXT_MAX + 1, 'x');

  gdk_clipboard_set_text (own, text);
  await (guest_was_offered (&fixture->one, CLIPBOARD, TEXT));
  agent_clipboard_request (fixture->one.agent, CLIPBOARD, TEXT);
  await (spice_agent_double_count (fixture->one.agent, VD_AGENT_CLIPBOARD) == 1);
  g_assert_true (agent_clipboard_was_given (fixture->one.agent, CLIPBOARD, NONE, NULL, 0));

  text[SPRINT_CLIPBOARD_TEXT_MAX] = '\0';
  spice_agent_double_clear (fixture->one.agent);
  gdk_clipboard_set_text (own, text);
  await (guest_was_offered (&fixture->one, CLIPBOARD, TEXT));
  assert_guest_pastes (&fixture->one, CLIPBOARD, text);
}

static gboolean
is_checked (Fixture    *fixture,
            const char *name)
{
  GActionGroup *actions = sprint_console_actions_get_group (sprint_console_view_get_actions (fixture->one.view));
  g_autoptr (GVariant) state = g_action_group_get_action_state (actions, name);

  return g_variant_get_boolean (state);
}

static void
test_switches (Fixture       *fixture,
               gconstpointer  data)
{
  GActionGroup *actions = sprint_console_actions_get_group (sprint_console_view_get_actions (fixture->one.view));
  SpiceAgentDouble *agent = fixture->one.agent;
  g_autoptr (GMenuModel) menu = sprint_clipboard_menu_new ();

  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 2);
  for (int i = 0; i < 2; i++) {
    g_autofree char *action = NULL;

    g_assert_true (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action));
    g_assert_true (g_str_has_prefix (action, "console."));
    g_assert_true (is_checked (fixture, action + strlen ("console.")));
  }

  agent_clipboard_grab (agent, CLIPBOARD, 1, text_only);
  await (other_has (fixture, CLIPBOARD, "text/plain;charset=utf-8"));
  g_action_group_activate_action (actions, "clipboard-from-guest", NULL);
  g_assert_false (is_checked (fixture, "clipboard-from-guest"));
  g_assert_false (sprint_console_clipboard_get_allow_from_guest (
                    sprint_console_session_get_clipboard (fixture->one.session)));
  await (!other_has (fixture, CLIPBOARD, "text/plain;charset=utf-8"));

  gdk_clipboard_set_text (fixture->clipboards[CLIPBOARD], "from the host still");
  await (guest_was_offered (&fixture->one, CLIPBOARD, TEXT));
  g_action_group_activate_action (actions, "clipboard-to-guest", NULL);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_RELEASE) == 1);
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD) == 1);
  g_assert_true (agent_clipboard_was_given (agent, CLIPBOARD, NONE, NULL, 0));
}

/* With the guest goes what it had copied. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  GdkClipboard *own = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));

  agent_clipboard_grab (fixture->one.agent, CLIPBOARD, 1, text_only);
  await (gdk_clipboard_get_content (own) != NULL);
  sprint_console_session_disconnect (fixture->one.session);
  await (gdk_clipboard_get_content (own) == NULL);

  sprint_console_session_connect (fixture->one.session, fixture->one.source);
  await (sprint_console_session_get_has_picture (fixture->one.session));
  await (sprint_guest_agent_get_introduced (sprint_console_session_get_agent (fixture->one.session)));
  agent_clipboard_grab (fixture->one.agent, PRIMARY, 1, text_only);
  await (gdk_clipboard_get_content (gtk_widget_get_primary_clipboard (GTK_WIDGET (fixture->window))) != NULL);
  sprint_console_view_set_session (fixture->one.view, NULL);
  g_assert_null (gdk_clipboard_get_content (gtk_widget_get_primary_clipboard (GTK_WIDGET (fixture->window))));
}

#define add(path, test) g_test_add ("/console-clipboard/" path, Fixture, other, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  GdkDisplay *other;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  await_own_context ();
  other = gdk_display_open (gdk_display_get_name (gdk_display_get_default ()));
  g_assert_nonnull (other);
  add ("from-guest", test_from_guest);
  add ("picture-from-guest", test_picture_from_guest);
  add ("to-guest", test_to_guest);
  add ("picture-to-guest", test_picture_to_guest);
  add ("turns", test_turns);
  add ("two-consoles", test_two_consoles);
  add ("loop", test_loop);
  add ("silent-guest", test_silent_guest);
  add ("too-large", test_too_large);
  add ("switches", test_switches);
  add ("gone", test_gone);

  return g_test_run ();
}
