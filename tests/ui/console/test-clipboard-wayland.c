/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clipboard-console.h"

#include <glib/gstdio.h>
#include <string.h>

#include "await.h"
#include "desktop-clipboard.h"
#include "hands.h"

#define UTF8 "text/plain;charset=utf-8"

/* Milliseconds that nothing may happen in: longer than whatever is told is put off. */
#define QUIET 400

#define CRLF_CAPS ((SPICE_AGENT_CLIPBOARD_CAPS & ~SPICE_AGENT_CAP (GUEST_LINEEND_LF)) | \
                   SPICE_AGENT_CAP (GUEST_LINEEND_CRLF))

/* What all tests have: another program's connection to the display, and a person's hands. */
typedef struct {
  GdkDisplay *display;
  Hands *hands;
} Place;

/* A console, what has the desktop's clipboard besides, and a window of another program's that can take the keyboard. */
typedef struct {
  Fixture person;       /* with the pointer in the other program's window */
  Console console;
  GtkWindow *window;
  DesktopClipboard *desktop;
  GtkWindow *other;
  const char *copied;   /* in the guest, which hands it over as text when it is asked */
  GBytes *picture;      /* the same, as a picture */
} Desk;

static void
message_cb (SpiceAgentDouble *agent,
            guint             type,
            GBytes           *data,
            Desk             *desk)
{
  const guint8 *request = g_bytes_get_data (data, NULL);
  guint32 format;

  if (type != VD_AGENT_CLIPBOARD_REQUEST)
    return;

  memcpy (&format, request + 4, sizeof format);
  if (format == TEXT && desk->copied != NULL)
    agent_clipboard_answer (agent, request[0], TEXT, desk->copied, strlen (desk->copied));
  else if (format == PNG && desk->picture != NULL)
    agent_clipboard_answer (agent, request[0], PNG, g_bytes_get_data (desk->picture, NULL),
                            g_bytes_get_size (desk->picture));
  else
    agent_clipboard_answer (agent, request[0], NONE, NULL, 0);
}

static void
copy_in_guest (Desk       *desk,
               guint       selection,
               const char *text)
{
  desk->copied = text;
  agent_clipboard_grab (desk->console.agent, selection, 1, text_only);
}

static void
copy_on_desktop (Desk       *desk,
                 const char *text)
{
  guint before = desktop_clipboard_count (desk->desktop);

  desktop_clipboard_copy (desk->desktop, UTF8, text, strlen (text));
  await (desktop_clipboard_count (desk->desktop) > before && desktop_clipboard_has_own (desk->desktop));
}

static void
sit_down (Desk          *desk,
          gconstpointer  data)
{
  const Place *place = data;
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));

  desk->person.scale = 1;
  desk->person.hands = place->hands;
  desk->desktop = desktop_clipboard_new ();
  /* Instead of what a test before has left there. */
  copy_on_desktop (desk, "at first");
  desk->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (desk->window, 400, 300);
  gtk_window_set_child (desk->window, GTK_WIDGET (box));
  gtk_window_present (desk->window);
  await (gtk_window_is_active (desk->window));
  console_begin (&desk->console, box, CRLF_CAPS);
  gtk_widget_set_hexpand (GTK_WIDGET (desk->console.view), TRUE);
  g_signal_connect (desk->console.agent, "message", G_CALLBACK (message_cb), desk);
  desk->other = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_display (desk->other, place->display);
  gtk_window_set_title (desk->other, "Another program");
  gtk_window_set_default_size (desk->other, 300, 200);
  desk->person.window = desk->other;

  await (guest_was_offered (&desk->console, CLIPBOARD, TEXT));
  spice_agent_double_clear (desk->console.agent);
}

static void
stand_up (Desk          *desk,
          gconstpointer  data)
{
  desktop_clipboard_free (desk->desktop);
  gtk_window_destroy (desk->other);
  g_object_add_weak_pointer (G_OBJECT (desk->window), (gpointer *) &desk->window);
  gtk_window_destroy (desk->window);
  await (desk->window == NULL);
  g_signal_handlers_disconnect_by_data (desk->console.agent, desk);
  console_end (&desk->console);
  g_clear_pointer (&desk->picture, g_bytes_unref);
}

