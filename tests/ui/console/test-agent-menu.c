/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/view/console-view.h"

#include <spice/enums.h>

#include "await.h"
#include "spice-server-double.h"
#include "widget-tree.h"

#define MISSING "Install spice-vdagent"
#define TOO_OLD "A newer one may help"

/* A console with its menu, and the agent in the guest. */
typedef struct {
  SpiceServerDouble *server;
  SpiceAgentDouble *agent;
  SprintConsoleSource *source;
  SprintConsoleSession *session;
  SprintConsoleView *view;
  GtkWidget *box;
  GtkMenuButton *button;
  GtkWindow *window;
  guint problems;
} Fixture;

static void
problem_cb (Fixture *fixture)
{
  fixture->problems++;
}

static GActionGroup *
get_actions (Fixture *fixture)
{
  return sprint_console_actions_get_group (sprint_console_view_get_actions (fixture->view));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GMenuModel) menu = NULL;

  fixture->server = spice_server_double_new (TRUE);
  fixture->agent = spice_server_double_get_agent (fixture->server);
  fixture->source = spice_server_double_create_source (fixture->server);
  fixture->session = sprint_console_session_new ();
  fixture->view = SPRINT_CONSOLE_VIEW (sprint_console_view_new (fixture->session));
  g_signal_connect_swapped (fixture->view, "problem", G_CALLBACK (problem_cb), fixture);
  fixture->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  menu = sprint_console_view_create_menu (fixture->view);
  gtk_menu_button_set_menu_model (fixture->button, menu);
  sprint_console_view_explain_menu (fixture->view, fixture->button);
  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_size_request (fixture->box, 360, 640);
  gtk_widget_set_vexpand (GTK_WIDGET (fixture->view), TRUE);
  gtk_box_append (GTK_BOX (fixture->box), GTK_WIDGET (fixture->button));
  gtk_box_append (GTK_BOX (fixture->box), GTK_WIDGET (fixture->view));
  gtk_widget_insert_action_group (fixture->box, "console", get_actions (fixture));
  fixture->window = tree_show (fixture->box);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleSession *session = fixture->session;

  tree_take_down (fixture->window, fixture->box);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &fixture->session);
  g_object_unref (session);
  await (fixture->session == NULL);
  g_object_unref (fixture->source);
  g_object_unref (fixture->server);
  g_assert_cmpuint (fixture->problems, ==, 0);
}

static void
begin (Fixture *fixture)
{
  spice_screen_double_create_surface (spice_server_double_get_screen (fixture->server), SPICE_SURFACE_FMT_32_xRGB,
                                      64, 64);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
}

/* An agent that can do this comes, after whatever was there before. */
static void
set_agent (Fixture *fixture,
           guint32  capabilities)
{
  SprintGuestAgent *agent = sprint_console_session_get_agent (fixture->session);

  spice_agent_double_disconnect (fixture->agent);
  await (!sprint_guest_agent_get_connected (agent));
  spice_agent_double_connect (fixture->agent, capabilities);
  await (sprint_guest_agent_get_introduced (agent));
}

static GtkWidget *
open_menu (Fixture    *fixture,
           const char *submenu)
{
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (fixture->button));

  gtk_menu_button_popup (fixture->button);
  await (tree_shows (popover, "View Only"));
  if (submenu != NULL) {
    GtkWidget *item = tree_find_text (popover, submenu);

    while (g_strcmp0 (G_OBJECT_TYPE_NAME (item), "GtkModelButton") != 0)
      item = gtk_widget_get_parent (item);
    gtk_widget_activate (item);
  }

  return popover;
}

static void
close_menu (Fixture *fixture)
{
  /* GTK 4.18 leaks a menu in whose submenu the focus is. */
  gtk_window_set_focus (fixture->window, NULL);
  gtk_menu_button_popdown (fixture->button);
}

/* What the item's note says, or that there is none. */
static void
assert_note (Fixture    *fixture,
             const char *submenu,
             const char *item,
             const char *words)
{
  GtkWidget *popover = open_menu (fixture, submenu);

  g_test_message ("%s / %s", submenu != NULL ? submenu : "-", item);
  await (tree_shows (popover, item));
  g_assert_cmpint (tree_shows (popover, MISSING), ==, g_strcmp0 (words, MISSING) == 0);
  g_assert_cmpint (tree_shows (popover, TOO_OLD), ==, g_strcmp0 (words, TOO_OLD) == 0);
  close_menu (fixture);
}

static void
test_notes (Fixture       *fixture,
            gconstpointer  data)
{
  /* Nothing is said of a guest that is not there. */
  assert_note (fixture, "Files and Devices", "Send Files…", NULL);
  begin (fixture);
  assert_note (fixture, "Files and Devices", "Send Files…", MISSING);
  assert_note (fixture, "Size", "Resize with Window", MISSING);
  assert_note (fixture, "Clipboard", "From Computer to Machine", MISSING);

  /* It does one thing, and not the other. */
  set_agent (fixture, SPICE_AGENT_CAP (MONITORS_CONFIG) | SPICE_AGENT_CAP (FILE_XFER_DISABLED));
  assert_note (fixture, "Files and Devices", "Send Files…", TOO_OLD);
  assert_note (fixture, "Size", "Resize with Window", NULL);
  assert_note (fixture, "Clipboard", "From Computer to Machine", TOO_OLD);

  set_agent (fixture, SPICE_AGENT_CAP (MONITORS_CONFIG) | SPICE_AGENT_CLIPBOARD_CAPS);
  assert_note (fixture, "Files and Devices", "Send Files…", NULL);
  assert_note (fixture, "Size", "Resize with Window", NULL);
  assert_note (fixture, "Clipboard", "From Computer to Machine", NULL);
}