static void
assert_desktop_pastes (Desk       *desk,
                       const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pasted = NULL;

  await (desktop_clipboard_has_others (desk->desktop, UTF8));
  desktop_clipboard_paste_async (desk->desktop, UTF8, await_result_cb, &result);
  await (result != NULL);
  pasted = desktop_clipboard_paste_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (pasted, NULL), g_bytes_get_size (pasted), text, strlen (text));
}

/* To the other program's window, and back. */
static void
leave (Desk *desk)
{
  gtk_window_present (desk->other);
  await (gtk_window_is_active (desk->other) && !gtk_window_is_active (desk->window));
}

static void
come_back (Desk *desk)
{
  gtk_widget_set_visible (GTK_WIDGET (desk->other), FALSE);
  await (gtk_window_is_active (desk->window));
}

static gboolean
event_cb (gboolean *used,
          GdkEvent *event)
{
  if (gdk_event_get_event_type (event) == GDK_KEY_RELEASE)
    *used = TRUE;

  return GDK_EVENT_PROPAGATE;
}

/* A key that does nothing, in the window that has the keyboard: by which compositors tell who copies last. */
static void
use (Desk      *desk,
     GtkWindow *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();
  gboolean used = FALSE;

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "event", G_CALLBACK (event_cb), &used);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
  press (&desk->person, KEY_LEFTSHIFT, TRUE);
  press (&desk->person, KEY_LEFTSHIFT, FALSE);
  await (used);
  gtk_widget_remove_controller (GTK_WIDGET (window), controller);
}

/* Whoever is to be told nothing is not. */
static void
assert_quiet (Desk *desk)
{
  gint64 quiet = g_get_monotonic_time () + QUIET * G_TIME_SPAN_MILLISECOND;
  guint told = desktop_clipboard_count (desk->desktop);
  guint grabs = spice_agent_double_count (desk->console.agent, VD_AGENT_CLIPBOARD_GRAB);

  await (g_get_monotonic_time () > quiet);
  g_assert_cmpuint (desktop_clipboard_count (desk->desktop), ==, told);
  g_assert_cmpuint (spice_agent_double_count (desk->console.agent, VD_AGENT_CLIPBOARD_GRAB), ==, grabs);
}

static void
test_text (Desk          *desk,
           gconstpointer  data)
{
  guint told;

  copy_on_desktop (desk, "copied on the desktop\nß ☃\n");
  await (guest_was_offered (&desk->console, CLIPBOARD, TEXT));
  assert_guest_pastes (&desk->console, CLIPBOARD, "copied on the desktop\r\nß ☃\r\n");
  use (desk, desk->window);
  copy_in_guest (desk, CLIPBOARD, "copied in the guest\r\nß ☃");
  assert_desktop_pastes (desk, "copied in the guest\nß ☃");

  /* Neither is told what it has copied itself. */
  spice_agent_double_clear (desk->console.agent);
  assert_quiet (desk);
  g_assert_cmpuint (spice_agent_double_count (desk->console.agent, VD_AGENT_CLIPBOARD_GRAB), ==, 0);

  /* Again, without a key or click meanwhile. */
  told = desktop_clipboard_count (desk->desktop);
  copy_in_guest (desk, CLIPBOARD, "and another time");
  await (desktop_clipboard_count (desk->desktop) > told);
  assert_desktop_pastes (desk, "and another time");
  copy_on_desktop (desk, "on the desktop again");
  await (guest_was_offered (&desk->console, CLIPBOARD, TEXT));
  assert_guest_pastes (&desk->console, CLIPBOARD, "on the desktop again");
}

static void
test_picture (Desk          *desk,
              gconstpointer  data)
{
  g_autoptr (GdkTexture) picture = make_texture (640, 480);
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (picture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pasted = NULL;

  desktop_clipboard_copy (desk->desktop, "image/png", g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  assert_guest_pastes_picture (&desk->console, picture);

  desk->picture = g_bytes_ref (png);
  use (desk, desk->window);
  agent_clipboard_grab (desk->console.agent, CLIPBOARD, 2, text_and_png);
  await (desktop_clipboard_has_others (desk->desktop, "image/png"));
  desktop_clipboard_paste_async (desk->desktop, "image/png", await_result_cb, &result);
  await (result != NULL);
  pasted = desktop_clipboard_paste_finish (result, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (pasted, png));
}

/* Mutter's interface has none: another program's window has, when it has the keyboard. */
static void
test_primary (Desk          *desk,
              gconstpointer  data)
{
  GdkClipboard *primary = gtk_widget_get_primary_clipboard (GTK_WIDGET (desk->other));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) pasted = NULL;
  g_autoptr (GError) error = NULL;

  leave (desk);
  use (desk, desk->other);
  gdk_clipboard_set_text (primary, "selected on the desktop");
  come_back (desk);
  await (guest_was_offered (&desk->console, PRIMARY, TEXT));
  assert_guest_pastes (&desk->console, PRIMARY, "selected on the desktop");

  use (desk, desk->window);
  copy_in_guest (desk, PRIMARY, "selected in the guest");
  await (!gdk_clipboard_is_local (primary));
  leave (desk);
  await (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (primary), UTF8));
  gdk_clipboard_read_async (primary, (const char *[]) { UTF8, NULL }, G_PRIORITY_DEFAULT, NULL, await_result_cb,
                            &result);
  await (result != NULL);
  stream = gdk_clipboard_read_finish (primary, result, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_input_stream_read_bytes_async (stream, 100, G_PRIORITY_DEFAULT, NULL, await_result_cb, &result);
  await (result != NULL);
  pasted = g_input_stream_read_bytes_finish (stream, result, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (pasted, NULL), g_bytes_get_size (pasted), "selected in the guest", 21);

  /* GTK (4.18.6) forgets a reference of its own to what is read of a primary selection. */
  g_clear_object (&result);
  if (G_OBJECT (stream)->ref_count > 1)
    g_object_unref (stream);
}

static void
test_switches (Desk          *desk,
               gconstpointer  data)
{
  SprintConsoleClipboard *clipboard = sprint_console_session_get_clipboard (desk->console.session);
  SpiceAgentDouble *agent = desk->console.agent;

  sprint_console_clipboard_set_allow_to_guest (clipboard, FALSE);
  copy_on_desktop (desk, "not for the guest");
  assert_quiet (desk);
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD) == 1);
  g_assert_true (agent_clipboard_was_given (agent, CLIPBOARD, NONE, NULL, 0));
  leave (desk);
  come_back (desk);
  assert_quiet (desk);
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB), ==, 0);

  use (desk, desk->window);
  sprint_console_clipboard_set_allow_from_guest (clipboard, FALSE);
  copy_in_guest (desk, CLIPBOARD, "not for the desktop");
  assert_quiet (desk);
  g_assert_true (desktop_clipboard_has_own (desk->desktop));
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_REQUEST), ==, 0);

  sprint_console_clipboard_set_allow_from_guest (clipboard, TRUE);
  assert_desktop_pastes (desk, "not for the desktop");
}

/* What is copied elsewhere is not for the guest before the console has the focus. */
static void
test_desktop_away (Desk          *desk,
                   gconstpointer  data)
{
  SpiceAgentDouble *agent = desk->console.agent;

  leave (desk);
  copy_on_desktop (desk, "elsewhere");
  assert_quiet (desk);
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD) == 1);
  g_assert_true (agent_clipboard_was_given (agent, CLIPBOARD, NONE, NULL, 0));
  g_assert_cmpuint (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB), ==, 0);

  come_back (desk);
  await (spice_agent_double_count (agent, VD_AGENT_CLIPBOARD_GRAB) == 1);
  assert_guest_pastes (&desk->console, CLIPBOARD, "elsewhere");
  assert_quiet (desk);

  /* What this program has copied itself is its own to give. */
  use (desk, desk->window);
  spice_agent_double_clear (agent);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (desk->window)), "copied by Sprint");
  await (guest_was_offered (&desk->console, CLIPBOARD, TEXT));
  leave (desk);
  assert_guest_pastes (&desk->console, CLIPBOARD, "copied by Sprint");
}