static GtkWidget *
find_note (GtkWidget *widget)
{
  GtkWidget *found = g_strcmp0 (G_OBJECT_TYPE_NAME (widget), "SprintAgentNote") == 0 ? widget : NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_note (child);

  return found;
}

static float
find_left (GtkWidget  *popover,
           const char *text)
{
  GtkWidget *label = tree_find_text (popover, text);
  graphene_rect_t bounds;

  g_assert_nonnull (label);
  g_assert_true (gtk_widget_compute_bounds (label, popover, &bounds));
  return bounds.origin.x;
}

/* In line with the words of the item above, with a mark before them or without. */
static void
test_note_is_in_line (Fixture       *fixture,
                      gconstpointer  data)
{
  static const struct {
    const char *submenu, *item;
  } items[] = { { "Files and Devices", "Send Files…" }, { "Size", "Resize with Window" },
                { "Clipboard", "From Machine to Computer" } };

  begin (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    GtkWidget *popover = open_menu (fixture, items[i].submenu);

    await (tree_shows (popover, items[i].item) && tree_shows (popover, MISSING));
    tree_draw (fixture->window);
    g_test_message ("%s: %g, %g", items[i].item, find_left (popover, items[i].item), find_left (popover, MISSING));
    g_assert_cmpfloat_with_epsilon (find_left (popover, items[i].item), find_left (popover, MISSING), 4);
    close_menu (fixture);
  }
}

/* Who reads the menu with a screen reader comes by it with the arrow keys. */
static void
test_note_is_read (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *popover;
  GtkWidget *note;
  GtkRoot *root;

  begin (fixture);
  popover = open_menu (fixture, "Size");
  await ((note = find_note (popover)) != NULL && tree_shows (note, MISSING));
  gtk_test_accessible_assert_role (note, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_test_accessible_assert_property (note, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       sprint_guest_agent_explain (sprint_console_session_get_agent (fixture->session),
                                                                   SPRINT_GUEST_CAN_RESIZE));
  root = gtk_widget_get_root (note);
  for (guint i = 0; i < 6 && !gtk_widget_has_focus (note); i++)
    gtk_widget_child_focus (popover, GTK_DIR_DOWN);
  g_assert_true (gtk_root_get_focus (root) == note);
  close_menu (fixture);
}

static GtkWindow *
find_dialog (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (window != fixture->window && gtk_window_get_transient_for (window) == fixture->window &&
        gtk_widget_get_mapped (GTK_WIDGET (window)))
      return window;
  }

  return NULL;
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS
static gboolean
has_chosen (GtkFileChooser *chooser)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (chooser);

  return g_list_model_get_n_items (files) == 1;
}
G_GNUC_END_IGNORE_DEPRECATIONS

/* In a run of its own (meson.build): GTK 4.18 leaks some of what its dialog lists. */
static void
test_send_files (Fixture       *fixture,
                 gconstpointer  data)
{
  GListModel *transfers = G_LIST_MODEL (sprint_console_session_get_transfers (fixture->session));
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "letter.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (SprintFileTransfer) transfer = NULL;
  GtkWindow *dialog;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "Dear guest", -1, NULL));
  begin (fixture);
  set_agent (fixture, SPICE_AGENT_CLIPBOARD_CAPS);

  /* Nothing chosen is nothing sent, and no fault. */
  g_action_group_activate_action (get_actions (fixture), "send-files", NULL);
  await ((dialog = find_dialog (fixture)) != NULL);
  gtk_window_close (dialog);
  await (find_dialog (fixture) == NULL);
  g_assert_cmpuint (g_list_model_get_n_items (transfers), ==, 0);

  g_action_group_activate_action (get_actions (fixture), "send-files", NULL);
  await ((dialog = find_dialog (fixture)) != NULL);
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_assert_true (gtk_file_chooser_set_file (GTK_FILE_CHOOSER (dialog), file, NULL));
  await (has_chosen (GTK_FILE_CHOOSER (dialog)));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  G_GNUC_END_IGNORE_DEPRECATIONS
  await (g_list_model_get_n_items (transfers) == 1);
  transfer = g_list_model_get_item (transfers, 0);
  g_assert_true (g_file_equal (sprint_file_transfer_get_file (transfer), file));
  await (find_dialog (fixture) == NULL);
}

static gboolean
can_send_files (Fixture *fixture)
{
  return g_action_group_get_action_enabled (get_actions (fixture), "send-files");
}

static void
test_can_send_files (Fixture       *fixture,
                     gconstpointer  data)
{
  g_assert_false (can_send_files (fixture));
  begin (fixture);
  g_assert_false (can_send_files (fixture));
  set_agent (fixture, SPICE_AGENT_CLIPBOARD_CAPS);
  g_assert_true (can_send_files (fixture));
  set_agent (fixture, SPICE_AGENT_CLIPBOARD_CAPS | SPICE_AGENT_CAP (FILE_XFER_DISABLED));
  g_assert_false (can_send_files (fixture));
  sprint_console_session_disconnect (fixture->session);
  g_assert_false (can_send_files (fixture));
}

#define add(path, test) g_test_add ("/agent-menu/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  tree_init (&argc, &argv);
  tree_use_style ();
  await_own_context ();
  add ("notes", test_notes);
  add ("note-is-in-line", test_note_is_in_line);
  add ("note-is-read", test_note_is_read);
  add ("can-send-files", test_can_send_files);
  g_test_add ("/send-files/dialog", Fixture, NULL, set_up, test_send_files, tear_down);

  return tree_run ();
}