/* What the guest copies meanwhile is there once the console is used again; be there something already or not. */
static void
test_guest_away (Desk          *desk,
                 gconstpointer  data)
{
  leave (desk);
  copy_in_guest (desk, CLIPBOARD, "copied meanwhile");
  assert_quiet (desk);
  come_back (desk);
  use (desk, desk->window);
  assert_desktop_pastes (desk, "copied meanwhile");

  copy_on_desktop (desk, "before");
  await (guest_was_offered (&desk->console, CLIPBOARD, TEXT));
  spice_agent_double_clear (desk->console.agent);
  leave (desk);
  copy_in_guest (desk, CLIPBOARD, "again meanwhile");
  assert_quiet (desk);
  g_assert_true (desktop_clipboard_has_own (desk->desktop));
  come_back (desk);
  use (desk, desk->window);
  assert_desktop_pastes (desk, "again meanwhile");
  g_assert_cmpuint (spice_agent_double_count (desk->console.agent, VD_AGENT_CLIPBOARD_GRAB), ==, 0);
}

static void
copy_in_window (Desk       *desk,
                const char *text)
{
  guint told = desktop_clipboard_count (desk->desktop);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (desk->other)), text);
  await (desktop_clipboard_count (desk->desktop) > told && desktop_clipboard_has_others (desk->desktop, UTF8));
}

/* Mutter takes nothing from a window that was not used since something was copied in another, and does not say so. */
static void
test_unused (Desk          *desk,
             gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (desk->other));

  leave (desk);
  use (desk, desk->other);
  copy_in_window (desk, "copied in a window");
  come_back (desk);
  await (guest_was_offered (&desk->console, CLIPBOARD, TEXT));
  spice_agent_double_clear (desk->console.agent);
  copy_in_guest (desk, CLIPBOARD, "by itself");
  assert_quiet (desk);
  g_assert_true (gdk_clipboard_is_local (clipboard));

  /* Nor does that keep what is copied there next from the guest. */
  leave (desk);
  use (desk, desk->other);
  copy_in_window (desk, "copied there again");
  come_back (desk);
  await (guest_was_offered (&desk->console, CLIPBOARD, TEXT));
  use (desk, desk->window);
  assert_guest_pastes (&desk->console, CLIPBOARD, "copied there again");

  /* With a key it counts. */
  copy_in_guest (desk, CLIPBOARD, "by a person");
  await (!gdk_clipboard_is_local (clipboard));
  assert_desktop_pastes (desk, "by a person");
}

/* Whoever is known to have copied last has it. */
static void
test_both_away (Desk          *desk,
                gconstpointer  data)
{
  static const char png[] = "\x89PNG\r\n\x1a\n and the rest";
  SpiceAgentDouble *agent = desk->console.agent;

  /* It was the guest's, until something was copied on the desktop. */
  use (desk, desk->window);
  copy_in_guest (desk, CLIPBOARD, "first");
  assert_desktop_pastes (desk, "first");
  leave (desk);
  copy_in_guest (desk, CLIPBOARD, "not the last");
  assert_quiet (desk);
  copy_on_desktop (desk, "second");
  come_back (desk);
  await (guest_was_offered (&desk->console, CLIPBOARD, TEXT));
  use (desk, desk->window);
  assert_guest_pastes (&desk->console, CLIPBOARD, "second");

  /* And of another kind than before. */
  leave (desk);
  copy_in_guest (desk, CLIPBOARD, "third");
  assert_quiet (desk);
  spice_agent_double_clear (agent);
  desktop_clipboard_copy (desk->desktop, "image/png", png, sizeof png);
  come_back (desk);
  await (guest_was_offered (&desk->console, CLIPBOARD, PNG));
  use (desk, desk->window);
  assert_quiet (desk);
  g_assert_true (desktop_clipboard_has_own (desk->desktop));
}

/* As soon as the keyboard goes, and before the window is told that it is not the active one any more. */
static gboolean
surface_event_cb (GSignalInvocationHint *hint,
                  guint                  n_values,
                  const GValue          *values,
                  gpointer               user_data)
{
  Desk *desk = user_data;
  GdkEvent *event = g_value_get_pointer (&values[1]);

  if (gdk_event_get_event_type (event) != GDK_FOCUS_CHANGE || gdk_focus_event_get_in (event))
    return G_SOURCE_CONTINUE;

  g_assert_true (gtk_window_is_active (desk->window));
  sprint_console_clipboard_set_allow_from_guest (sprint_console_session_get_clipboard (desk->console.session), TRUE);

  return G_SOURCE_REMOVE;
}

/* The guest copies when the compositor does not let the console set the clipboard any more. */
static void
test_refused (Desk          *desk,
              gconstpointer  data)
{
  SprintConsoleClipboard *clipboard = sprint_console_session_get_clipboard (desk->console.session);

  use (desk, desk->window);
  sprint_console_clipboard_set_allow_from_guest (clipboard, FALSE);
  copy_in_guest (desk, CLIPBOARD, "just now");
  assert_quiet (desk);
  g_signal_add_emission_hook (g_signal_lookup ("event", GDK_TYPE_SURFACE), 0, surface_event_cb, desk, NULL);
  leave (desk);
  g_assert_true (sprint_console_clipboard_get_allow_from_guest (clipboard));
  assert_quiet (desk);
  g_assert_true (desktop_clipboard_has_own (desk->desktop));
  come_back (desk);
  use (desk, desk->window);
  assert_desktop_pastes (desk, "just now");
}

/* @expected: NONE, or that of what is empty. */
static void
assert_guest_gets_nothing (Desk   *desk,
                           guint32 expected)
{
  guint32 type = 0xffff;
  g_autoptr (GBytes) given = NULL;

  await (spice_agent_double_count (desk->console.agent, VD_AGENT_CLIPBOARD) == 1);
  given = agent_clipboard_get_given (desk->console.agent, CLIPBOARD, &type);
  g_assert_cmpuint (type, ==, expected);
  g_assert_cmpuint (g_bytes_get_size (given), ==, 0);
  spice_agent_double_clear (desk->console.agent);
}

static void
test_silent_desktop (Desk          *desk,
                     gconstpointer  data)
{
  SprintConsoleClipboard *clipboard = sprint_console_session_get_clipboard (desk->console.session);
  SpiceAgentDouble *agent = desk->console.agent;
  guint timeout = sprint_console_clipboard_get_timeout (clipboard);

  /* Its time is up; Mutter would wait for much longer, and then say that it is empty. */
  g_object_set (clipboard, "timeout", 300, NULL);
  desktop_clipboard_set_manner (desk->desktop, DESKTOP_IS_SILENT);
  copy_on_desktop (desk, "never handed over");
  await (guest_was_offered (&desk->console, CLIPBOARD, TEXT));
  spice_agent_double_clear (agent);
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  assert_guest_gets_nothing (desk, NONE);

  /* It hangs up, and the guest need not wait. */
  g_object_set (clipboard, "timeout", timeout, NULL);
  desktop_clipboard_set_manner (desk->desktop, DESKTOP_GIVES_UP);
  copy_on_desktop (desk, "never handed over either");
  await (guest_was_offered (&desk->console, CLIPBOARD, TEXT));
  spice_agent_double_clear (agent);
  agent_clipboard_request (agent, CLIPBOARD, TEXT);
  assert_guest_gets_nothing (desk, TEXT);

  /* And it is no worse for it. */
  desktop_clipboard_set_manner (desk->desktop, DESKTOP_ANSWERS);
  copy_on_desktop (desk, "handed over");
  await (guest_was_offered (&desk->console, CLIPBOARD, TEXT));
  assert_guest_pastes (&desk->console, CLIPBOARD, "handed over");
}

/* What another program's pointer carries. */
typedef struct {
  Desk *desk;
  GdkDrag *drag;
} Dragging;

static void
drag_begin_cb (Dragging *dragging,
               GdkDrag  *drag)
{
  g_set_object (&dragging->drag, drag);
}

/* A little to and fro, which is a motion. */
static void
nudge (Desk *desk)
{
  static int step = 15;

  step = -step;
  move (&desk->person, step, 0);
}

static gboolean
is_over_console (Dragging *dragging)
{
  GtkWidget *console = GTK_WIDGET (sprint_console_view_get_console (dragging->desk->console.view));

  nudge (dragging->desk);

  return (gtk_widget_get_state_flags (console) & GTK_STATE_FLAG_DROP_ACTIVE) != 0 &&
         gdk_drag_get_selected_action (dragging->drag) == GDK_ACTION_COPY;
}

/* The console has all of the screen, and the other window is above it, but not in its corners. */
static void
drag_to_console (Dragging *dragging)
{
  Desk *desk = dragging->desk;
  GtkWidget *console = GTK_WIDGET (sprint_console_view_get_console (desk->console.view));
  graphene_point_t corner;

  g_assert_true (gtk_widget_compute_point (console, GTK_WIDGET (desk->window),
                                           &GRAPHENE_POINT_INIT (50, gtk_widget_get_height (console) - 50), &corner));
  await_pointing (&desk->person, 100, 100, is_at (&desk->person, 100, 100));
  click (&desk->person, 1, TRUE);
  await ((nudge (desk), dragging->drag != NULL));
  move (&desk->person, -20000, -20000);
  move (&desk->person, corner.x, corner.y);
  await (is_over_console (dragging));
  click (&desk->person, 1, FALSE);
}

static void
test_drop (Desk          *desk,
           gconstpointer  data)
{
  SpiceAgentDouble *agent = desk->console.agent;
  Dragging dragging = { desk };
  GtkDragSource *source = gtk_drag_source_new ();
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  GdkFileList *files;
  g_autoptr (GdkContentProvider) provider = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  const char *start;
  int fd = g_file_open_tmp ("dropped-XXXXXX.txt", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  name = g_path_get_basename (path);
  file = g_file_new_for_path (path);
  files = gdk_file_list_new_from_array (&file, 1);
  provider = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
  gtk_drag_source_set_content (source, provider);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), &dragging);
  gtk_widget_add_controller (GTK_WIDGET (desk->other), GTK_EVENT_CONTROLLER (source));

  gtk_window_maximize (desk->window);
  await (gtk_widget_get_width (GTK_WIDGET (desk->window)) > 1000);
  leave (desk);
  drag_to_console (&dragging);
  await (spice_agent_double_count (agent, VD_AGENT_FILE_XFER_START) == 1);
  start = g_bytes_get_data (spice_agent_double_find (agent, VD_AGENT_FILE_XFER_START), NULL);
  g_assert_nonnull (strstr (start + sizeof (guint32), name));
  g_clear_object (&dragging.drag);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

#define add_test(path, test) g_test_add ("/clipboard-wayland/" path, Desk, &place, sit_down, test, stand_up)

int
main (int   argc,
      char *argv[])
{
  Fixture person = { 0 };
  Place place;
  int result;

  init (&argc, &argv);
  place.display = gdk_display_open (gdk_display_get_name (gdk_display_get_default ()));
  g_assert_nonnull (place.display);
  /* Not for each test anew: GTK (4.18.6) may not survive that a pointer goes. */
  place.hands = hands_new (&person);
  add_test ("text", test_text);
  add_test ("picture", test_picture);
  add_test ("primary", test_primary);
  add_test ("switches", test_switches);
  add_test ("desktop-away", test_desktop_away);
  add_test ("guest-away", test_guest_away);
  add_test ("unused", test_unused);
  add_test ("both-away", test_both_away);
  add_test ("refused", test_refused);
  add_test ("silent-desktop", test_silent_desktop);
  add_test ("drop", test_drop);

  result = g_test_run ();
  hands_free (place.hands);

  return result;
}
